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
            yield segment if segment.control else Segment(segment.text, _FAINT)


class OverScreen(ModalScreen[ScreenResultType]):
    """A window over a page. As far as its styles lay a shade over that, it is seen through it."""

    def render(self) -> RenderableType:
        """The page below: of a shade, or in 16 colours faint."""
        below = super().render()
        if isinstance(below, BackgroundScreen) and below.color.a and self.app.native_ansi_color:
            return _Faint(below.screen, below.color)
        return below
