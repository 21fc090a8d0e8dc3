"""Splitting a conflict: which rows leave, and what the new conflict is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from rhythm.commands import bindings
from rhythm.domain.conflicts import Conflict
from rhythm.domain.saying import say_day
from rhythm.screens.dialogs.ticking import TickingDialog
from widgets.capture_input import CaptureInput
from widgets.plain import plain
from widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm


class SplitDialog(TickingDialog[Conflict]):
    """Space ticks the rows that leave; Enter asks for a name; Enter again splits."""

    SCOPES = ("split", "storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("split"))
    LIST_KEYS = (("{split.tick}", "tick what leaves|tick"), ("enter", "go on to the name|name"), ("escape", "back"))
    FIELD_KEYS = (("enter", "split"), ("escape", "back to the rows"))
    HELP = """
    **Two conflicts in one**: {split.tick} ticks the rows that belong elsewhere, Enter goes on to the name of the
    conflict that they become. Both count their own meetings from then on.
    """

    def __init__(self, rhythm: Rhythm, view: ConflictView) -> None:
        super().__init__(rhythm, f"split:{view.id}", set())
        self._view = view

    def title_text(self) -> str:
        return "Not the same conflict: which rows leave?"

    def body(self) -> ComposeResult:
        yield RowList(id="split-list", marks=self.rhythm_app.marks)
        yield Static(plain("Name of the new conflict"), classes="label")
        yield CaptureInput(placeholder="what its first row says", id="split-name")

    def refill(self) -> None:
        """Show the rows with their ticks."""
        today, words = self.rhythm.today(), self.words
        self._field.password = self.veil.hidden
        self._list.set_rows(
            [
                Row(
                    f"escalation:{row.id}",
                    self.veil.text(row.summary),
                    self.tick_mark(row.id),
                    say_day(row.day, today),
                    words.place(row),
                )
                for row in self._view.rows
            ]
        )

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """From the rows to the name; with none ticked the highlighted one leaves."""
        if not self._ticked:
            self.action_tick()
        self._field.focus()

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        """Split."""
        leaving = [row for row in self._view.rows if row.id in self._ticked]
        name = self._field.value.strip() or (leaving[0].summary[:60] if leaving else "")
        part = self.attempt(lambda: self.rhythm.tracker.split(self._view.id, [row.id for row in leaving], name or None))
        if part is not None:
            self.finish(part)
