"""The role expectation matrix of one manager: I expect of you, you expect of me."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from rhythm.commands import bindings
from rhythm.domain.expectations import HEADINGS, Expectation, ExpectationSide
from rhythm.domain.saying import say_day
from rhythm.screens.dialogs.line import ask_line
from rhythm.screens.place import PageScreen
from widgets.head_line import HeadLine
from widgets.panel import wrap
from widgets.plain import one_line
from widgets.read_list import ReadList
from widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.service import Rhythm

_EMPTY = {
    ExpectationSide.OF_THEM: ["What you count on from them goes here.", "{expectations.add} writes a line."],
    ExpectationSide.OF_ME: ["What they count on from you goes here.", "Ask them; {expectations.add} writes a line."],
}


class ExpectationsScreen(PageScreen):
    """Two columns side by side, each line with its day; a line that holds no more is retired."""

    PLACE = "people"
    SCOPES = ("expectations", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("expectations"), *bindings("copy")]
    CSS_PATH = "expectations.tcss"
    HELP = """
    **Expectations** of both sides, in two columns. Once a quarter you read them to each other. {expectations.add} adds
    a line to the column of the cursor, {expectations.retire} retires one that no longer holds, {expectations.carry}
    puts one on the agenda when you see it differently. Tab, left and right go to the other column.
    """

    def __init__(self, rhythm: Rhythm, person: Person) -> None:
        super().__init__(rhythm)
        self.person = person

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        with Horizontal(id="matrix"):
            for side, title in HEADINGS.items():
                with Vertical(classes="side"):
                    yield HeadLine(title.upper(), marks=self.rhythm_app.marks, classes="title")
                    yield ReadList(id=side.value, marks=self.rhythm_app.marks, empty=map(self.keyed, _EMPTY[side]))

    def reload(self) -> None:
        person = self.rhythm.people.person(self.person.id)
        if person is None:
            self.call_later(self.action_back)
            return
        self.person = person
        found = self.rhythm.talks.expectations(person.id)
        for side in ExpectationSide:
            width = max(20, self.size.width // 2 - 4)
            rows = [self._row(one, width) for one in found if one.side is side]
            self.query_one(f"#{side.value}", ReadList).set_rows(rows)
        name = self.veil.name(person.name, person.id)
        self.query_one("#head", HeadLine).say(f"{name}: what you expect of each other")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Retiring and carrying need a line."""
        if action in ("retire", "carry"):
            return self._highlighted() is not None
        return super().check_action(action, parameters)

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """The keys depend on the row."""
        self.refresh_bindings()

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """A line has no page of its own."""
        self.say("nothing more to open")

    def action_add(self) -> None:
        """Write a line into the column of the cursor."""
        side, person = self._side(), self.person

        def store(text: str) -> object:
            done = self.attempt(lambda: self.rhythm.talks.expect(person.id, side, text))
            if done is not None:
                self.say("written")
            return done

        ask_line(
            self,
            lambda: f"{HEADINGS[side]}, with {self.veil.name(person.name, person.id)}",
            store,
            draft=f"expect:{person.id}:{side}",
            verb="write",
            placeholder="decides launch dates alone, and tells me afterwards",
        )

    def action_retire(self) -> None:
        """The line holds no more."""
        number = self._highlighted()
        if number is not None and self.attempt(lambda: self.rhythm.talks.retire(number)) is not None:
            self.say(self.keyed("retired; {app.undo} brings it back"))

    def action_carry(self) -> None:
        """Put the line on the agenda."""
        number = self._highlighted()
        if number is not None and self.attempt(lambda: self.rhythm.talks.carry(number)) is not None:
            self.say("on the agenda")

    def action_side(self, side: str) -> None:
        """Go to a column."""
        self.query_one(f"#{side}", ReadList).focus()

    def _row(self, one: Expectation, width: int) -> Row:
        text, day = self.veil.text(one.body), say_day(one.day, self.rhythm.today())
        lines = wrap(one_line(text), width)
        whole = tuple(lines) if len(lines) > 1 or len(text) + len(day) + 2 > width else ()
        return Row(f"expectation:{one.id}", text, right=day, detail=whole)

    def _side(self) -> ExpectationSide:
        focused = self.focused
        here = focused.id if focused is not None and focused.id in {*ExpectationSide} else None
        return ExpectationSide(here) if here is not None else ExpectationSide.OF_THEM

    def _highlighted(self) -> int | None:
        row = self.query_one(f"#{self._side().value}", ReadList).highlighted if self.is_mounted else None
        return int(row.key.partition(":")[2]) if row is not None else None
