"""What is written about a candidate: a line of evidence, a test begun or ended, who speaks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.bench import PURPOSE_WORDS, NewEvidence, Outcome, Purpose
from rhythm.domain.feedback import NAME_THE_BEHAVIOUR
from rhythm.domain.names import fold
from rhythm.domain.saying import say_day, say_when
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput, RhythmError
from rhythm.screens.dialogs.day import past_day
from rhythm.screens.dialogs.fields import FieldsDialog, field, filling
from rhythm.screens.dialogs.keyed import choose
from rhythm.screens.dialogs.line import ask_line
from rhythm.screens.dialogs.pick import Choice, pick
from widgets.capture_input import CaptureInput
from widgets.plain import one_line, plain

if TYPE_CHECKING:
    from rhythm.domain.bench import Candidate, Card, Trial
    from rhythm.screens.place import PageScreen

FOR = (Purpose.INFLUENCE, Purpose.COACHING, Purpose.CALIBRATION, Purpose.OTHER)
"""What a line may be for; those of a test come with it."""
_HINTS = {
    "seen": "what was done, and who came for it; two teams ask her before they ask me",
    "on": "today",
    "area": "scale, people, strategic or executive; may stay empty",
    "skill": "change, through others, aligning, performance, stakeholders",
}
_SHOWN = 60


class EvidenceDialog(FieldsDialog[bool]):
    """A line of evidence with its day and tags. One of its own adds fields before it, and says what Enter does."""

    KEYS = filling("keep")

    def __init__(self, page: PageScreen, candidate: Candidate, draft: str) -> None:
        super().__init__(page, f"bench:{candidate.person_id}:{draft}")
        self._candidate = candidate
        self._hinted: str | None = None

    @property
    def whom(self) -> str:
        """Who it is about, as it may be shown."""
        return self.veil.name(self._candidate.person, self._candidate.person_id)

    def first(self) -> ComposeResult:
        """The fields before the line."""
        yield from ()

    def body(self) -> ComposeResult:
        yield from self.first()
        for name, hint in _HINTS.items():
            yield field(name, CaptureInput(placeholder=hint, id=name))
        yield Static(id="hint", classes="quiet", markup=False)
        yield Static(id="echo", markup=False)

    def understood(self) -> None:
        vague = self.rhythm.bench.words.vague_in(self.typed("seen")) if self.typed("seen") else None
        if vague is not None and self._hinted is None:
            self._hinted = vague
        # Once for each line: at the first such word only.
        hint = NAME_THE_BEHAVIOUR if vague is not None and vague == self._hinted else ""
        self.query_one("#hint", Static).update(plain(hint))
        if not self.typed("seen"):
            self.tell("")
            return
        try:
            self.tell(self.echo(self.read()))
        except RhythmError as error:
            self.tell_error(error)

    def answer(self) -> None:
        try:
            new = self.read()
            self.echo(new)
        except RhythmError as error:
            self.refuse(error)
            return
        if self.attempt(lambda: self.store(new)) is not None:
            self.finish(True)

    def read(self) -> NewEvidence:
        """The line as it stands in the fields. Raises RhythmError."""
        words, rhythm = self.rhythm.bench.words, self.rhythm
        return NewEvidence(
            clean_line(self.typed("seen"), "the evidence"),
            past_day(rhythm, self.typed("on")) if self.typed("on") else rhythm.today(),
            None,
            words.read_area(self.typed("area")),
            words.read_skill(self.typed("skill")),
        )

    def echo(self, new: NewEvidence) -> str:
        """What was understood. Raises RhythmError for what can't be."""
        growth, today = self.rhythm.bench.words.growth, self.rhythm.today()
        tags = [one.text for one in (*growth.areas, *growth.skills) if one.id in (new.area, new.skill)]
        return ", ".join((say_when(new.day or today, today), *tags))

    def store(self, new: NewEvidence) -> Card:
        """Keep it. Raises RhythmError."""
        raise NotImplementedError


class WriteEvidence(EvidenceDialog):
    """A line for one of the stages, or for none."""

    HELP = """
    **A line of evidence** says what was seen, and whom it reached. The field `for` says what it is for: influence on
    peers, coaching, a calibration, or something else. Area and skill show where evidence is missing.
    """

    def __init__(self, page: PageScreen, candidate: Candidate, purpose: Purpose) -> None:
        super().__init__(page, candidate, "line")
        self._purpose = purpose

    def title_text(self) -> str:
        return f"Seen of {self.whom}"

    def first(self) -> ComposeResult:
        hint = ", ".join(one.value for one in FOR)
        yield field("for", CaptureInput(self._purpose.value, placeholder=hint, proposed=True, id="for"))

    def on_mount(self) -> None:
        """Begin in the line itself. Textual calls the `on_mount` of the base too."""
        self.query_one("#seen", CaptureInput).focus()

    def echo(self, new: NewEvidence) -> str:
        return f"{PURPOSE_WORDS[self._read_purpose()]}, {super().echo(new)}"

    def store(self, new: NewEvidence) -> Card:
        card = self.rhythm.bench.keep(self._candidate.person_id, self._read_purpose(), new)
        self.page.say(f"kept: {card.stage}")
        return card

    def _read_purpose(self) -> Purpose:
        return read_purpose(self.typed("for"))


