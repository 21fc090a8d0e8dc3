"""One event of a file into typed values. What can't be read raises Unusable, and costs this event alone.

Times become local times of the zone in which the event begins: rules repeat by the clock on the wall.
"""

from __future__ import annotations

import datetime as dt

from icalendar.prop import vDDDTypes, vDuration, vRecur

from rhythm.domain.event_titles import is_away, is_cancelled
from rhythm.interop.calendar.lines import Component, Property, unescaped
from rhythm.interop.calendar.values import Busy, Guest
from rhythm.interop.calendar.zones import Zones
from rhythm.values import NamedTuple

Local = dt.datetime | dt.date
"""A local time without its zone, or a day."""

YEARS = range(1900, 2201)
_NOBODY = frozenset({"RESOURCE", "ROOM"})
_ROOM_DOMAIN = "resource.calendar.google.com"
_LONGEST_TITLE = 500
_MOST_GUESTS = 300


class Unusable(Exception):
    """An event that can't be read; its text says why, without quoting the event."""


class Event(NamedTuple):
    """One VEVENT. Times are local to `zone`; `rules` are those as read, still to be checked.

    `replaces` is the occurrence that it stands for, `onwards` says that those after it follow. `guessed` are names of
    zones that could not be told.
    """

    uid: str
    line: int
    order: int
    zone: dt.tzinfo
    starts: Local
    ends: Local
    title: str
    guests: tuple[Guest, ...]
    busy: Busy
    gone: bool
    version: tuple[int, str]
    rules: tuple[vRecur, ...]
    more: tuple[Local, ...]
    less: tuple[Local, ...]
    replaces: Local | None
    onwards: bool
    guessed: tuple[str, ...]

    @property
    def all_day(self) -> bool:
        """Whether it is a matter of days and not of hours."""
        return not isinstance(self.starts, dt.datetime)


class _Times:
    """The times of one event, each brought into the zone in which it begins."""

    def __init__(self, component: Component, zones: Zones) -> None:
        self._zones = zones
        self.guessed: list[str] = []
        start = component.get("DTSTART")
        if start is None:
            raise Unusable("the event does not say when it begins")
        value = self._value(start, start.value)
        if not isinstance(value, dt.date):
            raise Unusable("the beginning of the event is no time")
        self.zone = self._zone(start, value) or zones.default
        self.start: Local = value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
        self.all_day = not isinstance(value, dt.datetime)

    def local(self, source: Property, text: str) -> Local:
        """A time of the event, local to its zone; of an event of whole days its day."""
        value = self._value(source, text)
        if isinstance(value, tuple):
            value = value[0]
        if not isinstance(value, dt.date):
            raise Unusable(f"{source.name} is no time")
        return self.moved(source, value)

    def moved(self, source: Property, value: dt.date) -> Local:
        """A time as written, brought into the zone of the event."""
        if isinstance(value, dt.datetime):
            zone = self._zone(source, value)
            if zone is not None and zone is not self.zone and not self.all_day:
                value = value.replace(tzinfo=zone).astimezone(self.zone)
            return value.date() if self.all_day else value.replace(tzinfo=None)
        return value

    def of_list(self, sources: list[Property]) -> tuple[Local, ...]:
        """Times parted by commas. A day stands for the event's own hour on it."""
        found = [self.local(source, text) for source in sources for text in source.value.split(",") if text.strip()]
        return tuple(self.at_its_hour(value) for value in found)

    def at_its_hour(self, value: Local) -> Local:
        """A day as the time at which the event takes place on it."""
        if isinstance(self.start, dt.datetime) and not isinstance(value, dt.datetime):
            return dt.datetime.combine(value, self.start.time())
        return value

    def _zone(self, source: Property, value: dt.date) -> dt.tzinfo | None:
        """The zone in which a time is meant; None where nothing is said, which is the zone of the event."""
        if isinstance(value, dt.datetime) and value.tzinfo is not None:
            return dt.UTC
        name = source.parameters.get("TZID", "")
        if not name or not isinstance(value, dt.datetime):
            return None
        found = self._zones.find(name)
        if found.guessed:
            self.guessed.append(name)
        return found.zone

    @staticmethod
    def _value(source: Property, text: str) -> object:
        try:
            value = vDDDTypes.from_ical(text.strip())
        except ValueError as error:
            raise Unusable(f"{source.name} can't be read") from error
        first = value[0] if isinstance(value, tuple) else value
        if isinstance(first, dt.date) and first.year not in YEARS:
            raise Unusable(f"{source.name} lies outside the years {YEARS.start} to {YEARS[-1]}")
        return value


