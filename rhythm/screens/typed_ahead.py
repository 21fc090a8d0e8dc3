"""Keys that come faster than pages: none goes to a page that the key before it was about to leave."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events

from rhythm.screens.dressed import DressedApp

if TYPE_CHECKING:
    from rhythm.settings.schema import Look

Result = TypeVar("Result")

_AT_MOST_SECONDS = 0.05
"""So long a key waits for one before it that never comes back, since a widget kept it."""


class TypedAheadApp(DressedApp[Result]):
    """An app that hands a key on when the one before it has done what it does.

    A key goes from widget to widget, and only the app, to which it comes last, opens a page for it. A slow line brings
    several keys at once: without this, those behind the one that opens a field would go to the page below, as commands.
    """

    def __init__(self, look: Look, **kwargs: Any) -> None:
        super().__init__(look, **kwargs)
        self._under_way: events.Key | None = None
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._given_up_on: events.Key | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hold what was typed behind a key that is under way, or before the page in front stands."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._waiting.append(event)
            if len(self._waiting) == 1:
                await self._go_on()
            return
        await super().on_event(event)
        if event is self._under_way:
            self._under_way = None
            await self._go_on()

    async def _go_on(self) -> None:
        """Hand on what waits, up to what has to wait longer."""
        while self._waiting:
            if self._under_way is not None:
                if self._given_up_on is not self._under_way:
                    self._given_up_on = self._under_way
                    self.set_timer(_AT_MOST_SECONDS, partial(self._wait_no_longer_for, self._under_way))
                return
            page = self.screen_stack[-1] if self.screen_stack else None
            if page is not None and not page.is_mounted and page.call_later(self.call_later, self._go_on):
                # A page does what it is told once it stands.
                return
            await self._hand_on(self._waiting.popleft())

    async def _wait_no_longer_for(self, key: events.Key) -> None:
        if self._under_way is key:
            self._under_way = None
            await self._go_on()

    async def _hand_on(self, event: events.Key | events.Paste) -> None:
        field = self.focused
        # What a field takes stays in it, in the order in which it was typed.
        if isinstance(event, events.Key) and not (field and field.check_consume_key(event.key, event.character)):
            self._under_way = event
        await super().on_event(event)
        if not event.is_forwarded:
            # The program did at once what it says.
            self._under_way = None
