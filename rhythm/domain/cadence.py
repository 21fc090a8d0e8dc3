"""Who is due: target and limit, counted from the last meeting that was held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from rhythm.domain.people import Person, Relation, Team
from rhythm.values import NamedTuple

WEEKLY = 7


class DueState(StrEnum):
    """Where a relationship stands today."""

    OVER = "over"
    NEVER = "never"
    DUE = "due"
    OK = "ok"
    PAUSED = "paused"


class Cadence(NamedTuple):
    """Days between meetings: what is aimed at, and what must not be passed."""

    target: int
    limit: int


class Due(NamedTuple):
    """The state of one relationship. `gap_days` is None when no meeting was ever held."""

    state: DueState
    gap_days: int | None
    cadence: Cadence
    due_on: dt.date | None

    @property
    def order(self) -> tuple[int, float, int]:
        """Sorts worst first: over the limit, never met, due, fine, paused; then by share of the limit, and of those
        never met whoever is to be met most often."""
        gap = self.gap_days if self.gap_days is not None else 0
        return list(DueState).index(self.state), -gap / self.cadence.limit, self.cadence.limit


def cadence_of(person: Person, relation: Relation, team: Team | None, roles: Mapping[str, Cadence]) -> Cadence | None:
    """The cadence of one person: the role's, over it the team's (for skip-levels), over it the person's own.

    Reports who stand in for a manager who left keep the rhythm of skip-levels until they are given one of their own.

    Target and limit are inherited apart. A level that sets only the target moves the limit in
    proportion, so that the two never contradict. None when nothing says how often to meet.
    """
    if relation is Relation.MANAGER and person.interim_since is not None:
        relation = Relation.SKIP_LEVEL
    cadence = roles.get(relation.value)
    if team is not None and relation is Relation.SKIP_LEVEL:
        cadence = _over(cadence, team.target_days, team.limit_days)
    return _over(cadence, person.target_days, person.limit_days)


def same_talk(day: dt.date, cadence: Cadence) -> tuple[dt.date, dt.date]:
    """First and last day on which a planned meeting is the same talk as one held on `day`.

    In a weekly rhythm that is the ISO week; in any other, less than half the target to either side, so that of two
    meetings planned a target apart it is never both.
    """
    if cadence.target == WEEKLY:
        monday = day - dt.timedelta(days=day.weekday())
        return monday, monday + dt.timedelta(days=6)
    reach = dt.timedelta(days=(cadence.target - 1) // 2)
    return day - reach, day + reach


def _over(base: Cadence | None, target: int | None, limit: int | None) -> Cadence | None:
    if target is None and limit is None:
        return base
    if target is None:
        assert limit is not None
        target = min(base.target, limit) if base is not None else limit
    if limit is None:
        share = base.limit / base.target if base is not None else 2.0
        limit = round(target * share)
    return Cadence(target, max(target, limit))


def due(person: Person, cadence: Cadence, last_held: dt.date | None, today: dt.date) -> Due:
    """The state of a relationship `today`, from its target and limit alone.

    Counted from the last held meeting or a later `due_from` (joiner, return, catch-up). A meeting is
    due from the day on which the gap reaches the target, and over when the gap has passed the limit.
    """
    gap = (today - last_held).days if last_held is not None else None
    start = max((day for day in (last_held, person.due_from) if day is not None), default=None)
    due_on = start + dt.timedelta(days=cadence.target) if start is not None else None
    if person.paused_until is not None and today < person.paused_until:
        return Due(DueState.PAUSED, gap, cadence, due_on)
    if start is None:
        return Due(DueState.NEVER, None, cadence, None)
    counted = (today - start).days
    if counted > cadence.limit:
        state = DueState.OVER
    elif counted >= cadence.target:
        state = DueState.DUE
    else:
        state = DueState.OK
    return Due(state, gap, cadence, due_on)
