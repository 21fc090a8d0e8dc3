"""`rhythm evidence`, `rhythm story` and `rhythm growth`: what they print, answer to scripts, and refuse."""

from __future__ import annotations

from tests.cli.shell import Shell


def test_evidence_is_kept_listed_changed_and_struck(shell: Shell) -> None:
    line = shell.ok(
        "evidence", "add", "two teams merged", "--area", "scale", "--skill", "leading change", "--on", "3 nov", "--json"
    ).json["evidence"]
    wanted = {"text": "two teams merged", "area": "scale", "skill": "leading_change", "day": "2026-11-03"}
    assert wanted.items() <= line.items()
    assert shell.ok("evidence", "--json").json == [line]
    said = shell.ok("evidence", "list").out
    assert "Scale, Leading change" in said
    assert "nothing in two quarters, by area: People leadership, Strategic judgement" in said
    assert "by area: Scale" not in said
    changed = shell.ok("evidence", "edit", f"#{line['id']}", "--text", "three teams", "--area", "", "--json").json
    assert (changed["evidence"]["text"], changed["evidence"]["area"]) == ("three teams", None)
    shell.ok("evidence", "add", "led the incident", "--person", "noor")
    assert [one["person"] for one in shell.ok("evidence", "list", "--person", "noor", "--json").json] == ["Noor Haddad"]
    assert len(shell.ok("evidence", "list", "--everybody", "--json").json) == 2
    shell.ok("evidence", "strike", str(line["id"]))
    assert shell.ok("evidence", "list", "--json").json == []
    assert "no evidence yet" in shell.ok("evidence", "list").out


def test_evidence_comes_from_standard_input_and_a_vague_line_gets_a_hint(shell: Shell) -> None:
    shell.ok("evidence", "add", "-", typed=b"wrote the memo, and it was decided on")
    assert shell.ok("evidence", "list", "--json").json[0]["text"] == "wrote the memo, and it was decided on"
    assert "names no behaviour" in shell.ok("evidence", "add", "was more strategic").err


def test_a_decision_becomes_a_story_and_evidence(shell: Shell) -> None:
    shell.ok("bet", "add", "Search", "--bucket", "core", "--importance", "3")
    decided = shell.ok("bet", "decide", "search", "consolidate", "--why", "one index", "--json").json["decision"]["id"]
    (source,) = shell.ok("story", "sources", "--json").json
    assert source == {
        "kind": "bet_decision",
        "id": decided,
        "day": "2026-11-20",
        "text": "Search: consolidate, one index",
    }
    assert f"--bet {decided}" in shell.ok("story", "sources").out
    story = shell.ok("story", "add", "portfolio", "--bet", str(decided), "--diagnose", "two indexes", "--json").json[
        "story"
    ]
    assert (story["question"], story["title"]) == ("portfolio_tradeoffs", "Search: consolidate, one index")
    assert (story["missing"], story["source"]) == (
        ["decide", "communicate"],
        {"kind": "bet_decision", "id": decided},
    )
    said = shell.ok("story").out
    assert "Portfolio trade-offs: 1 story" in said
    assert "Manager conflict: no story yet" in said
    assert "lacks decide, communicate" in said
    number = str(story["id"])
    told = shell.ok("story", "edit", number, "--decide", "cost", "--communicate", "a page", "--json").json["story"]
    assert told["missing"] == []
    line = shell.ok("evidence", "add", "--bet", str(decided), "--area", "strategic", "--json").json["evidence"]
    assert (line["text"], line["bet_decision_id"]) == ("Search: consolidate, one index", decided)
    shell.ok("story", "drop", number)
    assert all(row["stories"] == [] for row in shell.ok("story", "list", "--json").json)


def test_the_growth_file_is_shown_at_a_glance(shell: Shell) -> None:
    shell.ok("people", "add", "Mateo Vidal", "--relation", "peer")
    assert shell.ok("growth", "--json").json["begun"] is False
    card = shell.ok("growth", "card", "mateo", "--values", "margin", "--common", "the keys", "--json").json["card"]
    assert (card["person"], card["values"], card["common"], card["day"]) == (
        "Mateo Vidal",
        "margin",
        "the keys",
        "2026-11-20",
    )
    assert "values: margin" in shell.ok("growth", "card", "mateo").out
    shell.ok("growth", "check", "promotions", "n")
    shell.ok("growth", "check", "ego", "another good job")
    shown = shell.ok("growth", "show", "--json").json
    assert shown["begun"] is True
    assert [one["gap"] for one in shown["areas"]] == [True] * 4
    assert len(shown["without_story"]) == 6
    assert {(one["question"], one["yes"]) for one in shown["self_check"]} == {("promotions", False), ("ego", None)}
    said = shell.ok("growth").out
    assert "2 of 4 filled" in said
    assert "no: Did colleagues become" in said
    assert "open: Do you see yourself staying" in said
    assert "Cross-validate" in shell.ok("growth", "read").out


def test_bad_input_says_what_to_type_and_stores_nothing(shell: Shell) -> None:
    for words, said in (
        (("evidence", "add", "x", "--area", "nonsense"), "say one of scale"),
        (("evidence", "add", "x", "--skill", "nonsense"), "say one of leading_change"),
        (("evidence", "add", "x", "--fix", "7"), "no closed fix #7"),
        (("evidence", "add", "x", "--fix", "7", "--bet", "1"), "one of --fix"),
        (("evidence", "add", "x", "--on", "tomorrow"), "still to come"),
        (("evidence", "edit", "9", "--text", "x"), "no line of evidence #9"),
        (("evidence", "edit", "9"), "--text"),
        (("story", "add", "nonsense", "title"), "say one of manager_conflict"),
        (("story", "add", "org_design"), "has no title"),
        (("story", "edit", "x", "--title", "y"), "not the number"),
        (("growth", "check", "promotions", "maybe"), "y or n"),
        (("growth", "check", "promotions", "y", "--year", "26"), "not a year"),
        (("growth", "card", "nobody known", "--values", "x"), "no person called"),
    ):
        refused = shell.run(*words)
        assert refused.code in (1, 2), words
        assert said in refused.err, (words, refused.err)
        assert "hint:" in refused.err
    shown = shell.ok("growth", "--json").json
    assert shown["begun"] is False
