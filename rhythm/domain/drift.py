"""How regularly somebody is met: the gaps between held meetings, and how far they drift from what is aimed at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from statistics import median
from typing import NamedTuple

COUNTED_GAPS = 4
"""So many of the last gaps say how it goes by now."""
OK_SHARE, SLIPPING_SHARE = 1.25, 1.75
"""Up to which multiple of the target the gaps are in order, and are slipping (planner.md, rule 9)."""


class DriftState(StrEnum):
    """Whether the rhythm holds."""

    OK = "ok"
    SLIPPING = "slipping"
    BROKEN = "broken"


class Gap(NamedTuple):
    """The days from one held meeting to the next; `excused` of them somebody was away."""

    first: dt.date
    last: dt.date
    excused: int = 0

    @property
    def days(self) -> int:
        """Days between the two meetings, as the calendar has them."""
        return (self.last - self.first).days

    @property
    def counted(self) -> int:
        """Days that count: without those on which somebody was away."""
        return self.days - self.excused


class Drift(NamedTuple):
    """The middle of the last gaps, as it counts and raw, and its share of the target."""

    days: float
    raw_days: float
    share: float
    state: DriftState


def gaps_between(held: Iterable[dt.date], away: Sequence[tuple[dt.date, dt.date]] = ()) -> tuple[Gap, ...]:
    """The gaps between meetings, oldest first. `away` are spans, both days included, on which either side was not
    there; a day counts once, however many spans it stands in."""
    days = sorted(set(held))
    return tuple(Gap(first, last, _excused(first, last, away)) for first, last in pairwise(days))


def drift(gaps: Sequence[Gap], target_days: int) -> Drift | None:
    """How the last gaps stand to the target; None before there is one."""
    last = gaps[-COUNTED_GAPS:]
    if not last:
        return None
    middle = float(median(gap.counted for gap in last))
    share = middle / target_days
    state = (
        DriftState.OK if share <= OK_SHARE else DriftState.SLIPPING if share <= SLIPPING_SHARE else DriftState.BROKEN
    )
    return Drift(middle, float(median(gap.days for gap in last)), share, state)


def _excused(first: dt.date, last: dt.date, away: Sequence[tuple[dt.date, dt.date]]) -> int:
    """Days strictly between two meetings that lie in any of the spans."""
    days: set[int] = set()
    for begin, end in away:
        start, stop = max(begin.toordinal(), first.toordinal() + 1), min(end.toordinal(), last.toordinal() - 1)
        days.update(range(start, stop + 1))
    return len(days)
