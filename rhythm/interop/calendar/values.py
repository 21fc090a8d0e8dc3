"""What is read out of a calendar, and what is written into one, as plain values."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from rhythm.interop.tables import Severity
from rhythm.values import NamedTuple

OWN_SUFFIX = "@rhythm.invalid"
"""Ends the UID of every meeting that was exported from here."""


class Busy(StrEnum):
    """Whether an event takes the time it stands for: it does, it may, it does not."""

    HARD = "hard"
    SOFT = "soft"
    FREE = "free"


class CalendarProblem(NamedTuple):
    """What is wrong with a line of a file. An error left out what stood there; a warning took it as it could."""

    file: str
    line: int
    message: str
    severity: Severity = Severity.ERROR


class Window(NamedTuple):
    """The days that are read, both included, and the zone they are days of."""

    first: dt.date
    last: dt.date
    zone: dt.tzinfo


class Guest(NamedTuple):
    """Somebody invited, or who invites. The address is in small letters; rooms and the like are no people."""

    address: str
    name: str = ""
    is_person: bool = True


class Occurrence(NamedTuple):
    """One time at which an event takes place.

    `recurrence` names it within its series, however often it is moved: the instant (`20261120T090000Z`) or the day at
    which the rule puts it; empty where nothing recurs. `starts` and `ends` are aware instants in UTC; of a whole day
    they are days, the end not included.
    """

    recurrence: str
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date
    busy: Busy

    @property
    def all_day(self) -> bool:
        """Whether it is a matter of days and not of hours."""
        return not isinstance(self.starts, dt.datetime)

    @property
    def minutes(self) -> int:
        """How long it takes, in minutes."""
        return int((self.ends - self.starts).total_seconds() // 60)

    def day(self, zone: dt.tzinfo) -> dt.date:
        """The day on which it begins, in a zone."""
        return self.starts.astimezone(zone).date() if isinstance(self.starts, dt.datetime) else self.starts


class CalendarEvent(NamedTuple):
    """An event or a whole series, with its occurrences within the window by start; none when all were cancelled.

    `guests` has the organizer too, and the director.
    """

    uid: str
    title: str
    guests: tuple[Guest, ...]
    occurrences: tuple[Occurrence, ...]

    @property
    def is_own(self) -> bool:
        """Whether it was exported from here."""
        return self.uid.endswith(OWN_SUFFIX)


class CalendarFile(NamedTuple):
    """A calendar as it was read. `total` counts all events in it, `dropped` those that could not be read.

    `doubtful` are UIDs of which something was left out: what was known of them before still counts. A `cut_off` file
    ends in the middle, so what is missing in it says nothing.
    """

    name: str
    events: tuple[CalendarEvent, ...]
    total: int
    dropped: int
    cancelled: int
    doubtful: frozenset[str]
    cut_off: bool
    problems: tuple[CalendarProblem, ...]


class Given(NamedTuple):
    """A meeting that is given to other programs; `uid` never changes, `sequence` counts changes of its time.

    `starts` is an aware instant; of a meeting without a time of day it is the day, and there are no minutes.
    `changed` is when it was changed last. A `cancelled` one was given before and does not take place.
    """

    uid: str
    title: str
    starts: dt.datetime | dt.date
    minutes: int
    sequence: int
    changed: dt.datetime
    cancelled: bool = False
