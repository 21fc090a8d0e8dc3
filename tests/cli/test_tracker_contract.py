"""The table of the command contract for the tracker, row by row: keys, exit codes, and that a script is never asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.shell import Shell

ESCALATION = (
    "id day summary parties area raised_by occasion handling cause moment minutes conflict_id"
)  # fmt: skip
CONFLICT = "id name parties occasions first_day last_day coached minutes state flagged"
FIX = "id conflict_id kind owner state in_effect verify_on before since chance"
STATS = (
    "logged_weeks weeks reached_me mine not_mine by_area_and_manager leaks rubber_stamps held_without_me minutes weekly"
)  # fmt: skip
LINE = "Platform / Growth: who sets the release date #launch-timing @dana =coached ~20m"


def has(shape: Any, keys: str) -> bool:
    """Whether an object has all the keys of the contract; it may have more."""
    return set(keys.split()) <= set(shape)


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    """A conflict of three meetings, and a row beside it."""
    shell.ok("log", f"{LINE} on:2026-10-01", "--conflict", "new")
    for day in ("2026-10-20", "2026-11-10"):
        shell.ok("log", f"{LINE} on:{day}", "--conflict", "1")
    shell.ok("log", "vendor contract slipped", "--conflict", "new")
    return shell


def test_log_answers_with_the_row_its_suggestions_and_its_conflict(stocked: Shell) -> None:
    said = stocked.ok("log", LINE, "--conflict", "1", "--json").json
    assert has(said, "escalation suggestions conflict")
    assert has(said["escalation"], ESCALATION)
    assert said["suggestions"]
    assert all(has(one, "conflict_id name score occasions last_day") for one in said["suggestions"])
    assert has(said["conflict"], "id name occasions threshold window_days state coached")
    assert (said["conflict"]["occasions"], said["conflict"]["threshold"], said["conflict"]["state"]) == (
        4, 3, "verdict_due"
    )  # fmt: skip


@pytest.mark.parametrize("conflict", [(), ("--conflict", "none"), ("--conflict", "auto")])
def test_without_a_terminal_log_asks_nothing_and_leaves_what_is_not_sure(
    stocked: Shell, conflict: tuple[str, ...]
) -> None:
    said = stocked.ok("log", "the vendor again #budget", *conflict, "--json").json
    assert said["escalation"]["conflict_id"] is None
    assert said["conflict"] is None


def test_conflicts_are_listed_and_acted_on(stocked: Shell) -> None:
    listed = stocked.ok("conflicts", "--json").json
    assert all(has(one, CONFLICT) for one in listed)
    assert [one["id"] for one in stocked.ok("conflicts", "--flagged", "--json").json] == [1]
    assert has(stocked.ok("conflict", "show", "1", "--json").json, f"{CONFLICT} rows verdicts fixes")
    for words in (
        ("rename", "1", "Release date"),
        ("verdict", "1", "tension", "--why", "both are right", "--until", "in 4 weeks"),
        ("verdict", "1", "later"),
        ("verdict", "1", "fix"),
        ("split", "1", "--rows", "2", "--rows", "3", "--name", "The other one"),
        ("link", "2", "new"),
        ("link", "2", "1"),
        ("merge", "2", "1"),
    ):
        assert has(stocked.ok("conflict", *words, "--json").json["conflict"], CONFLICT), words


def test_fixes_are_listed_and_acted_on(stocked: Shell) -> None:
    for words in (
        ("add", "1", "--kind", "decision_right", "--owner", "dana", "--text", "Dana decides"),
        ("effect", "1", "--on", "2026-11-12"),
    ):
        assert has(stocked.ok("fix", *words, "--json").json["fix"], FIX), words
    one = stocked.ok("fix", "list", "--json").json[0]
    assert has(one, FIX)
    assert one["before"] == {"occasions": 3, "logged_weeks": 3}
    assert one["since"] == {"occasions": 0, "logged_weeks": 2}
    assert has(one["chance"], "low high own n")
    for answer in ("held", "unclear", "came_back"):
        assert stocked.ok("fix", "verdict", "1", answer, "--json").json["fix"]["state"] == answer


def test_stats_are_the_plain_counts_and_every_week_is_there(stocked: Shell) -> None:
    said = stocked.ok("stats", "--from", "2026-10-01", "--to", "2026-11-20", "--json").json
    assert has(said, STATS)
    assert (said["weeks"], said["logged_weeks"], said["reached_me"], said["minutes"]) == (7, 3, 4, 60)
    # The week of Thursday 1 October began in September, and is of that month.
    assert said["weekly"][0]["week"] == "2026-10-05"
    assert len(said["weekly"]) == said["weeks"]
    assert sum(one["reached_me"] is None for one in said["weekly"]) == 4
    assert all(has(cell, "area manager count") for cell in said["by_area_and_manager"])


def test_stats_of_a_quarter_stand_beside_the_whole_quarter_before(stocked: Shell) -> None:
    said = stocked.ok("stats", "--period", "q4", "--json").json
    assert (said["from"], said["to"], said["reached_me"]) == ("2026-10-01", "2026-11-20", 4)
    assert (said["before"]["from"], said["before"]["to"]) == ("2026-07-01", "2026-09-30")
    assert "in a logged week" in stocked.ok("stats", "--period", "this quarter").out
    for words in (("--period", "q4", "--from", "mon"), ("--period", "2027-Q1"), ("--period", "soon")):
        assert stocked.run("stats", *words).code == 2


def test_a_right_is_answered_and_listed(shell: Shell) -> None:
    keys = "team area decider level since why"
    words = ("right", "set", "Platform", "launch timing", "--decider", "dana", "--level", "6", "--why", "she can")
    right = shell.ok(*words, "--json").json["right"]
    assert has(right, keys)
    assert (right["area"], right["level"], right["why"]) == ("launch_timing", 6, "she can")
    assert [one["area"] for one in shell.ok("right", "list", "--json").json] == ["launch_timing"]


def test_a_good_call_reads_the_marks_of_its_line_and_an_option_wins(shell: Shell) -> None:
    said = shell.ok("good", "Moved the date herself @dana #launch-timing on:2026-11-18", "--json").json["good_call"]
    assert has(said, "id day text person person_id area")
    assert (said["text"], said["person"], said["area"], said["day"]) == (
        "Moved the date herself", "Dana Okoye", "launch_timing", "2026-11-18"
    )  # fmt: skip
    said = shell.ok("good", "Moved it @dana #roadmap", "--by", "ilya", "--area", "budget", "--json").json["good_call"]
    assert (said["text"], said["person"], said["area"]) == ("Moved it", "Ilya Brandt", "budget")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (1, ("good", "moved it @nobody-known")),
        (2, ("good", "moved it =coached")),
        (2, ("good", "moved it ~20m")),
        (2, ("good", "moved it on:someday")),
        (1, ("conflict", "show", "99")),
        (1, ("conflict", "link", "99", "new")),
        (1, ("fix", "effect", "99")),
        (1, ("right", "set", "Nowhere", "roadmap", "--decider", "dana", "--level", "3")),
        (2, ("right", "set", "Platform", "roadmap", "--decider", "dana", "--level", "9")),
        (2, ("conflict", "verdict", "1", "perhaps")),
        (2, ("conflict", "show")),
        (2, ("log", "x", "--handling", "guessed")),
        (1, ("log", "x", "--by", "chris")),
        (2, ("stats", "--from", "2026-11-20", "--to", "2026-11-01")),
        (2, ("import", "escalations", "no-such-file.csv")),
    ],
)
def test_exit_codes_are_those_of_the_contract_and_json_says_nothing_then(
    stocked: Shell, code: int, words: tuple[str, ...]
) -> None:
    before = stocked.ok("conflicts", "--json").out
    result = stocked.run(*words, "--json")
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith("error: ")
    assert len(result.err.splitlines()) <= 2
    assert stocked.ok("conflicts", "--json").out == before


@pytest.mark.parametrize("group", ["fix", "right", "ritual", "words", "calendar", "bet", "bench", "clock"])
def test_a_bare_group_is_its_list_also_for_scripts(shell: Shell, group: str) -> None:
    assert shell.ok(group).out == shell.ok(group, "list").out
    assert shell.ok(group, "--json").json == shell.ok(group, "list", "--json").json


@pytest.mark.parametrize("group", ["conflict", "review", "import", "export"])
def test_a_bare_group_without_a_list_says_what_could_be_done(shell: Shell, group: str) -> None:
    result = shell.run(group)
    assert (result.code, result.out) == (2, "")
    error, hint = result.err.splitlines()
    assert error.startswith(f"error: say what: rhythm {group} ")
    assert hint.startswith(f"hint: for example: rhythm {group} ")


def test_escalations_go_out_and_in_with_one_report_per_run(stocked: Shell, tmp_path: Path) -> None:
    first = tmp_path / "rows.jsonl"
    assert stocked.ok("export", "escalations", str(first), "--json").json == {"files": [str(first)]}
    rows = [json.loads(line) for line in first.read_text("utf-8").splitlines()]
    assert has(rows[0], "day summary parties area raised_by handling minutes conflict"), "empty ones may be left out"
    assert all(has(row, "day summary") for row in rows)
    report = stocked.ok("import", "escalations", str(first), "--json").json
    assert has(report, "added changed unchanged left problems rows")
    assert (report["added"], report["unchanged"]) == (0, 4)
    first.write_text('{"day": "2026-11-18", "summary": "x"}\n{"day": "someday", "summary": "y"}\n', "utf-8")
    refused = stocked.run("import", "escalations", str(first), "--json")
    assert has(refused.json["problems"][0], "row column message")
    assert refused.code == 2
    assert refused.json["added"] == 0
    kept = stocked.ok("import", "escalations", str(first), "--keep-going", "--json").json
    assert (kept["added"], len(kept["rows"])) == (1, 2)
    assert has(kept["rows"][0], "row escalation_id conflict_id suggestions")


def test_a_store_that_never_was_reads_as_empty(shell: Shell, tmp_path: Path) -> None:
    away = Shell(tmp_path / "none" / "rhythm.db", shell._capsys, shell._monkeypatch)
    for words in (("conflicts",), ("fix", "list"), ("right", "list")):
        assert away.ok(*words, "--json").json == []
    assert away.ok("stats", "--json").json["reached_me"] == 0
    assert not away.store.exists()
