"""export bench, calendar, csv, escalations, html, json, markdown, person, teams."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm import paths
from rhythm.cli import forgetting, inputs, output, reports
from rhythm.cli.writing import tell_file, writing
from rhythm.domain.saying import counted
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rhythm.cli.context import Context
    from rhythm.interop.calendar.values import Given
    from rhythm.service.exporting import Exporting


def configure(parser: argparse.ArgumentParser, _name: str) -> None:
    """The arguments of the command."""
    inputs.add_json(parser)
    verbs = inputs.add_verbs(
        parser,
        hint="for example: rhythm export csv FOLDER, or rhythm export calendar rhythm.ics",
    )
    calendar = inputs.add_verb(verbs, "calendar", "what is planned, as a calendar that any program reads", _calendar)
    calendar.add_argument(
        "file", metavar="FILE", type=paths.typed, nargs="?", help="an .ics file, written anew each time"
    )
    calendar.add_argument(
        "--vdir", metavar="DIR", type=paths.typed, help="one file for each meeting, for khal and vdirsyncer"
    )
    calendar.add_argument(
        "--titles",
        choices=("names", "initials", "hidden"),
        help="what titles say of whom you meet (as the settings say)",
    )
    tables = inputs.add_verb(verbs, "csv", "tables for a spreadsheet", _csv)
    tables.add_argument("folder", metavar="DIR", type=paths.typed, help="the folder they go into")
    everything = inputs.add_verb(verbs, "json", "everything, history included, as import json reads it", _everything)
    everything.add_argument("folder", metavar="DIR", type=paths.typed, help="the folder it goes into")
    notes = inputs.add_verb(verbs, "markdown", "notes that link to each other, as Obsidian opens them", _markdown)
    notes.add_argument("folder", metavar="DIR", type=paths.typed, help="the folder they go into")
    escalations = inputs.add_verb(verbs, "escalations", "escalations, as import escalations reads them", _escalations)
    escalations.add_argument("file", metavar="FILE", type=paths.typed, help="a name that ends with .jsonl or .csv")
    forgetting.add_export(verbs)
    reports.add_export(verbs)
    teams = inputs.add_verb(verbs, "teams", "teams, charters, interfaces and cards, as import teams reads them", _teams)
    teams.add_argument("file", metavar="FILE", type=paths.typed, help="a name that ends with .csv")
    bench = inputs.add_verb(verbs, "bench", "the management bench, as import bench reads it", _bench)
    bets = inputs.add_verb(verbs, "bets", "bets with returns and decisions, as import bets reads them", _bets)
    growth = inputs.add_verb(verbs, "evidence", "evidence and stories, as import evidence reads them", _evidence)
    for listed in (bench, bets, growth):
        listed.add_argument("file", metavar="FILE", type=paths.typed, help="a name that ends with .csv")


def _everything(context: Context) -> None:
    _into_folder(context, lambda exporting, folder: exporting.everything(folder), "file")


def _markdown(context: Context) -> None:
    _into_folder(context, lambda exporting, folder: exporting.markdown(folder), "note")


def _csv(context: Context) -> None:
    _into_folder(context, lambda exporting, folder: exporting.csv(folder), "table")


def _into_folder(context: Context, write: Callable[[Exporting, Path], Sequence[Path]], what: str) -> None:
    rhythm, folder = context.read(), context.args.folder
    with writing(context, "writing", folder) as written:
        files = write(rhythm.exporting, folder)
        written()
        if context.json:
            output.emit_json({"files": [str(path) for path in files]})
            return
        output.say(f"{counted(len(files), what)} in {context.args.folder}")
        output.say("only you may read what was written; it holds everything you typed there", "dim")


def _escalations(context: Context) -> None:
    _into_file(context, lambda exporting, path: exporting.escalations(path))


def _teams(context: Context) -> None:
    _into_file(context, lambda exporting, path: exporting.teams(path))


def _bench(context: Context) -> None:
    _into_file(context, lambda exporting, path: exporting.bench(path))


def _bets(context: Context) -> None:
    _into_file(context, lambda exporting, path: exporting.bets(path))


def _evidence(context: Context) -> None:
    _into_file(context, lambda exporting, path: exporting.growth(path))


def _into_file(context: Context, write: Callable[[Exporting, Path], Path]) -> None:
    rhythm, file = context.read(), context.args.file
    with writing(context, "writing", file) as written:
        path = write(rhythm.exporting, file)
        written()
        tell_file(context, path, "only you may read what was written; it holds everything you typed there")


def _calendar(context: Context) -> None:
    from rhythm.domain.calendars import Titles

    args = context.args
    if args.file is None and args.vdir is None:
        raise BadInput("where is the calendar to go?", "name an .ics file, or a folder with --vdir DIR")
    file, folder = args.file, args.vdir
    rhythm = context.change()
    with writing(context, "writing", file, folder) as written:
        given = rhythm.calendars.export_to(file, folder, Titles(args.titles) if args.titles else None)
        written()
        _tell_calendar(context, given, [str(path) for path in (file, folder) if path is not None])


def _tell_calendar(context: Context, given: Sequence[Given], written: Sequence[str]) -> None:
    cancelled = sum(meeting.cancelled for meeting in given)
    if context.json:
        output.emit_json({"files": list(written), "meetings": len(given) - cancelled, "cancelled": cancelled})
        return
    output.say(f"{counted(len(given) - cancelled, 'meeting')} in {' and '.join(written)}")
    if not given:
        output.say("nothing is planned yet: rhythm plan proposes meetings, rhythm plan --accept takes them", "dim")
    if cancelled:
        output.say(f"{counted(cancelled, 'meeting')} told before and called off since: marked as cancelled")
