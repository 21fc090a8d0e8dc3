"""The looks of the app: dark, light, high contrast, and the sixteen colours of a plain terminal.

Only what the screens use is set: one accent, two greys, three state colours. tests/screens/test_contrast.py holds
every text of every page to a contrast of 4.5. The other themes that come with Textual may be set too.
"""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

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
_FEW_COLOURS = "standard"
"""What Rich calls the sixteen."""


def own_themes() -> tuple[Theme, ...]:
    """Those that do not come with Textual."""
    dark = Theme(
        "rhythm-dark",
        primary="#0178D4",
        warning="#FFA62B",
        error="#E0556F",
        success="#4EBF71",
        accent="#4AA8F0",
        foreground="#E0E0E0",
        background="#121212",
        surface="#1E1E1E",
        panel="#242F38",
        variables=_cursor("#0B66B4", "#FFFFFF") | _scroll_bar("#66757F"),
    )
    light = Theme(
        "rhythm-light",
        primary="#004578",
        warning="#7A4300",
        error="#9C1030",
        success="#17602E",
        accent="#004F92",
        foreground="#1A1A1A",
        background="#F7F7F5",
        surface="#EDEDEA",
        panel="#E1E5E9",
        dark=False,
        # Mixed with black, as Textual does it, they could not be told from the text.
        variables=_cursor("#004F92", "#FFFFFF")
        | _scroll_bar("#7A858F")
        | {
            "text-warning": "#8A4B00",
            "text-error": "#B3123A",
            "text-success": "#17692F",
            "text-accent": "#005AA6",
        },
    )
    contrast = Theme(
        "rhythm-contrast",
        primary="#5CC8FF",
        warning="#FFD500",
        error="#FF8A8A",
        success="#5CFF8A",
        accent="#5CC8FF",
        foreground="#FFFFFF",
        background="#000000",
        surface="#000000",
        panel="#1C1C1C",
        variables=_cursor("#FFFFFF", "#000000") | _scroll_bar("#9A9A9A"),
    )
    # Of the sixteen colours only the bright ones can be read on black, and only some of the others on white.
    terminal = replace(
        BUILTIN_THEMES["ansi-dark"],
        name="rhythm-terminal",
        primary="ansi_bright_cyan",
        warning="ansi_bright_yellow",
        error="ansi_bright_red",
        success="ansi_bright_green",
        accent="ansi_bright_cyan",
        variables=BUILTIN_THEMES["ansi-dark"].variables | _scroll_bar("ansi_bright_black"),
    )
    terminal_light = replace(
        BUILTIN_THEMES["ansi-light"],
        name="rhythm-terminal-light",
        primary="ansi_blue",
        warning="ansi_magenta",
        error="ansi_red",
        success="ansi_default",
        accent="ansi_blue",
        variables=BUILTIN_THEMES["ansi-light"].variables | _scroll_bar("ansi_bright_black"),
    )
    return dark, light, contrast, terminal, terminal_light


def _cursor(background: str, foreground: str) -> dict[str, str]:
    return {
        "block-cursor-background": background,
        "block-cursor-foreground": foreground,
        "block-cursor-text-style": "bold",
    }


def _scroll_bar(colour: str) -> dict[str, str]:
    """A bar that is seen and does not draw the eye, on whatever ground the list has."""
    bars = dict.fromkeys(("scrollbar", "scrollbar-hover", "scrollbar-active"), colour)
    grounds = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active")
    return bars | dict.fromkeys(grounds, "transparent") | {"scrollbar-corner-color": "transparent"}


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
