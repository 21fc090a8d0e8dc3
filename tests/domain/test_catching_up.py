"""Spreading what came due over the coming weeks."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.cadence import Cadence, Due, DueState, due
from rhythm.domain.catching_up import Anew, Behind, is_behind, spread
from rhythm.domain.people import Person, PersonId

MONDAY = dt.date(2026, 11, 23)
WEEKDAYS = range(5)
WEEKLY = Cadence(7, 14)


def behind(number: int, gap: int, cadence: Cadence = WEEKLY) -> Behind:
    state = DueState.OVER if gap > cadence.limit else DueState.DUE
    return Behind(PersonId(number), Due(state, gap, cadence, None))


def weeks(found: tuple[Anew, ...]) -> list[int]:
    """How many people each week from this one on holds."""
    counts = Counter((one.monday - MONDAY).days // 7 for one in found)
    return [counts[week] for week in range(max(counts, default=-1) + 1)]


def test_what_fits_is_due_this_week_and_the_rest_evenly_in_the_next() -> None:
    few = spread([behind(n, 20) for n in range(3)], 5, {}, WEEKDAYS, MONDAY)
    assert {one.due_on for one in few} == {MONDAY}
    many = spread([behind(n, 20) for n in range(11)], 5, {}, WEEKDAYS, MONDAY)
    assert weeks(many) == [4, 4, 3]


def test_the_worst_come_first() -> None:
    found = spread([behind(1, 8), behind(2, 40), behind(3, 15)], 1, {}, WEEKDAYS, MONDAY)
    assert [one.person_id for one in found] == [2, 3, 1]
    assert [one.due_on for one in found] == [MONDAY + dt.timedelta(days=7 * week) for week in range(3)]


def test_a_week_that_is_half_gone_takes_half_and_a_weekend_none() -> None:
    people = [behind(n, 20) for n in range(6)]
    thursday = MONDAY + dt.timedelta(days=3)
    assert weeks(spread(people, 5, {}, WEEKDAYS, thursday)) == [2, 4]
    sunday = MONDAY + dt.timedelta(days=6)
    found = spread(people, 5, {}, WEEKDAYS, sunday)
    assert weeks(found) == [0, 3, 3]
    assert min(one.due_on for one in found) == MONDAY + dt.timedelta(days=7)


def test_what_stands_in_a_week_already_takes_its_room() -> None:
    people = [behind(n, 20) for n in range(6)]
    assert weeks(spread(people, 4, {MONDAY: 3}, WEEKDAYS, MONDAY)) == [1, 3, 2]
    assert sum(weeks(spread(people, 2, {MONDAY: 9}, WEEKDAYS, MONDAY))) == 6


def test_who_was_never_met_is_paused_or_is_on_rhythm_is_not_behind() -> None:
    states = {state: is_behind(Due(state, 9, Cadence(7, 14), None)) for state in DueState}
    assert [state for state, found in states.items() if found] == [DueState.OVER, DueState.DUE]


PEOPLE = st.lists(st.tuples(st.integers(7, 400), st.sampled_from([(7, 14), (14, 28), (91, 120)])), max_size=70)
LOAD = st.dictionaries(st.integers(0, 8).map(lambda week: MONDAY + dt.timedelta(days=7 * week)), st.integers(0, 25))


@given(PEOPLE, st.integers(1, 20), LOAD, st.integers(0, 6))
def test_nobody_is_lost_no_week_bears_too_much_and_the_worst_come_first(
    people: list[tuple[int, tuple[int, int]]], per_week: int, load: dict[dt.date, int], weekday: int
) -> None:
    today = MONDAY + dt.timedelta(days=weekday)
    waiting = [behind(n, max(gap, target), Cadence(target, limit)) for n, (gap, (target, limit)) in enumerate(people)]
    found = spread(waiting, per_week, load, WEEKDAYS, today)
    assert sorted(one.person_id for one in found) == sorted(one.person_id for one in waiting)
    for monday, number in Counter(one.monday for one in found).items():
        assert number <= max(1, per_week - load.get(monday, 0))
    dues = {one.person_id: one.due for one in waiting}
    assert [dues[one.person_id].order for one in found] == sorted(one.due.order for one in waiting)
    assert [one.due_on for one in found] == sorted(one.due_on for one in found)
    full = weeks(found)[1:-1]
    if not load and full:
        assert max(full) - min(full) <= 1


@given(st.integers(7, 400), st.sampled_from([(7, 14), (14, 28), (91, 120)]), st.integers(0, 6), st.integers(1, 3))
def test_whoever_is_spread_is_over_no_limit_any_more(
    gap: int, days: tuple[int, int], weekday: int, per_week: int
) -> None:
    cadence, today = Cadence(*days), MONDAY + dt.timedelta(days=weekday)
    held = today - dt.timedelta(days=max(gap, cadence.target))
    person = Person(PersonId(1), "u", "Ana")
    before = due(person, cadence, held, today)
    (anew,) = spread([Behind(person.id, before)], per_week, {}, WEEKDAYS, today)
    after = due(person._replace(due_from=anew.due_from), cadence, held, today)
    assert after.state in (DueState.DUE, DueState.OK)
    assert after.due_on == anew.due_on
    assert after.gap_days == before.gap_days
