"""A note about somebody: one line, or several that were pasted, each a record of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.notes import MARKS, OWING, NoteItem, NoteKind
from rhythm.domain.saying import counted, say_day
from rhythm.screens.dialogs.dialog import ask
from rhythm.screens.dialogs.fields import FieldsDialog
from rhythm.screens.dialogs.pasted import PastedLines
from widgets.capture_input import CaptureInput
from widgets.row_list import Row
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.screens.place import PageScreen

_BECOMES = {
    NoteKind.MY_PROMISE: "you promise",
    NoteKind.THEIR_PROMISE: "they promise",
    NoteKind.MY_REQUEST: "they ask you",
    NoteKind.THEIR_REQUEST: "you ask them",
    NoteKind.MY_ACTION: "an action of yours",
    NoteKind.THEIR_ACTION: "an action of theirs",
    NoteKind.DECISION: "decided",
    NoteKind.ESCALATION: "an escalation, sorted in the week's review",
    NoteKind.PRAISE: "appreciation",
    NoteKind.FEEDBACK: "feedback",
    NoteKind.SHARED: "a note to share",
}


class NoteDialog(FieldsDialog[bool]):
    """One line; a mark in front of it makes the record that it makes in the room."""

    KEYS = (("enter", "note it"), ("escape", "back, kept"))
    HELP = """
    **A note about somebody.** A mark in front makes it a record, as in the meeting room: > I promise, < they promise,
    ? asked of me, ?< asked of them, [] I do, [<] they do, = decided, ! escalation, + appreciation, ^ feedback; by fri
    at the end sets its day. It is private unless & is in front; what was agreed can be copied unless ~ is. If you paste
    several lines, each is one.
    """

    def __init__(self, page: PageScreen, person: Person) -> None:
        super().__init__(page, f"note:{person.id}")
        self._person = person

    def title_text(self) -> str:
        return f"A note about {self.veil.name(self._person.name, self._person.id)}"

    def body(self) -> ComposeResult:
        placeholder = "what you saw or heard; > I promise, < they do, + appreciation"
        yield CaptureInput(placeholder=placeholder, joins=None, boxes=True, id="line")
        yield Static(id="echo", markup=False)

    def understood(self) -> None:
        items = self.rhythm.planner.read_notes(self.typed("line")).items
        if not items:
            self.tell("")
        elif items[0].problem:
            self.tell("the day can't be read" if self.veil.hidden else items[0].problem, Tone.WARNING)
        else:
            self.tell(becomes(self, items[0]))

    def answer(self) -> None:
        line, planner = self.typed("line"), self.rhythm.planner
        if self.attempt(lambda: planner.note_down(self._person.id, (line,))) is not None:
            self.finish(True)
            self.page.say("noted")

    def on_capture_input_pasted(self, message: CaptureInput.Pasted) -> None:
        """Several lines: offer to note each by itself; left out, the line is gone on with."""
        self.keep_draft()
        ask(self.rhythm_app, PastedNotes(self.page, self._person, message.lines), self._all_noted)

    def _all_noted(self, number: int) -> None:
        self.dismiss(True)
        self.page.say(f"{counted(number, 'record')} kept")


class PastedNotes(PastedLines):
    """Each line as the record that its mark makes of it; what has none is a note."""

    KEYS = (("enter", "note them all|note all"), ("escape", "leave them out|leave out"))
    HELP = """
    **Several lines were pasted.** Enter keeps each as a record of its own, by its mark; one undo takes all of them
    back. Escape leaves them out.
    """

    def __init__(self, page: PageScreen, person: Person, lines: tuple[str, ...]) -> None:
        super().__init__(page.rhythm, lines)
        self._person = person

    def title_text(self) -> str:
        return f"Notes about {self.veil.name(self._person.name, self._person.id)}"

    def shown(self, number: int, line: str) -> Row:
        reading = self.rhythm.planner.read_notes(line)
        if not reading.items:
            return Row(f"line:{number}", self.veil.text(reading.body), fact="note")
        item = reading.items[0]
        tone = Tone.WARNING if item.problem else Tone.PLAIN
        said = f"{becomes(self, item)}{', day not understood' if item.problem else ''}"
        return Row(f"line:{number}", self.veil.text(item.text), MARKS[item.kind], fact=said, tone=tone)

    def store(self, lines: tuple[str, ...]) -> int:
        return self.rhythm.planner.note_down(self._person.id, lines)


def becomes(dialog: NoteDialog | PastedNotes, item: NoteItem) -> str:
    """What a marked line becomes: `you promise, due Fri 27 Nov`."""
    due = f", due {say_day(item.due, dialog.rhythm.today())}" if item.due is not None else ""
    return f"{_BECOMES[item.kind]}{due or (', no day' if item.kind in OWING and not item.problem else '')}"


def write_note(page: PageScreen, person: Person) -> None:
    """Ask for a note about somebody."""
    page.app.push_screen(NoteDialog(page, person))
