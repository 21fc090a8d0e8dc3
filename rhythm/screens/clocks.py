"""Role clocks: how long the director and each manager have their roles, and the lists of the first 90 days."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.people import PersonId
from rhythm.domain.saying import say_when
from rhythm.screens import clock_rows
from rhythm.screens.dialogs.line import ask_line
from rhythm.screens.place import WIDE, Columns, PageScreen
from widgets.head_line import HeadLine
from widgets.panel import TextPanel
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.domain.clocks import FirstDays, Line
    from rhythm.domain.people import Person
    from rhythm.service import Rhythm

_EMPTY = [
    "This page shows how long you and your managers have had your roles.",
    "",
    "Press {place.people} and {people.add} to add people first.",
]


class ClocksScreen(PageScreen):
    """A row for everybody with a clock; Enter opens the first 90 days."""

    PLACE = "org"
    SCOPES = ("clocks", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("clocks"), *bindings("copy")]
    CSS_PATH = "bench.tcss"
    HELP = """
    **Role clocks** show how long you and each manager have had the role. It generally takes 12 to 18 months to adjust.
    Until then, read trends, such as what reaches you from a team, as those of somebody new.

    Enter opens the three lists of the first 90 days; {clocks.start} sets the day on which somebody took the role.
    """

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail(_EMPTY)

    def reload(self) -> None:
        clocks = self.rhythm.clocks.all()
        new = sum(one.adjusting for one in clocks)
        said = f"{new} still adjusting" if new else ""
        self.query_one("#head", HeadLine).say("Role clocks", said)
        rows = clock_rows.clock_rows(self, clocks, self.rhythm.clocks.unknown())
        self.listing.set_rows(rows)

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the first 90 days at the right, where there is room."""
        self.refresh_bindings()
        person = self._highlighted()
        if self.app.size.width >= WIDE and person is not None:
            found = self.rhythm.clocks.first_days(person)
            self.query_one("#detail", TextPanel).set_paras(tuple(clock_rows.clock_paras(self, person, found)))

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """Open the first 90 days; where no start is known, ask for it."""
        person = self._highlighted()
        if person is None:
            return
        if self.rhythm.clocks.of(person) is None:
            self.action_start()
        else:
            open_first_days(self, person.id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A start is of somebody."""
        return super().check_action(action, parameters) and (action != "start" or self._highlighted() is not None)

    def action_start(self) -> None:
        """Say since when the one of the row has the role."""
        person = self._highlighted()
        if person is not None:
            ask_start(self, person)

    def _highlighted(self) -> Person | None:
        _, number = self.parts_in_hand
        return self.rhythm.people.person(int(number)) if number else None


class FirstDaysScreen(PageScreen):
    """Three lists to tick, with lines of one's own."""

    PLACE = "org"
    SCOPES = ("first_days", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("first_days"), *bindings("copy")]
    CSS_PATH = "bench.tcss"
    HELP = """
    **The first 90 days** in a role: assess the situation, low-hanging fruit, relationships. {first_days.tick} ticks a
    line, {first_days.add} adds one of your own to the list the cursor is in, {first_days.drop} takes one of your own
    out.
    """

    def __init__(self, rhythm: Rhythm, person_id: PersonId) -> None:
        super().__init__(rhythm)
        self.person_id = person_id
        self._found: FirstDays | None = None

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        with Columns(id="columns"):
            yield RowList(id="list", marks=marks)

    def reload(self) -> None:
        person = self.rhythm.people.person(self.person_id)
        self._found = found = self.rhythm.clocks.first_days(person) if person is not None else None
        if person is None or found is None:
            # Saying since when was undone while the page was open.
            self.call_later(self.action_back)
            return
        name = clock_rows.YOU if person.is_me else self.veil.name(person.name, person.id)
        self.query_one("#head", HeadLine).say(name, clock_rows.head_words(self, found.clock))
        width = self.size.width or self.app.size.width
        self.listing.set_rows(clock_rows.list_rows(self, found, width))
        self.refresh_bindings()

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """The keys depend on the row."""
        self.refresh_bindings()

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """Tick the line."""
        self.action_tick()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a line is ticked, and only one's own is taken out."""
        line = self._line() if self.is_mounted else None
        needs = {"tick": line is not None, "drop": line is not None and not line.item}
        return needs.get(action, True) and super().check_action(action, parameters)

    def action_tick(self) -> None:
        """Tick the line, or take the tick back."""
        line, person = self._line(), self.rhythm.people.person(self.person_id)
        if line is not None and person is not None:
            self.attempt(lambda: self.rhythm.clocks.tick(person, line, line.done_on is None))

    def action_add(self) -> None:
        """Write a line of one's own into the list of the cursor."""
        person, listed = self.rhythm.people.person(self.person_id), self._list()
        if person is None or self._found is None:
            return
        title = next(one.title for one in self._found.lists if one.id == listed)

        def store(text: str) -> object:
            return self.attempt(lambda: self.rhythm.clocks.add(person, listed, text))

        hint = "something else to do in these days"
        ask_line(self, lambda: title, store, draft=f"first_days:{person.id}:{listed}", verb="write", placeholder=hint)

    def action_drop(self) -> None:
        """Take the line of one's own out."""
        line = self._line()
        number = line.id if line is not None else None
        if number is not None and self.attempt(lambda: self.rhythm.clocks.drop(number)) is not None:
            self.say(self.keyed("taken out; {app.undo} brings it back"))

    def action_start(self) -> None:
        """Say since when they have the role."""
        person = self.rhythm.people.person(self.person_id)
        if person is not None:
            ask_start(self, person)

    def _line(self) -> Line | None:
        kind, rest = self.parts_in_hand
        lines = self._found.lines if self._found is not None else ()
        return lines[int(rest)] if kind == "line" and int(rest) < len(lines) else None

    def _list(self) -> str:
        """The list in which the cursor stands, else the first."""
        kind, rest = self.parts_in_hand
        line = self._line()
        first = self._found.lists[0].id if self._found is not None else ""
        return rest if kind == "list" else line.list if line is not None else first


def open_first_days(page: PageScreen, person_id: PersonId) -> None:
    """The first 90 days of somebody."""
    page.rhythm_app.open_page(FirstDaysScreen(page.rhythm, person_id))


def ask_start(page: PageScreen, person: Person) -> None:
    """Ask since when somebody has the role."""
    from rhythm.domain.dates import Looking
    from rhythm.screens.dialogs.day import read_day

    def echo(typed: str) -> str:
        return say_when(read_day(page.rhythm, typed, Looking.BACK), page.rhythm.today())

    def store(typed: str) -> object:
        day = read_day(page.rhythm, typed, Looking.BACK)
        return page.attempt(lambda: page.rhythm.clocks.set_start(person.id, day))

    name = clock_rows.YOU if person.is_me else person.name
    ask_line(
        page,
        lambda: f"Since when: {name if person.is_me else page.veil.name(name, person.id)}",
        store,
        draft=f"role_start:{person.id}",
        placeholder="the first day of the role: 5 oct, 5 oct 2025",
        echo=echo,
    )
