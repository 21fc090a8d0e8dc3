"""Teams in a table, one record a row, in the form that it is read back from into the same records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from rhythm.domain.dates import parse_full_day
from rhythm.errors import BadInput, RhythmError
from rhythm.interop.row_files import begins_with, written
from rhythm.interop.tables import Record, RowProblem, Table, read_table
from rhythm.interop.text import read_text
from rhythm.values import NamedTuple


class Kind(StrEnum):
    """What a row holds, in the order in which rows are taken in: all others rest on the teams."""

    TEAM = "team"
    CHARTER = "charter"
    INTERFACE = "interface"
    CARD = "card"
    PATTERN = "pattern"


class TeamRow(NamedTuple):
    """One record, people and teams by name. `owns`, `does_not_own`, `goals` and `aliases` are lists with `;` between.

    `item` is the card that was answered, or the pattern. A card with a `manager` and no team is of that area, a pattern
    without a team of all teams. `text` is a hand-off, or what an answer rests on. Without a `record` it is a charter.
    """

    record: str
    team: str = ""
    other: str = ""
    day: str = ""
    item: str = ""
    answer: str = ""
    owns: str = ""
    does_not_own: str = ""
    goals: str = ""
    text: str = ""
    manager: str = ""
    mode: str = ""
    bucket: str = ""
    product: str = ""
    engineering: str = ""
    design: str = ""
    aliases: str = ""
    row: int = 0


COLUMNS = TeamRow._fields[:-1]
_OTHER_NAMES = {"does_not_own": ("not owns", "not owned"), "day": ("since", "date"), "other": ("with",)}
_ALIASES = {column: (column.replace("_", " "), *_OTHER_NAMES.get(column, ())) for column in COLUMNS}
_DATED = (Kind.CHARTER, Kind.INTERFACE, Kind.CARD, Kind.PATTERN)


class TeamFile(NamedTuple):
    """The rows that can be used, and what is wrong with the others."""

    rows: tuple[TeamRow, ...]
    problems: tuple[RowProblem, ...]


def as_csv(rows: Iterable[TeamRow]) -> str:
    """A heading row and one row each."""
    return written(COLUMNS, rows)


def is_ours(text: str) -> bool:
    """Whether a file that stands in the way is an earlier export, or empty, and may be replaced."""
    return begins_with(COLUMNS, text)


def read_teams(path: Path) -> TeamFile:
    """The rows of a file. Raises BadInput when it can't be read, or has no column `team`."""
    table = read_table(read_text(path), _ALIASES)
    if "team" not in table.columns:
        raise BadInput(f"{path.name} has no column team", f"the columns are {', '.join(COLUMNS)}")
    rows, problems = [], []
    for record in table.records:
        row = TeamRow._make((*(_cell(table, record, column) for column in COLUMNS), record.row))
        row = row._replace(record=row.record.casefold() or Kind.CHARTER)
        problem = _problem(row)
        if problem is None:
            rows.append(row)
        else:
            problems.append(problem)
    return TeamFile(tuple(rows), tuple(problems))


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
        return next((record.cells[place] for place in columns if place < len(record.cells)), "")
    return table.cell(record, column)


def _problem(row: TeamRow) -> RowProblem | None:
    if row.record not in {*Kind}:
        return RowProblem(row.row, "record", f"a record is one of {', '.join(Kind)}")
    about_area = row.record == Kind.CARD and row.manager
    if not row.team and not about_area and row.record != Kind.PATTERN:
        return RowProblem(row.row, "team", "no team is named")
    if row.day and row.record in _DATED:
        try:
            parse_full_day(row.day)
        except RhythmError as error:
            return RowProblem(row.row, "day", error.message)
    return None
