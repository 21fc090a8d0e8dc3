"""One registry of what the user can do. Footer, palette, keymap and help come from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.binding import Binding


@dataclass(frozen=True, slots=True)
class UserCommand:
    """Something the user can do in a scope: everywhere (`app`), in a place, or on a page.

    `id` names it in the keymap of the settings, `title` in palette and help, `verb` in the footer (empty keeps
    it out of there). `keys` are separated by commas. `everywhere` keys work inside text too.
    """

    id: str
    scope: str
    title: str
    verb: str
    keys: str
    action: str
    everywhere: bool = False


COMMANDS: tuple[UserCommand, ...] = (
    UserCommand("capture.open", "app", "Log an escalation", "log", "e", "log"),
    UserCommand(
        "capture.anywhere", "app", "Log an escalation, also from inside a text", "", "f2", "log", everywhere=True
    ),
    UserCommand("search.open", "app", "Find anything that was typed", "find", "slash", "find"),
    UserCommand("app.undo", "app", "Undo the last action", "undo", "u", "undo"),
    UserCommand("app.redo", "app", "Put back what was undone", "", "U", "redo"),
    UserCommand("app.hide", "app", "Hide or show names and notes", "hide", "h", "hide"),
    UserCommand("app.hide_anywhere", "app", "Hide or show, also from inside a text", "", "f8", "hide", everywhere=True),
    UserCommand("app.theme", "app", "Light or dark", "", "f7", "theme", everywhere=True),
    UserCommand("app.help", "app", "Help for this screen", "help", "question_mark", "help"),
    UserCommand("app.help_anywhere", "app", "Help, also from inside a text", "", "f1", "help", everywhere=True),
    UserCommand("app.leave", "app", "Leave; everything is saved", "leave", "q", "leave"),
    UserCommand("place.today", "app", "Go to Today: what needs me now?", "", "1", "place('today')"),
    UserCommand(
        "place.people", "app", "Go to People: is every relationship on its rhythm?", "", "2", "place('people')"
    ),
    UserCommand("place.conflicts", "app", "Go to Conflicts: what keeps coming to me?", "", "3", "place('conflicts')"),
    UserCommand("place.week", "app", "Go to Week: close this week, plan the next", "", "4", "place('week')"),
    UserCommand("place.quarter", "app", "Go to Quarter: five questions, with evidence", "", "5", "place('quarter')"),
    UserCommand("place.org", "app", "Go to Org: is the structure legible?", "", "6", "place('org')"),
    UserCommand("today.kept", "today", "Mark the promise as kept", "kept", "space", "kept"),
    UserCommand("today.move", "today", "Move the promise to another day", "move", "m", "move"),
    UserCommand("good.log", "app", "Log a call that went well without you", "", "g", "good"),
    UserCommand("search.back", "search", "Back to the words, or to where one was", "back", "escape", "back"),
)


def bindings(scope: str) -> list[Binding]:
    """The keys of a scope, for the `BINDINGS` of a screen or of the app."""
    from textual.binding import Binding

    return [
        Binding(
            command.keys,
            command.action,
            command.verb or command.title,
            show=bool(command.verb),
            priority=command.everywhere,
            id=command.id,
            tooltip=command.title,
        )
        for command in COMMANDS
        if command.scope == scope
    ]


def commands_of(scopes: tuple[str, ...]) -> tuple[UserCommand, ...]:
    """The commands of some scopes, one for each action."""
    found = {command.action: command for command in reversed(COMMANDS) if command.scope in scopes}
    return tuple(command for command in COMMANDS if found.get(command.action) is command)
