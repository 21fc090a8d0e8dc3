"""The command palette: every command that works here, and everybody by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.actions import parse
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen

from rhythm.command_words import WORDS
from rhythm.commands import UserCommand, commands_of
from rhythm.screens.opening import open_key
from rhythm.screens.over import OverScreen
from rhythm.screens.palette_fit import LOOSE, fit
from rhythm.screens.place import PLACES, PageScreen
from rhythm.themes import own_name
from widgets.bars import Tab, key_name
from widgets.plain import one_line, plain

if TYPE_CHECKING:
    from rhythm.app import RhythmApp


ASKS = "A command, a person, a team or a conflict"
"""What stands in the field of the palette while nothing is typed."""
_ELSEWHERE = 0.9
"""What works only in another place stands behind what works here."""
_OTHER_WORDS = 0.7
"""What is found by another word for it stands behind what is called so."""
_WAITS = "after this window is closed"
"""What is said of a command that can't run over a window that waits for its answer."""
_THEME = 0.3
"""One theme of many stands behind the key that goes through ours."""


class Palette(CommandPalette, OverScreen[None]):
    """The window in which they are chosen."""

    CSS_PATH = "palette.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - as Textual declares it


class CommandProvider(Provider):
    """Commands from the registry, those of other places too, and people, teams and conflicts by name."""

    async def discover(self) -> Hits:
        """All commands of this page or dialog, before anything was typed."""
        for command in self._commands():
            yield DiscoveryHit(self._shown(command), partial(self._run, command), command.title)

    async def search(self, query: str) -> Hits:
        """Commands, people, teams and conflicts whose words fit what was typed. Those in which its letters stand
        scattered are found only where nothing fits better."""
        found = list(self._found(query))
        loose = all(hit.score < LOOSE for hit in found)
        for hit in found:
            if loose or hit.score >= LOOSE:
                yield hit
        # Of many themes one that fits says nothing of what else does.
        for hit in self._themes(query):
            yield hit

    def _found(self, query: str) -> Iterator[Hit]:
        here = self._commands()
        for command in here:
            if (score := self._score(query, command)) > 0:
                yield Hit(score, self._shown(command), partial(self._run, command), command.title)
        page = self.screen
        if not isinstance(page, PageScreen):
            # Whoever looks for them learns that they are there, and why not now.
            yield from self._waiting(here, query)
            return
        for place, command in self._elsewhere(here):
            if (score := self._score(query, command)) > 0:
                going = partial(self._go_and_run, place, command)
                yield Hit(score * _ELSEWHERE, _line(command.title, f"in {place.label}"), going, command.title)
        for name, does, key in self._named(query):
            if (score := fit(query, name)) > 0:
                yield Hit(score, _line(name, does), partial(open_key, page, key))

    def _themes(self, query: str) -> Iterator[Hit]:
        for theme in self._app.available_themes:
            title = f"Theme: {own_name(theme)}"
            if (score := fit(query, title)) >= LOOSE:
                yield Hit(_THEME * score, plain(title), partial(self._app.action_use_theme, theme), title)

    def _score(self, query: str, command: UserCommand) -> float:
        """How well a command fits: by its title, or by another word for it, such as that of the footer."""
        words = (command.verb, *WORDS.get(command.id, "").split())
        others = max((score for word in words if (score := fit(query, word)) >= LOOSE), default=0)
        return max(fit(query, command.title), _OTHER_WORDS * others)

    def _named(self, query: str) -> Iterator[tuple[str, str, str]]:
        """What has a name: the name, what opening it does, and its key. Of conflicts of which nothing was heard for a
        year, only those that hold what was typed, and none of them while names are hidden."""
        veil, rhythm = self._app.veil, self._app.rhythm
        for person in rhythm.people.others():
            yield veil.name(person.name, person.id), "open the meeting", f"person:{person.id}"
        for team in rhythm.people.teams():
            yield one_line(team.name), "open the team", f"team:{team.id}"
        tracker = rhythm.tracker
        older = () if veil.hidden else tracker.names_with(query)
        for conflict in dict.fromkeys((*tracker.current_names(), *older)):
            yield one_line(veil.text(conflict.name)), "open the conflict", f"conflict:{conflict.id}"

    def _commands(self) -> tuple[UserCommand, ...]:
        page = self.screen
        scopes = page.scopes_here() if isinstance(page, PageScreen) else getattr(page, "SCOPES", ())
        known = commands_of(("app", *scopes), self._app.own_keys, over=not isinstance(page, PageScreen))
        return tuple(command for command in known if self._works(command))

    def _elsewhere(self, here: Collection[UserCommand]) -> Iterator[tuple[Tab, UserCommand]]:
        """Commands of the places that don't work here, each once."""
        known = {command.title for command in here}
        for place in PLACES:
            for command in commands_of((place.id,), self._app.own_keys):
                if command.title not in known:
                    known.add(command.title)
                    yield place, command

    def _waiting(self, here: Collection[UserCommand], query: str) -> Iterator[Hit]:
        """What is there, but not over a window that waits for its answer: commands of the app, of the page below and of
        other places, and whoever or whatever has a name."""
        known = {command.title for command in here}
        below = next(page for page in reversed(self._app.screen_stack) if isinstance(page, PageScreen))
        of_page = commands_of(("app", *below.scopes_here()), self._app.own_keys)
        there = [(command, "") for command in of_page if command.title not in known]
        elsewhere = self._elsewhere((*here, *of_page))
        for command, where in (*there, *((command, f"in {place.label}, ") for place, command in elsewhere)):
            if (score := self._score(query, command)) > 0:
                yield Hit(score * _ELSEWHERE, _line(command.title, where + _WAITS), self._say_waiting, command.title)
        for name, does, _ in self._named(query):
            if (score := fit(query, name)) > 0:
                yield Hit(score * _ELSEWHERE, _line(name, f"{does}, {_WAITS}"), self._say_waiting)

    def _say_waiting(self) -> None:
        kept = "; what you typed is kept" if getattr(self.screen, "keeps_typed", False) else ""
        self._app.notify(f"This window waits for an answer. Escape leaves it{kept}.", markup=False)

    async def _go_and_run(self, place: Tab, command: UserCommand) -> None:
        """Go to the place of a command and carry it out there, or say what it lacks."""
        await self._app.action_place(place.id)
        page = self._app.screen
        page.call_after_refresh(self._run_on, page, command)

    def _run_on(self, page: Screen[object], command: UserCommand) -> None:
        _, name, parameters = parse(command.action)
        if page.check_action(name, parameters) is True:
            self._app.call_later(self._app.run_action, command.action, page)
        elif isinstance(page, PageScreen):
            page.say("choose a row first")

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
        # As in the line of keys: a list in which every title is bold has nothing bold.
        keys = ", ".join(key_name(key) for key in command.key_list)
        return plain(f"{command.title}  ") + plain(keys).stylize("bold")


def _line(text: str, more: str) -> Content:
    """A hit as one line: what it is, and quietly its keys or what it does. A colour would be lost under the cursor."""
    return plain(text).stylize("bold") + plain(f"  {more}")
