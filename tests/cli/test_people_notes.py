"""note, topic, promise, promises, done."""

from __future__ import annotations

from tests.cli.refusing import is_refused
from tests.cli.shell import Shell


def test_a_note_may_come_from_standard_input_so_that_no_history_holds_it(shell: Shell) -> None:
    note = shell.ok("note", "dana", "-", "--json", typed="sagt: später\nund mehr\n".encode()).json["note"]
    assert (note["person"], note["day"], note["text"]) == ("Dana Okoye", "2026-11-20", "sagt: später\nund mehr")
    assert shell.ok("note", "dana", "--json", typed=b"piped").json["note"]["text"] == "piped"


def test_words_behind_the_name_are_the_note_with_or_without_quotes(shell: Shell) -> None:
    assert shell.ok("note", "dana", "wants", "a", "date", "--json").json["note"]["text"] == "wants a date"
    assert shell.ok("note", "dana", "- a dash first", "--json").json["note"]["text"] == "- a dash first"


def test_a_note_of_today_belongs_to_todays_meeting(shell: Shell) -> None:
    assert "by itself" in shell.ok("note", "dana", "before").out
    shell.ok("held", "dana")
    assert "in today's meeting" in shell.ok("note", "dana", "after").out


def test_a_topic_waits_in_the_queue_and_counts_how_often_it_was_carried(shell: Shell) -> None:
    topic = shell.ok("topic", "dana", "launch criteria", "--json").json["topic"]
    assert (topic["text"], topic["state"], topic["carried"]) == ("launch criteria", "open", 0)
    shell.ok("held", "dana")
    assert shell.ok("prep", "dana", "--json").json["topics"][0]["carried"] == 1
    assert "2 are waiting" in shell.ok("topic", "dana", "second").out


def test_a_promise_looks_ahead_and_says_the_day_it_read(shell: Shell) -> None:
    assert (
        shell.ok("promise", "dana", "ask HR", "--by", "mon").out
        == "You promised Dana Okoye, by Mon 23 Nov, in 3 d (#1).\n"
    )
    promise = shell.ok("promise", "ilya", "the plan", "--theirs", "--json").json["promise"]
    wanted = {
        "id": 2,
        "person": "Ilya Brandt",
        "text": "the plan",
        "due": None,
        "mine": False,
        "state": "open",
        "moved": 0,
    }
    assert {key: promise[key] for key in wanted} == wanted


def test_a_promise_may_end_in_its_day_as_in_the_meeting_room(shell: Shell) -> None:
    promise = shell.ok("promise", "dana", "write the plan by mon", "--json").json["promise"]
    assert (promise["text"], promise["due"]) == ("write the plan", "2026-11-23")
    promise = shell.ok("promise", "dana", "send it by mail", "--json").json["promise"]
    assert (promise["text"], promise["due"]) == ("send it by mail", None)
    promise = shell.ok("promise", "dana", "done by mon", "--by", "tue", "--json").json["promise"]
    assert (promise["text"], promise["due"]) == ("done by mon", "2026-11-24")
    is_refused(shell, "promise", "dana", "read it by 3/4", code=2)


def test_open_promises_come_by_day_and_by_side(shell: Shell) -> None:
    shell.ok("promise", "dana", "later", "--by", "2026-12-01")
    shell.ok("promise", "dana", "late", "--by", "2026-11-13")
    shell.ok("promise", "ilya", "theirs", "--theirs")
    assert [row["text"] for row in shell.ok("promises", "--json").json] == ["late", "later", "theirs"]
    assert [row["text"] for row in shell.ok("promises", "--mine", "--json").json] == ["late", "later"]
    assert [row["text"] for row in shell.ok("promises", "--theirs", "--json").json] == ["theirs"]
    assert [row["text"] for row in shell.ok("promises", "ilya", "--json").json] == ["theirs"]
    said = shell.ok("promises").out
    assert "7 d late" in said
    assert said.index("I promised") < said.index("Promised to me")


