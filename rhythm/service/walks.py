"""The whole weekly review, as the walkthrough and the commands show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.routes import RouteCounts
from rhythm.domain.sittings import Kept
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.domain.decision_rights import Leak
    from rhythm.domain.escalations import Escalation, GoodCall
    from rhythm.domain.pillars import Pillar
    from rhythm.domain.reviews import WeekFigures
    from rhythm.queries.counts import Counts
    from rhythm.service.open_items import OpenItems
    from rhythm.service.week_gathering import Covered
    from rhythm.settings.lists import WeekStep


class WeekWalk(NamedTuple):
    """The whole walkthrough: the open items, the steps that ask about them, and the week in figures.

    `figures` are those of the week alone, `recent` the counts of the four weeks up to it; what `reached` the director,
    `good_calls`, `leaks` and `routes` are those of all days that the review covers. `activity` counts what was done for
    each pillar in four weeks, `bench` says once a month how deep the bench is, `kept` is where one was.
    """

    items: OpenItems
    steps: tuple[WeekStep, ...]
    figures: WeekFigures
    covered: Covered
    recent: Counts
    reached: tuple[Escalation, ...]
    good_calls: tuple[GoodCall, ...]
    leaks: tuple[Leak, ...] = ()
    routes: RouteCounts = RouteCounts()
    activity: tuple[tuple[Pillar, int], ...] = ()
    bench: str = ""
    kept: Kept = Kept()
    budget_minutes: int = 0

    @property
    def items_left(self) -> int:
        """How many items the whole review still asks about."""
        return sum(self.items.left(step.id) for step in self.steps)
