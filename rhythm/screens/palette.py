"""The command palette: every command that works here, and everybody by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from rhythm.commands import UserCommand, commands_of
from rhythm.screens.opening import open_key
from rhythm.screens.place import PageScreen
from widgets.bars import key_name
from widgets.plain import one_line, plain

if TYPE_CHECKING:
    from rhythm.app import RhythmApp


class CommandProvider(Provider):
    """Commands from the registry, and people, teams' conflicts by name."""

    async def discover(self) -> Hits:
        """All commands of this page, before anything was typed."""
        for command in self._commands():
            yield DiscoveryHit(self._title(command), partial(self._run, command), help=self._keys(command))

    async def search(self, query: str) -> Hits:
        """Commands, people and conflicts whose words fit what was typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            if (score := matcher.match(command.title)) > 0:
                yield Hit(score, self._title(command), partial(self._run, command), help=self._keys(command))
        page = self.screen
        if not isinstance(page, PageScreen):
            return
        veil = page.veil
        for person in page.rhythm.people.others():
            name = veil.name(person.name, person.id)
            if (score := matcher.match(name)) > 0:
                yield Hit(score, plain(name), partial(open_key, page, f"person:{person.id}"), help="open the meeting")
        for view in page.rhythm.tracker.conflicts():
            name = one_line(veil.text(view.conflict.name))
            if (score := matcher.match(name)) > 0:
                yield Hit(score, plain(name), partial(open_key, page, f"conflict:{view.id}"), help="open the conflict")

    def _commands(self) -> tuple[UserCommand, ...]:
        page = self.screen
        scopes = page.SCOPES if isinstance(page, PageScreen) else ()
        return tuple(command for command in commands_of(("app", *scopes)) if not self._off(command))

    def _off(self, command: UserCommand) -> bool:
        # An action with a parameter, such as place('today'), is always possible.
        name = command.action.partition("(")[0]
        holder = self.app if command.scope == "app" else self.screen
        return holder.check_action(name, ()) is not True

    def _run(self, command: UserCommand) -> None:
        app = cast("RhythmApp", self.app)
        namespace = app if command.scope == "app" else self.screen
        app.call_later(app.run_action, command.action, namespace)

    def _title(self, command: UserCommand) -> Content:
        return plain(command.title)

    def _keys(self, command: UserCommand) -> str:
        return ", ".join(key_name(key) for key in command.keys.split(","))
