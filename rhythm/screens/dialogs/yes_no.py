"""A question that one key answers."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.screens.dialogs.dialog import Dialog
from rhythm.service import Rhythm
from widgets.plain import plain


class YesNo(Dialog[bool]):
    """`True` for y or Enter, `False` for n, None for Escape. `more` is a sentence below the question."""

    SCOPES = ("yes_no", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("yes_no"))
    KEYS = (("{ask.yes}", "yes"), ("{ask.no}", "no"), ("escape", "back"))
    HELP = """
    **A question**: Enter says yes too. Escape leaves everything as it is.
    """

    def __init__(self, rhythm: Rhythm, question: str, more: str = "") -> None:
        super().__init__(rhythm)
        self._question = question
        self._more = more

    def title_text(self) -> str:
        return self._question

    def body(self) -> ComposeResult:
        yield Static(plain(self._more), markup=False)

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
