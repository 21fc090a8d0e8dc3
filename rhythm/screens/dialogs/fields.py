"""Dialogs of fields over a page: each with its label before it, and below them a word on what was understood."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.containers import Horizontal
from textual.widgets import Static

from rhythm.errors import Ambiguous, BadInput, NotFound, RhythmError
from rhythm.screens.dialogs.dialog import Dialog, Keys
from widgets.capture_input import CaptureInput
from widgets.plain import plain
from widgets.row_list import RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen

Result = TypeVar("Result")
Done = TypeVar("Done")

_TONES = {
    Tone.DIM: "$foreground 75%",
    Tone.ERROR: "$text-error",
    Tone.WARNING: "$text-warning",
    Tone.SUCCESS: "$text-success",
}


def field(label: str, entry: CaptureInput) -> Horizontal:
    """A field of one row with its label before it."""
    return Horizontal(Static(label, classes="label", markup=False), entry, classes="field")


def filling(verb: str) -> Keys:
    """The keys of fields of which Enter stores all."""
    return (("enter", verb), ("tab", "next"), ("escape", "back, kept|back"))


class FieldsDialog(Dialog[Result]):
    """Fields and the line `#echo` below them; `answer` is what Enter does in any of them."""

    KEYS = filling("store")

    def __init__(self, page: PageScreen, draft: str) -> None:
        """`page` is the page below, which says what was done."""
        super().__init__(page.rhythm, draft)
        self.page = page
        self._refused: RhythmError | None = None

    def answer(self) -> None:
        """Do what Enter stands for."""

    def understood(self) -> None:
        """Say what the fields mean as they stand; called after each key."""

    def refill(self) -> None:
        """Show or hide what was typed, and say what it means, or why it was refused."""
        for entry in self.query(CaptureInput):
            entry.password = self.veil.hidden
        self.understood()
        if self._refused is not None:
            self.tell_error(self._refused)

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
        repeats = isinstance(error, BadInput | NotFound | Ambiguous)
        said = "that can't be read" if self.veil.hidden and repeats else "; ".join(self.rhythm_app.words_of(error))
        self.tell(said, Tone.ERROR)

    def read_or_tell(self, read: Callable[[], Done]) -> Done | None:
        """What the fields mean; None where they can't be read, which is told."""
        try:
            return read()
        except RhythmError as error:
            self.tell_error(error)
            return None

    def read_or_refuse(self, read: Callable[[], Done]) -> Done | None:
        """As `read_or_tell`, where they are read to be stored: what can't be read is refused."""
        try:
            return read()
        except RhythmError as error:
            self.refuse(error)
            return None

    def refuse(self, error: RhythmError) -> None:
        """Say why nothing was stored, until something else is typed, and in sight whichever key asked for it."""
        self._refused = error
        self.tell_error(error)
        self.reveal_word(self.query_one("#echo"))

    def attempt(self, do: Callable[[], Done]) -> Done | None:
        """As in every dialog, but a refusal stands where what was understood does."""
        if self._done:
            return None
        try:
            done = do()
        except RhythmError as error:
            self.refuse(error)
            return None
        self.rhythm_app.tell_store_changed()
        return done

    def on_input_changed(self) -> None:
        """Follow what is typed; what was refused was something else."""
        self._refused = None
        if self.is_mounted:
            self.understood()
            self.reveal_focused()

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Where the cursor of a list goes, it is in sight again."""
        if message.row_list.has_focus:
            self.reveal_focused()

    def on_input_submitted(self) -> None:
        """Enter in any field answers the question, once: a second one may come before the dialog is gone."""
        if not self._done:
            self.answer()
            # In a low terminal the word on it may stand below what is in sight.
            if not self._done and self.is_attached:
                self.reveal_word(self.query_one("#echo"))
