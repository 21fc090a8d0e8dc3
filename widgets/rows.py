"""What a list of rows shows: the row, where rows come from, and how one is laid out. Knows nothing of a screen."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from rich.cells import cell_len

from widgets.plain import FACT_SEP, fitted, one_line, pad
from widgets.tone import Tone

_GAP = 2
"""Cells between two columns."""
_WIDEST_MARK = 14
"""Cells for the longest names of keys, which stand before what they do: `y enter ctrl+s`."""
_MAIN_KEEPS = 12
"""Cells below which main text and fact give no more room to the quiet text at the right."""
_FACT_NEEDS = 6
"""Cells below which a cut fact says nothing."""


class Row(NamedTuple):
    """One row, of finished words: `mark  main  fact  ...  right`.

    `key` is what the cursor is kept by; a row without one is not selectable, as is a heading. `detail` lines stand
    under the row while it is highlighted. A coloured tone tints the mark, else the fact, else the
    main text. The texts may be anything a user typed. `hint` says which key or place goes on from here; it is no
    fact of the row, and stays behind where rows leave the screen.
    """

    key: str
    main: str
    mark: str = ""
    right: str = ""
    fact: str = ""
    tone: Tone = Tone.PLAIN
    detail: tuple[str, ...] = ()
    hint: str = ""

    @property
    def selectable(self) -> bool:
        """Whether the cursor may stand on it."""
        return bool(self.key) and self.tone is not Tone.HEADING

    @property
    def edge(self) -> str:
        """What stands at the right edge: the quiet text, and the hint behind it."""
        return FACT_SEP.join(filter(None, (self.right, self.hint)))


SPACER = Row("", "")


def heading(text: str, right: str = "", *, hint: str = "") -> Row:
    """A section title; the cursor passes over it."""
    return Row("", text, right=right, tone=Tone.HEADING, hint=hint)


class RowSource(Protocol):
    """Rows by position. The list asks only for what it shows, in windows, and asks again after `set_source`."""

    def __len__(self) -> int:
        """How many rows there are."""

    def window(self, first: int, count: int, /) -> Sequence[Row]:
        """The rows from position `first`, at most `count`."""

    def find(self, key: str, /) -> int | None:
        """The position of the row with this key, or None."""


class ListSource:
    """Rows that are all at hand; for anything that can't grow past a few hundred."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = tuple(rows)

    def __len__(self) -> int:
        return len(self._rows)

    def window(self, first: int, count: int) -> Sequence[Row]:
        """The rows from position `first`, at most `count`."""
        return self._rows[first : first + count]

    def find(self, key: str) -> int | None:
        """The position of the row with this key, or None."""
        return next((index for index, row in enumerate(self._rows) if row.key == key), None)


class PagedSource:
    """Rows read when they are needed, for what grows without end.

    `fetch(first, count)` reads one page; `RowList` asks for whole pages of 200 and keeps the last few, so nothing is
    kept here. `locate(key)` says where a key stands, or None.
    """

    def __init__(
        self, count: int, fetch: Callable[[int, int], Sequence[Row]], locate: Callable[[str], int | None]
    ) -> None:
        self.count = count
        self.fetch = fetch
        self.locate = locate

    def __len__(self) -> int:
        return self.count

    def window(self, first: int, count: int) -> Sequence[Row]:
        """The rows from position `first`, at most `count`."""
        return self.fetch(first, count)

    def find(self, key: str) -> int | None:
        """The position of the row with this key, or None."""
        return self.locate(key)


class Columns(NamedTuple):
    """Widths in cells that the rows of one section share: the mark, and the main text of rows that have a fact."""

    mark: int = 0
    main: int = 0

    @property
    def start(self) -> int:
        """The cell in which the main text begins."""
        return 1 + (self.mark + (1 if self.mark > 1 else 2) if self.mark else 0)


class Pieces(NamedTuple):
    """A laid out row; the four together are exactly as wide as was asked for."""

    mark: str
    main: str
    fact: str
    right: str


def columns_of(rows: Sequence[Row], width: int, *, together: bool = False) -> list[Columns]:
    """The columns of each row, for lines of `width` cells. A heading or an empty row ends a section; `together`, all
    sections share the columns."""
    if together:
        shared = _measured([row for row in rows if row.tone is not Tone.HEADING], width)
        return [_measured([row], width) if row.tone is Tone.HEADING else shared for row in rows]
    found: list[Columns] = []
    section: list[Row] = []
    for row in rows:
        if row.tone is Tone.HEADING or not (row.key or row.main):
            found += [_measured(section, width)] * len(section)
            found.append(_measured([row], width))
            section = []
        else:
            section.append(row)
    return found + [_measured(section, width)] * len(section)


