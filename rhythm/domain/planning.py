"""A first proposal for a week: who should be met, on which day, and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rhythm.domain.cadence import Due, DueState
from rhythm.domain.people import PersonId, Relation

WORKING_DAYS = 5
MOST_SKIP_LEVELS = 7
WEEKS_A_QUARTER = 13


class Candidate(NamedTuple):
    """Somebody who may be proposed: how it stands, and the weekday of the last meeting (0 is Monday)."""

    person_id: PersonId
    relation: Relation
    due: Due
    usual_weekday: int | None


class Proposal(NamedTuple):
    """A meeting that is proposed, and the reason in words."""

    person_id: PersonId
    day: dt.date
    reason: str


def skip_level_slots(people: int) -> int:
    """Skip-level meetings a week that it takes to meet so many people once a quarter, at most seven."""
    return min(MOST_SKIP_LEVELS, -(-people // WEEKS_A_QUARTER))


def propose_week(
    candidates: Sequence[Candidate], taken: Iterable[dt.date], monday: dt.date, slots: int
) -> tuple[Proposal, ...]:
    """Meetings for the week that begins on `monday`: everybody who falls due in it, at most `slots` skip-levels.

    `candidates` come worst first and without those who have a meeting already; `taken` are the days of
    meetings that stand. Each goes to the usual weekday unless that day is two fuller than the emptiest.
    """
    days = [monday + dt.timedelta(days=n) for n in range(WORKING_DAYS)]
    load = Counter(day for day in taken if day in days)
    proposals: list[Proposal] = []
    for candidate in candidates:
        if not _falls_due(candidate.due, days[-1]):
            continue
        if candidate.relation is Relation.SKIP_LEVEL:
            if slots <= 0:
                continue
            slots -= 1
        day = _day_for(candidate, days, load)
        load[day] += 1
        proposals.append(Proposal(candidate.person_id, day, why(candidate.due)))
    return tuple(sorted(proposals, key=lambda proposal: proposal.day))


def why(due: Due) -> str:
    """The reason for a meeting: `gap 16 of 7`, or `never met`."""
    if due.gap_days is None:
        return "never met"
    return f"gap {due.gap_days} of {due.cadence.target}"


def _falls_due(due: Due, last: dt.date) -> bool:
    if due.state is DueState.PAUSED:
        return False
    return due.due_on is None or due.due_on <= last


def _day_for(candidate: Candidate, days: Sequence[dt.date], load: Counter[dt.date]) -> dt.date:
    emptiest = min(days, key=lambda day: (load[day], day))
    usual = candidate.usual_weekday
    if usual is not None and usual < WORKING_DAYS and load[days[usual]] < load[emptiest] + 2:
        return days[usual]
    return emptiest
