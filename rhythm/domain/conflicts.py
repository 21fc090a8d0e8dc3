"""The three-meetings rule: "If the same conflict shows up in three meetings, fix the structure instead of
coaching around it again." (essay 1)

What is counted are occasions, not rows: two rows of one meeting are one occasion.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING, cast

from rhythm.domain.escalations import ConflictId, Escalation, EscalationId, Handling, NewEscalation
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.domain.meetings import MeetingId


class Standing(StrEnum):
    """What is stored of a conflict: what the director decided, or that nothing is decided yet."""

    OPEN = "open"
    VERDICT_DUE = "verdict_due"
    LATER = "later"
    FIXING = "fixing"
    IN_EFFECT = "in_effect"
    HELD = "held"
    UNCLEAR = "unclear"
    TENSION = "tension"
    CLOSED = "closed"


class ConflictState(StrEnum):
    """What is shown: the standing, and for an open one how near it is to a verdict."""

    WATCHING = "watching"
    AMBER = "amber"
    VERDICT_DUE = "verdict_due"
    LATER = "later"
    FIXING = "fixing"
    IN_EFFECT = "in_effect"
    HELD = "held"
    CAME_BACK = "came_back"
    UNCLEAR = "unclear"
    TENSION = "tension"
    CLOSED = "closed"


class VerdictKind(StrEnum):
    """What the director can answer at the third meeting (N1); `closed` is by hand, at any time."""

    FIX = "fix"
    SPLIT = "split"
    TENSION = "tension"
    LATER = "later"
    CLOSED = "closed"


class Rules(NamedTuple):
    """The numbers of the rule; defaults as in N1 and N3."""

    threshold: int = 3
    window_days: int = 90
    cards_per_week: int = 3
    later_days: int = 14
    later_times: int = 2
    revisit_days: int = 90
    verify_days: int = 90
    recurrences: int = 2


class Occasion(NamedTuple):
    """A meeting, or a day and forum, in which a conflict showed up."""

    day: dt.date
    meeting_id: int | None
    forum: str
    rows: tuple[Escalation, ...]


class Tally(NamedTuple):
    """A conflict in numbers. `counted` are the occasions of the window that the rule looks at."""

    counted: tuple[Occasion, ...]
    ever: int
    coached: int
    minutes: int
    last_day: dt.date | None

    @property
    def occasions(self) -> int:
        """Counted occasions."""
        return len(self.counted)

    @property
    def last_counted(self) -> dt.date | None:
        """The day of the last counted occasion."""
        return self.counted[-1].day if self.counted else None

    @property
    def span_days(self) -> int:
        """Days from the first counted occasion to the last."""
        return (self.counted[-1].day - self.counted[0].day).days if self.counted else 0


class Conflict(NamedTuple):
    """A disputed thing between parties that keeps coming up."""

    id: ConflictId
    uid: str
    name: str
    standing: Standing
    opened_on: dt.date
    card_on: dt.date | None = None
    until: dt.date | None = None
    put_off: int = 0
    merged_into: ConflictId | None = None


class Verdict(NamedTuple):
    """An answer that the director gave at a card."""

    conflict_id: ConflictId
    day: dt.date
    kind: VerdictKind
    why: str
    until: dt.date | None


def occasions(rows: Iterable[Escalation]) -> tuple[Occasion, ...]:
    """The distinct occasions of a conflict's rows, by day, whatever the order in which they were entered.

    Same meeting, or without one same day and forum, is one occasion. A row with neither belongs to
    whatever else happened on its day. A meeting is on the day of its first row, also when more of it
    was written down on another day.
    """
    members = sorted(rows, key=_row_order)
    first_day: dict[int, dt.date] = {}
    for row in members:
        if row.meeting_id is not None:
            first_day.setdefault(row.meeting_id, row.day)

    def day_of(row: Escalation) -> dt.date:
        return first_day[row.meeting_id] if row.meeting_id is not None else row.day

    found: list[Occasion] = []
    for day, together in groupby(sorted(members, key=day_of), key=day_of):
        of_day = tuple(together)
        # Nearly every day has one row, and needs no sorting by places.
        one = len(of_day) == 1
        found += [Occasion(day, of_day[0].meeting_id, of_day[0].forum, of_day)] if one else _by_place(day, of_day)
    return tuple(found)


def _by_place(day: dt.date, rows: Iterable[Escalation]) -> list[Occasion]:
    """The occasions of one day, forums by name before meetings; a row without a place belongs to the first."""
    by_place: dict[tuple[int, str], list[Escalation]] = {}
    bare: list[Escalation] = []
    for row in rows:
        if row.meeting_id is not None:
            by_place.setdefault((row.meeting_id, ""), []).append(row)
        elif row.forum:
            by_place.setdefault((0, row.forum.casefold()), []).append(row)
        else:
            bare.append(row)
    if bare:
        by_place.setdefault(min(by_place, default=(0, "")), []).extend(bare)
    return [
        Occasion(day, meeting or None, next((row.forum for row in inside if row.forum), ""), tuple(inside))
        for (meeting, _), inside in sorted(by_place.items())
    ]


def _row_order(row: Escalation) -> tuple[dt.date, int]:
    return row.day, row.id


def counted_window(found: Sequence[Occasion], today: dt.date, window_days: int) -> tuple[Occasion, ...]:
    """The occasions that are named beside a conflict: the fullest window that still matters today.

    A window is inclusive: first and last at most `window_days` apart. Among the windows whose last
    occasion is at most `window_days` before `today` the fullest is taken, the latest of equals; when
    all are older, the one that ends with the last occasion.
    """
    if not found:
        return ()
    recent = bisect_left(found, today - dt.timedelta(days=window_days), key=_day_of)
    # A conflict may have come up for years; only what ends lately is looked at.
    windows = [_window_ending(found, last, window_days) for last in range(min(recent, len(found) - 1), len(found))]
    return max(windows, key=lambda window: (len(window), window[-1].day))


def _window_ending(found: Sequence[Occasion], last: int, window_days: int) -> tuple[Occasion, ...]:
    start = found[last].day - dt.timedelta(days=window_days)
    return tuple(found[bisect_left(found, start, key=_day_of) : last + 1])


def _day_of(occasion: Occasion) -> dt.date:
    return occasion.day


def reaches_threshold(found: Sequence[Occasion], rules: Rules, today: dt.date | None = None) -> bool:
    """Whether `threshold` occasions lie in one window; with `today`, one that is still recent."""
    for last in range(rules.threshold - 1, len(found)):
        inside = (found[last].day - found[last - rules.threshold + 1].day).days <= rules.window_days
        if inside and (today is None or (today - found[last].day).days <= rules.window_days):
            return True
    return False


def tally(rows: Iterable[Escalation], rules: Rules, today: dt.date) -> Tally:
    """A conflict's rows in numbers, as they stand `today`."""
    members = tuple(rows)
    found = occasions(members)
    return Tally(
        counted=counted_window(found, today, rules.window_days),
        ever=len(found),
        coached=sum(row.handling is Handling.COACHED for row in members),
        minutes=sum(row.minutes or 0 for row in members),
        last_day=found[-1].day if found else None,
    )


