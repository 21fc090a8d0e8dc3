"""Free time as bits: spans, slots, zones on each date, holidays and absences of either side."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.plan.free import Sight, fitting, inside, minutes_in, on_grid, touching, units_of
from rhythm.domain.plan.values import Absence, Busy, Director, Working

BERLIN, PACIFIC = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Los_Angeles")
CALIFORNIAN = Working(PACIFIC, hours=((540, 1050),))
THURSDAY = dt.date(2027, 1, 14)
minutes = st.integers(0, 1440)


def sight(director: Director | None = None) -> Sight:
    return Sight(director or Director(Working(BERLIN)), dt.date(2027, 1, 1), dt.date(2027, 6, 30))


def starts(bits: int, length: int, step: int = 30) -> list[int]:
    return minutes_in(fitting(bits, units_of(length)) & on_grid(step))


@given(first=minutes, last=minutes, length=st.integers(1, 240))
def test_a_meeting_begins_where_it_fits_whole(first: int, last: int, length: int) -> None:
    found = starts(inside(first, last), length)
    assert all(first <= minute and minute + length <= last for minute in found)
    assert found == [minute for minute in found if minute % 30 == 0]


@given(first=minutes, last=minutes)
def test_what_is_free_never_touches_what_is_taken(first: int, last: int) -> None:
    assert inside(first, last) & ~touching(first, last) == 0


def test_a_meeting_at_odd_minutes_takes_all_that_it_touches() -> None:
    free = inside(540, 660) & ~touching(607, 613)
    assert starts(free, 60) == [540]
    assert starts(free, 30) == [540, 570, 630]


def test_nine_in_california_is_past_working_hours_in_munich_but_for_the_weeks_between_the_clock_changes() -> None:
    """Nine hours apart all year, eight from 14 to 27 March 2027: then 09:00 there is 17:00 here."""
    seen = sight()
    days = [THURSDAY + dt.timedelta(weeks=week) for week in range(16)]
    meetable = [day for day in days if starts(seen.there(Working(BERLIN), day) & seen.there(CALIFORNIAN, day), 30)]
    assert meetable == [dt.date(2027, 3, 18), dt.date(2027, 3, 25)]
    assert starts(seen.there(Working(BERLIN), days[9]) & seen.there(CALIFORNIAN, days[9]), 30) == [1020]


def test_the_zone_of_a_machine_may_be_one_that_can_not_be_hashed() -> None:
    here = Working(tz.tzutc())
    assert starts(sight(Director(here)).there(here, THURSDAY), 30)[0] == 540


def test_hours_that_pass_midnight_on_the_directors_clock_belong_to_the_day_of_the_other_side() -> None:
    auckland = Working(ZoneInfo("Pacific/Auckland"), hours=((480, 1020),), absences=(Absence(THURSDAY, THURSDAY),))
    seen = sight()
    # 08:00 on Thursday in Auckland is 20:00 on Wednesday in Munich; the absence takes that part of both days.
    wednesday = THURSDAY - dt.timedelta(days=1)
    assert minutes_in(seen.hours(auckland, wednesday))[-1] == 1435
    assert seen.there(auckland, wednesday) == inside(0, 300)
    assert seen.there(auckland, THURSDAY) == inside(1200, 1440)


@pytest.mark.parametrize(
    "working",
    [
        Working(BERLIN, holidays=frozenset({THURSDAY})),
        Working(BERLIN, absences=(Absence(THURSDAY - dt.timedelta(days=3), THURSDAY),)),
        Working(BERLIN, weekdays=frozenset({0, 1, 2})),
        Working(BERLIN, hours=()),
    ],
    ids=["holiday", "absence", "other weekdays", "no hours"],
)
def test_nobody_is_there_on_a_day_off(working: Working) -> None:
    assert sight().there(working, THURSDAY) == 0


def test_the_director_is_open_outside_blocks_and_certain_meetings() -> None:
    ten = dt.datetime(2027, 1, 14, 9, 0, tzinfo=dt.UTC)
    hour = dt.timedelta(hours=1)
    director = Director(
        Working(BERLIN), {3: ((540, 600),)}, (Busy(ten, ten + hour), Busy(ten + 2 * hour, ten + 3 * hour, hard=False))
    )
    seen = sight(director)
    assert seen.open(THURSDAY) == inside(660, 1050)
    assert seen.soft(THURSDAY) == inside(720, 780)
    assert seen.taken(THURSDAY) == inside(600, 660)


def test_an_event_over_several_days_takes_each_of_them() -> None:
    start = dt.datetime(2027, 1, 13, 15, 0, tzinfo=dt.UTC)
    seen = sight(Director(Working(BERLIN), busy=(Busy(start, start + dt.timedelta(days=2)),)))
    opened = [seen.open(THURSDAY + dt.timedelta(days=shift)) for shift in (-1, 0, 1)]
    assert opened == [inside(540, 960), 0, inside(960, 1050)]
