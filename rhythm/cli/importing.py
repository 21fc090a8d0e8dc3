"""import people, import teams, import escalations, import calendar, import bench."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING, TypeVar

from rhythm import paths
from rhythm.cli import everything, inputs, output
from rhythm.domain.saying import counted, say_day
from rhythm.domain.staffing import ASKED_ABOUT, KIND_WORDS, ChangeKind, StaffChange
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rhythm.actions.importing import Report
    from rhythm.actions.importing_calendar import CalendarReport
    from rhythm.actions.importing_escalations import EscalationReport, ImportedRow
    from rhythm.actions.importing_inbox import InboxReport
    from rhythm.actions.importing_people import PeopleReport
    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.service import Rhythm

_Report = TypeVar("_Report", bound="Report")


def configure(parser: argparse.ArgumentParser, _name: str) -> None:
    """The arguments of the command."""
    inputs.add_json(parser)
    verbs = inputs.add_verbs(
        parser,
        hint="for example: rhythm import people team.csv, or rhythm import calendar work.ics --dry-run",
    )
    people = inputs.add_verb(verbs, "people", "people, from any usual export of an HR system", _people)
    people.add_argument("--me", metavar="EMAIL", default="", help="which of them is you; needed once at most")
    people.add_argument("--yes", action="store_true", help="do not ask before the changes are made")
    people.add_argument(
        "--map",
        metavar="FIELD=COLUMN",
        action="append",
        default=[],
        help="read a field from this column; may be repeated, and is remembered for files with the same headings",
    )
    escalations = inputs.add_verb(verbs, "escalations", "escalations, from CSV or JSON Lines", _escalations)
    inbox = inputs.add_verb(verbs, "inbox", "a text file with one escalation per line, such as a phone's note", _inbox)
    calendar = inputs.add_verb(verbs, "calendar", "an .ics file, or a folder that holds one for each event", _calendar)
    calendar.add_argument("file", metavar="FILE_OR_FOLDER", type=paths.typed, help="where it is")
    everything.add_import(verbs)
    bench = inputs.add_verb(verbs, "bench", "the management bench, from the CSV of export bench", _bench)
    bets = inputs.add_verb(verbs, "bets", "bets with returns and decisions, from the CSV of export bets", _bets)
    growth = inputs.add_verb(verbs, "evidence", "evidence and stories, from the CSV of export evidence", _evidence)
    teams = inputs.add_verb(verbs, "teams", "teams with charters, interfaces and cards, from CSV", _teams)
    for verb in (people, teams, escalations, inbox, bench, bets, growth):
        verb.add_argument("file", metavar="FILE", type=paths.typed, help="where it is")
    for verb in (people, teams, escalations, inbox, calendar, bench, bets, growth):
        verb.add_argument("--dry-run", action="store_true", help="only say what would change")
        verb.add_argument("--keep-going", action="store_true", help="bring in what can be, in spite of problems")


def _people(context: Context) -> None:
    args = context.args
    columns = _columns(args.map)

    def bring(rhythm: Rhythm, dry_run: bool) -> PeopleReport:
        return rhythm.importing.people(
            args.file,
            me=args.me.strip(),
            columns=columns,
            dry_run=dry_run,
            keep_going=args.keep_going,
        )

    asks = not (args.yes or args.dry_run) and inputs.may_ask(context)
    if asks:
        found = _brought(context, bring, context.change(), dry_run=True)
        _print_problems(found)
        _check_refused(context, found)
        _print_changes(found, context.clock.today())
        if not _agreed(found):
            output.say("Nothing was changed.")
            return
    report = _carried_out(context, bring)
    if not asks and not context.json:
        _print_problems(report)
        _check_refused(context, report)
        _print_changes(report, context.clock.today())
    extra: Shape = {
        "me": report.me or None,
        "left_out": report.left_out,
        "missing": report.missing,
        "columns": dict(report.headings),
        "changes": [_change_shape(change) for change in report.changes],
    }
    _tell(context, report, extra, _people_words(report), told=not context.json)


def _columns(words: list[str]) -> dict[str, str]:
    """What `--map name='Full name'` says."""
    pairs = [word.partition("=") for word in words]
    if any(not field.strip() or not sign for field, sign, _ in pairs):
        raise BadInput("--map needs a field and a column", "for example --map name='Full name'")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _agreed(report: PeopleReport) -> bool:
    """Whether the changes may be made. Nothing to change needs no answer."""
    counted_in = [change for change in report.changes if change.kind not in ASKED_ABOUT]
    return not counted_in or inputs.agreed(f"Make {counted(len(counted_in), 'change')}?")


def _print_changes(report: PeopleReport, today: dt.date) -> None:
    """Which column was read as what, and what changes, one line for each."""
    read = ", ".join(f"{field} from {column}" for field, column in report.headings if field != column.casefold())
    if read:
        output.say(f"Read {read}.", "dim")
    output.listing([_cells(change, today) for change in report.changes])


def _cells(change: StaffChange, today: dt.date) -> list[str]:
    left = f"leaves {change.left_open} open" if change.left_open else ""
    becomes = change.becomes
    if change.kind in (ChangeKind.LEAVES, ChangeKind.STARTED) and becomes:
        becomes = say_day(dt.date.fromisoformat(becomes), today)
    if change.kind in (ChangeKind.MOVES, ChangeKind.TEAM, ChangeKind.TITLE, ChangeKind.ADDRESS, ChangeKind.RENAMED):
        becomes = f"{change.was or 'none'} -> {becomes or 'none'}"
    return [KIND_WORDS[change.kind], change.person, "; ".join(text for text in (becomes, left) if text)]


def _change_shape(change: StaffChange) -> Shape:
    return {
        "kind": change.kind.value,
        "person": change.person,
        "person_id": change.person_id,
        "row": change.row or None,
        "was": change.was or None,
        "becomes": change.becomes or None,
        "open_topics": change.topics,
        "open_promises": change.promises,
    }


def _people_words(report: PeopleReport) -> list[str]:
    left_out, missing = report.left_out, report.missing
    among = ", one of those" if report.me_added else ""
    words = [f"You are {report.me}{among}."] if report.me else []
    if report.left:
        words.append(f"Gone: {report.left}.")
    if left_out:
        words.append(
            f"{left_out} {'was' if left_out == 1 else 'were'} left out: not among your reports or skip-levels."
        )
    if missing:
        words.append(f"Here but not in the file: {len(missing)}. rhythm people leave NAME says that somebody left.")
    if back := sum(change.kind is ChangeKind.RETURNS for change in report.changes):
        words.append(f"Gone here, and in the file: {back}. The app's import can take them back.")
    return words


def _escalations(context: Context) -> None:
    args = context.args

    def bring(rhythm: Rhythm, dry_run: bool) -> EscalationReport:
        return rhythm.importing.escalations(
            args.file,
            dry_run=dry_run,
            keep_going=args.keep_going,
            # A rehearsal only asks whether the file is refused.
            suggesting=args.dry_run or not dry_run,
        )

    report = _carried_out(context, bring)
    rows = _rows(report.rows)
    unlinked = sum(row.escalation_id is not None and row.conflict_id is None for row in report.rows)
    waiting = f"{unlinked} {'waits' if unlinked == 1 else 'wait'} for a conflict, in the weekly review."
    _tell(context, report, {"rows": rows}, [waiting] if unlinked else [])


def _calendar(context: Context) -> None:
    # Deferred: only calendars have series to list.
    from rhythm.cli.importing_calendar import tell

    args = context.args

    def bring(rhythm: Rhythm, dry_run: bool) -> CalendarReport:
        return rhythm.calendars.import_from(args.file, dry_run=dry_run, keep_going=args.keep_going)

    tell(context, _carried_out(context, bring))


def _teams(context: Context) -> None:
    args = context.args

    def bring(rhythm: Rhythm, dry_run: bool) -> Report:
        return rhythm.importing.teams(args.file, dry_run=dry_run, keep_going=args.keep_going)

    _tell(context, _carried_out(context, bring), {}, [])


def _bench(context: Context) -> None:
    args = context.args

    def bring(rhythm: Rhythm, dry_run: bool) -> Report:
        return rhythm.importing.bench(args.file, dry_run=dry_run, keep_going=args.keep_going)

    _tell(context, _carried_out(context, bring), {}, [])


def _bets(context: Context) -> None:
    args = context.args

    def bring(rhythm: Rhythm, dry_run: bool) -> Report:
        return rhythm.importing.bets(args.file, dry_run=dry_run, keep_going=args.keep_going)

    _tell(context, _carried_out(context, bring), {}, [])


def _evidence(context: Context) -> None:
    args = context.args

    def bring(rhythm: Rhythm, dry_run: bool) -> Report:
        return rhythm.importing.growth(args.file, dry_run=dry_run, keep_going=args.keep_going)

    _tell(context, _carried_out(context, bring), {}, [])


def _inbox(context: Context) -> None:
    """Lines that can't be read stay in the file and are told; the others are taken, marked, and never taken again."""
    args = context.args

    def bring(rhythm: Rhythm, dry_run: bool) -> InboxReport:
        return rhythm.importing.inbox(args.file, dry_run=dry_run, suggesting=args.dry_run or not dry_run)

    report = _carried_out(context, bring)
    words = []
    if report.unchanged:
        words.append(f"{report.unchanged} taken before, so not again; say it in other words if it came up anew.")
    if report.left:
        words.append(f"{report.left} can't be read, and {'stays' if report.left == 1 else 'stay'} in the file.")
    if report.not_marked:
        words.append(f"{report.not_marked}, so it bears no marks: the store remembers what was taken.".capitalize())
    elif report.taken and not args.dry_run:
        words.append("What was taken is marked [x] in the file; the rows wait in the weekly review.")
    marked = bool(report.taken) and not report.not_marked and not args.dry_run
    extra: Shape = {"rows": _rows(report.rows), "marked": marked, "not_marked": report.not_marked or None}
    _tell(context, report, extra, words)


