"""The documents say what the program says: generated pages are current, and what the others name exists."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from rhythm.cli import overview, parser_for
from rhythm.cli.registry import ENTRIES
from rhythm.commands import COMMANDS
from tests.reference import reference

ROOT = Path(__file__).parents[1]
WRITTEN = (
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "bench/README.md",
)
NAMED = re.compile(r"`((?:rhythm|widgets|config|tests|docs|bench)/[\w./]*)`")
A_COMMAND = re.compile(r"`rhythm ((?!COMMAND)[^`]+)`")
A_SETTING = re.compile(rf"`((?:{'|'.join(yaml.safe_load((ROOT / 'config/settings.yaml').read_text()))})\.[a-z_.]+)`")
_PLACEHOLDER = re.compile(r"'.*|[A-Z]|\d|…")
"""Where the words of a command begin that stand for others, or are somebody's own."""


@pytest.mark.parametrize("name", ["commands.md", "keys.md", "settings.md"])
def test_the_pages_are_as_make_docs_would_write_them(name: str) -> None:
    page = reference().PAGES[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page, "run make docs"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_document_names_exists(path: Path) -> None:
    missing = [name for name in NAMED.findall(path.read_text(encoding="utf-8")) if not (ROOT / name).exists()]
    assert missing == []


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_that_a_document_names_in_a_sentence_is_one(path: Path) -> None:
    named = [" ".join(words.split()) for words in A_COMMAND.findall(path.read_text(encoding="utf-8"))]
    assert [words for words in named if not _is_command(words.split())] == []


def test_what_is_no_command_is_seen() -> None:
    assert _is_command(["bench", "test", "--json"])
    assert _is_command(["--hidden"])
    wrong = (["bosses"], ["bench", "tests"], ["due", "--every"], ["--secret"])
    assert not any(map(_is_command, wrong))


def _is_command(words: list[str]) -> bool:
    """Whether the command, the one below it and the options are there."""
    if words[0].startswith("-"):
        return words[0] in overview()
    entry = next((entry for entry in ENTRIES if entry.name == words[0]), None)
    if entry is None:
        return False
    parser, below = parser_for(entry), _below(parser_for(entry))
    for word in words:
        if word in below:
            parser, below = below[word], _below(below[word])
        elif word.startswith("--"):
            if word not in parser._option_string_actions:
                return False
        elif below and not _PLACEHOLDER.match(word):
            return False
    return True


def _below(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    found: Iterator[Any] = (one.choices for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    return next(found, {})


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_setting_that_a_document_names_is_one(path: Path) -> None:
    known = yaml.safe_load((ROOT / "config/settings.yaml").read_text(encoding="utf-8"))
    # A command may be called after a place that has settings too.
    for name in {*A_SETTING.findall(path.read_text(encoding="utf-8"))} - {command.id for command in COMMANDS}:
        found = known
        for part in name.split("."):
            assert part in found, name
            found = found[part]


def test_every_key_that_a_class_names_has_an_id_and_says_what_it_does_and_stands_in_the_keys() -> None:
    text = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    found = reference().bindings_of_classes()
    assert {"RhythmApp", "RowList", "Dialog", "RoomScreen", "TextPanel", "TroubleApp"} <= {
        one.__name__ for one, _ in found
    }
    lacking = [
        (one.__name__, binding.key, binding.action)
        for one, binding in found
        if not (binding.id and binding.description and binding.tooltip and f"`{binding.id}`" in text)
    ]
    assert lacking == []


def test_two_keys_of_one_id_do_the_same() -> None:
    said: dict[str, set[tuple[str, str, str]]] = {}
    for _, binding in reference().bindings_of_classes():
        said.setdefault(binding.id or "", set()).add((binding.key, binding.action, binding.tooltip))
    assert {name for name, ways in said.items() if len(ways) > 1} == set()


def test_every_command_of_the_registry_works_somewhere() -> None:
    bound = {binding.id for _, binding in reference().bindings_of_classes()}
    assert [command.id for command in COMMANDS if command.id not in bound] == []


def test_every_command_has_an_id_a_title_and_a_place_in_the_keys() -> None:
    text = (ROOT / "docs" / "keys.md").read_text(encoding="utf-8")
    ids = [command.id for command in COMMANDS]
    assert len(set(ids)) == len(ids)
    for command in COMMANDS:
        assert command.title
        assert f"`{command.id}`" in text
