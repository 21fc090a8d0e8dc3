from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.refusing import DAMAGE, content, is_refused, is_refused_on_damage, is_refused_while_held
from tests.cli.shell import Shell

NOBODY_KNOWS = "hint: Dana Okoye does not know yet that you hold skip-levels; once said: rhythm skip-levels told"


def test_the_coverage_says_who_was_met_the_worst_first(shell: Shell) -> None:
    shell.ok("held", "noor", "--on", "2026-10-21")
    first, second = shell.ok("skip-levels", "--json").json
    assert (first["manager"], first["team_size"], first["met_180d"], first["never"]) == ("Ilya Brandt", 1, 0, 1)
    assert first["state"] == "nobody"
    assert (second["manager"], second["met_90d"], second["met_180d"], second["percent_180d"]) == (
        "Dana Okoye",
        1,
        1,
        50,
    )
    assert (second["longest_gap_days"], second["next"], second["told_on"]) == (30, "Chris Alder", None)
    said = shell.ok("skip-levels").out
    assert "! Ilya Brandt 1 0 0 0 % 1 Chris Moon not told" in " ".join(said.split())
    assert "1 a week: everybody is met once in 3 weeks." in said


def test_without_a_team_below_the_managers_it_says_how_one_comes(shell: Shell, tmp_path: Path) -> None:
    shell.store = tmp_path / "new.db"
    assert shell.ok("skip-levels", "--json").json == []
    assert "rhythm people add" in shell.ok("skip-levels").out


def test_holding_or_planning_the_first_one_under_an_untold_manager_hints_and_goes_on(shell: Shell) -> None:
    assert NOBODY_KNOWS in shell.ok("skip-levels", "group", "dana", "--on", "mon").err
    assert NOBODY_KNOWS in shell.ok("held", "noor").err
    assert shell.ok("held", "alder").err == ""


def test_a_manager_who_was_told_is_not_asked_about_again(shell: Shell) -> None:
    said = shell.ok("skip-levels", "told", "dana", "--on", "mon").out
    assert said == "Dana Okoye knows since Mon 16 Nov that you hold skip-levels.\n"
    assert shell.ok("held", "noor").err == ""
    assert shell.ok("skip-levels", "told", "dana", "--not", "--json").json["told_on"] is None


def test_a_group_is_planned_and_held_as_one(shell: Shell) -> None:
    planned = shell.ok("skip-levels", "group", "dana", "--on", "mon 15:00", "--json").json
    assert {one["person"] for one in planned["meetings"]} == {"Noor Haddad", "Chris Alder"}
    assert {one["start"] for one in planned["meetings"]} == {"15:00"}
    said = shell.ok("held", "--group", "dana", "noor", "alder", "--minutes", "45").out
    assert "Held with 2 people of Dana Okoye's team: Fri 20 Nov, today." in said
    assert {row["gap_days"] for row in shell.ok("due", "--json", "--all").json if row["manager"] == "Dana Okoye"} == {0}
    shell.ok("undo")
    assert {row["gap_days"] for row in shell.ok("due", "--json", "--all").json} == {None}


def test_what_is_said_through_the_manager_stands_on_the_managers_queue_without_the_name(shell: Shell) -> None:
    said = shell.ok("topic", "noor", "Noor waits for HR", "--route", "manager").out
    assert said == "From Noor Haddad: it stands on the queue of Dana Okoye.\n"
    assert [one["text"] for one in shell.ok("prep", "dana", "--json").json["topics"]] == ["someone waits for HR"]
    shell.ok("undo")
    assert shell.ok("prep", "dana", "--json").json["topics"] == []
    assert shell.ok("prep", "noor", "--json").json["topics"] == []


