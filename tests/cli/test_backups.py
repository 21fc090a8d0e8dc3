"""backup, backups, restore, doctor; and the copy of the day after the first command that writes."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from rhythm import paths
from rhythm.cli import context, main, waiting
from tests.builders import FixedClock
from tests.cli.refusing import is_refused
from tests.cli.shell import FRIDAY, Shell


@pytest.fixture
def ordinary_days(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """The machine's clock stands on a day that no option names."""
    clock = FixedClock(FRIDAY)
    monkeypatch.setattr(context, "SystemClock", lambda _day=None: clock)
    monkeypatch.setattr(context.Context, "_day_given", "")
    return clock


def kinds(shell: Shell) -> list[str]:
    return [row["kind"] for row in shell.ok("backups", "--json").json]


def test_the_first_command_of_a_day_that_writes_makes_the_copy_of_the_day(
    shell: Shell, ordinary_days: FixedClock
) -> None:
    shell.ok("due")
    assert kinds(shell) == []
    shell.ok("note", "dana", "calm")
    shell.ok("note", "dana", "calmer")
    assert kinds(shell) == ["daily"]
    ordinary_days.forward(1)
    shell.ok("note", "dana", "calmer still")
    assert kinds(shell) == ["daily", "daily"]


@pytest.mark.usefixtures("ordinary_days")
def test_whoever_waits_for_the_copy_of_the_day_is_told_that_all_is_stored(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[tuple[str, object]]()

    @contextmanager
    def tell(what: str, _far: object, *, whole: bool = True) -> Iterator[None]:
        told.append((what, whole))
        yield

    monkeypatch.setattr(waiting, "waiting", tell)
    for _ in range(2):
        shell.ok("note", "dana", "calm")
    assert told == [("stored; making the copy of the day", False)]


def test_two_stores_of_one_name_have_no_copies_in_common(shell: Shell, tmp_path: Path) -> None:
    shell.ok("backup")
    there = kinds(shell)
    other = tmp_path / "other" / shell.store.name
    other.parent.mkdir()
    shutil.copyfile(shell.store, other)
    shell.ok("backup", "--db", str(other))
    assert kinds(shell) == there
    assert paths.backups_folder(paths.data_file()).name == "rhythm"


def test_one_store_has_one_shelf_of_copies_by_whatever_way_it_is_named(shell: Shell, tmp_path: Path) -> None:
    shell.ok("backup")
    link, folder = tmp_path / "link.db", tmp_path / "linked"
    link.symlink_to(shell.store)
    folder.symlink_to(shell.store.parent, target_is_directory=True)
    for way in (link, folder / shell.store.name, shell.store.parent / "x" / ".." / shell.store.name):
        assert paths.backups_folder(way) == paths.backups_folder(shell.store)
        assert len(shell.ok("backups", "--json", "--db", str(way)).json) == 1


def test_the_usual_store_keeps_its_copies_where_it_is_a_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    usual = paths.data_file()
    usual.parent.mkdir(parents=True, exist_ok=True)
    usual.symlink_to(tmp_path / "synced.db")
    for way in (usual, tmp_path / "synced.db"):
        assert paths.backups_folder(way).name == "rhythm"


def test_a_copy_that_fails_is_told_and_the_command_is_done_all_the_same(
    shell: Shell, ordinary_days: FixedClock
) -> None:
    folder = paths.backups_folder(shell.store)
    folder.parent.mkdir(parents=True)
    folder.write_text("a file in the way")
    result = shell.ok("note", "dana", "calm")
    assert result.err.startswith(f"hint: today has no backup: the backup could not be written to {folder}")
    assert "calm" not in result.err


def test_a_day_that_is_only_looked_at_makes_no_copy(shell: Shell) -> None:
    shell.ok("note", "dana", "calm", today=dt.date(2031, 1, 1))
    assert kinds(shell) == []


@pytest.mark.parametrize("kind", ["escalations", "people", "inbox", "calendar"])
def test_before_every_import_there_is_a_copy(shell: Shell, tmp_path: Path, kind: str) -> None:
    content = {
        "escalations": "day,summary\n2026-11-20,who decides\n",
        "people": "name,email,manager\nThe One,me@acme.example,\nNew One,new@acme.example,The One\n",
        "inbox": "Platform / Growth: who decides\n",
        "calendar": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
    }
    file = tmp_path / ("file.ics" if kind == "calendar" else "file.csv")
    file.write_text(content[kind], newline="")
    shell.ok("import", kind, str(file), "--dry-run")
    assert kinds(shell) == []
    shell.run("import", kind, str(file), "--keep-going")
    assert kinds(shell) == ["before-import"]


def test_before_a_change_of_many_records_there_is_a_copy(shell: Shell) -> None:
    shell.ok("people", "move", "dana", "--to", "ilya")
    assert kinds(shell) == ["before-change"]


def test_without_a_copy_nothing_is_imported(shell: Shell, tmp_path: Path) -> None:
    folder = paths.backups_folder(shell.store)
    folder.parent.mkdir(parents=True)
    folder.write_text("a file in the way")
    (tmp_path / "rows.csv").write_text("day,summary\n2026-11-20,who decides\n")
    is_refused(shell, "import", "escalations", str(tmp_path / "rows.csv"), code=3)


def test_a_copy_is_made_listed_and_brought_back(shell: Shell, tmp_path: Path) -> None:
    made = shell.ok("backup", "--json").json
    assert made["ok"]
    assert [row["file"] for row in shell.ok("backups", "--json").json] == [made["file"]]
    assert Path(made["file"]).name in shell.ok("backups").out
    shell.ok("note", "dana", "a mistake")
    restored = shell.ok("restore", Path(made["file"]).name, "--yes", "--json").json
    assert restored["restored"] == made["file"]
    assert Path(restored["kept"]).exists()
    assert shell.ok("search", "mistake", "--json").json == []
    shell.ok("restore", restored["kept"], "--yes")
    assert len(shell.ok("search", "mistake", "--json").json) == 1
    named = tmp_path / "usb.db"
    assert shell.ok("backup", str(named)).out == f"Copied and checked: {named}\n"
    assert sorted(kinds(shell)) == ["before-restore", "before-restore", "by-hand"]


def test_restoring_asks_and_nobody_there_is_a_no(shell: Shell) -> None:
    shell.ok("backup")
    before = shell.store.read_bytes()
    is_refused(shell, "restore", "newest", code=1, message="this asks first, and nobody is here to answer")
    assert shell.at_terminal("restore", "newest", answers=["n"]).code == 1
    assert shell.store.read_bytes() == before
    said = shell.at_terminal("restore", "newest", answers=["y"])
    assert (said.code, "in the place of" in said.out) == (0, True)


def test_the_newest_copy_that_is_sound_comes_back_although_the_store_is_gone(shell: Shell) -> None:
    shell.ok("note", "dana", "calm")
    sound, newer = (Path(shell.ok("backup", "--json").json["file"]) for _ in range(2))
    newer = max(sound, newer, key=lambda path: path.name)
    newer.write_bytes(newer.read_bytes()[:9000])
    shell.store.unlink()
    result = shell.run("due")
    assert result.code == 3
    assert "rhythm backups" in result.err
    shell.ok("restore", "newest", "--yes")
    assert len(shell.ok("search", "calm", "--json").json) == 1


def test_a_copy_that_is_dated_ahead_is_the_newest_only_where_there_is_no_other(shell: Shell) -> None:
    ahead = Path(shell.ok("backup", "--json").json["file"])
    ahead = ahead.rename(ahead.with_name("by-hand-20990101T000000-00000000.db"))
    shell.ok("note", "dana", "calm")
    copy = Path(shell.ok("backup", "--json").json["file"])
    assert f"the newest that is sound: {copy}" in " ".join(shell.ok("doctor").out.split())
    assert shell.ok("restore", "newest", "--yes", "--json").json["restored"] == str(copy)
    assert shell.ok("restore", ahead.name, "--yes", "--json").json["restored"] == str(ahead)
    for other in set(ahead.parent.iterdir()) - {ahead}:
        other.unlink()
    assert shell.ok("restore", "newest", "--yes", "--json").json["restored"] == str(ahead)


def test_what_can_not_be_restored_is_refused(shell: Shell, tmp_path: Path) -> None:
    is_refused(shell, "restore", "newest", "--yes", code=1)
    is_refused(shell, "restore", str(tmp_path / "none.db"), "--yes", code=1)
    is_refused(shell, "restore", str(shell.store), "--yes", code=2)
    (tmp_path / "text.db").write_text("dear diary")
    is_refused(shell, "restore", str(tmp_path / "text.db"), "--yes", code=3)
    is_refused(shell, "backup", str(tmp_path), code=2)


def test_a_copy_of_so_long_a_name_that_nothing_fits_beside_it_comes_back(shell: Shell, tmp_path: Path) -> None:
    shell.ok("note", "dana", "calm")
    copy = tmp_path / f"{'c' * 247}.db"
    shutil.copyfile(shell.store, copy)
    shell.store.unlink()
    shell.ok("restore", str(copy), "--yes")
    assert len(shell.ok("search", "calm", "--json").json) == 1


def test_the_doctor_says_what_is_well_and_ends_with_it(shell: Shell) -> None:
    shell.ok("backup")
    found = shell.ok("doctor", "--json").json
    assert found["ok"]
    assert all({"name", "ok", "detail"} == check.keys() for check in found["checks"])
    assert "The store is well." in shell.ok("doctor").out
    assert " 1 kept; the newest that is sound: " in shell.ok("doctor").out
    shell.store.write_bytes(b"")
    result = shell.run("doctor", "--json")
    assert (result.code, result.json["ok"]) == (3, False)
    assert "0 bytes" in result.json["checks"][0]["detail"]
    assert "rhythm backups" in result.json["checks"][0]["detail"]


def test_what_is_left_of_a_damaged_store_is_read_and_can_be_put_in_its_place(shell: Shell, tmp_path: Path) -> None:
    shell.ok("note", "dana", "calm")
    content = bytearray(shell.store.read_bytes())
    content[:100] = bytes(100)
    shell.store.write_bytes(content)
    assert shell.run("due").code == 3
    target = tmp_path / "read.db"
    assert shell.ok("doctor", "--salvage", str(target), "--json").json["rows"]["note"] == 1
    assert shell.run("doctor", "--salvage", str(target)).code == 3
    shell.ok("restore", str(target), "--yes")
    assert len(shell.ok("search", "calm", "--json").json) == 1


def test_an_older_program_on_a_store_of_a_newer_one_reads_only(shell: Shell) -> None:
    shell.ok("note", "dana", "calm")
    with closing(sqlite3.connect(shell.store)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('rhythm', '9999_later', '')"
        )
        connection.execute("ALTER TABLE note ADD COLUMN mood TEXT")
        connection.execute("CREATE TABLE later(id INTEGER PRIMARY KEY)")
    before = shell.store.read_bytes()
    assert len(shell.ok("search", "calm", "--json").json) == 1
    assert shell.ok("due", "--json").json
    result = shell.run("note", "dana", "calmer")
    assert (result.code, "a newer rhythm made it (9999_later)" in result.err) == (3, True)
    checks = {check["name"]: check["ok"] for check in shell.run("doctor", "--json").json["checks"]}
    assert not checks["form"]
    assert shell.store.read_bytes() == before


def test_the_sample_organisation_has_no_backups_and_is_well_without(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--demo", "--today", "2026-11-20", "doctor"]) == 0
    for words in (["backup"], ["restore", "newest", "--yes"]):
        assert main(["--demo", "--today", "2026-11-20", *words]) == 2
    assert "the sample organisation has no backups" in capsys.readouterr().err
