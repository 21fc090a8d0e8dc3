"""Time zones as calendars name them: by the usual names, by those of Windows, by a definition in the file itself.

A name that is known wins over the file's own definition, which is often wrong about years to come. Nothing is kept
from one file to the next: the same made-up name may mean another zone there.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache

from dateutil.rrule import rrulestr
from icalendar.prop import vDDDTypes, vRecur
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from rhythm.domain.names import fold
from rhythm.interop.calendar.lines import Component
from rhythm.values import NamedTuple

_FARTHEST = dt.timedelta(hours=16)
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_OFFSET = re.compile(r"\(?(?:UTC|GMT)?\s*([+-])([0-9]{1,2})[:.]?([0-9]{2})?\b", re.IGNORECASE)
_RULE_PARTS = frozenset({"FREQ", "UNTIL", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "WKST"})

# What Windows and Exchange call the zones whose names hold no city, and a few whose city stands nowhere else.
_SHOWN = {
    "greenwich mean time": "Europe/London",
    "eastern time": "America/New_York",
    "central time": "America/Chicago",
    "mountain time": "America/Denver",
    "pacific time": "America/Los_Angeles",
    "atlantic time": "America/Halifax",
    "indiana": "America/Indiana/Indianapolis",
    "baja california": "America/Tijuana",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "newfoundland": "America/St_Johns",
    "saskatchewan": "America/Regina",
    "bern": "Europe/Zurich",
    "edinburgh": "Europe/London",
    "west central africa": "Africa/Lagos",
    "chennai": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata",
    "abu dhabi": "Asia/Dubai",
    "islamabad": "Asia/Karachi",
    "astana": "Asia/Almaty",
    "beijing": "Asia/Shanghai",
    "hanoi": "Asia/Bangkok",
    "osaka": "Asia/Tokyo",
    "canberra": "Australia/Sydney",
    "wellington": "Pacific/Auckland",
    "pretoria": "Africa/Johannesburg",
    "st. petersburg": "Europe/Moscow",
    "coordinated universal time": "UTC",
    "utc": "UTC",
}


class Found(NamedTuple):
    """A zone, and whether it was guessed."""

    zone: dt.tzinfo
    guessed: bool = False


class Zones:
    """The zones of one calendar: its own definitions, and what holds where nothing else does."""

    def __init__(self, definitions: Sequence[Component], own_default: str, users: dt.tzinfo) -> None:
        """`own_default` is what the calendar names as its zone; `users` is the zone of whoever reads it."""
        self._definitions: dict[str, Component] = {}
        for definition in definitions:
            self._definitions.setdefault(_bare(definition.text("TZID")), definition)
        named = zone_named(_bare(own_default)) if own_default.strip() else None
        self.default: dt.tzinfo = named or users
        self._known: dict[str, Found] = {}

    def find(self, name: str) -> Found:
        """The zone of a TZID. Where it can't be told, the calendar's default, as a guess."""
        name = _bare(name)
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> Found:
        exact = _exact(name)
        if exact is not None:
            return Found(exact)
        definition = self._definitions.get(name)
        own = _defined(definition) if definition is not None else None
        if own is not None:
            return Found(own)
        named = zone_named(name)
        if named is None:
            return Found(self.default, guessed=True)
        # An offset taken out of a longer name has no summer time, which the place meant may have.
        return Found(named, guessed=isinstance(named, dt.timezone) and _OFFSET.fullmatch(name) is None)


def zone_named(name: str) -> dt.tzinfo | None:
    """The zone that a name means: of the usual database, of Windows, as shown by it, or so many hours from UTC."""
    return _exact(name) or _path(name) or _as_shown(name) or _fixed(name)


class FileZone(dt.tzinfo):
    """A zone as a file defines it: from each onset on, its distance from UTC."""

    def __init__(self, name: str, onsets: Sequence[tuple[dt.datetime, dt.timedelta, dt.timedelta]]) -> None:
        """Each onset is the local time before the change, the offset before it and the offset after it."""
        self._name = name
        self._onsets = sorted(onsets, key=lambda onset: onset[0])
        self._local = [onset[0] for onset in self._onsets]
        self._utc = [onset[0] - onset[1] for onset in self._onsets]

    def utcoffset(self, moment: dt.datetime | None) -> dt.timedelta:
        if moment is None:
            return self._onsets[-1][2]
        return self._after(bisect_right(self._local, moment.replace(tzinfo=None)))

    def dst(self, _moment: dt.datetime | None) -> dt.timedelta | None:
        return None

    def tzname(self, _moment: dt.datetime | None) -> str:
        return self._name

    def fromutc(self, moment: dt.datetime) -> dt.datetime:
        return moment + self._after(bisect_right(self._utc, moment.replace(tzinfo=None)))

    def _after(self, passed: int) -> dt.timedelta:
        return self._onsets[passed - 1][2] if passed else self._onsets[0][1]


def _bare(name: str) -> str:
    return name.strip().strip("\"'").strip()


@cache
def _usual() -> Mapping[str, str]:
    return {name.casefold(): name for name in zoneinfo.available_timezones()}


@cache
def _windows() -> Mapping[str, str]:
    return {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}


@cache
def _cities() -> Mapping[str, str]:
    """City to zone, where only one zone bears its name."""
    cities: dict[str, set[str]] = {}
    for name in zoneinfo.available_timezones():
        area, slash, _ = name.partition("/")
        if slash and area not in ("Etc", "US", "posix", "right", "SystemV"):
            cities.setdefault(fold(name.rpartition("/")[2].replace("_", " ")), set()).add(name)
    return {city: names.pop() for city, names in cities.items() if len(names) == 1}


def _exact(name: str) -> dt.tzinfo | None:
    """A zone of the usual database or of Windows, by its exact name, whatever its capitals."""
    key = name.casefold()
    found = _usual().get(key) or _windows().get(key)
    return zoneinfo.ZoneInfo(found) if found is not None else None


def _path(name: str) -> dt.tzinfo | None:
    """`/mozilla.org/20050126_1/Europe/Berlin`, `tzone://Microsoft/Utc`, `Europe-Berlin`."""
    parts = [part for part in re.split(r"[/\\]", name) if part]
    for size in (3, 2, 1):
        if 1 < len(parts) > size or len(parts) == size > 1:
            found = _exact("/".join(parts[-size:]))
            if found is not None:
                return found
    return _exact(name.replace("-", "/", 1)) if re.fullmatch(r"[A-Za-z]+-[A-Za-z_]+", name) else None


def _as_shown(name: str) -> dt.tzinfo | None:
    """`(UTC+01:00) Amsterdam, Berlin, Bern`, `(GMT-05:00) Eastern Time (US & Canada)`."""
    match = re.match(r"\((?:UTC|GMT)[^)]*\)\s*(.*)", name, re.IGNORECASE)
    places = match[1] if match else name
    for place in re.split(r"[,;/]", re.sub(r"\([^)]*\)", "", places)):
        key = fold(place.partition(":")[0])
        found = _SHOWN.get(key) or _cities().get(key) or _windows().get(key)
        if found is not None:
            return zoneinfo.ZoneInfo(found)
    return None


def _fixed(name: str) -> dt.tzinfo | None:
    """`UTC+02:00`, `GMT+0200`, `(UTC-03:00) Somewhere`, `+05:30`."""
    match = _OFFSET.match(name)
    if match is None:
        return None
    offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return dt.timezone(-offset if match[1] == "-" else offset) if offset < _FARTHEST else None


def _defined(definition: Component) -> FileZone | None:
    """A zone from the file's own definition, without the parts of it that make no sense; None when none is left."""
    onsets: list[tuple[dt.datetime, dt.timedelta, dt.timedelta]] = []
    for part in definition.parts:
        if part.kind in ("STANDARD", "DAYLIGHT"):
            before, after = _offset(part.text("TZOFFSETFROM")), _offset(part.text("TZOFFSETTO"))
            if after is not None:
                onsets += [(moment, after if before is None else before, after) for moment in _onsets(part, after)]
    return FileZone(definition.text("TZID"), onsets) if onsets else None


