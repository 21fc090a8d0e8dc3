"""One-on-ones: the standing slot, its repair, and what is made up for (rules 1-3, 8, 10; P13, P14)."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.meetings import MeetingId, MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.periods import Week
from rhythm.domain.plan.board import is_series
from rhythm.domain.plan.making import make_plan
from rhythm.domain.plan.values import (
    Absence,
    Attendee,
    Booked,
    Busy,
    Change,
    Director,
    Limits,
    Plan,
    PlanRequest,
    Slot,
    Standing,
    Why,
    Working,
)
from tests.domain.plan.worlds import BERLIN, DAY, ONE, SKIP, WEEK, accepted, changed, instants, midnight

MONDAY = dt.date(2026, 11, 23)
TUESDAY_TEN = Standing(1, 600)
HERE = Working(BERLIN)


def person(number: int = 1, target: int = 7, **fields: object) -> Attendee:
    return Attendee(PersonId(number), ONE, HERE, target)._replace(**fields)  # type: ignore[arg-type]


def planned(*people: Attendee, weeks: int = 2, **fields: object) -> PlanRequest:
    base = PlanRequest(MONDAY, MONDAY, weeks, Director(HERE), people)
    return base._replace(**fields)  # type: ignore[arg-type]


def booked(day: dt.date, start: int | None = 600, number: int = 1, **fields: object) -> Booked:
    year, week, _ = day.isocalendar()
    row = Booked(MeetingId(10 * number + day.day), PersonId(number), ONE, day, start, 30, period=str(Week(year, week)))
    return row._replace(**fields)  # type: ignore[arg-type]


def busy(day: dt.date, first: int, last: int, *, hard: bool = True) -> Busy:
    start, end = (midnight(day) + dt.timedelta(minutes=minute) for minute in (first, last))
    return Busy(start.astimezone(dt.UTC), end.astimezone(dt.UTC), hard)


def with_busy(request: PlanRequest, *spans: Busy) -> PlanRequest:
    return request._replace(director=request.director._replace(busy=spans))


def where(plan: Plan, number: int = 1) -> list[tuple[dt.date, int | None]]:
    return [(one.day, one.start) for one in plan.proposals if one.person_id == number]


@settings(max_examples=60, deadline=None)
@given(
    targets=st.lists(st.sampled_from((7, 14, 21, 28)), min_size=1, max_size=4),
    first=st.dates(dt.date(2026, 1, 1), dt.date(2027, 12, 31)),
)
def test_a_pair_with_no_obstacle_meets_every_so_many_weeks_to_the_day(targets: list[int], first: dt.date) -> None:
    people = [person(number, target) for number, target in enumerate(targets, 1)]
    plan = make_plan(planned(*people, weeks=9, today=first, first=first))
    for one in people:
        days = [day for day, _ in where(plan, one.person_id)]
        assert {(later - day).days for day, later in pairwise(days)} == {one.target}
    assert not plan.unplaced


@settings(max_examples=40, deadline=None)
@given(
    first=st.dates(dt.date(2026, 10, 1), dt.date(2026, 10, 9)) | st.dates(dt.date(2027, 3, 1), dt.date(2027, 3, 12)),
    zone=st.sampled_from(("Europe/Berlin", "Europe/London", "Europe/Athens")),
    target=st.sampled_from((7, 14)),
)
def test_a_standing_slot_keeps_its_wall_clock_time_on_both_sides_of_a_clock_change(
    first: dt.date, zone: str, target: int
) -> None:
    other = Working(ZoneInfo(zone))
    plan = make_plan(planned(person(1, target, working=other), weeks=8, today=first, first=first))
    assert len({one.start for one in plan.proposals}) == 1
    theirs = {instants(one)[0].astimezone(other.zone).time() for one in plan.proposals}
    in_utc = {instants(one)[0].time() for one in plan.proposals}
    assert len(theirs) == 1
    assert len(in_utc) == 2


def test_the_slot_is_the_one_with_fewest_blocked_occurrences() -> None:
    request = with_busy(planned(person()), *(busy(MONDAY + DAY * day, 540, 1050) for day in (0, 1, 2, 4)))
    plan = make_plan(request)
    assert plan.standing == {1: Standing(3, 540)}
    assert where(plan) == [(MONDAY + DAY * 3, 540), (MONDAY + DAY * 10, 540)]


def test_among_equals_the_slot_is_the_wished_one_else_on_the_emptier_day() -> None:
    plan = make_plan(planned(person(1, preferred=Slot(2, 870)), person(2, preferred=Slot(3)), person(3), person(4)))
    slots = plan.standing
    assert slots[PersonId(1)] == Standing(2, 870)
    assert slots[PersonId(2)].weekday == 3
    assert {slots[PersonId(3)].weekday, slots[PersonId(4)].weekday} == {0, 1}


def test_a_tentative_meeting_is_avoided_while_there_is_another_time() -> None:
    days = [busy(MONDAY + DAY * number, 540, 1050, hard=number != 2) for number in range(5)]
    later = [busy(MONDAY + WEEK + DAY * number, 540, 1050, hard=False) for number in (0, 1, 2)]
    plan = make_plan(with_busy(planned(person()), *days, *later))
    assert plan.standing[PersonId(1)].weekday in (3, 4)
    assert where(plan)[0][0] == MONDAY + DAY * 2


def test_a_chosen_slot_is_kept() -> None:
    plan = make_plan(planned(person(standing=TUESDAY_TEN), person(2)))
    assert 1 not in plan.standing
    assert where(plan) == [(MONDAY + DAY, 600), (MONDAY + DAY * 8, 600)]


def test_a_blocked_occurrence_goes_to_the_nearest_time_of_its_day() -> None:
    tuesday = MONDAY + DAY
    plan = make_plan(with_busy(planned(person(standing=TUESDAY_TEN)), busy(tuesday, 570, 690)))
    assert where(plan) == [(tuesday, 540), (tuesday + WEEK, 600)]
    assert [one.note for one in plan.proposals] == ["taken on Tue 24 Nov", ""]


def test_a_blocked_day_sends_it_to_the_nearest_day_of_the_week_and_the_series_stays() -> None:
    tuesday = MONDAY + DAY
    working = HERE._replace(absences=(Absence(tuesday, tuesday),))
    plan = make_plan(planned(person(standing=TUESDAY_TEN, working=working)))
    assert where(plan) == [(MONDAY, 600), (tuesday + WEEK, 600)]
    assert plan.proposals[0].note == "away on Tue 24 Nov"


def test_a_weekly_one_whose_week_is_lost_is_skipped_with_the_reason() -> None:
    gone = HERE._replace(absences=(Absence(MONDAY, MONDAY + DAY * 6),))
    plan = make_plan(planned(person(standing=TUESDAY_TEN), weeks=2, director=Director(gone)))
    assert where(plan) == [(MONDAY + DAY * 8, 600)]
    (lost,) = plan.unplaced
    assert (lost.period, lost.why, lost.words) == ("2026-W48", Why.AWAY, "you are away in week 48")


def test_a_biweekly_one_whose_week_is_lost_goes_to_the_week_beside_it_at_half_an_interval() -> None:
    second = MONDAY + WEEK * 2
    working = HERE._replace(absences=(Absence(second, second + DAY * 6),))
    one = person(target=14, standing=Standing(1, 600, Week(2026, 48)), working=working)
    plan = make_plan(planned(one, weeks=5))
    assert where(plan) == [(MONDAY + DAY, 600), (second - DAY * 3, 600), (second + WEEK * 2 + DAY, 600)]
    moved = plan.proposals[1]
    assert (moved.period, moved.note) == ("2026-W50", "away on Tue 8 Dec")


def test_a_moved_one_never_comes_nearer_to_its_neighbour_than_half_the_interval() -> None:
    second = MONDAY + WEEK * 2
    friday = Standing(4, 600, Week(2026, 48))
    working = HERE._replace(absences=(Absence(second, second + DAY * 6),), weekdays=frozenset({0, 4}))
    plan = make_plan(planned(person(target=14, standing=friday, working=working), weeks=5))
    days = [day for day, _ in where(plan)]
    assert all((later - day).days >= 7 for day, later in pairwise(days))


@pytest.mark.parametrize(("target", "weeks"), [(30, 4), (45, 6), (90, 13), (5, 1), (10, 1), (11, 2)])
def test_mentors_and_stakeholders_have_series_in_whole_weeks_too(target: int, weeks: int) -> None:
    plan = make_plan(planned(person(target=target), weeks=14))
    days = [day for day, _ in where(plan)]
    assert {(later - day).days for day, later in pairwise(days)} == {7 * weeks}


def test_the_phase_begins_in_the_week_in_which_it_is_due() -> None:
    plan = make_plan(planned(person(target=28, last_held=MONDAY - DAY * 13), weeks=6))
    assert [day.isocalendar().week for day, _ in where(plan)] == [50]


def test_what_was_held_lately_is_not_asked_for_again_before_half_the_interval() -> None:
    one = person(target=14, standing=Standing(1, 600, Week(2026, 48)), last_held=MONDAY - DAY * 3)
    assert [day for day, _ in where(make_plan(planned(one, weeks=3)))] == [MONDAY + WEEK * 2 + DAY]


def test_who_is_put_off_or_starts_or_leaves_is_met_between_these_days_only() -> None:
    people = (
        person(1, standing=TUESDAY_TEN, paused_until=MONDAY + WEEK),
        person(2, standing=Standing(2, 600), started_on=MONDAY + WEEK),
        person(3, standing=Standing(3, 600), last_day=MONDAY + DAY * 4),
    )
    plan = make_plan(planned(*people))
    assert [where(plan, number) for number in (1, 2, 3)] == [
        [(MONDAY + DAY * 8, 600)],
        [(MONDAY + DAY * 9, 600)],
        [(MONDAY + DAY * 3, 600)],
    ]
    assert not plan.unplaced


def test_a_week_that_is_settled_is_not_planned_again() -> None:
    rows = (booked(MONDAY + DAY, state=MeetingState.SKIPPED), booked(MONDAY + DAY * 8, state=MeetingState.HELD))
    assert where(make_plan(planned(person(standing=TUESDAY_TEN), booked=rows))) == []


def test_reasons_give_the_gap_on_the_day_of_the_meeting() -> None:
    plan = make_plan(planned(person(standing=TUESDAY_TEN, last_held=MONDAY - DAY * 15), person(2, missed=2)))
    said = [one.reason for one in plan.proposals if one.person_id == 1]
    assert said == ["16 days, target 7", "7 days, target 7"]
    assert next(one.reason for one in plan.proposals if one.person_id == 2) == "never met, missed 2 times in a row"


@pytest.mark.parametrize(
    ("missed", "today", "expected"),
    [
        (MONDAY, MONDAY + DAY, []),  # the next one is four working days off
        (MONDAY, MONDAY, [MONDAY + DAY]),
    ],
    ids=["near", "far"],
)
def test_a_missed_weekly_one_is_made_up_for_in_its_week_unless_the_next_is_near(
    missed: dt.date, today: dt.date, expected: list[dt.date]
) -> None:
    row = booked(missed, state=MeetingState.MISSED)
    request = planned(person(standing=Standing(0, 600)), booked=(row,), today=today, first=today, weeks=1)
    plan = make_plan(request)
    assert [day for day, _ in where(plan)] == expected
    assert all(one.reason.startswith("instead of Mon 23 Nov") and one.period == "2026-W48" for one in plan.proposals)


@pytest.mark.parametrize(("target", "last"), [(14, 8), (21, 8), (28, 15)], ids=["5 days", "also 5 days", "10 days"])
def test_a_missed_biweekly_or_monthly_one_is_made_up_for_within_so_many_working_days(target: int, last: int) -> None:
    one = person(target=target, standing=Standing(1, 600, Week(2026, 48)))
    row = booked(MONDAY + DAY, state=MeetingState.MISSED)
    for shift, offered in ((2, True), (last, True), (last + 1, False)):
        today = MONDAY + DAY * shift
        plan = make_plan(planned(one, booked=(row,), today=today, first=today, weeks=1))
        assert any(proposal.reason.startswith("instead of Tue 24 Nov") for proposal in plan.proposals) is offered


def test_a_meeting_may_be_on_the_last_day_and_not_after_it() -> None:
    for last_day, days in ((MONDAY + DAY, [MONDAY + DAY]), (MONDAY, [MONDAY])):
        plan = make_plan(planned(person(standing=TUESDAY_TEN, last_day=last_day), weeks=1))
        assert [day for day, _ in where(plan)] == days


def test_a_skip_level_who_is_met_every_45_days_or_more_often_has_a_standing_slot() -> None:
    at = person(target=45)._replace(kind=SKIP)
    assert is_series(at)
    assert not is_series(at._replace(target=46))
    assert is_series(at._replace(target=46, interim=True))
    assert is_series(person(target=91))


def test_who_joined_the_circle_after_their_last_talk_does_not_wait_for_the_interval() -> None:
    one = person(target=28, standing=Standing(1, 600, Week(2026, 48)), last_held=MONDAY - DAY * 3)
    for joined, days in ((MONDAY - DAY * 3, []), (MONDAY - DAY * 2, [MONDAY + DAY])):
        plan = make_plan(planned(one._replace(joined_circle=joined), weeks=1))
        assert [day for day, _ in where(plan)] == days


def test_a_make_up_that_was_accepted_is_not_offered_twice() -> None:
    row = booked(MONDAY, state=MeetingState.MISSED)
    request = planned(person(standing=Standing(0, 600)), booked=(row,))
    plan = make_plan(request)
    again = make_plan(accepted(request, plan))
    assert changed(again) == []
    assert len(again.proposals) == len(plan.proposals) == 2


def test_what_stands_stays_and_makes_no_second_one() -> None:
    row = booked(MONDAY + DAY * 3, 930, told=True)
    plan = make_plan(planned(person(standing=TUESDAY_TEN), booked=(row,), weeks=1))
    assert [(one.day, one.start, one.change) for one in plan.proposals] == [(row.day, 930, Change.KEPT)]


def test_what_no_longer_fits_moves_within_its_week_and_says_why() -> None:
    row = booked(MONDAY + DAY * 10, told=True)
    request = with_busy(planned(person(standing=Standing(3, 600)), booked=(row,)), busy(row.day, 540, 1050))
    moved = make_plan(request).proposals[-1]
    assert (moved.change, moved.meeting_id, moved.day) == (Change.MOVED, row.id, row.day - DAY)
    assert (moved.note, moved.period) == ("taken on Thu 3 Dec", row.period)


def test_what_fits_nowhere_is_impossible_and_says_so() -> None:
    row = booked(MONDAY + DAY * 10)
    gone = HERE._replace(absences=(Absence(MONDAY + WEEK, MONDAY + WEEK + DAY * 6),))
    plan = make_plan(planned(person(standing=Standing(3, 600), working=gone), booked=(row,)))
    (lost,) = plan.unplaced
    assert (lost.meeting_id, lost.why, lost.words) == (row.id, Why.AWAY, "away in week 49")


@pytest.mark.parametrize(
    ("fields", "note"),
    [({"pinned": True}, "pinned"), ({"period": ""}, "by hand"), ({"start": None}, "without a time")],
    ids=["pinned", "by hand", "without a time"],
)
def test_what_is_pinned_or_made_by_hand_stays_and_is_reported(fields: dict[str, object], note: str) -> None:
    row = booked(MONDAY + DAY * 10)._replace(**fields)  # type: ignore[arg-type]
    gone = HERE._replace(absences=(Absence(row.day, row.day),))
    plan = make_plan(planned(person(standing=Standing(3, 600), working=gone), booked=(row,), weeks=2))
    kept = next(one for one in plan.proposals if one.meeting_id == row.id)
    assert (kept.day, kept.start, kept.change) == (row.day, row.start, Change.KEPT), note
    assert [(one.why, one.words) for one in plan.clashes] == [(Why.AWAY, "away on Thu 3 Dec")]


def test_nothing_within_two_working_days_moves_unless_somebody_is_away() -> None:
    row = booked(MONDAY + DAY * 2)
    request = planned(person(standing=Standing(2, 600)), booked=(row,), weeks=1)
    taken = make_plan(with_busy(request, busy(row.day, 540, 1050)))
    assert where(taken) == [(row.day, 600)]
    assert [(one.meeting_id, one.words) for one in taken.clashes] == [
        (row.id, "the calendar holds something else on Wed 25 Nov")
    ]
    gone = HERE._replace(absences=(Absence(row.day, row.day),))
    away = make_plan(request._replace(attendees=(person(standing=Standing(2, 600), working=gone),)))
    assert where(away) != [(row.day, 600)]
    assert not away.clashes
    thawed = make_plan(with_busy(request._replace(limits=Limits(freeze_days=1)), busy(row.day, 540, 1050)))
    assert thawed.proposals[0].change is Change.MOVED


def test_two_by_hand_at_one_time_are_reported() -> None:
    rows = (booked(MONDAY + DAY * 9, pinned=True), booked(MONDAY + DAY * 9, 615, 2, pinned=True))
    plan = make_plan(planned(person(standing=Standing(2, 600)), person(2, standing=Standing(3, 600)), booked=rows))
    assert [one.words for one in plan.clashes] == ["another meeting at the same time on Wed 2 Dec"]


def test_an_interim_report_is_proposed_every_two_weeks() -> None:
    plan = make_plan(planned(person(target=91, kind=SKIP, interim=True, last_held=MONDAY - DAY * 40), weeks=5))
    days = [day for day, _ in where(plan)]
    assert {(later - day).days for day, later in pairwise(days)} == {14}
    assert days[0] < MONDAY + WEEK
    assert plan.proposals[0].reason.startswith("without a manager")


def test_a_skip_level_who_became_a_manager_has_the_first_one_on_one_within_a_week() -> None:
    stale = booked(MONDAY + DAY * 15, kind=SKIP, period="2026-Q4")
    one = person(target=28, last_held=MONDAY - DAY * 2, joined_circle=MONDAY - DAY)
    plan = make_plan(planned(one, booked=(stale,), weeks=5))
    assert where(plan)[0][0] <= MONDAY + WEEK
    assert [(gone.meeting_id, gone.why) for gone in plan.dropped] == [(stale.id, Why.OTHER_KIND)]


def test_plans_of_who_left_is_put_off_or_no_longer_met_are_dropped_but_not_what_was_made_by_hand() -> None:
    day = MONDAY + DAY * 9
    rows = (
        booked(day, 600, 1), booked(day, 660, 2), booked(day, 720, 3), booked(day, 780, 4, period=""),
    )  # fmt: skip
    people = (person(1, last_day=day - DAY), person(2, paused_until=day + DAY * 30))
    plan = make_plan(planned(*people, booked=rows))
    assert [(one.person_id, one.why) for one in plan.dropped] == [
        (1, Why.LEFT), (2, Why.PAUSED), (3, Why.NOT_IN_SCOPE),
    ]  # fmt: skip


def test_the_caps_leave_out_the_longer_cadence_and_say_so() -> None:
    people = [person(number, 14 if number == 1 else 7, last_held=MONDAY - DAY * 20) for number in range(1, 4)]
    plan = make_plan(planned(*people, weeks=1, limits=Limits(per_week=2)))
    assert {one.person_id for one in plan.proposals} == {2, 3}
    (left,) = plan.unplaced
    assert (left.person_id, left.why, left.words) == (1, Why.CAPS_FULL, "your limit is reached in week 48")


def test_a_week_of_which_only_the_weekend_is_left_asks_for_nothing() -> None:
    saturday = MONDAY + DAY * 5
    people = (person(1), person(2, 14, standing=Standing(1, 600, Week(2026, 48))))
    plan = make_plan(planned(*people, today=saturday, first=saturday, weeks=1))
    assert (plan.proposals, plan.unplaced) == ((), ())


def test_no_common_hours_and_no_free_slot_are_named() -> None:
    far = Working(ZoneInfo("America/Los_Angeles"))
    full = [busy(MONDAY + DAY * number, 540, 1050) for number in range(5)]
    plan = make_plan(planned(person(1, working=far), weeks=1))
    assert [(one.why, one.words) for one in plan.unplaced] == [
        (Why.NO_COMMON_HOURS, "no common working hours in week 48")
    ]
    assert not plan.standing
    plan = make_plan(with_busy(planned(person(1, standing=TUESDAY_TEN), weeks=1), *full))
    assert [(one.why, one.words) for one in plan.unplaced] == [(Why.NO_FREE_SLOT, "no free slot in week 48")]
