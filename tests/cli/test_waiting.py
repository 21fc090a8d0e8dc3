"""What takes long says so at a terminal, and leaves nothing half done when it is stopped."""

from __future__ import annotations

import datetime as dt
import io
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rhythm.cli import main, waiting
from rhythm.errors import Stopped
from rhythm.service import Rhythm
from rhythm.storage import driver
from rhythm.storage.database import Database
from rhythm.storage.far import Far
from rhythm.storage.restoring import restore
from rhythm.storage.shelf import Kind, put
from tests.builders import FixedClock, Org
from tests.cli.shell import Shell


class Looks:
    """Stands for the end of the work, which comes after so many looks."""

    def __init__(self, times: int) -> None:
        self._left = times
        self.waited: list[float] = []

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        self._left -= 1
        return self._left < 0


class Terminal(io.StringIO):
    """A terminal that keeps what is written to it."""

    def isatty(self) -> bool:
        return True


def told(monkeypatch: pytest.MonkeyPatch, looks: Looks) -> str:
    """What is written while so many looks find the work going on."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    waiting._tell("bringing it in", "ctrl+c stops it", lambda: "1234 records", looks)  # type: ignore[arg-type]
    return terminal.getvalue()


def test_what_is_done_within_half_a_second_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = Looks(0)
    assert told(monkeypatch, looks) == ""
    assert looks.waited == [waiting.SHOWN_AFTER]


def test_then_it_is_said_how_far_it_is_and_taken_away_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = told(monkeypatch, Looks(3)).split("\r")
    assert "bringing it in: 1234 records, 0 s; ctrl+c stops it" in lines[1]
    assert len(lines) == 1 + 3 + 2
    assert lines[-2].strip() == lines[-1] == ""


@pytest.mark.parametrize(
    ("room", "line"),
    [
        (57, "erasing: 3 s; ctrl+c stops it, and nothing of it is kept"),
        (56, "erasing: 3 s; ctrl+c stops it, and nothing of it is kept"),
        (55, "erasing: 3 s; ctrl+c stops it"),
        (29, "erasing: 3 s; ctrl+c stops it"),
        (28, "erasing: 3 s"),
        (7, "erasing"),
    ],
)
def test_what_is_said_is_not_cut_in_the_middle_of_how_to_stop_it(room: int, line: str) -> None:
    assert waiting._fitting("erasing: 3 s", "ctrl+c stops it, and nothing of it is kept", room) == line


def test_a_pipe_hears_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr(sys, "stderr", pipe)
    monkeypatch.setattr(waiting, "SHOWN_AFTER", 0.0)
    with waiting.waiting("bringing it in", str):
        pass
    assert pipe.getvalue() == ""


def test_the_end_of_the_work_ends_what_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with pytest.raises(KeyboardInterrupt), waiting.waiting("bringing it in", str):
        raise KeyboardInterrupt
    assert terminal.getvalue().replace(" ", "").strip("\r") == ""


def test_whoever_waits_for_the_sample_to_be_made_is_told_once(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    told = list[str]()

    @contextmanager
    def tell(what: str, *_: object, **__: object) -> Iterator[None]:
        told.append(what)
        yield

    monkeypatch.setattr(waiting, "waiting", tell)
    for _ in range(2):
        assert main(["--demo", "--today", "2026-11-20", "due"]) == 0
    assert "Nadia" in capsys.readouterr().out
    assert told == ["making the sample organisation"]


EXPORTS: dict[str, Callable[[Rhythm, Path], object]] = {
    "everything": lambda rhythm, folder: rhythm.exporting.everything(folder),
    "markdown": lambda rhythm, folder: rhythm.exporting.markdown(folder),
    "csv": lambda rhythm, folder: rhythm.exporting.csv(folder),
}


NOTED = {"everything": "tables", "markdown": "notes", "csv": "tables"}


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_says_which_share_of_it_is_done(
    rhythm: Rhythm, org: Org, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, export: str
) -> None:
    org.escalate("who sets the date", conflict="new")
    heard, opened = list[str](), os.fdopen

    def fdopen(*args: object, **options: object) -> object:
        heard.append(rhythm._db.far.words)
        return opened(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "fdopen", fdopen)
    EXPORTS[export](rhythm, tmp_path / "out")
    counts = [words.split(" ", 3) for words in heard if words]
    ends = {(words[2], words[3]) for words in counts}
    assert [int(words[0]) for words in counts] == list(range(len(counts)))
    assert ends == {(str(len(counts)), NOTED[export])}
    assert rhythm._db.far.words == ""


@pytest.mark.parametrize("export", EXPORTS)
def test_an_export_that_is_stopped_leaves_the_earlier_one_as_it_was(
    rhythm: Rhythm, org: Org, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, export: str
) -> None:
    folder = tmp_path / "out"
    EXPORTS[export](rhythm, folder)
    before = contents(folder)
    rhythm.planner.add_note(org.dana.id, "after the first one")
    with monkeypatch.context() as patch:
        stop_at_the_third_file(patch)
        with pytest.raises(Stopped):
            EXPORTS[export](rhythm, folder)
    assert contents(folder) == before
    EXPORTS[export](rhythm, folder)
    assert contents(folder) != before


def contents(folder: Path) -> dict[str, bytes]:
    """Every file with what is in it, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stop_at_the_third_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the writing of files be stopped by whoever waits for it."""
    real, opened = os.fdopen, iter(range(1000))

    def fdopen(*args: object, **options: object) -> object:
        if next(opened) == 2:
            os.close(int(str(args[0])))
            raise Stopped
        return real(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "fdopen", fdopen)


def test_an_import_that_is_stopped_changes_nothing(rhythm: Rhythm, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    file.write_text("summary,day\n" + "".join(f"row {n},2026-11-03\n" for n in range(30)))
    asked = iter([False] * 20)
    rhythm._db.stop_when(lambda: next(asked, True))
    with pytest.raises(Stopped):
        rhythm.importing.escalations(file)
    rhythm._db.stop_when(lambda: False)
    assert not rhythm.tracker.newest()
    assert rhythm.undoable() == ()


def test_what_is_counted_inside_is_not_told_and_the_end_is_silent() -> None:
    far, heard = Far(), list[str]()
    for _ in far.through(("a", "b"), "row"):
        heard.append(far.words)
        heard += [far.words for _ in far.through((1, 2, 3), "line")]
    assert heard == ["0 of 2 rows"] * 4 + ["1 of 2 rows"] * 4
    assert [far.words for _ in far.through(("only",), "row")] == [""]
    for _ in far.through(range(3), "entry", "entries"):
        said = far.words
        break
    assert (said, far.words) == ("0 of 3 entries", "")


def test_an_import_and_an_undo_say_which_share_is_done(
    rhythm: Rhythm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, heard = tmp_path / "rows.csv", set[str]()
    file.write_text("summary,day\n" + "".join(f"row {n},2026-11-03\n" for n in range(3)))
    begin_write = Database._begin_write

    def note(db: Database) -> None:
        heard.add(db.far.words)
        begin_write(db)

    monkeypatch.setattr(Database, "_begin_write", note)
    rhythm.importing.escalations(file)
    assert {"0 of 3 rows", "1 of 3 rows", "2 of 3 rows"} <= heard
    heard.clear()
    rhythm.undo()
    assert {"0 of 3 records", "2 of 3 records", "0 of 3 escalations", "2 of 3 escalations"} <= heard


def test_a_copy_says_which_share_of_it_is_written(tmp_path: Path) -> None:
    far, part = Far(), tmp_path / "part.db"
    with far.growing(part, 176_000_000):
        assert far.words == ""
        with part.open("wb") as file:
            file.truncate(41_500_000)
        assert far.words == "41 of 176 MB copied"
        with far.saying(lambda: "checking the copy"):
            assert far.words == "checking the copy"
        with part.open("wb") as file:
            file.truncate(200_000_000)
        assert far.words == "176 of 176 MB copied"
    assert far.words == ""
    with far.growing(part, 100_000):
        assert far.words == ""


def said_of(monkeypatch: pytest.MonkeyPatch, far: Far) -> list[str]:
    """What whoever waits is told at each thing that is asked of the database, a large file being written."""
    heard: list[str] = []
    monkeypatch.setattr("rhythm.storage.far._share", lambda part, whole: f"{part.name[-5:]} {whole > 0}")
    connect = driver.connect

    def connected(*words: Any, **options: Any) -> driver.Connection:
        connection = connect(*words, **options)
        connection.set_trace_callback(lambda _sql: heard.append(far.words))
        return connection

    monkeypatch.setattr(driver, "connect", connected)
    return heard


def test_a_backup_says_what_it_does_and_which_share_is_copied(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    far = Far()
    heard = said_of(monkeypatch, far)
    put(shell.store, tmp_path / "shelf", Kind.BY_HAND, dt.datetime(2026, 11, 20, tzinfo=dt.UTC), far=far)
    assert list(dict.fromkeys(filter(None, heard))) == ["checking the store", ".part True", "checking the copy"]
    assert far.words == ""


def test_a_copy_that_is_put_back_says_which_share_is_there(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, clock: FixedClock
) -> None:
    copy = put(shell.store, tmp_path / "shelf", Kind.BY_HAND, dt.datetime(2026, 11, 20, tzinfo=dt.UTC)).path
    far = Far()
    heard = said_of(monkeypatch, far)
    restore(copy, shell.store, clock, backups=tmp_path / "shelf", far=far)
    told = list(dict.fromkeys(filter(None, heard)))
    assert told[0].endswith("True")
    assert told[1:] == ["checking what was copied", "keeping what is replaced"]
