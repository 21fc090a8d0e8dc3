"""The line of a step of the weekly review: what of it is stored, and what was typed since."""

from __future__ import annotations

from widgets.capture_input import CaptureInput


class StepLine(CaptureInput):
    """A line that is written in a step. Reading the store anew takes nothing away that is not stored yet."""

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, placeholder="One line, or none")
        self._step = self._stored = ""

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

    def take(self) -> tuple[str, str] | None:
        """The step and its line, to be stored; None where it is stored as it stands."""
        if not self._step or not self.changed:
            return None
        self._stored = self.value
        return self._step, self._stored
