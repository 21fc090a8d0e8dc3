"""`rhythm right` and `rhythm stats`: what they print, what they answer to scripts, what they refuse."""

from __future__ import annotations

import datetime as dt

from tests.cli.shell import Shell

SET = ("right", "set", "platform", "launch timing", "--decider", "dana", "--level", "6")


def test_a_right_is_set_and_answered_as_the_contract_says(shell: Shell) -> None:
    right = shell.ok(*SET, "--why", "she knows it", "--since", "3 sep", "--consult", "ilya, growth", "--json").json[
        "right"
    ]
    wanted = {"team": "Platform", "area": "launch_timing", "decider": "Dana Okoye", "level": 6, "since": "2026-09-03"}
    assert wanted.items() <= right.items()
    assert (right["why"], right["level_name"], right["contributors"]) == (
        "she knows it",
        "inquire",
        ["Ilya Brandt", "Growth"],
    )
    (listed,) = shell.ok("right", "list", "--json").json
    assert listed == {**right, "decider_left": None}
    shown = shell.ok("right", "show", "plat", "launch_timing").out
    assert "Platform, Launch timing" in shown
    assert "6 inquire" in shown
    assert "heard before: Ilya Brandt, Growth" in shown
    shell.ok("undo")
    assert shell.ok("right", "list", "--json").json == []


def test_who_is_heard_stays_until_it_is_said_otherwise(shell: Shell) -> None:
    shell.ok(*SET, "--since", "3 sep", "--consult", "ilya, growth", "--inform", "noor", "--driver", "noor")
    right = shell.ok("right", "set", "platform", "launch", "--decider", "ilya", "--level", "7", "--json").json["right"]
    assert (right["contributors"], right["informed"], right["driver"]) == (["Growth"], ["Noor Haddad"], "Noor Haddad")
    right = shell.ok(*SET, "--consult", "", "--driver", "", "--json").json["right"]
    assert (right["contributors"], right["informed"], right["driver"]) == ([], ["Noor Haddad"], None)


def test_a_level_that_changes_offers_the_five_questions_which_are_answered_in_the_shell(shell: Shell) -> None:
    assert "questions" not in shell.ok(*SET, "--since", "3 sep").err
    assert "questions" not in shell.ok(*SET, "--since", "4 sep").err
    changed = shell.ok("right", "set", "platform", "launch timing", "--decider", "dana", "--level", "3")
    assert "the level changed; five questions on delegating it: rhythm right questions" in changed.err
    asked = shell.ok("right", "questions", "platform", "launch timing").out
    assert "What have you learned from delegating this? (lessons)" in asked
    shell.ok("right", "questions", "platform", "launch timing", "--answer", "next=say it aloud")
    answered = {one["id"]: one for one in shell.ok("right", "questions", "plat", "launch", "--json").json}
    assert (answered["next"]["answer"], answered["next"]["day"]) == ("say it aloud", "2026-11-20")
    assert answered["lessons"]["answer"] is None
    kept = shell.run("right", "questions", "platform", "launch timing", "--answer", "lessons=x", "--answer", "next")
    assert (kept.code, kept.err.splitlines()[0]) == (2, "error: 'next' says no answer")
    assert {one["id"]: one for one in shell.ok("right", "questions", "plat", "launch", "--json").json} == answered
    refused = shell.run("right", "questions", "platform", "launch timing", "--answer", "why=x")
    assert (refused.code, "is none of the questions" in refused.err) == (2, True)


def test_a_cell_says_whose_call_its_area_usually_is(shell: Shell) -> None:
    said = shell.ok("right", "show", "platform", "architecture").out
    assert "architecture input is usually decided by engineering: how, and how well" in said
    assert shell.ok("right", "show", "platform", "roadmap", "--json").json["usually"] == "product"
    assert shell.ok("right", "show", "platform", "staffing", "--json").json["usually"] is None


def test_one_decides_and_bad_input_says_what_to_type(shell: Shell) -> None:
    for words, said in (
        (("--decider", "ilya"), "one person decides"),
        (("--level", "9"), "say 1 to 7"),
        (("--consult", "dana"), "leave the decider out"),
        (("--consult", "nobody known"), "no person and no team"),
        (("--since", "tomorrow"), "still to come"),
    ):
        refused = shell.run(*SET, *words)
        assert refused.code in (1, 2), words
        assert said in refused.err
        assert "hint:" in refused.err
    assert "not an area I know" in shell.run(*SET[:3], "nonsense", *SET[4:]).err
    assert shell.run("right", "show", "nowhere", "roadmap").code == 1
    assert shell.ok("right", "list", "--json").json == []


def test_an_area_of_ones_own_is_told_how_its_quotes_come_through_the_shell(shell: Shell) -> None:
    slip = shell.run(*SET[:3], "roadmp", *SET[4:]).err
    assert slip.endswith("""roadmap, or put it in both kinds of quotes, '"like this"', to keep your own word\n""")
    assert shell.ok(*SET[:3], '"roadmp"', *SET[4:], "--json").json["right"]["area"] == "roadmp"
    assert "both kinds of quotes" in shell.run("delegation", "dana", "roadmpa", "--mine", "2", "--theirs", "3").err


