"""The program in a terminal of its own."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable

RUN = "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); from rhythm.cli import main; sys.exit(main())"
"""The program, with the terminal as its own, so that it is told when that is closed."""
PATIENCE = 20.0
"""Seconds that a slow machine may take for one step."""


class Terminal:
    """The program on a pseudo terminal of 80x24."""

    def __init__(self, *arguments: str, **variables: str) -> None:
        """`variables` are set in its environment."""
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            [sys.executable, "-c", RUN, *arguments],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", **variables},
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
