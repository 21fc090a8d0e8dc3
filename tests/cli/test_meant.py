"""A slip on the command line is answered with what was probably meant."""

from __future__ import annotations

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
    result = shell.run(*words)
    assert result.code in (1, 2)
    assert hint in result.err
