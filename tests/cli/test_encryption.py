"""Encryption at rest: no plain text anywhere, and each kind of trouble has its own words."""

from __future__ import annotations

import getpass
import io
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

from rhythm import paths
from rhythm.cli import main
from rhythm.service import unlocking
from rhythm.storage import driver, keys
from rhythm.storage.far import Far
from rhythm.storage.opening import open_store
from rhythm.storage.salvaging import salvage
from rhythm.storage.shelf import copies
from tests.builders import FixedClock
from tests.cli.shell import FRIDAY, Result, Shell
from tests.storage.killed import killed_over_a_write

SECRET = "Zwetschgenkuchen"
WORDS = "correct horse battery"
OTHERS = "entirely different staple"


def files_of(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())


def holding(text: str, *folders: Path) -> list[Path]:
    """Files that hold a text, in any of the ways in which it may be written."""
    forms = [text.encode(form) for form in ("utf-8", "utf-16-le")]
    return [path for path in files_of(*folders) if any(form in path.read_bytes() for form in forms)]


def locked_again() -> None:
    """As if another process began."""
    driver.forget_keys()


@pytest.fixture(autouse=True)
def _quick(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases are stretched less: that is to cost time."""
    if "own_shell" not in request.node.name:
        monkeypatch.setattr(keys, "ROUNDS", 10)


@pytest.fixture
def words_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The passphrase in a file that the environment names."""
    file = tmp_path / "words"
    file.write_text(f"{WORDS}\n", encoding="utf-8")
    monkeypatch.setenv(unlocking.FILE, str(file))
    return file


@pytest.fixture
def shut(shell: Shell) -> Shell:
    """A prompt over an encrypted store whose key nobody has given."""
    shell.ok("note", "dana", SECRET)
    shell.ok("encrypt", typed=f"{WORDS}\n".encode())
    locked_again()
    return shell


def at_terminal(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, typed: list[str], *words: str, answers: list[str] | None = None
) -> Result:
    """A command at a terminal where these passphrases are typed unseen, and then the end of input."""
    left = iter(typed)

    def unseen(_question: str = "") -> str:
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr(getpass, "getpass", unseen)
    with monkeypatch.context() as patch:
        patch.setattr("rhythm.cli.unlocking.at_terminal", lambda: True)
        return shell.at_terminal(*words, answers=answers or [])


def test_nothing_is_plain_in_any_file_afterwards(shell: Shell, tmp_path: Path, words_file: Path) -> None:
    shell.ok("note", "dana", SECRET)
    shell.ok("backup")
    shell.ok("restore", "newest", "--yes")
    assert holding(SECRET, tmp_path)
    said = shell.ok("encrypt", typed=f"{WORDS}\n".encode())
    assert "Nobody can recover" in said.out
    locked_again()
    shell.ok("note", "dana", f"{SECRET} again")
    shell.ok("backup")
    shell.ok("undo")
    shell.ok("erase", "noor", "--backups", "--yes")
    locked_again()
    with closing(open_unlocked(shell.store)) as db:
        with db.unlogged():
            db.connection.execute("INSERT INTO draft VALUES ('room:1', ?, '')", (SECRET,))
        # In the middle of a write, with a journal beside the file.
        db.connection.execute("BEGIN IMMEDIATE")
        db.connection.execute("DELETE FROM draft")
        db.connection.execute("PRAGMA cache_spill = 1")
        assert holding(SECRET, tmp_path) == []
        assert holding("Dana", tmp_path) == []
        db.connection.execute("ROLLBACK")
    assert all(driver.PLAIN_START not in path.read_bytes() for path in files_of(tmp_path) if path.suffix == ".db")
    assert len(copies(paths.backups_folder(shell.store))) >= 2


def open_unlocked(store: Path) -> Any:
    assert keys.unlock(store, WORDS)
    return open_store(store, FixedClock(FRIDAY), backups=store.parent / "backups")


def test_behind_a_link_the_store_itself_is_encrypted(shell: Shell, tmp_path: Path, words_file: Path) -> None:
    shell.ok("note", "dana", SECRET)
    real = shell.store.rename(tmp_path / "elsewhere.db")
    shell.store.symlink_to(real)
    shell.ok("encrypt", typed=f"{WORDS}\n".encode())
    assert shell.store.readlink() == real
    assert holding(SECRET, tmp_path) == []
    assert SECRET in shell.ok("search", SECRET).out


def test_every_row_comes_along_both_ways_and_undo_passes_by(shell: Shell, tmp_path: Path, words_file: Path) -> None:
    def everything(name: str) -> dict[str, bytes]:
        shell.ok("export", "json", str(tmp_path / name))
        # What happened to the file itself stands in the history.
        written = files_of(tmp_path / name)
        return {path.name: path.read_bytes() for path in written if path.stem not in ("action", "manifest", "meta")}

    shell.ok("note", "dana", SECRET)
    before = everything("before")
    shell.ok("encrypt", typed=f"{WORDS}\n".encode())
    locked_again()
    assert everything("between") == before
    assert shell.ok("search", SECRET, "--json").json
    shell.ok("decrypt")
    locked_again()
    assert everything("after") == before
    shell.ok("undo")
    assert shell.store.read_bytes().startswith(driver.PLAIN_START)
    assert shell.ok("search", SECRET, "--json").json == []


def test_sqlciphers_own_shell_opens_the_store_with_the_passphrase(shut: Shell) -> None:
    with closing(dbapi2.connect(str(shut.store))) as connection:
        connection.execute(f"PRAGMA key = '{WORDS}'")
        assert connection.execute("SELECT count(*) FROM note").fetchone()[0] == 1


@pytest.mark.parametrize(
    "words", [("due",), ("note", "dana", "calm"), ("search", "calm"), ("undo",), ("due", "--json")]
)
def test_without_the_passphrase_nothing_is_read_or_written_and_the_next_step_is_named(
    shut: Shell, words: tuple[str, ...]
) -> None:
    before = shut.store.read_bytes()
    result = shut.run(*words, typed=f"{WORDS}\n".encode())
    error, hint = result.err.splitlines()
    assert (result.code, result.out) == (3, "")
    assert "is encrypted" in error
    assert unlocking.FILE in hint
    assert shut.store.read_bytes() == before


def test_without_the_driver_the_extra_is_named(shut: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "find_spec", lambda name: None if name == "sqlcipher3" else find_spec(name))
    for words in (("due",), ("encrypt",), ("decrypt",)):
        result = shut.run(*words)
        assert result.code == 3
        assert "pip install '.[encrypted]'" in result.err


def test_a_wrong_passphrase_is_said_and_asked_for_again(shut: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    result = at_terminal(shut, monkeypatch, ["wrong words", WORDS], "search", SECRET)
    assert result.code == 0
    assert SECRET in result.out
    assert "does not open" in result.err
    locked_again()
    result = at_terminal(shut, monkeypatch, ["Pflaumenmus"] * 9, "due")
    assert result.code == 3
    assert result.err.count("does not open") == 3
    assert "Pflaumenmus" not in result.err + result.out


def test_a_right_passphrase_for_a_damaged_beginning_is_told_from_a_wrong_one(
    shut: Shell, monkeypatch: pytest.MonkeyPatch, words_file: Path
) -> None:
    shut.ok("backup")
    locked_again()
    monkeypatch.delenv(unlocking.FILE)
    content = bytearray(shut.store.read_bytes())
    content[40:60] = bytes(20)
    shut.store.write_bytes(content)
    right = at_terminal(shut, monkeypatch, [WORDS], "due")
    assert (right.code, "damaged at its beginning" in right.err) == (3, True)
    assert "rhythm restore" in right.err
    locked_again()
    wrong = at_terminal(shut, monkeypatch, ["wrong words"] * 3, "due")
    assert (wrong.code, "does not open" in wrong.err) == (3, True)
    locked_again()
    at_terminal(shut, monkeypatch, [WORDS], "restore", "newest", "--yes")
    locked_again()
    assert at_terminal(shut, monkeypatch, [WORDS], "search", SECRET).code == 0
    assert holding(SECRET, shut.store.parent) == []


def test_damage_inside_is_found_by_doctor_and_not_taken_for_a_wrong_passphrase(shut: Shell, words_file: Path) -> None:
    content = bytearray(shut.store.read_bytes())
    content[len(content) // 2] ^= 0xFF
    shut.store.write_bytes(content)
    result = shut.run("doctor")
    assert result.code == 1
    assert "damaged" in result.out


def test_doctor_finds_an_encrypted_store_well_and_says_when_it_is_locked(
    shut: Shell, monkeypatch: pytest.MonkeyPatch, words_file: Path
) -> None:
    shut.ok("backup")
    locked_again()
    assert "The store is well." in shut.ok("doctor").out
    monkeypatch.delenv(unlocking.FILE)
    locked_again()
    result = shut.run("doctor")
    assert result.code == 3
    assert "is encrypted" in result.out


def test_salvage_of_an_encrypted_store_is_encrypted(shut: Shell, tmp_path: Path, words_file: Path) -> None:
    content = bytearray(shut.store.read_bytes())
    middle = len(content) // 4096 // 2 * 4096
    content[middle : middle + 4096] = bytes(4096)
    shut.store.write_bytes(content)
    target = tmp_path / "left.db"
    shut.ok("doctor", "--salvage", str(target))
    assert not target.read_bytes().startswith(driver.PLAIN_START)
    assert keys.looks_encrypted(target)


def test_a_damaged_page_of_an_encrypted_store_hides_nothing_behind_it(
    shut: Shell, tmp_path: Path, words_file: Path
) -> None:
    assert keys.unlock(shut.store, WORDS)
    with closing(driver.connect(str(shut.store), timeout=1)) as store:
        root = store.execute("SELECT rootpage FROM sqlite_master WHERE name = 'absence'").fetchone()[0]
    content = bytearray(shut.store.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = bytes(4096)
    shut.store.write_bytes(content)
    found = salvage(shut.store, tmp_path / "left.db", FixedClock(FRIDAY))
    assert (found.rows["note"], found.from_log, found.left_out) == (1, 0, 0)


def test_the_passphrase_opens_a_store_that_a_program_was_killed_over(shut: Shell, words_file: Path) -> None:
    assert keys.unlock(shut.store, WORDS)
    killed_over_a_write(shut.store)
    locked_again()
    assert SECRET in shut.ok("search", SECRET).out


def test_the_recovery_code_opens_the_store_where_the_passphrase_is_forgotten(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = shell.ok("encrypt", "--json", typed=f"{WORDS}\n".encode()).json["recovery_code"]
    locked_again()
    typed = [code.lower().replace("-", " "), OTHERS, OTHERS]
    result = at_terminal(shell, monkeypatch, typed, "passphrase", answers=["wrong end"])
    assert result.code == 2
    locked_again()
    assert keys.unlock(shell.store, WORDS)
    shell.ok("passphrase", "--json", typed=f"{OTHERS}\n".encode())
    locked_again()
    assert not keys.unlock(shell.store, WORDS)
    assert not keys.unlock(shell.store, code)
    assert keys.unlock(shell.store, OTHERS)


def test_at_a_terminal_the_passphrase_is_typed_twice_and_the_code_asked_back(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shell.store.read_bytes()
    assert at_terminal(shell, monkeypatch, [WORDS, OTHERS], "encrypt").code == 2
    assert at_terminal(shell, monkeypatch, ["short", "short"], "encrypt").code == 2
    assert at_terminal(shell, monkeypatch, [], "encrypt").code == 3
    assert at_terminal(shell, monkeypatch, [WORDS, WORDS], "encrypt", answers=["AAAA-AAAA"]).code == 2
    assert shell.store.read_bytes() == before
    fixed = keys.derive(WORDS, b"s" * driver.SALT_BYTES)
    monkeypatch.setattr(keys, "new_key", lambda _passphrase: fixed)
    tail = keys.code_of(fixed)[-9:].lower()
    result = at_terminal(shell, monkeypatch, [WORDS, WORDS], "encrypt", answers=[tail])
    assert result.code == 0, result.err
    assert result.out.count(keys.code_of(fixed)) == 1
    assert WORDS not in result.out + result.err


def test_at_a_terminal_the_end_of_input_is_no_ending_of_the_code_and_changes_nothing(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shell.store.read_bytes()
    result = at_terminal(shell, monkeypatch, [WORDS, WORDS], "encrypt", answers=[])
    assert (result.code, "that is not how it ends" in result.err) == (2, True)
    assert shell.store.read_bytes() == before


@pytest.mark.parametrize(
    ("ends", "code", "said"),
    [
        (EOFError, 3, "\nerror: no passphrase was given\nhint: nothing was changed\n"),
        (KeyboardInterrupt, 130, "\nhint: nothing was changed\n"),
    ],
)
def test_what_ends_the_typing_of_a_passphrase_is_told_below_the_question(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, ends: type[BaseException], code: int, said: str
) -> None:
    def stop(_question: str) -> str:
        raise ends

    before = shell.store.read_bytes()
    monkeypatch.setattr(getpass, "getpass", stop)
    monkeypatch.setattr("rhythm.cli.unlocking.at_terminal", lambda: True)
    result = shell.run("encrypt", "--json")
    assert (result.code, result.out, result.err) == (code, "", said)
    assert shell.store.read_bytes() == before


def test_a_code_that_stands_in_a_document_or_in_a_pipe_is_not_asked_back(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("backup")
    said = at_terminal(shell, monkeypatch, [WORDS, WORDS], "encrypt", "--json").json
    assert (said["encrypted"], len(said["made_anew"])) == (True, 1)
    monkeypatch.setattr(getpass, "getpass", lambda _question: OTHERS)
    monkeypatch.setattr("rhythm.cli.unlocking.at_terminal", lambda: True)
    assert "Recovery code, shown only now" in shell.ok("passphrase").out


@pytest.mark.parametrize(("answers", "plain"), [(["x", "", "k"], 1), (["d"], 0), (["e"], 0), ([], 0)])
def test_at_a_terminal_it_is_asked_what_becomes_of_plain_copies_until_that_is_said(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, answers: list[str], plain: int
) -> None:
    shell.ok("backup")
    fixed = keys.derive(WORDS, b"s" * driver.SALT_BYTES)
    monkeypatch.setattr(keys, "new_key", lambda _passphrase: fixed)
    tail = keys.code_of(fixed)[-9:].lower()
    result = at_terminal(shell, monkeypatch, [WORDS, WORDS], "encrypt", answers=[tail, *answers])
    assert result.code == 0, result.err
    shelf = [copy.path for copy in copies(paths.backups_folder(shell.store))]
    assert len(shelf) == (0 if answers == ["d"] else 1)
    assert sum(path.read_bytes().startswith(driver.PLAIN_START) for path in shelf) == plain


def test_control_c_at_that_question_says_that_the_store_is_encrypted_already(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.ok("backup")

    def stop(question: str) -> str:
        if "eight" in question:
            return keys.code_of(fixed)[-9:]
        raise KeyboardInterrupt

    fixed = keys.derive(WORDS, b"s" * driver.SALT_BYTES)
    monkeypatch.setattr(keys, "new_key", lambda _passphrase: fixed)
    monkeypatch.setattr("rhythm.cli.inputs.may_ask", lambda _context: True)
    monkeypatch.setattr(getpass, "getpass", lambda _question: WORDS)
    monkeypatch.setattr("rhythm.cli.unlocking.at_terminal", lambda: True)
    monkeypatch.setattr("builtins.input", stop)
    result = shell.run("encrypt")
    assert result.code == 130
    assert f"hint: {shell.store} is encrypted; the copies are as they were" in result.err
    assert keys.unlock(shell.store, WORDS)


@pytest.mark.parametrize(("choice", "left"), [("encrypt", "encrypted"), ("delete", "none"), ("keep", "plain")])
def test_older_plain_copies_are_encrypted_deleted_or_kept_as_was_said(shell: Shell, choice: str, left: str) -> None:
    shell.ok("backup")
    shelf = paths.backups_folder(shell.store)
    found = {copy.path for copy in copies(shelf)}
    said = shell.ok("encrypt", "--copies", choice, "--json", typed=f"{WORDS}\n".encode()).json
    after = {copy.path for copy in copies(shelf)}
    assert after == (set() if left == "none" else found)
    plain = {path for path in after if path.read_bytes().startswith(driver.PLAIN_START)}
    assert plain == (found if left == "plain" else set())
    named = {"encrypt": "made_anew", "delete": "deleted", "keep": "left"}[choice]
    assert {Path(name) for name in said[named]} == found


def test_a_copy_that_can_not_be_read_is_named_and_left(shell: Shell) -> None:
    copy = Path(shell.ok("backup", "--json").json["file"])
    copy.write_bytes(b"SQLite format 3\0 and no more")
    said = shell.ok("encrypt", "--json", typed=f"{WORDS}\n".encode()).json
    assert str(copy) in said["left"]
    assert copy.exists()


def test_what_another_program_writes_meanwhile_is_not_lost(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from rhythm.storage import encrypting

    whole: Callable[..., None] = encrypting.copy_with_key

    def with_a_writer(source: Path, part: Path, key: driver.Key | None, far: Far) -> None:
        whole(source, part, key, far)
        with closing(sqlite3.connect(source)) as other, other:
            other.execute("INSERT INTO draft VALUES ('room:1', 'typed meanwhile', '')")

    monkeypatch.setattr(encrypting, "copy_with_key", with_a_writer)
    result = shell.run("encrypt", typed=f"{WORDS}\n".encode())
    assert result.code == 3
    assert "wrote to the store meanwhile" in result.err
    with closing(sqlite3.connect(shell.store)) as store:
        assert store.execute("SELECT body FROM draft").fetchall() == [("typed meanwhile",)]


def test_a_copy_from_before_is_restored_encrypted(shut: Shell, tmp_path: Path, words_file: Path) -> None:
    plain = tmp_path / "plain.db"
    locked_again()
    shut.ok("decrypt")
    shutil.copy(shut.store, plain)
    shut.ok("encrypt", typed=f"{WORDS}\n".encode())
    shut.ok("restore", str(plain), "--yes")
    locked_again()
    assert shut.ok("search", SECRET, "--json").json
    assert holding(SECRET, shut.store.parent) == []


def test_everything_is_imported_into_an_empty_encrypted_store_encrypted(
    shut: Shell, tmp_path: Path, words_file: Path
) -> None:
    shut.ok("export", "json", str(tmp_path / "out"))
    empty = tmp_path / "other" / "rhythm.db"
    other = ["--db", str(empty), "--today", "2026-11-20"]
    stdin = io.TextIOWrapper(io.BytesIO(f"{WORDS}\n".encode()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", stdin)
        assert main([*other, "encrypt"]) == 0
    locked_again()
    assert main([*other, "import", "json", str(tmp_path / "out")]) == 0
    assert holding(SECRET, empty.parent) == []
    locked_again()
    assert main([*other, "search", SECRET]) == 0


def test_a_command_that_prints_the_passphrase_opens_the_store(shut: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(unlocking.COMMAND, f"echo '{WORDS}'")
    shut.ok("due")
    locked_again()
    for command in ("echo nonsense", "false", "no-such-command-here", "'open"):
        monkeypatch.setenv(unlocking.COMMAND, command)
        result = shut.run("due")
        assert result.code == 3
        assert unlocking.COMMAND in result.err


def test_a_file_that_is_not_there_or_holds_another_passphrase_is_said(
    shut: Shell, words_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words_file.write_text(OTHERS, encoding="utf-8")
    assert unlocking.FILE in shut.run("due").err
    words_file.unlink()
    assert unlocking.FILE in shut.run("due").err
    monkeypatch.setenv(unlocking.FILE, "~nobody-of-that-name/x")
    assert unlocking.FILE in shut.run("due").err


class Ring(SimpleNamespace):
    """A keyring as its library has it."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, name: str) -> str | None:
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, value: str) -> None:
        self.kept[service, name] = value

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]


@pytest.fixture
def with_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "settings.yaml"
    file.write_text("store: {keyring: true}\n", encoding="utf-8")
    monkeypatch.setenv("RHYTHM_SETTINGS", str(file))


def test_the_keyring_opens_the_store_for_who_chose_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, with_keyring: None
) -> None:
    ring = Ring()
    monkeypatch.setitem(sys.modules, "keyring", ring)
    shell.ok("encrypt", typed=f"{WORDS}\n".encode())
    assert WORDS not in repr(ring.kept)
    locked_again()
    shell.ok("due")
    shell.ok("passphrase", typed=f"{OTHERS}\n".encode())
    assert len(ring.kept) == 1
    locked_again()
    shell.ok("decrypt")
    assert ring.kept == {}


@pytest.mark.parametrize("there", [True, False])
def test_without_a_desktop_the_keyring_is_passed_by(
    shut: Shell, monkeypatch: pytest.MonkeyPatch, with_keyring: None, words_file: Path, there: bool
) -> None:
    def refuse(*_: str) -> None:
        raise RuntimeError("no recommended backend was available")

    ring = SimpleNamespace(get_password=refuse, set_password=refuse, delete_password=refuse) if there else None
    monkeypatch.setitem(sys.modules, "keyring", ring)
    shut.ok("due")
    locked_again()
    monkeypatch.delenv(unlocking.FILE)
    assert shut.run("due").code == 3
    assert at_terminal(shut, monkeypatch, [WORDS], "due").code == 0


def test_a_file_of_noise_is_not_taken_for_text_nor_text_for_noise(shut: Shell, tmp_path: Path) -> None:
    assert keys.looks_encrypted(shut.store)
    plain = tmp_path / "plain"
    for content in (b"", b"abc", b"x" * 4096, "Grüße an alle, und mehr. ".encode() * 400):
        plain.write_bytes(content.ljust(4096 * (len(content) // 4096 + 1), b" ") if len(content) > 3 else content)
        assert not keys.looks_encrypted(plain)


def test_completion_asks_for_no_passphrase(shut: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise AssertionError("asked")

    monkeypatch.setattr(getpass, "getpass", fail)
    monkeypatch.setattr("rhythm.cli.unlocking.at_terminal", lambda: True)
    from argparse import Namespace

    from rhythm.cli.completing import _completer, _people

    assert _completer(_people)("", Namespace(db=str(shut.store), today=None, settings=None, demo=False)) == {}


def test_what_is_encrypted_and_decrypted_says_which_share_is_written(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    wholes: list[int] = []
    growing = Far.growing

    def noted(far: Far, part: Path, whole: int) -> AbstractContextManager[None]:
        wholes.append(whole)
        return growing(far, part, whole)

    monkeypatch.setattr(Far, "growing", noted)
    size = shell.store.stat().st_size
    shell.ok("encrypt", typed=f"{WORDS}\n".encode())
    shell.ok("decrypt", typed=f"{WORDS}\n".encode())
    assert len(wholes) == 2
    assert all(size / 2 < whole <= 2 * size for whole in wholes)
