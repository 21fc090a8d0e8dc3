"""After days without a word: what came due in the meantime is spread over the coming weeks, instead of a red wall.

"Overdue items shout … easier to shut down and ignore", users say of such tools. So all gaps begin anew, the worst
first, and no week holds more than it can bear.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from rhythm.domain.cadence import Due, DueState
from rhythm.domain.people import PersonId
from rhythm.values import NamedTuple

DAYS_A_WEEK = 7


class Behind(NamedTuple):
    """Somebody who came due, and how it stands."""

    person_id: PersonId
    due: Due


class Anew(NamedTuple):
    """From when on somebody's gap counts anew, so that it is due again on `due_on`, in the week of `monday`."""

    person_id: PersonId
    due_from: dt.date
    due_on: dt.date
    monday: dt.date


def is_behind(due: Due) -> bool:
    """Whether somebody came due. Who was never met was not forgotten in the meantime."""
    return due.state in (DueState.OVER, DueState.DUE)


def spread(
    behind: Collection[Behind], per_week: int, load: Mapping[dt.date, int], working: Collection[int], today: dt.date
) -> tuple[Anew, ...]:
    """When each of them is due again: this week or a later one, the worst first, evenly, none left out.

    A week takes `per_week` meetings, less those that stand in it (`load`, by its Monday), but one at the least, so
    that it ends. This week takes its share of the `working` days (0 is Monday) that are left of it.
    """
    order = sorted(behind, key=lambda one: (*one.due.order, one.person_id))
    this = today - dt.timedelta(days=today.weekday())
    left = sum(day >= today.weekday() for day in working)
    rooms = [max(0, per_week * left // max(1, len(working)) - load.get(this, 0))]
    while sum(rooms) < len(order):
        monday = this + dt.timedelta(days=DAYS_A_WEEK * len(rooms))
        rooms.append(max(1, per_week - load.get(monday, 0)))
    anew: list[Anew] = []
    waiting = iter(order)
    for week, number in enumerate(_even(rooms, len(order))):
        monday = this + dt.timedelta(days=DAYS_A_WEEK * week)
        due_on = max(today, monday)
        for one in (next(waiting) for _ in range(number)):
            due_from = due_on - dt.timedelta(days=one.due.cadence.target)
            anew.append(Anew(one.person_id, due_from, due_on, monday))
    return tuple(anew)


def _even(rooms: Sequence[int], people: int) -> list[int]:
    """How many of so many people go into each week: as evenly as the rooms allow, the earlier weeks first."""
    numbers = [0] * len(rooms)
    for _ in range(people):
        open_ = [week for week, room in enumerate(rooms) if numbers[week] < room]
        numbers[min(open_, key=lambda week: (numbers[week], week))] += 1
    return numbers
