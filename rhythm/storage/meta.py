"""What a store says about itself: its device, when it was made, for which day. Not history."""

from __future__ import annotations

from pathlib import Path

from rhythm.storage import driver
from rhythm.storage.database import Database


def write_meta(db: Database, key: str, value: str) -> None:
    """Note something about the store, in place of what was noted under `key` before."""
    with db.unlogged():
        db.connection.execute(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value", (key, value)
        )


def meta(db: Database, key: str) -> str:
    """What was noted under `key`, or nothing."""
    return str(db.value("SELECT value FROM meta WHERE key = ?", (key,)) or "")


def read_meta(path: Path, key: str) -> str:
    """What a store that is not open says about itself, or nothing. Raises driver.Error when it can't be read."""
    connection = driver.connect(str(path), timeout=1)
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row is not None else ""
    finally:
        connection.close()
