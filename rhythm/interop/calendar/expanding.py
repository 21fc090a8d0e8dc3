"""The days and times at which an event takes place within a window: rules, exceptions, and single times moved.

Rules repeat by the clock on the wall, so dates are found in local time without a zone, and the zone is put on after.
`dateutil` finds them; what it would search for without end never reaches it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr
from icalendar.prop import vRecur

from rhythm.interop.calendar.parsing import Event, Local, Unusable
from rhythm.interop.calendar.values import Occurrence, Window
from rhythm.values import NamedTuple

MOST_DATES = 4000
"""A series of which more lie in the window, or come before it by a count, is no calendar's."""

_MOST_RULES = 8
_LONGEST = dt.timedelta(days=60)
_DAY = dt.timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_STEPS = {"DAILY": "days", "WEEKLY": "weeks", "MONTHLY": "months", "YEARLY": "years"}
_TIMES = ("BYHOUR", "BYMINUTE", "BYSECOND")
_KEPT = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY"}) | {
    *("BYWEEKNO", "BYSETPOS"),
    *_TIMES,
}


def expand(master: Event | None, overrides: Sequence[Event], window: Window) -> list[Occurrence]:
    """The occurrences of one series that touch the window, by start.

    `overrides` stand for single occurrences, each for another one; those without a `master` stand for themselves.
    Raises Unusable for a rule that can't be followed.
    """
    if master is None:
        return sorted(_of_overrides(overrides, None, window), key=_begin)
    recurs = bool(master.rules or master.more or overrides)
    found: list[Occurrence] = []
    replaced = {_moment(override.replaces, override.zone) for override in overrides if override.replaces is not None}
    dates = [] if master.gone else _dates(master, overrides, window)
    moments = {_moment(date, master.zone) for date in dates}
    # By the instant; where that is none of the series, by its day.
    by_day = {_day_of(override.replaces) for override in overrides if _is_stray(override, moments)}
    onwards = sorted(
        (one for one in overrides if one.onwards and one.replaces), key=lambda one: _midnight(one.replaces)
    )
    for date in dates:
        if _moment(date, master.zone) in replaced or _day_of(date) in by_day:
            continue
        follows = next((one for one in reversed(onwards) if _midnight(one.replaces) <= _midnight(date)), None)
        occurrence = _occurrence(master, date, date, follows) if recurs else _occurrence(master, date, None, None)
        if occurrence is not None and _touches(occurrence, window):
            found.append(occurrence)
    found += _of_overrides(overrides, master, window)
    return sorted(found, key=_begin)


def moment_replaced(event: Event) -> Local:
    """Which occurrence an override stands for: the instant in UTC, or the day."""
    return _moment(event.replaces, event.zone)


def _of_overrides(overrides: Iterable[Event], master: Event | None, window: Window) -> Iterator[Occurrence]:
    for override in overrides:
        named = override.replaces
        if master is not None and named is not None and not master.all_day:
            moment = _moment(named, override.zone)
            named = moment.astimezone(master.zone).replace(tzinfo=None) if isinstance(moment, dt.datetime) else named
        zone = master.zone if master is not None else override.zone
        occurrence = None if override.gone else _at(override, override.starts, override.ends, _name(named, zone))
        if occurrence is not None and _touches(occurrence, window):
            yield occurrence


def _occurrence(master: Event, date: Local, named: Local | None, follows: Event | None) -> Occurrence | None:
    """One time of the series, moved along with the override that it follows; None where that ended the series."""
    if follows is not None and follows.gone:
        return None
    length = _midnight(master.ends) - _midnight(master.starts)
    start = date
    if follows is not None and follows.all_day == master.all_day and follows.replaces is not None:
        start = date + (_midnight(follows.starts) - _midnight(follows.replaces))
        length = _midnight(follows.ends) - _midnight(follows.starts)
    return _at(follows or master, start, start + length, _name(named, master.zone), master.zone)


def _at(event: Event, start: Local, end: Local, name: str, zone: dt.tzinfo | None = None) -> Occurrence:
    starts, ends = _moment(start, zone or event.zone), _moment(end, zone or event.zone)
    return Occurrence(name, starts, ends, event.busy)


