"""Gaps between meetings, and how far they drift from what is aimed at."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.drift import DriftState, drift, gaps_between

START = dt.date(2026, 1, 5)


def days(*gaps: int) -> list[dt.date]:
    """Held meetings so many days apart."""
    found = [START]
    for gap in gaps:
        found.append(found[-1] + dt.timedelta(days=gap))
    return found


@pytest.mark.parametrize(
    ("gaps", "state", "share"),
    [
        ((7, 7, 7, 7), DriftState.OK, 1.0),
        ((70, 7, 7, 10, 9), DriftState.OK, 8 / 7),
        ((7, 7, 12, 13), DriftState.SLIPPING, 9.5 / 7),
        ((14, 14, 14, 14), DriftState.BROKEN, 2.0),
        ((14,), DriftState.BROKEN, 2.0),
    ],
)
def test_the_middle_of_the_last_four_gaps_is_judged(gaps: tuple[int, ...], state: DriftState, share: float) -> None:
    found = drift(gaps_between(days(*gaps)), 7)
    assert found is not None
    assert found.state is state
    assert found.share == pytest.approx(share)


@pytest.mark.parametrize(("days_", "state"), [(35, "ok"), (36, "slipping"), (49, "slipping"), (50, "broken")])
def test_the_edges_belong_to_the_better_state(days_: int, state: str) -> None:
    found = drift(gaps_between(days(days_)), 28)
    assert found is not None
    assert found.state.value == state


def test_days_away_do_not_count_and_the_raw_gap_stays() -> None:
    held = days(21)
    away = [(START + dt.timedelta(days=3), START + dt.timedelta(days=9)), (START, START + dt.timedelta(days=5))]
    (gap,) = gaps_between(held, away)
    assert (gap.days, gap.excused, gap.counted) == (21, 9, 12)
    found = drift((gap,), 7)
    assert found is not None
    assert (found.days, found.raw_days) == (12, 21)


def test_without_a_second_meeting_there_is_no_drift() -> None:
    assert gaps_between([]) == gaps_between([START]) == gaps_between([START, START]) == ()
    assert drift((), 7) is None


@given(st.lists(st.dates(START, START + dt.timedelta(days=900)), max_size=20), st.data())
def test_gaps_fill_the_time_and_nobody_is_away_longer_than_a_gap(held: list[dt.date], data: st.DataObject) -> None:
    spans = data.draw(
        st.lists(st.tuples(st.dates(START, START + dt.timedelta(days=900)), st.integers(0, 90)), max_size=5)
    )
    away = [(first, first + dt.timedelta(days=length)) for first, length in spans]
    gaps = gaps_between(held, away)
    assert sum(gap.days for gap in gaps) == ((max(held) - min(held)).days if held else 0)
    assert all(gap.days > 0 and 0 <= gap.excused < gap.days for gap in gaps)
