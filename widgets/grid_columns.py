"""How the width of a grid is shared between the titles of its lines and its columns."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len

from widgets.plain import fitted, one_line

_LEAST, _MOST = 6, 16
"""Cells of a column, the one that stays free between two included."""
_LEAST_TITLE, _MOST_TITLE = 8, 40


class GridColumns(NamedTuple):
    """In so much room: cells of the titles of lines, cells of a column, and how many columns are in sight."""

    room: int
    title: int
    width: int
    fitting: int

    def shown(self, first: int, count: int) -> range:
        """The columns in sight from the first one on, of so many."""
        return range(first, min(count, first + self.fitting))


def shared(room: int, count: int, titles: Iterable[str], texts: Iterable[str]) -> GridColumns:
    """Shares `room` between the `titles` of lines and `count` columns, in which the longest of the `texts` fits.

    A title is cut before a column goes out of sight, but a quarter of the room is its own.
    """
    least = max(_LEAST, max(map(cell_len, texts), default=0) + 1)
    widest = max((cell_len(one_line(title, _MOST_TITLE)) for title in titles), default=0)
    title = max(_LEAST_TITLE, min(widest + 2, max(room - count * least, room // 4)))
    width = min(max(least, (room - title) // max(1, count)), max(_MOST, least))
    return GridColumns(room, title, width, max(1, (room - title) // width))


def told_apart(titles: Iterable[str], width: int, more: str = "…") -> tuple[str, ...]:
    """The titles of lines in a width. What is too long ends after a word, unless two of them would look alike then."""
    titles = tuple(titles)
    found = tuple(fitted(title, width, more, name=True) for title in titles)
    if len(set(found)) == len(set(titles)):
        return found
    return tuple(one_line(title, width, more) for title in titles)
