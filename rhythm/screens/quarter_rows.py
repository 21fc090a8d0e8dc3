"""The rows and paragraphs that a quarterly question shows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rhythm.domain.fixes import FixState
from rhythm.domain.quarters import Intention, IntentionState, without_day
from rhythm.domain.reviews import Evidence, EvidenceMark, beside_earlier, records
from rhythm.domain.saying import counted, say_day, say_intended, say_late, say_quarter, short_day
from widgets.panel import Para, wrap
from widgets.plain import clean, left_out, one_line
from widgets.row_list import Row
from widgets.tone import Tone

if TYPE_CHECKING:
    import datetime as dt

    from rhythm.domain.periods import Quarter
    from rhythm.screens.place import PageScreen
    from rhythm.service.quarter_walks import QuarterWalk, QuestionView

_MOST_LINES = 6
"""So many lines of a long record stand below its row."""
_MARKS = {"note": "+", "fix": "↻", "good_call": "✓"}
_FIGURE = "▸"
"""A figure among records: its rows are a key away."""
_WEIGHED = {EvidenceMark.PINNED: "●", EvidenceMark.STRUCK: "✗"}
_FATES = {IntentionState.DONE: "✓", IntentionState.DROPPED: "✗", IntentionState.OPEN: "○"}
_FIX_WORDS = {
    FixState.PROPOSED: "proposed",
    FixState.DECIDED: "decided",
    FixState.IN_EFFECT: "in effect",
    FixState.HELD: "held",
    FixState.CAME_BACK: "came back",
    FixState.UNCLEAR: "unclear",
}
_SAID_OF_DATA = frozenset({"person", "capture", "causes"})
"""Kinds of evidence whose further sentences are the program's own: no names, no notes."""


def period_words(quarter: Quarter) -> str:
    """A quarter as people say it: `Q4 2026`."""
    return say_quarter(str(quarter))


def evidence_rows(page: PageScreen, evidence: Sequence[Evidence], width: int) -> list[Row]:
    """A row for each item, by its key; what a list `width` cells wide cuts off stands below it."""
    # Edges, a scroll bar, and the mark's column where there is one.
    marked = any(item.kind in _MARKS or item.mark is not None or item.warning for item in evidence)
    return [_row(page, item, width - (6 if marked else 3), _FIGURE if marked else "") for item in evidence]


def brackets_words(quarter: Quarter, evidence: Sequence[Evidence]) -> str:
    """What the figures in brackets are, where there are any."""
    figures = (item.text for item in evidence if item.day is None)
    return f"in brackets {period_words(quarter.previous())}" if beside_earlier(figures) else ""


def no_evidence(view: QuestionView, width: int) -> list[str]:
    """What is said where nothing was collected, and what would feed the question."""
    said = ["Nothing was collected for this question; you can still answer it with {quarter.write}."]
    return [*said, "", *wrap(f"What feeds it: {view.question.feeds}", width)] if view.question.feeds else said


def rests_on(evidence: Sequence[Evidence]) -> str:
    """How many records stand behind the answer."""
    found = len(records(evidence))
    return f"rests on {counted(found, 'record')}" if found else "rests on none"


def answer_fact(page: PageScreen, view: QuestionView) -> str:
    """What the answer rests on, and that another was given after closing, which may stand out of sight."""
    changed = f"changed {say_day(view.later.day, page.rhythm.today())} · " if view.later is not None else ""
    return f"{changed}{rests_on(view.evidence)}"


def last_answer(page: PageScreen, walk: QuarterWalk, view: QuestionView) -> list[Para]:
    """What was answered the last time, and to which words, or that nothing was."""
    if not walk.last_period:
        return [Para("No quarter was answered before this one. Next time, this answer is shown here.", Tone.DIM)]
    if not view.last_answer.strip():
        return [Para("Nothing on this question.", Tone.DIM)]
    asked = view.last_question
    other = [Para(f"Asked then: {asked}", Tone.DIM)] if asked and asked != view.question.text else []
    # What was intended stands below, each line with what became of it.
    intended = any(one.period == walk.last_period for one in view.last_intentions)
    lines = [line for line in view.last_answer.split("\n") if not (intended and line.lstrip().startswith(">"))]
    return [*other, Para(page.veil.text("\n".join(lines).strip()))]


def frozen_words(walk: QuarterWalk, today: dt.date) -> str:
    """Of which day a closed quarter's copy is, and whether it is still what was closed."""
    found = walk.review
    if found is None or found.closed_on is None:
        return ""
    closed = f"closed {say_day(found.closed_on, today)}"
    if not found.whole:
        return f"{closed}, ! changed since: rhythm doctor"
    if walk.erased_on is not None:
        return f"{closed}, a person erased {say_day(walk.erased_on, today)}"
    if walk.other_days is not None:
        first, last = (short_day(day, today) for day in walk.other_days)
        return f"{closed}, is of {first} to {last}"
    return f"{closed}, frozen copy"


