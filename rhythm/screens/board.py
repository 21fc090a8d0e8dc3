"""The board of decision rights: for each team and area who decides, and how far it is delegated."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from rhythm.commands import bindings
from rhythm.domain.decision_rights import Right
from rhythm.screens import board_rows
from rhythm.screens.place import PageScreen
from rhythm.screens.rows_behind import open_rows
from widgets.cell_grid import CellGrid
from widgets.head_line import HeadLine
from widgets.panel import TextPanel

if TYPE_CHECKING:
    from rhythm.service import Rhythm
    from rhythm.service.rights import CellView, Findings


class BoardScreen(PageScreen):
    """Teams down, areas across; below or beside it the highlighted cell in full."""

    PLACE = "org"
    SCOPES = ("board", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("board"), *bindings("copy")]
    CSS_PATH = "board.tcss"
    HELP = """
    **Who decides**, for each team and area. `D6` is Dana at delegation level 6; a dot is nobody yet. The levels go from
    1 tell over 4 agree to 7 delegate; from 5 on the decision is theirs.

    `!` marks what reached you in the last 90 days although it was delegated. After two of those, the delegation
    questions are asked; what teams choose freely counts in the cells of its area and teams. `?` marks a decider who has
    left. A cell may have both. A small triangle marks five calls in a row that you agreed to unchanged: the level could
    go up by one. Enter changes a cell and shows its history.

    {board.preset} puts a preset onto the board for the team of the cell, such as who decides what about AI work; what
    is there already stays. {board.undecided} lists areas to which four or more teams are parties, and in which nobody
    decides.
    """

    def __init__(self, rhythm: Rhythm, first: str = "") -> None:
        """`first` is the key of the cell to begin on."""
        super().__init__(rhythm)
        self._first = first
        self._found: Findings | None = None
        self._view: CellView | None = None

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        teams_first = self.keyed("Teams come first: {board.back}, then {org.team} adds one.")
        empty = ["This page shows who decides what, for each team.", "", teams_first]
        yield HeadLine(id="head", marks=marks)
        with Container(id="room"):
            yield CellGrid(id="grid", marks=marks, empty=empty)
            yield TextPanel(id="detail")

    def reload(self) -> None:
        found = self._found = self.rhythm.rights.findings()
        today = self.rhythm.today()
        leaking, homeless = found.recent(None, today), found.homeless(today)
        columns, lines = board_rows.grid_of(self, found)
        said = board_rows.named_words(self, found) if lines else ""
        leaks = f" · {leaking} reached you although delegated" if leaking else ""
        leaks += f", {homeless} in no cell" if homeless else ""
        vacant = f" · {len(found.vacant)} without a decider, who left" if found.vacant else ""
        missing = (
            self.keyed(" · {board.undecided}: ") + f"{len(found.undecided)} of many teams, nobody decides"
            if found.undecided
            else ""
        )
        self.query_one("#head", HeadLine).say(
            "Who decides", self.rhythm_app.marks.text(said + leaks + vacant + missing)
        )
        grid = self.query_one("#grid", CellGrid)
        grid.set_grid(columns if lines else [], lines, legend=board_rows.legend(self, lines))
        self.query_one("#detail").display = bool(lines)
        if self._first:
            grid.highlight(self._first)
            self._first = ""
        self._show_cell()

    def on_cell_grid_highlighted(self, _message: CellGrid.Highlighted) -> None:
        """Show the cell in full, and the keys that it has."""
        self._show_cell()

    def on_cell_grid_chosen(self, _message: CellGrid.Chosen) -> None:
        """Say who decides there."""
        from rhythm.screens.dialogs.right import EditRight

        if self._view is not None:
            self.app.push_screen(EditRight(self, self._view))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that a cell has, where it has them."""
        view = self._view if self.is_mounted else None
        needs = {
            "take": view is not None and (view.agreed is not None or _raises(view)),
            "keep_level": view is not None and view.stamps is not None,
            "questions": view is not None and bool(self.rhythm.rights.offers_questions(view)),
            "undecided": self._found is not None and bool(self._found.undecided),
            "preset": view is not None and bool(self.rhythm.vocabulary.presets),
            "rows": view is not None and bool(view.leaks or view.stamps),
        }
        return needs.get(action, True) and super().check_action(action, parameters)

    def action_take(self) -> None:
        """Take the level that was agreed, else the one that is proposed."""
        rights, view = self.rhythm.rights, self._view
        if view is None:
            return
        agreed, stamps = view.agreed, view.stamps
        if agreed is not None:
            self._tell(self.attempt(lambda: rights.take_over(agreed)))
        elif stamps is not None and stamps.raised is not None:
            self._tell(self.attempt(lambda: rights.raise_level(stamps)))

    def action_keep_level(self) -> None:
        """Leave the level; the run that proposed more counts no more."""
        view = self._view
        if view is not None and view.stamps is not None:
            cell = view.cell
            self.attempt_and_say(lambda: self.rhythm.rights.keep_level(cell), "left as it is")

    def action_questions(self) -> None:
        """The delegation questions about the cell."""
        from rhythm.screens.dialogs.right import ask_questions

        if self._view is not None:
            ask_questions(self, self._view.cell, self.rhythm.rights.offers_questions(self._view))

    def action_rows(self) -> None:
        """What leaked from the cell, or was agreed unchanged in it."""
        view = self._view
        if view is None:
            return
        rows = [leak.row for leak in view.leaks] or list(view.stamps.rows if view.stamps is not None else ())
        open_rows(self, "Reached you although delegated" if view.leaks else "Agreed unchanged", rows)

    def action_undecided(self) -> None:
        """What four or more teams are parties to, and nobody is named to decide."""
        from rhythm.screens.dialogs.preset import pick_undecided

        if self._found is not None:
            pick_undecided(self, self._found.undecided)

    def action_preset(self) -> None:
        """Take the areas of a preset onto the board, for the team of the cell."""
        from rhythm.screens.dialogs.preset import open_preset

        if self._view is not None:
            open_preset(self, self._view.cell.team_id)

    def action_lists(self) -> None:
        """Where consistency matters, and where each may choose."""
        from rhythm.screens.practices import PracticesScreen

        self.rhythm_app.open_page(PracticesScreen(self.rhythm))

    def _show_cell(self) -> None:
        cell = self.query_one("#grid", CellGrid).highlighted
        self._view = None
        if cell is not None and self._found is not None:
            self._view = self.rhythm.rights.cell(board_rows.cell_of(cell.key), self._found)
        paras = board_rows.cell_paras(self, self._view) if self._view is not None else []
        self.query_one("#detail", TextPanel).set_paras(paras)
        self.refresh_bindings()

    def _tell(self, right: Right | None) -> None:
        if right is not None:
            self.say(f"level {self.rhythm.rights.level_word(right.level)} from now on")


def _raises(view: CellView) -> bool:
    return view.stamps is not None and view.stamps.raised is not None
