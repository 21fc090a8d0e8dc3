"""Where a span ends that is named by a week, a month or a quarter."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rhythm.domain.dates import Looking, parse_day
from rhythm.domain.day_spans import last_day_of

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
_WEEK = [
    f"{word}{between}{{{number}}}"
    for word in ("w", "kw", "wk", "week")
    for between in ("", " ", "-")
    for number in ("number", "padded")
]
NUMBERED = st.sampled_from(
    [
        *(
            f"{before}{week}{after}"
            for week in _WEEK
            for before, after in (("", ""), ("", " {year}"), ("", ", {year}"))
        ),
        *(f"{{year}}{between}{week}" for week in _WEEK for between in ("", " ", "-")),
    ]
)
"""Every way to name a week by its number."""


@given(DAYS, st.sampled_from(["next week", "last week", "Next  Week", "next week,"]), st.sampled_from(Looking))
def test_a_week_named_from_any_day_is_monday_to_sunday_of_that_week(today: date, words: str, looking: Looking) -> None:
    first = parse_day(words, today, looking=looking)
    last = last_day_of(words, first)
    assert (first.weekday(), last.weekday(), last - first) == (0, 6, timedelta(days=6))
    monday = today - timedelta(days=today.weekday())
    assert first - monday == timedelta(weeks=1 if "next" in words.casefold() else -1)


@given(DAYS, st.integers(-180, 180), NUMBERED, st.booleans(), st.sampled_from(Looking))
def test_a_numbered_week_ends_on_its_sunday_however_it_is_spelled(
    today: date, away: int, spelled: str, capitals: bool, looking: Looking
) -> None:
    named = "{year}" in spelled
    # Without its year a week is one that the field looks at: that of the other year may be refused.
    week = (
        today + timedelta(days=away if named else abs(away) * (1 if looking is Looking.AHEAD else -1))
    ).isocalendar()
    assume(named or week.week <= 52)
    number = week.week
    words = spelled.format(number=number, padded=f"{number:02}", year=week.year)
    first = parse_day(words.upper() if capitals else words, today, looking=looking)
    last = last_day_of(words.upper() if capitals else words, first)
    assert last.isocalendar()[1:] == (number, 7)
    assert timedelta() <= last - first < timedelta(weeks=1)
    if named:
        assert last.isocalendar().year == week.year
    elif looking is Looking.AHEAD:
        assert last >= today


@given(DAYS, st.sampled_from(["this", "next", "last"]), st.sampled_from(Looking))
def test_a_week_beside_this_one_ends_on_its_sunday(today: date, step: str, looking: Looking) -> None:
    sunday = today + timedelta(days=6 - today.weekday(), weeks={"this": 0, "next": 1, "last": -1}[step])
    for words in (f"{step} week", f"{step.title()}  Week,"):
        assert last_day_of(words, parse_day(words, today, looking=looking)) == sunday


@given(DAYS, st.sampled_from(["this", "next", "last"]), st.integers(1, 12))
def test_what_follows_a_month_or_quarter_begins_the_day_after_its_end(today: date, step: str, month: int) -> None:
    for unit in ("month", "quarter"):
        words = f"{step} {unit}"
        first = parse_day(words, today, looking=Looking.BACK, quarter_start_month=month)
        after = last_day_of(words, first, quarter_start_month=month) + timedelta(days=1)
        assert after.day == 1
        following = parse_day(f"next {unit}", first, looking=Looking.AHEAD, quarter_start_month=month)
        assert after == following


@pytest.mark.parametrize(
    ("words", "day", "last"),
    [
        ("w48", date(2026, 11, 23), date(2026, 11, 29)),
        ("2026-W48", date(2026, 11, 23), date(2026, 11, 29)),
        ("week-48", date(2026, 11, 23), date(2026, 11, 29)),
        ("KW-48", date(2026, 11, 23), date(2026, 11, 29)),
        ("w-48,", date(2026, 11, 23), date(2026, 11, 29)),
        ("fri", date(2026, 11, 27), date(2026, 11, 27)),
        ("next fri", date(2026, 11, 27), date(2026, 11, 27)),
        ("in 1 week", date(2026, 11, 27), date(2026, 11, 27)),
        ("2026-11-27", date(2026, 11, 27), date(2026, 11, 27)),
        ("24 dec", date(2026, 12, 24), date(2026, 12, 24)),
    ],
)
def test_a_numbered_week_has_an_end_and_a_single_day_is_its_own(words: str, day: date, last: date) -> None:
    assert last_day_of(words, day) == last
