"""Around the writing of files: Ctrl-C ends the command, and in a line it says what stands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.cli import output

if TYPE_CHECKING:
    from rhythm.cli.context import Context

_Seen = frozenset[tuple[str, int]]


@contextmanager
def writing(context: Context, what: str, *places: Path | None) -> Iterator[None]:
    """Say `what` is being written, and how far it is, while the inside runs.

    What is stopped by Ctrl-C, be it while it is told what was written, is said to stand in `places` or not to: files
    that take their places do so as others than those before.
    """
    named = [place for place in places if place is not None]
    before = [_seen(place) for place in named]
    try:
        with context.waiting(what):
            yield
    except KeyboardInterrupt:
        stand = [place for place, seen in zip(named, before, strict=True) if _seen(place) != seen]
        if stand:
            output.advise(f"stopped, but all of it was written already: {' and '.join(map(str, stand))}")
        else:
            output.advise(f"stopped; nothing was written: {' and '.join(map(str, named))}")
        raise


def _seen(place: Path) -> _Seen:
    """What stands in a place, as names of files with the numbers that the file system gave them. Of a folder the files
    right in it: every export has some there, and others may have a great many below."""
    files = place.iterdir() if place.is_dir() else (place,)
    try:
        return frozenset((str(file), file.stat().st_ino) for file in files if file.is_file())
    except OSError:
        # What can't be looked at can't be written to either, or is being changed by somebody else.
        return frozenset()
