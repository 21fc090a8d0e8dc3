"""Coverage of a manager's team, and how long a round takes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.coverage import Coverage, CoverageState, coverage, manager_on, round_of
from rhythm.domain.people import ALWAYS, Person, PersonId, Reporting

TODAY = dt.date(2026, 11, 20)
DANA, ILYA = PersonId(1), PersonId(2)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def person(number: int, name: str = "") -> Person:
    return Person(PersonId(number), str(number), name or f"Person {number}")


def line(number: int, manager: PersonId, since: dt.date = ALWAYS) -> Reporting:
    return Reporting(PersonId(number), manager, None, since)


def covered(held: dict[int, list[int]], lines: dict[int, list[Reporting]] | None = None, team: int = 3) -> Coverage:
    """The coverage of Dana's team of people 11, 12, ...; `held` has days ago."""
    numbers = range(11, 11 + team)
    days = {PersonId(number): [ago(gap) for gap in gaps] for number, gaps in held.items()}
    own = {PersonId(number): (lines or {}).get(number, [line(number, DANA)]) for number in numbers}
    last = {number: max(found) for number, found in days.items() if found}
    return coverage(map(person, numbers), DANA, own, days, last, {}, TODAY)


def test_a_team_is_counted_by_who_was_met_in_90_and_180_days_and_who_never() -> None:
    found = covered({11: [30, 200], 12: [100]})
    assert (found.team_size, found.met_90d, found.met_180d, found.percent) == (3, 1, 2, 67)
    assert (found.never, found.longest_gap_days) == (1, 100)
    assert [one.person.id for one in found.team] == [13, 12, 11]


def test_the_edges_of_the_windows_count() -> None:
    found = covered({11: [90], 12: [91], 13: [180]})
    assert (found.met_90d, found.met_180d) == (1, 3)
    assert covered({11: [181]}).met_180d == 0


def test_a_meeting_counts_for_the_manager_of_its_day_while_the_gap_goes_on() -> None:
    moved = {11: [line(11, ILYA), line(11, DANA, ago(20))]}
    found = covered({11: [30]}, moved)
    assert found.met_180d == 0
    assert found.team[-1].gap_days == 30
    assert covered({11: [20]}, moved).met_180d == 1


@pytest.mark.parametrize(
    ("met", "team", "state"),
    [(0, 4, "nobody"), (1, 4, "thin"), (2, 4, "good"), (2, 5, "thin"), (1, 1, "good")],
)
def test_nobody_in_half_a_year_is_worst_below_half_of_the_team_is_thin(met: int, team: int, state: str) -> None:
    assert covered({11 + n: [10] for n in range(met)}, team=team).state is CoverageState(state)


def test_a_team_that_just_came_to_its_manager_is_not_judged() -> None:
    moved = {number: [line(number, ILYA), line(number, DANA, ago(89))] for number in (11, 12, 13)}
    assert covered({}, moved).state is CoverageState.NEW
    longer = {number: [line(number, ILYA), line(number, DANA, ago(90))] for number in (11, 12, 13)}
    assert covered({}, longer).state is CoverageState.NOBODY
    other_team = {n: [line(n, DANA, ago(200)), line(n, DANA, ago(5))] for n in (11, 12, 13)}
    assert covered({}, other_team).state is CoverageState.NOBODY


def test_next_is_who_is_planned_first_else_the_longest_gap() -> None:
    team = [person(11), person(12)]
    last = {PersonId(11): ago(100), PersonId(12): ago(5)}

    def found(planned: dict[PersonId, dt.date]) -> PersonId:
        return coverage(team, DANA, {}, {}, last, planned, TODAY).next_up.person.id

    assert found({}) == 11
    assert found({PersonId(12): ago(-3)}) == 12
    assert found({PersonId(12): ago(-3), PersonId(11): ago(-2)}) == 11


def test_who_was_manager_on_a_day() -> None:
    lines = [line(11, DANA, ago(10)), line(11, ILYA, ago(50))]
    assert [manager_on(lines, ago(days)) for days in (51, 50, 11, 10, 0)] == [None, ILYA, ILYA, DANA, DANA]


def test_a_round_takes_as_many_weeks_as_the_slots_need_and_more_slots_are_proposed() -> None:
    thirty = round_of(30, 1)
    assert (thirty.weeks, thirty.too_long, thirty.better_slots, thirty.better_weeks) == (30, True, 3, 10)
    auto = round_of(30, None)
    assert (auto.slots, auto.weeks, auto.better_slots) == (3, 10, None)
    quarter = round_of(26, 2)
    assert (quarter.weeks, quarter.too_long) == (13, False)
    assert round_of(27, 2).too_long
    assert round_of(0, None).weeks == 0
    none = round_of(5, 0)
    assert (none.weeks, none.too_long, none.better_slots) == (None, True, 1)
    crowd = round_of(200, None)
    assert (crowd.weeks, crowd.too_long, crowd.better_slots) == (29, True, None)


@given(st.integers(1, 400), st.none() | st.integers(1, 7))
def test_a_round_has_a_place_for_everybody_and_none_too_many(people: int, slots: int | None) -> None:
    found = round_of(people, slots)
    assert found.weeks is not None
    assert (found.weeks - 1) * found.slots < people <= found.weeks * found.slots
    if found.better_slots is not None and found.better_weeks is not None:
        assert found.better_slots > found.slots
        assert found.better_weeks < found.weeks


@given(st.dictionaries(st.integers(11, 14), st.lists(st.integers(0, 400), max_size=5)))
def test_who_was_met_lately_was_met_in_half_a_year_and_nobody_is_lost(held: dict[int, list[int]]) -> None:
    found = covered(held, team=4)
    assert found.met_90d <= found.met_180d <= found.team_size - found.never <= 4
    assert sorted(one.person.id for one in found.team) == [11, 12, 13, 14]
