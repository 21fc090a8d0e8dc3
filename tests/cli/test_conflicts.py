from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.shell import FRIDAY, Shell

LINE = "Platform / Growth: who sets the release date"


@pytest.fixture
def flagged(shell: Shell) -> Shell:
    """Conflict 1 was met three times; conflict 2 once."""
    cause = ("--cause", "decision right")
    shell.ok("log", f"{LINE} in:sync =coached ~10m @dana on:2026-09-02", *cause, "--conflict", "new")
    shell.ok("log", f"{LINE} =decided ~25m on:2026-09-19", *cause, "--conflict", "1")
    shell.ok("log", f"{LINE} =coached ~15m on:2026-10-13", *cause, "--conflict", "1")
    shell.ok("log", "Growth / Legal: who reads contracts", "--conflict", "new")
    return shell


def test_the_list_is_worst_first_with_dots_beside_every_name(flagged: Shell) -> None:
    lines = flagged.ok("conflicts").out.splitlines()
    assert lines[1].split()[:2] == ["!", "#1"]
    assert "●●● 3 meetings in 41 days" in lines[1]
    assert "verdict due" in lines[1]
    assert "Tue 13 Oct, 38 d ago" in lines[1]
    assert "2x" in lines[1]
    assert "50 min" in lines[1]
    assert "●○○ 1 of 3 meetings" in lines[2]


def test_the_json_of_the_list_has_the_keys_of_the_contract(flagged: Shell) -> None:
    assert flagged.ok("conflicts", "--flagged", "--json").json == [
        {
            "id": 1,
            "name": LINE,
            "parties": ["Platform", "Growth"],
            "occasions": 3,
            "first_day": "2026-09-02",
            "last_day": "2026-10-13",
            "coached": 2,
            "minutes": 50,
            "state": "verdict_due",
            "flagged": True,
        }
    ]
    assert len(flagged.ok("conflicts", "--json").json) == 2


def test_an_empty_store_has_no_conflicts_and_says_how_they_begin(shell: Shell) -> None:
    assert shell.ok("conflicts", "--json").json == []
    assert "rhythm log" in shell.ok("conflicts").out
    assert shell.ok("conflicts", "--flagged").out == "no verdict is due\n"


def test_rows_that_wait_to_be_sorted_are_named_where_there_is_no_conflict(shell: Shell) -> None:
    shell.ok("log", "the vendor contract ends")
    said = shell.ok("conflicts").out
    assert said.startswith("no conflicts yet; 1 row waits to be sorted: rhythm review week")
    shell.ok("log", "laptops are late", "--conflict", "none")
    assert "2 rows wait to be sorted" in shell.ok("conflicts").out
    assert "rhythm conflict link ROW new" in shell.ok("conflicts").out
    assert shell.ok("conflicts", "--json").json == []


