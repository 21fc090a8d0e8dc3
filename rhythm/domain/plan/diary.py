"""What the director's days hold while a plan is being made, and how much more they may."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from rhythm.domain.meetings import MeetingKind
from rhythm.domain.periods import monday_of
from rhythm.domain.plan.free import Sight, fitting, on_grid, touching, units_of
from rhythm.domain.plan.values import Limits, Working


class Diary:
    """Meetings taken so far: free time, and counts against the caps of days and weeks.

    What told skip-levels hold is spared: a one-on-one takes it only when it finds nothing else.
    """

    def __init__(self, sight: Sight, limits: Limits, skip_levels_per_week: int) -> None:
        self.sight = sight
        self.skip_levels_per_week = skip_levels_per_week
        self.limits = limits
        self.grid = on_grid(limits.slot_minutes)
        self._free: dict[dt.date, int] = {}
        self._spared: dict[dt.date, int] = {}
        self._spared_on: Counter[dt.date] = Counter()
        self._spared_in: Counter[dt.date] = Counter()
        self._on_day: Counter[dt.date] = Counter()
        self._in_week: Counter[dt.date] = Counter()
        self._skips: Counter[dt.date] = Counter()

    def free(self, day: dt.date) -> int:
        """The director's free time on a day."""
        bits = self._free.get(day)
        if bits is None:
            bits = self._free[day] = self.sight.open(day)
        return bits

    def take(self, day: dt.date, start: int | None, minutes: int, kind: MeetingKind, *, counts: bool = True) -> None:
        """Put a meeting in; without a time it only counts, and as a part of one that counts already it does not."""
        if start is not None:
            self._free[day] = self.free(day) & ~touching(start, start + minutes)
        if not counts:
            return
        self._on_day[day] += 1
        self._in_week[monday_of(day)] += 1
        self._skips[monday_of(day)] += kind is MeetingKind.SKIP_LEVEL

    def spare(self, day: dt.date, start: int, minutes: int) -> None:
        """Mark what a told skip-level holds, which is planned after the one-on-ones."""
        self._spared[day] = self._spared.get(day, 0) | touching(start, start + minutes)
        self._spared_on[day] += 1
        self._spared_in[monday_of(day)] += 1

    def on_day(self, day: dt.date) -> int:
        """Meetings on a day."""
        return self._on_day[day]

    def left_on(self, day: dt.date) -> int:
        """How many more a day may hold, whatever its week."""
        return max(0, self.limits.per_day - self._on_day[day])

    def skips_in(self, monday: dt.date) -> int:
        """Skip-levels in a week."""
        return self._skips[monday]

    def left_in(self, monday: dt.date, kind: MeetingKind) -> int:
        """How many more of a kind a week may hold, whatever its days."""
        left = self.limits.per_week - self._in_week[monday]
        if kind is MeetingKind.SKIP_LEVEL:
            left = min(left, self.skip_levels_per_week - self._skips[monday])
        return max(0, left)

    def has_room(self, day: dt.date, kind: MeetingKind, *, sparing: bool = False) -> bool:
        """Whether the caps allow one more on a day."""
        monday = monday_of(day)
        on_day, in_week = (self._spared_on[day], self._spared_in[monday]) if sparing else (0, 0)
        return self.left_on(day) > on_day and self.left_in(monday, kind) > in_week

    def starts(self, working: Working, day: dt.date, minutes: int, *, sparing: bool = False, firm: bool = False) -> int:
        """The bits at which both sides are free for so long, whatever the caps and the grid.

        `firm` leaves out what the calendar holds tentatively.
        """
        free = self.free(day)
        if sparing:
            free &= ~self._spared.get(day, 0)
        if firm:
            free &= ~self.sight.soft(day)
        return fitting(free & self.sight.there(working, day), units_of(minutes)) if free else 0

    def fits(self, working: Working, day: dt.date, start: int, minutes: int, *, sparing: bool = False) -> bool:
        """Whether both sides are free at a time, on the grid or not."""
        bits = touching(start, start + minutes)
        free = self.free(day) & self.sight.there(working, day)
        if sparing:
            free &= ~self._spared.get(day, 0)
        return bits != 0 and free & bits == bits