def test_the_rate_of_the_last_90_days_is_of_my_own_promises_only(shell: Shell) -> None:
    shell.ok("promise", "dana", "one", "--by", "2026-11-19")
    shell.ok("promise", "dana", "two")
    shell.ok("promise", "dana", "hers", "--theirs", "--by", "2026-11-10")
    shell.ok("done", "2")
    assert shell.ok("promises").out.endswith("You kept 1 of 2 in 90 days.\n")
    assert shell.ok("promises", "--mine").out.endswith("You kept 1 of 2 in 90 days.\n")
    for words in (("--theirs",), ("dana",)):
        assert "90 days" not in shell.ok("promises", *words).out


def test_a_kept_promise_is_open_no_more_by_number_or_by_uid(shell: Shell) -> None:
    first = shell.ok("promise", "dana", "one", "--json").json["promise"]
    shell.ok("promise", "dana", "two")
    assert shell.ok("done", first["uid"], "--json").json["promise"]["state"] == "done"
    assert shell.ok("done", "#2").out == "Kept: your promise to Dana Okoye (#2).\n"
    assert shell.ok("promises").out == "No promise is open.\nYou kept 2 of 2 in 90 days.\n"


def test_at_a_terminal_a_missing_text_is_named_and_nothing_waits(shell: Shell) -> None:
    result = shell.at_terminal("note", "dana", answers=[])
    assert (result.code, result.err.splitlines()[0]) == (2, "error: the note is empty")


def test_a_promise_for_a_day_that_has_passed_is_kept_with_a_hint(shell: Shell) -> None:
    result = shell.ok("promise", "dana", "ask HR", "--by", "yesterday")
    assert result.out.startswith("You promised Dana Okoye, by Thu 19 Nov")
    assert result.err == "hint: that day has passed; rhythm undo takes the promise back\n"
    assert shell.ok("promise", "dana", "ask HR", "--by", "today").err == ""


def test_promises_tell_two_of_one_name_apart(shell: Shell) -> None:
    shell.ok("people", "add", "Dana Okoye", "--email", "d2@acme.example")
    shell.ok("promise", "d2@acme.example", "one")
    shell.ok("promise", "dana@acme.example", "two")
    said = shell.ok("promises").out
    assert said.count("Dana Okoye #") == 2


def test_what_was_recorded_is_said_from_the_side_of_the_director_and_listed_under_its_heading(shell: Shell) -> None:
    assert shell.ok("promises").out == "No promise is open.\n"
    said = {
        (): "You promised Dana Okoye",
        ("--theirs",): "Dana Okoye promised you",
        ("--request",): "Dana Okoye asked you; a promise once you accept",
        ("--request", "--theirs"): "You asked Dana Okoye; a promise once they accept",
        ("--action",): "Agreed with Dana Okoye, you do it",
        ("--action", "--theirs"): "Agreed with Dana Okoye, they do it",
    }
    for number, (options, words) in enumerate(said.items(), start=1):
        assert shell.ok("promise", "dana", f"text {number}", *options).out == f"{words} (#{number}).\n"
    under, heading = dict[str, list[str]](), ""
    for line in shell.ok("promises").out.splitlines():
        if line.strip().startswith("#"):
            under[heading].append(f"{line[-1]}{' action' if '  action  ' in line else ''}")
        else:
            heading = line
            under[heading] = []
    assert under == {
        "I promised": ["1", "5 action"],
        "Promised to me": ["2", "6 action"],
        "Asked of me, not accepted": ["3"],
        "Asked by me, not accepted": ["4"],
    }


def test_it_is_said_that_nothing_is_open_only_where_neither_promise_nor_request_is(shell: Shell) -> None:
    shell.ok("promise", "dana", "a date", "--request")
    shell.ok("promise", "ilya", "a range")
    assert "No promise is open." not in shell.ok("promises", "dana").out
    assert "No promise is open." not in shell.ok("promises", "ilya").out


def test_a_note_is_private_unless_it_is_shared_and_a_queue_says_how_many_wait(shell: Shell) -> None:
    assert shell.ok("note", "dana", "calm", "--json").json["note"]["private"] is True
    assert shell.ok("note", "dana", "calm", "--share", "--json").json["note"]["private"] is False
    assert "waiting" not in shell.ok("topic", "dana", "launch").out
    assert shell.ok("topic", "dana", "hiring").out.endswith("; 2 are waiting.\n")
