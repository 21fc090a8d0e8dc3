"""Skip-levels: once a quarter, evenly over teams and weeks, or one reason why not (rules 4-6, 8, 10-13)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest

from rhythm.domain.meetings import MeetingId, MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.plan.making import Obstacles, make_plan, skip_level_slots
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
    Proposal,
    Slot,
    Why,
    Working,
)
from tests.domain.plan.worlds import BERLIN, DAY, ONE, SKIP, WEEK, accepted, away, changed, midnight, with_attendee

MONDAY = dt.date(2027, 1, 4)
LAST = dt.date(2027, 4, 4)
QUARTER = "2027-Q1"
HERE = Working(BERLIN)


def person(number: int, last_held: dt.date | None = MONDAY - DAY * 80, **fields: object) -> Attendee:
    one = Attendee(PersonId(number), SKIP, HERE, 91, group=PersonId(900 + number % 3), last_held=last_held)
    return one._replace(**fields)  # type: ignore[arg-type]


def people(count: int, **fields: object) -> list[Attendee]:
    return [person(number, **fields) for number in range(1, count + 1)]  # type: ignore[arg-type]


def planned(*attendees: Attendee, per_week: int = 7, **fields: object) -> PlanRequest:
    base = PlanRequest(
        MONDAY, MONDAY, 2, Director(HERE), attendees, limits=Limits(skip_levels_per_week=per_week, freeze_days=0)
    )
    return base._replace(**fields)  # type: ignore[arg-type]


def booked(number: int, day: dt.date, start: int | None = 600, **fields: object) -> Booked:
    row = Booked(MeetingId(500 + number), PersonId(number), SKIP, day, start, 30, told=True, period=QUARTER)
    return row._replace(**fields)  # type: ignore[arg-type]


def busy(first: dt.date, last: dt.date) -> Busy:
    return Busy(midnight(first).astimezone(dt.UTC), midnight(last + DAY).astimezone(dt.UTC))


def moved_by_hand(request: PlanRequest, meeting_id: MeetingId, day: dt.date, start: int) -> PlanRequest:
    """The request in which one stored meeting was moved, and is pinned there."""
    rows = [row._replace(day=day, start=start, pinned=True) if row.id == meeting_id else row for row in request.booked]
    return request._replace(booked=tuple(rows))


def only(plan: Plan) -> Proposal:
    (found,) = plan.proposals
    return found


def weeks(plan: Plan) -> Counter[int]:
    return Counter((one.day - MONDAY).days // 7 for one in plan.proposals)


def reasons(plan: Plan) -> list[tuple[int, Why, str]]:
    return [(one.person_id, one.why, one.words) for one in plan.unplaced]


def test_everybody_is_met_once_in_the_quarter_around_the_day_on_which_they_are_due() -> None:
    due = {number: MONDAY + WEEK * (number - 1) for number in range(1, 9)}
    plan = make_plan(planned(*(person(number, day - DAY * 91) for number, day in due.items()), per_week=2))
    assert len(plan.proposals) == 8
    for one in plan.proposals:
        assert abs((one.day - due[one.person_id]).days) <= 10
        assert (one.period, one.kind) == (QUARTER, SKIP)


def test_the_longest_gap_comes_first() -> None:
    gaps = {1: 100, 2: 300, 3: 200, 4: 150}
    plan = make_plan(planned(*(person(n, MONDAY - DAY * gap) for n, gap in gaps.items()), per_week=1))
    assert [one.person_id for one in plan.proposals] == [2, 3, 4, 1]


def test_when_not_all_can_be_met_those_who_waited_longest_are() -> None:
    gaps = {1: 100, 2: 300, 3: 200, 4: 150}
    group = [person(n, MONDAY - DAY * gap, last_day=MONDAY + DAY * 13) for n, gap in gaps.items()]
    plan = make_plan(planned(*group, per_week=1))
    assert {one.person_id for one in plan.proposals} == {2, 3}
    assert reasons(plan) == [
        (1, Why.CAPS_FULL, "your limit is reached in weeks 1-2"),
        (4, Why.CAPS_FULL, "your limit is reached in weeks 1-2"),
    ]


def test_people_of_one_team_are_not_met_in_one_week_while_others_could_be() -> None:
    team = [person(number, group=PersonId(901 if number <= 4 else 902)) for number in range(1, 9)]
    plan = make_plan(planned(*team, per_week=2))
    groups = {one.person_id: one.group for one in team}
    by_week: dict[dt.date, list[object]] = {}
    for one in plan.proposals:
        by_week.setdefault(one.day - DAY * one.day.weekday(), []).append(groups[one.person_id])
    assert all(len(set(members)) == len(members) for members in by_week.values())


def test_weeks_are_even_and_a_short_week_is_light() -> None:
    quiet = Director(HERE, busy=(busy(MONDAY + WEEK, MONDAY + WEEK + DAY * 3),))
    plan = make_plan(planned(*people(20, last_held=None), director=quiet))
    loads = [weeks(plan)[number] for number in range(10)]
    assert max(loads) <= 3
    assert loads[1] <= min(loads[0], loads[2])


def test_who_was_never_met_is_spread_over_the_weeks_before_the_reserve() -> None:
    plan = make_plan(planned(*people(10, last_held=None)))
    assert weeks(plan) == dict.fromkeys(range(10), 1)


def test_no_second_meeting_within_six_weeks_over_the_end_of_a_quarter() -> None:
    one = only(make_plan(planned(person(1, MONDAY - DAY * 7, target=30, due_from=None)._replace(target=60))))
    assert (one.day - (MONDAY - DAY * 7)).days >= 42


def test_a_missed_one_comes_back_within_two_weeks_before_all_others() -> None:
    rows = (booked(3, MONDAY, state=MeetingState.MISSED),)
    group = [person(n, MONDAY - DAY * 100 * (6 - n)) for n in (1, 2)] + [person(3, MONDAY - DAY * 100)]
    today = MONDAY + DAY
    short = [one._replace(last_day=MONDAY + DAY * 13) for one in group]
    plan = make_plan(planned(*short, per_week=1, booked=rows, today=today, first=today))
    again = next(one for one in plan.proposals if one.person_id == 3)
    assert again.day < MONDAY + WEEK * 2
    assert again.reason.startswith("missed before, 107 days")
    assert [one.person_id for one in plan.unplaced] == [2]


def test_who_was_met_early_has_the_gap_as_the_reason_of_what_still_stands() -> None:
    row = booked(1, MONDAY + DAY * 2, pinned=True)
    today = MONDAY + DAY
    met = only(make_plan(planned(person(1, MONDAY), booked=(row,), today=today, first=today)))
    assert (met.meeting_id, met.reason) == (row.id, "2 days, target 91")
    before = only(make_plan(planned(person(1, MONDAY - DAY * 20), booked=(row,), today=today, first=today)))
    assert before.reason == "first time this quarter"


def test_who_is_owed_one_from_the_last_quarter_is_met_in_the_first_four_weeks() -> None:
    group = people(20, last_held=None)
    group[7] = group[7]._replace(owed=True)
    plan = make_plan(planned(*group, per_week=2))
    owed = next(one for one in plan.proposals if one.person_id == 8)
    assert owed.day < MONDAY + WEEK * 4
    assert owed.reason == "missed last quarter, never met"


def test_the_fourth_week_of_the_quarter_is_the_last_in_which_one_that_is_owed_is_not_late() -> None:
    """Due in the ninth week but owed: as late as that is not late, whenever in the quarter the plan is made."""
    met = MONDAY - WEEK * 5
    assert only(make_plan(planned(person(1, met)))).day == MONDAY + WEEK * 8
    for begins in (MONDAY, MONDAY + WEEK * 2, MONDAY + WEEK * 3):
        plan = make_plan(planned(person(1, met, owed=True), today=begins, first=begins))
        assert only(plan).day == MONDAY + WEEK * 3


def test_a_joiner_is_met_three_to_six_weeks_after_the_start() -> None:
    starts = MONDAY + WEEK
    one = only(make_plan(planned(person(1, None, started_on=starts))))
    assert starts + WEEK * 3 - DAY * 7 <= one.day <= starts + WEEK * 7
    assert one.reason == "new since Mon 11 Jan, never met"


@pytest.mark.parametrize(("ago", "said"), [(55, "new since Tue 8 Dec 2026, never met"), (56, "never met")])
def test_who_joined_is_new_for_eight_weeks(ago: int, said: str) -> None:
    day = MONDAY + DAY * 28
    here_on_one_day = HERE._replace(absences=(Absence(MONDAY, day - DAY), Absence(day + DAY, LAST)))
    one = only(make_plan(planned(person(1, None, started_on=day - DAY * ago, working=here_on_one_day))))
    assert (one.day, one.reason) == (day, said)


def test_a_joiner_is_never_met_in_the_first_two_weeks() -> None:
    starts = LAST - DAY * 48
    gone = Absence(starts + DAY * 14, LAST)
    joiner = person(1, None, started_on=starts, working=HERE._replace(absences=(gone,)))
    plan = make_plan(planned(joiner))
    assert reasons(plan) == [(1, Why.AWAY, "away in weeks 9-13")]
    there_that_day = HERE._replace(absences=(Absence(starts + DAY * 15, LAST),))
    plan = make_plan(planned(joiner._replace(working=there_that_day)))
    assert only(plan).day == starts + DAY * 14


def test_who_starts_in_the_last_six_weeks_is_not_missed_but_said_to_start_too_late() -> None:
    plan = make_plan(planned(person(1, None, started_on=LAST - DAY * 41)))
    assert reasons(plan) == [(1, Why.STARTS_TOO_LATE, "starts too late in the quarter")]
    plan = make_plan(planned(person(1, None, started_on=LAST - DAY * 42)))
    assert only(plan).reason == "new since Sun 21 Feb, never met"


def test_a_leaver_is_met_before_the_last_day_and_never_after() -> None:
    plan = make_plan(planned(*people(12, last_day=MONDAY + DAY * 18), per_week=4))
    assert len(plan.proposals) == 12
    assert all(one.day <= MONDAY + DAY * 18 and one.reason.startswith("leaves on Fri 22 Jan") for one in plan.proposals)


def test_a_leaver_whose_last_day_comes_too_soon_is_said_to_leave_too_early_and_who_has_left_is_no_matter() -> None:
    first = MONDAY + DAY * 3
    group = (person(1, last_day=first - DAY), person(2, last_day=MONDAY - DAY))
    plan = make_plan(planned(*group, first=first))
    assert reasons(plan) == [(1, Why.LEAVES_TOO_EARLY, "leaves too early")]
    assert plan.proposals == ()


@pytest.mark.parametrize(
    ("one", "why", "words"),
    [
        (
            person(1, working=Working(ZoneInfo("America/Los_Angeles"), weekdays=frozenset({0}))),
            Why.NO_COMMON_HOURS,
            "no common working hours in weeks 1-13",
        ),
        (
            person(1, working=HERE._replace(absences=(Absence(MONDAY, LAST, "leave"),))),
            Why.AWAY,
            "away in weeks 1-13",
        ),
        (
            person(1, working=HERE._replace(weekdays=frozenset({1}))),
            Why.NO_FREE_SLOT,
            "no free slot in weeks 1-13",
        ),
        (person(1, paused_until=LAST), Why.PAUSED, "put off until Sun 4 Apr"),
    ],
    ids=["hours", "away", "slots", "paused"],
)
def test_whoever_has_no_meeting_has_one_reason(one: Attendee, why: Why, words: str) -> None:
    tuesdays = tuple(busy(MONDAY + DAY + WEEK * week, MONDAY + DAY + WEEK * week) for week in range(14))
    # The week in which both clocks differ by eight hours has no Monday at 09:00 there that fits either.
    director = Director(HERE._replace(hours=((540, 990),)), busy=tuesdays)
    plan = make_plan(planned(one, director=director))
    assert reasons(plan) == [(1, why, words)]


def test_who_is_met_only_while_the_clocks_differ_is_met_then() -> None:
    """09:00 in California is 17:00 in Munich from 15 to 26 March 2027 alone."""
    one = only(make_plan(planned(person(1, working=Working(ZoneInfo("America/Los_Angeles"))))))
    assert dt.date(2027, 3, 15) <= one.day <= dt.date(2027, 3, 26)
    assert one.start == 1020


def test_the_quarter_says_at_the_start_what_it_can_hold_and_how_long_a_round_takes() -> None:
    lost = HERE._replace(absences=(Absence(MONDAY + WEEK * 3, MONDAY + WEEK * 5 - DAY),))
    plan = make_plan(planned(*people(60), director=Director(lost)))
    (found,) = plan.capacity
    assert found.words == "7 a week x 11 usable weeks = 77 places for 60"
    assert found.suffices
    assert found.round_weeks == 9
    scarce = make_plan(planned(*people(60), director=Director(lost), per_week=2))
    assert not scarce.capacity[0].suffices
    assert scarce.capacity[0].words == "2 a week x 11 usable weeks = 22 places for 60"
    assert (len(scarce.proposals), len(scarce.unplaced)) == (22, 38)


def test_with_fewer_a_week_than_it_takes_the_target_follows_the_length_of_a_round() -> None:
    """Two a week take 15 weeks for 30 people: who was met less than 15 weeks before the quarter ends is not missed."""
    late, early = MONDAY - DAY * 20, MONDAY - DAY * 10
    group = [person(number, late if number <= 15 else early) for number in range(1, 31)]
    plan = make_plan(planned(*group, per_week=2))
    assert plan.capacity[0].round_weeks == 15
    said = Counter((one.why, one.words) for one in plan.unplaced)
    assert said == {(Why.LATER_ROUND, "in a later round, which takes 15 weeks"): 4}
    assert {one.person_id for one in plan.unplaced} <= {one.person_id for one in group[15:]}


@pytest.mark.parametrize(("count", "slots"), [(0, 0), (1, 1), (13, 1), (14, 2), (30, 3), (91, 7), (300, 7)])
def test_slots_suffice_to_meet_everybody_once_a_quarter_up_to_seven_a_week(count: int, slots: int) -> None:
    assert skip_level_slots(count) == slots


def test_by_itself_the_number_a_week_follows_from_the_weeks_that_the_director_works() -> None:
    lost = HERE._replace(absences=(Absence(MONDAY + WEEK * 3, MONDAY + WEEK * 5 - DAY),))
    plan = make_plan(planned(*people(60), director=Director(lost), limits=Limits()))
    assert plan.capacity[0].per_week == 6
    assert plan.unplaced == ()


def test_who_was_met_this_quarter_is_not_asked_for_again_and_a_second_plan_is_dropped() -> None:
    today = MONDAY + WEEK * 2
    rows = (booked(1, MONDAY + DAY * 40), booked(2, today + DAY * 30), booked(2, today + DAY * 9, id=MeetingId(7)))
    plan = make_plan(
        planned(person(1, MONDAY + DAY), person(2), person(3, MONDAY + DAY), booked=rows, today=today, first=today)
    )
    assert [(one.meeting_id, one.why) for one in plan.dropped] == [(501, Why.MET_ALREADY), (502, Why.MET_ALREADY)]
    assert only(plan).meeting_id == 7


def test_who_is_skipped_for_the_quarter_is_left_alone() -> None:
    plan = make_plan(planned(person(1), booked=(booked(1, MONDAY, state=MeetingState.SKIPPED),)))
    assert (plan.proposals, plan.unplaced) == ((), ())


def test_a_longer_cadence_leaves_a_quarter_out() -> None:
    plan = make_plan(planned(person(1, MONDAY - DAY * 20, target=182), person(2, MONDAY - DAY * 120, target=182)))
    assert only(plan).person_id == 2


def test_a_cadence_of_fourteen_weeks_leaves_no_quarter_out_and_a_longer_one_does() -> None:
    held = MONDAY - DAY * 5
    plan = make_plan(planned(person(1, held, target=98), person(2, held, target=99)))
    assert only(plan).person_id == 1
    assert plan.unplaced == ()


def test_a_skip_level_met_monthly_has_a_series() -> None:
    plan = make_plan(planned(person(1, target=30), weeks=12))
    assert len(plan.proposals) == 3
    assert plan.standing.keys() == {1}


def test_a_wished_weekday_is_taken_when_it_is_free() -> None:
    assert only(make_plan(planned(person(1, preferred=Slot(3))))).day.weekday() == 3


def test_quarters_that_the_plan_touches_are_planned_one_after_the_other() -> None:
    today = MONDAY + WEEK * 11
    plan = make_plan(planned(person(1, MONDAY - DAY * 70), today=today, first=today, weeks=4))
    first, second = plan.proposals
    assert [one.period for one in plan.proposals] == ["2027-Q1", "2027-Q2"]
    assert (second.day - first.day).days >= 42


def test_a_week_over_the_end_of_a_quarter_belongs_to_the_quarter_of_its_monday() -> None:
    today = dt.date(2027, 3, 30)
    one = only(make_plan(planned(person(1), today=today, first=today, weeks=1)))
    assert (one.period, one.day <= LAST) == (QUARTER, True)


def test_what_was_told_stays_whoever_else_comes() -> None:
    told = accepted(request := planned(*people(6), per_week=1), make_plan(request))
    more = told._replace(attendees=(*told.attendees, *(person(n, MONDAY - DAY * 500) for n in range(20, 40))))
    plan = make_plan(more)
    assert {one.person_id for one in plan.proposals if one.change is Change.KEPT} == set(range(1, 7))
    assert not any(one.meeting_id for one in plan.unplaced)


def test_a_team_under_another_manager_keeps_its_weeks() -> None:
    told = accepted(request := planned(*people(12)), make_plan(request))
    moved = told._replace(attendees=tuple(one._replace(group=PersonId(901)) for one in told.attendees))
    assert changed(make_plan(moved)) == []


def test_one_meeting_moved_by_hand_moves_no_other_when_there_is_room() -> None:
    told = accepted(request := planned(*people(12)), make_plan(request))
    row = told.booked[3]
    day = row.day + DAY if row.day.weekday() < 4 else row.day - DAY
    assert Obstacles(told, but=row.id).at(row.person_id, day, 780, 30) is None
    plan = make_plan(moved_by_hand(told, row.id, day, 780))
    found = next(one for one in plan.proposals if one.meeting_id == row.id)
    assert (found.day, found.start) == (day, 780)
    assert changed(plan) == []


def test_moved_by_hand_onto_another_that_one_alone_makes_room() -> None:
    told = accepted(request := planned(*people(12)), make_plan(request))
    first, second = told.booked[0], told.booked[5]
    assert second.start is not None
    plan = make_plan(moved_by_hand(told, first.id, second.day, second.start))
    assert [(one.meeting_id, one.note[:5]) for one in changed(plan)] == [(second.id, "taken")]


def test_when_the_director_loses_a_week_only_its_meetings_move() -> None:
    told = accepted(request := planned(*people(20)), make_plan(request))
    week = MONDAY + WEEK * 2
    lost = HERE._replace(absences=(Absence(week, week + DAY * 6),))
    hit = {row.id for row in told.booked if week <= row.day < week + WEEK}
    plan = make_plan(told._replace(director=Director(lost)))
    assert {one.meeting_id for one in changed(plan)} == hit
    assert all(one.note.startswith("you are away on") for one in changed(plan))


def test_when_a_meeting_of_four_hours_comes_only_what_it_hits_moves() -> None:
    told = accepted(request := planned(*people(20)), make_plan(request))
    row = told.booked[4]
    assert row.start is not None
    start = midnight(row.day) + dt.timedelta(minutes=row.start)
    long = Busy(start.astimezone(dt.UTC), (start + dt.timedelta(hours=4)).astimezone(dt.UTC))
    hit = {
        other.id
        for other in told.booked
        if other.day == row.day and other.start is not None and row.start - 30 < other.start < row.start + 240
    }
    plan = make_plan(told._replace(director=Director(HERE, busy=(long,))))
    assert {one.meeting_id for one in changed(plan)} == hit


def test_who_makes_room_for_somebody_new_is_moved_within_the_week_and_told_why() -> None:
    """The only hour of a stranger's quarter is held by somebody who could come at any time of that week."""
    monday = MONDAY + WEEK
    told = booked(1, monday, 540)
    narrow = Working(BERLIN, hours=((540, 570),), weekdays=frozenset({0}), absences=(Absence(monday + DAY, LAST),))
    plan = make_plan(planned(person(1), person(2, working=narrow), booked=(told,), first=monday))
    moved = next(one for one in plan.proposals if one.person_id == 1)
    assert (moved.change, moved.note) == (Change.MOVED, "makes room for others")
    assert moved.day < monday + WEEK
    assert next(one for one in plan.proposals if one.person_id == 2).day == monday


