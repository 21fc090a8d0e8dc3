"""Bringing back a copy: checked first, whole or not at all, and what it replaces is kept."""

from __future__ import annotations

import os
from pathlib import Path

from rhythm.clock import Clock
from rhythm.errors import StoreError
from rhythm.storage import driver, shelf
from rhythm.storage.backup import bytes_in, unsound
from rhythm.storage.far import Far
from rhythm.storage.marking import mark
from rhythm.storage.opening import part_beside, refuse_what_can_not_be_used
from rhythm.storage.replacing import replace_store


def restore(copy: Path, store: Path, clock: Clock, *, backups: Path, far: Far | None = None) -> Path | None:
    """Put a copy in the place of the store; where the file that stood there is kept, None when there was none. `far`
    tells whoever waits how far that is.

    A sound store gets a checked copy in `backups` too. Raises StoreError and changes nothing when the copy is damaged,
    is no store or of a newer rhythm, while another program writes, or when the folder does not take it.
    """
    refuse_what_can_not_be_used(copy)
    far = far or Far()
    kept = _name_for_replaced(store, clock) if store.exists() else None
    try:
        store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with part_beside(store) as part:
            _copy(copy, part, driver.key_for(store), far)
            # A restored store is another device than the one that went on after the copy: their histories part here.
            mark(part, clock, "restore a copy", device=os.urandom(8).hex())
            with far.saying(lambda: "checking what was copied"):
                wrong = unsound(part, thorough=True)
            if wrong:
                raise driver.DatabaseError(wrong)
            with far.saying(lambda: "keeping what is replaced"):
                _back_up(store, backups, clock)
            replace_store(part, store, kept, None)
    except (OSError, driver.Error) as error:
        raise StoreError(
            f"{copy} could not be put in the place of {store}", "nothing was changed; make room there and try again"
        ) from error
    return kept


def _copy(copy: Path, part: Path, key: driver.Key | None, far: Far) -> None:
    """Under the key of the store it replaces where there is one: a plain copy must not lay an encrypted store open."""
    if key is not None and driver.key_for(copy) != key:
        from rhythm.storage.encrypting import copy_with_key

        copy_with_key(copy, part, key, far)
        return
    connection = driver.connect_to_read(copy, timeout=1)
    try:
        with far.growing(part, bytes_in(connection)):
            connection.execute("VACUUM INTO ?", (str(part),))
    finally:
        connection.close()


def _back_up(store: Path, backups: Path, clock: Clock) -> None:
    """A damaged store, or none, has no copy made of it: the file itself is kept."""
    try:
        refuse_what_can_not_be_used(store)
    except StoreError:
        return
    shelf.put(store, backups, shelf.Kind.BEFORE_RESTORE, clock.now())


def _name_for_replaced(store: Path, clock: Clock) -> Path:
    stamp = f"{clock.now():%Y%m%dT%H%M%S}-{os.urandom(2).hex()}"
    return store.with_name(f"{store.stem}.replaced-{stamp}{store.suffix}")
