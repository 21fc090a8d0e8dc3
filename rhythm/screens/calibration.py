"""A calibration round: three topics and every manager, each with what was said of it today and the times before."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from rhythm.commands import bindings
from rhythm.domain.people import PersonId
from rhythm.domain.saying import say_day
from rhythm.screens.dialogs.line import ask_line
from rhythm.screens.place import WIDE, PageScreen
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel, wrap
from widgets.plain import one_line
from widgets.row_list import SPACER, Row, RowList, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rhythm.domain.rituals import Ritual
    from rhythm.queries.bench import RoundNote
    from rhythm.settings.bench import Asked

_EMPTY = ["A calibration round has its place from six teams on."]
_DRAFT = "calibration"


class CalibrationScreen(PageScreen):
    """Enter writes what was said; what a round before said stands under the row in hand, or beside it."""

    PLACE = "org"
    SCOPES = ("calibration", "copy")
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("calibration"), *bindings("copy")]
    CSS_PATH = "bench.tcss"
    HELP = """
    **A calibration round**: every manager's word on three topics, so that good means the same everywhere, and then a
    note about each manager. Enter writes what was said; doing so again on the same day replaces it.

    The round is a ritual: {calibration.take_up} takes it up, {calibration.hold} says that it took place and whether it
    answered its question.
    """
    _notes: tuple[RoundNote, ...] = ()

    def body(self) -> ComposeResult:
        yield HeadLine(id="head", marks=self.rhythm_app.marks)
        yield from self.list_and_detail(_EMPTY)

    def reload(self) -> None:
        bench, today = self.rhythm.bench, self.rhythm.today()
        self._notes = bench.round_notes()
        days = sorted({note.day for note in self._notes if note.day < today})
        before = f"the last one was {say_day(days[-1], today)}" if days else "the first one"
        self.query_one("#head", HeadLine).say(f"Calibration round, {say_day(today, today)}", before)
        rows: list[Row] = []
        if bench.round_offered():
            rows = [heading("TOPICS"), *map(self._topic_row, bench.words.lists.calibration.topics)]
            managers = [self._row(f"person:{one.id}", self.veil.name(one.name, one.id)) for one in bench.managers()]
            rows += [SPACER, heading("MANAGERS", str(len(managers))), *managers]
        self.listing.set_rows(rows)
        self._show_detail()
        self.refresh_bindings()

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """Show what was said before, where there is room."""
        self._show_detail()

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """Write what was said."""
        self.action_write()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The ritual is taken up once, and held when it was."""
        if not self.is_mounted:
            return action == "back" and super().check_action(action, parameters)
        if action == "take_up":
            return self._ritual() is None and self.rhythm.bench.round_offered()
        if action == "hold_ritual":
            return self._ritual() is not None
        return super().check_action(action, parameters)

    def action_write(self) -> None:
        """Write what was said about the topic, or the manager, of the row."""
        topic, person_id = self._about()
        bench = self.rhythm.bench
        if not topic and person_id is None:
            return

        def title() -> str:
            if person_id is None:
                return bench.words.topic(topic)
            person = self.rhythm.people.person(person_id)
            return self.veil.name(person.name, person.id) if person is not None else ""

        def echo(typed: str) -> str:
            from rhythm.domain.feedback import NAME_THE_BEHAVIOUR

            return NAME_THE_BEHAVIOUR if bench.words.vague_in(typed) else ""

        def store(typed: str) -> object:
            done = self.attempt(lambda: bench.write_round(typed, topic=topic, person_id=person_id))
            if done is not None:
                self.say("written")
            return done

        ask_line(
            self,
            title,
            store,
            draft=f"{_DRAFT}:{topic or person_id}",
            verb="write",
            placeholder="what was said, with one dated example",
            echo=echo,
        )

    def action_take_up(self) -> None:
        """Take up the ritual of the round."""
        slug = self.rhythm.bench.words.lists.calibration.ritual
        self.attempt_and_say(lambda: self.rhythm.rituals.take_up(slug), "taken up; it stands under Org")

    def action_hold_ritual(self) -> None:
        """It took place: did it answer its question?"""
        from rhythm.screens.dialogs.ritual import hold_ritual

        if (ritual := self._ritual()) is not None:
            hold_ritual(self, ritual)

    def _ritual(self) -> Ritual | None:
        slug = self.rhythm.bench.words.lists.calibration.ritual
        return next((one.ritual for one in self.rhythm.rituals.standings() if one.ritual.slug == slug), None)

    def _about(self) -> tuple[str, PersonId | None]:
        person = self.in_hand("person")
        return self.in_hand("topic"), (PersonId(int(person)) if person else None)

    def _of(self, key: str) -> tuple[RoundNote, ...]:
        """What was said about a row, newest first."""
        return tuple(
            note for note in self._notes if key == (f"topic:{note.topic}" if note.topic else f"person:{note.person_id}")
        )

    def _topic_row(self, topic: Asked) -> Row:
        return self._row(f"topic:{topic.id}", topic.text, topic.question)

    def _row(self, key: str, main: str, question: str = "") -> Row:
        today, marks = self.rhythm.today(), self.rhythm_app.marks
        newest = next(iter(self._of(key)), None)
        fact = self.veil.text(newest.body) if newest is not None else ""
        detail: list[str] = []
        if self._is_narrow():
            # Where there is room both stand beside the list.
            for text in filter(None, (question, one_line(fact))):
                detail += wrap(text, max(20, self.size.width - 8))
        if newest is None:
            return Row(key, main, marks.empty, detail=tuple(detail))
        done = newest.day == today
        right = "today" if done else say_day(newest.day, today)
        return Row(key, main, marks.done if done else marks.empty, right, fact, detail=tuple(detail))

    def _is_narrow(self) -> bool:
        return self.app.size.width < WIDE

    def _show_detail(self) -> None:
        row = self.listing.highlighted
        if self._is_narrow() or row is None:
            return
        self.query_one("#detail", TextPanel).set_paras(tuple(self._paras(row)))

    def _paras(self, row: Row) -> Iterator[Para]:
        topic, _ = self._about()
        yield Para(row.main, Tone.HEADING)
        for one in self.rhythm.bench.words.lists.calibration.topics:
            if one.id == topic:
                yield Para(one.question)
        if not self._of(row.key):
            yield Para("Nothing was said yet; Enter writes it.", Tone.DIM)
        for note in self._of(row.key):
            yield Para()
            yield Para(say_day(note.day, self.rhythm.today()), Tone.DIM)
            yield Para(self.veil.text(note.body))
