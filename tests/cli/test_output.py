"""What people see: aligned, cut or wrapped at a terminal, whole in a pipe."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys

import pytest

from rhythm.cli import output, waiting
from tests.cli.shell import Shell


@pytest.fixture
def narrow(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard output is a terminal of forty columns without colours."""
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _self: True, raising=False)
    monkeypatch.setattr(output, "terminal_width", lambda: 40)
    monkeypatch.setenv("NO_COLOR", "1")


def test_columns_align_and_empty_ones_take_no_room(capsys: pytest.CaptureFixture[str]) -> None:
    output.table([["!", "Łucja", "", "7 d"], ["", "王小明", "", "14 d"]], right=[3])
    assert capsys.readouterr().out == "!  Łucja    7 d\n   王小明  14 d\n"
    output.table([["Zoe\u0301", "x"], ["Ilya", "y"], ["Dana"]])
    assert capsys.readouterr().out == "Zoe\u0301   x\nIlya  y\nDana\n"


@pytest.mark.usefixtures("narrow")
def test_a_table_is_cut_at_the_edge_of_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output.table([["name", "x" * 60]])
    assert capsys.readouterr().out == f"name  {'x' * 33}…\n"


def test_a_terminal_that_was_told_no_size_has_the_usual_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _self: True, raising=False)
    monkeypatch.setattr(type(sys.stdout), "fileno", lambda _self: 1, raising=False)
    monkeypatch.setattr(type(sys.stderr), "fileno", lambda _self: 2, raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda *_: os.terminal_size((0, 0)))
    monkeypatch.setenv("NO_COLOR", "1")
    output.table([["name", "x" * 99]])
    assert capsys.readouterr().out == f"name  {'x' * 73}…\n"
    assert waiting._width() == 80


def test_a_row_goes_on_below_itself_where_a_narrow_terminal_would_hide_more_than_its_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [["!", "Dana Okoye", "1:1", "  3 d", "3 d over the limit"], ["", "Ilya", "skip-level", "120 d", ""]]
    assert printed(capsys, monkeypatch, 30, rows) == [
        "!  Dana Okoye  1:1",
        "  3 d  3 d over the limit",
        "   Ilya        skip-level",
        "  120 d",
    ]
    # The end alone is cut, and so is everything where there is room for most of it.
    assert printed(capsys, monkeypatch, 46, rows)[0] == "!  Dana Okoye  1:1           3 d  3 d over th…"
    assert len(printed(capsys, monkeypatch, 44, rows)) == 2
    assert len(printed(capsys, monkeypatch, 43, rows)) == 3
    assert len(printed(capsys, monkeypatch, 59, [["x" * 50, "y" * 20]])) == 2
    assert len(printed(capsys, monkeypatch, 60, [["x" * 50, "y" * 20]])) == 1
    assert printed(capsys, monkeypatch, 30, [["x" * 40], []]) == ["x" * 29 + "…", ""]


def printed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, room: int, rows: list[list[str]]
) -> list[str]:
    """A table in a terminal of so many columns."""
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _self: True, raising=False)
    monkeypatch.setattr(output, "terminal_width", lambda: room)
    monkeypatch.setenv("NO_COLOR", "1")
    output.table(rows)
    return capsys.readouterr().out.splitlines()


def test_a_document_is_one_line_in_a_pipe_and_set_in_at_a_terminal_with_letters_as_they_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    output.emit_json({"person": "Łucja"})
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _self: True, raising=False)
    output.emit_json({"person": "Łucja"})
    assert capsys.readouterr().out == '{"person": "Łucja"}\n{\n  "person": "Łucja"\n}\n'


@pytest.mark.usefixtures("narrow")
def test_a_text_stands_below_columns_that_leave_it_no_room(capsys: pytest.CaptureFixture[str]) -> None:
    output.listing([["!", "#12", "Dana Okoye", "Fri 20 Nov", "half an hour with him and Lotte on it"]])
    output.listing([["#12", "Dana Okoye", "one two three four five six"]])
    assert capsys.readouterr().out.splitlines() == [
        "!  #12  Dana Okoye  Fri 20 Nov",
        "  half an hour with him and Lotte on it",
        "#12  Dana Okoye  one two three four five",
        "                 six",
    ]