def test_a_way_round_the_manager_has_a_reason_and_is_counted(shell: Shell) -> None:
    shell.ok("promise", "noor", "send the deck", "--route", "direct", "--reason", "Dana is on leave")
    shell.ok("promise", "noor", "ask about pay")
    waiting = shell.ok("skip-levels", "routes", "--json").json
    assert [one["text"] for one in waiting["without"]] == ["ask about pay"]
    assert (waiting["week"]["direct"], waiting["quarter"]["total"]) == (1, 1)
    said = shell.ok("skip-levels", "route", "promise", "2", "man", "--wording", "pay bands are unclear").out
    assert said == "Promise #2 of Noor Haddad: it stands on the queue of Dana Okoye.\n"
    said = shell.ok("skip-levels", "routes").out
    assert "This week: skip-level actions 2: through the manager 1, round the manager 1." in said
    assert "This quarter: skip-level actions 2: through the manager 1, round the manager 1." in said


def test_two_people_make_a_theme_in_the_managers_prep(shell: Shell) -> None:
    shell.ok("skip-levels", "finding", "noor", "workload", "--wording", "nights", "--may-be-told")
    found = shell.ok("skip-levels", "finding", "alder", "Workload", "--json").json["finding"]
    assert (found["theme"], found["may_be_told"]) == ("workload", False)
    assert shell.ok("prep", "dana", "--json").json["themes"] == []
    shell.ok("skip-levels", "findings", "dana", "--tell", str(found["id"]))
    assert shell.ok("prep", "dana", "--json").json["themes"] == [
        {"theme": "Workload", "people": 2, "wordings": ["nights"]}
    ]
    said = shell.ok("prep", "dana").out
    assert "The team brought up" in said
    assert "2 people  Workload  nights" in said
    assert "Noor" not in said
    assert "Theme for Dana Okoye: Workload, from 2 people." in shell.ok("skip-levels", "findings", "dana").out


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ("skip-levels told dana --on 2026-12-01", 2, "that day is still to come"),
        ("skip-levels group noor --on mon", 2, "Noor Haddad has no skip-levels"),
        ("skip-levels group dana noor moon --on mon", 2, "Chris Moon is not in the team of Dana Okoye"),
        ("skip-levels group dana noor --on mon", 2, "a group is at least two people"),
        ("held noor alder", 2, "that is not one person"),
        ("held --group dana --note x", 2, "a note is about one person"),
        ("topic noor x --route up", 2, "that is not a way"),
        ("topic noor x --route direct", 2, "this goes round the manager, and no reason is given"),
        ("topic noor x --reason y", 2, "a reason goes with the way round the manager"),
        ("promise dana x --route keep", 2, "Dana Okoye is no skip-level"),
        ("promise noor x --route keep --named", 2, "wording and name go with the way through the manager"),
        ("skip-levels route topic 9 keep", 1, "there is no topic #9"),
        ("skip-levels finding dana workload", 2, "Dana Okoye is no skip-level"),
        ("skip-levels finding noor Noor and pay", 2, "the theme names the person"),
        ("skip-levels findings dana --tell 4", 1, "there is no finding #4"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(shell: Shell, words: str, code: int, message: str) -> None:
    before = content(shell.store)
    result = shell.run(*words.split())
    error = next(line for line in result.err.splitlines() if line.startswith("error: "))
    assert (result.code, error) == (code, f"error: {message}")
    assert content(shell.store) == before


@pytest.mark.parametrize("words", [("skip-levels", "told", "dana"), ("skip-levels", "finding", "noor", "workload")])
def test_while_another_program_writes_nothing_is_lost(
    shell: Shell, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    is_refused_while_held(shell, *words, monkeypatch=monkeypatch)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_is_said_to_be_one(shell: Shell, damage: bytes | None, tmp_path: Path) -> None:
    is_refused_on_damage(shell, "skip-levels", damage=damage, place=tmp_path / "damaged.db")


def test_an_unknown_manager_is_refused(shell: Shell) -> None:
    is_refused(shell, "skip-levels", "told", "zoe", code=1)
