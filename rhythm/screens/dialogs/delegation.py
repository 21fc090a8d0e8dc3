"""Levels of delegation that both name in a 1:1: first mine, hidden, then theirs, and only then both are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from rhythm.domain.delegation import TALK_FIRST, talk_first
from rhythm.domain.saying import counted, say_day
from rhythm.errors import BadInput, RhythmError
from rhythm.screens.dialogs.fields import FieldsDialog, field
from rhythm.screens.tracker_words import TrackerWords
from rhythm.values import NamedTuple
from widgets.capture_input import CaptureInput
from widgets.panel import Para, TextPanel
from widgets.plain import plain
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.domain.people import Person
    from rhythm.screens.place import PageScreen

_HINTS = {
    "area": "roadmap, staffing, launch timing",
    "mine": "your level; it stays hidden until they named theirs",
    "theirs": "now let them type theirs",
    "agreed": "once you agree; may stay empty",
}
_EARLIER = 6
"""So many earlier pairs of levels are shown."""


class _Named(NamedTuple):
    """What the fields say."""

    area: str
    mine: int
    theirs: int
    agreed: int | None


class NameLevels(FieldsDialog[bool]):
    """One decision area, two levels, and the one that both agree on."""

    HELP = """
    **Delegation levels** go from 1, you tell, to 7, they decide and you need not know. For one decision area you type
    your level, which stays hidden; then the other person types theirs, and both are shown. If they are two or more
    apart, talk first. The level you agree on is kept with its day.
    """

    def __init__(self, page: PageScreen, person: Person) -> None:
        super().__init__(page, f"levels:{person.id}")
        self._person = person

    def title_text(self) -> str:
        return f"Who decides what, with {self.veil.name(self._person.name, self._person.id)}"

    def body(self) -> ComposeResult:
        for name, hint in _HINTS.items():
            yield field(name, CaptureInput(placeholder=hint, id=name))
        yield Static(id="echo", markup=False)
        yield Static(plain(self._legend()), classes="quiet", markup=False)
        yield TextPanel(id="earlier")

    def understood(self) -> None:
        mine, theirs = self._level("mine"), self._level("theirs")
        both = mine is not None and theirs is not None
        self.query_one("#mine", CaptureInput).password = self.veil.hidden or not both
        self._show_earlier()
        if mine is not None and theirs is not None:
            self.tell(self._compared(mine, theirs), Tone.WARNING if talk_first(mine, theirs) else Tone.PLAIN)
        elif self.typed("theirs") and theirs is None:
            self.tell(f"that is not a level; {self._legend()}", Tone.ERROR)
        else:
            self.tell("")

    def answer(self) -> None:
        talks = self.rhythm.talks
        named = self.read_or_refuse(self._read)
        if named is None:
            return
        stored = self.attempt(lambda: talks.name_levels(self._person.id, *named))
        if stored is not None:
            self.finish(True)
            agreed = stored.agreed is not None
            self.page.say("agreed, and kept" if agreed else "kept; talk first")

    def _read(self) -> _Named:
        rights = self.rhythm.rights
        area = rights.read_area(self.typed("area"))
        if not self.typed("mine") or not self.typed("theirs"):
            raise BadInput("both levels are needed", "type yours, then let them type theirs")
        mine, theirs = rights.read_level(self.typed("mine")), rights.read_level(self.typed("theirs"))
        agreed = rights.read_level(self.typed("agreed")) if self.typed("agreed") else None
        # The same level named by both is the one they agree on.
        return _Named(area, mine, theirs, mine if agreed is None and mine == theirs else agreed)

    def _level(self, name: str) -> int | None:
        """The level that stands in a field, if one does."""
        try:
            return self.rhythm.rights.read_level(self.typed(name))
        except RhythmError:
            return None

    def _compared(self, mine: int, theirs: int) -> str:
        word = self.rhythm.rights.level_word
        if mine == theirs:
            return f"both {word(mine)}: agreed"
        apart = f"yours {word(mine)}, theirs {word(theirs)}: {counted(abs(mine - theirs), 'level')} apart"
        return f"{apart}; talk first" if abs(mine - theirs) >= TALK_FIRST else apart

    def _legend(self) -> str:
        return "  ".join(
            f"{number} {term.label.lower()}" for number, term in enumerate(self.rhythm.vocabulary.levels, start=1)
        )

    def _show_earlier(self) -> None:
        rights, today, said = self.rhythm.rights, self.rhythm.today(), TrackerWords(self.rhythm, self.veil)
        try:
            area: str | None = rights.read_area(self.typed("area"))
        except RhythmError:
            area = None
        found = [one for one in self.rhythm.talks.levels(self._person.id, history=True) if area in (None, one.area)]
        lines = [
            f"{say_day(one.day, today)}  {said.area(one.area).capitalize()}: yours {one.mine}, theirs {one.theirs}"
            + (f", agreed {rights.level_word(one.agreed)}" if one.agreed is not None else ", not agreed")
            for one in found[:_EARLIER]
        ]
        self.query_one("#earlier", TextPanel).set_paras([Para(line, Tone.DIM) for line in lines])


def name_levels(page: PageScreen, person: Person) -> None:
    """Ask both for their levels, and keep them."""
    page.app.push_screen(NameLevels(page, person))
