"""Beginning anew after days without a word."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.cadence import DueState
from rhythm.domain.meetings import MeetingState
from rhythm.errors import NotFound
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org, meetings_of
from tests.storage.dumps import dump


@pytest.fixture
def away(rhythm: Rhythm, org: Org, clock: FixedClock) -> Rhythm:
    """Two managers who were met 20 days ago, one planned meeting, and then 14 days without a word."""
    for person in (org.dana, org.ilya):
        rhythm.planner.hold(person.id, clock.day - dt.timedelta(days=6))
    rhythm.planner.plan(org.noor.id, clock.day + dt.timedelta(days=3))
    clock.forward(14)
    return rhythm


def test_it_is_asked_after_so_many_idle_days_as_the_settings_say(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    rhythm.planner.hold(org.dana.id)
    clock.forward(7)
    assert not rhythm.catching_up.waits()
    clock.forward(1)
    assert rhythm.catching_up.waits()
    rhythm.planner.add_topic(org.dana.id, "x")
    assert not rhythm.catching_up.waits()


def test_nothing_is_asked_where_nothing_came_due(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    assert org.dana.name
    clock.forward(30)
    assert rhythm.catching_up.idle_days() == 30
    assert not rhythm.catching_up.waits()
    with pytest.raises(NotFound, match="nothing to catch up"):
        rhythm.catching_up.catch_up()


def test_all_gaps_begin_anew_as_one_action_and_history_stays(away: Rhythm, org: Org, db: Database) -> None:
    assert [row.due.state for row in away.planner.due() if row.relation == "manager"] == [DueState.OVER] * 2
    before, held = dump(db), away.planner.last_held()
    found = away.catching_up.catch_up()
    assert (len(found.rows), found.over, len(found.unclosed)) == (2, 2, 1)
    states = {row.person.id: row.due.state for row in away.planner.due()}
    assert DueState.OVER not in states.values()
    assert away.planner.last_held() == held
    assert away.planner.unclosed() == ()
    skipped = meetings_of(away.planner, org.noor.id)[0]
    assert (skipped.state, skipped.reason) == (MeetingState.SKIPPED, "nothing was written in these days")
    assert not away.catching_up.waits()
    assert away.undo().label == "catch up with 2 people"
    assert dump(db) == before


def test_at_the_limit_somebody_is_due_and_not_yet_over_it(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    rhythm.planner.hold(org.dana.id)
    rhythm.planner.hold(org.ilya.id, clock.day - dt.timedelta(days=1))
    clock.forward(14)
    found = rhythm.catching_up.proposal()
    assert (len(found.rows), found.over) == (2, 1)


def test_what_is_left_as_it_is_is_not_asked_about_again(away: Rhythm, clock: FixedClock, db: Database) -> None:
    before = dump(db)
    away.catching_up.leave_as_is()
    assert not away.catching_up.waits()
    assert dump(db) == before
    clock.forward(8)
    assert away.catching_up.waits()
