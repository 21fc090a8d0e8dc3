"""rhythm plan: proposals with reasons, taking them in, and what becomes of them by number."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from tests.cli.refusing import DAMAGE, content, is_refused, is_refused_on_damage
from tests.cli.shell import FRIDAY, Shell

MONDAY = "2026-11-23"


def meetings(shell: Shell, *words: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = shell.ok("plan", "--json", *words).json["meetings"]
    return found


def accepted(shell: Shell, who: str) -> dict[str, Any]:
    """The first meeting with somebody of a plan that was accepted."""
    shell.ok("plan", "--accept")
    return next(one for one in meetings(shell) if one["person"] == who)


def test_every_proposal_says_whom_when_how_long_and_why(shell: Shell) -> None:
    shell.ok("held", "dana", "--on", "2026-11-06")
    document = shell.ok("plan", "--json").json
    assert (document["from"], document["until"]) == (MONDAY, "2026-12-06")
    dana = next(one for one in document["meetings"] if one["person"] == "Dana Okoye")
    assert dana == {
        "id": None,
        "person": "Dana Okoye",
        "person_id": 2,
        "kind": "one_on_one",
        # A Friday, as it was the last time.
        "day": "2026-11-27",
        "start": "09:00",
        "minutes": 30,
        "period": "2026-W48",
        "reason": "21 days, target 7",
        "note": "",
        "change": "new",
        "state": "proposed",
        "pinned": False,
    }
    assert document["diff"] == {"kept": 0, "moved": 0, "new": len(document["meetings"]), "impossible": 0}
    assert {one["manager"]: (one["team_size"], one["never"]) for one in document["coverage"]} == {
        "Dana Okoye": (2, 2),
        "Ilya Brandt": (1, 1),
    }
    assert (document["unplaced"], document["capacity"], document["notes"]) == ([], [], [])


def test_the_page_marks_what_is_new_by_more_than_colour(shell: Shell) -> None:
    said = shell.ok("plan").out
    first = said.splitlines()[0]
    assert first.startswith("+  ")
    assert "Mon 23 Nov" in first
    assert "never met" in first
    assert "kept 0, moved 0, new" in said
    assert "Skip-levels met" in said
    assert "rhythm plan --accept takes it" in said


def test_reading_a_plan_changes_nothing(shell: Shell) -> None:
    before = content(shell.store)
    shell.ok("plan", "--weeks", "13")
    assert content(shell.store) == before


def test_accepting_takes_all_in_once_and_undo_takes_it_back(shell: Shell) -> None:
    before = meetings(shell)
    said = shell.ok("plan", "--accept").out
    assert said.startswith(f"Accepted {len(before)} meetings. rhythm undo takes it back.\n")
    after = meetings(shell)
    assert [(one["person"], one["day"], one["start"]) for one in after] == [
        (one["person"], one["day"], one["start"]) for one in before
    ]
    assert {(one["change"], one["state"]) for one in after} == {("kept", "planned")}
    kept = content(shell.store)
    # An undo that is named here would take back something else.
    assert shell.ok("plan", "--accept").out.startswith("There is nothing new to accept.\n")
    assert shell.ok("plan", "--accept", "--json").json["accepted"] == 0
    assert content(shell.store) == kept
    assert shell.ok("due", "--json").json[0]["next_planned"] is not None
    shell.ok("undo")
    assert meetings(shell) == before


def test_one_week_is_shown_at_least_and_half_a_year_at_most(shell: Shell) -> None:
    for weeks, last in (("1", "2026-11-29"), ("26", "2027-05-23")):
        assert shell.ok("plan", "--weeks", weeks, "--json").json["until"] == last
    for weeks in ("0", "27", "-1", "1.5"):
        refused = shell.run("plan", f"--weeks={weeks}")
        assert (refused.code, "a number from 1 to 26" in refused.err) == (2, True)


def test_days_and_weeks_bound_what_is_shown(shell: Shell) -> None:
    later = meetings(shell, "--from", "7 dec", "--weeks", "1")
    assert later
    assert all("2026-12-07" <= one["day"] <= "2026-12-13" for one in later)
    assert any(one["day"] == FRIDAY.isoformat() for one in meetings(shell, "--from", "today"))


@pytest.mark.parametrize("weekday", range(7))
def test_next_week_is_its_seven_days_on_whatever_day_it_is_said(shell: Shell, weekday: int) -> None:
    shell.ok("plan", "--weeks", "5", "--accept")
    today = dt.date(2026, 11, 23) + dt.timedelta(days=weekday)
    week = {(dt.date(2026, 11, 30) + dt.timedelta(days=one)).isoformat() for one in range(7)}
    before = content(shell.store)
    document = shell.ok("plan", "--from", "next week", "--weeks", "1", "--json", today=today).json
    assert (document["from"], document["until"]) == (min(week), max(week))
    shown = [one for one in document["meetings"] if one["state"] == "planned"]
    assert shown
    assert {one["day"] for one in document["meetings"]} <= week
    # Without a day all that stands is shown, so nothing of that week was left out either.
    usual = shell.ok("plan", "--weeks", "3", "--json", today=today).json["meetings"]
    assert [one["id"] for one in shown] == [one["id"] for one in usual if one["id"] is not None and one["day"] in week]
    assert content(shell.store) == before


def test_what_stands_before_the_day_that_is_named_is_not_given_up(shell: Shell) -> None:
    """Of a day off this week nothing is shown from next week on, so that accepting leaves it alone too."""
    shell.ok("plan", "--weeks", "3", "--accept")
    thursday = dt.date(2026, 11, 26)
    standing = {one["id"] for one in meetings(shell) if one["day"] <= "2026-11-29"}
    assert standing
    shell.ok("away", "--from", "2026-11-26", "--until", "2026-11-27")
    shell.ok("plan", "--from", "next week", "--accept", today=thursday)
    with closing(sqlite3.connect(shell.store)) as store:
        rows = store.execute("select id, state from meeting").fetchall()
    assert {number for number, state in rows if state == "planned"} >= standing


def test_a_meeting_is_moved_by_its_number_and_no_other_one_with_it(shell: Shell) -> None:
    ilya = accepted(shell, "Ilya Brandt")
    before = {one["id"]: one for one in meetings(shell)}
    said = shell.ok("plan", "--move", str(ilya["id"]), "thu", "14:00").out
    assert said == f"Moved: Ilya Brandt (#{ilya['id']}), Thu 26 Nov, in 6 d at 14:00.\n"
    after = {one["id"]: one for one in meetings(shell)}
    assert {number for number, one in after.items() if one["start"] != before[number]["start"]} == {ilya["id"]}
    moved = shell.ok("plan", "--move", f"#{ilya['id']}", "15:30", "--json").json["meeting"]
    assert (moved["day"], moved["start"]) == ("2026-11-26", "15:30")


def test_a_rule_that_is_broken_is_said_and_the_meeting_pinned(shell: Shell) -> None:
    ilya = accepted(shell, "Ilya Brandt")
    result = shell.ok("plan", "--move", str(ilya["id"]), "sat 10:00")
    assert "outside working hours on Sat 21 Nov; it is pinned there" in result.err
    assert next(one for one in meetings(shell) if one["id"] == ilya["id"])["pinned"]
    assert shell.ok("plan", "--unpin", str(ilya["id"])).out.startswith("No longer pinned: Ilya Brandt")


def test_pinning_and_its_mark(shell: Shell) -> None:
    ilya = accepted(shell, "Ilya Brandt")
    assert shell.ok("plan", "--pin", str(ilya["id"])).out.startswith("Pinned: Ilya Brandt")
    line = next(line for line in shell.ok("plan").out.splitlines() if f"#{ilya['id']} " in line)
    assert line.startswith("^")
    assert shell.ok("plan", "--unpin", str(ilya["id"]), "--json").json["meeting"]["pinned"] is False


def test_who_is_snoozed_comes_back_on_the_day(shell: Shell) -> None:
    assert shell.ok("plan", "--snooze", "dana", "--until", "in 2 weeks").out == (
        "Dana Okoye is put off until Fri 4 Dec, in 14 d.\n"
    )
    days = [one["day"] for one in meetings(shell, "--weeks", "4") if one["person"] == "Dana Okoye"]
    assert days
    assert min(days) >= "2026-12-04"


def test_a_meeting_that_stands_before_the_day_of_a_snooze_is_named(shell: Shell) -> None:
    number = accepted(shell, "Dana Okoye")["id"]
    assert shell.ok("plan", "--snooze", "dana", "--until", "in 4 weeks").err == ""
    shell.ok("undo")
    shell.ok("plan", "--pin", str(number))
    done = shell.ok("plan", "--snooze", "dana", "--until", "in 4 weeks")
    assert f"the meeting of Mon 23 Nov, in 3 d stands (#{number}): rhythm plan --move {number} DAY" in done.err
    shell.ok("plan", "--accept")
    assert [one["id"] for one in meetings(shell) if one["person"] == "Dana Okoye"] == [number]


def test_a_planned_meeting_that_is_given_up_is_named_before_it_is_accepted(shell: Shell) -> None:
    dana = accepted(shell, "Dana Okoye")
    shell.ok("away", "--who", "dana", "--until", "2026-12-31")
    assert f"gives up #{dana['id']} of Mon 23 Nov" in shell.ok("plan").out
    shell.ok("plan", "--accept")
    assert "gives up" not in shell.ok("plan").out


def test_who_has_no_place_is_listed_with_the_reason(shell: Shell) -> None:
    shell.ok("away", "--who", "noor", "--until", "2027-01-15")
    noor = next(one for one in shell.ok("plan", "--json").json["unplaced"] if one["person"] == "Noor Haddad")
    assert (noor["why"].partition(" in ")[0], noor["code"], noor["kind"]) == ("away", "away", "skip_level")
    said = shell.ok("plan").out
    assert "No place" in said
    assert "!  Noor Haddad  skip-level  away" in said


def test_an_absence_says_how_many_meetings_it_touches_and_the_plan_moves_them(shell: Shell) -> None:
    shell.ok("plan", "--accept")
    said = shell.ok("away", "--from", "mon", "--until", "tue").out
    assert "in these days: rhythm plan moves what it can." in said
    document = shell.ok("plan", "--json").json
    assert document["diff"]["moved"] > 0
    moved = next(one for one in document["meetings"] if one["change"] == "moved")
    assert moved["note"].startswith("you are away on")
    assert any(line.startswith("~  ") for line in shell.ok("plan").out.splitlines())


def test_before_anybody_is_here_it_says_how_to_begin(shell: Shell) -> None:
    shell.store = shell.store.with_name("new.db")
    result = shell.ok("plan")
    assert "Nobody is on a rhythm yet" in result.out
    assert shell.ok("plan", "--json").json["meetings"] == []
    assert not shell.store.exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--from", "someday"), 2),
        (("--from", "2026-11-01"), 2),
        (("--weeks", "0"), 2),
        (("--weeks", "27"), 2),
        (("--weeks", "two"), 2),
        (("--move", "1"), 2),
        (("--move", "99", "thu"), 1),
        (("--move", "x", "thu"), 1),
        (("--pin", "99"), 1),
        (("--unpin", "tuesday"), 1),
        (("--snooze", "dana"), 2),
        (("--until", "fri"), 2),
        (("--snooze", "chris", "--until", "mon"), 1),
        (("--snooze", "dana", "--until", "today"), 2),
    ],
)
def test_what_can_not_be_meant_is_refused(shell: Shell, words: tuple[str, ...], code: int) -> None:
    is_refused(shell, "plan", *words, code=code)


@pytest.mark.parametrize("day", ["yesterday", "2026-11-01", "someday", "tue 2"])
def test_a_meeting_goes_to_no_day_that_can_not_be_meant(shell: Shell, day: str) -> None:
    ilya = accepted(shell, "Ilya Brandt")
    is_refused(shell, "plan", "--move", str(ilya["id"]), day, code=2)


def test_a_meeting_goes_to_no_day_on_which_one_is_away(shell: Shell) -> None:
    ilya = accepted(shell, "Ilya Brandt")
    shell.ok("away", "--who", "ilya", "--from", "thu", "--until", "thu")
    is_refused(
        shell,
        *("plan", "--move", str(ilya["id"]), "thu", "10:00"),
        code=1,
        message="the other side is away on Thu 26 Nov",
    )


def test_two_ways_at_once_are_no_usage(shell: Shell) -> None:
    assert shell.run("plan", "--accept", "--pin", "1").code == 2


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told_apart(shell: Shell, damage: bytes | None, tmp_path: Any) -> None:
    is_refused_on_damage(shell, "plan", damage=damage, place=tmp_path / "damaged.db")


def test_the_day_can_be_another_one(shell: Shell) -> None:
    later = shell.ok("plan", "--json", today=dt.date(2027, 3, 26)).json
    assert (later["from"], later["until"]) == ("2027-03-29", "2027-04-11")


def test_two_of_one_name_are_told_apart_by_number(shell: Shell) -> None:
    shell.ok("people", "add", "Dana Okoye")
    said = shell.ok("plan").out
    assert ("Dana Okoye #2" in said, "Dana Okoye #7" in said) == (True, True)
