"""The program in a terminal of its own: what is typed survives the terminal, and no title tells what is open."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import pty
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from rhythm.app import HUNG_UP
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock

RUN = "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); from rhythm.cli import main; sys.exit(main())"
"""The program, with the terminal as its own, so that it is told when that is closed."""
PATIENCE = 20.0
"""Seconds that a slow machine may take for one step."""


class Terminal:
    """The program on a pseudo terminal of 80x24."""

    def __init__(self, *arguments: str) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color"},
        )
        os.close(slave)
        self.written = b""

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    def read(self, seconds: float = 0.05) -> None:
        """Take what the program wrote."""
        if select.select([self._master], [], [], seconds)[0]:
            try:
                self.written += os.read(self._master, 65536)
            except OSError:
                # The other end is closed: the program is gone.
                time.sleep(0)

    def until(self, reached: Callable[[], object]) -> bool:
        """Read on until something is so, within the time allowed."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if reached():
                return True
            self.read()
        return False

    def hang_up(self) -> None:
        """Close the terminal, as when its window is closed or the line to another machine is lost."""
        os.close(self._master)
        self._master = -1

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self._master >= 0:
            os.close(self._master)


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


def test_notes_survive_a_closed_terminal_and_no_process_stays_behind(store: Path) -> None:
    terminal = Terminal("--db", str(store), "--today", "2026-11-20")
    try:
        open_notes(terminal, store)
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == HUNG_UP
        assert list(drafts(store).values()) == ["plum cake"]
    finally:
        terminal.close()
