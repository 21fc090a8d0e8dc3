"""The bench in a table, one record a row, in the form that it is read back from into the same records."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from rhythm.interop.row_files import begins_with, no_day, no_record, read_rows, written
from rhythm.interop.tables import RowProblem
from rhythm.values import NamedTuple


class Kind(StrEnum):
    """What a row holds, in the order in which rows are taken in: later ones rest on earlier ones."""

    CANDIDATE = "candidate"
    TEST = "test"
    EVIDENCE = "evidence"
    STAGE = "stage"
    ROLE = "role"
    ROUND = "round"


class BenchRow(NamedTuple):
    """One record, its people by name. What each column means depends on the record:

    `kind` is the kind of test, what a line of evidence is for, the stage, the question about the role or the topic.
    `ended` and `outcome` are of tests, an outcome also answers a question, and `ended` says when a candidate left.
    `about` is whose seat a candidate is meant for, and for a line of evidence the test that it belongs to.
    `text` is the evidence, what a round said, or a candidate's sponsor.
    """

    record: str
    person: str = ""
    kind: str = ""
    day: str = ""
    ended: str = ""
    outcome: str = ""
    about: str = ""
    text: str = ""
    area: str = ""
    skill: str = ""
    row: int = 0


COLUMNS = BenchRow._fields[:-1]
_ALIASES = {column: (column,) for column in COLUMNS}


class BenchFile(NamedTuple):
    """The rows that can be used, and what is wrong with the others."""

    rows: tuple[BenchRow, ...]
    problems: tuple[RowProblem, ...]


def as_csv(rows: Iterable[BenchRow]) -> str:
    """A heading row and one row each."""
    return written(COLUMNS, rows)


def is_ours(text: str) -> bool:
    """Whether a file that stands in the way is an earlier export, or empty, and may be replaced."""
    return begins_with(COLUMNS, text)


def read_bench(path: Path) -> BenchFile:
    """The rows of a file. Raises BadInput when it can't be read, or has no column `record`."""
    return BenchFile(*read_rows(path, _ALIASES, "record", BenchRow._make, _problem))


def _problem(row: BenchRow) -> RowProblem | None:
    if flaw := no_record(row.row, row.record, Kind):
        return flaw
    if not row.person and row.record != Kind.ROUND:
        return RowProblem(row.row, "person", "nobody is named")
    return no_day(row.row, "day", row.day) or (no_day(row.row, "ended", row.ended) if row.ended else None)
