"""The documents say what the program says: generated pages are current, and what the others name exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rhythm.commands import COMMANDS
from tests.reference import reference

ROOT = Path(__file__).parents[1]
WRITTEN = (
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "bench/README.md",
)
NAMED = re.compile(r"`((?:rhythm|widgets|config|tests|docs|bench)/[\w./]*)`")


@pytest.mark.parametrize("name", ["commands.md", "keys.md", "settings.md"])
def test_the_pages_are_as_make_docs_would_write_them(name: str) -> None:
    page = reference().PAGES[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == page, "run make docs"


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_that_a_document_names_exists(path: Path) -> None:
    missing = [name for name in NAMED.findall(path.read_text(encoding="utf-8")) if not (ROOT / name).exists()]
    assert missing == []


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