def tally_with(rows: Iterable[Escalation], one: Escalation | NewEscalation, rules: Rules, today: dt.date) -> Tally:
    """The numbers that a conflict's rows would have with one more, stored already or not."""
    if isinstance(one, NewEscalation):
        meeting = cast("MeetingId | None", one.meeting_id)
        one = Escalation(
            EscalationId(0), "", one.day, one.summary, meeting_id=meeting, forum=one.forum, handling=one.handling
        )
    return tally((*(row for row in rows if row.id != one.id), one), rules, today)


def since_in_effect(found: Iterable[Occasion], in_effect: dt.date) -> tuple[Occasion, ...]:
    """The occasions that count against a fix: from the day on which it took effect on, that day included."""
    return tuple(occasion for occasion in found if occasion.day >= in_effect)


def standing_after_rows_changed(
    conflict: Conflict,
    found: Sequence[Occasion],
    in_effect: dt.date | None,
    rules: Rules,
    today: dt.date,
    *,
    came_back: bool = False,
    brought_back: dt.date | None = None,
) -> Standing:
    """What becomes of a conflict when rows were linked to it or left it.

    `in_effect` is the day from which its fix counts, if one is being watched; `came_back` says that the
    newest fix did not hold, and `brought_back` from which day it counted, where its rows said so and nobody else.
    An open card, put off or not, stays until it is answered, unless the rows that opened it are gone; what a fix
    opened that was said to have failed stays in any case. Tension past its revisit day, a settled or a closed conflict
    reopens with a newer occasion. Two occasions since a fix took effect mean it came back; when one of the two turns
    out to be none, the fix is watched again.
    """
    last = found[-1].day if found else None
    standing = conflict.standing
    waiting = standing in (Standing.VERDICT_DUE, Standing.LATER)
    if waiting and brought_back is not None and len(since_in_effect(found, brought_back)) < rules.recurrences:
        return Standing.IN_EFFECT
    if waiting and not came_back and not reaches_threshold(found, rules):
        standing = Standing.OPEN
    if standing is Standing.IN_EFFECT and in_effect is not None:
        recurred = len(since_in_effect(found, in_effect))
        standing = Standing.VERDICT_DUE if recurred >= rules.recurrences else standing
    settled = (Standing.HELD, Standing.UNCLEAR, Standing.CLOSED, Standing.TENSION)
    if standing in settled and last is not None and conflict.until is not None and last > conflict.until:
        standing = Standing.OPEN
    if standing is Standing.OPEN and reaches_threshold(found, rules, today):
        standing = Standing.VERDICT_DUE
    return standing


def shown_state(
    conflict: Conflict, numbers: Tally, rules: Rules, today: dt.date, *, came_back: bool = False
) -> ConflictState:
    """The state that is printed and shown. `came_back` says that the newest fix did not hold."""
    if conflict.standing is Standing.LATER and conflict.until is not None and today >= conflict.until:
        return ConflictState.VERDICT_DUE
    if conflict.standing is Standing.OPEN:
        if came_back:
            return ConflictState.CAME_BACK
        last = numbers.last_counted
        # One more would be the third only while the others still lie in its window.
        counts = last is not None and (today - last).days <= rules.window_days
        near = counts and numbers.occasions >= rules.threshold - 1
        return ConflictState.AMBER if near else ConflictState.WATCHING
    return ConflictState(conflict.standing.value)
