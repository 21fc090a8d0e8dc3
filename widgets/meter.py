"""Tiny charts made of text, to stand inside rows. All return strings of a known width in cells."""

from __future__ import annotations

from collections.abc import Sequence

from widgets.plain import UNICODE, Marks


def cells(count: int, of: int, marks: Marks = UNICODE) -> str:
    """`count` full dots out of `of`, as `●●○`; a count outside 0 to `of` is drawn as the nearest end."""
    full = min(max(count, 0), of)
    return marks.full * full + marks.empty * (of - full)


def bar(value: float, maximum: float, width: int, marks: Marks = UNICODE) -> str:
    """A bar of `width` cells, filled as far as `value` is of `maximum`.

    Anything above zero fills at least one cell, and only the whole maximum fills the last: a small amount is not
    shown as nothing, nor nearly all as all.
    """
    if width <= 0:
        return ""
    if maximum <= 0 or value <= 0:
        return marks.unfilled * width
    if value >= maximum:
        return marks.filled * width
    filled = max(1, min(width - 1, round(width * value / maximum)))
    return marks.filled * filled + marks.unfilled * (width - filled)


def spark(values: Sequence[float | None], marks: Marks = UNICODE) -> str:
    """One glyph a value, scaled from zero to the largest; a value that is not known (None) is a gap, not a zero."""
    known = [value for value in values if value is not None]
    top = max(known, default=0)
    last = len(marks.levels) - 1
    drawn = []
    for value in values:
        if value is None:
            drawn.append(marks.gap)
        elif top <= 0 or value <= 0:
            drawn.append(marks.levels[0])
        else:
            drawn.append(marks.levels[max(1, round(last * value / top))])
    return "".join(drawn)
