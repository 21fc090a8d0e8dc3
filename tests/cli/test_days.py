"""Wherever a command takes a day in words: the direction it looks, the echo, and the refusal of two readings."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell

LINE = "Platform / Growth: who sets the release date"

BACK = [
    (("held", "dana"), "--on"),
    (("log", LINE), "--on"),
    (("good", "Dana moved it herself"), "--on"),
    (("fix", "effect", "1"), "--on"),
    (("ritual", "held", "sync", "--answered", "y"), "--on"),
]
AHEAD = [
    (("promise", "dana", "ask HR"), "--by"),
    (("people", "edit", "dana"), "--away-until"),
    (("conflict", "verdict", "1", "tension", "--why", "both are right"), "--until"),
]


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    """A conflict with a fix that has an owner, and a ritual."""
    shell.ok("log", LINE, "--on", "2026-11-02", "--conflict", "new")
    shell.ok("fix", "add", "1", "--kind", "charter", "--owner", "dana")
    shell.ok("ritual", "add", "product_engineering_sync")
    return shell


@pytest.mark.parametrize(("words", "option"), BACK, ids=lambda value: " ".join(value[:2]))
def test_what_was_is_read_back_and_echoed_with_weekday_and_distance(
    stocked: Shell, words: tuple[str, ...], option: str
) -> None:
    assert "Thu 19 Nov, 1 d ago" in stocked.ok(*words, option, "thu").out


@pytest.mark.parametrize(("words", "option"), BACK, ids=lambda value: " ".join(value[:2]))
def test_the_latest_weekday_may_be_today(stocked: Shell, words: tuple[str, ...], option: str) -> None:
    assert "Fri 20 Nov, today" in stocked.ok(*words, option, "fri").out


@pytest.mark.parametrize(("words", "option"), AHEAD, ids=lambda value: " ".join(value[:2]))
def test_what_is_to_come_is_read_ahead_and_echoed_with_weekday_and_distance(
    stocked: Shell, words: tuple[str, ...], option: str
) -> None:
    assert "Thu 26 Nov, in 6 d" in stocked.ok(*words, option, "thu").out


@pytest.mark.parametrize(("words", "option"), [*BACK, *AHEAD], ids=lambda value: " ".join(value[:2]))
@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("12/3", "'12/3' could be 12 Mar or 3 Dec"),
        ("31 feb", "there is no 31 Feb"),
        ("asap", "'asap' is not a day I can read"),
    ],
)
def test_two_readings_and_none_are_refused_everywhere(
    stocked: Shell, words: tuple[str, ...], option: str, day: str, said: str
) -> None:
    refused = stocked.run(*words, option, day)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.splitlines()[0] == f"error: {said}"
    assert refused.err.splitlines()[1].startswith("hint: ")


@pytest.mark.parametrize(("words", "option"), [*BACK, *AHEAD], ids=lambda value: " ".join(value[:2]))
def test_a_weekday_that_contradicts_its_date_is_refused_everywhere(
    stocked: Shell, words: tuple[str, ...], option: str
) -> None:
    refused = stocked.run(*words, option, "fri 3 dec 2026")
    assert (refused.code, refused.err.splitlines()[0]) == (2, "error: 3 Dec 2026 is a Thu, not a Fri")


def test_the_day_in_a_capture_line_follows_the_start_of_the_quarter(stocked: Shell) -> None:
    assert stocked.ok("log", f"{LINE} on:last-quarter", "--json").json["escalation"]["day"] == "2026-07-01"
    settings = stocked.store.with_name("settings.yaml")
    settings.write_text("review:\n  quarter_start_month: 2\n", "utf-8")
    said = stocked.ok("--settings", str(settings), "log", f"{LINE} on:last-quarter", "--json").json
    assert said["escalation"]["day"] == "2026-08-01"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("held", "dana", "--on", ""), "the day is empty"),
        (("promise", "dana", "the charter", "--by", "  "), "the day is empty"),
        (("skip", "dana", "--reason", ""), "the reason is empty"),
        (("review", "week", "--period", "w99"), "there is no week 99"),
        (("review", "week", "--period", "2026-W54"), "there is no week 54 in 2026"),
    ],
)
def test_what_is_empty_or_beyond_the_year_says_so_and_what_to_type(
    stocked: Shell, words: tuple[str, ...], said: str
) -> None:
    refused = stocked.run(*words)
    error, hint = refused.err.splitlines()
    assert (refused.code, error) == (2, f"error: {said}")
    assert hint.startswith("hint: ")
    assert "pipe" not in hint
