"""Asking for one line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.errors import RhythmError
from rhythm.screens.dialogs.fields import FieldsDialog
from widgets.capture_input import CaptureInput

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen


class LineDialog(FieldsDialog[bool]):
    """One line, what is understood of it below, and Enter stores it. A refusal leaves the dialog open."""

    HELP = """
    **One line.** Below it stands what was understood, or what is wrong. Enter stores it. Escape leaves, and what
    you typed is there again next time.
    """

    def __init__(
        self,
        page: PageScreen,
        heading: Callable[[], str],
        store: Callable[[str], object],
        *,
        draft: str,
        verb: str,
        placeholder: str,
        echo: Callable[[str], str] | None,
    ) -> None:
        super().__init__(page, draft)
        self._heading = heading
        self._store = store
        self._verb = verb
        self._placeholder = placeholder
        self._echo = echo

    def title_text(self) -> str:
        return self._heading()

    def body(self) -> ComposeResult:
        yield CaptureInput(placeholder=self._placeholder, id="line")
        yield Static(id="echo", markup=False)

    def on_mount(self) -> None:
        self.say_keys(("enter", self._verb), ("escape", "back, kept"))

    def understood(self) -> None:
        typed = self.typed("line")
        if not typed or self._echo is None:
            self.tell("")
            return
        try:
            self.tell(self._echo(typed))
        except RhythmError as error:
            self.tell_error(error)

    def answer(self) -> None:
        try:
            stored = self._store(self.typed("line"))
        except RhythmError as error:
            self.refuse(error)
            return
        if stored is not None:
            self.finish(True)


def ask_line(
    page: PageScreen,
    heading: Callable[[], str],
    store: Callable[[str], object],
    *,
    draft: str,
    verb: str = "store",
    placeholder: str = "",
    echo: Callable[[str], str] | None = None,
) -> None:
    """Ask for one line over a page. `heading` says, under the veil of the moment, what is asked.

    `store` gets what was typed; it raises RhythmError to refuse it with a word, or returns None to leave the
    dialog open. `echo` says live what was understood. What was typed is kept as a draft named `draft`.
    """
    page.app.push_screen(LineDialog(page, heading, store, draft=draft, verb=verb, placeholder=placeholder, echo=echo))
