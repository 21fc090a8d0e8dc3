"""Tables of our own form: written with a heading row, known again by it, read back as they were."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from rhythm.domain.dates import parse_full_day
from rhythm.errors import BadInput, RhythmError
from rhythm.interop.formulas import guarded, unguarded
from rhythm.interop.tables import Record, RowProblem, Table, read_table
from rhythm.interop.text import read_text

Row = TypeVar("Row")


def written(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A heading row and one row each, as CSV; what a row has beyond the columns is left out. No cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row[: len(columns)]])
    return text.getvalue()


def begins_with(columns: Sequence[str], text: str) -> bool:
    """Whether a file that stands in the way is an earlier export with these columns, or empty, and may be replaced."""
    first = text.lstrip("\ufeff").partition("\n")[0].strip()
    return first == ",".join(columns) if first else not text.strip()


def read_rows(
    path: Path,
    aliases: Mapping[str, Sequence[str]],
    needed: str,
    made: Callable[[Sequence[Any]], Row],
    problem_of: Callable[[Row], RowProblem | None],
) -> tuple[tuple[Row, ...], tuple[RowProblem, ...]]:
    """The rows of a file that can be used, and what is wrong with the others.

    `made` takes the cells in the order of `aliases`, and the number of the row. Raises BadInput when the file can't be
    read, or has no column `needed`.
    """
    table = read_table(read_text(path), aliases)
    if needed not in table.columns:
        raise BadInput(f"{path.name} has no column {needed}", f"the columns are {', '.join(aliases)}")
    rows, problems = [], []
    for record in table.records:
        if flaw := table.flaw(record):
            problems.append(RowProblem(record.row, "", flaw))
            continue
        row = made((*(_cell(table, record, column) for column in aliases), record.row))
        problem = problem_of(row)
        if problem is None:
            rows.append(row)
        else:
            problems.append(problem)
    return tuple(rows), tuple(problems)


def no_record(row: int, record: str, kinds: type[StrEnum]) -> RowProblem | None:
    """The problem of a row whose record is none of the kinds; None where it is one."""
    return None if record in {*kinds} else RowProblem(row, "record", f"a record is one of {', '.join(kinds)}")


def no_day(row: int, column: str, text: str) -> RowProblem | None:
    """The problem of a cell that is no whole day; None where it is one."""
    try:
        parse_full_day(text)
    except RhythmError as error:
        return RowProblem(row, column, error.message)
    return None


def joined(parts: Sequence[str]) -> str:
    """A list in one cell; `;` and `\\` in a part are escaped."""
    return ";".join(part.replace("\\", "\\\\").replace(";", "\\;") for part in parts)


def parted(cell: str) -> tuple[str, ...]:
    """The parts of a cell that `joined` wrote, or that somebody typed."""
    parts = (re.sub(r"\\(.)", r"\1", part).strip() for part in re.findall(r"(?:\\.|[^;\\])+", cell))
    return tuple(part for part in parts if part)


def _cell(table: Table, record: Record, column: str) -> str:
    if column == "text":
        # As it was written, blanks at its ends too.
        columns = table.columns.get(column, ())
        return unguarded(next((record.cells[place] for place in columns if place < len(record.cells)), ""))
    cell = table.cell(record, column)
    return cell.casefold() if column == "record" else cell