def _offset(text: str) -> dt.timedelta | None:
    match = re.fullmatch(r"([+-]?)([0-9]{2})([0-9]{2})([0-9]{2})?", text.strip())
    if match is None or int(match[3]) >= 60:
        return None
    offset = dt.timedelta(hours=int(match[2]), minutes=int(match[3]), seconds=int(match[4] or 0))
    return None if offset >= _FARTHEST else -offset if match[1] == "-" else offset


def _onsets(part: Component, after: dt.timedelta) -> list[dt.datetime]:
    """The local times at which a part of a zone begins to hold, up to the last year that is read."""
    start = _local(part.text("DTSTART"))
    moments = [start] if start is not None else []
    for dates in part.all("RDATE"):
        moments += [moment for text in dates.value.split(",") if (moment := _local(text)) is not None]
    for rule in part.all("RRULE"):
        if start is not None:
            moments += _yearly(rule.value, start, after)
    return moments


def _local(text: str) -> dt.datetime | None:
    try:
        value = vDDDTypes.from_ical(text.strip())
    except ValueError:
        return None
    return value.replace(tzinfo=None) if isinstance(value, dt.datetime) else None


def _yearly(text: str, start: dt.datetime, after: dt.timedelta) -> list[dt.datetime]:
    """The onsets of a yearly rule; a rule of any other kind has none, since it would never come to an end."""
    try:
        rule = vRecur.from_ical(text)
        if rule.get("FREQ") != ["YEARLY"] or rule.get("INTERVAL", [1])[0] < 1:
            return []
        last = dt.datetime(_LAST_YEAR, 1, 1)  # noqa: DTZ001 - local times are compared with each other
        until = rule.pop("UNTIL", [None])[0]
        if isinstance(until, dt.datetime):
            last = min(last, until.replace(tzinfo=None) + (after if until.tzinfo is not None else dt.timedelta()))
        elif until is not None:
            last = min(last, dt.datetime.combine(until, dt.time.max))
        # Outlook lets its zones begin in 1601.
        begin = start if start.year >= _FIRST_YEAR else start.replace(year=_FIRST_YEAR, day=min(start.day, 28))
        kept = vRecur({key: value for key, value in rule.items() if key in _RULE_PARTS})
        return rrulestr(kept.to_ical().decode(), dtstart=begin).between(begin, last, inc=True)
    except (ValueError, TypeError, LookupError, OverflowError):
        # It can't be read, or has an end that is no day or an interval that is none: the part still begins once.
        return []
