"""A store of the time before the weekly review had indexes of its own: its rows stay, and are found down them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.domain.feedback import LastSaid
from rhythm.queries import talks
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from tests.builders import FixedClock
from tests.storage.earlier import store_before, store_of_today


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A store with a manager, what was said to her, and a week that was closed then."""
    with store_before("0005", tmp_path, clock) as db, db.action("fill"):
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
    with store_of_today(tmp_path, clock) as db:
        yield db


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
