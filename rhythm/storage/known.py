"""What is remembered of this machine: which stores were seen, so that one that is gone is missed and not made anew in
silence, and that the tour was ended."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_FILE = "stores"
_TOUR = "tour-ended"


def is_known(store: Path, state: Path) -> bool:
    """Whether this store was opened before. A state folder that can't be read knows nothing."""
    return str(store.absolute()) in _known(state)


def remember(store: Path, state: Path) -> None:
    """Note that this store exists. Where nothing can be noted, nothing is: that must not stop the user."""
    if is_known(store, state):
        return
    try:
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(state / _FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            # The mode above is that of a new file only. One of somebody else stays as it is.
            with suppress(OSError):
                (state / _FILE).chmod(0o600)
            file.write(f"{store.absolute()}\n")
    except (OSError, UnicodeEncodeError):
        return


def tour_ended(state: Path) -> bool:
    """Whether the tour was ended on this machine, and is to be offered no more."""
    return (state / _TOUR).exists()


def remember_tour(state: Path) -> None:
    """Note that the tour was ended; where nothing can be noted, it is offered again."""
    with suppress(OSError):
        state.mkdir(parents=True, exist_ok=True, mode=0o700)
        (state / _TOUR).touch(mode=0o600)


def _known(state: Path) -> list[str]:
    try:
        return (state / _FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
