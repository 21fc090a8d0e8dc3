"""Making a store from rows that come from elsewhere: a file of everything, or a damaged store."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sqlite_utils import Database as SqliteUtils
from sqlite_utils import Migrations

from rhythm.clock import Clock
from rhythm.storage import driver
from rhythm.storage.migrating import migrate
from rhythm.storage.migrations import migrations
from rhythm.storage.schema import MIGRATION_SET, SEARCH_KINDS, SEARCHED

NOT_CARRIED = ("current_action", "draft", "sqlite_sequence", "_sqlite_migrations")
"""Tables that say something of the moment or of the file, not of what happened."""

_PAGE = 1000

Fill = Callable[[driver.Connection], None]


def build(part: Path, applied: Sequence[str], fill: Fill, clock: Clock, *, key: driver.Key | None = None) -> None:
    """Make a store in an empty file: in the form of its time, filled, then brought up to date.

    `applied` are the migrations that the rows know of. `fill` gets a connection in a transaction, without triggers
    and with foreign keys off. `key` encrypts the new store. Raises what `fill` raises, and StoreError when the rows
    contradict each other.
    """
    connection = driver.connect(str(part), timeout=1, key=key)
    try:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("BEGIN IMMEDIATE")
        _shape(connection, applied)
        fill(connection)
        connection.execute("INSERT OR IGNORE INTO meta VALUES ('device', ?)", (os.urandom(8).hex(),))
        connection.execute("COMMIT")
        migrate(connection, clock, backups=None)
        connection.execute("BEGIN IMMEDIATE")
        rebuild_search(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _shape(connection: driver.Connection, applied: Sequence[str]) -> None:
    """Make the tables of a time: those of its migrations, and no later ones."""
    db = SqliteUtils(connection, execute_plugins=False)
    of_then = Migrations(MIGRATION_SET)
    for migration in migrations.pending(db):
        if migration.name in applied:
            of_then(name=migration.name)(migration.fn)
    of_then.apply(db)


def carried_tables(connection: driver.Connection) -> list[str]:
    """Tables that hold what happened, by name: all but those of the search and of the file itself."""
    rows = connection.execute("SELECT name, type FROM pragma_table_list WHERE schema = 'main' ORDER BY name").fetchall()
    return [
        row["name"]
        for row in rows
        if row["type"] == "table" and row["name"] not in NOT_CARRIED and not row["name"].startswith("sqlite_")
    ]


def columns_of(connection: driver.Connection, table: str) -> list[str]:
    """The columns of a table, in their order."""
    return [row["name"] for row in connection.execute(f'PRAGMA table_info("{table}")').fetchall()]


def key_of(connection: driver.Connection, table: str) -> list[str]:
    """The columns of a table's primary key, in their order."""
    rows = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return [row["name"] for row in sorted(rows, key=lambda row: int(row["pk"])) if row["pk"]]


def rows_of(connection: driver.Connection, table: str, where: str = "1") -> Iterator[dict[str, Any]]:
    """Every row in the order of the primary key, read a page at a time, so that no cursor stays open for long."""
    columns, key = columns_of(connection, table), key_of(connection, table)
    names, order, marks = ", ".join(columns), ", ".join(key), ", ".join("?" * len(key))
    after: tuple[Any, ...] = ()
    while True:
        only = f"({order}) > ({marks}) AND {where}" if after else where
        rows = connection.execute(
            f"SELECT {names} FROM {table} WHERE {only} ORDER BY {order} LIMIT {_PAGE}", after
        ).fetchall()
        for row in rows:
            yield dict(zip(columns, row, strict=True))
        if len(rows) < _PAGE:
            return
        after = tuple(rows[-1][name] for name in key)


def sequences(connection: driver.Connection) -> dict[str, int]:
    """The highest number that each table ever gave, so that none is given twice."""
    rows = connection.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name").fetchall()
    return {row["name"]: int(row["seq"] or 0) for row in rows}


def set_sequences(connection: driver.Connection, highest: dict[str, int]) -> None:
    """Go on from these numbers."""
    for table, number in highest.items():
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)", (table, number))


def rebuild_search(connection: driver.Connection) -> None:
    """Read every searched text into the search anew, as the triggers would have. Belongs into a transaction."""
    connection.execute("DELETE FROM search")
    for table, (number, texts, person, day) in SEARCHED.items():
        body = " || ' ' || ".join(texts)
        connection.execute(
            f"INSERT INTO search(rowid, body, kind, ref, person_id, day) SELECT id * {SEARCH_KINDS} + {number},"
            f" {body}, '{table}', id, {person}, {day} FROM {table} WHERE deleted_at IS NULL AND trim({body}) <> ''"
        )
