"""The calendar of the sample's director, as another program would export it: nothing of it is confirmed yet."""

from __future__ import annotations

import datetime as dt

from rhythm.sample.days import FRI, MON, THU, TUE, WED, Days

NAME = "Quayline"

_WEEKLY = (
    # title, weekday, begin, minutes, every so many weeks, and what else the event says
    ("Leadership team", MON, dt.time(9), 90, 1, ""),
    ("Product review", WED, dt.time(14), 60, 2, ""),
    ("Hiring loop", THU, dt.time(13), 60, 1, "STATUS:TENTATIVE"),
    ("Company update", FRI, dt.time(15), 30, 4, ""),
    ("1:1 Vikram", TUE, dt.time(11), 30, 1, ""),
    ("1:1 Chris", THU, dt.time(16), 30, 4, ""),
    ("1:1 Sanna Ek", WED, dt.time(16, 30), 30, 4, ""),
)
"""Times without a zone: they are the director's, wherever the sample is looked at."""

_SINCE_WEEKS, _FOR_WEEKS = 8, 26


def calendar_text(days: Days) -> str:
    """An .ics file around a day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"X-WR-CALNAME:{NAME}"]
    for number, (title, weekday, begin, minutes, every, more) in enumerate(_WEEKLY):
        start = dt.datetime.combine(days.day(_SINCE_WEEKS, weekday), begin)
        until = days.day(_SINCE_WEEKS - _FOR_WEEKS, FRI)
        rule = f"RRULE:FREQ=WEEKLY;INTERVAL={every};UNTIL={until:%Y%m%d}T235900"
        lines += ["BEGIN:VEVENT", f"UID:{number}@quayline.example", f"SUMMARY:{title}", rule]
        lines += [f"DTSTART:{start:%Y%m%dT%H%M%S}", f"DURATION:PT{minutes}M", *([more] if more else []), "END:VEVENT"]
    first = days.day(-3, WED)
    lines += ["BEGIN:VEVENT", "UID:away@quayline.example", "SUMMARY:Lotte vacation"]
    lines += [f"DTSTART;VALUE=DATE:{first:%Y%m%d}", f"DTEND;VALUE=DATE:{first + dt.timedelta(days=3):%Y%m%d}"]
    return "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])
