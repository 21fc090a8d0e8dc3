"""Org: is the structure legible? The teams, who decides what, the rituals and the reporting tree."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from rhythm.commands import bindings
from rhythm.domain.cadence import DueState
from rhythm.domain.people import Person, PersonId, TeamId
from rhythm.domain.saying import counted
from rhythm.screens.board_rows import board_rows
from rhythm.screens.details import detail_of
from rhythm.screens.opening import open_key
from rhythm.screens.portfolio_rows import org_rows
from rhythm.screens.ritual_rows import held_rows, offered_rows
from rhythm.screens.rituals import RitualsPage
from widgets.panel import TextPanel
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone


class OrgScreen(RitualsPage):
    """Teams with who leads them and what they are party to; the rituals; below, who reports to whom."""

    PLACE = "org"
    SCOPES = ("org",)
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("org"))
    HELP = """
    **Org** shows the teams, who decides what, the rituals and the reporting tree.

    Beside a team stand its people and the open conflicts to which it is a party. Enter opens a person.
    Teams are added with  rhythm team add NAME --manager PERSON.

    The board (b) has who decides in which area, for each team, and how far that is delegated. The portfolio (f) weighs
    the attention that each bet takes against its importance and its return.

    A ritual is a meeting that comes back and has one question to answer. Space takes up one that is on offer, at the
    end of the page; when one took place, k or Enter says whether it answered its question.
    """

    def body(self) -> ComposeResult:
        with Horizontal(id="columns"):
            yield RowList(id="list", marks=self.rhythm_app.marks)
            yield TextPanel(id="detail")

    def reload(self) -> None:
        people = self.rhythm.people.everybody()
        sections = [self._teams(people), board_rows(self), org_rows(self), held_rows(self), self._tree(people)]
        if any(sections):
            sections.append(offered_rows(self))
        rows = [row for section in sections if section for row in (SPACER, *section)][1:]
        listing = self.query_one("#list", RowList)
        listing.set_empty(
            [
                "Here will stand the teams and who reports to whom.",
                "",
                "Press 2 and + to add people, or import them:",
                "rhythm import people FILE.csv --me YOUR@EMAIL",
            ]
        )
        listing.set_rows(rows)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the person, or the one who leads the team; hold the ritual, or take it up."""
        kind, _, number = message.row.key.partition(":")
        if kind == "board":
            self.action_board()
        elif kind == "ritual":
            self.action_hold_ritual()
        elif kind == "offer":
            self.action_take_up()
        elif kind == "team":
            team = next((team for team in self.rhythm.people.teams() if team.id == int(number)), None)
            if team is not None and team.manager_id is not None:
                open_key(self, f"person:{team.manager_id}")
        elif kind == "tree":
            open_key(self, f"person:{number}")
        else:
            open_key(self, message.row.key)

    def action_board(self) -> None:
        """Who decides what."""
        from rhythm.screens.board import BoardScreen

        self.rhythm_app.open_page(BoardScreen(self.rhythm))

    def action_portfolio(self) -> None:
        """What takes attention, how much it matters, what it brings in."""
        from rhythm.screens.portfolio import PortfolioScreen

        self.rhythm_app.open_page(PortfolioScreen(self.rhythm))

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show the person or the ritual, where there is room, and the keys of the row."""
        self.refresh_bindings()
        if self.has_class("-wide") or self.has_class("-full"):
            key = message.row.key if message.row is not None else ""
            self.query_one("#detail", TextPanel).set_paras(detail_of(self, key.replace("tree:", "person:")))

    def _teams(self, people: tuple[Person, ...]) -> list[Row]:
        teams = self.rhythm.people.teams()
        if not teams:
            return []
        names = {person.id: person.name for person in people}
        size = Counter(person.team_id for person in people)
        conflicts = self.rhythm.tracker.open_conflicts_by_team()
        rows = []
        for team in teams:
            lead = (
                self.veil.name(names.get(team.manager_id, ""), team.manager_id)
                if team.manager_id
                else "nobody leads it"
            )
            facts = [lead, counted(size[team.id], "person", "people")]
            if team.id in conflicts:
                facts.append(counted(conflicts[team.id], "open conflict"))
            rows.append(Row(f"team:{team.id}", team.name, fact=" · ".join(facts)))
        return [heading("TEAMS", str(len(teams))), *rows]

    def _tree(self, people: tuple[Person, ...]) -> list[Row]:
        below: dict[PersonId | None, list[Person]] = {}
        for person in people:
            below.setdefault(person.manager_id, []).append(person)
        me = next((person for person in people if person.is_me), None)
        if me is None or not below.get(me.id):
            return []
        over = {row.person.id for row in self.rhythm.planner.due() if row.due.state is DueState.OVER}
        teams = {team.id: team.name for team in self.rhythm.people.teams()}
        rows: list[Row] = []
        self._branch(me, below, rows, over, teams, 0)
        return [heading("REPORTING TREE", f"span {len(below[me.id])}"), *rows]

    def _branch(
        self,
        person: Person,
        below: dict[PersonId | None, list[Person]],
        rows: list[Row],
        over: set[PersonId],
        teams: dict[TeamId, str],
        depth: int,
    ) -> None:
        reports = below.get(person.id, [])
        name = self.veil.name(person.name, person.id)
        span = f"span {len(reports)}" if reports else ""
        team = teams.get(person.team_id, "") if person.team_id is not None else ""
        facts = " · ".join(part for part in (self.veil.text(person.title), team) if part)
        late = person.id in over
        rows.append(
            Row(
                f"tree:{person.id}",
                "  " * depth + name,
                "!" if late else "",
                span,
                facts,
                Tone.ERROR if late else Tone.PLAIN,
            )
        )
        for report in reports:
            if not report.is_me:
                self._branch(report, below, rows, over, teams, depth + 1)
