"""A week as a grid: days across, time down, and blocks that can be picked up and put elsewhere with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

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
from widgets.week_blocks import HOUR, Block, GridDay, Span, blocks_at, clock, next_block

_GUTTER = 8
"""Cells of the column with the times, and with a mark where there is more than is in sight."""


class WeekGrid(Widget, can_focus=True, inherit_bindings=False):
    """Blocks go in through `set_week`; `Highlighted`, `Chosen` and `Moved` come out.

    Arrow keys go from block to block. After `carry` they move the highlighted block; Enter puts it down, Escape
    leaves it where it was. A click highlights; a click on the highlighted block chooses it.

    Where not all hours are in sight, the column of the times says up to when there is more, above and below; Page up
    and Page down and the wheel of the mouse go there.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", id="grid.choose", tooltip="Open the highlighted block"),
        Binding("left", "go(-1, 0)", "left", show=False, id="grid.left", tooltip="To the day before"),
        Binding("right", "go(1, 0)", "right", show=False, id="grid.right", tooltip="To the next day"),
        Binding("up", "go(0, -1)", "up", show=False, id="grid.up", tooltip="Up in the day"),
        Binding("down", "go(0, 1)", "down", show=False, id="grid.down", tooltip="Down in the day"),
        Binding("home", "end(0)", "first", show=False, id="grid.first", tooltip="To the beginning"),
        Binding("end", "end(-1)", "last", show=False, id="grid.last", tooltip="To the end"),
        Binding(
            "pageup", "scroll_hours(-1)", "earlier hours", show=False, id="grid.earlier", tooltip="Show earlier hours"
        ),
        Binding("pagedown", "scroll_hours(1)", "later hours", show=False, id="grid.later", tooltip="Show later hours"),
        Binding(
            "escape",
            "put_back",
            "leave it",
            id="grid.put_back",
            tooltip="Leave the carried block where it was",
        ),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "week-grid--title",
        "week-grid--time",
        "week-grid--busy",
        "week-grid--cursor",
        *(f"week-grid--{tone}" for tone in Tone),
    }
    DEFAULT_CSS = """
    WeekGrid {
        height: 1fr;
        & > .week-grid--title { text-style: bold; }
        & > .week-grid--time { color: $foreground 75%; }
        & > .week-grid--busy { color: $foreground 75%; background: $panel; }
        & > .week-grid--dim { color: $foreground 75%; }
        & > .week-grid--accent { color: $text-accent; }
        & > .week-grid--warning { color: $text-warning; }
        & > .week-grid--error { color: $text-error; text-style: bold; }
        & > .week-grid--success { color: $text-success; }
        & > .week-grid--heading { text-style: bold; }
        & > .week-grid--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:ansi > .week-grid--cursor { text-style: bold; }
        &:focus > .week-grid--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &:ansi > .week-grid--dim { color: ansi_default; text-style: dim; }
        &:ansi > .week-grid--time, &:ansi > .week-grid--busy { color: ansi_default; text-style: dim; }
    }
    """

    class Highlighted(Message):
        """The cursor stands on another block, or the block has changed; None when there is none."""

        def __init__(self, grid: WeekGrid, block: Block | None) -> None:
            super().__init__()
            self.grid = grid
            self.block = block

        @property
        def control(self) -> WeekGrid:
            """The grid it came from."""
            return self.grid

    class Chosen(Message):
        """Enter or a click on the highlighted block."""

        def __init__(self, grid: WeekGrid, block: Block) -> None:
            super().__init__()
            self.grid = grid
            self.block = block

        @property
        def control(self) -> WeekGrid:
            """The grid it came from."""
            return self.grid

    class Moved(Message):
        """The carried block was put down at another place; `block` says where it was."""

        def __init__(self, grid: WeekGrid, block: Block, column: int, start: int) -> None:
            super().__init__()
            self.grid = grid
            self.block = block
            self.column = column
            self.start = start

        @property
        def control(self) -> WeekGrid:
            """The grid it came from."""
            return self.grid

    def __init__(self, *, marks: Marks = UNICODE, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._marks = marks
        self._days: tuple[GridDay, ...] = ()
        self._blocks: tuple[Block, ...] = ()
        self._span = Span()
        self._key = ""
        self._top = 0
        self._carried: Block | None = None

    @property
    def days(self) -> tuple[GridDay, ...]:
        """The columns."""
        return self._days

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All of the week, by day and time, in sight or not."""
        return self._blocks

    @property
    def is_empty(self) -> bool:
        """Whether there is no block that one could go to."""
        return not any(block.key for block in self._blocks)

    @property
    def highlighted(self) -> Block | None:
        """The block under the cursor."""
        return next((block for block in self._blocks if block.key and block.key == self._key), None)

    @property
    def carrying(self) -> bool:
        """Whether the arrow keys move a block."""
        return self._carried is not None

    def set_week(self, days: Sequence[GridDay], blocks: Sequence[Block], span: Span) -> None:
        """Show another week, or the same one with other blocks. The cursor stays on its block where it is still there,
        else goes to the first."""
        if tuple(days) != self._days:
            self._top = 0
        self._days = tuple(days)
        self._blocks = tuple(sorted(blocks, key=lambda block: (block.column, block.start, block.minutes, block.key)))
        self._span = span
        self._carried = None
        if self.highlighted is None:
            self._key = next((block.key for block in self._blocks if block.key), "")
        self._show_cursor()
        self.post_message(self.Highlighted(self, self.highlighted))

    def highlight(self, key: str) -> None:
        """Put the cursor on a block."""
        if any(block.key == key for block in self._blocks):
            self._key = key
            self._show_cursor()
            self.post_message(self.Highlighted(self, self.highlighted))

    def carry(self) -> bool:
        """Pick the highlighted block up; False when there is none."""
        self._carried = self.highlighted
        self.refresh()
        return self.carrying

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Without a block in hand Escape means what it means to the page."""
        return action != "put_back" or self.carrying

    def action_put_back(self) -> None:
        """Leave the carried block where it was."""
        self._carried = None
        self.refresh()
        self.post_message(self.Highlighted(self, self.highlighted))

    def action_choose(self) -> None:
        """Put the carried block down, or choose the highlighted one."""
        before = self.highlighted
        if before is None:
            return
        if self._carried is None:
            self.post_message(self.Chosen(self, before))
            return
        after, self._carried = self._carried, None
        self.refresh()
        if (after.column, after.start) != (before.column, before.start):
            self.post_message(self.Moved(self, before, after.column, after.start))
        else:
            self.post_message(self.Highlighted(self, before))

    def action_end(self, which: int) -> None:
        """To the first block of the week, or the last."""
        keys = [block.key for block in self._blocks if block.key]
        if keys and self._carried is None:
            self.highlight(keys[which])

    def action_go(self, across: int, down: int) -> None:
        """To the next block in a direction; a carried block goes a day or a line that way."""
        if self._carried is not None:
            self._carry_on(across, down)
            return
        here = self.highlighted
        if here is None:
            return
        ahead = next_block(self._blocks, here, across, down)
        if ahead is not None:
            self.highlight(ahead.key)

    def on_click(self, event: events.Click) -> None:
        """Highlight or choose what was clicked; with a block in hand, put it there. What says that there are more hours
        leads to them."""
        if event.x < _GUTTER and self._more(event.y):
            self.action_scroll_hours(1 if event.y else -1)
            return
        column, line = (event.x - _GUTTER) // self._column_width(), event.y - 1 + self._top
        if event.y == 0 or event.x < _GUTTER or not 0 <= column < len(self._days):
            return
        if self._carried is not None:
            start = self._span.first + line * self._span.step
            self._carried = self._carried._replace(column=column, start=self._span.within(self._carried, start))
            self.action_choose()
            return
        found = self._at(column, line)
        if found is None or not found.key:
            return
        if found.key == self._key:
            self.action_choose()
        else:
            self.highlight(found.key)

    def action_scroll_hours(self, pages: int) -> None:
        """Look at earlier or later hours; the cursor stays where it is."""
        self._look_from(self._top + pages * self._lines // 2)

    def on_mouse_scroll_down(self) -> None:
        """Look at later hours."""
        self._look_from(self._top + 1)

    def on_mouse_scroll_up(self) -> None:
        """Look at earlier hours."""
        self._look_from(self._top - 1)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    def render_line(self, y: int) -> Strip:
        """The titles of the days, or one stretch of time across them."""
        if y == 0:
            cells = [self._title(day) for day in self._days]
        elif y - 1 + self._top < self._span.lines:
            cells = [self._cell(column, y - 1 + self._top) for column in range(len(self._days))]
        else:
            cells = []
        more = self._more(y)
        time = Segment(pad(more or self._time(y), _GUTTER), self._style("accent" if more else "time"))
        return Strip([time, *cells]).adjust_cell_length(self.size.width, self.rich_style)

    def _carry_on(self, across: int, down: int) -> None:
        assert self._carried is not None
        column = min(max(0, self._carried.column + across), len(self._days) - 1)
        start = self._span.within(self._carried, self._carried.start + down * self._span.step)
        self._carried = self._carried._replace(column=column, start=start)
        self._show_cursor()
        self.post_message(self.Highlighted(self, self._carried))

    def _shown(self) -> tuple[Block, ...]:
        """The blocks as they are drawn: the carried one where it is held, in front of all."""
        if self._carried is None:
            return self._blocks
        return (self._carried, *(block for block in self._blocks if block.key != self._carried.key))

    def _at(self, column: int, line: int) -> Block | None:
        """What is drawn at a place: the cursor's block first, then what can be chosen, then what is in the way."""
        found = blocks_at(self._shown(), self._span, column, line)
        return min(found, key=lambda block: (block.key != self._key, not block.key, block.start)) if found else None

    def _cell(self, column: int, line: int) -> Segment:
        width = self._column_width()
        block = self._at(column, line)
        if block is None:
            return Segment(pad(f" {self._marks.gap}", width), self._style("time"))
        nth = line - self._span.line_of(max(block.start, self._span.first))
        begins = nth == 0
        if not block.key:
            return Segment(
                pad(f" {self._named(block, width - 2) if begins else ''}", width),
                self._style("busy"),
            )
        more = sum(1 for other in blocks_at(self._shown(), self._span, column, line) if other.key) - 1
        tail = f" +{more}" if more and begins else ""
        label = self._label(block, width - 1 - cell_len(tail), nth)
        here = block.key == self._key
        if here and not self.has_focus:
            label = f"{label[0]}{self._marks.rest}{label[2:]}"
        style = self._style("cursor" if here else str(block.tone))
        # One cell stays free, so that blocks of neighbouring days don't run into each other.
        return Segment(pad(pad(f"{label}{tail}", width - 1) + " ", width), style)

    def _label(self, block: Block, width: int, nth: int) -> str:
        """What stands in the nth line of a block. A time between the lines stands before the name, or below it where
        there is no room for both."""
        off = "" if block.start % self._span.step == 0 else clock(block.start)
        head = f"{block.mark or ' '} "
        beside = f"{head}{off} " if off else head
        below = self._span.line_of(block.end - 1) > self._span.line_of(block.start)
        if off and below and self._named(block, width - cell_len(beside)).endswith(self._marks.more):
            beside, rest = head, off
        else:
            rest = self._marks.gap
        if nth:
            return f"  {rest if nth == 1 else self._marks.gap}"
        return beside + self._named(block, max(0, width - cell_len(beside)))

    def _named(self, block: Block, room: int) -> str:
        label = block.label if cell_len(one_line(block.label)) <= room else block.short or block.label
        return one_line(label, room, self._marks.more)

    def _title(self, day: GridDay) -> Segment:
        width = self._column_width()
        text = f"{day.title} {day.note}" if day.note else day.title
        return Segment(pad(one_line(text, width - 1, self._marks.more), width), self._style("title"))

    def _time(self, y: int) -> str:
        minute = self._span.first + (y - 1 + self._top) * self._span.step
        return f" {clock(minute)}" if y > 0 and minute < self._span.last and minute % HOUR == 0 else ""

    def _more(self, y: int) -> str:
        """What stands beside the titles and in the last line while there are hours out of sight: `▲09:00`, `▼17:30`."""
        if y == 0 and self._top > 0:
            return f"{self._marks.up}{clock(self._span.first)}"
        if y == self._lines and self._top + self._lines < self._span.lines:
            return f"{self._marks.down}{clock(self._span.last)}"
        return ""

    @property
    def _lines(self) -> int:
        """Lines of time that are in sight at once."""
        return max(1, self.size.height - 1)

    def _look_from(self, line: int) -> None:
        self._top = max(0, min(line, self._span.lines - self._lines))
        self.refresh()

    def _column_width(self) -> int:
        return max(4, (self.size.width - _GUTTER) // max(1, len(self._days)))

    def _show_cursor(self) -> None:
        """Scroll as little as brings the block in question into sight, its beginning in any case."""
        block, top = self._carried or self.highlighted, self._top
        # Before there is a size, nothing is out of sight: a day is shown from its first hour on.
        if block is not None and self.size.height:
            line = self._span.line_of(block.start)
            last = self._span.line_of(block.end - 1)
            top = min(max(top, last - self._lines + 1), line)
        self._look_from(top)

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"week-grid--{part}")
