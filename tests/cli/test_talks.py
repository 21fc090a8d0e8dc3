"""Kinds, privacy and what both may see, from the shell."""

from __future__ import annotations

from tests.cli.shell import Shell


def test_a_request_becomes_a_promise_only_by_accept(shell: Shell) -> None:
    said = shell.ok("promise", "dana", "look at the level table", "--request", "--by", "mon").out
    assert said == "Dana Okoye asked you; a promise once you accept, by Mon 23 Nov, in 3 d (#1).\n"
    (row,) = shell.ok("promises", "--json").json
    assert (row["kind"], row["mine"]) == ("request", True)
    assert shell.ok("prep", "dana", "--json").json["promises_mine"] == []
    said = shell.ok("promises").out
    assert "Asked of me, not accepted" in said
    assert "I promised" not in said
    refused = shell.run("done", "1")
    assert (refused.code, refused.err.splitlines()[1]) == (1, "hint: rhythm accept 1 makes it a promise")
    assert shell.ok("accept", "#1").out == "Accepted: You promised Dana Okoye (#1).\n"
    assert "I promised" in shell.ok("promises").out
    assert shell.run("accept", "1").code == 1
    assert shell.run("accept", "9").code == 1


def test_accept_answers_with_the_promise(shell: Shell) -> None:
    shell.ok("promise", "dana", "the bets", "--request", "--theirs")
    promise = shell.ok("accept", "1", "--json").json["promise"]
    assert (promise["kind"], promise["mine"]) == ("promise", False)


def test_an_action_is_told_apart(shell: Shell) -> None:
    assert shell.ok("promise", "dana", "book the room", "--action").out == "Agreed with Dana Okoye, you do it (#1).\n"
    assert "action" in shell.ok("promises").out
    assert shell.ok("done", "1", "--json").json["promise"]["kind"] == "action"


def test_a_topic_says_whose_it_is_what_for_and_that_it_is_private(shell: Shell) -> None:
    topic = shell.ok("topic", "dana", "pay", "--theirs", "--theme", "clarity", "--private", "--json").json["topic"]
    assert (topic["side"], topic["theme"], topic["private"]) == ("theirs", "clarity", True)
    said = shell.ok("prep", "dana").out
    assert "theirs  clarity  private  pay" in said


def test_notes_of_a_kind_are_private_unless_shared(shell: Shell) -> None:
    note = shell.ok("note", "dana", "held the line", "--praise", "--json").json["note"]
    assert (note["kind"], note["private"]) == ("praise", True)
    note = shell.ok("note", "dana", "cut the scope", "--decision", "--share", "--json").json["note"]
    assert (note["kind"], note["private"]) == ("decision", False)
    assert shell.ok("prep", "dana", "--json").json["decisions"][0]["text"] == "cut the scope"


def test_the_markdown_of_prep_holds_what_both_may_see_and_nothing_else(shell: Shell) -> None:
    shell.ok("topic", "dana", "launch criteria")
    shell.ok("topic", "dana", "her temper", "--private")
    shell.ok("promise", "dana", "ask HR", "--by", "mon")
    shell.ok("promise", "dana", "speak with Ilya", "--private")
    shell.ok("note", "dana", "between us")
    shell.ok("note", "dana", "cut the scope", "--decision", "--share")
    wanted = (
        "# Dana Okoye, Fri 20 Nov\n\n## Topics\n\n- [ ] launch criteria\n\n## I promised\n\n"
        "- [ ] ask HR (by Mon 23 Nov)\n\n## Decided\n\n- Fri 20 Nov: cut the scope\n"
    )
    assert shell.ok("prep", "dana", "--markdown").out == wanted
    assert shell.ok("prep", "dana", "--markdown", "--json").json == {"markdown": wanted}


def test_prep_names_what_was_carried_three_times_apart(shell: Shell) -> None:
    shell.ok("topic", "dana", "launch criteria")
    for _ in range(3):
        shell.ok("held", "dana")
    shell.ok("topic", "dana", "of today")
    said = shell.ok("prep", "dana").out
    assert said.index("Carried three times: drop, do, or escalate") < said.index("launch criteria")
    assert said.index("launch criteria") < said.index("To talk about") < said.index("of today")
