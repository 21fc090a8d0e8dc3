"""Putting a whole new file in the place of a store, at once, and keeping the one that was there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

from rhythm.disk import sync, sync_folder
from rhythm.errors import StoreError
from rhythm.storage import driver
from rhythm.storage.database import store_error

_BESIDE = ("-journal", "-wal", "-shm")
_BUSY_SECONDS = 3.0


def replace_store(
    part: Path, store: Path, kept: Path | None, allow: Callable[[driver.Connection], None] | None
) -> None:
    """Give a finished file the name of a store. What stood there is kept under `kept`, or gone when that is None.

    At no moment does no store stand there. `allow` is asked with the old store held against every other program, and
    may refuse by raising. Raises StoreError while another program writes, or when the folder does not take it.
    """
    try:
        sync(part)
        # Opened first and closed last: closing it takes away every lock that this process has on the file.
        with (
            store.open("rb") if kept is not None and store.exists() else nullcontext() as opened,
            _held(store, allow),
        ):
            if kept is not None and opened is not None:
                _keep(store, opened, kept)
            part.replace(store)
            for ending in _BESIDE:
                # A journal of the old file would be taken for one of the new.
                store.with_name(store.name + ending).unlink(missing_ok=True)
            sync_folder(store.parent)
    except OSError as error:
        raise StoreError(
            f"{store} can't be replaced ({error.strerror})", "it was left as it is; check the permissions of its folder"
        ) from error


@contextmanager
def _held(store: Path, allow: Callable[[driver.Connection], None] | None) -> Iterator[None]:
    """Nobody else writes meanwhile, and nobody who waited to goes on: they find another file in its place."""
    if not store.is_file() or not store.stat().st_size:
        yield
        return
    connection = driver.connect(f"{store.absolute().as_uri()}?mode=rw", timeout=_BUSY_SECONDS, uri=True)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
            if allow is not None:
                allow(connection)
        except driver.Error as error:
            # What is damaged can be held by nobody.
            if not driver.is_damaged(error):
                raise store_error(error, store) from error
        yield
    finally:
        connection.close()


def _keep(store: Path, opened: BinaryIO, kept: Path) -> None:
    for ending in _BESIDE:
        beside = store.with_name(store.name + ending)
        if beside.exists() and beside.stat().st_size:
            beside.rename(kept.with_name(kept.name + ending))
    try:
        os.link(store, kept)
    except OSError:
        # Some file systems know no hard links.
        try:
            with open(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as copy:
                shutil.copyfileobj(opened, copy)
            shutil.copystat(store, kept)
            sync(kept)
        except OSError:
            # Half a store is none to bring back.
            kept.unlink(missing_ok=True)
            raise
