"""Letting an encrypted store go while nobody is there, and taking it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.late import Late
from rhythm.storage import driver
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.service import Rhythm, unlocking
else:
    unlocking = Late("rhythm.service.unlocking")


class Guard:
    """What keeps others from reading the store."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm
        self.is_encrypted = db.path is not None and driver.key_for(db.path) is not None
        """Whether the store can be read with its key only."""

    @property
    def lock_minutes(self) -> int:
        """After how many minutes without a key the app locks; 0 for never."""
        return self._rhythm.settings.store.lock_after(encrypted=self.is_encrypted)

    def let_go(self) -> None:
        """End the connection to an encrypted store and forget its key; a plain one stays open."""
        if self.is_encrypted and not self._db.is_let_go:
            self._db.let_go()
            unlocking.lock()

    def take_up(self, typed: str) -> None:
        """Open the store again with a passphrase or the recovery code.

        Raises Locked when that is not the one, and StoreError when the store can't be opened any more.
        """
        from rhythm.storage.opening import open_store

        assert self._db.path is not None
        copies = tuple(copy.path for copy in self._rhythm.backups.all())
        unlocking.unlock_with(self._db.path, typed, copies, keyring=self._rhythm.settings.store.keyring)
        if self._db.is_let_go:
            folder = self._rhythm.backups.folder or self._db.path.parent
            self._db.take_over(open_store(self._db.path, self._db.clock, backups=folder))
