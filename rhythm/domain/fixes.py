"""Structural fixes and the watch over them (N3): rates over logged weeks, and what chance alone would do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from typing import NewType

from rhythm.domain.conflicts import Occasion, Rules, Standing, counted_window, since_in_effect
from rhythm.domain.escalations import Cause, ConflictId, Escalation
from rhythm.domain.people import PersonId
from rhythm.domain.periods import monday_of, weeks_within
from rhythm.values import NamedTuple

FixId = NewType("FixId", int)

CHANCE_RANGES = {30: (0.29, 0.54), 60: (0.15, 0.34), 90: (0.08, 0.24)}
"""Share of conflicts that stay silent for so many days after the third meeting although nothing was fixed
(simulation of N3: uneven frequencies, 2-6 escalations a week, six worlds, three windows)."""

OWN_DATA_FROM = 5
"""So many own conflicts must have been left alone before the chance line uses them."""


class FixKind(StrEnum):
    """What of the structure is changed."""

    CHARTER = "charter"
    INTERFACE = "interface"
    SCOPE = "scope"
    DECISION_RIGHT = "decision_right"
    ESCALATION_RULE = "escalation_rule"
    REPORTING_LINE = "reporting_line"
    TEAM_CUT = "team_cut"
    PROCESS_MAP = "process_map"


class FixState(StrEnum):
    """proposed -> decided -> in effect -> held / came back / unclear."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    IN_EFFECT = "in_effect"
    HELD = "held"
    CAME_BACK = "came_back"
    UNCLEAR = "unclear"
    DROPPED = "dropped"


NOT_YET_IN_EFFECT = frozenset({FixState.PROPOSED, FixState.DECIDED})
OPEN_FIXES = NOT_YET_IN_EFFECT | {FixState.IN_EFFECT}

KIND_FOR_CAUSE = {
    Cause.OVERLAPPING_SURFACES: FixKind.CHARTER,
    Cause.PLATFORM_AS_FEATURE_TEAM: FixKind.CHARTER,
    Cause.SERVICE_DESK: FixKind.CHARTER,
    Cause.OWNERSHIP_UNCLEAR: FixKind.CHARTER,
    Cause.CHARTER: FixKind.CHARTER,
    Cause.INTERFACE: FixKind.INTERFACE,
    Cause.SCOPE: FixKind.SCOPE,
    Cause.DECISION_RIGHT: FixKind.DECISION_RIGHT,
    Cause.MISALIGNMENT: FixKind.ESCALATION_RULE,
}
"""The kind of fix that a cause leads to (N2). Skill, belongs here and unknown lead to none."""


class Fix(NamedTuple):
    """A change to the structure, with an owner; the watch starts on the day it takes effect."""

    id: FixId
    uid: str
    conflict_id: ConflictId
    kind: FixKind
    body: str
    owner_id: PersonId | None
    owner: str
    state: FixState
    decided_on: dt.date
    in_effect: dt.date | None = None
    verify_on: dt.date | None = None
    settled_on: dt.date | None = None

    @property
    def waits(self) -> bool:
        """Whether it is not in effect yet."""
        return self.state in NOT_YET_IN_EFFECT

    def watched_to_the_end(self, today: dt.date) -> bool:
        """Whether its watch is over, and the verdict still to be said."""
        return self.state is FixState.IN_EFFECT and self.verify_on is not None and self.verify_on <= today


def newest_kept(fixes: Iterable[Fix]) -> Fix | None:
    """The fix that speaks for its conflict, of some that stand newest first: a dropped one no longer does."""
    return next((fix for fix in fixes if fix.state is not FixState.DROPPED), None)


def standing_with(fix: Fix | None) -> Standing:
    """How a conflict stands that nothing but its newest fix speaks for."""
    if fix is None:
        return Standing.OPEN
    if fix.waits:
        return Standing.FIXING
    with_fix = {FixState.IN_EFFECT: Standing.IN_EFFECT, FixState.CAME_BACK: Standing.VERDICT_DUE}
    return with_fix.get(fix.state, Standing.OPEN)


