"""One action is one transaction: logged whole, or not at all."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from rhythm.errors import StoreError
from rhythm.storage.database import Database
from rhythm.storage.opening import create_store, open_store
from rhythm.storage.schema import LOGGED_TABLES
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump, log_sizes


def add(db: Database, name: str) -> int:
    return db.insert("person", name=name)


def test_insert_returns_the_id_of_the_row_although_triggers_write_elsewhere(db: Database) -> None:
    with db.action("people and notes"):
        first = add(db, "Dana")
        for number in range(1, 6):
            note = db.insert("note", person_id=first, day="2026-11-20", kind="note", body=f"words {number}")
            assert db.value("SELECT body FROM note WHERE id = ?", (note,)) == f"words {number}"
        second = add(db, "Ilya")
    assert db.value("SELECT name FROM person WHERE id = ?", (first,)) == "Dana"
    assert db.value("SELECT name FROM person WHERE id = ?", (second,)) == "Ilya"


def test_every_change_is_logged_with_the_row_before_and_after(db: Database) -> None:
    with db.action("add"):
        person = add(db, "Dana")
    with db.action("edit"):
        db.update("person", person, title="Head of Platform")
    with db.action("remove"):
        db.write("DELETE FROM person WHERE id = ?", (person,))
    rows = db.all("SELECT tbl, op, old, new FROM change ORDER BY id")
    assert [(row["tbl"], row["op"]) for row in rows] == [("person", "I"), ("person", "U"), ("person", "D")]
    assert rows[0]["old"] is None
    assert json.loads(rows[1]["old"])["title"] == ""
    assert json.loads(rows[1]["new"])["title"] == "Head of Platform"
    assert json.loads(rows[2]["old"])["name"] == "Dana"
    assert rows[2]["new"] is None


def test_the_log_names_every_column_of_every_logged_table(db: Database) -> None:
    for table in LOGGED_TABLES:
        columns = {row["name"] for row in db.all(f"PRAGMA table_info({table})")}
        trigger = str(db.value("SELECT sql FROM sqlite_master WHERE name = ?", (f"log_{table}_insert",)))
        assert all(f"'{column}', NEW.{column}" in trigger for column in columns), table


def test_an_action_that_fails_half_way_leaves_nothing(db: Database) -> None:
    with db.action("before"):
        add(db, "Dana")
    before, sizes = dump(db), log_sizes(db)
    with pytest.raises(ZeroDivisionError), db.action("fails"):
        add(db, "Ilya")
        db.update("person", 1, name="Changed")
        raise ZeroDivisionError
    assert dump(db) == before
    assert log_sizes(db) == sizes
    assert sizes[2] is None
    assert db.current_action is None


def test_what_was_taken_back_is_not_written(tmp_path: Path, clock: FixedClock) -> None:
    # The copy of the day follows what was written: a rehearsal is no reason for one.
    create_store(tmp_path / "rhythm.db", clock)
    db = open_store(tmp_path / "rhythm.db", clock, backups=tmp_path / "shelf")
    for _ in range(2):
        with pytest.raises(KeyError), db.action("add a team"):
            db.insert("team", name="Platform")
            raise KeyError
        assert not db.has_written
    with db.action("add a team"):
        db.insert("team", name="Platform")
    assert db.has_written
    db.close()


def test_a_statement_that_the_schema_refuses_takes_the_whole_action_back(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), db.action("fails"):
        add(db, "Dana")
        db.insert("note", person_id=1, day="soon", kind="note", body="words")
    assert log_sizes(db) == (0, 0, None)
    assert dump(db)["person"] == []


def test_after_a_failed_action_the_next_one_works(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.action("fails"):
        raise ZeroDivisionError
    with db.action("works") as action:
        add(db, "Dana")
    assert db.value("SELECT action_id FROM change") == action.id


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO person(uid, name) VALUES ('u', 'Dana')",
        "UPDATE person SET title = 'x'",
        "DELETE FROM person",
    ],
)
def test_a_write_outside_an_action_fails_in_the_store_itself(db: Database, statement: str) -> None:
    with db.action("add"):
        add(db, "Dana")
    before = dump(db)
    with pytest.raises(sqlite3.IntegrityError):
        db.connection.execute(statement)
    assert dump(db) == before


def test_the_database_refuses_writes_outside_an_action(db: Database) -> None:
    with pytest.raises(RuntimeError):
        db.write("DELETE FROM person")
    with pytest.raises(RuntimeError):
        db.insert("person", name="Dana")


@pytest.mark.parametrize("statement", ["UPDATE change SET new = '{}'", "DELETE FROM change"])
def test_the_change_log_refuses_to_be_rewritten(db: Database, statement: str) -> None:
    with db.action("add"):
        add(db, "Dana")
    with pytest.raises(sqlite3.IntegrityError, match="only grows"):
        db.connection.execute(statement)
    with pytest.raises(sqlite3.IntegrityError), db.action("rewrite"):
        db.write(statement)
    assert log_sizes(db) == (1, 1, None)


def test_an_action_with_changes_can_not_be_deleted_from_the_log(db: Database) -> None:
    with db.action("add"):
        add(db, "Dana")
    with pytest.raises(sqlite3.IntegrityError):
        db.connection.execute("DELETE FROM action")


def test_an_action_that_changed_nothing_leaves_no_trace(db: Database) -> None:
    with db.action("add"):
        person = add(db, "Dana")
    sizes = log_sizes(db)
    with db.action("nothing"):
        pass
    with db.action("the same again"):
        db.update("person", person, name="Dana", title="")
        db.write("UPDATE person SET name = name")
    assert log_sizes(db) == sizes


def test_nested_actions_are_one_step(db: Database) -> None:
    with db.action("outer") as outer:
        add(db, "Dana")
        with db.action("inner") as inner:
            add(db, "Ilya")
        assert inner == outer
        assert db.current_action == outer
    assert log_sizes(db) == (1, 2, None)
    assert db.value("SELECT label FROM action") == "outer"


def test_a_failure_inside_a_nested_action_takes_all_back(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.action("outer"):
        add(db, "Dana")
        with db.action("inner"):
            add(db, "Ilya")
            raise ZeroDivisionError
    assert log_sizes(db) == (0, 0, None)


def test_an_action_takes_the_right_to_write_before_it_reads(db: Database) -> None:
    statements: list[str] = []
    db.connection.set_trace_callback(statements.append)
    with db.action("add"):
        add(db, "Dana")
    with db.unlogged():
        pass
    db.connection.set_trace_callback(None)
    assert statements[0] == "BEGIN IMMEDIATE"
    assert statements[-2:] == ["BEGIN IMMEDIATE", "COMMIT"]


def test_an_action_says_when_where_and_what(db: Database) -> None:
    with db.action("add somebody"):
        add(db, "Dana")
    row = db.one("SELECT * FROM action")
    assert row is not None
    assert (row["label"], row["local_day"], row["zone"]) == ("add somebody", "2026-11-20", "UTC")
    assert row["at"].startswith("2026-11-20T09:00:")
    assert row["undoes"] is None
    assert len(row["uid"]) == 26


def test_ids_are_never_given_twice(db: Database) -> None:
    with db.action("add"):
        first = add(db, "Dana")
    with db.action("remove"):
        db.write("DELETE FROM person WHERE id = ?", (first,))
    with db.action("add again"):
        assert add(db, "Ilya") > first


def test_foreign_keys_are_held(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), db.action("note on nobody"):
        db.insert("note", person_id=99, day="2026-11-20", kind="note", body="words")


def test_strict_tables_refuse_values_of_another_type(db: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError), db.action("add"):
        db.insert("person", name="Dana", target_days="often")


def test_derived_tables_are_brought_up_to_date_once_with_all_changes(db: Database) -> None:
    seen: list[list[str]] = []

    def derive(database: Database, after: int) -> None:
        seen.append([row[0] for row in database.all("SELECT tbl FROM change WHERE id > ?", (after,))])

    db.derive = derive
    with db.action("two rows"):
        person = add(db, "Dana")
        db.update("person", person, title="x")
    with db.action("settled between"):
        add(db, "Ilya")
        db.settle()
        db.settle()
        add(db, "Noor")
    with db.action("nothing"):
        pass
    assert seen == [["person", "person"], ["person"], ["person"]]


def test_a_failing_derivation_takes_the_action_back(db: Database) -> None:
    def derive(database: Database, after: int) -> None:
        raise ZeroDivisionError

    db.derive = derive
    with pytest.raises(ZeroDivisionError), db.action("add"):
        add(db, "Dana")
    assert log_sizes(db) == (0, 0, None)


def test_a_store_that_can_only_be_read_says_why(db: Database) -> None:
    db.read_only_because = "a newer rhythm made it"
    with pytest.raises(StoreError) as refused, db.action("add"):
        add(db, "Dana")
    assert "a newer rhythm made it" in refused.value.message
    assert refused.value.exit_code == 3
    assert db.all("SELECT * FROM person") == []


def test_values_and_rows_of_an_empty_read_are_none(db: Database) -> None:
    assert db.one("SELECT * FROM person") is None
    assert db.value("SELECT name FROM person") is None


def test_a_read_leaves_nothing_open_in_front_of_the_next_write(org: Org, db: Database) -> None:
    rows = db.all("SELECT * FROM person")
    with db.action("edit all"):
        for row in rows:
            db.update("person", row["id"], title="x")
    assert db.value("SELECT count(*) FROM person WHERE title = 'x'") == len(rows)


def test_uids_can_come_from_another_maker(db: Database) -> None:
    db.use_uids(lambda now: f"{now:%S}-{db.value('SELECT count(*) FROM person')}")
    with db.action("add"):
        add(db, "Dana")
    assert str(db.value("SELECT uid FROM person")).endswith("-0")
