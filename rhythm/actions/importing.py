"""What every import has in common: its report, and how it is all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rhythm.errors import RhythmError
from rhythm.interop.tables import RowProblem, Severity
from rhythm.storage.database import Database


@dataclass(slots=True)
class Report:
    """What an import did, or would do. `left` counts who has left, or what was left out for a problem.

    `refused` says that problems stopped it, and nothing was stored.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0
    problems: list[RowProblem] = field(default_factory=list)
    refused: bool = False

    @property
    def errors(self) -> int:
        """How many problems are more than a remark."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def stops(self) -> bool:
        """Whether the problems stop an import that is to be all or nothing."""
        return bool(self.errors)


def problem_of(row: int, error: RhythmError | ValueError) -> RowProblem:
    """What is wrong with a row that could not be stored; a ValueError is that of a list that does not know the word."""
    message = error.message if isinstance(error, RhythmError) else "a value is not one of its closed list"
    return RowProblem(row, "", message)


class _TakeBack(Exception):
    """Ends the action so that nothing of it stays."""


@contextmanager
def all_or_nothing(db: Database, label: str, report: Report, *, dry_run: bool, keep_going: bool) -> Iterator[None]:
    """One action around an import: for a dry run, and for problems unless `keep_going`, nothing of it stays."""
    try:
        with db.action(label):
            yield
            report.refused = report.stops and not keep_going
            if dry_run or report.refused:
                raise _TakeBack
    except _TakeBack:
        pass
    report.problems.sort(key=lambda problem: problem.row)