def parse_event(component: Component, zones: Zones, own: frozenset[str], order: int) -> Event:
    """Read one event. `own` are the director's addresses, to know what they answered; `order` its place in the file.

    Raises Unusable.
    """
    times = _Times(component, zones)
    start, end = times.start, _end(component, times)
    if component.text("X-MICROSOFT-CDO-ALLDAYEVENT").strip().upper() == "TRUE":
        start, end = _day_of(start), max(_day_of(end), _day_of(start) + dt.timedelta(days=1))
        times.start, times.all_day = start, True
    title = " ".join(component.text("SUMMARY")[:_LONGEST_TITLE].split())
    answers = {one.parameters.get("PARTSTAT", "").upper() for one in component.all("ATTENDEE") if _address(one) in own}
    recurrence = component.get("RECURRENCE-ID")
    status = component.text("STATUS").strip().upper()
    return Event(
        uid=component.text("UID").strip(),
        line=component.line,
        order=order,
        zone=times.zone,
        starts=start,
        ends=end,
        title=title,
        guests=_guests(component),
        busy=_busy(component, status, answers, title, all_day=times.all_day),
        gone=status == "CANCELLED" or "DECLINED" in answers or is_cancelled(title),
        version=_version(component),
        rules=_rules(component, times),
        more=times.of_list(component.all("RDATE")),
        less=times.of_list(component.all("EXDATE")),
        replaces=times.at_its_hour(times.local(recurrence, recurrence.value)) if recurrence is not None else None,
        onwards=recurrence is not None and recurrence.parameters.get("RANGE", "").upper() == "THISANDFUTURE",
        guessed=tuple(dict.fromkeys(times.guessed)),
    )


def _end(component: Component, times: _Times) -> Local:
    """The end, never before the beginning: written, or by the length, or a day or nothing later."""
    written, length = component.get("DTEND"), component.get("DURATION")
    shortest: Local = times.start + dt.timedelta(days=1) if times.all_day else times.start
    try:
        if written is not None:
            end = times.local(written, written.value)
            if not times.all_day and not isinstance(end, dt.datetime):
                end = dt.datetime.combine(end, dt.time())
        elif length is not None:
            lasts: dt.timedelta = vDuration.from_ical(length.value)
            end = times.start + lasts
        else:
            return shortest
    except Unusable:
        raise
    except (ValueError, OverflowError) as error:
        # No length, or one that ends after the last day there is.
        raise Unusable("the length of the event can't be read") from error
    return max(end, shortest)


def _day_of(value: Local) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def _rules(component: Component, times: _Times) -> tuple[vRecur, ...]:
    """The rules of an event, with UNTIL as a local time; what is only a day holds to its end."""
    rules = []
    for source in component.all("RRULE"):
        if not source.value:
            # Some exporters write the name alone where nothing repeats.
            continue
        try:
            rule = vRecur.from_ical(source.value)
        except ValueError as error:
            raise Unusable("the rule by which the event repeats can't be read") from error
        until = rule.get("UNTIL", [None])[0]
        if isinstance(until, dt.date):
            if until.year not in YEARS:
                rule.pop("UNTIL")
            else:
                last = times.moved(source._replace(parameters={}), until)
                at_night = isinstance(last, dt.datetime) or times.all_day
                rule["UNTIL"] = [last if at_night else dt.datetime.combine(last, dt.time(23, 59, 59))]
        elif until is not None:
            raise Unusable("the rule by which the event repeats ends at no time")
        rules.append(rule)
    return tuple(rules)


def _version(component: Component) -> tuple[int, str]:
    """What tells a newer version of an event from an older one."""
    text = component.text("SEQUENCE").strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return number, component.text("LAST-MODIFIED").strip() or component.text("DTSTAMP").strip()


def _busy(component: Component, status: str, answers: set[str], title: str, *, all_day: bool) -> Busy:
    shown = component.text("X-MICROSOFT-CDO-BUSYSTATUS").strip().upper()
    if component.text("TRANSP").strip().upper() == "TRANSPARENT" or shown in ("FREE", "WORKINGELSEWHERE"):
        return Busy.FREE
    if all_day:
        # A birthday or a release takes no time; a day out of the office takes all of it.
        return Busy.HARD if shown == "OOF" or is_away(title) else Busy.FREE
    return Busy.SOFT if status == "TENTATIVE" or shown == "TENTATIVE" or "TENTATIVE" in answers else Busy.HARD


def _guests(component: Component) -> tuple[Guest, ...]:
    guests: dict[str, Guest] = {}
    for source in [*component.all("ATTENDEE")[:_MOST_GUESTS], *component.all("ORGANIZER")[:1]]:
        address = _address(source)
        if address and address not in guests:
            is_person = source.parameters.get("CUTYPE", "").upper() not in _NOBODY
            is_person = is_person and not address.endswith(_ROOM_DOMAIN)
            name = unescaped(source.parameters.get("CN", "").replace("^'", '"'))
            guests[address] = Guest(address, " ".join(name.split())[:_LONGEST_TITLE], is_person)
    return tuple(guests.values())


def _address(source: Property) -> str:
    """The e-mail of somebody invited, in small letters; from the parameter EMAIL where the value is none."""
    value = source.value.strip()
    if value.casefold().startswith("mailto:"):
        value = value[len("mailto:") :]
    if "@" not in value:
        value = source.parameters.get("EMAIL", "")
    return value.strip().casefold() if "@" in value else ""
