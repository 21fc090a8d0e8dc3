"""What is read again and again is read once, and never told after something else was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhythm.storage.database import Database
from rhythm.storage.drafts import save_draft
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock


def names(db: Database) -> tuple[str, ...]:
    return db.kept("names", lambda: tuple(str(row["name"]) for row in db.all("SELECT name FROM person ORDER BY id")))


def add(db: Database, name: str) -> None:
    with db.action("add"):
        db.insert("person", name=name)


def test_a_read_is_done_once_until_something_is_written(db: Database) -> None:
    calls = []
    for _ in range(3):
        db.kept("count", lambda: calls.append(1))
    assert len(calls) == 1
    add(db, "Dana")
    db.kept("count", lambda: calls.append(1))
    assert len(calls) == 2


def test_what_was_written_here_is_told_at_once(db: Database) -> None:
    assert names(db) == ()
    add(db, "Dana")
    assert names(db) == ("Dana",)


def test_what_another_connection_wrote_is_told_at_once(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    one, other = (open_store(path, clock, backups=tmp_path) for _ in range(2))
    assert names(one) == ()
    add(other, "Dana")
    assert names(one) == ("Dana",)
    one.close()
    other.close()


def test_what_was_taken_back_is_not_kept(db: Database) -> None:
    add(db, "Dana")
    with pytest.raises(ZeroDivisionError), db.action("fails"):
        db.insert("person", name="Ilya")
        assert names(db) == ("Dana", "Ilya")
        raise ZeroDivisionError
    assert names(db) == ("Dana",)


def test_a_draft_leaves_what_was_kept_and_other_writes_without_history_do_not(db: Database) -> None:
    add(db, "Dana")
    assert names(db) == ("Dana",)
    calls: list[str] = []

    def again() -> None:
        db.kept("names", lambda: calls.append("read"))

    save_draft(db, "room:1", "half a sentence")
    again()
    assert calls == []
    with db.unlogged():
        db.connection.execute("INSERT INTO holidays VALUES ('NL', 2026, '{}')")
    again()
    assert calls == ["read"]


def test_a_draft_among_changes_hides_none_of_them(db: Database) -> None:
    add(db, "Dana")
    assert names(db) == ("Dana",)
    with db.action("add"):
        save_draft(db, "room:1", "first")
        db.insert("person", name="Ilya")
        save_draft(db, "room:1", "second")
    assert names(db) == ("Dana", "Ilya")


def test_what_was_kept_of_some_tables_stays_over_what_is_written_to_others(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    one, other = (open_store(path, clock, backups=tmp_path) for _ in range(2))
    reads: list[int] = []

    def count() -> int:
        reads.append(len(one.all("SELECT 1 FROM person")))
        return reads[-1]

    def people() -> tuple[int, int]:
        return one.kept_of(("person", "team"), "people", count), len(reads)

    assert people() == (0, 1)
    for writer in (one, other):
        add(writer, "Dana")
        known, read = people()
        with writer.action("bring up"):
            writer.insert("conflict", name="who hires", opened_on="2026-11-20")
        assert people() == (known, read)
    assert (known, read) == (2, 3)
    with one.action("add"):
        one.insert("person", name="Ilya")
        assert people() == (3, 4)
    one.let_go()
    one.take_over(open_store(path, clock, backups=tmp_path))
    assert people() == (3, 5)
    one.close()
    other.close()
