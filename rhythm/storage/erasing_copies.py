"""Erasing a person from the copies of a store too: each is made anew without them, or named when that can't be."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from rhythm.clock import Clock
from rhythm.errors import RhythmError
from rhythm.storage import driver, shelf
from rhythm.storage.backup import unsound
from rhythm.storage.erasing import erase_person, refuse_without_room
from rhythm.storage.far import Far
from rhythm.storage.opening import open_store, part_beside
from rhythm.storage.replacing import replace_store
from rhythm.values import NamedTuple

_TIMES = 4
"""Room for so many of a copy's size: one to work on, one from before its migration, and two for the erasing."""


class Redone(NamedTuple):
    """Copies that were made anew, and those that could not be: damaged ones, of a newer rhythm, or without room."""

    done: tuple[Path, ...]
    left: tuple[Path, ...]

    def with_more(self, more: Redone) -> Redone:
        """These and others."""
        return Redone(self.done + more.done, self.left + more.left)


def copies_of(store: Path, folder: Path) -> tuple[Path, ...]:
    """Every copy of a store: those on the shelf, and those that a restored copy replaced."""
    replaced = sorted(store.parent.glob(f"{store.stem}.replaced-*{store.suffix}"))
    return (*(copy.path for copy in shelf.copies(folder)), *replaced)


def refuse_without_room_for(copies: tuple[Path, ...]) -> None:
    """To be asked before anybody is erased anywhere. Raises StoreError."""
    for copy in copies:
        # One that went meanwhile, or can't be looked at, is named when its turn comes.
        with suppress(OSError):
            refuse_without_room(copy, _TIMES, "copies")


def erase_from_copies(copies: tuple[Path, ...], person_uid: str, clock: Clock, far: Far) -> Redone:
    """Take a person out of copies, each whole or not at all."""
    done, left = [], []
    for copy in far.through(copies, "backup"):
        try:
            _erase_from(copy, person_uid, clock)
        except (OSError, driver.Error, RhythmError):
            left.append(copy)
        else:
            done.append(copy)
    return Redone(tuple(done), tuple(left))


def _erase_from(copy: Path, person_uid: str, clock: Clock) -> None:
    with part_beside(copy) as part, tempfile.TemporaryDirectory(dir=copy.parent) as aside:
        shutil.copyfile(copy, part)
        # An older copy is brought up to date; what that copies first goes with the folder.
        db = open_store(part, clock, backups=Path(aside))
        try:
            person = db.value("SELECT id FROM person WHERE uid = ?", (person_uid,))
            if person is not None:
                erase_person(db, int(person))
        finally:
            db.close()
        if wrong := unsound(part, thorough=True):
            raise driver.DatabaseError(wrong)
        replace_store(part, copy, None, None)
