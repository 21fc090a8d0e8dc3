"""Bringing copies back, and reading what is left of a store without one."""

from __future__ import annotations

import datetime as dt
import errno
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rhythm.errors import RhythmError, StoreError
from rhythm.service import Rhythm
from rhythm.service.mending import salvage
from rhythm.settings import Settings
from rhythm.storage import driver, health, replacing, salvaging, shelf
from rhythm.storage.backup import copy_store
from rhythm.storage.restoring import restore
from rhythm.storage.schema import MIGRATION_SET
from tests.builders import FixedClock
from tests.storage.dumps import Dump, dump
from tests.storage.filled import make_filled, opened
from tests.storage.killed import killed_over_a_write


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A store with people, five hundred notes and one escalation, as a file's content."""
    path = tmp_path_factory.mktemp("filled") / "rhythm.db"
    make_filled(path, FixedClock(dt.date(2026, 11, 20)))
    return path.read_bytes()


@pytest.fixture
def store(tmp_path: Path, filled: bytes) -> Path:
    """That store, closed."""
    path = tmp_path / "rhythm.db"
    path.write_bytes(filled)
    path.chmod(0o600)
    return path


def content(path: Path, clock: FixedClock) -> Dump:
    db = opened(path, clock)
    try:
        return dump(db)
    finally:
        db.close()


def copied(store: Path) -> Path:
    return copy_store(store, store.parent / "shelf", "daily-20261120T090000")


def write(path: Path, clock: FixedClock) -> None:
    db = opened(path, clock)
    with db.action("later"):
        db.insert("person", name="Later")
    db.close()


def test_a_restored_store_is_the_one_of_then_and_what_it_replaced_is_kept(store: Path, clock: FixedClock) -> None:
    before, copy = content(store, clock), copied(store)
    write(store, clock)
    replaced = content(store, clock)
    kept = restore(copy, store, clock, backups=store.parent / "shelf")
    assert content(store, clock) == before
    assert kept is not None
    assert content(kept, clock) == replaced
    assert {stat.S_IMODE(path.stat().st_mode) for path in (store, kept)} == {0o600}
    assert {path.name.split("-20")[0] for path in (store.parent / "shelf").iterdir()} == {"before-restore", "daily"}
    assert not [path for path in store.parent.iterdir() if path.name.startswith(".")]


def test_a_restored_store_is_another_device_and_undo_does_not_take_the_restoring_back(
    store: Path, clock: FixedClock
) -> None:
    copy = copied(store)
    device = "SELECT value FROM meta WHERE key = 'device'"
    db = opened(store, clock)
    before = db.value(device)
    db.close()
    restore(copy, store, clock, backups=store.parent / "shelf")
    db = opened(store, clock)
    assert db.value(device) not in (before, "", None)
    assert db.value("SELECT label FROM action ORDER BY id DESC") == "restore a copy"
    assert Rhythm(db, clock, Settings()).undo().label == "fill"
    db.close()


@pytest.mark.parametrize("lost", ["gone", "emptied", "damaged"])
def test_a_copy_comes_back_where_the_store_is_lost(store: Path, clock: FixedClock, lost: str) -> None:
    before, copy = content(store, clock), copied(store)
    if lost == "gone":
        store.unlink()
    else:
        store.write_bytes(b"" if lost == "emptied" else b"\xff" * 5000)
    there = store.read_bytes() if store.exists() else None
    kept = restore(copy, store, clock, backups=store.parent / "shelf")
    assert content(store, clock) == before
    assert (kept.read_bytes() if kept is not None else None) == there


def no_store(copy: Path) -> None:
    copy.write_text("dear diary")


def damaged(copy: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8192] = b"\xff" * 8192
    copy.write_bytes(content)


def newer(copy: Path) -> None:
    connection = sqlite3.connect(copy)
    connection.execute(
        "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES (?, '9999_later', '')", (MIGRATION_SET,)
    )
    connection.commit()
    connection.close()


@pytest.mark.parametrize("harm", [no_store, damaged, newer, Path.unlink])
def test_a_copy_that_is_no_good_is_refused_and_nothing_is_changed(store: Path, clock: FixedClock, harm: object) -> None:
    assert callable(harm)
    copy = copied(store)
    harm(copy)
    before, files = store.read_bytes(), sorted(store.parent.iterdir())
    with pytest.raises(StoreError) as refused:
        restore(copy, store, clock, backups=store.parent / "shelf")
    assert refused.value.hint
    assert store.read_bytes() == before
    assert sorted(store.parent.iterdir()) == files


