"""A small grid of cells with titles at both edges, in which every cell can be chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from widgets.grid_columns import GridColumns, shared, told_apart
from widgets.grid_heads import Head, heads, keyed
from widgets.panel import wrap
from widgets.plain import UNICODE, Marks, one_line, pad
from widgets.selecting import SelectableLines
from widgets.tone import Tone

_SEEN = 3
"""Lines of cells that stay in sight before what they mean is left out below them."""


class GridCell(NamedTuple):
    """A cell: a short text, and the key by which the cursor finds it again.

    `said` is what it means in words, which stands below the grid while the cursor is on it.
    """

    key: str
    text: str = ""
    tone: Tone = Tone.PLAIN
    said: str = ""


class GridLine(NamedTuple):
    """A line of cells with its title; as many cells as there are columns."""

    title: str
    cells: tuple[GridCell, ...]


class CellGrid(SelectableLines, can_focus=True, inherit_bindings=False):
    """Lines go in through `set_grid`; `Highlighted` and `Chosen` come out.

    Arrow keys go from cell to cell. A click highlights; a click on the highlighted cell chooses it; drawn over cells,
    the mouse selects their text. What does not fit is scrolled to, while the titles stay. Below the cells stand the
    words of the one under the cursor, and what the letters and marks of all of them mean.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", id="cells.choose", tooltip="Open the highlighted cell"),
        Binding("left", "go(-1, 0)", "left", show=False, id="cells.left", tooltip="A cell to the left"),
        Binding("right", "go(1, 0)", "right", show=False, id="cells.right", tooltip="A cell to the right"),
        Binding("up", "go(0, -1)", "up", show=False, id="cells.up", tooltip="A cell up"),
        Binding("down", "go(0, 1)", "down", show=False, id="cells.down", tooltip="A cell down"),
        Binding("home", "go(-999, 0)", "first", show=False, id="cells.first", tooltip="To the first cell of the line"),
        Binding("end", "go(999, 0)", "last", show=False, id="cells.last", tooltip="To the last cell of the line"),
        Binding("pageup", "go(0, -999)", "top", show=False, id="cells.top", tooltip="To the first line"),
        Binding("pagedown", "go(0, 999)", "bottom", show=False, id="cells.bottom", tooltip="To the last line"),
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
        & > .cell-grid--accent { color: $text-accent; text-style: bold; }
        & > .cell-grid--warning { color: $text-warning; }
        & > .cell-grid--error { color: $text-error; text-style: bold; }
        & > .cell-grid--success { color: $text-success; }
        & > .cell-grid--heading { text-style: bold; }
        & > .cell-grid--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:ansi > .cell-grid--cursor { text-style: bold; }
        &:focus > .cell-grid--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &:ansi > .cell-grid--dim { color: ansi_default; text-style: dim; }
    }
    """

    class Highlighted(Message):
        """The cursor stands on another cell, or the cell has changed; None when there is none."""

        def __init__(self, grid: CellGrid, cell: GridCell | None) -> None:
            super().__init__()
            self.grid = grid
            self.cell = cell

        @property
        def control(self) -> CellGrid:
            """The grid it came from."""
            return self.grid

    class Chosen(Message):
        """Enter or a click on the highlighted cell."""

        def __init__(self, grid: CellGrid, cell: GridCell) -> None:
            super().__init__()
            self.grid = grid
            self.cell = cell

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
        self._legend: tuple[str, ...] = ()
        self._shared: GridColumns | None = None
        self._names: tuple[str, ...] = ()
        self._titled: tuple[int, range, list[list[Head]]] | None = None
        self._at = (0, 0)
        self._left, self._top = 0, 0

    @property
    def highlighted(self) -> GridCell | None:
        """The cell under the cursor."""
        column, line = self._at
        return self._lines[line].cells[column] if self._lines and self._columns else None

    def set_grid(
        self,
        columns: Sequence[str],
        lines: Sequence[GridLine],
        empty: Sequence[str] | None = None,
        legend: Sequence[str] = (),
    ) -> None:
        """Show another grid; the cursor stays on its cell where it is still there, else near it.

        `legend` says what stands in cells, a part for each letter or mark.
        """
        self.deselect()
        before = self.highlighted
        self._columns, self._lines, self._legend = tuple(columns), tuple(lines), tuple(legend)
        self._empty = tuple(empty) if empty is not None else self._empty
        self._shared = None
        self._titled = None
        self._at = self._nearest(*self._at)
        if (before is not None and not self.highlight(before.key)) or before is None:
            self._moved()

    @property
    def is_empty(self) -> bool:
        """Whether no line stands there."""
        return not self._lines

    @property
    def columns(self) -> tuple[str, ...]:
        """The titles of the columns."""
        return self._columns

    @property
    def lines(self) -> tuple[GridLine, ...]:
        """All lines, in sight or not."""
        return self._lines

    @property
    def legend(self) -> tuple[str, ...]:
        """What stands in cells, a part for each letter or mark."""
        return self._legend

    def height_in(self, width: int) -> int:
        """The lines that it takes to show all of it in a width: titles, cells, and what they mean."""
        foot = self._foot(width)
        return len(self._heads(width)) + len(self._lines) + len(foot) + bool(foot)

    def highlight(self, key: str) -> bool:
        """Put the cursor on a cell; False when there is none of that key."""
        for place, line in enumerate(self._lines):
            for column, cell in enumerate(line.cells):
                if cell.key == key:
                    self._at = (column, place)
                    self._moved()
                    return True
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing can be chosen where there is no cell, and the footer must not promise it."""
        return action != "choose" or self.highlighted is not None

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
        # Textual would select all by two clicks.
        event.prevent_default()
        if self.was_dragged():
            return
        columns = self._columns_in(self.size.width)
        column = (event.x - columns.title) // columns.width + self._left
        row = event.y - len(self._heads(self.size.width))
        line = row + self._top
        inside = 0 <= line < len(self._lines) and 0 <= column < len(self._columns)
        if not 0 <= row < self._in_sight() or event.x < columns.title or not inside:
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
        """A line of titles, of cells, or of what they mean."""
        return self.strip_of(y, self._segments(y), self.size.width)

    def text_of(self, line: int) -> str:
        """A line as it is drawn: what lies out of sight is none."""
        return "".join(segment.text for segment in self._segments(line))

    def lines_reached(self) -> range:
        """All that are drawn."""
        return range(self.size.height)

    def _segments(self, y: int) -> list[Segment]:
        width = self.size.width
        if not self._lines or not self._columns:
            said = [part for line in self._empty for part in wrap(one_line(line), max(1, width - 2))]
            text = said[y] if y < len(said) else ""
            return [Segment(pad(f" {text}", width), self._style("dim"))]
        titles, below = self._heads(width), self._foot(width)
        row, seen = y - len(titles), self._in_sight()
        # Below the cells a line stays free where there is one.
        left = row - min(seen, len(self._lines) + 1)
        if row < 0:
            return self._titles(titles[y], first=y == 0)
        if row < min(seen, len(self._lines)):
            # The page may be drawn in a new size before the grid is told of it.
            return self._cells(row + min(self._top, max(0, len(self._lines) - seen)))
        text, part = below[left] if 0 <= left < len(below) else ("", "plain")
        return [Segment(pad(text, width), self._style(part))]

    def _heads(self, width: int) -> list[list[Head]]:
        """The lines of titles of the columns in sight; every line that is painted asks for them."""
        if not self._columns or not self._lines:
            return []
        columns = self._columns_in(width)
        shown = self._shown(columns)
        if self._titled is None or self._titled[:2] != (width, shown):
            found = heads(self._columns, shown, columns.width, width - columns.title, self._marks.more)
            self._titled = (width, shown, found)
        return self._titled[2]

    def _titles(self, line: list[Head], *, first: bool) -> list[Segment]:
        """A line of titles; in the corner of the first stands how many columns lie which way, and how many lines."""
        columns = self._columns_in(self.size.width)
        shown, corner = self._shown(columns), " "
        if first:
            below = len(self._lines) - self._top - self._in_sight()
            hidden = (("<", shown.start), (">", len(self._columns) - shown.stop), (self._marks.down, below))
            told = [(way, count) for way, count in hidden if count > 0]
            said = ("  ".join(f"{way} {count}" for way, count in told), "".join(f"{way}{count}" for way, count in told))
            shortest = " ".join(way for way, _ in told)
            corner += next((text for text in said if cell_len(text) < columns.title - 1), shortest)
        lit, plain = self._style("accent"), self._style("title")
        here = self._at[0] if self.has_focus else None
        drawn = [Segment(one.text, lit if one.column == here else plain) for one in line]
        return [Segment(pad(corner, columns.title), self._style("dim")), *drawn]

    def _foot(self, width: int) -> list[tuple[str, str]]:
        """The words of the cell under the cursor, where cells have some, and the legend, each with how it is drawn."""
        said = any(cell.said for line in self._lines for cell in line.cells)
        told = self.highlighted.said if self.highlighted is not None else ""
        texts = [(told, "plain")] if said else []
        texts += [(line, "dim") for line in keyed(self._legend, width - 2)]
        return [(f" {one_line(text, width - 2, self._marks.more)}", part) for text, part in texts]

    def _in_sight(self) -> int:
        """How many lines of cells there is room for; what they mean stands below as far as enough of them are left."""
        room = self.size.height - len(self._heads(self.size.width))
        left = room - len(self._foot(self.size.width))
        return max(1, left if left >= min(_SEEN, len(self._lines)) else room)

    def _cells(self, line: int) -> list[Segment]:
        columns = self._columns_in(self.size.width)
        width, title = columns.width, columns.title
        style = self._style("accent" if line == self._at[1] and self.has_focus else "plain")
        found = [Segment(pad(f" {self._names[line]}", title - 1), style)]
        for column in self._shown(columns):
            cell = self._lines[line].cells[column]
            here = (column, line) == self._at
            # Some terminals have no shades, nor dim: the cell at rest has a mark before it, as a row has.
            before = self._marks.rest if here and not self.has_focus else " "
            found.append(Segment(before, self._style("plain")))
            text = pad(one_line(cell.text, width - 1, self._marks.more), width - 1)
            found.append(Segment(text, self._style("cursor" if here else str(cell.tone))))
        return [*found, Segment(" ", self._style("plain"))]

    def _columns_in(self, width: int) -> GridColumns:
        """How a width is shared; all cells are measured for it, so once for each grid and width."""
        if self._shared is None or self._shared.room != width:
            texts = (cell.text for line in self._lines for cell in line.cells)
            titles = [line.title for line in self._lines]
            self._shared = shared(width, len(self._columns), titles, texts)
            self._names = told_apart(titles, self._shared.title - 2, self._marks.more)
        return self._shared

    def _shown(self, columns: GridColumns) -> range:
        """The columns in sight."""
        return columns.shown(self._left, len(self._columns))

    def _nearest(self, column: int, line: int) -> tuple[int, int]:
        return (
            max(0, min(column, len(self._columns) - 1)),
            max(0, min(line, len(self._lines) - 1)),
        )

    def _moved(self) -> None:
        self.deselect()
        self._scroll()
        self.post_message(self.Highlighted(self, self.highlighted))

    def _scroll(self) -> None:
        """Scroll so that the cursor is in sight."""
        column, line = self._at
        across, down = self._columns_in(self.size.width).fitting, self._in_sight()
        self._left = max(0, min(self._left, len(self._columns) - across))
        self._top = max(0, min(self._top, len(self._lines) - down))
        self._left = max(min(self._left, column), column - across + 1)
        self._top = max(min(self._top, line), line - down + 1)
        self.refresh()

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"cell-grid--{part}")
