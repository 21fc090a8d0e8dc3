"""A few one-line fields, each with what was understood of it beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from rhythm.commands import bindings
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.dialog import Dialog, ask
from widgets.capture_input import CaptureInput
from widgets.plain import plain

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.service import Rhythm


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `understood` says what the text means, and raises RhythmError when it can't be taken.

    `private` says that the text is a note or a name, which hides with them; `kept`, that it is a draft when the
    dialog is left. A name that couldn't be read is rather typed anew.
    """

    id: str
    label: str
    value: str = ""
    understood: Callable[[str], str] = lambda _text: ""
    private: bool = True
    kept: bool = True


class FormDialog(Dialog[dict[str, str]]):
    """Answers with the texts by field, or None. Enter stores when every field can be taken."""

    SCOPES = ("form", "storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("form"))

    def __init__(self, rhythm: Rhythm, name: str, title: str, verb: str, fields: Sequence[Field], about: str) -> None:
        super().__init__(rhythm, name)
        self._title = title
        self._verb = verb
        self._fields = tuple(fields)
        self._about = about

    def title_text(self) -> str:
        return self._title

    def body(self) -> ComposeResult:
        if self._about:
            yield Static(plain(self._about), classes="about")
        for field in self._fields:
            yield Static(plain(field.label), classes="label", id=f"label-{field.id}")
            yield CaptureInput(field.value, id=f"field-{field.id}")

    def on_mount(self) -> None:
        self.say_keys(("enter", self._verb), ("tab", "next field"), ("escape", "back, kept"))

    def refill(self) -> None:
        """Mask what was typed while notes are hidden; say anew what is understood."""
        for field in self._fields:
            self._input(field).password = self.veil.hidden and field.private
            self._echo(field)

    def on_input_changed(self, _message: Input.Changed) -> None:
        """Say what is understood."""
        for field in self._fields:
            self._echo(field)

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        """Answer, or go to the field that can't be taken."""
        for field in self._fields:
            if self._refusal(field) is not None:
                self._input(field).focus()
                self._echo(field, empty_too=True)
                self.app.bell()
                return
        self.finish({field.id: self._input(field).value.strip() for field in self._fields})

    def kept_fields(self) -> list[CaptureInput]:
        return [self._input(field) for field in self._fields if field.kept]

    def _input(self, field: Field) -> CaptureInput:
        return self.query_one(f"#field-{field.id}", CaptureInput)

    def _refusal(self, field: Field) -> RhythmError | None:
        try:
            field.understood(self._input(field).value)
        except RhythmError as error:
            return error
        return None

    def _echo(self, field: Field, *, empty_too: bool = False) -> None:
        """The label with what was understood; an empty field is not scolded before it was left empty."""
        label = self.query_one(f"#label-{field.id}", Static)
        refusal = self._refusal(field)
        label.set_class(refusal is not None and (empty_too or bool(self._input(field).value.strip())), "-refused")
        if refusal is None:
            said = field.understood(self._input(field).value)
        elif self._input(field).value.strip() or empty_too:
            said = refusal.message if not (self.veil.hidden and field.private) else "can't be read"
            said = f"! {said}; {refusal.hint}" if refusal.hint else f"! {said}"
        else:
            said = ""
        if self.veil.hidden and field.private and refusal is None:
            said = self.veil.text(said)
        label.update(plain(f"{field.label}  {said}" if said else field.label))


def ask_fields(
    app: RhythmApp,
    name: str,
    title: str,
    fields: Sequence[Field],
    then: Callable[[dict[str, str]], object],
    *,
    verb: str = "store",
    about: str = "",
) -> None:
    """Ask for some texts; `then` is called with them by field, not at all after Escape.

    `name` is the draft's: what was typed and not stored stands there again when asked for the same thing.
    """
    ask(app, FormDialog(app.rhythm, name, title, verb, fields, about), then)
