"""Writing files somewhere: the place is asked for, and stands there to be mended when nothing could be written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm import paths
from rhythm.errors import BadInput
from rhythm.screens.dialogs.fields import FieldsDialog
from rhythm.screens.dialogs.working import at_work
from widgets.capture_input import CaptureInput

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from rhythm.service import Rhythm

Written = TypeVar("Written")


@dataclass(frozen=True, slots=True)
class Writing(Generic[Written]):
    """What is written, and what a dialog says of it.

    `heading` says, under the veil of the moment, what is asked; `working` what is being done; `write` does it, with a
    service of its own, and raises RhythmError to refuse the place; `said` says what was done. `usual` is the place that
    is taken where none is named; `about` is what stands below an empty field.
    """

    draft: str
    heading: Callable[[], str]
    working: str
    write: Callable[[Rhythm, Path], Written]
    said: Callable[[Written], str]
    usual: str = ""
    hint: str = ""
    about: str = ""


class WriteDialog(FieldsDialog[bool], Generic[Written]):
    """One place. Enter writes, beside the screen; the dialog goes when it is written."""

    KEYS = (("enter", "write"), ("escape", "back, kept"))
    HELP = """
    **Where to**: the path of a file or a folder; `~` is your home folder. Only you may read what is written. If it
    takes long, Escape stops it, and everything is as it was.
    """

    def __init__(self, page: PageScreen, writing: Writing[Written]) -> None:
        super().__init__(page, writing.draft)
        self._writing = writing

    def title_text(self) -> str:
        return self._writing.heading()

    def body(self) -> ComposeResult:
        yield CaptureInput(placeholder=self._writing.hint or self._writing.usual, id="line")
        yield Static(id="echo", markup=False)

    def understood(self) -> None:
        self.tell("" if self.typed("line") else self._writing.about)

    def answer(self) -> None:
        place = self.typed("line") or self._writing.usual
        if not place:
            self.refuse(BadInput("the file is not named yet", "type its path"))
            return
        at_work(
            self.page,
            self._writing.working,
            lambda rhythm: self._writing.write(rhythm, paths.typed(place)),
            self._written,
            self.refuse,
        )

    def _written(self, done: Written) -> None:
        self.finish(True)
        self.page.say(self._writing.said(done))


def ask_where_to(page: PageScreen, writing: Writing[Written]) -> None:
    """Ask for the place, and write."""
    page.app.push_screen(WriteDialog(page, writing))
