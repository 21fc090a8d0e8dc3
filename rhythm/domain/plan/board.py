"""What all parts of a plan share while it is being made: the days, the rows that stand, and what was found."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from rhythm.domain.meetings import MeetingId, MeetingKind, MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.periods import Quarter, Week, monday_of, quarter_of, week_of
from rhythm.domain.plan.diary import Diary
from rhythm.domain.plan.free import Sight, fitting, touching, units_of, week_days
from rhythm.domain.plan.values import (
    Attendee,
    Booked,
    Capacity,
    Change,
    Clash,
    Dropped,
    Forbidden,
    PlanRequest,
    Standing,
    Unplaced,
    Why,
    Working,
)
from rhythm.domain.saying import say_day
from rhythm.domain.slots import MOST_SKIP_LEVELS
from rhythm.values import NamedTuple

_WEEK = dt.timedelta(weeks=1)
SERIES_UP_TO_DAYS = 45
"""A skip-level who is met at least twice a quarter has a series as direct reports have, and none for the quarter."""


WEEKS_A_QUARTER = 13


def skip_level_slots(people: int, weeks: int = WEEKS_A_QUARTER) -> int:
    """Skip-level meetings a week that it takes to meet so many people once in so many weeks, at most seven."""
    return min(MOST_SKIP_LEVELS, -(-people // max(1, weeks)))


class Draft(NamedTuple):
    """A proposal before its reason is known, which depends on the meeting before it."""

    attendee: Attendee
    kind: MeetingKind
    day: dt.date
    start: int | None
    minutes: int
    period: str
    change: Change
    meeting_id: MeetingId | None = None
    note: str = ""
    made_up: dt.date | None = None


def is_series(attendee: Attendee) -> bool:
    """Whether somebody has a standing slot: everybody met one to one, whoever is interim, and frequent skip-levels.

    Their meetings count as one-on-ones, also where the caps are concerned.
    """
    return attendee.kind is MeetingKind.ONE_ON_ONE or attendee.interim or attendee.target <= SERIES_UP_TO_DAYS


class Board:
    """A plan in the making."""

    def __init__(self, request: PlanRequest) -> None:
        self.request = request
        self.today = request.today
        self.lower = max(request.today, request.first)
        self.attendees = {one.person_id: one for one in sorted(request.attendees, key=lambda one: one.person_id)}
        first_week = monday_of(self.lower)
        self.last_planned_week = first_week + _WEEK * (max(1, request.weeks) - 1)
        self.quarters = self._quarters(first_week)
        last_week = monday_of(self.quarters[-1].last_day)
        self.weeks = [first_week + _WEEK * number for number in range((last_week - first_week).days // 7 + 1)]
        # From where caps count what was held, to where repairs still look.
        self.last_day = last_week + _WEEK - dt.timedelta(days=1)
        since = min(monday_of(self.today), self.quarters[0].first_day)
        self.sight = Sight(request.director, since, last_week + 3 * _WEEK)
        self.diary = Diary(self.sight, request.limits, self._skip_levels_per_week())
        self.frozen_until = self.working_day_after(self.today, request.limits.freeze_days)
        self.rows: dict[PersonId, list[Booked]] = defaultdict(list)
        for row in sorted(request.booked, key=lambda row: (row.day, row.id)):
            self.rows[row.person_id].append(row)
        self.gatherings: set[tuple[str, dt.date, int | None]] = set()
        self.drafts: list[Draft] = []
        self.unplaced: list[Unplaced] = []
        self.dropped: list[Dropped] = []
        self.clashes: list[Clash] = []
        self.standing: dict[PersonId, Standing] = {}
        self.forbidden: set[Forbidden] = set()
        self.capacity: list[Capacity] = []

    def _quarters(self, first_week: dt.date) -> list[Quarter]:
        start_month = self.request.quarter_start_month
        last = quarter_of(self.last_planned_week, start_month)
        found = [quarter_of(first_week, start_month)]
        while found[-1] != last:
            found.append(found[-1].next())
        return found

    def _skip_levels_per_week(self) -> int:
        """As set, or else as many as meeting everybody once in the days that the director works takes."""
        known = self.request.limits.skip_levels_per_week
        if known is not None:
            return known
        quarter, director = self.quarters[0], self.request.director.working
        span = range((quarter.last_day - quarter.first_day).days + 1)
        days = sum(self.sight.works(quarter.first_day + dt.timedelta(days=number)) for number in span)
        people = sum(not is_series(one) for one in self.attendees.values())
        return skip_level_slots(people, days // max(1, len(director.weekdays)))

    def quarter_of(self, day: dt.date) -> Quarter:
        """The quarter of a day's week, which is that of its Monday."""
        return quarter_of(monday_of(day), self.request.quarter_start_month)

    def period_of_week(self, monday: dt.date) -> str:
        """The week as it is stored with a meeting."""
        return str(week_of(monday))

    def working_day_after(self, day: dt.date, count: int) -> dt.date:
        """The day on which the director has worked so many days after one, at most five weeks later."""
        last = day + 5 * _WEEK
        while count > 0 and day < last:
            day += dt.timedelta(days=1)
            count -= self.sight.works(day)
        return day

    def held_days(self, attendee: Attendee) -> list[dt.date]:
        """The days of the stored meetings with somebody that took place."""
        return [row.day for row in self.rows[attendee.person_id] if row.state is MeetingState.HELD]

    def allowed(self, attendee: Attendee, day: dt.date) -> bool:
        """Whether something new may be put on a day, as far as the person's own dates say."""
        if day < self.lower or (attendee.started_on is not None and day < attendee.started_on):
            return False
        if attendee.paused_until is not None and day < attendee.paused_until:
            return False
        return attendee.last_day is None or day <= attendee.last_day

    def days_of(self, attendee: Attendee, mondays: Iterable[dt.date]) -> list[dt.date]:
        """The days of weeks on which somebody may be met."""
        return [day for monday in mondays for day in week_days(monday) if self.allowed(attendee, day)]

    def off_words(self, working: Working, day: dt.date, bits: int = 0) -> str:
        """`public holiday`, or `away`, when that is what keeps a side from a day (or from some bits of it)."""
        hours, there = self.sight.hours(working, day), self.sight.there(working, day)
        if bits:
            hours, there = hours & bits, there & bits
        if there or not hours:
            return ""
        return "public holiday" if day in working.holidays else "away"

    def obstacle(self, attendee: Attendee, day: dt.date, start: int, minutes: int) -> tuple[Why, str] | None:
        """What is in the way of a meeting at a time, the first of what there is; None when nothing is."""
        if (found := self._own_dates(attendee, day)) is not None:
            return found
        on = f"on {say_day(day, self.today)}"
        bits = touching(start, start + minutes)
        mine = self.request.director.working
        if words := self.off_words(mine, day):
            return Why.AWAY, f"{'you are away' if words == 'away' else words} {on}"
        if words := self.off_words(attendee.working, day, bits):
            return Why.AWAY, f"{words} {on}"
        if (self.sight.there(attendee.working, day) & self.sight.there(mine, day) & bits) != bits:
            return Why.NO_COMMON_HOURS, f"outside working hours {on}"
        if self.diary.free(day) & bits != bits:
            return Why.NO_FREE_SLOT, f"taken {on}"
        if not self.diary.has_room(day, MeetingKind.ONE_ON_ONE if is_series(attendee) else attendee.kind):
            return Why.CAPS_FULL, f"full {on}"
        return None

    def _own_dates(self, attendee: Attendee, day: dt.date) -> tuple[Why, str] | None:
        on = f"on {say_day(day, self.today)}"
        if attendee.started_on is not None and day < attendee.started_on:
            return Why.STARTS_TOO_LATE, f"not here yet {on}"
        if attendee.last_day is not None and day > attendee.last_day:
            return Why.LEAVES_TOO_EARLY, f"has left {on}"
        if attendee.paused_until is not None and day < attendee.paused_until:
            return Why.PAUSED, f"put off until {say_day(attendee.paused_until, self.today)}"
        return None

    def explain(self, attendee: Attendee, days: Iterable[dt.date], mondays: list[dt.date]) -> tuple[Why, str]:
        """The one reason why none of some days has a place for somebody, with the weeks in words."""
        units, mine = units_of(attendee.minutes), self.request.director.working
        days = list(days)
        weeks = weeks_words(mondays)
        common = [
            day for day in days if fitting(self.sight.hours(mine, day) & self.sight.hours(attendee.working, day), units)
        ]
        if not common:
            return Why.NO_COMMON_HOURS, f"no common working hours {weeks}"
        there = [
            day
            for day in common
            if fitting(self.sight.there(mine, day) & self.sight.there(attendee.working, day), units)
        ]
        if not there:
            whose = "you are away" if all(self.off_words(mine, day) for day in common) else "away"
            return Why.AWAY, f"{whose} {weeks}"
        grid = self.diary.grid
        if any(self.diary.starts(attendee.working, day, attendee.minutes) & grid for day in there):
            return Why.CAPS_FULL, f"your limit is reached {weeks}"
        return Why.NO_FREE_SLOT, f"no free slot {weeks}"


