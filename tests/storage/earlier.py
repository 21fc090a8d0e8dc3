"""A store as the program of an earlier time left it, and the same store opened by the program of today."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from rhythm.storage import migrating, migrations, opening, triggers
from rhythm.storage.database import Database
from rhythm.storage.opening import create_store, open_store
from rhythm.storage.schema import LOGGED_TABLES, MIGRATION_SET, MIGRATIONS, SEARCH_KINDS, SEARCHED
from tests.builders import FixedClock


@contextmanager
def store_before(
    migration: str,
    folder: Path,
    clock: FixedClock,
    *,
    search_kinds: int = SEARCH_KINDS,
) -> Iterator[Database]:
    """An empty store in a folder, made by the migrations before one, to be filled with rows of its time.

    `search_kinds` is how many kinds the search had room for then, where that was not as today.
    """
    names = tuple(name for name in MIGRATIONS if name < migration)
    known = Migrations(MIGRATION_SET)
    for name in names:
        known(name=name)(getattr(migrations, f"m{name}"))
    with pytest.MonkeyPatch.context() as then:
        then.setattr(migrating, "migrations", known)
        make = partial(_make_triggers, search_kinds=search_kinds)
        then.setattr(migrating, "recreate_triggers", make)
        then.setattr(opening, "MIGRATIONS", names)
        create_store(folder / "rhythm.db", clock)
        db = _opened(folder, clock)
        yield db
        db.close()


@contextmanager
def store_of_today(folder: Path, clock: FixedClock) -> Iterator[Database]:
    """The store of a folder, brought up to date."""
    db = _opened(folder, clock)
    yield db
    db.close()


def _opened(folder: Path, clock: FixedClock) -> Database:
    return open_store(folder / "rhythm.db", clock, backups=folder / "backups", busy_seconds=1)


def _make_triggers(db: sqlite_utils.Database, *, search_kinds: int) -> None:
    """The triggers of that time: those of today, for the tables and columns of then."""
    with pytest.MonkeyPatch.context() as then:
        there = {name: db[name].columns_dict for name in db.table_names()}
        then.setattr(triggers, "LOGGED_TABLES", tuple(table for table in LOGGED_TABLES if table in there))
        known = {
            table: (number, tuple(column for column in texts if column in there[table]), *about)
            for table, (number, texts, *about) in SEARCHED.items()
            if table in there
        }
        then.setattr(triggers, "SEARCHED", known)
        then.setattr(triggers, "SEARCH_KINDS", search_kinds)
        triggers.recreate_triggers(db)