def frozen_answer(page: PageScreen, view: QuestionView) -> list[Para]:
    """The answer as it can't be written: as it was frozen, with what was said of it later, or under the veil."""
    said = [Para(page.veil.text(view.answer) or "No answer.", Tone.PLAIN if view.answer else Tone.DIM)]
    if view.later is not None:
        on = say_day(view.later.day, page.rhythm.today())
        said += [Para(), Para(f"Changed after closing, on {on}:", Tone.WARNING), Para(page.veil.text(view.later.body))]
    return said


def intending(page: PageScreen, intentions: Sequence[Intention]) -> list[Para]:
    """What the answer says one will do, as it was understood, and a day in it that could not be."""
    arrow, paras = page.rhythm_app.marks.text("→ "), []
    for one in intentions:
        body = one.body if one.fix_id is not None else without_day(one.body, one.due)
        paras.append(Para(arrow + page.veil.text(body) + f" ({_understood(page, one)})", Tone.DIM))
        if wrong := page.rhythm.quarters.misread(one):
            paras.append(Para(f"! {page.veil.text(page.rhythm_app.step_here(wrong))}", Tone.WARNING, 1))
    return paras


def intended_rows(page: PageScreen, intentions: Sequence[Intention], width: int) -> list[Row]:
    """What was intended the last time, each with what became of it."""
    return [_intended(page, one, width) for one in intentions]


def drawn(answer: str) -> str:
    """An answer for whoever draws Markdown: each line of what is intended stays a line of its own."""
    return re.sub(r"^(>.*)\n(?=>)", r"\1\\\n", clean(answer), flags=re.MULTILINE) or "*No answer yet.*"


def fate(page: PageScreen, one: Intention) -> str:
    """What became of something intended: `done 20 Oct, held`, `not done, moved 2x`."""
    today = page.rhythm.today()
    if one.state is IntentionState.DONE:
        day = f" {say_day(one.settled_on, today)}" if one.settled_on is not None else ""
        held = f", {_FIX_WORDS[one.fix_state]}" if one.fix_state in _FIX_WORDS else ""
        return f"done{day}{held}"
    moved = f", moved {one.moved}x" if one.moved else ""
    if one.state is IntentionState.DROPPED:
        return f"not done{moved}, given up"
    late = f", {say_late(one.due, today)}" if one.due < today else ""
    return f"not done{moved}{late}"


def record_of(one: Intention) -> str:
    """The record that stands for something intended, to be opened; empty where it stands for itself."""
    if one.promise_id is not None:
        return f"promise:{one.promise_id}"
    return f"fix:{one.fix_id}" if one.fix_id is not None else ""


def _understood(page: PageScreen, one: Intention) -> str:
    due = f"by {say_day(one.due, page.rhythm.today())}"
    if one.fix_id is not None:
        said = f", {page.veil.text(one.fix.rstrip('.'))}," if one.fix else ""
        return f"fix {one.fix_id}{said} says what becomes of it"
    if one.person_id is not None:
        return f"a promise to {page.veil.name(one.person, one.person_id)}, {due}"
    return due


def _intended(page: PageScreen, one: Intention, width: int) -> Row:
    line, said = one_line(page.veil.text(say_intended(one.body, one.fix))), fate(page, one)
    rest = rest_of(page, line, width - len(said) - 7, width - 6)
    tone = Tone.SUCCESS if one.state is IntentionState.DONE else Tone.PLAIN
    mark = page.rhythm_app.marks.text(_FATES[one.state])
    return Row(str(one.id), line, mark, said, tone=tone, detail=tuple(rest[:_MOST_LINES]))


def rest_of(page: PageScreen, line: str, shown: int, room: int) -> list[str]:
    """What a row of `shown` cells leaves out of a line, for the lines below it; none where the row says it all."""
    rest = left_out(line, max(12, shown), page.rhythm_app.marks.more)
    return wrap(rest, max(12, room)) if rest else []


def _row(page: PageScreen, item: Evidence, room: int, figure: str) -> Row:
    day = say_day(item.day, page.rhythm.today()) if item.day is not None else ""
    right = " ".join(part for part in (item.mark.value if item.mark is not None else "", day) if part)
    line = one_line(page.veil.text(item.text))
    beside = len(right) + 2 if right else 0
    rest = rest_of(page, line, room - beside, room)
    for sentence in item.detail:
        said = page.rhythm_app.marks.text(sentence) if item.kind in _SAID_OF_DATA else page.veil.text(sentence)
        rest += wrap(one_line(said), max(12, room))
    glyph = _WEIGHED[item.mark] if item.mark is not None else "!" if item.warning else _MARKS.get(item.kind, figure)
    return Row(
        item.key, line, page.rhythm_app.marks.text(glyph), right, tone=_tone(item), detail=tuple(rest[:_MOST_LINES])
    )


def _tone(item: Evidence) -> Tone:
    if item.struck or item.quiet:
        return Tone.DIM
    if item.mark is EvidenceMark.PINNED:
        return Tone.ACCENT
    return Tone.WARNING if item.warning else Tone.PLAIN
