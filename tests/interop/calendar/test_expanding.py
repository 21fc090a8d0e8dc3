"""Series with their exceptions: every time at which they take place, once, and at the right hour."""

from __future__ import annotations

import datetime as dt

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.interop.calendar.reading import read_text
from rhythm.interop.calendar.values import Window
from tests.interop.calendar.writing import BERLIN, WINDOW, calendar, event, messages, only, read, times

TUESDAYS = "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20261231T000000Z"
WEEKLY = "DTSTART;TZID=Europe/Berlin:20261006T100000"
RULES = (
    *("FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=DAILY;BYDAY=MO,WE", "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2"),
    *("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "FREQ=WEEKLY;INTERVAL=3;WKST=SU;BYDAY=SU,MO", "FREQ=MONTHLY"),
    *("FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=2TU", "FREQ=MONTHLY;BYDAY=-1FR", "FREQ=MONTHLY;INTERVAL=2"),
    *("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=YEARLY"),
    *("FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    *("FREQ=YEARLY;BYWEEKNO=45;BYDAY=MO", "FREQ=YEARLY;BYYEARDAY=300", "FREQ=MONTHLY;BYDAY=5MO"),
    *("FREQ=MONTHLY;INTERVAL=12;BYMONTH=10", "FREQ=DAILY;BYMONTH=10,12", "FREQ=YEARLY;BYDAY=45MO"),
)
NEVER = (
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1",
    "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31",
    "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    "FREQ=MONTHLY;INTERVAL=12;BYMONTH=3",
)


@settings(max_examples=150, deadline=None)
@given(
    rule=st.sampled_from(RULES),
    begun=st.dates(dt.date(1995, 1, 1), dt.date(2027, 1, 10)),
    first=st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)),
    end=st.one_of(st.none(), st.integers(1, 300), st.dates(dt.date(2026, 1, 1), dt.date(2027, 6, 1))),
)
def test_a_rule_gives_the_dates_of_an_expansion_from_its_very_beginning(
    rule: str, begun: dt.date, first: dt.date, end: int | dt.date | None
) -> None:
    window = Window(first, first + dt.timedelta(days=150), dt.UTC)
    ends = "" if end is None else f";COUNT={end}" if isinstance(end, int) else f";UNTIL={end:%Y%m%d}T120000Z"
    file = read(event(f"RRULE:{rule}{ends}", start=f"DTSTART:{begun:%Y%m%d}T100000Z"), window=window)
    start = dt.datetime.combine(begun, dt.time(10))
    plain = {start, *rrulestr(f"{rule}{ends}".replace("T120000Z", "T120000"), dtstart=start).between(
        dt.datetime.combine(window.first, dt.time()), dt.datetime.combine(window.last, dt.time(23)), inc=True
    )}  # fmt: skip
    assert times(file) == sorted(
        f"{moment:%Y-%m-%d %H:%M}" for moment in plain if window.first <= moment.date() <= window.last
    )


@pytest.mark.parametrize("rule", NEVER)
def test_a_rule_that_never_fires_leaves_the_first_time_alone(rule: str) -> None:
    assert times(read(event(f"RRULE:{rule}", start="DTSTART:20261124T090000Z"))) == ["2026-11-24 09:00"]


def test_a_series_keeps_its_hour_on_the_wall_across_the_change_to_winter() -> None:
    file = read(event("RRULE:FREQ=WEEKLY;COUNT=4", start="DTSTART;TZID=Europe/Berlin:20261013T100000"))
    assert times(file) == ["2026-10-13 08:00", "2026-10-20 08:00", "2026-10-27 09:00", "2026-11-03 09:00"]
    assert times(file, BERLIN) == ["2026-10-13 10:00", "2026-10-20 10:00", "2026-10-27 10:00", "2026-11-03 10:00"]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20261027T090000Z", "2026-10-27"),
        ("20261027T085959Z", "2026-10-20"),
        ("20261027T100000", "2026-10-27"),
        ("20261027", "2026-10-27"),
        ("20261026", "2026-10-20"),
    ],
)
def test_a_series_ends_with_its_until_which_is_a_local_time_or_a_whole_day(until: str, last: str) -> None:
    file = read(event(f"RRULE:FREQ=WEEKLY;UNTIL={until}", start=WEEKLY))
    assert times(file)[-1].startswith(last)


def test_dates_left_out_are_left_out_however_they_are_named() -> None:
    file = read(
        event(
            TUESDAYS,
            "EXDATE;TZID=Europe/Berlin:20261013T100000",
            "EXDATE:20261020T080000Z,20261027T090000Z",
            "EXDATE;VALUE=DATE:20261103",
            start=WEEKLY,
        )
    )
    days = [time[5:10] for time in times(file)]
    assert days == ["10-06", "11-10", "11-17", "11-24", "12-01", "12-08", "12-15", "12-22", "12-29"]


