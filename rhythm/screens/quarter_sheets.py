"""The sheets after the five questions, each of which may be left out: scorecard, self-check, pillars, bench,
calibration, portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.domain.quarters import Sheet, value_words
from rhythm.domain.reviews import Evidence
from rhythm.domain.saying import counted
from rhythm.screens import quarter_rows
from rhythm.screens.place import Columns, list_width
from rhythm.screens.quarter_page import SHEET, QuarterPage
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel, wrap
from widgets.plain import one_line, plain
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.service import Rhythm
    from rhythm.service.quarter_sheets import SheetLine

TITLES = {
    Sheet.SCORECARD: ("Scorecard", "How did it go, from 1 to 5, or is there no evidence?"),
    Sheet.FOCUS: ("What you worked as", "First-line manager, mixed, or manager of managers? One example each."),
    Sheet.PILLARS: ("Three pillars", "What did you do for each, and what comes next?"),
    Sheet.BENCH: ("Bench depth", "Who could take each manager's seat, and who passed a test?"),
    Sheet.CALIBRATION: ("Talent calibration", "What did the round say of the three topics, and of each manager?"),
    Sheet.PORTFOLIO: ("Portfolio", "What is each bucket's answer this quarter?"),
}
_EMPTY = {
    Sheet.BENCH: ["The seat of each manager who reports to you is listed here.", "{place.people} People adds them."],
    Sheet.CALIBRATION: [
        "What a calibration round says about each topic and manager is listed here.",
        "It has its place once there are more teams; rituals.yaml says how many.",
    ],
}


class SayList(RowList):
    """Rows in which something is said: Enter says that it does. What is said stands in one column."""

    ONE_TABLE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "say", id="sheet_rows.say", tooltip="Say how it went")
    ]


class SheetsScreen(QuarterPage):
    """One sheet at a time: its rows, what was said now and the last time, and on how many records it rests."""

    SCOPES = ("sheets", "walk", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [binding for scope in SCOPES for binding in bindings(scope)]
    HELP = """
    **After the five questions** come six sheets, each optional. What was said last time is shown beside it, and there
    is no total. Enter says something in a row, {sheets.records} opens the records it rests on.
    """

    def __init__(self, rhythm: Rhythm, quarter: Quarter) -> None:
        super().__init__(rhythm, quarter)
        self._order = tuple(Sheet)
        kept = rhythm.draft(self.place_key).removeprefix(SHEET)
        self._sheet = Sheet(kept) if kept in self._order else self._order[0]
        self._lines: dict[str, SheetLine] = {}

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        yield Static(id="question", markup=False)
        with Columns(id="columns"):
            yield SayList(id="list", marks=marks)
            yield TextPanel(id="detail")

    @property
    def closed(self) -> bool:
        """A closed quarter has no sheets to be filled."""
        return False

    def reload(self) -> None:
        lines = self.rhythm.quarters.sheets.lines(self.quarter, self._sheet)
        self._lines = {_key(line): line for line in lines}
        self.remember_place(f"{SHEET}{self._sheet}")
        self.show_head()
        self.query_one("#question", Static).update(plain(TITLES[self._sheet][1]))
        listing = self.listing
        listing.set_empty(map(self.keyed, _EMPTY.get(self._sheet, ["There is nothing on this sheet."])))
        listing.set_rows(self._rows(lines))
        listing.focus()
        self._show_detail()
        self.refresh_bindings()

    def show_head(self) -> None:
        """Which sheet it is, how much was said on it, and the time that the quarter took."""
        at, of = self._order.index(self._sheet) + 1, len(self._order)
        title = f"{quarter_rows.period_words(self.quarter)} · sheet {at} of {of} · {TITLES[self._sheet][0]}"
        said = sum(line.filled for line in self._lines.values())
        fact = f"{said} of {len(self._lines)} said · {self.minutes_words}" if self._lines else self.minutes_words
        marks = self.rhythm_app.marks
        self.query_one("#head", HeadLine).say(marks.text(title), marks.text(fact))

    def leave(self) -> None:
        """Back to Today; the walk goes on at this sheet next time."""
        self.app.call_later(self.rhythm_app.action_place, "today")

    def action_next(self) -> None:
        """On to the next sheet."""
        at = self._order.index(self._sheet) + 1
        if at == len(self._order):
            self.say(self.keyed("the last one; {walk.close} closes the quarter"))
            return
        self._go(at)

    def action_back(self) -> None:
        """Back to the sheet before, and from the first one to the questions."""
        at = self._order.index(self._sheet)
        if at:
            self._go(at - 1)
        else:
            self.action_questions()

    def action_questions(self) -> None:
        """Back to the questions."""
        self.remember_place("")
        self.keep_time()
        super().action_back()

    def action_close_review(self) -> None:
        """Close the quarter, from the questions."""
        from rhythm.screens.quarter import QuarterScreen

        below = self.app.screen_stack[-2]
        self.action_questions()
        if isinstance(below, QuarterScreen):
            below.call_after_refresh(below.action_close_review)

    def action_records(self) -> None:
        """Open the records that the row rests on."""
        from rhythm.screens.behind import BehindScreen

        line = self._highlighted
        if line is None or not line.rests_on:
            self.say("no records yet")
            return
        behind = tuple(dict.fromkeys(record for item in line.evidence for record in item.records))
        item = Evidence("sheet", 0, None, self._called(line), behind)
        self.rhythm_app.open_page(BehindScreen(self.rhythm, self.quarter, item))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Records are opened where there are some."""
        if action == "records":
            return self.is_mounted and self._highlighted is not None and bool(self._highlighted.rests_on)
        return super().check_action(action, parameters)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Say something in the row; then the next one is in hand."""
        from rhythm.screens.dialogs.sheet_row import SheetRowDialog

        line = self._lines[message.row.key]
        self.app.push_screen(
            SheetRowDialog(self, self.quarter, line), lambda said: self._went_on(said, message.row.key)
        )

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the row in full, and whether there are records."""
        self._show_detail()
        self.refresh_bindings()

    @property
    def _highlighted(self) -> SheetLine | None:
        row = self.listing.highlighted
        return self._lines.get(row.key) if row is not None else None

    def _went_on(self, said: bool | None, key: str) -> None:
        keys = list(self._lines)
        if said and key in keys[:-1]:
            self.listing.highlight(keys[keys.index(key) + 1])

    def _go(self, at: int) -> None:
        self._sheet = self._order[at]
        self.listing.set_rows([])
        self.reload()

    def _called(self, line: SheetLine) -> str:
        return self.veil.name(line.name, line.person_id) if line.person_id is not None else line.name

    def _rows(self, lines: tuple[SheetLine, ...]) -> list[Row]:
        rows: list[Row] = []
        group = ""
        for line in lines:
            if line.group != group:
                group = line.group
                rows += [SPACER, heading(group.upper())] if rows else [heading(group.upper())]
            rows.append(self._row(line))
        return rows

    def _row(self, line: SheetLine) -> Row:
        said = value_words(line.value) or one_line(self.veil.text(line.body)) or "not said"
        last = value_words(line.last_value)
        fact = f"{said} · last time {last}" if last else said
        rests = counted(line.rests_on, "record") if line.rests_on else "no records"
        room = max(20, list_width(self.size.width) - 4)
        # Where there is room for a pane beside the list, it says the rest.
        beside = not self.has_class("-narrow")
        detail = [] if beside else wrap(line.hint, room)
        if line.value and line.body and not beside:
            detail += wrap(one_line(self.veil.text(line.body)), room)
        if line.last_body and not beside:
            detail += wrap(f"last time: {one_line(self.veil.text(line.last_body))}", room)
        tone = Tone.PLAIN if line.filled else Tone.DIM
        shows = rests if self._sheet not in (Sheet.FOCUS, Sheet.CALIBRATION) else ""
        return Row(_key(line), self._called(line), "", shows, fact, tone, tuple(detail[:6]))

    def _show_detail(self) -> None:
        if not (self.has_class("-wide") or self.has_class("-full")):
            return
        line = self._highlighted
        paras: list[Para] = []
        if line is not None:
            hints = [Para(part, Tone.DIM) for part in line.hint.split("; ")]
            paras = [Para(self._called(line), Tone.HEADING), *hints]
            if line.filled:
                said = " · ".join(part for part in (value_words(line.value), self.veil.text(line.body)) if part)
                paras += [Para(), Para("Now", Tone.HEADING), Para(said)]
            if line.last_value or line.last_body:
                parts = (value_words(line.last_value), self.veil.text(line.last_body))
                paras += [Para(), Para("Last time", Tone.HEADING), Para(" · ".join(part for part in parts if part))]
            if line.evidence:
                paras += [Para(), Para("Evidence", Tone.HEADING)]
                paras += [Para(self.veil.text(item.text), indent=1) for item in line.evidence[:12]]
        self.query_one("#detail", TextPanel).set_paras(paras)


def _key(line: SheetLine) -> str:
    return f"{line.item}/{line.person_id or 0}"
