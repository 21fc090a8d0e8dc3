"""Meetings that come back every week, every second or fourth: a standing slot, chosen once, and its repair.

Everybody met one to one has such a series (a mentor every four weeks, a stakeholder every six), since both sides keep
a regular slot more easily than a window. The interval is the cadence in whole weeks.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from rhythm.domain.meetings import MeetingKind, MeetingState
from rhythm.domain.periods import monday_of
from rhythm.domain.plan.board import Board, Draft, is_fixed, is_series, week_named
from rhythm.domain.plan.free import UNIT, minutes_in
from rhythm.domain.plan.slot_choice import SlotChoice
from rhythm.domain.plan.values import DAYS_A_WEEK, Attendee, Booked, Change, Standing, Unplaced
from rhythm.domain.saying import say_day

ONE_ON_ONE = MeetingKind.ONE_ON_ONE
INTERIM_WEEKS = 2
NEAR_WORKING_DAYS = 4
_WEEK = dt.timedelta(weeks=1)


def weeks_apart(attendee: Attendee) -> int:
    """Weeks from one meeting of a series to the next."""
    every = max(1, round(attendee.target / DAYS_A_WEEK))
    return min(every, INTERIM_WEEKS) if attendee.interim else every


def plan_series(board: Board) -> list[Series]:
    """Place all series: what stands and fits, then standing slots, then new ones, then what needs another place.

    They are handed back, since what is only offered (`make_up`) waits until everything else has its place.
    """
    members = [one for one in board.attendees.values() if is_series(one)]
    series = [Series(board, one) for one in sorted(members, key=lambda one: (weeks_apart(one), one.person_id))]
    for one in series:
        one.keep_what_fits()
    known = [one for one in series if one.standing is not None]
    for one in known:
        one.use_the_slot()
    for one in series:
        if one.standing is None:
            one.choose_a_slot()
            one.use_the_slot()
    for one in series:
        one.repair()
    return series


class Series:
    """The meetings of one pair, from the first week of the plan to the end of its last quarter."""

    def __init__(self, board: Board, attendee: Attendee) -> None:
        self._board, self._who = board, attendee
        self.every = weeks_apart(attendee)
        self.standing = self._known_slot()
        self._rows = [row for row in board.rows[attendee.person_id] if row.kind is attendee.kind]
        # Days of meetings with the pair that took place or stand: a new one keeps its distance from them.
        self._days = {row.day for row in self._rows if row.state is MeetingState.HELD or self._stands(row)}
        # The first one to one of somebody who was a skip-level until now does not wait for the interval.
        since = attendee.joined_circle or dt.date.min
        if attendee.last_held is not None and attendee.last_held >= since:
            self._days.add(attendee.last_held)
        self._weeks = {
            self._period_of(row) for row in self._rows if row.state is not MeetingState.PLANNED or self._stands(row)
        }
        self._to_move: list[Booked] = []
        self._to_place: list[dt.date] = []

    def keep_what_fits(self) -> None:
        """Leave each planned meeting where it is, as long as both sides still have the time."""
        diary, who = self._board.diary, self._who
        for row in self._rows:
            if row.state is not MeetingState.PLANNED or self._stands(row):
                continue
            assert row.start is not None
            self._weeks.add(self._period_of(row))
            fits = self._board.allowed(who, row.day) and diary.has_room(row.day, ONE_ON_ONE)
            if fits and diary.fits(who.working, row.day, row.start, row.minutes):
                self._put(row.day, row.start, row.minutes, self._period_of(row), Change.KEPT, row)
            else:
                self._to_move.append(row)

    def use_the_slot(self) -> None:
        """Put what is due on the standing slot; what is blocked there waits for its repair."""
        diary, who = self._board.diary, self._who
        for monday in self._due_weeks():
            day, start = self._nominal(monday)
            if day < self._board.lower and not self._worth_making_up(day):
                continue
            free = self._board.allowed(who, day) and diary.has_room(day, ONE_ON_ONE, sparing=True)
            if free and diary.fits(who.working, day, start, who.minutes, sparing=True):
                self._put(day, start, who.minutes, monday, Change.NEW)
            else:
                self._to_place.append(monday)

    def choose_a_slot(self) -> None:
        """Choose weekday, time and phase, where any fits; else what is due still is, and each week says why it has no
        place."""
        choice = SlotChoice(self._board, self._who, self.every, self._weeks, self._days)
        chosen = choice.best()
        if chosen is not None:
            self._board.standing[self._who.person_id] = chosen
        self.standing = chosen or choice.least_off()

    def repair(self) -> None:
        """Find another place for what could not stay, and for what the standing slot could not take."""
        for row in self._to_move:
            assert row.start is not None
            note = self._in_the_way(row.day, row.start, row.minutes)
            place = self._place_near(self._period_of(row), row.day, row.start, row.minutes)
            if place is None:
                self._give_up(self._period_of(row), row)
            else:
                self._put(*place, row.minutes, self._period_of(row), Change.MOVED, row, note)
        for monday in self._to_place:
            day, start = self._nominal(monday)
            place = self._place_near(monday, day, start, self._who.minutes)
            if place is not None:
                note = self._in_the_way(day, start, self._who.minutes) if day >= self._board.lower else ""
                self._put(*place, self._who.minutes, monday, Change.NEW, note=note)
            elif monday <= self._board.last_planned_week:
                self._give_up(monday)

    def make_up(self) -> None:
        """Offer another meeting for the last one that was missed, while there is time before the next.

        All others have their places by then, so that nobody makes room for an offer.
        """
        board, who = self._board, self._who
        missed = [row for row in self._rows if row.state is MeetingState.MISSED]
        if not missed or any(day >= missed[-1].day for day in self._days if day < board.lower):
            return
        day = missed[-1].day
        if not self._worth_making_up(day) or any(
            row.period == missed[-1].period for row in self._rows if row.period and row.state is not MeetingState.MISSED
        ):
            return
        if self.every == 1:
            days = board.days_of(who, [monday_of(day)])
        else:
            last = board.working_day_after(day, self._make_up_days())
            days = [one for one in board.days_of(who, [monday_of(day) + _WEEK * n for n in range(4)]) if one <= last]
        free = [one for one in days if one not in self._days and one > day]
        start = missed[-1].start if missed[-1].start is not None else self._nominal(monday_of(day))[1]
        place = self._nearest(free, day, start, who.minutes, sparing=False)
        if place is not None and (self.every == 1 or not self._too_near(place[0])):
            self._put(*place, who.minutes, self._period_of(missed[-1]), Change.NEW, made_up=day)

    def _known_slot(self) -> Standing | None:
        standing = self._who.standing
        if standing is None or (self.every > 1 and standing.anchor is None):
            return None
        return standing

    def _stands(self, row: Booked) -> bool:
        return row.state is MeetingState.PLANNED and is_fixed(self._board, row)

    def _period_of(self, row: Booked) -> dt.date:
        return week_named(row.period) or monday_of(row.day)

    def _nominal(self, monday: dt.date) -> tuple[dt.date, int]:
        assert self.standing is not None
        return monday + dt.timedelta(days=self.standing.weekday), self.standing.start

    def _due_weeks(self) -> Iterator[dt.date]:
        """The weeks of the series without a row, and far enough from the meetings beside them."""
        assert self.standing is not None
        anchor = self.standing.anchor.first_day if self.standing.anchor else self._board.weeks[0]
        who = self._who
        for monday in self._board.weeks:
            day, _ = self._nominal(monday)
            if (monday - anchor).days // DAYS_A_WEEK % self.every or monday in self._weeks:
                continue
            if self._too_near(day) or not self._has_days(monday):
                continue
            if who.due_from is not None and self._is_under_half(who.due_from, day):
                continue
            yield monday

    def _has_days(self, monday: dt.date) -> bool:
        """Whether a week has a day left on which the two could meet, weekends apart."""
        weekdays = self._board.request.director.working.weekdays
        return any(day.weekday() in weekdays for day in self._board.days_of(self._who, [monday]))

    def _too_near(self, day: dt.date) -> bool:
        return any(self._is_under_half(*sorted((day, other))) for other in self._days if other != day)

    def _is_under_half(self, first: dt.date, last: dt.date) -> bool:
        return (last - first).days * 2 < self.every * DAYS_A_WEEK

    def _put(
        self, day: dt.date, start: int, minutes: int, monday: dt.date, change: Change, row: Booked | None = None,
        note: str = "", made_up: dt.date | None = None,
    ) -> None:  # fmt: skip
        board, who = self._board, self._who
        board.diary.take(day, start, minutes, ONE_ON_ONE)
        self._days.add(day)
        self._weeks.add(monday)
        if change is Change.NEW and monday > board.last_planned_week:
            return  # beyond what was asked for: only the time is kept, so that skip-levels find another
        period = row.period if row is not None else board.period_of_week(monday)
        board.drafts.append(
            Draft(who, who.kind, day, start, minutes, period, change, row.id if row else None, note, made_up)
        )

    def _give_up(self, monday: dt.date, row: Booked | None = None) -> None:
        board, who = self._board, self._who
        why, words = board.explain(who, board.days_of(who, [monday]), [monday])
        period = row.period if row is not None else board.period_of_week(monday)
        board.unplaced.append(Unplaced(who.person_id, who.kind, period, why, words, row.id if row else None))

    def _in_the_way(self, day: dt.date, start: int, minutes: int) -> str:
        found = self._board.obstacle(self._who, day, start, minutes)
        return found[1] if found is not None else f"taken on {say_day(day, self._board.today)}"

    def _place_near(self, monday: dt.date, day: dt.date, start: int, minutes: int) -> tuple[dt.date, int] | None:
        """The nearest free place: in the same week; for longer series also in the weeks before and after.

        What a told skip-level holds is taken only where nothing else is left.
        """
        same = self._board.days_of(self._who, [monday])
        others = self._neighbouring_days(monday)
        for days, sparing in ((same, True), (others, True), (same, False), (others, False)):
            place = self._nearest(days, day, start, minutes, sparing=sparing)
            if place is not None:
                return place
        return None

    def _neighbouring_days(self, monday: dt.date) -> list[dt.date]:
        """Days in the weeks beside one, without a meeting of the pair and half an interval from the nearest."""
        reach = max(1, self.every // 4) if self.every > 1 else 0
        near = [monday + _WEEK * shift for weeks in range(1, reach + 1) for shift in (weeks, -weeks)]
        mondays = [one for one in near if one not in self._weeks and one >= monday_of(self._board.lower)]
        nominal = [self._nominal(one)[0] for one in (monday - _WEEK * self.every, monday + _WEEK * self.every)]
        return [
            day
            for day in self._board.days_of(self._who, mondays)
            if not self._too_near(day) and not any(self._is_under_half(*sorted((day, other))) for other in nominal)
        ]

    def _nearest(
        self, days: Iterable[dt.date], day: dt.date, start: int, minutes: int, *, sparing: bool
    ) -> tuple[dt.date, int] | None:
        diary, who = self._board.diary, self._who
        best: tuple[bool, bool, int, int, dt.date, int] | None = None
        for other in days:
            if not diary.has_room(other, ONE_ON_ONE, sparing=sparing):
                continue
            away = abs((other - day).days)
            firm = diary.starts(who.working, other, minutes, sparing=sparing, firm=True)
            for minute in minutes_in(diary.starts(who.working, other, minutes, sparing=sparing) & diary.grid):
                tentative = not firm >> minute // UNIT & 1
                option = (tentative, away != 0, away, abs(minute - start), other, minute)
                best = min(best, option) if best is not None else option
        return best[4:] if best is not None else None

    def _worth_making_up(self, day: dt.date) -> bool:
        """Whether an occurrence that has passed is still offered: not when the next one is near."""
        board = self._board
        if self.every == 1:
            return day + _WEEK > board.working_day_after(board.lower, NEAR_WORKING_DAYS)
        return board.lower <= board.working_day_after(day, self._make_up_days())

    def _make_up_days(self) -> int:
        return 5 if self.every < 4 else 10
