"""Windows over a page, which is dimmed meanwhile, whatever colours the terminal has."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen, ScreenResultType

_FAINT = Style(color="default", bgcolor="default", dim=True)


class _Shaded(BackgroundScreen):
    """What lies below under a shade of the page's colour."""

    @classmethod
    def process_segments(cls, segments: Iterable[Segment], color: Color) -> Iterable[Segment]:
        """As Textual does it, but nothing stays lit: a bright row on a black page, or a dark one on a white page,
        would be what one sees first under any shade."""
        return super().process_segments((_put_out(segment, color) for segment in segments), color)


def _put_out(segment: Segment, page: Color) -> Segment:
    text, style, control = segment
    if control or style is None or _of_scroll_bar(segment) or page.a == 0:
        return segment
    return Segment(text, _unlit(style, page))


@lru_cache(maxsize=256)
def _unlit(style: Style, page: Color) -> Style:
    """The two colours turned round, where the ground stands out more from the page than its text does."""
    if style.color is None or style.bgcolor is None:
        return style
    text, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    if abs(ground.brightness - page.brightness) <= abs(text.brightness - page.brightness):
        return style
    return style + Style(color=style.bgcolor, bgcolor=page.with_alpha(1).rich_color)


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
        if not isinstance(below, BackgroundScreen) or self._clear:
            return below
        kind = _Faint if self.app.native_ansi_color else _Shaded
        return kind(below.screen, below.color)
