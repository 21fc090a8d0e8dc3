"""The report of a quarter before it is sent: exactly what leaves, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.saying import counted
from rhythm.screens.place import Columns, PageScreen, list_width
from rhythm.screens.quarter_rows import period_words, rest_of
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel, wrap
from widgets.plain import one_line
from widgets.read_list import ReadList
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.domain.report import Line, Report
    from rhythm.service import Rhythm


class ReportScreen(PageScreen):
    """A row for each line of the report, under the titles that it has there."""

    PLACE = "quarter"
    SCOPES = ("report", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("report"), *bindings("copy")]
    CSS_PATH = "quarter.tcss"
    HELP = """
    **The report** is one page to send. It has charts and needs no network. Only what you see here leaves:
    {report.strike} leaves a line out, also out of its chart, and this is remembered with the quarter. What was struck
    under its question is not here at all. What is private stays here unless {report.strike} takes it in.

    {report.names} puts a number in the place of each name that rhythm knows. Other names stay, so read it through.
    While names are hidden, they stay out in any case.
    """

    def __init__(self, rhythm: Rhythm, quarter: Quarter) -> None:
        super().__init__(rhythm)
        self.quarter = quarter
        self._with_names = True
        self._report: Report | None = None

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        with Columns(id="columns"):
            yield ReadList(id="list", marks=marks)
            yield TextPanel(id="detail")

    @property
    def names(self) -> bool:
        """Whether names leave."""
        return self._with_names and not self.veil.hidden

    def reload(self) -> None:
        found = self._report = self.rhythm.quarters.reports.report(self.quarter, names=self.names)
        struck = sum(line.struck for line in found.lines)
        leaves = f"{counted(len(found.lines) - struck, 'line')} leave"
        names = "with names" if self.names else "without names"
        fact = f"{leaves}, {struck} struck · {names}" if struck else f"{leaves} · {names}"
        self.query_one("#head", HeadLine).say(f"Report on {period_words(self.quarter)}", fact)
        listing = self.listing
        width = max(24, list_width(self.size.width) - 6)
        rows: list[Row] = []
        for section in found.sections:
            rows += [SPACER] if rows else []
            rows.append(heading(one_line(self.veil.text(section.title))))
            rows += [self._row(line, width) for line in section.lines]
        listing.set_rows(rows)
        listing.focus()
        self._show_detail()

    def action_strike(self) -> None:
        """Leave the line out, or take it in again."""
        line = self._highlighted
        if line is not None:
            self.attempt(lambda: self.rhythm.quarters.reports.strike(self.quarter, line.key, struck=line.struck))

    def action_names(self) -> None:
        """With names, or with numbers in their place."""
        if self.veil.hidden:
            self.say("names are hidden, and stay out")
            return
        self._with_names = not self._with_names
        self.reload()

    def action_write(self) -> None:
        """Ask for a file, and write what leaves."""
        from rhythm.screens.dialogs.writing import Writing, ask_where_to

        quarter = self.quarter
        ask_where_to(
            self,
            Writing(
                f"report:{quarter}",
                lambda: f"Write the report, {'with' if self.names else 'without'} names, into",
                "Writing the report",
                lambda rhythm, path: rhythm.quarters.reports.write(quarter, path, names=self.names),
                lambda _: "written; only you may read it",
                f"~/rhythm-{quarter}.html",
            ),
        )

    def as_markdown(self) -> str:
        """What leaves, and nothing else."""
        from rhythm.interop.markdown import report_markdown

        assert self._report is not None
        return report_markdown(self._report.leaving)

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """A line has no page of its own."""
        self.say("nothing more to open")

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the whole line at the right, where there is room."""
        self._show_detail()

    @property
    def _highlighted(self) -> Line | None:
        lines = self._report.lines if self._report is not None else ()
        return next((line for line in lines if line.key == self.key_in_hand), None)

    def _row(self, line: Line, width: int) -> Row:
        text = one_line(self.veil.text(line.text))
        beside = not self.has_class("-narrow")
        right = ("private, " if line.private else "") + "stays here" if line.struck else ""
        rest = rest_of(self, text, width - (len(right) + 2 if right else 0), width) if not beside else []
        for sentence in () if beside else line.detail:
            rest += wrap(one_line(self.veil.text(sentence)), width)
        # No line moves aside for the mark of another one.
        mark = self.rhythm_app.marks.text("✗") if line.struck else " "
        return Row(line.key, text, mark, right, tone=Tone.DIM if line.struck else Tone.PLAIN, detail=tuple(rest))

    def _show_detail(self) -> None:
        line = self._highlighted
        if self.has_class("-narrow") or line is None:
            return
        paras = [Para(self.veil.text(line.text))]
        paras += [Para(self.veil.text(sentence), Tone.DIM) for sentence in line.detail]
        if line.struck:
            paras = [Para("Struck: this does not leave.", Tone.WARNING), Para(), *paras]
        self.query_one("#detail", TextPanel).set_paras(paras)
