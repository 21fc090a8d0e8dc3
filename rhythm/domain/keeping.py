"""How the director keeps promises (N16). There is no such figure for anybody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rhythm.domain.meetings import Promise, PromiseKind, PromiseState
from rhythm.values import NamedTuple

KEPT_DAYS = 90


class Kept(NamedTuple):
    """Of the promises that were settled or due in a span of days: how many were kept, and how many given up.

    `counted` are those kept and those still open past their day; the ones that were dropped are said apart.
    """

    kept: int
    counted: int
    dropped: int


def kept_rate(promises: Iterable[Promise], today: dt.date) -> Kept:
    """The director's own promises of the last 90 days, today included.

    A promise counts when it was kept in that time, on whatever day it was due, or when its day lies in that time and
    has passed. One that moved counts by its newest day. Requests, actions and what others promised count nowhere.
    """
    own = [one for one in promises if one.mine and one.kind is PromiseKind.PROMISE]
    kept = sum(one.state is PromiseState.DONE and _lately(one.closed_on, today) for one in own)
    late = sum(one.days_late(today) > 0 and _lately(one.due, today) for one in own)
    dropped = sum(one.state is PromiseState.DROPPED and _lately(one.closed_on, today) for one in own)
    return Kept(kept, kept + late, dropped)


def say_kept(kept: Kept) -> str:
    """`kept 9 of 12 in 90 days, 1 dropped`; nothing when there was nothing to keep."""
    parts = [f"kept {kept.kept} of {kept.counted} in {KEPT_DAYS} days"] if kept.counted else []
    parts += [f"{kept.dropped} dropped"] if kept.dropped else []
    return ", ".join(parts)


def _lately(day: dt.date | None, today: dt.date) -> bool:
    return day is not None and 0 <= (today - day).days < KEPT_DAYS
