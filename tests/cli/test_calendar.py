"""import calendar, and calendar list, confirm, ignore, held, missed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.refusing import DAMAGE, is_refused, is_refused_on_damage, is_refused_while_held
from tests.cli.shell import Shell
from tests.interop.calendar.writing import calendar, event

WEEKLY = "RRULE:FREQ=WEEKLY;UNTIL=20261222T235959Z"
START = "DTSTART:20261027T090000Z"
PARTS = (
    event("SUMMARY:1:1 Dana", WEEKLY, uid="d", start=START),
    event("SUMMARY:1:1 Chris", uid="c"),
    event("SUMMARY:1:1 Zoe", uid="z"),
    event("SUMMARY:Ilya vacation", uid="i", start="DTSTART;VALUE=DATE:20261125"),
    event("SUMMARY:Budget", uid="b"),
)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return written(tmp_path, *PARTS)


def written(folder: Path, *parts: str, cut: int = 0) -> str:
    path = folder / "work.ics"
    text = calendar(*parts)
    path.write_text(text[:-cut] if cut else text, encoding="utf-8", newline="")
    return str(path)


@pytest.fixture
def imported(shell: Shell, file: str) -> Shell:
    """Four series wait: #1 Dana, #2 a Chris, #3 Zoe, #4 Ilya away."""
    shell.ok("import", "calendar", file)
    return shell


def series(shell: Shell, part: str = "waiting") -> dict[str, Any]:
    return {one["title"]: one for one in shell.ok("calendar", "list", "--json").json[part]}


def test_an_import_says_what_it_read_and_what_waits(shell: Shell, file: str) -> None:
    said = shell.ok("import", "calendar", file).out
    assert "5 events in the file, 5 of them from Thu 27 Aug to Thu 4 Feb 2027; none could not be read" in said
    assert "13 times added, none changed" in said
    assert "#1  Dana Okoye                 9 times  Tue 27 Oct to Tue 22 Dec  1:1 Dana (a 1:1 and a name)" in said
    assert "Chris Alder or Chris Moon" in said or "Chris Moon or Chris Alder" in said
    assert "With somebody who is not known here" in said
    assert "1 of them with nobody in particular: only the time that they take is kept" in said
    assert "Budget" not in said
    assert "13 the same as before" in shell.ok("import", "calendar", file).out


def test_an_import_is_one_json_document(shell: Shell, file: str) -> None:
    report = shell.ok("import", "calendar", file, "--json").json
    assert [report[key] for key in ("events", "used", "dropped", "added", "waiting", "planned")] == [5, 5, 0, 13, 4, 0]
    assert (report["first"], report["last"], report["dry_run"]) == ("2026-08-27", "2027-02-04", False)
    assert {one["title"] for one in report["series"]} == {"1:1 Dana", "1:1 Chris", "1:1 Zoe", "Ilya vacation"}
    rehearsed = shell.ok("import", "calendar", file, "--dry-run").out
    assert "0 times would be added" in rehearsed


def test_a_dry_run_stores_nothing(shell: Shell, file: str) -> None:
    said = shell.ok("import", "calendar", file, "--dry-run").out
    assert "13 times would be added" in said
    assert "4 series would ask with whom they are" in said
    assert shell.ok("calendar", "list", "--json").json == {"waiting": [], "confirmed": [], "past": []}
    assert "Nothing of a calendar is kept here" in shell.ok("calendar", "list").out


def test_a_series_is_confirmed_by_its_number_and_planned(imported: Shell) -> None:
    dana = series(imported)["1:1 Dana"]["id"]
    said = imported.ok("calendar", "confirm", str(dana)).out
    assert "4 past talks are not recorded" in said
    listed = imported.ok("calendar", "list", "--json").json
    assert [(one["title"], one["person"]) for one in listed["confirmed"]] == [("1:1 Dana", "Dana Okoye")]
    assert [talk["day"] for talk in listed["past"]] == ["2026-11-17", "2026-11-10", "2026-11-03", "2026-10-27"]
    due = {row["person"]: row for row in imported.ok("due", "--all", "--json").json}
    assert due["Dana Okoye"]["next_planned"] == "2026-11-24"
    assert imported.ok("undo", "--json").json["undone"] == "confirm a series of the calendar"


def test_a_name_that_fits_two_lists_them_and_takes_neither(imported: Shell) -> None:
    chris = str(series(imported)["1:1 Chris"]["id"])
    message = f"series #{chris} could be with Chris Alder (Platform) or Chris Moon (Growth)"
    is_refused(imported, "calendar", "confirm", chris, code=1, message=message)
    is_refused(imported, "calendar", "confirm", chris, "chris", code=1)
    done = imported.ok("calendar", "confirm", chris, "moon", "--json").json["series"]
    assert [(one["person"], one["decision"]) for one in done] == [("Chris Moon", "person")]


