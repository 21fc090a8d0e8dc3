"""Bringing an older store up to date: a checked copy first, then all of it or nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from rhythm.errors import StoreError
from rhythm.storage import backup, driver
from rhythm.storage.database import Database
from rhythm.storage.opening import create_store, open_store
from rhythm.storage.schema import MIGRATION_SET, MIGRATIONS
from tests.builders import FixedClock

pytestmark = pytest.mark.usefixtures("migrated_anew")

Body = Callable[[sqlite_utils.Database], None]
LATER = "0999_a_later_release"


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Path:
    """A store of this release with one person and one note."""
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    db = opened(path, clock)
    with db.action("fill"):
        person = db.insert("person", name="Dana")
        db.insert("note", person_id=person, day="2026-11-20", kind="note", body="release date")
    db.close()
    return path


def opened(path: Path, clock: FixedClock) -> Database:
    return open_store(path, clock, backups=path.parent / "backups", busy_seconds=1)


@pytest.fixture
def next_release(monkeypatch: pytest.MonkeyPatch) -> Callable[[Body], None]:
    """Makes this program one release younger: it knows one migration more, with the given body."""

    def know(body: Body) -> None:
        known = Migrations(MIGRATION_SET)
        for name in MIGRATIONS:
            known(name=name)(lambda _: pytest.fail("a migration that was applied is applied again"))
        known(name=LATER)(body)
        monkeypatch.setattr("rhythm.storage.migrating.migrations", known)
        monkeypatch.setattr("rhythm.storage.opening.MIGRATIONS", (*MIGRATIONS, LATER))

    return know


def add_column(db: sqlite_utils.Database) -> None:
    db.execute("ALTER TABLE note ADD COLUMN mood TEXT NOT NULL DEFAULT ''")


def rebuild(db: sqlite_utils.Database) -> None:
    note = db["note"]
    assert isinstance(note, sqlite_utils.db.Table)
    note.transform(defaults={"kind": "note"})


def contradict(db: sqlite_utils.Database) -> None:
    db.execute("DROP TRIGGER log_person_delete")
    db.execute("DELETE FROM person")


def fail_half_way(db: sqlite_utils.Database) -> None:
    add_column(db)
    raise ZeroDivisionError


def test_an_older_store_is_brought_up_to_date_with_a_copy_of_it_before(
    store: Path, clock: FixedClock, next_release: Callable[[Body], None]
) -> None:
    next_release(add_column)
    db = opened(store, clock)
    assert db.read_only_because == ""
    assert db.value("SELECT mood FROM note") == ""
    with db.action("later"):
        db.insert("note", person_id=1, day="2026-11-20", kind="note", body="second", mood="calm")
    assert '"mood":"calm"' in str(db.value("SELECT new FROM change ORDER BY id DESC LIMIT 1"))
    db.close()
    (copy,) = (store.parent / "backups").iterdir()
    assert copy.name.startswith("before-upgrade-20261120T0900")
    assert copy.stat().st_mode & 0o777 == 0o600
    old = sqlite3.connect(copy)
    assert old.execute("SELECT body FROM note").fetchall() == [("release date",)]
    assert "mood" not in [row[1] for row in old.execute("PRAGMA table_info(note)")]
    old.close()


def test_a_second_opening_migrates_nothing_and_copies_nothing(
    store: Path, clock: FixedClock, next_release: Callable[[Body], None]
) -> None:
    next_release(add_column)
    opened(store, clock).close()
    opened(store, clock).close()
    assert len(list((store.parent / "backups").iterdir())) == 1


def test_a_rebuilt_table_keeps_its_log_and_its_search(
    store: Path, clock: FixedClock, next_release: Callable[[Body], None]
) -> None:
    next_release(rebuild)
    db = opened(store, clock)
    with db.action("later"):
        note = db.insert("note", person_id=1, day="2026-11-20", kind="note", body="second thought")
    assert db.value("SELECT count(*) FROM change WHERE tbl = 'note'") == 2
    assert db.value("SELECT ref FROM search WHERE search MATCH 'thought'") == note
    assert db.value("SELECT ref FROM search WHERE search MATCH 'release'") == 1
    assert db.value("PRAGMA foreign_keys") == 1
    db.close()


@pytest.mark.parametrize(("body", "error"), [(fail_half_way, ZeroDivisionError), (contradict, StoreError)])
def test_a_migration_that_fails_changes_nothing(
    store: Path, clock: FixedClock, next_release: Callable[[Body], None], body: Body, error: type[Exception]
) -> None:
    before = store.read_bytes()
    next_release(body)
    with pytest.raises(error):
        opened(store, clock)
    assert store.read_bytes() == before
    assert len(list((store.parent / "backups").iterdir())) == 1


def test_without_a_backup_there_is_no_migration(
    store: Path, clock: FixedClock, next_release: Callable[[Body], None]
) -> None:
    before = store.read_bytes()
    (store.parent / "backups").write_text("a file in the way")
    next_release(add_column)
    with pytest.raises(StoreError, match="backup could not be written"):
        opened(store, clock)
    assert store.read_bytes() == before


def test_a_store_that_refuses_writes_is_not_migrated(
    store: Path, clock: FixedClock, next_release: Callable[[Body], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    next_release(add_column)
    monkeypatch.setattr("os.access", lambda *_: False)
    db = opened(store, clock)
    assert db.read_only_because
    assert db.value("SELECT body FROM note") == "release date"
    db.close()
    assert not (store.parent / "backups").exists()


def test_a_backup_that_does_not_check_out_is_not_kept(store: Path, clock: FixedClock, tmp_path: Path) -> None:
    connection = sqlite3.connect(store)
    page = connection.execute("SELECT pageno FROM dbstat WHERE name = 'note_day'").fetchone()[0]
    connection.close()
    content = bytearray(store.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    store.write_bytes(content)
    db = opened(store, clock)
    with pytest.raises(StoreError, match="is damaged, so no backup"):
        backup.back_up(db.connection, tmp_path / "copies", "copy")
    db.close()
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_copy_whose_check_fails_is_refused(
    store: Path, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = driver.connect

    def damaging(target: str, **options: Any) -> driver.Connection:
        if ".part?" in target:
            part = Path(target.removeprefix("file://").partition("?")[0])
            content = bytearray(part.read_bytes())
            # A leaf of an index: readable as a file, but not in agreement with its table.
            content[-4096:] = bytes(4096)
            part.write_bytes(content)
        return real(target, **options)

    db = opened(store, clock)
    monkeypatch.setattr(driver, "connect", damaging)
    with pytest.raises(StoreError, match="backup"):
        backup.back_up(db.connection, tmp_path / "copies", "copy")
    db.close()
    assert list((tmp_path / "copies").iterdir()) == []


def test_two_copies_made_in_the_same_second_are_both_kept(store: Path, clock: FixedClock, tmp_path: Path) -> None:
    db = opened(store, clock)
    first = backup.back_up(db.connection, tmp_path / "copies", "copy")
    second = backup.back_up(db.connection, tmp_path / "copies", "copy")
    db.close()
    assert first != second
    assert sorted((tmp_path / "copies").iterdir()) == sorted((first, second))
    restored = opened(first, clock)
    assert restored.value("SELECT body FROM note") == "release date"
    restored.close()
