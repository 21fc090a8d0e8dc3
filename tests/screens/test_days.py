"""The dialog that plans a meeting: a day with or without a time, said back while one types."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.app import RhythmApp
from rhythm.service import Rhythm
from tests.builders import Org, meetings_of
from tests.screens.tracking import NARROW, shown, type_line
from widgets.row_list import RowList

TUESDAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "echo", "day", "start"),
    [
        ("tue 10", "Tue 24 Nov, in 4 d, 10:00", TUESDAY, "10:00"),
        ("tue 9.30", "Tue 24 Nov, in 4 d, 09:30", TUESDAY, "09:30"),
        ("26 nov at 2pm", "Thu 26 Nov, in 6 d, 14:00", dt.date(2026, 11, 26), "14:00"),
        ("in 2 weeks", "Fri 4 Dec, in 14 d", dt.date(2026, 12, 4), None),
        ("16:00", "Fri 20 Nov, today, 16:00", dt.date(2026, 11, 20), "16:00"),
    ],
)
async def test_a_meeting_is_planned_in_words(
    rhythm: Rhythm, org: Org, typed: str, echo: str, day: dt.date, start: str | None
) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.screen.query_one("#list", RowList).highlight(f"person:{org.dana.id}")
        await pilot.press("ctrl+l")
        await type_line(pilot, typed)
        assert echo in shown(app)
        await pilot.press("enter")
        await pilot.pause()
    (meeting,) = meetings_of(rhythm.planner, org.dana.id)
    assert (meeting.day, meeting.start) == (day, start)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tue 2", "02:00 or 14:00"),
        ("tue 9.10", "Tue 09:10 or 9 Oct"),
        ("12/3 10:00", "12 Mar or 3 Dec"),
        ("yesterday 10:00", "has passed"),
        ("tue 25:00", "there is no 25:00"),
    ],
)
async def test_what_has_two_readings_is_refused_where_it_is_typed(
    rhythm: Rhythm, org: Org, typed: str, said: str
) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.screen.query_one("#list", RowList).highlight(f"person:{org.dana.id}")
        await pilot.press("ctrl+l")
        await type_line(pilot, typed)
        assert said in shown(app)
        await pilot.press("enter")
        assert app.screen.is_modal
    assert meetings_of(rhythm.planner, org.dana.id) == ()


async def test_a_time_alone_moves_the_meeting_on_its_day(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.plan(org.dana.id, TUESDAY, start="10:00")
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.screen.query_one("#list", RowList).highlight(f"person:{org.dana.id}")
        await pilot.press("ctrl+l")
        await type_line(pilot, "11")
        assert "Tue 24 Nov, in 4 d, 11:00" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
    (meeting,) = meetings_of(rhythm.planner, org.dana.id)
    assert (meeting.day, meeting.start) == (TUESDAY, "11:00")
