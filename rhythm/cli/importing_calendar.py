"""What `rhythm import calendar` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.cli import output
from rhythm.cli.calendars import say_waiting, series_shapes
from rhythm.cli.shapes import Shape
from rhythm.domain.calendars import SeriesKind
from rhythm.domain.saying import counted, say_day
from rhythm.errors import BadInput
from rhythm.interop.tables import Severity
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from rhythm.actions.importing_calendar import CalendarReport
    from rhythm.cli.context import Context
    from rhythm.interop.calendar.values import CalendarProblem

_MOST_LINES = 100


def tell(context: Context, report: CalendarReport) -> None:
    """Print the report. Raises BadInput when too much of the file is missing."""
    rhythm = context.change()
    waiting = () if report.refused or context.args.dry_run else rhythm.calendars.waiting()
    if context.json:
        output.emit_json(_shape(report, series_shapes(waiting, rhythm), dry_run=context.args.dry_run))
    else:
        for problem in report.lines[:_MOST_LINES]:
            style = "dim" if problem.severity is Severity.WARNING else "warning"
            output.say(f"{problem.file} line {problem.line}: {problem.message}", style)
        if len(report.lines) > _MOST_LINES:
            output.say(f"and {len(report.lines) - _MOST_LINES} more lines; --json has them all", "warning")
    if report.refused:
        lost = (
            "it ends in the middle" if report.cut_off else f"{report.dropped} of {report.events} events can't be read"
        )
        raise BadInput(
            f"{context.args.file} is not whole ({lost}), so nothing was imported",
            "export it again, or add --keep-going to take what can be read",
        )
    if context.json:
        return
    _say_counts(context, report)
    if waiting:
        known = [one for one in waiting if one.kind is not SeriesKind.OTHER]
        say_waiting(known, [one for one in waiting if one.kind is SeriesKind.OTHER], rhythm)


def _shape(report: CalendarReport, series: list[Shape], *, dry_run: bool) -> Shape:
    return {
        "calendar": report.calendar,
        "first": iso(report.first),
        "last": iso(report.last),
        "events": report.events,
        "used": report.used,
        "dropped": report.dropped,
        "cancelled": report.cancelled,
        "own": report.own,
        "unmatched": report.unmatched,
        "added": report.added,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "left": report.left,
        "planned": report.planned,
        "moved": report.moved,
        "called_off": report.called_off,
        "waiting": report.waiting,
        "series": series,
        "problems": [_problem(problem) for problem in report.lines],
        "dry_run": dry_run,
    }


def _say_counts(context: Context, report: CalendarReport) -> None:
    today, would = context.clock.today(), "would be " if context.args.dry_run else ""
    assert report.first is not None
    assert report.last is not None
    output.say(
        f"{counted(report.events, 'event')} in the file, {report.used} of them from {say_day(report.first, today)} to"
        f" {say_day(report.last, today)}; {report.dropped or 'none'} could not be read,"
        f" {report.cancelled or 'none'} called off"
    )
    same = f", {report.unchanged} the same as before" if report.unchanged else ""
    gone = f", {report.left} {would}taken out" if report.left else ""
    output.say(f"{report.added} times {would}added, {report.changed or 'none'} {would}changed{gone}{same}")
    if report.unmatched:
        output.say(f"{report.unmatched} of them with nobody in particular: only the time that they take is kept")
    plan = [(report.planned, "planned"), (report.moved, "moved"), (report.called_off, "called off")]
    if said := [f"{number} {would}{what}" for number, what in plan if number]:
        output.say(f"Meetings of the plan: {', '.join(said)}")
    if context.args.dry_run and report.waiting:
        output.say(f"{counted(report.waiting, 'series', 'series')} would ask with whom they are")


def _problem(problem: CalendarProblem) -> dict[str, object]:
    return {
        "file": problem.file,
        "line": problem.line,
        "message": problem.message,
        "severity": problem.severity.value,
    }