def test_a_week_without_a_slot_is_remembered_and_looked_at_again_before_anybody_is_missed() -> None:
    """Three people can come on two Mondays at nine and at no other time."""
    narrow = HERE._replace(hours=((540, 570),), weekdays=frozenset({0}))
    request = planned(*people(3, working=narrow, last_day=MONDAY + DAY * 8), today=MONDAY - DAY * 3)
    plan = make_plan(request)
    assert len(plan.proposals) == 2
    (left,) = plan.unplaced
    assert (left.why, left.words) == (Why.NO_FREE_SLOT, "no free slot in weeks 1-2")
    assert {pair for pair in plan.forbidden if pair[0] == left.person_id} == {
        (left.person_id, QUARTER, "2027-W01"), (left.person_id, QUARTER, "2027-W02"),
    }  # fmt: skip
    again = make_plan(accepted(request, plan))
    assert (changed(again), again.unplaced, again.forbidden) == ([], plan.unplaced, plan.forbidden)


def test_pairs_forbidden_for_an_earlier_plan_leave_nobody_out_who_could_be_met_now() -> None:
    stale = frozenset({(PersonId(2), QUARTER, f"2027-W{week:02}") for week in range(1, 14)})
    assert len(make_plan(planned(*people(3), forbidden=stale)).proposals) == 3


