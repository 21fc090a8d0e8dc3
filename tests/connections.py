"""Who ends the connections of tests: whoever opened a file has to close it; a store in memory ends with its holder."""

from __future__ import annotations

import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from sqlite3 import Connection, ProgrammingError
from typing import Any

import pytest

connect = sqlite3.connect
"""The real one."""


class _InMemory(Connection):
    """Closed once nobody holds it: it keeps no file open and no other program waiting."""

    def __del__(self) -> None:
        # The collector may find it in another thread, which can't close it.
        with suppress(ProgrammingError):
            self.close()


class _OfFile(Connection):
    """Says which file was left open. Python warns too from 3.13 on, but names none."""

    name = ""

    def __del__(self) -> None:
        try:
            self.interrupt()
        except ProgrammingError:
            return  # It is closed.
        with suppress(ProgrammingError):
            self.close()
        warnings.warn(f"nobody closed {self.name}", ResourceWarning, stacklevel=1)


@contextmanager
def watched() -> Iterator[None]:
    """Within it a file that is left open is a warning, which is an error here, also before Python 3.13."""

    def connect_watched(target: str, *args: Any, **options: Any) -> Connection:
        if target == ":memory:":
            return connect(target, *args, **options, factory=_InMemory)
        connection = connect(target, *args, **options, factory=_OfFile)
        connection.name = str(target)
        return connection

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", connect_watched)
        yield
