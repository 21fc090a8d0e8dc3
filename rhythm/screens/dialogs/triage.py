"""Triage of single rows, over any page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.escalations import Escalation
from rhythm.screens.dialogs.dialog import Dialog, tell
from rhythm.screens.triage_panel import TriagePanel

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.service import Rhythm


class TriageDialog(Dialog[Escalation]):
    """One row after the other; a row that has its conflict and its moment makes place for the next."""

    SCOPES = ("triage", "fields", "capture", "storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("dialog"))
    HELP = """
    **Triage**: which conflict does it belong to, and was it one of your four moments?

    Enter takes what is highlighted, digits a suggestion, {capture.new} makes a new conflict. Every answer is stored at
    once and is one step to undo.
    """

    def __init__(self, rhythm: Rhythm, rows: Sequence[Escalation]) -> None:
        super().__init__(rhythm)
        self._rows = list(rows)
        self._of = len(rows)
        self._asked = self._rows[0].unsorted
        self._sorted = 0

    def body(self) -> ComposeResult:
        yield TriagePanel(self._rows[0], later="leave it as it is" if self._of == 1 else "leave it for now")

    @property
    def _panel(self) -> TriagePanel:
        return self.query_one(TriagePanel)

    def on_mount(self) -> None:
        self.say_keys(*self._panel.keys_now)
        self._panel.focus_list()

    def refill(self) -> None:
        """Show the row as it stands now; one that was undone away is left."""
        if not self._rows:
            return
        now = self.rhythm.tracker.escalation(self._rows[0].id)
        if now is None:
            self._next()
        else:
            self._asked = self._asked or now.unsorted
            self._panel.set_row(now)
            self.say_keys(*self._panel.keys_now)

    def on_triage_panel_changed(self, message: TriagePanel.Changed) -> None:
        """Go on when nothing is left to ask of the row."""
        if self._in_front(message.row) and self._asked and not message.row.unsorted:
            self._sorted += 1
            self._next()
        else:
            self.say_keys(*self._panel.keys_now)

    def on_triage_panel_pointed(self) -> None:
        """Enter says what it does to the row under the cursor."""
        self.say_keys(*self._panel.keys_now)

    def on_triage_panel_left(self, message: TriagePanel.Left) -> None:
        """Go on without an answer."""
        if self._in_front(message.row):
            self._next()

    def _in_front(self, row: Escalation) -> bool:
        """Whether it is asked about now: a message may come after the dialog went on, or is done."""
        return bool(self._rows) and self._rows[0].id == row.id

    def _next(self) -> None:
        self._rows.pop(0)
        if not self._rows:
            app, done = self.rhythm_app, self._sorted
            self.dismiss(None)
            if done:
                app.call_later(tell, app, f"sorted {done}" if done > 1 else "sorted")
            return
        self._asked = self._rows[0].unsorted
        self.show_anew()
        self._panel.focus_list()

    def title_text(self) -> str:
        title = "Which conflict, which moment?" if self._asked else "What reached you"
        return f"{title}  {min(self._of - len(self._rows) + 1, self._of)} of {self._of}" if self._of > 1 else title


def open_triage(app: RhythmApp, escalation: Escalation, then: Sequence[Escalation] = ()) -> None:
    """Open triage of one row over whatever is in front, and of others after it."""
    rest = [row for row in then if row.id != escalation.id]
    app.push_screen(TriageDialog(app.rhythm, [escalation, *rest]))
