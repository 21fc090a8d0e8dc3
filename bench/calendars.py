"""A calendar as a large company's director has it, made up: series, exceptions, single meetings, whole days."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

_TITLES = ("Roadmap review", "Standup", "Steering committee", "Customer call", "Budget", "Interview loop", "All hands")
_ZONE = "W. Europe Standard Time"


def write_calendar(path: Path, events: int, *, last_day: dt.date, people: list[str], seed: int = 1) -> None:
    """Write an .ics file of so many events over the four years around `last_day`; a tenth of them is with `people`."""
    choose = random.Random(seed)  # noqa: S311
    parts = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN", "X-WR-CALNAME:bench"]
    number = 0
    while number < events:
        day = last_day + dt.timedelta(days=choose.randrange(-3 * 365, 365))
        start = dt.datetime.combine(day, dt.time(choose.randrange(8, 18), choose.choice((0, 30))))
        uid = f"{number:06}@bench.example"
        whole = choose.random() < 0.05
        title = f"1:1 {choose.choice(people)}" if choose.random() < 0.1 else choose.choice(_TITLES)
        rule = []
        if choose.random() < 0.15:
            until = start + dt.timedelta(days=choose.randrange(60, 900))
            every = choose.choice(("WEEKLY", "WEEKLY;INTERVAL=2", "MONTHLY"))
            rule = [f"RRULE:FREQ={every};UNTIL={until:%Y%m%dT%H%M%S}Z", f"EXDATE;TZID={_ZONE}:{_local(start, 14)}"]
        parts += _event(uid, start, title, choose, whole=whole, more=rule)
        number += 1
        if rule and not whole and number < events:
            moved = [f"RECURRENCE-ID;TZID={_ZONE}:{_local(start, 28)}", "SEQUENCE:1"]
            parts += _event(uid, start + dt.timedelta(days=29), title, choose, whole=False, more=moved)
            number += 1
    path.write_text("\r\n".join([*parts, "END:VCALENDAR", ""]), encoding="utf-8")


def _local(start: dt.datetime, days: int) -> str:
    return f"{start + dt.timedelta(days=days):%Y%m%dT%H%M%S}"


def _event(
    uid: str, start: dt.datetime, title: str, choose: random.Random, *, whole: bool, more: list[str]
) -> list[str]:
    guests = [f"guest{choose.randrange(400)}@acme.example" for _ in range(choose.choice((0, 1, 3, 8)))]
    times = (
        [f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{start + dt.timedelta(days=1):%Y%m%d}"]
        if whole
        else [f"DTSTART;TZID={_ZONE}:{_local(start, 0)}", "DURATION:PT30M"]
    )
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{start:%Y%m%dT%H%M%S}Z",
        *times,
        f"SUMMARY:{title}",
        "DESCRIPTION:" + "Dial in by telephone or by the link below. " * 8,
        *(f"ATTENDEE;CN={guest.partition('@')[0]};PARTSTAT=ACCEPTED:mailto:{guest}" for guest in guests),
        *more,
        "END:VEVENT",
    ]
