"""docs/seeds.md names each of the 65 systems once, and no command, file or key that is not there."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from rhythm.cli import parser_for
from rhythm.cli.registry import ENTRIES
from rhythm.commands import COMMANDS
from rhythm.paths import config_folder
from tests.claims_seeds import SEEDS as CLAIMED
from tests.named_tests import named_tests

SEEDS = Path(__file__).parents[2] / "docs" / "seeds.md"
TEXT = SEEDS.read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`rhythm ([^`]+)`", TEXT)))


def below(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of what stands below a command."""
    found = (action.choices for action in parser._actions if isinstance(action, argparse._SubParsersAction))
    return {name: one for choices in found for name, one in choices.items()}


def verbs_of(name: str) -> set[str]:
    """What stands below a command of the program."""
    entry = next(entry for entry in ENTRIES if entry.name == name)
    return set(below(below(parser_for(entry))[name]))


def test_each_of_the_65_systems_has_a_row_in_its_order() -> None:
    numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", TEXT, flags=re.MULTILINE)]
    assert numbers == list(range(1, 66))


def test_every_row_names_the_system_and_says_where_it_is() -> None:
    for line in re.findall(r"^\| \d+ \|.*$", TEXT, flags=re.MULTILINE):
        _, _number, system, where, _left_out, _ = (cell.strip() for cell in line.split("|"))
        assert system, line
        assert where, line


@pytest.mark.parametrize("command", NAMED)
def test_every_command_that_is_named_exists(command: str) -> None:
    name, *rest = command.split()
    assert name in {entry.name for entry in ENTRIES}
    if rest and name != "review":
        assert rest[0] in verbs_of(name), command
    elif rest:
        assert rest[0] in ("week", "quarter")


def test_every_file_that_is_named_is_shipped() -> None:
    named = set(re.findall(r"`(\w+\.yaml)`", TEXT))
    assert named <= {path.name for path in config_folder().glob("*.yaml")}


@pytest.mark.parametrize(
    ("key", "scope"), re.findall(r"`(\w)` (?:under (Org)|on the board|in the meeting room)", TEXT), ids=str
)
def test_every_key_that_is_named_under_org_is_one(key: str, scope: str) -> None:
    scopes = {"org"} if scope else {"board", "room"}
    assert key in {one.keys for one in COMMANDS if one.scope in scopes}


def test_every_row_that_claims_something_has_a_test_that_proves_it() -> None:
    rows = {
        int(number): where for number, where in re.findall(r"^\| (\d+) \|[^|]*\|([^|]*)\|", TEXT, flags=re.MULTILINE)
    }
    claiming = {
        number for number, where in rows.items() if not where.strip().startswith(("Not in the program", "As row"))
    }
    assert set(CLAIMED) == claiming
    named = {test for tests in CLAIMED.values() for test in tests}
    assert [test for test in named if test.partition("::")[2] not in named_tests(test.partition("::")[0])] == []
    assert all(CLAIMED.values())
