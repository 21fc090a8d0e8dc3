"""The plan over the store: what is gathered for it, what becomes of it, and that it stays as it was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rhythm.domain.absences import AbsenceKind
from rhythm.domain.meetings import Meeting, MeetingState
from rhythm.domain.people import Person, PersonId, Relation
from rhythm.domain.plan.values import Change, Proposal, Slot, Why
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.service import Rhythm
from rhythm.service.plan_views import PlanView
from rhythm.settings import Settings
from rhythm.settings.schema import Planner
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.conftest import FRIDAY
from tests.storage.dumps import dump

MONDAY = dt.date(2026, 11, 23)


def day(ahead: int) -> dt.date:
    return FRIDAY + dt.timedelta(days=ahead)


def place(one: Proposal) -> tuple[PersonId, str, dt.date, int | None]:
    return one.person_id, one.period, one.day, one.start


def of(view: PlanView, person: Person) -> Proposal:
    return next(one for one in view.proposals if one.person_id == person.id)


def with_settings(org: Org, db: Database, clock: FixedClock, **planner: object) -> Rhythm:
    chosen = Settings()._replace(planner=Planner()._replace(**planner))  # type: ignore[arg-type]
    return Rhythm(db, clock, chosen)


def test_what_a_plan_must_keep_to_is_what_the_settings_say(org: Org, db: Database, clock: FixedClock) -> None:
    plans = with_settings(org, db, clock, freeze_days=3, meetings_per_day=2, meetings_per_week=5).plans
    limits = plans.view().gathered.request.limits
    assert (limits.freeze_days, limits.per_day, limits.per_week) == (3, 2, 5)


def test_everybody_with_a_cadence_is_proposed_or_listed_with_the_reason(org: Org) -> None:
    view = org.rhythm.plans.view(weeks=6)
    seen = {one.person_id for one in view.proposals} | {one.person_id for one in view.unplaced}
    assert seen == {person.id for person in (org.dana, org.ilya, org.noor, org.chris_a, org.chris_m)}
    assert view.unplaced == ()
    assert all(one.change is Change.NEW and one.day >= MONDAY and one.start is not None for one in view.proposals)
    assert {one.reason for one in view.proposals if one.day < day(10)} >= {"never met"}


def test_one_after_the_other_is_accepted_and_the_rest_stays(org: Org) -> None:
    plans = org.rhythm.plans
    while chosen := plans.view().to_accept:
        before = {place(one) for one in plans.view().proposals}
        accepted = plans.accept(plans.view(), chosen[:1])
        assert [(one.person_id, one.day) for one in accepted.planned] == [(chosen[0].person_id, chosen[0].day)]
        assert {place(one) for one in plans.view().proposals} == before
    assert plans.view().diff.new == 0


def test_the_whole_plan_is_one_action_and_undo_restores_it_byte_for_byte(org: Org, db: Database) -> None:
    view = org.rhythm.plans.view()
    before = dump(db)
    accepted = org.rhythm.plans.accept(view)
    assert len(accepted.planned) == len(view.to_accept) > 4
    assert org.rhythm.undoable()[0].label == f"accept {len(view.to_accept)} meetings"
    org.rhythm.undo()
    assert dump(db) == before
    assert org.rhythm.plans.view().plan == view.plan


def test_accepting_twice_adds_nothing(org: Org, db: Database) -> None:
    plans = org.rhythm.plans
    plans.accept(plans.view())
    before = dump(db)
    assert plans.view().to_accept == ()
    assert plans.accept(plans.view()).planned == ()
    assert dump(db) == before


def test_the_same_plan_is_made_twice_also_by_another_program(org: Org, db: Database, clock: FixedClock) -> None:
    first = org.rhythm.plans.view().plan
    assert org.rhythm.plans.view().plan is first, "nothing changed: it is not made anew"
    assert Rhythm(db, clock, Settings()).plans.view().plan == first


def test_a_moved_meeting_stays_where_it_was_put_and_changes_no_other(org: Org) -> None:
    plans = org.rhythm.plans
    plans.accept(plans.view())
    before = {one.meeting_id: place(one) for one in plans.view().proposals}
    dana = of(plans.view(), org.dana)
    moved = plans.move(dana.meeting_id or 0, dana.day + dt.timedelta(days=1), "14:00")
    assert (moved.hint, moved.meeting.pinned, moved.meeting.moved) == ("", False, 1)
    after = {one.meeting_id: place(one) for one in plans.view().proposals}
    assert plans.view().to_accept == ()
    assert {number: at for number, at in after.items() if before[number] != at}.keys() == {dana.meeting_id}


def test_a_proposal_is_put_elsewhere_and_stands_for_the_same_period(org: Org) -> None:
    plans = org.rhythm.plans
    noor = of(plans.view(weeks=6), org.noor)
    moved = plans.put(noor, day(6), "15:30")
    assert (moved.meeting.day, moved.meeting.start, moved.meeting.period) == (day(6), "15:30", noor.period)
    assert of(plans.view(weeks=6), org.noor).meeting_id == moved.meeting.id


def test_a_rule_is_broken_with_a_word_and_the_meeting_is_pinned_there(org: Org) -> None:
    plans = org.rhythm.plans
    plans.accept(plans.view())
    dana, ilya = of(plans.view(), org.dana), of(plans.view(), org.ilya)
    moved = plans.put(dana, day(8), "10:00")
    assert (moved.hint, moved.meeting.pinned) == ("outside working hours on Sat 28 Nov", True)
    assert of(plans.view(), org.dana).day == day(8)
    org.rhythm.undo()
    assert (of(plans.view(), org.dana), plans.view().pinned(of(plans.view(), org.dana))) == (dana, False)
    taken = plans.put(dana, ilya.day, plans.view().gathered.stored[ilya.meeting_id].start)  # type: ignore[index]
    assert taken.hint.startswith("taken on")


@pytest.mark.parametrize(
    ("prepare", "at", "said"),
    [
        (lambda org: None, -1, "has passed"),
        (lambda org: org.rhythm.absences.add(None, day(5), day(6)), 5, "you are away on Wed 25 Nov"),
        (lambda org: org.rhythm.absences.add(org.dana.id, day(5), day(6)), 6, "the other side is away on Thu 26 Nov"),
        (lambda org: org.rhythm.people.edit(org.dana.id, last_day=day(5)), 6, "has left by Thu 26 Nov"),
        (lambda org: org.rhythm.people.edit(org.dana.id, started_on=day(9)), 6, "is not here yet on Thu 26 Nov"),
    ],
)
def test_what_is_impossible_is_refused_and_changes_nothing(
    org: Org, db: Database, prepare: Callable[[Org], object], at: int, said: str
) -> None:
    dana = of(org.rhythm.plans.view(), org.dana)
    prepare(org)
    before = dump(db)
    with pytest.raises(RhythmError, match=said) as refused:
        org.rhythm.plans.put(dana, day(at), "10:00")
    assert refused.value.hint
    assert dump(db) == before


def test_only_what_is_planned_is_moved_by_its_number(org: Org) -> None:
    plans = org.rhythm.plans
    held = org.rhythm.planner.hold(org.dana.id)
    with pytest.raises(RhythmError, match="held already"):
        plans.move(held.id, day(5))
    with pytest.raises(NotFound):
        plans.move(999, day(5))
    with pytest.raises(NotFound):
        plans.meeting("tuesday")
    assert plans.meeting(held.uid) == held


def test_what_is_pinned_stays_although_the_calendar_takes_its_time(org: Org, db: Database) -> None:
    plans = org.rhythm.plans
    # Beyond what is near: that would stay anyway.
    later = [one for one in plans.view().proposals if one.day > day(7)]
    dana, ilya = (next(one for one in later if one.person_id == who.id) for who in (org.dana, org.ilya))
    pinned = plans.pin(plans.view(), dana)
    other = plans.accept(plans.view(), [ilya]).planned[0]
    assert (pinned.pinned, other.pinned) == (True, False)
    for meeting in (pinned, other):
        fill(db, meeting)
    changes = {one.meeting_id: one.change for one in plans.view().proposals}
    assert (changes[pinned.id], changes[other.id]) == (Change.KEPT, Change.MOVED)
    assert [one.meeting_id for one in plans.view().plan.clashes] == [pinned.id]
    plans.pin_meeting(pinned.id, pinned=False)
    assert {one.meeting_id: one.change for one in plans.view().proposals}[pinned.id] is Change.MOVED


def fill(db: Database, meeting: Meeting) -> None:
    """Something else stands in the calendar at the time of a meeting."""
    start = f"{meeting.day}T{meeting.start}:00+00:00"
    with db.action("calendar"):
        db.insert(
            "calendar_event",
            calendar="work",
            uid_hash=str(meeting.id),
            day=str(meeting.day),
            starts=start,
            ends=f"{meeting.day}T{int((meeting.start or '')[:2]) + 1:02}:00:00+00:00",
            all_day=0,
            busy="hard",
        )


def test_what_is_skipped_is_not_proposed_again_for_its_period(org: Org) -> None:
    plans = org.rhythm.plans
    dana, noor = of(plans.view(), org.dana), of(plans.view(weeks=6), org.noor)
    assert plans.skip(dana, "release week").state is MeetingState.SKIPPED
    plans.accept(plans.view(weeks=6), [noor])
    assert plans.skip(of(plans.view(weeks=6), org.noor), "both travelling").reason == "both travelling"
    later = plans.view(weeks=6)
    assert dana.period not in [one.period for one in later.proposals if one.person_id == org.dana.id]
    assert org.noor.id not in [one.person_id for one in later.proposals if one.period == noor.period]
    for proposal in (of(later, org.dana), of(later, org.ilya)):
        with pytest.raises(BadInput, match="is empty"):
            plans.skip(proposal, "  ")


def test_a_meeting_made_by_hand_is_named_that_lies_before_the_day_until_which_somebody_is_put_off(org: Org) -> None:
    made = org.rhythm.planner.plan(org.dana.id, day(14))
    assert org.rhythm.plans.snooze(org.dana.id, day(14)) is None
    assert org.rhythm.plans.snooze(org.dana.id, day(15)) == made


def test_who_is_snoozed_is_neither_proposed_nor_due(org: Org) -> None:
    plans = org.rhythm.plans
    plans.snooze(org.dana.id, day(14))
    assert all(one.day >= day(14) for one in plans.view(weeks=6).proposals if one.person_id == org.dana.id)
    with pytest.raises(BadInput):
        plans.snooze(org.dana.id, FRIDAY)


def test_who_has_no_place_is_listed_with_the_reason_before_and_after(org: Org) -> None:
    plans = org.rhythm.plans
    org.rhythm.absences.add(org.dana.id, day(1), day(60), AbsenceKind.LEAVE)
    org.rhythm.absences.add(org.noor.id, day(1), day(60))
    for _ in range(2):
        whys = {(one.person_id, one.why) for one in plans.view().unplaced}
        assert {(org.dana.id, Why.AWAY), (org.noor.id, Why.AWAY)} <= whys
        plans.accept(plans.view())


def test_a_vacation_gives_up_what_it_makes_impossible_and_moves_what_it_can(org: Org, db: Database) -> None:
    plans = org.rhythm.plans
    plans.accept(plans.view(weeks=4))
    before = dump(db)
    org.rhythm.absences.add(None, day(3), day(9))
    view = plans.view(weeks=4)
    assert view.diff.impossible > 0
    assert all(not day(3) <= one.day <= day(9) for one in view.proposals)
    accepted = plans.accept(view)
    assert accepted.given_up == view.diff.impossible
    after = plans.view(weeks=4)
    assert (after.diff.moved, after.diff.new, after.diff.impossible) == (0, 0, 0)
    skipped = [one for one in org.rhythm.planner.meetings_between(day(3), day(9)) if one.state is MeetingState.SKIPPED]
    assert skipped
    assert {one.reason.split(" in ")[0] for one in skipped} == {"you are away"}
    org.rhythm.undo()
    org.rhythm.undo()
    assert dump(db) == before


def test_the_slot_of_a_series_is_chosen_once(org: Org, clock: FixedClock) -> None:
    plans = org.rhythm.plans
    dana = plans.accept(plans.view(), [of(plans.view(), org.dana)]).planned[0]
    stored = org.rhythm.people.person(org.dana.id)
    assert stored is not None
    assert stored.standing == f"{dana.day:%a} {dana.start}".lower()
    org.rhythm.people.edit(org.dana.id, preferred="fri 16:00")
    clock.forward(7)
    again = plans.view(day(10))
    assert (of(again, org.dana).day, of(again, org.dana).start) == (dana.day + dt.timedelta(weeks=1), 540)


def test_without_a_wish_a_series_goes_on_at_its_usual_time(org: Org) -> None:
    org.rhythm.planner.plan(org.dana.id, FRIDAY, start="11:00")
    view = org.rhythm.plans.view(MONDAY)
    attendee = next(one for one in view.gathered.request.attendees if one.person_id == org.dana.id)
    assert attendee.preferred == Slot(4, 660)
    org.rhythm.people.edit(org.dana.id, preferred="tue")
    view = org.rhythm.plans.view(MONDAY)
    assert next(one for one in view.proposals if one.person_id == org.dana.id and one.day >= MONDAY).day.weekday() == 1


def test_what_was_planned_by_hand_next_week_does_not_push_the_series_from_its_usual_time(org: Org) -> None:
    org.rhythm.planner.plan(org.dana.id, day(4), start="11:00")
    dana = [one for one in org.rhythm.plans.view().proposals if one.person_id == org.dana.id]
    assert [(one.day, one.start, one.change) for one in dana] == [
        (day(4), 660, Change.KEPT),
        (day(11), 660, Change.NEW),
    ]


def test_holidays_of_each_side_are_kept_and_computed_once(
    org: Org, db: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rhythm = with_settings(org, db, clock, country="DE-BY")
    rhythm.people.edit(org.dana.id, country="US")
    asked: list[tuple[str, int]] = []

    def computed(country: str, year: int) -> dict[dt.date, str]:
        asked.append((country, year))
        return {"US": {dt.date(2026, 11, 26): "Thanksgiving"}, "DE-BY": {dt.date(2026, 11, 27): "Feast"}}[country]

    monkeypatch.setattr("rhythm.interop.public_holidays.public_holidays", computed)
    request = rhythm.plans.view(weeks=1).gathered.request
    working = {one.person_id: one.working for one in request.attendees}
    assert working[org.dana.id].holidays == {dt.date(2026, 11, 26)}
    assert working[org.ilya.id].holidays == request.director.working.holidays == {dt.date(2026, 11, 27)}
    assert rhythm.plans.view(weeks=1).gathered.holidays[dt.date(2026, 11, 27)] == "Feast"
    years = {year for _, year in asked}
    assert sorted(asked) == sorted((country, year) for country in ("US", "DE-BY") for year in years)
    asked.clear()
    with_settings(org, db, clock, country="DE-BY").plans.view(weeks=1)
    assert asked == []


def test_a_country_in_the_settings_that_is_none_is_said_and_stops_nobody(
    org: Org, db: Database, clock: FixedClock
) -> None:
    view = with_settings(org, db, clock, country="ZZ").plans.view()
    assert view.gathered.notes[0].startswith("public holidays of ZZ are not known")
    assert view.proposals


def test_a_real_country_keeps_its_days_free(org: Org, db: Database, clock: FixedClock) -> None:
    rhythm = with_settings(org, db, clock, country="US")
    days = {one.day for one in rhythm.plans.view(weeks=2).proposals}
    assert dt.date(2026, 11, 26) not in days, "Thanksgiving"
    assert days


def test_settings_say_when_there_is_room(org: Org, db: Database, clock: FixedClock) -> None:
    blocks = {"tue": "09:00-17:30", "wed": "09:00-12:00"}
    rhythm = with_settings(
        org, db, clock, working_days="tue,wed,thu", working_hours="09:00-12:00, 13:00-15:00", no_meetings=blocks,
        meetings_per_day=1, slot_minutes="60",
    )  # fmt: skip
    proposals = rhythm.plans.view(weeks=4).proposals
    assert proposals
    assert {one.day.weekday() for one in proposals} <= {2, 3}
    assert all((one.start or 0) >= 13 * 60 for one in proposals if one.day.weekday() == 2)
    assert all((one.start or 0) % 60 == 0 for one in proposals)
    assert len({one.day for one in proposals}) == len(proposals)


def test_a_person_is_met_in_hours_and_for_a_time_of_their_own(org: Org) -> None:
    org.rhythm.people.edit(org.dana.id, zone="America/New_York", hours="09:00-12:00", minutes=45)
    proposals = [one for one in org.rhythm.plans.view(weeks=4).proposals if one.person_id == org.dana.id]
    assert proposals
    # Nine in New York is two in the afternoon in UTC.
    assert all(14 * 60 <= (one.start or 0) <= 16 * 60 + 15 and one.minutes == 45 for one in proposals)


def test_who_came_to_report_to_me_joined_on_that_day_and_others_did_not(org: Org, clock: FixedClock) -> None:
    me = org.rhythm.people.me()
    assert me is not None
    clock.forward(3)
    org.rhythm.people.edit(org.noor.id, manager_id=me.id)
    joined = {one.person_id: one.joined_circle for one in org.rhythm.plans.view().gathered.request.attendees}
    assert joined[org.noor.id] == MONDAY
    assert joined[org.dana.id] is None


def test_misses_in_a_row_and_a_missed_quarter_are_known(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    for ahead in (0, 7):
        clock.day = day(ahead)
        planner.close_planned(planner.plan(org.dana.id, clock.day).id, MeetingState.MISSED)
    planner.close_planned(planner.plan(org.noor.id, clock.day).id, MeetingState.MISSED)
    planner.hold(org.ilya.id)
    clock.day = dt.date(2027, 1, 11)
    attendees = {one.person_id: one for one in org.rhythm.plans.view().gathered.request.attendees}
    assert (attendees[org.dana.id].missed, attendees[org.ilya.id].missed) == (2, 0)
    assert {number for number, one in attendees.items() if one.owed} == {org.noor.id}


def test_who_has_no_cadence_or_is_archived_is_not_planned(org: Org) -> None:
    stranger = org.rhythm.people.add("Deep Down", relation=Relation.OTHER)
    org.rhythm.people.archive(org.noor.id)
    people = {one.person_id for one in org.rhythm.plans.view().gathered.request.attendees}
    assert people == {org.dana.id, org.ilya.id, org.chris_a.id, org.chris_m.id}
    assert stranger.id not in people


VERBS = st.sampled_from(("accept", "accept one", "put", "pin", "skip", "snooze", "away", "later", "hold"))


@settings(deadline=None, max_examples=40)
@example([("hold", 0, 0), ("put", 17, 1)])
@given(st.lists(st.tuples(VERBS, st.integers(0, 30), st.integers(0, 30)), max_size=6))
def test_whatever_was_done_accepting_is_idempotent_and_undone_byte_for_byte(steps: list[tuple[str, int, int]]) -> None:
    clock = FixedClock(FRIDAY)
    db = memory_store(clock)
    org = Org(Rhythm(db, clock, Settings()))
    for verb, one, two in steps:
        with_step(org, clock, verb, one, two)
    plans, before = org.rhythm.plans, dump(db)
    view = plans.view()
    plans.accept(view)
    accepted = dump(db)
    plans.accept(plans.view())
    assert dump(db) == accepted
    if accepted != before:
        org.rhythm.undo()
    assert dump(db) == before
    assert plans.view().plan == view.plan
    db.close()


def with_step(org: Org, clock: FixedClock, verb: str, one: int, two: int) -> None:
    """Something that a director may do with a plan; what the rules refuse changes nothing."""
    plans = org.rhythm.plans
    view = plans.view()
    chosen = view.proposals[one % len(view.proposals)] if view.proposals else None
    person = (org.dana, org.ilya, org.noor, org.chris_a, org.chris_m)[one % 5]
    try:
        if verb == "accept":
            plans.accept(view)
        elif verb == "snooze":
            plans.snooze(person.id, clock.day + dt.timedelta(days=two))
        elif verb == "away":
            who = person.id if two % 2 else None
            org.rhythm.absences.add(who, clock.day + dt.timedelta(days=one), clock.day + dt.timedelta(days=one + two))
        elif verb == "later":
            clock.forward(one % 9)
        elif verb == "hold":
            org.rhythm.planner.hold(person.id)
        elif chosen is None:
            return
        elif verb == "accept one":
            plans.accept(view, [chosen])
        elif verb == "put":
            plans.put(chosen, clock.day + dt.timedelta(days=two), f"{8 + one % 10:02}:30")
        elif verb == "pin":
            plans.pin(view, chosen)
        else:
            plans.skip(chosen, "travelling")
    except RhythmError:
        return


def test_a_plan_is_not_made_again_for_what_changes_nothing_in_it(org: Org) -> None:
    before = org.rhythm.plans.view()
    org.escalate("the release date moved", 0)
    again = org.rhythm.plans.view()
    assert again is not before
    assert again.plan is before.plan
    org.rhythm.planner.hold(org.dana.id, FRIDAY)
    assert org.rhythm.plans.view().plan is not before.plan
