"""Whether an app is open on a store already: a lock that its process holds, and that goes with the process."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self
from zlib import crc32


class Presence:
    """Held while an app is open on a store. `alone` says whether no other app was open on it before.

    Where locks are not known, or the folder takes no files, everybody is taken to be alone: the store itself is safe
    under several programs, this only keeps two windows from writing over each other's half-typed text.
    """

    def __init__(self, store: Path, state: Path) -> None:
        self.alone = True
        self._handle: int | None = None
        name = f"{store.stem}-{crc32(os.fsencode(store.absolute())):08x}.lock"
        try:
            import fcntl

            folder = state / "open"
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._handle = os.open(folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.alone = False
        except (ImportError, OSError):
            return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
