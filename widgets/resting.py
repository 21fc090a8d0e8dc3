"""What waits until the keyboard rests: whatever follows from a step and is not the step itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.widget import Widget

REST_SECONDS = 0.05
"""A key that is held comes again sooner, and nobody reads what stands beside rows that pass."""


class Rest:
    """Calls something, as a message to a widget, once no step was made for a moment and no key waits."""

    def __init__(self, widget: Widget, then: Callable[[], object]) -> None:
        self._widget = widget
        self._then = then
        self._timer: asyncio.TimerHandle | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether a step was made of which nothing followed yet."""
        return self._timer is not None

    def await_it(self) -> None:
        """A step was made: wait from now on."""
        self.end()
        # A timer of Textual's is a task of its own, for each row that a key passes.
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(REST_SECONDS, self._widget.call_later, self._come)

    def end(self) -> None:
        """Wait no more; whoever calls does what follows."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _come(self) -> None:
        # A machine that is behind takes longer from key to key.
        if self._widget.app.message_queue_size:
            self.await_it()
        else:
            self._then()
