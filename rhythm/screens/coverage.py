"""Coverage: how far does one know the teams below one's managers? Under People."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.people import PersonId
from rhythm.screens import coverage_rows
from rhythm.screens.details import detail_of, show_detail
from rhythm.screens.opening import open_key
from rhythm.screens.place import WIDE, PageScreen
from widgets.head_line import HeadLine
from widgets.panel import TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.domain.coverage import Coverage
    from rhythm.service import Rhythm

_EMPTY = [
    "This page shows how well you know your managers' teams.",
    "Skip-levels are the people who report to them. Press {coverage.back}, then {people.add} to add some;"
    " {people.edit} on each says who they report to.",
]


class CoverageScreen(PageScreen):
    """A row for each manager, the worst covered first; below, which ways went what skip-levels said."""

    PLACE = "people"
    SCOPES = ("coverage", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("coverage"), *bindings("copy")]
    CSS_PATH = "coverage.tcss"
    HELP = """
    **Coverage** shows how well you know your managers' teams. The bar is the share of a team that you met in half a
    year, under this manager. ! marks a manager of whose team you met nobody; the mark before a name, one of whose team
    you met fewer than half. Enter opens the people behind a row, longest gap first.

    {coverage.told} notes that the manager has been told about skip-levels, which should come before the first one.
    {coverage.group} meets several people of one team at once. Below is what became of what skip-levels said: it went
    through the manager, stayed with you, or went round the manager. Enter on what has no route yet opens the room,
    where {room.route} gives it one.
    """
    _found: tuple[Coverage, ...] = ()

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail(_EMPTY)

    def reload(self) -> None:
        self._found = self.rhythm.skip_levels.coverage()
        people = sum(one.team_size for one in self._found)
        met = sum(one.met_180d for one in self._found)
        said = f"met {met} of {people} in half a year" if people else ""
        self.query_one("#head", HeadLine).say("Skip-level coverage", said)
        self.listing.set_rows(coverage_rows.coverage_rows(self, self._found) if self._found else [])

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the people of a team, or the room of whoever said something."""
        found = self._highlighted()
        if found is not None:
            self.rhythm_app.open_page(TeamScreen(self.rhythm, found.manager_id))
        elif message.row.key == coverage_rows.INTERIM:
            self.action_meet_interims()
        else:
            open_key(self, message.row.key)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show the team at the right, where there is room; the keys depend on the row."""
        self.refresh_bindings()
        if self.app.size.width >= WIDE:
            found = self._highlighted()
            key = message.row.key if message.row else ""
            paras = coverage_rows.team_paras(self, found) if found is not None else detail_of(self, key)
            self.query_one("#detail", TextPanel).set_paras(paras)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys of a team need a row of one."""
        found = self._highlighted()
        if action == "told":
            return found is not None and found.manager_id is not None
        if action == "group":
            return found is not None and found.manager_id is not None and found.team_size > 1
        if action == "meet_interims":
            return self.is_mounted and bool(self.rhythm.people.interims())
        return super().check_action(action, parameters)

    def action_told(self) -> None:
        """The manager knows that there are skip-levels, or does not after all."""
        found = self._highlighted()
        if found is not None and found.manager_id is not None:
            tell_or_not(self, found.manager_id)

    def action_group(self) -> None:
        """Meet several people of the team at once."""
        from rhythm.screens.dialogs.group import meet_group

        found = self._highlighted()
        if found is not None:
            meet_group(self, found)

    def action_meet_interims(self) -> None:
        """Meet those who stand in for a manager who left every two weeks."""
        self.attempt_and_say(self.rhythm.people.meet_interims, self.keyed("every two weeks; {app.undo} takes it back"))

    def _highlighted(self) -> Coverage | None:
        return next((one for one in self._found if coverage_rows.key_of(one) == self.key_in_hand), None)


class TeamScreen(PageScreen):
    """The people behind one row of the coverage, the longest gap first."""

    PLACE = "people"
    SCOPES = ("team", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("team"), *bindings("copy")]
    CSS_PATH = "coverage.tcss"
    HELP = """
    **The team of a manager**, the people you have not met for longest first. Enter opens the meeting room of one,
    {team.group} meets several at once, and Escape goes back to the coverage.
    """
    _found: Coverage | None = None

    def __init__(self, rhythm: Rhythm, manager_id: PersonId | None) -> None:
        """The team of one manager; None has those whose manager is not known."""
        super().__init__(rhythm)
        self._manager_id = manager_id

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail(["Nobody reports to this manager any more."])

    def reload(self) -> None:
        coverages = self.rhythm.skip_levels.coverage()
        self._found = next((one for one in coverages if one.manager_id == self._manager_id), None)
        name = coverage_rows.manager_name(self, self._manager_id)
        said = coverage_rows.met_words(self._found) if self._found is not None else ""
        self.query_one("#head", HeadLine).say(f"The team of {name}", said)
        rows = coverage_rows.people_rows(self, self._found) if self._found is not None else []
        self.listing.set_rows(rows)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open the meeting room of the person."""
        open_key(self, message.row.key)

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Show the person at the right, where there is room."""
        show_detail(self, message.row)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A group needs a manager and more than one person."""
        if action == "group":
            found = self._found if self.is_mounted else None
            return found is not None and found.manager_id is not None and found.team_size > 1
        return super().check_action(action, parameters)

    def action_group(self) -> None:
        """Meet several people of the team at once."""
        from rhythm.screens.dialogs.group import meet_group

        if self._found is not None:
            meet_group(self, self._found)


def tell_or_not(page: PageScreen, manager_id: PersonId) -> None:
    """Tick that a manager knows of skip-levels, or take the tick back."""
    manager = page.rhythm.people.person(manager_id)
    if manager is None:
        return
    day = page.rhythm.today() if manager.told_on is None else None
    if page.attempt(lambda: page.rhythm.skip_levels.tell(manager.id, day)) is not None:
        page.say("told" if day is not None else "not told yet")
