"""Saying something in one row of a sheet of the quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.quarters import NO_EVIDENCE, VALUES, Sheet, read_value, value_words
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.fields import FieldsDialog, field
from widgets.capture_input import CaptureInput
from widgets.plain import one_line, plain

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.screens.place import PageScreen
    from rhythm.service.quarter_sheets import SheetLine

_HINTS = {
    Sheet.SCORECARD: ("mark", "1 to 5, or n for no evidence", "because", "what it rests on, if you like"),
    Sheet.FOCUS: ("worked as", "f first-line, m mixed, o manager of managers", "example", "one will do"),
}


class SheetRowDialog(FieldsDialog[bool]):
    """A mark, where the sheet has marks, and a line. Two empty fields take back what was said."""

    HELP = """
    **A line of a sheet.** Where there are marks, say on what the mark rests. Two empty fields take back what was
    said.
    """

    def __init__(self, page: PageScreen, quarter: Quarter, line: SheetLine) -> None:
        super().__init__(page, f"sheet:{quarter}:{line.sheet}:{line.item}:{line.person_id or 0}")
        self._quarter = quarter
        self._line = line
        self._marked = line.sheet in VALUES

    def title_text(self) -> str:
        line = self._line
        return self.veil.name(line.name, line.person_id) if line.person_id is not None else line.name

    def body(self) -> ComposeResult:
        line = self._line
        yield Static(plain(one_line(line.hint, 200)), classes="quiet")
        if self._marked:
            label, hint, because, what = _HINTS[line.sheet]
            typed = "n" if line.value == NO_EVIDENCE else value_words(line.value)
            yield field(label, CaptureInput(typed, placeholder=hint, proposed=True, id="value"))
            yield field(because, CaptureInput(line.body, placeholder=what, id="body"))
        else:
            yield field("in a line", CaptureInput(line.body, placeholder="what is, and what comes next", id="body"))
        yield Static(id="echo", markup=False)

    def understood(self) -> None:
        value = self.read_or_tell(self._read)
        if value is None:
            return
        self.tell(value_words(value))

    def answer(self) -> None:
        line = self._line
        value = self.read_or_refuse(self._read)
        if value is None:
            return
        sheets, body = self.rhythm.quarters.sheets, self.typed("body")
        try:
            sheets.fill(self._quarter, line.sheet, line.item, value=value, body=body, person_id=line.person_id)
        except RhythmError as error:
            self.refuse(error)
            return
        self.rhythm_app.tell_store_changed()
        self.finish(True)

    def _read(self) -> str:
        return read_value(self._line.sheet, self.typed("value")) if self._marked else ""
