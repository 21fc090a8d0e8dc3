"""The exit code of every way in which a command can end, as the contract in docs/commands.md has it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from rhythm.cli import main
from rhythm.service.planner import Planner
from tests.cli.refusing import content
from tests.cli.shell import Shell

CODES = [
    ("done", 0, ("people", "list")),
    ("a finding that is empty", 0, ("search", "zeppelin")),
    ("refused", 1, ("redo",)),
    ("no such person", 1, ("prep", "zoltan")),
    ("no such number", 1, ("done", "77")),
    ("a name of two", 1, ("prep", "chris")),
    ("no such command", 2, ("dance",)),
    ("no such verb", 2, ("people", "dance")),
    ("no such option", 2, ("due", "--loud")),
    ("a word too many", 2, ("due", "now")),
    ("a word too few", 2, ("prep",)),
    ("an empty text", 2, ("note", "dana", " ")),
    ("no day", 2, ("held", "dana", "--on", "31 feb")),
    ("no such file", 2, ("import", "people", "nowhere.csv")),
]


@pytest.mark.parametrize(("code", "words"), [row[1:] for row in CODES], ids=[row[0] for row in CODES])
def test_a_command_ends_with_the_code_of_what_came_of_it(shell: Shell, code: int, words: tuple[str, ...]) -> None:
    before = content(shell.store)
    result = shell.run(*words)
    assert result.code == code
    assert [line.partition(":")[0] for line in result.err.splitlines()] == (["error", "hint"] if code else [])
    assert content(shell.store) == before


@pytest.mark.parametrize(
    ("words", "error", "hint"),
    [
        (("--toady", "fri", "due"), "rhythm has no option --toady", "did you mean: --today"),
        (("--bd", "x.db", "due"), "rhythm has no option --bd", "rhythm --help shows how it is used"),
        (("--d", "x.db", "due"), "--d could be --db or --demo", "type more of it"),
        (("--hidden", "due1"), "there is no command due1", "did you mean: rhythm due"),
    ],
)
def test_a_slip_in_an_option_before_the_command_is_no_slip_in_the_command(
    shell: Shell, words: tuple[str, ...], error: str, hint: str
) -> None:
    result = shell.run(*words)
    assert (result.code, result.err.splitlines()) == (2, [f"error: {error}", f"hint: {hint}"])


def test_an_option_may_be_shortened_before_the_command_as_behind_it(shell: Shell) -> None:
    assert shell.ok("--tod", "2026-11-19", "held", "dana", "--json").json["meeting"]["day"] == "2026-11-19"
    assert shell.ok("held", "ilya", "--tod", "2026-11-18", "--json").json["meeting"]["day"] == "2026-11-18"


@pytest.mark.parametrize("name", ["people", "due"])
def test_a_store_that_can_not_be_opened_is_three(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    folder = tmp_path / "folder.db"
    folder.mkdir()
    words = (name, "list") if name == "people" else (name,)
    assert main(["--db", str(folder), *words]) == 3
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 2)


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt, 130), (ValueError, 1)])
def test_control_c_is_a_hundred_and_thirty_and_a_mistake_of_ours_one(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], code: int
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    before = content(shell.store)
    monkeypatch.setattr(Planner, "add_note", fail)
    result = shell.run("note", "dana", "wants a date")
    assert (result.code, result.out) == (code, "")
    assert content(shell.store) == before


def test_who_has_read_enough_is_no_error(shell: Shell) -> None:
    """As in `rhythm people list | true`: the one who reads is gone before anything is written."""
    reader, writer = os.pipe()
    os.close(reader)
    program = "import sys; from rhythm.cli import main; sys.exit(main())"
    words = ["--db", str(shell.store), "people", "list"]
    ended = subprocess.run([sys.executable, "-c", program, *words], stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, b"")
