"""Checked copies of a store, made before anything that could harm it."""

from __future__ import annotations

import os
from pathlib import Path

from rhythm.errors import StoreError
from rhythm.storage import driver


def back_up(connection: driver.Connection, folder: Path, name: str) -> Path:
    """Copy the open store to `folder/name-XXXXXXXX.db`, check the copy on a connection of its own, and return its path.

    The copy gets its name only when it has been checked and is on the disk. Raises StoreError when it
    can't be written or does not check out; a part-written file is not left behind.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Two processes may back up at once: neither may work on the other's file, or replace it.
        token = os.urandom(4).hex()
        target, part = folder / f"{name}-{token}.db", folder / f".{name}-{token}.part"
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            connection.execute("VACUUM INTO ?", (str(part),))
            _check(part)
            _sync(part)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, driver.Error) as error:
        raise StoreError(
            f"the backup before the change could not be written to {folder}",
            "nothing was changed; make room or permission there and try again",
        ) from error
    return target


def _check(copy: Path) -> None:
    connection = driver.connect(str(copy), timeout=1)
    try:
        result = connection.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        connection.close()
    if result != "ok":
        raise driver.DatabaseError("the copy is damaged")


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
