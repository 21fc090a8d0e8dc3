"""A small grid of cells with titles at both edges, in which every cell can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from widgets.plain import UNICODE, Marks, one_line, pad
from widgets.tone import Tone

_HEAD = 2
"""Lines of the titles of the columns."""
_LEAST, _MOST = 6, 16
"""Cells of a column, the one that stays free between two included."""
_LEAST_TITLE = 8


class GridCell(NamedTuple):
    """A cell: a short text, and the key by which the cursor finds it again."""

    key: str
    text: str = ""
    tone: Tone = Tone.PLAIN


class GridLine(NamedTuple):
    """A line of cells with its title; as many cells as there are columns."""

    title: str
    cells: tuple[GridCell, ...]


class CellGrid(Widget, can_focus=True, inherit_bindings=False):
    """Lines go in through `set_grid`; `Highlighted` and `Chosen` come out.

    Arrow keys go from cell to cell. A click highlights; a click on the highlighted cell chooses it. What does not fit
    is scrolled to, while the titles stay.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open"),
        Binding("left", "go(-1, 0)", "left", show=False),
        Binding("right", "go(1, 0)", "right", show=False),
        Binding("up", "go(0, -1)", "up", show=False),
        Binding("down", "go(0, 1)", "down", show=False),
        Binding("home", "go(-999, 0)", "first", show=False),
        Binding("end", "go(999, 0)", "last", show=False),
        Binding("pageup", "go(0, -999)", "top", show=False),
        Binding("pagedown", "go(0, 999)", "bottom", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "cell-grid--title",
        "cell-grid--cursor",
        *(f"cell-grid--{tone}" for tone in Tone),
    }
    DEFAULT_CSS = """
    CellGrid {
        width: 1fr;
        height: 1fr;
        & > .cell-grid--title { text-style: bold; }
        & > .cell-grid--dim { color: $foreground 75%; }
        & > .cell-grid--accent { color: $text-accent; }
        & > .cell-grid--warning { color: $text-warning; }
        & > .cell-grid--error { color: $text-error; text-style: bold; }
        & > .cell-grid--success { color: $text-success; }
        & > .cell-grid--heading { text-style: bold; }
        & > .cell-grid--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:focus > .cell-grid--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &:ansi > .cell-grid--cursor { text-style: reverse; }
        &:ansi > .cell-grid--dim { color: ansi_default; text-style: dim; }
    }
    """

    @dataclass(eq=False, repr=False)
    class Highlighted(Message):
        """The cursor stands on another cell, or the cell has changed; None when there is none."""

        grid: CellGrid
        cell: GridCell | None

        @property
        def control(self) -> CellGrid:
            """The grid it came from."""
            return self.grid

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """Enter or a click on the highlighted cell."""

        grid: CellGrid
        cell: GridCell

        @property
        def control(self) -> CellGrid:
            """The grid it came from."""
            return self.grid

    def __init__(
        self,
        *,
        marks: Marks = UNICODE,
        empty: Sequence[str] = (),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`empty` are the lines that stand there while there is no cell."""
        super().__init__(id=id, classes=classes)
        self._marks = marks
        self._empty = tuple(empty)
        self._columns: tuple[str, ...] = ()
        self._lines: tuple[GridLine, ...] = ()
        self._at = (0, 0)
        self._left, self._top = 0, 0

    @property
    def highlighted(self) -> GridCell | None:
        """The cell under the cursor."""
        column, line = self._at
        return self._lines[line].cells[column] if self._lines and self._columns else None

    def set_grid(self, columns: Sequence[str], lines: Sequence[GridLine], empty: Sequence[str] | None = None) -> None:
        """Show another grid; the cursor stays on its cell where it is still there, else near it."""
        before = self.highlighted
        self._columns, self._lines = tuple(columns), tuple(lines)
        self._empty = tuple(empty) if empty is not None else self._empty
        self._at = self._nearest(*self._at)
        if (before is not None and not self.highlight(before.key)) or before is None:
            self._moved()

    def highlight(self, key: str) -> bool:
        """Put the cursor on a cell; False when there is none of that key."""
        for place, line in enumerate(self._lines):
            for column, cell in enumerate(line.cells):
                if cell.key == key:
                    self._at = (column, place)
                    self._moved()
                    return True
        return False

    def action_choose(self) -> None:
        """Choose the highlighted cell."""
        if (cell := self.highlighted) is not None:
            self.post_message(self.Chosen(self, cell))

    def action_go(self, across: int, down: int) -> None:
        """To a neighbour, or as far as there are cells."""
        before = self._at
        self._at = self._nearest(before[0] + across, before[1] + down)
        if self._at != before:
            self._moved()

    def on_click(self, event: events.Click) -> None:
        """Highlight what was clicked, or choose it when it is highlighted."""
        column = (event.x - self._title_width()) // self._column_width() + self._left
        line = event.y - _HEAD + self._top
        inside = 0 <= line < len(self._lines) and 0 <= column < len(self._columns)
        if event.y < _HEAD or event.x < self._title_width() or not inside:
            return
        if (column, line) == self._at:
            self.action_choose()
        else:
            self._at = (column, line)
            self._moved()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._scroll()

    def render_line(self, y: int) -> Strip:
        """A line of titles, or of cells."""
        width = self.size.width
        if not self._lines or not self._columns:
            text = self._empty[y] if y < len(self._empty) else ""
            return Strip(
                [Segment(pad(f" {one_line(text, max(0, width - 2), self._marks.more)}", width), self._style("dim"))]
            )
        line = y - _HEAD + self._top
        if y < _HEAD:
            segments = self._heads(y)
        elif line < len(self._lines):
            segments = self._cells(line)
        else:
            segments = []
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _heads(self, y: int) -> list[Segment]:
        width = self._column_width()
        shown = range(self._left, min(len(self._columns), self._left + self._fitting()))
        corner = ""
        if y == 0 and self._fitting() < len(self._columns):
            # What is out of sight lies that way.
            corner = ("<" if self._left else " ") + (">" if shown.stop < len(self._columns) else " ")
        found = [Segment(pad(f" {corner}", self._title_width()), self._style("dim"))]
        for column in shown:
            parts = _head_lines(one_line(self._columns[column]), width - 1, self._marks.more)
            # A short title stands on the line above the cells.
            text = ("", *parts)[y] if len(parts) < _HEAD else parts[y]
            style = self._style("accent" if column == self._at[0] and self.has_focus else "title")
            found.append(Segment(pad(text, width), style))
        return found

    def _cells(self, line: int) -> list[Segment]:
        width, title = self._column_width(), self._title_width()
        style = self._style("accent" if line == self._at[1] and self.has_focus else "plain")
        found = [Segment(pad(f" {one_line(self._lines[line].title, title - 2, self._marks.more)}", title), style)]
        for column in range(self._left, min(len(self._columns), self._left + self._fitting())):
            cell = self._lines[line].cells[column]
            here = (column, line) == self._at
            text = pad(one_line(cell.text, width - 1, self._marks.more), width - 1)
            found.append(Segment(text, self._style("cursor" if here else str(cell.tone))))
            found.append(Segment(" ", self._style("plain")))
        return found

    def _title_width(self) -> int:
        widest = max((cell_len(one_line(line.title, 40)) for line in self._lines), default=0)
        return max(_LEAST_TITLE, min(widest + 2, self.size.width // 4))

    def _column_width(self) -> int:
        widest = max((cell_len(cell.text) for line in self._lines for cell in line.cells), default=0)
        share = (self.size.width - self._title_width()) // max(1, len(self._columns))
        return min(max(_LEAST, widest + 1, share), max(_MOST, widest + 1))

    def _fitting(self) -> int:
        """How many columns are in sight."""
        return max(1, (self.size.width - self._title_width()) // self._column_width())

    def _nearest(self, column: int, line: int) -> tuple[int, int]:
        return (
            max(0, min(column, len(self._columns) - 1)),
            max(0, min(line, len(self._lines) - 1)),
        )

    def _moved(self) -> None:
        self._scroll()
        self.post_message(self.Highlighted(self, self.highlighted))

    def _scroll(self) -> None:
        """Scroll so that the cursor is in sight."""
        column, line = self._at
        across, down = self._fitting(), max(1, self.size.height - _HEAD)
        self._left = max(0, min(self._left, len(self._columns) - across))
        self._top = max(0, min(self._top, len(self._lines) - down))
        self._left = max(min(self._left, column), column - across + 1)
        self._top = max(min(self._top, line), line - down + 1)
        self.refresh()

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"cell-grid--{part}")


def _head_lines(title: str, width: int, more: str) -> tuple[str, ...]:
    """A title on one line or two, parted between words alone; what is too long is cut."""
    first, _, rest = title.partition(" ")
    if not rest or cell_len(title) <= width:
        return (one_line(title, width, more),)
    while rest and cell_len(f"{first} {rest.split(' ')[0]}") <= width:
        word, _, rest = rest.partition(" ")
        first = f"{first} {word}"
    return (one_line(first, width, more), one_line(rest, width, more))
