"""Work that takes long, in a thread, over a connection of its own: how far it is, and stopping it with nothing kept."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rhythm.storage.opening import open_store

if TYPE_CHECKING:
    from rhythm.service import Rhythm
    from rhythm.storage.database import Database


class Progress:
    """How far a piece of work is, and whether it is to end: shared by the thread that works and who waits for it."""

    def __init__(self) -> None:
        self._stopped = threading.Event()
        self._database: Database | None = None

    @property
    def written(self) -> int:
        """How many records were written so far."""
        return self._database.written if self._database is not None else 0

    @property
    def share(self) -> str:
        """`3 of 12 tables`, or nothing where it is not known how much there is."""
        return self._database.far.words if self._database is not None else ""

    @property
    def stopped(self) -> bool:
        """Whether the work is to end."""
        return self._stopped.is_set()

    def stop(self) -> None:
        """Have the work end with Stopped, and take back what it did."""
        self._stopped.set()

    @contextmanager
    def beside(self, rhythm: Rhythm) -> Iterator[Rhythm]:
        """The same service over a connection of its own, for the thread that asks. Only for a store in a file."""
        from rhythm.service import Rhythm as Service

        assert rhythm.path is not None
        folder = rhythm.backups.folder or rhythm.path.parent
        database = open_store(rhythm.path, rhythm.clock, backups=folder)
        database.stop_when(self._stopped.is_set)
        if rhythm.read_only_because:
            database.read_only_because, database.read_only_hint = rhythm.read_only_because, rhythm.read_only_hint
        other = Service(
            database,
            rhythm.clock,
            rhythm.settings,
            lists_folder=rhythm.lists_folder,
            cache_folder=rhythm.cache_folder,
            backups=rhythm.backups.over(database),
        )
        self._database = database
        try:
            yield other
        finally:
            other.close()
