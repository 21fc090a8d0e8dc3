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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

DOWN, UP = b"\x1b[B", b"\x1b[A"
TURN = 3
"""So many rows down, then up again: a short list would end."""
QUIET = 0.1
"""Seconds without output after which a screen is taken for painted."""
REPEATS = 30
"""Keys a second of a key that is held."""
SETTLED = 0.3
"""Seconds without output after which a place is taken for opened."""
IDLE_MS = 8
"""CPU milliseconds in that time that are nothing but looking around."""
_IN_ROWS = re.compile(rb"\x1b\[(?:[2-9]|[12]\d|3\d);1H")
"""What goes to the left edge of a line between the first and the last of forty: rows of a list. Beside them stands what
is known of one, above and below the bars; to the first line the cursor of the terminal returns each time."""
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


@dataclass(frozen=True, slots=True)
class Start:
    """One start: milliseconds from the spawn to the text, from a key then to what it changes on the screen, CPU
    milliseconds of all that, peak memory in MiB."""

    text_ms: float
    key_ms: float
    cpu_ms: float
    peak_mib: float


@dataclass(frozen=True, slots=True)
class Opening:
    """A key that opens something: CPU milliseconds until the screen stands still, and the milliseconds that took."""

    cpu_ms: float
    painted_ms: float


def start(
    command: Sequence[str],
    expect: str,
    environment: Mapping[str, str],
    *,
    columns: int = 120,
    lines: int = 40,
    limit: float = 20,
) -> Start:
    """Start a program, wait for a text, then press the arrow down. Raises RuntimeError when it ends, or `limit` seconds
    pass, without the text or without an answer to the key."""
    began = time.perf_counter()
    pid, terminal = _spawn(command, environment, columns, lines)
    written = bytearray()
    try:
        _await(command, expect, terminal, written, limit)
        text_ms = (time.perf_counter() - began) * 1000
        key_ms = _answer_ms(command, terminal, written, DOWN, limit)
    finally:
        os.kill(pid, signal.SIGKILL)
        used = os.wait4(pid, 0)[2]
        os.close(terminal)
    return Start(text_ms, key_ms, _cpu_ms(used), used.ru_maxrss / 1024)


@dataclass(frozen=True, slots=True)
class Step:
    """A step in a list: milliseconds from the key to the first that it changes on the screen, and CPU milliseconds of
    all that follows from it."""

    paint_ms: float
    cpu_ms: float


def steps(
    commands: Sequence[tuple[Sequence[str], str, Sequence[bytes]]],
    environment: Mapping[str, str],
    count: int,
    *,
    limit: float = 20,
) -> list[list[Step]]:
    """Start programs (each with a text to wait for, and the keys of a way into it), then press an arrow so many times
    in each, in turn, so that other work on the machine hits all of them alike. Raises RuntimeError as `start` does."""
    begun: list[tuple[int, int, bytearray]] = []
    found: list[list[Step]] = [[] for _ in commands]
    with ExitStack() as running:
        for command, expect, way in commands:
            pid, terminal, written = running.enter_context(_begun(command, expect, environment, limit))
            begun.append((pid, terminal, written))
            _until_idle(pid, terminal, written)
            for key in way:
                _answer_ms(command, terminal, written, key, limit)
            _until_idle(pid, terminal, written)
        for turn in range(count):
            key = UP if turn // TURN % 2 else DOWN
            for place, (command, _, _) in enumerate(commands):
                pid, terminal, written = begun[place]
                used = _used_ms(pid)
                answered = _answer_ms(command, terminal, written, key, limit)
                _until_quiet(terminal, written)
                found[place].append(Step(answered, _used_ms(pid) - used))
    return found


@dataclass(frozen=True, slots=True)
class Held:
    """A key that was held: milliseconds from its last repeat to the last that changes in the rows of a list, which is
    where the cursor stands then, and to the last that changes on the screen."""

    cursor_ms: float
    all_ms: float


