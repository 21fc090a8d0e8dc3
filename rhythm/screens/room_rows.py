"""The rows of the meeting room: queue, promises, what happened since, the last talk, and one question to bring."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rhythm.domain.meetings import (
    ASKS_AFTER_CARRIES,
    Note,
    NoteKind,
    Promise,
    PromiseKind,
    Side,
    Topic,
    TopicId,
    asks,
)
from rhythm.domain.notes import MARKS, OWING, Owing
from rhythm.domain.notes import NoteKind as LineKind
from rhythm.domain.saying import say_day, times
from rhythm.screens import words
from rhythm.screens.room_between import between_rows, clarity_rows
from rhythm.screens.tracker_words import TrackerWords
from widgets.panel import wrap
from widgets.plain import clean, one_line
from widgets.row_list import SPACER, Row, heading
from widgets.tone import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from rhythm.domain.escalations import GoodCall
    from rhythm.queries.planning import Room
    from rhythm.screens.veil import Veil
    from rhythm.service import Rhythm
    from rhythm.service.talks import Between
    from widgets.plain import Marks

OPEN_BOX, TICKED_BOX = "[ ]", "[x]"
_MARKS = {owing: MARKS[kind] for kind, owing in OWING.items()}
# The sections say what is asked for; there the mark says only of whom.
_MARKS |= {Owing(PromiseKind.REQUEST, True): ">", Owing(PromiseKind.REQUEST, False): "<"}
_NOTE_MARKS = {
    NoteKind.PRAISE: MARKS[LineKind.PRAISE],
    NoteKind.FEEDBACK: MARKS[LineKind.FEEDBACK],
    NoteKind.DECISION: MARKS[LineKind.DECISION],
}
_ASKS_KEYS = "{room.drop} drops it, {room.take_on} makes it an action of yours, {room.escalate} logs it"
_REQUEST_KEYS = "{room.take_on} accepts it, {room.drop} declines it"
"""What the keys do to a row, said below it while it is highlighted: they work on it and on no other."""
_BOX_COLUMN = 6
"""Cells before the text of a row with a box, and one after it."""
_LINES_OF_A_NOTE = 40


@dataclass(frozen=True, slots=True)
class RoomView:
    """What the rows are made of; `width` in cells is the room that a line of text has.

    `places` remembers where each topic stood, so that a tick does not move it away from under the cursor; `keyed` puts
    the keys that hold into words that name commands.
    """

    rhythm: Rhythm
    room: Room
    between: Between | None
    ticked: tuple[Topic, ...]
    good_calls: tuple[GoodCall, ...]
    prompt: str
    veil: Veil
    marks: Marks
    today: dt.date
    width: int
    places: dict[TopicId, int]
    keyed: Callable[[str], str]

    def rows(self) -> list[Row]:
        """All rows, section by section; sections without content are left out."""
        return [
            *self._queue(),
            *self._promises(),
            *self._requests(),
            *self._decided(),
            *self._since(),
            *self._last_time(),
            *self._question(),
            *self._between(),
        ]

    def _queue(self) -> list[Row]:
        topics = [(topic, OPEN_BOX) for topic in self.room.topics]
        topics += [(topic, TICKED_BOX) for topic in self.ticked]
        if not topics:
            said = self.keyed("Nothing waits; {room.add} adds a topic.")
            return [heading("QUEUE"), Row("queue:empty", said, _mark(""), tone=Tone.DIM)]
        topics.sort(key=lambda one: self.places.setdefault(one[0].id, len(self.places)))
        # A tick must not move a topic into the other section.
        often = [one for one in topics if one[0].carried >= ASKS_AFTER_CARRIES]
        others = [one for one in topics if one[0].carried < ASKS_AFTER_CARRIES]
        rows = []
        if often:
            rows = [heading("CARRIED 3 TIMES"), *(self._topic(*one) for one in often)]
        if others:
            rows += [*([SPACER] if often else []), heading("QUEUE"), *(self._topic(*one) for one in others)]
        return rows

    def _topic(self, topic: Topic, box: str) -> Row:
        text = self.veil.text(topic.body)
        # Most telling first: where there is no room, the end is cut.
        parts = [f"carried {times(topic.carried)}"] if topic.carried else []
        parts += ["private"] if topic.private else []
        parts += [words.ROUTE_WORDS[topic.route]] if topic.route is not None else []
        parts += ["theirs"] if topic.side is Side.THEIRS else []
        parts += [topic.theme.value] if topic.theme is not None else []
        right = ", ".join(parts)
        tone = Tone.DIM if box == TICKED_BOX else Tone.WARNING if asks(topic) else Tone.PLAIN
        keys = (self.keyed(_ASKS_KEYS),) if asks(topic) and box == OPEN_BOX else ()
        return Row(f"topic:{topic.id}", text, box, right, tone=tone, detail=(*self._rest(text, right), *keys))

    def _promises(self) -> list[Row]:
        promises = [*self.room.promises_mine, *self.room.promises_theirs]
        return [SPACER, heading("PROMISES"), *map(self._promise, promises)] if promises else []

    def _requests(self) -> list[Row]:
        requests = sorted(self.room.requests, key=lambda one: not one.mine)
        return [SPACER, heading("ASKED FOR"), *map(self._promise, requests)] if requests else []

    def _promise(self, promise: Promise) -> Row:
        text = self.veil.text(promise.body)
        request = promise.kind is PromiseKind.REQUEST
        right = words.promise_state(promise, self.today)
        right += ", private" if promise.private else ""
        right += f", {words.ROUTE_WORDS[promise.route]}" if promise.route is not None else ""
        return Row(
            f"{'request' if request else 'promise'}:{promise.id}",
            text,
            _mark(_MARKS[Owing(promise.kind, promise.mine)]),
            right,
            tone=Tone.PLAIN if request else words.promise_tone(promise, self.today),
            detail=(*self._rest(text, right), *((self.keyed(_REQUEST_KEYS),) if request else ())),
        )

    def _decided(self) -> list[Row]:
        """What was decided lately; what stands below as a note of the last talk is not said twice."""
        told = [note for note in self.room.last_notes if self._of_last_talk(note) or self._since_last_talk(note)]
        rows = [row for note in self.room.decisions if note not in told for row in self._note(note)]
        return [SPACER, heading("DECIDED BEFORE"), *rows] if rows else []

    def _since(self) -> list[Row]:
        last = self.room.last_meeting
        notes = [note for note in self.room.last_notes if self._since_last_talk(note)]
        rows = [
            Row(
                f"escalation:{row.id}",
                self.veil.text(row.summary),
                _mark("!"),
                say_day(row.day, self.today),
                detail=self._rest(self.veil.text(row.summary), say_day(row.day, self.today)),
            )
            for row in self.room.escalations
        ]
        rows += [
            Row(f"good:{call.id}", self.veil.text(call.body), _mark(self.marks.done), say_day(call.day, self.today))
            for call in self.good_calls
        ]
        for note in notes:
            rows += self._note(note)
        title = f"SINCE {say_day(last.day, self.today)}" if last is not None else "THE LAST 90 DAYS"
        return [SPACER, heading(title), *rows] if rows else []

    def _last_time(self) -> list[Row]:
        last = self.room.last_meeting
        notes = [note for note in reversed(self.room.last_notes) if self._of_last_talk(note)]
        if last is None or not notes:
            return []
        rows = [row for note in notes for row in self._note(note)]
        return [SPACER, heading("LAST TIME", say_day(last.day, self.today)), *rows]

    def _of_last_talk(self, note: Note) -> bool:
        last = self.room.last_meeting
        return last is not None and note.meeting_id == last.id

    def _since_last_talk(self, note: Note) -> bool:
        last = self.room.last_meeting
        return last is None or (note.meeting_id is None and note.day >= last.day)

    def _note(self, note: Note) -> list[Row]:
        """A note in full, each of its lines a row, so that the cursor scrolls through it."""
        right = "" if note.private else "to share"
        lines = self._wrapped(self.veil.text(words.note_text(note)), len(right) + 2 if right else 0)
        first = Row(f"note:{note.id}", lines[0], _mark(_NOTE_MARKS.get(note.kind, "")), right)
        return [first, *(Row(f"note:{note.id}:{n}", line, _mark("")) for n, line in enumerate(lines[1:], start=1))]

    def _question(self) -> list[Row]:
        lines = self._wrapped(self.prompt)
        return [
            SPACER,
            heading("A QUESTION TO BRING", self.rhythm.planner.prompt_theme(self.room)),
            *(Row(f"prompt:{n}", line, _mark("")) for n, line in enumerate(lines)),
            *self._mode_questions(),
        ]

    def _mode_questions(self) -> list[Row]:
        """What the modes of the teams that they lead ask."""
        rows: list[Row] = []
        for team, mode in self.rhythm.structure.mode_questions(self.room.person.id):
            lines = self._wrapped(mode.question)
            rows += [SPACER, heading(f"{team.name.upper()}, TUNED FOR", mode.label.lower())]
            rows += [Row(f"mode:{team.id}:{n}", line, _mark("")) for n, line in enumerate(lines)]
        return rows

    def _between(self) -> list[Row]:
        if self.between is None:
            return []
        mark, question = _mark(""), self._wrapped(self.between.item.question)
        return [
            *clarity_rows(self.between, question, mark, self.keyed),
            *between_rows(TrackerWords(self.rhythm, self.veil), self.between, mark, self.keyed),
        ]

    def _wrapped(self, text: str, beside: int = 0) -> list[str]:
        written = clean(text).split("\n")[:_LINES_OF_A_NOTE]
        return [part for line in written for part in wrap(line, max(12, self.width - _BOX_COLUMN - beside))]

    def _rest(self, text: str, right: str) -> tuple[str, ...]:
        """The text in full, for under its row, when the row has no room for it."""
        room = max(12, self.width - _BOX_COLUMN - (len(right) + 2 if right else 0))
        shown = one_line(text, room, self.marks.more)
        return tuple(self._wrapped(text)) if shown != one_line(text) else ()


def _mark(mark: str) -> str:
    """A mark as wide as a box, so that the texts of all sections stand in one column."""
    return f"{mark:<{len(OPEN_BOX)}}"
