"""Directors of every kind for the planner's properties, and checks that share no code with it.

Sizes and days come from hypothesis, so that they shrink; the details follow from a seed.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from rhythm.domain.meetings import MeetingId, MeetingKind, MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.plan.values import (
    Absence,
    Attendee,
    Booked,
    Busy,
    Change,
    Director,
    Limits,
    Plan,
    PlanRequest,
    Proposal,
    Slot,
    Working,
)

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = (BERLIN, BERLIN, BERLIN, ZoneInfo("Europe/London"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata"))
HOLIDAYS = frozenset({dt.date(2026, 12, 25), dt.date(2027, 1, 1), dt.date(2027, 3, 26), dt.date(2027, 3, 29)})
DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(weeks=1)
ONE, SKIP = MeetingKind.ONE_ON_ONE, MeetingKind.SKIP_LEVEL
first_days = st.dates(dt.date(2026, 10, 1), dt.date(2027, 6, 30))


@st.composite
def requests(draw: st.DrawFn, *, directs: int = 3, skip_levels: int = 8, plain: bool = False) -> PlanRequest:
    """A director before anything is booked. A `plain` one has nobody with an odd start, end or pause."""
    today = draw(first_days)
    chance = random.Random(draw(st.integers(0, 2**32)))
    people = [direct(chance, number, today) for number in range(1, draw(st.integers(0, directs)) + 1)]
    people += [
        skip_level(chance, 100 + number, today, plain=plain) for number in range(draw(st.integers(0, skip_levels)))
    ]
    chance.shuffle(people)
    return PlanRequest(
        today=today,
        first=today + DAY * draw(st.integers(0, 3)),
        weeks=draw(st.integers(1, 4)),
        director=director(chance, today, crowded=draw(st.booleans())),
        attendees=tuple(people),
        limits=Limits(
            per_day=chance.choice((1, 2, 5)),
            per_week=chance.choice((3, 8, 20)),
            skip_levels_per_week=chance.choice((1, 2, 7)),
            slot_minutes=chance.choice((15, 30, 30, 60)),
            freeze_days=chance.choice((0, 2)),
        ),
        quarter_start_month=chance.choice((1, 1, 2)),
    )


def director(chance: random.Random, today: dt.date, *, crowded: bool) -> Director:
    busy = []
    for _ in range(120 if crowded else 20):
        start = midnight(today + DAY * chance.randrange(130)) + dt.timedelta(minutes=chance.randrange(480, 1000, 10))
        length = dt.timedelta(minutes=chance.choice((25, 60, 90, 240, 2000)))
        busy.append(Busy(start.astimezone(dt.UTC), (start + length).astimezone(dt.UTC), chance.random() < 0.8))
    quiet = {chance.randrange(5): ((540, 660),), chance.randrange(5): ((780, 1050),)}
    hours = chance.choice((((540, 1050),), ((540, 720), (780, 1050)), ((485, 955),)))
    return Director(
        Working(BERLIN, hours=hours, holidays=HOLIDAYS, absences=absences(chance, today)), quiet, tuple(busy)
    )


def direct(chance: random.Random, number: int, today: dt.date) -> Attendee:
    target = chance.choice((7, 7, 14, 28, 45))
    return Attendee(
        PersonId(number),
        ONE,
        working(chance, today),
        target,
        minutes=chance.choice((30, 45, 60)),
        preferred=chance.choice((None, Slot(chance.randrange(5), 600))),
        last_held=chance.choice((None, today - DAY * chance.randrange(1, 2 * target))),
        last_day=chance.choice((None, None, None, today + DAY * chance.randrange(60))),
    )


def skip_level(chance: random.Random, number: int, today: dt.date, *, plain: bool) -> Attendee:
    last_held = chance.choice((None, today - DAY * chance.randrange(60, 300)))
    odd = None if plain else chance.choice(("starts", "leaves", "paused", None, None, None))
    return Attendee(
        PersonId(number),
        SKIP,
        working(chance, today),
        chance.choice((91, 91, 91, 180)),
        minutes=chance.choice((30, 30, 60)),
        group=chance.choice((None, PersonId(1), PersonId(2), PersonId(3))),
        preferred=chance.choice((None, Slot(chance.randrange(5)))),
        last_held=last_held,
        started_on=today + DAY * chance.randrange(-30, 60) if odd == "starts" and last_held is None else None,
        last_day=today + DAY * chance.randrange(-5, 60) if odd == "leaves" else None,
        paused_until=today + DAY * chance.randrange(60) if odd == "paused" else None,
        owed=chance.random() < 0.1,
    )


def working(chance: random.Random, today: dt.date) -> Working:
    hours = chance.choice((((540, 1050),), ((540, 1050),), ((450, 990),), ((780, 1080),)))
    days = chance.choice((frozenset(range(5)), frozenset(range(5)), frozenset({0, 2, 3})))
    return Working(chance.choice(ZONES), days, hours, HOLIDAYS, absences(chance, today))


def absences(chance: random.Random, today: dt.date) -> tuple[Absence, ...]:
    starts = [today + DAY * chance.randrange(90) for _ in range(chance.randrange(3))]
    return tuple(Absence(start, start + DAY * chance.randrange(12)) for start in starts)


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), BERLIN)


def accepted(request: PlanRequest, plan: Plan, *, told: Iterable[PersonId] | None = None) -> PlanRequest:
    """The request after the whole plan was taken, by default told to everybody."""
    known = {row.id: row for row in request.booked}
    told_to = None if told is None else set(told)
    first_id = max([999, *known]) + 1
    rows = {
        one.meeting_id or MeetingId(first_id + number): Booked(
            one.meeting_id or MeetingId(first_id + number), one.person_id, one.kind, one.day, one.start, one.minutes,
            pinned=one.meeting_id in known and known[one.meeting_id].pinned,
            told=told_to is None or one.person_id in told_to,
            period=one.period,
        )
        for number, one in enumerate(plan.proposals)
    }  # fmt: skip
    gone = given_up(plan)
    others = {row.id: row for row in request.booked if row.id not in gone}
    return request._replace(
        booked=tuple({**others, **rows}.values()),
        attendees=tuple(
            one._replace(standing=plan.standing.get(one.person_id, one.standing)) for one in request.attendees
        ),
        forbidden=plan.forbidden,
    )


def given_up(plan: Plan) -> set[MeetingId | None]:
    """The stored meetings that a plan has no place for."""
    return {one.meeting_id for one in plan.dropped} | {one.meeting_id for one in plan.unplaced}


def with_attendee(request: PlanRequest, changed: Attendee) -> PlanRequest:
    people = [changed if one.person_id == changed.person_id else one for one in request.attendees]
    return request._replace(attendees=tuple(people))


def away(one: Attendee, first: dt.date, last: dt.date) -> Attendee:
    return one._replace(working=one.working._replace(absences=(*one.working.absences, Absence(first, last))))


def later(request: PlanRequest, days: int) -> PlanRequest:
    """Some days later; what was planned by then was held, but for every fourth, which was missed."""
    today = request.today + DAY * days
    rows = [
        row._replace(state=MeetingState.MISSED if row.id % 4 == 0 else MeetingState.HELD) if row.day < today else row
        for row in request.booked
    ]
    held = {row.person_id: row.day for row in sorted(rows, key=lambda row: row.day) if row.state is MeetingState.HELD}
    people = [one._replace(last_held=held.get(one.person_id, one.last_held)) for one in request.attendees]
    first = max(today, request.first)
    return request._replace(today=today, first=first, booked=tuple(rows), attendees=tuple(people))


@st.composite
def replans(draw: st.DrawFn) -> tuple[PlanRequest, PlanRequest]:
    """A request with an accepted plan, and the same one after something has happened."""
    # Imported here, so that everything else in this module stands without the planner.
    from rhythm.domain.plan.making import make_plan

    request = draw(requests())
    before = accepted(request, make_plan(request))
    chance = random.Random(draw(st.integers(0, 2**32)))
    after = later(before, draw(st.integers(0, 12)))
    for event in draw(st.lists(st.sampled_from(("person", "director", "busy", "leaver", "group", "pin")), max_size=3)):
        after = _happens(after, event, chance)
    return before, after


def _happens(request: PlanRequest, event: str, chance: random.Random) -> PlanRequest:
    start = request.today + DAY * chance.randrange(20)
    if event == "director":
        mine = request.director.working
        spans = (*mine.absences, Absence(start, start + DAY * 6))
        return request._replace(director=request.director._replace(working=mine._replace(absences=spans)))
    if event == "busy":
        begin = midnight(start) + dt.timedelta(hours=9)
        span = Busy(begin.astimezone(dt.UTC), (begin + dt.timedelta(hours=4)).astimezone(dt.UTC))
        return request._replace(director=request.director._replace(busy=(*request.director.busy, span)))
    if event == "pin":
        rows = [row._replace(pinned=chance.random() < 0.3) for row in request.booked]
        return request._replace(booked=tuple(rows))
    if not request.attendees:
        return request
    one = chance.choice(request.attendees)
    if event == "person":
        return with_attendee(request, away(one, start, start + DAY * 6))
    if event == "leaver":
        return with_attendee(request, one._replace(last_day=start))
    return with_attendee(request, one._replace(group=PersonId(7)))


# Checks that share no code with the planner.


def instants(proposal: Proposal) -> tuple[dt.datetime, dt.datetime]:
    """Start and end as instants."""
    assert proposal.start is not None
    start = midnight(proposal.day) + dt.timedelta(minutes=proposal.start)
    return start.astimezone(dt.UTC), (start + dt.timedelta(minutes=proposal.minutes)).astimezone(dt.UTC)


def can_come(side: Working, start: dt.datetime, end: dt.datetime) -> bool:
    """Whether a side works from one instant to another, on a day that is neither holiday nor absence."""
    here, until = start.astimezone(side.zone), end.astimezone(side.zone)
    for date in {here.date(), here.date() - DAY}:
        if date.weekday() not in side.weekdays or date in side.holidays:
            continue
        if any(absence.first <= date <= absence.last for absence in side.absences):
            continue
        base = dt.datetime.combine(date, dt.time())
        minutes = [(moment.replace(tzinfo=None) - base).total_seconds() / 60 for moment in (here, until)]
        if any(first <= minutes[0] and minutes[1] <= last for first, last in side.hours):
            return True
    return False


def is_free(request: PlanRequest, proposal: Proposal) -> bool:
    """Whether both sides can come, and neither calendar nor block is in the way."""
    start, end = instants(proposal)
    one = next(one for one in request.attendees if one.person_id == proposal.person_id)
    mine = request.director
    assert proposal.start is not None
    blocks = mine.no_meetings.get(proposal.day.weekday(), ())
    return (
        can_come(mine.working, start, end)
        and can_come(one.working, start, end)
        and not any(busy.hard and busy.start < end and start < busy.end for busy in mine.busy)
        and not any(first < proposal.start + proposal.minutes and proposal.start < last for first, last in blocks)
    )


def settled_ids(request: PlanRequest) -> set[MeetingId]:
    """Stored meetings that no plan moves: pinned, or made by hand."""
    return {row.id for row in request.booked if row.pinned or not row.period}


def per_day(proposals: Iterable[Proposal]) -> Counter[dt.date]:
    return Counter(one.day for one in proposals)


def per_week(proposals: Iterable[Proposal]) -> Counter[tuple[int, int]]:
    return Counter(one.day.isocalendar()[:2] for one in proposals)


def changed(plan: Plan) -> list[Proposal]:
    return [one for one in plan.proposals if one.change is not Change.KEPT]
