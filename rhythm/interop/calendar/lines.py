"""From bytes to components, line by line: whatever stands in a file, what can be told apart is told apart.

The file is split into its events before any of them is read, so that one bad line, zone or rule costs one event.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from rhythm.values import NamedTuple

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BEGINS = re.compile(r"([A-Za-z0-9-]+)[;:]")
_DATES = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE"})
_KEPT = _DATES | {
    *("UID", "SUMMARY", "STATUS", "TRANSP", "SEQUENCE", "LAST-MODIFIED", "DTSTAMP", "DURATION", "RRULE", "ATTENDEE"),
    *("ORGANIZER", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-ALLDAYEVENT", "TZID", "TZOFFSETFROM", "TZOFFSETTO"),
    *("X-WR-CALNAME", "X-WR-TIMEZONE"),
}
_LONGEST = 100_000
_EVENT, _ZONE, _CALENDAR = "VEVENT", "VTIMEZONE", "VCALENDAR"


class Property(NamedTuple):
    """One property: its name and parameters' names in capitals, the value as written."""

    name: str
    parameters: dict[str, str]
    value: str


class Component:
    """An event, a zone or part of one: its properties, and the components within it.

    `whole` is false when its end was missing and something else began.
    """

    __slots__ = ("kind", "line", "parts", "properties", "whole")

    def __init__(self, kind: str, line: int) -> None:
        self.kind = kind
        self.line = line
        self.properties: list[Property] = []
        self.parts: list[Component] = []
        self.whole = True

    def get(self, name: str) -> Property | None:
        """The first property of that name."""
        return next((one for one in self.properties if one.name == name), None)

    def all(self, name: str) -> list[Property]:
        """Every property of that name."""
        return [one for one in self.properties if one.name == name]

    def text(self, name: str) -> str:
        """The value of the first property of that name, without its escapes; empty when there is none."""
        found = self.get(name)
        return unescaped(found.value) if found is not None else ""


class RawCalendar:
    """One calendar of a file: what holds for all of it, its zones and its events."""

    __slots__ = ("events", "header", "zones")

    def __init__(self) -> None:
        self.header = Component(_CALENDAR, 1)
        self.zones: list[Component] = []
        self.events: list[Component] = []


class RawFile(NamedTuple):
    """A file taken apart. `odd_lines` belong to no property; a `cut_off` file ends within an event or a calendar."""

    calendars: tuple[RawCalendar, ...]
    odd_lines: tuple[int, ...]
    cut_off: bool


