"""Three small charts as SVG, to stand inside a page: no script, no style, no reference to anything outside.

Libraries that draw SVG bring scripts, styles and name spaces of their own and know no missing values; three kinds of
bars are less than what it takes to keep those out. Every figure is printed beside its bar, so that no chart needs
colour; one kind of bar is full, the other empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from unicodedata import combining, east_asian_width

from rhythm.domain.report import Drawn

_WIDTH = 640
_ROW, _LABEL, _ROOM = 34, 250, 320
_COLUMN_HEIGHT, _ABOVE, _BELOW = 120, 24, 40
_MOST_LETTERS = 34

_FIRST, _SECOND = 'fill="#1f4e79"', 'fill="none" stroke-width="1.5"'


def shown(text: str) -> str:
    """Text as HTML shows it: nothing in it becomes markup, and what is no letter of any kind becomes a blank."""
    return escape("".join(char if char.isprintable() or char == "\n" else " " for char in text))


def weeks(found: Sequence[Drawn]) -> str:
    """A column a week, with the second figure as an empty one beside it; a missing week is an empty dashed frame."""
    most = max((max(one.one or 0, one.other or 0) for one in found), default=0) or 1
    step = _WIDTH / max(len(found), 1)
    floor = _ABOVE + _COLUMN_HEIGHT
    parts = []
    for place, one in enumerate(found):
        left = place * step
        wide = min(step * 0.36, 26)
        if one.one is None:
            parts.append(
                f'<rect x="{left + 2:.1f}" y="{_ABOVE}" width="{step - 6:.1f}" height="{_COLUMN_HEIGHT}" fill="none"'
                ' stroke="#777" stroke-dasharray="4 4"/>'
            )
            parts.append(_text(left + step / 2 - 1, floor - _COLUMN_HEIGHT / 2, "–", "middle"))
        else:
            for side, (figure, fill) in enumerate(((one.one, _FIRST), (one.other or 0, _SECOND))):
                high = figure / most * _COLUMN_HEIGHT
                x = left + step / 2 + (side - 1) * (wide + 1)
                parts.append(_bar(x, floor - high, wide, high, fill))
                parts.append(_text(x + wide / 2, floor - high - 4, str(figure), "middle"))
        parts.append(_text(left + step / 2, floor + 16, one.label, "middle"))
    parts.append(f'<line x1="0" y1="{floor}" x2="{_WIDTH}" y2="{floor}" stroke="#333"/>')
    return _svg(floor + _BELOW, parts)


def bars(found: Sequence[Drawn], most: tuple[int, int] | None = None, units: tuple[str, str] = ("", "")) -> str:
    """Two bars a row, the second one empty, each with its figure; `most` are the two that fill the room."""
    highest = max((max(one.one or 0, one.other or 0) for one in found), default=0) or 1
    scales = most or (highest, highest)
    parts = []
    for place, one in enumerate(found):
        top = place * _ROW
        label = _cut(one.label)
        parts.append(_text(_LABEL - 8, top + 20, label, "end"))
        sides = zip((one.one, one.other), scales, units, (_FIRST, _SECOND), strict=True)
        for side, (figure, scale, unit, fill) in enumerate(sides):
            wide = min((figure or 0) / scale, 1) * _ROOM
            y = top + 4 + side * 13
            parts.append(_bar(_LABEL, y, wide, 11, fill))
            parts.append(_text(_LABEL + wide + 6, y + 10, f"{figure or 0}{unit}", "start"))
    return _svg(len(found) * _ROW + 6, parts)


def _cut(label: str) -> str:
    """A label that stays left of its bars; wide letters take the room of two."""
    if sum(map(_cells, label)) <= _MOST_LETTERS:
        return label
    kept, room = "", _MOST_LETTERS - 1
    for letter in label:
        room -= _cells(letter)
        if room < 0:
            break
        kept += letter
    # After a word, unless that leaves little.
    words = kept.rpartition(" ")[0]
    return f"{words if len(words) * 2 > len(kept) else kept}…"


def _cells(letter: str) -> int:
    return 0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1


def _svg(height: float, parts: Sequence[str]) -> str:
    return (
        f'<svg role="img" aria-hidden="true" viewBox="0 0 {_WIDTH} {height:.0f}" width="{_WIDTH}"'
        f' height="{height:.0f}">{"".join(parts)}</svg>'
    )


def _bar(x: float, y: float, width: float, height: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {fill} stroke="#1f4e79"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12">{shown(text)}</text>'
