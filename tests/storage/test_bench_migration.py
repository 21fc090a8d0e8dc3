"""A store of the time before the bench, brought up to it: what was there stays, and the new tables refuse nonsense."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from rhythm.queries import bench
from rhythm.queries.search import hits
from rhythm.storage import driver, migrating, opening, triggers
from rhythm.storage.database import Database
from rhythm.storage.migrations import (
    m0001_first_store,
    m0002_planner,
    m0003_decision_rights,
    m0004_tracker_fields,
)
from rhythm.storage.opening import create_store, open_store
from rhythm.storage.schema import LOGGED_TABLES, MIGRATION_SET, SEARCHED
from tests.builders import FixedClock

BEFORE = ("0001_first_store", "0002_planner", "0003_decision_rights", "0004_tracker_fields")
recreate_triggers = triggers.recreate_triggers


def _triggers_before(db: sqlite_utils.Database) -> None:
    """The triggers of today, for the tables of then."""
    with pytest.MonkeyPatch.context() as earlier:
        there = set(db.table_names())
        earlier.setattr(triggers, "LOGGED_TABLES", tuple(table for table in LOGGED_TABLES if table in there))
        earlier.setattr(triggers, "SEARCHED", {table: entry for table, entry in SEARCHED.items() if table in there})
        recreate_triggers(db)


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    path = tmp_path / "rhythm.db"
    known = Migrations(MIGRATION_SET)
    steps = (m0001_first_store, m0002_planner, m0003_decision_rights, m0004_tracker_fields)
    for name, migration in zip(BEFORE, steps, strict=True):
        known(name=name)(migration)
    with monkeypatch.context() as earlier:
        earlier.setattr(migrating, "migrations", known)
        earlier.setattr(migrating, "recreate_triggers", _triggers_before)
        earlier.setattr(opening, "MIGRATIONS", BEFORE)
        create_store(path, clock)
        before = open_store(path, clock, backups=tmp_path / "backups", busy_seconds=1)
        with before.action("fill"):
            for name in ("Noor", "Dana"):
                before.insert("person", name=name, started_on="2026-10-01")
            before.insert("note", person_id=1, day="2026-11-20", kind="praise", body="peers ask her first")
        before.close()
    db = open_store(path, clock, backups=tmp_path / "backups", busy_seconds=1)
    yield db
    db.close()


def test_nobody_stands_on_the_bench_and_a_note_of_before_may_be_evidence(upgraded: Database) -> None:
    assert bench.cards(upgraded) == ()
    with upgraded.action("spot"):
        upgraded.insert("candidate", person_id=1, added_on="2026-11-20", sponsor="the quince")
        upgraded.insert("bench_evidence", person_id=1, purpose="influence", day="2026-11-20", note_id=1)
    (card,) = bench.cards(upgraded)
    assert [line.body for line in card.evidence] == ["peers ask her first"]
    assert [(hit.kind, hit.person) for hit in hits(upgraded, "quince")] == [("candidate", "Noor")]
    assert [hit.kind for hit in hits(upgraded, "peers")] == ["note"]
    assert upgraded.value("SELECT count(*) FROM change WHERE tbl IN ('candidate', 'bench_evidence')") == 2


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("candidate_stage", {"stage": "dizzy", "day": "2026-11-20"}),
        ("candidate_stage", {"stage": "ready", "day": "20 Nov"}),
        ("candidate_test", {"kind": "mentor", "started_on": "2026-11-20", "outcome": "finished"}),
        ("candidate_test", {"kind": "mentor", "started_on": "2026-11-20", "ended_on": "2026-11-21"}),
        (
            "candidate_test",
            {"kind": "mentor", "started_on": "2026-11-20", "ended_on": "2026-11-19", "outcome": "dropped"},
        ),
        ("bench_evidence", {"purpose": "influence", "day": "2026-11-20"}),
        ("bench_evidence", {"purpose": "influence", "day": "2026-11-20", "body": "seen", "note_id": 1}),
        ("calibration_note", {"day": "2026-11-20", "topic": "promotions", "body": "about both"}),
        ("first_day_line", {"start": "2026-11-20", "list": "assess"}),
    ],
)
def test_the_tables_refuse_what_can_not_be(upgraded: Database, table: str, values: dict[str, str | int]) -> None:
    with upgraded.action("try"), pytest.raises(driver.Error):
        upgraded.insert(table, person_id=1, **values)


def test_somebody_stands_on_the_bench_once(upgraded: Database) -> None:
    with upgraded.action("try"), pytest.raises(driver.Error):
        for _ in range(2):
            upgraded.insert("candidate", person_id=2, added_on="2026-11-20")
