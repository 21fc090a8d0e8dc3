"""A page as Markdown: its head, its rows under their headings, its grids as tables, and a week day by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rhythm.interop.markdown import escape
from rhythm.screens.place import LISTS
from widgets.cell_grid import CellGrid
from widgets.head_line import HeadLine
from widgets.plain import FACT_SEP
from widgets.row_list import RowList
from widgets.tone import Tone
from widgets.week_blocks import clock
from widgets.week_grid import WeekGrid

if TYPE_CHECKING:
    from rhythm.screens.place import PageScreen
    from widgets.row_list import Row


def page_markdown(page: PageScreen, title: str = "") -> str:
    """Everything that the page lists, in sight or not; nothing where it lists nothing. What people typed stays text and
    can't become structure. `title` is for a page whose head has none."""
    blocks: list[str] = []
    for widget in page.query(f"HeadLine, {LISTS}"):
        if not widget.display:
            continue
        if isinstance(widget, HeadLine) and widget.fact:
            blocks.append(escape(_joined(widget.title, widget.fact) if blocks else widget.fact))
        elif isinstance(widget, RowList):
            blocks += _sections(widget.rows())
        elif isinstance(widget, CellGrid):
            blocks.append("\n".join(_table(widget)))
        elif isinstance(widget, WeekGrid):
            blocks += _days(widget)
    said = [block for block in blocks if block]
    return "\n\n".join([f"# {escape(title or _title(page))}", *said]) + "\n" if said else ""


def _title(page: PageScreen) -> str:
    """What the head says; of a place without one the word on its tab."""
    head = next(iter(page.query(HeadLine)), None)
    return head.title if head is not None and head.title else page.PLACE.capitalize()


def _sections(rows: Sequence[Row]) -> Iterator[str]:
    """A block for each heading, and for the rows between two headings or blanks."""
    lines: list[str] = []
    for row in rows:
        if row.tone is Tone.HEADING or not (row.key or row.main.strip()):
            yield "\n".join(lines)
            lines = []
        if row.tone is Tone.HEADING:
            yield f"## {escape(_joined(row.main, row.right))}"
        elif row.main.strip():
            said = escape(f"{row.mark.strip()} {_joined(row.main, row.fact, row.right)}")
            lines.append(f"- {said}" if row.key else said)
    yield "\n".join(lines)


def _joined(*parts: str) -> str:
    return FACT_SEP.join(part.strip() for part in parts if part.strip())


def _table(grid: CellGrid) -> Iterator[str]:
    if not grid.lines:
        return
    yield f"| | {' | '.join(map(escape, grid.columns))} |"
    yield f"| --- |{' --- |' * len(grid.columns)}"
    for line in grid.lines:
        yield f"| {escape(line.title)} | {' | '.join(escape(cell.text) for cell in line.cells)} |"
    if grid.legend:
        yield ""
        yield escape(FACT_SEP.join(grid.legend))


def _days(grid: WeekGrid) -> Iterator[str]:
    """A block for each day on which something stands; what is in the way besides has no name to copy."""
    for column, day in enumerate(grid.days):
        lines = [
            f"- {clock(block.start)} {escape(f'{block.mark.strip()} {block.label}'.strip())}"
            for block in grid.blocks
            if block.column == column and block.key
        ]
        if lines:
            yield "\n".join([f"## {escape(_joined(day.title, day.note))}", *lines])
