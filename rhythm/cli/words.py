"""`rhythm words`: what means the same, for recognising a conflict that comes back in other words."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rhythm.cli import inputs, output
from rhythm.errors import BadInput

if TYPE_CHECKING:
    from rhythm.cli.context import Context
    from rhythm.cli.shapes import Shape
    from rhythm.queries.words import WordLine


def configure(parser: argparse.ArgumentParser, _name: str) -> None:
    """The arguments of the command."""
    inputs.add_json(parser)
    verbs = inputs.add_verbs(parser, bare="list")
    inputs.add_verb(verbs, "list", "your own lines; the shipped ones stand in matching.yaml", _list)
    add = inputs.add_verb(verbs, "add", "treat words as the same", _add)
    add.add_argument(
        "terms", metavar="WORD", nargs="+", help="words, in quotes where one has several: vendor 'sub contractor'"
    )
    remove = inputs.add_verb(verbs, "remove", "take a line out", _remove)
    remove.add_argument("id", metavar="ID", help="the line's number")


def _list(context: Context) -> None:
    lines = context.read().words.lines()
    if context.json:
        output.emit_json([_shape(line) for line in lines])
    elif not lines:
        output.say("no words of your own yet: rhythm words add vendor supplier")
    else:
        output.table([[f"#{line.id}", line.body] for line in lines])


def _add(context: Context) -> None:
    words = context.write().words
    with context.waiting("reading what was logged anew"):
        line = words.add(context.args.terms)
    _tell(context, line, "the same from now on")


def _remove(context: Context) -> None:
    bare = context.args.id.strip().removeprefix("#")
    if not (bare.isascii() and bare.isdigit() and len(bare) < 10):
        raise BadInput("that is not the number of a line", "rhythm words list shows them")
    words = context.change().words
    with context.waiting("reading what was logged anew"):
        line = words.remove(int(bare))
    _tell(context, line, "no longer the same")


def _tell(context: Context, line: WordLine, said: str) -> None:
    if context.json:
        output.emit_json({"words": _shape(line)})
    else:
        output.say(f"{said}: #{line.id} {line.body}")


def _shape(line: WordLine) -> Shape:
    from rhythm.domain.matching.own_words import terms_of

    return {"id": line.id, "words": list(terms_of(line.body))}
