"""What one sitting of the weekly review still asks: the items of each step, and the way through the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.sittings import Kept, worst
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.service.walks import WeekWalk

OUTSIDE_THE_BOUND = "closing"
"""The one line is asked in any case, and is none of the items that a bounded review counts."""
SHOWN_ANYWAY = ("closing", "good_calls", "structure")
"""Steps that one comes to although they ask nothing."""
ASKED_OF_EVERY_WEEK = (OUTSIDE_THE_BOUND, "structure", "next_week")
"""Steps that ask something although nothing was written."""


class Sitting(NamedTuple):
    """A walk through the week, as one sitting sees it: without what it was bounded to leave out, or has skipped."""

    walk: WeekWalk
    kept: Kept = Kept()

    def shown(self, step: str) -> tuple[str, ...]:
        """The items of a step that belong to this sitting, skipped ones included."""
        keys = tuple(item.key for item in self.walk.items.asks(step))
        only = self.kept.only
        if only is None or step == OUTSIDE_THE_BOUND:
            return keys
        return tuple(key for key in keys if key in only)

    def left(self, step: str) -> tuple[str, ...]:
        """The items of a step that are still asked."""
        return tuple(key for key in self.shown(step) if key not in self.kept.aside)

    def in_turn(self, step: str, after: str) -> str:
        """The item to go to from one: itself while it is still asked, else the next one, else any of the step."""
        shown, left = self.shown(step), self.left(step)
        if after in left or not left:
            return after if after in shown or not shown else shown[0]
        later = shown[shown.index(after) :] if after in shown else ()
        return next((key for key in later if key in left), left[0])

    @property
    def items_left(self) -> int:
        """How many items are still asked, in all steps."""
        return sum(len(self.left(step.id)) for step in self.walk.steps)

    @property
    def open_words(self) -> str:
        """What closing leaves open: the same count of items as `items_left`, and apart from it what was set aside or
        left out; nothing where only the one line is open."""
        whole = sum(self.walk.items.left(step.id) for step in self.walk.steps if step.id != OUTSIDE_THE_BOUND)
        if not whole:
            return ""
        aside = whole - self.waiting - (self.items_left - len(self.left(OUTSIDE_THE_BOUND)))
        counts = ((self.items_left, "left"), (aside, "set aside"), (self.waiting, "left out"))
        return ", ".join(f"{number} {word}" for number, word in counts if number)

    @property
    def minutes_left(self) -> int:
        """About how long they take: a minute an item, a step no longer than its share of the budget."""
        return sum(min(step.minutes, len(self.left(step.id))) for step in self.walk.steps)

    @property
    def left_out(self) -> tuple[tuple[str, int], ...]:
        """What a bounded review leaves for another time: titles of steps, and how many items of each."""
        found = []
        for step in self.walk.steps:
            if step.id != OUTSIDE_THE_BOUND:
                found.append((step.title, self.walk.items.left(step.id) - len(self.shown(step.id))))
        return tuple((title, count) for title, count in found if count)

    @property
    def waiting(self) -> int:
        """How many items a bounded review leaves for another time."""
        return sum(count for _, count in self.left_out)

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the steps in their order."""
        return tuple(step.id for step in self.walk.steps)

    @property
    def is_bare(self) -> bool:
        """Whether nothing was written in the week: no talk, nothing to answer for, nothing that reached one, no good
        call. What is asked of every week, and what is planned for the next one, is no word of it."""
        walk = self.walk
        asked = any(walk.items.asks(step.id) for step in walk.steps if step.id not in ASKED_OF_EVERY_WEEK)
        return not (asked or walk.reached or walk.leaks or walk.good_calls or walk.figures.held)

    def has_something(self, step: str) -> bool:
        """Whether a step has anything to ask or to show; one without is passed. In a bare week what reached one is
        what may be missing, and is asked first."""
        if step == "reached_me" and (self.walk.reached or self.walk.leaks or self.is_bare):
            return True
        return step in SHOWN_ANYWAY or bool(self.left(step)) or bool(self.walk.items.line(step).strip())

    def neighbour(self, step: str, direction: int) -> str | None:
        """The next step in a direction (1, -1) that has something, or None; back also to what was set aside."""
        order = self.order
        at = order.index(step) + direction
        while 0 <= at < len(order):
            if self.has_something(order[at]) or (direction < 0 and self.shown(order[at])):
                return order[at]
            at += direction
        return None

    def begin(self) -> str:
        """Where to go on: the step where one left, else the first; in both cases the next one with something. A
        bounded sitting begins where it asks."""
        step = self.kept.step if self.kept.step in self.order else self.order[0]
        if self.kept.only is not None and not self.left(step):
            asking = next((one for one in self.order if self.left(one)), None)
            if asking is not None:
                return asking
        if self.has_something(step):
            return step
        return self.neighbour(step, 1) or self.neighbour(step, -1) or self.order[-1]


def bounded(walk: WeekWalk, kept: Kept, count: int | None) -> Kept:
    """A sitting that asks the `count` worst items, everything with None.

    One that was bounded before goes on with what is left of its items; when nothing is, the worst of the others
    follow. What was skipped is none of them.
    """
    if count is None:
        return kept._replace(only=None)
    every = [
        item
        for step in walk.steps
        if step.id != OUTSIDE_THE_BOUND
        for item in walk.items.asks(step.id)
        if item.key not in kept.aside
    ]
    if kept.only is not None and any(item.key in kept.only for item in every):
        return kept
    return kept._replace(only=worst(every, count))
