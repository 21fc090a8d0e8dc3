"""A few one-line fields, each with what was understood of it beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from rhythm.commands import bindings
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.dialog import Dialog, ask
from rhythm.screens.dialogs.working import Beside, settle
from widgets.capture_input import CaptureInput
from widgets.plain import plain

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.service import Rhythm

Stored = TypeVar("Stored")


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `understood` says what the text means, and raises RhythmError when it can't be taken.

    `hint` stands in the field while it is empty. `private` says that the text is a note or a name, which hides with
    them; `kept`, that it is a draft when the dialog is left. A name that couldn't be read is rather typed anew.
    `proposed` says that the text is the likely one: what is typed takes its place.
    """

    id: str
    label: str
    value: str = ""
    understood: Callable[[str], str] = lambda _text: ""
    private: bool = True
    kept: bool = True
    proposed: bool = False
    hint: str = ""


class FormDialog(Dialog["tuple[Stored]"], Generic[Stored]):
    """Answers with what storing the texts came to, or None. Enter stores when every field can be taken; what is refused
    even so is said below them, and stands there to be mended."""

    SCOPES = ("form", "storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("form"))
    HELP = """
    **A few fields**, each read by itself: what was understood stands above it, or what is wrong. Enter stores once
    all can be taken. Escape leaves, and what you typed is there again next time.
    """

    def __init__(
        self,
        rhythm: Rhythm,
        name: str,
        title: str,
        verb: str,
        fields: Sequence[Field],
        about: str,
        store: Callable[[dict[str, str]], Stored | Beside[Stored]],
    ) -> None:
        super().__init__(rhythm, name)
        self._store = store
        self._title = title
        self._verb = verb
        self._fields = tuple(fields)
        self._about = about
        self._refused: RhythmError | None = None

    def title_text(self) -> str:
        return self._title

    def body(self) -> ComposeResult:
        if self._about:
            yield Static(plain(self._about), classes="about")
        for field in self._fields:
            yield Static(plain(field.label), classes="label", id=f"label-{field.id}")
            yield CaptureInput(field.value, placeholder=field.hint, proposed=field.proposed, id=f"field-{field.id}")
        yield Static(id="refused", classes="label -refused", markup=False)

    def on_mount(self) -> None:
        others = (("tab", "next field|next"),) if len(self._fields) > 1 else ()
        self.say_keys(("enter", self._verb), *others, ("escape", "back, kept"))

    def refill(self) -> None:
        """Mask what was typed while notes are hidden; say anew what is understood."""
        self._say_refused()
        for field in self._fields:
            self._input(field).password = self.veil.hidden and field.private
            self._echo(field)

    def on_input_changed(self, _message: Input.Changed) -> None:
        """Say what is understood; what was refused was something else."""
        self._refused = None
        self._say_refused()
        for field in self._fields:
            self._echo(field)
        self.reveal_focused()

    def on_input_submitted(self, _message: Input.Submitted) -> None:
        """Store, or go to the field that can't be taken. Once only: a second Enter may come before it is gone."""
        if self._done:
            return
        for field in self._fields:
            if self._refusal(field) is not None:
                self._input(field).focus()
                self._echo(field, empty_too=True)
                self.app.bell()
                return
        texts = {field.id: self._input(field).value.strip() for field in self._fields}
        settle(self, lambda: self._store(texts), lambda stored: self.finish((stored,)), self._refuse)

    def kept_fields(self) -> list[CaptureInput]:
        return [self._input(field) for field in self._fields if field.kept]

    def seen_with(self, part: Widget) -> Iterable[Widget]:
        """A field with its label, which says above it what was understood."""
        labels = [f"#label-{field.id}" for field in self._fields if part is self._input(field)]
        return (*map(self.query_one, labels), part)

    def _input(self, field: Field) -> CaptureInput:
        return self.query_one(f"#field-{field.id}", CaptureInput)

    def _refusal(self, field: Field) -> RhythmError | None:
        try:
            field.understood(self._input(field).value)
        except RhythmError as error:
            return error
        return None

    def _refuse(self, error: RhythmError) -> None:
        self._refused = error
        self._say_refused()
        self.reveal_word(self.query_one("#refused"))
        self.app.bell()

    def _say_refused(self) -> None:
        line, error = self.query_one("#refused", Static), self._refused
        line.display = error is not None
        line.update(plain(f"! {'; '.join(self.rhythm_app.words_of(error))}" if error is not None else ""))

    def _echo(self, field: Field, *, empty_too: bool = False) -> None:
        """The label with what was understood; an empty field is not scolded before it was left empty."""
        label = self.query_one(f"#label-{field.id}", Static)
        refusal = self._refusal(field)
        label.set_class(refusal is not None and (empty_too or bool(self._input(field).value.strip())), "-refused")
        if refusal is None:
            said = field.understood(self._input(field).value)
        elif self._input(field).value.strip() or empty_too:
            said, *step = self.rhythm_app.words_of(refusal)
            said = "; ".join(("! can't be read" if self.veil.hidden and field.private else f"! {said}", *step))
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
    store: Callable[[dict[str, str]], Stored | Beside[Stored]],
    then: Callable[[Stored], object] = lambda _stored: None,
    *,
    verb: str = "store",
    about: str = "",
) -> None:
    """Ask for some texts; `store` gets them by field, and raises RhythmError to refuse them with a word, which leaves
    the dialog open; it may answer with what takes long. `then` gets what was stored, once the dialog is gone. Neither
    is called after Escape.

    `name` is the draft's: what was typed and not stored stands there again when asked for the same thing.
    """
    ask(app, FormDialog(app.rhythm, name, title, verb, fields, about, store), lambda stored: then(*stored))
