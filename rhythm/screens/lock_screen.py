"""The cover over the screen: any key lifts it from a plain store, the passphrase from an encrypted one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from rhythm.errors import RhythmError
from widgets.plain import clean

if TYPE_CHECKING:
    from textual.widgets import Input

    from rhythm.service.guarding import Guard


class LockScreen(Screen[None]):
    """Covers everything. What lies below gets no key, and is not shown."""

    CSS = """
    LockScreen { align: center middle; }
    LockScreen Vertical { width: 60; max-width: 100%; height: auto; padding: 0 2; }
    LockScreen #covered { width: 100%; text-align: center; }
    LockScreen #wrong { color: $text-error; }
    """

    def __init__(self, guard: Guard, lift: Callable[[], None]) -> None:
        """`lift` takes the cover away."""
        super().__init__()
        self._guard = guard
        self._lift = lift

    def compose(self) -> ComposeResult:
        with Vertical():
            if self._guard.is_encrypted:
                yield Static(Content("rhythm is locked.\nType the passphrase and press Enter."))
                # Deferred: most stores have no passphrase.
                from widgets.capture_input import LineInput

                yield LineInput(password=True, id="secret")
                yield Static(id="wrong")
            else:
                yield Static(Content("rhythm is covered.\nPress any key to go on."), id="covered")

    def on_key(self, event: events.Key) -> None:
        """Nobody has to prove anything to go on with a plain store."""
        if not self._guard.is_encrypted:
            event.stop()
            self._lift()

    def on_click(self) -> None:
        """As a key does."""
        if not self._guard.is_encrypted:
            self._lift()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Try it; what was typed is taken out of the field."""
        typed = message.value
        message.input.clear()
        if not typed:
            return
        try:
            self._guard.take_up(typed)
        except RhythmError as error:
            self.query_one("#wrong", Static).update(Content(clean(f"{error.message}\n{error.hint}")))
            return
        self._lift()
