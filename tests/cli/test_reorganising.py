from __future__ import annotations

import datetime as dt

import pytest

from tests.cli.refusing import content, is_refused_while_held
from tests.cli.shell import FRIDAY, Shell


def person(shell: Shell, name: str, today: dt.date = FRIDAY) -> dict[str, object]:
    found = next(one for one in shell.ok("people", "list", "--json", "--all", today=today).json if name in one["name"])
    assert isinstance(found, dict)
    return found


def test_a_new_manager_can_hold_from_another_day_on(shell: Shell) -> None:
    said = shell.ok("people", "edit", "noor", "--reports-to", "ilya", "--since", "2026-12-01").out
    assert "It holds from Tue 1 Dec, in 11 d." in said
    assert person(shell, "Noor")["manager"] == "Dana Okoye"
    assert person(shell, "Noor", dt.date(2026, 12, 1))["manager"] == "Ilya Brandt"


def test_open_topics_are_kept_and_said_so_unless_they_are_dropped_or_moved(shell: Shell) -> None:
    shell.ok("topic", "noor", "level")
    assert (
        "1 open topic kept; --drop-topics drops them" in shell.ok("people", "edit", "noor", "--reports-to", "ilya").out
    )
    said = shell.ok("people", "edit", "noor", "--reports-to", "dana", "--topics-to", "ilya").out
    assert "1 open topic moved to Ilya Brandt." in said
    assert [one["text"] for one in shell.ok("prep", "ilya", "--json").json["topics"]] == ["level"]
    shell.ok("undo")
    assert "1 open topic dropped." in shell.ok("people", "edit", "noor", "--reports-to", "dana", "--drop-topics").out
    assert shell.ok("prep", "noor", "--json").json["topics"] == []
    assert "topic" not in shell.ok("people", "edit", "noor", "--title", "Lead").out


def test_a_whole_team_moves_in_one_step(shell: Shell) -> None:
    said = shell.ok("people", "move", "dana", "--to", "ilya").out
    assert said.startswith("2 people of Dana Okoye now report to Ilya Brandt:")
    assert {person(shell, name)["manager"] for name in ("Noor", "Alder")} == {"Ilya Brandt"}
    shell.ok("undo")
    moved = shell.ok("people", "move", "dana", "--to", "me", "--json").json["moved"]
    assert sorted(moved) == ["Chris Alder", "Noor Haddad"]


def test_a_joiner_has_a_first_day(shell: Shell) -> None:
    added = shell.ok("people", "add", "Ana Pires", "--reports-to", "dana", "--starts", "2026-12-01", "--json").json
    assert (added["started_on"], added["due_from"]) == ("2026-12-01", "2026-12-15")
    edited = shell.ok("people", "edit", "noor", "--starts", "2026-11-23", "--json").json
    assert edited["due_from"] == "2026-12-07"


def test_who_leaves_is_listed_once_with_what_is_open_between_you(shell: Shell) -> None:
    shell.ok("promise", "noor", "a reference", "--by", "2026-12-18")
    said = shell.ok("people", "leave", "noor", "--on", "2026-12-31").out
    assert "Noor Haddad leaves, the last day is Thu 31 Dec, in 41 d." in said
    assert ">  #1  Fri 18 Dec  a reference" in said
    assert "leaves Thu 31 Dec" in shell.ok("people", "list").out
    after = dt.date(2027, 1, 4)
    assert "Noor" not in shell.ok("people", "list", today=after).out
    assert "left Thu 31 Dec 2026" in shell.ok("people", "list", "--all", today=after).out
    assert "Noor Haddad stays." in shell.ok("people", "leave", "noor", "--not").out
    assert person(shell, "Noor")["last_day"] is None


