"""`rhythm clock` in a shell."""

from __future__ import annotations

import pytest

from tests.cli.refusing import is_refused
from tests.cli.shell import Shell


def test_nothing_is_known_at_first_and_the_way_to_say_it_is_named(shell: Shell) -> None:
    assert shell.ok("clock", "list", "--json").json == []
    said = shell.ok("clock", "list").out
    assert said == "not known: Me, Dana Okoye, Ilya Brandt; rhythm clock set NAME DAY says it\n"


def test_a_role_has_its_month_and_its_day(shell: Shell) -> None:
    assert shell.ok("clock", "set", "me", "1 sep 2025").out == "Me · since Mon 1 Sep 2025 · month 15 of 12-18\n"
    assert shell.ok("clock", "set", "ilya", "5 oct", "--json").json["clock"] == {
        "person": "Ilya Brandt",
        "person_id": 3,
        "start": "2026-10-05",
        "named": True,
        "month": 2,
        "day": 47,
        "adjusting": True,
        "first_days": True,
    }
    assert shell.ok("clock", "list").out.splitlines()[0] == (
        "Ilya Brandt  since Mon 5 Oct       month 2 of 12-18   day 47 of 90"
    )


def test_lines_are_ticked_added_and_dropped_by_their_place(shell: Shell) -> None:
    shell.ok("clock", "set", "ilya", "5 oct")
    shown = shell.ok("clock", "show", "ilya").out
    assert "0 of 14 done" in shown
    assert [line for line in shown.splitlines() if "[ ]" not in line][1:] == [
        "Assess the situation",
        "Low-hanging fruit",
        "Relationships",
    ]
    assert "1 of 14 done" in shell.ok("clock", "tick", "ilya", "3").out
    shell.ok("clock", "add", "ilya", "fruit", "give the demo slot back")
    found = shell.ok("clock", "show", "ilya", "--json").json
    assert [one["list"] for one in found["lists"]] == ["assess", "low_hanging_fruit", "relationships"]
    assert found["lists"][1]["lines"][-1]["text"] == "give the demo slot back"
    shell.ok("clock", "tick", "ilya", "10")
    assert shell.ok("clock", "show", "ilya", "--json").json["done"] == 2
    shell.ok("clock", "untick", "ilya", "3")
    shell.ok("clock", "drop", "ilya", "10")
    assert shell.ok("clock", "show", "ilya", "--json").json["done"] == 0
    shell.ok("undo")
    assert shell.ok("clock", "show", "ilya", "--json").json["done"] == 1


def test_the_month_of_the_role_stands_on_the_page_before_a_talk(shell: Shell) -> None:
    assert "In the role" not in shell.ok("prep", "ilya").out
    assert shell.ok("prep", "ilya", "--json").json["role_month"] is None
    shell.ok("clock", "set", "ilya", "5 oct")
    assert "In the role since Mon 5 Oct: month 2 of 12-18, day 47 of 90." in shell.ok("prep", "ilya").out
    assert shell.ok("prep", "ilya", "--json").json["role_month"] == 2


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("set", "noor", "today"), 2, "only you and who reports to you have a role clock"),
        (("set", "ilya", "someday"), 2, None),
        (("show", "dana"), 2, "it is not known since when Dana Okoye has the role"),
        (("tick", "ilya", "99"), 2, "there is no such line"),
        (("tick", "ilya", "x"), 2, "there is no such line"),
        (("drop", "ilya", "1"), 2, "that line is of the shipped lists"),
        (("add", "ilya", "juggling", "three balls"), 2, "that is not a known list of the first 90 days"),
        (("add", "ilya", "assess"), 2, "the line is empty"),
    ],
)
def test_bad_input_is_refused_with_a_next_step(
    shell: Shell, words: tuple[str, ...], code: int, message: str | None
) -> None:
    shell.ok("clock", "set", "ilya", "5 oct")
    is_refused(shell, "clock", *words, code=code, message=message)
