from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.refusing import DAMAGE, is_refused, is_refused_on_damage, is_refused_while_held
from tests.cli.shell import FRIDAY, Shell

OWN = ("ritual", "add", "Staff forum", "--question", "What did we decide?", "--every", "2w")


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    """One ritual of one's own, #1, taken up today."""
    shell.ok(*OWN)
    return shell


def no_three_times(shell: Shell) -> None:
    for weeks in (2, 4, 6):
        day = FRIDAY + dt.timedelta(weeks=weeks)
        shell.ok("ritual", "held", "staff", "--answered", "n", today=day)


def test_nothing_is_held_at_first_and_what_is_offered_is_said(shell: Shell) -> None:
    assert shell.ok("ritual", "list", "--json").json == []
    said = shell.ok("ritual", "list").out
    assert "Product-engineering director sync  weekly" in said
    assert "Talent calibration" not in said
    offered = shell.ok("ritual", "list", "--offered", "--json").json
    assert {one["state"] for one in offered} == {"offered"}
    assert offered[0]["slug"] == "product_engineering_sync"


def test_an_offered_one_is_taken_up_by_its_name_or_slug(shell: Shell) -> None:
    said = shell.ok("ritual", "add", "portfolio review").out
    assert "#1  Portfolio review  monthly  due Sun 20 Dec, in 30 d  not held yet" in said
    taken = shell.ok("ritual", "add", "post_launch_review", "--every", "30d", "--json").json["ritual"]
    assert taken == {
        "id": 2,
        "uid": taken["uid"],
        "slug": "post_launch_review",
        "name": "Post-launch review",
        "purpose": "Learn where process, scope or coordination broke down.",
        "question": "Where did it break down, and what do we change before the next launch?",
        "every_days": 30,
        "state": "held",
        "started_on": "2026-11-20",
        "stopped_on": None,
        "last_held": None,
        "due_on": "2026-12-20",
        "held": 0,
        "answered": 0,
        "decisions": 0,
        "unanswered_in_a_row": 0,
        "asks": False,
    }
    shell.ok("undo")
    assert [one["name"] for one in shell.ok("ritual", "list", "--json").json] == ["Portfolio review"]


def test_one_is_held_and_its_day_is_said_with_weekday_and_distance(stocked: Shell) -> None:
    said = stocked.ok("ritual", "held", "forum", "--answered", "yes", "--decisions", "2", "--on", "thu").out
    assert said == "Staff forum, Thu 19 Nov, 1 d ago: answered its question, 2 decisions.\n"
    words = ("--standard", "one page", "--minutes", "1h", "--note", "-", "--on", "fri", "--json")
    kept = stocked.ok("ritual", "held", "#1", "--answered", "N", *words, typed=b"status\nonly").json
    assert kept["session"] == {
        "id": 2,
        "uid": kept["session"]["uid"],
        "day": "2026-11-20",
        "answered": False,
        "decisions": 0,
        "standard": "one page",
        "minutes": 60,
        "note": "status\nonly",
    }
    assert (kept["ritual"]["held"], kept["ritual"]["answered"], kept["ritual"]["last_held"]) == (2, 1, "2026-11-20")


def test_after_three_open_answers_it_asks_until_it_is_answered(stocked: Shell) -> None:
    no_three_times(stocked)
    later = FRIDAY + dt.timedelta(weeks=6)
    said = stocked.ok("ritual", "list", today=later).out
    assert "Staff forum left its question open 3 times in a row" in said
    assert "rhythm ritual edit 1 --question TEXT" in said
    assert stocked.ok("ritual", "keep", "staff", "--json", today=later).json["ritual"]["asks"] is False
    stocked.ok("undo", today=later)
    edited = stocked.ok("ritual", "edit", "staff", "--question", "What do we stop?", "--json", today=later).json
    assert (edited["ritual"]["question"], edited["ritual"]["asks"]) == ("What do we stop?", False)
    stocked.ok("ritual", "stop", "staff", today=later)
    assert stocked.ok("ritual", "list", "--json", today=later).json == []
    assert stocked.ok("ritual", "list", "--stopped", "--json", today=later).json[0]["state"] == "stopped"
    assert "stopped Fri 1 Jan" in stocked.ok("ritual", "list", "--stopped", today=later).out


def test_the_weekly_review_shows_the_step_and_passes_it_when_there_is_nothing(stocked: Shell) -> None:
    later = FRIDAY + dt.timedelta(weeks=6)
    steps = {step["id"]: step for step in stocked.ok("review", "week", "--json", today=later).json["steps"]}
    assert (steps["rituals"]["left"], steps["rituals"]["evidence"]) == (0, [])
    no_three_times(stocked)
    steps = {step["id"]: step for step in stocked.ok("review", "week", "--json", today=later).json["steps"]}
    assert steps["rituals"]["left"] == 1
    assert steps["rituals"]["evidence"] == [
        {
            "kind": "ritual",
            "id": 1,
            "day": later.isoformat(),
            "text": "Staff forum: What did we decide?",
            "item": "ritual:1",
        }
    ]
    said = stocked.ok("review", "week", "--print", today=later).out
    assert "## Rituals without an answer (1 left)" in said
    assert "Staff forum: What did we decide? (ritual 1)" in said