def _measured(section: Sequence[Row], width: int) -> Columns:
    def widest(texts: list[str], limit: int) -> int:
        return max((cell_len(one_line(text, limit)) for text in texts if text), default=0)

    mark = widest([row.mark for row in section], max(1, min(_WIDEST_MARK, width // 4)))
    factual = [row for row in section if row.fact]
    if not factual:
        return Columns(mark)
    room = width - Columns(mark).start - 1
    right = widest([row.edge for row in factual], max(1, room // 3))
    if right and room - right - _GAP >= _MAIN_KEEPS + _GAP + _MAIN_KEEPS:
        room -= right + _GAP
    main = widest([row.main for row in factual], max(1, room))
    fact = widest([row.fact for row in factual], max(1, room))
    # Where both do not fit, the main text keeps a little more than half, and what the facts that are left do not need.
    column = min(main, max(room - _GAP - fact, room * 55 // 100))
    if column < main:
        left = room - _GAP - column
        column = min(main, room - _GAP - max(cell_len(fitted(row.fact, left)) for row in factual))
        # Texts end after a word: what none of them fills is left to the facts.
        column = max(cell_len(fitted(row.main, column, name=True)) for row in factual)
    return Columns(mark, column)


def lay_out(row: Row, columns: Columns, width: int, more: str = "…") -> Pieces:
    """A row as four texts that fill `width` cells, each cut where it has to be; nothing wraps.

    In a narrow line the quiet text at the right goes first, then the fact.
    """
    mark = _mark(row, columns, more)
    room = width - cell_len(mark) - 1
    if room < 1:
        return Pieces(pad(mark + one_line(row.main, 2, more), width), "", "", "")
    right = fitted(row.edge, max(1, room // 2), more)
    left = room - cell_len(right) - _GAP
    main, fact = _main_and_fact(row, columns, max(1, left), more)
    cramped = left < min(_MAIN_KEEPS, cell_len(one_line(row.main, _MAIN_KEEPS, more)))
    if right and not cramped and (fact or not row.fact):
        room = left
    else:
        right = ""
        main, fact = _main_and_fact(row, columns, room, more)
    gap = room - cell_len(main) - cell_len(fact)
    return Pieces(mark, main, fact + " " * gap, (" " * _GAP + right if right else "") + " ")


class Page:
    """Some rows of the source, with how they are laid out at the width asked for last."""

    __slots__ = ("_columns", "_laid_out", "_one_table", "_width", "rows")

    def __init__(self, rows: Sequence[Row], *, one_table: bool) -> None:
        self.rows = rows
        self._one_table = one_table
        self._columns: list[Columns] = []
        self._laid_out: dict[int, Pieces] = {}
        self._width = -1

    def columns(self, width: int) -> list[Columns]:
        if width != self._width:
            self._columns, self._width = columns_of(self.rows, width, together=self._one_table), width
            self._laid_out.clear()
        return self._columns

    def pieces(self, at: int, width: int, more: str) -> Pieces:
        columns = self.columns(width)
        found = self._laid_out.get(at)
        if found is None:
            found = self._laid_out[at] = lay_out(self.rows[at], columns[at], width, more)
        return found


def _mark(row: Row, columns: Columns, more: str) -> str:
    if not columns.mark:
        return " "
    mark = one_line(row.mark, columns.mark, more)
    before = (columns.mark - cell_len(mark)) // 2
    return pad(" " + " " * before + mark, columns.start)


def _main_and_fact(row: Row, columns: Columns, room: int, more: str) -> tuple[str, str]:
    if row.fact:
        column = min(columns.main, room)
        left = room - column - _GAP
        fact = fitted(row.fact, max(0, left), more)
        if fact and (left >= _FACT_NEEDS or not fact.endswith(more)):
            return pad(fitted(row.main, column, more, name=True), column + _GAP), fact
    # A title says all of its parts, and is cut in the last one: without it two groups could be called the same.
    main = one_line(row.main, room, more) if row.tone is Tone.HEADING else fitted(row.main, room, more, name=True)
    return main, ""
