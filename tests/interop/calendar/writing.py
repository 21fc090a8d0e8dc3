"""Calendars as text, for tests."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from rhythm.interop.calendar.reading import read_text
from rhythm.interop.calendar.values import CalendarEvent, CalendarFile, Window

BERLIN = ZoneInfo("Europe/Berlin")
WINDOW = Window(dt.date(2026, 9, 1), dt.date(2027, 1, 31), BERLIN)


def event(*lines: str, uid: str = "a@x", start: str = "DTSTART:20261124T090000Z", **others: str) -> str:
    """One event; what it lacks is filled in."""
    given = [line.partition(":")[0].partition(";")[0] for line in lines]
    end = [] if {"DTEND", "DURATION"} & set(given) or "VALUE=DATE" in start else ["DURATION:PT30M"]
    named = [f"{name.upper().replace('_', '-')}:{value}" for name, value in others.items()]
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", start, *end, *named, *lines, "END:VEVENT"])


def calendar(*parts: str, header: str = "") -> str:
    """A whole file."""
    head = f"\r\n{header}" if header else ""
    return "\r\n".join([f"BEGIN:VCALENDAR\r\nVERSION:2.0{head}", *parts, "END:VCALENDAR", ""])


def read(*parts: str, header: str = "", window: Window = WINDOW, own: frozenset[str] = frozenset()) -> CalendarFile:
    """The parts as one file, read."""
    return read_text("work", calendar(*parts, header=header).encode(), window, own)


def only(file: CalendarFile) -> CalendarEvent:
    """The one event of a file."""
    (found,) = file.events
    return found


def times(file: CalendarFile, zone: dt.tzinfo = dt.UTC) -> list[str]:
    """When everything in a file takes place, in a zone: `2026-11-24 09:00`, a whole day `2026-11-24`."""
    found = []
    for one in (occurrence for found_event in file.events for occurrence in found_event.occurrences):
        starts = one.starts
        found.append(
            f"{starts.astimezone(zone):%Y-%m-%d %H:%M}" if isinstance(starts, dt.datetime) else starts.isoformat()
        )
    return sorted(found)


def messages(file: CalendarFile) -> list[tuple[int, str]]:
    """The problems of a file by line."""
    return [(problem.line, problem.message) for problem in file.problems]
