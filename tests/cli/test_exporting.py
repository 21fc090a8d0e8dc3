"""export calendar."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rhythm.cli import main
from rhythm.interop.calendar import giving
from tests.cli.refusing import DAMAGE, is_refused, is_refused_on_damage, is_refused_while_held
from tests.cli.shell import Shell
from tests.interop.calendar.writing import calendar, event


@pytest.fixture
def planned(shell: Shell, tmp_path: Path) -> Shell:
    """Dana is planned for Tuesday: by a calendar that is gone afterwards, so that it has an hour."""
    shell.ok("import", "calendar", written(tmp_path, event("SUMMARY:1:1 Dana", uid="d")))
    shell.ok("calendar", "confirm", "1")
    return shell


def written(folder: Path, *parts: str) -> str:
    path = folder / "work.ics"
    path.write_text(calendar(*parts), encoding="utf-8", newline="")
    return str(path)


def plan_by_hand(shell: Shell, name: str = "dana", day: int = 24) -> None:
    from rhythm.service import Rhythm
    from rhythm.settings import Settings
    from rhythm.storage.opening import open_store
    from tests.builders import FixedClock
    from tests.cli.shell import FRIDAY

    clock = FixedClock(FRIDAY)
    rhythm = Rhythm(open_store(shell.store, clock, backups=shell.store.parent), clock, Settings())
    person = rhythm.people.find(name)
    rhythm.planner.plan(person.id, FRIDAY.replace(day=day), start="09:00", minutes=30)
    rhythm.close()


@pytest.fixture
def busy(shell: Shell) -> Shell:
    """Dana is planned for Tuesday at nine."""
    plan_by_hand(shell)
    return shell


def test_what_is_planned_is_written_and_counted(busy: Shell, tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    assert busy.ok("export", "calendar", str(path)).out == f"1 meeting in {path}\n"
    assert "SUMMARY:1:1 Dana Okoye\r\nDTSTART:20261124T090000Z" in path.read_bytes().decode()
    said = busy.ok("export", "calendar", str(path), "--vdir", str(tmp_path / "v"), "--titles", "hidden", "--json").json
    assert said == {"files": [str(path), str(tmp_path / "v")], "meetings": 1, "cancelled": 0}
    assert "Dana" not in path.read_text("utf-8")
    assert len(list((tmp_path / "v").glob("*@rhythm.invalid.ics"))) == 1


def test_the_titles_of_the_settings_hold_where_none_are_named(busy: Shell, tmp_path: Path) -> None:
    settings = tmp_path / "settings.yaml"
    settings.write_text("calendar:\n  titles: initials\n", encoding="utf-8")
    path = tmp_path / "plan.ics"
    busy.ok("--settings", str(settings), "export", "calendar", str(path))
    assert "SUMMARY:1:1 DO\r\n" in path.read_bytes().decode()


def test_what_was_called_off_is_said(busy: Shell, tmp_path: Path) -> None:
    path = str(tmp_path / "plan.ics")
    busy.ok("export", "calendar", path)
    busy.ok("skip", "dana", "--reason", "away")
    assert "1 meeting told before and called off since" in busy.ok("export", "calendar", path).out


def test_an_export_is_no_step_of_undo(busy: Shell, tmp_path: Path) -> None:
    busy.ok("export", "calendar", str(tmp_path / "plan.ics"))
    assert busy.ok("undo", "--json").json["undone"] == "plan Dana Okoye"


def test_a_calendar_without_meetings_names_the_next_step(shell: Shell, tmp_path: Path) -> None:
    assert "rhythm plan --accept" in shell.ok("export", "calendar", str(tmp_path / "plan.ics")).out


def test_a_calendar_of_mine_that_was_imported_is_not_written_over(planned: Shell, tmp_path: Path) -> None:
    path = str(tmp_path / "work.ics")
    is_refused(planned, "export", "calendar", path, code=2, message=f"{path} exists and was not written by rhythm")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("export",), 2, None),
        (("export", "calendar"), 2, "where is the calendar to go?"),
        (("export", "calendar", "/"), 2, "/ is a folder"),
        (("export", "calendar", "x.ics", "--titles", "loud"), 2, None),
    ],
)
def test_bad_input_is_refused_with_a_next_step(
    busy: Shell, words: tuple[str, ...], code: int, message: str | None
) -> None:
    is_refused(busy, *words, code=code, message=message)


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_is_left_as_it_is(shell: Shell, damage: bytes | None, tmp_path: Path) -> None:
    target = str(tmp_path / "plan.ics")
    is_refused_on_damage(shell, "export", "calendar", target, damage=damage, place=tmp_path / "damaged.db")


def test_nothing_is_told_while_another_program_writes(
    busy: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_refused_while_held(busy, "export", "calendar", str(tmp_path / "plan.ics"), monkeypatch=monkeypatch)
    assert not (tmp_path / "plan.ics").exists()


def test_a_quarter_is_written_as_one_page_with_and_without_names(shell: Shell, tmp_path: Path) -> None:
    shell.ok("good", "Dana moved the date alone", "--by", "dana")
    path = tmp_path / "q4.html"
    result = shell.ok("export", "html", str(path), "--period", "Q4", "2026")
    assert f"written: {path}" in result.out
    assert "Dana moved the date alone" in path.read_text()
    assert "Report on Q4 2026" in path.read_text()
    said = shell.ok("export", "html", str(path), "--without-names", "--json").json
    assert said["files"] == [str(path)]
    assert said["struck"] == 0
    assert "Dana" not in path.read_text()
    assert "moved the date alone" in path.read_text()
    assert shell.run("export", "html", str(tmp_path / "q4.pdf")).code == 2
    assert shell.run("export", "html", str(path), "--period", "soon").code == 2


def stop_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the moment in which the answer is printed."""

    def stopped(*_words: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("rhythm.cli.output.say", stopped)


EXPORTS = {
    "json": "all",
    "markdown": "notes",
    "csv": "tables",
    "escalations": "rows.csv",
    "teams": "teams.csv",
    "html": "q.html",
    "calendar": "plan.ics",
}


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("again", [False, True])
def test_ctrl_c_once_all_files_stand_says_that_they_do(
    busy: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, again: bool
) -> None:
    target = tmp_path / EXPORTS[kind]
    if again:
        busy.ok("export", kind, str(target))
    with monkeypatch.context() as patch:
        stop_when_told(patch)
        result = busy.run("export", kind, str(target))
    assert result.code == 130
    assert result.err == f"hint: stopped, but all of it was written already: {target}\n"
    assert target.exists()


@pytest.mark.parametrize("kind", ["json", "markdown", "csv"])
@pytest.mark.parametrize("again", [False, True])
def test_ctrl_c_while_files_take_their_places_says_that_nothing_was_written(
    busy: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, again: bool
) -> None:
    from rhythm.interop import staging

    target, moved, move = tmp_path / "out", 0, staging._move
    if again:
        busy.ok("export", kind, str(target))
    before = {path: path.read_bytes() for path in target.rglob("*") if path.is_file()}

    def stopped_between(path: Path, place: Path) -> None:
        nonlocal moved
        moved += 1
        move(path, place)
        if moved == (2 if again else 1):
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(staging, "_move", stopped_between)
        result = busy.run("export", kind, str(target))
    assert (result.code, result.err) == (130, f"hint: stopped; nothing was written: {target}\n")
    assert {path: path.read_bytes() for path in target.rglob("*") if path.is_file()} == before


def stop_behind(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, times: int) -> None:
    """Ctrl-C in the moment in which a function has been carried out so many times."""
    function, done = getattr(module, name), 0

    def stopped(*arguments: object) -> None:
        nonlocal done
        function(*arguments)
        done += 1
        if done == times:
            raise KeyboardInterrupt

    monkeypatch.setattr(module, name, stopped)


def test_ctrl_c_between_the_file_and_the_folder_says_which_of_them_stands(
    busy: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, folder = tmp_path / "plan.ics", tmp_path / "v"
    with monkeypatch.context() as patch:
        stop_behind(patch, giving, "write_file", 1)
        result = busy.run("export", "calendar", str(file), "--vdir", str(folder))
    assert result.code == 130
    assert result.err == (
        f"hint: stopped; written: {file}; nothing was written: {folder}; the same command again writes all of it\n"
    )
    assert (file.exists(), folder.exists()) == (True, False)


def test_ctrl_c_within_a_folder_of_events_does_not_say_that_all_of_them_stand(
    busy: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "v"
    plan_by_hand(busy, "ilya", 25)
    with monkeypatch.context() as patch:
        stop_behind(patch, giving, "write_whole", 1)
        result = busy.run("export", "calendar", "--vdir", str(folder))
    assert result.code == 130
    assert result.err == (
        f"hint: stopped; written in part or whole: {folder}; the same command again writes all of it\n"
    )
    assert len(list(folder.iterdir())) == 1
    busy.ok("export", "calendar", "--vdir", str(folder))
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (("export", "csv"), ""),
        (("export", "json"), ""),
        (("export", "markdown"), ""),
        (("export", "escalations"), ".csv"),
        (("export", "html"), ".html"),
        (("export", "calendar"), ".ics"),
        (("export", "calendar", "--vdir"), ""),
        (("import", "calendar"), ".ics"),
        (("backup",), ".db"),
        (("restore", "--yes"), ".db"),
        (("doctor", "--salvage"), ".db"),
        (("due", "--db"), ".db"),
    ],
)
def test_a_place_that_can_not_be_looked_at_is_refused_with_a_next_step(
    busy: Shell, tmp_path: Path, words: tuple[str, ...], ending: str
) -> None:
    refused = busy.run(*words, str(tmp_path / f"{'x' * 300}{ending}"))
    assert (refused.code, refused.out) == (2, "")
    assert "can't be used: File name too long\nhint: name a file or a folder that you can get at\n" in refused.err


def test_a_folder_that_is_closed_before_it_is_written_to_is_named(
    busy: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out"
    target.mkdir()

    def refusing(call: Callable[..., Any], what: Callable[[Path], Path]) -> Callable[..., Any]:
        def refused(path: Any, *args: Any, **options: Any) -> Any:
            if isinstance(path, str | Path) and what(Path(path)) == target:
                raise PermissionError(13, "Permission denied")
            return call(path, *args, **options)

        return refused

    # As for whoever has no rights there: whoever runs the tests may have them everywhere.
    with monkeypatch.context() as patch:
        for listing in ("listdir", "scandir"):
            patch.setattr(os, listing, refusing(getattr(os, listing), lambda path: path))
        patch.setattr(os, "mkdir", refusing(os.mkdir, lambda path: path.parent))
        refused = busy.run("export", "csv", str(target))
    said = f"error: {target} can't be written: Permission denied\nhint: make room there, or name another\n"
    assert (refused.code, refused.err) == (1, said)


@pytest.mark.parametrize("blank", ["", "  "])
@pytest.mark.parametrize(
    "words",
    [
        ("export", "csv"),
        ("export", "json"),
        ("export", "markdown"),
        ("export", "calendar"),
        ("export", "html"),
        ("import", "people"),
        ("import", "json"),
        ("backup",),
        ("restore", "--yes"),
        ("due", "--db"),
        ("due", "--settings"),
    ],
)
def test_no_path_is_not_the_folder_one_is_in(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], blank: str
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    refused = shell.run(*words, blank)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "error: the path is empty\nhint: name a file or a folder; . is the folder you are in\n"
    assert list(here.iterdir()) == []


def test_a_folder_of_a_user_whom_there_is_not_is_refused_with_the_next_step(shell: Shell) -> None:
    refused = shell.run("export", "csv", "~nobody-of-that-name/x")
    assert refused.code == 2
    assert "~nobody-of-that-name/x can't be used: there is no such user\nhint: name a file" in refused.err


@pytest.mark.parametrize("variable", ["RHYTHM_DB", "RHYTHM_SETTINGS"])
@pytest.mark.parametrize(
    ("name", "why"),
    [("~nobody-of-that-name/x", "there is no such user"), ("a" * 300, "File name too long")],
    ids=["nobody", "too long"],
)
def test_so_is_a_file_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, name: str, why: str
) -> None:
    monkeypatch.setenv(variable, name)
    assert main(["due"]) == 2
    assert f"can't be used: {why}\nhint: name a file" in capsys.readouterr().err
