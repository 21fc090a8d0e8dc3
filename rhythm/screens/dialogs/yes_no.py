"""A question that one key answers."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.screens.dialogs.dialog import keys_line
from widgets.plain import plain


class YesNo(ModalScreen[bool | None]):
    """`True` for y or Enter, `False` for n, None for Escape. `more` is a sentence below the question."""

    CSS_PATH: ClassVar[list[str]] = ["../modal.tcss", "dialog.tcss"]  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("yes_no"))

    def __init__(self, question: str, more: str = "") -> None:
        super().__init__()
        self._question = question
        self._more = more

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as dialog:
            dialog.border_title = plain(self._question)
            yield Static(plain(self._more), markup=False)
            yield Static(keys_line(("y", "yes"), ("n", "no"), ("escape", "back")), classes="keys")

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
