"""Splitting a conflict: which rows leave, and what the new conflict is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from rhythm.commands import bindings
from rhythm.domain.conflicts import Conflict
from rhythm.domain.escalations import EscalationId
from rhythm.domain.saying import say_day
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.window import Window
from widgets.capture_input import CaptureInput
from widgets.plain import plain
from widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm

LIST_KEYS = (("space", "tick what leaves"), ("enter", "go on to the name"), ("escape", "back"))
NAME_KEYS = (("enter", "split"), ("escape", "back to the rows"))


class SplitDialog(Window[Conflict]):
    """Space ticks the rows that leave; Enter asks for a name; Enter again splits."""

    TITLE_TEXT = "Not the same conflict: which rows leave?"
    SCOPES = ("split", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("split"))

    def __init__(self, rhythm: Rhythm, view: ConflictView) -> None:
        super().__init__(rhythm)
        self._view = view
        self._ticked: set[EscalationId] = set()

    def body(self) -> ComposeResult:
        yield RowList(id="split-list", marks=self.rhythm_app.marks)
        yield Static(plain("Name of the new conflict"), classes="label")
        yield CaptureInput(self.rhythm.draft(self._draft), placeholder="what its first row says", id="split-name")

    @property
    def _draft(self) -> str:
        return f"split:{self._view.id}"

    @property
    def _list(self) -> RowList:
        return self.query_one("#split-list", RowList)

    @property
    def _name_field(self) -> CaptureInput:
        return self.query_one("#split-name", CaptureInput)

    def refill(self) -> None:
        """Show the rows with their ticks."""
        today, words = self.rhythm.today(), self.words
        self._name_field.password = self.veil.hidden
        self._list.set_rows(
            [
                Row(
                    f"escalation:{row.id}",
                    self.veil.text(row.summary),
                    "[x]" if row.id in self._ticked else "[ ]",
                    say_day(row.day, today),
                    words.place(row),
                )
                for row in self._view.rows
            ]
        )

    def on_descendant_focus(self) -> None:
        """The keys of the rows, or those of the name."""
        self.say_keys(*(NAME_KEYS if self._name_field.has_focus else LIST_KEYS))

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """From the rows to the name; with none ticked the highlighted one leaves."""
        if not self._ticked:
            self.action_tick()
        self._name_field.focus()

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        """Split."""
        leaving = [row for row in self._view.rows if row.id in self._ticked]
        name = self._name_field.value.strip() or (leaving[0].summary[:60] if leaving else "")
        part = self.attempt(lambda: self.rhythm.tracker.split(self._view.id, [row.id for row in leaving], name or None))
        if part is not None:
            self.rhythm.save_draft(self._draft, "")
            self.dismiss(part)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Ticks are for the rows; in the name a space is a space."""
        return action != "tick" or (self.is_mounted and self._list.has_focus)

    def on_capture_input_pasted(self, message: CaptureInput.Pasted) -> None:
        """A paste of several lines becomes one."""
        message.capture_input.insert_text_at_cursor(" ".join(message.lines))

    def action_tick(self) -> None:
        """Tick the highlighted row, or untick it."""
        if (row := self._list.highlighted) is not None:
            self._ticked ^= {EscalationId(int(row.key.rpartition(":")[2]))}
            self.refill()

    def action_back(self) -> None:
        """From the name to the rows, from there out; a name that was typed is kept."""
        if self._name_field.has_focus:
            self._list.focus()
        else:
            self.keep_draft()
            self.dismiss(None)

    def keep_draft(self) -> None:
        """Store the name as typed."""
        try:
            self.rhythm.save_draft(self._draft, self._name_field.value)
        except RhythmError as error:
            self.rhythm_app.show_error(error)
