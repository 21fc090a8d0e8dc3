"""Days in words: each form has one meaning, and nothing but BadInput comes out of what is typed."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.dates import HINT, Looking, looks_like_day, no_such_day, parse_day, parse_full_day
from rhythm.domain.day_spans import parse_span
from rhythm.domain.periods import Quarter, Week, parse_quarter, parse_week, quarter_of, week_of
from rhythm.domain.saying import say_day, say_distance, say_late
from rhythm.errors import BadInput

FRIDAY = date(2026, 11, 20)
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
WORDS = st.sampled_from(
    [
        "today",
        "tomorrow",
        "fri",
        "friday",
        "next",
        "last",
        "this",
        "in",
        "ago",
        "2",
        "3d",
        "+3d",
        "-2w",
        "999w",
        "weeks",
        "days",
        "months",
        "workdays",
        "w48",
        "w53",
        "w99",
        "eow",
        "eom",
        "eoq",
        "week",
        "month",
        "quarter",
        "26",
        "31",
        "29",
        "30",
        "nov",
        "feb",
        "february",
        "2026",
        "12/3",
        "31/2",
        "3.12.",
        "3.12.2026",
        "32.1.2026",
        "thu",
        "a",
        "two",
        "year",
        "2026-11-26",
        "2026-13-01",
        "2027-w53",
        "end",
        "of",
        "99999",
        "0",
        ",",
        ".",
        "-",
        "/",
        "0d",
        "9999y",
    ]
)


def ahead(text: str, today: date = FRIDAY) -> date:
    return parse_day(text, today, looking=Looking.AHEAD)


def back(text: str, today: date = FRIDAY) -> date:
    return parse_day(text, today, looking=Looking.BACK)


def attempt(read: Callable[[], object]) -> tuple[object, BadInput]:
    """What reading gave, or None and the refusal; any other exception passes through and fails the test."""
    try:
        return read(), BadInput("")
    except BadInput as refused:
        return None, refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-26", date(2026, 11, 26)),
        ("20261126", date(2026, 11, 26)),
        ("2026/11/26", date(2026, 11, 26)),
        (" Today ", FRIDAY),
        ("yesterday", date(2026, 11, 19)),
        ("tomorrow", date(2026, 11, 21)),
        ("day after tomorrow", date(2026, 11, 22)),
        ("fri", date(2026, 11, 27)),
        ("Thursday", date(2026, 11, 26)),
        ("next thu", date(2026, 11, 26)),
        ("next mon", date(2026, 11, 23)),
        ("this wed", date(2026, 11, 18)),
        ("last fri", date(2026, 11, 13)),
        ("in 2 weeks", date(2026, 12, 4)),
        ("in a week", date(2026, 11, 27)),
        ("in two weeks", date(2026, 12, 4)),
        ("3d", date(2026, 11, 23)),
        ("+3d", date(2026, 11, 23)),
        ("-2w", date(2026, 11, 6)),
        ("−2w", date(2026, 11, 6)),
        ("2 weeks ago", date(2026, 11, 6)),
        ("in 5 workdays", date(2026, 11, 27)),
        ("5 workdays ago", date(2026, 11, 13)),
        ("in 3 months", date(2027, 2, 20)),
        ("w48", date(2026, 11, 23)),
        ("kw 48", date(2026, 11, 23)),
        ("w47", FRIDAY),
        ("w10", date(2027, 3, 8)),
        ("2026-w10", date(2026, 3, 2)),
        ("eow", FRIDAY),
        ("eom", date(2026, 11, 30)),
        ("eoq", date(2026, 12, 31)),
        ("end of month", date(2026, 11, 30)),
        ("next week", date(2026, 11, 23)),
        ("next month", date(2026, 12, 1)),
        ("next quarter", date(2027, 1, 1)),
        ("last quarter", date(2026, 7, 1)),
        ("26 nov", date(2026, 11, 26)),
        ("26. Nov.", date(2026, 11, 26)),
        ("26th november", date(2026, 11, 26)),
        ("nov 26 2026", date(2026, 11, 26)),
        ("Nov 26, 2026", date(2026, 11, 26)),
        ("thu 26 nov", date(2026, 11, 26)),
        ("thu, 26 nov", date(2026, 11, 26)),
        ("26 nov thu", date(2026, 11, 26)),
        ("19 oct", date(2027, 10, 19)),
        ("fri 19 nov", date(2027, 11, 19)),
        ("20 nov", FRIDAY),
        ("3.12.2026", date(2026, 12, 3)),
        ("3.12.26", date(2026, 12, 3)),
        ("3.12.", date(2026, 12, 3)),
        ("3.12", date(2026, 12, 3)),
        ("13/3", date(2027, 3, 13)),
        ("3/13/2027", date(2027, 3, 13)),
    ],
)
def test_a_day_in_words_seen_ahead(text: str, expected: date) -> None:
    assert ahead(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fri", FRIDAY),
        ("thu", date(2026, 11, 19)),
        ("sat", date(2026, 11, 14)),
        ("3d", date(2026, 11, 17)),
        ("2 weeks", date(2026, 11, 6)),
        ("+3d", date(2026, 11, 23)),
        ("26 dec", date(2025, 12, 26)),
        ("wed 26 nov", date(2025, 11, 26)),
        ("26 nov 2025", date(2025, 11, 26)),
        ("20 nov", FRIDAY),
        ("w47", date(2026, 11, 16)),
        ("w1", date(2025, 12, 29)),
        ("next thu", date(2026, 11, 26)),
        ("eow", FRIDAY),
    ],
)
def test_a_day_in_words_seen_back(text: str, expected: date) -> None:
    assert back(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "10",
        "26",
        "soon",
        "fri 3pm",
        "thu at 9",
        "prep for thu review",
        "fri fri",
        "in 2",
        "in -2 weeks",
        "+2w ago",
        "in 2 weeks ago",
        "31 feb",
        "30.2.2027",
        "2026-13-01",
        "2026-02-30",
        "w0",
        "w54",
        "w99",
        "2027-w53",
        "2036-11-26",
        "6 years ago",
        "9999y",
        "99999d",
        "٣ days",
        "\x00",
        "next",
        "eoy",
    ],
)
@pytest.mark.parametrize("looking", list(Looking))
def test_what_is_outside_the_grammar_is_refused_with_examples(text: str, looking: Looking) -> None:
    with pytest.raises(BadInput) as refused:
        parse_day(text, FRIDAY, looking=looking)
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("31.02.2026", "there is no 31 Feb 2026", "Feb 2026 ends on the 28th"),
        ("2028-02-30", "there is no 30 Feb 2028", "Feb 2028 ends on the 29th"),
        ("31 feb", "there is no 31 Feb", "Feb 2027 ends on the 28th"),
        ("31 nov", "there is no 31 Nov", "Nov 2026 ends on the 30th"),
        ("32.12.", "there is no 32 Dec", "Dec 2026 ends on the 31st"),
        ("29 feb", "the next 29 Feb is in 2028", "name the year if you mean that one, 29 feb 2028"),
        ("2026-13-01", "there is no month 13", "try today"),
    ],
)
def test_a_day_that_there_is_not_is_told_with_the_last_one_there_is(text: str, message: str, hint: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_day(text, FRIDAY, looking=Looking.AHEAD)
    assert refused.value.message == message
    assert refused.value.hint.startswith(hint)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["by", "on", "until", "by the"]))
def test_only_a_day_that_there_is_not_is_found_in_a_sentence(day: date, word: str) -> None:
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %b %Y"):
        assert no_such_day(f"it goes out {word} {day.strftime(form)} to all") == ""
    assert no_such_day(f"it goes out {word} 31.02.{day.year} to all") == f"there is no 31 Feb {day.year}"
    assert no_such_day(f"it goes out {word} 31 sept to all") == "there is no 31 Sep"


@pytest.mark.parametrize("text", ["by 5 people", "on 3.14.15", "on 10.0.0.300", "standby 31.02.2026", "by 31.02.2026x"])
def test_what_is_no_date_is_no_wrong_one(text: str) -> None:
    assert no_such_day(text) == ""


def test_a_weekday_that_contradicts_its_date_is_refused() -> None:
    with pytest.raises(BadInput, match="3 Dec 2026 is a Thu, not a Fri"):
        ahead("fri 3 dec")


def test_an_ambiguous_number_form_is_refused_with_both_readings() -> None:
    with pytest.raises(BadInput, match="12 Mar or 3 Dec") as refused:
        ahead("12/3")
    assert "numeric_order" in refused.value.hint


def test_a_setting_names_the_order_of_a_number_form() -> None:
    def read(text: str, order: str) -> date:
        return parse_day(text, FRIDAY, looking=Looking.AHEAD, numeric_order=order)

    assert read("12/3", "day_first") == date(2027, 3, 12)
    assert read("12/3", "month_first") == date(2026, 12, 3)
    assert read("3/3", "refuse") == date(2027, 3, 3)
    with pytest.raises(BadInput):
        read("3/13", "day_first")


def test_the_end_of_the_quarter_follows_the_start_month() -> None:
    day = parse_day("eoq", FRIDAY, looking=Looking.AHEAD, quarter_start_month=2)
    assert day == date(2027, 1, 31)


def test_months_end_on_the_last_day_they_have() -> None:
    assert ahead("in 1 month", date(2027, 1, 31)) == date(2027, 2, 28)
    assert back("1 year", date(2028, 2, 29)) == date(2027, 2, 28)


@settings(max_examples=500)
@given(
    text=st.text(max_size=40) | st.lists(WORDS, max_size=5).map(" ".join),
    today=st.dates(),
    look=st.sampled_from(Looking),
)
def test_only_bad_input_escapes(text: str, today: date, look: Looking) -> None:
    day, refused = attempt(lambda: parse_day(text, today, looking=look))
    if day is None:
        assert refused.hint
        assert refused.message.isprintable()
    else:
        assert isinstance(day, date)
        assert abs((day - today).days) <= 5 * 366 + 1


@given(today=DAYS, name=st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
def test_a_bare_weekday_is_the_nearest_one_the_field_looks_for(today: date, name: str) -> None:
    assert timedelta(0) <= today - back(name, today) < timedelta(days=7)
    assert timedelta(0) < ahead(name, today) - today <= timedelta(days=7)
    assert ahead(name, today).weekday() == back(name, today).weekday()


@given(today=DAYS, away=st.integers(-1700, 1700))
def test_what_is_said_of_a_day_reads_back_as_that_day(today: date, away: int) -> None:
    day = today + timedelta(days=away)
    said = say_day(day, today)
    assert parse_day(said, today, looking=Looking.AHEAD if away >= 0 else Looking.BACK) == day
    assert parse_full_day(f"{said} {day.year}" if day.year == today.year else said) == day


def test_a_day_is_said_with_its_year_only_when_it_is_another() -> None:
    assert say_day(date(2026, 11, 26), FRIDAY) == "Thu 26 Nov"
    assert say_day(date(2027, 1, 4), FRIDAY) == "Mon 4 Jan 2027"


def test_distances_and_lateness_are_said_in_days() -> None:
    assert say_distance(FRIDAY, FRIDAY) == "today"
    assert say_distance(date(2026, 11, 26), FRIDAY) == "in 6 d"
    assert say_distance(date(2026, 11, 6), FRIDAY) == "14 d ago"
    assert say_late(date(2026, 11, 6), FRIDAY) == "14 d late"
    assert say_late(date(2026, 11, 23), FRIDAY) == "in 3 d"
    assert say_late(FRIDAY, FRIDAY) == "today"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2019-03-04", date(2019, 3, 4)),
        ("2019-03-04T10:00:00Z", date(2019, 3, 4)),
        ("2019-03-04 10:00", date(2019, 3, 4)),
        ("4.3.2019", date(2019, 3, 4)),
        ("4 March 2019", date(2019, 3, 4)),
        ("23/3/2019", date(2019, 3, 23)),
    ],
)
def test_a_full_day_from_a_file_is_read_at_any_distance(text: str, expected: date) -> None:
    assert parse_full_day(text) == expected


@pytest.mark.parametrize("text", ["today", "fri", "26 nov", "3.12.", "4/3/2019", "0000-00-00", "2019-02-30", "", "x"])
def test_a_day_from_a_file_needs_its_year_and_one_reading(text: str) -> None:
    with pytest.raises(BadInput):
        parse_full_day(text)


@given(st.text(max_size=30))
def test_only_bad_input_escapes_from_a_file_day_and_the_periods(text: str) -> None:
    readers = (parse_full_day, parse_span, lambda t: parse_week(t, FRIDAY), lambda t: parse_quarter(t, FRIDAY))
    for read in readers:
        value, refused = attempt(partial(read, text))
        assert value is not None or refused.hint


@pytest.mark.parametrize(("text", "days"), [("7d", 7), ("2w", 14), ("10 days", 10), ("14", 14), ("1 week", 7)])
def test_a_length_is_read_in_days(text: str, days: int) -> None:
    assert parse_span(text) == days


@pytest.mark.parametrize("text", ["0", "0d", "-3d", "x", "9999w", "3 months", ""])
def test_a_length_outside_reason_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_span(text)


def test_a_sentence_does_not_look_like_a_day() -> None:
    assert looks_like_day("fri 3 dec")
    assert looks_like_day("12/3")
    assert looks_like_day("end of march")
    for text in ("5", "5 people", "mail", "next sprint", "now", ""):
        assert not looks_like_day(text)


def test_weeks_are_read_and_written() -> None:
    assert str(week_of(FRIDAY)) == "2026-W47"
    assert parse_week("2026-W47", FRIDAY) == Week(2026, 47)
    assert parse_week("w47", FRIDAY) == Week(2026, 47)
    assert parse_week("w48", FRIDAY) == Week(2025, 48)
    assert parse_week("w48", date(2026, 11, 23)) == Week(2026, 48), "it has begun on its Monday"
    assert parse_week("w53", date(2027, 6, 1)) == Week(2026, 53)
    assert parse_week("last week", FRIDAY) == Week(2026, 46)
    assert week_of(date(2027, 1, 1)) == Week(2026, 53)
    for text in ("2027-W53", "w54", "1800-W01", "soon", "last quarter"):
        with pytest.raises(BadInput):
            parse_week(text, FRIDAY)


def test_quarters_are_read_and_written() -> None:
    assert str(quarter_of(FRIDAY)) == "2026-Q4"
    assert str(quarter_of(FRIDAY, 2)) == "2026-Q4"
    assert str(quarter_of(date(2026, 1, 15), 2)) == "2025-Q4"
    assert parse_quarter("2026-Q4", FRIDAY) == Quarter(2026, 4)
    assert parse_quarter("Q4 2026", FRIDAY) == Quarter(2026, 4)
    assert parse_quarter("q4", FRIDAY) == Quarter(2026, 4)
    assert parse_quarter("q1", FRIDAY) == Quarter(2026, 1)
    assert parse_quarter("q4", date(2026, 3, 1)) == Quarter(2025, 4)
    assert parse_quarter("last", FRIDAY) == Quarter(2026, 3)
    for text in ("2026-Q5", "q0", "1800-Q1", "9999-Q4", "last week"):
        with pytest.raises(BadInput):
            parse_quarter(text, FRIDAY)


@given(day=DAYS, start=st.integers(1, 12))
def test_a_day_lies_in_its_week_and_quarter_and_neighbours_touch(day: date, start: int) -> None:
    quarter, week = quarter_of(day, start), week_of(day)
    assert quarter.first_day <= day <= quarter.last_day
    assert week.first_day <= day <= week.last_day
    assert quarter.next().first_day - quarter.last_day == timedelta(days=1)
    assert quarter.next().previous() == quarter
    assert week.next().previous() == week
    assert quarter.start_month == start
    assert parse_week(str(week), day) == week
    assert parse_quarter(str(quarter), day, start_month=start) == quarter


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.sampled_from(Looking))
def test_29_feb_without_its_year_is_the_nearest_one_within_a_year_or_none(today: date, looking: Looking) -> None:
    step = 1 if looking is Looking.AHEAD else -1
    leap = (date(year, 2, 29) for year in range(today.year, today.year + 9 * step, step) if isleap(year))
    nearest = next(day for day in leap if (day - today).days * step >= 0)
    if abs(nearest - today).days <= 366:
        assert parse_day("29 feb", today, looking=looking) == nearest
        return
    with pytest.raises(BadInput) as refused:
        parse_day("29 feb", today, looking=looking)
    assert f"29 feb {nearest.year}" in refused.value.hint


def test_a_day_of_years_ago_needs_its_year() -> None:
    with pytest.raises(BadInput, match="the last 29 Feb was in 2024") as refused:
        back("29.2")
    assert "name the year if you mean that one, 29 feb 2024" in refused.value.hint
    assert back("29 feb 2024") == date(2024, 2, 29)
    assert back("29.2.", date(2024, 11, 20)) == date(2024, 2, 29)


@pytest.mark.parametrize(
    ("text", "looking", "message", "years"),
    [
        ("26 nov", Looking.BACK, "26 Nov is still to come", "26 nov 2025 or 26 nov 2026"),
        ("21.12.", Looking.BACK, "21 Dec is still to come", "21 dec 2025 or 21 dec 2026"),
        ("thu 26 nov", Looking.BACK, "26 Nov is still to come", "26 nov 2025 or 26 nov 2026"),
        ("19 nov", Looking.AHEAD, "19 Nov has passed", "19 nov 2026 or 19 nov 2027"),
        ("20 oct", Looking.AHEAD, "20 Oct has passed", "20 oct 2026 or 20 oct 2027"),
        ("w48", Looking.BACK, "week 48 is still to come", "week 48 2025 or week 48 2026"),
        ("w46", Looking.AHEAD, "week 46 has passed", "week 46 2026 or week 46 2027"),
        ("end of nov", Looking.BACK, "end of Nov is still to come", "end of nov 2025 or end of nov 2026"),
        ("end of oct", Looking.AHEAD, "end of Oct has passed", "end of oct 2026 or end of oct 2027"),
    ],
)
def test_a_day_that_is_near_the_other_way_is_not_taken_for_one_of_nearly_a_year_off(
    text: str, looking: Looking, message: str, years: str
) -> None:
    with pytest.raises(BadInput) as refused:
        parse_day(text, FRIDAY, looking=looking)
    assert refused.value.message == message
    assert refused.value.hint == f"name the year: {years}"
    taken = [parse_day(named, FRIDAY, looking=looking) for named in years.split(" or ")]
    assert taken[1].year == taken[0].year + 1
    assert (
        abs(taken[looking is Looking.BACK] - FRIDAY)
        < timedelta(days=32)
        < abs(taken[looking is Looking.AHEAD] - FRIDAY)
    )
    assert parse_day("29 feb", date(2028, 1, 31), looking=Looking.AHEAD) == date(2028, 2, 29)
    assert parse_day("29 feb", date(2025, 2, 20), looking=Looking.BACK) == date(2024, 2, 29), "2025 has none to come"


@pytest.mark.parametrize("looking", Looking)
def test_what_the_hint_says_may_be_typed_is_taken_on_every_day(looking: Looking) -> None:
    forms = HINT.removeprefix("try ").replace(" or ", ", ").split(", ")
    assert len(forms) > len(Looking)
    for days in range(366):
        today = FRIDAY + timedelta(days=days)
        for form in forms:
            parse_day(form, today, looking=looking)
