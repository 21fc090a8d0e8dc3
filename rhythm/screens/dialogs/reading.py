"""A list that is only read, each of its lines whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from rhythm.screens.dialogs.dialog import Dialog, Keys
from rhythm.service import Rhythm
from widgets.panel import Para, TextPanel


class ReadDialog(Dialog[None]):
    """Lines under a title; arrows scroll them where they are many."""

    SCOPES = ("dialog",)
    KEYS: ClassVar[Keys] = (("escape", "back"),)
    HELP = """
    **To read.** Arrows scroll where there is more than fits.
    """

    def __init__(self, rhythm: Rhythm, title: str, lines: Sequence[str]) -> None:
        super().__init__(rhythm)
        self.add_class("-alone")
        self._title = title
        self._said = lines

    def title_text(self) -> str:
        return self._title

    def body(self) -> ComposeResult:
        yield TextPanel(focusable=True)

    def on_mount(self) -> None:
        self.query_one(TextPanel).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """There is nothing to store."""
        return action != "store"

    def refill(self) -> None:
        """The lines, parted so that one sees where each begins."""
        paras = [para for line in self._said for para in (Para(), Para(line))]
        self.query_one(TextPanel).set_paras(paras[1:])
