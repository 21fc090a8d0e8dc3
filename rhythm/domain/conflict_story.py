"""One conflict by day and by week: its meetings, what was decided about it, and the quiet between (N1, N3).

Everything follows from the rows, verdicts and fixes and their days, so what is entered late stands where it belongs.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from enum import IntEnum
from itertools import pairwise

from rhythm.domain.conflicts import Occasion, Rules, Verdict, VerdictKind, counted_window
from rhythm.domain.escalations import Escalation
from rhythm.domain.fixes import Fix, FixId, FixState, counted_before
from rhythm.domain.periods import monday_of, weeks_within
from rhythm.values import NamedTuple

GAP_WEEKS = 4
"""From so many whole weeks without anything on, the quiet is a step of its own."""

_SETTLED = (FixState.HELD, FixState.UNCLEAR)


class StepKind(IntEnum):
    """What happened; of one day in this order."""

    MET = 1
    OPENED_AGAIN = 2
    VERDICT = 3
    DECIDED = 4
    IN_EFFECT = 5
    SETTLED = 6
    GAP = 7


class Gap(NamedTuple):
    """Whole weeks in which the conflict did not come up; a week in which nothing was logged says nothing."""

    weeks: int
    logged_weeks: int


class Step(NamedTuple):
    """Something that happened to a conflict on a day; what `kind` needs of the rest is set.

    An occasion that opened a settled conflict again is a step MET and a step OPENED_AGAIN; its `fix` is the one
    that did not hold, None where it had been a tension or closed.
    """

    day: dt.date
    kind: StepKind
    occasion: Occasion | None = None
    verdict: Verdict | None = None
    fix: Fix | None = None
    gap: Gap | None = None


class Story(NamedTuple):
    """A conflict's steps, oldest first, and its meetings week by week; a week without a log is None, not zero."""

    steps: tuple[Step, ...]
    weeks: tuple[tuple[dt.date, int | None], ...]

    @property
    def logged_weeks(self) -> int:
        """In how many of the weeks anything was logged."""
        return sum(count is not None for _, count in self.weeks)

    @property
    def took_effect(self) -> tuple[Step, ...]:
        """The fixes that took effect, by day."""
        return tuple(step for step in self.steps if step.kind is StepKind.IN_EFFECT)


class Folded(NamedTuple):
    """Weeks drawn together so that they fit; `met` is None when none of them was logged."""

    first: dt.date
    last: dt.date
    met: int | None


def tell(
    found: Sequence[Occasion],
    verdicts: Iterable[Verdict],
    fixes: Iterable[Fix],
    logged_weeks: Collection[dt.date],
    rules: Rules,
    today: dt.date,
) -> Story:
    """The story up to today; `found` are all occasions by day, `logged_weeks` the Mondays of logged weeks."""
    fixes = tuple(fixes)
    decided_on = {fix.decided_on for fix in fixes}
    steps = [Step(one.day, StepKind.MET, occasion=one) for one in found]
    # The answer "fix" without a reason is told by the fix itself.
    steps += [
        Step(one.day, StepKind.VERDICT, verdict=one)
        for one in verdicts
        if one.why or one.kind is not VerdictKind.FIX or one.day not in decided_on
    ]
    for fix in fixes:
        days = (
            (fix.decided_on, StepKind.DECIDED),
            (fix.in_effect, StepKind.IN_EFFECT),
            (fix.settled_on, StepKind.SETTLED),
        )
        steps += [Step(day, kind, fix=fix) for day, kind in days if day is not None]
    steps += list(_openings(_as_they_count(steps), rules))
    steps += list(_gaps(sorted({step.day for step in steps} | {today}), logged_weeks))
    return Story(tuple(sorted(steps, key=_order)), _by_week(found, logged_weeks, today))


