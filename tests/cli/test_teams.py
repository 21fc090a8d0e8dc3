"""team: charters, cards, interfaces, how teams are cut, and teams that are no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell


def test_a_charter_is_said_shown_and_keeps_its_history(shell: Shell) -> None:
    said = shell.ok(
        "team", "charter", "plat", "--owns", "deploys, Logging", "--goal", "One way to deploy", "--since", "1 oct"
    )
    assert "owns  deploys, Logging" in said.out
    now = shell.ok("team", "charter", "platform", "--not-owns", "on-call of others", "--json").json
    assert now == {
        "team": "Platform",
        "team_id": 1,
        "since": "2026-11-20",
        "owns": ["deploys", "Logging"],
        "not_owns": ["on-call of others"],
        "goals": ["One way to deploy"],
    }
    history = shell.ok("team", "charter", "platform", "--json").json
    assert [one["since"] for one in history] == ["2026-11-20", "2026-10-01"]
    assert "since Thu 1 Oct" in shell.ok("team", "charter", "platform").out
    cleared = shell.ok("team", "charter", "platform", "--owns", "", "--json").json
    assert cleared["owns"] == []


def test_a_tag_that_two_teams_own_is_told_at_once_with_their_conflicts(shell: Shell) -> None:
    shell.ok("team", "charter", "platform", "--owns", "release dates")
    shell.ok("log", "Platform / Growth: who sets the release date", "--conflict", "new")
    said = shell.ok("team", "charter", "growth", "--owns", "Release date, banners").out
    assert "Platform and Growth both own Release date" in said
    (found,) = shell.ok("team", "overlaps", "--json").json
    assert (found["tag"], found["teams"], len(found["conflicts"])) == ("Release date", ["Platform", "Growth"], 1)
    assert "1 open conflict" in shell.ok("team", "overlaps").out
    assert shell.ok("team", "show", "growth", "--json").json["overlaps"] == [found]


def test_cards_are_answered_by_a_part_of_their_name_on_a_day(shell: Shell) -> None:
    shell.ok("team", "checklist", "platform", "scope", "unknown", "--on", "2026-03-02")
    cards = shell.ok("team", "checklist", "platform", "charter", "n", "--note", "nobody wrote it", "--json").json
    assert [(one["card"], one["answer"], one["day"], one["stale"]) for one in cards] == [
        ("charter", "no", "2026-11-20", False),
        ("interfaces", "unknown", None, False),
        ("scope", "unknown", "2026-03-02", True),
        ("decision_rights", "unknown", None, False),
    ]
    assert cards[0]["history"] == [{"day": "2026-11-20", "answer": "no", "note": "nobody wrote it"}]
    text = shell.ok("team", "checklist", "platform").out
    assert "Mon 2 Mar, older than two quarters" in text
    assert "never asked" in text


def test_the_health_of_an_area_is_of_managers_only(shell: Shell) -> None:
    cards = shell.ok("team", "health", "dana", "runs", "yes", "--json").json
    assert {one["card"]: one["answer"] for one in cards}["runs_independently"] == "yes"
    assert len(cards) == 6
    refused = shell.run("team", "health", "noor")
    assert (refused.code, "no manager of yours" in refused.err) == (2, True)


def test_open_questions_come_oldest_first(shell: Shell) -> None:
    for card in ("charter", "interfaces", "scope", "decision_rights"):
        shell.ok("team", "checklist", "platform", card, "unknown", "--on", "2026-09-01")
        shell.ok("team", "checklist", "growth", card, "yes")
    for person in ("dana", "ilya"):
        for card in shell.ok("team", "health", person, "--json").json:
            shell.ok("team", "health", person, card["card"], "unknown")
    first = shell.ok("team", "questions", "--limit", "1", "--json").json
    assert [(one["about"], one["card"], one["since"]) for one in first] == [("Platform", "charter", "2026-09-01")]
    assert "unknown since Tue 1 Sep" in shell.ok("team", "questions").out
    assert shell.run("team", "questions", "--limit", "0").code == 2


def test_an_interface_is_said_shown_and_ended(shell: Shell) -> None:
    shell.ok("team", "interface", "platform", "growth", "Growth", "asks by Tuesday", "--since", "1 oct")
    found = shell.ok("team", "interface", "--json").json
    assert found == [
        {
            "teams": ["Platform", "Growth"],
            "team_ids": [1, 2],
            "since": "2026-10-01",
            "text": "Growth asks by Tuesday",
        }
    ]
    assert "with Growth" in shell.ok("team", "interface", "platform").out
    shell.ok("team", "interface", "growth", "platform", "--end")
    assert shell.ok("team", "interface", "--json").json == []
    assert [one["text"] for one in shell.ok("team", "interface", "growth", "plat", "--json").json] == [
        None,
        "Growth asks by Tuesday",
    ]
    assert shell.run("team", "interface", "platform", "platform", "x").code == 2
    assert shell.run("team", "interface", "platform", "growth", "x", "--end").code == 2


def test_mode_bucket_and_triad_are_options_of_add_and_edit(shell: Shell) -> None:
    added = shell.ok("team", "add", "Core", "--mode", "learning", "--bucket", "growth bet", "--json").json
    assert (added["mode"], added["bucket"]) == ("learning_speed", "growth")
    changed = shell.ok(
        "team", "edit", "core", "--mode", "", "--product", "noor", "--design", "chris alder", "--json"
    ).json
    assert (changed["mode"], changed["product"], changed["design"]) == (None, "Noor Haddad", "Chris Alder")
    assert shell.ok("team", "edit", "core", "--design", "nobody", "--json").json["design"] is None
    text = shell.ok("team", "show", "core").out
    assert "bucket: growth bets. Which bets deserve support?" in text
    assert "product partner: Noor Haddad" in text
    refused = shell.run("team", "edit", "core", "--mode", "speed")
    assert refused.code == 2
    assert "predictability, learning_speed, reduce_complexity" in refused.err


def test_how_teams_are_cut_comes_with_where_it_breaks(shell: Shell) -> None:
    assert "customer_journey" in shell.ok("team", "pattern").out
    said = shell.ok("team", "pattern", "customer").out
    assert "the journey as a whole is not" in said
    assert shell.ok("team", "pattern", "platform", "--team", "plat", "--json").json["pattern"] == "platform"
    assert shell.ok("team", "pattern", "--json").json["pattern"] == "customer_journey"
    assert shell.ok("team", "pattern", "", "--team", "plat", "--json").json["pattern"] == "customer_journey"


def test_archived_and_merged_teams_stay_reachable(shell: Shell) -> None:
    shell.ok("team", "add", "Core")
    shell.ok("team", "archive", "core")
    assert [team["name"] for team in shell.ok("team", "list", "--json").json] == ["Growth", "Platform"]
    assert "archived" in shell.ok("team", "list", "--all").out
    assert "archived on Fri 20 Nov" in shell.ok("team", "show", "core").out
    shell.ok("team", "restore", "core")
    merged = shell.ok("team", "merge", "growth", "core", "--json").json
    assert (merged["name"], merged["aliases"], merged["members"]) == ("Core", ["Growth"], 1)
    assert "merged into Core" in shell.ok("team", "list", "--all").out
    refused = shell.run("team", "archive", "platform")
    assert (refused.code, "2 people are still in Platform" in refused.err) == (2, True)


def test_show_has_everything_of_a_team_in_one_document(shell: Shell) -> None:
    shown = shell.ok("team", "show", "platform", "--json").json
    assert {"id", "name", "manager", "aliases", "members", "mode", "bucket"} <= set(shown)
    assert shown["charter"] is None
    assert [card["card"] for card in shown["checklist"]] == ["charter", "interfaces", "scope", "decision_rights"]
    assert len(shown["health"]) == 6
    assert "Nothing is said yet of what Platform owns" in shell.ok("team", "show", "platform").out


def test_what_can_not_be_read_is_refused_with_what_to_do(shell: Shell) -> None:
    for words, part in (
        (("team", "checklist", "platform", "charter"), "yes, no or unknown"),
        (("team", "checklist", "platform", "charter", "maybe"), "yes, no or unknown"),
        (("team", "checklist", "platform", "weather", "yes"), "charter, interfaces"),
        (("team", "checklist", "platform", "--note", "x"), "name the card"),
        (("team", "charter", "platform", "--since", "mon"), "--owns"),
        (("team", "charter", "platform", "--owns", "a", "--not-owns", "A"), "one of the two"),
        (("team", "charter", "platform", "--owns", "a", "--since", "2026-12-24"), "up to today"),
        (("team", "interface", "platform", "--end"), "name both"),
        (("team", "pattern", "matrix"), "product_line"),
    ):
        result = shell.run(*words)
        assert (result.code, part in result.err) == (2, True), (words, result.err)


@pytest.mark.parametrize("words", [("matrix",), ("platform", "--since", "whenever")])
def test_a_pattern_that_is_refused_makes_no_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    nowhere = Shell(tmp_path / "other" / "rhythm.db", capsys, monkeypatch)
    assert nowhere.run("team", "pattern", *words).code == 2
    assert not nowhere.store.exists()


def test_teams_go_into_a_file_and_come_back(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = Shell(tmp_path / "other" / "rhythm.db", capsys, monkeypatch)
    shell.ok("team", "charter", "platform", "--owns", "deploys", "--goal", "One way")
    file = str(tmp_path / "teams.csv")
    assert shell.ok("export", "teams", file, "--json").json == {"files": [file]}
    for name in ("Dana Okoye", "Ilya Brandt"):
        empty.ok("people", "add", name)
    report = empty.ok("import", "teams", file, "--json").json
    assert (report["added"], report["problems"]) == (3, [])
    assert empty.ok("team", "charter", "platform", "--json").json[0]["owns"] == ["deploys"]
    assert empty.ok("import", "teams", file, "--json").json["unchanged"] == 3


def test_prep_asks_the_question_of_each_team_that_somebody_leads(shell: Shell) -> None:
    assert shell.ok("prep", "dana", "--json").json["team_modes"] == []
    shell.ok("team", "edit", "platform", "--mode", "learning_speed")
    asked = shell.ok("prep", "dana", "--json").json["team_modes"]
    assert [(one["team"], one["mode"]) for one in asked] == [("Platform", "learning_speed")]
    said = shell.ok("prep", "dana").out
    assert "Platform, tuned for learning speed" in said
    assert asked[0]["question"] in said
    assert "tuned for" not in shell.ok("prep", "ilya").out


def test_a_merged_team_comes_back_by_the_name_that_the_other_one_has_since(shell: Shell) -> None:
    shell.ok("team", "merge", "growth", "platform")
    assert "Brought back Growth" in shell.ok("team", "restore", "growth").out
    said = shell.ok("team", "list").out
    assert "Growth" in said
    assert "also Growth" not in said
    again = shell.run("team", "restore", "growth")
    assert (again.code, again.err.splitlines()[0]) == (1, "error: Growth is here already")
