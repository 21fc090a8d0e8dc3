"""What a store says about itself: its device, when it was made, for which day. Not history."""

from __future__ import annotations

from pathlib import Path

from rhythm.storage import driver
from rhythm.storage.database import Database

BEGUN = "begun"
"""The day from which a store that was written at once, such as the sample, counts as kept."""


def write_meta(db: Database, key: str, value: str) -> None:
    """Note something about the store, in place of what was noted under `key` before."""
    with db.unlogged():
        db.connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", (key, value)
        )


def meta(db: Database, key: str) -> str:
    """What was noted under `key`, or nothing."""
    return str(db.value("SELECT value FROM meta WHERE key = ?", (key,)) or "")


def write_stamp(db: Database, number: int) -> None:
    """Note a number in the header of the file."""
    with db.unlogged():
        db.connection.execute(f"PRAGMA user_version = {number:d}")


def read_stamp(path: Path) -> int:
    """The number in the header of a store that is not open, or 0. Raises driver.Error when it can't be read.

    Reading a table would parse the whole schema, which takes longer than everything else about opening a store.
    """
    connection = driver.connect(str(path), timeout=1)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()
