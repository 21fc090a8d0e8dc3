"""Bars on a line of time against lines that say what is aimed at. Knows nothing of what is counted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from widgets.plain import UNICODE, Marks, one_line

_WIDEST_LABEL = 14
_HEADROOM = 1.15
"""How much higher than the highest line the chart is at the least."""
_WIDEST_BAR = 3
_TALLEST = 3.0
"""How many times as high as the highest line a bar is drawn at the most; a longer one is cut there."""


class Reference(NamedTuple):
    """A line across the chart at a value, with its words at the left."""

    value: float
    label: str


class GapChart(Widget):
    """A bar for each column of time that has one; where there is none, nothing is drawn.

    The last columns that fit are shown. `running` says that the last bar still grows. Bars above the highest line are
    drawn in the colour of errors; they stand above it too, so that nothing hangs on the colour.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "gap-chart--bar",
        "gap-chart--over",
        "gap-chart--running",
        "gap-chart--line",
    }
    DEFAULT_CSS = """
    GapChart {
        height: 5;
        & > .gap-chart--bar { color: $foreground 85%; }
        & > .gap-chart--over { color: $text-error; }
        & > .gap-chart--running { color: $text-accent; }
        & > .gap-chart--line { color: $foreground 75%; }
        &:ansi > .gap-chart--line { color: ansi_default; text-style: dim; }
    }
    """

    def __init__(self, *, marks: Marks = UNICODE, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._marks = marks
        self._bars: tuple[float | None, ...] = ()
        self._references: tuple[Reference, ...] = ()
        self._dates: tuple[tuple[int, str], ...] = ()
        self._running = False

    def set_chart(
        self,
        bars: Sequence[float | None],
        references: Sequence[Reference],
        dates: Sequence[tuple[int, str]],
        *,
        running: bool = False,
    ) -> None:
        """Show other bars, oldest first; `dates` are the words under a column, by its place among the bars."""
        self._bars, self._references = tuple(bars), tuple(references)
        self._dates, self._running = tuple(dates), running
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line: a part of the bars, or at the bottom the words under them."""
        width, rows = self.size.width, self.size.height - 1
        gutter = self._gutter(width)
        room = max(0, width - gutter - 1)
        line = self._style("line")
        if y >= rows:
            return Strip([Segment(" " * gutter + self._axis(room), line)]).adjust_cell_length(width, line)
        row = rows - 1 - y
        parts = [Segment(self._label(row, rows, gutter), line), *self._cells(row, rows, room)]
        return Strip(parts).adjust_cell_length(width, line)

    @property
    def top(self) -> float:
        """The value at the upper edge."""
        highest = max((reference.value for reference in self._references), default=1.0)
        longest = max((bar for bar in self._bars if bar is not None), default=0.0)
        return max(highest * _HEADROOM, min(longest, highest * _TALLEST), 1.0)

    def _gutter(self, width: int) -> int:
        widest = max((cell_len(reference.label) for reference in self._references), default=0)
        return min(widest, _WIDEST_LABEL, max(0, width // 3)) + 2

    def _row_of(self, value: float, rows: int) -> int:
        """The line, counted from the bottom, in which a value lies."""
        return min(rows - 1, int(value / self.top * rows))

    def _label(self, row: int, rows: int, gutter: int) -> str:
        here = [reference for reference in self._references if self._row_of(reference.value, rows) == row]
        # Where two lines fall into one row the higher one is said.
        label = max(here, key=lambda reference: reference.value).label if here else ""
        return f"{one_line(label, gutter - 2, self._marks.more):>{gutter - 1}} "

    def _cells(self, row: int, rows: int, room: int) -> list[Segment]:
        levels = self._marks.levels
        crossed = any(self._row_of(reference.value, rows) == row for reference in self._references)
        limit = max((reference.value for reference in self._references), default=float("inf"))
        shown = self._shown(room)
        cells = [Segment((self._marks.gap if crossed else " ") * (room - len(shown)), self._style("line"))]
        for place, bar in enumerate(shown):
            height = round(min(bar, self.top) / self.top * rows * len(levels)) if bar is not None else 0
            part = max(height, 1 if bar is not None else 0) - row * len(levels)
            if part <= 0:
                cells.append(Segment(self._marks.gap if crossed else " ", self._style("line")))
                continue
            last = self._running and place >= len(shown) - self._scale(room)
            name = "over" if bar is not None and bar > limit else "running" if last else "bar"
            cells.append(Segment(levels[min(part, len(levels)) - 1], self._style(name)))
        return cells

    def _scale(self, room: int) -> int:
        """How many cells a bar is wide."""
        return max(1, min(_WIDEST_BAR, room // len(self._bars))) if self._bars else 1

    def _shown(self, room: int) -> list[float | None]:
        """The value of each cell that has one; the last bars where not all fit."""
        scale = self._scale(room)
        bars = self._bars[-(room // scale) :] if room else ()
        return [bar for bar in bars for _ in range(scale)]

    def _axis(self, room: int) -> str:
        """The words under the columns; one that would touch the one before is left out."""
        scale = self._scale(room)
        shift = room - len(self._bars) * scale
        line = ""
        for place, word in self._dates:
            start = place * scale + shift
            if start + cell_len(word) > room:
                start = room - cell_len(word)
            if start >= 0 and (not line or start > cell_len(line)):
                line += " " * (start - cell_len(line)) + word
        return line

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"gap-chart--{part}")
