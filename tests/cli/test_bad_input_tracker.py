"""Whatever is typed wrong: two lines on standard error, the exit code of the contract, and a store as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.refusing import DAMAGE, is_refused, is_refused_on_damage, is_refused_while_held
from tests.cli.shell import Shell

LINE = "Platform / Growth: who sets the release date"

WRONG = [
    (("log",), 2, "the escalation is empty"),
    (("log", ""), 2, "the escalation is empty"),
    (("log", " \t"), 2, "the escalation is empty"),
    (("log", "=coached ~20m"), 2, "the line says nothing yet"),
    (("log", "Platform / Growth: "), 2, "the line says nothing yet"),
    (("log", "x" * 20_001), 2, "the escalation is longer than 20,000 characters"),
    (("log", LINE, "--by", "zoltan"), 1, "there is no person called 'zoltan'"),
    (("log", f"{LINE} @zoltan"), 1, "there is no person called 'zoltan'"),
    (("log", LINE, "--by", "chris"), 1, "'chris' could be Chris Alder (Platform) or Chris Moon (Growth)"),
    (("log", f"{LINE} @chris"), 1, "'chris' could be Chris Alder (Platform) or Chris Moon (Growth)"),
    (("log", LINE, "--by", ""), 2, "the name of the person is empty"),
    (("log", LINE, "--party", "chris"), 1, "'chris' could be Chris Alder (Platform) or Chris Moon (Growth)"),
    (("log", LINE, "--party", " "), 2, "a party has no name"),
    (("log", LINE, "--on", "someday"), 2, "'someday' is not a day I can read"),
    (("log", LINE, "--on", "2026-02-30"), 2, "there is no 30 Feb 2026"),
    (("log", LINE, "--on", "12/3"), 2, "'12/3' could be 12 Mar or 3 Dec"),
    (("log", LINE, "--on", "tomorrow"), 2, "that day is still to come"),
    (("log", f"{LINE} on:2027-01-01"), 2, "that day is still to come"),
    (("log", f"{LINE} on:blue"), 2, "'blue' is not a day I can read"),
    (("log", LINE, "--handling", "shouted"), 2, "'shouted' is not a handling"),
    (("log", f"{LINE} =shouted"), 2, "'shouted' is not a handling"),
    (("log", LINE, "--cause", "moon phase"), 2, "'moon phase' is not a cause"),
    (("log", LINE, "--moment", "z"), 2, "'z' is not a moment"),
    (("log", LINE, "--minutes", "-5"), 2, None),
    (("log", LINE, "--minutes", "0"), 2, None),
    (("log", LINE, "--minutes", "99h"), 2, None),
    (("log", LINE, "--area", " "), 2, "the area is empty"),
    (("log", LINE, "--in", " "), 2, "the forum is empty"),
    (("log", LINE, "--in", "#77"), 1, "there is no meeting #77"),
    (("log", LINE, "--conflict", "77"), 1, "there is no conflict #77"),
    (("log", LINE, "--conflict", "#0"), 1, "there is no conflict #0"),
    (("log", LINE, "--conflict", "9" * 30), 1, f"there is no conflict #{'9' * 30}"),
    (("log", LINE, "--conflict", "old"), 1, "there is no conflict 'old'"),
    (("log", LINE, "--volume", "11"), 2, None),
    (("good", ""), 2, "the call is empty"),
    (("good", "x", "--on", "tomorrow"), 2, "that day is still to come"),
    (("good", "x", "--by", "chris"), 1, "'chris' could be Chris Alder (Platform) or Chris Moon (Growth)"),
    (("conflict",), 2, None),
    (("conflict", "sing"), 2, None),
    (("conflict", "show"), 2, None),
    (("conflict", "show", "77"), 1, "there is no conflict #77"),
    (("conflict", "show", "one"), 1, "there is no conflict 'one'"),
    (("conflict", "rename", "1", " "), 2, "the name is empty"),
    (("conflict", "rename", "77", "Name"), 1, "there is no conflict #77"),
    (("conflict", "merge", "1", "1"), 2, "a conflict can't be merged into itself"),
    (("conflict", "merge", "1", "77"), 1, "there is no conflict #77"),
    (("conflict", "split", "1"), 2, None),
    (("conflict", "split", "1", "--rows", "77"), 1, "there is no escalation #77"),
    (("conflict", "split", "1", "--rows", "1"), 2, "that would leave nothing behind"),
    (("conflict", "split", "1", "--rows", "2"), 2, "these are not all rows of #1"),
    (("conflict", "link", "77", "1"), 1, "there is no escalation #77"),
    (("conflict", "link", "1", "77"), 1, "there is no conflict #77"),
    (("conflict", "verdict", "1", "perhaps"), 2, None),
    (("conflict", "verdict", "1", "tension"), 2, "the reason why the tension is healthy is empty"),
    (("conflict", "verdict", "1", "tension", "--why", "x", "--until", "2028-01-01"), 2, None),
    (("conflict", "verdict", "1", "tension", "--why", "x", "--until", "never"), 2, "'never' is not a day I can read"),
    (("fix", "add", "77", "--kind", "charter"), 1, "there is no conflict #77"),
    (("fix", "add", "1"), 2, "the causes of its rows suggest no kind of fix"),
    (("fix", "add", "1", "--kind", "duct tape"), 2, "'duct tape' is not a kind of fix"),
    (("fix", "add", "1", "--kind", "charter", "--owner", "chris"), 1, None),
    (("fix", "effect", "77"), 1, "there is no fix #77"),
    (("fix", "effect", "1", "--on", "tomorrow"), 2, "that day is still to come"),
    (("fix", "verdict", "1", "held"), 1, "fix #1 is not in effect yet"),
    (("fix", "verdict", "1", "fine"), 2, None),
    (("review",), 2, None),
    (("review", "week", "many"), 2, "that is not a number of items"),
    (("review", "week", "0"), 2, "that is not a number of items"),
    (("review", "quarter", "--period", "q9", "--print"), 2, "that is not a quarter I can read"),
]


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    """One conflict with one row, one row beside it, and one decided fix."""
    shell.ok("log", LINE, "--conflict", "new")
    shell.ok("log", "something else", "--conflict", "none")
    shell.ok("fix", "add", "1", "--kind", "charter", "--owner", "dana")
    return shell


@pytest.mark.parametrize(("words", "code", "message"), WRONG, ids=lambda value: str(value)[:60])
def test_bad_input_is_two_lines_and_changes_nothing(
    stocked: Shell, words: tuple[str, ...], code: int, message: str | None
) -> None:
    is_refused(stocked, *words, code=code, message=message)


@pytest.mark.parametrize(
    ("typed", "words"),
    [(b"", ("log", "-")), (b"\n \n", ("log",)), (b"caf\xe9 \xff\xfe", ("log", "-")), (b"a\x00b", ("log", "-"))],
)
def test_what_comes_through_a_pipe_must_be_text(stocked: Shell, typed: bytes, words: tuple[str, ...]) -> None:
    is_refused(stocked, *words, code=2, typed=typed)


def test_no_message_carries_the_text_that_was_logged(stocked: Shell) -> None:
    secret = "Marlowe resigned over the bonus"
    for words in (("--on", "someday"), ("--by", "zoltan"), ("--handling", "shouted"), ("--conflict", "77")):
        said = stocked.run("log", secret, *words)
        assert said.err.startswith("error: ")
        assert "Marlowe" not in said.err


@pytest.mark.parametrize(
    "words",
    [
        ("log", LINE),
        ("good", "x"),
        ("conflicts",),
        ("conflict", "show", "1"),
        ("conflict", "rename", "1", "x"),
        ("fix", "list"),
        ("review", "week", "--print"),
        ("review", "quarter", "--json"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_store_that_is_none_ends_with_three_and_stays_as_it_was(
    stocked: Shell, words: tuple[str, ...], damage: bytes | None, tmp_path: Path
) -> None:
    is_refused_on_damage(stocked, *words, damage=damage, place=tmp_path / "wrong.db")


@pytest.mark.parametrize(
    "words", [("log", "one more"), ("good", "x"), ("conflict", "rename", "1", "x"), ("fix", "effect", "1")]
)
def test_a_locked_store_ends_with_three_and_loses_nothing(
    stocked: Shell, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    is_refused_while_held(stocked, *words, monkeypatch=monkeypatch)


def test_reads_of_a_store_that_never_was_are_empty_and_make_none(stocked: Shell) -> None:
    stocked.store = stocked.store.with_name("never.db")
    assert stocked.ok("conflicts", "--json").json == []
    assert stocked.ok("fix", "list", "--json").json == []
    assert "there is no store yet" in stocked.ok("review", "week", "--json").err
    assert not stocked.store.exists()
