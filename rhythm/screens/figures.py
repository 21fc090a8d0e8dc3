"""The figures: what reached me, of which area, from under whom, between which teams. Every number opens its rows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from rhythm.commands import bindings
from rhythm.domain.saying import say_day, short_day
from rhythm.screens import figures_rows
from rhythm.screens.place import PageScreen
from rhythm.screens.rows_behind import open_rows
from widgets.cell_grid import CellGrid
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel
from widgets.row_list import RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.queries.counts import Figures, Pair
    from rhythm.service import Rhythm

WEEKS = 13
TITLES = {
    "all": "Reached you",
    "rate": "Reached you",
    "mine": "In your moments",
    "not_mine": "Outside your moments",
    "unsaid": "Not said yet",
    "leaks": "Although delegated",
    "stamps": "Only ever agreed to",
    "held": "Held without you",
    "weekly": "By week",
}


class FiguresScreen(PageScreen):
    """Plain counts above, a grid below: areas by managers, or team by team. Of thirteen weeks, or of a quarter."""

    PLACE = "conflicts"
    SCOPES = ("figures", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("figures"), *bindings("copy")]
    CSS_PATH = "board.tcss"
    HELP = """
    **The figures** of thirteen weeks, with those of the thirteen before in brackets. {figures.quarters} switches to
    quarters of your year. Figures are dim while either span has fewer than eight logged weeks. A week in which nothing
    was logged is missing, not quiet; a quarter that still runs is compared per logged week.

    Enter on a number or a cell lists the rows behind it. Tab goes from the counts to the grid. {figures.pairs} shows
    pairs of teams: conflicts / meetings of the last 90 days.
    """

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._back_spans = 0
        self._by_quarter = False
        self._pairs_shown = False
        self._figures: Figures | None = None
        self._pairs: tuple[Pair, ...] = ()

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        with Container(id="room"):
            with Vertical(id="counts"):
                yield RowList(id="list", marks=marks)
                yield CellGrid(id="grid", marks=marks)
            yield TextPanel(id="detail")

    def reload(self) -> None:
        figures = self._figures = self._read(self.rhythm.today())
        self._pairs = self.rhythm.reviews.pairs(figures.counts.last)
        weeks = f"logged in {figures.counts.logged_weeks} of {figures.counts.weeks} weeks"
        compared = "" if figures.comparable else ", too few to compare"
        self.query_one("#head", HeadLine).say(
            self._title(figures), f"{weeks} ({figures.before.logged_weeks}){compared}"
        )
        self.listing.set_rows(figures_rows.figure_rows(self, figures))
        self._show_grid(figures)
        self._show_detail()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """The rows behind a count."""
        if message.row.key == "held":
            self._open_calls()
        elif self._figures is not None:
            key = message.row.key
            open_rows(self, TITLES[key], figures_rows.rows_of(self._figures, key))

    def on_cell_grid_chosen(self, message: CellGrid.Chosen) -> None:
        """The rows behind a cell."""
        if self._figures is not None:
            rows = figures_rows.cell_rows(self._figures, self._pairs, message.cell.key)
            open_rows(self, figures_rows.title_of(self, message.cell.key), rows)

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Tell of the count, where there is room."""
        self._show_detail()

    def on_cell_grid_highlighted(self, _message: CellGrid.Highlighted) -> None:
        """Tell of the cell, where there is room."""
        self._show_detail()

    def on_descendant_focus(self) -> None:
        """The pane follows the focus."""
        self._show_detail()

    def action_pairs(self) -> None:
        """The other grid."""
        self._pairs_shown = not self._pairs_shown
        if self._figures is not None:
            self._show_grid(self._figures)
        self.query_one("#grid").focus()

    def action_look(self, direction: int) -> None:
        """Thirteen weeks or a quarter earlier or later, up to now."""
        if self._back_spans - direction < 0:
            self.say("no quarter after this" if self._by_quarter else "these are the last weeks")
        else:
            self._back_spans -= direction
            self.reload()

    def action_quarters(self) -> None:
        """Quarters of the director's year, or thirteen weeks."""
        self._by_quarter, self._back_spans = not self._by_quarter, 0
        self.reload()

    def _read(self, today: dt.date) -> Figures:
        reviews = self.rhythm.reviews
        return reviews.quarter_figures(self._quarter) if self._by_quarter else reviews.figures(*self._span(today))

    @property
    def _quarter(self) -> Quarter:
        return self.rhythm.reviews.this_quarter().shifted(-self._back_spans)

    def _title(self, figures: Figures) -> str:
        today, counts = self.rhythm.today(), figures.counts
        days = f"{short_day(counts.first, today)} to {short_day(counts.last, today)}"
        if self._by_quarter:
            return f"{self._quarter}, {days}"
        return days if self._back_spans else f"The last {WEEKS} weeks"

    def _span(self, today: dt.date) -> tuple[dt.date, dt.date]:
        monday = today - dt.timedelta(days=today.weekday(), weeks=WEEKS - 1)
        first = monday - dt.timedelta(weeks=WEEKS * self._back_spans)
        return first, today if not self._back_spans else first + dt.timedelta(weeks=WEEKS, days=-1)

    def _show_grid(self, figures: Figures) -> None:
        empty = ["Nothing reached you in these weeks."]
        if self._pairs_shown:
            columns, lines = figures_rows.pair_grid(self, self._pairs)
            empty = ["No conflict between two teams in these 90 days."]
        else:
            columns, lines = figures_rows.area_grid(self, figures)
        self.query_one("#grid", CellGrid).set_grid(columns, lines, empty)

    def _show_detail(self) -> None:
        figures = self._figures
        if figures is None or not (self.has_class("-wide") or self.has_class("-full")):
            return
        grid, listing = self.query_one("#grid", CellGrid), self.listing
        panel = self.query_one("#detail", TextPanel)
        cell, row = grid.highlighted, listing.highlighted
        if grid.has_focus and cell is not None:
            rows = figures_rows.cell_rows(figures, self._pairs, cell.key)
            panel.set_paras(figures_rows.rows_paras(self, figures_rows.title_of(self, cell.key), rows))
        elif row is None:
            panel.set_paras(())
        elif row.key == "weekly":
            panel.set_paras(figures_rows.weekly_paras(self, figures.counts))
        elif row.key == "held":
            panel.set_paras(self._calls())
        else:
            rows = figures_rows.rows_of(figures, row.key)
            panel.set_paras(figures_rows.rows_paras(self, TITLES[row.key], rows))

    def _calls(self) -> list[Para]:
        assert self._figures is not None
        today = self.rhythm.today()
        paras = [Para(TITLES["held"], Tone.HEADING)]
        for call in self.rhythm.tracker.good_calls_between(self._figures.counts.first, self._figures.counts.last):
            name = self.veil.name(call.person, call.person_id)
            paras += [Para(), Para(" · ".join(filter(None, (say_day(call.day, today), name))), Tone.DIM)]
            paras.append(Para(self.veil.text(call.body), indent=1))
        return paras

    def _open_calls(self) -> None:
        """The calls that went well without the director, to be read; there is no page of one."""
        from rhythm.screens.dialogs.pick import Choice, pick

        assert self._figures is not None
        first, last, today = self._figures.counts.first, self._figures.counts.last, self.rhythm.today()
        calls = self.rhythm.tracker.good_calls_between(first, last)

        def choices() -> list[Choice]:
            return [
                Choice(
                    str(call.id),
                    self.veil.text(call.body),
                    self.veil.name(call.person, call.person_id),
                    say_day(call.day, today),
                )
                for call in reversed(calls)
            ]

        def opened(key: str) -> None:
            from rhythm.screens.opening import open_key

            call = next(call for call in calls if str(call.id) == key)
            if call.person_id is not None:
                open_key(self, f"person:{call.person_id}")

        if calls:
            pick(self.rhythm_app, TITLES["held"], choices, opened, verb="open")
        else:
            self.say("no rows")