def test_added_dates_are_part_of_the_series() -> None:
    file = read(event("RDATE:20261124T150000Z,20261125T150000Z", start="DTSTART:20261123T090000Z"))
    assert times(file) == ["2026-11-23 09:00", "2026-11-24 15:00", "2026-11-25 15:00"]
    names = [one.recurrence for one in only(file).occurrences]
    assert names == ["20261123T090000Z", "20261124T150000Z", "20261125T150000Z"]


@pytest.mark.parametrize(
    "named",
    [
        "RECURRENCE-ID;TZID=Europe/Berlin:20261013T100000",
        "RECURRENCE-ID:20261013T080000Z",
        "RECURRENCE-ID;TZID=America/New_York:20261013T040000",
        "RECURRENCE-ID;VALUE=DATE:20261013",
    ],
)
def test_an_override_stands_for_the_time_it_names_by_instant_else_by_day(named: str) -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=3", start=WEEKLY)
    file = read(series, event(named, start="DTSTART;TZID=Europe/Berlin:20261015T160000"))
    assert times(file, BERLIN) == ["2026-10-06 10:00", "2026-10-15 16:00", "2026-10-20 10:00"]


def test_a_moved_time_keeps_its_name_in_the_series() -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=2", start=WEEKLY)
    names = [one.recurrence for one in only(read(series)).occurrences]
    moved = event("RECURRENCE-ID:20261013T080000Z", start="DTSTART;TZID=America/New_York:20261015T100000")
    assert [one.recurrence for one in only(read(series, moved)).occurrences] == names


def test_an_override_that_was_called_off_takes_its_time_out() -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=3", start=WEEKLY)
    file = read(series, event("RECURRENCE-ID:20261013T080000Z", "STATUS:CANCELLED", start=WEEKLY))
    assert times(file, BERLIN) == ["2026-10-06 10:00", "2026-10-20 10:00"]


def test_an_override_from_here_on_moves_and_lengthens_all_that_follow() -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=4", start=WEEKLY)
    onwards = event(
        "RECURRENCE-ID;RANGE=THISANDFUTURE:20261013T080000Z",
        "DURATION:PT60M",
        start="DTSTART;TZID=Europe/Berlin:20261014T150000",
    )
    file = read(series, onwards)
    assert times(file, BERLIN) == ["2026-10-06 10:00", "2026-10-14 15:00", "2026-10-21 15:00", "2026-10-28 15:00"]
    assert [one.minutes for one in only(file).occurrences] == [30, 60, 60, 60]


def test_a_series_that_is_called_off_from_here_on_ends() -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=4", start=WEEKLY)
    gone = event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261013T080000Z", "STATUS:CANCELLED", start=WEEKLY)
    assert times(read(series, gone), BERLIN) == ["2026-10-06 10:00"]


def test_of_several_masters_the_highest_sequence_counts_then_the_latest_change() -> None:
    def version(day: int, sequence: int, changed: str) -> str:
        return event(f"SEQUENCE:{sequence}", f"LAST-MODIFIED:{changed}", start=f"DTSTART:202611{day}T090000Z")

    old, new = version(23, 1, "20261101T000000Z"), version(24, 2, "20261001T000000Z")
    newest = version(25, 2, "20261002T000000Z")
    assert times(read(new, old)) == ["2026-11-24 09:00"]
    assert times(read(newest, new, old)) == ["2026-11-25 09:00"]


def test_overrides_without_their_series_are_kept() -> None:
    file = read(
        event("RECURRENCE-ID:20261013T080000Z", start="DTSTART:20261014T080000Z"),
        event("RECURRENCE-ID:20261020T080000Z", start="DTSTART:20261021T080000Z"),
    )
    assert times(file) == ["2026-10-14 08:00", "2026-10-21 08:00"]


def test_an_exception_that_was_also_moved_shows_where_it_was_moved_to() -> None:
    series = event("RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE:20261013T080000Z", start=WEEKLY)
    moved = event("RECURRENCE-ID:20261013T080000Z", start="DTSTART:20261014T080000Z")
    assert times(read(series, moved)) == ["2026-10-06 08:00", "2026-10-14 08:00"]


@pytest.mark.parametrize(("rule", "number"), [("", 1), ("FREQ=WEEKLY;COUNT=-1;UNTIL=20261020", 3)])
def test_what_some_programs_write_for_none_and_for_no_end_is_understood(rule: str, number: int) -> None:
    file = read(event(f"RRULE:{rule}", start=WEEKLY))
    assert (len(times(file)), file.problems) == (number, ())


def test_a_series_of_whole_days_is_one_of_days() -> None:
    file = read(event("RRULE:FREQ=MONTHLY;COUNT=2", "SUMMARY:OOO", start="DTSTART;VALUE=DATE:20261124"))
    assert times(file) == ["2026-11-24", "2026-12-24"]


