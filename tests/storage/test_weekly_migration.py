"""A store of the time before the weekly review had indexes of its own: its rows stay, and are found down them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from rhythm.domain.feedback import LastSaid
from rhythm.queries import talks
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage import migrating, opening, triggers
from rhythm.storage.database import Database
from rhythm.storage.migrations import m0001_first_store, m0002_planner, m0003_decision_rights, m0004_tracker_fields
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
    """The triggers of today, for the tables of then."""
    with pytest.MonkeyPatch.context() as earlier:
        there = set(db.table_names())
        earlier.setattr(triggers, "LOGGED_TABLES", tuple(table for table in LOGGED_TABLES if table in there))
        earlier.setattr(triggers, "SEARCHED", {table: entry for table, entry in SEARCHED.items() if table in there})
        recreate_triggers(db)


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A store with a manager, what was said to her, and a week that was closed then."""
    path, backups = tmp_path / "rhythm.db", tmp_path / "backups"
    known = Migrations(MIGRATION_SET)
    for name, migration in BEFORE.items():
        known(name=name)(migration)
    with monkeypatch.context() as earlier:
        earlier.setattr(migrating, "migrations", known)
        earlier.setattr(migrating, "recreate_triggers", _triggers_before)
        earlier.setattr(opening, "MIGRATIONS", tuple(BEFORE))
        create_store(path, clock)
        db = open_store(path, clock, backups=backups, busy_seconds=1)
        with db.action("fill"):
            dana = db.insert("person", name="Dana", relation="manager")
            db.insert("meeting", person_id=dana, kind="one_on_one", day="2026-08-03", state="held")
            db.insert("note", person_id=dana, day="2026-08-03", kind="praise", body="stayed off the call")
            for day, next_time in (("2026-08-10", "begin with it"), ("2026-08-17", "")):
                db.insert(
                    "note",
                    person_id=dana,
                    day=day,
                    kind="feedback",
                    body="asked",
                    situation="there",
                    next_time=next_time,
                )
            frozen = '{"period": "2026-W46", "figures": {"held": 4, "outside_share": 0.5}, "steps": []}'
            db.insert(
                "review",
                kind="week",
                period="2026-W46",
                state="closed",
                started_on="2026-11-13",
                closed_on="2026-11-13",
                snapshot=frozen,
            )
        db.close()
    db = open_store(path, clock, backups=backups, busy_seconds=1)
    yield db
    db.close()


def test_what_was_said_before_is_found_as_it_was(upgraded: Database) -> None:
    (dana,) = talks.known_since(upgraded, [1])
    assert dana.met_first == dt.date(2026, 8, 3)
    assert dana.said == LastSaid(dt.date(2026, 8, 10), dt.date(2026, 8, 3)) == talks.last_said(upgraded, 1)


def test_a_week_that_was_closed_before_stands_in_the_trend_and_ends_what_the_next_one_covers(
    upgraded: Database, clock: FixedClock
) -> None:
    rhythm = Rhythm(upgraded, clock, Settings())
    walk = rhythm.reviews.week()
    assert walk.covered.first_day == dt.date(2026, 11, 14)
    data = rhythm.reviews.week_data()
    assert data["trend"][0]["figures"]["held"] == 4
    assert {item.key for step in walk.steps for item in walk.items.asks(step.id)} >= {"feedback:1", "thanks:1"}
