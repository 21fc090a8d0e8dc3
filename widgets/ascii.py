"""The last door to a terminal without Unicode: every glyph of the interface as plain ASCII."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from widgets.plain import ASCII, UNICODE

_LINES = {
    "|": "│┃║▏▎▍▌▐▕┆┊",
    "+": "┌┐└┘├┤┬┴┼╭╮╰╯╔╗╚╝",
    "#": "▄▅▆▇█▉▊▋▒▓░",
    "/": "╱",
    "\\": "╲",
    "x": "×✕",
    "*": "•",
    "<": "◂◀←⊖",
    ">": "▶→⭘",
    "v": "▼▾",
    "-": "─━╌┄▁▂▃▔▀—−",
}


def _table() -> dict[int, str]:
    table = {ord(glyph): stand_in for stand_in, glyphs in _LINES.items() for glyph in glyphs}
    # One cell each, for a line that is laid out can't grow; widgets that draw marks use the longer stand-ins.
    for name in set(UNICODE._fields) - {"levels"}:
        table[ord(getattr(UNICODE, name))] = getattr(ASCII, name)[-1]
    return table | {ord(glyph): low for glyph, low in zip(UNICODE.levels, ASCII.levels, strict=True)}


class AsciiOnly(LineFilter):
    """Draws lines, bars, separators and marks in ASCII. What somebody typed stays, but for those very glyphs."""

    def __init__(self) -> None:
        super().__init__()
        self._table = _table()

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments, as wide as before."""
        return [
            segment if segment.text.isascii() else Segment(segment.text.translate(self._table), *segment[1:])
            for segment in segments
        ]
