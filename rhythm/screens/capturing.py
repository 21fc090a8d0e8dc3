"""What a capture line comes to: the row that would be stored, or why it can't be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rhythm.domain.capture import Capture, CaptureProblem, ProblemKind

if TYPE_CHECKING:
    from rhythm.domain.escalations import NewEscalation
    from rhythm.service import Rhythm


def new_of(rhythm: Rhythm, capture: Capture, defaults: Mapping[str, Any]) -> NewEscalation:
    """The escalation as the line says it; `defaults`, of the page below, fill what the line leaves open."""
    given = dict(defaults)
    if capture.raised_text:
        given.pop("raised_by_id", None)
    if capture.forum:
        given.pop("forum", None)
        given.pop("meeting_id", None)
    return rhythm.tracker.draft_of(capture, **given)


def stopped_by(capture: Capture, today: dt.date) -> str | None:
    """Why the line can't be stored as it stands, or None. A name that nobody has is kept as it was typed."""
    if capture.day is not None and capture.day > today:
        return "that day is still to come: log it on the day it happens"
    return next((said_of(one) for one in capture.problems if stops(one)), None)


def stops(problem: CaptureProblem) -> bool:
    """Whether the line has to be mended first: a note, or a raiser whom nobody knows, loses nothing."""
    unknown_name = problem.field == "raised_by" and problem.kind is ProblemKind.UNKNOWN
    return problem.kind is not ProblemKind.NOTE and not unknown_name


def said_of(problem: CaptureProblem) -> str:
    """A problem in words; it quotes what was typed."""
    if problem.field == "raised_by" and problem.kind is ProblemKind.UNKNOWN:
        return f"nobody is called {problem.text}; kept as typed"
    return f"{problem.message}: {problem.hint}" if problem.hint else problem.message