def held(
    command: Sequence[str],
    expect: str,
    environment: Mapping[str, str],
    way: Sequence[bytes],
    *,
    seconds: float = 2,
    limit: float = 20,
) -> Held:
    """Start a program, press the keys of a way, then hold an arrow, down and up in turn, as a keyboard repeats it."""
    with _begun(command, expect, environment, limit) as (pid, terminal, written):
        _until_idle(pid, terminal, written)
        for key in way:
            _answer_ms(command, terminal, written, key, limit)
        _until_idle(pid, terminal, written)
        began = time.perf_counter()
        # An odd number of turns, so that it ends on another row than it began.
        turns = round(seconds * REPEATS) // (2 * TURN) * 2 + 1
        for turn in range(turns * TURN):
            while (left := began + turn / REPEATS - time.perf_counter()) > 0:
                _read_more(terminal, written, left)
            os.write(terminal, UP if turn // TURN % 2 else DOWN)
        pressed = cursor = last = time.perf_counter()
        written.clear()
        while _read_more(terminal, written, SETTLED):
            last = time.perf_counter()
            if _IN_ROWS.search(written):
                cursor = last
            written.clear()
        return Held((cursor - pressed) * 1000, (last - pressed) * 1000)


def idle(
    command: Sequence[str], expect: str, environment: Mapping[str, str], *, seconds: float = 10, limit: float = 20
) -> float:
    """Start a program, wait until it does nothing any more: the CPU that it takes then, in per cent of one core."""
    with _begun(command, expect, environment, limit) as (pid, terminal, written):
        _until_idle(pid, terminal, written)
        used, began = _used_ms(pid), time.perf_counter()
        while (left := began + seconds - time.perf_counter()) > 0:
            _read_more(terminal, written, left)
        return (_used_ms(pid) - used) / ((time.perf_counter() - began) * 10)


def openings(
    command: Sequence[str],
    expect: str,
    environment: Mapping[str, str],
    keys: Sequence[bytes],
    *,
    at_once: bool = False,
    limit: float = 20,
) -> list[Opening]:
    """Start a program, wait until it does nothing any more (at once: only for the text), then press some keys: what
    each of them costs. Raises RuntimeError as `start` does."""
    with _begun(command, expect, environment, limit) as (pid, terminal, written):
        if not at_once:
            _until_idle(pid, terminal, written)
        return [_opening(command, pid, terminal, written, key, limit) for key in keys]


def _opening(command: Sequence[str], pid: int, terminal: int, written: bytearray, key: bytes, limit: float) -> Opening:
    used, pressed = _used_ms(pid), time.perf_counter()
    os.write(terminal, key)
    if not _read_more(terminal, written, limit):
        raise RuntimeError(f"{command[0]} did not answer a key")
    painted = time.perf_counter()
    while _read_more(terminal, written, SETTLED):
        painted = time.perf_counter()
    written.clear()
    return Opening(_used_ms(pid) - used, (painted - pressed) * 1000)


def _until_quiet(terminal: int, written: bytearray) -> None:
    while _read_more(terminal, written, QUIET):
        written.clear()


def _until_idle(pid: int, terminal: int, written: bytearray) -> None:
    """Wait until the program does nothing but look around for two turns."""
    still = 0
    while still < 2:
        used = _used_ms(pid)
        end = time.perf_counter() + SETTLED
        while (left := end - time.perf_counter()) > 0:
            _read_more(terminal, written, left)
        still = still + 1 if _used_ms(pid) - used < IDLE_MS else 0
    written.clear()


@contextmanager
def _begun(
    command: Sequence[str], expect: str, environment: Mapping[str, str], limit: float
) -> Iterator[tuple[int, int, bytearray]]:
    """A program on whose screen a text stands, ended afterwards: its number, its terminal, and what was read."""
    pid, terminal = _spawn(command, environment, 120, 40)
    written = bytearray()
    try:
        _await(command, expect, terminal, written, limit)
        yield pid, terminal, written
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)


def _used_ms(pid: int) -> float:
    """CPU milliseconds of a running process. Linux numbers the clock of a process so (see clock_getcpuclockid)."""
    return time.clock_gettime(~pid << 3 | 2) * 1000


def _spawn(command: Sequence[str], environment: Mapping[str, str], columns: int, lines: int) -> tuple[int, int]:
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], list(command), dict(environment))  # noqa: S606
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    return pid, terminal


def _await(command: Sequence[str], expect: str, terminal: int, written: bytearray, limit: float) -> None:
    end = time.perf_counter() + limit
    while not _stands(expect, written):
        left = end - time.perf_counter()
        if left <= 0 or not _read_more(terminal, written, left):
            raise RuntimeError(f"{command[0]} showed no {expect!r}; its last words: {_plain(written)[-300:]!r}")


def _answer_ms(command: Sequence[str], terminal: int, written: bytearray, key: bytes, limit: float) -> float:
    """Milliseconds from a key to what it changes, once the screen stands still."""
    _until_quiet(terminal, written)
    pressed = time.perf_counter()
    os.write(terminal, key)
    if not _read_more(terminal, written, limit):
        raise RuntimeError(f"{command[0]} did not answer a key")
    return (time.perf_counter() - pressed) * 1000


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
