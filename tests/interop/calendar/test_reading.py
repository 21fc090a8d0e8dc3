"""What calendars hold, whoever wrote them and however badly."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rhythm.errors import BadInput
from rhythm.interop.calendar import reading
from rhythm.interop.calendar.reading import read_calendar, read_text
from rhythm.interop.calendar.values import Busy, Window
from rhythm.interop.tables import Severity
from tests.interop.calendar.writing import BERLIN, WINDOW, calendar, event, messages, only, read, times


def test_an_event_is_read_with_its_title_people_and_time() -> None:
    file = read(
        event(
            "SUMMARY:1:1 Dana\\, weekly",
            "ATTENDEE;CN=Dana Okoye;PARTSTAT=ACCEPTED:mailto:Dana@Acme.example",
            'ATTENDEE;CUTYPE=ROOM;CN="Room 4: quiet":mailto:room4@acme.example',
            "ORGANIZER;CN=Robin:mailto:robin@acme.example",
        ),
        header="X-WR-CALNAME:Work",
    )
    found = only(file)
    assert (file.name, file.total, file.dropped) == ("Work", 1, 0)
    assert (found.title, found.uid) == ("1:1 Dana, weekly", "a@x")
    assert [(guest.address, guest.name, guest.is_person) for guest in found.guests] == [
        ("dana@acme.example", "Dana Okoye", True),
        ("room4@acme.example", "Room 4: quiet", False),
        ("robin@acme.example", "Robin", True),
    ]
    (one,) = found.occurrences
    assert (one.recurrence, one.minutes, one.busy) == ("", 30, Busy.HARD)
    assert one.starts == dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


def test_of_endless_titles_names_and_guests_the_beginning_is_read() -> None:
    guests = [f"ATTENDEE;CN={'n' * 501}:mailto:{number}@acme.example" for number in range(301)]
    file = read(event(f"SUMMARY:{'t' * 501}", *guests), header=f"X-WR-CALNAME:{'c' * 81}")
    found = only(file)
    assert (file.name, found.title) == ("c" * 80, "t" * 500)
    assert (len(found.guests), found.guests[-1].address) == (300, "299@acme.example")
    assert {guest.name for guest in found.guests} == {"n" * 500}


@pytest.mark.parametrize(("year", "told"), [(1899, True), (1900, False), (2200, False), (2201, True)])
def test_an_event_lies_in_the_years_1900_to_2200(year: int, *, told: bool) -> None:
    file = read(event(start=f"DTSTART:{year}0615T090000Z"))
    assert any("outside the years 1900 to 2200" in message for _, message in messages(file)) is told


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_usual_encoding_is_read(encoding: str) -> None:
    data = calendar(event("SUMMARY:Besprechung mit Jörg")).encode(encoding)
    assert only(read_text("work", data, WINDOW)).title == "Besprechung mit Jörg"


def test_folded_lines_are_joined_and_a_stray_line_is_told_and_goes_on_with_the_one_before() -> None:
    file = read(event("SUMMARY:Planning of\r\n  the year", "DESCRIPTION:first\r\nsecond line of it"))
    assert only(file).title == "Planning of the year"
    assert messages(file) == [(10, "this line is none of a calendar; it was taken as part of the one before")]
    assert file.problems[0].severity is Severity.WARNING


@pytest.mark.parametrize(
    ("start", "utc"),
    [
        ("DTSTART;TZID=Europe/Berlin:20261124T100000", "2026-11-24 09:00"),
        ("DTSTART;TZID=W. Europe Standard Time:20261124T100000", "2026-11-24 09:00"),
        ("DTSTART;TZID=/mozilla.org/20050126_1/Europe/Berlin:20261124T100000", "2026-11-24 09:00"),
        ('DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome":20261124T100000', "2026-11-24 09:00"),
        ("DTSTART;TZID=(UTC-05:00) Eastern Time (US & Canada):20261124T040000", "2026-11-24 09:00"),
        ("DTSTART;TZID=tzone://Microsoft/Utc:20261124T090000", "2026-11-24 09:00"),
        ("DTSTART;TZID=GMT+0200:20261124T110000", "2026-11-24 09:00"),
        ("DTSTART;TZID=Europe-Berlin:20261124T100000", "2026-11-24 09:00"),
        ("DTSTART:20261124T090000Z", "2026-11-24 09:00"),
        ("DTSTART:20261124T100000", "2026-11-24 09:00"),
    ],
)
def test_zones_are_known_by_every_name_that_calendars_give_them(start: str, utc: str) -> None:
    file = read(event(start=start))
    assert times(file) == [utc]
    assert not file.problems


def test_an_unknown_zone_is_the_calendars_own_and_told() -> None:
    file = read(event(start="DTSTART;TZID=Narnia:20261124T100000"), header="X-WR-TIMEZONE:America/New_York")
    assert times(file) == ["2026-11-24 15:00"]
    assert messages(file) == [(4, "the time zone “Narnia” is not known; the calendar's own was taken")]


ZONE = """BEGIN:VTIMEZONE\r
TZID:Customized Time Zone\r
X-ODD:1\r
BEGIN:STANDARD\r
DTSTART:16010101T000000\r
TZOFFSETFROM:{0}\r
TZOFFSETTO:{0}\r
END:STANDARD\r
END:VTIMEZONE"""


def test_a_zone_that_a_file_defines_ends_with_that_file() -> None:
    meeting = event(start="DTSTART;TZID=Customized Time Zone:20261124T100000")
    assert times(read(ZONE.format("+0100"), meeting)) == ["2026-11-24 09:00"]
    assert times(read(ZONE.format("-0500"), meeting)) == ["2026-11-24 15:00"]
    assert times(read(meeting)) == ["2026-11-24 09:00"], "without it, the zone of whoever reads"


def test_a_known_name_wins_over_the_files_own_definition() -> None:
    wrong = ZONE.format("+0900").replace("Customized Time Zone", "Europe/Berlin")
    assert times(read(wrong, event(start="DTSTART;TZID=Europe/Berlin:20261124T100000"))) == ["2026-11-24 09:00"]


def test_an_end_without_zone_has_that_of_the_beginning() -> None:
    file = read(event("DTEND:20261124T110000", start="DTSTART;TZID=America/New_York:20261124T100000"))
    assert only(file).occurrences[0].minutes == 60


@pytest.mark.parametrize(
    ("line", "busy"),
    [
        ("STATUS:TENTATIVE", Busy.SOFT),
        ("TRANSP:TRANSPARENT", Busy.FREE),
        ("X-MICROSOFT-CDO-BUSYSTATUS:FREE", Busy.FREE),
        ("X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE", Busy.SOFT),
        ("ATTENDEE;PARTSTAT=TENTATIVE:mailto:me@acme.example", Busy.SOFT),
        ("ATTENDEE;PARTSTAT=DECLINED:mailto:dana@acme.example", Busy.HARD),
        ("CLASS:PRIVATE", Busy.HARD),
    ],
)
def test_what_takes_time_and_what_does_not(line: str, busy: Busy) -> None:
    file = read(event(line), own=frozenset({"me@acme.example"}))
    assert only(file).occurrences[0].busy is busy


@pytest.mark.parametrize(
    "line", ["STATUS:CANCELLED", "SUMMARY:Canceled: 1:1", "ATTENDEE;PARTSTAT=DECLINED:mailto:me@acme.example"]
)
def test_what_was_called_off_or_declined_by_me_does_not_take_place(line: str) -> None:
    file = read(event(line), own=frozenset({"me@acme.example"}))
    assert (times(file), file.cancelled, file.total, file.dropped) == ([], 1, 1, 0)


@pytest.mark.parametrize(
    ("title", "more", "busy"),
    [
        ("Release day", "", Busy.FREE),
        ("Urlaub", "", Busy.HARD),
        ("Lisbon", "X-MICROSOFT-CDO-BUSYSTATUS:OOF", Busy.HARD),
        ("Holiday party", "", Busy.FREE),
        ("OOO", "TRANSP:TRANSPARENT", Busy.FREE),
    ],
)
def test_a_whole_day_takes_time_only_when_somebody_is_away(title: str, more: str, busy: Busy) -> None:
    file = read(event(f"SUMMARY:{title}", *filter(None, [more]), start="DTSTART;VALUE=DATE:20261124"))
    (one,) = only(file).occurrences
    assert (one.all_day, one.busy, one.starts, one.ends) == (
        True,
        busy,
        dt.date(2026, 11, 24),
        dt.date(2026, 11, 25),
    )


def test_outlooks_whole_day_is_a_day_though_it_is_written_with_hours() -> None:
    file = read(
        event(
            "DTEND;TZID=Europe/Berlin:20261126T000000",
            "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
            start="DTSTART;TZID=Europe/Berlin:20261124T000000",
        )
    )
    (one,) = only(file).occurrences
    assert (one.starts, one.ends) == (dt.date(2026, 11, 24), dt.date(2026, 11, 26))


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (["DTEND:20261124T1"], "DTEND can't be read"),
        (["DURATION:tomorrow"], "the length of the event can't be read"),
        (["RRULE:FREQ=SECONDLY"], "the event repeats more than once a day, or by no rule that is known"),
        (["RRULE:FREQ=DAILY;INTERVAL=0"], "the event repeats after no time at all"),
        (["RRULE:FREQ=DAILY;BYSETPOS=5"], "the rule by which the event repeats names a day that never comes"),
        (["RRULE:FREQ=NEVER"], "the rule by which the event repeats can't be read"),
        (["RRULE:FREQ=DAILY;COUNT=9000"], "the event takes place more than 4000 times"),
        (["RRULE:FREQ=DAILY;BYHOUR=9,10,11"], "the event repeats more than once a day, or by no rule that is known"),
    ],
)
def test_one_bad_event_costs_itself_and_is_told_by_its_line(bad: list[str], message: str) -> None:
    start = "DTSTART:20080101T090000Z" if "COUNT" in bad[0] else "DTSTART:20261124T090000Z"
    file = read(event(uid="good@x"), event(*bad, uid="bad@x", start=start))
    assert (file.total, file.dropped, file.doubtful) == (2, 1, frozenset({"bad@x"}))
    assert [found.uid for found in file.events] == ["good@x"]
    assert messages(file) == [(8, message)]
    assert file.problems[0].severity is Severity.ERROR
    assert not file.cut_off


@pytest.mark.parametrize("start", ["DTSTART:18500101T090000Z", "DTSTART:99990101T090000Z", "DTSTART:soon", "X-NO:1"])
def test_an_event_at_no_possible_time_is_told(start: str) -> None:
    file = read(event(start=start), event(uid="good@x"))
    assert (file.dropped, [found.uid for found in file.events]) == (1, ["good@x"])
    assert [problem.line for problem in file.problems] == [3]


def test_a_file_that_breaks_off_says_so_and_what_was_whole_is_used() -> None:
    text = calendar(event(uid="good@x"), event(uid="bad@x")).partition("UID:bad@x")[0]
    file = read_text("work", text.encode(), WINDOW)
    assert file.cut_off
    assert [found.uid for found in file.events] == ["good@x"]
    assert (1, "the file ends in the middle; it may lack events") in messages(file)


def test_several_calendars_and_events_outside_of_any_are_all_read() -> None:
    text = calendar(event(uid="a")) + event(uid="b") + "\r\n" + calendar(event(uid="c"))
    assert {found.uid for found in read_text("work", text.encode(), WINDOW).events} == {"a", "b", "c"}


def test_an_event_without_uid_is_the_same_one_next_time() -> None:
    text = event("SUMMARY:Standup").replace("UID:a@x\r\n", "")
    first, again = only(read(text)).uid, next(e.uid for e in read(event(uid="z"), text).events if e.uid != "z")
    assert first == again


def test_a_folder_is_one_calendar(tmp_path: Path) -> None:
    for uid in ("a", "b"):
        (tmp_path / f"{uid}.ics").write_text(calendar(event(uid=uid)), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no calendar", encoding="utf-8")
    file = read_calendar(tmp_path, WINDOW)
    assert ({found.uid for found in file.events}, file.name, file.total) == ({"a", "b"}, tmp_path.name, 2)
    (tmp_path / "displayname").write_text("Work\n", encoding="utf-8")
    assert read_calendar(tmp_path, WINDOW).name == "Work"


def test_a_stray_older_copy_in_a_folder_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_text(calendar(event(sequence="3")), encoding="utf-8")
    (tmp_path / "b.ics").write_text(calendar(event(start="DTSTART:20261125T090000Z")), encoding="utf-8")
    assert times(read_calendar(tmp_path, WINDOW)) == ["2026-11-24 09:00"]


def test_a_second_download_has_the_name_of_the_first(tmp_path: Path) -> None:
    for name in ("work.ics", "work (2).ics"):
        (tmp_path / name).write_text(calendar(event()), encoding="utf-8")
        assert read_calendar(tmp_path / name, WINDOW).name == "work"


def test_what_is_no_calendar_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="there is no file"):
        read_calendar(tmp_path / "gone.ics", WINDOW)
    with pytest.raises(BadInput, match=r"holds no \.ics files"):
        read_calendar(tmp_path, WINDOW)
    path = tmp_path / "a.ics"
    path.write_text("hello", encoding="utf-8")
    with pytest.raises(BadInput, match="holds no calendar"):
        read_calendar(path, WINDOW)
    monkeypatch.setattr(reading, "LARGEST_MIB", 0)
    for large in (path, tmp_path):
        with pytest.raises(BadInput, match="larger than 0 MiB"):
            read_calendar(large, WINDOW)


def test_only_what_touches_the_window_is_kept() -> None:
    window = Window(dt.date(2026, 11, 24), dt.date(2026, 11, 24), BERLIN)
    file = read(
        event(uid="before", start="DTSTART:20261123T220000Z"),
        event(uid="late in the evening there", start="DTSTART:20261123T233000Z"),
        event("DTEND:20261124T010000Z", uid="reaches into it", start="DTSTART:20261101T090000Z"),
        event(uid="after", start="DTSTART:20261124T233000Z"),
        window=window,
    )
    with_times = {found.uid for found in file.events if found.occurrences}
    assert with_times == {"late in the evening there", "reaches into it"}


def test_how_far_the_reading_is_can_be_followed_and_ended_at_any_event(tmp_path: Path) -> None:
    path = tmp_path / "work.ics"
    path.write_text(calendar(*(event(uid=str(number)) for number in range(5))), encoding="utf-8", newline="")
    heard: list[int] = []
    whole = read_calendar(path, WINDOW, heed=heard.append)
    assert (heard, len(whole.events)) == ([1, 2, 3, 4, 5, *[5] * 5], 5)

    def enough(events: int) -> None:
        if events == 3:
            raise LookupError

    with pytest.raises(LookupError):
        read_calendar(path, WINDOW, heed=enough)
