"""Whether a meeting can be put at a time by hand: what is impossible is refused, what breaks a rule is said."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.periods import quarter_of, week_of
from rhythm.domain.plan.making import Obstacles
from rhythm.domain.plan.values import Attendee, PlanRequest, Proposal, Working
from rhythm.domain.saying import say_day
from rhythm.errors import BadInput, RhythmError


def hint_on(request: PlanRequest, proposal: Proposal, day: dt.date, start: int | None) -> str:
    """The rule that a meeting would break on a day, at a minute of it where one is known; nothing when none.

    Raises BadInput for a day that has passed, RhythmError when either side is away or not there.
    """
    on = say_day(day, request.today)
    if day < request.today:
        raise BadInput("that day has passed", "name a day from today on")
    if _away(request.director.working, day):
        raise RhythmError(f"you are away on {on}", "choose another day, or see: rhythm away")
    other = next((one for one in request.attendees if one.person_id == proposal.person_id), None)
    if other is None:
        return ""
    _refuse_absent(other, day, on)
    found = None
    if start is not None:
        found = Obstacles(request, but=proposal.meeting_id).at(other.person_id, day, start, proposal.minutes)
    return found[1] if found is not None else _outside(request, proposal, day)


def _outside(request: PlanRequest, proposal: Proposal, day: dt.date) -> str:
    """That a skip-level would not be in its quarter any more: a plan would take it back there."""
    quarter = str(quarter_of(week_of(day).first_day, request.quarter_start_month))
    is_outside = "-Q" in proposal.period and proposal.period != quarter
    return f"outside {proposal.period}, for which it stands" if is_outside else ""


def _refuse_absent(other: Attendee, day: dt.date, on: str) -> None:
    if _away(other.working, day):
        raise RhythmError(f"the other side is away on {on}", "choose another day, or see: rhythm away")
    if other.started_on is not None and day < other.started_on:
        raise RhythmError(f"the other side is not here yet on {on}", "choose a day after the first one")
    if other.last_day is not None and day > other.last_day:
        raise RhythmError(f"the other side has left by {on}", "choose a day up to the last one")


def _away(working: Working, day: dt.date) -> bool:
    return any(absence.first <= day <= absence.last for absence in working.absences)
