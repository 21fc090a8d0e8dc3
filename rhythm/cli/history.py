"""undo, redo."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output
from rhythm.domain.saying import say_day

if TYPE_CHECKING:
    from rhythm.cli.context import Context


def configure(parser: argparse.ArgumentParser, name: str) -> None:
    """The arguments of one of these commands."""
    inputs.add_json(parser)
    if name == "undo":
        parser.add_argument("--list", action="store_true", help="only show what repeated undo would take back")
        parser.set_defaults(run=_undo)
    else:
        parser.set_defaults(run=_redo)


def _undo(context: Context) -> None:
    if context.args.list:
        _list(context)
        return
    rhythm = context.change()
    with context.waiting("taking it back"):
        undone = rhythm.undo()
    if context.json:
        output.emit_json({"undone": undone.label, "day": undone.local_day})
        return
    output.say(f"Taken back: {undone.label}{undone.typed_again}. rhythm redo puts it back.")
    if undone.beside:
        output.advise(undone.beside)


def _redo(context: Context) -> None:
    rhythm = context.change()
    with context.waiting("putting it back"):
        redone = rhythm.redo()
    if context.json:
        output.emit_json({"redone": redone.label, "day": redone.local_day})
        return
    output.say(f"Put back: {redone.label}.")
    if redone.beside:
        output.advise(redone.beside)


def _list(context: Context) -> None:
    rhythm = context.read()
    actions = rhythm.undoable()
    if context.json:
        output.emit_json([{"label": action.label, "day": action.local_day} for action in actions])
        return
    if not actions:
        output.say("There is nothing to undo.")
        return
    today = rhythm.today()
    output.table([[say_day(dt.date.fromisoformat(action.local_day), today), action.label] for action in actions])
