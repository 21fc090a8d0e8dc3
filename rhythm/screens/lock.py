"""When the screen is covered, and when it is shown again."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from textual.signal import Signal

from rhythm.screens.swift import SwiftApp

if TYPE_CHECKING:
    from textual.actions import ActionParseResult
    from textual.dom import DOMNode

    from rhythm.service import Rhythm
    from rhythm.service.beside import Progress

_LET_GO_AFTER_SECONDS = 2.0
"""What a page is still about to do when the lock falls, such as keeping a draft, is done by then."""


class LockingApp(SwiftApp[None]):
    """An app that covers its screen when nobody was there for a while, or when told to."""

    def __init__(self, rhythm: Rhythm) -> None:
        super().__init__(rhythm.settings.look)
        self.rhythm = rhythm
        self.locked = False
        """Whether the screen is covered."""
        self.at_work: Progress | None = None
        """What is being done in a thread; the store is only read meanwhile, and nothing else begun."""
        self._last_there: dt.datetime | None = None
        self.store_changed: Signal[None] = Signal(self, "store changed")

    def tell_store_changed(self) -> None:
        """Have every page read anew, the one in front at once."""
        self.answered()
        self.rhythm.changed_elsewhere()
        self.store_changed.publish(None)

    def keep_drafts(self) -> None:
        """Have every page store what is being typed on it, at once. Behind a lock that was done."""
        if self.locked:
            return
        if self.at_work is not None:
            # What it has written so far holds the store.
            self.at_work.stop()
        for page in self.screen_stack:
            keep = getattr(page, "keep_draft", None)
            if keep is not None:
                keep()

    def attended(self) -> None:
        """Somebody is there."""
        super().attended()
        self._last_there = self.rhythm.clock.now() if self.rhythm.guard.lock_minutes else None

    def lock_when_left(self) -> bool:
        """Lock when nobody was there for as long as the settings say; whether that was so."""
        minutes = self.rhythm.guard.lock_minutes
        if not minutes:
            return False
        now = self.rhythm.clock.now()
        # A clock that was set back begins anew.
        if self._last_there is None or now < self._last_there:
            self._last_there = now
        if now - self._last_there < dt.timedelta(minutes=minutes):
            return False
        self.action_lock()
        return True

    def action_lock(self) -> None:
        """Cover the screen; an encrypted store is let go."""
        if self.locked:
            return
        self.keep_drafts()
        # What was said before may hold names, and stands above every screen.
        self.clear_notifications()
        self.locked = True
        # Deferred: an app that opens covers nothing.
        from rhythm.screens.lock_screen import LockScreen

        self.push_screen(LockScreen(self.rhythm.guard, self.lift_lock))
        self.set_timer(_LET_GO_AFTER_SECONDS, self.let_go)

    def let_go(self) -> None:
        """Have the store forget its key, if the screen is covered still."""
        if self.locked:
            self.rhythm.guard.let_go()

    def lift_lock(self) -> None:
        """Show again what lies below."""
        self.locked = False
        self.attended()
        self.pop_screen()
        self.tell_store_changed()

    def may_run(self, action: ActionParseResult | str, namespace: DOMNode | None) -> bool:
        """Whether an action may be carried out: under a lock and over work that goes on only those of what is in front,
        and ending the program."""
        if (not self.locked and self.at_work is None) or action == "quit":
            return True
        return namespace is not None and namespace in self.screen.walk_children(with_self=True)
