"""Rituals: what came of one that was held, and the words and cadence of one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.names import checked_name
from rhythm.domain.rituals import NewRitual, Ritual, RitualAnswer, parse_every, parse_yes, say_every
from rhythm.domain.saying import counted, say_when
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput, RhythmError
from rhythm.screens.dialogs.day import past_day, read_minutes
from rhythm.screens.dialogs.fields import FieldsDialog, field
from rhythm.values import NamedTuple
from widgets.capture_input import CaptureInput
from widgets.plain import one_line, plain

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen

LONGEST_QUESTION = 280
"""Cells of the question that the dialog shows: four lines of it leave room for the fields."""


class _Held(NamedTuple):
    """What the fields of a held ritual say."""

    answered: bool
    decisions: int
    standard: str
    minutes: int | None
    day: dt.date
    note: str


class HoldRitual(FieldsDialog[bool]):
    """Was the question answered, how many decisions came of it, which standard was applied?"""

    HELP = """
    **A ritual that was held**: y or n says whether it answered its question. After three no in a row, the weekly review
    asks whether to keep it. Decisions are counted; the standard is the one that was applied, if any.
    """

    def __init__(self, page: PageScreen, ritual: Ritual) -> None:
        super().__init__(page, f"ritual:{ritual.id}:held")
        self._ritual = ritual

    def title_text(self) -> str:
        return self.veil.text(self._ritual.name)

    def body(self) -> ComposeResult:
        yield Static(id="question", markup=False)
        hints = {
            "answered": "y or n: did it answer that?",
            "decisions": "0",
            "standard": "the one that was applied, if one was",
            "minutes": "45",
            "on": "today",
            "note": "what was decided",
        }
        before = self._said_today()
        for name, hint in hints.items():
            yield field(name, CaptureInput(before.get(name, ""), placeholder=hint, id=name))
        yield Static(id="echo", markup=False)

    def refill(self) -> None:
        question = one_line(self.veil.text(self._ritual.question), LONGEST_QUESTION)
        self.query_one("#question", Static).update(plain(question))
        super().refill()

    def understood(self) -> None:
        if not any(self.typed(name) for name in ("answered", "decisions", "minutes", "on")):
            self.tell("")
            return
        held = self.read_or_tell(self._read)
        if held is None:
            return
        said = "answered its question" if held.answered else "left its question open"
        decided = f", {counted(held.decisions, 'decision')}" if held.decisions else ""
        self.tell(f"{say_when(held.day, self.rhythm.today())}: {said}{decided}")

    def answer(self) -> None:
        held = self.read_or_refuse(self._read)
        if held is None:
            return
        rituals, number = self.rhythm.rituals, self._ritual.id
        stored = self.attempt(
            lambda: rituals.hold(
                number,
                held.day,
                answered=held.answered,
                decisions=held.decisions,
                standard=held.standard,
                minutes=held.minutes,
                note=held.note,
            )
        )
        if stored is not None:
            self.finish(True)
            self.page.say("held; the question was answered" if held.answered else "held; the question stays open")

    def _said_today(self) -> dict[str, str]:
        """What was said of today already: to say it again changes it."""
        rhythm = self.rhythm
        standing = rhythm.rituals.standing(self._ritual.id)
        said = next((one for one in standing.recent if one.day == rhythm.today()), None) if standing else None
        if said is None:
            return {}
        return {
            "answered": "y" if said.answered else "n",
            "decisions": str(said.decisions or ""),
            "standard": said.standard,
            "minutes": str(said.minutes or ""),
            "note": said.note,
        }

    def _read(self) -> _Held:
        rhythm = self.rhythm
        return _Held(
            parse_yes(self.typed("answered")),
            _number(self.typed("decisions")),
            self.typed("standard"),
            read_minutes(self.typed("minutes")),
            past_day(rhythm, self.typed("on")) if self.typed("on") else rhythm.today(),
            self.typed("note"),
        )


class EditRitual(FieldsDialog[bool]):
    """The words and the cadence of a ritual; without one, those of a new one."""

    HELP = """
    **A ritual** has a question that it must answer each time. `every` says how often it is held: weekly, 2w,
    monthly, quarterly. With a new question its count begins anew.
    """

    def __init__(self, page: PageScreen, ritual: Ritual | None) -> None:
        super().__init__(page, f"ritual:{ritual.id if ritual is not None else 'new'}")
        self._ritual = ritual

    def title_text(self) -> str:
        return self.veil.text(self._ritual.name) if self._ritual is not None else "A ritual of your own"

    def body(self) -> ComposeResult:
        values = self._as_stored()
        hints = {
            "name": "Staff forum",
            "question": "What did we decide?",
            "every": "weekly, 2w, monthly, quarterly",
            "purpose": "what it is for, if that is not plain",
        }
        for name, hint in hints.items():
            yield field(name, CaptureInput(values[name], placeholder=hint, id=name))
        yield Static(id="echo", markup=False)

    def understood(self) -> None:
        typed = self.typed("every")
        if not typed:
            self.tell("")
            return
        try:
            days = parse_every(typed)
        except RhythmError as error:
            self.tell_error(error)
            return
        again = self._ritual is not None and self.typed("question") != self._ritual.question
        self.tell(say_every(days) + ("; with a new question its count begins anew" if again else ""))

    def answer(self) -> None:
        rituals, ritual = self.rhythm.rituals, self._ritual
        try:
            # Said where it was typed; the store would say the same below.
            every = parse_every(self.typed("every"))
            new = NewRitual(self.typed("name"), self.typed("question"), every, self.typed("purpose"))
            checked_name(new.name, "the name")
            clean_line(new.question, "the question")
        except RhythmError as error:
            self.refuse(error)
            return
        if ritual is None:
            stored = self.attempt(lambda: rituals.add(new))
        else:
            fields: dict[str, str | int] = {"name": new.name, "question": new.question, "every_days": every}
            fields["purpose"] = new.purpose
            changes = {name: value for name, value in fields.items() if value != getattr(ritual, name)}
            stored = self.attempt(lambda: rituals.edit(ritual.id, **changes)) if changes else ritual
        if stored is not None:
            self.finish(True)
            self.page.say("stored" if ritual is not None else "taken up")

    def _as_stored(self) -> dict[str, str]:
        ritual = self._ritual
        if ritual is None:
            return dict.fromkeys(("name", "question", "every", "purpose"), "")
        return {
            "name": ritual.name,
            "question": ritual.question,
            "every": say_every(ritual.every_days),
            "purpose": ritual.purpose,
        }


def hold_ritual(page: PageScreen, ritual: Ritual) -> None:
    """Ask what came of a ritual, and store it."""
    page.app.push_screen(HoldRitual(page, ritual))


def edit_ritual(page: PageScreen, ritual: Ritual | None) -> None:
    """Show the words of a ritual to be changed, or ask for those of a new one."""
    page.app.push_screen(EditRitual(page, ritual))


def change_question(page: PageScreen, number: int) -> None:
    """Ask for the new question of a ritual that leaves its own open."""
    from rhythm.screens.dialogs.line import ask_line

    standing = page.rhythm.rituals.standing(number)
    if standing is None:
        return
    ritual = standing.ritual

    def store(question: str) -> object:
        if not question:
            raise BadInput("the question is empty", "what must be answered when it ends, yes or no?")
        done = page.attempt(lambda: page.rhythm.rituals.answer(number, RitualAnswer.CHANGE, question))
        if done is not None:
            page.say("asked from now on")
        return done

    ask_line(
        page,
        lambda: f"Instead of: {page.veil.text(ritual.question)}",
        store,
        draft=f"ritual:{number}:question",
        verb="change",
        placeholder="What must be answered when it ends?",
    )


def _number(text: str) -> int:
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise BadInput("that is not a number of decisions", "for example 2, or leave it empty")
    return int(text)
