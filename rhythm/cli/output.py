"""Printing for people and for scripts. The only module that prints."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rhythm.errors import RhythmError

_NARROWEST_TEXT = 20
_NARROW = 60
_LEAST_OF_THE_LAST = 10
_SET_IN = "  "
_USUAL_WIDTH = 80
_STYLES = {"bold": "1", "dim": "2", "warning": "33", "error": "31", "success": "32", "accent": "36"}


class Unwritten(RhythmError):
    """Standard output took no more."""


def stand_in() -> None:
    """Let what was closed before the program began take what is said to it, and no message go to the other stream."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115


def say(text: str = "", style: str = "") -> None:
    """One line for people, on standard output, in a style where the terminal shows it."""
    clean = _one_line(text)
    _print(f"\x1b[{_STYLES[style]}m{clean}\x1b[0m" if style and _colourful() else clean)


def say_text(text: str) -> None:
    """Several lines for people, as they are but for control characters."""
    for line in text.split("\n"):
        say(line)


def flush() -> None:
    """Have everything said so far read before something takes time. Raises Unwritten."""
    with _written():
        sys.stdout.flush()


def emit_json(value: Any) -> None:
    """One JSON document on standard output, nothing else."""
    import json

    _print(json.dumps(value, ensure_ascii=False, indent=2 if sys.stdout.isatty() else None))


def complain(message: str, hint: str = "") -> None:
    """One or two lines on standard error: what is wrong, and what to do."""
    print(f"error: {_one_line(message)}", file=sys.stderr)
    if hint:
        print(f"hint: {_one_line(hint)}", file=sys.stderr)


def end_line() -> None:
    """Leave the line of a question that was asked beside standard output, and to which nobody typed an end."""
    print(file=sys.stderr)


def advise(hint: str) -> None:
    """A hint on standard error that is no error."""
    print(f"hint: {_one_line(hint)}", file=sys.stderr)


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), styles: Sequence[str] = ()) -> None:
    """Rows in aligned columns, two spaces apart; `right` names the columns that align right, `styles` a style a row.

    Columns that are empty in every row take no room. A row is cut at the terminal's edge on a terminal, and whole
    in a pipe. In a narrow terminal, where more than the last column would be cut, it goes on below itself.
    """
    room = terminal_width() if sys.stdout.isatty() else None
    for place, parts in enumerate(_aligned(rows, right)):
        style = styles[place] if place < len(styles) else ""
        lines = ["  ".join(parts).rstrip()]
        if room is not None and room < _NARROW:
            least = [*parts[:-1], *(last[:_LEAST_OF_THE_LAST] for last in parts[-1:])]
            lines = _folded(parts, room) if width_of("  ".join(least).rstrip()) > room else lines
        for line in lines:
            say(_cut(line, room), style)


def listing(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), styles: Sequence[str] = ()) -> None:
    """As `table`, for rows that end in a text to be read whole: at a terminal's edge it goes on below itself."""
    room = terminal_width() if sys.stdout.isatty() else None
    for place, parts in enumerate(_aligned(rows, right)):
        style = styles[place] if place < len(styles) else ""
        for line in _wrapped(parts, room):
            say(line, style)


def width_of(text: str) -> int:
    """How many terminal cells a text takes; wide characters take two, combining ones none."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def _print(line: str) -> None:
    with _written():
        print(line)


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        # Python would try once more when it ends, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise Unwritten(
            f"the answer could not be written: {error.strerror}",
            "what was asked for may be done all the same; rhythm undo --list says what was",
        ) from error


def _one_line(text: str) -> str:
    # What could steer a terminal shows as a blank.
    return "".join(char if char.isprintable() else " " for char in text)


def _aligned(rows: Sequence[Sequence[str]], right: Sequence[int]) -> list[list[str]]:
    """The cells of each row, padded to the width of their columns, without columns that are empty throughout."""
    cells = [[_one_line(cell) for cell in row] for row in rows]
    used = [n for n in range(_columns(cells)) if any(row[n] for row in cells if n < len(row))]
    kept = [[(n, row[n]) for n in used if n < len(row)] for row in cells]
    widths = {n: max(width_of(row[n]) for row in cells if n < len(row)) for n in used}
    return [
        [_padded(cell, widths[n], right=n in right, last=place == len(row) - 1) for place, (n, cell) in enumerate(row)]
        for row in kept
    ]


def _wrapped(parts: Sequence[str], room: int | None) -> list[str]:
    """The lines of a row whose last cell is a text: beside the others, or below them where they leave it no room."""
    *columns, text = parts or [""]
    before = "".join(f"{part}  " for part in columns)
    width = width_of(before)
    if room is None or width + width_of(text) <= room:
        return [before + text]
    # Deferred: most lines fit.
    from textwrap import wrap

    if width + _NARROWEST_TEXT > room:
        return [*_folded(columns, room), *(f"{_SET_IN}{line}" for line in wrap(text, max(room, _NARROWEST_TEXT) - 2))]
    first, *others = wrap(text, room - width) or [""]
    return [before + first, *(" " * width + line for line in others)]


def _folded(parts: Sequence[str], room: int) -> list[str]:
    """A row on as many lines as its columns need, those below the first set in."""
    lines = list(parts[:1])
    for part in parts[1:]:
        if width_of(lines[-1]) + 2 + width_of(part) <= room:
            lines[-1] += f"  {part}"
        else:
            lines.append(f"{_SET_IN}{part.strip()}")
    return [line.rstrip() for line in lines if line.strip()]


def _padded(cell: str, width: int, *, right: bool, last: bool) -> str:
    gap = " " * (width - width_of(cell))
    if right:
        return gap + cell
    return cell if last else cell + gap


def _columns(rows: Sequence[Sequence[str]]) -> int:
    return max((len(row) for row in rows), default=0)


def _cut(text: str, room: int | None) -> str:
    if room is None or width_of(text) <= room:
        return text
    while width_of(text) > room - 1:
        text = text[:-1]
    return text + "…"


def _colourful() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """How many columns standard output has; 80 where it is no terminal, or one that was told no size and says 0."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _USUAL_WIDTH
    except OSError:
        return _USUAL_WIDTH
