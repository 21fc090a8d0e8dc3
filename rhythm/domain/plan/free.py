"""When people can be met: the free time of a day as the bits of a number, five minutes each.

Bit 0 is midnight on the director's clock. Two sides' free time is one `&`, and where a meeting fits is a few shifts,
which is what lets a quarter be planned on every edit. Somebody else's hours are put on the director's clock by the
offsets of that very date: summer time begins and ends on other days elsewhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rhythm.domain.plan.values import DAYS_A_WEEK, MINUTES_A_DAY, Director, Spans, Working

UNIT = 5
_DAY = dt.timedelta(days=1)


def inside(first: int, last: int) -> int:
    """The bits that lie wholly between two minutes of a day."""
    low, high = max(0, -(-first // UNIT)), min(MINUTES_A_DAY, last) // UNIT
    return ((1 << high - low) - 1) << low if high > low else 0


def touching(first: int, last: int) -> int:
    """The bits that a span between two minutes of a day touches."""
    low, high = max(0, first) // UNIT, -(-min(MINUTES_A_DAY, last) // UNIT)
    return ((1 << high - low) - 1) << low if high > low else 0


def units_of(minutes: int) -> int:
    """How many bits a meeting takes."""
    return max(1, -(-minutes // UNIT))


def fitting(free: int, units: int) -> int:
    """The bits at which a meeting of so many units can begin."""
    have = 1
    while have < units:
        step = min(have, units - have)
        free &= free >> step
        have += step
    return free


def packed(free: int, units: int, grid: int) -> int:
    """How many meetings of so many units can follow one another in free time: each as early as it can."""
    count = 0
    starts = fitting(free, units) & grid
    while starts:
        first = (starts & -starts).bit_length() - 1
        starts &= ~0 << first + units
        count += 1
    return count


def on_grid(slot_minutes: int) -> int:
    """The bits at which a meeting may begin: every half hour, say."""
    return sum(1 << minute // UNIT for minute in range(0, MINUTES_A_DAY, slot_minutes))


def lowest(bits: int) -> int:
    """The minute of the lowest bit of a number that is not 0."""
    return ((bits & -bits).bit_length() - 1) * UNIT


def minutes_in(bits: int) -> list[int]:
    """The minutes of all bits, earliest first."""
    found = []
    while bits:
        found.append(lowest(bits))
        bits &= bits - 1
    return found


def week_days(monday: dt.date) -> tuple[dt.date, ...]:
    """The seven days of a week."""
    return tuple(monday + dt.timedelta(days=number) for number in range(DAYS_A_WEEK))


class Sight:
    """What is known of everybody's time between two days, by the director's days and clock."""

    def __init__(self, director: Director, first: dt.date, last: dt.date) -> None:
        self._director = director
        self._first, self._last = first, last
        # Zones by identity: that of a machine can't always be hashed, and each lives as long as what is planned.
        self._hours: dict[tuple[int, frozenset[int], Spans], dict[dt.date, tuple[tuple[dt.date, int], ...]]] = {}
        self._off: dict[int, tuple[Working, frozenset[dt.date]]] = {}
        self._hard, self._soft = self._busy(hard=True), self._busy(hard=False)

    def hours(self, working: Working, day: dt.date) -> int:
        """Working hours alone, whoever is away."""
        bits = 0
        for _, span in self._parts(working, day):
            bits |= span
        return bits

    def there(self, working: Working, day: dt.date) -> int:
        """Working hours without holidays and absences, which are those of the side's own date."""
        off, parts = self._days_off(working), self._parts(working, day)
        if len(parts) == 1:
            return 0 if parts[0][0] in off else parts[0][1]
        bits = 0
        for date, span in parts:
            if date not in off:
                bits |= span
        return bits

    def open(self, day: dt.date) -> int:
        """The director's time on a day: there, in no block without meetings, and not taken by the calendar."""
        bits = self.there(self._director.working, day) & ~self._hard.get(day, 0)
        for first, last in self._director.no_meetings.get(day.weekday(), ()):
            bits &= ~touching(first, last)
        return bits

    def taken(self, day: dt.date) -> int:
        """What the calendar holds for certain."""
        return self._hard.get(day, 0)

    def soft(self, day: dt.date) -> int:
        """What the calendar holds tentatively."""
        return self._soft.get(day, 0)

    def works(self, day: dt.date) -> bool:
        """Whether the director works on a day."""
        return self.there(self._director.working, day) != 0

    def _days_off(self, working: Working) -> frozenset[dt.date]:
        known = self._off.get(id(working))
        if known is None:
            off = set(working.holidays)
            for absence in working.absences:
                # Another zone's date may be the one before or after.
                day, last = max(absence.first, self._first - _DAY), min(absence.last, self._last + _DAY)
                while day <= last:
                    off.add(day)
                    day += _DAY
            # The value is kept with its key, so that no other one can come to bear the same id.
            known = self._off[id(working)] = (working, frozenset(off))
        return known[1]

    def _parts(self, working: Working, day: dt.date) -> tuple[tuple[dt.date, int], ...]:
        """The hours of a side that fall on a day of the director, with the side's own date."""
        days = self._hours.setdefault((id(working.zone), working.weekdays, working.hours), {})
        parts = days.get(day)
        if parts is None:
            parts = days[day] = tuple(_parts(working, self._director.working.zone, day))
        return parts

    def _busy(self, *, hard: bool) -> Mapping[dt.date, int]:
        bits: dict[dt.date, int] = {}
        zone = self._director.working.zone
        for busy in self._director.busy:
            if busy.hard is not hard:
                continue
            start, end = busy.start.astimezone(zone), busy.end.astimezone(zone)
            day = max(start.date(), self._first)
            while day <= min(end.date(), self._last):
                bits[day] = bits.get(day, 0) | touching(minute_on(day, start), minute_on(day, end))
                day += _DAY
        return bits


def _parts(working: Working, zone: dt.tzinfo, day: dt.date) -> list[tuple[dt.date, int]]:
    if working.zone is zone:
        if day.weekday() not in working.weekdays:
            return []
        return [(day, _all_inside(working.hours))]
    found = []
    for date in (day - _DAY, day, day + _DAY):
        if date.weekday() not in working.weekdays:
            continue
        shifted = tuple(
            (minute_on(day, _instant(date, first, working.zone).astimezone(zone)),
             minute_on(day, _instant(date, last, working.zone).astimezone(zone)))
            for first, last in working.hours
        )  # fmt: skip
        if bits := _all_inside(shifted):
            found.append((date, bits))
    return found


def _all_inside(spans: Spans) -> int:
    bits = 0
    for first, last in spans:
        bits |= inside(first, last)
    return bits


def _instant(date: dt.date, minute: int, zone: dt.tzinfo) -> dt.datetime:
    """A wall-clock time somewhere, by way of UTC, so that arithmetic on it counts real minutes."""
    wall = dt.datetime.combine(date, dt.time(), zone) + dt.timedelta(minutes=minute)
    return wall.astimezone(dt.UTC)


def minute_on(day: dt.date, moment: dt.datetime) -> int:
    """Minutes from a day's midnight to a wall-clock moment; before it, or past the day, they are outside 0 to 1440."""
    return (moment.date() - day).days * MINUTES_A_DAY + moment.hour * 60 + moment.minute
