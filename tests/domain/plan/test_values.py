"""The values of the planner: texts that are stored read back, and the sum of a capacity."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.periods import week_of
from rhythm.domain.plan.values import (
    Capacity,
    Slot,
    Standing,
    clock,
    minutes_of,
    slot_of,
    spans_of,
    standing_of,
)

weekdays = st.integers(0, 6)
minutes = st.integers(0, 24 * 60 - 1)
weeks = st.dates(dt.date(2000, 1, 3), dt.date(2099, 12, 31)).map(week_of)


@given(minutes)
def test_a_time_of_day_is_stored_and_read_back(moment: int) -> None:
    assert minutes_of(clock(moment)) == moment


@given(weekdays, st.none() | minutes)
def test_a_wished_slot_is_stored_and_read_back(weekday: int, start: int | None) -> None:
    assert slot_of(str(Slot(weekday, start))) == Slot(weekday, start)


@given(weekdays, minutes, st.none() | weeks)
def test_a_standing_slot_is_stored_and_read_back(weekday: int, start: int, anchor: object) -> None:
    standing = Standing(weekday, start, anchor)  # type: ignore[arg-type]
    assert standing_of(str(standing)) == standing


@pytest.mark.parametrize("text", ["", "tue", "10:00", "xyz 10:00", "tue 10:00 later", "tue 2026-W48"])
def test_what_is_no_standing_slot_is_none(text: str) -> None:
    assert standing_of(text) is None


def test_hours_are_read_as_settings_hold_them() -> None:
    assert spans_of("09:00-12:00, 13:00-17:30") == ((540, 720), (780, 1050))
    assert spans_of("") == ()


def test_the_capacity_says_the_sum() -> None:
    enough = Capacity("2027-Q1", 7, 11, 77, 60, 9)
    assert enough.words == "7 a week x 11 usable weeks = 77 places for 60"
    assert enough.suffices
    scarce = Capacity("2027-Q1", 2, 11, 21, 30, 15)
    assert scarce.words == "up to 2 a week x 11 usable weeks = 21 places for 30"
    assert not scarce.suffices
