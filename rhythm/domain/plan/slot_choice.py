"""Which slot a new series takes: a weekday, a time, and in which of its weeks it begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator

from rhythm.domain.meetings import MeetingKind
from rhythm.domain.periods import monday_of, week_of
from rhythm.domain.plan.board import Board
from rhythm.domain.plan.free import UNIT, minutes_in
from rhythm.domain.plan.values import DAYS_A_WEEK, Attendee, Slot, Standing

ONE_ON_ONE = MeetingKind.ONE_ON_ONE
_WEEK = dt.timedelta(weeks=1)


class SlotChoice:
    """The slots of one pair that meets every so many weeks, on a board on which others have theirs."""

    def __init__(
        self, board: Board, attendee: Attendee, every: int, taken: Collection[dt.date], days: Collection[dt.date]
    ) -> None:
        """`taken` are weeks, by their Mondays, in which the two meet anyhow; `days` are those of their meetings."""
        self._board, self._who = board, attendee
        self._every, self._taken, self._days = every, taken, days

    def best(self) -> Standing | None:
        """The slot with the fewest blocked occurrences, then by preferences, then on emptier days; None where nothing
        fits in any week.

        A phase that begins a week away from the day on which the meeting is due counts as half a blocked occurrence.
        """
        options = list(self._options(firm=True)) or list(self._options(firm=False))
        if not options:
            return None
        *_, weekday, start, phase = min(options)
        return self._slot(weekday, start, phase)

    def least_off(self) -> Standing:
        """A slot that need not fit: it only says which weeks are due."""
        phase = min(self._phases(), key=self._weeks_off)
        return self._slot(min(self._board.request.director.working.weekdays, default=0), 0, phase)

    def _options(self, *, firm: bool) -> Iterator[tuple[int, int, int, int, int, int]]:
        """Each slot and phase with its cost: (blocked, off preference, load, weekday, start, phase)."""
        board, who = self._board, self._who
        for phase in self._phases():
            mondays = [monday for monday in board.weeks[phase :: self._every] if monday not in self._taken]
            for weekday in sorted(board.request.director.working.weekdays):
                off = self._weeks_off(phase, weekday)
                days = [monday + dt.timedelta(days=weekday) for monday in mondays]
                days = [day for day in days if board.allowed(who, day)]
                usable = [self._starts(day, firm=firm) for day in days]
                load = sum(board.diary.on_day(day) for day in days)
                somewhere = 0
                for starts in usable:
                    somewhere |= starts
                for minute in minutes_in(somewhere):
                    blocked = sum(not starts >> minute // UNIT & 1 for starts in usable)
                    off_preference = _off_preference(who.preferred, weekday, minute)
                    yield 2 * blocked + off, off_preference, load, weekday, minute, phase

    def _starts(self, day: dt.date, *, firm: bool) -> int:
        board, who = self._board, self._who
        if not board.diary.has_room(day, ONE_ON_ONE, sparing=True):
            return 0
        return board.diary.starts(who.working, day, who.minutes, sparing=True, firm=firm) & board.diary.grid

    def _phases(self) -> Iterable[int]:
        return range(min(self._every, len(self._board.weeks)))

    def _weeks_off(self, phase: int, weekday: int = DAYS_A_WEEK - 1) -> int:
        """How many weeks the first meeting of a phase lies from the week in which it is due."""
        due, first = self._due_week(), phase
        if self._board.weeks[phase] + dt.timedelta(days=weekday) < self._board.lower:
            first += self._every
        if due < self._every:
            return abs(first - due)
        return min((first - due) % self._every, (due - first) % self._every)

    def _due_week(self) -> int:
        who, board = self._who, self._board
        since = max((day for day in (who.last_held, who.due_from) if day is not None), default=None)
        target = self._every * DAYS_A_WEEK if who.interim else who.target
        due = since + dt.timedelta(days=target) if since is not None else board.lower
        if who.joined_circle is not None and not any(day >= who.joined_circle for day in self._days):
            # First one to one within a week (a skip-level who became a manager).
            due = min(due, who.joined_circle + _WEEK)
        return max(0, (monday_of(due) - board.weeks[0]).days // DAYS_A_WEEK)

    def _slot(self, weekday: int, start: int, phase: int) -> Standing:
        return Standing(weekday, start, week_of(self._board.weeks[phase]) if self._every > 1 else None)


def _off_preference(wished: Slot | None, weekday: int, minute: int) -> int:
    if wished is None:
        return 0
    if wished.weekday == weekday:
        return int(wished.start is not None and wished.start != minute)
    return 2 if wished.start == minute else 3
