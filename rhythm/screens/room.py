"""The meeting room: everything that a talk with one person needs, and a place to write."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import Any, ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical

from rhythm.commands import bindings
from rhythm.domain.meetings import TopicId
from rhythm.domain.people import Person, Relation
from rhythm.domain.saying import say_day, say_distance
from rhythm.errors import RhythmError
from rhythm.screens import words
from rhythm.screens.opening import open_key
from rhythm.screens.place import FULL, WIDE, PageScreen
from rhythm.screens.room_rows import RoomView
from rhythm.screens.room_skip_levels import SkipLevelRoom
from rhythm.service import Rhythm
from widgets.draft_area import DraftArea
from widgets.head_line import HeadLine
from widgets.panel import Para, TextPanel
from widgets.read_list import ReadList
from widgets.row_list import Row, RowList
from widgets.tone import Tone

NEVER_MET_DAYS = 90
"""How far back the room looks when the two never met."""
_HEAD_GAPS = 4
"""Cells of the head line that neither text may use."""
_QUEUE, _QUEUE_OF_FULL = 78, 92
"""Columns of the queue beside the notes, as in room.tcss."""
_MARKS = (
    ">  I promise, by fri",
    "<   they promise",
    "?  they ask of me",
    "?<  I ask of them",
    "[] I do, by fri",
    "[<] they do",
    "=  decided",
    "!   an escalation",
    "+  appreciation",
    "^   feedback",
)
"""What a mark makes of a line: yours and theirs, side by side where there is room."""
_BESIDE = 26
_PLACEHOLDER = """A line that begins with a mark becomes a record:
{marks}
The rest stays private: & in front of a line, or of its mark, lets it be copied; ~ keeps a record private."""


def _placeholder(room: int) -> str:
    """What stands in notes of so many cells before anything is typed."""
    if room >= 2 * _BESIDE:
        lines = [mine.ljust(_BESIDE) + theirs for mine, theirs in zip(_MARKS[::2], _MARKS[1::2], strict=True)]
    else:
        lines = [f"{mark:<4}{words}" for mark, words in (line.split(maxsplit=1) for line in _MARKS)]
    return _PLACEHOLDER.format(marks="\n".join(lines))


class RoomScreen(SkipLevelRoom):
    """Queue, promises, what happened since, and notes that are kept as they are typed."""

    PLACE = "people"
    SCOPES = ("room", "person")
    CSS_PATH = "room.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("room"), *bindings("person")]
    HELP = """
    **The meeting room** holds what you and one person have to talk about. A request becomes a promise only when
    {room.take_on} accepts it. {room.copy} copies what is not private.

    Notes are kept as you type. A mark in front turns a line into a record: > I promise, < they promise, ? asked of me,
    ?< asked of them, [] I do, [<] they do, = decided, ! escalation, + appreciation, ^ feedback; by fri at the end sets
    its day. Notes are private unless & is in front; what was agreed can be copied unless ~ is. {room.close} shows what
    will be stored.
    """

    def __init__(self, rhythm: Rhythm, person: Person) -> None:
        """The room of one person; a draft of notes left there is shown again."""
        super().__init__(rhythm)
        self.person = person
        self.draft_key = f"room:{person.id}"
        self._stored = rhythm.draft(self.draft_key)
        self._notes = DraftArea(self._stored, id="notes")
        self._said = "draft" if self._stored else ""
        self._told = self._stored
        self._places: dict[TopicId, int] = {}

    @property
    def notes(self) -> str:
        """What stands in the notes area."""
        return self._notes.text

    @property
    def occasion(self) -> str:
        """The name of this talk as a forum: `1:1 Dana`."""
        first = self.person.name.split()[0] if self.person.name.split() else self.person.name
        return f"{words.relation_word(Relation.SKIP_LEVEL) if self._is_skip_level() else '1:1'} {first}"

    def capture_defaults(self) -> dict[str, Any]:
        """What an escalation logged while this room is open is taken to be about."""
        return {"raised_by_id": self.person.id, "meeting_id": None, "forum": self.occasion}

    def body(self) -> ComposeResult:
        marks = self.rhythm_app.marks
        yield HeadLine(id="head", marks=marks)
        with Container(id="talk"):
            yield ReadList(id="queue", marks=marks)
            with Vertical(id="side"):
                yield HeadLine(id="notes-head", marks=marks)
                yield self._notes
                yield TextPanel(
                    [Para(self.keyed("Notes are hidden; {app.hide_anywhere} shows them."), Tone.DIM)], id="veiled"
                )

    def reload(self) -> None:
        person = self.rhythm.people.person(self.person.id)
        if person is not None and person.is_erased:
            # What was kept of the notes went too; what stands here is told of, and stays for as long as one does.
            self._stored = ""
            self.keep_draft()
        if person is None or (person.is_erased and not self.notes.strip()):
            # Adding the person was undone, or the person was erased, while the room was open.
            self.call_later(self.go_back)
            return
        self.person, today = person, self.rhythm.today()
        beside = self._text_width() + 2 if self.size.width >= WIDE else 0
        self._notes.placeholder = _placeholder(self.size.width - beside)
        self.room = room = self.rhythm.planner.room(person)
        since = room.last_meeting.day if room.last_meeting is not None else today - dt.timedelta(days=NEVER_MET_DAYS)
        self.between = self.rhythm.talks.between(room)
        view = RoomView(
            self.rhythm,
            room,
            self.between,
            self.rhythm.planner.ticked(person.id),
            tuple(c for c in self.rhythm.tracker.good_calls_between(since, today) if c.person_id == person.id),
            self.rhythm.planner.prompt(room),
            self.veil,
            self.rhythm_app.marks,
            today,
            self._text_width(),
            self._places,
            self.keyed,
        )
        self._queue.set_rows([*self.skip_level_rows(), *view.rows()])
        self._take_what_is_kept()
        self._say_head()
        self._show_notes_head()
        if self.veil.hidden and self._notes.has_focus:
            self._queue.focus()
        self.set_class(self.veil.hidden, "hidden-notes")

    @property
    def _queue(self) -> ReadList:
        return self.query_one("#queue", ReadList)

    def on_row_list_highlighted(self, _message: RowList.Highlighted) -> None:
        """The keys depend on the row."""
        self.refresh_bindings()

    def on_row_list_chosen(self, message: RowList.Chosen) -> None:
        """Open an escalation; on a topic or a promise, the same as the space bar."""
        kind = message.row.key.partition(":")[0]
        if kind == "escalation":
            open_key(self, message.row.key)
        elif kind in ("topic", "promise", "told"):
            self.action_tick()
        elif kind == "between":
            self.choose_between(message.row.key)
        else:
            self.say("nothing more to open")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No notes while they are hidden; most keys need a row of their kind."""
        if action == "notes" and self.veil.hidden:
            return False
        return super().check_action(action, parameters)

    def highlighted_row(self) -> Row | None:
        return self._queue.highlighted if self.is_mounted else None

    def action_add_topic(self) -> None:
        """Ask for a topic, or a promise with its mark in front."""
        from rhythm.screens.dialogs.topic import add_topic

        add_topic(self, self.person)

    def action_notes(self) -> None:
        """Go to the notes."""
        # At once: a letter that follows in the same breath must not be taken for a key.
        self.set_focus(self._notes)

    def action_page(self) -> None:
        """Open the page of the person."""
        from rhythm.screens.person import open_person

        open_person(self, self.person)

    def action_plan(self) -> None:
        """Put the next meeting on a day."""
        from rhythm.screens.dialogs.day import plan_meeting

        plan_meeting(self, self.person, self.room.next_planned)

    def action_skip(self) -> None:
        """Skip this meeting."""
        from rhythm.screens.dialogs.day import skip_meeting

        skip_meeting(self, self.person)

    def action_close_room(self) -> None:
        """Show what will be stored; when it was, go back to where one came from."""
        from rhythm.screens.dialogs.closing import CloseMeeting

        self.keep_draft()
        self.app.push_screen(CloseMeeting(self), self._meeting_stored)

    def action_back(self) -> None:
        """From the notes to the queue; from there to where one came from. The draft stays."""
        if self._notes.has_focus:
            self._queue.focus()
            return
        self.keep_draft()
        self.go_back()
        self._tell_draft()

    def on_draft_area_draft(self, message: DraftArea.Draft) -> None:
        """Keep what was typed."""
        self._keep(message.text)

    def on_screen_suspend(self) -> None:
        """Something came before the room: keep what was typed."""
        self.keep_draft()
        self._tell_draft()

    def on_unmount(self) -> None:
        """The room is gone, by whatever way."""
        self.keep_draft()

    def keep_draft(self) -> None:
        """Keep the notes now."""
        self._keep(self._notes.text)

    def _keep(self, text: str) -> None:
        if text == self._stored:
            return
        try:
            self.rhythm.save_draft(self.draft_key, text)
        except RhythmError as error:
            # Said once: the next try comes with the next word.
            if self._said != "not saved":
                self._said = "not saved"
                self.rhythm_app.show_error(error)
        else:
            self._stored = text
            self._said = f"saved {self.rhythm.clock.now().astimezone():%H:%M}" if text.strip() else ""
        self._show_notes_head()

    def _take_what_is_kept(self) -> None:
        """Undo of a talk brings its notes back, and redo takes them again, perhaps in another window."""
        kept = self.rhythm.draft(self.draft_key)
        if self._notes.text == self._stored != kept:
            self._stored = self._told = kept
            self._said = "draft" if kept else ""
            self._notes.show(kept)

    def _tell_draft(self) -> None:
        """Today lists open notes; it learns of these when they came or went."""
        if bool(self._stored.strip()) != bool(self._told.strip()):
            self._told = self._stored
            self.rhythm_app.tell_store_changed()

    def _meeting_stored(self, done: str | None) -> None:
        """The meeting was stored, its draft with it."""
        if done is None:
            return
        self._stored = self._told = ""
        self._notes.show("")
        with suppress(RhythmError):
            # A draft that could not be stored before must not come back.
            self.rhythm.save_draft(self.draft_key, "")
        app = self.rhythm_app
        app.pop_screen()
        if isinstance(app.screen, PageScreen):
            app.screen.say(done)
            self.ask_routes_after(app.screen)

    def _say_head(self) -> None:
        room, today = self.room, self.rhythm.today()
        planned = room.next_planned
        day = planned.day if planned is not None else today
        when = say_day(day, today) + (f" {planned.start}" if planned is not None and planned.start else "")
        shown = when if planned is None or day == today else f"next {say_day(day, today)}"
        facts = [f"last {say_distance(room.last_meeting.day, today)}" if room.last_meeting else "never met"]
        if room.due is not None:
            facts += [f"target {room.due.cadence.target}", f"limit {room.due.cadence.limit}"]
        if clock := self.rhythm.clocks.words(room.person):
            facts.append(clock)
        sep = self.rhythm_app.marks.text(" · ")
        title = sep.join((self._shown_name(), words.relation_word(room.relation), shown))
        while len(facts) > 1 and cell_len(title + sep.join(facts)) > self.size.width - _HEAD_GAPS:
            facts.pop(1)
        self.query_one("#head", HeadLine).say(title, sep.join(facts))

    def _show_notes_head(self) -> None:
        # While the room is taken down, a last draft may still be told of.
        for head in self.query("#notes-head").results(HeadLine):
            head.say("NOTES", self._said)

    def _shown_name(self) -> str:
        return self.veil.name(self.person.name, self.person.id)

    def _is_skip_level(self) -> bool:
        return self.rhythm.people.relations().get(self.person.id) is Relation.SKIP_LEVEL

    def _text_width(self) -> int:
        """Cells of a line in the list: the whole page, or what the notes beside it leave, as in room.tcss."""
        width = self.size.width
        return (_QUEUE_OF_FULL if width >= FULL else _QUEUE if width >= WIDE else width) - 2
