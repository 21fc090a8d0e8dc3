"""The picture of the organisation: who reports to whom, and what stands between each two teams, at one look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from rhythm.commands import bindings
from rhythm.domain.org_tree import Node, begin_folded, in_sight, leads_in
from rhythm.domain.saying import counted
from rhythm.screens import figures_rows, picture_rows
from rhythm.screens.opening import open_key
from rhythm.screens.place import PageScreen
from rhythm.screens.rows_behind import open_rows
from widgets.cell_grid import CellGrid
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.domain.escalations import Escalation
    from rhythm.domain.people import PersonId
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm
    from rhythm.service.structure_views import Picture

_EMPTY = [
    "This page draws who reports to whom, and the conflicts between teams.",
    "",
    "Press {place.people} and {people.add} to add people.",
]
_NO_HEAT = ["No conflict between two teams lately."]
_FRAME, _HEAD = 3, 2
"""Lines of the page that are no tree: the bars and the titles of the columns; the head, where there is room for it."""
_HEAT_FRAME = 2
"""Lines of the teams below the tree that are no grid: the blank one and the title."""
_HEAT_SHARE = 0.55
"""How much of a page the teams may take below the tree; more of them are scrolled to."""
_TREE, _PARTED, _PANE = 51, 1, 36
"""Columns that the tree keeps if it needs them, that part it from the teams, and those of the pane."""
_TITLES, _COLUMN, _SAID = 34, 6, 72
"""Columns of the teams' grid: its titles at the most, a team, and what is said of two teams below it."""


