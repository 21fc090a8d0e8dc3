"""How the titles of narrow columns stand above them, so that every one can be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from widgets.plain import one_line, pad

_MOST_LINES = 2
"""Lines that a title may take where it has only its own column; where it has two, one more rather than a cut."""
_LEAST_REST = 3
_HYPHEN = "-"
_WIDE = 2
"""Cells of a character of Chinese, Japanese or Korean, and of an emoji."""
_BETWEEN = "   "


class Head(NamedTuple):
    """A piece of a line of titles, as wide as it is drawn; None for blanks between titles."""

    column: int | None
    text: str


def staggered(titles: Sequence[str], width: int) -> bool:
    """Whether some title does not fit above its column in two lines of whole words."""
    return any(
        len(lines) > _MOST_LINES or any(cell_len(line) > width - 1 for line in lines)
        for lines in (_whole_words(one_line(title), width - 1) for title in titles)
    )


def heads(titles: Sequence[str], shown: range, width: int, room: int, more: str = "…") -> list[list[Head]]:
    """The lines of titles above the `shown` columns of `width` cells each, in `room` cells.

    Where all titles fit, each stands above its column, on the line next to the cells. Else every second one stands in
    lines of its own, above the others, and each has the room of two columns; a long word is parted with a hyphen, or
    without one between wide characters.
    """
    if not staggered(titles, width):
        parts = {column: _whole_words(one_line(titles[column]), width - 1) for column in shown}
        return _lines(parts, shown, width, 1, room)
    found: list[list[Head]] = []
    # By the number of the column and not by its place, so that a title stays in its line while one scrolls.
    for parity in (0, 1):
        parts = {
            column: _parted(one_line(titles[column]), min(2 * width, room - (column - shown.start) * width) - 1, more)
            for column in shown
            if column % 2 == parity
        }
        found += _lines(parts, shown, width, 2, room)
    return found


def _lines(parts: dict[int, list[str]], shown: range, width: int, columns: int, room: int) -> list[list[Head]]:
    """Titles that stand at the bottom of as many lines as the longest of them takes."""
    height = max((len(part) for part in parts.values()), default=0)
    found = []
    for y in range(height):
        line, at = list[Head](), 0
        for column, part in parts.items():
            start = (column - shown.start) * width
            text = ([""] * (height - len(part)) + part)[y]
            wide = min(columns * width, room - start)
            line += [Head(None, " " * (start - at)), Head(column, pad(text, wide))]
            at = start + wide
        found.append([head for head in line if head.text])
    return found


def keyed(parts: Sequence[str], width: int) -> list[str]:
    """What the cells mean, part by part, in as few lines of a width as hold them; no part is torn apart if it fits."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + cell_len(_BETWEEN) + cell_len(part) <= width:
            lines[-1] += f"{_BETWEEN}{part}"
        else:
            lines.append(part)
    return lines


def _whole_words(title: str, width: int) -> list[str]:
    """A title in lines parted between words alone; a word may be wider than a line."""
    lines: list[str] = []
    for word in title.split():
        if lines and cell_len(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


def _part(word: str, width: int) -> str:
    """The beginning of a word that is wider than a line. Words of wide characters have no hyphen: they end anywhere."""
    part = _cells(word, width)
    if cell_len(part[-1:]) == cell_len(word[len(part) :][:1]) == _WIDE:
        return part
    # Two letters alone on a line are no word to read.
    return f"{_cells(word, min(width - 1, max(1, cell_len(word) - _LEAST_REST)))}{_HYPHEN}"


def _cells(word: str, width: int) -> str:
    """As much of a word as whole characters fill at most a width, and one at least."""
    return pad(word, width).rstrip() or word[:1]


def _parted(title: str, width: int, more: str) -> list[str]:
    """A title in lines of a width, words that are too long parted with a hyphen; what is left over is cut."""
    words: list[str] = []
    for word in title.split():
        left = word
        while cell_len(left) > width > 1:
            part = _part(left, width)
            words.append(part)
            left = left[len(part.removesuffix(_HYPHEN)) :]
        words.append(left)
    lines = _whole_words(" ".join(words), width)
    rest = " ".join(lines[_MOST_LINES:])
    return [*lines[:_MOST_LINES], *([one_line(rest, max(1, width), more)] if rest else [])]
