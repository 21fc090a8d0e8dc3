"""Promises that only a real terminal can prove: typed text, closed windows, and two programs on one store."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import termios
from contextlib import closing
from pathlib import Path

import pytest

from rhythm.clock import SystemClock
from rhythm.screens.watching import LOOK_SECONDS
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import create_store, open_store
from tests.terminal import ROOT, SHELL, Terminal
from widgets.draft_area import LONGEST, PAUSE

TYPED = "wants a date for the release, and says why"
F4 = "\x1bOS"
LAST = "Ж"
"""Typed last, and found nowhere else: once it stands on the screen, all before it was taken in."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one manager, whose meeting is today."""
    path, clock = tmp_path / "rhythm.db", SystemClock()
    create_store(path, clock)
    rhythm = Rhythm(open_store(path, clock, backups=tmp_path / "shelf"), clock, Settings())
    dana = rhythm.people.add("Dana Okoye")
    rhythm.planner.plan(dana.id, clock.today())
    rhythm.close()
    return path


def ask(store: Path, sql: str) -> str:
    """One value of the store, as another program reads it."""
    with closing(sqlite3.connect(store, timeout=30)) as connection:
        row = connection.execute(sql).fetchone()
    return str(row[0]) if row is not None else ""


def draft(store: Path) -> str:
    return ask(store, "SELECT body FROM draft WHERE key LIKE 'room:%'")


def in_the_notes(store: Path) -> Terminal:
    """The app with the cursor in the notes of Dana's meeting."""
    terminal = Terminal("--db", str(store))
    terminal.until_shown("Dana Okoye")
    terminal.press("\r")
    terminal.until_shown("i notes")
    terminal.press("i")
    # The keys of a text, no longer those of the page.
    terminal.until_shown("f1 help")
    return terminal


def end(terminal: Terminal, how: str) -> None:
    if how == "closed window":
        terminal.hang_up()
    else:
        terminal.process.send_signal(getattr(signal, how))
    terminal.wait()


@pytest.mark.parametrize("how", ["closed window", "SIGHUP", "SIGTERM"])
def test_a_half_typed_note_loses_nothing_when_the_window_closes(store: Path, how: str) -> None:
    with in_the_notes(store) as terminal:
        terminal.press(TYPED + LAST)
        terminal.until_shown(LAST)
        end(terminal, how)
        assert draft(store) == TYPED + LAST
        assert ask(store, "PRAGMA quick_check") == "ok"


def test_a_half_typed_note_is_kept_while_one_types_on_and_survives_kill_9(store: Path) -> None:
    assert PAUSE < LONGEST <= 1
    typed = ""
    with in_the_notes(store) as terminal:
        # Never a pause as long as the one after which a draft is kept.
        for letter in TYPED * 40:
            terminal.press(letter)
            typed += letter
            terminal.read()
            if draft(store):
                break
        terminal.process.kill()
        terminal.wait()
    kept = draft(store)
    assert kept
    assert typed.startswith(kept)
    assert ask(store, "PRAGMA quick_check") == "ok"


@pytest.mark.parametrize("how", [signal.SIGSTOP, signal.SIGTSTP])
def test_after_a_stop_the_screen_is_painted_anew_and_the_terminal_ends_as_it_was(
    store: Path, how: signal.Signals
) -> None:
    with Terminal("--db", str(store)) as terminal:
        terminal.until_shown("Dana Okoye")
        for times in (1, 2):
            terminal.process.send_signal(how)
            terminal.until(lambda: os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOHANG) is not None)
            terminal.process.send_signal(signal.SIGCONT)
            terminal.until_painted_again("Dana Okoye", times)
            assert terminal.reports_pastes
        terminal.press("\r")
        terminal.until_shown("i notes")
        end(terminal, "SIGTERM")
        assert terminal.process.returncode == 0
        assert termios.tcgetattr(terminal.master) == terminal.modes_before
        assert not terminal.reports_pastes


@pytest.mark.parametrize("how", [signal.SIGSTOP, signal.SIGTSTP])
def test_a_stopped_program_that_is_ended_from_behind_the_shell_ends(store: Path, how: signal.Signals) -> None:
    with Terminal("--db", str(store), program=SHELL) as terminal:
        terminal.until_shown("Dana Okoye")
        os.kill(os.tcgetpgrp(terminal.master), how)
        terminal.wait()
        assert terminal.process.returncode == 0


def test_an_editor_that_fails_gives_the_terminal_back_and_one_that_works_its_text(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    monkeypatch.setenv("EDITOR", str(editor))
    monkeypatch.delenv("VISUAL", raising=False)
    with in_the_notes(store) as terminal:
        terminal.press("half")
        terminal.press(F4)
        terminal.until_shown("can't be started")
        editor.write_text("#!/bin/sh\nexit 3\n")
        editor.chmod(0o755)
        terminal.press(F4)
        terminal.until_shown("ended with 3")
        # An interrupt that is meant for the editor ends nothing.
        editor.write_text("#!/bin/sh\nkill -INT $PPID\nprintf ' a thought' >> \"$1\"\n")
        terminal.press(F4)
        terminal.until_shown("half a thought")
        terminal.press(LAST)
        terminal.until_shown(LAST)
        end(terminal, "SIGTERM")
        assert draft(store) == f"half a thought{LAST}"


def shell(store: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from rhythm.cli import main; sys.exit(main())", "--db", str(store), *words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_what_is_captured_in_the_shell_shows_in_the_open_app(store: Path) -> None:
    assert LOOK_SECONDS <= 1
    with Terminal("--db", str(store)) as terminal:
        terminal.until_shown("Dana Okoye")
        shell(store, "promise", "dana", "bake the Zwetschgenkuchen", "--by", "today")
        terminal.until_shown("Zwetschgenkuchen")


def test_the_shell_and_the_app_write_side_by_side_and_neither_loses(store: Path) -> None:
    with in_the_notes(store) as terminal:
        for number, words in enumerate(("wants ", "a ", "date")):
            terminal.press(words)
            shell(store, "promise", "dana", f"promise {number}")
            terminal.read()
        terminal.until(lambda: draft(store) == "wants a date")
    assert ask(store, "SELECT count(*) FROM promise") == "3"
    assert ask(store, "SELECT count(*) FROM action WHERE label LIKE '%promise%'") == "3"


def test_a_second_app_on_the_store_says_so_and_only_reads(store: Path) -> None:
    with Terminal("--db", str(store)) as first:
        first.until_shown("Dana Okoye")
        with Terminal("--db", str(store)) as second:
            second.until_shown("Dana Okoye")
            # A line of its own, which no long path breaks.
            second.until_shown("Nothing can be stored")
            shell(store, "promise", "dana", "bake the Zwetschgenkuchen", "--by", "today")
            second.until_shown("Zwetschgenkuchen")
            second.press("q")
            second.wait()
        first.until_shown("Zwetschgenkuchen")
        first.press("q")
        first.wait()
    with in_the_notes(store) as alone:
        alone.press(TYPED)
        alone.until(lambda: draft(store) == TYPED)
        assert "another window" not in alone.text
