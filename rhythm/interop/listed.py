"""Tables of several kinds of records, one a row, that are read back into the same records: bets, the growth file.

The first column says what a row holds. Each kind has the columns that it needs; the others stay empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from rhythm.errors import BadInput
from rhythm.interop.row_files import written
from rhythm.interop.tables import RowProblem, heading_key, read_table
from rhythm.interop.text import read_text
from rhythm.values import NamedTuple


class ListedKind(StrEnum):
    """What a row holds, in the order in which rows are taken in: later ones rest on earlier ones."""

    BET = "bet"
    RETURN = "return"
    DECISION = "decision"
    EVIDENCE = "evidence"
    STORY = "story"


BET_COLUMNS = (
    "record", "bet", "day", "bucket", "mode", "importance", "words", "ended_on", "period", "value", "decision",
    "review_on", "why",
)  # fmt: skip
GROWTH_COLUMNS = (
    "record", "person", "day", "area", "skill", "question", "text", "diagnose", "decide", "communicate",
)  # fmt: skip


class ListedRow(NamedTuple):
    """One record: its row in the file, its kind, and its cells by column, empty ones included."""

    row: int
    kind: ListedKind
    cells: Mapping[str, str]


class ListedFile(NamedTuple):
    """The rows that can be used, in the order of their kinds, and what is wrong with the others."""

    rows: tuple[ListedRow, ...]
    problems: tuple[RowProblem, ...]


def as_csv(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """A heading row and one row each."""
    return written(columns, ([row.get(column, "") for column in columns] for row in rows))


def read_listed(path: Path, columns: Sequence[str], kinds: Sequence[ListedKind]) -> ListedFile:
    """Reads such a file; a row that names no kind is of the first of `kinds`. Raises BadInput for another file."""
    table = read_table(read_text(path), {column: (heading_key(column),) for column in columns})
    if len(table.columns) < 2:
        raise BadInput(f"{path.name} has none of the columns", f"the columns are {', '.join(columns)}")
    rows: list[ListedRow] = []
    problems: list[RowProblem] = []
    for record in table.records:
        kind = table.cell(record, "record").casefold() or kinds[0].value
        if flaw := table.flaw(record):
            problems.append(RowProblem(record.row, "", flaw))
        elif kind not in kinds:
            problems.append(RowProblem(record.row, "record", f"a record is one of {', '.join(kinds)}"))
        else:
            cells = {column: table.cell(record, column) for column in columns}
            rows.append(ListedRow(record.row, ListedKind(kind), cells))
    rows.sort(key=lambda row: (list(ListedKind).index(row.kind), row.row))
    return ListedFile(tuple(rows), tuple(problems))
