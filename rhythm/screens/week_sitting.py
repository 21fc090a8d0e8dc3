"""What one sitting of the weekly review still asks: the items of each step, and the way through the steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rhythm.domain.escalations import Escalation
    from rhythm.service.walks import WeekWalk

ASKED_IN_TURN = ("close_meetings", "triage", "verdicts", "same", "promises", "rituals", "next_week")
"""Steps whose items count when a review is bounded to so many."""


def items(walk: WeekWalk, step: str) -> tuple[str, ...]:
    """Row keys (`kind:number`) of everything that a step asks about."""
    if step == "closing":
        return ("closing:0",) if walk.items.left("closing") else ()
    found: dict[str, list[str]] = {
        "close_meetings": [f"meeting:{meeting.id}" for meeting in walk.items.to_close],
        "triage": [triage_key(row) for row in walk.items.triage],
        "verdicts": [f"conflict:{view.id}" for view in walk.items.cards]
        + [f"fix:{fix.id}" for fix in walk.items.fixes_due]
        + [f"asked:{ask.cell.team_id}:{ask.cell.area}" for ask in walk.items.asked]
        + [f"stamps:{one.cell.team_id}:{one.cell.area}" for one in walk.items.stamps],
        "promises": [f"promise:{promise.id}" for promise in walk.items.promises],
        "same": [pair.key for pair in walk.items.same],
        "rituals": [f"ritual:{one.ritual.id}" for one in walk.items.rituals],
        "next_week": [
            f"plan:{row.person.id}" for row in walk.items.next_week if row.person.id not in walk.items.declined
        ],
    }
    return tuple(found.get(step, ()))


def triage_key(row: Escalation) -> str:
    """The key of a row to be sorted; once it is, what else is empty in it is an item of its own, asked after all
    that is still unsorted."""
    return f"escalation:{row.id}" if row.unsorted else f"gaps:{row.id}"


@dataclass(frozen=True, slots=True)
class Sitting:
    """A walk through the week, as one sitting sees it.

    `only` are the items that a bounded review asks about, None for all; `aside` are those skipped for now.
    """

    walk: WeekWalk
    only: frozenset[str] | None = None
    aside: frozenset[str] = frozenset()

    def shown(self, step: str) -> tuple[str, ...]:
        """The items of a step that belong to this sitting, skipped ones included."""
        keys = items(self.walk, step)
        if self.only is None or step == "closing":
            return keys
        return tuple(key for key in keys if key in self.only)

    def left(self, step: str) -> tuple[str, ...]:
        """The items of a step that are still asked."""
        return tuple(key for key in self.shown(step) if key not in self.aside)

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
    def minutes_left(self) -> int:
        """About how long they take: a minute an item, a step no longer than its share of the budget."""
        return sum(min(step.minutes, len(self.left(step.id))) for step in self.walk.steps)

    @property
    def waiting(self) -> int:
        """How many items a bounded review leaves for another time."""
        every = [key for step in self.walk.steps if step.id != "closing" for key in items(self.walk, step.id)]
        return 0 if self.only is None else sum(key not in self.only for key in every)

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the steps in their order."""
        return tuple(step.id for step in self.walk.steps)

    def has_something(self, step: str) -> bool:
        """Whether a step has anything to ask or to show; one without is passed."""
        if step == "reached_me":
            return bool(self.walk.reached or self.walk.good_calls)
        return step == "closing" or bool(self.left(step))

    def neighbour(self, step: str, direction: int) -> str | None:
        """The next step in a direction (1, -1) that has something, or None; back also to what was set aside."""
        order = self.order
        at = order.index(step) + direction
        while 0 <= at < len(order):
            if self.has_something(order[at]) or (direction < 0 and self.shown(order[at])):
                return order[at]
            at += direction
        return None

    def begin(self, remembered: str) -> str:
        """Where to go on: the step where one left, else the first; in both cases the next one with something."""
        step = remembered if remembered in self.order else self.order[0]
        if self.has_something(step):
            return step
        return self.neighbour(step, 1) or self.neighbour(step, -1) or self.order[-1]


def bounded(walk: WeekWalk, count: int | None) -> frozenset[str] | None:
    """The first `count` items in the order of the steps; None for all."""
    if count is None:
        return None
    every = [key for step in walk.steps if step.id in ASKED_IN_TURN for key in items(walk, step.id)]
    return frozenset(every[:count])
