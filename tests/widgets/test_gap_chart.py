"""The chart of gaps: bars on a line of time, against what is aimed at."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from textual.app import App, ComposeResult

from tests.widgets.showing import screen_lines
from widgets.gap_chart import GapChart, Reference
from widgets.plain import ASCII, UNICODE, Marks

FIRST = 17
"""The cell of the first of twelve bars, in a chart of thirty cells with the words of these lines at the left."""
LINES = (Reference(7, "target 7"), Reference(14, "limit 14"))


class Showing(App[None]):
    """An app with one chart."""

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._marks = marks

    def compose(self) -> ComposeResult:
        yield GapChart(marks=self._marks, id="chart")


async def drawn(
    bars: Sequence[float | None],
    dates: list[tuple[int, str]],
    *,
    size: tuple[int, int] = (30, 8),
    marks: Marks = UNICODE,
    references: tuple[Reference, ...] = LINES,
) -> list[str]:
    app = Showing(marks)
    async with app.run_test(size=size) as pilot:
        app.query_one(GapChart).set_chart(bars, references, dates, running=True)
        await pilot.pause()
        return screen_lines(app)[:5]


async def test_a_bar_stands_in_its_column_and_a_gap_is_drawn_as_a_gap() -> None:
    bars: list[float | None] = [7, None, 14, 7, None, None, 21, 3, 3, 3, 3, 3]
    *rows, axis = await drawn(bars, [(0, "Jan"), (11, "now")])
    columns = ["".join(row[FIRST + place] for row in rows) for place in range(12)]
    empty = [place for place, column in enumerate(columns) if not set(column) - set(" ·")]
    assert empty == [1, 4, 5]
    heights = [sum(cell not in " ·" for cell in column) for column in columns]
    assert heights[6] == 4 > heights[2] > heights[0] > heights[11] > 0
    assert axis.rstrip().endswith("now")
    assert axis.index("Jan") == FIRST


async def test_the_lines_are_said_at_the_left() -> None:
    rows = await drawn([7.0], [])
    assert [row[:9].strip() for row in rows[:4] if row[:9].strip()] == ["limit 14", "target 7"]
    assert next(row for row in rows if "limit 14" in row).count("·") > 10


async def test_two_lines_in_one_row_say_the_higher_one() -> None:
    rows = await drawn([7.0], [], references=(Reference(13.5, "target"), Reference(14, "limit")))
    assert [row[:7].strip() for row in rows[:4] if row[:7].strip()] == ["limit"]


async def test_the_last_bars_are_shown_where_not_all_fit_and_few_are_drawn_wider() -> None:
    many = await drawn([*[1.0] * 100, 14.0], [(0, "long ago"), (100, "now")])
    assert "long ago" not in many[-1]
    assert many[-1].rstrip().endswith("now")
    few = await drawn([7.0, None, 7.0], [(2, "now")])
    assert few[3].rstrip().endswith("███   ███")


@pytest.mark.parametrize("size", [(5, 6), (1, 5), (200, 50)])
@pytest.mark.parametrize("marks", [UNICODE, ASCII])
async def test_any_size_and_no_bars_are_drawn(size: tuple[int, int], marks: Marks) -> None:
    several: tuple[Sequence[float | None], ...] = ((), (None,), (0.0, 5000.0))
    for bars in several:
        lines = await drawn(bars, [(0, "now")], size=size, marks=marks)
        assert all(len(line) == size[0] for line in lines)
        assert marks is UNICODE or "".join(lines).isascii()
