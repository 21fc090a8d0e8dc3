"""How far a relationship has slipped from its rhythm over the last meetings, apart from whether it is due today."""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Collection, Iterable
from enum import StrEnum
from itertools import pairwise

from rhythm.values import NamedTuple

LAST_GAPS = 4
SLIPPING_ABOVE = 1.25
BROKEN_ABOVE = 1.75


class DriftState(StrEnum):
    """Kept, slipping, or another rhythm altogether."""

    OK = "ok"
    SLIPPING = "slipping"
    BROKEN = "broken"


class Drift(NamedTuple):
    """The middle of the last gaps against the interval; `gaps` are without excused days, `raw` as they were.

    Both are in days, oldest first, four at most.
    """

    state: DriftState
    ratio: float
    gaps: tuple[int, ...]
    raw: tuple[int, ...]


def drift(held: Iterable[dt.date], interval: int, excused: Collection[dt.date] = frozenset()) -> Drift | None:
    """The drift of meetings that were held on these days; None before the second one.

    `excused` are days on which one side or the other was away. They don't count against anybody, so a gap is shorter
    by those that lie in it, but never less than a day.
    """
    days = sorted(set(held))[-LAST_GAPS - 1 :]
    if len(days) < 2:
        return None
    raw = tuple((later - day).days for day, later in pairwise(days))
    gaps = tuple(
        max(1, gap - sum(day < other < later for other in excused))
        for gap, (day, later) in zip(raw, pairwise(days), strict=True)
    )
    ratio = statistics.median(gaps) / interval
    if ratio <= SLIPPING_ABOVE:
        state = DriftState.OK
    else:
        state = DriftState.SLIPPING if ratio <= BROKEN_ABOVE else DriftState.BROKEN
    return Drift(state, ratio, gaps, raw)
