"""The calendar's page by keys: read, confirmed, and past talks recorded."""

from __future__ import annotations

import asyncio
import datetime as dt
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.calendars import SeriesKind
from rhythm.domain.meetings import MeetingState
from rhythm.interop.calendar.reading import Heed
from rhythm.interop.calendar.values import CalendarFile
from rhythm.screens.calendar import CalendarScreen
from rhythm.screens.dialogs.calendar import ImportCalendar
from rhythm.screens.dialogs.pick import PickDialog
from rhythm.screens.dialogs.writing import WriteDialog
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from rhythm.service.calendars import Calendars
from tests.builders import Org, meetings_of
from tests.interop.calendar.writing import calendar, event
from tests.screens.tracking import NARROW, WIDE, keyed_rows, shown, type_line
from tests.storage.dumps import dump
from widgets.row_list import RowList

PARTS = (
    event("SUMMARY:1:1 Dana", "RRULE:FREQ=WEEKLY;COUNT=6", uid="d", start="DTSTART:20261103T090000Z"),
    event("SUMMARY:1:1 Chris", uid="c"),
    event("SUMMARY:1:1 Zoe", uid="z"),
    event("SUMMARY:Ilya vacation", uid="i", start="DTSTART;VALUE=DATE:20261125"),
    event("SUMMARY:Budget", uid="b"),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "work.ics"
    path.write_text(calendar(*PARTS), encoding="utf-8", newline="")
    return path


@pytest.fixture
def read(org: Org, file: Path) -> Org:
    """The calendar was imported; four series wait."""
    org.rhythm.calendars.import_from(file)
    return org


async def opened(pilot: Pilot[None]) -> None:
    """The page, from People by its key."""
    await pilot.pause()
    await pilot.press("c")
    await pilot.pause()
    assert isinstance(pilot.app.screen, CalendarScreen)


async def looked_inside(pilot: Pilot[None]) -> None:
    """Until the thread has read the file."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


class SlowReader:
    """Stands before the reading of a file: it begins, says how far it is, and goes on when it may."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.may_go_on, self.ended = (threading.Event() for _ in range(3))
        self.finished: CalendarFile | None = None
        self._real = Calendars.reader
        monkeypatch.setattr(
            Calendars, "reader", lambda calendars, path: partial(self._read, self._real(calendars, path))
        )

    async def holds(self, pilot: Pilot[None]) -> None:
        """Until the reading stands at its third event, and the screen says so."""
        assert await asyncio.to_thread(self.begun.wait, 60)
        app = pilot.app
        assert isinstance(app, RhythmApp)
        app.tell_store_changed()
        await pilot.pause()

    async def goes_on(self) -> None:
        """Let it go on, until it has ended one way or the other."""
        self.may_go_on.set()
        assert await asyncio.to_thread(self.ended.wait, 60)

    def _read(self, read: Callable[[Heed | None], CalendarFile], heed: Heed) -> CalendarFile:
        try:
            heed(3)
            self.begun.set()
            self.may_go_on.wait(60)
            self.finished = read(heed)
            return self.finished
        finally:
            self.ended.set()


async def on(pilot: Pilot[None], title: str, *keys: str) -> None:
    """Press keys on the row of a series."""
    app = pilot.app
    assert isinstance(app, RhythmApp)
    calendars = app.rhythm.calendars
    series = next(one for one in (*calendars.waiting(), *calendars.confirmed()) if one.title == title)
    kind = "series" if series.waits else "confirmed"
    assert app.screen.query_one("#list", RowList).highlight(f"{kind}:{series.id}")
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


def waiting(rhythm: Rhythm) -> list[str]:
    return [series.title for series in rhythm.calendars.waiting()]


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.usefixtures("org")
async def test_a_calendar_is_read_after_a_look_inside(rhythm: Rhythm, file: Path, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        assert "No calendar has been read yet." in shown(app)
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert isinstance(app.screen, ImportCalendar)
        await type_line(pilot, str(file))
        await pilot.press("enter")
        await looked_inside(pilot)
        assert "5 events in these weeks, 10 times to add, 4 series to confirm" in " ".join(shown(app).split())
        assert waiting(rhythm) == []
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CalendarScreen)
        assert len(waiting(rhythm)) == 4
        assert "4 series to confirm" in shown(app)
        assert "Budget" not in shown(app)


@pytest.mark.usefixtures("org")
async def test_a_file_that_is_not_there_is_told_in_place_and_its_name_is_kept(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+o")
        await type_line(pilot, "/nowhere/work.ics")
        await pilot.press("enter")
        await looked_inside(pilot)
        assert "there is no file /nowhere/work.ics" in shown(app)
        await pilot.press("escape", "ctrl+o")
        await pilot.pause()
        assert "/nowhere/work.ics" in shown(app)


@pytest.mark.usefixtures("org")
async def test_what_is_wrong_in_a_file_is_listed_by_line(rhythm: Rhythm, tmp_path: Path) -> None:
    path = tmp_path / "bad.ics"
    path.write_text(calendar(*PARTS, event("RRULE:FREQ=SECONDLY", uid="x")), encoding="utf-8", newline="")
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+o")
        await type_line(pilot, str(path))
        await pilot.press("enter")
        await looked_inside(pilot)
        assert "repeats more than once a day" in shown(app)
        assert "unreadable" in shown(app)


async def test_while_a_file_is_read_the_screen_says_how_far_and_escape_stops_it(
    rhythm: Rhythm, org: Org, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, before = SlowReader(monkeypatch), dump(org.rhythm._db)
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+o")
        await type_line(pilot, str(file))
        await pilot.press("enter", "enter")
        await slow.holds(pilot)
        assert "reading: 3 events so far" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ImportCalendar)
        assert "stopped; nothing of it is kept" in shown(app)
        await slow.goes_on()
        await pilot.pause()
        assert slow.finished is None
        assert dump(org.rhythm._db) == before
        await pilot.press("enter")
        await looked_inside(pilot)
        assert "5 events in these weeks" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert len(waiting(rhythm)) == 4


@pytest.mark.usefixtures("org")
async def test_another_file_typed_meanwhile_ends_the_reading_of_the_first(
    rhythm: Rhythm, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowReader(monkeypatch)
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+o")
        await type_line(pilot, str(file))
        await pilot.press("enter")
        await slow.holds(pilot)
        await pilot.press("x")
        await slow.goes_on()
        await pilot.pause()
        assert slow.finished is None
        assert "look inside" in shown(app)


async def test_leaving_the_app_ends_a_reading(
    rhythm: Rhythm, org: Org, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, before = SlowReader(monkeypatch), dump(org.rhythm._db)
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await pilot.press("ctrl+o")
        await type_line(pilot, str(file))
        await pilot.press("enter")
        await slow.holds(pilot)
    await slow.goes_on()
    assert slow.finished is None
    kept = dump(org.rhythm._db)
    assert {table: rows for table, rows in kept.items() if table != "draft"} == {
        table: rows for table, rows in before.items() if table != "draft"
    }


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_yes_plans_what_is_to_come_and_proposes_what_was(rhythm: Rhythm, read: Org, key: str) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await on(pilot, "1:1 Dana", key)
        assert "1:1 Dana" not in waiting(rhythm)
        today = rhythm.today()
        planned = rhythm.planner.meetings_between(today, today + dt.timedelta(days=60))
        assert [(meeting.person, meeting.day.day) for meeting in planned] == [
            ("Dana Okoye", 24),
            ("Dana Okoye", 1),
            ("Dana Okoye", 8),
        ]
        talks = [row for key, row in keyed_rows(app).items() if key.startswith("talk:")]
        assert [row.right for row in talks] == ["Tue 17 Nov", "Tue 10 Nov", "Tue 3 Nov"]
        assert rhythm.planner.last_held() == {}
        row = app.screen.query_one("#list", RowList).highlighted
        assert row is not None
        assert row.fact == "1:1 Chris", "the cursor goes on to the next that waits"


async def test_past_talks_are_held_missed_or_all_held_by_a_key(rhythm: Rhythm, read: Org) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await on(pilot, "1:1 Dana", "space")
        talks = [key for key in keyed_rows(app) if key.startswith("talk:")]
        listing = app.screen.query_one("#list", RowList)
        listing.highlight(talks[0])
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        listing.highlight(talks[1])
        await pilot.pause()
        await pilot.press("a")
        await pilot.pause()
        states = {meeting.day.day: meeting.state for meeting in meetings_of(rhythm.planner, read.dana.id)}
        held, missed = MeetingState.HELD, MeetingState.MISSED
        assert [states[day] for day in (17, 10, 3)] == [missed, held, held]
        await pilot.press("u")
        await pilot.pause()
        assert len([key for key in keyed_rows(app) if key.startswith("talk:")]) == 2


async def test_two_of_one_name_are_chosen_between_likely_ones_first(rhythm: Rhythm, read: Org) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await on(pilot, "1:1 Chris", "space")
        assert isinstance(app.screen, PickDialog)
        choices = [row.key for row in app.screen.query_one("#pick-list", RowList)._source.window(0, 9)]
        assert set(choices[:2]) == {str(read.chris_a.id), str(read.chris_m.id)}
        await type_line(pilot, "moon")
        await pilot.press("enter")
        await pilot.pause()
        (confirmed,) = rhythm.calendars.confirmed()
        assert confirmed.person == "Chris Moon"
        await on(pilot, "1:1 Chris", "w")
        await type_line(pilot, "alder")
        await pilot.press("enter")
        await pilot.pause()
        assert [one.person for one in rhythm.calendars.confirmed()] == ["Chris Alder"]
        await on(pilot, "1:1 Chris", "enter")
        assert isinstance(app.screen, RoomScreen)


async def test_an_absence_is_kept_and_what_is_nothing_is_left_out(rhythm: Rhythm, read: Org) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await on(pilot, "Ilya vacation", "space")
        assert [(one.person, one.first.day) for one in rhythm.absences.coming()] == [("Ilya Brandt", 25)]
        await on(pilot, "1:1 Zoe", "d")
        assert waiting(rhythm) == ["1:1 Dana", "1:1 Chris"]
        assert "1:1 Zoe" not in shown(app)


async def test_one_key_says_yes_to_everything_that_is_clear(rhythm: Rhythm, read: Org) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        await on(pilot, "1:1 Dana", "a")
        assert waiting(rhythm) == ["1:1 Chris", "1:1 Zoe"]


async def test_today_has_one_calm_line_that_opens_the_page(rhythm: Rhythm, read: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "4 series to confirm" in shown(app)
        assert app.screen.query_one("#list", RowList).highlight("calendar:")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CalendarScreen)
        for series in rhythm.calendars.waiting():
            rhythm.calendars.ignore(series.id)
        await pilot.press("escape")
        app.tell_store_changed()
        await pilot.pause()
        assert "to confirm" not in shown(app)


async def test_what_is_planned_is_written_by_a_key(rhythm: Rhythm, org: Org, tmp_path: Path) -> None:
    rhythm.planner.plan(org.dana.id, dt.date(2026, 11, 24), start="10:00", minutes=30)
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await pilot.press("x")
        await pilot.pause()
        assert isinstance(app.screen, WriteDialog)
        await pilot.press("enter")
        await pilot.pause()
        assert "the file is not named yet" in shown(app)
        await type_line(pilot, str(tmp_path / "plan.ics"))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, CalendarScreen)
        assert "1 meeting written" in shown(app)
        assert b"SUMMARY:1:1 Dana Okoye" in (tmp_path / "plan.ics").read_bytes()


async def test_names_and_titles_hide(rhythm: Rhythm, read: Org) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=WIDE) as pilot:
        await opened(pilot)
        assert "Dana" in shown(app)
        await pilot.press("h")
        await pilot.pause()
        for word in ("Dana", "Chris", "Zoe", "Ilya"):
            assert word not in shown(app)
        assert any(one.kind is SeriesKind.OTHER for one in rhythm.calendars.waiting())


async def test_enter_is_in_the_footer_only_where_it_opens_somebody(rhythm: Rhythm, read: Org) -> None:
    del read
    app = RhythmApp(rhythm)
    async with app.run_test() as pilot:
        await pilot.press("2")
        await opened(pilot)
        await on(pilot, "1:1 Dana")
        assert not app.screen.active_bindings["enter"].binding.show
        await pilot.press("enter")
        await pilot.pause()
        assert "1:1 Dana" not in waiting(rhythm)
        await on(pilot, "1:1 Dana")
        enter = app.screen.active_bindings["enter"]
        assert (enter.binding.description, enter.binding.show) == ("open", True)
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, CalendarScreen)
