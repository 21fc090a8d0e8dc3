"""A slip on the command line is answered with what was probably meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rhythm.cli.meant import LISTS, hint_for
from rhythm.cli.registry import BY_NAME, ENTRIES
from tests.cli.shell import Shell


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("confict",), "rhythm conflict"),
        (("due", "--jsn"), "--json"),
        (("people", "add", "Ann Lee", "--emial", "ann@acme.example"), "--email"),
        (("people", "add", "Ann Lee", "--emial=ann@acme.example"), "--email"),
        (("conflict", "shw", "3"), "show"),
        (("conflict", "verdict", "3", "tensoin"), "tension"),
        (("prep", "dnaa"), "Dana Okoye"),
        (("right", "set", "platfrom", "roadmap", "--decider", "dana", "--level", "4"), "Platform"),
    ],
    ids=" ".join,
)
def test_the_nearest_word_is_named(shell: Shell, words: tuple[str, ...], meant: str) -> None:
    result = shell.run(*words)
    assert result.code in (1, 2)
    assert result.out == ""
    assert f"did you mean {meant}" in result.err.replace("mean:", "mean")


@pytest.mark.parametrize("word", ["add", "new", "create", "edit", "change", "list"])
def test_of_many_commands_below_which_a_word_stands_people_and_teams_are_named_first(word: str) -> None:
    verb = {"new": "add", "create": "add", "change": "edit"}.get(word, word)
    assert hint_for(word).startswith(f"did you mean: rhythm people {verb}, rhythm team {verb}, ")
    assert hint_for(word).count(f" {verb}") == 4


@pytest.mark.parametrize("words", [("zzzz",), ("due", "zzzz"), ("due", "--zzzz"), ("conflict", "zzzz")], ids=" ".join)
def test_what_looks_like_nothing_is_sent_to_the_help(shell: Shell, words: tuple[str, ...]) -> None:
    result = shell.run(*words)
    assert result.code == 2
    assert "--help" in result.err
    assert "did you mean" not in result.err


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("ritual", "held", "zebra", "--answered", "y"), "rhythm ritual list shows every ritual"),
        (("bet", "show", "zebra"), "rhythm bet list shows every bet"),
        (("prep", "zebra"), "rhythm people list shows everybody"),
        (("prep", "dnaa"), "did you mean Dana Okoye?"),
        (("team", "show", "zebra"), "rhythm team list shows every team"),
        (("team", "show", "platfrom"), "did you mean Platform?"),
        (("conflict", "show", "999"), "rhythm conflicts"),
        (("right", "show", "platform", "raodmap"), "did you mean"),
    ],
)
def test_a_name_that_is_not_known_comes_with_the_nearest_or_the_list(
    shell: Shell, words: tuple[str, ...], hint: str
) -> None:
    shell.ok("ritual", "add", "Portfolio review")
    shell.ok("bet", "add", "Calm seas", "--bucket", "core", "--importance", "3")
    result = shell.run(*words)
    assert result.code in (1, 2)
    assert hint in result.err


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A prompt where nothing was ever written."""
    return Shell(tmp_path / "empty.db", capsys, monkeypatch)


@pytest.mark.parametrize(
    ("words", "next_step"),
    [
        (("prep", "dana"), ("people", "add", "Dana Okoye")),
        (("note", "dana", "seen"), ("people", "add", "Dana Okoye")),
        (("team", "show", "platform"), ("team", "add", "Platform")),
        (("ritual", "held", "portfolio", "--answered", "y"), ("ritual", "add", "Portfolio review")),
        (("bet", "show", "calm"), ("bet", "add", "Calm", "--bucket", "core", "--importance", "3")),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_where_there_is_none_yet_the_first_of_a_kind_is_named_as_the_next_step(
    empty: Shell, words: tuple[str, ...], next_step: tuple[str, ...]
) -> None:
    result = empty.run(*words)
    assert result.code == 1
    assert f"yet: rhythm {' '.join(next_step[:2])}" in result.err or f", rhythm {' '.join(next_step[:2])}" in result.err
    empty.ok(*next_step)
    empty.ok(*words)


@pytest.mark.parametrize(
    ("word", "commands"),
    [
        ("lock", ("encrypt",)),
        ("unlock", ("decrypt",)),
        ("password", ("encrypt", "passphrase")),
        ("delete", ("erase", "undo")),
        ("remove", ("erase", "undo", "words remove")),
        ("edit", ("fix edit", "people edit", "team edit")),
        ("sync", ("import", "export", "calendar")),
        ("todo", ("promise", "promises")),
        ("tasks", ("promise", "promises")),
        ("meeting", ("prep", "held", "plan")),
        ("1:1", ("prep", "held", "plan")),
        ("remind", ("due", "promise")),
        ("report", ("stats", "review", "export")),
        ("archive", ("people archive", "team archive")),
        ("Vacation", ("away",)),
        ("delet", ("erase", "undo")),
        ("confict", ("conflict",)),
    ],
)
def test_a_word_of_the_field_leads_to_the_command_for_it(shell: Shell, word: str, commands: tuple[str, ...]) -> None:
    result = shell.run(word)
    assert (result.code, result.out) == (2, "")
    said, hint = result.err.splitlines()
    assert said == f"error: there is no command {word}"
    assert hint.startswith("hint: did you mean: ")
    for command in commands:
        assert re.search(rf"rhythm {command}(?= \(|, | or |;|$)", hint), (command, hint)
    if word in ("lock", "delete", "todo"):
        assert "rhythm clock" not in hint
        assert "delegation" not in hint
        assert "stats" not in hint


def test_what_only_the_app_does_is_named_as_the_palette_finds_it(shell: Shell) -> None:
    assert shell.run("theme").err.endswith("in the app, by ctrl+p: theme: dark, light or high contrast\n")
    assert "in the app, by ctrl+p: cover the screen" in shell.run("lock").err
    assert "hint: in the app, by ctrl+p: hide or show names and notes\n" in shell.run("hide").err
    assert "in the app, by ctrl+p: leave" in shell.run("leave").err


def test_every_other_word_of_a_command_leads_to_it_and_is_no_command() -> None:
    assert sum(bool(entry.words) for entry in ENTRIES) > 35
    for entry in ENTRIES:
        for word in entry.words.split():
            assert word not in BY_NAME
            named = hint_for(word)
            assert f"rhythm {entry.name} (" in named, (entry.name, word, named)


def test_help_is_answered_with_the_help() -> None:
    assert hint_for("help") == hint_for("zzzz") == LISTS
