"""Opening a store: each kind of trouble has its own words, and never an empty book in silence."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from rhythm.errors import StoreError
from rhythm.storage import driver, known, opening
from rhythm.storage.database import Database, store_error
from rhythm.storage.meta import read_stamp, write_stamp
from rhythm.storage.opening import create_store, memory_store, open_store
from rhythm.storage.schema import MIGRATION_SET
from tests.builders import FixedClock

pytestmark = pytest.mark.usefixtures("migrated_anew")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "rhythm.db"


@pytest.fixture
def store(path: Path, clock: FixedClock) -> Path:
    """A store with a thousand notes, closed."""
    create_store(path, clock)
    db = opened(path, clock)
    with db.action("fill"):
        person = db.insert("person", name="Dana")
        for number in range(1000):
            db.insert("note", person_id=person, day="2026-11-20", kind="note", body=f"note {number} " + "words " * 40)
    db.close()
    return path


def opened(path: Path, clock: FixedClock) -> Database:
    return open_store(path, clock, backups=path.parent / "backups", busy_seconds=0.1)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_store_and_its_folder_are_for_the_owner_only(path: Path, clock: FixedClock) -> None:
    before = os.umask(0o022)
    try:
        create_store(path, clock)
    finally:
        os.umask(before)
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert [file.name for file in path.parent.iterdir()] == ["rhythm.db"]


def test_a_folder_that_was_there_keeps_its_permissions(path: Path, clock: FixedClock) -> None:
    path.parent.mkdir(mode=0o755)
    path.parent.chmod(0o755)
    create_store(path, clock)
    opened(path, clock).close()
    assert mode(path.parent) == 0o755


def test_a_store_that_others_could_read_is_closed_to_them(store: Path, clock: FixedClock) -> None:
    store.chmod(0o644)
    opened(store, clock).close()
    assert mode(store) == 0o600


def test_side_files_of_a_write_are_for_the_owner_only_too(store: Path, clock: FixedClock) -> None:
    db = opened(store, clock)
    with db.action("add"):
        db.insert("person", name="Ilya")
        assert {mode(file) for file in store.parent.glob("rhythm.db*")} == {0o600}
    db.close()


def test_the_connection_is_set_to_lose_nothing(store: Path, clock: FixedClock) -> None:
    db = opened(store, clock)
    pragmas = {
        name: db.value(f"PRAGMA {name}")
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "cell_size_check", "temp_store")
    }
    db.close()
    assert pragmas == {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "cell_size_check": 1,
        "temp_store": 2,
    }


def test_the_busy_timeout_is_the_one_asked_for(store: Path, clock: FixedClock) -> None:
    db = open_store(store, clock, backups=store.parent, busy_seconds=3)
    assert db.value("PRAGMA busy_timeout") == 3000
    db.close()


def test_deleted_text_is_wiped_from_the_file(store: Path, clock: FixedClock) -> None:
    db = opened(store, clock)
    with db.unlogged():
        db.connection.execute("INSERT INTO draft VALUES ('room:1', 'unmistakable sentence', 'now')")
    assert b"unmistakable sentence" in store.read_bytes()
    with db.unlogged():
        db.connection.execute("DELETE FROM draft")
    db.close()
    assert b"unmistakable sentence" not in store.read_bytes()


def test_what_was_written_is_there_after_opening_again(store: Path, clock: FixedClock) -> None:
    db = opened(store, clock)
    assert db.value("SELECT count(*) FROM note") == 1000
    assert db.read_only_because == ""
    assert db.path == store
    db.close()


def test_each_store_has_a_device_of_its_own_that_its_actions_name(store: Path, clock: FixedClock) -> None:
    db = opened(store, clock)
    device = db.value("SELECT value FROM meta WHERE key = 'device'")
    assert db.value("SELECT device FROM action") == device != ""
    other = store.with_name("other.db")
    create_store(other, clock)
    second = opened(other, clock)
    assert second.value("SELECT value FROM meta WHERE key = 'device'") != device
    db.close()
    second.close()


def test_a_store_bears_a_number_that_can_be_read_without_opening_it(store: Path, clock: FixedClock) -> None:
    db = opened(store, clock)
    assert read_stamp(store) == 0
    for number in (739574, 739575):
        write_stamp(db, number)
    db.close()
    assert read_stamp(store) == 739575
    bad_header(store)
    with pytest.raises(driver.DatabaseError):
        read_stamp(store)


def test_making_a_store_where_one_is_changes_nothing(store: Path, clock: FixedClock) -> None:
    before, files = store.read_bytes(), sorted(store.parent.iterdir())
    create_store(store, clock)
    assert store.read_bytes() == before
    assert sorted(store.parent.iterdir()) == files


def test_a_file_system_without_hard_links_gets_its_store_too(
    path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(1, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    create_store(path, clock)
    before = path.read_bytes()
    create_store(path, clock)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["rhythm.db"]


def test_a_place_that_takes_no_files_is_said_and_left_clean(tmp_path: Path, clock: FixedClock) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="could not be made") as refused:
        create_store(tmp_path / "file" / "rhythm.db", clock)
    assert "--db" in refused.value.hint


def test_a_failure_while_a_store_is_made_leaves_no_part_of_it(
    path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("rhythm.storage.migrating.recreate_triggers", full)
    with pytest.raises(StoreError):
        create_store(path, clock)
    assert list(path.parent.iterdir()) == []


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])


def bad_header(path: Path) -> None:
    path.write_bytes(b"\0" * 16 + path.read_bytes()[16:])


def bad_schema_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xff" * (4096 - 100)
    path.write_bytes(content)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def gone(path: Path) -> None:
    path.unlink()


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def some_text(path: Path) -> None:
    path.write_text("dear diary, this is not a database at all\n")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (emptied, "is empty"),
        (gone, "is not there"),
        (folder, "is a folder"),
        (some_text, "is not a rhythm store"),
        (bad_header, "is not a rhythm store"),
        (bad_schema_page, "is damaged"),
        (cut, "is damaged"),
    ],
)
def test_what_is_no_store_is_refused_with_its_path_and_a_next_step_and_left_as_it_is(
    store: Path, clock: FixedClock, harm: Callable[[Path], None], words: str
) -> None:
    harm(store)
    before = store.read_bytes() if store.is_file() else None
    with pytest.raises(StoreError) as refused:
        opened(store, clock)
    assert words in refused.value.message
    assert str(store) in refused.value.message
    assert refused.value.hint
    assert (store.read_bytes() if store.is_file() else None) == before


def test_a_damaged_inner_page_is_said_when_it_is_read(store: Path, clock: FixedClock) -> None:
    with sqlite3.connect(store) as connection:
        page = connection.execute("SELECT max(pageno) FROM dbstat WHERE name = 'note' AND pagetype = 'leaf'")
        number = page.fetchone()[0]
    connection.close()
    content = bytearray(store.read_bytes())
    content[(number - 1) * 4096 : number * 4096] = b"\xff" * 4096
    store.write_bytes(content)
    db = opened(store, clock)
    with pytest.raises(StoreError, match="is damaged"):
        db.all("SELECT * FROM note")
    db.close()


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_a_database_of_another_program_is_refused_and_left_exactly_as_it_is(
    tmp_path: Path, clock: FixedClock, journal: str
) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA journal_mode = {journal}")
    connection.execute("CREATE TABLE action(x)")
    connection.commit()
    connection.close()
    path.chmod(0o644)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="another program"):
        opened(path, clock)
    assert path.read_bytes() == before
    assert mode(path) == 0o644


def test_a_database_with_migrations_of_another_program_is_refused(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE action(x);"
        "CREATE TABLE _sqlite_migrations(migration_set TEXT, name TEXT, applied_at TEXT);"
        "INSERT INTO _sqlite_migrations VALUES ('theirs', '0001_first', 'now');"
    )
    connection.close()
    with pytest.raises(StoreError, match="another program"):
        opened(path, clock)


def test_a_store_of_a_newer_rhythm_can_be_read_but_not_written(store: Path, clock: FixedClock) -> None:
    connection = sqlite3.connect(store)
    connection.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES (?, '9999_later', 'then')",
        (MIGRATION_SET,),
    )
    connection.commit()
    connection.close()
    before = store.read_bytes()
    db = opened(store, clock)
    assert "newer rhythm" in db.read_only_because
    assert "9999_later" in db.read_only_because
    assert db.value("SELECT count(*) FROM note") == 1000
    with pytest.raises(StoreError, match="newer rhythm"), db.action("add"):
        db.insert("person", name="Ilya")
    with pytest.raises(StoreError, match="newer rhythm"), db.unlogged():
        db.connection.execute("DELETE FROM draft")
    db.close()
    assert store.read_bytes() == before
    assert not (store.parent / "backups").exists()


def test_a_file_that_refuses_writes_can_be_read(
    store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    db = opened(store, clock)
    assert "refuses writes" in db.read_only_because
    assert db.value("SELECT count(*) FROM note") == 1000
    with pytest.raises(StoreError, match="refuses writes"), db.action("add"):
        db.insert("person", name="Ilya")
    db.close()


def test_a_file_that_can_not_be_read_is_said(store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StoreError, match="Permission denied"):
        opened(store, clock)


def test_a_locked_store_is_said_within_the_timeout(store: Path, clock: FixedClock) -> None:
    other = sqlite3.connect(store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    db = opened(store, clock)
    with pytest.raises(StoreError, match="another program is writing") as refused, db.action("add"):
        db.insert("person", name="Ilya")
    assert refused.value.exit_code == 3
    other.execute("ROLLBACK")
    other.close()
    with db.action("add"):
        db.insert("person", name="Ilya")
    db.close()


def test_a_store_that_is_held_exclusively_can_not_be_opened(store: Path, clock: FixedClock) -> None:
    other = sqlite3.connect(store, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="another program is writing"):
        opened(store, clock)
    other.close()


def test_a_full_disk_is_said_and_nothing_is_changed(store: Path, clock: FixedClock) -> None:
    db = opened(store, clock)
    pages = int(str(db.value("PRAGMA page_count")))
    db.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="disk is full"), db.action("fill"):
        for _ in range(200):
            db.insert("note", person_id=1, day="2026-11-20", kind="note", body="x" * 4000)
    assert db.value("SELECT count(*) FROM note") == 1000
    assert db.value("SELECT action_id FROM current_action") is None
    db.connection.execute(f"PRAGMA max_page_count = {pages + 100}")
    with db.action("small"):
        db.insert("note", person_id=1, day="2026-11-20", kind="note", body="short")
    db.close()


def test_a_write_that_the_file_system_refuses_is_said(store: Path, clock: FixedClock) -> None:
    db = opened(store, clock)
    db.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreError, match="can't be written"), db.action("add"):
        db.insert("person", name="Ilya")
    db.close()


def test_a_mistake_of_our_own_is_not_dressed_up_as_the_users() -> None:
    ours = driver.OperationalError("no such column: nam")
    assert store_error(ours, None) is ours


def test_another_connections_write_shows_in_the_data_version(store: Path, clock: FixedClock) -> None:
    one, two = opened(store, clock), opened(store, clock)
    before = one.data_version()
    with one.action("own write"):
        one.insert("person", name="Ilya")
    assert one.data_version() == before
    with two.action("from elsewhere"):
        two.insert("person", name="Noor")
    assert one.data_version() != before
    one.close()
    two.close()


def test_a_store_in_memory_has_the_same_shape_and_no_file(store: Path, clock: FixedClock) -> None:
    db, file = memory_store(clock), opened(store, clock)
    shape = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    assert [tuple(row) for row in db.all(shape)] == [tuple(row) for row in file.all(shape)]
    assert db.path is None
    db.close()
    file.close()


def test_a_store_that_was_seen_is_known_afterwards(tmp_path: Path) -> None:
    store, state = tmp_path / "rhythm.db", tmp_path / "state"
    assert not known.is_known(store, state)
    known.remember(store, state)
    known.remember(store, state)
    assert known.is_known(store, state)
    assert not known.is_known(tmp_path / "other.db", state)
    assert (state / "stores").read_text().splitlines() == [str(store)]
    assert mode(state / "stores") == 0o600
    (state / "stores").chmod(0o644)
    known.remember(tmp_path / "other.db", state)
    assert known.is_known(tmp_path / "other.db", state)
    assert mode(state / "stores") == 0o600


def test_where_nothing_can_be_remembered_nothing_is_and_nobody_is_stopped(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    known.remember(tmp_path / "rhythm.db", tmp_path / "file")
    assert not known.is_known(tmp_path / "rhythm.db", tmp_path / "file")


@pytest.mark.parametrize("name", ["journal_mode", "synchronous", "foreign_keys", "secure_delete"])
def test_a_setting_that_sqlite_did_not_take_keeps_the_store_closed(
    store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    harden = opening._harden
    worse = {"journal_mode": "DELETE", "synchronous": "NORMAL", "foreign_keys": "OFF", "secure_delete": "OFF"}

    def weaken(connection: driver.Connection) -> None:
        harden(connection)
        connection.execute(f"PRAGMA {name} = {worse[name]}")

    monkeypatch.setattr(opening, "_harden", weaken)
    with pytest.raises(StoreError, match=f"did not take {name}"):
        opened(store, clock)


def test_a_store_that_another_program_holds_in_another_mode_is_refused(store: Path, clock: FixedClock) -> None:
    other = sqlite3.connect(store, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM person").fetchall()
    with pytest.raises(StoreError):
        opened(store, clock)
    other.close()
    opened(store, clock).close()
