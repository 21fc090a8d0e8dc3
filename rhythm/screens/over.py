"""Windows over a page, which is dimmed meanwhile, whatever colours the terminal has."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, ScreenResultType

_FAINT = Style(color="default", bgcolor="default", dim=True)


class _Faint(BackgroundScreen):
    """What lies below in the terminal's own colour, dimmed. A shade laid over one of the sixteen colours would make it
    black, whatever it was."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:  # noqa: ARG003
        """The texts, without what lights them up."""
        for segment in segments:
            text = " " * segment.cell_length if _of_scroll_bar(segment) else segment.text
            yield segment if segment.control else Segment(text, _FAINT)


def _of_scroll_bar(segment: Segment) -> bool:
    """Whether it is a piece of a scroll bar, which is told by its ground: of its end a glyph would be left over."""
    return segment.style is not None and any(key.startswith("@mouse") for key in segment.style.meta)


class OverScreen(ModalScreen[ScreenResultType]):
    """A window over a page, which is seen through it: under a shade, or in sixteen colours faint."""

    _clear = False

    def let_see(self, clear: bool) -> None:
        """Whether the page below is seen as it is, as if nothing lay over it."""
        self._clear = clear
        self.styles.background = "transparent" if clear else None

    def render(self) -> RenderableType:
        """The page below."""
        below = super().render()
        if isinstance(below, BackgroundScreen) and self.app.native_ansi_color and not self._clear:
            return _Faint(below.screen, below.color)
        return below
