"""A store of the time before decision rights, brought up to them: teams keep their leads, the search its finds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from rhythm.queries.search import hits
from rhythm.storage import migrating, opening, triggers
from rhythm.storage.database import Database
from rhythm.storage.migrations import m0001_first_store, m0002_planner
from rhythm.storage.opening import create_store, open_store
from rhythm.storage.schema import LOGGED_TABLES, MIGRATION_SET, SEARCHED
from tests.builders import FixedClock

BEFORE = ("0001_first_store", "0002_planner")
recreate_triggers = triggers.recreate_triggers


@pytest.fixture
def store_before(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store as it was, with a team that is led and one that is not, and with texts to be found."""
    path = tmp_path / "rhythm.db"
    known = Migrations(MIGRATION_SET)
    for name, migration in zip(BEFORE, (m0001_first_store, m0002_planner), strict=True):
        known(name=name)(migration)
    with monkeypatch.context() as earlier:
        earlier.setattr(migrating, "migrations", known)
        earlier.setattr(migrating, "recreate_triggers", _triggers_before)
        earlier.setattr(opening, "MIGRATIONS", BEFORE)
        create_store(path, clock)
        db = open_store(path, clock, backups=tmp_path / "backups", busy_seconds=1)
        with db.action("fill"):
            dana = db.insert("person", name="Dana")
            db.insert("team", name="Platform", manager_id=dana)
            db.insert("team", name="Growth")
            for body in ("the release date", "the vendor"):
                db.insert("note", person_id=dana, day="2026-11-20", kind="note", body=body)
            db.insert(
                "ritual", name="release forum", question="What did we decide?", every_days=7, started_on="2026-11-20"
            )
        db.close()
    return path


def _triggers_before(db: sqlite_utils.Database) -> None:
    """The triggers of that time: those of today, for the tables of then, with its numbers of search rows."""
    with pytest.MonkeyPatch.context() as earlier:
        there = set(db.table_names())
        earlier.setattr(triggers, "LOGGED_TABLES", tuple(table for table in LOGGED_TABLES if table in there))
        searched = {table: entry for table, entry in SEARCHED.items() if table in there}
        earlier.setattr(triggers, "SEARCHED", searched)
        earlier.setattr(triggers, "SEARCH_KINDS", 16)
        recreate_triggers(db)


@pytest.fixture
def upgraded(store_before: Path, clock: FixedClock) -> Iterator[Database]:
    db = open_store(store_before, clock, backups=store_before.parent / "backups", busy_seconds=1)
    yield db
    db.close()


def test_who_leads_a_team_is_taken_to_have_done_so_always(upgraded: Database) -> None:
    rows = upgraded.all("SELECT team_id, manager_id, since FROM team_lead ORDER BY team_id")
    assert [tuple(row) for row in rows] == [(1, 1, "1900-01-01"), (2, None, "1900-01-01")]


def test_every_text_of_the_time_before_is_found_under_its_record(upgraded: Database) -> None:
    found = {(hit.kind, hit.id, hit.person) for hit in hits(upgraded, "release")}
    assert found == {("note", 1, "Dana"), ("ritual", 1, "")}
    assert {(hit.kind, hit.id) for hit in hits(upgraded, "platform")} == {("team", 1)}


def test_a_text_of_the_time_before_that_changes_is_found_by_its_new_words_alone(upgraded: Database) -> None:
    with upgraded.action("change"):
        upgraded.update("note", 1, body="the launch")
        upgraded.update("note", 2, deleted_at="2026-11-20")
    assert [hit.kind for hit in hits(upgraded, "release")] == ["ritual"]
    assert [hit.id for hit in hits(upgraded, "launch")] == [1]
    assert hits(upgraded, "vendor") == ()


def test_one_cell_has_one_approver_on_a_day(upgraded: Database) -> None:
    from rhythm.storage import driver

    with upgraded.action("two"), pytest.raises(driver.Error):
        for _ in range(2):
            upgraded.insert("decision_right", team_id=1, area="roadmap", since="2026-11-20", decider_id=1, level=3)