def decode(data: bytes) -> str:
    """Bytes as text, whatever they are: by their mark, else UTF-16 where every other byte is nothing, else UTF-8,
    else Windows-1252 with what that lacks replaced."""
    if data.startswith(_UTF16_MARKS):
        text = data.decode("utf-16", "replace")
    elif data[1:4:2] == b"\x00\x00":
        text = data.decode("utf-16-le", "replace")
    elif data[0:3:2] == b"\x00\x00":
        text = data.decode("utf-16-be", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
    return text.replace("\x00", "").removeprefix("\ufeff")


def take_apart(text: str) -> RawFile:
    """The calendars of a file with their events; never raises for what stands in it.

    Events outside of any calendar belong to one of their own.
    """
    builder = _Builder()
    odd: list[int] = []
    for number, line in _unfolded(text, odd):
        builder.add(number, line)
    return builder.end(odd)


def unescaped(value: str) -> str:
    """A text value as it is meant: `\\n`, `\\,` and `\\;` taken back."""
    if "\\" not in value:
        return value
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def _unfolded(text: str, odd: list[int]) -> Iterator[tuple[int, str]]:
    """Content lines with the number of their first line in the file. What begins no property goes on with the one
    before, as some exporters write it; its numbers are put into `odd`."""
    begun, parts, length = 0, [""], 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if line[:1] in (" ", "\t"):
            more = line[1:]
        elif not line.strip():
            continue
        elif _BEGINS.match(line) is None:
            odd.append(number)
            more = "\\n" + line
        else:
            if begun:
                yield begun, "".join(parts)
            begun, parts, length = number, [line], len(line)
            continue
        length += len(more)
        if length <= _LONGEST:
            parts.append(more)
    if begun:
        yield begun, "".join(parts)


def _property(line: str, name: str) -> Property:
    """A line taken into name, parameters and value. The colon is the first outside quotes; where a parameter holds
    one without quotes, it is the last for times, and that before `mailto:` for addresses."""
    rest = line[len(name) :]
    at = 0 if rest.startswith(":") else _colon(rest)
    if name in _DATES and at and rest.count(":") > 1:
        at = rest.rindex(":")
    elif name in ("ATTENDEE", "ORGANIZER") and at:
        mail = rest.casefold().rfind(":mailto:")
        at = mail if mail > at else at
    parameters = {}
    for part in _parts(rest[:at]):
        key, equals, value = part.partition("=")
        if equals:
            parameters[key.strip().upper()] = value.strip().strip('"')
    return Property(name, parameters, rest[at + 1 :].strip())


def _colon(rest: str) -> int:
    quoted = False
    for place, char in enumerate(rest):
        if char == '"':
            quoted = not quoted
        elif char == ":" and not quoted:
            return place
    # An odd number of quotes: they mean nothing then.
    place = rest.find(":")
    return place if place >= 0 else len(rest)


def _parts(text: str) -> list[str]:
    """Parameters, parted at semicolons outside quotes."""
    if '"' not in text:
        return text.split(";")
    return re.findall(r'(?:[^;"]|"[^"]*"|")+', text)


class _Builder:
    """Puts lines where they belong. A missing END is made up for when something else begins."""

    def __init__(self) -> None:
        self._calendars: list[RawCalendar] = []
        self._current: RawCalendar | None = None
        self._open: list[Component] = []
        self._closed = True

    def add(self, number: int, line: str) -> None:
        match = _BEGINS.match(line)
        assert match is not None
        name = match[1].upper()
        if name in ("BEGIN", "END"):
            kind = line[match.end() :].strip().upper()
            (self._begin if name == "BEGIN" else self._end)(kind, number)
        elif name in _KEPT:
            holder = self._open[-1] if self._open else self._calendar().header
            if holder.kind in (_EVENT, _ZONE, _CALENDAR, "STANDARD", "DAYLIGHT"):
                holder.properties.append(_property(line, name))

    def end(self, odd: list[int]) -> RawFile:
        cut_off = bool(self._open) or not self._closed
        # An event that the file breaks off in may lack its rule, or that it was cancelled: it is not used.
        if self._open and self._open[0].kind == _EVENT:
            self._calendar().events.append(self._open[0])
            self._open[0].whole = False
            self._open[0].properties.clear()
        return RawFile(tuple(self._calendars), tuple(odd), cut_off)

    def _calendar(self) -> RawCalendar:
        if self._current is None:
            self._current = RawCalendar()
            self._calendars.append(self._current)
        return self._current

    def _begin(self, kind: str, number: int) -> None:
        if kind == _CALENDAR:
            self._give_up()
            self._current, self._closed = None, False
            self._calendar().header.line = number
            return
        if kind in (_EVENT, _ZONE):
            self._give_up()
        component = Component(kind, number)
        if self._open:
            self._open[-1].parts.append(component)
        self._open.append(component)

    def _end(self, kind: str, _number: int) -> None:
        if kind == _CALENDAR:
            self._give_up()
            self._current, self._closed = None, True
            return
        kinds = [component.kind for component in self._open]
        if kind not in kinds:
            return
        while self._open:
            ended = self._open.pop()
            if not self._open:
                self._file(ended)
            if ended.kind == kind:
                return

    def _give_up(self) -> None:
        """End what is open: its END is missing, and it is used as it is."""
        if self._open:
            self._open[0].whole = False
            self._file(self._open[0])
            self._open.clear()

    def _file(self, component: Component) -> None:
        if component.kind == _EVENT:
            self._calendar().events.append(component)
        elif component.kind == _ZONE:
            self._calendar().zones.append(component)
