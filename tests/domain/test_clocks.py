"""Role clocks: months and days of a role, and the lists of its first 90 days."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.clocks import DayList, FirstDays, Line, RoleClock, day_words, merged, month_words
from rhythm.domain.people import PersonId

TODAY = dt.date(2026, 11, 20)


def clock(start: dt.date) -> RoleClock:
    return RoleClock(PersonId(1), "Dana", start, TODAY)


@pytest.mark.parametrize(
    ("start", "months", "days"),
    [
        (dt.date(2026, 11, 21), "", ""),
        (dt.date(2026, 11, 20), "month 1 of 12-18", "day 1 of 90"),
        (dt.date(2026, 10, 20), "month 2 of 12-18", "day 32 of 90"),
        (dt.date(2026, 8, 23), "month 3 of 12-18", "day 90 of 90"),
        (dt.date(2026, 8, 22), "month 3 of 12-18", ""),
        (dt.date(2025, 5, 21), "month 18 of 12-18", ""),
        (dt.date(2025, 5, 20), "", ""),
    ],
)
def test_months_are_said_while_somebody_adjusts_and_days_in_the_first_ninety(
    start: dt.date, months: str, days: str
) -> None:
    assert (month_words(clock(start)), day_words(clock(start))) == (months, days)


@given(st.dates(dt.date(2020, 1, 1), TODAY - dt.timedelta(days=1)))
def test_a_later_start_is_never_a_later_month(start: dt.date) -> None:
    assert clock(start).month >= clock(start + dt.timedelta(days=1)).month >= 0


def test_ticks_stand_in_the_shipped_lists_and_own_lines_behind_them() -> None:
    shipped = [DayList("assess", "Assess", (Line("assess", "listen", "Talk"), Line("assess", "plan", "Plan")))]
    kept = [
        Line("assess", "plan", "", 4, TODAY),
        Line("assess", "", "call the old manager", 5),
        Line("gone", "", "a line of a list that is shipped no more", 6),
        Line("gone", "forgotten", "", 7, TODAY),
    ]
    lists = merged(shipped, kept)
    assert [(one.id, [line.body for line in one.lines]) for one in lists] == [
        ("assess", ["Talk", "Plan", "call the old manager"]),
        ("gone", ["a line of a list that is shipped no more"]),
    ]
    found = FirstDays(clock(TODAY), lists)
    assert (found.done, len(found.lines)) == (1, 4)
    assert lists[0].lines[1] == Line("assess", "plan", "Plan", 4, TODAY)
