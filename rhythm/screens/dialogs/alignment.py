"""Tension or misalignment: three questions with a y or an n each, asked before a conflict is left as it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.screens.dialogs.dialog import Dialog, ask
from widgets.plain import plain
from widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from rhythm.domain.alignment import Alignment
    from rhythm.domain.escalations import ConflictId
    from rhythm.screens.place import PageScreen
    from rhythm.service import Rhythm

ABOUT = "Tension between two leaders is healthy while they use the same of these. One no makes it misalignment."
_SAID = {True: "yes, the same", False: "no", None: ""}


class AlignmentDialog(Dialog["tuple[Alignment | None]"]):
    """Answers with the test that was stored; with None in its place when the tension is to be left without it."""

    SCOPES = ("alignment", "storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("alignment"))
    HELP = """
    **Tension or misalignment**: three questions, {alignment.yes} or {alignment.no}. If both sides use the same planning
    assumptions, success criteria and rules for escalating, the tension between them is healthy and may stay. If not, it
    is misalignment: the matching fix is proposed, and the cause is noted for the meetings that have none.
    """

    def __init__(self, rhythm: Rhythm, conflict_id: ConflictId) -> None:
        """The answers begin as they were given last."""
        super().__init__(rhythm)
        self._conflict_id = conflict_id
        before = rhythm.alignment.newest(conflict_id)
        names = [question.id for question in rhythm.alignment.questions]
        self._answers: dict[str, bool] = {name: getattr(before, name) for name in names} if before else {}

    def title_text(self) -> str:
        return "Tension or misalignment?"

    def body(self) -> ComposeResult:
        yield Static(plain(ABOUT), classes="about")
        yield RowList(id="alignment-list", marks=self.rhythm_app.marks)
        yield Static(id="alignment-said", classes="facts", markup=False)

    def on_mount(self) -> None:
        """Begin on the first question."""
        self.query_one(RowList).focus()

    @property
    def _questions(self) -> tuple[tuple[str, str], ...]:
        return tuple((question.id, question.text) for question in self.rhythm.alignment.questions)

    def refill(self) -> None:
        """Show the questions with their answers, and what they come to."""
        rows = [
            Row(name, text, {True: "y", False: "n", None: " "}[self._answers.get(name)], _SAID[self._answers.get(name)])
            for name, text in self._questions
        ]
        self.query_one(RowList).set_rows(rows)
        whole = len(self._answers) == len(rows)
        said = "" if not whole else "A healthy tension." if all(self._answers.values()) else "Misalignment: fix it."
        self.query_one("#alignment-said", Static).update(plain(said))
        store = (("enter", "store"),) if whole else ()
        answers = (("{alignment.yes}", "the same|same"), ("{alignment.no}", "not the same|not"))
        self.say_keys(*answers, *store, ("{alignment.untested}", "leave it untested|leave"), ("escape", "back"))

    def action_answer(self, same: bool) -> None:
        """Answer the highlighted question, and go on to the next."""
        rows = self.query_one(RowList)
        if rows.highlighted is None:
            return
        self._answers[rows.highlighted.key] = same
        open_ones = [name for name, _ in self._questions if name not in self._answers]
        self.refill()
        if open_ones:
            rows.highlight(open_ones[0])

    def action_untested(self) -> None:
        """Leave the tension without the test."""
        self.dismiss((None,))

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """Store when all three are answered; else the next one is asked."""
        if len(self._answers) < len(self._questions):
            self.app.bell()
            return
        found = self.attempt(lambda: self.rhythm.alignment.answer(self._conflict_id, dict(self._answers)))
        if found is not None:
            self.finish((found,))


def ask_alignment(page: PageScreen, conflict_id: ConflictId, then: Callable[[Alignment | None], object]) -> None:
    """Ask the three questions and store the answers; `then` gets the test, or None when it was left out.

    After Escape nothing is called.
    """
    ask(page.rhythm_app, AlignmentDialog(page.rhythm, conflict_id), lambda found: then(*found))