def test_nothing_is_restored_under_a_program_that_writes(
    store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "_BUSY_SECONDS", 0.05)
    copy = copied(store)
    other = sqlite3.connect(store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another program is writing"):
        restore(copy, store, clock, backups=store.parent / "shelf")
    other.execute("ROLLBACK")
    other.close()


def test_without_hard_links_nobody_writes_to_the_old_store_once_it_is_kept(
    store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, before, told = copied(store), store.read_bytes(), list[str]()
    write = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"

    def refuse(*_: object) -> None:
        raise OSError

    def replace(part: Path, target: Path) -> None:
        if target == store:
            other = subprocess.run([sys.executable, "-c", write, store], capture_output=True, text=True, check=False)
            told.append(other.stderr.strip().rpartition("\n")[2])
        os.rename(part, target)

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(Path, "replace", replace)
    kept = restore(copy, store, clock, backups=store.parent / "shelf")
    assert told == ["sqlite3.OperationalError: database is locked"]
    assert kept is not None
    assert kept.read_bytes() == before
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_store_that_can_not_be_kept_is_not_replaced_and_no_half_of_it_is_left(
    store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy, before = copied(store), store.read_bytes()

    def refuse(_one: object, there: object) -> None:
        if hasattr(there, "write"):
            there.write(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(shutil, "copyfileobj", refuse)
    with pytest.raises(StoreError, match="can't be replaced"):
        restore(copy, store, clock, backups=store.parent / "shelf")
    assert store.read_bytes() == before
    assert {path.name for path in store.parent.iterdir()} <= {"rhythm.db", "rhythm.db-journal", "shelf"}


def test_a_program_that_has_the_old_file_open_writes_nothing_more(store: Path, clock: FixedClock) -> None:
    copy, db = copied(store), opened(store, clock)
    assert not db.is_replaced
    restore(copy, store, clock, backups=store.parent / "shelf")
    assert db.is_replaced
    with pytest.raises(StoreError, match="moved away or replaced"), db.action("lost"):
        db.insert("person", name="Lost")
    with pytest.raises(StoreError, match="moved away or replaced"), db.unlogged():
        db.connection.execute("DELETE FROM draft")
    db.close()


def header(content: bytearray) -> None:
    content[:100] = bytes(100)


def magic(content: bytearray) -> None:
    content[:16] = bytes(16)


def tail(content: bytearray) -> None:
    del content[len(content) - 40 * 4096 :]


@pytest.mark.parametrize(("harm", "least"), [(header, 500), (magic, 500), (tail, 350)])
def test_what_is_left_of_a_damaged_store_is_read_into_a_new_one(
    store: Path, clock: FixedClock, harm: object, least: int
) -> None:
    assert callable(harm)
    before = content(store, clock)
    damaged_bytes = bytearray(store.read_bytes())
    harm(damaged_bytes)
    store.write_bytes(damaged_bytes)
    target = store.with_name("read.db")
    found = salvage(store, target, clock, Settings())
    assert store.read_bytes() == bytes(damaged_bytes)
    after = content(target, clock)
    assert found.rows["note"] >= least
    assert set(after["note"]) <= set(before["note"])
    if least == 500:
        assert after == before
    assert {check.name: check.ok for check in health.examine(target, store.parent, clock.now())}["search"]


def test_rows_of_pages_that_were_overwritten_come_from_the_log(store: Path, clock: FixedClock) -> None:
    before = content(store, clock)
    connection = sqlite3.connect(store)
    pages = [
        row[0]
        for name in ("note", "person")
        for row in connection.execute("SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'", (name,))
    ]
    connection.close()
    damaged_bytes = bytearray(store.read_bytes())
    for page in pages:
        damaged_bytes[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    store.write_bytes(damaged_bytes)
    target = store.with_name("read.db")
    found = salvage(store, target, clock, Settings())
    assert found.from_log == len(before["note"]) + len(before["person"])
    assert found.left_out == 0
    assert content(target, clock) == before


def test_without_its_root_and_its_last_number_a_table_is_measured_by_its_index(
    store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(store, clock)
    connection = sqlite3.connect(store)
    roots = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name IN ('note', 'sqlite_sequence')"
    ).fetchall()
    (highest,) = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'note'").fetchone()
    connection.close()
    damaged_bytes = bytearray(store.read_bytes())
    for (page,) in roots:
        damaged_bytes[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    store.write_bytes(damaged_bytes)
    tried = 0
    rows = salvaging._Source.rows

    def counted(source: salvaging._Source, sql: str, parameters: Sequence[int | str] = ()) -> Iterator[driver.Row]:
        nonlocal tried
        tried += "FROM note NOT INDEXED" in sql
        return rows(source, sql, parameters)

    monkeypatch.setattr(salvaging._Source, "rows", counted)
    target = store.with_name("read.db")
    found = salvage(store, target, clock, Settings())
    assert found.from_log == len(before["note"])
    assert content(target, clock) == before
    assert tried < 2 * highest
    connection = sqlite3.connect(target)
    assert connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'note'").fetchone() == (highest,)
    connection.close()


def test_a_table_whose_last_number_is_forgotten_is_read_up_to_the_damage(store: Path, clock: FixedClock) -> None:
    before = content(store, clock)
    connection = sqlite3.connect(store)
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'note'")
    connection.commit()
    (last,) = connection.execute(
        "SELECT max(pageno) FROM dbstat WHERE name = 'note' AND pagetype = 'leaf'"
        " AND path = (SELECT max(path) FROM dbstat WHERE name = 'note' AND pagetype = 'leaf')"
    ).fetchone()
    connection.close()
    damaged_bytes = bytearray(store.read_bytes())
    damaged_bytes[(last - 1) * 4096 : last * 4096] = b"\xff" * 4096
    store.write_bytes(damaged_bytes)
    target = store.with_name("read.db")
    found = salvage(store, target, clock, Settings())
    assert 0 < found.from_log < 50
    assert content(target, clock) == before


def test_whatever_pages_are_lost_the_new_store_is_whole_and_holds_nothing_that_was_not_there(
    store: Path, clock: FixedClock
) -> None:
    before, whole = content(store, clock), store.read_bytes()
    connection = sqlite3.connect(store)
    # Without the table of contents nothing can be read by name.
    pages = connection.execute("SELECT pageno FROM dbstat WHERE name <> 'sqlite_schema' ORDER BY 1").fetchall()
    connection.close()
    chance = random.Random(7)
    for attempt in range(8):
        damaged_bytes = bytearray(whole)
        for (page,) in chance.sample(pages, 25):
            damaged_bytes[(page - 1) * 4096 : page * 4096] = chance.randbytes(4096)
        store.write_bytes(damaged_bytes)
        target = store.with_name(f"read{attempt}.db")
        salvage(store, target, clock, Settings())
        assert set(content(target, clock)["note"]) <= set(before["note"])
        checks = {check.name: check for check in health.examine(target, store.parent, clock.now())}
        assert [name for name in ("content", "references", "log", "search") if not checks[name].ok] == []


def test_what_is_no_store_at_all_is_not_read_into_an_empty_one(store: Path, clock: FixedClock) -> None:
    store.write_bytes(b"dear diary " * 1000)
    target = store.with_name("read.db")
    with pytest.raises(RhythmError) as refused:
        salvage(store, target, clock, Settings())
    assert "rhythm backups" in refused.value.hint
    assert not target.exists()
    with pytest.raises(StoreError, match="is there already"):
        salvage(store, store, clock, Settings())


def test_each_thing_that_is_not_well_is_named(store: Path, clock: FixedClock) -> None:
    def wrong(path: Path) -> set[str]:
        return {check.name for check in health.examine(path, store.parent / "shelf", clock.now()) if not check.ok}

    assert wrong(store) == {"backups"}
    copied(store)
    assert wrong(store) == set()
    connection = sqlite3.connect(store)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("DELETE FROM search WHERE rowid = (SELECT min(rowid) FROM search)")
    connection.execute("DROP TRIGGER log_note_update")
    connection.execute("DROP TRIGGER log_person_delete")
    connection.execute("DELETE FROM person WHERE name = 'Dana Okoye'")
    connection.commit()
    connection.close()
    assert wrong(store) == {"search", "log", "references"}
    store.chmod(0o644)
    assert "permissions" in wrong(store)
    store.write_bytes(store.read_bytes()[:8192])
    assert "content" in wrong(store)
    store.write_bytes(b"")
    assert wrong(store) == {"file"}


def test_what_a_killed_program_left_half_written_is_taken_back_before_the_store_is_looked_at(
    store: Path, clock: FixedClock
) -> None:
    killed_over_a_write(store)
    assert [check for check in health.examine(store, None, clock.now()) if not check.ok] == []

    killed_over_a_write(store)
    made = shelf.put(store, store.parent / "made", shelf.Kind.BY_HAND, clock.now())

    killed_over_a_write(store)
    restore(made.path, store, clock, backups=store.parent / "before")
    assert [copy.kind for copy in shelf.copies(store.parent / "before")] == [shelf.Kind.BEFORE_RESTORE]


def test_notes_about_somebody_whose_row_and_history_are_lost_are_kept_under_a_stand_in(
    store: Path, clock: FixedClock
) -> None:
    connection = sqlite3.connect(store)
    connection.executescript(
        "DROP TRIGGER change_refuses_delete; DROP TRIGGER log_person_delete; DROP TRIGGER log_conflict_delete;"
        "DELETE FROM change; DELETE FROM person WHERE name = 'Dana Okoye'; DELETE FROM conflict; DELETE FROM action;"
    )
    connection.close()
    target = store.with_name("read.db")
    salvage(store, target, clock, Settings())
    after = content(target, clock)
    assert len(after["note"]) == 500
    assert "lost 2" in [row[2] for row in after["person"]]
    (escalation,) = after["escalation"]
    assert "who sets the release date" in escalation
