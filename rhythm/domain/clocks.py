"""How long somebody has a role (N17): "it generally takes 12-18 months to adjust", and the first 90 days of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dateutil.relativedelta import relativedelta

from rhythm.domain.people import PersonId
from rhythm.values import NamedTuple

FIRST_DAYS = 90
ADJUSTING = (12, 18)
"""Months that a manager of managers generally takes to adjust (essay 3)."""


class RoleClock(NamedTuple):
    """Since when somebody has a role, as it stands today.

    `named` says that the day was named for the role; else it is the first day here.
    """

    person_id: PersonId
    person: str
    start: dt.date
    today: dt.date
    named: bool = False

    @property
    def month(self) -> int:
        """Which month it is, from 1; 0 before the role begins."""
        if self.today < self.start:
            return 0
        gone = relativedelta(self.today, self.start)
        return gone.years * 12 + gone.months + 1

    @property
    def day(self) -> int:
        """Which day it is, from 1; 0 and less before the role begins."""
        return (self.today - self.start).days + 1

    @property
    def adjusting(self) -> bool:
        """Whether trends are to be read as those of somebody who is still new."""
        return 1 <= self.month <= ADJUSTING[1]

    @property
    def in_first_days(self) -> bool:
        """Whether it is one of the first 90 days."""
        return 1 <= self.day <= FIRST_DAYS


class Line(NamedTuple):
    """A line of the first 90 days: a shipped one, `item`, or one of one's own with its number."""

    list: str
    item: str
    body: str
    id: int | None = None
    done_on: dt.date | None = None


class DayList(NamedTuple):
    """One of the lists, with its lines."""

    id: str
    title: str
    lines: tuple[Line, ...]


class FirstDays(NamedTuple):
    """The first 90 days of somebody, list by list."""

    clock: RoleClock
    lists: tuple[DayList, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, in their order."""
        return tuple(line for one in self.lists for line in one.lines)

    @property
    def done(self) -> int:
        """How many are ticked."""
        return sum(line.done_on is not None for line in self.lines)


def month_words(clock: RoleClock) -> str:
    """`month 4 of 12-18`, and nothing once that is over: then trends stand for themselves."""
    return f"month {clock.month} of {ADJUSTING[0]}-{ADJUSTING[1]}" if clock.adjusting else ""


def day_words(clock: RoleClock) -> str:
    """`day 12 of 90`, and nothing outside of them."""
    return f"day {clock.day} of {FIRST_DAYS}" if clock.in_first_days else ""


def merged(shipped: Iterable[DayList], kept: Iterable[Line]) -> tuple[DayList, ...]:
    """The shipped lists with what was ticked in them, and one's own lines behind. A list that is shipped no more
    keeps what was written into it."""
    rows = tuple(kept)
    known = list(shipped)
    known += [DayList(name, name.replace("_", " ").capitalize(), ()) for name in _others(rows, known)]
    found = []
    for one in known:
        of_list = [line for line in rows if line.list == one.id]
        ticked = {line.item: line for line in of_list if line.item}
        lines = [
            line._replace(id=row.id, done_on=row.done_on) if (row := ticked.get(line.item)) is not None else line
            for line in one.lines
        ]
        found.append(one._replace(lines=(*lines, *(line for line in of_list if not line.item))))
    return tuple(found)


def _others(rows: Iterable[Line], known: Iterable[DayList]) -> list[str]:
    there = {one.id for one in known}
    return list(dict.fromkeys(line.list for line in rows if not line.item and line.list not in there))
