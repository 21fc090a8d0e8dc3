"""The plans that are measured: the same from a seed, of the shape that the bench says, and told before they change."""

from __future__ import annotations

import datetime as dt

from bench.plan_world import FIRST, MANAGERS, accepted, later, world
from bench.planning import moves
from rhythm.domain.meetings import MeetingKind, MeetingState
from rhythm.domain.plan.making import make_plan
from rhythm.domain.plan.values import Change


def test_a_director_follows_from_the_seed() -> None:
    assert world(3, 20) == world(3, 20)
    assert world(3, 20) != world(4, 20)
    kinds = [one.kind for one in world(3, 20).attendees]
    assert kinds.count(MeetingKind.ONE_ON_ONE) == MANAGERS
    assert kinds.count(MeetingKind.SKIP_LEVEL) == 20


def test_what_was_planned_before_a_later_day_was_held_and_the_rest_still_stands() -> None:
    request = world(1, 10)
    told = accepted(request, make_plan(request))
    today = FIRST + dt.timedelta(weeks=4)
    rows = later(told, today).booked
    assert {row.state for row in rows if row.day < today} == {MeetingState.HELD}
    assert {row.state for row in rows if row.day >= today} == {MeetingState.PLANNED}
    plan = make_plan(later(told, today))
    assert all(one.change is Change.KEPT for one in plan.proposals)


def test_each_event_hits_few_and_moves_no_others_where_there_is_room() -> None:
    found = {one.what: one for one in moves(20, seeds=range(2))}
    assert len(found) == 6
    assert found["one person cannot make the week"].others == [0, 0]
    assert found["one person cannot make the week"].touched == 1
    assert all(len(one.milliseconds) == 2 for one in found.values())
