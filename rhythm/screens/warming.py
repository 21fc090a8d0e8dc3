"""What the places need and the first paint does not. It is got ready in slices while nobody types, so that no place is
slow the first time, and no key waits for more than a slice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.css.stylesheet import Stylesheet

TICK_SECONDS = 0.03
"""A slice takes place so often."""
QUIET_TICKS = 10
"""So many ticks without a key come first, after the start and after each key."""
MODULES = (
    "rhythm.domain.plan.values",
    "rhythm.domain.coverage",
    "rhythm.screens.people",
    "rhythm.service.skip_levels",
    "rhythm.domain.decision_rights",
    "rhythm.screens.conflicts",
    "rhythm.queries.conflict_lists",
    "rhythm.queries.counts",
    "textual.document._document",
    "textual._text_area_theme",
    "textual.widgets._text_area",
    "rhythm.domain.matching",
    "rhythm.screens.board_rows",
    "rhythm.screens.triage_panel",
    "rhythm.screens.week_rows",
    "rhythm.screens.week",
    "rhythm.settings.vocabulary",
    "rhythm.settings.reading",
    "dateutil.relativedelta",
    "zoneinfo",
    "dateutil.tz",
    "rhythm.service.plans",
    "rhythm.service.calendars",
    "rhythm.queries.calendars",
    "rhythm.domain.plan.flow",
    "rhythm.domain.plan.making",
    "rhythm.domain.bench",
    "rhythm.domain.structure",
    "rhythm.service.structure",
    "rhythm.service.rights",
    "rhythm.service.bench",
    "rhythm.queries.bench",
    "rhythm.actions.conflicts",
    "rhythm.service.same_pairs",
    "rhythm.queries.same_pairs",
    "rhythm.service.matching_words",
    "rhythm.queries.pillars",
    "rhythm.domain.quarters",
    "rhythm.screens.quarter",
    "rhythm.service.quarters",
    "rhythm.service.quarter_evidence",
    "rhythm.queries.evidence",
    "rhythm.domain.growth",
    "rhythm.domain.portfolio",
    "rhythm.screens.growth_rows",
    "rhythm.screens.clocks",
    "rhythm.screens.dialogs.team",
    "rhythm.screens.org",
    "rhythm.service.growth",
    "rhythm.screens.dialogs.capture",
    "rhythm.screens.room_rows",
    "rhythm.screens.room",
    "rhythm.service.clocks",
    "rhythm.screens.conflict_story_rows",
    "rhythm.screens.conflict",
    "rhythm.screens.team_page",
    "rhythm.screens.search",
    "rhythm.queries.search",
)
"""What the places import when they are opened, and read through; in this order each brings only a little."""


class Warming:
    """The slices that are still to be done, one a tick."""

    def __init__(self, styles: Stylesheet) -> None:
        self._slices = _slices(styles)
        self._quiet = QUIET_TICKS
        self.over = False
        """Whether all is ready."""

    def wait(self) -> None:
        """Somebody types: what can wait, waits."""
        self._quiet = QUIET_TICKS

    def tick(self) -> None:
        """Do the next slice, once nobody has typed for a while."""
        if self._quiet:
            self._quiet -= 1
            return
        following = next(self._slices, None)
        if following is None:
            self.over = True
        else:
            following()


def _slices(styles: Stylesheet) -> Iterator[Callable[[], object]]:
    for name in MODULES:
        yield partial(import_module, name)
    for path in sorted(Path(__file__).resolve().parent.rglob("*.tcss")):
        if not styles.has_source(str(path)):
            yield partial(styles.read, path)
    yield styles.parse