WRONG = [
    (("ritual", "sing"), 2, None),
    (("ritual", "add", "Other"), 2, "a ritual of your own needs its question and its cadence"),
    (("ritual", "add", "Other", "--question", "Why?"), 2, "a ritual of your own needs its question and its cadence"),
    (("ritual", "add", "Other", "--question", " ", "--every", "1w"), 2, "the question of the ritual is empty"),
    (("ritual", "add", " ", "--question", "Why?", "--every", "1w"), 2, "the name of the ritual is empty"),
    (("ritual", "add", "Other", "--question", "Why?", "--every", "often"), 2, None),
    (("ritual", "add", "Other", "--question", "Why?", "--every", "400d"), 2, "'400d' is longer than a year"),
    (OWN, 1, "a ritual of that name is held already"),
    (("ritual", "edit", "staff"), 2, "nothing is to be changed"),
    (("ritual", "edit", "staff", "--name", ""), 2, "the name of the ritual is empty"),
    (("ritual", "edit", "nobody", "--every", "1w"), 1, "there is no ritual called 'nobody'"),
    (("ritual", "held", "staff"), 2, None),
    (("ritual", "held", "staff", "--answered", "maybe"), 2, "that is neither yes nor no"),
    (("ritual", "held", "staff", "--answered", ""), 2, "did it answer its question?"),
    (("ritual", "held", "#9", "--answered", "y"), 1, "there is no ritual called '#9'"),
    (("ritual", "held", "", "--answered", "y"), 2, "the name of the ritual is empty"),
    (("ritual", "held", "staff", "--answered", "y", "--decisions", "-1"), 2, None),
    (("ritual", "held", "staff", "--answered", "y", "--decisions", "1000"), 2, "that is not a number of decisions"),
    (("ritual", "held", "staff", "--answered", "y", "--decisions", "two"), 2, "that is not a number of decisions"),
    (("ritual", "held", "staff", "--answered", "y", "--minutes", "99h"), 2, "that is not a length of time"),
    (("ritual", "held", "staff", "--answered", "y", "--on", "12/3"), 2, "'12/3' could be 12 Mar or 3 Dec"),
    (("ritual", "held", "staff", "--answered", "y", "--on", "tomorrow"), 2, "that day is still to come"),
    (("ritual", "held", "staff", "--answered", "y", "--note", " "), 2, "the note is empty"),
    (("ritual", "stop", "nobody"), 1, "there is no ritual called 'nobody'"),
]


@pytest.mark.parametrize(("words", "code", "message"), WRONG)
def test_what_is_wrong_is_refused_with_the_next_step(
    stocked: Shell, words: tuple[str, ...], code: int, message: str | None
) -> None:
    is_refused(stocked, *words, code=code, message=message)


def test_one_that_was_stopped_is_refused_by_name(stocked: Shell) -> None:
    stocked.ok("ritual", "stop", "staff")
    is_refused(stocked, "ritual", "held", "staff", "--answered", "y", code=1, message="ritual #1 was stopped")


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_store_that_is_none_is_left_as_it_was(stocked: Shell, damage: bytes | None, tmp_path: Path) -> None:
    is_refused_on_damage(stocked, "ritual", "list", damage=damage, place=tmp_path / "wrong.db")


def test_a_locked_store_loses_nothing(stocked: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    is_refused_while_held(stocked, "ritual", "held", "staff", "--answered", "y", monkeypatch=monkeypatch)


def test_where_there_is_no_store_reading_makes_none_and_adding_does(shell: Shell) -> None:
    shell.store = shell.store.with_name("never.db")
    assert shell.ok("ritual", "list", "--json").json == []
    assert shell.run("ritual", "held", "staff", "--answered", "y").code == 1
    assert shell.run("ritual", "add", "Other").code == 2
    assert not shell.store.exists()
    shell.ok("ritual", "add", "portfolio review")
    assert shell.store.exists()


def test_what_was_typed_reaches_the_terminal_without_its_controls(stocked: Shell) -> None:
    stocked.ok("ritual", "edit", "staff", "--name", "[Q3] \x1b[31mred {0} %s", "--question", "[/b] \x07 why?")
    said = stocked.ok("ritual", "list").out
    assert "[Q3]" in said
    assert "\x1b[31m" not in said
    assert "\x07" not in said
