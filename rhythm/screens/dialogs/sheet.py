"""A few fields that are read together: what is wrong with any of them is said below them, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.errors import RhythmError
from rhythm.screens.dialogs.fields import FieldsDialog, field
from rhythm.screens.dialogs.working import settle
from widgets.capture_input import CaptureInput
from widgets.plain import fitted, plain

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen

LINE = 70

Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Entry:
    """A field: its name is its label, `hint` stands in it while it is empty."""

    id: str
    label: str
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Read]):
    """What a dialog asks for, and what becomes of it.

    `read` makes a value of the texts by field, and raises RhythmError; `say` tells what was understood; `store` keeps
    it, raises RhythmError or returns None when that was refused, and may answer with what takes long. `below` are lines
    under the fields, asked anew when names hide.
    """

    draft: str
    title: str
    entries: Sequence[Entry]
    read: Callable[[Mapping[str, str]], Read]
    say: Callable[[Read], str]
    store: Callable[[Read], object]
    done: str = "stored"
    below: Callable[[], Sequence[str]] = tuple


_MOST_LINES = 2
"""Lines that one of those below the fields may take."""


class SheetDialog(FieldsDialog[bool], Generic[Read]):
    """The fields of a sheet. Enter stores when all of them can be read together; True when it was."""

    HELP = """
    **Fields** that are stored together. The line below says what was understood, or what is wrong. Escape leaves; what
    you typed is there again next time.
    """

    def __init__(self, page: PageScreen, sheet: Sheet[Read]) -> None:
        super().__init__(page, sheet.draft)
        self._sheet = sheet

    def title_text(self) -> str:
        return self._sheet.title

    def body(self) -> ComposeResult:
        for entry in self._sheet.entries:
            yield field(entry.label, CaptureInput(entry.value, placeholder=entry.hint, id=entry.id))
        yield Static(id="echo", markup=False)
        yield Static(id="below", classes="quiet", markup=False)

    def refill(self) -> None:
        lines = [fitted(line, _MOST_LINES * LINE) for line in self._sheet.below()]
        below = self.query_one("#below", Static)
        below.display = bool(lines)
        below.update(plain("\n".join(lines)))
        super().refill()

    def understood(self) -> None:
        """Say what was understood; what is wrong only once something is typed."""
        texts = {entry.id: self.typed(entry.id) for entry in self._sheet.entries}
        if not any(texts.values()):
            self.tell("")
            return
        try:
            said = self._sheet.say(self._sheet.read(texts))
        except RhythmError as error:
            if any(texts[entry.id] != entry.value for entry in self._sheet.entries):
                self.tell_error(error)
            else:
                self.tell("")
            return
        self.tell(said)

    def answer(self) -> None:
        try:
            read = self._read()
        except RhythmError as error:
            self.refuse(error)
            return
        settle(self, lambda: self._sheet.store(read), self._stored, self.refuse)

    def _stored(self, done: object) -> None:
        if done is not None:
            self.finish(True)
            self.page.say(self._sheet.done)

    def _read(self) -> Read:
        return self._sheet.read({entry.id: self.typed(entry.id) for entry in self._sheet.entries})


def open_sheet(page: PageScreen, sheet: Sheet[Read], then: Callable[[], object] | None = None) -> None:
    """Ask for what a sheet holds; `then` is called once it was stored."""

    def answered(stored: bool | None) -> None:
        if stored and then is not None:
            then()

    page.app.push_screen(SheetDialog(page, sheet), answered)
