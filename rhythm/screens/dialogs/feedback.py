"""Precise feedback: what was the situation, what was done, and what to do next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.feedback import NAME_THE_BEHAVIOUR, is_precise, vague_in
from rhythm.domain.meetings import Direction, NewNote, NoteKind
from rhythm.domain.names import fold
from rhythm.domain.text import clean_line, tidy_line
from rhythm.errors import BadInput
from rhythm.screens.dialogs.fields import FieldsDialog, field
from widgets.capture_input import CaptureInput
from widgets.plain import plain

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.screens.place import PageScreen

_HINTS = {
    "situation": "portfolio review on Monday; may stay empty",
    "behaviour": "what was done or said",
    "next": "In your next review, start with …",
    "direction": "better, worse or same; may stay empty",
}


class WriteFeedback(FieldsDialog[bool]):
    """The parts of feedback for one person; only the behaviour is needed."""

    HELP = """
    **Feedback** names a behaviour: when it was, what was done or said, and what to do next time. With all three it is
    precise, and the room counts the days since. One line alone is enough.
    """

    def __init__(self, page: PageScreen, person: Person) -> None:
        super().__init__(page, f"feedback:{person.id}")
        self._person = person
        self._hinted: str | None = None

    def title_text(self) -> str:
        return f"Feedback for {self.veil.name(self._person.name, self._person.id)}"

    def body(self) -> ComposeResult:
        for name, hint in _HINTS.items():
            yield field(name, CaptureInput(placeholder=hint, id=name))
        yield Static(id="hint", classes="quiet", markup=False)
        yield Static(id="echo", markup=False)

    def understood(self) -> None:
        self.query_one("#hint", Static).update(plain(NAME_THE_BEHAVIOUR if self._vague() else ""))
        if not self.typed("behaviour"):
            self.tell("")
            return
        new = self.read_or_tell(self._read)
        if new is None:
            return
        said = "precise: all three are there" if is_precise(new) else "with situation and next time it is precise"
        self.tell(f"{said}, {new.direction}" if new.direction is not None else said)

    def answer(self) -> None:
        new = self.read_or_refuse(self._read)
        if new is None:
            return
        stored = self.attempt(lambda: self.rhythm.talks.write_feedback(self._person.id, new))
        if stored is not None:
            self.finish(True)
            self.page.say("feedback kept, private")

    def _vague(self) -> bool:
        """Whether to hint at a word that names no behaviour: at the first one of a note only."""
        typed = " ".join((self.typed("behaviour"), self.typed("next")))
        vague = vague_in(typed, self.rhythm.vocabulary.vague_words)
        if vague is not None and self._hinted is None:
            self._hinted = vague
        return vague is not None and vague == self._hinted

    def _read(self) -> NewNote:
        return NewNote(
            clean_line(self.typed("behaviour"), "the behaviour"),
            NoteKind.FEEDBACK,
            situation=tidy_line(self.typed("situation")),
            next_time=tidy_line(self.typed("next")),
            direction=_direction(self.typed("direction")),
        )


def write_feedback(page: PageScreen, person: Person) -> None:
    """Ask for feedback for somebody, and keep it."""
    page.app.push_screen(WriteFeedback(page, person))


def _direction(text: str) -> Direction | None:
    if not text:
        return None
    found = [each for each in Direction if each.value.startswith(fold(text))]
    if len(found) != 1:
        raise BadInput("that is not a direction", "say better, worse or same, or leave it empty")
    return found[0]
