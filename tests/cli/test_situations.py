"""Never an empty book in silence: what is wrong with a store is said in the shell, with its path and the next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell
from tests.cli.situations import NOT_OPENED, NOT_WRITTEN

LONG = "words " * 20_000


def content(store: Path) -> bytes | None:
    """What lies there, also where the program is refused to read it."""
    if not store.exists():
        return None
    with open(store, "rb") as file:
        return file.read()


@pytest.mark.parametrize("case", NOT_OPENED)
@pytest.mark.parametrize("words", [("due",), ("note", "dana", "calm"), ("search", "calm"), ("export", "json", "out")])
def test_a_store_that_can_not_be_opened_is_said_with_its_path_and_the_next_step(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, case: str, words: tuple[str, ...]
) -> None:
    shell.ok("note", "dana", "calm")
    harm, word = NOT_OPENED[case]
    harm(shell.store, monkeypatch)
    before = content(shell.store)
    result = shell.run(*words)
    error, hint = result.err.splitlines()
    assert (result.code, result.out) == (3, "")
    assert word in error
    assert str(shell.store) in error
    assert hint.startswith("hint: ")
    assert content(shell.store) == before


@pytest.mark.parametrize("case", NOT_WRITTEN)
def test_a_store_that_can_not_be_written_is_read_and_says_why_it_is_not_written(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    shell.ok("note", "dana", "calm")
    harm, word = NOT_WRITTEN[case]
    harm(shell.store, monkeypatch)
    assert len(shell.ok("search", "calm", "--json").json) == 1
    result = shell.run("note", "dana", LONG)
    error, hint = result.err.splitlines()
    assert (result.code, result.out) == (3, "")
    assert word in error
    assert str(shell.store) in error + hint
    assert "nothing was changed" in hint
    assert len(shell.ok("search", "words", "--json").json) == 0
