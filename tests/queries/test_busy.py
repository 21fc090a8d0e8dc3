"""Time that the calendar holds, for whoever looks for a free place."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from rhythm.queries.calendars import BusySpan, busy_between
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org

BERLIN = ZoneInfo("Europe/Berlin")
MON, TUE, WED = (dt.date(2026, 11, day) for day in (23, 24, 25))


def utc(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=dt.UTC)


def put(
    db: Database, starts: str, ends: str, *, busy: str = "hard", meeting_id: int | None = None, gone: str | None = None
) -> None:
    """One event as an import stores it."""
    with db.action("import"):
        db.insert(
            "calendar_event",
            calendar="work",
            uid_hash=f"{starts}{ends}{busy}",
            day=starts[:10],
            starts=starts,
            ends=ends,
            all_day=int("T" not in starts),
            busy=busy,
            meeting_id=meeting_id,
            deleted_at=gone,
        )


def test_only_what_takes_time_and_is_no_meeting_of_the_planner_is_busy(db: Database, org: Org) -> None:
    planned = org.rhythm.planner.plan(org.dana.id, TUE)
    put(db, "2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z")
    put(db, "2026-11-24T11:00:00Z", "2026-11-24T11:30:00Z", busy="soft")
    put(db, "2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", busy="free")
    put(db, "2026-11-24T14:00:00Z", "2026-11-24T15:00:00Z", meeting_id=planned.id)
    put(db, "2026-11-24T16:00:00Z", "2026-11-24T17:00:00Z", gone="2026-11-20")
    assert busy_between(db, MON, WED, dt.UTC) == (
        BusySpan(utc(TUE, 9), utc(TUE, 10), hard=True),
        BusySpan(utc(TUE, 11), utc(TUE, 11, 30), hard=False),
    )


def test_a_whole_day_lasts_from_midnight_to_midnight_of_the_directors_zone(db: Database) -> None:
    put(db, "2026-11-24", "2026-11-25")
    assert busy_between(db, TUE, TUE, BERLIN) == (BusySpan(utc(MON, 23), utc(TUE, 23), hard=True),)
    assert busy_between(db, WED, WED, BERLIN) == ()


def test_what_began_before_the_first_day_is_still_busy(db: Database) -> None:
    put(db, "2026-11-09", "2026-11-25")
    put(db, "2026-11-22T22:00:00Z", "2026-11-23T01:00:00Z")
    assert len(busy_between(db, MON, MON, dt.UTC)) == 2


def test_late_in_the_evening_counts_for_the_day_that_it_is_in_the_zone(db: Database) -> None:
    put(db, "2026-11-24T02:00:00Z", "2026-11-24T03:00:00Z")
    new_york = ZoneInfo("America/New_York")
    assert busy_between(db, MON, MON, new_york) != ()
    assert busy_between(db, TUE, TUE, new_york) == ()


def test_the_same_event_in_two_calendars_is_busy_once(db: Database) -> None:
    put(db, "2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z")
    with db.action("import"):
        db.write(
            "INSERT INTO calendar_event(uid, calendar, uid_hash, day, starts, ends, all_day, busy)"
            " SELECT 'other', 'home', uid_hash, day, starts, ends, all_day, busy FROM calendar_event"
        )
    assert len(busy_between(db, TUE, TUE, dt.UTC)) == 1


@pytest.mark.parametrize(("zone", "start"), [("", utc(TUE, 0)), ("Europe/Berlin", utc(MON, 23))])
def test_the_service_reads_days_in_the_zone_that_is_set(
    db: Database, clock: FixedClock, zone: str, start: dt.datetime
) -> None:
    settings = Settings()
    rhythm = Rhythm(db, clock, settings._replace(planner=settings.planner._replace(zone=zone)))
    put(db, "2026-11-24", "2026-11-25")
    assert [span.start for span in rhythm.calendars.busy_between(TUE, TUE)] == [start]