def test_what_leaks_is_listed_with_its_rows(shell: Shell) -> None:
    shell.ok(*SET, "--since", "3 sep")
    for day in ("2026-11-01", "2026-11-10"):
        shell.ok("log", f"Platform / Growth: who moves the date #launch-timing on:{day}")
    shell.ok("log", "Platform / Growth: who moves the date #launch-timing on:2026-09-02")
    shown = shell.ok("right", "show", "platform", "launch", "--json").json
    assert [leak["day"] for leak in shown["leaks"]] == ["2026-11-10", "2026-11-01"]
    assert "reached you twice" in shell.ok("right", "list").out
    assert "Reached you although delegated: 2 times" in shell.ok("right", "show", "platform", "launch").out


def test_a_leak_is_said_when_it_is_logged_and_nothing_otherwise(shell: Shell) -> None:
    line = "Platform / Growth: who moves the date #launch-timing"
    before = shell.ok("log", line)
    assert "although" not in before.out
    shell.ok(*SET, "--since", "3 sep")
    assert "reached you although level 6 (inquire) since 3 Sep\n" in shell.ok("log", line).out
    assert shell.ok("log", line, "--json").json["leak"] == "reached you although level 6 (inquire) since 3 Sep"
    for other in (f"{line} on:2026-09-02", f"{line} @ilya", "Platform / Growth: who moves the date #quality"):
        assert shell.ok("log", other, "--json").json["leak"] is None, other
    shell.ok("right", "free", "sprint length")
    said = shell.ok("log", "Platform: our sprint length again").out
    assert "reached you although each team may choose: sprint length" in said


def test_the_two_lists_are_kept(shell: Shell) -> None:
    shell.ok("right", "free", "sprint length")
    shell.ok("right", "standard", "launch checklist")
    (free,) = shell.ok("right", "free", "--json").json
    assert (free["kind"], free["name"], free["since"]) == ("free", "sprint length", "2026-11-20")
    assert "launch checklist" in shell.ok("right", "standard").out
    shell.ok("right", "free", "sprint", "--end")
    assert shell.ok("right", "free", "--json").json == []
    assert shell.run("right", "free", "sprint", "--end").code == 1
    assert shell.run("right", "free", "--end").code == 2


def test_stats_answer_as_the_contract_says(shell: Shell) -> None:
    shell.ok(*SET, "--since", "3 sep")
    shell.ok("log", "who moves the date #launch-timing @noor =overrode ~20m on:2026-11-18", "--moment", "none")
    shell.ok("log", "the outage #quality @ilya ~10m on:2026-11-19", "--moment", "ambiguity")
    shell.ok("log", "who moves the date #launch-timing @noor on:2026-10-20")
    shell.ok("good", "Dana moved it herself", "--on", "4 nov")
    found = shell.ok("stats", "--from", "26 oct", "--to", "20 nov", "--json").json
    assert (found["weeks"], found["logged_weeks"]) == (4, 2)
    assert (found["reached_me"], found["mine"], found["not_mine"]) == (2, 1, 1)
    assert (found["leaks"], found["overrode_delegated"], found["rubber_stamps"]) == (1, 1, 0)
    assert (found["held_without_me"], found["minutes"]) == (1, 30)
    assert [one["reached_me"] for one in found["weekly"]] == [None, 0, None, 2]
    cells = {(one["area"], one["manager"], one["count"], one["before"]) for one in found["by_area_and_manager"]}
    assert cells == {("launch_timing", "Dana Okoye", 1, 1), ("quality", "Ilya Brandt", 1, 0)}
    said = shell.ok("stats").out
    assert "logged in 3 of 13 weeks" in said
    assert "too few weeks" in said


def test_a_span_named_by_a_week_reaches_to_its_end_and_never_behind_today(shell: Shell) -> None:
    for words, first, last in (
        ("last week", "2026-11-09", "2026-11-15"),
        ("w45", "2026-11-02", "2026-11-08"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this week", "2026-11-16", "2026-11-20"),
    ):
        found = shell.ok("stats", "--from", words, "--to", words, "--json").json
        assert (found["from"], found["to"]) == (first, last), words


def test_for_a_fixed_day_stats_stay_as_they_are_when_nothing_was_logged(shell: Shell) -> None:
    shell.ok(*SET, "--since", "3 sep")
    shell.ok("log", "who moves the date #launch-timing @noor on:2026-11-18")
    before = shell.ok("stats", "--json").json
    shell.ok("held", "dana", "--note", "all calm")
    shell.ok("promise", "dana", "ask HR", "--by", "1 dec")
    shell.ok("people", "add", "Mei Tan")
    shell.ok("right", "list")
    assert shell.ok("stats", "--json").json == before
    later = dt.date(2026, 12, 18)
    weeks = shell.ok("stats", "--json", today=later).json
    assert [one["reached_me"] for one in weeks["weekly"]][-4:] == [None] * 4
    assert shell.ok("stats", "--json", "--to", "20 nov", today=later).json == before


def test_a_span_of_no_days_or_to_come_is_refused(shell: Shell) -> None:
    assert "after the last" in shell.run("stats", "--from", "19 nov", "--to", "18 nov").err
    assert shell.run("stats", "--to", "2026-11-21").code == 2
    assert shell.ok("stats", "--json", "--from", "20 nov").json["weeks"] == 1
