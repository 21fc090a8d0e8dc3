"""How long a terminal program takes until a text stands on its screen, seen from outside.

The program runs in a pseudo-terminal that answers nothing. What it writes is read as it comes, without its escape
sequences, until the text is there; then the program is ended.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import resource
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


@dataclass(frozen=True, slots=True)
class Start:
    """One start: milliseconds from the spawn to the text, CPU milliseconds until then, peak memory in MiB."""

    text_ms: float
    cpu_ms: float
    peak_mib: float


def start(
    command: Sequence[str],
    expect: str,
    environment: Mapping[str, str],
    *,
    columns: int = 120,
    lines: int = 40,
    limit: float = 20,
) -> Start:
    """Start a program and wait for a text. Raises RuntimeError when it ends, or `limit` seconds pass, without it."""
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], list(command), dict(environment))  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    written = bytearray()
    try:
        while not _stands(expect, written):
            left = limit - (time.perf_counter() - began)
            if left <= 0 or not _read_more(terminal, written, left):
                raise RuntimeError(f"{command[0]} showed no {expect!r}; its last words: {_plain(written)[-300:]!r}")
        text_ms = (time.perf_counter() - began) * 1000
    finally:
        os.kill(pid, signal.SIGKILL)
        used = os.wait4(pid, 0)[2]
        os.close(terminal)
    return Start(text_ms, _cpu_ms(used), used.ru_maxrss / 1024)


def _stands(text: str, written: bytearray) -> bool:
    return text in _plain(written)


def _plain(written: bytearray) -> str:
    return _ESCAPES.sub(b"", bytes(written)).decode("utf-8", "replace")


def _read_more(terminal: int, written: bytearray, seconds: float) -> bool:
    if not select.select([terminal], [], [], seconds)[0]:
        return False
    try:
        chunk = os.read(terminal, 65536)
    except OSError:
        # Linux says so when the program has ended.
        return False
    written += chunk
    return bool(chunk)


def _cpu_ms(used: resource.struct_rusage) -> float:
    return (used.ru_utime + used.ru_stime) * 1000
