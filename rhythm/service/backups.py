"""Copies of the store that are made without being asked for, and those that are."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.clock import Clock
from rhythm.errors import BadInput, StoreError
from rhythm.late import Late
from rhythm.storage import driver
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.storage import backup, merging, opening, shelf
    from rhythm.storage.shelf import Copy, Kind
else:
    backup, shelf = Late("rhythm.storage.backup"), Late("rhythm.storage.shelf")
    merging, opening = Late("rhythm.storage.merging"), Late("rhythm.storage.opening")

MERGE_SECONDS = 1.0
"""How long laying the index of the search together waits for a program that writes; tomorrow is another day."""


class Backups:
    """The copies of one store, in `folder`. Without a folder, or for a store in memory, there are none.

    `clock` is the machine's, also while the program works as if it were another day: what is kept is told by when
    a copy was really made. With `daily` False none is made because of the day.
    """

    def __init__(self, db: Database, folder: Path | None, clock: Clock | None, *, daily: bool = True) -> None:
        self._db = db
        self.folder = folder
        """Where the copies are; None where none are made."""
        self._clock = clock or db.clock
        self._daily = daily
        self.problem: StoreError | None = None
        """Why the last copy could not be made; None when it could."""

    def over(self, db: Database) -> Backups:
        """The same copies, made of the store over another connection."""
        return Backups(db, self.folder, self._clock, daily=self._daily)

    def all(self) -> tuple[Copy, ...]:
        """Every copy there is, newest first."""
        return shelf.copies(self.folder) if self.folder is not None else ()

    @property
    def newest(self) -> Copy | None:
        """The newest copy; one that is dated ahead only where there is no other."""
        return next(iter(shelf.newest_first(self.all(), self._clock.now())), None)

    def is_due(self) -> bool:
        """Whether the day has no copy yet and something was written since the last one."""
        if self._off or not self._daily:
            return False
        newest = self.newest
        if newest is None:
            return True
        made_today = newest.made.astimezone().date() == self._clock.now().astimezone().date()
        return not made_today and not shelf.holds_all_of(newest, self._db)

    def make_daily(self) -> None:
        """Make the copy of the day, on a connection of its own, so that a thread may do it.

        What goes wrong is kept in `problem`, for that must not stop whoever is at work. When there is a copy, the
        index of the search is laid together, once a day, while nobody waits for it; what fails of that is left for
        tomorrow. A page that is open reads anew then, as after whatever is written over another connection.
        """
        try:
            self._put(shelf.Kind.DAILY)
        except StoreError:
            return
        with suppress(StoreError, driver.Error):
            self._merge_search()

    def before(self, kind: Kind) -> None:
        """Make a copy before something risky, unless the newest one holds everything already.

        Raises StoreError when it can't be made; then the risky thing is not to be done.
        """
        if self._off:
            return
        newest = self.newest
        if newest is None or not shelf.holds_all_of(newest, self._db):
            self._put(kind)

    def before_import(self) -> None:
        """As `before`, for files that are brought in. Raises StoreError."""
        self.before(shelf.Kind.BEFORE_IMPORT)

    def before_change(self) -> None:
        """As `before`, for a change of many records at once. Raises StoreError."""
        self.before(shelf.Kind.BEFORE_CHANGE)

    def make(self, file: Path | None = None) -> Path:
        """A copy made by hand: on the shelf, or as the file that is named. Raises StoreError, and BadInput when
        something is there already."""
        if self._db.path is not None and self.folder is None:
            raise StoreError("no copies are made of this store", "the sample organisation is made anew each day")
        if self._db.path is None or self.folder is None:
            raise StoreError(
                "there is no store yet, so there is nothing to copy", "the first thing you write makes one"
            )
        if file is None:
            return self._put(shelf.Kind.BY_HAND).path
        if file.is_dir():
            raise BadInput(f"{file} is a folder", "name a file")
        if file.exists():
            raise BadInput(f"{file} is there already", "name another file, or take that one away")
        return backup.copy_to(self._db.connection, file, self._db.heed_stop, self._db.far)

    def _merge_search(self) -> None:
        assert self._db.path is not None
        assert self.folder is not None
        store = opening.open_store(self._db.path, self._clock, backups=self.folder, busy_seconds=MERGE_SECONDS)
        try:
            with store.unlogged():
                merging.merge_search(store.connection)
        finally:
            store.close()

    @property
    def _off(self) -> bool:
        return self.folder is None or self._db.path is None or bool(self._db.read_only_because)

    def _put(self, kind: Kind) -> Copy:
        assert self._db.path is not None
        assert self.folder is not None
        try:
            made = shelf.put(self._db.path, self.folder, kind, self._clock.now(), self._db.heed_stop, self._db.far)
        except StoreError as error:
            self.problem = error
            raise
        self.problem = None
        return made