def _dates(master: Event, overrides: Sequence[Event], window: Window) -> list[Local]:
    """The local dates of a series around the window, without those that are left out."""
    shift = max((abs(_midnight(o.starts) - _midnight(o.replaces)) for o in overrides if o.onwards), default=_DAY)
    length = _midnight(master.ends) - _midnight(master.starts)
    first = _start_of(window.first) - min(max(length, _DAY), _LONGEST) - min(shift, _LONGEST)
    last = _start_of(window.last) + 2 * _DAY + min(shift, _LONGEST)
    # What lasts longer than that is still found by its own beginning.
    dates: set[Local] = {master.starts, *(date for date in master.more if first <= _midnight(date) <= last)}
    for rule in master.rules[:_MOST_RULES]:
        dates.update(_by_rule(rule, master, first, last))
    if len(dates) > MOST_DATES:
        raise Unusable(f"the event takes place more than {MOST_DATES} times within the weeks that are read")
    return sorted(dates - set(master.less), key=_midnight)


def _by_rule(rule: vRecur, master: Event, first: dt.datetime, last: dt.datetime) -> list[Local]:
    parts = _checked(rule)
    start = _midnight(master.starts)
    until = parts.get("UNTIL", [None])[0]
    last = last if until is None else min(last, _midnight(until))
    counts = "COUNT" in parts
    begin = start if counts else _nearer(parts, start, first)
    if last < begin or not _may_fire(parts, begin, first if not counts else begin, last):
        return []
    kept = {key: value for key, value in parts.items() if key != "UNTIL"}
    if not counts:
        kept["UNTIL"] = [last]
    try:
        found = rrulestr(vRecur(kept).to_ical().decode(), dtstart=begin)
        moments: list[dt.datetime] = []
        for number, moment in enumerate(islice(found, MOST_DATES + 1)):
            if moment > last:
                break
            if number == MOST_DATES:
                raise Unusable(f"the event takes place more than {MOST_DATES} times")
            if moment >= first:
                moments.append(moment)
    except (ValueError, TypeError, OverflowError, KeyError, IndexError) as error:
        raise Unusable("the rule by which the event repeats makes no sense") from error
    return [moment.date() for moment in moments] if master.all_day else list(moments)


