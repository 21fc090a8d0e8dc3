"""A talk held a day or so before or after its planned one is that one: settled in the same action."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.cadence import Cadence, same_talk
from rhythm.domain.meetings import MeetingState
from rhythm.domain.people import PersonId
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org, meetings_of
from tests.conftest import FRIDAY
from tests.storage.dumps import dump

THURSDAY = FRIDAY - dt.timedelta(days=1)


def states(rhythm: Rhythm, person_id: PersonId) -> list[tuple[int, MeetingState]]:
    """Somebody's meetings by how many days from Friday they are."""
    found = meetings_of(rhythm.planner, person_id)
    return sorted(((one.day - FRIDAY).days, one.state) for one in found)


def planned_on(org: Org, clock: FixedClock, ahead: int, person_id: PersonId | None = None) -> int:
    """A meeting planned for so many days from today."""
    return org.rhythm.planner.plan(person_id or org.dana.id, clock.day + dt.timedelta(days=ahead), start="10:00").id


def test_a_talk_held_a_day_early_settles_the_planned_one_and_undo_brings_it_back(
    db: Database, org: Org, clock: FixedClock
) -> None:
    clock.forward(-1)
    number = planned_on(org, clock, 1)
    before = dump(db)
    held = org.rhythm.planner.hold(org.dana.id, note="early")
    assert (held.id, held.day, held.start, held.state) == (number, THURSDAY, None, MeetingState.HELD)
    assert states(org.rhythm, org.dana.id) == [(-1, MeetingState.HELD)]
    assert org.rhythm.planner.room(org.dana).next_planned is None
    org.rhythm.undo()
    assert dump(db) == before


def test_a_talk_held_a_day_late_settles_the_one_that_was_not_closed(org: Org, clock: FixedClock) -> None:
    clock.forward(-2)
    planned_on(org, clock, 0)
    clock.forward(2)
    org.rhythm.planner.hold(org.dana.id)
    assert states(org.rhythm, org.dana.id) == [(0, MeetingState.HELD)]
    assert not org.rhythm.planner.unclosed()


def test_the_one_of_the_day_itself_comes_first_then_the_nearest(org: Org, clock: FixedClock) -> None:
    clock.forward(-3)
    for ahead in (0, 2, 3):
        planned_on(org, clock, ahead)
    clock.forward(2)
    org.rhythm.planner.hold(org.dana.id)
    assert states(org.rhythm, org.dana.id) == [
        (-3, MeetingState.PLANNED), (-1, MeetingState.HELD), (0, MeetingState.PLANNED)
    ]  # fmt: skip
    org.rhythm.planner.hold(org.dana.id)
    assert states(org.rhythm, org.dana.id)[1:] == [(-1, MeetingState.HELD), (-1, MeetingState.HELD)]


def pin(db: Database, number: int) -> None:
    """Keep a meeting where it is."""
    with db.action("pin"):
        db.update("meeting", number, pinned=1)


def test_a_pinned_meeting_is_kept(db: Database, org: Org, clock: FixedClock) -> None:
    clock.forward(-1)
    number = planned_on(org, clock, 1)
    pin(db, number)
    org.rhythm.planner.hold(org.dana.id)
    assert states(org.rhythm, org.dana.id) == [(-1, MeetingState.HELD), (0, MeetingState.PLANNED)]


def test_another_ones_meeting_and_one_of_several_people_stay(org: Org, clock: FixedClock) -> None:
    clock.forward(-1)
    planned_on(org, clock, 1, org.ilya.id)
    org.rhythm.skip_levels.plan_group([org.noor.id, org.chris_a.id], FRIDAY)
    org.rhythm.planner.hold(org.dana.id)
    org.rhythm.planner.hold(org.noor.id)
    assert states(org.rhythm, org.ilya.id) == [(0, MeetingState.PLANNED)]
    assert states(org.rhythm, org.noor.id) == [(-1, MeetingState.HELD), (0, MeetingState.PLANNED)]


