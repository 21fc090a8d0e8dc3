"""import people, import escalations."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rhythm.cli import inputs, output
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable

    from rhythm.actions.importing import Report
    from rhythm.actions.importing_escalations import EscalationReport
    from rhythm.actions.importing_people import PeopleReport
    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.service import Rhythm

_LISTED = 20
_Report = TypeVar("_Report", bound="Report")


def configure(parser: argparse.ArgumentParser, _name: str) -> None:
    """The arguments of the command."""
    inputs.add_json(parser)
    verbs = parser.add_subparsers(metavar="people | escalations", title="what the file holds", required=True)
    people = inputs.add_verb(verbs, "people", "people, from any usual export of an HR system", _people)
    people.add_argument("--me", metavar="EMAIL", default="", help="which of them is you; needed once at most")
    escalations = inputs.add_verb(verbs, "escalations", "escalations, from CSV or JSON Lines", _escalations)
    for verb in (people, escalations):
        verb.add_argument("file", metavar="FILE", type=Path)
        verb.add_argument("--dry-run", action="store_true", help="only say what would change")
        verb.add_argument("--keep-going", action="store_true", help="bring in what can be, in spite of problems")


def _people(context: Context) -> None:
    args = context.args

    def bring(rhythm: Rhythm, dry_run: bool) -> PeopleReport:
        return rhythm.importing.people(
            args.file.expanduser(), me=args.me.strip(), dry_run=dry_run, keep_going=args.keep_going
        )

    report = _carried_out(context, bring)
    extra: Shape = {"me": report.me or None, "left_out": report.left_out, "missing": report.missing}
    _tell(context, report, extra, _people_words(report))


def _people_words(report: PeopleReport) -> list[str]:
    left_out, missing = report.left_out, report.missing
    words = [f"You are {report.me}."] if report.me else []
    if report.left:
        words.append(f"Gone, so archived: {report.left}.")
    if left_out:
        words.append(
            f"{left_out} {'was' if left_out == 1 else 'were'} left out: not among your reports or skip-levels."
        )
    if missing:
        named = ", ".join(missing[:_LISTED]) + (" and more" if len(missing) > _LISTED else "")
        words.append(f"Here but not in the file: {named}. rhythm people archive NAME takes somebody out.")
    return words


def _escalations(context: Context) -> None:
    from rhythm.cli.tracker_shapes import suggestion_shape

    args = context.args

    def bring(rhythm: Rhythm, dry_run: bool) -> EscalationReport:
        return rhythm.importing.escalations(
            args.file.expanduser(),
            dry_run=dry_run,
            keep_going=args.keep_going,
            # A rehearsal only asks whether the file is refused.
            suggesting=args.dry_run or not dry_run,
        )

    report = _carried_out(context, bring)
    rows: list[Shape] = [
        {
            "row": row.row,
            "escalation_id": row.escalation_id,
            "conflict_id": row.conflict_id,
            "suggestions": [suggestion_shape(found) for found in row.suggestions],
        }
        for row in report.rows
    ]
    unlinked = sum(row.escalation_id is not None and row.conflict_id is None for row in report.rows)
    waiting = f"{unlinked} {'waits' if unlinked == 1 else 'wait'} for a conflict, in the weekly review."
    _tell(context, report, {"rows": rows}, [waiting] if unlinked else [])


def _carried_out(context: Context, bring: Callable[[Rhythm, bool], _Report]) -> _Report:
    """The report of an import. Where there is no store yet, one is made only for a file that is not refused."""
    dry_run: bool = context.args.dry_run
    rhythm = context.change()
    if rhythm.path is None:
        report = bring(rhythm, True)
        if dry_run or report.refused:
            return report
    return bring(context.write(), dry_run)


def _tell(context: Context, report: Report, extra: Shape, words: list[str]) -> None:
    """Print the report. Raises BadInput when problems stopped the import."""
    if context.json:
        output.emit_json(
            {
                "added": report.added,
                "changed": report.changed,
                "unchanged": report.unchanged,
                "left": report.left,
                "problems": [
                    {
                        "row": problem.row,
                        "column": problem.column,
                        "message": problem.message,
                        "severity": problem.severity.value,
                    }
                    for problem in report.problems
                ],
                "dry_run": context.args.dry_run,
                **extra,
            }
        )
    else:
        for problem in report.problems:
            where = f"row {problem.row}" + (f", {problem.column}" if problem.column else "")
            output.say(f"{where}: {problem.message}", "dim" if problem.severity.value == "note" else "warning")
    if report.refused:
        count = "1 problem" if report.errors == 1 else f"{report.errors} problems"
        raise BadInput(
            f"{context.args.file} has {count}, so nothing was imported",
            "mend the file, or add --keep-going to bring in the rest",
        )
    if not context.json:
        would = "would be " if context.args.dry_run else ""
        same = f", {report.unchanged} the same as before" if report.unchanged else ""
        output.say(f"{report.added} {would}added, {report.changed or 'nothing'} {would}changed{same}")
        for line in words:
            output.say(line)
