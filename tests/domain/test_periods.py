"""Weeks and quarters: which quarter a week belongs to."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.periods import (
    Quarter,
    comparable,
    monday_of,
    parse_quarter,
    parse_week,
    quarter_of,
    weeks_within,
)
from rhythm.domain.saying import say_quarter
from rhythm.errors import BadInput

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2150, 12, 31))
QUARTERS = st.builds(Quarter, st.integers(1990, 2150), st.integers(1, 4), st.integers(1, 12), st.just(False))


@given(QUARTERS)
def test_every_week_belongs_to_the_one_quarter_of_its_monday(quarter: Quarter) -> None:
    weeks = weeks_within(quarter.first_day, quarter.last_day)
    assert all(quarter_of(monday, quarter.start_month) == quarter for monday in weeks)
    following = weeks_within(quarter.next().first_day, quarter.next().last_day)
    assert following[0] - weeks[-1] == dt.timedelta(weeks=1)
    assert len(weeks) in (12, 13, 14)


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
def test_spans_that_follow_each_other_share_no_week_and_leave_none_out(first: dt.date, one: int, other: int) -> None:
    middle, last = first + dt.timedelta(days=one + 7), first + dt.timedelta(days=one + other + 14)
    before, after = weeks_within(first, middle - dt.timedelta(days=1)), weeks_within(middle, last)
    assert before + after == weeks_within(first, last)


@given(DAYS, st.integers(0, 6))
def test_a_span_without_a_monday_is_a_part_of_its_one_week(first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    weeks = weeks_within(first, last)
    assert len(weeks) == 1
    assert weeks[0] in (monday_of(first), monday_of(last))
    assert weeks_within(last, first - dt.timedelta(days=1)) == ()


@given(QUARTERS, st.sets(st.integers(0, 11)))
def test_of_a_quarter_eight_weeks_make_it_comparable(quarter: Quarter, logged: set[int]) -> None:
    weeks = weeks_within(quarter.first_day, quarter.last_day)[:13]
    said = comparable(weeks[0], weeks[-1], {weeks[n] for n in logged})
    assert said is (len(logged) >= 8)


@given(QUARTERS, DAYS, st.integers(1, 12))
def test_a_quarter_named_by_its_month_is_read_whatever_month_the_year_begins_in(
    quarter: Quarter, today: dt.date, start_month: int
) -> None:
    name = str(quarter._replace(by_month=True))
    for text in (name, say_quarter(name), name.upper()):
        assert parse_quarter(text, today, start_month=start_month) == quarter
    own = parse_quarter(str(quarter), today, start_month=quarter.start_month)
    assert own == quarter


@pytest.mark.parametrize("text", ["2026-Q4-foo", "q4-jul", "2026-Q5", "2026-Q4-", "q4 from", ""])
def test_what_names_no_quarter_says_what_does(text: str) -> None:
    with pytest.raises(BadInput, match="not a quarter") as error:
        parse_quarter(text, dt.date(2026, 11, 20))
    assert "2026-Q4" in error.value.hint


@pytest.mark.parametrize(
    ("text", "week", "quarter"),
    [
        ("this", "2026-W47", "2026-Q4"),
        ("this {}", "2026-W47", "2026-Q4"),
        ("last {}", "2026-W46", "2026-Q3"),
        ("next {}", "2026-W48", "2027-Q1"),
    ],
)
def test_a_week_and_a_quarter_are_named_from_today(text: str, week: str, quarter: str) -> None:
    today = dt.date(2026, 11, 20)
    assert str(parse_week(text.format("week"), today)) == week
    assert str(parse_quarter(text.format("quarter"), today)) == quarter


@pytest.mark.parametrize(
    ("start", "last", "before", "after"),
    [
        (1, dt.date(2026, 12, 31), "2026-Q4", "2027-Q1"),
        (2, dt.date(2026, 1, 31), "2025-Q4", "2026-Q1"),
        (2, dt.date(2028, 4, 30), "2028-Q1", "2028-Q2"),
        (4, dt.date(2026, 3, 31), "2025-Q4", "2026-Q1"),
        (4, dt.date(2026, 12, 31), "2026-Q3", "2026-Q4"),
        (10, dt.date(2026, 9, 30), "2025-Q4", "2026-Q1"),
        (12, dt.date(2026, 11, 30), "2025-Q4", "2026-Q1"),
        (12, dt.date(2027, 2, 28), "2026-Q1", "2026-Q2"),
        (12, dt.date(2028, 2, 29), "2027-Q1", "2027-Q2"),
    ],
)
def test_a_quarter_ends_with_the_third_month_of_a_year_that_begins_when_it_is_said_to(
    start: int, last: dt.date, before: str, after: str
) -> None:
    first = last + dt.timedelta(days=1)
    ends, begins = quarter_of(last, start), quarter_of(first, start)
    assert (str(ends), str(begins)) == (before, after)
    assert (ends.last_day, begins.first_day) == (last, first)
    assert (ends.next(), begins.previous()) == (begins, ends)
