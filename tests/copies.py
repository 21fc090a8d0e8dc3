"""What many tests begin with is made once: a store with its tables, an organisation in one, and the shipped lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from sqlite3 import Connection
from typing import TypeVar

import pytest

from rhythm.clock import Clock
from rhythm.paths import config_folder
from rhythm.service import Rhythm
from rhythm.settings import shipped
from rhythm.settings.cache import parsed as parse
from rhythm.settings.reading import Reading
from rhythm.settings.shape import Plain
from rhythm.storage import migrating
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org

T = TypeVar("T")

migrate = migrating.migrate
"""The real one: it runs every migration."""


@contextmanager
def migrated_once(clock: Clock) -> Iterator[None]:
    """Within it a new store gets the pages of one that all migrations made; they do not all run again.

    Whatever is no new store, is encrypted, or is to be made by other migrations than today's, is migrated as ever.
    """
    made = memory_store(clock)
    usual = _used()

    def copy_or_migrate(connection: Connection, clock: Clock, *, backups: Path | None) -> None:
        is_plain = isinstance(connection, Connection)
        if is_plain and _used() == usual and connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None:
            connection.execute("PRAGMA foreign_keys = OFF")
            made.connection.backup(connection)
        else:
            migrate(connection, clock, backups=backups)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrating, "migrate", copy_or_migrate)
        yield
    made.close()


def _used() -> tuple[object, ...]:
    return tuple(vars(migrating)[name] for name in ("migrations", "recreate_triggers"))


@contextmanager
def lists_read_once() -> Iterator[None]:
    """Within it the YAML of a shipped list is read once, however many services and programs ask for it.

    The user's own lists are read as ever, and copies of what was read are kept and used as ever.
    """
    folder, readings = config_folder(), dict[tuple[Path, str], Reading]()

    def parsed_once(
        path: Path, cache_folder: Path | None, read: Callable[[Path], Reading], make: Callable[[Plain], T]
    ) -> tuple[T, dict[str, int]]:
        def once(path: Path) -> Reading:
            # The same file is prepared in another way for whoever makes something else of it.
            key = (path, make.__qualname__)
            if key not in readings:
                readings[key] = read(path)
            return readings[key]

        return parse(path, cache_folder, once if path.parent == folder else read, make)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shipped, "parsed", parsed_once)
        yield


def org_of(made: Org, rhythm: Rhythm) -> Org:
    """The organisation in the store of a service: copied where nothing was written yet, else founded by hand."""
    if not copy_store(made.rhythm, rhythm):
        return Org(rhythm)
    org = copy(made)
    org.rhythm = rhythm
    return org


def copy_store(made: Rhythm, rhythm: Rhythm) -> bool:
    """Put all that one store holds into another, whose clock goes on from there.

    Only into one in memory that nothing was written to, on the day of the first: else it does nothing, and says so.
    """
    there, clock = rhythm._db, rhythm.clock
    if not (isinstance(clock, FixedClock) and isinstance(made.clock, FixedClock)):
        return False
    if there.path is not None or rhythm.has_written or clock.day != made.clock.day:
        return False
    clock.ticks = max(clock.ticks, made.clock.ticks)
    fresh, empty = memory_store(clock), there.connection
    made._db.connection.backup(fresh.connection)
    there.take_over(fresh)
    empty.close()
    return True
