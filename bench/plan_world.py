"""A director as the planner may meet one: unequal teams, two time zones, a full calendar, vacations, joiners, leavers.

Munich, eight managers (weekly to four-weekly, 30 to 60 minutes), skip-levels in eight teams, one in ten in California;
about 14 hours of standing meetings a week, 5 at random, some days offsite, three blocks without meetings, a vacation
week, two conference days. All of it follows from the seed.
"""

from __future__ import annotations

import datetime as dt
import random
from zoneinfo import ZoneInfo

from rhythm.domain.meetings import MeetingId, MeetingKind, MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.plan.values import (
    Absence,
    Attendee,
    Booked,
    Busy,
    Director,
    Limits,
    Plan,
    PlanRequest,
    Slot,
    Working,
)

MUNICH = ZoneInfo("Europe/Berlin")
ELSEWHERE = (ZoneInfo("Europe/London"), ZoneInfo("Europe/Warsaw"), ZoneInfo("Europe/Lisbon"))
CALIFORNIA = ZoneInfo("America/Los_Angeles")
FIRST = dt.date(2027, 1, 4)
WEEKS = 13
MANAGERS = 8
HOLIDAYS = frozenset({dt.date(2027, 1, 6), dt.date(2027, 3, 26), dt.date(2027, 3, 29)})


def world(seed: int, skip_levels: int = 60, *, per_week: int | None = None) -> PlanRequest:
    """A director with so many skip-levels, before anything is planned for the first quarter of 2027."""
    chance = random.Random(seed)  # noqa: S311
    managers = [_manager(chance, number) for number in range(1, MANAGERS + 1)]
    sizes = [chance.randint(3, 12) for _ in managers]
    groups = chance.choices([one.person_id for one in managers], weights=sizes, k=skip_levels)
    people = [_skip_level(chance, 100 + number, group) for number, group in enumerate(groups)]
    return PlanRequest(
        today=FIRST,
        first=FIRST,
        weeks=WEEKS,
        director=_director(chance),
        attendees=(*managers, *people),
        limits=Limits(skip_levels_per_week=per_week),
    )


def accepted(request: PlanRequest, plan: Plan) -> PlanRequest:
    """The request after a plan was taken as it is and told to everybody."""
    booked = tuple(
        Booked(
            MeetingId(number), one.person_id, one.kind, one.day, one.start, one.minutes,
            MeetingState.PLANNED, told=True, period=one.period,
        )
        for number, one in enumerate(plan.proposals, 1)
    )  # fmt: skip
    attendees = tuple(
        one._replace(standing=plan.standing.get(one.person_id, one.standing)) for one in request.attendees
    )
    return request._replace(booked=booked, attendees=attendees, forbidden=plan.forbidden)


def later(request: PlanRequest, today: dt.date) -> PlanRequest:
    """The request on a later day, all that was planned before it held."""
    booked = tuple(row._replace(state=MeetingState.HELD) if row.day < today else row for row in request.booked)
    held = {row.person_id: row.day for row in sorted(booked, key=lambda row: row.day) if row.day < today}
    attendees = tuple(one._replace(last_held=held.get(one.person_id, one.last_held)) for one in request.attendees)
    weeks = max(1, request.weeks - (today - request.first).days // 7)
    return request._replace(today=today, first=today, weeks=weeks, booked=booked, attendees=attendees)


def _director(chance: random.Random) -> Director:
    busy = [_busy(FIRST + dt.timedelta(weeks=week, days=day), start, minutes)
            for day, start, minutes in _standing_meetings(chance) for week in range(WEEKS + 3)]  # fmt: skip
    for week in range(WEEKS + 3):
        for _ in range(5):
            day = FIRST + dt.timedelta(weeks=week, days=chance.randrange(5))
            busy.append(_busy(day, 540 + 30 * chance.randrange(16), 60))
        for offsite in range(5):
            if chance.random() < 0.03:
                busy.append(_busy(FIRST + dt.timedelta(weeks=week, days=offsite), 540, 510))
    vacation = FIRST + dt.timedelta(weeks=chance.randrange(1, WEEKS - 1))
    conference = FIRST + dt.timedelta(weeks=chance.randrange(WEEKS), days=chance.randrange(4))
    away = (
        Absence(vacation, vacation + dt.timedelta(days=6)),
        Absence(conference, conference + dt.timedelta(days=1), "travel"),
    )
    quiet = {
        day: ((start, start + 90),) for day, start in zip(chance.sample(range(5), 3), (540, 720, 930), strict=True)
    }
    return Director(Working(MUNICH, holidays=HOLIDAYS, absences=away), quiet, tuple(busy))


def _standing_meetings(chance: random.Random) -> list[tuple[int, int, int]]:
    found = []
    for _ in range(12):
        found.append((chance.randrange(5), 540 + 30 * chance.randrange(15), chance.choice((30, 60, 90, 90))))
    return found


def _busy(day: dt.date, start: int, minutes: int) -> Busy:
    begin = dt.datetime.combine(day, dt.time(), MUNICH) + dt.timedelta(minutes=start)
    end = dt.datetime.combine(day, dt.time(), MUNICH) + dt.timedelta(minutes=min(start + minutes, 1050))
    return Busy(begin.astimezone(dt.UTC), end.astimezone(dt.UTC))


def _manager(chance: random.Random, number: int) -> Attendee:
    target = chance.choice((7, 7, 7, 14, 14, 28))
    return Attendee(
        PersonId(number),
        MeetingKind.ONE_ON_ONE,
        Working(MUNICH, holidays=HOLIDAYS, absences=_absences(chance)),
        target,
        minutes=chance.choice((30, 45, 60)),
        last_held=FIRST - dt.timedelta(days=chance.randrange(3, target + 3)),
    )


def _skip_level(chance: random.Random, number: int, group: PersonId) -> Attendee:
    if chance.random() < 0.1:
        working = Working(CALIFORNIA, hours=((450, 1050),), absences=_absences(chance))
    else:
        zone = chance.choice((MUNICH, MUNICH, *ELSEWHERE))
        working = Working(zone, holidays=HOLIDAYS if zone is MUNICH else frozenset(), absences=_absences(chance))
    kind = chance.random()
    started = FIRST + dt.timedelta(days=chance.randrange(-20, 60)) if kind < 0.05 else None
    leaves = FIRST + dt.timedelta(days=chance.randrange(20, 90)) if 0.05 <= kind < 0.1 else None
    never = started is not None or chance.random() < 0.15
    return Attendee(
        PersonId(number),
        MeetingKind.SKIP_LEVEL,
        working,
        91,
        group=group,
        preferred=Slot(chance.randrange(5)) if chance.random() < 0.3 else None,
        last_held=None if never else FIRST - dt.timedelta(days=chance.randrange(10, 200)),
        started_on=started,
        last_day=leaves,
    )


def _absences(chance: random.Random) -> tuple[Absence, ...]:
    starts = [FIRST + dt.timedelta(days=chance.randrange(WEEKS * 7)) for _ in range(chance.randrange(3))]
    return tuple(Absence(start, start + dt.timedelta(days=chance.randrange(1, 10))) for start in starts)
