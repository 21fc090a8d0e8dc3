"""A conflict by week, as a picture, and by day; what opens behind each part of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from rhythm.domain.conflict_story import Folded, Step, StepKind, fold, rows_behind
from rhythm.domain.conflicts import Occasion, VerdictKind
from rhythm.domain.escalations import Handling
from rhythm.domain.fixes import FixState
from rhythm.domain.saying import counted, say_day, short_day
from rhythm.screens.place import WIDE
from rhythm.screens.tracker_words import FIX_STATES, VERDICTS, TrackerWords
from widgets.meter import columns, spark
from widgets.panel import Para, wrap
from widgets.plain import TOGETHER, one_line
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.conflict_story import Gap, Story
    from rhythm.domain.escalations import Escalation
    from rhythm.domain.fixes import Fix
    from rhythm.queries.tracker import ConflictView
    from rhythm.screens.conflict import ConflictScreen

FIX_MARKS = {
    FixState.PROPOSED: "·",
    FixState.DECIDED: "·",
    FixState.IN_EFFECT: "▲",
    FixState.HELD: "✓",
    FixState.CAME_BACK: "↻",
    FixState.UNCLEAR: "?",
    FixState.DROPPED: "–",
}
"""Marks that go with words; the one of a fix in effect also stands under the picture."""
VERDICT_MARKS = {
    VerdictKind.FIX: "·",
    VerdictKind.SPLIT: "→",
    VerdictKind.TENSION: "~",
    VerdictKind.LATER: "…",
    VerdictKind.CLOSED: "–",
}
_FIX_TONES = {FixState.HELD: Tone.SUCCESS, FixState.CAME_BACK: Tone.ERROR}
_CHART_LINES, _CHART_WEEKS = 4, 16
_LONGEST_PLACE = 20
"""Cells of a forum that a row shows whole in a narrow terminal, whoever raised it."""


def picture(page: ConflictScreen, view: ConflictView, story: Story) -> list[Row]:
    """The meetings week by week, with the day of each fix below them."""
    if not story.weeks:
        return []
    marks = page.rhythm_app.marks
    parts = fold(story.weeks, max(8, page.list_width - 4))
    minutes = f", {view.tally.minutes} min" if view.tally.minutes else ""
    rows = [
        SPACER,
        heading("BY WEEK", f"{counted(view.tally.ever, 'meeting')}{minutes}"),
        Row("weeks:all", spark([part.met for part in parts], marks)),
    ]
    pointed = _pointers(story, parts)
    if pointed.strip():
        rows.append(Row("", marks.text(pointed)))
    legend = _legend(page, story, len(parts))
    return [*rows, *(Row("", marks.text(part), tone=Tone.DIM) for part in wrap(legend, _room(page)))]


def timeline(page: ConflictScreen, steps: Sequence[Step], title: str) -> list[Row]:
    """Steps by day, newest first."""
    if not steps:
        return []
    met = sum(step.kind is StepKind.MET for step in steps)
    rows = [SPACER, heading(title, counted(met, "meeting") if met else "")]
    teller = _Teller(page, [step.day for step in steps])
    for step in reversed(steps):
        rows += teller.rows(step)
    return rows


def meetings(page: ConflictScreen, found: Sequence[Occasion]) -> list[Row]:
    """Some meetings in the order given, each with all that was said in it."""
    teller = _Teller(page, [one.day for one in found])
    return [row for one in found for row in teller.meeting(one)]


def step_of(story: Story, key: str) -> Step | None:
    """The step that a row stands for."""
    return next((step for step in story.steps if _key(step) == key), None)


def open_step(page: ConflictScreen, story: Story, key: str) -> None:
    """List the rows behind a step; the row of the fix stands for its newest step."""
    from rhythm.screens.rows_behind import open_rows

    kind, _, number = key.partition(":")
    of_fix = [step for step in story.steps if kind == "fix" and step.fix is not None and str(step.fix.id) == number]
    step = step_of(story, key) or next(reversed(of_fix), None)
    if step is None:
        return
    found = [step.occasion for step in story.steps if step.kind is StepKind.MET and step.occasion is not None]
    rows = rows_behind(step, found, page.rhythm.tracker.rules, page.rhythm.today())
    measured = step.fix is not None and step.fix.in_effect is not None and step.kind is not StepKind.DECIDED
    open_rows(page, "Before the fix, and since" if measured else "What had come up by then", rows)


def open_weeks(page: ConflictScreen, story: Story) -> None:
    """Ask for a week in which it came up, and list its rows."""
    from rhythm.screens.dialogs.pick import Choice, pick
    from rhythm.screens.rows_behind import open_rows

    today = page.rhythm.today()
    weeks = [(monday, count) for monday, count in story.weeks if count]
    found = [step.occasion for step in story.steps if step.kind is StepKind.MET and step.occasion is not None]

    def choices() -> list[Choice]:
        return [
            Choice(monday.isoformat(), f"Week of {say_day(monday, today)}", counted(count, "meeting"))
            for monday, count in reversed(weeks)
        ]

    def opened(key: str) -> None:
        monday = dt.date.fromisoformat(key)
        inside = [one for one in found if monday <= one.day < monday + dt.timedelta(weeks=1)]
        open_rows(page, f"Week of {say_day(monday, today)}", [row for one in inside for row in one.rows])

    pick(page.rhythm_app, "It came up in", choices, opened, verb="open")


def weekly_paras(page: ConflictScreen, story: Story) -> list[Para]:
    """The picture once more, higher, for the pane at the right."""
    marks, today = page.rhythm_app.marks, page.rhythm.today()
    parts = fold(story.weeks[-_CHART_WEEKS:], _CHART_WEEKS)
    paras = [Para("By week", Tone.HEADING), Para("Enter lists the weeks in which it came up", Tone.DIM), Para()]
    paras += [Para(line) for line in columns([part.met for part in parts], _CHART_LINES, marks)]
    said = f"{short_day(parts[0].first, today)} to this week"
    paras += [Para(said, Tone.DIM), Para()]
    paras += [
        Para(f"{count}  week of {say_day(monday, today)}", indent=1)
        for monday, count in reversed(story.weeks[-_CHART_WEEKS:])
        if count
    ]
    return paras


def below(page: ConflictScreen, text: str, where: str = "") -> tuple[str, ...]:
    """A text to stand under the highlighted row, where no pane at the right shows it; `where` are finished words."""
    return wrapped(page, f"{where}{page.veil.text(text)}") if text and page.size.width < WIDE else ()


def wrapped(page: ConflictScreen, text: str) -> tuple[str, ...]:
    """A text as lines that fit into the list, marks and margins left out."""
    return tuple(wrap(one_line(text), _room(page)))


def _room(page: ConflictScreen) -> int:
    return max(20, page.list_width - 6)


class _Teller:
    """Makes rows of steps, with their days in one column."""

    def __init__(self, page: ConflictScreen, days: Iterable[dt.date]) -> None:
        self._page = page
        self._said = TrackerWords(page.rhythm, page.veil)
        self._today = page.rhythm.today()
        self._marks = page.rhythm_app.marks
        self._width = max((len(say_day(day, self._today)) for day in set(days)), default=0)
        self._widest = max((len(self._said.handling(one)) for one in Handling), default=0)
        self._counted = {row.id for one in page.counted() for row in one.rows}

    def rows(self, step: Step) -> list[Row]:
        """A step, with what was said at it."""
        if step.kind is StepKind.MET and step.occasion is not None:
            return self.meeting(step.occasion)
        if step.gap is not None:
            return [Row("", f"{'':>{self._width}}  {_gap_words(step.gap)}", tone=Tone.DIM)]
        if step.verdict is not None:
            verdict = step.verdict
            until = f" until {say_day(verdict.until, self._today)}" if _has_day(verdict.kind) and verdict.until else ""
            row = self._row(step, VERDICT_MARKS[verdict.kind], f"{VERDICTS[verdict.kind]}{until}")
            return [row, *self._quiet(verdict.why)]
        if step.kind is StepKind.OPENED_AGAIN:
            after = step.fix.in_effect if step.fix is not None else None
            why = f"after the fix of {short_day(after, self._today)}" if after else "it had been left as it was"
            return [self._row(step, "↻", "opened again", why, Tone.ERROR if after else Tone.WARNING)]
        assert step.fix is not None
        return self._of_fix(step, step.fix)

    def meeting(self, found: Occasion) -> list[Row]:
        """A meeting: what was said in it, with handling, minutes and people; its day stands once."""
        return [self._said_in(row, found, first=not place) for place, row in enumerate(found.rows)]

    def _said_in(self, row: Escalation, found: Occasion, *, first: bool) -> Row:
        done = f"{self._said.handling(row.handling) or '-':<{self._widest}}"
        length = f"{row.minutes}'" if row.minutes else ""
        mark = "" if not first else "●" if row.id in self._counted else "·"
        place = one_line(self._said.place(row)) if first else ""
        whole = f"In {place}: " if cell_len(place) > _LONGEST_PLACE else ""
        return Row(
            f"escalation:{row.id}",
            f"{self._day(found.day)}  {place}".rstrip() if first else f"{'':>{self._width}}  also",
            self._marks.text(mark),
            self._said.raiser(row) or self._said.parties(row),
            f"{done}  {length}".rstrip(),
            detail=below(self._page, row.summary, whole),
        )

    def _of_fix(self, step: Step, fix: Fix) -> list[Row]:
        """What became of a fix; what it is stands where it was decided, and where it was judged."""
        state = {StepKind.DECIDED: FixState.DECIDED, StepKind.IN_EFFECT: FixState.IN_EFFECT}.get(step.kind, fix.state)
        if fix.state is FixState.PROPOSED:
            state = FixState.PROPOSED
        words = {FixState.PROPOSED: "fix proposed", FixState.DECIDED: "fix decided"}.get(state)
        words = words or f"fix {FIX_STATES[state]}"
        row = self._row(step, FIX_MARKS[state], words, "", _FIX_TONES.get(state, Tone.PLAIN))
        row = row._replace(right=self._page.veil.name(fix.owner, fix.owner_id))
        body = fix.body or self._said.fix_kind(fix.kind)
        return [row, *(self._quiet(body) if step.kind is StepKind.DECIDED else [])]

    def _row(self, step: Step, mark: str, words: str, fact: str = "", tone: Tone = Tone.PLAIN) -> Row:
        main = f"{self._day(step.day)}  {words}{f' {fact}' if fact else ''}"
        return Row(_key(step), main, self._marks.text(mark), tone=tone)

    def _quiet(self, text: str) -> list[Row]:
        indent = " " * (self._width + 2)
        lines = wrap(one_line(self._page.veil.text(text)), max(20, self._page.list_width - len(indent) - 8))
        return [Row("", f"{indent}{line}", tone=Tone.DIM) for line in lines] if text else []

    def _day(self, day: dt.date) -> str:
        return f"{say_day(day, self._today):>{self._width}}"


def _key(step: Step) -> str:
    """What the cursor keeps a step by."""
    number = step.fix.id if step.fix is not None else step.verdict.kind if step.verdict is not None else 0
    return f"step:{step.kind.name.lower()}:{step.day}:{number}"


def _has_day(kind: VerdictKind) -> bool:
    return kind in (VerdictKind.TENSION, VerdictKind.LATER)


def _gap_words(gap: Gap) -> str:
    missing = gap.weeks - gap.logged_weeks
    if not gap.logged_weeks:
        return f"{counted(gap.weeks, 'week')} in which you logged nothing at all"
    unlogged = f"; {missing} more not logged" if missing else ""
    return f"quiet for {counted(gap.logged_weeks, 'logged week')}{unlogged}"


def _pointers(story: Story, parts: Sequence[Folded]) -> str:
    """A mark under the part in which a fix took effect, another where it opened again."""
    drawn = [" "] * len(parts)
    for kind, mark in ((StepKind.OPENED_AGAIN, "↻"), (StepKind.IN_EFFECT, "▲")):
        for step in story.steps:
            at = next((n for n, part in enumerate(parts) if part.first <= step.day <= part.last), None)
            if step.kind is kind and at is not None:
                drawn[at] = mark
    return "".join(drawn).rstrip()


def _legend(page: ConflictScreen, story: Story, parts: int) -> str:
    """What the marks of the picture mean, as far as they stand in it."""
    today, weeks = page.rhythm.today(), len(story.weeks)
    said = [f"{short_day(story.weeks[0][0], today)} to this week"]
    if parts < weeks:
        said.append(f"{counted(-(-weeks // parts), 'week')} a mark")
    missing = weeks - story.logged_weeks
    said.append(f"·{TOGETHER}nothing logged, {missing} of {counted(weeks, 'week')}" if missing else "every week logged")
    days = " and ".join(dict.fromkeys(short_day(step.day, today) for step in story.took_effect))
    if days:
        said.append(f"▲ fix in effect on {days}")
    if any(step.kind is StepKind.OPENED_AGAIN for step in story.steps):
        said.append("↻ opened again")
    return "; ".join(said)
