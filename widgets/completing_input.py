"""A capture line that can go on by itself."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from widgets.capture_input import CaptureInput


class CompletingInput(CaptureInput):
    """A line for which its screen may offer a whole one: Tab takes it, and so does the right arrow at the end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "complete", show=False, id="line.complete", tooltip="Complete what is typed")
    ]
    offered = ""
    """The line that Tab takes; nothing for none."""

    def action_complete(self) -> None:
        """Take what is offered, else go on to the next field."""
        if self.offered:
            self._go_on()
        else:
            self.screen.focus_next()

    def action_cursor_right(self, select: bool = False) -> None:
        """To the right; at the end of the line take what is offered."""
        if self.offered and not select and self.cursor_position == len(self.value):
            self._go_on()
        else:
            super().action_cursor_right(select)

    def _go_on(self) -> None:
        self.value, self.offered = self.offered, ""
        self.cursor_position = len(self.value)
