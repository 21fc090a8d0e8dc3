"""Several pasted lines: each as a record of its own, all in one step."""

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


class PastedLines(Dialog[int]):
    """Answers with how many records were made, or None when they were left out. One of its own adds `title_text`,
    `shown` and `store`."""

    def __init__(self, rhythm: Rhythm, lines: tuple[str, ...]) -> None:
        super().__init__(rhythm)
        self.lines = lines

    def shown(self, number: int, line: str) -> Row:
        """A line as what it becomes."""
        raise NotImplementedError

    def store(self, lines: tuple[str, ...]) -> int:
        """Keep them all, as one action; how many records they make. Raises RhythmError."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        yield TextPanel(id="pasted-about")
        yield RowList(id="pasted-list", marks=self.rhythm_app.marks)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.query_one(RowList).focus()

    def refill(self) -> None:
        """Show the records that would be stored."""
        about = (
            f"{len(self.lines)} lines were pasted. Keep each as a record of its own? One undo takes all of them back."
        )
        self.query_one(TextPanel).set_paras([Para(about)])
        rows = [self.shown(number, line) for number, line in enumerate(self.lines)]
        self.query_one(RowList).set_rows([heading("EACH A RECORD"), *rows])

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """Keep them all, once."""
        if (made := self.attempt(lambda: self.store(self.lines))) is not None:
            self.finish(made)


class PastedDialog(PastedLines):
    """Lines that are logged, each as an escalation."""

    KEYS = (("enter", "log them all|log all"), ("escape", "leave them out|leave out"))
    HELP = """
    **Several lines were pasted.** Enter logs each as a row of its own; one undo takes all of them back. A line that
    can't be read fully is kept as typed, for the weekly review. Escape leaves them out.
    """

    def __init__(self, rhythm: Rhythm, lines: tuple[str, ...], defaults: Mapping[str, Any]) -> None:
        """`defaults` fill fields that a line leaves open."""
        super().__init__(rhythm, lines)
        self._defaults = defaults

    def title_text(self) -> str:
        return "Log what was pasted"

    def shown(self, number: int, line: str) -> Row:
        new = self._row_of(line)
        kept = "kept as typed" if new == NewEscalation(line, self.rhythm.today()) else self.words.facts(new)
        return Row(f"line:{number}", self.veil.text(new.summary), fact=kept)

    def store(self, lines: tuple[str, ...]) -> int:
        made = len(self.rhythm.tracker.log_several([self._row_of(line) for line in lines]))
        app = self.rhythm_app
        app.call_later(tell, app, f"logged {made} escalations")
        return made

    def _row_of(self, line: str) -> NewEscalation:
        """A line as a row; one that can't be read whole is stored as it stands, for the weekly review."""
        capture, today = self.rhythm.tracker.read(line), self.rhythm.today()
        if stopped_by(capture, today) is not None:
            return NewEscalation(line, today)
        return new_of(self.rhythm, capture, self._defaults)
