"""The phrases people type for a day, each with the one day it means: in a field that looks ahead, and in one that
looks back. Where a phrase has two readings, or none, it is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.dates import Looking, looks_like_day, parse_day
from rhythm.domain.day_slips import misspelt_day
from rhythm.domain.saying import say_when
from rhythm.errors import BadInput

FRIDAY = date(2026, 11, 20)


def nov(day: int, year: int = 2026) -> date:
    return date(year, 11, day)


def dec(day: int) -> date:
    return date(2026, 12, day)


PHRASES: tuple[tuple[str, date, date | None], ...] = (
    # phrase, seen ahead, seen back; None: refused, as it is near the other way
    ("today", FRIDAY, FRIDAY),
    ("tomorrow", nov(21), nov(21)),
    ("yesterday", nov(19), nov(19)),
    ("day after tomorrow", nov(22), nov(22)),
    ("day before yesterday", nov(18), nov(18)),
    ("mon", nov(23), nov(16)),
    ("tues", nov(24), nov(17)),
    ("Wednesday", nov(25), nov(18)),
    ("thu.", nov(26), nov(19)),
    ("fri", nov(27), FRIDAY),
    ("sat", nov(21), nov(14)),
    ("sunday", nov(22), nov(15)),
    ("next thu", nov(26), nov(26)),
    ("next fri", nov(27), nov(27)),
    ("next sun", nov(29), nov(29)),
    ("this wed", nov(18), nov(18)),
    ("last thu", nov(12), nov(12)),
    ("last fri", nov(13), nov(13)),
    ("in 3 days", nov(23), nov(23)),
    ("3 days", nov(23), nov(17)),
    ("3d", nov(23), nov(17)),
    ("+3d", nov(23), nov(23)),
    ("-3d", nov(17), nov(17)),
    ("3 days ago", nov(17), nov(17)),
    ("in a week", nov(27), nov(27)),
    ("a week ago", nov(13), nov(13)),
    ("2w", dec(4), nov(6)),
    ("in two weeks", dec(4), dec(4)),
    ("two weeks ago", nov(6), nov(6)),
    ("in 10 wks", date(2027, 1, 29), date(2027, 1, 29)),
    ("in a month", dec(20), dec(20)),
    ("in 3 months", date(2027, 2, 20), date(2027, 2, 20)),
    ("1mo", dec(20), date(2026, 10, 20)),
    ("in 2 quarters", date(2027, 5, 20), date(2027, 5, 20)),
    ("a year ago", nov(20, 2025), nov(20, 2025)),
    ("in 5 workdays", nov(27), nov(27)),
    ("in 1 workday", nov(23), nov(23)),
    ("5 workdays ago", nov(13), nov(13)),
    ("3wd", nov(25), nov(17)),
    ("w48", nov(23), None),
    ("W47", FRIDAY, nov(16)),
    ("kw 48", nov(23), None),
    ("week 10", date(2027, 3, 8), date(2026, 3, 2)),
    ("2026-W48", nov(23), nov(23)),
    ("w5 2027", date(2027, 2, 1), date(2027, 2, 1)),
    ("eow", FRIDAY, FRIDAY),
    ("eom", nov(30), nov(30)),
    ("eoq", dec(31), dec(31)),
    ("end of week", FRIDAY, FRIDAY),
    ("end of month", nov(30), nov(30)),
    ("end of quarter", dec(31), dec(31)),
    ("end of jan", date(2027, 1, 31), date(2026, 1, 31)),
    ("end of November", nov(30), None),
    ("end of November 2025", nov(30, 2025), nov(30, 2025)),
    ("end of feb", date(2027, 2, 28), date(2026, 2, 28)),
    ("this week", FRIDAY, nov(16)),
    ("next week", nov(23), nov(23)),
    ("last week", nov(9), nov(9)),
    ("this month", FRIDAY, nov(1)),
    ("next month", dec(1), dec(1)),
    ("last month", date(2026, 10, 1), date(2026, 10, 1)),
    ("this quarter", FRIDAY, date(2026, 10, 1)),
    ("next quarter", date(2027, 1, 1), date(2027, 1, 1)),
    ("last quarter", date(2026, 7, 1), date(2026, 7, 1)),
    ("26 nov", nov(26), None),
    ("nov 26", nov(26), None),
    ("26th of november", nov(26), None),
    ("26. Nov.", nov(26), None),
    ("Nov 26, 2026", nov(26), nov(26)),
    ("thu 26 nov 2026", nov(26), nov(26)),
    ("Thu, 26 Nov 2026", nov(26), nov(26)),
    ("20 nov", FRIDAY, FRIDAY),
    ("3.12.", dec(3), None),
    ("3.12.2026", dec(3), dec(3)),
    ("3-dec", dec(3), None),
    ("3-Dec-2026", dec(3), dec(3)),
    ("03.12.26", dec(3), dec(3)),
    ("13/3", date(2027, 3, 13), date(2026, 3, 13)),
    ("3/13/2026", date(2026, 3, 13), date(2026, 3, 13)),
    ("2026-11-26", nov(26), nov(26)),
    ("2026/11/26", nov(26), nov(26)),
    ("20261126", nov(26), nov(26)),
)

REFUSED: tuple[tuple[str, str], ...] = (
    # phrase, what the refusal says
    ("12/3", "12 Mar or 3 Dec"),
    ("5/6/2027", "5 Jun or 6 May"),
    ("12-3", "12 Mar or 3 Dec"),
    ("fri 3 dec", "3 Dec 2026 is a Thu, not a Fri"),
    ("mon 2026-11-26", "26 Nov 2026 is a Thu, not a Mon"),
    ("31 feb", "there is no 31 Feb"),
    ("31-feb", "there is no 31 Feb"),
    ("2026-02-30", "there is no 30 Feb 2026"),
    ("w54", "no week 54"),
    ("fri 3pm", "not a day I can read"),
    ("thu at 9", "not a day I can read"),
    ("prep for thu review", "not a day I can read"),
    ("asap", "not a day I can read"),
    ("soon", "not a day I can read"),
    ("next sprint", "not a day I can read"),
    ("montag", "not a day I can read"),
    ("26", "not a day I can read"),
    ("in -2 weeks", "not a day I can read"),
    ("2036-11-26", "more than 5 years away"),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tomorow", "tomorrow"),
        ("tody", "today"),
        ("firday", "friday"),
        ("wendsday", "wednesday"),
        ("nxt thu", "next thu"),
        ("in 2 weks", "in 2 weeks"),
        ("janury 3", "january 3"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(BadInput, match="not a day I can read") as refused:
        parse_day(typed, FRIDAY, looking=Looking.AHEAD)
    assert refused.value.hint == f"did you mean {meant}?"
    assert parse_day(meant, FRIDAY, looking=Looking.AHEAD)


@pytest.mark.parametrize(
    ("word", "is_one"),
    [("tomorow", True), ("tdoay", True), ("tody", False), ("jully", False), ("Frida", False), ("today", False)],
)
def test_a_slip_is_seen_in_words_of_five_letters_and_more_that_begin_and_end_alike(word: str, *, is_one: bool) -> None:
    assert misspelt_day(word) is is_one


@pytest.mark.parametrize(("phrase", "ahead", "back"), PHRASES)
def test_a_phrase_means_one_day_ahead_and_one_back(phrase: str, ahead: date, back: date | None) -> None:
    assert parse_day(phrase, FRIDAY, looking=Looking.AHEAD) == ahead
    if back is not None:
        assert parse_day(phrase, FRIDAY, looking=Looking.BACK) == back
        return
    with pytest.raises(BadInput, match="is still to come"):
        parse_day(phrase, FRIDAY, looking=Looking.BACK)


@pytest.mark.parametrize(("phrase", "said"), REFUSED)
@pytest.mark.parametrize("looking", list(Looking))
def test_what_has_two_readings_or_none_is_refused_with_the_next_step(phrase: str, said: str, looking: Looking) -> None:
    if phrase == "fri 3 dec" and looking is Looking.BACK:
        said = "3 Dec is still to come"
    with pytest.raises(BadInput, match=said) as refused:
        parse_day(phrase, FRIDAY, looking=looking)
    assert refused.value.hint


def test_the_table_is_as_long_as_the_one_the_grammar_was_chosen_by() -> None:
    assert len(PHRASES) >= 74
    assert len({phrase for phrase, *_ in PHRASES}) == len(PHRASES)


# A lone number could be an amount; `by: 20261126` says that a day is meant.
@pytest.mark.parametrize("phrase", [phrase for phrase, *_ in PHRASES if not phrase.isdigit()])
def test_each_phrase_looks_like_a_day_where_a_sentence_may_stand(phrase: str) -> None:
    assert looks_like_day(phrase)


@given(today=st.dates(date(1950, 1, 1), date(2150, 12, 31)), unit=st.sampled_from(["week", "month", "quarter"]))
def test_this_one_seen_ahead_is_never_past_and_next_never_today(today: date, unit: str) -> None:
    this = parse_day(f"this {unit}", today, looking=Looking.AHEAD)
    assert this == today
    assert parse_day(f"this {unit}", today, looking=Looking.BACK) <= today
    assert parse_day(f"next {unit}", today, looking=Looking.AHEAD) > today


@given(today=st.dates(date(1950, 1, 1), date(2150, 12, 31)), month=st.sampled_from(["jan", "feb", "june", "december"]))
def test_the_end_of_a_month_is_its_last_day_and_the_nearest_or_needs_its_year(today: date, month: str) -> None:
    ends = [
        parse_day(f"end of {month} {year}", today, looking=Looking.BACK)
        for year in range(today.year - 1, today.year + 2)
    ]
    assert all((day + timedelta(days=1)).day == 1 for day in ends)
    ahead = next(day for day in ends if day >= today)
    back = next(day for day in reversed(ends) if day <= today)
    for looking, day, other in ((Looking.AHEAD, ahead, back), (Looking.BACK, back, ahead)):
        if day != today and abs(other - today).days <= 31:
            with pytest.raises(BadInput, match=r"is still to come|has passed"):
                parse_day(f"end of {month}", today, looking=looking)
        else:
            assert parse_day(f"end of {month}", today, looking=looking) == day


def test_a_day_is_echoed_with_its_weekday_and_distance() -> None:
    assert say_when(nov(26), FRIDAY) == "Thu 26 Nov, in 6 d"
    assert say_when(nov(6), FRIDAY) == "Fri 6 Nov, 14 d ago"
    assert say_when(FRIDAY, FRIDAY) == "Fri 20 Nov, today"
