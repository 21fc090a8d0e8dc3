"""Tiny charts made of text, to stand inside rows. All return strings of a known width in cells."""

from __future__ import annotations

from collections.abc import Sequence

from widgets.plain import UNICODE, Marks

_BAR_LEVEL = 3
"""Half as high as a line, so that the bars of rows below each other stay apart."""


def bar(share: float, width: int, marks: Marks = UNICODE) -> str:
    """A share from 0 to 1 as a bar of so many cells. More than nothing has a cell, less than all leaves one empty."""
    full = round(min(1.0, max(0.0, share)) * width)
    if 0 < share < 1 and width > 1:
        full = min(width - 1, max(1, full))
    return marks.levels[_BAR_LEVEL] * full + marks.gap * (width - full)


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


def columns(values: Sequence[float | None], height: int, marks: Marks = UNICODE) -> list[str]:
    """The same as bars over several lines, top line first, two cells a value; what is not known stands as a gap on the
    lowest line."""
    steps = len(marks.levels)
    top = max((value for value in values if value is not None), default=0)
    filled = [
        None if value is None else max(int(value > 0), round(value / top * height * steps)) if top > 0 else 0
        for value in values
    ]
    lines = []
    for line in reversed(range(height)):
        drawn = []
        for value in filled:
            part = 0 if value is None else min(steps, value - line * steps)
            if value is None:
                drawn.append(marks.gap if line == 0 else " ")
            elif part > 0:
                drawn.append(marks.levels[part - 1])
            else:
                drawn.append(marks.levels[0] if line == 0 else " ")
        lines.append(" ".join(drawn).rstrip())
    return lines
