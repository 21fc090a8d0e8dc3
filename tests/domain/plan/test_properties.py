"""What holds of every plan (P1-P14 and P18 of the design), over directors of every kind."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rhythm.domain.meetings import MeetingId, MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.periods import quarter_of
from rhythm.domain.plan.board import is_series
from rhythm.domain.plan.making import Obstacles, make_plan
from rhythm.domain.plan.values import Change, PlanRequest
from tests.domain.plan.worlds import (
    DAY,
    SKIP,
    WEEK,
    accepted,
    away,
    changed,
    given_up,
    instants,
    is_free,
    per_day,
    per_week,
    replans,
    requests,
    settled_ids,
    with_attendee,
)

EXAMPLES = settings(max_examples=60, deadline=None)
Replan = tuple[PlanRequest, PlanRequest]


@EXAMPLES
@given(replans())
def test_no_two_meetings_of_the_director_overlap(world: Replan) -> None:
    for request in world:
        plan = make_plan(request)
        clashing = {clash.meeting_id for clash in plan.clashes}
        spans = sorted(instants(one) for one in plan.proposals if one.meeting_id not in clashing)
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@EXAMPLES
@given(replans())
def test_each_meeting_lies_in_the_free_time_of_both_sides_on_that_date(world: Replan) -> None:
    for request in world:
        plan = make_plan(request)
        clashing = {clash.meeting_id for clash in plan.clashes}
        for one in plan.proposals:
            assert one.meeting_id in clashing or is_free(request, one), one


@EXAMPLES
@given(replans())
def test_nobody_is_met_before_the_first_or_after_the_last_day(world: Replan) -> None:
    for request in world:
        people = {one.person_id: one for one in request.attendees}
        for one in make_plan(request).proposals:
            person = people[one.person_id]
            assert person.started_on is None or person.started_on <= one.day
            assert person.last_day is None or one.day <= person.last_day


@EXAMPLES
@given(replans())
def test_the_caps_of_days_and_weeks_hold(world: Replan) -> None:
    request = world[0]
    plan, limits = make_plan(request), request.limits
    assert all(count <= limits.per_day for count in per_day(plan.proposals).values())
    assert all(count <= limits.per_week for count in per_week(plan.proposals).values())
    assert limits.skip_levels_per_week is not None
    skips = [one for one in plan.proposals if one.kind is SKIP]
    assert all(count <= limits.skip_levels_per_week for count in per_week(skips).values())


@EXAMPLES
@given(world=replans(), seed=st.integers(0, 2**16))
def test_the_order_of_the_rows_does_not_matter(world: Replan, seed: int) -> None:
    chance = random.Random(seed)
    request = world[1]
    people, rows, busy = list(request.attendees), list(request.booked), list(request.director.busy)
    for values in (people, rows, busy):
        chance.shuffle(values)
    shuffled = request._replace(
        attendees=tuple(people), booked=tuple(rows), director=request.director._replace(busy=tuple(busy))
    )
    assert make_plan(shuffled) == make_plan(request)


@EXAMPLES
@given(replans())
def test_an_accepted_plan_made_again_changes_nothing(world: Replan) -> None:
    for request in world:
        plan = make_plan(request)
        again = make_plan(accepted(request, plan))
        assert changed(again) == []
        assert len(again.proposals) == len(plan.proposals)
        assert not again.dropped
        assert again.forbidden == plan.forbidden


@EXAMPLES
@given(request=requests(directs=0, plain=True), seed=st.integers(0, 2**16))
def test_who_is_away_moves_alone_when_there_is_a_free_place(request: PlanRequest, seed: int) -> None:
    plan = make_plan(request)
    skips = [one for one in plan.proposals if one.kind is SKIP]
    assume(skips and not any(one.kind is SKIP for one in plan.unplaced))
    told = accepted(request, plan)
    chosen = random.Random(seed).choice(skips)
    person = next(one for one in told.attendees if one.person_id == chosen.person_id)
    monday = chosen.day - DAY * chosen.day.weekday()
    event = with_attendee(told, away(person, monday, monday + DAY * 6))
    row = next(row for row in event.booked if row.person_id == chosen.person_id)
    assume(_has_a_free_place(event, chosen.person_id, row.id, row.minutes))
    again = make_plan(event)
    assert {one.person_id for one in changed(again)} == {chosen.person_id}
    assert not any(one.kind is SKIP for one in again.unplaced)


def _has_a_free_place(request: PlanRequest, person_id: PersonId, meeting_id: MeetingId | None, minutes: int) -> bool:
    """Whether a place is free for somebody in the rest of the quarter while all others stay."""
    obstacles = Obstacles(request, but=meeting_id)
    quarter = quarter_of(request.first - DAY * request.first.weekday(), request.quarter_start_month)
    for number in range((quarter.last_day - request.first).days + 1):
        day = request.first + DAY * number
        times = range(0, 1440, request.limits.slot_minutes)
        if any(obstacles.at(person_id, day, start, minutes) is None for start in times):
            return True
    return False


@EXAMPLES
@given(requests(directs=0, plain=True))
def test_nobody_is_left_out_who_has_a_free_place(request: PlanRequest) -> None:
    plan = make_plan(request)
    people = {one.person_id: one for one in request.attendees}
    left_out = [one for one in plan.unplaced if one.kind is SKIP]
    taken = accepted(request, plan)
    for one in left_out[:3]:
        assert not _has_a_free_place(taken, one.person_id, None, people[one.person_id].minutes), one


@EXAMPLES
@given(replans())
def test_what_was_held_or_has_passed_is_untouched_and_nothing_new_is_in_the_past(world: Replan) -> None:
    request = world[1]
    plan = make_plan(request)
    past = {row.id for row in request.booked if row.day < request.today or row.state is not MeetingState.PLANNED}
    assert not past & {one.meeting_id for one in plan.proposals}
    assert not past & given_up(plan)
    assert all(one.day >= max(request.today, request.first) for one in changed(plan))


@EXAMPLES
@given(replans())
def test_everybody_is_planned_once_or_has_one_reason_and_what_is_pinned_never_moves(world: Replan) -> None:
    for request in world:
        plan = make_plan(request)
        quarter = quarter_of(request.first - DAY * request.first.weekday(), request.quarter_start_month)
        for one in request.attendees:
            if is_series(one):
                continue
            placed = sum(p.person_id == one.person_id and p.period == str(quarter) for p in plan.proposals)
            reasons = sum(u.person_id == one.person_id and u.period == str(quarter) for u in plan.unplaced)
            assert placed + reasons == int(_in_scope(request, one.person_id, str(quarter))), one
        where = {one.meeting_id: one for one in plan.proposals}
        stays = settled_ids(request)
        for row in request.booked:
            if row.id in stays and row.id in where:
                assert (where[row.id].day, where[row.id].start) == (row.day, row.start)
                assert where[row.id].change is Change.KEPT


def _in_scope(request: PlanRequest, person_id: PersonId, quarter: str) -> bool:
    """Whether somebody is owed a meeting in the quarter: here in it, not met yet, and the cadence asks for one."""
    one = next(one for one in request.attendees if one.person_id == person_id)
    first_week = request.first - DAY * request.first.weekday()
    last = first_week
    while str(quarter_of(last + WEEK, request.quarter_start_month)) == quarter:
        last += WEEK
    last += DAY * 6
    rows = [row for row in request.booked if row.person_id == person_id and row.period == quarter]
    if any(row.state is MeetingState.PLANNED and row.day >= request.today for row in rows):
        return one.last_day is None or one.last_day >= request.today
    if any(row.state is MeetingState.HELD for row in rows):
        return False
    start = request.quarter_start_month
    if one.last_held and str(quarter_of(one.last_held - DAY * one.last_held.weekday(), start)) == quarter:
        return False
    if one.last_day is not None and one.last_day < request.today:
        return False
    if any(day is not None and day > last for day in (one.started_on, one.paused_until)):
        return False
    return not (one.target > 98 and one.last_held is not None and one.last_held + DAY * one.target > last)


@EXAMPLES
@given(request=requests(directs=0), seed=st.integers(0, 2**16))
def test_a_team_that_moves_is_its_people_moving_one_by_one(request: PlanRequest, seed: int) -> None:
    told = accepted(request, make_plan(request))
    movers = [one for one in told.attendees if one.group == 1]
    random.Random(seed).shuffle(movers)
    singly = told
    for one in movers:
        singly = with_attendee(singly, one._replace(group=PersonId(8)))
    at_once = told._replace(
        attendees=tuple(one._replace(group=PersonId(9) if one.group == 1 else one.group) for one in told.attendees)
    )
    moved = make_plan(singly)
    assert moved == make_plan(at_once)
    assert changed(moved) == []