def test_a_rule_without_end_that_began_long_ago_is_read_for_the_window_alone() -> None:
    file = read(event("RRULE:FREQ=DAILY", start="DTSTART:19900101T090000Z"))
    days = (WINDOW.last - WINDOW.first).days + 1
    assert len(times(file)) == days
    assert not file.problems


def test_more_dates_than_any_series_has_are_refused() -> None:
    times_of_day = [f"{hour:02}{minute:02}00Z" for hour in range(24) for minute in range(0, 60, 6)]
    listed = ",".join(f"202611{day:02}T{time}" for day in range(1, 29) for time in times_of_day)
    file = read(event(f"RDATE:{listed}"), event(uid="good@x"))
    assert messages(file) == [(3, "the event takes place more than 4000 times within the weeks that are read")]
    assert [found.uid for found in file.events] == ["good@x"]


def test_of_the_rules_of_one_event_eight_are_followed() -> None:
    rules = (f"RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY={day}" for day in range(1, 10))
    days = [f"2026-12-{day:02} 09:00" for day in range(1, 9)]
    assert times(read(event(*rules))) == ["2026-11-24 09:00", *days]


@pytest.mark.parametrize(("begins", "found"), [("20250702", ["2026-07-02"]), ("20250701", [])])
def test_of_a_series_that_lasts_long_what_began_sixty_one_days_before_the_window_is_found(
    begins: str, found: list[str]
) -> None:
    """Each lasts until 1 September, on which the window begins: sixty days are looked back, and one for zones."""
    assert WINDOW.first == dt.date(2026, 9, 1)
    file = read(event("RRULE:FREQ=YEARLY", "DTEND;VALUE=DATE:20250902", start=f"DTSTART;VALUE=DATE:{begins}"))
    assert times(file) == found
    once = read(event("DTEND;VALUE=DATE:20260902", start=f"DTSTART;VALUE=DATE:{begins}"))
    assert len(times(once)) == 1, "what takes place once is found however long it lasts"


SAMPLE = calendar(
    event(TUESDAYS, "EXDATE;TZID=Europe/Berlin:20261013T100000", "SUMMARY:1:1 Dana", start=WEEKLY, sequence="2"),
    event("RECURRENCE-ID:20261020T080000Z", "ATTENDEE;CN=Dana:mailto:dana@acme.example", start=WEEKLY),
    event("RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYSETPOS=1;INTERVAL=2", "RDATE;VALUE=DATE:20261201", uid="b"),
    event("RRULE:FREQ=YEARLY;BYMONTH=11;COUNT=30", start="DTSTART;VALUE=DATE:20101124", uid="c"),
    event("RECURRENCE-ID;RANGE=THISANDFUTURE:20261020T080000Z", "DURATION:P1DT2H", start=WEEKLY, status="TENTATIVE"),
    "BEGIN:VTIMEZONE\r\nTZID:Odd\r\nBEGIN:DAYLIGHT\r\nDTSTART:20000326T020000\r\nTZOFFSETFROM:+0100\r\n"
    "TZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE",
    event(start="DTSTART;TZID=Odd:20261124T100000", uid="d"),
)
PIECES = st.one_of(
    st.sampled_from(
        [
            *("\r\n", ":", ";", "=", ",", '"', "\\", "0", "1", "9", "-1", "T", "Z", "31", "29", "99999999"),
            *("BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VCALENDAR", "RRULE:", "EXDATE:", "DTSTART:"),
            *("DURATION:", "INTERVAL=", "BYMONTHDAY=31", "BYMONTH=2", "FREQ=DAILY", "COUNT=9", "BYSETPOS=", "UNTIL="),
            *("TZID=", "+9999", "P99999W", "00010101", "99991231T235959Z", "BYDAY=5MO"),
        ]
    ),
    st.text(max_size=4),
)


@settings(max_examples=150, deadline=None)
@given(
    data=st.data(),
    edits=st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 12), PIECES), min_size=1, max_size=6),
    encoding=st.sampled_from(["utf-8", "utf-16", "latin-1"]),
)
def test_whatever_a_file_holds_it_is_read_and_nothing_is_raised(
    data: st.DataObject, edits: list[tuple[int, int, str]], encoding: str
) -> None:
    text = SAMPLE
    for place, gone, piece in edits:
        text = text[:place] + piece + text[place + gone :]
    raw = text.encode(encoding, "replace")
    file = read_text("work", raw[: data.draw(st.integers(0, len(raw)))] if data.draw(st.booleans()) else raw, WINDOW)
    dates = [one for found in file.events for one in found.occurrences]
    assert len(dates) <= 4000 * 8
    assert all(1900 <= one.starts.year <= 2201 and one.starts <= one.ends for one in dates)
    assert file.dropped <= file.total
    assert all(problem.line >= 1 for problem in file.problems)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_bytes_that_are_no_calendar_are_read_too(data: bytes) -> None:
    assert read_text("work", data, WINDOW).events == ()
