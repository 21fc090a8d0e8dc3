"""Checked copies of a store, made before anything that could harm it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from rhythm.disk import sync, sync_folder
from rhythm.errors import Stopped, StoreError
from rhythm.storage import driver
from rhythm.storage.far import Far

Heed = Callable[[driver.Connection], object]
"""Has what runs over a connection end, with Stopped, when somebody wants it to."""

COPY_SECONDS = 10.0
"""How long a copy waits for a program that is writing."""


def nobody(_connection: driver.Connection) -> None:
    """Let it run to its end."""


def back_up(
    connection: driver.Connection, folder: Path, name: str, heed: Heed = nobody, far: Far | None = None
) -> Path:
    """Copy the open store to `folder/name-XXXXXXXX.db`, check the copy on a connection of its own, and return its path.

    The copy gets its name only when it has been checked and is on the disk. Raises StoreError when the store itself
    is damaged, when the copy can't be written, or does not check out; a part-written file is not left behind.
    """
    # Two processes may back up at once: neither may work on the other's file, or replace it.
    return copy_to(connection, folder / f"{name}-{os.urandom(4).hex()}.db", heed, far)


def copy_to(connection: driver.Connection, target: Path, heed: Heed = nobody, far: Far | None = None) -> Path:
    """Copy the open store to a file that takes its place when it has been checked; `far` tells whoever waits how far
    that is. Raises StoreError as `back_up`."""
    folder, far = target.parent, far or Far()
    heed(connection)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = folder / f".{target.name}.{os.urandom(4).hex()}.part"
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with far.saying(lambda: "checking the store"):
                _check_source(connection, heed)
            with far.growing(part, bytes_in(connection)):
                connection.execute("VACUUM INTO ?", (str(part),))
            with far.saying(lambda: "checking the copy"):
                _check(part, heed)
            sync(part)
            part.replace(target)
            sync_folder(folder)
        finally:
            remove(part)
    except (OSError, driver.Error) as error:
        if isinstance(error, driver.Error) and driver.is_interrupted(error):
            raise Stopped from error
        raise StoreError(
            f"the backup could not be written to {folder}",
            "nothing was changed; make room or permission there and try again",
        ) from error
    return target


def copy_store(store: Path, folder: Path, name: str, heed: Heed = nobody, far: Far | None = None) -> Path:
    """As `back_up`, on a connection of its own, for a thread of its own. Raises StoreError."""
    try:
        connection = driver.connect(f"{store.absolute().as_uri()}?mode=rw", timeout=COPY_SECONDS, uri=True)
    except driver.Error as error:
        raise StoreError(f"{store} can't be opened for a backup", "rhythm doctor says more") from error
    try:
        return back_up(connection, folder, name, heed, far)
    finally:
        connection.close()


def unsound(path: Path, *, thorough: bool, heed: Heed = nobody) -> str:
    """What a check of a file on a connection of its own finds wrong, or nothing. Raises driver.Error.

    Always a new connection: SQLite reports damage that is none on one that was open while others wrote.
    """
    connection = driver.connect_to_read(path, timeout=COPY_SECONDS)
    heed(connection)
    try:
        found = connection.execute(f"PRAGMA {'integrity_check' if thorough else 'quick_check'}(1)").fetchone()[0]
    finally:
        connection.close()
    return "" if found == "ok" else str(found)


def bytes_in(connection: driver.Connection) -> int:
    """How large a copy of an open store becomes: its pages without those that are free."""
    size, pages, free = (
        int(connection.execute(f"PRAGMA {name}").fetchone()[0])
        for name in ("page_size", "page_count", "freelist_count")
    )
    return size * (pages - free)


def remove(part: Path) -> None:
    """Take away a file that did not become a copy, with what SQLite kept beside it."""
    for name in (part.name, f"{part.name}-journal"):
        part.with_name(name).unlink(missing_ok=True)


def _check_source(connection: driver.Connection, heed: Heed) -> None:
    """A damaged store must not push good copies out: none is made of it. Raises StoreError."""
    file = connection.execute("PRAGMA database_list").fetchone()["file"]
    try:
        wrong = unsound(Path(file), thorough=False, heed=heed) if file else ""
    except driver.Error as error:
        if not driver.is_damaged(error):
            raise
        wrong = "it can't be read"
    if wrong:
        raise StoreError(
            f"{file} is damaged, so no backup is made of it",
            "rhythm doctor says more; rhythm backups lists the copies that can be restored",
        )


def _check(copy: Path, heed: Heed) -> None:
    if unsound(copy, thorough=True, heed=heed):
        raise driver.DatabaseError("the copy is damaged")
