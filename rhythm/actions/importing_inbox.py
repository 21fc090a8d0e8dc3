"""The lines of an inbox as escalations: what can be read is taken, the rest stays where it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rhythm.actions.escalations import log_escalation
from rhythm.actions.importing import Report, all_or_nothing, problem_of
from rhythm.actions.importing_escalations import ImportedRow
from rhythm.domain.conflicts import Rules
from rhythm.domain.escalations import NewEscalation
from rhythm.errors import RhythmError
from rhythm.interop.inbox import InboxLine
from rhythm.queries.suggesting import Suggestion
from rhythm.storage.database import Database

Read = Callable[[str], NewEscalation]
Suggest = Callable[[NewEscalation], tuple[Suggestion, ...]]


@dataclass(slots=True)
class InboxReport(Report):
    """As `Report`; `left` counts lines that could not be read, `unchanged` those that were taken before.

    `taken` are the lines that are to be marked, `boxes` what stood before those that came in just now, by their keys,
    in the action with the uid `action`. `not_marked` says why the file bears no marks of what was taken; then the
    store alone remembers.
    """

    rows: list[ImportedRow] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    boxes: dict[str, str] = field(default_factory=dict)
    action: str = ""
    not_marked: str = ""


def import_inbox(
    db: Database, lines: Sequence[InboxLine], read: Read, suggest: Suggest, rules: Rules, *, dry_run: bool = False
) -> InboxReport:
    """Log each line, as one action. A line that was taken before is never taken again, whatever became of its mark.

    `read` makes an escalation of a line, and raises RhythmError where that can't be done; such a line is left.
    """
    report = InboxReport()
    with all_or_nothing(db, "take in the inbox", report, dry_run=dry_run, keep_going=True):
        assert db.current_action is not None
        report.action = db.current_action.uid
        for line in lines:
            if db.value("SELECT 1 FROM escalation WHERE import_key = ? AND deleted_at IS NULL", (line.key,)):
                report.unchanged += 1
                report.taken.append(line.row)
                continue
            try:
                new = read(line.text)
                suggestions = suggest(new)
                row = log_escalation(db, new, rules, import_key=line.key)
            except RhythmError as error:
                report.left += 1
                report.problems.append(problem_of(line.row, error))
                continue
            # The next line's suggestions see this one.
            db.settle()
            report.added += 1
            report.taken.append(line.row)
            report.boxes[line.key] = line.box
            report.rows.append(ImportedRow(line.row, None if dry_run else row.id, None, suggestions))
    return report
