"""What a capture line comes to: the row that would be stored, or why it can't be, and the words for both."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from rhythm.domain.capture import Capture, CaptureProblem, ProblemKind
from rhythm.domain.escalations import Cause, Handling, Moment, Reached
from rhythm.screens.field_keys import MOMENT_KEYS
from widgets.panel import Para
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.escalations import NewEscalation
    from rhythm.screens.tracker_words import TrackerWords
    from rhythm.service import Rhythm

FIELDS = "@who #area =handling ~20m in:forum on:tue"
MORE_KEYS = (
    "{triage.handling}\u00a0handling  {triage.cause}\u00a0cause  {triage.area}\u00a0area  "
    "{triage.minutes}\u00a0minutes  {triage.reached}\u00a0in\u00a0time?  {triage.without_me}\u00a0without\u00a0you?"
)
"""No line ends between a key and what it does."""
_KINDS: dict[str, Callable[[Any], object]] = {
    **{"handling": Handling, "cause": Cause, "moment": Moment, "reached": Reached},
    **dict.fromkeys(("area", "area_text", "without_me", "repair"), str),
    "minutes": int,
}
"""Fields that a key fills, with what makes a value of what was kept."""


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
        # Where nobody is near, the hint is a command of the shell.
        near = problem.hint if problem.hint.startswith("did you mean") else ""
        return f"nobody is called {problem.text}; kept as typed{': ' if near else ''}{near}"
    return f"{problem.message}: {problem.hint}" if problem.hint else problem.message


def nothing_typed() -> list[Para]:
    """What an empty line is told."""
    begin = "Only the text is needed; marks fill in the rest:"
    return [Para(line, Tone.DIM) for line in (begin, FIELDS)]


def understood(
    words: TrackerWords,
    capture: Capture,
    new: NewEscalation,
    *,
    draft_of: str | None = None,
    keyed: Callable[[str], str] | None = None,
) -> list[Para]:
    """What was understood of a line, and what can't be; then the marks that fill in the rest, or, where the fields are
    asked, their keys as `keyed` names them. `draft_of` says when an old draft that stands there was kept, if that is
    known."""
    stopped = stopped_by(capture, words.rhythm.today())
    notes = [said_of(one) for one in capture.problems if not stops(one)]
    repair = "  {triage.repair}\u00a0repair" if new.reached is Reached.LATE else ""
    keys = (f"moment: {MOMENT_KEYS}", MORE_KEYS + repair)
    judged, kept = words.judged(new), f"Draft of {draft_of}" if draft_of else "Draft"
    return [
        *([Para(f"{kept}: type to replace it, End goes on with it.")] if draft_of is not None else []),
        Para(words.facts_and_side(new)),
        *(Para(line, Tone.WARNING) for line in words.leak_lines(new)),
        *([Para(judged)] if judged else []),
        *([Para(f"! {_quoting(words, stopped)}", Tone.ERROR)] if stopped is not None else []),
        *(Para(_quoting(words, note), Tone.DIM) for note in notes),
        *(Para(line, Tone.DIM) for line in (map(keyed, keys) if keyed is not None else (FIELDS,))),
    ]


def _quoting(words: TrackerWords, problem: str) -> str:
    # What is said of a problem quotes what was typed.
    return "part of the line can't be read" if words.veil.hidden else problem


def fields_to_text(fields: Mapping[str, Any]) -> str:
    """Fields that were filled by a key, as a draft keeps them; nothing without any."""
    return json.dumps(fields, ensure_ascii=False) if fields else ""


def fields_from_text(kept: str) -> dict[str, Any]:
    """The fields of a draft; what no longer can be read is left out."""
    try:
        found = json.loads(kept or "{}")
        return {name: _KINDS[name](value) for name, value in found.items() if name in _KINDS}
    except (ValueError, TypeError, AttributeError):
        return {}
