"""`rhythm review`: of a week or a quarter, printed, as JSON, or opened in the app; quarters beside each other."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from rhythm.cli import comparing, output
from rhythm.cli.inputs import add_verb, add_verbs
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from rhythm.cli.context import Context


def configure(parser: argparse.ArgumentParser, name: str) -> None:  # noqa: ARG001 - one command stands here
    """Add what stands below `review`."""
    verbs = add_verbs(
        parser,
        hint="for example: rhythm review week, or rhythm review quarter --period q3 --print",
    )
    week_parser = add_verb(verbs, "week", "the end-of-week review", week)
    week_parser.add_argument("items", nargs="?", metavar="N", help="only so many items, when there is no time for more")
    week_parser.add_argument(
        "--period", metavar="WEEK", help="such as 2026-W46, w46 or last week (the one to review now)"
    )
    quarter_parser = add_verb(verbs, "quarter", "the five questions of a quarter, with their evidence", quarter)
    quarter_parser.add_argument("--period", metavar="QUARTER", help="such as 2026-Q3, q3 or last quarter (this one)")
    compare_parser = add_verb(verbs, "compare", "two quarters side by side", comparing.compare)
    compare_parser.add_argument("one", metavar="QUARTER", help="such as q3 or 2026-Q3")
    compare_parser.add_argument("other", metavar="QUARTER", nargs="?", help="the other one (this one)")
    answers_parser = add_verb(verbs, "answers", "all answers to a question over time", comparing.answers)
    answers_parser.add_argument("question", nargs="?", metavar="QUESTION", help="its id; left out, they are listed")
    for each in (week_parser, quarter_parser):
        each.add_argument("--print", dest="printed", action="store_true", help="as Markdown, to keep or to send")


def week(context: Context) -> int:
    """The end-of-week review: in the app, or one of any week in Markdown or JSON."""
    items, period = _items(context.args.items), context.args.period
    if period is None and _wants_app(context):
        from rhythm.cli.app_command import open_app

        return open_app(context, place="week", items=items)
    reviews = context.read().reviews
    data = reviews.week_data(reviews.read_week(period), items)
    if context.json:
        output.emit_json(data)
        return 0
    from rhythm.interop.markdown import week_markdown

    output.say_text(week_markdown(data).rstrip("\n"))
    return 0


def quarter(context: Context) -> int:
    """The quarterly review: in the app, or as it stands in Markdown or JSON."""
    period = context.args.period
    if period is None and _wants_app(context):
        from rhythm.cli.app_command import open_app

        return open_app(context, place="quarter")
    rhythm = context.read()
    data = rhythm.quarters.data(rhythm.quarters.names.find(period))
    if context.json:
        output.emit_json(data)
        return 0
    from rhythm.interop.markdown import quarter_markdown

    output.say_text(quarter_markdown(data).rstrip("\n"))
    return 0


def _wants_app(context: Context) -> bool:
    on_terminal = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
    return on_terminal and not context.json and not context.args.printed


def _items(text: str | None) -> int | None:
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text[:6]) < 1000):
        raise BadInput("that is not a number of items", "for example: rhythm review week 5")
    return int(text)
