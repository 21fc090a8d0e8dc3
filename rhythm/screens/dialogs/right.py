"""Who decides for a team in an area, and the questions about what was delegated and came back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.decision_rights import Cell, NewRight
from rhythm.domain.names import name_key
from rhythm.domain.saying import say_when, with_capital
from rhythm.errors import BadInput
from rhythm.screens.board_rows import history_line
from rhythm.screens.dialogs.day import past_day
from rhythm.screens.dialogs.fields import FieldsDialog, field
from rhythm.screens.tracker_words import TrackerWords
from widgets.capture_input import CaptureInput
from widgets.plain import one_line, plain

if TYPE_CHECKING:
    from rhythm.domain.decision_rights import Role
    from rhythm.screens.place import PageScreen
    from rhythm.service.rights import CellView

HINTS = {
    "decider": "who decides: one, the approver",
    "level": "1 tell 2 sell 3 consult 4 agree 5 advise 6 inquire 7 delegate",
    "why": "the reason for the change",
    "since": "today",
    "driver": "who moves it along, if somebody else",
    "heard": "who is heard before; commas between",
    "informed": "who is told after; commas between",
}
HISTORY = 4
LINE = 70


class EditRight(FieldsDialog[bool]):
    """The fields of a cell as they stand; Enter makes a new row of its history."""

    HELP = """
    **Who decides**: one person, the approver. From level 5 on the decision is theirs, and what reaches you of it counts
    as a leak. A day of the past may be named; the history below keeps every change with its reason.
    """

    def __init__(self, page: PageScreen, view: CellView) -> None:
        super().__init__(page, f"right:{view.cell.team_id}:{view.cell.area}")
        self._view = view

    def title_text(self) -> str:
        teams = {team.id: team.name for team in self.rhythm.people.teams()}
        area = TrackerWords(self.rhythm, self.veil).area(self._view.cell.area)
        return f"{teams.get(self._view.cell.team_id, '')} · {area}"

    def body(self) -> ComposeResult:
        values = self._as_stored()
        usually = self.rhythm.rights.usually(self._view.cell.area, why=True)
        if usually:
            yield Static(plain(with_capital(usually)), classes="quiet")
        for name, hint in HINTS.items():
            yield field(name, CaptureInput(values.get(name, ""), placeholder=hint, id=name))
        yield Static(id="echo", markup=False)
        yield Static(id="history", markup=False)

    def refill(self) -> None:
        lines = [one_line(history_line(self.page, right), LINE) for right in reversed(self._view.history[-HISTORY:])]
        self.query_one("#history", Static).update(plain("\n".join(lines)))
        super().refill()

    def understood(self) -> None:
        if not self.typed("decider") and not self.typed("level"):
            self.tell("")
            return
        new = self.read_or_tell(self._read)
        if new is None:
            return
        name = self.veil.name(self.rhythm.people.find(self.typed("decider")).name, new.decider_id)
        help_text = self.rhythm.vocabulary.levels[new.level - 1].help
        self.tell(f"{name}, since {say_when(new.since, self.rhythm.today())}. {help_text}")

    def answer(self) -> None:
        new = self.read_or_refuse(self._read)
        if new is None:
            return
        stored = self.attempt(lambda: self.rhythm.rights.set(new))
        if stored is not None:
            before = self._view.right
            self.finish(True)
            moved = before is not None and before.level is not stored.level
            self.page.say(
                self.keyed("stored; {board.answer}: 5 questions") if moved else "stored; who else should know?"
            )

    def _read(self) -> NewRight:
        rhythm = self.rhythm
        if "," in self.typed("decider"):
            raise BadInput("one person decides, and is the approver", "put the others into heard or informed")
        driver = self.typed("driver")
        return NewRight(
            self._view.cell.team_id,
            self._view.cell.area,
            past_day(rhythm, self.typed("since")) if self.typed("since") else rhythm.today(),
            rhythm.people.find(self.typed("decider")).id,
            rhythm.rights.read_level(self.typed("level")),
            self.typed("why"),
            rhythm.people.find(driver).id if driver else None,
            rhythm.rights.read_roles(self.typed("heard")),
            rhythm.rights.read_roles(self.typed("informed")),
        )

    def _as_stored(self) -> dict[str, str]:
        right = self._view.right
        if right is None:
            return {}
        people = self.rhythm.people.everybody(archived=True)
        keys = [name_key(person.name) for person in people]

        def named(name: str, number: int | None) -> str:
            # Two of one name are told apart by their number.
            return f"#{number}" if number is not None and keys.count(name_key(name)) > 1 else name

        def listed(roles: tuple[Role, ...]) -> str:
            return ", ".join(named(role.name, role.person_id) for role in roles)

        return {
            "decider": named(right.decider, right.decider_id),
            "level": str(int(right.level)),
            "driver": named(right.driver, right.driver_id),
            "heard": listed(right.contributors),
            "informed": listed(right.informed),
        }


def ask_questions(page: PageScreen, cell: Cell, why: str) -> None:
    """Ask the delegation questions about a cell, saying why; what is left empty is an answer too."""
    from rhythm.screens.dialogs.form import Field, ask_fields

    said = TrackerWords(page.rhythm, page.veil)
    teams = {team.id: team.name for team in page.rhythm.people.teams()}
    fields = [Field(question.id, question.text) for question in page.rhythm.prompts.delegation]
    ask_fields(
        page.rhythm_app,
        f"right:{cell.team_id}:{cell.area}:questions",
        f"{teams.get(cell.team_id, '')} · {said.area(cell.area)}",
        fields,
        lambda texts: page.rhythm.rights.answer(cell, texts),
        about=f"{why} One line each, or none.",
    )
