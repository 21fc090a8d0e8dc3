"""What two people talk about: requests, what may be shared, feedback, clarity, expectations and delegation."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.people import PersonId, Relation
from rhythm.errors import BadInput, NotFound
from rhythm.late import Late
from rhythm.queries import meetings
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.actions import agreeing
    from rhythm.actions import meetings as meeting_actions
    from rhythm.actions import talks as actions
    from rhythm.domain import balance, clarity, expectations, keeping
    from rhythm.domain.balance import Sides
    from rhythm.domain.clarity import Answered, Asking, ClarityAnswer, Unclear
    from rhythm.domain.delegation import Levels
    from rhythm.domain.expectations import Expectation, ExpectationSide
    from rhythm.domain.feedback import LastSaid
    from rhythm.domain.keeping import Kept
    from rhythm.domain.meetings import NewNote, Note, Promise, Shareable, Side, Theme, Topic
    from rhythm.queries import talks as queries
    from rhythm.queries.planning import Room
    from rhythm.service import Rhythm
    from rhythm.settings.lists import ClarityItem
else:
    agreeing = Late("rhythm.actions.agreeing")
    meeting_actions = Late("rhythm.actions.meetings")
    actions = Late("rhythm.actions.talks")
    balance = Late("rhythm.domain.balance")
    clarity = Late("rhythm.domain.clarity")
    expectations = Late("rhythm.domain.expectations")
    keeping = Late("rhythm.domain.keeping")
    queries = Late("rhythm.queries.talks")


class Between(NamedTuple):
    """What stands between the director and a manager, beside the agenda of a talk.

    `themes` is None as long as no topic was ever said to be for something. `read_out` says that the expectations are
    read out this time.
    """

    said: LastSaid
    asking: Asking
    item: ClarityItem
    sides: Sides
    themes: dict[Theme, int] | None
    expectations: tuple[Expectation, ...]
    read_out: bool
    levels: tuple[Levels, ...]
    unclear: tuple[Unclear, ...]


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

    def between(self, room: Room) -> Between | None:
        """What stands between the director and a manager; None for everybody else, for whom there is none of it."""
        if room.relation is not Relation.MANAGER:
            return None
        person_id, today = room.person.id, self._rhythm.today()
        last_talk = room.last_meeting.day if room.last_meeting is not None else None
        start_month = self._rhythm.settings.review.quarter_start_month
        asking = self.asking(person_id)
        return Between(
            said=queries.last_said(self._db, person_id),
            asking=asking,
            item=self.clarity_item(asking.item),
            sides=self.sides(person_id),
            themes=self.themes(person_id),
            expectations=queries.expectations_of(self._db, person_id),
            read_out=expectations.looked_at_anew(last_talk, today, start_month),
            levels=self.levels(person_id),
            unclear=tuple(one for one in self.unclear() if person_id in one.person_ids),
        )

    def write_feedback(self, person_id: PersonId, new: NewNote) -> Note:
        """Write feedback, in all its parts or in one line."""
        return meeting_actions.add_note(self._db, person_id, new)

    def asking(self, person_id: PersonId) -> Asking:
        """The item of the clarity check whose turn it is with somebody."""
        items = [item.id for item in self._rhythm.prompts.clarity_check]
        return clarity.asking(items, queries.clarity_of(self._db, person_id), self._rhythm.today())

    def clarity_item(self, item: str) -> ClarityItem:
        """An item with its words."""
        return next(one for one in self._rhythm.prompts.clarity_check if one.id == item)

    def answer_clarity(self, person_id: PersonId, item: str, answer: ClarityAnswer) -> None:
        """Say whether an item is clear to somebody. Raises BadInput for an item that is not asked."""
        if all(one.id != item for one in self._rhythm.prompts.clarity_check):
            raise BadInput("that is not an item of the clarity check", "prompts.yaml holds them")
        actions.answer_clarity(self._db, person_id, item, answer)

    def unclear(self) -> tuple[Unclear, ...]:
        """What is not clear to two managers or more in a quarter: candidates for a change of structure."""
        today = self._rhythm.today()
        managers = {p for p, relation in self._rhythm.people.relations().items() if relation is Relation.MANAGER}
        known = {item.id for item in self._rhythm.prompts.clarity_check}
        since = today - dt.timedelta(days=clarity.UNCLEAR_DAYS - 1)
        answers = queries.clarity_since(self._db, since)
        return clarity.unclear((one for one in answers if one.person_id in managers and one.item in known), today)

    def clarity_answers(self, person_id: PersonId) -> tuple[Answered, ...]:
        """Everything that somebody answered, newest first."""
        return queries.clarity_of(self._db, person_id)

    def sides(self, person_id: PersonId) -> Sides:
        """Who brought the topics of the last 90 days."""
        since = self._rhythm.today() - dt.timedelta(days=balance.SIDES_DAYS - 1)
        return queries.sides_of(self._db, person_id, since)

    def themes(self, person_id: PersonId | None = None) -> dict[Theme, int] | None:
        """What the topics of the last four weeks were for, with somebody or with everybody; None while none ever was
        said to be for something."""
        if not queries.any_theme(self._db):
            return None
        since = self._rhythm.today() - dt.timedelta(days=balance.THEMES_DAYS - 1)
        return queries.themes_since(self._db, since, person_id)

    def expectations(self, person_id: PersonId, *, retired: bool = False) -> tuple[Expectation, ...]:
        """The matrix of somebody."""
        return queries.expectations_of(self._db, person_id, retired=retired)

    def expectation(self, expectation_id: int) -> Expectation | None:
        """One line of a matrix."""
        return queries.expectation(self._db, expectation_id)

    def expect(self, person_id: PersonId, side: ExpectationSide, body: str) -> Expectation:
        """Write a line into somebody's matrix."""
        return actions.add_expectation(self._db, person_id, side, body)

    def find_expectation(self, text: str, person_id: PersonId) -> Expectation:
        """The line of somebody's matrix that `3`, `#3` or a uid means. Raises NotFound."""
        wanted = text.strip().removeprefix("#")
        for one in self.expectations(person_id, retired=True):
            if wanted.upper() in (str(one.id), one.uid):
                return one
        raise NotFound("that line is not in the matrix", "rhythm expect NAME shows them with their numbers")

    def retire(self, expectation_id: int) -> Expectation:
        """Let a line of a matrix hold no more."""
        return actions.retire_expectation(self._db, expectation_id)

    def carry(self, expectation_id: int) -> int:
        """Put a line of a matrix on the queue; the number of the topic."""
        return actions.carry_expectation(self._db, expectation_id)

    def levels(self, person_id: PersonId | None = None, *, history: bool = False) -> tuple[Levels, ...]:
        """The newest levels of each area, with somebody or with everybody; with `history` the earlier ones too."""
        found = queries.levels_of(self._db, person_id)
        if history:
            return found
        newest: dict[tuple[PersonId, str], Levels] = {}
        for one in found:
            newest.setdefault((one.person_id, one.area), one)
        return tuple(newest.values())

    def name_levels(self, person_id: PersonId, area: str, mine: int, theirs: int, agreed: int | None = None) -> Levels:
        """Store what both named for an area, and what they agreed on."""
        return actions.name_levels(self._db, person_id, area, mine, theirs, agreed)

    def kept(self) -> Kept:
        """How the director kept promises in the last 90 days; there is no such figure for anybody else."""
        today = self._rhythm.today()
        first = today - dt.timedelta(days=keeping.KEPT_DAYS - 1)
        return keeping.kept_rate(meetings.own_promises_between(self._db, first, today), today)