class Rate(NamedTuple):
    """Occasions in a span of time, and the weeks of it in which anything was logged."""

    occasions: int
    logged_weeks: int
    weeks: int


class Chance(NamedTuple):
    """How often a conflict goes this quiet although nothing was done: a range, or the own share of `n`."""

    low: float
    high: float
    own: float | None
    n: int


class Watch(NamedTuple):
    """Before and after a fix, and the line that keeps it honest."""

    day: int
    of_days: int
    before: Rate
    since: Rate
    chance: Chance


def watch(
    fix: Fix,
    found: Sequence[Occasion],
    logged_weeks: Collection[dt.date],
    left_alone: Iterable[bool],
    rules: Rules,
    today: dt.date,
) -> Watch | None:
    """The watch over a fix that is or was in effect; None before it took effect.

    `found` are all occasions of its conflict, `logged_weeks` the Mondays of logged weeks, `left_alone`
    for each conflict left alone long enough whether it stayed silent too. `before` runs from the first
    counted occasion to the day before *in effect*, `since` from *in effect* to today.
    """
    if fix.in_effect is None:
        return None
    eve = fix.in_effect - dt.timedelta(days=1)
    counted = counted_before(fix.in_effect, found, rules)
    start = counted[0].day if counted else fix.in_effect
    recurred = len(since_in_effect(found, fix.in_effect))
    day = (today - fix.in_effect).days
    return Watch(
        day=day,
        of_days=rules.verify_days,
        before=_rate(len(counted), start, eve, logged_weeks),
        since=_rate(recurred, fix.in_effect, max(today, fix.in_effect), logged_weeks),
        chance=chance(rules.verify_days, left_alone),
    )


def counted_before(in_effect: dt.date, found: Sequence[Occasion], rules: Rules) -> tuple[Occasion, ...]:
    """The occasions that a fix is measured against: those counted on the day before it took effect."""
    eve = in_effect - dt.timedelta(days=1)
    return counted_window([occasion for occasion in found if occasion.day <= eve], eve, rules.window_days)


def _rate(count: int, first: dt.date, last: dt.date, logged_weeks: Collection[dt.date]) -> Rate:
    if last < first:
        return Rate(count, 0, 0)
    # From the Monday: a meeting of the first days must not lie in a week that is not counted.
    weeks = weeks_within(monday_of(first), last)
    return Rate(count, sum(week in logged_weeks for week in weeks), len(weeks))


def chance_days(days: int) -> int:
    """The days of which the chance is known that come nearest to so many."""
    return min(CHANCE_RANGES, key=lambda span: abs(span - days))


def chance(days: int, left_alone: Iterable[bool]) -> Chance:
    """The chance line for a watch of so many days: the given range until five own conflicts were left alone."""
    silent = list(left_alone)
    low, high = CHANCE_RANGES[chance_days(days)]
    own = sum(silent) / len(silent) if len(silent) >= OWN_DATA_FROM else None
    return Chance(low, high, own, len(silent))


def suggested_kind(causes: Iterable[Cause | None]) -> FixKind | None:
    """The fix that most of the causes lead to (N2); None when they lead nowhere."""
    kinds = [KIND_FOR_CAUSE[cause] for cause in causes if cause in KIND_FOR_CAUSE]
    return max(dict.fromkeys(kinds), key=kinds.count, default=None)


def main_cause(causes: Sequence[Cause | None]) -> tuple[Cause, int] | None:
    """The cause that was marked most, and how often; None when none was, or only "unknown"."""
    marked = [cause for cause in causes if cause is not None and cause is not Cause.UNKNOWN]
    most = max(dict.fromkeys(marked), key=marked.count, default=None)
    return (most, marked.count(most)) if most is not None else None


def main_area(rows: Iterable[Escalation]) -> str:
    """The area that stands in most of the rows, by its slug; nothing when none does, or only "other"."""
    areas = [row.area for row in rows if row.area and row.area != "other"]
    return max(dict.fromkeys(areas), key=areas.count, default="")