def test_every_clear_suggestion_is_taken_at_once(imported: Shell) -> None:
    assert "2 series confirmed" in imported.ok("calendar", "confirm", "--all").out
    assert set(series(imported)) == {"1:1 Chris", "1:1 Zoe"}
    away = imported.ok("away", "--json").json
    assert "Ilya Brandt" in str(away)
    imported.ok("undo")
    assert len(series(imported)) == 4


def test_an_absence_of_several_days_says_its_last_one(shell: Shell, tmp_path: Path) -> None:
    days = ("DTEND;VALUE=DATE:20261128", "SUMMARY:Ilya vacation")
    file = tmp_path / "away.ics"
    text = calendar(event(*days, uid="i", start="DTSTART;VALUE=DATE:20261125"))
    file.write_text(text, encoding="utf-8", newline="")
    shell.ok("import", "calendar", str(file))
    listed = shell.ok("calendar", "list", "--json").json["waiting"]
    assert [(one["first"], one["last"], one["times"]) for one in listed] == [("2026-11-25", "2026-11-27", 1)]
    assert "Wed 25 Nov to Fri 27 Nov" in shell.ok("calendar", "list").out


def test_what_is_ignored_is_not_asked_about_again(imported: Shell, file: str) -> None:
    zoe = str(series(imported)["1:1 Zoe"]["id"])
    assert "its time stays taken" in imported.ok("calendar", "ignore", zoe).out
    imported.ok("import", "calendar", file)
    assert "1:1 Zoe" not in series(imported)


def test_past_talks_are_recorded_when_somebody_says_so(imported: Shell) -> None:
    imported.ok("calendar", "confirm", "--all")
    assert "Dana Okoye  4 times  Tue 17 Nov, Tue 10 Nov" in imported.ok("calendar", "list").out
    assert imported.ok("calendar", "missed", "dana", "--on", "2026-11-03").out == "1 talk recorded as missed.\n"
    assert imported.ok("calendar", "held", "dana", "--json").json == {"held": 3}
    due = {row["person"]: row for row in imported.ok("due", "--all", "--json").json}
    assert due["Dana Okoye"]["last_held"] == "2026-11-17"
    is_refused(
        imported, "calendar", "held", "dana", code=1, message="the calendar has no talk with them that is not recorded"
    )


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("calendar", "confirm"), 2, "which series is meant?"),
        (("calendar", "confirm", "99"), 1, "there is no series #99"),
        (("calendar", "confirm", "1", "--all"), 2, "--all goes with no number"),
        (("calendar", "confirm", "1", "nobody"), 1, "there is no person called 'nobody'"),
        (("calendar", "confirm", "3"), 2, "it is not clear who that is"),
        (("calendar", "ignore", "dana"), 1, "there is no series 'dana'"),
        (("calendar", "held", "dana", "--on", "mon"), 1, "the calendar has no talk on Mon 16 Nov that is not recorded"),
        (("import", "calendar", "/nowhere/work.ics"), 2, "there is no file /nowhere/work.ics"),
    ],
)
def test_bad_input_is_refused_with_a_next_step(
    imported: Shell, words: tuple[str, ...], code: int, message: str | None
) -> None:
    is_refused(imported, *words, code=code, message=message)


def test_what_can_t_be_read_is_told_by_line_and_the_rest_comes_in(shell: Shell, tmp_path: Path) -> None:
    broken = event("SUMMARY:Broken", "RRULE:FREQ=SECONDLY", uid="x")
    path = written(tmp_path, *PARTS, broken)
    result = shell.ok("import", "calendar", path)
    line = calendar(*PARTS, broken).split("\r\n").index("UID:x")
    assert f"work.ics line {line}: the event repeats more than once a day, or by no rule that is known" in result.out
    assert "1 could not be read" in result.out
    assert len(series(shell)) == 4
    report = shell.ok("import", "calendar", path, "--json").json
    assert report["problems"][0]["line"] == line


def test_a_file_that_breaks_off_is_taken_only_when_told_to(shell: Shell, tmp_path: Path) -> None:
    path = written(tmp_path, *PARTS, cut=30)
    message = f"{path} is not whole (it ends in the middle), so nothing was imported"
    is_refused(shell, "import", "calendar", path, code=2, message=message, reports=True)
    shell.ok("import", "calendar", path, "--keep-going")
    assert len(series(shell)) == 4


def test_an_import_makes_the_store_and_a_refused_one_does_not(shell: Shell, tmp_path: Path) -> None:
    empty = shell
    empty.store = tmp_path / "new" / "rhythm.db"
    empty.store.parent.mkdir()
    assert empty.run("import", "calendar", written(tmp_path, *PARTS, cut=30)).code == 2
    assert not empty.store.exists()
    empty.ok("import", "calendar", written(tmp_path, *PARTS))
    assert empty.store.exists()


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_is_left_as_it_is(shell: Shell, file: str, damage: bytes | None, tmp_path: Path) -> None:
    is_refused_on_damage(shell, "import", "calendar", file, damage=damage, place=tmp_path / "damaged.db")


def test_nothing_is_lost_while_another_program_writes(shell: Shell, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    is_refused_while_held(shell, "import", "calendar", file, monkeypatch=monkeypatch)
