"""Tiny charts made of text, to stand inside rows. All return strings of a known width in cells."""

from __future__ import annotations

from collections.abc import Sequence

from widgets.plain import UNICODE, Marks


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
