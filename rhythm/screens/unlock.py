"""Asking for the passphrase of an encrypted store, before there is a store to open."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from rhythm.errors import RhythmError
from rhythm.screens.dressed import DressedApp
from widgets.bars import FootBar
from widgets.capture_input import LineInput
from widgets.plain import clean

if TYPE_CHECKING:
    from rhythm.settings.schema import Look


class UnlockApp(DressedApp[bool], App[bool]):
    """Asks until something opens the store, or somebody leaves. `unlock` raises what is wrong with what was typed."""

    TITLE = "rhythm"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #unlock { padding: 1 2; width: 100%; max-width: 100; height: 1fr; overflow-y: auto; }
    #unlock Static { margin-bottom: 1; width: 100%; }
    #wrong { color: $text-error; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", id="unlock.leave", tooltip="Leave; nothing is opened"),
    ]

    def __init__(self, look: Look, error: RhythmError, unlock: Callable[[str], object]) -> None:
        super().__init__(look)
        self._error = error
        self._unlock = unlock

    def compose(self) -> ComposeResult:
        with Vertical(id="unlock"):
            yield Static(Content(clean(self._error.message)), id="what")
            yield Static(Content("Type its passphrase, or the recovery code, and press Enter."), id="how")
            yield LineInput(password=True, id="secret")
            yield Static(id="wrong")
        yield FootBar(marks=self.marks)

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Try it; a wrong one is taken out of the field."""
        if not message.value:
            return
        try:
            self._unlock(message.value)
        except RhythmError as error:
            message.input.clear()
            self.query_one("#wrong", Static).update(Content(clean(f"{error.message}\n{error.hint}")))
            return
        self.exit(True)

    def action_leave(self) -> None:
        """Leave everything locked."""
        self.exit(False)