class PictureScreen(PageScreen):
    """The tree at the left, the teams at the right; in one column below each other."""

    PLACE = "org"
    SCOPES = ("picture", "copy")
    CSS_PATH = "picture.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("picture"), *bindings("copy")]
    HELP = """
    **The picture**: who reports to whom, with each one's span, the days since you last talked, the open conflicts they
    or a team they lead are a party to, and how many of the people below are past their limit. {picture.fold} folds or
    unfolds a branch; after the + of a folded one are the conflicts of the people below.

    The grid between teams shows conflicts / meetings of the last weeks. The bar grows with the meetings, and the line
    below says in words what the cursor is on. Tab goes there and back. Enter opens the person, or the rows behind a
    cell; {picture.conflicts} lists the conflicts of a person, {picture.team} opens their team.
    """

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._picture: Picture | None = None
        self._folded: frozenset[PersonId] | None = None

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        with Container(id="room"):
            yield RowList(id="list", marks=marks, empty=map(self.keyed, _EMPTY))
            with Vertical(id="heat"):
                yield HeadLine(id="heat-head", marks=marks)
                yield CellGrid(id="grid", marks=marks, empty=_NO_HEAT)
            yield TextPanel(id="detail")

    def reload(self) -> None:
        picture = self._picture = self.rhythm.structure.picture()
        grid = self.query_one("#grid", CellGrid)
        columns, lines = figures_rows.pair_grid(self, picture.pairs)
        grid.set_grid(columns, lines)
        first_time, heat, frame = self._folded is None, self._heat(grid), _FRAME + self._head(picture)
        if self._folded is None:
            self._folded = begin_folded(picture.nodes, self.size.height - heat - frame)
        # A line more than there are people says in words what the lit row says in figures.
        bar = 1 + len(in_sight(picture.nodes, self._folded)) > self.size.height - heat - frame
        needs = picture_rows.tree_width(self, picture, self._folded) + bar if picture.nodes else 0
        beside = self._fit(len(columns), heat, needs)
        alone = not self.has_class("-full")
        rows = picture_rows.tree_rows(self, picture, self._folded, self.size.width - beside - bar, alone=alone)
        self.listing.set_rows(rows if len(picture.nodes) > 1 else [])
        days = self.rhythm.tracker.rules.window_days
        said = f"conflicts / meetings in {days} days" if lines else ""
        self.query_one("#heat-head", HeadLine).say("BETWEEN TEAMS", said)
        # Without people and teams the list says how to begin, and nothing stands between anybody.
        self.query_one("#heat").display = bool(lines) or len(picture.nodes) > 1
        if first_time and picture.pairs:
            # The boundary that costs most.
            grid.highlight(f"pair:{picture.pairs[0].teams[0]}:{picture.pairs[0].teams[1]}")
        self._show_detail()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the person."""
        open_key(self, message.row.key.replace("node:", "person:"))

    def on_cell_grid_chosen(self, message: CellGrid.Chosen) -> None:
        """The rows behind a cell."""
        open_rows(self, figures_rows.title_of(self, message.cell.key), self._rows_of(message.cell.key))

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the person, where there is room, and the keys of the row."""
        self._show_detail()
        self.refresh_bindings()

    def on_cell_grid_highlighted(self, _message: CellGrid.Highlighted) -> None:
        """Show what stands between the two, where there is room."""
        self._show_detail()

    def on_descendant_focus(self) -> None:
        """The pane and the keys follow the focus."""
        self._show_detail()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of a person work on their row."""
        node = self._node() if self.is_mounted and self.listing.has_focus else None
        needs = {
            "fold": node is not None and bool(node.span),
            "fold_all": self._picture is not None and len(self._picture.nodes) > 1,
            "conflicts": node is not None and bool(self._conflicts(node)),
            "team_page": node is not None and self._team_of(node) is not None,
        }
        return needs.get(action, True) and super().check_action(action, parameters)

    def action_fold(self) -> None:
        """Fold the branch of the highlighted person, or unfold it."""
        node = self._node()
        if node is not None and self._folded is not None:
            self._folded ^= {node.person.id}
            self.reload()

    def action_fold_all(self) -> None:
        """Unfold everything, or fold it again."""
        if self._picture is not None:
            self._folded = frozenset() if self._folded else leads_in(self._picture.nodes)
            self.reload()

    def action_conflicts(self) -> None:
        """The open conflicts of the highlighted person; of a folded branch, of everybody in it."""
        from rhythm.screens import words
        from rhythm.screens.dialogs.pick import Choice, pick

        node = self._node()
        if node is None:
            return
        found, rules, marks = self._conflicts(node), self.rhythm.tracker.rules, self.rhythm_app.marks

        def choices() -> list[Choice]:
            return [
                Choice(
                    f"conflict:{view.id}",
                    self.veil.text(view.conflict.name),
                    words.conflict_count(view, rules, coached=False),
                    mark=words.conflict_mark(view, rules, marks),
                )
                for view in found
            ]

        title = f"Open conflicts of {self.veil.name(node.person.name, node.person.id)}"
        pick(self.rhythm_app, title, choices, lambda key: open_key(self, key), verb="open")

    def action_team_page(self) -> None:
        """The page of the team that the highlighted person leads, or sits in."""
        node = self._node()
        team = self._team_of(node) if node is not None else None
        if team is not None:
            open_key(self, f"team:{team}")

    def _head(self, picture: Picture) -> int:
        """Say what the page shows; the lines that this takes. One narrow column is for the tree, where there is one."""
        head, people = self.query_one("#head", HeadLine), len(picture.nodes)
        head.say("Picture", counted(people, "person", "people") if people > 1 else "")
        head.display = people < 2 or not self.has_class("-narrow")
        return _HEAD if head.display else 0

    def _heat(self, grid: CellGrid) -> int:
        """The lines that the teams take below the tree; none where they stand beside it."""
        if not self.has_class("-narrow"):
            return 0
        return min(max(1, grid.height_in(self.size.width)) + _HEAT_FRAME, int(self.size.height * _HEAT_SHARE))

    def _fit(self, teams: int, heat: int, tree: int) -> int:
        """Give the teams what they need: beside the tree, which needs so many columns, theirs, below it their lines.
        How many columns stand beside the tree then."""
        styles = self.query_one("#heat").styles
        if self.has_class("-narrow"):
            styles.width, styles.height = "1fr", heat - 1
            return 0
        pane = _PANE if self.has_class("-full") else 0
        room = self.size.width - _PARTED - pane
        # What is said of two teams takes only what the tree never needs.
        width = min(room - min(_TREE, tree), max(_TITLES + _COLUMN * teams, min(_SAID, room - _TREE)))
        styles.width, styles.height = width, "1fr"
        return width + pane + _PARTED

    def _node(self) -> Node | None:
        nodes = self._picture.nodes if self._picture is not None else ()
        return next((node for node in nodes if f"node:{node.person.id}" == self.key_in_hand), None)

    def _conflicts(self, node: Node) -> Sequence[ConflictView]:
        assert self._picture is not None
        shut = self._folded is not None and node.person.id in self._folded
        return self._picture.conflicts(node, below=shut)

    def _team_of(self, node: Node) -> int | None:
        led = (team.id for team in self.rhythm.people.teams() if team.manager_id == node.person.id)
        return next(led, node.person.team_id)

    def _rows_of(self, key: str) -> Sequence[Escalation]:
        return figures_rows.pair_rows(self._picture.pairs, key) if self._picture is not None else ()

    def _show_detail(self) -> None:
        if self._picture is None or not self.has_class("-full"):
            return
        grid, node = self.query_one("#grid", CellGrid), self._node()
        paras: Sequence[Para] = ()
        if grid.has_focus and grid.highlighted is not None:
            key = grid.highlighted.key
            paras = figures_rows.rows_paras(self, figures_rows.title_of(self, key), self._rows_of(key))
        elif node is not None:
            paras = picture_rows.node_paras(self, self._picture, node)
        self.query_one("#detail", TextPanel).set_paras(paras)
