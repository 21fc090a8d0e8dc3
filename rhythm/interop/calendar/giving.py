"""Meetings as a calendar that any program reads: one event for each, in UTC, with nobody invited and nothing noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from pathlib import Path

from icalendar import Calendar, Event, vText

from rhythm.errors import BadInput
from rhythm.interop.calendar.values import OWN_SUFFIX, Given
from rhythm.interop.files import write_whole

PROGRAM = "-//rhythm//calendar//EN"
"""Stands in every file that was written here, so that no other is written over."""

_HEAD_BYTES = 1000


def calendar_bytes(meetings: Iterable[Given]) -> bytes:
    """A calendar of these meetings. The same meetings give the same bytes."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PROGRAM)
    calendar.add("x-wr-calname", "1:1s")
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    return bytes(calendar.to_ical())


def write_file(path: Path, meetings: Collection[Given]) -> None:
    """Write them to one file, readable by its owner alone, in place of what was written there before.

    Raises BadInput when the file is another program's, RhythmError when it can't be written; then it is as it was.
    """
    if path.is_dir():
        raise BadInput(f"{path} is a folder", "name a file, or write one file an event with --vdir")
    if path.exists() and PROGRAM.encode() not in _head(path):
        raise BadInput(f"{path} exists and was not written by rhythm", "name another file; this one was left as it is")
    write_whole(path, calendar_bytes(meetings))


def write_folder(folder: Path, meetings: Collection[Given]) -> None:
    """Write one file for each meeting into a folder, as vdirsyncer and khal keep calendars; those of ours that are
    no longer given are taken out, everything else is left. Raises RhythmError when it can't be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ours = [path for path in folder.glob("*.ics") if path.stem.endswith(OWN_SUFFIX)]
        wanted = {f"{meeting.uid}.ics": calendar_bytes([meeting]) for meeting in meetings}
        for name, content in wanted.items():
            path = folder / name
            if not path.is_file() or path.read_bytes() != content:
                write_whole(path, content)
        for path in ours:
            if path.name not in wanted and PROGRAM.encode() in _head(path):
                path.unlink(missing_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from error


class _Typed(vText):
    """A text as it was typed. The library takes a backslash before an N for the end of a line."""

    def to_ical(self) -> bytes:
        return rb"\\".join(vText(part).to_ical() for part in self.split("\\"))


def _event(meeting: Given) -> Event:
    event = Event()
    event.add("uid", meeting.uid)
    event.add("summary", _Typed(meeting.title))
    event.add("dtstart", meeting.starts)
    if isinstance(meeting.starts, dt.datetime):
        event.add("dtend", meeting.starts + dt.timedelta(minutes=meeting.minutes))
    else:
        # The day is known and the hour is not: it takes no time of others.
        event.add("transp", "TRANSPARENT")
    event.add("dtstamp", meeting.changed)
    event.add("last-modified", meeting.changed)
    event.add("sequence", meeting.sequence)
    event.add("status", vText("CANCELLED" if meeting.cancelled else "CONFIRMED"))
    event.add("class", "PRIVATE")
    return event


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except OSError as error:
        raise _not_written(path, error) from error


def _not_written(path: Path, error: OSError) -> BadInput:
    return BadInput(f"{path} can't be written: {error.strerror or error}", "name a file in a folder that you can write")
