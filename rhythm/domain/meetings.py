"""Meetings and what comes out of them: notes, topics, promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, NewType

from rhythm.domain.people import PersonId, Relation
from rhythm.values import NamedTuple

MeetingId = NewType("MeetingId", int)
NoteId = NewType("NoteId", int)
TopicId = NewType("TopicId", int)
PromiseId = NewType("PromiseId", int)

Shareable = Literal["topic", "promise", "note"]
"""The kinds of records that are private, or may be shared."""


class MeetingKind(StrEnum):
    """What a meeting is."""

    ONE_ON_ONE = "one_on_one"
    SKIP_LEVEL = "skip_level"


class MeetingState(StrEnum):
    """Only a held meeting counts against a gap."""

    PLANNED = "planned"
    HELD = "held"
    MISSED = "missed"
    SKIPPED = "skipped"


class NoteKind(StrEnum):
    """A note, appreciation for something specific, feedback that names a behaviour, or what was decided."""

    NOTE = "note"
    PRAISE = "praise"
    FEEDBACK = "feedback"
    DECISION = "decision"


class TopicState(StrEnum):
    """A topic stays open, and one record, until it was discussed or dropped."""

    OPEN = "open"
    DISCUSSED = "discussed"
    DROPPED = "dropped"


class PromiseState(StrEnum):
    """A promise stays one record for ever."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class PromiseKind(StrEnum):
    """A request is what was asked for and not agreed to yet; an action is agreed without owing it to the other."""

    REQUEST = "request"
    PROMISE = "promise"
    ACTION = "action"


class Side(StrEnum):
    """Who brought a topic: the director, or the other person."""

    MINE = "mine"
    THEIRS = "theirs"


class Theme(StrEnum):
    """What a topic is for: helping somebody grow, making something clear, or keeping a habit alive."""

    COACH = "coach"
    CLARITY = "clarity"
    CULTURE = "culture"


class Route(StrEnum):
    """Where something that a skip-level said goes: to the manager, nowhere, or straight back, round the manager."""

    MANAGER = "manager"
    KEEP = "keep"
    DIRECT = "direct"


class Direction(StrEnum):
    """What a piece of feedback says of how somebody develops."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


class Meeting(NamedTuple):
    """One meeting with one person; `minutes` is its length, `start` the local time as HH:MM.

    `period` is the week or quarter it stands for (`2026-W48`, `2026-Q4`); empty when it was not planned for one.
    `pinned` meetings never move by themselves; `moved` counts how often it was put on another day or time. Rows
    that share a `gathering` were one meeting of several people.
    """

    id: MeetingId
    uid: str
    person_id: PersonId
    person: str
    kind: MeetingKind
    day: dt.date
    start: str | None
    minutes: int | None
    state: MeetingState
    reason: str = ""
    period: str = ""
    pinned: bool = False
    moved: int = 0
    gathering: str = ""


class Note(NamedTuple):
    """What was written about a person on a day, in a meeting or between meetings.

    `private` stays out of everything that is copied or shared. Feedback has the behaviour as its `body`.
    """

    id: NoteId
    uid: str
    person_id: PersonId
    person: str
    meeting_id: MeetingId | None
    day: dt.date
    kind: NoteKind
    body: str
    private: bool = True
    situation: str = ""
    next_time: str = ""
    direction: Direction | None = None


class Topic(NamedTuple):
    """An item of a person's queue; `carried` counts held meetings that it outlived.

    `source_id` is the skip-level from whom it came, on the way that `route` says.
    """

    id: TopicId
    uid: str
    person_id: PersonId
    person: str
    body: str
    added_on: dt.date
    state: TopicState
    carried: int
    side: Side = Side.MINE
    private: bool = False
    theme: Theme | None = None
    route: Route | None = None
    route_reason: str = ""
    source_id: PersonId | None = None


class Promise(NamedTuple):
    """What I promised a person (`mine`), or the person promised me; `moved` counts changes of the due day.

    A request is one that nobody has agreed to yet; `mine` says who would have to do it.
    """

    id: PromiseId
    uid: str
    person_id: PersonId
    person: str
    body: str
    made_on: dt.date
    due: dt.date | None
    mine: bool
    state: PromiseState
    moved: int
    closed_on: dt.date | None = None
    kind: PromiseKind = PromiseKind.PROMISE
    private: bool = False
    route: Route | None = None
    route_reason: str = ""
    source_id: PersonId | None = None

    def days_late(self, today: dt.date) -> int:
        """Days past the due day; 0 when it is not due yet, has no day, or is settled."""
        if self.due is None or self.state is not PromiseState.OPEN:
            return 0
        return max(0, (today - self.due).days)


class NewPromise(NamedTuple):
    """A promise, a request or an action to be stored; `mine` says who has to do it."""

    body: str
    mine: bool
    due: dt.date | None
    kind: PromiseKind = PromiseKind.PROMISE
    private: bool = False


class NewNote(NamedTuple):
    """A note to be stored: private unless it is said otherwise. The last three fields are for feedback."""

    body: str
    kind: NoteKind = NoteKind.NOTE
    private: bool = True
    situation: str = ""
    next_time: str = ""
    direction: Direction | None = None


class NewTopic(NamedTuple):
    """A topic to be queued: the director's own and shareable unless it is said otherwise."""

    body: str
    side: Side = Side.MINE
    private: bool = False
    theme: Theme | None = None


Fates = Mapping[TopicId, PersonId | None]
"""What becomes of open topics: they move to somebody's queue, or are dropped (None); those not named are kept."""

ASKS_AFTER_CARRIES = 3
"""So many talks that a topic outlived, and the room asks: drop it, do it, or escalate it."""


def asks(topic: Topic) -> bool:
    """Whether a topic was carried so often that one should say what becomes of it."""
    return topic.state is TopicState.OPEN and topic.carried >= ASKS_AFTER_CARRIES


def kind_of_meeting(relation: Relation) -> MeetingKind:
    """A skip-level meets as a skip-level, everybody else one to one."""
    return MeetingKind.SKIP_LEVEL if relation is Relation.SKIP_LEVEL else MeetingKind.ONE_ON_ONE