class BeginTest(EvidenceDialog):
    """What a test is about."""

    KEYS = filling("begin")
    HELP = """
    **A test** gives somebody a piece of the job before the title: onboard a new PM, lead a cross-team initiative, win
    over a difficult stakeholder. Say what it is about and when it begins.
    """

    def __init__(self, page: PageScreen, candidate: Candidate, kind: str) -> None:
        super().__init__(page, candidate, f"test:{kind}")
        self._kind = kind

    def title_text(self) -> str:
        return f"{self.rhythm.bench.words.kind(self._kind)}: {self.whom}"

    def store(self, new: NewEvidence) -> Card:
        card = self.rhythm.bench.begin_test(self._candidate.person_id, self._kind, new)
        self.page.say("the test has begun")
        return card


class EndTest(EvidenceDialog):
    """How a test ended, and what was seen."""

    KEYS = filling("end it")
    HELP = """
    **The end of a test**: finished, or dropped because the occasion went away; either way, say what was seen. Only a
    finished one makes somebody tested.
    """

    def __init__(self, page: PageScreen, candidate: Candidate, test: Trial) -> None:
        super().__init__(page, candidate, f"end:{test.id}")
        self._test = test

    def title_text(self) -> str:
        kind = self.rhythm.bench.words.kind(self._test.kind)
        return f"{kind}, since {say_day(self._test.started_on, self.rhythm.today())}: {self.whom}"

    def first(self) -> ComposeResult:
        yield field("outcome", CaptureInput(placeholder="finished or dropped", id="outcome"))

    def echo(self, new: NewEvidence) -> str:
        return f"{self._outcome()}, {super().echo(new)}"

    def store(self, new: NewEvidence) -> Card:
        outcome = self._outcome()
        card = self.rhythm.bench.end_test(self._candidate.person_id, self._test.id, outcome, new)
        self.page.say(f"{outcome}: {card.stage}")
        return card

    def _outcome(self) -> Outcome:
        typed = fold(self.typed("outcome"))
        found = [one for one in Outcome if typed and one.value.startswith(typed)]
        if len(found) != 1:
            raise BadInput("how did it end?", "say finished or dropped")
        return found[0]


def read_purpose(text: str) -> Purpose:
    """What a word says a line is for, or its beginning. Raises BadInput."""
    typed = fold(text)
    found = [one for one in FOR if typed and one.value.startswith(typed)]
    if len(found) != 1:
        raise BadInput("what is the line for?", f"say {', '.join(one.value for one in FOR)}")
    return found[0]


def begin_test(page: PageScreen, candidate: Candidate) -> None:
    """Choose a kind of test, and say what it is about."""

    def choices() -> list[Choice]:
        return [Choice(one.id, one.text) for one in page.rhythm.bench.words.lists.tests]

    def chosen(kind: str) -> None:
        page.app.push_screen(BeginTest(page, candidate, kind))

    choose(page.rhythm_app, "What are they tried with?", choices, chosen)


def take_note(page: PageScreen, candidate: Candidate, purpose: Purpose) -> None:
    """Choose a note about somebody, and what it is evidence for, beginning with what comes next."""
    today = page.rhythm.today()

    def notes() -> list[Choice]:
        return [
            Choice(str(note.id), one_line(page.veil.text(note.body), _SHOWN), note.kind.value, say_day(note.day, today))
            for note in page.rhythm.bench.notes_about(candidate.person_id)
        ]

    def purposes() -> list[Choice]:
        return [Choice(one.value, PURPOSE_WORDS[one]) for one in FOR]

    def noted(key: str) -> None:
        note = page.rhythm.planner.note(int(key))
        if note is None:
            return

        def kept(wanted: str) -> None:
            new = NewEvidence(day=note.day, note_id=note.id)
            card = page.attempt(lambda: page.rhythm.bench.keep(candidate.person_id, Purpose(wanted), new))
            if card is not None:
                page.say(f"kept: {card.stage}")

        choose(page.rhythm_app, "What is it evidence for?", purposes, kept, first=purpose.value)

    if page.rhythm.bench.notes_about(candidate.person_id):
        pick(page.rhythm_app, "Which note says it?", notes, noted)
    else:
        page.say(page.keyed("no note about them yet; {candidate.write} writes a line"))


def ask_sponsor(page: PageScreen, candidate: Candidate) -> None:
    """Ask who speaks for somebody where they are not."""
    bench = page.rhythm.bench

    def echo(typed: str) -> str:
        sponsor = bench.read_sponsor(typed)
        if sponsor.person_id is None:
            return "not among your people; kept by name"
        return page.veil.name(sponsor.name, sponsor.person_id)

    def store(typed: str) -> object:
        sponsor = bench.read_sponsor(typed)
        return page.attempt(lambda: bench.set_sponsor(candidate.person_id, sponsor))

    ask_line(
        page,
        lambda: f"Who speaks for {page.veil.name(candidate.person, candidate.person_id)} where they are not?",
        store,
        draft=f"bench:{candidate.person_id}:sponsor",
        placeholder="a name; empty for nobody",
        echo=echo,
    )
