"""What the dialogs of fields have in common: a word on what was understood, and a draft of what was typed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.storing import as_enter
from widgets.bars import key_name
from widgets.capture_input import CaptureInput
from widgets.plain import one_line, plain
from widgets.tone import Tone

if TYPE_CHECKING:
    from textual.screen import Screen

    from rhythm.screens.place import PageScreen
    from rhythm.screens.veil import Veil

Result = TypeVar("Result")

_TONES = {
    Tone.DIM: "$foreground 75%",
    Tone.ERROR: "$text-error",
    Tone.WARNING: "$text-warning",
    Tone.SUCCESS: "$text-success",
}


def keys_line(*pairs: tuple[str, str]) -> Content:
    """Keys and what they do, as the footer writes them: `enter store  esc back`."""
    parts: list[Content] = []
    for key, verb in pairs:
        parts += [Content.styled(key_name(key), "bold $text-accent"), Content(f" {verb}  ")]
    return Content("").join(parts)


def field(label: str, entry: CaptureInput) -> Horizontal:
    """A field of one row with its label before it."""
    return Horizontal(Static(label, classes="label", markup=False), entry, classes="field")


class Dialog(ModalScreen[Result | None]):
    """A question over a page. Its fields are CaptureInputs with ids; `answer` is what Enter does.

    What stands in the fields is kept as a draft under `draft` when the dialog is left, and comes back with it.
    """

    CSS_PATH = ["../modal.tcss", "dialog.tcss"]  # noqa: RUF012 - as Textual declares it
    SCOPES: ClassVar[tuple[str, ...]] = ("storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("storing"), *bindings("dialog")]

    def __init__(self, page: PageScreen, draft: str) -> None:
        """`page` is the page below; what the dialog does is done through it."""
        super().__init__()
        self.page = page
        self._draft = draft
        self._begun: dict[str, str] = {}
        self._stored = False

    @property
    def veil(self) -> Veil:
        """What may be shown right now."""
        return self.page.rhythm_app.veil

    def title_text(self) -> str:
        """What stands in the border."""
        return ""

    def body(self) -> ComposeResult:
        """The widgets inside the border."""
        yield from ()

    def answer(self) -> None:
        """Do what Enter stands for."""

    def understood(self) -> None:
        """Say what the fields mean as they stand; called after each key."""

    def compose(self) -> ComposeResult:
        with Vertical(id="box", classes="dialog"):
            yield from self.body()

    def on_mount(self) -> None:
        """Bring back what was typed before, and follow the veil."""
        self.page.rhythm_app.store_changed.subscribe(self, lambda _: self.show_veil())
        fields = {entry.id or "": entry for entry in self.query(CaptureInput)}
        self._begun = {name: entry.value for name, entry in fields.items()}
        for name, value in self._kept().items():
            if name in fields:
                fields[name].value = value
                fields[name].cursor_position = len(value)
        self.show_veil()

    def show_veil(self) -> None:
        """Show or hide names and texts, the typed ones too."""
        self.query_one("#box").border_title = plain(one_line(self.title_text(), 68))
        for entry in self.query(CaptureInput):
            entry.password = self.veil.hidden
        self.understood()

    def typed(self, name: str) -> str:
        """What stands in a field, without blanks around it."""
        return self.query_one(f"#{name}", CaptureInput).value.strip()

    def tell(self, text: str, tone: Tone = Tone.DIM) -> None:
        """Say in the line below the fields what was understood, or what is wrong."""
        said = plain(text)
        self.query_one("#echo", Static).update(said.stylize(_TONES[tone]) if tone in _TONES else said)

    def tell_error(self, error: RhythmError) -> None:
        """Say what is wrong and what to type instead, where it was typed."""
        # A message may repeat what was typed.
        said = f"{error.message}; {error.hint}" if error.hint else error.message
        self.tell("that can't be read" if self.veil.hidden else said, Tone.ERROR)

    def on_input_changed(self) -> None:
        """Follow what is typed."""
        if self.is_mounted:
            self.understood()

    def on_input_submitted(self) -> None:
        """Enter in any field answers the question, once: a second one may come before the dialog is gone."""
        if not self._stored:
            self.answer()

    def finish(self, result: Result) -> None:
        """Close with a result; what was typed is stored, so its draft is forgotten."""
        self._stored = True
        self._save({})
        self.dismiss(result)

    def stored_so_far(self) -> None:
        """What stands in the fields is stored, and the dialog goes on: it is no draft any more."""
        self._begun = {entry.id or "": entry.value for entry in self.query(CaptureInput)}
        self._save({})

    async def action_store(self) -> None:
        """Store, as Enter does."""
        await as_enter(cast("Screen[object]", self))

    def action_back(self) -> None:
        """Close without a result; what was typed is kept."""
        self.keep_draft()
        self.dismiss(None)

    def keep_draft(self) -> None:
        """Keep what stands in the fields, if anything was changed in them."""
        if not self._stored:
            fields = {entry.id or "": entry.value for entry in self.query(CaptureInput)}
            self._save({name: value for name, value in fields.items() if value != self._begun.get(name)})

    def _save(self, values: dict[str, str]) -> None:
        body = json.dumps(values, ensure_ascii=False) if values else ""
        if body == self.page.rhythm.draft(self._draft):
            return
        try:
            self.page.rhythm.save_draft(self._draft, body)
        except RhythmError as error:
            self.page.rhythm_app.show_error(error)

    def _kept(self) -> dict[str, str]:
        try:
            found = json.loads(self.page.rhythm.draft(self._draft) or "{}")
        except ValueError:
            return {}
        return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}
