"""Closing a meeting: every record that the notes contain, to be looked over before all are stored as one action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.domain.capture import Capture
from rhythm.domain.dates import Looking
from rhythm.domain.escalations import NEW, NewEscalation, RoomEscalation
from rhythm.domain.feedback import NAME_THE_BEHAVIOUR, vague_in
from rhythm.domain.meetings import asks
from rhythm.domain.notes import MARKS, OWING, NoteItem, NoteKind
from rhythm.domain.saying import counted, say_day, say_when, sentence
from rhythm.errors import RhythmError
from rhythm.screens.dialogs.day import read_day, read_minutes
from rhythm.screens.dialogs.fields import FieldsDialog, filling
from rhythm.screens.dialogs.fields import field as labelled
from rhythm.screens.tracker_words import TrackerWords
from rhythm.service.noting import noted, promised
from widgets.capture_input import CaptureInput
from widgets.panel import wrap
from widgets.plain import FACT_SEP, Marks, clean
from widgets.row_list import SPACER, Row, RowList
from widgets.tone import Tone

if TYPE_CHECKING:
    from rhythm.queries.suggesting import Suggestion
    from rhythm.screens.room import RoomScreen

_NAMES = (
    ("promise", "", (NoteKind.MY_PROMISE, NoteKind.THEIR_PROMISE)),
    ("request", "", (NoteKind.MY_REQUEST, NoteKind.THEIR_REQUEST)),
    ("action", "", (NoteKind.MY_ACTION, NoteKind.THEIR_ACTION)),
    ("decision", "", (NoteKind.DECISION,)),
    ("escalation", "", (NoteKind.ESCALATION,)),
    ("appreciation", "", (NoteKind.PRAISE,)),
    ("feedback", "feedback", (NoteKind.FEEDBACK,)),
    ("line to share", "lines to share", (NoteKind.SHARED,)),
)
_KINDS = {
    NoteKind.MY_PROMISE: "yours",
    NoteKind.THEIR_PROMISE: "theirs",
    NoteKind.MY_REQUEST: "asked of you",
    NoteKind.THEIR_REQUEST: "asked by you",
    NoteKind.MY_ACTION: "action of yours",
    NoteKind.THEIR_ACTION: "action of theirs",
    NoteKind.DECISION: "decided",
    NoteKind.PRAISE: "appreciation",
    NoteKind.FEEDBACK: "feedback",
    NoteKind.SHARED: "note",
}
STORE, BODY = "close:store", "close:body"
_STORE_ALL = "Store all"
_DETAIL_WIDTH = 62
"""Cells of a line that is read, where there are so many."""
_LIST_WIDTH = 76
"""Cells of the list before it is laid out: those in a window of 80."""
_BESIDE_MAIN = 6
"""Cells of a row for its mark and the edges, and for the scroll bar, which may come."""
_GAP = 2


@dataclass(slots=True)
class _Raised:
    """An escalation of the notes: what was understood, what it may belong to, and what was chosen."""

    capture: Capture
    new: NewEscalation
    suggestions: tuple[Suggestion, ...]
    chosen: int = field(default=-1)
    """A suggestion by its place; then a new conflict; -1, the last one, is later triage."""

    def turn(self) -> None:
        """On to the next choice."""
        self.chosen = -1 if self.chosen == len(self.suggestions) else self.chosen + 1

    @property
    def taken(self) -> Suggestion | None:
        """The suggestion that is chosen, if one is."""
        return self.suggestions[self.chosen] if 0 <= self.chosen < len(self.suggestions) else None


class _Records(RowList):
    """The records, shown anew when the list gets another width: what is said of them is as long as there is room."""

    def __init__(self, resized: Callable[[], object], marks: Marks) -> None:
        super().__init__(id="records", marks=marks)
        self._resized = resized

    def on_resize(self) -> None:
        """Besides keeping the cursor in sight."""
        self._resized()


class CloseMeeting(FieldsDialog[str]):
    """What will be stored, one row a record; the result is the word that says what was."""

    SCOPES = ("dialog", "closing")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("closing"))
    AUTO_FOCUS = "#records"
    HELP = """
    **The end of a talk**: on which day it was held, how long it took, and what your notes become, a row each.
    {closing.leave_out} leaves a record out. All of it is one action, so one undo takes it back, and the notes stand
    in the room again.
    """

    def __init__(self, room: RoomScreen) -> None:
        super().__init__(room, f"closing:{room.person.id}")
        self._room = room
        self._reading = room.rhythm.planner.read_notes(room.notes)
        self._raised = {
            place: self._raise(item)
            for place, item in enumerate(self._reading.items)
            if item.kind is NoteKind.ESCALATION
        }
        self._left_out: set[str] = set()
        self._vague = self._first_vague()
        unclosed = (meeting for meeting in room.rhythm.planner.unclosed() if meeting.person_id == room.person.id)
        planned, today = room.room.next_planned, room.rhythm.today()
        self._planned = next(unclosed, planned if planned is not None and planned.day == today else None)

    def title_text(self) -> str:
        return f"Close the meeting with {self.veil.name(self._room.person.name, self._room.person.id)}"

    def body(self) -> ComposeResult:
        planned, today = self._planned, self.rhythm.today()
        day = say_day(planned.day, today) if planned is not None and planned.day != today else "today"
        minutes = f"{planned.minutes}" if planned is not None and planned.minutes else ""
        yield labelled("held on", CaptureInput(day, proposed=True, id="day"))
        yield labelled("minutes", CaptureInput(minutes, placeholder="optional", proposed=True, id="minutes"))
        yield Static(id="echo", markup=False)
        yield _Records(self._show, self.rhythm_app.marks)

    def refill(self) -> None:
        super().refill()
        self._show()

    def understood(self) -> None:
        try:
            day, _ = self._day(), read_minutes(self.typed("minutes"))
        except RhythmError as error:
            self.tell_error(error)
        else:
            today = self.rhythm.today()
            planned = self.rhythm.planner.stands_for(self._room.person.id, day)
            other_day = planned is not None and planned.day != day
            stands = f"; stands for the one planned for {say_day(planned.day, today)}" if planned and other_day else ""
            self.tell(f"{say_when(day, today)}{stands}")

    def answer(self) -> None:
        """Store everything that is not left out, as one action."""
        read = self.read_or_refuse(lambda: (self._day(), read_minutes(self.typed("minutes"))))
        if read is None:
            return
        day, minutes = read
        planner, room = self.rhythm.planner, self._room
        kept = [item for place, item in enumerate(self._reading.items) if self._key(place) not in self._left_out]
        held = self.attempt(
            lambda: planner.close_room(
                room.person.id,
                day,
                minutes=minutes,
                note=self._reading.body if BODY not in self._left_out else "",
                promises=[promised(item) for item in kept if item.kind in OWING],
                notes=noted(kept),
                escalations=[
                    self._escalation(raised)
                    for place, raised in self._raised.items()
                    if self._key(place) not in self._left_out
                ],
                forum=room.occasion,
                draft=room.draft_key,
            )
        )
        if held is not None:
            self.finish(self._word(kept))

    async def action_store(self) -> None:
        """Store everything, wherever the cursor is."""
        self.answer()

    def action_leave_out(self) -> None:
        """Leave the highlighted record out, or take it in again."""
        row = self._records.highlighted
        if row is not None and row.key != STORE:
            self._left_out ^= {row.key}
            self._show()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Enter on an escalation turns to the next conflict; anywhere else it stores."""
        raised = self._raised_at(message.row)
        if raised is not None:
            raised.turn()
            self._show()
        else:
            self.answer()

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:  # noqa: ARG002
        """Say what the keys do on this row, besides what the handler of all such dialogs does."""
        self._say_keys_here()

    def on_descendant_focus(self) -> None:
        """Say what the keys do in this field, where Enter is for no row."""
        self._say_keys_here()

    def _say_keys_here(self) -> None:
        if not self._records.has_focus:
            self.say_keys(*filling("store all"))
            return
        row = self._records.highlighted
        enter = "another conflict|next" if self._raised_at(row) is not None else "store all|store"
        on_record = row is not None and row.key != STORE
        more = (("{closing.leave_out}", "leave out|out"), ("{closing.store}", "store")) if on_record else ()
        self.say_keys(("enter", enter), *more, ("tab", "day"), ("escape", "back"))

    @property
    def _records(self) -> RowList:
        return self.query_one("#records", RowList)

    def _raised_at(self, row: Row | None) -> _Raised | None:
        kind, _, place = row.key.partition(":") if row is not None else ("", "", "")
        return self._raised.get(int(place)) if kind == "item" else None

    @staticmethod
    def _key(place: int) -> str:
        return f"item:{place}"

    def _raise(self, item: NoteItem) -> _Raised:
        """Read an escalation; who raised it is the person in the room, unless the line says otherwise."""
        tracker, room = self.rhythm.tracker, self._room
        capture = tracker.read(item.text)
        raised_by = room.person.id if capture.raised_text is None else None
        new = tracker.draft_of(capture, raised_by_id=raised_by)
        found = tracker.suggest(new)
        sure = bool(found) and found[0].score >= self.rhythm.settings.matching.preselect
        return _Raised(capture, new, found, 0 if sure else -1)

    def _escalation(self, raised: _Raised) -> RoomEscalation:
        taken = raised.taken
        if raised.chosen < 0:
            return RoomEscalation(raised.new)
        least = self.rhythm.settings.matching.offer
        refused = tuple(one.conflict_id for one in raised.suggestions if one is not taken and one.score >= least)
        return RoomEscalation(raised.new, taken.conflict_id if taken is not None else NEW, refused)

    def _first_vague(self) -> int | None:
        """The first line of feedback that names no behaviour: a hint stands below it, once for the note."""
        said = (NoteKind.FEEDBACK, NoteKind.PRAISE)
        vague = self.rhythm.vocabulary.vague_words
        items = enumerate(self._reading.items)
        return next((place for place, item in items if item.kind in said and vague_in(item.text, vague)), None)

    def _day(self) -> dt.date:
        return read_day(self.rhythm, self.typed("day") or "today", Looking.BACK)

    def _show(self) -> None:
        rows = [Row(STORE, _STORE_ALL, self.rhythm_app.marks.here, fact=self._counts(), tone=Tone.ACCENT)]
        if self._reading.body:
            rows.append(self._record(BODY, "", self._reading.body, "note"))
        for place, item in enumerate(self._reading.items):
            rows.append(self._item(place, item))
            if item.problem and self._key(place) not in self._left_out:
                said = f"{sentence(item.problem)} Escape goes back to the line; stored as it stands, it has no day."
                lines = wrap(clean(self.veil.text(said)), self._line_width)
                rows += [Row("", line, tone=Tone.WARNING) for line in lines]
            if place == self._vague:
                rows.append(Row("", NAME_THE_BEHAVIOUR, tone=Tone.DIM))
        self._records.set_rows([*rows, SPACER, *self._queue()])

    def _item(self, place: int, item: NoteItem) -> Row:
        mark, today = MARKS[item.kind], self.rhythm.today()
        if place in self._raised:
            return self._raised_row(place, item)
        said = [_KINDS[item.kind]]
        if item.problem:
            said.append("day not understood")
        elif item.kind in OWING:
            said.append(f"due {say_day(item.due, today)}" if item.due is not None else "no day")
        if item.private is (item.kind in OWING):
            # Only what differs from the rule: what is agreed is shareable, what is written is not.
            said.append("private" if item.private else "to share")
        tone = Tone.WARNING if item.problem else Tone.PLAIN
        return self._record(self._key(place), mark, item.text, ", ".join(said), tone)

    def _raised_row(self, place: int, item: NoteItem) -> Row:
        raised = self._raised[place]
        taken = raised.taken
        if taken is not None:
            where = f"same as {self.veil.text(taken.name)}"
        else:
            where = "later, in the week's review" if raised.chosen < 0 else "a new conflict"
        tracker = TrackerWords(self.rhythm, self.veil)
        likely = taken or (raised.suggestions[0] if raised.suggestions and raised.chosen < 0 else None)
        about = []
        if likely is not None:
            says = "same as" if taken is not None else "looks like"
            name, outlook = self.veil.text(likely.name), tracker.outlook(likely, raised.new)
            about.append(f"{says} {name} ({outlook}): {tracker.reasons(likely)}")
        about.append(tracker.facts(raised.new, with_day=False))
        about += [self.veil.text(problem.message) for problem in raised.capture.problems]
        tone = Tone.WARNING if raised.capture.problems else Tone.PLAIN
        return self._record(self._key(place), "!", raised.new.summary or item.text, where, tone, tuple(about))

    def _record(
        self, key: str, mark: str, text: str, right: str, tone: Tone = Tone.PLAIN, about: tuple[str, ...] = ()
    ) -> Row:
        if key in self._left_out:
            dash = self.rhythm_app.marks.dash
            return Row(key, self.veil.text(text), dash, "left out", tone=Tone.DIM)
        shown = clean(self.veil.text(text))
        width = self._line_width
        lines = [part for line in shown.split("\n") for part in wrap(line, width)]
        cut = len(lines) > 1 or cell_len(shown) > width - cell_len(right) - (_GAP if right else 0)
        whole = tuple(lines) if cut else ()
        details = [part for line in about for part in wrap(clean(line), width)]
        return Row(key, shown, mark, right, tone=tone, detail=(*whole[:8], *details))

    def _counts(self) -> str:
        """What is stored: `the note · 2 promises`, in fewer words where the line is too short for it; or that only the
        meeting is."""
        items = [item for place, item in enumerate(self._reading.items) if self._key(place) not in self._left_out]
        note = ["the note"] if self._reading.body and BODY not in self._left_out else []
        kinds_of = [(sum(item.kind in kinds for item in items), one, many) for one, many, kinds in _NAMES]
        named = [*note, *(counted(number, one, many) for number, one, many in kinds_of if number)]
        if named:
            ways = [named, [*note, counted(len(items), "record")], [counted(len(items) + len(note), "record")]]
        else:
            ways = [["only that it was held"], ["only the meeting"]]
        # A row drops what it has no room for, and this one says what is stored.
        room = self._cells - cell_len(_STORE_ALL) - _GAP
        said = [self.rhythm_app.marks.text(FACT_SEP).join(way) for way in ways]
        return next((one for one in said if cell_len(one) <= room), said[-1])

    @property
    def _cells(self) -> int:
        """Cells of a row beside its mark."""
        return (self._records.size.width or _LIST_WIDTH) - _BESIDE_MAIN

    @property
    def _line_width(self) -> int:
        return max(1, min(_DETAIL_WIDTH, self._cells))

    def _queue(self) -> list[Row]:
        """What becomes of the topics, which are no records of the notes."""
        ticked = len(self.rhythm.planner.ticked(self._room.person.id))
        left = len(self._room.room.topics)
        rows = [Row("", f"{counted(ticked, 'topic')} discussed", "x", tone=Tone.DIM)] if ticked else []
        if left:
            stays = f"{counted(left, 'topic stays', 'topics stay')} in the queue, carried once more"
            rows.append(Row("", stays, "", tone=Tone.DIM))
        if often := sum(map(asks, self._room.room.topics)):
            said = (
                f"{counted(often, 'of them was', 'of them were')} carried three times: esc, then drop, do or escalate"
            )
            rows.append(Row("", said, "", tone=Tone.WARNING))
        return rows

    def _word(self, kept: list[NoteItem]) -> str:
        made = len(kept) + bool(self._reading.body and BODY not in self._left_out)
        return f"held, {counted(made, 'record')} kept" if made else "meeting held"
