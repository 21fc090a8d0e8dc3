"""What people see: aligned, cut or wrapped at a terminal, whole in a pipe."""

from __future__ import annotations

import os
import sys

import pytest

from rhythm.cli import output
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


@pytest.mark.usefixtures("narrow")
def test_a_table_is_cut_at_the_edge_of_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    output.table([["name", "x" * 60]])
    assert capsys.readouterr().out == f"name  {'x' * 33}…\n"


@pytest.mark.usefixtures("narrow")
def test_a_listing_goes_on_below_itself(capsys: pytest.CaptureFixture[str]) -> None:
    output.listing([["#1", "one two three four five six seven eight nine"]])
    assert capsys.readouterr().out.splitlines() == [
        "#1  one two three four five six seven",
        "    eight nine",
    ]


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
