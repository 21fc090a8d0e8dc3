"""Whatever is typed wrong: two lines on standard error, the exit code of the contract, and a store as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rhythm.storage import opening
from tests.cli.refusing import DAMAGE, content, is_refused, is_refused_on_damage, is_refused_while_held
from tests.cli.shell import Shell

LONG = "x" * 20_001
NO_TEXT = b"caf\xe9".decode("utf-8", "surrogateescape")
WRONG = [
    (("due", "now"), 2, None),
    (("due", "--today", "someday"), 2, "'someday' is not a day I can read"),
    (("prep",), 2, None),
    (("prep", "zoltan"), 1, "there is no person called 'zoltan'"),
    (("prep", "chris"), 1, "'chris' could be Chris Alder (Platform) or Chris Moon (Growth)"),
    (("prep", ""), 2, "the name of the person is empty"),
    (("prep", "#77"), 1, None),
    (("prep", "99999999999999999999"), 1, None),
    (("held", "chris"), 1, "'chris' could be Chris Alder (Platform) or Chris Moon (Growth)"),
    (("held", "zoltan"), 1, "there is no person called 'zoltan'"),
    (("held", "dana", "--on", "31 feb"), 2, "there is no 31 Feb"),
    (("held", "dana", "--on", "12/3"), 2, None),
    (("held", "dana", "--on", ""), 2, None),
    (("held", "dana", "--on", "tomorrow"), 2, None),
    (("held", "dana", "--on", "2026-11-21"), 2, None),
    (("held", "dana", "--on", "1890-01-01"), 2, None),
    (("held", "dana", "--minutes", "0"), 2, "that is not a length of time"),
    (("held", "dana", "--minutes", "-5"), 2, None),
    (("held", "dana", "--minutes", "a while"), 2, "that is not a length of time"),
    (("held", "dana", "--minutes", "99999"), 2, "that is not a length of time"),
    (("held", "dana", "--note", " "), 2, "the note is empty"),
    (("held", "dana", "--note", "-"), 2, "the note is empty"),
    (("skip", "dana"), 2, None),
    (("skip", "dana", "--reason", ""), 2, "the reason is empty"),
    (("skip", "zoltan", "--reason", "x"), 1, "there is no person called 'zoltan'"),
    (("note", "dana"), 2, "the note is empty"),
    (("note", "dana", ""), 2, "the note is empty"),
    (("note", "dana", " \t\n"), 2, "the note is empty"),
    (("note", "dana", NO_TEXT), 2, "the note holds bytes that are no text"),
    (("note", "dana", "x" * 1_000_001), 2, "the note is longer than 1,000,000 characters"),
    (("note", "chris", "x"), 1, None),
    (("topic", "dana", " "), 2, "the topic is empty"),
    (("topic", "dana", LONG), 2, "the topic is longer than 20,000 characters"),
    (("topic", "zoltan", "x"), 1, "there is no person called 'zoltan'"),
    (("promise", "dana", ""), 2, "the promise is empty"),
    (("promise", "dana", "x", "--by", "never"), 2, "'never' is not a day I can read"),
    (("promise", "dana", "x", "--mine", "--theirs"), 2, None),
    (("promise", "chris", "x"), 1, None),
    (("promises", "zoltan"), 1, "there is no person called 'zoltan'"),
    (("done",), 2, None),
    (("done", "77"), 1, "there is no promise #77"),
    (("done", "99999999999999999999"), 1, "there is no promise #99999999999999999999"),
    (("done", "soon"), 1, "there is no promise 'soon'"),
    (("done", ""), 1, "there is no promise ''"),
    (("done", "2"), 1, "promise #2 is done already"),
    (("search",), 2, "what to look for is empty"),
    (("search", " "), 2, "what to look for is empty"),
    (("search", NO_TEXT), 2, "what to look for holds bytes that are no text"),
    (("redo",), 1, "there is nothing to put back"),
    (("people", "dance"), 2, None),
    (("people", "add"), 2, None),
    (("people", "add", " "), 2, "the name is empty"),
    (("people", "add", NO_TEXT), 2, "the name holds bytes that are no text"),
    (("people", "add", "Mei", "--reports-to", "zoltan"), 1, "there is no person called 'zoltan'"),
    (("people", "add", "Mei", "--reports-to", "chris"), 1, None),
    (("people", "add", "Mei", "--relation", "rival"), 2, "that is not a relation"),
    (("people", "add", "Mei", "--relation", "me"), 2, "that is not a relation"),
    (("people", "add", "Mei", "--email", "mei"), 2, "that is not an e-mail address"),
    (("people", "add", "Mei", "--target", "0d"), 2, "'0d' is not a number of days I can use"),
    (
        ("people", "add", "Mei", "--target", "30d", "--limit", "7d"),
        2,
        "the limit of 7 days is shorter than the target of 30 days",
    ),
    (("people", "add", "Mei", "--limit", "3d"), 2, "the limit of 3 days is shorter than the target of 7 days"),
    (("people", "edit", "dana", "--limit", "1d"), 2, "the limit of 1 day is shorter than the target of 7 days"),
    (("people", "add", "Mei", "--team", ""), 2, None),
    (("people", "edit", "dana"), 2, "nothing to change was named"),
    (("people", "edit", "zoltan", "--title", "x"), 1, "there is no person called 'zoltan'"),
    (("people", "edit", "dana", "--name", ""), 2, "the name is empty"),
    (("people", "edit", "dana", "--reports-to", "noor"), 2, "Dana Okoye would report to themselves"),
    (("people", "edit", "dana", "--team", "Elsewhere"), 1, "there is no team called Elsewhere"),
    (("people", "edit", "dana", "--away-until", "whenever"), 2, "'whenever' is not a day I can read"),
    (("people", "archive", "me"), 2, "you can't archive yourself"),
    (("people", "archive", "dana"), 2, "Dana Okoye still has 2 reports"),
    (("team", "add", ""), 2, "the name of the team is empty"),
    (("team", "add", "growth"), 2, "there is a team Growth already"),
    (("team", "add", "Core", "--manager", "zoltan"), 1, "there is no person called 'zoltan'"),
    (("team", "add", "Core", "--alias", ""), 2, "an alias is empty"),
    (("team", "edit", "Core", "--name", "x"), 1, "there is no team called 'Core'"),
    (("team", "edit", "growth"), 2, "nothing to change was named"),
    (("team", "edit", "growth", "--name", "Platform"), 2, "there is a team Platform already"),
    (("team", "edit", "growth", "--drop-alias", "x"), 1, "Growth does not go by that name"),
    (("settings", "paint"), 2, None),
    (("import",), 2, None),
    (("import", "people"), 2, None),
    (("import", "people", "/nowhere/people.csv"), 2, "there is no file /nowhere/people.csv"),
    (("import", "escalations", "/nowhere/rows.csv"), 2, "there is no file /nowhere/rows.csv"),
    (("import", "people", "/"), 2, "/ is a folder"),
]


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    """One open promise and one that was kept."""
    shell.ok("promise", "dana", "the first")
    shell.ok("promise", "dana", "the second")
    shell.ok("done", "2")
    return shell


@pytest.mark.parametrize(("words", "code", "message"), WRONG, ids=lambda value: ascii(value)[:60])
def test_bad_input_is_two_lines_and_changes_nothing(
    stocked: Shell, words: tuple[str, ...], code: int, message: str | None
) -> None:
    is_refused(stocked, *words, code=code, message=message)


@pytest.mark.parametrize("command", [("note", "dana"), ("topic", "dana"), ("promise", "dana"), ("search",)])
@pytest.mark.parametrize("typed", [b"", b"\n \n", b"caf\xe9 \xff\xfe", b"a\x00b"])
def test_what_comes_through_a_pipe_must_be_text(stocked: Shell, command: tuple[str, ...], typed: bytes) -> None:
    is_refused(stocked, *command, "-", code=2, typed=typed)


@pytest.mark.parametrize("command", [("note", "zoltan"), ("held", "zoltan", "--note"), ("promise", "zoltan")])
def test_no_message_carries_what_was_written(stocked: Shell, command: tuple[str, ...]) -> None:
    said = stocked.run(*command, "Marlowe resigned")
    assert said.err.startswith("error: ")
    assert "Marlowe" not in said.err


def test_a_wrong_word_on_a_machine_without_a_store_makes_none(shell: Shell) -> None:
    shell.store = shell.store.with_name("never.db")
    for words in (
        ("note", "dana", "x"),
        ("held", "dana"),
        ("done", "1"),
        ("people", "add", " "),
        ("people", "edit", "dana", "--title", "x"),
        ("team", "add", "Core", "--manager", "dana"),
        ("import", "people", "/nowhere/people.csv"),
    ):
        result = shell.run(*words)
        assert result.code in (1, 2)
        assert len(result.err.splitlines()) == 2
    assert not shell.store.exists()


FILES = [
    ("people", b"", "the file is empty"),
    ("people", b"\xef\xbb\xbf \n", "the file is empty"),
    ("people", b"colour,size\nred,4\n", "the file has no column with names"),
    ("people", b"name,manager\nDana\x00,\n", None),
    ("people", b"PK\x03\x04 a workbook \x00\x00", None),
    ("people", b"name,manager\nA,B\nB,A\n", "it is not clear which of these people is you"),
    ("escalations", b"summary,parties\nno day at all,Platform\n", "the file has no column day"),
    ("escalations", b"day\n2026-10-01\n", "the file has no column summary"),
    ("escalations", b"day,summary\n2026-10-01,a\x00b\n", None),
    ("escalations", b"day,summary\nsomeday,x\n", None),
    ("escalations", b"day,summary\n2027-10-01,still to come\n", None),
    ("escalations", b"day,summary,moment\n2026-10-01,x,never\n", None),
    ("escalations", b"day,summary,cause\n2026-10-01,x,the moon\n", None),
    ("escalations", b"day,summary,minutes\n2026-10-01,x,long\n", None),
]


@pytest.mark.parametrize(("kind", "data", "message"), FILES)
def test_a_file_that_can_not_be_used_changes_nothing(
    stocked: Shell, tmp_path: Path, kind: str, data: bytes, message: str | None
) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(data)
    is_refused(stocked, "import", kind, str(file), code=2, message=message, reports=True)


READS = [("due",), ("prep", "dana"), ("promises",), ("search", "x"), ("people", "list"), ("team", "list")]
WRITES = [
    ("held", "dana"),
    ("skip", "dana", "--reason", "x"),
    ("note", "dana", "x"),
    ("topic", "dana", "x"),
    ("promise", "dana", "x"),
    ("done", "1"),
    ("people", "add", "Mei"),
    ("people", "edit", "dana", "--title", "x"),
    ("people", "archive", "noor"),
    ("team", "add", "Core"),
    ("team", "edit", "growth", "--name", "Grow"),
    ("undo",),
]


@pytest.mark.parametrize("words", [*READS, *WRITES], ids=" ".join)
@pytest.mark.parametrize("damage", DAMAGE)
def test_a_store_that_is_none_ends_with_three_and_stays_as_it_was(
    stocked: Shell, words: tuple[str, ...], damage: bytes | None, tmp_path: Path
) -> None:
    is_refused_on_damage(stocked, *words, damage=damage, place=tmp_path / "wrong.db")


@pytest.mark.parametrize("words", WRITES, ids=" ".join)
def test_a_store_that_another_program_holds_ends_with_three_and_loses_nothing(
    stocked: Shell, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    is_refused_while_held(stocked, *words, monkeypatch=monkeypatch)


def test_reading_goes_on_while_another_program_writes(stocked: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(stocked.store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for words in READS:
            stocked.ok(*words)
        other.execute("ROLLBACK")


@pytest.mark.parametrize("folder", ["/proc/1/nowhere", "a file"])
def test_a_folder_that_takes_no_store_ends_with_three(stocked: Shell, tmp_path: Path, folder: str) -> None:
    place = Path(folder)
    if folder == "a file":
        place = tmp_path / "file"
        place.write_text("in the way")
    stocked.store = place / "rhythm.db"
    result = stocked.run("people", "add", "Mei")
    assert (result.code, len(result.err.splitlines())) == (3, 2)


def test_a_store_that_may_only_be_read_is_read_and_refuses_writes(
    stocked: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(stocked.store)
    # As root every file can be written, so the answer of the system is what changes.
    monkeypatch.setattr("os.access", lambda *_args, **_options: False)
    stocked.ok("due")
    for words in WRITES:
        result = stocked.run(*words)
        assert (result.code, len(result.err.splitlines())) == (3, 2)
    monkeypatch.undo()
    assert content(stocked.store) == before


def test_a_store_that_was_here_and_is_gone_is_missed(stocked: Shell) -> None:
    stocked.store.unlink()
    for words in (*READS, *WRITES):
        result = stocked.run(*words)
        assert (result.code, len(result.err.splitlines())) == (3, 2)
    assert not stocked.store.exists()


def test_settings_that_can_not_be_read_end_with_two(
    stocked: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (b"tracker:\n  treshold: 4\n", b"\xff\xfe\x00", b"tracker: [\n"):
        file = tmp_path / "settings.yaml"
        file.write_bytes(text)
        monkeypatch.setenv("RHYTHM_SETTINGS", str(file))
        for words in (("due",), ("settings", "show"), ("settings", "check")):
            result = stocked.run(*words)
            assert (result.code, len(result.err.splitlines())) == (2, 2)
    monkeypatch.setenv("RHYTHM_SETTINGS", str(tmp_path / "missing.yaml"))
    assert stocked.run("due").code == 2
