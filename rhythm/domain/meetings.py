"""Meetings and what comes out of them: notes, topics, promises."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NamedTuple, NewType

from rhythm.domain.people import PersonId, Relation

MeetingId = NewType("MeetingId", int)
NoteId = NewType("NoteId", int)
TopicId = NewType("TopicId", int)
PromiseId = NewType("PromiseId", int)


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
    """A note, or appreciation for something specific."""

    NOTE = "note"
    PRAISE = "praise"


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


class Meeting(NamedTuple):
    """One meeting with one person; `minutes` is its length, `start` the local time as HH:MM."""

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


class Note(NamedTuple):
    """What was written about a person on a day, in a meeting or between meetings."""

    id: NoteId
    uid: str
    person_id: PersonId
    person: str
    meeting_id: MeetingId | None
    day: dt.date
    kind: NoteKind
    body: str


class Topic(NamedTuple):
    """An item of a person's queue; `carried` counts held meetings that it outlived."""

    id: TopicId
    uid: str
    person_id: PersonId
    person: str
    body: str
    added_on: dt.date
    state: TopicState
    carried: int


class Promise(NamedTuple):
    """What I promised a person (`mine`), or the person promised me; `moved` counts changes of the due day."""

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

    def days_late(self, today: dt.date) -> int:
        """Days past the due day; 0 when it is not due yet, has no day, or is settled."""
        if self.due is None or self.state is not PromiseState.OPEN:
            return 0
        return max(0, (today - self.due).days)


class NewPromise(NamedTuple):
    """A promise that a meeting's notes contained."""

    body: str
    mine: bool
    due: dt.date | None


def kind_of_meeting(relation: Relation) -> MeetingKind:
    """A skip-level meets as a skip-level, everybody else one to one."""
    return MeetingKind.SKIP_LEVEL if relation is Relation.SKIP_LEVEL else MeetingKind.ONE_ON_ONE
