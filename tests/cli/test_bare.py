"""A command alone, without a word behind it: its list, or in two lines how it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from rhythm.cli import _Parser
from rhythm.cli.misread import in_our_words
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
        (("conflict", "verdict", "3"), "rhythm conflict verdict needs VERDICT"),
        (("promise", "dana", "ask HR", "--by"), "--by needs DAY"),
        (("plan", "--move"), "--move needs ID and DAY"),
        (("topic", "dana", "x", "--theme"), "--theme needs one of coach, clarity, culture"),
        (("--db",), "--db needs FILE"),
        (("conflict",), "say what: rhythm conflict show, rename, merge, split, link, same, not-same, test, verdict"),
    ],
)
def test_what_a_command_lacks_is_named(shell: Shell, words: tuple[str, ...], lacking: str) -> None:
    said = shell.run(*words)
    assert said.code == 2
    assert said.err.splitlines()[0] == f"error: {lacking}"


def test_what_is_missing_comes_with_an_example(shell: Shell) -> None:
    assert shell.run("done").err.splitlines() == ["error: rhythm done needs ID", "hint: for example: rhythm done 12"]


@pytest.mark.parametrize(
    ("words", "said", "hint"),
    [
        (("due", "--foo"), "rhythm due has no option --foo", "rhythm due --help shows how it is used"),
        (
            ("people", "add", "Ann", "-x"),
            "rhythm people add has no option -x",
            "rhythm people add --help shows how it is used",
        ),
        (("--foo",), "rhythm has no option --foo", "rhythm --help shows how it is used"),
        (("done", "1", "my secret"), "that is more than rhythm done takes", "rhythm done --help shows how it is used"),
        (("due", "--zzz", "--jsn"), "rhythm due has no option --jsn", "did you mean: --json"),
        (("log", "x", "--re=my secret"), "--re could be --reached or --repair", "type more of it"),
        (("log", "x", "--re=my\nsecret"), "--re could be --reached or --repair", "type more of it"),
        (("promise", "dana", "x", "--mine", "--theirs"), "--theirs does not go with --mine", "leave one of them out"),
        (("due", "--json=yes"), "--json takes no value", "say --json alone"),
        (("promise", "dana", "x", "--re"), "--re could be --reason or --request", "type more of it"),
        (("promise", "dana", "x", "--by"), "--by needs DAY", "for example: rhythm promise nadia 'ask HR' --by fri"),
        (("note", "dana", "x", "--json", "--db"), "--db needs FILE", "rhythm note --help shows how it is used"),
        (("team", "questions", "--limit", "x"), "that is not a number of questions", "for example --limit 5"),
        (("version",), "there is no command version", "rhythm --version says it"),
        (("held",), "whom did you meet?", "name one, and the day with --on; --group MANAGER takes several of one team"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_what_can_not_be_used_is_said_in_words_of_ours(
    shell: Shell, words: tuple[str, ...], said: str, hint: str
) -> None:
    result = shell.run(*words)
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [f"error: {said}", f"hint: {hint}"]


def test_what_argparse_says_in_a_way_that_is_not_known_is_said_as_it_is_with_the_help() -> None:
    parser = _Parser(prog="rhythm due")
    for message, said in (
        ("one of the arguments --a --b is required", "one of the arguments --a --b is required"),
        ("argument --a/--all: is beyond it", "--all: is beyond it"),
    ):
        found = in_our_words(parser, message)
        assert (found.message, found.hint) == (said, "rhythm due --help shows how it is used")


def test_help_as_a_command_is_told_where_the_help_is(shell: Shell) -> None:
    result = shell.run("help")
    assert result.code == 2
    assert "rhythm --help lists them, rhythm COMMAND --help explains one" in result.err
    assert "did you mean" not in result.err
