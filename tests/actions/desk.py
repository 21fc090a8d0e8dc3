"""A calendar of one talk a week, and somebody who brings it in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from rhythm.actions.importing_calendar import CalendarReport
from rhythm.domain.calendars import Series
from rhythm.domain.meetings import Meeting, MeetingState
from tests.builders import Org
from tests.interop.calendar.writing import calendar, event

TUESDAYS = "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261222T235959Z"
FROM_OCTOBER = "DTSTART:20261006T090000Z"
"""Every Tuesday at nine; eleven until the fixed Friday, 20 November 2026, the rest to come."""


class Desk:
    """Somebody who brings in what their calendar exports."""

    def __init__(self, org: Org, folder: Path) -> None:
        self.rhythm = org.rhythm
        self.calendars = org.rhythm.calendars
        self._path = folder / "work.ics"

    def bring(self, *parts: str, cut: int = 0, dry_run: bool = False, keep_going: bool = False) -> CalendarReport:
        """Import these events as one file."""
        text = calendar(*parts)
        self._path.write_text(text[:-cut] if cut else text, encoding="utf-8", newline="")
        return self.calendars.import_from(self._path, dry_run=dry_run, keep_going=keep_going)

    @property
    def waiting(self) -> Series:
        """The one series that waits."""
        (found,) = self.calendars.waiting()
        return found

    def planned(self) -> list[Meeting]:
        """What stands in the plan, by day."""
        first = self.rhythm.today()
        found = self.rhythm.planner.meetings_between(first, first + dt.timedelta(days=200))
        return [meeting for meeting in found if meeting.state is MeetingState.PLANNED]

    def days(self) -> list[str]:
        """The days and hours of what stands in the plan."""
        return [f"{meeting.day:%m-%d} {meeting.start}" for meeting in self.planned()]


def dana(*lines: str, **others: str) -> str:
    """The talks with Dana as the calendar exports them."""
    return event("SUMMARY:1:1 Dana", TUESDAYS, *lines, uid="dana@x", start=FROM_OCTOBER, **others)
