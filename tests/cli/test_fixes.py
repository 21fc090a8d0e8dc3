from __future__ import annotations

import datetime as dt

import pytest

from tests.cli.shell import Shell

LINE = "Platform / Growth: who sets the release date"


@pytest.fixture
def watched(shell: Shell) -> Shell:
    """Fix 1 took effect on 1 Sep after three meetings; one more row came on 20 Oct."""
    for day in ("2026-07-06", "2026-07-20", "2026-08-17"):
        shell.ok("log", LINE, "--on", day, "--conflict", "1" if day > "2026-07-06" else "new")
    shell.ok("fix", "add", "1", "--kind", "Decision right", "--owner", "dana", "--text", "Dana decides (level 6)")
    shell.ok("fix", "effect", "1", "--on", "2026-09-01")
    shell.ok("log", LINE, "--on", "2026-10-20", "--conflict", "1")
    return shell


def test_a_fix_without_an_owner_is_proposed_only(shell: Shell) -> None:
    shell.ok("log", LINE, "--conflict", "new")
    assert shell.ok("fix", "add", "1", "--kind", "charter", "--json").json == {
        "fix": {
            "id": 1,
            "conflict_id": 1,
            "kind": "charter",
            "text": None,
            "fields": {},
            "open_fields": ["team", "owns", "not_owns", "goals"],
            "owner": None,
            "state": "proposed",
            "in_effect": None,
            "verify_on": None,
            "before": None,
            "since": None,
            "chance": None,
        }
    }
    refused = shell.run("fix", "effect", "1")
    assert (refused.code, refused.err.splitlines()[0]) == (1, "error: fix #1 has no owner")
    assert shell.ok("fix", "effect", "1", "--owner", "ilya", "--json").json["fix"]["owner"] == "Ilya Brandt"


def test_the_kind_follows_from_the_causes_when_none_is_named(shell: Shell) -> None:
    shell.ok("log", LINE, "--conflict", "new", "--cause", "interface")
    assert shell.ok("fix", "add", "1", "--json").json["fix"]["kind"] == "interface"


def test_the_list_compares_rates_over_logged_weeks_and_names_chance(watched: Shell) -> None:
    assert watched.ok("fix", "list", "--json").json == [
        {
            "id": 1,
            "conflict_id": 1,
            "kind": "decision_right",
            "text": "Dana decides (level 6)",
            "fields": {},
            "open_fields": ["team", "area", "decider", "level"],
            "owner": "Dana Okoye",
            "state": "in_effect",
            "in_effect": "2026-09-01",
            "verify_on": "2026-11-30",
            "before": {"occasions": 3, "logged_weeks": 3},
            "since": {"occasions": 1, "logged_weeks": 1},
            "chance": {"low": 0.08, "high": 0.24, "own": None, "n": 0},
        }
    ]
    said = watched.ok("fix", "list").out
    assert "fix #1  decision right: Dana decides (level 6)" in said
    assert "in effect since Tue 1 Sep" in said
    assert "watch day 80 of 90" in said
    assert "before 3 in 3 logged weeks | since 1 in 1 of 12 logged weeks" in said
    assert "about 1 in 6" in said


def test_the_card_of_a_conflict_carries_the_watch_over_its_fix(watched: Shell) -> None:
    assert "watch day 80 of 90" in watched.ok("conflict", "show", "1").out


def test_a_verdict_after_the_watch_settles_the_fix_and_the_conflict(watched: Shell) -> None:
    later = dt.date(2026, 12, 1)
    assert watched.ok("fix", "verdict", "1", "held", "--json", today=later).json["fix"]["state"] == "held"
    assert watched.ok("conflicts", "--json", today=later).json[0]["state"] == "held"
    assert watched.ok("fix", "list", "--open", "--json", today=later).json == []
    said = watched.ok("fix", "list", today=dt.date(2026, 12, 20)).out
    assert "held on Tue 1 Dec" in said
    assert "before 3 in 3 logged weeks" in said
    assert "watch day" not in said


def test_what_came_back_opens_its_card_again(watched: Shell) -> None:
    watched.ok("fix", "verdict", "1", "came_back")
    assert watched.ok("conflicts", "--flagged", "--json").json[0]["id"] == 1


def test_no_fixes_is_an_empty_list(shell: Shell) -> None:
    assert shell.ok("fix", "list", "--json").json == []
    assert "no fixes yet" in shell.ok("fix", "list").out


@pytest.mark.parametrize("words", ["link 5 none", "link 5 new", "split 1 --rows 5"])
def test_a_row_that_leaves_says_that_the_fix_which_it_brought_back_is_watched_again(watched: Shell, words: str) -> None:
    watched.ok("log", LINE, "--on", "2026-11-10", "--conflict", "1")
    assert "came back" in watched.ok("fix", "list").out
    said = watched.ok("conflict", *words.split()).err
    assert "without that row fix #1 did not come back: it is watched again" in said
    assert "in effect since" in watched.ok("fix", "list").out
    assert "came back" not in watched.ok("fix", "list").out
