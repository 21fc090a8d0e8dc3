"""The list that every place is made of: draws only the rows in sight, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from widgets.panel import wrap
from widgets.plain import UNICODE, Marks, one_line
from widgets.resting import Rest
from widgets.rows import SPACER, ListSource, Page, PagedSource, Pieces, Row, RowSource, heading
from widgets.scrolling import set_length
from widgets.selecting import SelectableLines
from widgets.tone import Tone

__all__ = ["SPACER", "ListSource", "PagedSource", "Row", "RowList", "RowSource", "Tone", "heading"]

PAGE = 200
"""Rows asked of a source at a time, and the stretch in which the columns of a section are aligned."""
_PAGES_KEPT = 8
_TITLES_SHOWN = 3
"""Headings, blank rows and what is said beside the cursor row, which are scrolled into sight with it."""


class RowList(ScrollView, SelectableLines, can_focus=True, inherit_bindings=False):
    """Rows with one of them highlighted. Rows go in through `set_rows` or `set_source`; `Highlighted` and `Chosen`
    come out. A click highlights, a click on the highlighted row chooses; drawn over rows, the mouse selects their text.
    """

    ONE_TABLE: ClassVar[bool] = False
    """Whether the facts of all sections stand in one column, not those of each section in its own."""
    STEPS: ClassVar[frozenset[str]] = frozenset({"down", "up", "pagedown", "pageup", "home", "end"})
    """Keys that lead from row to row, unless the user has others; any other key is for the row that was reached."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "open", id="list.choose", tooltip="Open the highlighted row"),
        Binding("down", "move(1)", "down", show=False, id="list.down", tooltip="A row down"),
        Binding("up", "move(-1)", "up", show=False, id="list.up", tooltip="A row up"),
        Binding("pagedown", "page(1)", "page down", show=False, id="list.page_down", tooltip="A screenful down"),
        Binding("pageup", "page(-1)", "page up", show=False, id="list.page_up", tooltip="A screenful up"),
        Binding("home", "first", "first row", show=False, id="list.first", tooltip="To the first row"),
        Binding("end", "last", "last row", show=False, id="list.last", tooltip="To the last row"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row-list--cursor",
        "row-list--detail",
        *(f"row-list--{tone}" for tone in Tone),
    }
    DEFAULT_CSS = """
    RowList {
        height: 1fr;
        overflow-x: hidden;
        scrollbar-size: 1 1;
        & > .row-list--dim { color: $foreground 75%; }
        & > .row-list--accent { color: $text-accent; }
        & > .row-list--warning { color: $text-warning; }
        & > .row-list--error { color: $text-error; text-style: bold; }
        & > .row-list--success { color: $text-success; }
        & > .row-list--heading { text-style: bold; }
        & > .row-list--detail { background: $panel; }
        & > .row-list--cursor {
            background: $block-cursor-blurred-background;
            color: $block-cursor-blurred-foreground;
            text-style: $block-cursor-blurred-text-style;
        }
        &:ansi > .row-list--cursor { text-style: bold; }
        &:focus > .row-list--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &:ansi > .row-list--dim { color: ansi_default; text-style: dim; }
    }
    """

    class Highlighted(Message):
        """The cursor stands on another row, or on the same one with other words; None when there is no row."""

        def __init__(self, row_list: RowList, row: Row | None) -> None:
            super().__init__()
            self.row_list = row_list
            self.row = row

        @property
        def control(self) -> RowList:
            """The list it came from."""
            return self.row_list

    class Chosen(Message):
        """Enter or a click on the highlighted row."""

        def __init__(self, row_list: RowList, row: Row) -> None:
            super().__init__()
            self.row_list = row_list
            self.row = row

        @property
        def control(self) -> RowList:
            """The list it came from."""
            return self.row_list

    def __init__(
        self,
        rows: Sequence[Row] = (),
        *,
        empty: Iterable[str] = (),
        marks: Marks = UNICODE,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Begin with some rows, and with lines to show when there is none (see `set_empty`)."""
        super().__init__(id=id, classes=classes)
        self._marks = marks
        self._empty = tuple(empty)
        self._source: RowSource = ListSource(rows)
        self._count = len(self._source)
        self._pages: dict[int, Page] = {}
        self._cursor = self._seek(0, 1)
        self._told: Row | None = None
        self._rest = Rest(self, self._announce)
        self._lit: int | None = None

    @property
    def highlighted(self) -> Row | None:
        """The row under the cursor, None when no row can be selected."""
        return None if self._cursor is None else self._row(self._cursor)

    @property
    def is_empty(self) -> bool:
        """Whether no row stands there."""
        return not self._count

    def rows(self) -> Sequence[Row]:
        """Every row, in sight or not; it reads all that the source has."""
        return self._source.window(0, self._count)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows. The cursor stays on its key, or near where that stood."""
        self.set_source(ListSource(rows))

    def set_source(self, source: RowSource) -> None:
        """Show the rows of a source. Cursor and eye stay where they are, or near; the top shows what comes in there."""
        self.deselect()
        before, stood, details = self.highlighted, self._cursor, self._details()
        self._source, self._count = source, len(source)
        self._pages.clear()
        found = source.find(before.key) if before else None
        self._cursor = self._seek(found if found is not None else min(stood or 0, self._count - 1), 1)
        self._fit()
        y, moved = self.scroll_offset.y, (self._cursor or 0) - (stood or 0)
        if y:
            self._scroll(y + moved)
        if (moved and not y) or (self._cursor, self._details()) != (found, details):
            self._reveal()
        self.refresh()
        self._announce()

    def set_empty(self, lines: Iterable[str]) -> None:
        """What to show when there is no row: what will stand here, and the key that begins it."""
        self._empty = tuple(lines)
        self._fit()
        self.refresh()

    def highlight(self, key: str) -> bool:
        """Put the cursor on the row with this key; False when there is none or it can't be selected."""
        found = self._source.find(key)
        if found is None or not self._row(found).selectable:
            return False
        self._go(found)
        self._announce()
        return True

    def action_move(self, step: int) -> None:
        """One row down (1) or up (-1)."""
        if self._cursor is not None:
            self._step_to(self._seek(self._cursor + step, step, turn=False))

    def action_page(self, step: int) -> None:
        """One screenful down (1) or up (-1), a row less, so that the eye finds its place again."""
        if (stood := self._cursor) is None:
            return
        seen, far = self.scroll_offset.y, max(1, self.size.height - 1)
        most = max(seen + far - self._details(), stood)
        aim = max(0, min(stood + step * far, self._count - 1))
        back = self._seek(aim, -step)
        self._step_to(self._seek(aim, step) if back == stood else back)
        # What leads on beside the row comes into sight only where no row is passed unseen for it.
        y, cursor = min(max(self.scroll_offset.y, seen - far), most), self._cursor or 0
        self._scroll(min(max(y, cursor + 1 + self._details() - self.size.height), cursor))

    def action_first(self) -> None:
        """To the first row, with what stands above it as far as there is room."""
        self._step_to(self._seek(0, 1))
        self._scroll((self._cursor or 0) + 1 + self._details() - self.size.height)

    def action_last(self) -> None:
        """To the last row, with what stands below it as far as there is room."""
        self._step_to(self._seek(self._count - 1, -1))
        cursor = self._count if self._cursor is None else self._cursor
        self._scroll(min(self._count + self._details() - self.size.height, cursor))

    def action_choose(self) -> None:
        """Say that the highlighted row was chosen."""
        if row := self.highlighted:
            self._announce()
            self.post_message(self.Chosen(self, row))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Nothing can be chosen where no row is highlighted, and the footer must not promise it."""
        return action != "choose" or self._cursor is not None

    def on_key(self, event: events.Key) -> None:
        """A key that is no step is for the row that was reached: a page hears of the row before it hears of the key."""
        if self._rest.is_awaited and event.key not in self.STEPS and isinstance(self.parent, Widget):
            self._announce(self.parent)

    def on_mount(self) -> None:
        """Tell the screen which row it begins with."""
        self._fit()
        self._announce()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._fit()
        self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Highlight the row under the mouse, or choose it when it is highlighted already.

        The second of two quick clicks is for the row of the first, which may lie elsewhere by then: what a highlighted
        row says in more lines stands open below it.
        """
        # Textual would select all by two clicks.
        event.prevent_default()
        if self.was_dragged():
            event.stop()
            return
        offset, y = event.get_content_offset(self), self.scroll_offset.y
        index = None if offset is None else self._at_line(offset.y + y)[0]
        if event.chain > 1 and self._lit is not None and self._lit == self._cursor:
            index = self._lit
        self._lit = None
        if index is None or not self._row(index).selectable:
            return
        event.stop()
        if index == self._cursor:
            self.action_choose()
        else:
            self._go(index)
            # It stays below the mouse, unless it says more than there is room for.
            self._scroll(max(y, min(index + 1 + self._details() - self.size.height, index)))
            self._lit = index
            self._announce()

    def render_line(self, y: int) -> Strip:
        """One line of what is in sight."""
        line, width = y + self.scroll_offset.y, self.scrollable_content_region.width
        return self.strip_of(line, [Segment(text, style) for text, style in self._parts(line) if text], width)

    def text_of(self, line: int) -> str:
        """A row, or a line below one, as it is drawn."""
        return "".join(text for text, _ in self._parts(line))

    def lines_reached(self) -> range:
        """Those in sight: behind them may be the rows of forty years."""
        return range(self.scroll_offset.y, self.scroll_offset.y + self.size.height)

    def _parts(self, line: int) -> list[tuple[str, Style]]:
        """The texts of a line; padding the last one lights the line over its full width."""
        width = self.scrollable_content_region.width
        if not self._count:
            said = self._empty_lines(width)
            return [(" " + said[line] if line < len(said) else " ", self._tone(Tone.DIM))]
        index, detail = self._at_line(line)
        if index is None or index % PAGE >= len((page := self._page(index)).rows) or self._leads_away(line, index):
            return [(" ", self._tone(Tone.PLAIN))]
        at = index % PAGE
        row = page.rows[at]
        if detail is not None:
            start = page.columns(width)[at].start
            text = one_line(row.detail[detail], width - start - 1, self._marks.more)
            return [(" " * start + text, self.get_component_rich_style("row-list--detail"))]
        pieces = page.pieces(at, width, self._marks.more)
        if index == self._cursor:
            # Some terminals have no shades, nor dim: the row at rest is told by a mark, as fields are.
            lit = "".join(pieces) if self.has_focus else self._marks.rest + "".join(pieces)[1:]
            return [(lit, self.get_component_rich_style("row-list--cursor"))]
        return self._toned(row, pieces)

    def _toned(self, row: Row, pieces: Pieces) -> list[tuple[str, Style]]:
        base, tone, quiet = self._tone(Tone.PLAIN), self._tone(row.tone), self._tone(Tone.DIM)
        whole = row.tone in (Tone.DIM, Tone.HEADING) or not (row.mark or row.fact)
        return [
            (pieces.mark, tone),
            (pieces.main, tone if whole else base),
            # One spot of colour a row is enough to find it; a coloured line is a shout.
            (pieces.fact, tone if whole or not row.mark else base),
            (pieces.right, quiet),
        ]

    def _tone(self, tone: Tone) -> Style:
        # Component styles are kept by Textual; `rich_style` is worked out anew at every line.
        return self.get_component_rich_style(f"row-list--{tone}")

    def _row(self, index: int) -> Row:
        rows = self._page(index).rows
        # A source may have shrunk since it was counted; the next reload puts that right.
        return rows[index % PAGE] if index % PAGE < len(rows) else SPACER

    def _page(self, index: int) -> Page:
        number = index // PAGE
        if (page := self._pages.get(number)) is None:
            while len(self._pages) >= _PAGES_KEPT:
                del self._pages[next(iter(self._pages))]
            page = self._pages[number] = Page(self._source.window(number * PAGE, PAGE), one_table=self.ONE_TABLE)
        return page

    def _at_line(self, line: int) -> tuple[int | None, int | None]:
        """The row at a line of the whole list, and which of its detail lines it is, None for the row itself."""
        if self._cursor is not None and line > self._cursor:
            under, details = line - self._cursor - 1, self._details()
            if under < details:
                return self._cursor, under
            line -= details
        return (line, None) if 0 <= line < self._count else (None, None)

    def _details(self) -> int:
        return len(row.detail) if (row := self.highlighted) else 0

    def _seek(self, index: int, step: int, *, turn: bool = True) -> int | None:
        """The nearest selectable row from a position on, in the direction of the step, else (turn) back from it."""
        at = index
        while 0 <= at < self._count:
            if self._row(at).selectable:
                return at
            at += step
        return self._seek(index - step, -step, turn=False) if turn else None

    def _go(self, index: int | None) -> None:
        if index is None or index == self._cursor:
            self._reveal()
            return
        self.deselect()
        stood, details = self._cursor, self._details()
        self._cursor = index
        if details or self._details():
            self._fit()
            self.refresh()
        if not self._reveal():
            # A cursor move repaints two lines and no more; scrolling repaints all by itself.
            for line in (stood, index):
                if line is not None and 0 <= line - self.scroll_offset.y < self.size.height:
                    self.refresh_line(line)

    def _step_to(self, index: int | None) -> None:
        """Go there by a key. The eye follows the cursor, which is painted at once; what a page shows of the row comes
        when it rests."""
        self._go(index)
        self._rest.await_it()

    def _announce(self, to: Widget | None = None) -> None:
        """Tell of the row where it is not the one that was told last: as every message, or at once to what is around
        the list, ahead of the message that is in hand."""
        self._rest.end()
        row, before = self.highlighted, self._told
        if row != before and self.is_attached:
            self._told = row
            (to or self).post_message(self.Highlighted(self, row))
            if (row is None) != (before is None):
                self.refresh_bindings()

    def _fit(self) -> None:
        # What needs no scroll bar has the same length, however few rows it has.
        lines = self._count + self._details() if self._count else len(self._empty_lines(self.size.width))
        set_length(self, lines if self.styles.is_auto_height else max(lines, self.size.height))

    def _empty_lines(self, width: int) -> list[str]:
        """What stands there while there is no row, whole: it says how to begin."""
        return [part for line in self._empty for part in wrap(one_line(line), max(1, width - 2))]

    def _scroll(self, y: int) -> bool:
        before = self.scroll_offset.y
        # Forced, because rows may change before the scroll bar is laid out.
        self.scroll_to(y=max(0, y), animate=False, force=True, immediate=True)
        return self.scroll_offset.y != before

    def _leads_away(self, line: int, index: int) -> bool:
        """Whether a heading stands there whose rows come below what is in sight: it says nothing without them, and is
        neither drawn nor copied."""
        last = line - self.scroll_offset.y == self.scrollable_content_region.height - 1
        return last and index + 1 < self._count and self._row(index).tone is Tone.HEADING

    def _titles(self, cursor: int, step: int) -> int:
        """How many rows beside the cursor row, above (-1) or below (1), only lead on to others."""
        for found in range(_TITLES_SHOWN):
            at = cursor + (found + 1) * step
            if not 0 <= at < self._count or self._row(at).selectable:
                return found
        return _TITLES_SHOWN

    def _reveal(self) -> bool:
        """Scroll as little as shows the cursor row, details, titles above, those below with a row; True if scrolled."""
        height = self.size.height
        if self._cursor is None or height < 1:
            return False
        top, last, below = self._cursor - self._titles(self._cursor, -1), self._cursor, self._titles(self._cursor, 1)
        if below and last + below + 1 < self._count:
            last += below + 1
        y = max(self.scroll_offset.y, last + 1 + self._details() - height)
        y = min(max(min(y, top), self._cursor - height + 1), self._cursor)
        return y != self.scroll_offset.y and self._scroll(y)
