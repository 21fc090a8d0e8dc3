"""Adding people by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.domain.names import checked_name, name_key
from rhythm.domain.people import Person
from rhythm.domain.saying import counted
from rhythm.errors import BadInput, RhythmError
from rhythm.screens.dialogs.fields import FieldsDialog, field
from rhythm.screens.dialogs.working import Beside, settle
from widgets.capture_input import CaptureInput
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from rhythm.service import Rhythm


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Who is to be added, who is here already, under whom, and in which team."""

    names: tuple[str, ...]
    known: tuple[str, ...]
    manager: Person | None
    team: str


class AddPeople(FieldsDialog[bool]):
    """Names, one line after the other, who they report to, and their team; only the names are needed.

    Enter adds the names of the line and asks for the next; on an empty line it ends.
    """

    SCOPES = ("add_people", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("add_people"))
    KEYS = (
        *(("enter", "add, next"), ("tab", "next field|field")),
        *(("{people.done}", "add, end|end"), ("escape", "back, kept")),
    )
    HELP = """
    **People**, by name: one, or several with commas between them. Without anything else they report to you. If you
    name one of your managers, they are that manager's people, and skip-levels of yours. A team that there is not is
    made.
    """

    def __init__(self, page: PageScreen) -> None:
        super().__init__(page, "people:add")
        self._added: list[Person] = []
        self._newest: tuple[Person, ...] = ()

    def title_text(self) -> str:
        return "Add people"

    def body(self) -> ComposeResult:
        yield field(
            "names", CaptureInput(placeholder="one name, or several with commas between them", joins=", ", id="names")
        )
        yield field("report to", CaptureInput(placeholder="me (or one of my managers, then they are skip-levels)",
                                              id="manager"))  # fmt: skip
        yield field("team", CaptureInput(placeholder="optional", id="team"))
        yield Static(id="echo", markup=False)

    def understood(self) -> None:
        wanted = self.read_or_tell(self._read)
        if wanted is None:
            return
        if wanted.names or wanted.known:
            self.tell(self._said(wanted))
        elif self._newest:
            names = ", ".join(self._shown_name(person) for person in self._newest)
            self.tell(f"added {names}; Enter on the empty line ends", Tone.SUCCESS)
        else:
            self.tell("A name is all it takes.")

    def answer(self) -> None:
        if self.typed("names"):
            self._add()
        else:
            self._end()

    def action_done(self) -> None:
        """Add what stands in the line, if anything does, and end."""
        if self.typed("names"):
            self._add(self._end)
        else:
            self._end()

    def action_back(self) -> None:
        self._say_added()
        super().action_back()

    def _add(self, then: Callable[[], object] = lambda: None) -> None:
        """Add the names of the line, empty it, and go on with `then`; what is refused is said."""
        try:
            wanted = self._read()
            if not wanted.names:
                raise BadInput("there is no new name yet", "type one, or several with commas between them")
        except RhythmError as error:
            self.refuse(error)
            return
        settle(self, partial(self._store, wanted), partial(self._added_now, then), self.refuse)

    def _store(self, wanted: _Wanted) -> tuple[Person, ...] | Beside[tuple[Person, ...]]:
        manager_id = wanted.manager.id if wanted.manager is not None else None

        def add(rhythm: Rhythm) -> tuple[Person, ...]:
            return tuple(rhythm.people.add_several(list(wanted.names), manager_id=manager_id, team=wanted.team))

        new_team = wanted.team and self.rhythm.people.team_called(wanted.team) is None
        if new_team and self.rhythm.is_much_to_read():
            return Beside("Adding people", add)
        return add(self.rhythm)

    def _added_now(self, then: Callable[[], object], added: tuple[Person, ...]) -> None:
        self._newest = added
        self._added += added
        names = self.query_one("#names", CaptureInput)
        names.value = ""
        names.focus()
        self.stored_so_far()
        self.understood()
        then()

    def _end(self) -> None:
        if self._added:
            self._say_added()
            self.finish(True)
        else:
            self.action_back()

    def _say_added(self) -> None:
        if self._added:
            self.page.say(f"added {counted(len(self._added), 'person', 'people')}")

    def _read(self) -> _Wanted:
        people = self.rhythm.people
        here = {name_key(person.name) for person in people.everybody()}
        # Who presses the key of this dialog once more has a plus before the name.
        typed = dict.fromkeys(" ".join(name.strip(" +").split()) for name in re.split(r"[,;\n]", self.typed("names")))
        names = [name for name in typed if name]
        manager = self.typed("manager")
        found = people.find(manager) if manager and manager.casefold() != "me" else None
        return _Wanted(
            tuple(checked_name(name, "the name") for name in names if name_key(name) not in here),
            tuple(name for name in names if name_key(name) in here),
            found if found is not None and not found.is_me else None,
            self.typed("team"),
        )

    def _said(self, wanted: _Wanted) -> str:
        """What Enter will do: `3 people, who report to you · new team Payments`."""
        under = f"to {self._shown_name(wanted.manager)}" if wanted.manager is not None else "to you"
        parts = []
        if wanted.names:
            who = counted(len(wanted.names), "person, who reports", "people, who report")
            parts.append(f"{who} {under}")
        if wanted.known:
            verb = "is" if len(wanted.known) == 1 else "are"
            parts.append(f"{self.veil.text(', '.join(wanted.known))} {verb} here already")
        if wanted.team:
            new = "" if self.rhythm.people.team_called(wanted.team) is not None else "new "
            parts.append(f"{new}team {self.veil.text(wanted.team)}")
        return self.rhythm_app.marks.text(" · ").join(parts)

    def _shown_name(self, person: Person) -> str:
        return self.veil.name(person.name, person.id)


def add_people(page: PageScreen) -> None:
    """Ask for names and add them."""
    page.app.push_screen(AddPeople(page))
