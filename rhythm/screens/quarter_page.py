"""What the pages of the quarter have in common: the quarter, where one is in it, and the time that was spent."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from rhythm.domain.quarters import Spent
from rhythm.errors import StoreError
from rhythm.screens.place import PageScreen

if TYPE_CHECKING:
    from textual import events

    from rhythm.domain.periods import Quarter
    from rhythm.service import Rhythm

SHEET = "sheet:"
"""Before the name of a sheet in what is kept of where one was; a question is kept by its id."""


class QuarterPage(PageScreen):
    """A page of the walk through a quarter. Time counts while it is in front, from key to key, but for long pauses."""

    PLACE = "quarter"
    CSS_PATH = "quarter.tcss"
    AUTO_FOCUS = ""

    def __init__(self, rhythm: Rhythm, quarter: Quarter | None = None) -> None:
        super().__init__(rhythm)
        self.quarter: Quarter = quarter or rhythm.quarters.names.find()
        self.spent = Spent()

    @property
    def closed(self) -> bool:
        """Whether a closed quarter is shown."""
        raise NotImplementedError

    def show_head(self) -> None:
        """Show the line in which the time stands."""
        raise NotImplementedError

    @property
    def minutes_words(self) -> str:
        """The time spent beside the budget: `18 of 45 min`."""
        return f"{self.spent.minutes} of {self.rhythm.settings.review.quarter_budget_minutes} min"

    @property
    def place_key(self) -> str:
        """The name under which is kept where one was."""
        return f"quarter:{self.quarter}:question"

    def remember_place(self, place: str) -> None:
        """Keep where one is, to go on there."""
        if self.rhythm.draft(self.place_key) != place:
            self.keep(lambda: self.rhythm.remember(self.place_key, place))

    def begin_time(self) -> None:
        """Go on from the time that was kept, from now on."""
        # While another program has the store for itself no time counts, and none of another quarter.
        self.spent = Spent()
        with suppress(StoreError):
            self.spent = self.rhythm.quarters.spent(self.quarter)._replace(since=self.rhythm.clock.now())

    def tick(self) -> None:
        """Something was done: what passed since the last time is time spent."""
        if self.closed or self.spent.since is None:
            return
        before, self.spent = self.spent.minutes, self.spent.at(self.rhythm.clock.now())
        if self.spent.minutes != before:
            self.keep_time()
            self.show_head()

    def keep_time(self) -> None:
        """Store the time spent."""
        if not self.closed:
            self.keep(self._store_time)

    def _store_time(self) -> None:
        if self.spent.seconds > self.rhythm.quarters.spent(self.quarter).seconds:
            self.rhythm.quarters.save_spent(self.quarter, self.spent)

    def on_key(self, _event: events.Key) -> None:
        """Every key is something done."""
        self.tick()

    def on_screen_resume(self, event: events.ScreenResume) -> None:  # noqa: ARG002
        """Time counts from here on."""
        self.begin_time()

    def on_screen_suspend(self) -> None:
        """And no longer."""
        self.keep_time()
        self.spent = self.spent._replace(since=None)
