"""Which way goes what a skip-level said: through the manager, nowhere, or round the manager with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from rhythm.commands import bindings
from rhythm.domain.meetings import Promise, Route, Topic
from rhythm.domain.people import Person
from rhythm.domain.routes import routed
from rhythm.screens.dialogs.dialog import Dialog
from rhythm.screens.dialogs.form import Field, ask_fields
from rhythm.screens.words import ROUTE_WORDS
from widgets.plain import plain
from widgets.row_list import Row, RowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from rhythm.screens.place import PageScreen
    from rhythm.service import Rhythm


class RouteDialog(Dialog[None]):
    """What has no way yet, a row each. It closes by itself when everything has one."""

    SCOPES = ("route", "storing", "dialog")
    BINDINGS: ClassVar[list[BindingType]] = list(bindings("route"))
    KEYS = (
        *(("{route.manager}", "through the manager|manager"), ("{route.keep}", "keep")),
        *(("{route.direct}", "direct, round|direct"), ("{route.name}", "name"), ("escape", "later")),
    )
    HELP = """
    **What a skip-level said** goes to their manager first, stays with you, or goes straight back past the manager,
    with a reason that is counted. {route.name} lets the manager read whom it came from; without it no name goes
    along.
    """

    def __init__(self, rhythm: Rhythm, person: Person, manager: Person, first: Topic | Promise | None = None) -> None:
        """`first` is shown even if it has a way already, or was the director's own topic."""
        super().__init__(rhythm)
        self._person = person
        self._manager = manager
        self._first = first
        self._named: set[str] = set()
        self._said: dict[str, Topic | Promise] = {}

    def title_text(self) -> str:
        return f"Where should what {self.veil.name(self._person.name, self._person.id)} said go?"

    def body(self) -> ComposeResult:
        yield RowList(id="route-list", marks=self.rhythm_app.marks)
        yield Static(id="route-about", classes="label")

    @property
    def _list(self) -> RowList:
        return self.query_one("#route-list", RowList)

    def refill(self) -> None:
        """Show what waits for a way."""
        found = {_key(one): one for one in self.rhythm.skip_levels.without_a_route(self._person.id)}
        first = self._again(self._first) if self._first is not None else None
        if first is not None:
            found = {_key(first): first, **found}
        self._said = found
        self._list.set_rows([self._row(key, one) for key, one in found.items()])
        self.refresh_bindings()

    def on_row_list_highlighted(self, message: RowList.Highlighted) -> None:
        """Say what the manager would read."""
        one = self._said.get(message.row.key) if message.row is not None else None
        self.query_one("#route-about", Static).update(plain(self._outlook(one) if one is not None else ""))

    def on_row_list_chosen(self, _message: RowList.Chosen) -> None:
        """Enter takes the likely way."""
        self.action_route(Route.MANAGER.value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Ways need a row."""
        return action not in ("route", "name") or (self.is_mounted and self._list.highlighted is not None)

    def action_name(self) -> None:
        """The manager may read whom it came from, or not after all."""
        row = self._list.highlighted
        if row is not None:
            self._named ^= {row.key}
            self.refill()
            one = self._said.get(row.key)
            self.query_one("#route-about", Static).update(plain(self._outlook(one) if one is not None else ""))

    def action_route(self, way: str) -> None:
        """Send the highlighted one its way; asks for the wording, or for the reason."""
        row = self._list.highlighted
        one = self._said.get(row.key) if row is not None else None
        if one is None:
            return
        route = Route(way)
        if route is Route.KEEP:
            if self.attempt(lambda: self._send(one, route, {})) is not None:
                self._sent(one)
        elif route is Route.DIRECT:
            self._ask_reason(one)
        else:
            self._ask_wording(one)

    def _ask_wording(self, one: Topic | Promise) -> None:
        named = _key(one) in self._named
        told = routed(one.body, self._person, Route.MANAGER, named=named).told

        def understood(text: str) -> str:
            routed(one.body, self._person, Route.MANAGER, wording=text, named=named)
            return ""

        ask_fields(
            self.rhythm_app,
            f"route:{_key(one)}:{int(named)}",
            "Through the manager",
            [Field("wording", "What stands on the manager's queue", told, understood)],
            lambda texts: self._send(one, Route.MANAGER, {"wording": texts["wording"], "named": named}),
            lambda _: self._sent(one),
        )

    def _ask_reason(self, one: Topic | Promise) -> None:
        def understood(text: str) -> str:
            routed(one.body, self._person, Route.DIRECT, reason=text)
            return ""

        name = self.veil.name(self._manager.name.split()[0], self._manager.id)
        ask_fields(
            self.rhythm_app,
            f"route:{_key(one)}:reason",
            "Round the manager",
            [Field("reason", "Reason", "", understood)],
            lambda texts: self._send(one, Route.DIRECT, {"reason": texts["reason"]}),
            lambda _: self._sent(one),
            about=f"This goes round {name}; why?",
        )

    def _send(self, one: Topic | Promise, route: Route, options: dict[str, object]) -> object:
        skip_levels = self.rhythm.skip_levels
        send: Callable[..., object] = skip_levels.route_promise if isinstance(one, Promise) else skip_levels.route_topic
        return send(one.id, route, **options)

    def _sent(self, one: Topic | Promise) -> None:
        if self._first is not None and _key(one) == _key(self._first):
            self._first = None
        # At once: what is left decides whether the window stays.
        self.refill()
        if not self._said:
            self.dismiss(None)

    def _again(self, one: Topic | Promise) -> Topic | Promise | None:
        planner = self.rhythm.planner
        return planner.promise(one.id) if isinstance(one, Promise) else planner.topic(one.id)

    def _row(self, key: str, one: Topic | Promise) -> Row:
        mark = (">" if one.mine else "<") if isinstance(one, Promise) else "[ ]"
        named = (
            "with the name"
            if key in self._named
            else (ROUTE_WORDS[one.route] if one.route is not None else "no route yet")
        )
        return Row(key, self.veil.text(one.body), mark, named)

    def _outlook(self, one: Topic | Promise) -> str:
        named = _key(one) in self._named
        told = routed(one.body, self._person, Route.MANAGER, named=named).told
        name = self.veil.name(self._manager.name.split()[0], self._manager.id)
        return f"{self.keyed('{route.manager} puts')} onto the queue of {name}: {self.veil.text(told)}"


def ask_routes(page: PageScreen, person: Person, first: Topic | Promise | None = None) -> None:
    """Ask which way goes what a skip-level said; nothing is asked where nothing waits, or nobody is the manager."""
    found = page.attempt(lambda: page.rhythm.skip_levels.source(person.id))
    if found is not None and (first is not None or page.rhythm.skip_levels.without_a_route(person.id)):
        page.app.push_screen(RouteDialog(page.rhythm, person, found[1], first))


def ask_finding(page: PageScreen, person: Person) -> None:
    """Ask what a skip-level brought up about how it is there."""
    skip_levels, veil = page.rhythm.skip_levels, page.veil
    if page.attempt(lambda: skip_levels.source(person.id)) is None:
        return
    labels = [term.label for term in page.rhythm.vocabulary.themes]

    def store(texts: dict[str, str]) -> object:
        told = texts["told"].casefold().startswith("y")
        return skip_levels.add_finding(person.id, texts["theme"], wording=texts["wording"], may_be_told=told)

    ask_fields(
        page.rhythm_app,
        f"finding:{person.id}",
        "What was found",
        [
            Field("theme", "Theme", "", lambda text: skip_levels.check_theme(person, text)),
            Field("wording", "In their words, or none"),
            Field("told", "May the manager hear it, in these words? y or n", "n", private=False),
        ],
        store,
        lambda _: page.say("kept; two make a theme"),
        about=f"{', '.join(labels)}; or words of your own." if not veil.hidden or labels else "",
    )


def _key(one: Topic | Promise) -> str:
    return f"{'promise' if isinstance(one, Promise) else 'topic'}:{one.id}"
