"""What two people talk about: requests, what may be shared, feedback, clarity, expectations and delegation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.late import Late
from rhythm.queries import meetings
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import agreeing
    from rhythm.domain.meetings import Note, Promise, Shareable, Side, Theme, Topic
    from rhythm.domain.people import PersonId
    from rhythm.queries.planning import Room
    from rhythm.service import Rhythm
else:
    agreeing = Late("rhythm.actions.agreeing")


class Talks:
    """The rules of a talk over the store, on the director's day."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def requests(self, *, mine: bool | None = None, person_id: PersonId | None = None) -> tuple[Promise, ...]:
        """What was asked for and is neither accepted nor dropped; `mine` is what was asked of the director."""
        return meetings.open_promises(self._db, person_id=person_id, mine=mine, requests=True)

    def accept(self, promise_id: int) -> Promise:
        """Make a promise of what was asked for."""
        return agreeing.accept_request(self._db, promise_id)

    def take_on(self, topic_id: int) -> Promise:
        """Make an action of the director's of a topic."""
        return agreeing.take_on(self._db, topic_id)

    def say_of_topic(self, topic_id: int, *, side: Side, theme: Theme | None) -> Topic:
        """Say who brought a topic, and what it is for."""
        return agreeing.say_of_topic(self._db, topic_id, side=side, theme=theme)

    def keep_private(self, kind: Shareable, number: int, private: bool) -> Topic | Promise | Note:
        """Keep a record to oneself, or let it be shared."""
        return agreeing.keep_private(self._db, kind, number, private)

    def agenda(self, room: Room) -> str:
        """What both may see of a room, as Markdown: nothing private comes in."""
        from rhythm.interop.agenda import agenda

        promises = (*room.promises_mine, *room.promises_theirs, *room.requests)
        return agenda(room.person.name, self._rhythm.today(), room.topics, promises, room.shared_notes)
