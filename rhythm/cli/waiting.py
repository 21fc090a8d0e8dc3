"""Saying at a terminal that a command takes a while: on standard error, after half a second, gone when it is done."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import threading

SHOWN_AFTER = 0.5
"""Seconds before anything is said."""
_LOOK_SECONDS = 0.25
_STOP = "ctrl+c stops it"


@contextmanager
def waiting(what: str, far: Callable[[], str], *, whole: bool = True) -> Iterator[None]:
    """Say `what` is being done while the inside runs, with how `far` it is and how to stop it.

    `whole` says that nothing stays of what is stopped.

    Nothing is said where standard error is no terminal, nor of what is done at once.
    """
    if not sys.stderr.isatty():
        yield
        return
    # Deferred: a quick command has nobody to keep waiting.
    import threading

    over = threading.Event()
    stop = f"{_STOP}, and nothing of it is kept" if whole else _STOP
    teller = threading.Thread(target=_tell, args=(what, stop, far, over), daemon=True)
    teller.start()
    try:
        yield
    finally:
        over.set()
        teller.join()


def _tell(what: str, stop: str, far: Callable[[], str], over: threading.Event) -> None:
    seconds, shown = SHOWN_AFTER, 0
    while not over.wait(_LOOK_SECONDS if shown else SHOWN_AFTER):
        line = _fitting(f"{what}: {f'{said}, ' if (said := far()) else ''}{seconds:.0f} s", stop, _width() - 1)
        sys.stderr.write(f"\r{line.ljust(shown)}")
        sys.stderr.flush()
        shown, seconds = max(shown, len(line)), seconds + _LOOK_SECONDS
    if shown:
        # Blanks, since not every terminal knows how to clear a line.
        sys.stderr.write(f"\r{' ' * shown}\r")
        sys.stderr.flush()


def _fitting(line: str, stop: str, room: int) -> str:
    """The line, and behind it so much of how to stop it as has room."""
    whole = (f"{line}; {more}" for more in (stop, _STOP))
    return next((one for one in whole if len(one) <= room), line[:room])


def _width() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except (OSError, ValueError):
        return 80
