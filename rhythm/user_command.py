"""What one entry of the registry of commands holds."""

from __future__ import annotations

from rhythm.values import NamedTuple


class UserCommand(NamedTuple):
    """Something the user can do in a scope: everywhere (`app`), in a place, or on a page.

    `id` names it in the keymap of the settings, `title` in palette and help, `verb` in the footer (empty keeps
    it out of there). `keys` are separated by commas; with none the palette has it, and the settings may give it one.
    `everywhere` keys work inside text too.
    """

    id: str
    scope: str
    title: str
    verb: str
    keys: str
    action: str
    everywhere: bool = False

    @property
    def key_list(self) -> tuple[str, ...]:
        """The keys one by one; none for a command that only the palette has."""
        return tuple(self.keys.split(",")) if self.keys else ()
