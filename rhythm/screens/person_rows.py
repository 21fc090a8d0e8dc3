"""The rows, the chart and the detail of one person's page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

from rhythm.domain.day_words import MONTH_LABELS
from rhythm.domain.notes import MARKS, NoteKind
from rhythm.domain.plan.drift import DriftState
from rhythm.domain.saying import counted, say_day, say_distance, say_when
from rhythm.domain.timeline import Entry, EntryKind, held_words, state_words
from rhythm.screens import words
from rhythm.values import NamedTuple
from widgets.gap_chart import Reference
from widgets.panel import Para, wrap
from widgets.plain import clean, one_line
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.domain.timeline import Line
    from rhythm.queries.timeline import PersonPage
    from rhythm.screens.veil import Veil
    from widgets.plain import Marks

OLDER = "older:"
"""The key of the row that brings the older entries in."""

_MOST_WEEKS = 260
_QUARTER_MONTHS = (1, 4, 7, 10)
_NEAR_NOW = 8
"""Columns before today that stay free of other words under the chart."""
_DRIFT_WORDS = {
    DriftState.OK: "on its rhythm",
    DriftState.SLIPPING: "slipping",
    DriftState.BROKEN: "rhythm broken",
}
_MET = {"held": "Met", "planned": "To meet", "missed": "Did not meet", "skipped": "Skipped"}
_NAMES = {
    EntryKind.MEETING: "Meeting",
    EntryKind.NOTE: "Note",
    EntryKind.EVIDENCE: "Evidence",
    EntryKind.TOPIC: "Topic",
    EntryKind.PROMISE: "Promise",
    EntryKind.ESCALATION: "Escalation",
    EntryKind.REPORTING: "Reporting line",
}


class PersonView(NamedTuple):
    """A page and how it may be shown; `width` in cells is the room that a row of the list has. `beside` says that the
    highlighted entry stands in full beside the list. `only` names the one kind that is shown, if it is one. `clock`
    says in which month of the role somebody is, beside the trend of the meetings; `keyed` puts the keys
    that hold into words."""

    page: PersonPage
    veil: Veil
    marks: Marks
    today: dt.date
    width: int
    keyed: Callable[[str], str]
    beside: bool = False
    only: str = ""
    clock: str = ""
    me: Person | None = None

    def rows(self) -> list[Row]:
        """The entries under a heading for each month, newest first."""
        listed: list[Row] = []
        for (year, month), entries in groupby(self.page.entries, key=lambda entry: (entry.day.year, entry.day.month)):
            of_month = list(entries)
            title = f"{MONTH_LABELS[month - 1].upper()} {year}"
            listed += [SPACER, heading(title, held_words(of_month)), *map(self._row, of_month)]
        if self.page.older:
            listed += [SPACER, Row(OLDER, "Older entries", self.marks.down, tone=Tone.DIM)]
        return listed[1:]

    def _row(self, entry: Entry) -> Row:
        main, fact = self.texts(entry)
        right = say_day(entry.day, self.today)
        # In a narrow list the whole text stands below its row while that is highlighted.
        room = self.width - len(right) - len(fact) - 12
        cut = not self.beside and one_line(main, max(12, room)) != one_line(main)
        detail = tuple(self._wrapped(main)) if cut else ()
        return Row(f"{entry.kind.value}:{entry.id}:{entry.state}", main, self._mark(entry), right, fact, detail=detail)

    def texts(self, entry: Entry) -> tuple[str, str]:
        """What was said, and how it stands."""
        if entry.kind is EntryKind.MEETING:
            minutes = f"{entry.number} min" if entry.number and entry.state == "held" else ""
            return _MET[entry.state], self.veil.text(entry.text) or minutes
        return self.veil.text(entry.text), state_words(entry, self.today)

    def _mark(self, entry: Entry) -> str:
        marks = self.marks
        by_state = {
            (EntryKind.MEETING, "held"): marks.full,
            (EntryKind.MEETING, "planned"): marks.empty,
            (EntryKind.MEETING, "missed"): marks.failed,
            (EntryKind.MEETING, "skipped"): marks.dash,
            (EntryKind.NOTE, "decision"): "=",
            (EntryKind.EVIDENCE, "good_call"): marks.done,
            (EntryKind.EVIDENCE, NoteKind.FEEDBACK): MARKS[NoteKind.FEEDBACK],
            (EntryKind.TOPIC, "open"): "[ ]",
            (EntryKind.TOPIC, "discussed"): "[x]",
            (EntryKind.TOPIC, "dropped"): "[-]",
        }
        by_kind = {
            EntryKind.EVIDENCE: "+",
            EntryKind.PROMISE: ">" if entry.mine else "<",
            EntryKind.ESCALATION: "!",
            EntryKind.REPORTING: marks.arrow,
        }
        return f"{by_state.get((entry.kind, entry.state), by_kind.get(entry.kind, '')):<3}"

    def _wrapped(self, text: str) -> list[str]:
        return [part for line in clean(text).split("\n")[:40] for part in wrap(line, max(12, self.width - 8))]

    def head(self) -> tuple[str, str]:
        """Who it is, and how long ago one met."""
        page = self.page
        parts = [self.veil.name(page.person.name, page.person.id), words.relation_word(page.relation)]
        parts += [page.team, self.veil.text(page.person.title)]
        if page.person.archived_on is not None:
            parts.append(f"archived {say_day(page.person.archived_on, self.today)}")
        if page.due is not None:
            gap = words.gap(page.due)
        else:
            gap = f"last {say_distance(page.last_held, self.today)}" if page.last_held is not None else "never met"
        return self.marks.text(" · ").join(filter(None, parts)), gap

    def head_below(self) -> tuple[str, str]:
        """To whom they report since when, and how regular the meetings are by now."""
        page, parts = self.page, []
        trend = self.marks.text(" · ").join(filter(None, (self.clock, drift_words(page))))
        if self.only:
            return self.keyed(f"{self.only} only; {{timeline.all}} shows everything"), trend
        if page.manager:
            mine = self.me is not None and page.person.manager_id == self.me.id
            manager = "you" if mine else self.veil.name(page.manager, page.person.manager_id)
            line = page.lines[0] if page.lines else None
            since = f" since {say_day(line.since, self.today)}" if line is not None and line.since is not None else ""
            parts.append(f"reports to {manager}{since}")
        if page.person.started_on is not None:
            parts.append(f"here since {say_day(page.person.started_on, self.today)}")
        return self.marks.text(" · ").join(parts), trend

    def bars(self) -> list[float | None]:
        """A column for each week, oldest first: the gap that ended in it; the last one is the gap that runs."""
        last = self.page.last_held
        if last is None:
            return []
        ends: dict[int, float] = {self._weeks_ago(gap.last): 0 for gap in self.page.gaps}
        for gap in self.page.gaps:
            ends[self._weeks_ago(gap.last)] = max(ends[self._weeks_ago(gap.last)], gap.days)
        weeks = min(_MOST_WEEKS, max(ends, default=-1) + 1)
        running = max(0, (self.today - last).days)
        return [ends.get(ago) for ago in range(weeks - 1, -1, -1)] + [running or None]

    def references(self) -> list[Reference]:
        """Target and limit as lines; without them the longest gap."""
        if self.page.due is not None:
            cadence = self.page.due.cadence
            return [
                Reference(cadence.target, f"target {cadence.target}"),
                Reference(cadence.limit, f"limit {cadence.limit}"),
            ]
        longest = max((bar for bar in self.bars() if bar is not None), default=1)
        return [Reference(longest, f"{longest:g} days")]

    def dates(self) -> list[tuple[int, str]]:
        """The quarters under the columns, and now."""
        count = len(self.bars())
        found: list[tuple[int, str]] = []
        month = dt.date(self.today.year, self.today.month, 1)
        while (place := count - 2 - self._weeks_ago(month)) >= 0:
            if month.month in _QUARTER_MONTHS and place < count - _NEAR_NOW:
                name = MONTH_LABELS[month.month - 1]
                found.append((place, f"{name} {month.year}" if month.month == 1 else name))
            month = (month - dt.timedelta(days=1)).replace(day=1)
        return [*reversed(found), (count - 1, "now")]

    def _weeks_ago(self, day: dt.date) -> int:
        return (self.today - day).days // 7

    def detail(self, entry: Entry | None, more: str) -> list[Para]:
        """The entry in full, `more` of what was written with it, and to whom the person reported before."""
        paras: list[Para] = []
        if entry is not None:
            main, fact = self.texts(entry)
            said = self.marks.text(" · ").join(filter(None, (_NAMES[entry.kind], fact)))
            paras += [Para(say_when(entry.day, self.today), Tone.HEADING), Para(said, Tone.DIM), Para(), Para(main)]
            if more:
                paras.append(Para(self.veil.text(more)))
            if entry.kind is EntryKind.MEETING:
                paras += self._of_that_day(entry)
        if len(self.page.lines) > 1:
            paras += [Para(), Para("Reported to", Tone.HEADING), *map(self._line, self.page.lines)]
        return paras

    def _of_that_day(self, meeting: Entry) -> list[Para]:
        """What came out of a meeting: the notes, evidence and promises of its day."""
        kinds = (EntryKind.NOTE, EntryKind.EVIDENCE, EntryKind.PROMISE)
        found = [entry for entry in self.page.entries if entry.day == meeting.day and entry.kind in kinds]
        lines = [f"{self._mark(entry).strip()} {self.texts(entry)[0]}".strip() for entry in found]
        return [Para(), *(Para(line) for line in lines)] if lines else []

    def _line(self, line: Line) -> Para:
        known = self.veil.text(line.manager) or "nobody here"
        when = f"since {say_day(line.since, self.today)}" if line.since is not None else "at first"
        return Para(f"{when}: {', '.join(filter(None, (known, line.team)))}", indent=1)


def drift_words(page: PersonPage) -> str:
    """`on its rhythm · last 4 gaps 7, 8, 7, 14 d`, what it comes to first; nothing before there is one."""
    if not page.gaps:
        return ""
    last = page.gaps[-4:]
    listed = ", ".join(str(gap.days) for gap in last)
    away = sum(gap.excused for gap in last)
    excused = f" ({counted(away, 'day')} away)" if away else ""
    judged = f"{_DRIFT_WORDS[page.drift.state]} · " if page.drift is not None else ""
    which = f"last {len(last)} gaps" if len(last) > 1 else "last gap"
    return f"{judged}{which} {listed} d{excused}"