def weeks_words(mondays: list[dt.date]) -> str:
    """`in week 48`, `in weeks 48-52`."""
    first, last = week_of(mondays[0]), week_of(mondays[-1])
    return f"in week {first.number}" if first == last else f"in weeks {first.number}-{last.number}"


def week_named(period: str) -> dt.date | None:
    """The Monday of a stored week (`2026-W48`); None for a quarter, or nothing."""
    year, _, number = period.partition("-W")
    return Week(int(year), int(number)).first_day if number else None


def settle(board: Board) -> None:
    """Take what stands and is not moved into the diary, drop what is no longer to be, mark what skip-levels hold."""
    fixed = []
    for person_id in sorted(board.rows):
        attendee = board.attendees.get(person_id)
        kept = []
        for row in board.rows[person_id]:
            if (gone := _gone(board, row, attendee)) is not None:
                board.dropped.append(Dropped(row.id, person_id, row.day, *gone))
                continue
            kept.append(row)
            if is_fixed(board, row):
                fixed.append(row)
            elif row.state is MeetingState.PLANNED and attendee is not None and not is_series(attendee):
                assert row.start is not None
                board.diary.spare(row.day, row.start, row.minutes)
        board.rows[person_id] = kept
    for row in sorted(fixed, key=lambda row: (row.day, row.start or 0, row.id)):
        _take_fixed(board, row)


