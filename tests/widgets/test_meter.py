from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from widgets.meter import bar, cells, spark
from widgets.plain import ASCII


def test_dots_show_a_count_out_of_a_number() -> None:
    assert cells(2, 3) == "●●○"
    assert cells(2, 3, ASCII) == "**."
    assert cells(0, 3) == "○○○"
    assert cells(7, 3) == "●●●"
    assert cells(-1, 3) == "○○○"


def test_a_bar_fills_in_proportion() -> None:
    assert bar(5, 10, 4) == "━━──"
    assert bar(5, 10, 4, ASCII) == "==--"
    assert bar(0, 10, 4) == "────"
    assert bar(10, 10, 4) == "━━━━"
    assert bar(3, 0, 4) == "────"
    assert bar(1, 1, 0) == ""


def test_a_bar_hides_neither_a_little_nor_what_is_missing() -> None:
    assert bar(1, 1000, 4) == "━───"
    assert bar(999, 1000, 4) == "━━━─"


def test_a_gap_in_a_spark_is_not_a_zero() -> None:
    assert spark([0, None, 8]) == "▁·█"
    assert spark([0, None, 8], ASCII) == "_.@"
    assert spark([None, None]) == "··"
    assert spark([0, 0]) == "▁▁"
    assert spark([]) == ""


def test_a_small_value_stands_above_zero() -> None:
    assert spark([0, 1, 1000]) == "▁▂█"


@given(st.floats(-10, 1e6), st.floats(-10, 1e6), st.integers(0, 60))
def test_a_bar_has_its_width_whatever_the_values(value: float, maximum: float, width: int) -> None:
    assert cell_len(bar(value, maximum, width)) == width


@given(st.lists(st.none() | st.floats(-10, 1e6), max_size=60))
def test_a_spark_has_one_cell_for_each_value(values: list[float | None]) -> None:
    assert cell_len(spark(values)) == len(values)
