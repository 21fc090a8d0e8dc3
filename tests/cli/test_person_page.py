"""people show."""

from __future__ import annotations

import datetime as dt

from tests.cli.shell import FRIDAY, Shell


def weeks_ago(weeks: int) -> dt.date:
    return FRIDAY - dt.timedelta(weeks=weeks)


def test_the_page_is_printed_with_its_head_and_a_heading_a_month(shell: Shell) -> None:
    for weeks in (6, 5, 3):
        shell.ok("held", "dana", "--minutes", "30", today=weeks_ago(weeks))
    shell.ok("note", "dana", "wants a date, not a range", today=weeks_ago(2))
    shell.ok("promise", "dana", "ask HR", "--by", "mon")
    said = [" ".join(line.split()) for line in shell.ok("people", "show", "dana").out.splitlines()]
    assert said == [
        "Dana Okoye, 1:1",
        "reports to Me",
        "last met 21 d ago, target 7, limit 14",
        "gaps 7, 14 days: slipping, 1.50 of the target",
        "",
        "Nov 2026",
        "> Fri 20 Nov promise in 3 d ask HR",
        "Fri 6 Nov note wants a date, not a range",
        "",
        "Oct 2026, 3 meetings held",
        "* Fri 30 Oct meeting held, 30 min",
        "* Fri 16 Oct meeting held, 30 min",
        "* Fri 9 Oct meeting held, 30 min",
    ]


def test_json_has_the_same_facts(shell: Shell) -> None:
    for weeks in (3, 2):
        shell.ok("held", "dana", today=weeks_ago(weeks))
    shell.ok("topic", "dana", "launch criteria")
    shell.ok("promise", "dana", "bets", "--theirs", "--by", "mon")
    page = shell.ok("people", "show", "dana", "--json").json
    assert (page["person"], page["relation"], page["manager"], page["gap_days"]) == ("Dana Okoye", "manager", "Me", 14)
    assert page["gaps"] == [{"from": "2026-10-30", "to": "2026-11-06", "days": 7, "excused": 0}]
    assert page["drift"] == {"state": "ok", "ratio": 1.0, "gaps": [7], "raw": [7]}
    assert page["reporting"] == [{"manager": "Me", "team": None, "since": None}]
    topic, promise, *held = page["timeline"]
    assert (topic["kind"], topic["text"], topic["state"], topic["carried"]) == ("topic", "launch criteria", "open", 0)
    assert (promise["kind"], promise["mine"], promise["due"], promise["state"]) == (
        "promise",
        False,
        "2026-11-23",
        "open",
    )
    assert [(one["kind"], one["day"], one["state"]) for one in held] == [
        ("meeting", "2026-11-06", "held"),
        ("meeting", "2026-10-30", "held"),
    ]
    only = shell.ok("people", "show", "dana", "--json", "--kind", "topics").json
    assert [one["kind"] for one in only["timeline"]] == ["topic"]


def test_praise_and_feedback_have_the_marks_that_they_are_typed_with(shell: Shell) -> None:
    shell.ok("note", "dana", "let the room speak", "--praise")
    shell.ok("feedback", "dana", "asked for the date first")
    said = shell.ok("people", "show", "dana").out
    marks = {line.split()[-1]: line.split()[0] for line in said.splitlines() if "evidence" in line}
    assert marks == {"speak": "+", "first": "^"}


def test_the_newest_are_shown_unless_all_are_asked_for(shell: Shell) -> None:
    for number in range(45):
        shell.ok("note", "dana", f"line {number}")
    said = shell.ok("people", "show", "dana").out
    assert "There is more; --all shows it." in said
    assert ("line 5\n" in said, "line 4\n" in said) == (True, False), "forty of them"
    assert "line 4\n" in shell.ok("people", "show", "dana", "--all").out


def test_somebody_archived_still_has_a_page_and_two_of_a_name_are_asked_about(shell: Shell) -> None:
    shell.ok("people", "archive", "noor")
    assert shell.ok("people", "show", "noor", "--json").json["archived_on"] == "2026-11-20"
    result = shell.run("people", "show", "chris")
    assert (result.code, "could be Chris Alder (Platform) or Chris Moon (Growth)" in result.err) == (1, True)
    assert shell.run("people", "show", "nobody at all").code == 1
    assert "Nothing was written yet." in shell.ok("people", "show", "chris moon").out


def test_a_kind_that_is_none_is_refused_with_the_kinds(shell: Shell) -> None:
    result = shell.run("people", "show", "dana", "--kind", "gossip")
    assert (result.code, result.err.splitlines()) == (
        2,
        [
            "error: that is not a kind of entry",
            "hint: say one of meeting, note, evidence, topic, promise, escalation, reporting",
        ],
    )
