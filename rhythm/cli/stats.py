"""`rhythm stats`: the plain counts of a span of days."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING

from rhythm.cli import output
from rhythm.cli.inputs import add_json
from rhythm.domain.saying import counted, say_day
from rhythm.errors import BadInput
from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.queries.counts import Counts, Figures
    from rhythm.service import Rhythm

WEEKS = 13
"""Without days, the counts are those of a quarter of weeks, this one included."""


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """The arguments of the command."""
    add_json(parser)
    parser.add_argument("--from", dest="first", metavar="DAY", help=f"the first day (Monday {WEEKS - 1} weeks ago)")
    parser.add_argument("--period", metavar="QUARTER", help="a quarter instead, such as 2026-Q3, q3 or last quarter")
    parser.add_argument("--to", dest="last", metavar="DAY", help="the last day (today)")
    parser.set_defaults(run=stats)


def stats(context: Context) -> None:
    """The counts of a span beside those of as many days before, or of a quarter beside those of the quarter before."""
    rhythm, figures = _figures(context)
    if context.json:
        output.emit_json(_shape(rhythm, figures))
        return
    found, before, today = figures.counts, figures.before, rhythm.today()
    first, last = found.first, found.last
    output.say(f"{say_day(first, today)} to {say_day(last, today)}", "bold")
    output.say(f"logged in {found.logged_weeks} of {found.weeks} weeks; before that in {before.logged_weeks}")
    if not figures.comparable:
        output.say("too few weeks were logged to compare with the time before, which stands in brackets", "dim")
    unsaid = f", not said {found.unsaid}" if found.unsaid else ""
    overrode = f"; decided otherwise {figures.overrode}" if figures.overrode else ""
    rows = [
        [
            "reached you",
            f"{found.reached_me} ({before.reached_me})",
            f"yours {found.mine}, not yours {found.not_mine}{unsaid}",
        ],
        ["in a logged week", f"{_rate(found)} ({_rate(before)})", ""],
        ["minutes", f"{found.minutes} ({before.minutes})", ""],
        ["went well without you", f"{found.held_without_me} ({before.held_without_me})", ""],
        ["leaks", str(len(figures.leaks)), f"reached you although delegated{overrode}"],
        ["rubber stamps", str(len(figures.stamps)), "teams and areas with five or more in a row agreed unchanged"],
    ]
    if figures.moved:
        rows.append(["levels", str(len(figures.moved)), f"{figures.raised} raised, {figures.lowered} lowered"])
    output.listing(rows, right=[1])
    if found.grid:
        output.say("By area and manager", "bold")
        output.listing(_grid_rows(rhythm, found, before), right=[2])
    output.say(f"By week: {_weekly(found)}")


def _grid_rows(rhythm: Rhythm, found: Counts, before: Counts) -> list[list[str]]:
    return [
        [
            cell.area.replace("_", " "),
            rhythm.people.told_apart(cell.manager, cell.manager_id or 0),
            f"{cell.number} ({before.cell(cell.area, cell.manager_id)})",
        ]
        for cell in found.grid
    ]


def _figures(context: Context) -> tuple[Rhythm, Figures]:
    args = context.args
    if args.period is None:
        first, last = _span(context)
        rhythm = context.read()
        return rhythm, rhythm.reviews.figures(first, last)
    if args.first is not None or args.last is not None:
        raise BadInput("a period has its own days", "leave --from and --to out, or --period")
    rhythm = context.read()
    quarter = rhythm.reviews.this_quarter(args.period)
    if quarter.first_day > rhythm.today():
        raise BadInput("that quarter is still to come", "counts are of days up to today")
    return rhythm, rhythm.reviews.quarter_figures(quarter)


def _rate(counts: Counts) -> str:
    return "-" if counts.per_week is None else f"{counts.per_week:.1f}"


def _span(context: Context) -> tuple[dt.date, dt.date]:
    args, today = context.args, context.clock.today()
    last = context.last_day_back(args.last) if args.last is not None else today
    monday = last - dt.timedelta(days=last.weekday())
    first = context.day_back(args.first) if args.first is not None else monday - dt.timedelta(weeks=WEEKS - 1)
    if first > last:
        raise BadInput("the first day lies after the last", "give --from an earlier day than --to")
    if last > today:
        raise BadInput("the last day is still to come", "counts are of days up to today")
    return first, last


def _weekly(counts: Counts) -> str:
    missing = sum(count is None for _, count in counts.weekly)
    said = " ".join("-" if count is None else str(count) for _, count in counts.weekly)
    return f"{said}   ({counted(missing, 'week')} not logged)" if missing else said


def _shape(rhythm: Rhythm, figures: Figures) -> Shape:
    found, before = figures.counts, figures.before
    teams = {team.id: team.name for team in rhythm.people.teams()}
    return {
        "from": iso(found.first),
        "to": iso(found.last),
        "logged_weeks": found.logged_weeks,
        "weeks": found.weeks,
        "reached_me": found.reached_me,
        "mine": found.mine,
        "not_mine": found.not_mine,
        "unsaid": found.unsaid,
        "by_area_and_manager": [
            {
                "area": cell.area,
                "manager": cell.manager if cell.manager_id is not None else None,
                "manager_id": cell.manager_id,
                "count": cell.number,
                "before": before.cell(cell.area, cell.manager_id),
            }
            for cell in found.grid
        ],
        "leaks": len(figures.leaks),
        "overrode_delegated": figures.overrode,
        "rubber_stamps": len(figures.stamps),
        "stamped": [
            {"team": teams.get(one.cell.team_id), "area": one.cell.area, "in_a_row": len(one.rows)}
            for one in figures.stamps
        ],
        "levels_raised": figures.raised,
        "levels_lowered": figures.lowered,
        "held_without_me": found.held_without_me,
        "minutes": found.minutes,
        "weekly": [{"week": iso(monday), "reached_me": count} for monday, count in found.weekly],
        "before": {
            "from": iso(before.first),
            "to": iso(before.last),
            "logged_weeks": before.logged_weeks,
            "weeks": before.weeks,
            "reached_me": before.reached_me,
            "comparable": figures.comparable,
        },
    }
