"""When the store can't be opened: where it is, what is wrong, what to do; and a copy can be put in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from rhythm.errors import RhythmError
from rhythm.screens.dressed import DressedApp
from widgets.bars import FootBar
from widgets.plain import clean

if TYPE_CHECKING:
    from rhythm.settings.schema import Look


class TroubleApp(DressedApp[bool], App[bool]):
    """Says why there is no book to open, instead of an empty one. Gives back whether a copy was put in its place.

    `newest` tells of the newest copy that is sound, and is empty where there is none; `restore` puts it in its place.
    """

    TITLE = "rhythm"
    ENABLE_COMMAND_PALETTE = False
    CSS = """
    #trouble { padding: 1 2; width: 100%; max-width: 100; height: 1fr; overflow-y: auto; }
    #trouble Static { margin-bottom: 1; width: 100%; }
    #cause { color: $text-error; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "r",
            "offer",
            "restore the newest copy",
            id="trouble.offer",
            tooltip="Put the newest sound copy in the store's place",
        ),
        Binding(
            "y",
            "restore",
            "yes, put it in its place",
            id="trouble.restore",
            tooltip="Restore it; what is there now is kept beside it",
        ),
        Binding("n,escape", "decline", "no", id="trouble.decline", tooltip="Change nothing"),
        Binding("q", "leave", "leave", id="trouble.leave", tooltip="Leave; nothing is changed"),
    ]

    def __init__(self, look: Look, error: RhythmError, newest: str, restore: Callable[[], object]) -> None:
        super().__init__(look)
        self._error = error
        self._newest = newest
        self._restore = restore
        self._asking = False

    def compose(self) -> ComposeResult:
        with Vertical(id="trouble"):
            yield Static(Content("Your store can't be opened"), id="title")
            yield Static(Content(clean(self._error.message)), id="cause")
            yield Static(Content(clean(f"What to do: {self._error.hint}")), id="next")
            yield Static(Content(self._offer()), id="offer")
        yield FootBar(marks=self.marks)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing is restored without being asked about first."""
        if action == "offer":
            return bool(self._newest) and not self._asking
        return self._asking if action in ("restore", "decline") else True

    def action_offer(self) -> None:
        """Ask."""
        self._ask(True)

    def action_decline(self) -> None:
        """Change nothing."""
        self._ask(False)

    def action_restore(self) -> None:
        """Put the copy in the store's place, and leave, so that it is opened."""
        try:
            self._restore()
        except RhythmError as error:
            self._ask(False)
            self.query_one("#offer", Static).update(Content(clean(f"{error.message}\n{error.hint}")))
            return
        self.exit(True)

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.exit(False)

    def _ask(self, asking: bool) -> None:
        self._asking = asking
        self.query_one("#offer", Static).update(Content(self._offer()))
        self.refresh_bindings()

    def _offer(self) -> str:
        if not self._newest:
            return "There is no copy of it that is sound."
        if self._asking:
            return f"Put {self._newest} in its place? What is there now is kept beside it."
        return f"The newest copy that is sound is {self._newest}."
