"""Teams in a table, one record a row, in the form that it is read back from into the same records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from rhythm.interop.row_files import begins_with, no_day, no_record, read_rows, written
from rhythm.interop.tables import RowProblem
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
    return TeamFile(*read_rows(path, _ALIASES, "team", _row, _problem))


def _row(cells: Sequence[Any]) -> TeamRow:
    row = TeamRow._make(cells)
    return row._replace(record=row.record or Kind.CHARTER)


def _problem(row: TeamRow) -> RowProblem | None:
    if flaw := no_record(row.row, row.record, Kind):
        return flaw
    about_area = row.record == Kind.CARD and row.manager
    if not row.team and not about_area and row.record != Kind.PATTERN:
        return RowProblem(row.row, "team", "no team is named")
    return no_day(row.row, "day", row.day) if row.day and row.record in _DATED else None