def test_old_rows_that_never_got_a_conflict_are_counted_where_there_is_none(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    file.write_text("day,summary\n2020-03-02,laptops were late\n2020-04-02,the lift broke\n")
    shell.ok("import", "escalations", str(file))
    said = shell.ok("conflicts").out
    assert said.startswith("no conflicts yet; 2 older rows belong to none: rhythm search finds them")
    shell.ok("conflict", "link", "1", "new")
    assert "no conflicts yet" not in shell.ok("conflicts").out


def test_what_did_not_come_up_for_a_year_is_counted_and_listed_when_asked_for(flagged: Shell) -> None:
    flagged.ok("log", "Legal / Sales: whose template on:2024-03-05", "--conflict", "new")
    said = flagged.ok("conflicts").out
    assert "whose template" not in said
    assert said.endswith("1 more did not come up for a year: rhythm conflicts --all\n")
    assert "whose template" in flagged.ok("conflicts", "--all").out
    assert "more did not" not in flagged.ok("conflicts", "--flagged").out
    assert [one["id"] for one in flagged.ok("conflicts", "--json").json] == [1, 2, 3]


def test_a_store_of_older_conflicts_alone_says_so(shell: Shell) -> None:
    shell.ok("log", "Legal / Sales: whose template on:2024-03-05", "--conflict", "new")
    assert shell.ok("conflicts").out == "1 more did not come up for a year: rhythm conflicts --all\n"


def test_the_card_shows_the_rows_the_counts_and_the_four_answers(flagged: Shell) -> None:
    said = flagged.ok("conflict", "show", "#1").out
    rows = [line.split() for line in said.splitlines() if line.startswith("#") and LINE in line][1:]
    assert rows[0][:11] == ["#1", "Wed", "2", "Sep", "sync", "coached", "back", "10", "min", "Dana", "Okoye"]
    assert rows[1][:7] == ["#2", "Sat", "19", "Sep", "decided", "25", "min"]
    assert "Coached twice. Cause you marked most: decision right, 3 of 3." in said
    for answer in ("verdict 1 fix", "split 1 --rows 3", "verdict 1 tension", "later (2 left)"):
        assert answer in said


def test_a_card_names_the_talk_a_row_came_from(shell: Shell) -> None:
    shell.ok("held", "dana", "--on", "mon")
    shell.ok("log", LINE, "--in", "#1", "--conflict", "new")
    assert "1:1 Dana" in shell.ok("conflict", "show", "1").out


def test_the_json_of_a_card_has_its_rows_verdicts_and_fixes(flagged: Shell) -> None:
    flagged.ok("conflict", "verdict", "1", "later")
    flagged.ok("fix", "add", "1", "--owner", "dana")
    card = flagged.ok("conflict", "show", "1", "--json").json
    assert [row["id"] for row in card["rows"]] == [1, 2, 3]
    assert [one["kind"] for one in card["verdicts"]] == ["later", "fix"]
    assert [fix["kind"] for fix in card["fixes"]] == ["decision_right"]


def test_a_conflict_is_also_named_by_its_uid(flagged: Shell) -> None:
    import sqlite3

    store = sqlite3.connect(flagged.store)
    (uid,) = store.execute("SELECT uid FROM conflict WHERE id = 2").fetchone()
    store.close()
    assert flagged.ok("conflict", "show", uid, "--json").json["id"] == 2


def test_a_rename_needs_no_quotes(flagged: Shell) -> None:
    changed = flagged.ok("conflict", "rename", "1", "Release", "date", "--json").json
    assert changed["conflict"]["name"] == "Release date"


def test_a_merge_moves_the_rows_and_the_old_number_says_where(flagged: Shell) -> None:
    assert "#1" in flagged.ok("conflict", "merge", "2", "1").out
    assert len(flagged.ok("conflict", "show", "1", "--json").json["rows"]) == 4
    gone = flagged.run("conflict", "show", "2")
    assert (gone.code, gone.err) == (1, "error: there is no conflict #2\nhint: it was merged into #1\n")


def test_a_split_takes_rows_one_by_one_or_as_a_list(flagged: Shell) -> None:
    flagged.ok("conflict", "link", "4", "1")
    part = flagged.ok("conflict", "split", "1", "--rows", "1,#2", "--rows", "3", "--name", "Dates", "--json").json
    assert (part["conflict"]["id"], part["conflict"]["name"]) == (3, "Dates")
    assert [row["id"] for row in flagged.ok("conflict", "show", "3", "--json").json["rows"]] == [1, 2, 3]


def test_a_link_moves_a_row_to_another_conflict_to_a_new_one_or_to_none(flagged: Shell) -> None:
    assert flagged.ok("conflict", "link", "4", "1", "--json").json["conflict"]["id"] == 1
    assert flagged.ok("conflict", "link", "4", "new", "--json").json["conflict"]["id"] == 3
    assert flagged.ok("conflict", "link", "4", "none", "--json").json["escalation"]["conflict_id"] is None
    assert flagged.ok("conflict", "link", "#4", "none").out == "#4 belongs to no conflict now\n"


def test_a_tension_takes_a_reason_and_a_day_to_look_again(flagged: Shell) -> None:
    answer = ("conflict", "verdict", "1", "tension", "--why", "it keeps both honest", "--until", "in 3 weeks")
    assert "tension until Fri 11 Dec, in 21 d" in flagged.ok(*answer).out
    verdicts = flagged.ok("conflict", "show", "1", "--json").json["verdicts"]
    assert verdicts == [{"day": "2026-11-20", "kind": "tension", "why": "it keeps both honest", "until": "2026-12-11"}]


def test_later_goes_twice_and_the_card_says_since_when(flagged: Shell) -> None:
    flagged.ok("conflict", "verdict", "1", "later")
    assert "put off once since Fri 20 Nov" in flagged.ok("conflict", "show", "1").out
    early = flagged.run("conflict", "verdict", "1", "later")
    assert (early.code, early.err.splitlines()[0]) == (1, "error: put off until Fri 4 Dec already")
    flagged.ok("conflict", "verdict", "1", "later", today=FRIDAY + dt.timedelta(days=14))
    refused = flagged.run("conflict", "verdict", "1", "later", today=FRIDAY + dt.timedelta(days=28))
    assert (refused.code, refused.err.splitlines()[0]) == (1, "error: this was put off 2 times already")


def test_the_verdict_to_fix_proposes_the_kind_its_causes_suggest_and_names_the_next_step(flagged: Shell) -> None:
    assert "rhythm fix edit 1 --owner NAME" in flagged.ok("conflict", "verdict", "1", "fix").out
    assert [fix["kind"] for fix in flagged.ok("fix", "list", "--json").json] == ["decision_right"]


def test_undo_takes_back_what_a_command_decided(flagged: Shell) -> None:
    flagged.ok("conflict", "verdict", "1", "closed")
    flagged.ok("undo")
    assert flagged.ok("conflicts", "--json").json[0]["state"] == "verdict_due"


def test_two_conflicts_that_may_be_one_are_listed_and_kept_apart(shell: Shell) -> None:
    assert shell.ok("conflict", "same").out == "no two conflicts look like one\n"
    shell.ok("log", "release date", "--conflict", "new")
    shell.ok("log", "release dates", "--conflict", "new")
    (pair,) = shell.ok("conflict", "same", "--json").json
    assert [one["id"] for one in pair["conflicts"]] == [1, 2]
    assert "rhythm conflict merge 2 1, or rhythm conflict not-same 1 2" in shell.ok("conflict", "same").out
    assert shell.ok("conflict", "not-same", "2", "#1", "--json").json == {"not_same": [1, 2]}
    assert shell.ok("conflict", "same", "--json").json == []
    assert shell.run("conflict", "not-same", "1", "1").code == 2


def test_the_answer_fix_names_the_fix_that_it_proposed_and_no_second_one(flagged: Shell) -> None:
    assert "next: rhythm fix edit 1" in flagged.ok("conflict", "verdict", "1", "fix").out
    assert "next: rhythm fix edit 1" in flagged.ok("conflict", "verdict", "1", "fix").out
    flagged.ok("fix", "effect", "1", "--owner", "dana")
    assert "fix #1 is in effect" in flagged.ok("conflict", "verdict", "1", "fix").out
    assert len(flagged.ok("fix", "list", "--json").json) == 1


def test_what_is_closed_is_not_closed_until_today(flagged: Shell) -> None:
    assert flagged.ok("conflict", "verdict", "1", "closed").out.rstrip().endswith(", closed")
