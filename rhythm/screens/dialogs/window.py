"""What the small windows over a page have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.dialog import keys_line
from rhythm.screens.dialogs.storing import as_enter
from rhythm.screens.place import PageScreen
from rhythm.screens.tracker_words import TrackerWords

if TYPE_CHECKING:
    from textual.screen import Screen

    from rhythm.app import RhythmApp
    from rhythm.screens.veil import Veil
    from rhythm.service import Rhythm

Result = TypeVar("Result")
Done = TypeVar("Done")


class Window(ModalScreen[Result | None]):
    """A titled window with a line of keys. One of its own adds `body`, `refill` and `action_back`."""

    CSS_PATH = ["../modal.tcss", "window.tcss"]  # noqa: RUF012 - as Textual declares it
    TITLE_TEXT: ClassVar[str] = ""
    SCOPES: ClassVar[tuple[str, ...]] = ("storing", "dialog")
    """Scopes of the command registry whose commands work here."""
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("storing"), *bindings("dialog")]

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__()
        self.rhythm = rhythm

    @property
    def rhythm_app(self) -> RhythmApp:
        """The app, typed."""
        return cast("RhythmApp", self.app)

    @property
    def veil(self) -> Veil:
        """What may be shown right now."""
        return self.rhythm_app.veil

    @property
    def words(self) -> TrackerWords:
        """The words for escalations, as far as the veil lets them."""
        return TrackerWords(self.rhythm, self.veil)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog") as window:
            window.border_title = self.TITLE_TEXT
            yield from self.body()
            yield Static(classes="keys", id="keys")

    def body(self) -> ComposeResult:
        """The widgets of the window."""
        yield from ()

    def on_mount(self) -> None:
        """Fill the window, and again whenever the store or the veil changed.

        Textual calls it after the `on_mount` of a window of its own.
        """
        self.rhythm_app.store_changed.subscribe(self, lambda _: self.refill())
        self.refill()

    def refill(self) -> None:
        """Show what there is to show, as it stands now."""

    async def action_store(self) -> None:
        """Store, as Enter does."""
        await as_enter(cast("Screen[object]", self))

    def action_back(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)

    def say_keys(self, *pairs: tuple[str, str]) -> None:
        """The line that says which keys work now."""
        self.query_one("#keys", Static).update(keys_line(*pairs))

    def attempt(self, do: Callable[[], Done]) -> Done | None:
        """Do something that may be refused; a refusal is shown with its next step, and None comes back."""
        try:
            done = do()
        except RhythmError as error:
            self.rhythm_app.show_error(error)
            return None
        self.rhythm_app.tell_store_changed()
        return done


def tell(app: RhythmApp, text: str) -> None:
    """A quiet word in the footer of the page in front; where it would be cut there, in a message."""
    page = app.screen
    if isinstance(page, PageScreen) and len(text) <= app.size.width // 3:
        page.say(text)
    else:
        app.notify(text, markup=False, timeout=8)


def ask(app: RhythmApp, window: Window[Result], then: Callable[[Result], object]) -> None:
    """Open a window; `then` is called with what it answers, not at all after Escape."""

    def answered(result: Result | None) -> None:
        if result is not None:
            then(result)

    app.push_screen(window, answered)
