"""The index of the search, laid together.

Each action adds a small part to the index, and a word is looked for in every part. SQLite lays parts together when
much was written, so there are some twenty of them at any time, and a search goes twenty ways for each word. Laid
together a little each day they are two or three.
"""

from __future__ import annotations

from rhythm.storage import driver

PAGES = 500
"""So many pages of the index are written at a time, a tenth of a second: a day's own are a few, the rest is for stores
that were never laid together."""
_FEWEST = 2
_SAME = "SELECT v FROM search_config WHERE k = 'usermerge'"


def merge_search(connection: driver.Connection, pages: int = PAGES) -> bool:
    """Lay some parts of the index together; whether any were. Belongs into a transaction. Raises driver.Error."""
    kept = connection.execute(_SAME).fetchone()
    if kept is None or kept[0] != _FEWEST:
        connection.execute("INSERT INTO search(search, rank) VALUES ('usermerge', ?)", (_FEWEST,))
    before = connection.total_changes
    connection.execute("INSERT INTO search(search, rank) VALUES ('merge', ?)", (pages,))
    # The statement itself counts as one row.
    return connection.total_changes - before > 1
