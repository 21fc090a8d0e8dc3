"""What every dialog has in common: a titled box over the page, a line of keys, and a draft of what was typed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from rhythm.commands import bindings
from rhythm.errors import RhythmError, StoreError
from rhythm.screens.named_keys import with_keys
from rhythm.screens.over import OverScreen
from rhythm.screens.place import PageScreen
from widgets.capture_input import CaptureInput
from widgets.key_line import KeyLine
from widgets.plain import FACT_SEP, fitted, one_line, plain
from widgets.row_list import RowList

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.screens.tracker_words import TrackerWords
    from rhythm.screens.veil import Veil
    from rhythm.service import Rhythm

Result = TypeVar("Result")
Done = TypeVar("Done")
Keys = tuple[tuple[str, str], ...]
"""Keys and what they do. One that the user may change is named by its command, `{closing.store}`."""

_LONGEST_TITLE = 68
_BESIDE_TITLE = 6
"""Cells of the border that are not the title's."""


class Dialog(OverScreen[Result | None]):
    """A question over a page; None is the answer of who left it. One of its own adds `title_text`, `body` and `refill`.

    What stands in its fields, CaptureInputs with ids, is kept under `draft` when the dialog is left, and comes back
    with it.
    """

    CSS_PATH = ["../modal.tcss", "dialog.tcss"]  # noqa: RUF012 - as Textual declares it
    SCOPES: ClassVar[tuple[str, ...]] = ("storing", "dialog")
    """Scopes of the command registry whose commands work here."""
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("storing"),
        *bindings("dialog"),
        # As on a page; where a field has the focus it is typed.
        *(binding for binding in bindings("app") if binding.id == "app.help"),
    ]
    KEYS: ClassVar[Keys] = ()
    """The line of keys, where it is the same all the time; else `say_keys` writes it."""
    LOW: ClassVar[int] = 16
    """In a terminal of fewer lines it has the class `-low`: it takes all lines there are, and its lists fewer."""

    def __init__(self, rhythm: Rhythm, draft: str = "") -> None:
        """`draft` names what is typed here; without it nothing is kept."""
        super().__init__()
        self.rhythm = rhythm
        self._draft = draft
        self._begun: dict[str, str] = {}
        self._done = False
        self._seen_instead: Widget | None = None

    async def _dispatch_message(self, message: Message) -> None:
        """As a page does: while another program has the store for itself, the next try may do."""
        try:
            await super()._dispatch_message(message)
        except StoreError as error:
            self.rhythm_app.show_error(error)

    def action_help(self) -> None:
        """The help, over the window."""
        self.rhythm_app.action_help()

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
        from rhythm.screens.tracker_words import TrackerWords

        return TrackerWords(self.rhythm, self.veil)

    @property
    def keeps_typed(self) -> bool:
        """Whether what stands in its fields is there again when it is opened anew."""
        return bool(self._draft)

    def title_text(self) -> str:
        """What stands in the border."""
        return ""

    def body(self) -> ComposeResult:
        """The widgets between the border and the line of keys."""
        yield from ()

    def refill(self) -> None:
        """Show what there is to show, as it stands now. Called again whenever the store or the veil changed."""

    def compose(self) -> ComposeResult:
        self._take_height()
        with Vertical(classes="dialog"):
            with Vertical(classes="parts"):
                yield from self.body()
            yield KeyLine(self._held(self.KEYS), marks=self.rhythm_app.marks, id="keys", classes="keys")

    def on_mount(self) -> None:
        """Bring back what was typed, and follow the store. Textual calls it after the `on_mount` of one of its own."""
        self.rhythm_app.store_changed.subscribe(self, lambda _: self.show_anew())
        # Words that come above the field in hand must not push it out of sight.
        self.watch(self.query_one(".parts"), "virtual_size", self.reveal, init=False)
        try:
            self._bring_back()
            self.show_anew()
        except StoreError as error:
            # Of what was typed before nothing can be read: it stays as it is.
            self._done = True
            self.rhythm_app.show_error(error)
            self.dismiss(None)

    def show_anew(self) -> None:
        """The title and what stands below it, as the store and the veil are now."""
        self._say_title()
        self.refill()

    def on_resize(self) -> None:
        """A narrow terminal has less room for the title, a low one for all. Textual calls it besides the `on_resize` of
        one of its own."""
        self._take_height()
        self._say_title()
        self.reveal()

    def on_descendant_focus(self) -> None:
        """What gets the focus comes into sight."""
        self.reveal_focused()

    def set_focus(
        self,
        widget: Widget | None,
        scroll_visible: bool = False,  # noqa: ARG002
        from_app_focus: bool = False,
    ) -> None:
        """Textual scrolls to what gets the focus too, but later, away from its label, and as an animation that a next
        key may cut short."""
        super().set_focus(widget, scroll_visible=False, from_app_focus=from_app_focus)

    def _take_height(self) -> None:
        self.set_class(self.app.size.height < self.LOW, "-low")

    def reveal_focused(self) -> None:
        """From now on keep in sight what has the focus."""
        self._seen_instead = None
        self.reveal()

    def reveal_word(self, word: Widget) -> None:
        """Keep in sight what is said of an answer, until something else is typed or gets the focus."""
        self._seen_instead = word
        self.reveal()

    def reveal(self) -> None:
        """Keep in sight what is to be seen now, also where it grew or moved."""
        part = self.focused if self._seen_instead is None else self._seen_instead
        for one in () if part is None else self.seen_with(part):
            # Each at once, or the second would count from where the first is not scrolled to yet.
            self.call_after_refresh(one.scroll_visible, animate=False, immediate=True)

    def seen_with(self, part: Widget) -> Iterable[Widget]:
        """What is to be in sight with a part, and the part itself, which comes last and is so in any case."""
        return (part,)

    def _say_title(self) -> None:
        title = self.title_text()
        # Of several facts none goes whole: a title says all of its parts.
        cut = one_line if FACT_SEP in title else fitted
        room = min(_LONGEST_TITLE, self.app.size.width - _BESIDE_TITLE)
        self.query_one(".dialog").border_title = plain(cut(title, room))

    def say_keys(self, *pairs: tuple[str, str]) -> None:
        """The line that says which keys work now."""
        self.query_one("#keys", KeyLine).set_pairs(self._held(pairs))

    def keyed(self, text: str) -> str:
        """Words of the dialog with the keys that hold, as on a page."""
        return with_keys(text, self.rhythm_app.own_keys)

    def _held(self, pairs: Keys) -> Keys:
        # A click presses the key itself, which has another name than people read.
        return tuple((with_keys(key, self.rhythm_app.own_keys, name=str), verb) for key, verb in pairs)

    def attempt(self, do: Callable[[], Done]) -> Done | None:
        """Do something that may be refused; a refusal is shown with its next step, and None comes back. Once the dialog
        has its answer nothing more is done: a second Enter may come before it is gone."""
        return None if self._done else self.rhythm_app.attempt(do)

    async def action_store(self) -> None:
        """Do what Enter does in the field or list that has the focus, else in the first field, else in the first list:
        one key that stores in every dialog, for those who look for it."""
        for part in (self.focused, *self.query(CaptureInput), *self.query(RowList)):
            if isinstance(part, CaptureInput):
                await part.action_submit()
                return
            if isinstance(part, RowList):
                part.action_choose()
                return

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close, once: a second key, typed before the dialog was gone, must not take the page below away."""
        return super().dismiss(result) if self.app.screen is self else AwaitComplete()

    def finish(self, result: Result) -> None:
        """Close with a result; what was typed is stored, so its draft is forgotten."""
        self._done = True
        self.keep("")
        self.dismiss(result)

    def action_back(self) -> None:
        """Close without a result; what was typed is kept."""
        self.keep_draft()
        self.dismiss(None)

    def keep_draft(self) -> None:
        """Keep what stands in the fields, if anything was changed in them."""
        if not self._done:
            typed = {name: value for name, value in self._typed().items() if value != self._begun.get(name)}
            self.keep(json.dumps(typed, ensure_ascii=False) if typed else "")

    def stored_so_far(self) -> None:
        """What stands in the fields is stored, and the dialog goes on: it is no draft any more."""
        self._begun = self._typed()
        self.keep("")

    def keep(self, body: str, draft: str = "") -> None:
        """Keep a text as the draft, or under another name; an empty one forgets it."""
        draft = draft or self._draft
        if not draft or body == self.rhythm.draft(draft):
            return
        try:
            self.rhythm.save_draft(draft, body)
        except RhythmError as error:
            self.rhythm_app.show_error(error)

    def kept_fields(self) -> Iterable[CaptureInput]:
        """The fields that the draft is made of."""
        return self.query(CaptureInput)

    def _typed(self) -> dict[str, str]:
        return {entry.id or "": entry.value for entry in self.kept_fields()}

    def _bring_back(self) -> None:
        self._begun = self._typed()
        kept = self._kept()
        for entry in self.kept_fields():
            if (value := kept.get(entry.id or "")) is not None:
                entry.value = value
                entry.cursor_position = len(value)

    def _kept(self) -> dict[str, str]:
        try:
            found = json.loads(self.rhythm.draft(self._draft) or "{}") if self._draft else {}
        except ValueError:
            return {}
        return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def tell(app: RhythmApp, text: str) -> None:
    """What is to be said of an action that was just done, in the footer of the page in front; where it would be cut
    there, in a message."""
    page = app.screen
    if isinstance(page, PageScreen) and len(text) <= app.size.width // 3:
        page.say(text)
    else:
        from rhythm.screens.undoing import notify_of_newest

        notify_of_newest(app, text)


def ask(app: RhythmApp, dialog: Dialog[Result], then: Callable[[Result], object]) -> None:
    """Open a dialog; `then` is called with what it answers, not at all after Escape."""

    def answered(result: Result | None) -> None:
        if result is not None:
            then(result)

    app.push_screen(dialog, answered)
