"""Weeks by flow: never dearer than any other way, and nobody is missed who could be met (P5, P9, P10)."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.plan.costs import MISSED, team_steps, week_steps
from rhythm.domain.plan.flow import Network, assign

EXAMPLES = settings(max_examples=100, deadline=None)


def total_cost(network: Network, weeks: Sequence[int | None]) -> int:
    """What a way of assigning people to weeks costs."""
    total = 0
    team_counts: dict[tuple[int, int], int] = {}
    counts: dict[int, int] = {}
    for person, week in enumerate(weeks):
        if week is None:
            total += network.missed[person]
            continue
        team = network.teams[person]
        of_team, of_all = team_counts.get((team, week), 0), counts.get(week, 0)
        total += (
            network.costs[person][week] + network.team_steps[team][week][of_team] + network.week_steps[week][of_all]
        )
        team_counts[team, week], counts[week] = of_team + 1, of_all + 1
    return total


@st.composite
def networks(draw: st.DrawFn, people: int = 12, weeks: int = 6) -> Network:
    caps = draw(st.lists(st.integers(0, 3), min_size=1, max_size=weeks))
    costs = draw(
        st.lists(
            st.dictionaries(st.integers(0, len(caps) - 1), st.integers(0, 3000), max_size=len(caps)), max_size=people
        )
    )
    teams = [draw(st.integers(0, 2)) for _ in costs]
    stands = draw(st.lists(st.integers(0, 2), min_size=len(caps), max_size=len(caps)))
    return Network(
        costs=costs,
        missed=[MISSED + draw(st.integers(0, 5)) * 1000 for _ in costs],
        teams=teams,
        team_steps=[[team_steps(stand, cap) for stand, cap in zip(stands, caps, strict=True)] for _ in range(3)],
        week_steps=[
            week_steps(stand, cap, free=draw(st.integers(1, 100)), normal=80)
            for stand, cap in zip(stands, caps, strict=True)
        ],
    )


def most_that_can_be_met(network: Network) -> int:
    """A maximum matching of people and places, by Kuhn's augmenting paths."""
    held: dict[tuple[int, int], int] = {}

    def place(person: int, seen: set[tuple[int, int]]) -> bool:
        for week in network.costs[person]:
            for number in range(len(network.week_steps[week])):
                spot = (week, number)
                if spot in seen:
                    continue
                seen.add(spot)
                if spot not in held or place(held[spot], seen):
                    held[spot] = person
                    return True
        return False

    return sum(place(person, set()) for person in range(len(network.costs)))


def greedy(network: Network) -> list[int | None]:
    """Fewest options first, each to the week that is cheapest at that moment."""
    weeks: list[int | None] = [None] * len(network.costs)
    for person in sorted(range(len(weeks)), key=lambda person: (len(network.costs[person]), person)):
        options = []
        for week in network.costs[person]:
            if weeks.count(week) < len(network.week_steps[week]):
                weeks[person] = week
                options.append((total_cost(network, weeks), week))
        weeks[person] = min(options)[1] if options else None
    return weeks


@EXAMPLES
@given(networks())
def test_as_many_are_met_as_a_matching_of_people_and_places_allows(network: Network) -> None:
    found = assign(network)
    assert sum(week is not None for week in found) == most_that_can_be_met(network)


@EXAMPLES
@given(networks())
def test_weeks_hold_no_more_than_they_may_and_everybody_can_come(network: Network) -> None:
    found = assign(network)
    for week, steps in enumerate(network.week_steps):
        assert found.count(week) <= len(steps)
    assert all(week is None or week in network.costs[person] for person, week in enumerate(found))


@EXAMPLES
@given(networks())
def test_it_costs_no_more_than_the_greedy_way(network: Network) -> None:
    assert total_cost(network, assign(network)) <= total_cost(network, greedy(network))


@EXAMPLES
@given(networks(people=5, weeks=3))
def test_no_other_way_is_cheaper(network: Network) -> None:
    options = [[None, *costs] for costs in network.costs]
    possible = [
        weeks
        for weeks in itertools.product(*options)
        if all(weeks.count(week) <= len(steps) for week, steps in enumerate(network.week_steps))
    ]
    assert total_cost(network, assign(network)) == min(total_cost(network, weeks) for weeks in possible)


@EXAMPLES
@given(network=networks(), week=st.integers(0, 5))
def test_one_more_place_in_a_week_never_leaves_more_unmet(network: Network, week: int) -> None:
    week %= len(network.week_steps)
    wider = network._replace(
        week_steps=[
            [*steps, steps[-1] + 60 if steps else 30] if number == week else steps
            for number, steps in enumerate(network.week_steps)
        ],
        team_steps=[
            [team_steps(0, len(steps) + 1) if number == week else steps for number, steps in enumerate(of_team)]
            for of_team in network.team_steps
        ],
    )
    assert assign(wider).count(None) <= assign(network).count(None)
