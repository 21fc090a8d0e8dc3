"""The page of a team: charter, checklist, interfaces, how it works, the area of its manager, its conflicts."""

from __future__ import annotations

from collections.abc import Callable
from operator import methodcaller
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.people import TeamId
from rhythm.domain.structure import CardAnswer, TriadRole
from rhythm.screens import team_rows
from rhythm.screens.dialogs.team import choose_pattern
from rhythm.screens.opening import open_key
from rhythm.screens.place import WIDE, PageScreen
from widgets.head_line import HeadLine
from widgets.panel import TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.service import Rhythm
    from rhythm.service.people import People
    from rhythm.service.structure_views import TeamView


class TeamPageScreen(PageScreen):
    """One team. What may be said of it stands in rows; what a row asks, and its history, beside or under it."""

    PLACE = "org"
    SCOPES = ("team_page",)
    CSS_PATH = "team_page.tcss"
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("team_page"))
    HELP = """
    **A team**: what it owns, as tags, what it does not own, and which goals count. A tag that another team owns too is
    listed below, with the open conflicts between the two.

    On a card {team_page.yes}, {team_page.no} and {team_page.unknown} answer yes, no or unknown, as of today. Enter
    takes a note and another day, and shows the history. An unknown older than two quarters is dim, and counts as no
    answer.

    Enter changes what the row says: the charter, an interface, the mode, the pattern, a partner; or opens the
    conflict.
    """

    def __init__(self, rhythm: Rhythm, team_id: int, first: str = "") -> None:
        """`first` is the key of the row to begin on."""
        super().__init__(rhythm)
        self.team_id = team_id
        self._first = first
        self._view: TeamView | None = None

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail()

    def reload(self) -> None:
        self._view = self.rhythm.structure.team(self.team_id)
        if self._view is None:
            # Adding it was undone while the page was open.
            self.call_later(self.go_back)
            return
        self.query_one("#head", HeadLine).say(*team_rows.head_words(self, self._view))
        width = self.size.width or self.app.size.width
        self.listing.set_rows(team_rows.rows_of(self, self._view, width if width < WIDE else 0))
        if self._first:
            self.listing.highlight(self._first)
            self._first = ""
        self._show_detail()

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show what the row asks, and the keys that it has."""
        self._show_detail()
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Change what the row says, or open what stands behind it."""
        kind, _, rest = message.row.key.partition(":")
        if self._view is None:
            return
        if kind == "charter":
            self.action_charter()
        elif kind in ("card", "health"):
            self._ask_card(message.row.key)
        elif kind == "overlap":
            self._open_overlap(int(rest))
        elif kind == "interface":
            self._edit_interface(int(rest))
        elif kind in ("mode", "bucket"):
            self._choose(kind)
        elif kind == "pattern":
            choose_pattern(self, self._view.team)
        elif kind == "partner":
            self._choose_partner(TriadRole(rest))
        elif kind == "gone":
            self.action_archive()
        else:
            open_key(self, message.row.key)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Cards are answered on their rows; a team that is no more is only brought back."""
        gone = self._view is not None and self._view.team.archived_on is not None
        if action == "answer":
            return self.parts_in_hand[0] in ("card", "health")
        if action in ("charter", "interface", "merge"):
            return not gone
        return super().check_action(action, parameters)

    def action_answer(self, answer: str) -> None:
        """Answer the highlighted card, today."""
        if self._view is None:
            return
        key, said = self.key_in_hand, CardAnswer(answer)
        card, state = team_rows.card_of(self, self._view, key)
        if self.attempt(lambda: self.rhythm.structure.answer(state.subject, card.slug, said)) is not None:
            stands = team_rows.card_of(self, self._view, key)[1].answer
            self.say(f"{said.value}, as of today" if stands is said else "stored; the charter of today says it all")

    def action_charter(self) -> None:
        """Say what the team owns, does not own, and is to reach."""
        from rhythm.screens.dialogs.team import edit_charter

        if self._view is not None:
            edit_charter(self, self._view)

    def action_interface(self) -> None:
        """Say where its work ends and that of another team begins."""
        from rhythm.screens.dialogs.team import edit_interface

        if self._view is not None:
            edit_interface(self, self._view.team)

    def action_edit(self) -> None:
        """Change its name, lead, other names and partners."""
        from rhythm.screens.dialogs.team import edit_team

        if self._view is not None:
            edit_team(self, self._view.team)

    def action_add(self) -> None:
        """Add a team, and go to its page."""
        from rhythm.screens.dialogs.team import edit_team

        edit_team(self, None, lambda team: self._go(team.id))

    def action_archive(self) -> None:
        """Take the team out of every list, or bring it back."""
        if self._view is None:
            return
        team = self._view.team
        if team.archived_on is not None:
            self._read_anew("Bringing it back", lambda people: people.restore_team(team.id), "brought back")
        else:
            self._read_anew(
                "Archiving",
                lambda people: people.archive_team(team.id),
                self.keyed("archived; {app.undo} brings it back"),
            )

    def _read_anew(self, what: str, do: Callable[[People], object], said: str, into: TeamId | None = None) -> None:
        """Change which teams there are, beside the screen: what was escalated is read anew. Go to one, if named."""
        from rhythm.screens.dialogs.working import at_work

        def done(_changed: object) -> None:
            if into is not None:
                self._go(into)
            self.say(said)

        at_work(self, what, lambda rhythm: do(rhythm.people), done)

    def action_merge(self) -> None:
        """Let another team take this one up."""
        from rhythm.screens.dialogs.pick import Choice, pick

        if self._view is None:
            return
        team = self._view.team

        def choices() -> list[Choice]:
            return [Choice(str(one.id), one.name) for one in self.rhythm.people.teams() if one.id != team.id]

        def merged(key: str) -> None:
            into = TeamId(int(key))
            merge = methodcaller("merge_teams", team.id, into)
            self._read_anew("Merging the teams", merge, self.keyed("merged; {app.undo} takes it back"), into)

        pick(self.rhythm_app, f"Which team takes {team.name} up?", choices, merged)

    def action_look(self, step: int) -> None:
        """To the team after this one by name, or before it."""
        teams = [int(team.id) for team in self.rhythm.people.teams()]
        if self.team_id in teams and len(teams) > 1:
            self._go(teams[(teams.index(self.team_id) + step) % len(teams)])

    def _go(self, team_id: int) -> None:
        self.team_id = team_id
        self.reload()
        self.refresh_bindings()

    def _ask_card(self, key: str) -> None:
        from rhythm.screens.dialogs.team import answer_card

        assert self._view is not None
        card, state = team_rows.card_of(self, self._view, key)
        lead = self._view.lead
        of_area = key.startswith("health:") and lead is not None
        title = self.veil.name(lead.name, lead.id) if of_area and lead is not None else self._view.team.name
        answer_card(self, title, card, state)

    def _edit_interface(self, other: int) -> None:
        from rhythm.screens.dialogs.team import edit_interface

        assert self._view is not None
        team = self._view.team
        one = next((one for one in self._view.interfaces if one.other(team.id) == other), None)
        edit_interface(self, team, one)

    def _open_overlap(self, number: int) -> None:
        """The conflicts between the two, and the page of the other team."""
        from rhythm.screens.dialogs.pick import Choice, pick

        assert self._view is not None
        one = self._view.overlaps[number]
        place = 0 if one.overlap.teams[1] == self.team_id else 1

        def choices() -> list[Choice]:
            conflicts = [
                Choice(f"conflict:{view.id}", self.veil.text(view.conflict.name), "open conflict")
                for view in one.conflicts
            ]
            return [*conflicts, Choice("team:0", one.names[place], "its page")]

        def opened(key: str) -> None:
            if key == "team:0":
                self._go(one.overlap.teams[place])
            else:
                open_key(self, key)

        pick(self.rhythm_app, f"Owned by {one.names[0]} and {one.names[1]}", choices, opened, verb="open")

    def _choose(self, kind: str) -> None:
        """The mode or the bucket, from its list."""
        from rhythm.screens.dialogs.keyed import choose
        from rhythm.screens.dialogs.pick import Choice

        assert self._view is not None
        team, structure = self._view.team, self.rhythm.structure
        listed = structure.modes if kind == "mode" else structure.buckets
        choices = [*(Choice(word.slug, word.label, word.question) for word in listed), Choice("", "Nothing said")]

        def store(slug: str) -> None:
            self.attempt(lambda: self.rhythm.people.edit_team(team.id, **{kind: slug}))

        choose(self.rhythm_app, f"{team.name}: {kind}", lambda: choices, store)

    def _choose_partner(self, role: TriadRole) -> None:
        from rhythm.screens.dialogs.pick import Choice, pick

        assert self._view is not None
        team = self._view.team

        def choices() -> list[Choice]:
            people = [
                Choice(str(one.id), self.veil.name(one.name, one.id), self.veil.text(one.title))
                for one in self.rhythm.people.everybody()
            ]
            return [*people, Choice("0", "Nobody")]

        def store(key: str) -> None:
            number = int(key) or None
            self.attempt(lambda: self.rhythm.people.edit_team(team.id, **{f"{role.value}_id": number}))

        pick(self.rhythm_app, f"{team.name}: {role.value} partner", choices, store)

    def _show_detail(self) -> None:
        if self._view is not None and self.size.width >= WIDE:
            paras = team_rows.paras_of(self, self._view, self.key_in_hand) if self.key_in_hand else ()
            self.query_one("#detail", TextPanel).set_paras(paras)
