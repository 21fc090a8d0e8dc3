"""A calendar brought in again when other weeks are read: what lies behind them is forgotten, what lies ahead stays."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rhythm.domain.calendars import weeks_read
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from tests.actions.desk import FROM_OCTOBER, Desk, dana
from tests.builders import FixedClock, Org
from tests.interop.calendar.writing import calendar, event


@pytest.fixture
def desk(org: Org, tmp_path: Path) -> Desk:
    return Desk(org, tmp_path)


def test_weeks_that_lie_behind_are_forgotten_but_for_meetings(desk: Desk, clock: FixedClock, db: Database) -> None:
    desk.bring(dana(), event(uid="old", start="DTSTART:20260901T090000Z"))
    desk.calendars.confirm(desk.waiting.id)
    desk.calendars.hold([desk.calendars.past_talks()[0].id])
    clock.forward(120)
    desk.bring(event(uid="new", start="DTSTART:20270322T090000Z"))
    days = [row["day"] for row in db.all("SELECT day FROM calendar_event ORDER BY day")]
    assert "2026-09-01" not in days
    assert "2026-11-17" in days


def test_what_lies_beyond_the_weeks_that_are_read_now_stays_as_it_was(
    desk: Desk, org: Org, db: Database, clock: FixedClock
) -> None:
    """Weeks are read to the fifth after the quarter, which ends in November with years that begin in December."""
    weekly = event("SUMMARY:1:1 Dana", "RRULE:FREQ=WEEKLY;COUNT=16", uid="dana@x", start=FROM_OCTOBER)
    other = event("SUMMARY:1:1 Chris", uid="chris@x", start="DTSTART:20270115T090000Z")
    desk.bring(weekly, other)
    desk.calendars.confirm(next(one.id for one in desk.calendars.waiting() if one.person_id == org.dana.id))
    before = desk.days()
    assert before[-4:] == ["12-29 09:00", "01-05 09:00", "01-12 09:00", "01-19 09:00"]
    review = Settings().review._replace(quarter_start_month=12)
    shorter = Rhythm(db, clock, Settings()._replace(review=review)).calendars
    assert weeks_read(clock.day, 1)[1] == dt.date(2027, 2, 4)
    assert weeks_read(clock.day, 12)[1] == dt.date(2027, 1, 4)
    report = shorter.import_text("work", calendar(weekly, other))
    assert (report.left, report.called_off, report.unchanged) == (0, 0, 13)
    assert desk.days() == before
    assert desk.waiting.title == "1:1 Chris"
    report = shorter.import_text("work", calendar(event(uid="budget")))
    assert (report.left, report.called_off) == (13, 6), "within the weeks that are read it goes as ever"
    assert desk.days() == before[-3:]
    assert desk.bring(event(uid="budget")).called_off == 3, "when the calendar is read that far again, the rest goes"
    assert (desk.days(), desk.calendars.waiting()) == ([], ())