def test_the_room_settles_it_too_as_one_action(db: Database, org: Org, clock: FixedClock) -> None:
    clock.forward(-1)
    number = planned_on(org, clock, 1)
    before = dump(db)
    assert org.rhythm.planner.close_room(org.dana.id, clock.day, note="early").id == number
    org.rhythm.undo()
    assert dump(db) == before


def test_a_group_that_meets_early_is_what_was_planned_with_each_alone_or_together(
    db: Database, org: Org, clock: FixedClock
) -> None:
    alone = planned_on(org, clock, 10, org.noor.id)
    together = org.rhythm.skip_levels.plan_group([org.chris_a.id, org.noor.id], FRIDAY + dt.timedelta(days=3))
    assert alone in {one.id for one in together}
    pinned = planned_on(org, clock, 1, org.chris_a.id)
    pin(db, pinned)
    before = dump(db)
    held = org.rhythm.skip_levels.hold_group([org.noor.id, org.chris_a.id])
    assert {one.id for one in held} == {one.id for one in together}
    assert states(org.rhythm, org.noor.id) == [(0, MeetingState.HELD)]
    assert states(org.rhythm, org.chris_a.id) == [(0, MeetingState.HELD), (1, MeetingState.PLANNED)]
    org.rhythm.undo()
    assert dump(db) == before


@pytest.mark.parametrize(("days", "settled"), [(44, True), (45, True), (46, False)])
def test_a_skip_level_reaches_as_far_as_half_its_quarter(org: Org, clock: FixedClock, days: int, settled: bool) -> None:
    planned_on(org, clock, days, org.noor.id)
    org.rhythm.planner.hold(org.noor.id)
    assert len(states(org.rhythm, org.noor.id)) == (1 if settled else 2)


cadences = st.integers(1, 120).map(lambda target: Cadence(target, target * 2))
some_days = st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1))


@given(some_days, cadences, st.integers(-200, 200))
def test_of_two_a_target_apart_it_is_never_both(day: dt.date, cadence: Cadence, away: int) -> None:
    first, last = same_talk(day, cadence)
    assert first <= day <= last
    one = day + dt.timedelta(days=away)
    other = one + dt.timedelta(days=cadence.target)
    assert not (first <= one <= last and first <= other <= last)


@given(some_days, st.integers(0, 6))
def test_in_a_weekly_rhythm_it_is_the_iso_week(day: dt.date, away: int) -> None:
    other = day + dt.timedelta(days=away)
    first, last = same_talk(day, Cadence(7, 14))
    assert (first <= other <= last) == (other.isocalendar()[:2] == day.isocalendar()[:2])


@given(st.lists(st.integers(-10, 20), max_size=6, unique=True), st.integers(0, 10), st.sets(st.integers(0, 5)))
def test_a_held_talk_settles_one_at_the_most_and_never_a_pinned_one(
    ahead: list[int], ago: int, pinned: set[int]
) -> None:
    clock = FixedClock(FRIDAY - dt.timedelta(days=10))
    db = memory_store(clock)
    org = Org(Rhythm(db, clock, Settings()))
    numbers = [planned_on(org, clock, days + 10) for days in ahead]
    kept = {numbers[place] for place in pinned if place < len(numbers)}
    for number in kept:
        pin(db, number)
    clock.forward(10)
    day = clock.day - dt.timedelta(days=ago)
    before = dump(db)
    held = org.rhythm.planner.hold(org.dana.id, day)
    found = {one.id: one for one in meetings_of(org.rhythm.planner, org.dana.id)}
    assert found[held.id].day == day
    assert [one.id for one in found.values() if one.state is MeetingState.HELD] == [held.id]
    if held.id in kept:
        assert ahead[numbers.index(held.id)] == -ago, "only of its own day"
    settled_day = FRIDAY + dt.timedelta(days=ahead[numbers.index(held.id)]) if held.id in numbers else day
    assert settled_day.isocalendar()[:2] == day.isocalendar()[:2]
    org.rhythm.undo()
    assert dump(db) == before
    db.close()
