"""A tour of the sample organisation: a few stops, each opens what it speaks of, in any order, left at any time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.screens.named_keys import with_keys
from rhythm.screens.opening import open_key
from rhythm.screens.place import PageScreen
from rhythm.values import NamedTuple
from widgets.head_line import HeadLine
from widgets.panel import wrap
from widgets.row_list import SPACER, Row, RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.app import RhythmApp
    from rhythm.domain.people import PersonId
    from rhythm.service import Rhythm


class Stop(NamedTuple):
    """A stop: where it leads, what it is called, and what there is to see and to try."""

    to: str
    title: str
    text: str


STOPS = (
    Stop(
        "place:today",
        "Today: what needs you now",
        "What you promised comes first, then verdicts that are due, people over their limit, and meetings. "
        "Enter opens a row, {app.undo} takes back whatever you did.",
    ),
    Stop(
        "first person",
        "The meeting room: one talk",
        "Topics that wait, promises both ways, what was said last. Press {room.notes} and type notes: a line with > "
        "is your promise, < is theirs, ! an escalation, + appreciation. {room.close} shows what will be stored.",
    ),
    Stop(
        "log",
        "Log what reached you",
        "{capture.open} does it anywhere. One line and Enter: Booking Flow / Fares: who sets the date ~20m. "
        "What repeats is recognised, with the reason.",
    ),
    Stop(
        "first card",
        "The third meeting: a verdict",
        "The same conflict came up in three meetings. Four answers: {conflict.fix} fix the structure, "
        "{conflict.split} not the same, {conflict.tension} healthy tension, {conflict.later} later. Try one; "
        "{app.undo} takes it back.",
    ),
    Stop(
        "place:conflicts",
        "Conflicts: what keeps coming",
        "Every conflict with its count, its fix, and whether the fix held. The first row opens the counts: "
        "what reached you, about what, from whom.",
    ),
    Stop(
        "place:people",
        "People: is everybody on their rhythm?",
        "Gap against target for everybody you meet. {people.plan} shows the week's plan, {people.coverage} how "
        "well you know the teams below.",
    ),
    Stop(
        "place:week",
        "Week: fifteen minutes on Friday",
        "What is left to close, step by step: {walk.next} goes on, {walk.back} goes back, {app.leave} leaves; next "
        "time you go on there.",
    ),
    Stop(
        "place:quarter",
        "Quarter: five questions, with evidence",
        "Beside each question are the records that answer it, and what you wrote last time.",
    ),
    Stop(
        "place:org",
        "Org: is the structure legible?",
        "Teams, who decides what ({org.board}), rituals, and who reports to whom.",
    ),
)
TITLE = "A tour, five minutes"
TEXT_WIDTH = 70
HOW = (
    "Enter or {app.tour} opens the next stop, {app.tour} comes back here from there. Escape ends the tour; it is not "
    "offered again."
)
HOW_ALL_SEEN = "That was all. Enter opens a stop again; Escape or {app.tour} ends the tour, which is not offered again."
WAITS = "This window waits for an answer. Press Escape, then {app.tour}."
BACK = "{app.tour} goes on with the tour"
KEYS_TO_KNOW = (
    "Everywhere: {place.today} to {place.org} places, {search.open} find, ctrl+p every command by name, "
    "{app.help} the keys of a page, {app.hide} hides names."
)


class TourScreen(PageScreen):
    """The stops, those seen ticked, each with its words while the cursor stands on it."""

    SCOPES = ("tour", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("tour"), *bindings("copy")]
    CSS = "TourScreen #head { margin: 0 0 1 0; }"
    HELP = """
    **The tour** leads through the program. Enter or {app.tour} opens a stop. {app.tour} comes back here from anywhere,
    and goes on from here. Escape ends it, and it is not offered again.
    """

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm)
        self._led_to: str | None = None

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield RowList(id="list", marks=self.rhythm_app.marks)

    def reload(self) -> None:
        seen, marks = self.rhythm_app.toured, self.rhythm_app.marks
        self.query_one("#head", HeadLine).say(TITLE, f"{len(seen)} of {len(STOPS)} seen")
        rows = [
            Row(
                stop.to,
                stop.title,
                marks.done if stop.to in seen else "",
                detail=tuple(marks.text(line) for line in wrap(self.keyed(stop.text), TEXT_WIDTH)),
            )
            for stop in STOPS
        ]
        following = self._following()
        quiet = [
            Row("", marks.text(line), tone=Tone.DIM)
            for text in (self._how(), KEYS_TO_KNOW)
            for line in wrap(self.keyed(text), TEXT_WIDTH)
        ]
        listing = self.listing
        listing.set_rows([*rows, SPACER, *quiet])
        if following is not None and following != self._led_to:
            listing.highlight(following)
        self._led_to = following

    def as_markdown(self) -> str:
        """Every stop with its words, not only the one in hand."""
        from rhythm.interop.markdown import escape

        stops = (f"## {escape(stop.title)}\n\n{escape(self.keyed(stop.text))}" for stop in STOPS)
        return (
            "\n\n".join([f"# {TITLE}", *stops, escape(self.keyed(self._how())), escape(self.keyed(KEYS_TO_KNOW))])
            + "\n"
        )

    def _how(self) -> str:
        return HOW_ALL_SEEN if self._following() is None else HOW

    def go_on(self) -> None:
        """To the next stop that was not seen; after the last one the tour ends."""
        following = self._following()
        if following is None:
            self.action_back()
        else:
            self._go(following)

    def _following(self) -> str | None:
        return next((stop.to for stop in STOPS if stop.to not in self.rhythm_app.toured), None)

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Go there; what the stop says stays in mind, and F5 comes back."""
        self._go(message.row.key)

    def _go(self, to: str) -> None:
        self.rhythm_app.toured.add(to)
        self._stale = True
        if to == "log":
            self.rhythm_app.action_log()
        elif to == "first person":
            self._open("person", self._worth_a_look())
        elif to == "first card":
            self._open("conflict", [card.conflict.id for card in self.rhythm.tracker.cards()])
        else:
            open_key(self, to)
        self.rhythm_app.call_later(self._say_how_to_go_on)

    def _say_how_to_go_on(self) -> None:
        page = self.app.screen
        if isinstance(page, PageScreen) and page is not self:
            # Behind its opening: only then it has a foot to say it in.
            page.call_later(page.say, page.keyed(BACK))

    def action_back(self) -> None:
        """End the tour, and offer it no more."""
        self.rhythm_app.tour_ended()
        super().action_back()

    def _worth_a_look(self) -> list[PersonId]:
        """Those who are due, worst first; before them those in whose room there is most to see."""
        due = self.rhythm.planner.due()
        owing = {promise.person_id for promise in self.rhythm.planner.promises()}
        return [row.person.id for row in sorted(due, key=lambda row: -(row.topics + (row.person.id in owing)))]

    def _open(self, kind: str, numbers: Sequence[int]) -> None:
        """Open the first of them; in a store of one's own there may be none yet."""
        if numbers:
            open_key(self, f"{kind}:{numbers[0]}")
        else:
            self.say("nothing here yet")


def go_on_tour(app: RhythmApp) -> None:
    """Begin the tour, come back to it from whatever was opened there, also over a window that waits for its answer and
    keeps what was typed, or go on in it."""
    if isinstance(app.screen, TourScreen):
        app.screen.go_on()
        return
    under_way = any(isinstance(page, TourScreen) for page in app.screen_stack)
    if not under_way and not isinstance(app.screen, PageScreen):
        app.notify(with_keys(WAITS, app.own_keys), markup=False)
        return
    app.keep_drafts()
    if not under_way:
        app.open_page(TourScreen(app.rhythm))
        return
    while not isinstance(app.screen, TourScreen):
        app.pop_screen()
