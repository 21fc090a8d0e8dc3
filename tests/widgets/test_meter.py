from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.meter import bar, columns, spark
from widgets.plain import ASCII


def test_a_gap_in_a_spark_is_not_a_zero() -> None:
    assert spark([0, None, 8]) == "▁·█"
    assert spark([0, None, 8], ASCII) == "_.@"
    assert spark([None, None]) == "··"
    assert spark([0, 0]) == "▁▁"
    assert spark([]) == ""


def test_a_small_value_stands_above_zero() -> None:
    assert spark([0, 1, 1000]) == "▁▂█"


@given(st.lists(st.none() | st.floats(-10, 1e6), max_size=60))
def test_a_spark_has_one_cell_for_each_value(values: list[float | None]) -> None:
    assert cell_len(spark(values)) == len(values)


def test_columns_grow_line_by_line_and_a_gap_is_not_a_zero() -> None:
    assert columns([0, None, 8, 16, 1], 2) == ["      █", "▁ · █ █ ▁"]
    assert columns([0, None, 2], 1, ASCII) == ["_ . @"]
    assert columns([None, 0], 2) == ["", "· ▁"]
    assert columns([], 2) == ["", ""]


def test_a_bar_says_nothing_and_all_only_where_it_is_so() -> None:
    assert bar(0, 5) == "·····"
    assert bar(1, 5) == "▄▄▄▄▄"
    assert bar(0.001, 5) == "▄····"
    assert bar(0.999, 5) == "▄▄▄▄·"
    assert bar(0.5, 4, ASCII) == "==.."


@given(st.floats(-1, 2), st.integers(0, 40))
def test_a_bar_is_as_wide_as_asked_for(share: float, width: int) -> None:
    assert cell_len(bar(share, width)) == width
