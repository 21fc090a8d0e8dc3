"""Text of lines that are drawn one at a time, which the mouse selects to be copied."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

_SLIP = 2
"""Letters of one line that a hand may slip over between press and release of a click."""


class SelectableLines(Widget):
    """A widget that makes its lines by `strip_of`, and says by `text_of` what stands in one."""

    _selected: Selection | None = None
    _is_painting = False

    def text_of(self, line: int) -> str:
        """What stands in a line, counted from the first one whether that is in sight or not."""
        raise NotImplementedError

    def lines_reached(self) -> range:
        """The lines that a selection takes in which begins before the widget or ends behind it."""
        raise NotImplementedError

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint. Who asks for a line apart from that wants to know which letter the mouse is on, and to say it of every
        line costs more than to draw them."""
        self._is_painting = True
        try:
            return super().render_lines(crop)
        finally:
            self._is_painting = False

    def strip_of(self, line: int, segments: Sequence[Segment], width: int) -> Strip:
        """A line as it is drawn: what is selected of it is lit, and it is filled up in its last style."""
        if self._selected is not None:
            segments = self._light(line, segments, self._selected)
        strip = Strip(segments).adjust_cell_length(width, segments[-1].style if segments else None)
        return strip if self._is_painting else strip.apply_offsets(0, line)

    def selection_updated(self, selection: Selection | None) -> None:
        """Light what is selected now."""
        self._selected = selection
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str]:
        """What is selected of the lines, as they stand there."""
        reached = self.lines_reached()
        first = reached.start if selection.start is None else selection.start.y
        last = reached.stop - 1 if selection.end is None else selection.end.y
        spans = ((self.text_of(line), selection.get_span(line)) for line in range(first, last + 1))
        return "\n".join(text[slice(*_ends(text, span))].rstrip(" ") for text, span in spans if span is not None), "\n"

    def deselect(self) -> None:
        """Select nothing any more: other words stand there."""
        if self._selected is not None and self.is_attached:
            self.screen.clear_selection()

    def was_dragged(self) -> bool:
        """Whether the click that came is the end of a selection. One of a letter or two is a hand that slipped."""
        selection = self.text_selection if self.is_attached else None
        if selection is None:
            return False
        start, end = selection
        if start is not None and end is not None and start.y == end.y and end.x - start.x <= _SLIP:
            self.screen.clear_selection()
            return False
        return True

    def _light(self, line: int, segments: Sequence[Segment], selection: Selection) -> Sequence[Segment]:
        span = selection.get_span(line)
        if span is None:
            return segments
        start, end = _ends("".join(text for text, *_ in segments), span)
        chosen = self.screen.get_component_rich_style("screen--selection")
        # A theme may leave the colour of the text as it is, which comes out as that of the ground.
        worn = Style(bgcolor=chosen.bgcolor) if chosen.color == chosen.bgcolor else chosen
        parts, at = list[Segment](), 0
        for text, style, _ in segments:
            begin, stop = (max(0, min(len(text), cut - at)) for cut in (start, end))
            lit = worn if style is None else style + worn
            parts += (Segment(text[:begin], style), Segment(text[begin:stop], lit), Segment(text[stop:], style))
            at += len(text)
        return [part for part in parts if part.text]


def _ends(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Where a selection begins and ends in a line; Textual's -1 is its end."""
    start, end = span
    return start, len(text) if end == -1 else end
