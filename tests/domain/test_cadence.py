"""Who is due: at both edges, and from which level the cadence comes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.cadence import Cadence, DueState, cadence_of, due, same_talk
from rhythm.domain.people import Person, PersonId, Relation, Team, TeamId

TODAY = dt.date(2026, 11, 20)
WEEKLY = Cadence(7, 14)
ROLES = {"manager": WEEKLY, "skip_level": Cadence(91, 120)}


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def person(
    *,
    target: int | None = None,
    limit: int | None = None,
    due_from: dt.date | None = None,
    paused_until: dt.date | None = None,
) -> Person:
    return Person(
        PersonId(1),
        "uid",
        "Dana",
        target_days=target,
        limit_days=limit,
        due_from=due_from,
        paused_until=paused_until,
    )


def team(target: int | None = None, limit: int | None = None) -> Team:
    return Team(TeamId(1), "uid", "Platform", None, (), target, limit)


@pytest.mark.parametrize(
    ("gap", "state"),
    [
        (0, DueState.OK),
        (6, DueState.OK),
        (7, DueState.DUE),
        (8, DueState.DUE),
        (14, DueState.DUE),
        (15, DueState.OVER),
        (400, DueState.OVER),
    ],
)
def test_due_from_the_target_on_and_over_past_the_limit(gap: int, state: DueState) -> None:
    found = due(person(), WEEKLY, ago(gap), TODAY)
    assert (found.state, found.gap_days, found.due_on) == (state, gap, ago(gap - 7))


def test_somebody_never_met_has_no_gap_and_no_day() -> None:
    found = due(person(), WEEKLY, None, TODAY)
    assert (found.state, found.gap_days, found.due_on) == (DueState.NEVER, None, None)


@pytest.mark.parametrize(
    ("since", "state"), [(6, DueState.OK), (7, DueState.DUE), (15, DueState.OVER), (-3, DueState.OK)]
)
def test_a_joiner_is_counted_from_the_day_that_was_set(since: int, state: DueState) -> None:
    found = due(person(due_from=ago(since)), WEEKLY, None, TODAY)
    assert (found.state, found.gap_days, found.due_on) == (state, None, ago(since - 7))


def test_the_later_of_last_meeting_and_set_day_counts_but_the_gap_stays_honest() -> None:
    returned = due(person(due_from=ago(2)), WEEKLY, ago(60), TODAY)
    assert (returned.state, returned.gap_days, returned.due_on) == (DueState.OK, 60, ago(-5))
    met = due(person(due_from=ago(60)), WEEKLY, ago(2), TODAY)
    assert (met.state, met.gap_days) == (DueState.OK, 2)


@pytest.mark.parametrize(("until", "state"), [(-1, DueState.PAUSED), (0, DueState.OVER), (1, DueState.OVER)])
def test_a_pause_ends_on_its_day(until: int, state: DueState) -> None:
    assert due(person(paused_until=ago(until)), WEEKLY, ago(30), TODAY).state is state


def test_somebody_paused_and_never_met_is_paused() -> None:
    assert due(person(paused_until=ago(-1)), WEEKLY, None, TODAY).state is DueState.PAUSED


def test_of_those_never_met_whoever_is_to_be_met_most_often_comes_first() -> None:
    skip_level, manager = (due(person(), cadence, None, TODAY) for cadence in (Cadence(91, 120), WEEKLY))
    assert sorted((skip_level, manager), key=lambda row: row.order) == [manager, skip_level]


def test_the_worst_come_first() -> None:
    rows = [
        due(person(), WEEKLY, ago(2), TODAY),
        due(person(paused_until=ago(-5)), WEEKLY, ago(99), TODAY),
        due(person(), WEEKLY, None, TODAY),
        due(person(), WEEKLY, ago(9), TODAY),
        due(person(), WEEKLY, ago(20), TODAY),
        due(person(), Cadence(91, 120), ago(125), TODAY),
        due(person(), WEEKLY, ago(5), TODAY),
    ]
    ordered = sorted(rows, key=lambda row: row.order)
    assert [(row.state, row.gap_days) for row in ordered] == [
        (DueState.OVER, 20),
        (DueState.OVER, 125),
        (DueState.NEVER, None),
        (DueState.DUE, 9),
        (DueState.OK, 5),
        (DueState.OK, 2),
        (DueState.PAUSED, 99),
    ]


def test_the_role_gives_the_cadence_and_other_people_have_none() -> None:
    assert cadence_of(person(), Relation.MANAGER, None, ROLES) == WEEKLY
    assert cadence_of(person(), Relation.OTHER, None, ROLES) is None
    assert cadence_of(person(target=10), Relation.OTHER, None, ROLES) == Cadence(10, 20)


def test_a_team_sets_it_for_its_skip_levels_only() -> None:
    assert cadence_of(person(), Relation.SKIP_LEVEL, team(60, 70), ROLES) == Cadence(60, 70)
    assert cadence_of(person(), Relation.MANAGER, team(60, 70), ROLES) == WEEKLY


def test_the_person_wins_over_the_team_and_the_team_over_the_role() -> None:
    both = team(60, 70)
    assert cadence_of(person(target=30, limit=40), Relation.SKIP_LEVEL, both, ROLES) == Cadence(30, 40)
    assert cadence_of(person(limit=65), Relation.SKIP_LEVEL, both, ROLES) == Cadence(60, 65)
    assert cadence_of(person(), Relation.SKIP_LEVEL, team(), ROLES) == Cadence(91, 120)


def test_a_target_alone_moves_the_limit_in_proportion() -> None:
    assert cadence_of(person(target=14), Relation.MANAGER, None, ROLES) == Cadence(14, 28)
    assert cadence_of(person(target=30), Relation.SKIP_LEVEL, None, ROLES) == Cadence(30, 40)


def test_a_limit_alone_below_the_target_pulls_the_target_down() -> None:
    assert cadence_of(person(limit=5), Relation.MANAGER, None, ROLES) == Cadence(5, 5)
    assert cadence_of(person(limit=10), Relation.MANAGER, None, ROLES) == Cadence(7, 10)
    assert cadence_of(person(limit=10), Relation.OTHER, None, ROLES) == Cadence(10, 10)


days = st.one_of(st.none(), st.integers(1, 400))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(days, days, days, days, st.sampled_from(list(Relation)))
def test_target_and_limit_never_contradict(
    target: int | None, limit: int | None, of_team: int | None, team_limit: int | None, relation: Relation
) -> None:
    found = cadence_of(person(target=target, limit=limit), relation, team(of_team, team_limit), ROLES)
    assert found is None or 1 <= found.target <= found.limit


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.integers(1, 200), st.integers(0, 200), st.integers(0, 500))
def test_waiting_never_makes_it_better(target: int, more: int, gap: int) -> None:
    cadence = Cadence(target, target + more)
    states = [DueState.OK, DueState.DUE, DueState.OVER]
    now, then = due(person(), cadence, ago(gap), TODAY).state, due(person(), cadence, ago(gap + 1), TODAY).state
    assert states.index(now) <= states.index(then)


@pytest.mark.parametrize(
    ("target", "before", "after"),
    [
        # Friday: from Monday to Sunday of its week.
        (7, 4, 2),
        (8, 3, 3),
        (13, 6, 6),
        (14, 6, 6),
        (91, 45, 45),
    ],
)
def test_a_planned_meeting_is_the_same_talk_within_the_week_or_less_than_half_the_target(
    target: int, before: int, after: int
) -> None:
    assert same_talk(TODAY, Cadence(target, 2 * target)) == (ago(before), ago(-after))


def test_a_report_who_stands_in_for_a_manager_is_met_as_a_skip_level_is_until_given_another_rhythm() -> None:
    stands_in = person()._replace(interim_since=ago(3))
    assert cadence_of(stands_in, Relation.MANAGER, None, ROLES) == Cadence(91, 120)
    assert cadence_of(stands_in, Relation.MANAGER, team(30, 45), ROLES) == Cadence(30, 45)
    assert cadence_of(stands_in._replace(target_days=14), Relation.MANAGER, None, ROLES) == Cadence(14, 18)
    assert cadence_of(stands_in, Relation.OTHER, None, ROLES) is None
