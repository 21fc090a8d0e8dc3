"""An app in one of our themes, with or without colour, in Unicode or in ASCII."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.filter import Monochrome, NoColor

from rhythm.screens.lock import LockingApp
from rhythm.screens.place import PageScreen
from rhythm.themes import fitting, next_theme, own_name, own_themes, textual_name
from widgets.plain import UNICODE, marks

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from rhythm.service import Rhythm


class LookingApp(LockingApp):
    """Takes its look from the settings and from what the terminal can show."""

    def __init__(self, rhythm: Rhythm) -> None:
        look = rhythm.settings.look
        self.marks = marks(look.ascii)
        self._plain: tuple[LineFilter, ...] = ()
        if self.marks != UNICODE:
            from widgets.ascii import AsciiOnly

            self._plain = (AsciiOnly(),)
        super().__init__(rhythm)
        for theme in own_themes():
            self.register_theme(theme)
        wanted = textual_name(look.theme)
        # Where the settings name one that there is not, the usual one stands in.
        known = wanted if wanted in self.available_themes else textual_name("dark")
        self.theme = fitting(known, self.console.color_system)
        self.wear()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without colour where the terminal's own are used, and without Unicode where there is none."""
        filters = super().get_line_filters()
        if self.no_color and self.native_ansi_color:
            # Textual chose for the theme that it began with, before ours was set.
            filters = [NoColor() if isinstance(one, Monochrome) else one for one in filters]
        return [*filters, *self._plain]

    def action_theme(self) -> None:
        """The next of our themes that the terminal can show."""
        self.action_use_theme(next_theme(self.theme, self.console.color_system))

    def action_use_theme(self, theme: str) -> None:
        """Show another theme, until the app ends; the settings keep one."""
        self.theme = theme
        self.store_changed.publish(None)
        if isinstance(self.screen, PageScreen):
            self.screen.say(f"theme {own_name(theme)}; look.theme in the settings keeps it")