@pytest.mark.usefixtures("narrow")
def test_twenty_columns_are_enough_for_a_text_beside_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    output.listing([["x" * 18, "one two three four five"]])
    output.listing([["x" * 19, "one two three four five"]])
    output.listing([["x" * 18, "one two three four"]])
    output.listing([["x" * 18, "one two three four f"]])
    assert capsys.readouterr().out.splitlines() == [
        f"{'x' * 18}  one two three four",
        f"{' ' * 20}five",
        "x" * 19,
        "  one two three four five",
        f"{'x' * 18}  one two three four",
        f"{'x' * 18}  one two three four f",
    ]


@pytest.mark.usefixtures("narrow")
def test_a_listing_goes_on_below_itself(capsys: pytest.CaptureFixture[str]) -> None:
    output.listing([["#1", "one two three four five six seven eight nine"]])
    assert capsys.readouterr().out.splitlines() == [
        "#1  one two three four five six seven",
        "    eight nine",
    ]


def test_a_command_that_is_named_can_be_copied_whatever_the_name_is(shell: Shell) -> None:
    shell.ok("people", "edit", "dana", "--name", "Dana O'Neil")
    said = shell.ok("expect", "dana").out
    command = said.split("down yet. rhythm ")[1].removesuffix(" begins.\n")
    shell.ok(*shlex.split(command))
    assert "TEXT" in shell.ok("expect", "dana").out


def test_in_a_pipe_nothing_is_cut_or_wrapped(capsys: pytest.CaptureFixture[str]) -> None:
    output.listing([["#1", "word " * 60 + "end"]])
    assert capsys.readouterr().out == f"#1  {'word ' * 60}end\n"


def test_the_page_before_a_talk_keeps_every_word_of_a_note(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [f"word{number}" for number in range(40)]
    shell.ok("note", "dana", *words)
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _self: True, raising=False)
    monkeypatch.setattr(os, "get_terminal_size", lambda *_args: os.terminal_size((60, 24)))
    monkeypatch.setattr(sys.stdout, "fileno", lambda: 1)
    page = shell.ok("prep", "dana").out
    assert [word for word in words if word not in page.split()] == []


def process(shell: Shell, *words: str, redirected: str) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, with its streams redirected as a shell does it."""
    program = "import sys; from rhythm.cli import main; raise SystemExit(main(sys.argv[1:]))"
    call = [sys.executable, "-c", program, "--db", str(shell.store), *words]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {redirected}', "sh", *call], capture_output=True, text=True, check=False
    )


def test_a_closed_output_is_no_mistake(shell: Shell) -> None:
    found = process(shell, "note", "dana", "kept", redirected=">&-")
    assert (found.returncode, found.stderr) == (0, "")
    assert "kept" in shell.ok("search", "kept").out


def test_where_errors_are_not_read_they_go_to_no_other_stream(shell: Shell) -> None:
    found = process(shell, "note", "nobody", "lost", "--json", redirected="2>&-")
    assert (found.returncode, found.stdout) == (1, "")


def test_an_answer_that_a_full_disk_refuses_says_that_the_change_may_be_made(shell: Shell) -> None:
    found = process(shell, "note", "dana", "kept all the same", redirected=">/dev/full")
    said = "error: the answer could not be written: No space left on device"
    assert (found.returncode, found.stderr.splitlines()[0]) == (1, said)
    assert "kept all" in shell.ok("search", "same").out


@pytest.mark.parametrize(
    "words",
    [
        "due", "prep dana", "plan", "promises", "clarity dana", "expect dana", "delegation dana", "conflicts",
        "conflict show 1", "words", "fix", "stats", "review week", "review quarter", "review compare q3 q4",
        "review answers centralized", "people", "people show dana", "skip-levels", "team", "team show platform",
        "right list", "bench", "clock", "bet", "evidence", "story", "growth", "calendar", "ritual",
        "catch-up --dry-run", "backups", "doctor", "search release", "undo --list", "settings show", "paths",
    ],
)  # fmt: skip
def test_what_only_reads_prints_one_json_document_when_asked_to(shell: Shell, words: str) -> None:
    shell.ok("log", "Platform / Growth: who sets the release date", "--conflict", "new")
    # `doctor` says by its code too that this store has no backup yet.
    assert isinstance(shell.run(*words.split(), "--json").json, dict | list)
