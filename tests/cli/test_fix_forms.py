"""The forms of fixes, the changes that they carry out, and the test of tension or misalignment, in the shell."""

from __future__ import annotations

import pytest

from tests.cli.shell import Shell

LINE = "Platform / Growth: who sets the release date #launch-timing"


@pytest.fixture
def flagged(shell: Shell) -> Shell:
    """Conflict 1 came up in three meetings."""
    for day in ("2026-10-05", "2026-10-26", "2026-11-16"):
        shell.ok("log", LINE, "--on", day, "--conflict", "1" if day > "2026-10-05" else "new")
    return shell


def right_fix(shell: Shell) -> None:
    form = ("team=growth", "area=launch timing", "decider=ilya", "level=inquire")
    sets = [word for one in form for word in ("--set", one)]
    shell.ok("fix", "add", "1", "--kind", "decision right", "--owner", "dana", *sets)


def test_the_form_of_a_fix_is_filled_changed_and_cleared(flagged: Shell) -> None:
    right_fix(flagged)
    (fix,) = flagged.ok("fix", "list", "--json").json
    assert fix["fields"] == {
        "team": "Growth",
        "team_id": 2,
        "area": "launch_timing",
        "decider": "Ilya Brandt",
        "decider_id": 3,
        "level": 6,
    }
    assert fix["open_fields"] == []
    listed = flagged.ok("fix", "list").out
    assert "  area: launch timing\n  decider: Ilya Brandt\n  level: 6 inquire\n" in listed
    edited = flagged.ok("fix", "edit", "1", "--set", "level=", "--set", "decider=dana", "--text", "Dana decides")
    assert "fix #1  decision right: Dana decides" in edited.out
    assert "decider: Dana Okoye" in edited.out
    assert "open: level" in edited.out
    assert flagged.ok("fix", "list", "--json").json[0]["owner"] == "Dana Okoye"
    assert flagged.ok("fix", "edit", "1", "--owner", "", "--json").json["fix"]["state"] == "proposed"


def test_a_charter_is_told_team_by_team(flagged: Shell) -> None:
    form = ("team=platform", "owns=search, index", "goals=faster", "other_team=growth", "other_not_owns=search")
    sets = [word for one in form for word in ("--set", one)]
    told = flagged.ok("fix", "add", "1", "--kind", "charter", *sets).out
    assert "  Platform: owns search, index; goals faster\n  Growth: not theirs search\n" in told
    assert "open: other_owns, not_owns, other_goals" in told


def test_another_kind_keeps_the_fields_that_it_has_too(flagged: Shell) -> None:
    right_fix(flagged)
    fix = flagged.ok("fix", "edit", "1", "--kind", "interface", "--json").json["fix"]
    assert (fix["kind"], fix["fields"]) == ("interface", {"team": "Growth", "team_id": 2})
    assert fix["open_fields"] == ["other_team", "hand_off"]


@pytest.mark.parametrize(
    ("kind", "field", "message"),
    [
        ("decision_right", "owns=x", "a fix of this kind has no field 'owns'"),
        ("decision_right", "level=9", "'9' is no delegation level"),
        ("decision_right", "area=nonsense", "'nonsense' is not an area I know"),
        ("decision_right", "team=nobody", "there is no team called 'nobody'"),
        ("reporting_line", "who=chris", "'chris' could be Chris Alder"),
        ("process_map", "clear_to_all=maybe", "that is neither yes nor no"),
        ("charter", "team", "'team' sets nothing"),
    ],
)
def test_what_a_field_cant_take_is_refused_and_nothing_is_stored(
    flagged: Shell, kind: str, field: str, message: str
) -> None:
    refused = flagged.run("fix", "add", "1", "--kind", kind, "--set", field)
    assert refused.code in (1, 2)
    assert message in refused.err
    assert flagged.ok("fix", "list", "--json").json == []


def test_a_right_is_set_when_its_fix_takes_effect_and_undo_takes_both_back(flagged: Shell) -> None:
    right_fix(flagged)
    done = flagged.ok("fix", "effect", "1", "--on", "2026-11-18")
    assert (
        "Ilya Brandt decides launch timing for Growth, level 6 inquire: carried out; undo takes both back" in done.err
    )
    (right,) = flagged.ok("right", "list", "--json").json
    assert (right["team"], right["decider"], right["level"], right["since"]) == (
        "Growth",
        "Ilya Brandt",
        6,
        "2026-11-18",
    )
    flagged.ok("undo")
    assert flagged.ok("right", "list", "--json").json == []
    assert flagged.ok("fix", "list", "--json").json[0]["state"] == "decided"
    left = flagged.ok("fix", "effect", "1", "--only-watch")
    assert "not carried out" in left.err
    assert flagged.ok("right", "list", "--json").json == []


