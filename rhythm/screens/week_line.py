"""The line of a step of the weekly review: what of it is stored, and what was typed since."""

from __future__ import annotations

from textual import events

from widgets.capture_input import CaptureInput

_LEADS_ON = ("right_square_bracket", "left_square_bracket", *"123456")
"""Keys that lead to another step or place for as long as nobody has typed: whoever walks by has nothing to say."""


class StepLine(CaptureInput):
    """A line that is written in a step. Reading the store anew takes nothing away that is not stored yet.

    It has the focus while its step is in front, so that no letter is taken for a key, until Escape leaves it.
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, placeholder="One line, or none")
        self._step = self._stored = ""
        self._typing = self._entered = False
        self.left = False
        """Whether the step is in front, and its line was left on purpose."""

    @property
    def changed(self) -> bool:
        """Whether something else stands there than is stored."""
        return self.value != self._stored

    def show(self, step: str, stored: str, *, hidden: bool) -> None:
        """Show the line of a step as it is stored, unless it is typed just now."""
        self.password = hidden
        if step != self._step or not self.changed:
            self._step = step
            self._stored = self.value = self.validate_value(stored)

    def arrive(self) -> None:
        """A step is come to: the first key may still lead on."""
        self.left = self._typing = self._entered = False

    def enter(self) -> None:
        """Somebody wants to write: every key is of the text."""
        self.left, self._typing = False, True
        self.focus()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keys that lead on are none of the text yet, and stand in the footer."""
        return (self._typing or key not in _LEADS_ON) and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        """Hand on what leads on; from the first letter on every key is of the text."""
        if event.is_printable and not self.check_consume_key(event.key, event.character):
            event.prevent_default()

    def replace(self, text: str, start: int, end: int) -> None:
        """Every change by hand comes by here, also a paste and what is deleted: from then on the line is written in."""
        before = self.value
        super().replace(text, start, end)
        self._typing = self._typing or self.value != before

    async def action_submit(self) -> None:
        """Enter goes on, but the first one not before anything was typed: it may be meant for the step before."""
        if self._typing or self._entered:
            await super().action_submit()
        self._entered = True

    def take(self) -> tuple[str, str] | None:
        """The step and its line, to be stored; None where it is stored as it stands."""
        if not self._step or not self.changed:
            return None
        self._stored = self.value
        return self._step, self._stored
