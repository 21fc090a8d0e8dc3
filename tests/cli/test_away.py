"""rhythm away: said, listed, taken back, refused."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.refusing import is_refused
from tests.cli.shell import Shell
from tests.interop.calendar.writing import calendar, event


def test_ones_own_vacation_is_one_action(shell: Shell) -> None:
    said = shell.ok("away", "--from", "21 dec", "--until", "2027-01-04").out
    assert said == "You are away Mon 21 Dec to Mon 4 Jan 2027 (#1, vacation).\n"
    assert shell.ok("away", "--json").json == [
        {
            "id": 1,
            "uid": shell.ok("away", "--json").json[0]["uid"],
            "person": "Me",
            "person_id": 1,
            "first": "2026-12-21",
            "last": "2027-01-04",
            "kind": "vacation",
            "source": None,
        }
    ]
    shell.ok("undo")
    assert shell.ok("away", "--json").json == []


def test_somebody_else_is_named_and_is_due_to_nobody_while_away(shell: Shell) -> None:
    shell.ok("away", "--who", "dana", "--until", "wed", "--kind", "travel")
    said = shell.ok("away").out
    assert "Dana Okoye  Fri 20 Nov to Wed 25 Nov  travel  away now" in said
    assert shell.ok("away", "--who", "ilya", "--json").json == []
    assert len(shell.ok("away", "--who", "dana", "--json").json) == 1
    assert shell.ok("due", "--all").out.splitlines()[-1].startswith("-  Dana Okoye")


def test_the_same_days_again_are_the_same_absence(shell: Shell) -> None:
    first = shell.ok("away", "--who", "dana", "--from", "mon", "--until", "fri", "--json").json["absence"]
    assert shell.ok("away", "--who", "dana", "--from", "tue", "--until", "fri", "--json").json["absence"] == first


def test_it_is_taken_back_by_its_number(shell: Shell) -> None:
    shell.ok("away", "--who", "dana", "--from", "mon", "--until", "mon")
    assert shell.ok("away", "--remove", "#1").out == "Not away after all: Dana Okoye, on Mon 23 Nov.\n"
    assert "Nobody is away" in shell.ok("away").out


def test_days_that_a_calendar_says_too_are_listed_once_and_stay_when_taken_back_by_hand(
    shell: Shell, tmp_path: Path
) -> None:
    away = event("SUMMARY:Dana vacation", "DTEND;VALUE=DATE:20261128", start="DTSTART;VALUE=DATE:20261123")
    file = tmp_path / "work.ics"
    file.write_text(calendar(away), encoding="utf-8", newline="")
    shell.ok("import", "calendar", str(file))
    shell.ok("calendar", "confirm", "1")
    shell.ok("away", "--who", "dana", "--from", "mon", "--until", "fri")
    (line,) = shell.ok("away").out.splitlines()
    assert " ".join(line.split()) == "#2 Dana Okoye Mon 23 Nov to Fri 27 Nov vacation in 3 d from work"
    said = shell.ok("away", "--remove", "2").out
    assert said.splitlines()[1] == "work still says so, Mon 23 Nov to Fri 27 Nov (#1)."


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--until", "someday"), 2),
        (("--from", "2026-12-07", "--until", "2026-12-04"), 2),
        (("--from", "mon"), 2),
        (("--until", "fri", "--kind", "beach"), 2),
        (("--until", "fri", "--who", "chris"), 1),
        (("--until", "fri", "--who", "nobody"), 1),
        (("--remove", "7"), 1),
        (("--remove", "x"), 1),
        (("--remove", "1", "--until", "fri"), 2),
    ],
)
def test_what_can_not_be_meant_is_refused(shell: Shell, words: tuple[str, ...], code: int) -> None:
    is_refused(shell, "away", *words, code=code)


def test_a_last_day_in_words_is_the_one_after_the_first(shell: Shell) -> None:
    thursday = dt.date(2026, 11, 26)
    absence = shell.ok("away", "--from", "mon", "--until", "fri", "--json", today=thursday).json["absence"]
    assert (absence["first"], absence["last"]) == ("2026-11-30", "2026-12-04")


@pytest.mark.parametrize("weekday", range(7))
def test_next_week_away_is_the_whole_of_it_on_whatever_day_it_is_said(shell: Shell, weekday: int) -> None:
    today = dt.date(2026, 11, 23) + dt.timedelta(days=weekday)
    absence = shell.ok("away", "--from", "next week", "--until", "next week", "--json", today=today).json["absence"]
    assert (absence["first"], absence["last"]) == ("2026-11-30", "2026-12-06")


def test_a_last_day_before_the_first_is_refused(shell: Shell) -> None:
    assert "before the first" in shell.run("away", "--from", "2026-12-07", "--until", "2026-12-04").err
