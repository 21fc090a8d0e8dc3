"""The meetings of the sample: standing slots, skip-levels, and what is planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from rhythm.sample.days import AWAY_WEEKS, WEEKS_BACK, Days, chance
from rhythm.sample.people import SkipLevel, people, skip_levels
from rhythm.sample.story_types import StoryMeeting


@dataclass(frozen=True, slots=True)
class Slot:
    """A standing one-to-one.

    `shift` is the weekday, counted in working days after today's, so that on any day the sample shows the
    same picture: shift 0 meets today, shift 1 met at most six days ago. `lag` weeks without a meeting come
    before today.
    """

    person: str
    shift: int
    every_weeks: int
    start: str
    minutes: int
    lag: int = 0
    since_weeks: int = WEEKS_BACK


MEETS_TODAY = "nadia"
OVER_LIMIT = "vikram"

SLOTS = (
    Slot(MEETS_TODAY, 0, 1, "10:00", 45),
    Slot("ruth", 1, 1, "11:00", 45),
    Slot("lotte", 2, 1, "13:00", 45),
    Slot("thandeka", 3, 1, "09:30", 60),
    Slot("hyunwoo", 4, 1, "14:30", 45, since_weeks=17),
    Slot(OVER_LIMIT, 2, 2, "15:00", 45),
    Slot("denise", 3, 1, "16:00", 30),
    Slot("mateo", 4, 2, "12:00", 45, lag=1),
    Slot("agnieszka", 1, 2, "10:30", 30),
    Slot("bernard", 1, 5, "17:00", 60, lag=2),
)

WEEKLY = frozenset(slot.person for slot in SLOTS if slot.every_weeks == 1)

_MISSED = (
    "incident call",
    "sick child",
    "train cancelled",
    "a carrier outage",
    "budget round ran over",
    "customer visit",
    "I was called to the board meeting",
)
_SKIPPED = ("nothing to add this week", "on leave", "both at the offsite", "public holiday", "conference")

_SKIP_STARTS = ("10:15", "11:30", "13:45", "14:00", "15:30", "16:15")

_PLANNED_SKIPS = (
    ("malik", 0, "15:30"),
    ("chris_m", 1, "14:00"),
    ("fernanda", 2, "11:30"),
    ("devika", 3, "14:00"),
    ("anton", 4, "11:30"),
    ("nomvula", 5, "13:45"),
    ("mai", 8, "14:00"),
)
"""Who, how many working days ahead (0 = today, or the next working day), and when."""


def meetings(days: Days) -> tuple[StoryMeeting, ...]:
    """Every meeting of the story, oldest first."""
    started = {person.key: person.started_on for person in people(days)}
    found = [meeting for slot in SLOTS for meeting in _of_slot(slot, days)]
    for skip in skip_levels():
        found += _of_skip_level(skip, started[skip.person], days)
    found += [_planned_skip(person, ahead, start, days) for person, ahead, start in _PLANNED_SKIPS]
    found.append(_meeting("mustafa", "skip_level", days.back(12), "14:00", None, "missed", "strike day"))
    return tuple(sorted(found, key=lambda meeting: (meeting.day, meeting.start or "", meeting.key)))


def _of_slot(slot: Slot, days: Days) -> Iterator[StoryMeeting]:
    weekday = (days.anchor.weekday() + slot.shift) % 5
    newest = 0 if slot.shift == 0 or days.day(0, weekday) <= days.anchor else 1
    weeks = list(_weeks(newest + slot.lag, slot))
    for position, week in enumerate(weeks):
        day = days.day(week, weekday)
        state, reason = _outcome(slot, week, position, days)
        start = slot.start if state != "held" or chance(slot.person, week, "start") > 0.1 else None
        minutes = _length(slot, week) if state == "held" else None
        yield _meeting(slot.person, "one_on_one", day, start, minutes, state, reason)
    if slot.person == MEETS_TODAY and days.works_today:
        return
    every = 1 if slot.person == OVER_LIMIT else slot.every_weeks
    upcoming = days.ahead(1) if slot.person == MEETS_TODAY else days.day(weeks[0] - every, weekday)
    yield _meeting(slot.person, "one_on_one", upcoming, slot.start, slot.minutes, "planned")


def _weeks(newest: int, slot: Slot) -> Iterator[int]:
    """The weeks of a slot, newest first; a slot that falls on leave is held before it."""
    week = newest
    while week <= slot.since_weeks:
        if week in AWAY_WEEKS:
            week += 1
            continue
        yield week
        week += slot.every_weeks


def _outcome(slot: Slot, week: int, position: int, days: Days) -> tuple[str, str]:
    if position == 0 and slot.person == MEETS_TODAY:
        return ("planned", "") if days.works_today else ("missed", "release night")
    if position == 0 and slot.person == OVER_LIMIT:
        return "missed", "a carrier outage, on the bridge all day"
    luck = chance(slot.person, week, "outcome")
    if position <= 2 or luck > 0.09:
        return "held", ""
    reasons, state = (_MISSED, "missed") if luck > 0.04 else (_SKIPPED, "skipped")
    return state, reasons[int(chance(slot.person, week, "reason") * len(reasons))]


def _length(slot: Slot, week: int) -> int | None:
    luck = chance(slot.person, week, "length")
    if luck < 0.12:
        return None
    return slot.minutes + (-15 if luck < 0.25 else 15 if luck > 0.9 else 0)


def _of_skip_level(skip: SkipLevel, started: dt.date | None, days: Days) -> Iterator[StoryMeeting]:
    if skip.last_gap is None:
        return
    first = max(days.day(WEEKS_BACK, 0), started or dt.date.min)
    day = days.at_work(days.today - dt.timedelta(days=skip.last_gap))
    number = 0
    while day >= first:
        start = _SKIP_STARTS[int(chance(skip.person, number, "start") * len(_SKIP_STARTS))]
        minutes = 30 if chance(skip.person, number, "length") > 0.2 else None
        yield _meeting(skip.person, "skip_level", day, start, minutes, "held")
        number += 1
        day = days.at_work(day - dt.timedelta(days=80 + int(chance(skip.person, number, "gap") * 28)))


def _planned_skip(person: str, ahead: int, start: str, days: Days) -> StoryMeeting:
    day = days.today if ahead == 0 and days.works_today else days.ahead(max(ahead, 1))
    return _meeting(person, "skip_level", day, start, 30, "planned")


def _meeting(
    person: str, kind: str, day: dt.date, start: str | None, minutes: int | None, state: str, reason: str = ""
) -> StoryMeeting:
    return StoryMeeting(f"{person}@{day.isoformat()}", person, kind, day, start, minutes, state, reason)
