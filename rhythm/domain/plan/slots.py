"""Day and time of the skip-levels of one week: fewest options first, what is told stays, one may make way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rhythm.domain.plan.diary import Diary
from rhythm.domain.plan.free import UNIT, fitting, lowest, touching, units_of
from rhythm.domain.plan.values import Slot, Working
from rhythm.values import NamedTuple

_PER_MEETING = 8
_OFF_PREFERENCE = 15
_CUTTING = 5
_TENTATIVE = 40
_OTHER_DAY = 4


class Caller(NamedTuple):
    """Somebody to be placed in a week: on which days, and where the stored meeting stands, if there is one."""

    number: int
    working: Working
    minutes: int
    days: tuple[dt.date, ...]
    preferred: Slot | None = None
    stored: tuple[dt.date, int, int] | None = None

    @property
    def length(self) -> int:
        """Minutes of the meeting: a stored one keeps its own."""
        return self.stored[2] if self.stored is not None else self.minutes


class WeekSlots:
    """One week: the director's days without the skip-levels, and the places given so far."""

    def __init__(self, diary: Diary, days: Sequence[dt.date]) -> None:
        self._diary = diary
        self._free = {day: diary.free(day) for day in days}
        self._left = {day: diary.left_on(day) for day in days}
        self._guests: dict[int, Caller] = {}
        self.places: dict[int, tuple[dt.date, int]] = {}

    def place_all(self, guests: Sequence[Caller]) -> list[int]:
        """Give everybody a place, and say who found none."""
        waiting = []
        for guest in guests:
            if guest.stored is not None and self._stays(guest):
                self._put(guest, guest.stored[0], guest.stored[1])
            else:
                waiting.append(guest)
        waiting.sort(key=lambda guest: (self._options(guest), guest.number))
        return [guest.number for guest in waiting if not self.place(guest)]

    def place(self, guest: Caller, *, over_stored: bool = False) -> bool:
        """Give one a place, if need be by another's taking a new one in the same week.

        Who has a stored meeting makes way only with `over_stored`.
        """
        if (best := self._best(guest)) is not None:
            self._put(guest, *best)
            return True
        for number in sorted(self.places):
            other, place = self._guests[number], self.places[number]
            if not over_stored and other.stored is not None and other.stored[:2] == place:
                continue
            self._remove(other)
            mine = self._best(guest)
            if mine is not None:
                self._put(guest, *mine)
                if (theirs := self._best(other)) is not None:
                    self._put(other, *theirs)
                    return True
                self._remove(guest)
            self._put(other, *place)
        return False

    def _stays(self, guest: Caller) -> bool:
        assert guest.stored is not None
        day, start, minutes = guest.stored
        if day not in guest.days or self._left.get(day, 0) <= 0:
            return False
        bits = touching(start, start + minutes)
        return self._free[day] & self._diary.sight.there(guest.working, day) & bits == bits

    def _starts(self, guest: Caller, day: dt.date) -> int:
        if self._left.get(day, 0) <= 0:
            return 0
        free = self._free[day] & self._diary.sight.there(guest.working, day)
        return fitting(free, units_of(guest.length)) & self._diary.grid if free else 0

    def _options(self, guest: Caller) -> int:
        return sum(self._starts(guest, day).bit_count() for day in guest.days)

    def _best(self, guest: Caller) -> tuple[dt.date, int] | None:
        """The cheapest place: on an emptier day, as wished, at the edge of a free block, over nothing tentative."""
        best: tuple[int, dt.date, int] | None = None
        units = units_of(guest.length)
        for day in guest.days:
            starts = self._starts(guest, day)
            if not starts:
                continue
            base = _PER_MEETING * (self._diary.limits.per_day - self._left[day])
            if guest.stored is not None and guest.stored[0] != day:
                base += _OTHER_DAY
            free = self._free[day]
            whole = starts & ~((free << 1) & (free >> units))
            firm = fitting(free & ~self._diary.sight.soft(day), units)
            wished = _wished(guest.preferred, day, starts)
            for tentative, soft in ((0, firm), (_TENTATIVE, starts)):
                for unwished, wish in ((0, wished), (_OFF_PREFERENCE, starts)):
                    for cutting, edge in ((0, whole), (_CUTTING, starts)):
                        bits = starts & soft & wish & edge
                        cost = base + tentative + unwished + cutting
                        if bits and (best is None or (cost, day) < best[:2]):
                            best = (cost, day, lowest(bits))
        return best[1:] if best is not None else None

    def _put(self, guest: Caller, day: dt.date, start: int) -> None:
        self._free[day] &= ~touching(start, start + guest.length)
        self._left[day] -= 1
        self._guests[guest.number] = guest
        self.places[guest.number] = (day, start)

    def _remove(self, guest: Caller) -> None:
        day, start = self.places.pop(guest.number)
        self._free[day] |= touching(start, start + guest.length) & self._diary.free(day)
        self._left[day] += 1


def _wished(preferred: Slot | None, day: dt.date, starts: int) -> int:
    if preferred is None:
        return starts
    if preferred.weekday != day.weekday():
        return 0
    return starts if preferred.start is None else 1 << preferred.start // UNIT
