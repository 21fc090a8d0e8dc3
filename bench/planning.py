"""What a plan costs and what it is worth: time, who is missed, how even weeks are, how much moves with one event."""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from bench.plan_world import FIRST, WEEKS, accepted, later, world
from rhythm.domain.meetings import MeetingKind
from rhythm.domain.plan.making import make_plan
from rhythm.domain.plan.values import Absence, Attendee, Busy, Change, Plan, PlanRequest, Why

SEEDS = range(12)
MISSED = {Why.AWAY, Why.CAPS_FULL, Why.NO_FREE_SLOT, Why.NO_COMMON_HOURS}
_WEEK_5 = FIRST + dt.timedelta(weeks=4)
_DAY = dt.timedelta(days=1)


class Made(NamedTuple):
    """Plans of several directors of one size: the milliseconds of each, and what became of its skip-levels."""

    times: list[float]
    again: list[float]
    missed: list[int]
    later_round: list[int]
    places: list[int]
    busiest: list[int]
    spread: list[float]
    off_slot: list[float]
    impossible: list[float]


class Moved(NamedTuple):
    """What one event changes in a plan that everybody was told: others who get another day or time."""

    what: str
    touched: float
    others: list[int]
    others_weeks: list[int]
    milliseconds: list[float]


def made(skip_levels: int, per_week: int | None = None) -> Made:
    """Plan a quarter for directors with so many skip-levels."""
    found = Made([], [], [], [], [], [], [], [], [])
    for seed in SEEDS:
        request = world(seed, skip_levels, per_week=per_week)
        plan, ms = timed(request)
        _, again = timed(accepted(request, plan))
        found.times.append(ms)
        found.again.append(again)
        skips = [one for one in plan.unplaced if one.kind is MeetingKind.SKIP_LEVEL]
        found.missed.append(sum(one.why in MISSED for one in skips))
        found.later_round.append(sum(one.why is Why.LATER_ROUND for one in skips))
        found.places.append(plan.capacity[0].places)
        weeks = Counter(_week(one.day) for one in plan.proposals if one.kind is MeetingKind.SKIP_LEVEL)
        counts = [weeks[week] for week in range(WEEKS)]
        found.busiest.append(max(counts))
        found.spread.append(statistics.pstdev(counts))
        series = [one for one in plan.proposals if one.kind is MeetingKind.ONE_ON_ONE]
        blocked = sum(one.kind is MeetingKind.ONE_ON_ONE for one in plan.unplaced)
        found.off_slot.append(sum(bool(one.note) for one in series) / (len(series) + blocked))
        found.impossible.append(blocked / (len(series) + blocked))
    return found


def moves(skip_levels: int = 60, *, seeds: Sequence[int] = SEEDS) -> list[Moved]:
    """How many others change when something happens in the fifth week to a plan that everybody knows."""
    events: dict[str, Callable[[PlanRequest, int], tuple[PlanRequest, set[int]]]] = {
        "one person cannot make the week": _person_away,
        "the director loses a week": _week_lost,
        "a meeting of 4 h on a Thursday": _long_meeting,
        "four people change manager": _re_org,
        "somebody leaves": _leaver,
        "somebody joins": _joiner,
    }
    told = []
    for seed in seeds:
        request = world(seed, skip_levels)
        told.append(later(accepted(request, make_plan(request)), _WEEK_5))
    found = []
    for what, event in events.items():
        moved = Moved(what, 0.0, [], [], [])
        touched = []
        for seed, request in zip(seeds, told, strict=True):
            after, hit = event(request, seed)
            plan, ms = timed(after)
            known = {row.id: row for row in request.booked}
            others = [
                one for one in plan.proposals
                if one.change is Change.MOVED and one.meeting_id is not None and one.meeting_id not in hit
            ]  # fmt: skip
            moved.others.append(len(others))
            moved.others_weeks.append(
                sum(_week(one.day) != _week(known[one.meeting_id].day) for one in others if one.meeting_id is not None)
            )
            moved.milliseconds.append(ms)
            touched.append(len(hit))
        found.append(moved._replace(touched=statistics.mean(touched)))
    return found


def timed(request: PlanRequest) -> tuple[Plan, float]:
    """A plan, and the CPU milliseconds that it took."""
    began = time.process_time()
    plan = make_plan(request)
    return plan, (time.process_time() - began) * 1000


def _week(day: dt.date) -> int:
    return (day - FIRST).days // 7


def _planned(request: PlanRequest, first: dt.date, last: dt.date) -> list[int]:
    return [row.id for row in request.booked if first <= row.day <= last]


def _person_away(request: PlanRequest, seed: int) -> tuple[PlanRequest, set[int]]:
    rows = [row for row in request.booked if row.kind is MeetingKind.SKIP_LEVEL and row.day > _WEEK_5 + 6 * _DAY]
    row = rows[seed % len(rows)]
    monday = row.day - _DAY * row.day.weekday()
    away = Absence(monday, monday + 6 * _DAY)
    people = (
        one._replace(working=one.working._replace(absences=(*one.working.absences, away)))
        if one.person_id == row.person_id
        else one
        for one in request.attendees
    )
    return _with(request, people), {row.id}


def _week_lost(request: PlanRequest, seed: int) -> tuple[PlanRequest, set[int]]:
    monday = _WEEK_5 + dt.timedelta(weeks=1 + seed % 4)
    mine = request.director.working
    away = Absence(monday, monday + 6 * _DAY)
    director = request.director._replace(working=mine._replace(absences=(*mine.absences, away)))
    return request._replace(director=director), set(_planned(request, monday, monday + 6 * _DAY))


def _long_meeting(request: PlanRequest, seed: int) -> tuple[PlanRequest, set[int]]:
    thursday = _WEEK_5 + dt.timedelta(weeks=1 + seed % 6, days=3)
    start = dt.datetime.combine(thursday, dt.time(13), request.director.working.zone).astimezone(dt.UTC)
    director = request.director
    busy = Busy(start, start + dt.timedelta(hours=4))
    hit = {
        row.id
        for row in request.booked
        if row.day == thursday and row.start is not None and row.start + row.minutes > 780 and row.start < 1020
    }
    return request._replace(director=director._replace(busy=(*director.busy, busy))), set(hit)


def _re_org(request: PlanRequest, seed: int) -> tuple[PlanRequest, set[int]]:
    people = [one for one in request.attendees if one.kind is MeetingKind.SKIP_LEVEL]
    movers = {one.person_id for one in people[seed : seed + 4]}
    group = request.attendees[seed % 8].person_id
    return _with(
        request, (one._replace(group=group) if one.person_id in movers else one for one in request.attendees)
    ), set()


def _leaver(request: PlanRequest, seed: int) -> tuple[PlanRequest, set[int]]:
    skips = [row for row in request.booked if row.kind is MeetingKind.SKIP_LEVEL and row.day > _WEEK_5 + 20 * _DAY]
    row = skips[seed % len(skips)]
    people = (
        one._replace(last_day=row.day - 5 * _DAY) if one.person_id == row.person_id else one
        for one in request.attendees
    )
    return _with(request, people), {row.id}


def _joiner(request: PlanRequest, seed: int) -> tuple[PlanRequest, set[int]]:
    like = [one for one in request.attendees if one.kind is MeetingKind.SKIP_LEVEL][seed]
    new = like._replace(
        person_id=type(like.person_id)(900), last_held=None, last_day=None, started_on=_WEEK_5 - 3 * _DAY
    )
    return _with(request, (*request.attendees, new)), set()


def _with(request: PlanRequest, people: Iterable[Attendee]) -> PlanRequest:
    return request._replace(attendees=tuple(people))
