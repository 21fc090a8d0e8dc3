"""The interfaces: between which teams it is said where one's work ends and the other's begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.saying import counted, say_day
from rhythm.screens import words
from rhythm.screens.dialogs.team import edit_interface, interface_line
from rhythm.screens.opening import open_key
from rhythm.screens.place import PageScreen, list_width
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel, wrap
from widgets.plain import fitted, one_line
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.structure import Interface, Pair
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm

_EMPTY = [
    "This page shows where one team's work ends and another's begins.",
    "",
    "Press {interfaces.add} to say so for two teams.",
]
_NO_TEAMS = [*_EMPTY[:2], "It takes two teams: {interfaces.back}, then {org.team} adds one."]
_AND = " and "
_EDGES, _CONFLICTS, _SHARE_BESIDE = 5, 12, 54
"""Cells of a row that are neither names nor the quiet text; the share of one that names have beside a hand-off."""


class InterfacesScreen(PageScreen):
    """A row for each interface; below, pairs of teams with open conflicts of which none is said."""

    PLACE = "org"
    SCOPES = ("interfaces", "copy")
    CSS_PATH = "team_page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("interfaces"), *bindings("copy")]
    HELP = """
    **Interfaces**: the hand-off between two teams, in words, since when it holds, and the open conflicts between them.
    Enter changes it. An empty hand-off ends it, and its history stays.

    Below are pairs with open conflicts but no interface. Enter adds one.
    """

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._said: dict[Pair, Interface] = {}
        self._between: dict[Pair, tuple[ConflictView, ...]] = {}
        self._names: dict[int, str] = {}

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail()

    def reload(self) -> None:
        structure = self.rhythm.structure
        self._said = {one.teams: one for one in structure.interfaces()}
        self._between = structure.conflicts_between()
        self._names = {int(team.id): team.name for team in self.rhythm.people.teams()}
        there = set(self._names)
        open_pairs = [pair for pair in self._between if pair not in self._said and there.issuperset(pair)]
        open_pairs.sort(key=lambda pair: -len(self._between[pair]))
        rows = [self._row(pair) for pair in self._said]
        if open_pairs:
            rows += [SPACER] if rows else []
            rows += [heading("CONFLICTS, BUT NO INTERFACE"), *(self._row(pair) for pair in open_pairs)]
        said = counted(len(self._said), "interface")
        self.query_one("#head", HeadLine).say("Interfaces", said if self._said else "")
        listing = self.listing
        listing.set_empty(map(self.keyed, _EMPTY if len(self._names) > 1 else _NO_TEAMS))
        listing.set_rows(rows)
        self._show_detail()

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the whole hand-off, its history and the conflicts, where there is room."""
        self._show_detail()
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Say or change the hand-off."""
        pair = _pair(message.row.key)
        team = self.rhythm.people.team(pair[0])
        if team is not None:
            other = self.rhythm.people.team(pair[1])
            edit_interface(self, team, self._said.get(pair), with_team=other)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An interface needs two teams; a team's page needs a row."""
        if action == "add":
            return len(self._names) > 1
        if action == "team_page":
            return self.is_mounted and self.listing.highlighted is not None
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Say an interface of any two teams: first the one, then the hand-off to another."""
        from rhythm.screens.dialogs.pick import Choice, pick

        def choices() -> list[Choice]:
            return [Choice(str(number), name) for number, name in self._names.items()]

        def picked(key: str) -> None:
            team = self.rhythm.people.team(int(key))
            if team is not None:
                edit_interface(self, team)

        pick(self.rhythm_app, "An interface of which team?", choices, picked)

    def action_team_page(self) -> None:
        """The page of the first of the two teams."""
        row = self.listing.highlighted
        if row is not None:
            open_key(self, f"team:{_pair(row.key)[0]}")

    def _row(self, pair: Pair) -> Row:
        one, conflicts = self._said.get(pair), self._between.get(pair, ())
        said = counted(len(conflicts), "conflict") if conflicts else ""
        fact = self.veil.text(one.body) if one is not None else ""
        # Where no pane stands beside it, the whole hand-off stands under the row.
        whole = wrap(one_line(fact), max(20, self.size.width - 4)) if self.has_class("-narrow") else []
        width = list_width(self.size.width)
        beside = (width - _CONFLICTS - _EDGES) * _SHARE_BESIDE // 100
        name = self._both(pair, beside if fact else width - len(said) - _EDGES)
        return Row(f"pair:{pair[0]}:{pair[1]}", name, right=said, fact=fact, detail=tuple(whole) if fact else ())

    def _both(self, pair: Pair, room: int) -> str:
        """Both names; where they are too long each is cut, since either alone says nothing."""
        one, other = (self._names[team] for team in pair)
        room -= len(_AND)
        if cell_len(one) + cell_len(other) > room:
            more, half = self.rhythm_app.marks.more, room // 2
            one = fitted(one, max(half, room - cell_len(other)), more, name=True)
            other = fitted(other, max(half, room - cell_len(one)), more, name=True)
        return f"{one}{_AND}{other}"

    def _show_detail(self) -> None:
        if self.has_class("-narrow"):
            return
        row = self.listing.highlighted
        self.query_one("#detail", TextPanel).set_paras(self._paras(_pair(row.key)) if row is not None else ())

    def _paras(self, pair: Pair) -> Sequence[Para]:
        today, one = self.rhythm.today(), self._said.get(pair)
        paras = [Para(" and ".join(self._names[team] for team in pair), Tone.HEADING)]
        if one is not None:
            paras += [Para(f"since {say_day(one.since, today)}", Tone.DIM), Para(self.veil.text(one.body))]
            history = self.rhythm.structure.interface_history(*pair)
            if len(history) > 1:
                paras += [Para(), Para("Before", Tone.HEADING)]
                paras += [Para(interface_line(self, before)) for before in history[1:]]
        else:
            paras.append(Para("No interface yet. Enter says where it begins and ends.", Tone.DIM))
        if conflicts := self._between.get(pair, ()):
            paras += [Para(), Para("Open conflicts between them", Tone.HEADING)]
        for view in conflicts:
            mark = words.conflict_mark(view, self.rhythm.tracker.rules, self.rhythm_app.marks)
            paras.append(Para(f"{mark} {self.veil.text(view.conflict.name)}"))
        return paras


def _pair(key: str) -> Pair:
    from rhythm.domain.people import TeamId

    _, first, second = key.split(":")
    return TeamId(int(first)), TeamId(int(second))
