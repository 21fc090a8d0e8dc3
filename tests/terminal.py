"""The app in a terminal of its own, as another process: typed into, read, hung up, killed."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).parents[1]
PATIENCE = 45
"""Seconds after which a condition is taken not to come true; on an idle machine it does in less than one."""
_PACE = 0.02
_ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b[()][A-Z0-9]|\x1b\][^\x07]*\x07|\x1b[=>P_][^\x1b]*(?:\x1b\\)?")

# The terminal must be the process's own, so that it is told when that goes away.
_PROGRAM = (
    "import fcntl, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "from rhythm.cli import main\n"
    "sys.exit(main(sys.argv[1:]))\n"
)

# A shell with one job, which it has end when it was stopped, from behind.
SHELL = (
    "import fcntl, os, signal, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "signal.signal(signal.SIGTTOU, signal.SIG_IGN)\n"
    "job = os.fork()\n"
    "if not job:\n"
    "    os.setpgid(0, 0)\n"
    "    os.tcsetpgrp(0, os.getpid())\n"
    "    signal.signal(signal.SIGTTOU, signal.SIG_DFL)\n"
    "    from rhythm.cli import main\n"
    "    sys.exit(main(sys.argv[1:]))\n"
    "os.waitpid(job, os.WUNTRACED)\n"
    "os.tcsetpgrp(0, os.getpgrp())\n"
    "os.kill(job, signal.SIGTERM)\n"
    "os.kill(job, signal.SIGCONT)\n"
    "sys.exit(os.waitstatus_to_exitcode(os.waitpid(job, 0)[1]))\n"
)


class Terminal:
    """One process in one terminal of 80 columns and 24 lines."""

    def __init__(self, *words: str, program: str = _PROGRAM) -> None:
        self.master, slave = pty.openpty()
        self.modes_before = termios.tcgetattr(slave)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", program, *words],
            cwd=ROOT,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={
                **os.environ,
                "TERM": "xterm-256color",
                "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
            },
        )
        os.close(slave)
        self._output = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait()
        self.hang_up()

    @property
    def text(self) -> str:
        """Everything that was written so far, without what steers the terminal."""
        return _ESCAPES.sub(b"", self._output).decode("utf-8", "replace")

    @property
    def reports_pastes(self) -> bool:
        """Whether the program asked last that a paste be told from keys, as it does while it has the terminal."""
        return self._output.rfind(b"\x1b[?2004h") > self._output.rfind(b"\x1b[?2004l")

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self.master, keys.encode())

    def read(self) -> None:
        """Take in what is there, or comes in a moment."""
        if select.select([self.master], [], [], _PACE)[0]:
            try:
                self._output += os.read(self.master, 65536)
            except OSError:
                return

    def until(self, condition: Callable[[], bool]) -> None:
        """Read on until a condition holds. Fails after a long while, or when the program ends before."""
        for _ in range(int(PATIENCE / _PACE)):
            if condition():
                return
            assert self.process.poll() is None, f"the program has ended: {self.text[-2000:]}"
            self.read()
        raise AssertionError(f"it did not come true; on the screen: {self.text[-2000:]}")

    def until_shown(self, words: str) -> None:
        """Read on until these words were written; blanks count for nothing, since cells are written as they change."""
        wanted = "".join(words.split())
        self.until(lambda: wanted in "".join(self.text.split()))

    def until_painted_again(self, words: str, times: int) -> None:
        """Read on until these words were written after the program took the terminal so many times more."""
        wanted = "".join(words.split()).encode()

        def painted() -> bool:
            parts = self._output.split(b"\x1b[?1049h")
            return len(parts) > times + 1 and wanted in b"".join(_ESCAPES.sub(b"", parts[-1]).split())

        self.until(painted)

    def hang_up(self) -> None:
        """Close the window."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def wait(self) -> None:
        """Until the program has ended, reading what it still says."""
        if self.master >= 0:
            for _ in range(int(PATIENCE / _PACE)):
                if self.process.poll() is not None:
                    return
                self.read()
        self.process.wait(PATIENCE)
