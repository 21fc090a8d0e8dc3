"""Encrypting a store and taking it back: the file is made anew beside its place, checked, and put there whole."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from rhythm.clock import Clock
from rhythm.errors import RhythmError, StoreError
from rhythm.storage import driver, sqlcipher
from rhythm.storage.backup import bytes_in, unsound
from rhythm.storage.driver import Key
from rhythm.storage.erasing_copies import Redone
from rhythm.storage.far import Far
from rhythm.storage.marking import mark
from rhythm.storage.opening import part_beside, refuse_what_can_not_be_used
from rhythm.storage.replacing import replace_store

_BLOCK = 1 << 20


def rekey(store: Path, key: Key | None, label: str, clock: Clock, far: Far | None = None) -> None:
    """Give a store another key, or none. Every row comes along, history and drafts included; `far` tells whoever waits
    how far that is.

    `label` stands in the history, where undo passes it by. Raises StoreError and changes nothing when the store is
    damaged, when another program writes to it meanwhile, or when its folder does not take it.
    """
    refuse_what_can_not_be_used(store)
    try:
        # Closed last: closing it takes away every lock that this process has on the file.
        with store.open("rb") as opened, part_beside(store) as part:
            before = _print_of(opened)
            if key is not None:
                driver.give_key(key)
            copy_with_key(store, part, key, far)
            mark(part, clock, label)
            replace_store(part, store, None, _unless_changed(opened, before))
    except (OSError, driver.Error) as error:
        raise StoreError(
            f"{store} could not be made anew", "nothing was changed; make room beside it and try again"
        ) from error


def rekey_copies(copies: Collection[Path], key: Key | None, far: Far | None = None) -> Redone:
    """Give copies another key, each whole or not at all; those that can't be read are left."""
    done, left = [], []
    for copy in (far or Far()).through(copies, "copy", "copies"):
        try:
            with part_beside(copy) as part:
                copy_with_key(copy, part, key)
                replace_store(part, copy, None, None)
        except (OSError, driver.Error, RhythmError):
            left.append(copy)
        else:
            done.append(copy)
    return Redone(tuple(done), tuple(left))


def copy_with_key(source: Path, part: Path, key: Key | None, far: Far | None = None) -> None:
    """Fill an empty file with everything that is in a store, under another key or none, and check it.

    Raises driver.Error when the source can't be read or the copy does not come out the same.
    """
    far = far or Far()
    with _both(source, part, key) as connection:
        # Whole or gone: it is waited for once, before it gets its name.
        connection.execute("PRAGMA made.journal_mode = OFF")
        connection.execute("PRAGMA made.synchronous = OFF")
        with far.growing(part, bytes_in(connection)):
            connection.execute("SELECT sqlcipher_export('made')").fetchall()
        for pragma in ("user_version", "application_id"):
            number = connection.execute(f"PRAGMA main.{pragma}").fetchone()[0]
            connection.execute(f"PRAGMA made.{pragma} = {number}")
    # On connections of their own: the index of the search is found only when the schema is read anew.
    with far.saying(lambda: "checking what was copied"):
        with _both(source, part, key) as connection:
            same = _counts(connection, "main") == _counts(connection, "made")
        sound = same and not unsound(part, thorough=True)
    if not sound:
        raise driver.DatabaseError("the copy is not the same")


@contextmanager
def _both(source: Path, part: Path, key: Key | None) -> Iterator[driver.Connection]:
    own = driver.key_for(source)
    connection = sqlcipher.connect(
        f"{source.absolute().as_uri()}?mode=rw", own.notation if own is not None else None, timeout=1, uri=True
    )
    try:
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("ATTACH ? AS made KEY ?", (str(part), key.notation if key is not None else ""))
        yield connection
    finally:
        connection.close()


def _counts(connection: driver.Connection, of: str) -> dict[str, int]:
    """The number of rows of each table."""
    names = connection.execute(f"SELECT name FROM {of}.sqlite_master WHERE type = 'table'").fetchall()
    return {name: int(connection.execute(f'SELECT count(*) FROM {of}."{name}"').fetchone()[0]) for (name,) in names}


def _unless_changed(opened: BinaryIO, before: bytes) -> Callable[[driver.Connection], None]:
    """Refuses, with the store held, what was written to it since it was read."""

    def allow(_held: driver.Connection) -> None:
        if _print_of(opened) != before:
            raise StoreError(
                "another program wrote to the store meanwhile", "nothing was changed; end the app and try again"
            )

    return allow


def _print_of(opened: BinaryIO) -> bytes:
    found = hashlib.sha256()
    opened.seek(0)
    while block := opened.read(_BLOCK):
        found.update(block)
    return found.digest()
