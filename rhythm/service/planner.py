"""Meetings, notes, topics, promises, and who is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from rhythm.domain.meetings import MeetingState, NewNote, NewPromise, NewTopic, PromiseKind, PromiseState, Theme
from rhythm.domain.people import Person, PersonId, Relation
from rhythm.late import Late
from rhythm.queries import meetings as queries
from rhythm.queries import people
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import meetings as actions
    from rhythm.domain import cadence as cadences
    from rhythm.domain.cadence import Cadence
    from rhythm.domain.escalations import RoomEscalation
    from rhythm.domain.meetings import Meeting, Note, NoteKind, Promise, Topic, TopicId, TopicState
    from rhythm.domain.notes import NoteReading
    from rhythm.domain.timeline import EntryKind
    from rhythm.queries import planning
    from rhythm.queries.planning import DueRow, Room
    from rhythm.queries.timeline import PersonPage
    from rhythm.service import Rhythm, finding
else:
    actions = Late("rhythm.actions.meetings")
    cadences = Late("rhythm.domain.cadence")
    finding = Late("rhythm.service.finding")
    planning = Late("rhythm.queries.planning")

PAGE_ENTRIES = 100
"""So many entries of somebody's page are read at a time."""
_WEEKS_OF_A_YEAR = 53


class Planner:
    """The planner's rules over the store, on the director's day."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def due(self) -> tuple[DueRow, ...]:
        """Everybody with a cadence, worst first."""
        return planning.people_due(self._db, self.roles(), self._rhythm.today())

    def room(self, person: Person) -> Room:
        """Everything that a talk with somebody needs."""
        return planning.room(self._db, person, self.roles(), self._rhythm.today())

    def page(
        self, person: Person, *, kinds: Collection[EntryKind] | None = None, limit: int = PAGE_ENTRIES
    ) -> PersonPage:
        """What was written about somebody over the years: the newest entries of some kinds, or of all."""
        # Deferred: the quick commands do without it.
        from rhythm.domain.timeline import EntryKind
        from rhythm.queries.timeline import person_page

        wanted = tuple(EntryKind) if kinds is None else kinds
        return person_page(self._db, person, self.roles(), self._rhythm.today(), kinds=wanted, limit=limit)

    def prompt(self, room: Room) -> str:
        """One question to bring: another each time, coach, clarity and culture in turn."""
        prompts = self._rhythm.prompts
        themes = prompts.skip_level if room.relation is Relation.SKIP_LEVEL else prompts.one_on_one
        turn = self._turn(room)
        pool: tuple[str, ...] = getattr(themes, self.prompt_theme(room))
        return pool[turn // len(Theme) % len(pool)]

    def prompt_theme(self, room: Room) -> Theme:
        """What the question is for, that is brought this time."""
        return tuple(Theme)[self._turn(room) % len(Theme)]

    def meeting(self, meeting_id: int) -> Meeting | None:
        """One meeting."""
        return queries.meeting(self._db, meeting_id)

    def meetings_between(self, first: dt.date, last: dt.date) -> tuple[Meeting, ...]:
        """Meetings of every state in a span of days."""
        return queries.meetings_between(self._db, first, last)

    def unclosed(self) -> tuple[Meeting, ...]:
        """Planned meetings whose day has passed without word of them."""
        return queries.unclosed_meetings(self._db, self._rhythm.today())

    def last_held(self) -> dict[PersonId, dt.date]:
        """The day of the last meeting with everybody ever met."""
        return queries.last_held(self._db)

    def ticked(self, person_id: PersonId) -> tuple[Topic, ...]:
        """Topics of somebody that were ticked today and belong to no closed meeting yet."""
        return queries.ticked_on(self._db, person_id, self._rhythm.today())

    def promises(self, *, mine: bool | None = None, person_id: PersonId | None = None) -> tuple[Promise, ...]:
        """Open promises and actions, earliest due first; what is only asked for stands apart."""
        return self._db.kept(
            ("promises", mine, person_id), lambda: queries.open_promises(self._db, person_id=person_id, mine=mine)
        )

    def promise(self, promise_id: int) -> Promise | None:
        """One promise."""
        return queries.promise(self._db, promise_id)

    def find_promise(self, text: str) -> Promise:
        """The promise that `12`, `#12` or a uid means. Raises NotFound."""
        return finding.find(self._db, "promise", text, queries.promise, "rhythm promises shows the open ones")

    def note(self, note_id: int) -> Note | None:
        """One note."""
        return queries.note(self._db, note_id)

    def topic(self, topic_id: int) -> Topic | None:
        """One topic."""
        return queries.topic(self._db, topic_id)

    def plan(
        self, person_id: PersonId, day: dt.date, *, start: str | None = None, minutes: int | None = None
    ) -> Meeting:
        """Put a meeting on a day."""
        return actions.plan_meeting(self._db, person_id, day, start=start, minutes=minutes)

    def stands_for(self, person_id: PersonId, day: dt.date) -> Meeting | None:
        """The planned meeting that a talk on `day` would be, on that day or near it; see `same_talk`."""
        return queries.planned_for(self._db, person_id, day, self.span(person_id, day))

    def span(self, person_id: PersonId, day: dt.date) -> tuple[dt.date, dt.date] | None:
        """The days on which a planned meeting is the same talk; None for somebody without a cadence."""
        cadence = self._cadence(person_id)
        return cadences.same_talk(day, cadence) if cadence is not None else None

    def _cadence(self, person_id: PersonId) -> Cadence | None:
        person = people.person(self._db, person_id)
        return self._cadence_of(person) if person is not None else None

    def _cadence_of(self, person: Person) -> Cadence | None:
        team = people.team(self._db, person.team_id) if person.team_id is not None else None
        return cadences.cadence_of(person, people.relation_of(self._db, person.id), team, self.roles())

    def target(self, person: Person) -> int | None:
        """How many days are aimed at between talks with somebody as they are given; None where nothing says it."""
        cadence = self._cadence_of(person)
        return cadence.target if cadence is not None else None

    def hold(
        self,
        person_id: PersonId,
        day: dt.date | None = None,
        *,
        minutes: int | None = None,
        note: str = "",
    ) -> Meeting:
        """Record a meeting that took place; see `actions.meetings.hold_meeting`."""
        day = day or self._rhythm.today()
        span = self.span(person_id, day)
        return actions.hold_meeting(self._db, person_id, day, span=span, minutes=minutes, note=note)

    def close_room(
        self,
        person_id: PersonId,
        day: dt.date,
        *,
        minutes: int | None = None,
        note: str = "",
        promises: Collection[NewPromise] = (),
        notes: Collection[NewNote] = (),
        escalations: Collection[RoomEscalation] = (),
        forum: str = "",
        draft: str | None = None,
    ) -> Meeting:
        """Record a meeting that was held, with everything its notes contained, as one action; see
        `actions.closing.close_room`."""
        # Deferred, with the reading of notes: the quick commands do without the tracker.
        from rhythm.actions.closing import close_room

        return close_room(
            self._db,
            person_id,
            day,
            self._rhythm.tracker.rules,
            minutes=minutes,
            note=note,
            promises=promises,
            notes=notes,
            escalations=escalations,
            forum=forum,
            draft=draft,
            span=self.span(person_id, day),
        )

    def read_notes(self, text: str) -> NoteReading:
        """Notes taken apart into records; never raises for what they say."""
        from rhythm.domain.notes import read_note

        return read_note(
            text,
            self._rhythm.today(),
            numeric_order=self._rhythm.settings.dates.order,
            quarter_start_month=self._rhythm.settings.review.quarter_start_month,
        )

    def to_skip(self, person_id: PersonId) -> Meeting | None:
        """The planned meeting that `skip` leaves out; None where that is today's, which nobody planned.

        Of what lies ahead it is none beyond the longest gap that is accepted: that one is not due to be left out yet.
        """
        return queries.to_skip(self._db, person_id, self._rhythm.today(), reach=self._reach(person_id))

    def skip(self, person_id: PersonId, reason: str, on: dt.date | None = None) -> Meeting:
        """Skip one occurrence, the one `to_skip` or that of a day; the queue stays."""
        return actions.skip_meeting(self._db, person_id, reason, on=on, reach=self._reach(person_id))

    def _reach(self, person_id: PersonId) -> int | None:
        cadence = self._cadence(person_id)
        return cadence.limit if cadence is not None else None

    def close_planned(self, meeting_id: int, state: MeetingState, reason: str = "") -> Meeting:
        """Say of a planned meeting whether it was held, missed or skipped."""
        return actions.close_planned(self._db, meeting_id, state, reason)

    def add_note(self, person_id: PersonId, body: str, kind: NoteKind | None = None, *, private: bool = True) -> Note:
        """Write a note about somebody."""
        new = NewNote(body, private=private)
        return actions.add_note(self._db, person_id, new if kind is None else new._replace(kind=kind))

    def note_down(self, person_id: PersonId, lines: Collection[str]) -> int:
        """Write lines down about somebody, as one action: each is a record of its own, by its mark, and one without a
        mark a note. How many there are. Raises BadInput for a line without a word, or that can't be logged."""
        # Deferred: the quick commands do without marks.
        from rhythm.service.noting import note_down

        return note_down(self._db, self._rhythm, person_id, tuple(lines))

    def add_topic(self, person_id: PersonId, new: str | NewTopic) -> Topic:
        """Put an item into somebody's queue."""
        return actions.add_topic(self._db, person_id, NewTopic(new) if isinstance(new, str) else new)

    def close_topic(self, topic_id: TopicId, state: TopicState) -> Topic:
        """Tick, drop or reopen a topic."""
        return actions.close_topic(self._db, topic_id, state)

    def add_promise(
        self,
        person_id: PersonId,
        body: str,
        *,
        mine: bool = True,
        due: dt.date | None = None,
        kind: PromiseKind = PromiseKind.PROMISE,
        private: bool = False,
    ) -> Promise:
        """Record a promise, a request or an action, mine or theirs."""
        return actions.add_promise(self._db, person_id, NewPromise(body, mine, due, kind, private))

    def settle_promise(self, promise_id: int, state: PromiseState = PromiseState.DONE) -> Promise:
        """Say that a promise was kept or dropped."""
        return actions.settle_promise(self._db, promise_id, state)

    def move_promise(self, promise_id: int, due: dt.date) -> Promise:
        """Give a promise a new day; the move is counted."""
        return actions.move_promise(self._db, promise_id, due)

    def _turn(self, room: Room) -> int:
        """How often one met, offset by the person, so that six talks in a week don't all ask the same. Only this
        year's talks are counted; each year before stands for as many as it has weeks."""
        began = self._rhythm.today().replace(month=1, day=1)
        return queries.held_count(self._db, room.person.id, began) + _WEEKS_OF_A_YEAR * began.year + room.person.id

    def roles(self) -> Mapping[str, Cadence]:
        """The cadence of each relation, from the settings."""
        roles = self._rhythm.settings.planner.cadence.by_relation()
        return {role: cadences.Cadence(cadence.target, cadence.limit) for role, cadence in roles.items()}