@pytest.mark.parametrize(
    ("kind", "form", "said"),
    [
        ("decision_right", ("area=roadmap", "decider=ilya", "level=6"), "nothing is set on the board: team is open"),
        ("reporting_line", ("who=ilya",), "nobody's manager changes: to whom is open"),
        ("interface", ("team=growth",), "no hand-off is written down: other team, hand-off are open"),
        ("charter", ("owns=search",), "no charter is written down: team is open"),
        ("charter", ("team=growth",), "no charter is written down: owns, not theirs, goals are open"),
    ],
)
def test_a_fix_that_carries_nothing_out_says_what_is_open(
    flagged: Shell, kind: str, form: tuple[str, ...], said: str
) -> None:
    sets = [word for one in form for word in ("--set", one)]
    flagged.ok("fix", "add", "1", "--kind", kind, "--owner", "dana", *sets)
    told = flagged.ok("fix", "effect", "1").err
    assert f"{said}; to have it carried out: rhythm undo" in told
    assert said not in flagged.ok("fix", "effect", "1").err
    flagged.ok("undo")
    assert said not in flagged.ok("fix", "effect", "1", "--only-watch").err


def test_one_fix_too_many_is_decided_with_a_word(flagged: Shell) -> None:
    for _ in range(5):
        assert "finish one first" not in flagged.ok("fix", "add", "1", "--kind", "charter").err
    assert "5 fixes are open already: finish one first" in flagged.ok("fix", "add", "1", "--kind", "charter").err
    assert len(flagged.ok("fix", "list", "--open", "--json").json) == 6


def test_misalignment_presets_the_fix_and_is_noted_as_the_cause(flagged: Shell) -> None:
    asked = flagged.ok("conflict", "test", "1")
    assert "Do both plan on the same assumptions?" in asked.out
    assert "--success-criteria y/n" in asked.out
    answers = ("--planning-assumptions", "y", "--success-criteria", "n", "--escalation-rules", "yes")
    told = flagged.ok("conflict", "test", "1", *answers)
    assert "not the same success criteria, so misalignment" in told.out
    assert "rhythm fix add 1 --kind decision_right" in told.out
    shown = flagged.ok("conflict", "show", "1", "--json").json
    assert shown["test"] == {
        "day": "2026-11-20",
        "planning_assumptions": True,
        "success_criteria": False,
        "escalation_rules": True,
        "result": "misalignment",
    }
    assert {row["cause"] for row in shown["rows"]} == {"misalignment"}
    assert "so misalignment" in flagged.ok("conflict", "show", "1").out
    warned = flagged.ok("conflict", "verdict", "1", "tension", "--why", "both are right")
    assert "misalignment" in warned.err
    assert flagged.ok("conflict", "show", "1", "--json").json["state"] == "tension"


def test_when_all_is_the_same_the_tension_is_offered(flagged: Shell) -> None:
    told = flagged.ok("conflict", "test", "1", "--plan", "y", "--success", "y", "--escalation", "y")
    assert "a healthy tension" in told.out
    assert "rhythm conflict verdict 1 tension" in told.out
    shown = flagged.ok("conflict", "test", "1", "--json").json["test"]
    assert shown["result"] == "tension"


def test_the_test_needs_all_three_answers(flagged: Shell) -> None:
    refused = flagged.run("conflict", "test", "1", "--success-criteria", "n")
    assert refused.code == 2
    assert "the test has three questions" in refused.err
    assert flagged.ok("conflict", "test", "1", "--json").json == {"test": None}


def test_the_card_says_whose_call_its_area_usually_is(flagged: Shell) -> None:
    assert "launch timing is usually decided by both together" in flagged.ok("conflict", "show", "1").out


def test_what_a_form_says_is_found_as_its_fix(flagged: Shell) -> None:
    flagged.ok("fix", "add", "1", "--kind", "interface", "--text", "one door", "--set", "hand_off=signed door list")
    assert [(hit["kind"], hit["id"]) for hit in flagged.ok("search", "signed", "--json").json] == [("fix", 1)]
    assert [(hit["kind"], hit["id"]) for hit in flagged.ok("search", "door", "--json").json] == [("fix", 1)]