def rows_behind(step: Step, found: Sequence[Occasion], rules: Rules, today: dt.date) -> tuple[Escalation, ...]:
    """The rows that a step speaks of: those of its meeting; what a verdict or a decision saw; what a fix is measured
    by, before it took effect and since, up to its verdict."""
    if step.occasion is not None:
        return step.occasion.rows
    fix, seen = step.fix, tuple(one for one in found if one.day <= step.day)
    if fix is not None and fix.in_effect is not None and step.kind is not StepKind.DECIDED:
        since, until = fix.in_effect, fix.settled_on or today
        seen = (*counted_before(since, found, rules), *(one for one in found if since <= one.day <= until))
    else:
        seen = counted_window(seen, step.day, rules.window_days)
    return tuple(row for one in seen for row in one.rows)


def fold(weeks: Sequence[tuple[dt.date, int | None]], width: int) -> tuple[Folded, ...]:
    """The weeks in at most `width` parts of as many weeks each, the last of which is the newest."""
    each = max(1, -(-len(weeks) // max(1, width)))
    parts: list[Folded] = []
    for end in range(len(weeks), 0, -each):
        part = weeks[max(0, end - each) : end]
        known = [count for _, count in part if count is not None]
        parts.append(Folded(part[0][0], part[-1][0] + dt.timedelta(days=6), sum(known) if known else None))
    return tuple(reversed(parts))


def _order(step: Step) -> tuple[dt.date, StepKind]:
    return step.day, step.kind


def _as_they_count(steps: Collection[Step]) -> list[Step]:
    """The steps in order, a meeting on the day on which a fix took effect behind that: it counts as one since."""
    effective = {step.day for step in steps if step.kind is StepKind.IN_EFFECT}
    return sorted(steps, key=lambda step: (step.day, step.kind is StepKind.MET and step.day in effective, step.kind))


def _openings(steps: Iterable[Step], rules: Rules) -> Iterator[Step]:
    """Where a conflict that was settled came up again, as `standing_after_rows_changed` decides it."""
    until: dt.date | None = None
    watched: Fix | None = None
    newest: FixId | None = None
    recurred = 0
    # A fix that was dropped settles nothing and hides none before it.
    for step in (one for one in steps if one.fix is None or one.fix.state is not FixState.DROPPED):
        if step.verdict is not None:
            if step.verdict.kind is not VerdictKind.SPLIT:
                leaves_it = step.verdict.kind in (VerdictKind.TENSION, VerdictKind.CLOSED)
                until, watched = step.verdict.until if leaves_it else None, None
        elif step.kind is StepKind.DECIDED and step.fix is not None:
            until, newest = None, step.fix.id
        elif step.kind is StepKind.IN_EFFECT:
            until, watched, recurred = None, step.fix, 0
        elif step.kind is StepKind.SETTLED and step.fix is not None and step.fix.id == newest:
            until, watched = (step.day, step.fix) if step.fix.state in _SETTLED else (None, None)
            recurred = rules.recurrences
        elif step.occasion is not None:
            if until is not None:
                if step.day > until:
                    yield Step(step.day, StepKind.OPENED_AGAIN, occasion=step.occasion, fix=watched)
                    until = watched = None
            elif watched is not None:
                recurred += 1
                if recurred == rules.recurrences:
                    yield Step(step.day, StepKind.OPENED_AGAIN, occasion=step.occasion, fix=watched)
                    watched = None


def _gaps(days: Sequence[dt.date], logged_weeks: Collection[dt.date]) -> Iterator[Step]:
    for before, after in pairwise(days):
        first = monday_of(before) + dt.timedelta(weeks=1)
        mondays = weeks_within(first, monday_of(after) - dt.timedelta(days=1))
        if len(mondays) >= GAP_WEEKS:
            gap = Gap(len(mondays), sum(monday in logged_weeks for monday in mondays))
            yield Step(first, StepKind.GAP, gap=gap)


def _by_week(
    found: Sequence[Occasion], logged_weeks: Collection[dt.date], today: dt.date
) -> tuple[tuple[dt.date, int | None], ...]:
    if not found:
        return ()
    counts = Counter(monday_of(one.day) for one in found)
    mondays = weeks_within(monday_of(found[0].day), today)
    return tuple((monday, counts[monday] if monday in logged_weeks or counts[monday] else None) for monday in mondays)
