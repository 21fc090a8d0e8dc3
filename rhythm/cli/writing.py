"""Around the writing of files: Ctrl-C ends the command, and in a line it says what stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rhythm.cli import output

if TYPE_CHECKING:
    from rhythm.cli.context import Context

_Seen = frozenset[tuple[str, int]]


@contextmanager
def writing(context: Context, what: str, *places: Path | None) -> Iterator[Callable[[], None]]:
    """Say `what` is being written, and how far it is, while the inside runs.

    The inside calls what it is given once all is written. What is stopped by Ctrl-C, be it while it is told what was
    written, is said to stand in `places` or not to: files that take their places do so as others than those before.
    """
    complete = False

    def written() -> None:
        nonlocal complete
        complete = True

    named = [place for place in places if place is not None]
    before = [_seen(place) for place in named]
    try:
        with context.waiting(what):
            yield written
    except KeyboardInterrupt:
        if complete:
            output.advise(f"stopped, but all of it was written already: {' and '.join(map(str, named))}")
        else:
            output.advise(f"stopped; {_what_stands(named, before)}")
        raise


def tell_file(context: Context, path: Path, advice: str) -> None:
    """Say which file was written, and what to think of."""
    if context.json:
        output.emit_json({"files": [str(path)]})
        return
    output.say(f"written: {path}")
    output.say(advice, "dim")


def _what_stands(places: Sequence[Path], before: Sequence[_Seen]) -> str:
    """Where something was written before the end, and where nothing was. A file is written whole or not at all, into
    a folder the files may go one by one."""
    changed = [place for place, seen in zip(places, before, strict=True) if _seen(place) != seen]
    groups = {
        "written": [place for place in changed if not place.is_dir()],
        "written in part or whole": [place for place in changed if place.is_dir()],
        "nothing was written": [place for place in places if place not in changed],
    }
    said = "; ".join(f"{words}: {' and '.join(map(str, group))}" for words, group in groups.items() if group)
    return f"{said}; the same command again writes all of it" if changed else said


def _seen(place: Path) -> _Seen:
    """What stands in a place, as names of files with the numbers that the file system gave them. Of a folder the files
    right in it: every export has some there, and others may have a great many below."""
    try:
        files = place.iterdir() if place.is_dir() else (place,)
        return frozenset((str(file), file.stat().st_ino) for file in files if file.is_file())
    except OSError:
        # What can't be looked at can't be written to either, or is being changed by somebody else.
        return frozenset()
