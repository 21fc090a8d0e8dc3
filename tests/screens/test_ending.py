"""The program in a terminal of its own: what is typed survives the terminal, and no title tells what is open."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import sys
from pathlib import Path

import pytest
from textual.drivers.linux_driver import LinuxDriver

from rhythm.app import RhythmApp
from rhythm.screens.watching import HUNG_UP
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock
from tests.screens.terminal import PATIENCE, Terminal


def drafts(path: Path) -> dict[str, str]:
    """Every draft in a store."""
    with sqlite3.connect(path) as reader:
        found = dict(reader.execute("SELECT key, body FROM draft").fetchall())
    reader.close()
    return found


def open_notes(terminal: Terminal, path: Path) -> None:
    """Open the only person's room, and type into the notes."""
    assert terminal.until(lambda: b"NEEDS" in terminal.written)
    terminal.type("\r")
    assert terminal.until(lambda: b"QUEUE" in terminal.written)
    terminal.type("i")
    # The footer names F1 as the key for help as soon as letters are text.
    assert terminal.until(lambda: b"f1" in terminal.written)
    terminal.type("plum cake")
    assert terminal.until(lambda: drafts(path) or b"plum cake" in terminal.written)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Path:
    """A store with one person, who is over the limit."""
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    rhythm = Rhythm(open_store(path, clock, backups=tmp_path), clock, Settings())
    dana = rhythm.people.add("Zwetschge Okoye")
    rhythm.planner.hold(dana.id, clock.today() - dt.timedelta(days=30))
    rhythm.close()
    return path


@pytest.mark.parametrize(("number", "code"), [(signal.SIGHUP, HUNG_UP), (signal.SIGTERM, 0)])
def test_notes_survive_the_end_of_the_program(store: Path, number: signal.Signals, code: int) -> None:
    terminal = Terminal("--db", str(store), "--today", "2026-11-20")
    try:
        open_notes(terminal, store)
        terminal.process.send_signal(number)
        assert terminal.until(lambda: terminal.process.poll() is not None)
        assert terminal.process.returncode == code
        assert list(drafts(store).values()) == ["plum cake"]
        for title in (b"\x1b]0;", b"\x1b]1;", b"\x1b]2;"):
            assert title not in terminal.written
    finally:
        terminal.close()


def test_a_program_that_has_left_takes_the_terminal_no_more(
    store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rhythm = Rhythm(open_store(store, clock, backups=store.parent), clock, Settings())
    app, done = RhythmApp(rhythm), list[str]()
    app._driver = LinuxDriver.__new__(LinuxDriver)
    app._driver.fileno = 0
    monkeypatch.setattr(LinuxDriver, "suspend_application_mode", lambda _: done.append("given back"))
    monkeypatch.setattr(LinuxDriver, "resume_application_mode", lambda _: done.append("taken"))
    monkeypatch.setattr("os.kill", lambda *_: done.append("stopped"))
    monkeypatch.setattr("os.tcgetpgrp", lambda _: os.getpgrp())
    monkeypatch.setattr("termios.tcgetattr", lambda _: [])
    for app._exit, expected in ((False, ["given back", "stopped", "taken"]), (True, ["stopped"])):
        done.clear()
        app._stop()
        app._take_terminal()
        assert done == expected
    app._driver = None
    rhythm.close()


def test_notes_survive_a_closed_terminal_and_no_process_stays_behind(store: Path) -> None:
    terminal = Terminal("--db", str(store), "--today", "2026-11-20")
    try:
        open_notes(terminal, store)
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == HUNG_UP
        assert list(drafts(store).values()) == ["plum cake"]
    finally:
        terminal.close()


def test_a_note_is_written_on_in_the_users_own_editor(store: Path, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "seen = pathlib.Path(sys.argv[0]).with_name('seen')\n"
        "seen.write_text(f'{file.read_text()} {oct(file.stat().st_mode)} {file}')\n"
        "file.write_text(file.read_text() + ' and tea\\n')\n",
        encoding="utf-8",
    )
    terminal = Terminal("--db", str(store), "--today", "2026-11-20", VISUAL=f"{sys.executable} {editor}")
    try:
        open_notes(terminal, store)
        terminal.type("\x1bOS")  # F4
        assert terminal.until(lambda: list(drafts(store).values()) == ["plum cake and tea"])
        text, mode, file = (tmp_path / "seen").read_text(encoding="utf-8").rsplit(" ", 2)
        assert text == "plum cake"
        assert mode.endswith("600")
        assert not Path(file).exists()
        assert not Path(file).parent.exists()
    finally:
        terminal.close()
