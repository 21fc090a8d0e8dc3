"""Sentences as screens say them, from the values of the service. The ones that several places share."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.cadence import Due, DueState
from rhythm.domain.conflict_words import dots, words_for_count
from rhythm.domain.conflicts import ConflictState, Rules
from rhythm.domain.fixes import FixState
from rhythm.domain.meetings import MeetingKind, Route
from rhythm.domain.people import RELATION_WORDS, Relation
from rhythm.domain.saying import counted, say_late, times
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.meetings import Note, Promise
    from rhythm.queries.planning import DueRow
    from rhythm.queries.tracker import ConflictView
    from widgets.plain import Marks

CELL_KINDS = ("right", "asked", "vacant", "stamps")
"""Kinds of rows that stand for a cell of the board, by the first part of their key."""
DUE_MARKS = {
    DueState.OVER: "!",
    DueState.NEVER: "·",
    DueState.DUE: "▸",
    DueState.OK: "",
    DueState.PAUSED: "–",
}
DUE_TONES = {DueState.OVER: Tone.ERROR, DueState.DUE: Tone.WARNING, DueState.NEVER: Tone.PLAIN}

ROUTE_WORDS = {Route.MANAGER: "through the manager", Route.KEEP: "kept", Route.DIRECT: "round the manager"}

CONFLICT_WORDS = {
    ConflictState.WATCHING: "watching",
    ConflictState.AMBER: "one more and the rule says: change the structure",
    ConflictState.VERDICT_DUE: "verdict due",
    ConflictState.LATER: "put off",
    ConflictState.FIXING: "fix decided",
    ConflictState.IN_EFFECT: "fix in effect",
    ConflictState.HELD: "held",
    ConflictState.CAME_BACK: "came back",
    ConflictState.UNCLEAR: "unclear",
    ConflictState.TENSION: "healthy tension",
    ConflictState.CLOSED: "closed",
}


def conflict_words(view: ConflictView) -> str:
    """How a conflict stands; a fix without an owner is not decided yet."""
    proposed = view.fix is not None and view.fix.state is FixState.PROPOSED
    return "fix proposed" if proposed and view.state is ConflictState.FIXING else CONFLICT_WORDS[view.state]


def relation_word(relation: Relation) -> str:
    """`1:1`, `skip-level`, `peer`."""
    return RELATION_WORDS[relation]


def kind_word(kind: MeetingKind) -> str:
    """`1:1` or `skip-level`."""
    return relation_word(Relation.SKIP_LEVEL if kind is MeetingKind.SKIP_LEVEL else Relation.MANAGER)


def gap(due: Due) -> str:
    """How a relationship stands: `16 days, limit 14`, `9 of 7 days`, `never met`."""
    if due.state is DueState.PAUSED:
        return "paused"
    if due.gap_days is None:
        return "never met"
    if due.state is DueState.OVER:
        return f"{due.gap_days} days, limit {due.cadence.limit}"
    return f"{due.gap_days} of {due.cadence.target} days"


def queue(row: DueRow) -> str:
    """What waits for a talk: `3 topics, one carried 3 times · 2 promises open`."""
    parts = []
    if row.topics:
        carried = f", one carried {times(row.carried)}" if row.carried else ""
        parts.append(counted(row.topics, "topic") + carried)
    promises = row.promises_mine + row.promises_theirs
    if promises:
        parts.append(counted(promises, "promise") + " open")
    return " · ".join(parts)


def promise_state(promise: Promise, today: dt.date) -> str:
    """When a promise is due, and how often it moved: `14 d late, moved twice`."""
    when = say_late(promise.due, today) if promise.due is not None else "no day"
    return f"{when}, moved {times(promise.moved)}" if promise.moved else when


def note_text(note: Note) -> str:
    """A note in words; feedback with the situation before, and what to do next time behind."""
    situation = f"{note.situation}: " if note.situation else ""
    next_time = f"\nNext time: {note.next_time}" if note.next_time else ""
    direction = f" ({note.direction})" if note.direction is not None else ""
    return f"{situation}{note.body}{direction}{next_time}"


def promise_tone(promise: Promise, today: dt.date) -> Tone:
    """Late is an error, due this week a warning."""
    if promise.days_late(today):
        return Tone.ERROR
    soon = promise.due is not None and (promise.due - today).days < 7
    return Tone.WARNING if soon else Tone.PLAIN


def conflict_mark(view: ConflictView, rules: Rules, marks: Marks) -> str:
    """`●●○`: counted occasions out of the threshold."""
    return marks.text(dots(view.tally.occasions, rules.threshold))


def conflict_count(view: ConflictView, rules: Rules, *, coached: bool = True) -> str:
    """`3 meetings in 41 days, coached 2x`; the coaching can be left out where there is no room.

    A card that is open because a fix did not hold says that instead: `came back after the fix`.
    """
    if view.flagged and view.fix is not None and view.fix.state is FixState.CAME_BACK:
        return "came back after the fix"
    often = f", coached {view.tally.coached}x" if coached and view.tally.coached else ""
    return words_for_count(view.tally, rules) + often


def conflict_tone(state: ConflictState) -> Tone:
    """Only what needs the director is coloured, and what held."""
    return {
        ConflictState.VERDICT_DUE: Tone.ERROR,
        ConflictState.CAME_BACK: Tone.ERROR,
        ConflictState.AMBER: Tone.WARNING,
        ConflictState.HELD: Tone.SUCCESS,
    }.get(state, Tone.PLAIN)
