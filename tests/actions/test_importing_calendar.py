"""A calendar brought in: asked about once, followed ever after, and never booked by itself."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rhythm.actions.meetings import move_meeting
from rhythm.domain.absences import AbsenceKind
from rhythm.domain.calendars import Decision, SeriesKind
from rhythm.domain.meetings import MeetingState
from rhythm.errors import Ambiguous, NotFound, RhythmError
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from tests.actions.desk import Desk, dana
from tests.builders import FixedClock, Org, meetings_of
from tests.interop.calendar.writing import calendar, event
from tests.storage.dumps import dump


@pytest.fixture
def desk(org: Org, tmp_path: Path) -> Desk:
    return Desk(org, tmp_path)


TO_COME = ["11-24 09:00", "12-01 09:00", "12-08 09:00", "12-15 09:00", "12-22 09:00"]


def test_a_match_is_asked_about_once_and_nothing_is_booked_before(desk: Desk, org: Org) -> None:
    report = desk.bring(dana(), event("SUMMARY:Roadmap review"))
    assert (report.events, report.used, report.waiting, report.planned) == (2, 2, 1, 0)
    found = desk.waiting
    assert (found.title, found.person_id, found.kind, found.decision) == (
        "1:1 Dana",
        org.dana.id,
        SeriesKind.MEETING,
        Decision.PENDING,
    )
    assert (found.first, found.times) == (dt.date(2026, 10, 6), 12)
    assert desk.planned() == []
    assert desk.rhythm.planner.last_held() == {}
    assert desk.calendars.past_talks() == ()


def test_a_confirmed_series_is_planned_with_period_start_and_minutes(desk: Desk) -> None:
    desk.bring(dana())
    desk.calendars.confirm(desk.waiting.id)
    assert desk.days() == TO_COME
    first = desk.planned()[0]
    assert (first.person, first.period, first.minutes, first.kind.value) == ("Dana Okoye", "2026-W48", 30, "one_on_one")
    assert desk.calendars.waiting() == ()
    assert desk.bring(dana()).waiting == 0, "it is asked about once"


def test_a_skip_level_stands_for_its_quarter(desk: Desk) -> None:
    desk.bring(event("SUMMARY:Skip-level Noor"))
    desk.calendars.confirm(desk.waiting.id)
    assert [(meeting.kind.value, meeting.period) for meeting in desk.planned()] == [("skip_level", "2026-Q4")]


def test_what_was_held_in_the_quarter_does_not_stand_for_an_event_to_come(desk: Desk, org: Org) -> None:
    first = org.rhythm.planner.plan(org.noor.id, desk.rhythm.today())
    org.rhythm.plans.accept(org.rhythm.plans.view())
    org.rhythm.planner.close_planned(first.id, MeetingState.HELD)
    desk.bring(event("SUMMARY:Skip-level Noor"))
    desk.calendars.confirm(desk.waiting.id)
    assert "11-24 09:00" in [f"{one.day:%m-%d} {one.start}" for one in desk.planned() if one.person_id == org.noor.id]


def test_past_talks_are_proposed_as_held_and_never_booked_by_themselves(desk: Desk, org: Org) -> None:
    org.rhythm.planner.hold(org.dana.id, dt.date(2026, 10, 13))
    desk.bring(dana())
    desk.calendars.confirm(desk.waiting.id)
    talks = desk.calendars.past_talks()
    assert [f"{talk.day:%m-%d}" for talk in talks] == ["11-17", "11-10", "11-03", "10-27", "10-20", "10-06"]
    assert desk.rhythm.planner.last_held()[org.dana.id] == dt.date(2026, 10, 13)
    assert desk.calendars.hold([talks[0].id, talks[1].id]) == 2
    assert desk.calendars.miss([talks[2].id]) == 1
    assert [f"{talk.day:%m-%d}" for talk in desk.calendars.past_talks()] == ["10-27", "10-20", "10-06"]
    held = meetings_of(desk.rhythm.planner, org.dana.id)
    by_day = {meeting.day.isoformat(): meeting for meeting in held}
    newest = by_day["2026-11-17"]
    assert (newest.state, newest.start, newest.minutes) == (MeetingState.HELD, "09:00", 30)
    assert by_day["2026-11-03"].state is MeetingState.MISSED
    assert desk.calendars.hold([talks[0].id]) == 0, "what was answered is not answered again"
    desk.bring(dana())
    assert len(desk.calendars.past_talks()) == 3


def test_the_same_file_again_changes_nothing(desk: Desk, db: Database) -> None:
    """P16: importing twice is importing once, and leaves no action behind."""
    parts = (
        dana(),
        event("SUMMARY:Budget", uid="b"),
        event("SUMMARY:Dana OOO", uid="c", start="DTSTART;VALUE=DATE:20261125"),
    )
    desk.bring(*parts)
    for one in desk.calendars.waiting():
        desk.calendars.confirm(one.id)
    before = dump(db)
    report = desk.bring(*parts)
    assert (report.added, report.changed, report.left, report.planned) == (0, 0, 0, 0)
    assert report.unchanged == 14
    assert dump(db) == before


def test_a_move_in_the_calendar_moves_the_meeting(desk: Desk) -> None:
    desk.bring(dana())
    desk.calendars.confirm(desk.waiting.id)
    moved = event("RECURRENCE-ID:20261201T090000Z", uid="dana@x", start="DTSTART:20261203T140000Z")
    report = desk.bring(dana(), moved)
    assert (report.changed, report.moved, report.added, report.left) == (1, 1, 0, 0)
    assert desk.days() == ["11-24 09:00", "12-03 14:00", *TO_COME[2:]]
    assert [meeting.moved for meeting in desk.planned()] == [0, 1, 0, 0, 0]
    assert {meeting.period for meeting in desk.planned()} == {f"2026-W{week}" for week in range(48, 53)}


def test_a_meeting_that_was_moved_here_stays_until_the_calendar_moves_it(desk: Desk, db: Database) -> None:
    desk.bring(dana())
    desk.calendars.confirm(desk.waiting.id)
    move_meeting(db, desk.planned()[0].id, dt.date(2026, 11, 26))
    desk.bring(dana())
    assert desk.days()[0] == "11-26 09:00"


def test_a_cancellation_takes_the_meeting_out_of_the_plan(desk: Desk) -> None:
    desk.bring(dana())
    desk.calendars.confirm(desk.waiting.id)
    gone = event("RECURRENCE-ID:20261201T090000Z", "STATUS:CANCELLED", uid="dana@x", start="DTSTART:20261201T090000Z")
    report = desk.bring(dana("EXDATE:20261208T090000Z"), gone)
    assert (report.left, report.called_off) == (2, 2)
    assert desk.days() == ["11-24 09:00", *TO_COME[3:]]
    report = desk.bring(dana(status="CANCELLED"))
    assert desk.days() == []
    desk.bring(dana())
    assert desk.days() == TO_COME, "what is decided is remembered"


def test_what_was_held_stays_when_the_calendar_loses_it(desk: Desk, org: Org, clock: FixedClock) -> None:
    desk.bring(dana())
    desk.calendars.confirm(desk.waiting.id)
    clock.forward(4)
    org.rhythm.planner.hold(org.dana.id, dt.date(2026, 11, 24))
    assert desk.bring(event(uid="other")).called_off == 4
    assert org.rhythm.planner.last_held()[org.dana.id] == dt.date(2026, 11, 24)


def test_a_file_that_is_not_whole_removes_nothing(desk: Desk) -> None:
    desk.bring(event("SUMMARY:Budget", uid="a"), dana())
    desk.calendars.confirm(desk.waiting.id)
    refused = desk.bring(event("SUMMARY:Budget", uid="a"), dana(), cut=40)
    assert refused.refused
    assert desk.days() == TO_COME
    report = desk.bring(event("SUMMARY:Budget", uid="a"), dana(), cut=40, keep_going=True)
    assert (report.refused, report.left) == (False, 0)
    assert desk.days() == TO_COME


def test_an_event_that_can_t_be_read_keeps_what_is_known_of_it_and_the_rest_is_imported(desk: Desk) -> None:
    others = [
        event("SUMMARY:Budget", uid=f"{number}", start=f"DTSTART:202611{number}T080000Z") for number in range(23, 28)
    ]
    desk.bring(dana(), *others)
    desk.calendars.confirm(desk.waiting.id)
    report = desk.bring(dana("DTEND:never"), *others[1:])
    assert (report.refused, report.dropped, report.left) == (False, 1, 1)
    assert [(problem.line, problem.message) for problem in report.lines] == [(3, "DTEND can't be read")]
    assert desk.days() == TO_COME


def test_a_file_of_which_much_can_t_be_read_is_refused(desk: Desk, db: Database) -> None:
    before = dump(db)
    parts = (event("DTEND:never", uid="a"), event(uid="b"), event(uid="c"))
    assert desk.bring(*parts).refused
    assert dump(db) == before
    assert not desk.bring(*parts, keep_going=True).refused


def test_a_dry_run_counts_and_stores_nothing(desk: Desk, db: Database) -> None:
    before = dump(db)
    report = desk.bring(dana(), dry_run=True)
    assert (report.added, report.waiting) == (12, 1)
    assert dump(db) == before


def test_an_import_and_a_confirmation_are_one_step_of_undo_each(desk: Desk, db: Database) -> None:
    before = dump(db)
    desk.bring(dana(), event("SUMMARY:Budget", uid="b"))
    imported = dump(db)
    desk.calendars.confirm(desk.waiting.id)
    desk.rhythm.undo()
    assert dump(db) == imported
    desk.rhythm.undo()
    assert dump(db) == before


def test_titles_are_kept_only_of_what_concerns_somebody(desk: Desk, db: Database) -> None:
    desk.bring(event("SUMMARY:Secret merger", uid="secret-uid"), dana(), event("SUMMARY:1:1 Zoe", uid="z"))
    stored = "\n".join(map(str, db.all("SELECT * FROM calendar_event") + db.all("SELECT title FROM calendar_series")))
    text = "\n".join(str(tuple(row)) for row in db.all("SELECT old, new FROM change"))
    assert "Secret" not in text
    assert "secret-uid" not in text
    assert "Secret" not in stored
    (unknown,) = [one for one in desk.calendars.waiting() if one.kind is SeriesKind.OTHER]
    assert (unknown.title, unknown.person_id) == ("1:1 Zoe", None)
    assert desk.calendars.ignore(unknown.id).title == ""


def test_two_of_one_name_are_asked_about_with_both_and_remembered(desk: Desk, org: Org) -> None:
    talk = event("SUMMARY:1:1 Chris", uid="chris@x", start="DTSTART:20261125T090000Z")
    desk.bring(talk)
    found = desk.waiting
    assert found.person_id is None
    assert set(desk.calendars.candidates([found])[found.id]) == {org.chris_a.id, org.chris_m.id}
    with pytest.raises(Ambiguous, match=r"could be with Chris Alder \(Platform\) or Chris Moon \(Growth\)"):
        desk.calendars.confirm(found.id)
    desk.calendars.confirm(found.id, org.chris_m.id)
    desk.bring(talk)
    assert [meeting.person for meeting in desk.planned()] == ["Chris Moon"]


def test_what_is_nothing_stays_so_and_still_takes_its_time(desk: Desk) -> None:
    talk = event("SUMMARY:1:1 Dana", uid="d", start="DTSTART:20261125T090000Z")
    desk.bring(talk)
    desk.calendars.ignore(desk.waiting.id)
    assert desk.bring(talk).waiting == 0
    day = dt.date(2026, 11, 25)
    assert len(desk.calendars.busy_between(day, day)) == 1
    assert desk.planned() == []


def test_a_confirmed_talk_blocks_no_time_beside_its_meeting(desk: Desk) -> None:
    desk.bring(dana(), event(uid="other", start="DTSTART:20261124T120000Z"))
    day = dt.date(2026, 11, 24)
    assert len(desk.calendars.busy_between(day, day)) == 2
    desk.calendars.confirm(desk.waiting.id)
    assert [span.start.hour for span in desk.calendars.busy_between(day, day)] == [12]


def test_a_meeting_that_was_planned_for_the_week_is_the_one_in_the_calendar(desk: Desk, org: Org) -> None:
    mine = org.rhythm.planner.plan(org.dana.id, dt.date(2026, 11, 24), minutes=45)
    desk.bring(dana())
    desk.calendars.confirm(desk.waiting.id)
    first = desk.planned()[0]
    assert (first.id, first.start, first.minutes, first.period) == (mine.id, "09:00", 30, "2026-W48")
    assert len(desk.planned()) == 5


def test_a_skipped_week_is_not_planned_again(desk: Desk, org: Org) -> None:
    desk.bring(dana())
    desk.calendars.confirm(desk.waiting.id)
    org.rhythm.planner.skip(org.dana.id, "both away")
    assert desk.bring(dana()).planned == 0
    assert desk.days() == TO_COME[1:]


def test_another_person_can_be_named_later(desk: Desk, org: Org) -> None:
    desk.bring(dana())
    series = desk.waiting.id
    desk.calendars.confirm(series)
    desk.calendars.confirm(series, org.ilya.id)
    assert {meeting.person for meeting in desk.planned()} == {"Ilya Brandt"}
    assert desk.days() == TO_COME
    desk.calendars.ignore(series)
    assert desk.planned() == []
    with pytest.raises(NotFound, match="no series #99"):
        desk.calendars.confirm(99)


def test_an_address_that_was_new_is_learnt_with_the_person(desk: Desk, org: Org) -> None:
    def with_guest(uid: str) -> str:
        return event("SUMMARY:1:1 Dana", "ATTENDEE;CN=Dana:mailto:dokoye@home.example", uid=uid)

    desk.bring(with_guest("a"))
    assert desk.waiting.address == "dokoye@home.example"
    desk.calendars.confirm(desk.waiting.id)
    known = org.rhythm.people.person(org.dana.id)
    assert known is not None
    assert known.aliases == ("dokoye@home.example",)
    other = event("SUMMARY:Anything", "ATTENDEE:mailto:dokoye@home.example", uid="b")
    desk.bring(with_guest("a"), other)
    assert (desk.waiting.person_id, desk.waiting.reason) == (org.dana.id, "the only other guest")


def test_my_own_address_from_the_settings_makes_two_guests_one(db: Database, clock: FixedClock, tmp_path: Path) -> None:
    settings = Settings()
    mine = settings._replace(director=settings.director._replace(email="Me@acme.example"))
    desk = Desk(Org(Rhythm(db, clock, mine)), tmp_path)
    guests = ("ATTENDEE:mailto:me@acme.example", "ATTENDEE:mailto:dana@acme.example")
    desk.bring(event("SUMMARY:Anything", *guests))
    assert desk.waiting.reason == "the only other guest"
    declined = event("SUMMARY:1:1 Ilya", "ATTENDEE;PARTSTAT=DECLINED:mailto:me@acme.example", uid="b")
    assert desk.bring(declined).cancelled == 1


def test_absences_are_suggested_and_kept_once_confirmed(desk: Desk, org: Org) -> None:
    away = event("SUMMARY:Dana vacation", "DTEND;VALUE=DATE:20261128", uid="v", start="DTSTART;VALUE=DATE:20261125")
    desk.bring(away)
    absences = org.rhythm.absences
    assert absences.coming() == ()
    assert desk.waiting.kind is SeriesKind.ABSENCE
    desk.calendars.confirm(desk.waiting.id)
    (found,) = absences.coming()
    assert (found.person, found.first, found.last, found.kind, found.source) == (
        "Dana Okoye",
        dt.date(2026, 11, 25),
        dt.date(2026, 11, 27),
        AbsenceKind.VACATION,
        "work",
    )
    longer = away.replace("20261128", "20261201")
    desk.bring(longer)
    assert [absence.last for absence in absences.coming()] == [dt.date(2026, 11, 30)]
    desk.bring(event(uid="other"))
    assert absences.coming() == ()


@pytest.mark.parametrize(("ends", "last"), [("20261127T000000", 26), ("20261127T000001", 27)])
def test_an_absence_that_ends_at_midnight_takes_nothing_of_the_day_that_begins_then(
    desk: Desk, org: Org, ends: str, last: int
) -> None:
    desk.bring(event("SUMMARY:Dana vacation", f"DTEND:{ends}", start="DTSTART:20261125T000000"))
    assert (desk.waiting.first, desk.waiting.last) == (dt.date(2026, 11, 25), dt.date(2026, 11, last))
    desk.calendars.confirm(desk.waiting.id)
    (found,) = org.rhythm.absences.coming()
    assert (found.first, found.last) == (dt.date(2026, 11, 25), dt.date(2026, 11, last))


def test_my_own_absence_is_mine(desk: Desk, org: Org) -> None:
    desk.bring(event("SUMMARY:Urlaub", "DTEND;VALUE=DATE:20261128", start="DTSTART;VALUE=DATE:20261125"))
    desk.calendars.confirm(desk.waiting.id)
    me = org.rhythm.people.me()
    assert me is not None
    assert [absence.person_id for absence in org.rhythm.absences.coming()] == [me.id]
    with pytest.raises(RhythmError, match="talk with yourself"):
        desk.bring(dana())
        desk.calendars.confirm(desk.waiting.id, me.id)


def test_what_was_exported_from_here_neither_blocks_nor_is_asked_about(desk: Desk) -> None:
    report = desk.bring(event("SUMMARY:1:1 Dana", uid="7d0f@rhythm.invalid", start="DTSTART:20261124T090000Z"))
    assert (report.own, report.used, report.waiting) == (1, 0, 0)
    day = dt.date(2026, 11, 24)
    assert desk.calendars.busy_between(day, day) == ()


def test_the_same_series_in_a_second_calendar_is_decided_and_planned_once(desk: Desk, tmp_path: Path) -> None:
    desk.bring(dana())
    desk.calendars.confirm(desk.waiting.id)
    path = tmp_path / "home.ics"
    path.write_text(calendar(dana()), encoding="utf-8", newline="")
    report = desk.calendars.import_from(path)
    assert (report.waiting, len(desk.planned())) == (0, 5)


def test_a_folder_of_one_file_an_event_is_imported(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "vdir"
    folder.mkdir()
    (folder / "a.ics").write_text(calendar(dana()), encoding="utf-8", newline="")
    (folder / "b.ics").write_text(calendar(event(uid="b")), encoding="utf-8", newline="")
    report = desk.calendars.import_from(folder)
    assert (report.calendar, report.events, report.waiting) == ("vdir", 2, 1)
