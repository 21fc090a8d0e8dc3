"""What is said of words that the parser of a command could not use: ours, for what argparse says. Only a mistake comes
here."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from rhythm.errors import BadInput

if TYPE_CHECKING:
    from rhythm.cli import _Parser

_LACKING = "the following arguments are required: "
_OF_ONE = re.compile(r"argument (?:\S+/)?(?P<option>\S+): (?P<why>.*)", re.DOTALL)
_TWO_WAYS = re.compile(r"ambiguous option: (?P<typed>[^\s=]+).* could match (?P<known>.*)", re.DOTALL)
_OPTION = re.compile(r"--?[^\s=-][^\s=]*")
"""An option alone: what stands behind it may be what was written about somebody."""


def in_our_words(parser: _Parser, message: str) -> BadInput:
    """A message of argparse as the program says it, with an example of the command or where to read on."""
    if message.startswith(_LACKING):
        return BadInput(
            f"{parser.prog} needs {message.removeprefix(_LACKING).replace(', ', ' and ')}", _as_in(parser, parser.prog)
        )
    if found := _TWO_WAYS.fullmatch(message):
        return BadInput(f"{found['typed']} could be {found['known'].replace(', ', ' or ')}", "type more of it")
    found = _OF_ONE.fullmatch(message)
    if not found:
        return BadInput(message, _help_of(parser))
    option, why = found["option"], found["why"]
    if why.startswith("expected"):
        return BadInput(f"{option} needs {_value_of(parser, option)}", _as_in(parser, option))
    if why.startswith("not allowed with argument"):
        return BadInput(
            f"{option} does not go with {why.rpartition(' ')[2].rpartition('/')[2]}", "leave one of them out"
        )
    if why.startswith("ignored explicit argument"):
        return BadInput(f"{option} takes no value", f"say {option} alone")
    return BadInput(f"{option}: {why}", _help_of(parser))


def left_over(whole: argparse.ArgumentParser, words: Sequence[str], unknown: Sequence[str]) -> BadInput:
    """What is said of words that no parser took: the option that one looks like, else where to read on."""
    from rhythm.cli import nearest

    known: set[str] = set()
    below: argparse.ArgumentParser | None = whole
    while below is not None:
        parser = below
        known.update(option for action in parser._actions for option in action.option_strings)
        verbs = next((one.choices for one in parser._actions if isinstance(one, argparse._SubParsersAction)), {})
        below = next((verbs[word] for word in words if word in verbs), None)
    options = [found.group() for word in unknown if (found := _OPTION.match(word))]
    if not options:
        return BadInput(f"that is more than {parser.prog} takes", _help_of(parser))
    names = [option.removeprefix("--") for option in known if option.startswith("--")]
    # The dashes, which all options share, would make short ones look alike.
    near = {option: like for option in options if (like := nearest(option.lstrip("-"), names))}
    wrong = next(iter(near), options[0])
    hint = f"did you mean: --{near[wrong]}" if near else _help_of(parser)
    return BadInput(f"{parser.prog} has no option {wrong}", hint)


def _help_of(parser: argparse.ArgumentParser) -> str:
    return f"{parser.prog} --help shows how it is used"


def _as_in(parser: _Parser, word: str) -> str:
    """An example that shows the word in use, where there is one."""
    example = parser.example()
    return f"for example: {example}" if word in example else _help_of(parser)


def _value_of(parser: argparse.ArgumentParser, option: str) -> str:
    """How the value of an option is called in the help."""
    action = parser._option_string_actions[option]
    if action.metavar is None:
        return f"one of {', '.join(map(str, action.choices))}" if action.choices else action.dest.upper()
    return action.metavar if isinstance(action.metavar, str) else " and ".join(action.metavar)
