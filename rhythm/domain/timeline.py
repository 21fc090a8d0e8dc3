"""Everything that was written about one person, as entries on a line of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from enum import StrEnum
from itertools import pairwise

from rhythm.domain.saying import counted, say_day, say_late, times
from rhythm.values import NamedTuple


class EntryKind(StrEnum):
    """What an entry is. Evidence is praise, feedback, and a call that went well without me."""

    MEETING = "meeting"
    NOTE = "note"
    EVIDENCE = "evidence"
    TOPIC = "topic"
    PROMISE = "promise"
    ESCALATION = "escalation"
    REPORTING = "reporting"


class Entry(NamedTuple):
    """One record on the day on which it came about; `id` is its number among its kind.

    `state` is the state of a meeting, topic or promise, what kind of note or evidence it is, or what was done with an
    escalation. `until` is when a promise is due, `closed` when it or a topic was settled. `number` is how often it was
    carried or moved, of a meeting and an escalation the minutes. `sort` tells requests and actions from promises.
    """

    kind: EntryKind
    id: int
    day: dt.date
    text: str
    state: str = ""
    mine: bool = False
    until: dt.date | None = None
    closed: dt.date | None = None
    number: int = 0
    sort: str = ""


class Line(NamedTuple):
    """Whom somebody reports to, and in which team, since a day; None where nobody knows since when."""

    manager: str
    team: str
    since: dt.date | None


class Gap(NamedTuple):
    """The days from one held meeting to the next; on `excused` of them one side or the other was away."""

    first: dt.date
    last: dt.date
    excused: int = 0

    @property
    def days(self) -> int:
        """Days between the two meetings, as the calendar has them."""
        return (self.last - self.first).days


def gaps_between(held: Iterable[dt.date], away: Collection[dt.date] = frozenset()) -> tuple[Gap, ...]:
    """The gaps between the meetings of some days, oldest first; `away` are days on which either side was not there."""
    return tuple(
        Gap(first, last, sum(first < day < last for day in away)) for first, last in pairwise(sorted(set(held)))
    )


_STATES = {
    "missed": "did not take place",
    "done": "kept",
    "good_call": "went well without you",
    "skip_level": "skip-level",
}
_ORDER = list(EntryKind)


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """Entries by day, the newest first; on one day meetings before what came out of them."""
    return sorted(entries, key=lambda entry: (-entry.day.toordinal(), _ORDER.index(entry.kind), -entry.id))


def state_words(entry: Entry, today: dt.date) -> str:
    """How an entry stands, in words: `held, 45 min`, `carried twice`, `kept 3 Nov`, `4 d late, moved once`."""
    makers = {
        EntryKind.MEETING: _meeting,
        EntryKind.TOPIC: _topic,
        EntryKind.PROMISE: _promise,
        EntryKind.ESCALATION: _escalation,
    }
    if entry.kind in makers:
        return makers[entry.kind](entry, today)
    return "" if entry.state == "note" else _words(entry.state)


def _words(state: str) -> str:
    return _STATES.get(state, state.replace("_", " "))


def _meeting(entry: Entry, _today: dt.date) -> str:
    minutes = f"{entry.number} min" if entry.number and entry.state == "held" else ""
    return ", ".join(filter(None, (_words(entry.state), minutes)))


def _topic(entry: Entry, today: dt.date) -> str:
    closed = f"{_words(entry.state)} {say_day(entry.closed, today)}" if entry.closed is not None else ""
    carried = f"carried {times(entry.number)}" if entry.number else ""
    return ", ".join(filter(None, (closed or _words(entry.state), carried)))


def _promise(entry: Entry, today: dt.date) -> str:
    if entry.closed is not None:
        stands = f"{_words(entry.state)} {say_day(entry.closed, today)}"
    else:
        stands = say_late(entry.until, today) if entry.until is not None else "no day"
    sort = entry.sort if entry.sort in ("request", "action") else ""
    return ", ".join(filter(None, (sort, stands, f"moved {times(entry.number)}" if entry.number else "")))


def _escalation(entry: Entry, _today: dt.date) -> str:
    return ", ".join(filter(None, (_words(entry.state), f"{entry.number} min" if entry.number else "")))


def held_words(entries: Iterable[Entry]) -> str:
    """How many meetings took place among entries, or nothing."""
    held = sum(entry.kind is EntryKind.MEETING and entry.state == "held" for entry in entries)
    return f"{counted(held, 'meeting')} held" if held else ""
