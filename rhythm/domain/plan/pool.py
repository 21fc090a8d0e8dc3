"""Who is to be met as a skip-level in a quarter, on which days, and how much each week can still hold."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from rhythm.domain.meetings import MeetingKind, MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.periods import Quarter, monday_of, quarter_of
from rhythm.domain.plan.board import Board, is_fixed, is_series
from rhythm.domain.plan.free import fitting, packed, units_of, week_days
from rhythm.domain.plan.values import DAYS_A_WEEK, Attendee, Booked, Dropped, Unplaced, Why
from rhythm.values import NamedTuple

KIND = MeetingKind.SKIP_LEVEL
JOINER_AFTER = dt.timedelta(weeks=2)
JOINER_NOT_IN_LAST = dt.timedelta(weeks=6)
_EVERY_QUARTER_UP_TO_DAYS = 98


class Guest(NamedTuple):
    """Somebody to be met in the quarter, with the stored meeting that may be kept or moved.

    `missed`: a meeting of this quarter was; `owed`: the quarter before ended without one.
    """

    attendee: Attendee
    stored: Booked | None
    missed: bool
    owed: bool

    @property
    def length(self) -> int:
        """Minutes of the meeting: a stored one keeps its own."""
        return self.stored.minutes if self.stored is not None else self.attendee.minutes


class Pool:
    """The people and weeks of one quarter, both as numbers in the order of their ids and days.

    `everybody` is who can be met at all in it, `guests` who still needs a meeting. `days` are the days on which each
    may be met, by week; `caps` what each week holds; `starts` how many slots each has in the weeks that have any.
    """

    def __init__(self, board: Board, quarter: Quarter, owed: frozenset[PersonId]) -> None:
        self.board, self.quarter = board, quarter
        self._owed = owed
        start_month = board.request.quarter_start_month
        self.weeks = [monday for monday in board.weeks if quarter_of(monday, start_month) == quarter]
        self.last_day = self.weeks[-1] + dt.timedelta(days=DAYS_A_WEEK - 1)
        self.everybody = [one for one in board.attendees.values() if not is_series(one) and self._is_here(one)]
        found = [self._guest(one) for one in self.everybody]
        self.guests = [guest for guest in found if guest is not None]
        self._all_days = [tuple(day for day in week_days(monday) if day >= board.lower) for monday in self.weeks]
        self.days = [self._days_of(guest) for guest in self.guests]
        self._standing = Counter(
            self.stored_week(number) for number in range(len(self.guests)) if self.still_fits(number)
        )
        self.caps = [self._cap(week) for week in range(len(self.weeks))]
        self._open = [self._open_days(week) for week in range(len(self.weeks))]
        self.starts = [self._count_starts(number) for number in range(len(self.guests))]

    def number_of(self, day: dt.date) -> int:
        """The number of a day's week, below 0 for one before the plan."""
        return (monday_of(day) - self.weeks[0]).days // DAYS_A_WEEK

    def stored_week(self, number: int) -> int | None:
        """The week in which somebody's stored meeting stands."""
        row = self.guests[number].stored
        monday = monday_of(row.day) if row is not None else None
        return self.weeks.index(monday) if monday in self.weeks else None

    def still_fits(self, number: int) -> bool:
        """Whether somebody's stored meeting can stay where it is, as far as the two are concerned."""
        guest = self.guests[number]
        row, working = guest.stored, guest.attendee.working
        if row is None or row.start is None or not self.board.allowed(guest.attendee, row.day):
            return False
        return self.board.diary.fits(working, row.day, row.start, row.minutes)

    def known_forbidden(self) -> set[tuple[int, int]]:
        """The pairs of person and week that earlier plans found, but for the week in which somebody still stands."""
        numbers = {guest.attendee.person_id: number for number, guest in enumerate(self.guests)}
        weeks = {self.board.period_of_week(monday): number for number, monday in enumerate(self.weeks)}
        found = {
            (numbers[person_id], weeks[week])
            for person_id, quarter, week in self.board.request.forbidden
            if quarter == str(self.quarter) and person_id in numbers and week in weeks
        }
        return {(number, week) for number, week in found
                if week != self.stored_week(number) or not self.still_fits(number)}  # fmt: skip

    def give_up(self, one: Attendee, why: Why, words: str, stored: Booked | None = None) -> None:
        """Say why somebody has no meeting in the quarter."""
        meeting_id = stored.id if stored is not None else None
        self.board.unplaced.append(Unplaced(one.person_id, KIND, str(self.quarter), why, words, meeting_id))

    def _is_here(self, one: Attendee) -> bool:
        """Whether somebody can be asked for in this quarter at all: neither gone, nor yet to come, nor put off."""
        if one.last_day is not None and one.last_day < max(self.board.today, self.quarter.first_day):
            return False
        return all(day is None or day <= self.last_day for day in (one.started_on, one.paused_until))

    def _guest(self, one: Attendee) -> Guest | None:
        """Somebody who still needs a meeting this quarter; None when it is settled, or the cadence asks for none."""
        board = self.board
        rows = [row for row in board.rows[one.person_id] if row.kind is KIND and self._counts(row)]
        stored = [row for row in rows if row.state is MeetingState.PLANNED and not is_fixed(board, row)]
        stands = any(row.state is MeetingState.PLANNED and is_fixed(board, row) for row in rows)
        if stands or self._was_held(one, rows):
            self._drop(stored, "another one stands for this quarter" if stands else "met this quarter already")
            return None
        if not stored:
            if any(row.state is MeetingState.SKIPPED for row in rows) or self._not_due(one):
                return None
            if self._joined_late(one):
                self.give_up(one, Why.STARTS_TOO_LATE, "starts too late in the quarter")
                return None
        self._drop(stored[1:], "another one stands for this quarter")
        missed = any(row.state is MeetingState.MISSED for row in rows)
        return Guest(one, stored[0] if stored else None, missed, one.person_id in self._owed)

    def _was_held(self, one: Attendee, rows: list[Booked]) -> bool:
        if any(row.state is MeetingState.HELD for row in rows):
            return True
        return one.last_held is not None and self.board.quarter_of(one.last_held) == self.quarter

    def _not_due(self, one: Attendee) -> bool:
        """Whether the cadence, when it is a longer one, leaves this quarter out."""
        begun = since(one)
        if begun is None or one.target <= _EVERY_QUARTER_UP_TO_DAYS:
            return False
        return begun + dt.timedelta(days=one.target) > self.last_day

    def _drop(self, rows: list[Booked], words: str) -> None:
        self.board.dropped += [Dropped(row.id, row.person_id, row.day, Why.MET_ALREADY, words) for row in rows]

    def _counts(self, row: Booked) -> bool:
        """Whether a row stands for this quarter: as stored, else by its day."""
        if "-Q" in row.period:
            return row.period == str(self.quarter)
        return self.board.quarter_of(row.day) == self.quarter

    def _joined_late(self, one: Attendee) -> bool:
        if one.started_on is None or one.last_held is not None:
            return False
        return one.started_on > self.last_day - JOINER_NOT_IN_LAST

    def _days_of(self, guest: Guest) -> list[tuple[dt.date, ...]]:
        """The days of each week on which somebody may be met."""
        one = guest.attendee
        earliest = None
        if one.started_on is not None and one.last_held is None:
            earliest = one.started_on + JOINER_AFTER
        if (one.started_on, one.paused_until, one.last_day) == (None, None, None):
            return self._all_days
        return [
            tuple(
                day for day in days
                if self.board.allowed(one, day)
                and (earliest is None or day >= earliest or (guest.stored is not None and day == guest.stored.day))
            )
            for days in self._all_days
        ]  # fmt: skip

    def _cap(self, week: int) -> int:
        """How many more a week can hold: by the caps, and by the time that is free on its days."""
        board, monday = self.board, self.weeks[week]
        left = board.diary.left_in(monday, KIND)
        shortest = min((guest.length for guest in self.guests), default=0)
        places = sum(
            min(board.diary.left_on(day), packed(board.diary.free(day), units_of(shortest), board.diary.grid))
            for day in self._all_days[week]
            if shortest
        )
        return min(left, max(places, self._standing[week]))

    def _count_starts(self, number: int) -> dict[int, int]:
        """How many slots somebody has in each week that has any."""
        guest, sight, grid = self.guests[number], self.board.sight, self.board.diary.grid
        working, units = guest.attendee.working, units_of(guest.length)
        found = {}
        for week, days in enumerate(self.days[number]):
            open_days = self._open[week]
            count = 0
            for day in days:
                if free := open_days.get(day):
                    count += (fitting(free & sight.there(working, day), units) & grid).bit_count()
            if not count and self.caps[week] and self.stored_week(number) == week and self.still_fits(number):
                count = 1
            if count:
                found[week] = count
        return found

    def _open_days(self, week: int) -> dict[dt.date, int]:
        """The director's free time on the days of a week that may hold one more."""
        diary = self.board.diary
        if not self.caps[week]:
            return {}
        return {day: diary.free(day) for day in week_days(self.weeks[week]) if diary.left_on(day)}


def since(one: Attendee) -> dt.date | None:
    """From when the cadence counts."""
    return max((day for day in (one.last_held, one.due_from) if day is not None), default=None)
