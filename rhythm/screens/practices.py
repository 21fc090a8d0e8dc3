"""Standards for all teams, and what each team may choose (essay 1: where consistency matters, and where not)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.decision_rights import Practice, PracticeKind
from rhythm.domain.saying import say_day
from rhythm.domain.text import clean_line
from rhythm.screens.place import PageScreen
from widgets.head_line import HeadLine
from widgets.read_list import ReadList
from widgets.row_list import SPACER, Row, RowList, heading

TITLES = {PracticeKind.STANDARD: "STANDARDS, ALIKE EVERYWHERE", PracticeKind.FREE: "FREE CHOICE OF EACH TEAM"}
ASKED = {PracticeKind.STANDARD: "A standard for all teams", PracticeKind.FREE: "What each team may choose"}


class PracticesScreen(PageScreen):
    """Two lists; an escalation about something in the second one is a leak."""

    PLACE = "org"
    SCOPES = ("practices", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("practices"), *bindings("copy")]
    CSS_PATH = "board.tcss"
    HELP = """
    **Standards** are what all teams do alike; **free choice** is what each team settles for itself. What reaches you
    about something of free choice counts as a leak.
    """

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield ReadList(id="list", marks=self.rhythm_app.marks)

    def reload(self) -> None:
        found, today = self.rhythm.rights.practices(), self.rhythm.today()
        self.query_one("#head", HeadLine).say("Standards and free choice", "")
        rows: list[Row] = []
        for kind, title in TITLES.items():
            of_kind = [one for one in found if one.kind is kind]
            if of_kind:
                rows += [SPACER, heading(title, str(len(of_kind)))]
            rows += [
                Row(f"practice:{one.id}", self.veil.text(one.name), right=f"since {say_day(one.since, today)}")
                for one in of_kind
            ]
        listing = self.listing
        listing.set_empty(
            [
                "This page lists what all teams do alike, and what each may choose.",
                "",
                self.keyed("{practices.standard} adds a standard, {practices.free} something of free choice."),
                "What reaches you about free choice then counts as delegated.",
            ]
        )
        listing.set_rows(rows[1:])

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show the keys of the row."""
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is in no list can't end."""
        if action == "end":
            return self._highlighted() is not None
        return super().check_action(action, parameters)

    def action_add(self, kind: str) -> None:
        """Ask for the name, and add it."""
        from rhythm.screens.dialogs.form import Field, ask_fields

        which = PracticeKind(kind)
        field = Field("name", "Name", understood=lambda text: clean_line(text, "the name") and "")
        add = self.rhythm.rights.add_practice
        ask_fields(
            self.rhythm_app,
            f"practice:{kind}",
            ASKED[which],
            [field],
            lambda texts: add(which, texts["name"]),
            verb="add",
        )

    def action_end(self) -> None:
        """Say that it holds no more."""
        found = self._highlighted()
        if found is not None and self.attempt(lambda: self.rhythm.rights.end_practice(found.id)) is not None:
            self.say(self.keyed("ended; {app.undo} brings it back"))

    def _highlighted(self) -> Practice | None:
        number = self.in_hand("practice")
        return next((one for one in self.rhythm.rights.practices() if str(one.id) == number), None)
