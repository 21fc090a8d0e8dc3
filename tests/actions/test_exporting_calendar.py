"""What is planned, given to other calendars: stable, private, and cancelled in words."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rhythm.actions.meetings import move_meeting
from rhythm.actions.plans import NewMeeting, accept
from rhythm.domain.calendars import Titles
from rhythm.domain.meetings import Meeting
from rhythm.errors import RhythmError
from rhythm.interop.calendar.reading import read_calendar
from rhythm.interop.calendar.values import Given, Window
from rhythm.queries import calendars as calendar_queries
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.interop.calendar.writing import calendar, event

BERLIN = ZoneInfo("Europe/Berlin")
TUE, WED = dt.date(2026, 11, 24), dt.date(2026, 11, 25)
WINDOW = Window(dt.date(2026, 8, 1), dt.date(2027, 6, 1), BERLIN)


@pytest.fixture
def berlin(db: Database, clock: FixedClock) -> Org:
    """The small organisation, of a director in Berlin."""
    settings = Settings()
    return Org(Rhythm(db, clock, settings._replace(planner=settings.planner._replace(zone="Europe/Berlin"))))


def told(db: Database) -> set[int]:
    """The meetings that the other side knows of."""
    return {one.meeting_id for one in calendar_queries.told(db) if one.cancelled_on is None}


@pytest.fixture
def planned(berlin: Org, db: Database) -> tuple[Meeting, ...]:
    """Dana on Tuesday at ten, Noor on Wednesday, Dana again after the change to summer time."""
    return accept(
        db,
        [
            NewMeeting(berlin.dana.id, TUE, "10:00", 30, "2026-W48"),
            NewMeeting(berlin.noor.id, WED, "15:30", 45, "2026-Q4"),
            NewMeeting(berlin.dana.id, dt.date(2027, 3, 30), "10:00", 30, "2027-W13"),
        ],
    )


def export(org: Org, path: Path, titles: Titles | None = None) -> tuple[Given, ...]:
    return org.rhythm.calendars.export_to(path, titles=titles)


def said(given: Sequence[Given]) -> list[tuple[str, int, bool]]:
    """What changes of meetings: their time, sequence, and whether they are off."""
    return [(f"{one.starts:%m-%d %H:%M}", one.sequence, one.cancelled) for one in given]


FRESH = [("11-24 09:00", 0, False), ("11-25 14:30", 0, False), ("03-30 08:00", 0, False)]


def test_a_meeting_is_one_event_in_utc_with_nobody_invited_and_nothing_noted(
    berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path
) -> None:
    berlin.rhythm.planner.add_note(berlin.dana.id, "a secret note")
    assert said(export(berlin, tmp_path / "plan.ics")) == FRESH
    text = (tmp_path / "plan.ics").read_bytes().decode()
    assert text.count("BEGIN:VEVENT") == 3
    for line in ("DTSTART:20261124T090000Z", "DTEND:20261124T093000Z", "CLASS:PRIVATE", "SUMMARY:1:1 Dana Okoye"):
        assert f"{line}\r\n" in text
    for word in ("ATTENDEE", "ORGANIZER", "DESCRIPTION", "METHOD", "RRULE", "VTIMEZONE", "secret", "acme.example"):
        assert word not in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert (tmp_path / "plan.ics").stat().st_mode & 0o777 == 0o600


def test_our_own_reader_reads_the_same_meetings(berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path) -> None:
    """P15: UID, start and minutes come back as they were given."""
    given = export(berlin, tmp_path / "plan.ics")
    file = read_calendar(tmp_path / "plan.ics", WINDOW)
    read = {(found.uid, one.starts, one.minutes) for found in file.events for one in found.occurrences}
    assert read == {(one.uid, one.starts, one.minutes) for one in given}
    assert not file.problems
    report = berlin.rhythm.calendars.import_from(tmp_path / "plan.ics")
    assert (report.own, report.added, report.waiting) == (2, 0, 0)


def test_the_same_plan_is_the_same_file_to_the_byte(
    berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path, clock: FixedClock
) -> None:
    export(berlin, tmp_path / "plan.ics")
    first = (tmp_path / "plan.ics").read_bytes()
    clock.forward(2)
    export(berlin, tmp_path / "plan.ics")
    export(berlin, tmp_path / "other.ics")
    assert (tmp_path / "plan.ics").read_bytes() == (tmp_path / "other.ics").read_bytes() == first


def test_a_move_is_the_next_version_of_the_same_event(
    berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path, db: Database
) -> None:
    before = export(berlin, tmp_path / "plan.ics")
    move_meeting(db, planned[0].id, WED, start="11:00")
    after = export(berlin, tmp_path / "plan.ics")
    assert said(after) == [("11-25 10:00", 1, False), ("11-25 14:30", 0, False), ("03-30 08:00", 0, False)]
    assert {one.uid for one in after} == {one.uid for one in before}
    untouched = {one.uid: one.changed for one in before}
    assert [one.changed == untouched[one.uid] for one in after] == [False, True, True]


def test_only_what_was_told_is_cancelled_and_that_for_eight_weeks(
    berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path, clock: FixedClock
) -> None:
    export(berlin, tmp_path / "plan.ics")
    berlin.rhythm.planner.plan(berlin.ilya.id, TUE)
    berlin.rhythm.planner.skip(berlin.ilya.id, "never told")
    berlin.rhythm.planner.skip(berlin.dana.id, "both away")
    off = [("11-24 09:00", 1, True), *FRESH[1:]]
    assert said(export(berlin, tmp_path / "plan.ics")) == off
    assert b"STATUS:CANCELLED" in (tmp_path / "plan.ics").read_bytes()
    clock.forward(7 * 8)
    assert said(export(berlin, tmp_path / "plan.ics"))[0] == off[0]
    clock.forward(1)
    assert not any(one.cancelled for one in export(berlin, tmp_path / "plan.ics"))


def test_a_week_that_is_planned_again_takes_up_the_event_that_was_called_off(
    berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path, db: Database
) -> None:
    before = export(berlin, tmp_path / "plan.ics")
    berlin.rhythm.planner.skip(berlin.dana.id, "both away")
    export(berlin, tmp_path / "plan.ics")
    accept(db, [NewMeeting(berlin.dana.id, WED, "09:00", 30, "2026-W48")])
    after = export(berlin, tmp_path / "plan.ics")
    assert said(after)[0] == ("11-25 08:00", 2, False)
    assert {one.uid for one in after} == {one.uid for one in before}


def test_what_was_told_stays_told_when_the_plan_is_undone(
    berlin: Org, db: Database, planned: tuple[Meeting, ...], tmp_path: Path
) -> None:
    export(berlin, tmp_path / "plan.ics")
    assert berlin.rhythm.undo().label == "accept 3 meetings", "an export is no step of undo"
    assert told(db) == {meeting.id for meeting in planned}
    assert said(export(berlin, tmp_path / "plan.ics")) == [(time, 1, True) for time, _, _ in FRESH]
    assert told(db) == set()


def test_what_took_place_stays_in_the_file_and_is_not_cancelled(
    berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path, clock: FixedClock
) -> None:
    export(berlin, tmp_path / "plan.ics")
    clock.forward(4)
    berlin.rhythm.planner.hold(berlin.dana.id, TUE, minutes=30)
    assert said(export(berlin, tmp_path / "plan.ics")) == FRESH


def test_what_stands_in_the_calendar_already_is_not_given_to_it_again(
    berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path
) -> None:
    export(berlin, tmp_path / "plan.ics")
    theirs = tmp_path / "work.ics"
    theirs.write_text(calendar(event("SUMMARY:1:1 Dana", start="DTSTART:20261124T090000Z")), encoding="utf-8")
    berlin.rhythm.calendars.import_from(theirs)
    berlin.rhythm.calendars.confirm(berlin.rhythm.calendars.waiting()[0].id)
    assert said(export(berlin, tmp_path / "plan.ics")) == [("11-24 09:00", 1, True), *FRESH[1:]]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (Titles.NAMES, ["1:1 Dana Okoye", "1:1 Noor Haddad"]),
        (Titles.INITIALS, ["1:1 DO", "1:1 NH"]),
        (Titles.HIDDEN, ["1:1"]),
    ],
)
def test_titles_say_as_much_as_is_wished(
    berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path, titles: Titles, expected: list[str]
) -> None:
    given = export(berlin, tmp_path / "plan.ics", titles)
    assert sorted({one.title for one in given}) == expected
    assert ("Dana" in (tmp_path / "plan.ics").read_text("utf-8")) == (titles is Titles.NAMES)


def test_a_day_without_an_hour_is_a_day_that_blocks_nothing(berlin: Org, tmp_path: Path) -> None:
    berlin.rhythm.planner.plan(berlin.dana.id, TUE)
    export(berlin, tmp_path / "plan.ics")
    text = (tmp_path / "plan.ics").read_text("utf-8")
    assert "DTSTART;VALUE=DATE:20261124" in text
    assert "TRANSP:TRANSPARENT" in text


def test_a_file_of_another_program_is_left_as_it_is_and_nothing_is_told(
    berlin: Org, db: Database, planned: tuple[Meeting, ...], tmp_path: Path
) -> None:
    path = tmp_path / "mine.ics"
    path.write_text(calendar(event()), encoding="utf-8")
    before = path.read_bytes()
    for place, message in (
        (path, "not written by rhythm"),
        (tmp_path, "is a folder"),
        (tmp_path / "no" / "a", "can't"),
    ):
        with pytest.raises(RhythmError, match=message):
            export(berlin, place)
    assert path.read_bytes() == before
    assert told(db) == set()
    assert [found.name for found in tmp_path.iterdir()] == ["mine.ics"]


def test_a_folder_has_one_file_for_each_and_keeps_what_is_not_ours(
    berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path, clock: FixedClock
) -> None:
    folder = tmp_path / "vdir"
    folder.mkdir()
    (folder / "other.ics").write_text(calendar(event()), encoding="utf-8")
    given = berlin.rhythm.calendars.export_to(None, folder)
    names = {f"{one.uid}.ics" for one in given}
    assert {path.name for path in folder.iterdir()} == {"other.ics", *names}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir() if path.name in names} == {0o600}
    file = read_calendar(folder, WINDOW)
    assert len(file.events) == 4
    clock.forward(7 * 9)
    later = berlin.rhythm.calendars.export_to(None, folder)
    assert {path.name for path in folder.iterdir()} == {"other.ics", *(f"{one.uid}.ics" for one in later)}
    assert len(later) == 1


def test_another_calendar_program_reads_the_same_meetings(
    berlin: Org, planned: tuple[Meeting, ...], tmp_path: Path, db: Database
) -> None:
    """khal, a program of others, lists what was planned by the clock of Berlin; then the move, and no more
    what was called off."""
    folder = tmp_path / "vdir"
    berlin.rhythm.calendars.export_to(tmp_path / "plan.ics", folder)
    assert khal(tmp_path, folder) == [
        "2026-11-24 10:00 10:30 1:1 Dana Okoye",
        "2026-11-25 15:30 16:15 1:1 Noor Haddad",
        "2027-03-30 10:00 10:30 1:1 Dana Okoye",
    ]
    move_meeting(db, planned[0].id, WED, start="11:00")
    berlin.rhythm.calendars.export_to(None, folder)
    assert "2026-11-25 11:00 11:30 1:1 Dana Okoye" in khal(tmp_path, folder)
    assert not any(line.startswith("2026-11-24") for line in khal(tmp_path, folder))


def khal(place: Path, folder: Path) -> list[str]:
    """What khal lists of a folder, with a configuration and a cache of its own."""
    config = place / "khal.conf"
    config.write_text(
        f"[calendars]\n[[plan]]\npath = {folder}\n[sqlite]\npath = {place / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Europe/Berlin\ndefault_timezone = Europe/Berlin\n"
        "timeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\n"
        "datetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n",
        encoding="utf-8",
    )
    program = str(Path(sys.executable).with_name("khal"))
    format_ = "{start-date-long} {start-time} {end-time} {title}"
    command = [program, "-c", str(config), "list", "--day-format", "", "--format", format_, "2026-11-01", "200d"]
    home = {"HOME": str(place), "XDG_DATA_HOME": str(place), "XDG_CACHE_HOME": str(place), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env={**home, "PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if line.strip()]
