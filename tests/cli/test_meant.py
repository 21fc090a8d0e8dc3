"""A slip on the command line is answered with what was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest

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
