"""The index of the search, laid together.

Each action adds a small part to the index, and a word is looked for in every part. SQLite lays parts together when
much was written, so there are some twenty of them at any time, and a search goes twenty ways for each word. Laid
together a little each day they are two or three.
"""

from __future__ import annotations

from rhythm.storage import driver

PAGE_BYTES = 1000
"""A page of the index. A list is read by whole pages, and has an index of its own from four of them on, so the way to
its middle is the shorter the smaller they are: a quarter of that with the four thousand that are SQLite's own measure.
"""

PAGES = 2000
"""So many pages of the index are written at a time, a tenth of a second: a day's own are a few, the rest is for stores
that were never laid together, or in pages of another size."""
_FEWEST = 2
_SET = "SELECT v FROM search_config WHERE k = ?"
_PARTS = "SELECT count(DISTINCT segid) FROM search_idx"


def merge_search(connection: driver.Connection, pages: int = PAGES) -> bool:
    """Lay some parts of the index together; whether any were. Belongs into a transaction. Raises driver.Error."""
    _set(connection, "usermerge", _FEWEST)
    # One part alone can't be laid together, and would keep its pages for good.
    if connection.execute(_PARTS).fetchone()[0] > 1 and _set(connection, "pgsz", PAGE_BYTES):
        return _merge(connection, -pages)
    return _merge(connection, pages)


def _set(connection: driver.Connection, name: str, value: int) -> bool:
    """Give the index a setting, which stays with the store; whether it had another."""
    kept = connection.execute(_SET, (name,)).fetchone()
    if kept is not None and kept[0] == value:
        return False
    connection.execute("INSERT INTO search(search, rank) VALUES (?, ?)", (name, value))
    return True


def _merge(connection: driver.Connection, pages: int) -> bool:
    """Write so many pages of parts of like size; of less than none, begin to lay all parts together."""
    before = connection.total_changes
    connection.execute("INSERT INTO search(search, rank) VALUES ('merge', ?)", (pages,))
    # The statement itself counts as one row.
    return connection.total_changes - before > 1
