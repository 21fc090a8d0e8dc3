"""export html: the report of a quarter."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from rhythm import paths
from rhythm.cli import inputs, output
from rhythm.cli.writing import writing
from rhythm.domain.saying import counted

if TYPE_CHECKING:
    from rhythm.cli.context import Context


def add_export(verbs: Any) -> None:
    """Add `html` to what is exported."""
    parser: argparse.ArgumentParser = inputs.add_verb(verbs, "html", "a quarter as one page, to be sent", _html)
    parser.add_argument("file", metavar="FILE", type=paths.typed, help="a name that ends with .html")
    parser.add_argument("--period", metavar="QUARTER", nargs="+", help="such as Q3 2026, q3 or last quarter (this one)")
    parser.add_argument("--without-names", action="store_true", help="each name as a number, such as P12")


def _html(context: Context) -> None:
    args, rhythm = context.args, context.read()
    quarter = rhythm.quarters.names.find(" ".join(args.period) if args.period else None)
    names = not (args.without_names or context.settings.look.hidden_at_start)
    file = args.file
    with writing(context, "writing the report", file) as written:
        path = rhythm.quarters.reports.write(quarter, file, names=names)
        written()
        report = rhythm.quarters.reports.report(quarter, names=names)
        struck = sum(line.struck for line in report.lines)
        if context.json:
            output.emit_json({"files": [str(path)], "lines": len(report.lines) - struck, "struck": struck})
            return
        output.say(f"written: {path}, {counted(len(report.lines) - struck, 'line')}, {struck} struck")
        output.say("only you may read it; the app shows what is in it, line by line: 5, then r", "dim")
