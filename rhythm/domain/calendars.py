"""What is kept of imported calendars: series that concern somebody, and what was decided about each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from typing import NewType

from rhythm.domain.meetings import MeetingId
from rhythm.domain.people import PersonId
from rhythm.domain.periods import quarter_of, week_of
from rhythm.values import NamedTuple

SeriesId = NewType("SeriesId", int)
EventId = NewType("EventId", int)

AROUND = dt.timedelta(weeks=5)
"""So much is read before and after the quarter."""


class SeriesKind(StrEnum):
    """A talk with one person, an absence, or a talk with somebody who is not known here."""

    MEETING = "meeting"
    ABSENCE = "absence"
    OTHER = "other"


class Decision(StrEnum):
    """What the director said of a series: nothing yet, that it is with somebody, or that it is not our business."""

    PENDING = "pending"
    PERSON = "person"
    NOTHING = "nothing"


class Series(NamedTuple):
    """An event or series of a calendar that concerns somebody.

    `person_id` is who was decided on, or is suggested; None where several are called that, or nobody is known.
    `first` and `last` are its days within the weeks that are read, `times` how many there are. `address` is one that is
    not known yet, to be learnt with the person.
    """

    id: SeriesId
    uid: str
    calendar: str
    kind: SeriesKind
    decision: Decision
    title: str
    person_id: PersonId | None
    person: str
    reason: str
    address: str
    first: dt.date | None
    last: dt.date | None
    times: int

    @property
    def waits(self) -> bool:
        """Whether the director has still to say with whom it is."""
        return self.decision is Decision.PENDING


class PastTalk(NamedTuple):
    """A day on which a confirmed series had a meeting that nobody recorded: proposed as held."""

    id: EventId
    person_id: PersonId
    person: str
    day: dt.date
    start: str | None
    minutes: int | None


class Told(NamedTuple):
    """What was last given out of a meeting: when it is, and since when it is called off, if it is."""

    id: int
    meeting_id: MeetingId
    ics_uid: str
    sequence: int
    day: dt.date
    start: str | None
    minutes: int | None
    cancelled_on: dt.date | None
    changed_at: dt.datetime


class Titles(StrEnum):
    """What an exported title says of whom a meeting is with."""

    NAMES = "names"
    INITIALS = "initials"
    HIDDEN = "hidden"


def title_of(person: str, titles: Titles) -> str:
    """`1:1 Ana Pires`, `1:1 AP` or `1:1`."""
    who = {Titles.NAMES: person, Titles.INITIALS: "".join(word[0] for word in person.split()), Titles.HIDDEN: ""}
    return f"1:1 {who[titles]}".rstrip()


def weeks_read(today: dt.date, quarter_start_month: int) -> tuple[dt.date, dt.date]:
    """The first and the last day that an import reads: this quarter, and five weeks on either side."""
    quarter = quarter_of(week_of(today).first_day, quarter_start_month)
    return quarter.first_day - AROUND, quarter.last_day + AROUND


def last_day_until(ends: dt.datetime, zone: dt.tzinfo) -> dt.date:
    """The last day of what ends at a moment: at midnight it takes nothing of the day that begins then."""
    return (ends - dt.datetime.resolution).astimezone(zone).date()


def by_person(talks: Sequence[PastTalk]) -> dict[PersonId, tuple[PastTalk, ...]]:
    """Past talks by whom they were with, in the order given."""
    found: dict[PersonId, tuple[PastTalk, ...]] = {}
    for talk in talks:
        found[talk.person_id] = (*found.get(talk.person_id, ()), talk)
    return found
