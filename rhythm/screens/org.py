"""Org: is the structure legible? The teams, who decides what, the rituals and the reporting tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.people import PersonId
from rhythm.screens import growth_rows
from rhythm.screens.bench_rows import bench_section
from rhythm.screens.board_rows import board_rows
from rhythm.screens.clock_rows import clock_section
from rhythm.screens.clocks import open_first_days
from rhythm.screens.details import row_paras
from rhythm.screens.dialogs.team import choose_pattern
from rhythm.screens.opening import open_key
from rhythm.screens.org_rows import overlap_rows, team_rows, tree_rows
from rhythm.screens.portfolio_rows import org_rows
from rhythm.screens.ritual_rows import held_rows, offered_rows
from rhythm.screens.rituals import RitualsPage
from rhythm.screens.team_rows import overlap_paras, pattern_paras
from widgets.panel import Para, TextPanel
from widgets.row_list import SPACER, Row, RowList


class OrgScreen(RitualsPage):
    """Teams with who leads them and what they are party to; the rituals; below, who reports to whom.

    Each section comes from a module of its own; one without data shows nothing, and stays reachable by its key.
    """

    PLACE = "org"
    SCOPES = ("org", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("org"), *bindings("copy")]
    HELP = """
    **Org** shows the teams, who decides what, the rituals and the reporting tree.

    Beside a team are its people, the open conflicts it is a party to, and how many of its cards are unknown. Enter or
    {org.team} opens its page: charter, checklist, interfaces, how it works; there {team_page.add} adds a team.
    {org.picture} draws the picture: the tree with span, gap and conflicts at each node, and the conflicts between each
    two teams. {org.interfaces} lists the interfaces.

    The board ({org.board}) shows who decides in which area, for each team, and how far that is delegated. The portfolio
    ({org.portfolio}) weighs the attention each bet takes against its importance and its return. The bench ({org.bench})
    shows who may lead one day, tested, with evidence; role clocks ({org.clocks}) show how long people have had their
    roles. Your growth file ({org.growth}) is off until you write in it.

    A ritual is a meeting that comes back and has one question to answer. {org.take_up} takes up one of those on offer
    at the end of the page. When one took place, {org.hold} or Enter says whether it answered its question.
    """

    def body(self) -> ComposeResult:
        yield from self.list_and_detail()

    def reload(self) -> None:
        people = self.rhythm.people.everybody()
        sections = [
            team_rows(self, people),
            overlap_rows(self),
            board_rows(self),
            org_rows(self),
            bench_section(self),
            clock_section(self),
            held_rows(self),
            growth_rows.org_rows(self),
            tree_rows(self, people),
        ]
        if any(sections):
            sections.append(offered_rows(self))
        rows = [row for section in sections if section for row in (SPACER, *section)][1:]
        listing = self.listing
        listing.set_empty(
            [
                "This page shows the teams, and who reports to whom.",
                "",
                self.keyed(
                    "Press {org.team} to add a team, or {place.people} and {people.add} to add people; there"
                    " {people.import} takes them from a file."
                ),
            ]
        )
        listing.set_rows(rows)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the team or the person; hold the ritual, or take it up."""
        kind, _, number = message.row.key.partition(":")
        if kind == "board":
            self.action_board()
        elif kind == "bench":
            self.action_bench()
        elif kind == "clock":
            open_first_days(self, PersonId(int(number)))
        elif kind == "ritual":
            self.action_hold_ritual()
        elif kind == "offer":
            self.action_take_up()
        elif kind in ("team", "structure"):
            self.action_team_page()
        elif kind == "overlap":
            one = self.rhythm.structure.overlaps()[int(number)]
            self._open_team(one.overlap.teams[0], "overlap:0")
        elif kind == "pattern":
            choose_pattern(self)
        elif kind == "tree":
            open_key(self, f"person:{number}")
        else:
            open_key(self, message.row.key)

    def action_team_page(self) -> None:
        """The page of the highlighted team, or of the person's team; else of the first; without any, a new one."""
        kind, number = self.parts_in_hand
        teams = self.rhythm.people.teams()
        if not teams:
            from rhythm.screens.dialogs.team import edit_team

            edit_team(self, None, lambda team: self._open_team(team.id))
            return
        meant = int(number) if kind == "team" else teams[0].id
        person = self.rhythm.people.person(int(number)) if kind == "tree" else None
        if person is not None:
            led = (team.id for team in teams if team.manager_id == person.id)
            meant = person.team_id if person.team_id is not None else next(led, meant)
        self._open_team(meant)

    def _open_team(self, team_id: int, first: str = "") -> None:
        from rhythm.screens.team_page import TeamPageScreen

        self.rhythm_app.open_page(TeamPageScreen(self.rhythm, team_id, first))

    def _paras(self, row: Row) -> Sequence[Para]:
        kind, _, number = row.key.partition(":")
        if kind == "overlap":
            return overlap_paras(self, self.rhythm.structure.overlaps()[int(number)])
        if kind == "pattern":
            return pattern_paras(self.rhythm.structure.pattern())
        return row_paras(self, row._replace(key=row.key.replace("tree:", "person:")))

    def action_picture(self) -> None:
        """The tree and the teams at one look."""
        from rhythm.screens.picture import PictureScreen

        self.rhythm_app.open_page(PictureScreen(self.rhythm))

    def action_interfaces(self) -> None:
        """Where one team's work ends and another's begins."""
        from rhythm.screens.interfaces import InterfacesScreen

        self.rhythm_app.open_page(InterfacesScreen(self.rhythm))

    def action_board(self) -> None:
        """Who decides what."""
        from rhythm.screens.board import BoardScreen

        self.rhythm_app.open_page(BoardScreen(self.rhythm))

    def action_growth(self) -> None:
        """One's own growth file."""
        from rhythm.screens.growth import GrowthScreen

        self.rhythm_app.open_page(GrowthScreen(self.rhythm))

    def action_portfolio(self) -> None:
        """What takes attention, how much it matters, what it brings in."""
        from rhythm.screens.portfolio import PortfolioScreen

        self.rhythm_app.open_page(PortfolioScreen(self.rhythm))

    def action_bench(self) -> None:
        """Who may lead one day."""
        from rhythm.screens.bench import BenchScreen

        self.rhythm_app.open_page(BenchScreen(self.rhythm))

    def action_clocks(self) -> None:
        """How long people have their roles."""
        from rhythm.screens.clocks import ClocksScreen

        self.rhythm_app.open_page(ClocksScreen(self.rhythm))

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show the person or the ritual, where there is room, and the keys of the row."""
        self.refresh_bindings()
        if self.has_class("-wide") or self.has_class("-full"):
            paras = self._paras(message.row) if message.row is not None else ()
            self.query_one("#detail", TextPanel).set_paras(paras)
