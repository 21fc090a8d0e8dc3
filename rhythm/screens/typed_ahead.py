"""Keys that come faster than pages: each does what it says where whoever typed it wanted it, or nothing."""

from __future__ import annotations

from asyncio import TimerHandle, get_running_loop
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakKeyDictionary

from textual import events

from rhythm.screens.dressed import DressedApp
from rhythm.values import NamedTuple
from widgets.row_list import RowList

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.screen import Screen
    from textual.widget import Widget

    from rhythm.settings.schema import Look

Result = TypeVar("Result")

_AT_MOST_SECONDS = 1.0
"""So long, twice, nothing is waited for that does not come: what hangs must not hold the keyboard. Twice, since a page
that takes long to open lets nothing else run, and what was waited for comes right behind it."""

_A_LETTER = events.Key("a", "a")


class _Seen(NamedTuple):
    """What was there when something was typed: the page in front, what it asked about, the key before, the row in hand,
    and how many answers had been given."""

    page: Screen[Any] | None
    turn: object
    key: str
    row: str = ""
    answers: int = 0


class _Typed(NamedTuple):
    event: events.Key | events.Paste
    seen: _Seen


class TypedAheadApp(DressedApp[Result]):
    """An app that hands a key on when the one before it has done what it does.

    A key goes from widget to widget, and only the app, to which it comes last, opens a page for it. A slow line brings
    several at once: handed on as they come, those behind the one that opens a field would go to the page below, as
    commands. So they wait until that one has come through, and until the page that it opened stands. Nothing is waited
    for behind what a field takes as text, which keeps its order in the field, and behind the same key once more.
    """

    def __init__(self, look: Look, **kwargs: Any) -> None:
        super().__init__(look, **kwargs)
        self._waiting: deque[_Typed] = deque()
        self._patience: TimerHandle | None = None
        """While it is being found out that what was waited for is over."""
        self._handed: WeakKeyDictionary[events.Key, _Seen] = WeakKeyDictionary()
        self._under_way: events.Key | None = None
        self._handed_to: DOMNode | None = None
        self._before = _Seen(None, None, "")
        """The page that stands in front, as far as keys know, and the newest key that was no text."""
        self._answers = 0
        self._answered_by = ""
        """The key that gave the last answer."""

    async def on_event(self, event: events.Event) -> None:
        """Hold what was typed behind a key that is under way, or before the page in front stands."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._type(_Typed(event, self._seen_now()))
        elif isinstance(event, events.Key) and event in self._handed:
            await self._come_through(event, self._handed.pop(event))
        else:
            await super().on_event(event)

    @property
    def is_behind(self) -> bool:
        """Whether something that was typed waits."""
        return bool(self._waiting)

    def answered(self) -> None:
        """A row has its answer: the same key again, typed before that was seen, is for no other row."""
        self._answers += 1
        self._answered_by = self._before.key

    @property
    def _front(self) -> Screen[Any] | None:
        return self.screen_stack[-1] if self.screen_stack else None

    @property
    def _is_under_way(self) -> bool:
        """Whether a key travels still: no widget kept it, as far as is known, and it did not come through."""
        return self._under_way is not None and not self._under_way._stop_propagation

    @property
    def _turn(self) -> object:
        """What is asked about, where the focus is in something that asks about one thing after the other and says
        which by its `turn`."""
        node: DOMNode | None = self.focused
        while node is not None and not hasattr(node, "turn"):
            node = node.parent
        return getattr(node, "turn", None)

    @property
    def _row(self) -> str:
        """The key of the row in hand, where the focus is in a list."""
        row = self.focused.highlighted if isinstance(self.focused, RowList) else None
        return row.key if row is not None else ""

    def _seen_now(self) -> _Seen:
        if self._waiting:
            event, seen = self._waiting[-1]
            return seen._replace(key=event.key if isinstance(event, events.Key) else "")
        front = self._front
        if not self._is_under_way and front is not None and front.is_mounted:
            return self._sees(front, self._before.key)
        return self._before

    def _sees(self, front: Screen[Any] | None, key: str) -> _Seen:
        return _Seen(front, self._turn, key, self._row, self._answers)

    async def _type(self, typed: _Typed) -> None:
        self._waiting.append(typed)
        if self._patience is None:
            await self._go_on()

    async def _go_on(self, *, at_once: bool = False) -> None:
        """Hand on what waits, up to what has to wait longer."""
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None
        while self._waiting:
            front, key = self._front, self._under_way if self._is_under_way else None
            if not at_once and front is not None and front is not self._before.page:
                self._wait_for(front, partial(self._stand, front))
                return
            if not at_once and key is not None and not _is_same(key, self._waiting[0].event):
                # Twice: what it makes a widget tell others comes behind it.
                to = self._handed_to
                self._wait_for(to, partial(self._ask, to, partial(self._arrive, key)))
                return
            await self._hand_on(self._waiting.popleft())

    def _wait_for(self, node: DOMNode | None, then: Callable[[], object]) -> None:
        self._patience = get_running_loop().call_later(_AT_MOST_SECONDS, self._wait_once_more)
        self._ask(node, then)

    def _wait_once_more(self) -> None:
        give_up = partial(self._go_on, at_once=True)
        self._patience = get_running_loop().call_later(_AT_MOST_SECONDS, self.call_later, give_up)

    def _ask(self, node: DOMNode | None, then: Callable[[], object]) -> None:
        """Do something when all that was told to a widget, and by it to those that it stands in, is done."""
        if node is None or node is self or not node.call_later(self._ask, node.parent, then):
            # Beyond the app there is nobody, and what is gone will do nothing more.
            self.call_later(then)

    async def _stand(self, page: Screen[Any]) -> None:
        """A page has the focus where it wants it, and the key that opened it has come through."""
        self._before = self._before._replace(page=page)
        self._under_way = None
        await self._go_on()

    async def _arrive(self, key: events.Key) -> None:
        """A key has come through, or a widget kept it."""
        if self._under_way is key:
            self._under_way = None
        await self._go_on()

    async def _hand_on(self, typed: _Typed) -> None:
        event, seen = typed
        if self._is_for_nobody(typed):
            return
        if isinstance(event, events.Key) and not _takes(self.focused, event):
            self._under_way = event
            to = self._handed_to = self.focused or self.screen
            # What the app sends is stopped by Textual on its last way, from the page to the app.
            event.set_sender(to)
            self._handed[event] = seen._replace(page=self._front, answers=self._answers)
            self._before = self._sees(self._front, event.key)
        await super().on_event(event)
        if event is self._under_way and not event.is_forwarded:
            # The app did at once what it says.
            self._under_way = None

    async def _come_through(self, event: events.Key, seen: _Seen) -> None:
        """Do what a key says that no widget kept; where another page has opened since, it is typed there anew, and
        where the same key gave an answer, once the page shows what came of it."""
        here = self._front is seen.page
        if here and event is self._under_way:
            self._under_way = None
        if here and (event.key != seen.key or self._answers == seen.answers):
            await super().on_event(event)
            return
        self._waiting.appendleft(_Typed(events.Key(event.key, event.character), seen))
        if self._patience is None and here:
            self._wait_for(self._front, self._go_on)
        elif self._patience is None:
            await self._go_on()

    def _is_for_nobody(self, typed: _Typed) -> bool:
        """Whether a key would answer what nobody has seen yet: the next thing that is asked about, or, pressed once too
        often, what it brought up itself: a page, or the row behind the one that it answered. Other keys are typed ahead
        by whoever knows what comes, steps behind an answer among them; so is all that a field takes, and Escape answers
        nothing."""
        (event, seen), front = typed, self._front
        if isinstance(event, events.Paste) or event.key == "escape" or _takes(self.focused, _A_LETTER):
            return False
        if front is seen.page:
            return (seen.turn is not None and self._turn != seen.turn) or (
                event.key == seen.key == self._answered_by and self._is_answered(seen) and not self._is_of_app(event)
            )
        return front is not None and event.key == seen.key

    def _is_answered(self, seen: _Seen) -> bool:
        """Whether the row that was seen has its answer, and another stands in its place."""
        return self._answers != seen.answers and self._row != seen.row

    def _is_of_app(self, key: events.Key) -> bool:
        """Whether a key is for no row, such as undo."""
        active = self.screen.active_bindings.get(key.key)
        return active is not None and active.node is self


def _takes(field: Widget | None, key: events.Key) -> bool:
    """Whether a key is text for the field that has the focus."""
    return field is not None and field.check_consume_key(key.key, key.character)


def _is_same(key: events.Key, event: events.Event) -> bool:
    return isinstance(event, events.Key) and event.key == key.key
