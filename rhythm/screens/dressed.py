"""An app in one of our themes, with or without colour, in Unicode or in ASCII."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from textual.filter import Monochrome, NoColor

from rhythm.screens.crash import DiscreetApp
from rhythm.themes import fitting, own_themes, textual_name
from widgets.plain import UNICODE, marks

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from rhythm.settings.schema import Look

Result = TypeVar("Result")

_INKS = ("text-accent", "text-primary", "text-warning", "text-error", "text-success")
"""Colours of texts that say something."""


class DressedApp(DiscreetApp[Result]):
    """Takes its look from the settings and from what the terminal can show."""

    def __init__(self, look: Look, **kwargs: Any) -> None:
        self.marks = marks(look.ascii)
        self._plain: tuple[LineFilter, ...] = ()
        if self.marks != UNICODE:
            from widgets.ascii import AsciiOnly

            self._plain = (AsciiOnly(),)
        super().__init__(**kwargs)
        for theme in own_themes():
            self.register_theme(theme)
        wanted = textual_name(look.theme)
        # Where the settings name one that there is not, the usual one stands in.
        known = wanted if wanted in self.available_themes else textual_name("dark")
        self.theme = fitting(known, self.console.color_system)

    def get_css_variables(self) -> dict[str, str]:
        """Without colour what one lights is as bright as other text: its grey would be darker, and step back."""
        variables = super().get_css_variables()
        if self.no_color:
            variables.update(dict.fromkeys(_INKS, variables["foreground"]))
        return variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colour where the terminal's own are used, and without Unicode where there is none."""
        filters = super().get_line_filters()
        if self.no_color and self.native_ansi_color:
            # Textual chose for the theme that it began with, before ours was set.
            filters = [NoColor() if isinstance(one, Monochrome) else one for one in filters]
        return [*filters, *self._plain]
