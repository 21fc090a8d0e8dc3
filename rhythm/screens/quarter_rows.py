"""The rows and paragraphs that a quarterly question shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rhythm.domain.reviews import Evidence, records
from rhythm.domain.saying import counted, say_day
from widgets.panel import Para, wrap
from widgets.plain import one_line
from widgets.row_list import Row
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from rhythm.service.walks import QuarterWalk, QuestionView

_MOST_LINES = 6
"""So many lines of a long record stand below its row."""
_MARKS = {"note": "+", "fix": "↻", "good_call": "✓"}


def evidence_rows(page: PageScreen, evidence: Sequence[Evidence], width: int) -> list[Row]:
    """A row for each item, its key `place:kind:number`; what a list `width` cells wide cuts off stands below it."""
    # Edges, a scroll bar, and the mark's column where there is one.
    room = width - (6 if any(item.kind in _MARKS for item in evidence) else 3)
    return [_row(page, at, item, room) for at, item in enumerate(evidence)]


def no_evidence(view: QuestionView, width: int) -> list[str]:
    """What is said where nothing was collected, and what would feed the question."""
    said = ["Nothing was collected for this question."]
    return [*said, "", *wrap(f"What feeds it: {view.question.feeds}", width)] if view.question.feeds else said


def rests_on(evidence: Sequence[Evidence]) -> str:
    """How many records stand behind the answer. A frozen copy has the figures without the rows behind them."""
    found = len(records(evidence))
    if found:
        return f"rests on {counted(found, 'record')}"
    figures = [item for item in evidence if item.kind != "person"]
    return f"rests on {counted(len(figures), 'figure')}" if figures else "rests on none"


def last_answer(page: PageScreen, walk: QuarterWalk, view: QuestionView) -> Para:
    """What was answered the last time, or that nothing was."""
    if not walk.last_period:
        return Para("No quarter was closed before this one. Next time this answer stands here.", Tone.DIM)
    if not view.last_answer.strip():
        return Para("Nothing on this question.", Tone.DIM)
    return Para(page.veil.text(view.last_answer))


def _row(page: PageScreen, at: int, item: Evidence, room: int) -> Row:
    day = say_day(item.day, page.rhythm.today()) if item.day is not None else ""
    line = one_line(page.veil.text(item.text))
    shown = one_line(line, max(12, room - (len(day) + 2 if day else 0)), "")
    rest = wrap(line[len(shown.rpartition(" ")[0]) :].strip(), max(12, room)) if shown != line else []
    mark = page.rhythm_app.marks.text(_MARKS.get(item.kind, ""))
    return Row(f"{at}:{item.kind}:{item.id}", line, mark, day, detail=tuple(rest[:_MOST_LINES]))
