"""A first proposal for next week."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.cadence import Cadence, Due, DueState
from rhythm.domain.people import PersonId, Relation
from rhythm.domain.planning import Candidate, propose_week, skip_level_slots

MONDAY = dt.date(2026, 11, 23)
FRIDAY = MONDAY + dt.timedelta(days=4)
WEEKLY = Cadence(7, 14)


def day(number: int) -> dt.date:
    return MONDAY + dt.timedelta(days=number)


def candidate(
    number: int,
    due_on: dt.date | None = MONDAY,
    *,
    usual: int | None = None,
    relation: Relation = Relation.MANAGER,
    state: DueState = DueState.DUE,
    gap: int | None = 9,
) -> Candidate:
    return Candidate(PersonId(number), relation, Due(state, gap, WEEKLY, due_on), usual)


@pytest.mark.parametrize(("people", "slots"), [(0, 0), (1, 1), (13, 1), (14, 2), (30, 3), (91, 7), (300, 7)])
def test_slots_suffice_to_meet_everybody_once_a_quarter_up_to_seven_a_week(people: int, slots: int) -> None:
    assert skip_level_slots(people) == slots


def test_who_falls_due_by_friday_is_proposed_and_who_does_not_is_not() -> None:
    found = propose_week([candidate(1, FRIDAY), candidate(2, day(5))], [], MONDAY, 0)
    assert [proposal.person_id for proposal in found] == [1]


def test_who_was_never_met_is_proposed_and_the_reason_says_so() -> None:
    (found,) = propose_week([candidate(1, None, state=DueState.NEVER, gap=None)], [], MONDAY, 0)
    assert found.reason == "never met"


def test_the_reason_names_gap_and_target() -> None:
    (found,) = propose_week([candidate(1, gap=16)], [], MONDAY, 0)
    assert found.reason == "gap 16 of 7"


def test_who_is_paused_is_not_proposed() -> None:
    assert propose_week([candidate(1, state=DueState.PAUSED)], [], MONDAY, 0) == ()


def test_skip_levels_take_the_slots_there_are_worst_first() -> None:
    people = [candidate(number, relation=Relation.SKIP_LEVEL) for number in range(1, 6)]
    assert {proposal.person_id for proposal in propose_week(people, [], MONDAY, 2)} == {1, 2}
    assert propose_week(people, [], MONDAY, 0) == ()
    assert propose_week(people, [], MONDAY, -3) == ()


def test_managers_need_no_slot() -> None:
    assert len(propose_week([candidate(number) for number in range(1, 9)], [], MONDAY, 0)) == 8


def test_each_goes_to_the_usual_weekday() -> None:
    (found,) = propose_week([candidate(1, usual=3)], [], MONDAY, 0)
    assert found.day == day(3)


def test_a_day_that_is_two_fuller_than_the_emptiest_gives_way() -> None:
    assert propose_week([candidate(1, usual=3)], [day(3)], MONDAY, 0)[0].day == day(3)
    assert propose_week([candidate(1, usual=3)], [day(3)] * 2, MONDAY, 0)[0].day == MONDAY


def test_a_usual_day_on_the_weekend_is_moved_into_the_week() -> None:
    assert propose_week([candidate(1, usual=6)], [], MONDAY, 0)[0].day == MONDAY


def test_days_outside_the_week_weigh_nothing() -> None:
    assert propose_week([candidate(1, usual=0)], [day(7)] * 9, MONDAY, 0)[0].day == MONDAY


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.lists(st.one_of(st.none(), st.integers(0, 6)), max_size=25),
    st.lists(st.integers(-3, 9), max_size=10),
)
def test_the_week_stays_even_and_in_order(usual: list[int | None], taken: list[int]) -> None:
    people = [candidate(number, usual=weekday) for number, weekday in enumerate(usual, 1)]
    stands = [day(number) for number in taken]
    found = propose_week(people, stands, MONDAY, 0)
    assert sorted(proposal.person_id for proposal in found) == [person.person_id for person in people]
    assert [proposal.day for proposal in found] == sorted(proposal.day for proposal in found)
    load = [sum(proposal.day == day(number) for proposal in found) for number in range(5)]
    full = [load[number] + stands.count(day(number)) for number in range(5)]
    for number in range(5):
        assert load[number] == 0 or full[number] <= min(full) + 2
