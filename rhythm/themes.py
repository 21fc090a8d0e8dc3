"""The looks of the app: dark, light, high contrast, and the sixteen colours of a plain terminal.

Only what the screens use is set: one accent, two greys, three state colours. tests/screens/test_contrast.py holds
every text of every page to a contrast of 4.5. The other themes that come with Textual may be set too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from textual.theme import BUILTIN_THEMES, Theme

from rhythm.values import NamedTuple

THEMES = {
    "dark": "rhythm-dark",
    "light": "rhythm-light",
    "high-contrast": "rhythm-contrast",
    "terminal": "rhythm-terminal",
    "terminal-light": "rhythm-terminal-light",
}
"""Our names of themes, as they stand in the settings, and Textual's."""
_OF_FEW_COLOURS = {
    "rhythm-dark": "rhythm-terminal",
    "rhythm-light": "rhythm-terminal-light",
    "rhythm-contrast": "rhythm-terminal",
}
_PANE_LINE = "pane-line"
_FEW_COLOURS = "standard"
"""What Rich calls the sixteen."""


class _Shades(NamedTuple):
    """The colours of a theme: what points, the three states, text, and the grounds from the page to the bars; then the
    row in hand and its text, and the scroll bar."""

    primary: str
    accent: str
    warning: str
    error: str
    success: str
    text: str
    page: str
    window: str
    bars: str
    cursor: str
    cursor_text: str
    scroll_bar: str


_DARK = _Shades(
    "#0178D4", "#4AA8F0", "#FFA62B", "#E0556F", "#4EBF71",
    "#E0E0E0", "#121212", "#1E1E1E", "#242F38", "#0B66B4", "#FFFFFF", "#66757F",
)  # fmt: skip
_LIGHT = _Shades(
    "#004578", "#004F92", "#7A4300", "#9C1030", "#17602E",
    "#1A1A1A", "#F7F7F5", "#EDEDEA", "#E1E5E9", "#004F92", "#FFFFFF", "#7A858F",
)  # fmt: skip
_CONTRAST = _Shades(
    "#5CC8FF", "#5CC8FF", "#FFD500", "#FF8A8A", "#5CFF8A",
    "#FFFFFF", "#000000", "#000000", "#1C1C1C", "#FFFFFF", "#000000", "#9A9A9A",
)  # fmt: skip
_INKS_ON_LIGHT = {
    "text-warning": "#8A4B00",
    "text-error": "#B3123A",
    "text-success": "#17692F",
    "text-accent": "#005AA6",
}
"""Mixed with black, as Textual does it, they could not be told from the text."""


def own_themes() -> tuple[Theme, ...]:
    """Those that do not come with Textual."""
    # Of the sixteen colours only the bright ones can be read on black, and only some of the others on white.
    terminal = replace(
        BUILTIN_THEMES["ansi-dark"],
        name="rhythm-terminal",
        primary="ansi_bright_cyan",
        warning="ansi_bright_yellow",
        error="ansi_bright_red",
        success="ansi_bright_green",
        accent="ansi_bright_cyan",
        variables=BUILTIN_THEMES["ansi-dark"].variables
        | _selected("ansi_bright_cyan", "ansi_black")
        | _scroll_bar("ansi_bright_black")
        | _pane_line("ansi_bright_black"),
    )
    terminal_light = replace(
        BUILTIN_THEMES["ansi-light"],
        name="rhythm-terminal-light",
        primary="ansi_blue",
        warning="ansi_magenta",
        error="ansi_red",
        success="ansi_default",
        accent="ansi_blue",
        variables=BUILTIN_THEMES["ansi-light"].variables
        | _selected("ansi_blue", "ansi_bright_white")
        | _scroll_bar("ansi_bright_black")
        | _pane_line("ansi_bright_black"),
    )
    return (
        _of("rhythm-dark", _DARK),
        _of("rhythm-light", _LIGHT, _INKS_ON_LIGHT, dark=False),
        _of("rhythm-contrast", _CONTRAST, _pane_line(_CONTRAST.scroll_bar)),
        terminal,
        terminal_light,
    )


def _of(name: str, shades: _Shades, inks: Mapping[str, str] = MappingProxyType({}), *, dark: bool = True) -> Theme:
    """A theme of fine shades; `inks` are the texts for which Textual would mix others."""
    cursor = {
        "block-cursor-background": shades.cursor,
        "block-cursor-foreground": shades.cursor_text,
        "block-cursor-text-style": "bold",
    }
    return Theme(
        name,
        primary=shades.primary,
        warning=shades.warning,
        error=shades.error,
        success=shades.success,
        accent=shades.accent,
        foreground=shades.text,
        background=shades.page,
        surface=shades.window,
        panel=shades.bars,
        dark=dark,
        variables=cursor | _scroll_bar(shades.scroll_bar) | _pane_line(shades.bars) | dict(inks),
    )


def _selected(ground: str, text: str) -> dict[str, str]:
    """Selected text in fields and elsewhere; Textual's own can't be read in every terminal."""
    return {
        "input-selection-background": ground,
        "input-selection-foreground": text,
        "screen-selection-background": ground,
        "screen-selection-foreground": text,
    }


def _scroll_bar(colour: str) -> dict[str, str]:
    """A bar that is seen and does not draw the eye, on whatever ground the list has."""
    bars = dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), colour)
    grounds = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active")
    return bars | dict.fromkeys(grounds, "transparent") | {"scrollbar-corner-color": "transparent"}


def _pane_line(colour: str) -> dict[str, str]:
    """The line beside a pane, which parts and does not draw the eye."""
    return {_PANE_LINE: colour}


def variables_of(theme: Theme) -> dict[str, str]:
    """What our screens use and a theme that comes with Textual does not have."""
    return _pane_line("ansi_bright_black" if theme.ansi else theme.panel or "gray 30%")


def textual_name(name: str) -> str:
    """Textual's name of a theme that goes by one of ours, or by its own."""
    return THEMES.get(name, name)


def own_name(theme: str) -> str:
    """How a theme of Textual's name is called in the settings."""
    return next((name for name, known in THEMES.items() if known == theme), theme)


def fitting(theme: str, color_system: str | None) -> str:
    """The theme for a terminal: where it has no more than sixteen colours, a fine shade would become any of them, so
    that its own colours are used."""
    return _OF_FEW_COLOURS.get(theme, theme) if color_system == _FEW_COLOURS else theme


def next_theme(theme: str, color_system: str | None) -> str:
    """The one after it, in turn: of those that the terminal can show."""
    turn = list(dict.fromkeys(fitting(known, color_system) for known in _OF_FEW_COLOURS))
    return turn[(turn.index(theme) + 1) % len(turn)] if theme in turn else turn[0]
