"""Going through the themes while the app runs."""

from __future__ import annotations

from rhythm.screens.lock import LockingApp
from rhythm.screens.place import PageScreen
from rhythm.themes import next_theme, own_name, variables_of


class LookingApp(LockingApp):
    """An app whose theme can be changed until it ends."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours of our own, in themes that do not name them."""
        return variables_of(self.current_theme)

    def action_theme(self) -> None:
        """The next of our themes that the terminal can show."""
        self.action_use_theme(next_theme(self.theme, self.console.color_system))

    def action_use_theme(self, theme: str) -> None:
        """Show another theme, until the app ends; the settings keep one."""
        self.theme = theme
        self.store_changed.publish(None)
        if isinstance(self.screen, PageScreen):
            self.screen.say(f"theme {own_name(theme)}; look.theme in the settings keeps it")