def _rows(rows: Sequence[ImportedRow]) -> list[Shape]:
    from rhythm.cli import shapes

    return [
        {
            "row": row.row,
            "escalation_id": row.escalation_id,
            "conflict_id": row.conflict_id,
            "suggestions": [shapes.suggestion(found) for found in row.suggestions],
        }
        for row in rows
    ]


def _carried_out(context: Context, bring: Callable[[Rhythm, bool], _Report]) -> _Report:
    """The report of an import. Where there is no store yet, one is made only for a file that is not refused."""
    dry_run: bool = context.args.dry_run
    rhythm = context.change()
    if rhythm.path is None:
        report = _brought(context, bring, rhythm, dry_run=True)
        if dry_run or report.refused:
            return report
    return _brought(context, bring, context.write(), dry_run=dry_run)


def _brought(context: Context, bring: Callable[[Rhythm, bool], _Report], rhythm: Rhythm, *, dry_run: bool) -> _Report:
    with context.waiting("looking inside" if dry_run else "bringing it in"):
        return bring(rhythm, dry_run)


def _tell(context: Context, report: Report, extra: Shape, words: list[str], *, told: bool = False) -> None:
    """Print the report; the problems too, unless they are `told` already. Raises BadInput when they stopped it."""
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
    elif not told:
        _print_problems(report)
    _check_refused(context, report)
    if not context.json:
        would = "would be " if context.args.dry_run else ""
        same = f", {report.unchanged} the same as before" if report.unchanged else ""
        output.say(f"{report.added} {would}added, {report.changed or 'nothing'} {would}changed{same}")
        for line in words:
            output.say(line)


def _print_problems(report: Report) -> None:
    for problem in report.problems:
        where = f"row {problem.row}" + (f", {problem.column}" if problem.column else "")
        output.say(f"{where}: {problem.message}", "dim" if problem.severity.value == "note" else "warning")


def _check_refused(context: Context, report: Report) -> None:
    """Raises BadInput when problems stopped an import."""
    if report.refused:
        raise BadInput(
            f"{context.args.file} has {counted(report.errors, 'problem')}, so nothing was imported",
            "mend the file, or add --keep-going to bring in the rest",
        )