def test_one_on_ones_come_first_and_a_told_skip_level_is_spared_while_there_is_another_time() -> None:
    told = booked(1, MONDAY + DAY, 600)
    direct = Attendee(PersonId(50), ONE, HERE, 7, minutes=60, preferred=Slot(1, 600))
    plan = make_plan(planned(person(1), direct, booked=(told,), weeks=1))
    assert next(one for one in plan.proposals if one.person_id == 1).change is Change.KEPT
    narrow = Director(HERE._replace(hours=((570, 630),), weekdays=frozenset({1, 3})))
    tuesdays = direct._replace(working=HERE._replace(weekdays=frozenset({1})))
    plan = make_plan(planned(person(1), tuesdays, booked=(told,), weeks=1, director=narrow))
    assert (changed(plan)[0].person_id, changed(plan)[0].start) == (50, 570)
    assert next(one for one in plan.proposals if one.person_id == 1).day > told.day


def test_obstacles_name_what_is_in_the_way() -> None:
    tuesday = MONDAY + DAY
    working = HERE._replace(holidays=frozenset({tuesday}))
    rows = (booked(2, MONDAY + DAY * 9), booked(3, MONDAY + DAY * 10, None), booked(3, MONDAY + DAY * 10, None))
    request = planned(
        person(1, working=working, last_day=MONDAY + DAY * 20), person(2), person(3), booked=rows,
        limits=Limits(per_day=2, freeze_days=0),
    )  # fmt: skip
    obstacles = Obstacles(request)

    def words(day: dt.date, start: int = 600) -> str | None:
        found = obstacles.at(PersonId(1), day, start, 30)
        return found[1] if found else None

    assert words(MONDAY) is None
    assert words(tuesday) == "public holiday on Tue 5 Jan"
    assert words(MONDAY, 480) == "outside working hours on Mon 4 Jan"
    assert words(MONDAY + DAY * 9) == "taken on Wed 13 Jan"
    assert words(MONDAY + DAY * 10) == "full on Thu 14 Jan"
    assert words(MONDAY + DAY * 21) == "has left on Mon 25 Jan"


def test_one_person_away_moves_alone() -> None:
    told = accepted(request := planned(*people(20), per_week=3), make_plan(request))
    row = told.booked[8]
    one = next(one for one in told.attendees if one.person_id == row.person_id)
    monday = row.day - DAY * row.day.weekday()
    plan = make_plan(with_attendee(told, away(one, monday, monday + DAY * 6)))
    assert [found.meeting_id for found in changed(plan)] == [row.id]
