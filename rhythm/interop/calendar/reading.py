"""A calendar read: a file, or a folder that holds one file for each event, as vdirsyncer keeps it.

Whatever stands in a file, nothing of it is raised: what can't be used is told by its line, and the rest is read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from rhythm.errors import CHECK_PATH, BadInput
from rhythm.interop.calendar.expanding import expand, moment_replaced
from rhythm.interop.calendar.lines import Component, RawCalendar, decode, take_apart
from rhythm.interop.calendar.parsing import Event, Unusable, parse_event
from rhythm.interop.calendar.values import CalendarEvent, CalendarFile, CalendarProblem, Occurrence, Window
from rhythm.interop.calendar.zones import Zones
from rhythm.interop.tables import Severity
from rhythm.values import NamedTuple

LARGEST_MIB = 50
"""A calendar above this is refused: it would be held in memory several times over."""

MOST_FILES = 100_000

Heed = Callable[[int], None]
"""Is told now and then how many events were read so far; what it raises ends the reading."""

_ODD_LINES = 20
_LONGEST_NAME = 80


class _Placed(NamedTuple):
    """An event and the file in which it stands."""

    file: str
    event: Event


def read_calendar(
    path: Path, window: Window, own: frozenset[str] = frozenset(), heed: Heed | None = None
) -> CalendarFile:
    """The events of a file or folder, with their occurrences within the window.

    `own` are the director's addresses in small letters. Raises BadInput for what can't be opened, is too large, or is
    no calendar at all.
    """
    reader = _Reader(window, own, heed)
    if not path.exists():
        raise BadInput(f"there is no file {path}", CHECK_PATH)
    try:
        if path.is_dir():
            _read_folder(path, reader)
        else:
            reader.add(path.name, _bounded(path))
    except OSError as error:
        raise BadInput(f"{path} can't be read: {error.strerror or error}", CHECK_PATH) from error
    if not reader.calendars:
        raise BadInput(f"{path} holds no calendar", "name an .ics file, or a folder of them")
    return reader.result(reader.name or _stem(path))


def read_text(name: str, data: bytes, window: Window, own: frozenset[str] = frozenset()) -> CalendarFile:
    """As `read_calendar`, of bytes that were read already; `name` stands for the file's. Raises nothing."""
    reader = _Reader(window, own)
    reader.add(name, data)
    return reader.result(reader.name or name)


def _read_folder(path: Path, reader: _Reader) -> None:
    files = sorted(file for file in path.iterdir() if file.suffix.lower() == ".ics" and file.is_file())
    if not files:
        raise BadInput(f"{path} holds no .ics files", "name the folder of one calendar; it holds a file for each event")
    if len(files) > MOST_FILES or sum(file.stat().st_size for file in files) > LARGEST_MIB * 2**20:
        raise _too_large(path)
    for file in files:
        try:
            reader.add(file.name, _bounded(file))
        except OSError as error:
            reader.problems.append(CalendarProblem(file.name, 1, f"can't be read: {error.strerror or error}"))
            reader.cut_off = True
    shown = path / "displayname"
    reader.name = decode(_beginning(shown, 1000)).strip()[:_LONGEST_NAME] if shown.is_file() else path.name


def _bounded(path: Path) -> bytes:
    """What a file holds, also of one that says nothing of its size, or never ends. Raises BadInput and OSError."""
    data = _beginning(path, LARGEST_MIB * 2**20 + 1)
    if len(data) > LARGEST_MIB * 2**20:
        raise _too_large(path)
    return data


def _beginning(path: Path, most: int) -> bytes:
    if path.stat().st_size > LARGEST_MIB * 2**20:
        raise _too_large(path)
    with path.open("rb") as file:
        return file.read(most)


def _too_large(path: Path) -> BadInput:
    return BadInput(
        f"{path} is larger than {LARGEST_MIB} MiB", "export fewer years, or one calendar at a time; a quarter is enough"
    )


def _stem(path: Path) -> str:
    """The name of a file without what a browser adds to the second copy of it."""
    return re.sub(r"\s*\([0-9]+\)$", "", path.stem)[:_LONGEST_NAME] or "calendar"