def is_fixed(board: Board, row: Booked) -> bool:
    """Whether a row is left where it is: held, past, beyond the plan, pinned, made by hand, or too near to move.

    What is too near moves after all when somebody is away.
    """
    if row.state is not MeetingState.PLANNED:
        return row.state is MeetingState.HELD
    if row.day < board.today or row.day > board.last_day or row.is_by_hand or row.start is None:
        return True
    if row.day >= board.lower and row.day > board.frozen_until:
        return False
    attendee = board.attendees[row.person_id]
    bits = touching(row.start, row.start + row.minutes)
    mine = board.request.director.working
    return not (board.off_words(mine, row.day, bits) or board.off_words(attendee.working, row.day, bits))


def _gone(board: Board, row: Booked, attendee: Attendee | None) -> tuple[Why, str] | None:
    """Why a planned meeting to come is not to be any more."""
    if row.state is not MeetingState.PLANNED or row.day < board.today:
        return None
    if attendee is None:
        return (Why.NOT_IN_SCOPE, "no longer to be met") if row.period else None
    if attendee.last_day is not None and row.day > attendee.last_day:
        return Why.LEFT, f"leaves on {say_day(attendee.last_day, board.today)}"
    if row.pinned or not row.period:
        return None
    if attendee.paused_until is not None and row.day < attendee.paused_until:
        return Why.PAUSED, f"put off until {say_day(attendee.paused_until, board.today)}"
    if row.kind is not attendee.kind:
        return Why.OTHER_KIND, "met in another way now"
    return None


def _take_fixed(board: Board, row: Booked) -> None:
    attendee = board.attendees.get(row.person_id)
    place = (row.gathering, row.day, row.start)
    joins = bool(row.gathering) and place in board.gatherings
    board.gatherings.add(place)
    to_come = row.state is MeetingState.PLANNED and row.day >= board.today
    if to_come and (found := _clash(board, row, attendee, joins=joins)) is not None:
        board.clashes.append(Clash(row.id, row.person_id, row.day, *found))
    if row.day >= board.weeks[0] or row.day >= board.today:
        series = attendee is not None and is_series(attendee)
        kind = MeetingKind.ONE_ON_ONE if series else row.kind
        board.diary.take(row.day, row.start, row.minutes, kind, counts=not joins)
    if to_come and attendee is not None:
        board.drafts.append(Draft(attendee, row.kind, row.day, row.start, row.minutes, row.period, Change.KEPT, row.id))


def _clash(board: Board, row: Booked, attendee: Attendee | None, *, joins: bool) -> tuple[Why, str] | None:
    """What is in the way of a meeting that is not moved. Hours are no matter: who chose it knew the time.

    Who `joins` others in one meeting clashes with nothing that these don't.
    """
    on = f"on {say_day(row.day, board.today)}"
    bits = touching(row.start, row.start + row.minutes) if row.start is not None else 0
    mine = board.request.director.working
    if words := board.off_words(mine, row.day, bits):
        return Why.AWAY, f"{'you are away' if words == 'away' else words} {on}"
    if attendee is not None and (words := board.off_words(attendee.working, row.day, bits)):
        return Why.AWAY, f"{words} {on}"
    if joins:
        return None
    if board.sight.taken(row.day) & bits:
        return Why.NO_FREE_SLOT, f"the calendar holds something else {on}"
    if board.sight.open(row.day) & bits & ~board.diary.free(row.day):
        return Why.NO_FREE_SLOT, f"another meeting at the same time {on}"
    return None