def _checked(rule: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a rule that are followed. Raises Unusable for one that would never come to an end."""
    parts = {key.upper(): value for key, value in rule.items() if key.upper() in _KEPT and value}
    frequency = parts.get("FREQ", [""])[0]
    if frequency not in _STEPS or any(len(parts.get(name, ())) > 1 for name in _TIMES):
        raise Unusable("the event repeats more than once a day, or by no rule that is known")
    interval = parts.get("INTERVAL", [1])[0]
    if not isinstance(interval, int) or not 0 < interval < 10_000:
        raise Unusable("the event repeats after no time at all")
    if not isinstance(parts.get("COUNT", [1])[0], int) or parts.get("COUNT", [1])[0] < 1:
        # `COUNT=-1` is written for a series without end.
        del parts["COUNT"]
    positions = parts.get("BYSETPOS", [])
    most = {"DAILY": 1, "WEEKLY": max(1, len(parts.get("BYDAY", ())))}.get(frequency, 366)
    if any(not isinstance(place, int) or not 0 < abs(place) <= most for place in positions):
        raise Unusable("the rule by which the event repeats names a day that never comes")
    return parts


def _nearer(parts: Mapping[str, Any], start: dt.datetime, first: dt.datetime) -> dt.datetime:
    """A beginning shortly before `first` from which a rule without a count gives the same dates as from its own.

    What a rule takes from its beginning (the weekday, the day of the month) is the same there.
    """
    if start >= first - _DAY:
        return start
    frequency, interval = parts["FREQ"][0], parts.get("INTERVAL", [1])[0]
    if frequency in ("DAILY", "WEEKLY"):
        step = dt.timedelta(**{_STEPS[frequency]: interval})
        return start + max(0, (first - start) // step - 1) * step
    months = interval * (12 if frequency == "YEARLY" else 1)
    passed = (first.year - start.year) * 12 + first.month - start.month
    nearer = start + relativedelta(months=max(0, passed // months - 1) * months)
    # On the 31st or a 29 February the beginning would be another one.
    return nearer if nearer.day == start.day else start


def _may_fire(parts: Mapping[str, Any], begin: dt.datetime, first: dt.datetime, last: dt.datetime) -> bool:
    """Whether any day of the span satisfies every part of a rule that speaks of days.

    A rule that none does would be searched for until the year 9999.
    """
    asked, start = _asked_of_days(parts), begin.date()
    frequency, interval = parts["FREQ"][0], parts.get("INTERVAL", [1])[0]
    day = max(begin, first).date()
    while day <= last.date():
        if _is_in_turn(day, start, frequency, interval) and _fits(day, asked):
            return True
        day += _DAY
    return False


class _Asked(NamedTuple):
    """What the parts of a rule ask of a day; an empty one asks nothing. Numbers below zero count from the end."""

    months: set[int]
    month_days: set[int]
    year_days: set[int]
    weeks: set[int]
    weekdays: set[int]
    nth: set[str]
    """`2MO` and its like, where all weekdays are such and count within a month."""


def _asked_of_days(parts: Mapping[str, Any]) -> _Asked:
    months = _ints(parts, "BYMONTH")
    days = [str(value).upper() for value in parts.get("BYDAY", ())]
    nth = {day for day in days if len(day) > 2}
    in_month = parts["FREQ"][0] == "MONTHLY" or (parts["FREQ"][0] == "YEARLY" and months)
    return _Asked(
        months,
        _ints(parts, "BYMONTHDAY"),
        _ints(parts, "BYYEARDAY"),
        _ints(parts, "BYWEEKNO"),
        {_WEEKDAYS.index(day[-2:]) for day in days if day[-2:] in _WEEKDAYS},
        nth if in_month and len(nth) == len(days) else set(),
    )


def _fits(day: dt.date, asked: _Asked) -> bool:
    if (asked.months and day.month not in asked.months) or (asked.weekdays and day.weekday() not in asked.weekdays):
        return False
    length = ((day.replace(day=28) + 4 * _DAY).replace(day=1) - day.replace(day=1)).days
    if asked.month_days and day.day not in asked.month_days and day.day - length - 1 not in asked.month_days:
        return False
    if asked.nth and not _is_nth(day, length, asked.nth):
        return False
    year_day = day.timetuple().tm_yday
    year_length = 366 if day.replace(month=3, day=1) - day.replace(month=2, day=28) > _DAY else 365
    if asked.year_days and year_day not in asked.year_days and year_day - year_length - 1 not in asked.year_days:
        return False
    # Weeks counted from the end, and across the year's end, are left to the library.
    weeks = asked.weeks
    return not weeks or bool(day.isocalendar().week in weeks or min(weeks) < 0 or max(weeks) >= 52)


def _is_in_turn(day: dt.date, start: dt.date, frequency: str, interval: int) -> bool:
    if interval == 1 or frequency == "WEEKLY":
        # Whose turn a week is hangs on the weekday that it begins with.
        return True
    months = (day.year - start.year) * 12 + day.month - start.month
    passed = {"DAILY": (day - start).days, "MONTHLY": months, "YEARLY": day.year - start.year}
    return passed[frequency] % interval == 0


def _is_nth(day: dt.date, length: int, nth: set[str]) -> bool:
    name = _WEEKDAYS[day.weekday()]
    places = {(day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)}
    return any(f"{place}{name}" in nth or f"+{place}{name}" in nth for place in places)


def _ints(parts: Mapping[str, Any], name: str) -> set[int]:
    return {int(value) for value in parts.get(name, ()) if isinstance(value, int)}


def _is_stray(override: Event, moments: set[Local]) -> bool:
    return override.replaces is not None and _moment(override.replaces, override.zone) not in moments


def _touches(occurrence: Occurrence, window: Window) -> bool:
    starts, ends = occurrence.starts, occurrence.ends
    if isinstance(starts, dt.datetime) and isinstance(ends, dt.datetime):
        return (
            starts.astimezone(window.zone).date() <= window.last and ends.astimezone(window.zone).date() >= window.first
        )
    return starts <= window.last and ends > window.first


def _moment(value: Local | None, zone: dt.tzinfo) -> Local:
    """A local time as the instant it means, in UTC; a day as it is."""
    assert value is not None
    return value.replace(tzinfo=zone).astimezone(dt.UTC) if isinstance(value, dt.datetime) else value


def _midnight(value: Local | None) -> dt.datetime:
    """A local time as it is, a day at its beginning: the two can be compared then."""
    assert value is not None
    return value if isinstance(value, dt.datetime) else _start_of(value)


def _start_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time())


def _day_of(value: Local | None) -> dt.date:
    assert value is not None
    return value.date() if isinstance(value, dt.datetime) else value


def _name(value: Local | None, zone: dt.tzinfo) -> str:
    """How an occurrence is named within its series; nothing for what does not recur."""
    if value is None:
        return ""
    moment = _moment(value, zone)
    return f"{moment:%Y%m%dT%H%M%SZ}" if isinstance(moment, dt.datetime) else f"{moment:%Y%m%d}"


def _begin(occurrence: Occurrence) -> str:
    return occurrence.starts.isoformat()
