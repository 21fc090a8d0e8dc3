"""The app: places, theme, keys, and the one door for errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.app import App, SystemCommand
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.screen import Screen

from rhythm.commands import bindings
from rhythm.domain.saying import say_day
from rhythm.errors import Erased, RhythmError, StoreError
from rhythm.screens.place import PageScreen
from rhythm.screens.veil import Veil
from rhythm.screens.watching import WatchingApp
from rhythm.themes import THEMES, textual_name
from widgets.bars import TabBar

Done = TypeVar("Done")

if TYPE_CHECKING:
    from pathlib import Path

    from textual.actions import ActionParseResult
    from textual.command import Provider
    from textual.dom import DOMNode

    from rhythm.service import Rhythm
    from rhythm.settings.problems import Problem

_SCREENS = {
    "today": ("today", "TodayScreen"),
    "people": ("people", "PeopleScreen"),
    "conflicts": ("conflicts", "ConflictsScreen"),
    "week": ("week", "WeekScreen"),
    "quarter": ("quarter", "QuarterScreen"),
    "org": ("org", "OrgScreen"),
}
START = "today"
_WAITS_SECONDS = 0.5
"""So long the screen may stand still because another program writes; nothing that was typed is lost by a refusal."""

OFFER = "sample organisation · {app.tour} is a tour"


def _palette() -> type[Provider]:
    from rhythm.screens.palette import CommandProvider

    return CommandProvider


class RhythmApp(WatchingApp, App[None]):
    """The director's app over one service. Places are built when first opened and kept."""

    TITLE = "rhythm"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_palette}
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("app"))

    def __init__(
        self,
        rhythm: Rhythm,
        *,
        place: str = "today",
        items: int | None = None,
        sample: bool = False,
        hidden: bool = False,
        tour_ended: Callable[[], None] = lambda: None,
        settings_file: Path | None = None,
    ) -> None:
        """`place` is opened first; `items` bounds a weekly review that is opened so; `sample` offers the tour, and
        `tour_ended` is called when it is ended; `hidden` shows no names and notes until they are asked for;
        `settings_file` is where the user's settings are, or would be."""
        # Without this, Textual would mount a blank screen before the first place.
        self.DEFAULT_MODE = place  # type: ignore[misc]
        self.items = items
        self.toured: set[str] = set()
        self._sample = sample
        self.tour_ended = tour_ended
        self._told_unsaved: tuple[str, ...] = ()
        self._told_erased = self._told_before = False
        self.veil = Veil(hidden or rhythm.settings.look.hidden_at_start)
        super().__init__(rhythm)
        self.settings_file = settings_file
        self.own_keys, self.problems = self._names_in_settings()
        self.animation_level = "none"
        for name in _SCREENS:
            # Today as a default screen is painted at once; as a mode it would wait for the next frame, and a
            # mode that is known already is not made from the default screen.
            if name != START or place != START:
                self.add_mode(name, self._factory(name))

    def get_default_screen(self) -> Screen[object]:
        """Today, when the app opens there."""
        return self._factory(START)()

    def on_mount(self) -> None:
        """The user's keys, what has to be said at the start, and from now on a look at what others write."""
        if self.DEFAULT_MODE == START:
            self.add_mode(START, self._factory(START))
        if self.own_keys:
            self.set_keymap(self.own_keys)
        if self.problems:
            from rhythm.keymap import said

            self.notify(said(self.problems), title="Settings", severity="warning", markup=False, timeout=12)
        if self.rhythm.read_only_because:
            because = (
                f"{self.rhythm.path} can only be read: {self.rhythm.read_only_because}.\n"
                f"Nothing can be stored; {self.rhythm.read_only_hint}."
            )
            self.notify(because, severity="warning", markup=False, timeout=12)
        self.rhythm.wait_at_most(_WAITS_SECONDS)
        if self.DEFAULT_MODE == START and self._is_back():
            self.call_later(self._welcome_back)
        self.begin_watching()

    def greet(self, page: PageScreen) -> None:
        """Offer the tour of the sample on the page that opens first, in its first paint."""
        if self._sample:
            self._sample = False
            page.say(page.keyed(OFFER))

    def day_and_pending(self, *, brief: bool) -> str:
        """What stands at the right of the tabs: the day and, where there is room, how many verdicts wait."""
        today = self.rhythm.today()
        waiting = 0 if brief else len(self.rhythm.tracker.cards())
        due = f"{waiting} verdict{'s' if waiting != 1 else ''} due · " if waiting else ""
        return f"{due}{say_day(today, today)}"

    async def on_event(self, event: events.Event) -> None:
        """A key takes away what was said of the one before; keys and clicks show that somebody is there. What was
        handed on to a widget comes here again when that has no use for it."""
        if isinstance(event, events.Key | events.MouseDown | events.Paste) and not event.is_forwarded:
            self.attended()
            # What was told holds for the key that follows, so that it is read; what is told later is told anew.
            self._told_before, self._told_erased = self._told_erased, False
            for page in self.screen_stack:
                if isinstance(page, PageScreen):
                    page.attended()
            if isinstance(event, events.Key) and isinstance(self.screen, PageScreen):
                self.screen.say("")
        await super().on_event(event)

    def show_error(self, error: RhythmError) -> None:
        """What was refused and the next step; the one place where errors reach the screen."""
        if not self.locked:
            self._told_erased |= isinstance(error, Erased)
            self.notify("\n".join(self.words_of(error)), severity="error", markup=False, timeout=8)

    def words_of(self, error: RhythmError) -> tuple[str, ...]:
        """What was refused and, if there is one, the next step, as far as the veil lets them."""
        words = [error.message, self.step_here(error.hint)] if error.hint else [error.message]
        if self.veil.hidden and not isinstance(error, StoreError):
            for person in self.rhythm.people.everybody(archived=True):
                words = [text.replace(person.name, self.veil.name(person.name, person.id)) for text in words]
        return tuple(words)

    def step_here(self, hint: str) -> str:
        """The next step of a refusal, with keys and places in it where it names a command of the shell."""
        # Deferred: nothing is refused before the first paint.
        from rhythm.screens.next_steps import in_app

        return in_app(hint, self.own_keys)

    def attempt(self, do: Callable[[], Done]) -> Done | None:
        """Do something that may be refused; a refusal is shown with its next step, and None comes back."""
        try:
            done = do()
        except RhythmError as error:
            self.show_error(error)
            return None
        self.tell_store_changed()
        return done

    def done(self, do: Callable[[], object]) -> bool:
        """Attempt what may give nothing back, and say whether it was done; a refusal is shown with its next step."""
        return self.attempt(lambda: (do(),)) is not None

    def open_page(self, page: PageScreen) -> None:
        """Put a page over the place; Escape comes back."""
        self.clear_notifications()
        self.push_screen(page)

    async def action_place(self, name: str) -> None:
        """Go to a place; pages that were open over it are left."""
        self.keep_drafts()
        self.clear_notifications()
        while len(self.screen_stack) > 1:
            self.pop_screen()
        await self.open_mode(name)

    def action_log(self) -> None:
        """Log an escalation, wherever one is."""
        from rhythm.screens.dialogs.capture import open_capture
        from rhythm.screens.undoing import take_away_said

        # What was said of the row before lies over the keys of the next one.
        take_away_said(self)
        open_capture(self)

    def action_good(self) -> None:
        """Log a call that went well without me."""
        from rhythm.screens.dialogs.good_call import open_good_call

        open_good_call(self)

    def action_find(self) -> None:
        """Search everything."""
        from rhythm.screens.search import SearchScreen

        self.open_page(SearchScreen(self.rhythm))

    def action_undo(self) -> None:
        """Take back the newest action."""
        from rhythm.screens.undoing import undo

        undo(self)

    def action_redo(self) -> None:
        """Put back what was undone last."""
        from rhythm.screens.undoing import redo

        redo(self)

    def action_hide(self) -> None:
        """Hide or show names and notes, on every screen at once."""
        self.veil = self.veil._replace(hidden=not self.veil.hidden)
        if self.veil.hidden:
            from textual.command import CommandPalette

            # What was said before may hold names, and the palette does not follow the veil.
            self.clear_notifications()
            if isinstance(self.screen, CommandPalette):
                self.pop_screen()
            for page in self.screen_stack:
                if isinstance(page, PageScreen):
                    page.say("")
        self.store_changed.publish(None)

    def action_command_palette(self) -> None:
        """Choose a command, a person, a team or a conflict by typing."""
        from rhythm.screens.palette import ASKS, Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=ASKS, id="--command-palette"))

    def action_settings(self) -> None:
        """What is set, what is wrong with it, and where everything lies."""
        from rhythm.screens.settings import SettingsScreen

        if not isinstance(self.screen, SettingsScreen):
            self.open_page(SettingsScreen(self.rhythm))

    def action_backup(self) -> None:
        """Make a checked copy of the store now."""
        from rhythm.screens.backup_rows import make_backup

        self._on_page(make_backup)

    def action_export(self) -> None:
        """Write everything into a folder."""
        from rhythm.screens.dialogs.exporting import export

        self._on_page(export)

    def action_edit_outside(self) -> None:
        """Write on in the user's editor; the field then holds what was saved there."""
        from rhythm.screens.editing import edit_outside

        edit_outside(self)

    def action_tour(self) -> None:
        """The tour; from a page that was opened there back to it, and from the tour on to its next stop."""
        from rhythm.screens.tour import go_on_tour

        go_on_tour(self)

    def action_help(self) -> None:
        """Open or close the help panel of the page."""
        from rhythm.screens.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        else:
            self.push_screen(HelpScreen(self.screen, self.marks, self.own_keys))

    def action_leave(self) -> None:
        """Leave a walkthrough, which goes on there next time, else the app."""
        leave = getattr(self.screen, "leave", None)
        if leave is not None:
            self.keep_drafts()
            leave()
        else:
            self._leave()

    async def action_quit(self) -> None:
        """Leave, from wherever one is."""
        self._leave()

    def action_help_quit(self) -> None:
        """Nothing was selected that Ctrl+C could copy: say what leaves instead."""
        said = "Ctrl+Q leaves from anywhere. What was typed is kept; if it can't be, you are told before you leave."
        said += "\nCtrl+C copies what the mouse selected."
        self.notify(said, markup=False)

    def pop_screen(self) -> AwaitComplete:
        """Take away what is in front; the last page stays. What was closed twice, by keys typed faster than the screen
        follows, has gone already."""
        if len(self.screen_stack) <= 1:
            return AwaitComplete()
        # A search of the palette that still runs would look for parts of it that are gone, which ends the app.
        self.workers.cancel_node(self.screen)
        return super().pop_screen()

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key says; keys typed behind the one that leaves do nothing more, and none does behind a lock."""
        may = not self._exit and self.may_run(action, default_namespace)
        try:
            return may and await super().run_action(action, default_namespace, namespaces)
        except StoreError as error:
            # Another program may have the store for itself, so that not even a page can be read; the next try may do.
            self.show_error(error)
            return True

    def _check_action_state(self, action: str, default_namespace: DOMNode) -> bool | None:
        try:
            return super()._check_action_state(action, default_namespace)
        except StoreError:
            # Whether the key has something to do can't be read.
            return False

    def _leave(self) -> None:
        """Leave, unless something typed would be lost that was not told of."""
        told, self._told_erased = self._told_before or self._told_erased, False
        self.keep_drafts()
        unsaved, not_kept = self.rhythm.unsaved(), self.rhythm.not_kept()
        if not_kept is not None:
            self.show_error(not_kept)
        if self._told_erased and not told:
            # It is said now, and would not be read.
            return
        if unsaved and unsaved != self._told_unsaved:
            self._told_unsaved = unsaved
            because = "What you typed is not stored: the store can't be written now."
            self.notify(
                f"{because}\nTry again, or leave once more without it.", severity="error", markup=False, timeout=12
            )
            return
        self.exit()

    def on_tab_bar_chosen(self, message: TabBar.Chosen) -> None:
        """A click on a tab does what its key does."""
        self.call_later(self.action_place, message.tab_id)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:  # noqa: ARG002
        """None of Textual's own: its screenshot would write notes about people to a folder."""
        return ()

    def _on_page(self, do: Callable[[PageScreen], object]) -> None:
        """Do something over the page in front; a window that waits for its answer is answered first."""
        if isinstance(self.screen, PageScreen):
            do(self.screen)

    def _names_in_settings(self) -> tuple[dict[str, str], tuple[Problem, ...]]:
        """The user's own keys, and what is wrong with keys and a theme that can't be used."""
        settings = self.rhythm.settings
        if not settings.keys and textual_name(settings.look.theme) in self.available_themes:
            return {}, ()
        from rhythm.keymap import usable_names

        return usable_names(settings, {*THEMES, *self.available_themes})

    def _is_back(self) -> bool:
        """Whether nothing was written for so long that what came due is rather spread anew."""
        try:
            return not self.rhythm.read_only_because and self.rhythm.catching_up.waits()
        except RhythmError:
            # The page says what is wrong with the store.
            return False

    def _welcome_back(self) -> None:
        from rhythm.screens.catching_up import CatchUpScreen

        self.open_page(CatchUpScreen(self.rhythm))

    def _factory(self, name: str) -> Callable[[], Screen[object]]:
        module, class_name = _SCREENS[name]

        def make() -> Screen[object]:
            made: Screen[object] = getattr(import_module(f"rhythm.screens.{module}"), class_name)(self.rhythm)
            return made

        return make
