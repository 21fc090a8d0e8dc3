"""erase and export person, in the shell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from rhythm.errors import StoreError
from rhythm.storage import erasing
from rhythm.storage.database import Database
from rhythm.storage.erasing import Erased
from tests.cli.refusing import is_refused
from tests.cli.shell import Shell


def test_erasing_says_what_it_does_asks_and_says_what_stays(shell: Shell) -> None:
    shell.ok("held", "dana", "--note", "likes Zwetschgenkuchen")
    shell.ok("backup")
    said = shell.ok("erase", "dana", "--dry-run").out
    for words in ("records, with history", "leaves 1 meeting and what was counted", "1 backup keeps everything"):
        assert words in said
    before = shell.store.read_bytes()
    assert shell.at_terminal("erase", "dana", answers=["n"]).code == 1
    assert shell.store.read_bytes() == before
    done = shell.at_terminal("erase", "dana", answers=["y", "y"])
    assert (done.code, "Erased, also from 1 backup." in done.out) == (0, True)
    assert b"Zwetschgenkuchen" not in shell.store.read_bytes()
    assert all(b"Zwetschgenkuchen" not in Path(row["file"]).read_bytes() for row in shell.ok("backups", "--json").json)


def test_without_room_to_write_the_copies_anew_nobody_is_erased_from_the_store_either(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = Path(shell.ok("backup", "--json").json["file"])
    before = shell.store.read_bytes(), copy.read_bytes()
    full = SimpleNamespace(free=4 * len(before[1]) - 1)
    monkeypatch.setattr("rhythm.storage.erasing.shutil.disk_usage", lambda _folder: full)
    message = "the disk has no room to write the copies anew without them"
    is_refused(shell, "erase", "dana", "--yes", "--backups", "--json", code=3, message=message)
    assert (shell.store.read_bytes(), copy.read_bytes()) == before
    full.free += 1
    done = shell.ok("erase", "dana", "--yes", "--backups", "--json").json
    assert done["backups"] == {"redone": 1, "left": []}


def test_control_c_says_what_stands_and_the_same_command_goes_on(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("held", "dana", "--note", "likes Zwetschgenkuchen")
    copies = [Path(shell.ok("backup", "--json").json["file"]) for _ in range(2)]

    def stopped(*words: str, at: str) -> str:
        def stop(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(at, stop)
            result = shell.run("erase", "dana", "--yes", *words)
        assert result.code == 130
        return result.err

    assert stopped(at="rhythm.storage.erasing.rebuild_search") == "hint: stopped; nothing was changed\n"
    assert stopped(at="rhythm.service.forgetting.erasing.erase_person") == ""
    said = stopped("--backups", at="rhythm.storage.erasing_copies.replace_store")
    assert "hint: stopped; the store is as it was" in said
    assert "the same command goes on" in said
    assert "hint: stopped, but Dana Okoye is erased already" in stopped(
        "--backups", at="rhythm.service.Rhythm.read_escalations_anew"
    )
    assert all(b"Zwetschgenkuchen" not in path.read_bytes() for path in (shell.store, *copies))


def test_a_store_that_refuses_once_the_backups_are_done_does_not_say_that_nothing_was_changed(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("backup")
    erase_person = erasing.erase_person

    def busy(db: Database, person_id: int, *, rehearse: bool = False) -> Erased:
        if rehearse:
            return erase_person(db, person_id, rehearse=True)
        raise StoreError("another program writes to the store", "try again")

    monkeypatch.setattr("rhythm.service.forgetting.erasing.erase_person", busy)
    refused = shell.run("erase", "dana", "--yes", "--backups")
    assert refused.code == 3
    assert "hint: stopped; the store is as it was, and what was taken out of backups stays out" in refused.err
    assert "hint: try again" in refused.err
    assert "stopped" not in shell.run("erase", "dana", "--yes").err


def test_nobody_there_to_ask_is_a_no(shell: Shell) -> None:
    result = shell.run("erase", "dana")
    assert (result.code, "nobody is here to answer" in result.err) == (1, True)
    assert shell.ok("erase", "dana", "--dry-run", "--json").json["dry_run"]
    done = shell.ok("erase", "dana", "--yes", "--json").json
    assert done["backups"] == {"redone": 0, "left": []}
    is_refused(shell, "erase", "dana", "--yes", code=1)


def test_a_name_that_two_have_erases_nobody(shell: Shell) -> None:
    is_refused(shell, "erase", "chris", "--yes", code=1)


def test_what_is_kept_about_somebody_is_written(shell: Shell, tmp_path: Path) -> None:
    shell.ok("note", "dana", "calm")
    target = tmp_path / "dana.json"
    assert shell.ok("export", "person", "dana", str(target), "--json").json == {"files": [str(target)]}
    assert "calm" in target.read_text()
    is_refused(shell, "export", "person", "dana", str(target), code=2)


def test_a_first_name_in_small_letters_goes_too_and_what_stays_is_said(shell: Shell) -> None:
    shell.ok("note", "ilya", "asked dana whether she will")
    shell.ok("people", "edit", "dana", "--nickname", "Will")
    said = shell.ok("erase", "dana", "--dry-run").out
    assert "in small letters these stay, since they are ordinary words: will" in said
    assert shell.ok("erase", "dana", "--yes", "--json").json["erased"]["words_kept"] == ["will"]
    assert "asked [erased] whether she will" in shell.ok("prep", "ilya").out
    assert shell.ok("search", "dana", "--json").json == []


def test_somebody_who_is_archived_is_given_out_and_erased_too(shell: Shell, tmp_path: Path) -> None:
    shell.ok("people", "archive", "noor")
    shell.ok("export", "person", "noor", str(tmp_path / "noor.json"))
    would = shell.ok("erase", "noor", "--dry-run", "--json").json
    assert (would["dry_run"], would["backups"]) == (True, {"redone": 0, "left": []})
    done = shell.ok("erase", "noor", "--yes", "--json").json
    assert (done["dry_run"], done["erased"]) == (False, would["erased"])


def test_of_backups_it_is_spoken_only_where_there_are_some_and_nothing_is_said_of_them(shell: Shell) -> None:
    assert "backup" not in shell.ok("erase", "dana", "--dry-run").out
    done = shell.at_terminal("erase", "dana", answers=["y"])
    assert (done.code, "backup" in done.out) == (0, False)
    shell.ok("backup")
    assert "1 backup keeps everything" in shell.ok("erase", "ilya", "--dry-run").out
    assert "keeps everything" not in shell.ok("erase", "ilya", "--dry-run", "--backups").out
    kept = shell.at_terminal("erase", "ilya", answers=["y", "n"])
    assert "Erase from 1 backup too?" in kept.out
    assert "Erased.\n" in kept.out.replace("\x1b[32m", "").replace("\x1b[0m", "")


def test_looking_leaves_nothing_when_it_is_stopped_and_erasing_may_have_left_backups(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = list[tuple[str, bool]]()

    @contextmanager
    def tell(what: str, _far: object, *, whole: bool) -> Iterator[None]:
        told.append((what, whole))
        yield

    monkeypatch.setattr("rhythm.cli.waiting.waiting", tell)
    shell.ok("erase", "dana", "--yes")
    assert told == [("looking at what goes", True), ("erasing", False)]
