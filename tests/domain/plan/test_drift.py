"""Drift: the median of the last four gaps, without excused days, over the interval (rule 9)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.plan.drift import Drift, DriftState, drift

FIRST = dt.date(2026, 9, 7)
DAY = dt.timedelta(days=1)


def found(gaps: list[int], interval: int = 7, excused: frozenset[dt.date] = frozenset()) -> Drift:
    days = [FIRST]
    for gap in gaps:
        days.append(days[-1] + DAY * gap)
    result = drift(days, interval, excused)
    assert result is not None
    return result


def test_before_the_second_meeting_there_is_no_drift() -> None:
    assert drift([], 7) is None
    assert drift([FIRST, FIRST], 7) is None


@pytest.mark.parametrize(
    ("gaps", "interval", "state"),
    [
        ([7, 7, 7, 7], 7, DriftState.OK),
        ([10], 8, DriftState.OK),
        ([11], 8, DriftState.SLIPPING),
        ([14], 8, DriftState.SLIPPING),
        ([15], 8, DriftState.BROKEN),
        ([7, 7, 7, 60], 7, DriftState.OK),
        ([7, 21, 21, 21], 7, DriftState.BROKEN),
        ([70, 70, 70, 7, 7, 7, 7], 7, DriftState.OK),
    ],
)
def test_the_middle_of_the_last_four_gaps_decides(gaps: list[int], interval: int, state: DriftState) -> None:
    assert found(gaps, interval).state is state


def test_only_the_last_four_gaps_are_looked_at() -> None:
    assert found([90, 80, 7, 8, 9, 10]).raw == (7, 8, 9, 10)
    assert found([7, 8, 9]).raw == (7, 8, 9)


def test_days_away_between_two_meetings_do_not_count_and_the_raw_gap_is_kept() -> None:
    vacation = frozenset(FIRST + DAY * number for number in range(7, 21))
    result = found([28], excused=vacation)
    assert (result.gaps, result.raw, result.ratio) == ((14,), (28,), 2.0)
    assert found([21], excused=vacation).gaps == (7,)
    assert found([7, 14], excused=frozenset({FIRST, FIRST + DAY * 7, FIRST + DAY * 21})).gaps == (7, 14)


@given(gaps=st.lists(st.integers(1, 100), min_size=1), off=st.frozensets(st.integers(1, 300), max_size=40))
def test_excused_days_never_make_it_worse(gaps: list[int], off: frozenset[int]) -> None:
    excused = frozenset(FIRST + DAY * number for number in off)
    assert found(gaps, excused=excused).ratio <= found(gaps).ratio
    assert all(gap >= 1 for gap in found(gaps, excused=excused).gaps)
