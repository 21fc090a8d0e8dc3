"""Every help ends with an example, and every example can be parsed."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Iterator

import pytest

from rhythm.cli import overview, parser_for
from rhythm.cli.registry import ENTRIES, Entry

Parser = argparse.ArgumentParser


def below(parser: Parser) -> Iterator[Parser]:
    """Every parser under a parser."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield one
                yield from below(one)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_every_help_ends_with_an_example_that_can_be_parsed(entry: Entry) -> None:
    whole = parser_for(entry)
    for parser in below(whole):
        lines = " ".join(parser.format_help().split())
        assert "example: rhythm " in lines, parser.prog
        words = shlex.split(lines.rpartition("example: ")[2])
        assert words[: len(parser.prog.split())] == parser.prog.split()
        known, unknown = whole.parse_known_args(words[1:])
        assert unknown == [], parser.prog
        assert hasattr(known, "run"), parser.prog


def test_the_help_of_the_program_names_every_command() -> None:
    assert all(f"  {entry.name} " in overview() for entry in ENTRIES)
