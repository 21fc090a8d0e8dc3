"""Times of day, alone and after a day: one meaning each, both readings named where there are two."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.dates import Looking
from rhythm.domain.times import DAY_TIME_HINT, parse_day_and_time, parse_time
from rhythm.errors import BadInput

FRIDAY = date(2026, 11, 20)
TUESDAY = date(2026, 11, 24)
WORDS = st.sampled_from(
    [
        "tue",
        "fri",
        "next",
        "at",
        "noon",
        "10",
        "9",
        "2",
        "25",
        "10:00",
        "9.30",
        "9.10",
        "2pm",
        "12am",
        "13pm",
        "pm",
        "p.m.",
        "26",
        "nov",
        "w48",
        "2026",
        "2026-11-26",
        "12/3",
        "3.12.",
        "3d",
        "in",
        "weeks",
        "2026-11-26t10:00",
        "24:00",
        "0",
        "00",
        ",",
        ":",
        "t",
        "99:99",
        "10:",
    ]
)


def attempt(text: str, today: date, on: date | None) -> tuple[date | None, str | None, BadInput]:
    """What reading gave, or None and the refusal; any other exception passes through and fails the test."""
    try:
        return *parse_day_and_time(text, today, on=on), BadInput("")
    except BadInput as refused:
        return None, None, refused


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14:30", "14:30"),
        ("9", "09:00"),
        ("09", "09:00"),
        ("9.30", "09:30"),
        ("9:05", "09:05"),
        ("10", "10:00"),
        ("14", "14:00"),
        ("7", "07:00"),
        ("0", "00:00"),
        ("00:15", "00:15"),
        ("02:30", "02:30"),
        ("23:59", "23:59"),
        ("2pm", "14:00"),
        ("2 PM", "14:00"),
        ("2:30 pm", "14:30"),
        ("2.30pm", "14:30"),
        ("2 p.m.", "14:00"),
        ("6am", "06:00"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("12:30 am", "00:30"),
        ("12", "12:00"),
        (" Noon ", "12:00"),
    ],
)
def test_a_time_of_day(text: str, expected: str) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "24", "24:00", "25:00", "9:60", "13pm", "0am", "9:5", "9:300", "1430", "pm", "midnight", "tue 10", "٩", "-9"],
)
def test_what_is_no_time_of_day_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_time(text)
    assert "2pm" in refused.value.hint


@pytest.mark.parametrize(("text", "readings"), [("2", "02:00 or 14:00"), ("6:30", "06:30 or 18:30")])
def test_an_early_bare_hour_is_refused_with_both_readings(text: str, readings: str) -> None:
    with pytest.raises(BadInput, match=readings) as refused:
        parse_time(text)
    for reading in readings.split(" or "):
        assert parse_time(reading) == reading
        assert reading in refused.value.hint


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("tue 10:00", TUESDAY, "10:00"),
        ("Tue, 10:00", TUESDAY, "10:00"),
        ("tue 10", TUESDAY, "10:00"),
        ("tue 9.30", TUESDAY, "09:30"),
        ("tue at 10", TUESDAY, "10:00"),
        ("tue at 9.10", TUESDAY, "09:10"),
        ("tue 2pm", TUESDAY, "14:00"),
        ("tue 2:30 pm", TUESDAY, "14:30"),
        ("next thu noon", date(2026, 11, 26), "12:00"),
        ("fri 3pm", date(2026, 11, 27), "15:00"),
        ("today 16:00", FRIDAY, "16:00"),
        ("26 nov 9", date(2026, 11, 26), "09:00"),
        ("26 nov 2026 10:00", date(2026, 11, 26), "10:00"),
        ("nov 26 10", date(2026, 11, 26), "10:00"),
        ("thu 26 nov at 2 p.m.", date(2026, 11, 26), "14:00"),
        ("w48 10", date(2026, 11, 23), "10:00"),
        ("kw 48 10:30", date(2026, 11, 23), "10:30"),
        ("in 2 weeks 10", date(2026, 12, 4), "10:00"),
        ("3d 9.30", date(2026, 11, 23), "09:30"),
        ("3.12. 10", date(2026, 12, 3), "10:00"),
        ("3.12.2026 9.10", date(2026, 12, 3), "09:10"),
        ("next thu 9.10", date(2026, 11, 26), "09:10"),
        ("2026-11-26 10:00", date(2026, 11, 26), "10:00"),
        ("2026-11-26T10:00", date(2026, 11, 26), "10:00"),
        ("tue", TUESDAY, None),
        ("next thu", date(2026, 11, 26), None),
        ("26 nov", date(2026, 11, 26), None),
        ("oct 10", date(2027, 10, 10), None),
        ("kw 48", date(2026, 11, 23), None),
        ("week 10", date(2027, 3, 8), None),
        ("3.12", date(2026, 12, 3), None),
        ("tue 24.11", TUESDAY, None),
        ("2026-11-26", date(2026, 11, 26), None),
    ],
)
def test_a_day_and_its_time(text: str, day: date, time: str | None) -> None:
    assert parse_day_and_time(text, FRIDAY) == (day, time)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tue 9.10", "Tue 09:10 or 9 Oct"),
        ("fri 10.12", "Fri 10:12 or 10 Dec"),
        ("tue 2", "02:00 or 14:00"),
        ("12/3 10:00", "12 Mar or 3 Dec"),
        ("12/3", "12 Mar or 3 Dec"),
        ("fri 3 dec", "3 Dec 2026 is a Thu, not a Fri"),
        ("fri 3 dec 10:00", "3 Dec 2026 is a Thu, not a Fri"),
        ("fri dec 3", "3 Dec 2026 is a Thu, not a Fri"),
        ("tue 25", "no 25 in a day"),
        ("tue 24:00", "no 24:00 in a day"),
        ("2036-11-26 10:00", "more than 5 years away"),
        ("10:00", "does not say the day"),
        ("10", "does not say the day"),
        ("at noon", "does not say the day"),
    ],
)
def test_two_readings_and_contradictions_are_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        parse_day_and_time(text, FRIDAY)
    assert refused.value.hint


@pytest.mark.parametrize(
    "text",
    ["", "soon", "soon 10:00", "prep for thu review at 10", "10:00 tue", "tue 1430", "26 10", "tue 10:00:00", "pm"],
)
def test_what_is_no_day_with_a_time_is_refused_with_examples(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_day_and_time(text, FRIDAY)
    assert "tue 10:00" in refused.value.hint


def test_a_time_alone_keeps_the_day_that_is_meant() -> None:
    assert parse_day_and_time("10", FRIDAY, on=TUESDAY) == (TUESDAY, "10:00")
    assert parse_day_and_time("9.30", FRIDAY, on=TUESDAY) == (TUESDAY, "09:30")
    assert parse_day_and_time("at 2pm", FRIDAY, on=TUESDAY) == (TUESDAY, "14:00")
    assert parse_day_and_time("wed", FRIDAY, on=TUESDAY) == (date(2026, 11, 25), None)
    with pytest.raises(BadInput, match="09:10 or 9 Oct"):
        parse_day_and_time("9.10", FRIDAY, on=TUESDAY)


def test_the_day_before_a_time_is_read_the_way_the_field_looks() -> None:
    assert parse_day_and_time("tue 10:00", FRIDAY, looking=Looking.BACK) == (date(2026, 11, 17), "10:00")
    assert parse_day_and_time("12/3 10:00", FRIDAY, numeric_order="day_first") == (date(2027, 3, 12), "10:00")


@settings(max_examples=500)
@given(
    text=st.text(max_size=30) | st.lists(WORDS, max_size=5).map(" ".join),
    today=st.dates(),
    on=st.none() | st.dates(),
)
def test_only_bad_input_escapes(text: str, today: date, on: date | None) -> None:
    day, time, refused = attempt(text, today, on)
    if day is None:
        assert refused.hint
        assert refused.message.isprintable()
        return
    assert day == on or abs((day - today).days) <= 5 * 366 + 1
    assert time is None or parse_time(time) == time


@given(hour=st.integers(0, 23), minute=st.integers(0, 59))
def test_a_written_time_reads_back_as_itself(hour: int, minute: int) -> None:
    written = f"{hour:02}:{minute:02}"
    assert parse_time(written) == written
    assert parse_day_and_time(f"tue {written}", FRIDAY) == (TUESDAY, written)


@pytest.mark.parametrize("looking", Looking)
def test_what_the_hint_says_may_be_typed_is_taken_on_every_day(looking: Looking) -> None:
    forms = DAY_TIME_HINT.partition(": ")[2].replace(" or ", ", ").split(", ")
    for days in range(366):
        today = FRIDAY + timedelta(days=days)
        assert all(parse_day_and_time(form, today, looking=looking)[1] for form in forms)
