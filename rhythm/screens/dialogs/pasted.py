"""Several pasted lines: each as a row of its own, all in one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult

from rhythm.domain.escalations import NewEscalation
from rhythm.screens.capturing import new_of, stopped_by
from rhythm.screens.dialogs.dialog import Dialog, tell
from widgets.panel import Para, TextPanel
from widgets.row_list import Row, RowList, heading

if TYPE_CHECKING:
    from rhythm.service import Rhythm


class PastedDialog(Dialog[int]):
    """Answers with how many rows were logged, or None when they were left out."""

    KEYS = (("enter", "log them all"), ("escape", "leave them out"))
    HELP = """
    **Several lines were pasted.** Enter logs each as a row of its own; one undo takes all of them back. A line that
    can't be read whole is kept as it was typed, for the weekly review. Escape leaves them out.
    """

    def __init__(self, rhythm: Rhythm, lines: tuple[str, ...], defaults: Mapping[str, Any]) -> None:
        """`defaults` fill fields that a line leaves open."""
        super().__init__(rhythm)
        self._lines = lines
        self._defaults = defaults

    def title_text(self) -> str:
        return "Log what was pasted"

    def body(self) -> ComposeResult:
        yield TextPanel(id="pasted-about")
        yield RowList(id="pasted-list", marks=self.rhythm_app.marks)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one(RowList).focus()

    def refill(self) -> None:
        """Show the rows that would be stored."""
        about = f"{len(self._lines)} lines were pasted. Log each as a row of its own? They are one step to undo."
        self.query_one(TextPanel).set_paras([Para(about)])
        today = self.rhythm.today()
        rows = [heading("EACH A ROW")]
        for number, line in enumerate(self._lines):
            new = self._row_of(line)
            kept = "kept as typed" if new == NewEscalation(line, today) else self.words.facts(new)
            rows.append(Row(f"line:{number}", self.veil.text(new.summary), fact=kept))
        self.query_one(RowList).set_rows(rows)

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """Log them all, once."""
        if self._done:
            return
        rows = [self._row_of(line) for line in self._lines]
        if self.attempt(lambda: self.rhythm.tracker.log_several(rows)) is None:
            return
        app = self.rhythm_app
        self.finish(len(rows))
        app.call_later(tell, app, f"logged {len(rows)} escalations")

    def _row_of(self, line: str) -> NewEscalation:
        """A line as a row; one that can't be read whole is stored as it stands, for the weekly review."""
        capture, today = self.rhythm.tracker.read(line), self.rhythm.today()
        if stopped_by(capture, today) is not None:
            return NewEscalation(line, today)
        return new_of(self.rhythm, capture, self._defaults)
