"""A weekly review while it goes on: what is kept of it, the time that it took, and its worst items."""

from __future__ import annotations

import datetime as dt
import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.sittings import IDLE_SECONDS, Item, Kept, Urgency, kept_from, spent_between, worst

NOON = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
KEYS = st.frozensets(st.text(max_size=12), max_size=6)


@given(
    st.builds(
        Kept,
        step=st.text(max_size=12),
        item=st.text(max_size=12),
        aside=KEYS,
        only=st.none() | KEYS,
        seconds=st.integers(0, 10**6).map(float),
    )
)
def test_what_is_kept_comes_back_as_it_was(kept: Kept) -> None:
    assert kept_from(kept.to_text()) == kept


@given(st.text() | st.lists(st.integers() | st.none() | st.text(), max_size=6).map(json.dumps))
def test_a_text_that_is_damaged_gives_a_fresh_start_or_something_whole(text: str) -> None:
    kept = kept_from(text)
    assert kept_from(kept.to_text()) == kept


@given(st.lists(st.integers(0, 3 * IDLE_SECONDS), max_size=40))
def test_the_time_is_the_sum_of_the_gaps_in_which_somebody_was_there(gaps: list[int]) -> None:
    moments = [NOON]
    for gap in gaps:
        moments.append(moments[-1] + dt.timedelta(seconds=gap))
    spent = sum(spent_between(one, other) for one, other in pairwise(moments))
    assert spent == sum(gap for gap in gaps if gap <= IDLE_SECONDS)


def test_the_first_key_a_break_and_a_clock_that_went_back_count_nothing() -> None:
    assert spent_between(None, NOON) == 0
    assert spent_between(NOON, NOON + dt.timedelta(seconds=120)) == 120
    assert spent_between(NOON, NOON + dt.timedelta(seconds=121)) == 0
    assert spent_between(NOON, NOON - dt.timedelta(hours=1)) == 0


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 0), (29, 0), (30, 1), (89, 1), (91, 2), (900, 15)])
def test_minutes_are_rounded(seconds: float, minutes: int) -> None:
    assert Kept(seconds=seconds).minutes == minutes


ITEMS = st.lists(st.tuples(st.sampled_from(Urgency), st.integers(0, 30)), max_size=30).map(
    lambda found: [Item(f"{number}", urgency, weight) for number, (urgency, weight) in enumerate(found)]
)


@given(ITEMS, st.integers(0, 40))
def test_the_worst_are_so_many_and_none_that_is_left_out_is_worse(items: list[Item], count: int) -> None:
    chosen = worst(items, count)
    assert len(chosen) == min(count, len(items))
    inside = [(one.urgency, -one.weight) for one in items if one.key in chosen]
    outside = [(one.urgency, -one.weight) for one in items if one.key not in chosen]
    assert not inside or not outside or max(inside) <= min(outside)


def test_of_equals_the_one_that_is_asked_earlier_is_worse() -> None:
    assert worst([Item("a", Urgency.PROMISE), Item("b", Urgency.PROMISE)], 1) == {"a"}
