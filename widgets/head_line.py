"""One line that says where one is: a title at the left, a quiet fact at the right."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from widgets.plain import UNICODE, Marks, fitted, pad

_GAP = 2


class HeadLine(Widget):
    """The title keeps its room; where both do not fit, the fact is cut first, and then goes."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"head-line--title", "head-line--fact"}
    DEFAULT_CSS = """
    HeadLine {
        height: 1;
        & > .head-line--title { text-style: bold; }
        & > .head-line--fact { color: $foreground 75%; }
        &:ansi > .head-line--fact { color: ansi_default; text-style: dim; }
    }
    """

    def __init__(
        self,
        title: str = "",
        fact: str = "",
        *,
        marks: Marks = UNICODE,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Both may be anything a user typed."""
        super().__init__(id=id, classes=classes)
        self._title = title
        self._fact = fact
        self._marks = marks

    @property
    def title(self) -> str:
        """What stands at the left, whole."""
        return self._title

    @property
    def fact(self) -> str:
        """What stands at the right, whole."""
        return self._fact

    def say(self, title: str, fact: str = "") -> None:
        """Show another title and fact."""
        if (title, fact) != (self._title, self._fact):
            self._title, self._fact = title, fact
            self.refresh()

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """The whole line."""
        width = self.size.width
        room = max(0, width - 2)
        title = fitted(self._title, room, self._marks.more, name=True)
        left = room - cell_len(title) - _GAP
        fact = fitted(self._fact, left, self._marks.more) if left >= min(cell_len(self._fact), 8) else ""
        gap = room - cell_len(title) - cell_len(fact)
        parts = [
            Segment(pad(" " + title + " " * gap, width - cell_len(fact) - 1), self._style("title")),
            Segment(fact + " ", self._style("fact")),
        ]
        return Strip(parts).adjust_cell_length(width, self._style("fact"))

    def _style(self, part: str) -> Style:
        return self.get_component_rich_style(f"head-line--{part}")
