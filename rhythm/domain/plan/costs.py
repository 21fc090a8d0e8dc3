"""What it costs to meet a skip-level in a week: whole numbers, each class far above the sum of the one below."""

from __future__ import annotations

import math

from rhythm.values import NamedTuple

MISSED = 10**9
MISSED_AGAIN = 3 * MISSED
TOLD = 10**6
PLANNED = TOLD // 2
WAITED_WEEK = 1000
MOST_WEEKS = 150
RESERVE_WEEKS = 3

_PER_WEEK_OFF = 6
_TOO_SOON, _TOO_SOON_WEEKS = 200, 6
_CARRIED, _CARRIED_FREE_WEEKS = 25, 2
_JOINER_EARLY, _JOINER_LATE = 30, 15
_JOINER_FROM_WEEK, _JOINER_TO_WEEK = 3, 6
_LEAVER, _LEAVER_WEEKS = 60, 4
_RESERVE = 150
_FEW_SLOTS = 30
_MOST_SOFT = 99_999
_TEAM = (0, 40, 140, 400)
_TEAM_MORE = 200
_WEEK_STEP = 30


class Wish(NamedTuple):
    """What decides the best week for one person, in weeks numbered from the first of the plan.

    `due` is the week of the due date, or the target of somebody never met; `last` that of the last meeting. `carried`
    is the week from which somebody missed is late; `started` and `leaves` are those of the first and last day.
    """

    due: int | None = None
    last: int | None = None
    carried: int | None = None
    started: int | None = None
    leaves: int | None = None


def soft_cost(wish: Wish, week: int, *, reserve: bool, free_slots: int) -> int:
    """How far a week is from the best one for somebody."""
    cost = _FEW_SLOTS // max(1, free_slots)
    if wish.due is not None:
        off = min(abs(week - wish.due), MOST_WEEKS)
        # 6 * off ** 1.5, in whole numbers on every machine.
        cost += math.isqrt(_PER_WEEK_OFF**2 * off**3)
    if wish.last is not None and week - wish.last < _TOO_SOON_WEEKS:
        cost += _TOO_SOON
    if wish.carried is not None:
        cost += _CARRIED * max(0, week - wish.carried)
    if wish.started is not None:
        cost += _JOINER_EARLY * max(0, wish.started + _JOINER_FROM_WEEK - week)
        cost += _JOINER_LATE * max(0, week - wish.started - _JOINER_TO_WEEK)
    if wish.leaves is not None:
        cost += _LEAVER * max(0, _LEAVER_WEEKS - (wish.leaves - week))
    if reserve:
        cost += _RESERVE
    return min(cost, _MOST_SOFT)


def carried_from(now: int) -> int:
    """The last week in which a make-up is not late yet: the second from now on."""
    return now + _CARRIED_FREE_WEEKS - 1


def team_steps(already: int, more: int) -> list[int]:
    """What the next meetings with people of one team in a week cost, after those that stand: they never get cheaper."""
    last = len(_TEAM) - 1
    return [
        _TEAM[count] if count <= last else _TEAM[last] + _TEAM_MORE * (count - last)
        for count in range(already, already + more)
    ]


def week_steps(already: int, more: int, *, free: int, normal: int) -> list[int]:
    """What the next meetings in a week cost; more in a week with less free time than the normal one."""
    return [_WEEK_STEP * (2 * count + 1) * normal // max(1, free) for count in range(already, already + more)]
