"""The command palette: every command that works here, and everybody by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.actions import parse
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode

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
            yield DiscoveryHit(self._shown(command), partial(self._run, command), command.title)

    async def search(self, query: str) -> Hits:
        """Commands, people and conflicts whose words fit what was typed."""
        matcher = self.matcher(query)
        for command in self._commands():
            if (score := matcher.match(command.title)) > 0:
                yield Hit(score, self._shown(command), partial(self._run, command), command.title)
        page = self.screen
        if not isinstance(page, PageScreen):
            return
        veil = page.veil
        for person in page.rhythm.people.others():
            name = veil.name(person.name, person.id)
            if (score := matcher.match(name)) > 0:
                yield Hit(score, _line(name, "open the meeting"), partial(open_key, page, f"person:{person.id}"))
        for conflict in page.rhythm.tracker.conflict_names():
            name = one_line(veil.text(conflict.name))
            if (score := matcher.match(name)) > 0:
                opening = partial(open_key, page, f"conflict:{conflict.id}")
                yield Hit(score, _line(name, "open the conflict"), opening)

    def _commands(self) -> tuple[UserCommand, ...]:
        page = self.screen
        scopes = page.scopes_here() if isinstance(page, PageScreen) else ()
        return tuple(command for command in commands_of(("app", *scopes), self._app.own_keys) if self._works(command))

    def _works(self, command: UserCommand) -> bool:
        _, name, parameters = parse(command.action)
        return self._holder(command).check_action(name, parameters) is True

    def _run(self, command: UserCommand) -> None:
        self._app.call_later(self._app.run_action, command.action, self._holder(command))

    def _holder(self, command: UserCommand) -> DOMNode:
        """What has the action: the app, the page, or a part of it that has the focus."""
        if command.scope == "app":
            return self.app
        name = f"action_{parse(command.action)[1]}"
        parts = self.screen.focused.ancestors_with_self if self.screen.focused is not None else []
        return next((part for part in parts if hasattr(part, name)), self.screen)

    @property
    def _app(self) -> RhythmApp:
        return cast("RhythmApp", self.app)

    def _shown(self, command: UserCommand) -> Content:
        return _line(command.title, ", ".join(key_name(key) for key in command.keys.split(",")))


def _line(text: str, more: str) -> Content:
    """A hit as one line: what it is, and quietly its keys or what it does."""
    return plain(text) + Content.styled(f"  {more}", "$foreground 75%")