def test_the_reports_of_a_manager_who_leaves_stand_in(shell: Shell) -> None:
    said = shell.ok("people", "leave", "dana").out
    assert "2 reports stand in, and report to you from then on: Chris Alder, Noor Haddad." in said
    tomorrow = FRIDAY + dt.timedelta(days=1)
    row = next(row for row in shell.ok("due", "--json", "--all", today=tomorrow).json if row["person"] == "Noor Haddad")
    assert (row["relation"], row["target_days"]) == ("manager", 91)
    shell.ok("undo")
    assert person(shell, "Noor", tomorrow)["interim_since"] is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("people move noor --to ilya", "nobody reports to Noor Haddad"),
        ("people move dana --to noor", "Noor Haddad would report to themselves"),
        ("people edit noor --title x --since mon", "--since goes with a new manager or team"),
        ("people edit noor --title x --drop-topics", "the topics are asked about with a new manager or relation"),
        ("people edit noor --relation mentor --reports-to ilya --since 2026-12-01", "a relation changes at once"),
        ("people leave me", "you can't leave your own book"),
        ("people leave noor --not --on fri", "--not takes it back, and needs nothing else"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(shell: Shell, words: str, message: str) -> None:
    before = content(shell.store)
    result = shell.run(*words.split())
    assert (result.code, result.err.splitlines()[0]) == (2, f"error: {message}")
    assert content(shell.store) == before


@pytest.mark.parametrize("words", [("people", "leave", "noor"), ("people", "move", "dana", "--to", "ilya")])
def test_while_another_program_writes_nothing_is_lost(
    shell: Shell, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    is_refused_while_held(shell, *words, monkeypatch=monkeypatch)


def test_who_left_or_is_archived_is_named_as_such_and_can_come_back(shell: Shell) -> None:
    later = FRIDAY + dt.timedelta(days=20)
    shell.ok("people", "leave", "noor", "--on", "2026-11-25")
    shell.ok("people", "archive", "chris moon")
    for name in ("noor", "moon"):
        refused = shell.run("note", name, "hello", today=later)
        assert (refused.code, refused.err.splitlines()[0].endswith(" left, or is archived")) == (1, True)
        assert "is back." in shell.ok("people", "leave", name, "--not", today=later).out
        shell.ok("note", name, "hello", today=later)


def test_a_last_day_to_come_outlives_the_archive_until_it_is_taken_back_too(shell: Shell) -> None:
    shell.ok("people", "leave", "noor", "--on", "2026-12-31")
    shell.ok("people", "archive", "noor")
    said = shell.ok("people", "leave", "noor", "--not").out
    assert said.startswith("Noor Haddad is back.\nThe last day stays Thu 31 Dec")
    assert person(shell, "Noor")["last_day"] == "2026-12-31"
    assert shell.ok("people", "leave", "noor", "--not").out.startswith("Noor Haddad stays.")
    assert person(shell, "Noor")["last_day"] is None


def test_who_stood_in_goes_on_doing_so_when_a_manager_is_back(shell: Shell) -> None:
    shell.ok("people", "leave", "dana", "--on", "2026-11-25")
    said = shell.ok("people", "leave", "dana", "--not", today=FRIDAY + dt.timedelta(days=20)).out
    assert said.startswith("Dana Okoye is back.\nWho stood in goes on reporting to you")


def test_until_the_last_day_a_leaver_leads_and_decides_and_from_then_on_i_do_for_now(shell: Shell) -> None:
    shell.ok("right", "set", "platform", "roadmap", "--decider", "dana", "--level", "6")
    shell.ok("people", "leave", "dana", "--on", "2026-12-04")
    last, after = dt.date(2026, 12, 4), dt.date(2026, 12, 5)
    assert "led by Dana Okoye " in shell.ok("team", "list", today=last).out
    assert "left" not in shell.ok("right", "list", today=last).out
    for words in (("team", "list"), ("team", "show", "platform")):
        assert "led by Me for now, since Sat 5 Dec" in shell.ok(*words, today=after).out
    for said in ("list", "show platform roadmap"):
        assert "left Fri 4 Dec" in shell.ok("right", *said.split(), today=after).out
    shell.ok("team", "edit", "platform", "--manager", "ilya", today=after)
    assert "led by Ilya Brandt " in shell.ok("team", "list", today=after).out


def test_who_stays_after_all_leads_on(shell: Shell) -> None:
    shell.ok("people", "leave", "dana", "--on", "2026-12-04")
    shell.ok("team", "edit", "growth", "--manager", "me")
    shell.ok("people", "leave", "dana", "--not")
    said = shell.ok("team", "list", today=dt.date(2026, 12, 5)).out
    assert "led by Dana Okoye " in said
    assert "for now" not in said