class _Reader:
    """Collects the events of one or many files, then puts series together."""

    def __init__(self, window: Window, own: frozenset[str], heed: Heed | None = None) -> None:
        self._window = window
        self._own = own
        self._heed = heed
        self._series: dict[str, list[_Placed]] = {}
        self._total = self._dropped = self._cancelled = self._order = 0
        self._doubtful: set[str] = set()
        self.problems: list[CalendarProblem] = []
        self.calendars = 0
        self.cut_off = False
        self.name = ""

    def add(self, file: str, data: bytes) -> None:
        """Read one file."""
        raw = take_apart(decode(data))
        for line in raw.odd_lines[:_ODD_LINES]:
            self._warn(file, line, "this line is none of a calendar; it was taken as part of the one before")
        if len(raw.odd_lines) > _ODD_LINES:
            more = len(raw.odd_lines) - _ODD_LINES
            self._warn(file, raw.odd_lines[_ODD_LINES], f"{more} more lines like that")
        if raw.cut_off:
            self.cut_off = True
            self.problems.append(CalendarProblem(file, 1, "the file ends in the middle; it may lack events"))
        for calendar in raw.calendars:
            self._calendar(file, calendar)

    def result(self, name: str) -> CalendarFile:
        """All that was read."""
        events = []
        for uid, placed in self._series.items():
            self._go_on()
            if (event := self._put_together(uid, placed)) is not None:
                events.append(event)
        return CalendarFile(
            name=name,
            events=tuple(events),
            total=self._total,
            dropped=self._dropped,
            cancelled=self._cancelled,
            doubtful=frozenset(self._doubtful),
            cut_off=self.cut_off,
            problems=tuple(sorted(self.problems, key=lambda problem: (problem.file, problem.line))),
        )

    def _go_on(self) -> None:
        if self._heed is not None:
            self._heed(self._total)

    def _calendar(self, file: str, calendar: RawCalendar) -> None:
        self.calendars += 1
        shown = " ".join(calendar.header.text("X-WR-CALNAME").split())
        self.name = self.name or shown[:_LONGEST_NAME]
        zones = Zones(calendar.zones, calendar.header.text("X-WR-TIMEZONE"), self._window.zone)
        for component in calendar.events:
            self._total += 1
            self._order += 1
            self._go_on()
            try:
                if not component.whole:
                    raise Unusable("the event does not end")
                event = parse_event(component, zones, self._own, self._order)
            except (Unusable, OverflowError) as problem:
                message = str(problem) if isinstance(problem, Unusable) else "the event lies at no possible time"
                self._drop(file, component, message)
                continue
            for zone in event.guessed:
                self._warn(
                    file, event.line, f"the time zone {_quoted(zone)} is not known; the calendar's own was taken"
                )
            self._cancelled += event.gone
            self._series.setdefault(event.uid or _made_up(event), []).append(_Placed(file, event))

    def _put_together(self, uid: str, placed: Iterable[_Placed]) -> CalendarEvent | None:
        """One series: its newest master, and of each override the newest."""
        masters: list[_Placed] = []
        overrides: dict[object, _Placed] = {}
        for one in sorted(placed, key=lambda one: (*one.event.version, one.event.order)):
            event = one.event
            if event.replaces is None:
                masters.append(one)
            else:
                overrides[moment_replaced(event)] = one
        main = masters[-1] if masters else next(iter(overrides.values()))
        try:
            occurrences = expand(
                masters[-1].event if masters else None, [one.event for one in overrides.values()], self._window
            )
        except (Unusable, OverflowError, ValueError) as problem:
            message = str(problem) if isinstance(problem, Unusable) else "the event lies at no possible time"
            self.problems.append(CalendarProblem(main.file, main.event.line, message))
            self._dropped += 1
            self._doubtful.add(uid)
            return None
        return CalendarEvent(
            uid=uid,
            title=main.event.title,
            guests=main.event.guests,
            occurrences=_each_once(occurrences),
        )

    def _drop(self, file: str, component: Component, message: str) -> None:
        self.problems.append(CalendarProblem(file, component.line, message))
        self._dropped += 1
        uid = component.text("UID").strip()
        if uid:
            self._doubtful.add(uid)
        else:
            # Whose event it was can't be told, so nothing that is missing says anything.
            self.cut_off = self.cut_off or not component.whole

    def _warn(self, file: str, line: int, message: str) -> None:
        self.problems.append(CalendarProblem(file, line, message, Severity.WARNING))


def _each_once(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    return tuple({one.recurrence: one for one in occurrences}.values())


def _made_up(event: Event) -> str:
    """What stands for the UID that an event lacks: the same for the same event in the next export."""
    text = f"{event.title}\n{event.starts}\n{[rule.to_ical() for rule in event.rules]}"
    return f"none-{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def _quoted(text: str) -> str:
    plain = "".join(char if char.isprintable() else " " for char in text)
    return f"“{plain[:_LONGEST_NAME]}”"
