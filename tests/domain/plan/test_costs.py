"""What makes a week a good one for a skip-level: each thing by itself, in its order and at its edges."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.plan.costs import MISSED, Wish, carried_from, soft_cost

MANY = 100
WISHES = st.builds(Wish, *[st.none() | st.integers(-200, 200) for _ in Wish._fields])


def costs(wish: Wish, weeks: range, *, reserve: bool = False, free_slots: int = MANY) -> list[int]:
    return [soft_cost(wish, week, reserve=reserve, free_slots=free_slots) for week in weeks]


def test_the_week_of_the_due_date_is_best_and_the_next_but_one_more_than_twice_as_bad_as_the_next() -> None:
    before, near_before, best, near_after, after = costs(Wish(due=5), range(3, 8))
    assert best == 0
    assert near_before == near_after > 0
    assert before == after > 2 * near_after


def test_six_weeks_after_the_last_meeting_it_is_no_longer_too_soon() -> None:
    assert [cost > 0 for cost in costs(Wish(last=0), range(1, 9))] == [True] * 5 + [False] * 3


def test_who_was_missed_has_two_weeks_and_then_gets_dearer_by_the_week() -> None:
    found = costs(Wish(carried=carried_from(0)), range(5))
    assert found[:2] == [0, 0]
    assert found[2] == found[3] - found[2] == found[4] - found[3] > 0


def test_who_joined_is_met_from_the_third_week_to_the_sixth_and_rather_after_than_before() -> None:
    found = costs(Wish(started=0), range(10))
    assert [week for week, cost in enumerate(found) if not cost] == [3, 4, 5, 6]
    assert found[2] > found[7] > 0
    assert sorted(found[:3], reverse=True) == found[:3]
    assert sorted(found[7:]) == found[7:]


def test_who_leaves_is_met_four_weeks_before_the_last_day_at_the_latest() -> None:
    found = costs(Wish(leaves=10), range(4, 10))
    assert found[:3] == [0, 0, 0]
    assert found[3] == found[4] - found[3] == found[5] - found[4] > 0


def test_the_weeks_held_in_reserve_and_those_with_little_free_time_are_worse() -> None:
    (free,), (kept,) = costs(Wish(due=0), range(1)), costs(Wish(due=0), range(1), reserve=True)
    assert free == 0 < kept
    full = [costs(Wish(), range(1), free_slots=slots)[0] for slots in (0, 1, 2, 10, MANY)]
    assert full == sorted(full, reverse=True)
    assert full[1] > full[2] > full[3] > full[4] == 0


@given(WISHES, st.integers(0, 60), st.booleans(), st.integers(0, 100))
def test_no_week_is_so_bad_that_missing_somebody_is_better(wish: Wish, week: int, reserve: bool, free: int) -> None:
    assert 0 <= soft_cost(wish, week, reserve=reserve, free_slots=free) < MISSED
