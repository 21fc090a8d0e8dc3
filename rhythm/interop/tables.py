"""Tables in text: the heading row and the separator are found together, and columns by what they are called.

Exports of other programs carry titles above the headings, totals below the rows, blank lines, and `,` `;` tab or `|`
between the cells. Row numbers are those a spreadsheet shows: the first line of the file is row 1.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from rhythm.domain.dates import NumericOrder, parse_full_day
from rhythm.domain.names import fold
from rhythm.errors import BadInput
from rhythm.interop.formulas import unguarded

SEPARATORS = (",", ";", "\t", "|")
HEADING_ROWS = 20
UNCLOSED = "a quotation mark in this row is never closed"
TOO_MANY_CELLS = "this row has more cells than there are headings"
MOST_ROWS = 200_000
"""Of files that are read as a whole: more would take up the memory of a small machine."""


class Severity(StrEnum):
    """How much a problem matters: an error stops an import, the others are only told."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a row of a file. `row` counts from 1; `column` is empty when the whole row is meant."""

    row: int
    column: str
    message: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its number, its cells, and whether a quotation mark in it was never closed."""

    row: int
    cells: tuple[str, ...]
    unclosed: bool


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the headings. `columns` gives for each known field its columns, best first."""

    headings: tuple[str, ...]
    heading_row: int
    columns: Mapping[str, tuple[int, ...]]
    records: tuple[Record, ...]

    def cell(self, record: Record, field: str) -> str:
        """The first cell of a field that isn't blank, trimmed; nothing when there is none."""
        cells = (record.cells[column] for column in self.columns.get(field, ()) if column < len(record.cells))
        return unguarded(next((text for cell in cells if (text := cell.strip())), ""))

    def flaw(self, record: Record) -> str:
        """Why the cells of a row may not be what they seem, so that none is taken; empty where nothing is odd."""
        if record.unclosed:
            return UNCLOSED
        return TOO_MANY_CELLS if any(map(str.strip, record.cells[len(self.headings) :])) else ""

    def heading(self, field: str) -> str:
        """What the best column of a field is called in the file."""
        columns = self.columns.get(field, ())
        return self.headings[columns[0]].strip() if columns else field

    @property
    def heading_set(self) -> str:
        """The headings as one text: the same for the next export of the same report."""
        return heading_set(self.headings)


def read_table(text: str, aliases: Mapping[str, Sequence[str]]) -> Table:
    """Finds the heading row and the separator that recognise most fields, and reads the rows below.

    `aliases` has for each field the headings it goes by, best first, as `heading_key` gives them. Where no heading
    is known the table has no columns. Blank rows are left out. Raises BadInput when a cell is beyond all measure.
    """
    best: tuple[int, int, str] | None = None
    first, wrong = _first_records(text)
    for separator, record in first:
        found = len(_columns(record.cells, aliases))
        if found and (best is None or found > best[0]):
            best = (found, record.row, separator)
    if best is None and wrong is not None:
        raise wrong
    if best is None:
        return Table((), 0, {}, ())
    _, heading_row, separator = best
    records = read_records(text, separator)
    headings = next(record for record in records if record.row == heading_row)
    below = tuple(record for record in records if record.row > heading_row and any(map(str.strip, record.cells)))
    return Table(headings.cells, heading_row, _columns(headings.cells, aliases), below)


def read_records(text: str, separator: str, limit: int | None = None) -> list[Record]:
    """The rows of a text, the first `limit` only when given, blank ones included."""
    records: list[Record] = []
    for record in islice(_records(list(io.StringIO(text, newline="")), separator), limit):
        records.append(record)
        if limit is None:
            refuse_too_many(len(records))
    return records


def _records(lines: Sequence[str], separator: str) -> Iterator[Record]:
    reader = csv.reader(lines, delimiter=separator)
    row, begin = 0, 0
    try:
        for row, cells in enumerate(reader, start=1):
            end = reader.line_num
            unclosed = end == len(lines) and end - begin > 1 and "".join(lines[begin:end]).count('"') % 2 == 1
            yield Record(row, tuple(cells), unclosed)
            begin = end
    except csv.Error:
        message = f"row {row + 1} has a cell that is too long to be one"
        raise BadInput(message, "look for a quotation mark that is never closed") from None


def _first_records(text: str) -> tuple[list[tuple[str, Record]], BadInput | None]:
    """The rows among which the headings are, each with the separator that it was read by, and why they end early. By a
    wrong separator a cell may seem to have no end."""
    lines = list(io.StringIO(text, newline=""))
    found: list[tuple[str, Record]] = []
    wrong: BadInput | None = None
    for separator in SEPARATORS:
        try:
            for record in islice(_records(lines, separator), HEADING_ROWS):
                found.append((separator, record))
        except BadInput as error:
            wrong = wrong or error
    return found, wrong


def refuse_too_many(rows: int) -> None:
    """Raises BadInput for more rows than are read as a whole."""
    if rows > MOST_ROWS:
        raise BadInput(f"there are more than {MOST_ROWS:,} rows", "hand in a part of them at a time")


def heading_set(cells: Sequence[str]) -> str:
    """The headings of a row as one text, whatever their case and punctuation."""
    return "|".join(map(heading_key, cells)).rstrip("|")


def heading_key(text: str) -> str:
    """A heading as it is compared: folded, without `[...]` and punctuation, `jobTitle` in two words."""
    plain = re.sub(r"\[[^\]]*\]", " ", text)
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    plain = re.sub(r"['’]", "", fold(plain)).replace("#", " number ")
    return " ".join(re.findall(r"[^\W_]+", plain))


def known_heading_set(text: str, known: Container[str]) -> str | None:
    """Which of some sets of headings stands at the top of a table, if one does."""
    for _, record in _first_records(text)[0]:
        if (found := heading_set(record.cells)) in known:
            return found
    return None


_NUMERIC_DAY = r"\s*([0-9]{1,2})[/-]([0-9]{1,2})[/-][0-9]{2,4}\b"


def day_order(texts: Sequence[str]) -> str | None:
    """The order of day and month in a column of days, when the column itself shows it."""
    pairs = [re.match(_NUMERIC_DAY, text) for text in texts]
    day_first = any(int(pair[1]) > 12 for pair in pairs if pair)
    month_first = any(int(pair[2]) > 12 for pair in pairs if pair)
    if day_first == month_first:
        return None
    return NumericOrder.DAY_FIRST if day_first else NumericOrder.MONTH_FIRST


def has_two_readings(text: str) -> bool:
    """Whether a day is written so that only its column, or a setting, can say which number is the month."""
    pair = re.match(_NUMERIC_DAY, text)
    return pair is not None and pair[1] != pair[2] and max(int(pair[1]), int(pair[2])) <= 12


def read_day(text: str, order: str | None) -> date | None:
    """A day with its year, or None for nothing and for a filler such as 0000-00-00. Raises BadInput for all else."""
    if not re.search(r"[1-9]|[^\W\d_]", text):
        return None
    return parse_full_day(text, numeric_order=order)


def _columns(cells: Sequence[str], aliases: Mapping[str, Sequence[str]]) -> dict[str, tuple[int, ...]]:
    keys = [heading_key(cell) for cell in cells]
    found: dict[str, tuple[int, ...]] = {}
    for field, names in aliases.items():
        columns = [column for name in names for column, key in enumerate(keys) if key == name]
        if columns:
            found[field] = tuple(columns)
    return found
