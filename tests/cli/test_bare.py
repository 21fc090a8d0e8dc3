"""A command alone, without a word behind it: its list, or in two lines how it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhythm.cli.registry import ENTRIES, Entry
from tests.cli.shell import Shell


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
@pytest.mark.parametrize("known", [True, False], ids=["people", "nobody"])
def test_a_command_alone_lists_or_says_in_two_lines_how_it_is_used(
    shell: Shell, tmp_path: Path, entry: Entry, known: bool
) -> None:
    here = shell if known else Shell(tmp_path / "new.db", shell._capsys, shell._monkeypatch)
    said = here.run(entry.name)
    assert "are required" not in said.err
    if said.code == 0:
        assert said.out.strip()
    elif entry.name != "doctor":
        about, hint = said.err.splitlines()[-2:]
        assert about.startswith("error: ")
        assert hint.startswith("hint: ")


@pytest.mark.parametrize(
    ("words", "lacking"),
    [
        (("note",), "rhythm note needs PERSON and TEXT"),
        (("skip", "dana"), "rhythm skip needs --reason"),
        (("clock", "set", "me"), "rhythm clock set needs DAY"),
        (("completion",), "rhythm completion needs SHELL"),
    ],
)
def test_what_a_command_lacks_is_named(shell: Shell, words: tuple[str, ...], lacking: str) -> None:
    said = shell.run(*words)
    assert said.code == 2
    assert said.err.splitlines()[0] == f"error: {lacking}"


def test_what_is_missing_comes_with_an_example(shell: Shell) -> None:
    assert shell.run("done").err.splitlines() == ["error: rhythm done needs ID", "hint: for example: rhythm done 12"]


def test_help_as_a_command_is_told_where_the_help_is(shell: Shell) -> None:
    result = shell.run("help")
    assert result.code == 2
    assert "rhythm --help lists them, rhythm COMMAND --help explains one" in result.err
    assert "did you mean" not in result.err
