"""A store of the time before fixes had forms, brought up to them: fixes stay as they were, with an open form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from rhythm.domain.fixes import FixKind
from rhythm.queries.fixes import alignments, fix, forms
from rhythm.queries.search import hits
from rhythm.storage import driver, migrating, opening, triggers
from rhythm.storage.database import Database, Value
from rhythm.storage.migrations import (
    m0001_first_store,
    m0002_planner,
    m0003_decision_rights,
    m0004_tracker_fields,
)
from rhythm.storage.opening import create_store, open_store
from rhythm.storage.schema import LOGGED_TABLES, MIGRATION_SET, SEARCHED
from tests.builders import FixedClock

BEFORE = {
    "0001_first_store": m0001_first_store,
    "0002_planner": m0002_planner,
    "0003_decision_rights": m0003_decision_rights,
    "0004_tracker_fields": m0004_tracker_fields,
}
recreate_triggers = triggers.recreate_triggers


def _triggers_before(db: sqlite_utils.Database) -> None:
    """The triggers of that time: those of today, for the tables of then."""
    there = set(db.table_names())
    with pytest.MonkeyPatch.context() as earlier:
        earlier.setattr(triggers, "LOGGED_TABLES", tuple(table for table in LOGGED_TABLES if table in there))
        earlier.setattr(triggers, "SEARCHED", {table: entry for table, entry in SEARCHED.items() if table in there})
        recreate_triggers(db)


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A store as it was, with a fix, opened by the program of today."""
    path = tmp_path / "rhythm.db"
    known = Migrations(MIGRATION_SET)
    for name, migration in BEFORE.items():
        known(name=name)(migration)
    with monkeypatch.context() as earlier:
        earlier.setattr(migrating, "migrations", known)
        earlier.setattr(migrating, "recreate_triggers", _triggers_before)
        earlier.setattr(opening, "MIGRATIONS", tuple(BEFORE))
        create_store(path, clock)
        db = open_store(path, clock, backups=tmp_path / "backups", busy_seconds=1)
        with db.action("fill"):
            dana = db.insert("person", name="Dana")
            db.insert("team", name="Platform", manager_id=dana)
            conflict = db.insert("conflict", name="release date", opened_on="2026-09-01")
            db.insert(
                "fix",
                conflict_id=conflict,
                kind="charter",
                body="write the charter",
                state="proposed",
                decided_on="2026-10-01",
            )
        db.close()
    db = open_store(path, clock, backups=tmp_path / "backups", busy_seconds=1)
    yield db
    db.close()


def test_a_fix_of_the_time_before_stands_with_an_open_form(upgraded: Database) -> None:
    found = fix(upgraded, 1)
    assert found is not None
    assert (found.kind, found.body) == (FixKind.CHARTER, "write the charter")
    assert forms(upgraded, [1]) == {}
    assert alignments(upgraded, 1) == ()
    assert [(hit.kind, hit.id) for hit in hits(upgraded, "charter")] == [("fix", 1)]


def test_a_field_is_a_team_or_a_person_or_a_text_and_stands_once(upgraded: Database) -> None:
    with upgraded.action("fill"):
        upgraded.insert("fix_field", fix_id=1, name="team", team_id=1)
        upgraded.insert("fix_field", fix_id=1, name="owns", body="search")
        wrong: tuple[dict[str, Value], ...] = ({"team_id": 1, "person_id": 1}, {"body": "x", "team_id": 1}, {})
        for values in wrong:
            with pytest.raises(driver.Error):
                upgraded.insert("fix_field", fix_id=1, name="goals", **values)
        with pytest.raises(driver.Error):
            upgraded.insert("fix_field", fix_id=1, name="team", team_id=1)
    assert [one.text for one in forms(upgraded, [1])[1]] == ["Platform", "search"]
    assert [(hit.kind, hit.id) for hit in hits(upgraded, "search")] == [("fix", 1)]


def test_a_conflict_has_one_test_of_a_day(upgraded: Database) -> None:
    same: dict[str, Value] = {"planning_assumptions": 1, "success_criteria": 1, "escalation_rules": 0}
    with upgraded.action("two"), pytest.raises(driver.Error):
        for _ in range(2):
            upgraded.insert("alignment", conflict_id=1, day="2026-11-20", **same)
