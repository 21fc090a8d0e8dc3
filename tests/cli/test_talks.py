"""Kinds, privacy and what both may see, from the shell."""

from __future__ import annotations

from tests.cli.refusing import is_refused
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


def test_feedback_is_kept_in_its_parts_and_a_vague_word_is_hinted_at_not_refused(shell: Shell) -> None:
    said = shell.ok(
        "feedback", "dana", "asked which decision", "--situation", "portfolio review", "--next", "begin with it",
        "--direction", "better", "--json",
    )  # fmt: skip
    note = said.json["note"]
    assert (note["kind"], note["situation"], note["next_time"]) == ("feedback", "portfolio review", "begin with it")
    assert (note["direction"], note["private"], said.err) == ("better", True, "")
    vague = shell.ok("feedback", "dana", "be more strategic")
    assert vague.out == "Feedback for Dana Okoye kept (#2); with --situation and --next it is precise.\n"
    assert vague.err == (
        "hint: 'more strategic' names no behaviour; name the behaviour: In your next review, start with …\n"
    )
    assert shell.run("feedback", "dana", "x", "--direction", "up").code == 2


def test_prep_says_since_when_there_was_no_precise_feedback_and_no_appreciation(shell: Shell) -> None:
    assert "precise feedback never, appreciation never" in shell.ok("prep", "dana").out
    shell.ok("feedback", "dana", "asked first", "--situation", "review", "--next", "again")
    shell.ok("note", "dana", "held the line", "--praise")
    assert "precise feedback today, appreciation today" in shell.ok("prep", "dana").out
    document = shell.ok("prep", "dana", "--json").json
    assert (document["days_since_precise_feedback"], document["days_since_appreciation"]) == (0, 0)
    assert "days_since_appreciation" not in shell.ok("prep", "noor", "--json").json


def test_the_clarity_check_asks_one_item_and_takes_yes_no_unsure(shell: Shell) -> None:
    document = shell.ok("clarity", "dana", "--json").json
    assert (document["item"], document["answer"], document["place"], document["of"]) == ("role", None, 1, 6)
    shell.ok("clarity", "dana", "unsure")
    shell.ok("clarity", "ilya", "n")
    assert shell.ok("clarity", "dana", "--json").json["answers"] == [
        {"item": "role", "answer": "unsure", "day": "2026-11-20"}
    ]
    wanted = "unclear to 2 managers: what their role is (Dana Okoye, Ilya Brandt); change the structure, not each talk"
    assert wanted in shell.ok("prep", "dana").out
    assert shell.ok("prep", "dana", "--json").json["unclear_to_several"][0]["people"] == ["Dana Okoye", "Ilya Brandt"]
    refused = shell.run("clarity", "dana", "perhaps")
    assert (refused.code, refused.err.splitlines()[1]) == (2, "hint: say yes, no or unsure")


def test_expectations_of_both_sides_are_kept_shown_and_retired(shell: Shell) -> None:
    assert "Nothing is written down yet" in shell.ok("expect", "dana").out
    shell.ok("expect", "dana", "decides launch dates alone")
    one = shell.ok("expect", "dana", "says why", "--of-me", "--json").json["expectation"]
    assert (one["side"], one["text"], one["day"]) == ("of_me", "says why", "2026-11-20")
    said = shell.ok("expect", "dana").out
    assert said.index("I expect of you") < said.index("decides launch") < said.index("You expect of me")
    assert "decides launch dates alone" in shell.ok("prep", "dana").out
    shell.ok("held", "dana")
    page = shell.ok("prep", "dana").out
    assert "decides launch dates alone" not in page
    assert "2 expectations, the newest of Fri 20 Nov" in page
    assert shell.ok("expect", "dana", "--retire", "1").out == "Holds no more: you expect it of Dana Okoye (#1).\n"
    assert [row["text"] for row in shell.ok("expect", "dana", "--json").json] == ["says why"]
    assert len(shell.ok("expect", "dana", "--history", "--json").json) == 2
    assert shell.run("expect", "ilya", "--retire", "2").code == 1


def test_levels_of_delegation_are_named_by_both_and_read_again(shell: Shell) -> None:
    assert "No levels were named yet" in shell.ok("delegation").out
    said = shell.ok("delegation", "dana", "roadmap", "--mine", "2", "--theirs", "advise")
    assert "3 levels apart" in said.out
    assert said.err.startswith("hint: you are two levels apart or more: talk first")
    shell.ok("delegation", "dana", "roadmap", "--mine", "3", "--theirs", "4", "--agreed", "agree")
    (row,) = shell.ok("delegation", "dana", "--json").json
    assert (row["area"], row["mine"], row["theirs"], row["agreed"], row["talk_first"]) == ("roadmap", 3, 4, 4, False)
    assert len(shell.ok("delegation", "--history", "--json").json) == 2
    assert "agreed 4 agree" in shell.ok("prep", "dana").out
    assert shell.run("delegation", "dana", "weather", "--mine", "2", "--theirs", "3").code == 2
    assert shell.run("delegation", "dana", "roadmap", "--mine", "9", "--theirs", "3").code == 2
    assert shell.run("delegation", "dana", "roadmap", "--mine", "3").code == 2
    assert shell.run("delegation", "--mine", "3").code == 2


def test_prep_says_whose_topics_they_are_and_what_they_were_for(shell: Shell) -> None:
    shell.ok("topic", "dana", "pay", "--theirs", "--theme", "coach")
    page = shell.ok("prep", "dana").out
    assert "topics in 90 days: 0 yours, 1 theirs" in page
    assert "4 weeks: nothing on coach, clarity or culture" in page
    document = shell.ok("prep", "dana", "--json").json
    assert document["topics_90d"] == {"mine": 0, "theirs": 1}
    assert document["prompt_theme"] in ("coach", "clarity", "culture")


def test_a_line_that_holds_no_more_is_named_by_its_number_alone(shell: Shell) -> None:
    shell.ok("expect", "dana", "decides alone")
    for more in (("in other words",), ("--of-me",)):
        is_refused(shell, "expect", "dana", *more, "--retire", "1", code=2, message="--retire takes the number alone")
    assert "Holds no more" in shell.ok("expect", "dana", "--retire", "1").out
