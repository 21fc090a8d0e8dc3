"""Skip-levels, once each in a quarter: the week by a flow, then the slot, and again without the weeks that had none."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.people import PersonId
from rhythm.domain.periods import Quarter
from rhythm.domain.plan.board import WEEKS_A_QUARTER, Board, Draft, weeks_words
from rhythm.domain.plan.flow import Network, assign
from rhythm.domain.plan.free import week_days
from rhythm.domain.plan.network import network_of
from rhythm.domain.plan.pool import JOINER_AFTER, KIND, Pool, since
from rhythm.domain.plan.slots import Caller, WeekSlots
from rhythm.domain.plan.values import Attendee, Capacity, Change, Why
from rhythm.domain.saying import say_day


def plan_quarter(board: Board, quarter: Quarter, owed: frozenset[PersonId]) -> frozenset[PersonId]:
    """Plan one quarter, and say who is missed in it and owed a meeting in the next one."""
    pool = Pool(board, quarter, owed)
    capacity = capacity_of(pool)
    board.capacity.append(capacity)
    return _QuarterPlan(pool, capacity.round_weeks).make()


def capacity_of(pool: Pool) -> Capacity:
    """The places of a quarter against the people who still need one."""
    per_week, people = pool.board.diary.skip_levels_per_week, len(pool.everybody)
    return Capacity(
        quarter=str(pool.quarter),
        per_week=per_week,
        usable_weeks=sum(cap > 0 for cap in pool.caps),
        places=sum(pool.caps),
        people=len(pool.guests),
        round_weeks=-(-people // per_week) if per_week else 0,
    )


class _QuarterPlan:
    """The plan of one quarter in the making."""

    def __init__(self, pool: Pool, round_weeks: int) -> None:
        self._pool, self._board = pool, pool.board
        self._round_weeks = round_weeks
        self._forbidden = pool.known_forbidden()
        self._tried: dict[tuple[int, tuple[int, ...]], tuple[WeekSlots, list[int]]] = {}

    def make(self) -> frozenset[PersonId]:
        """Weeks, slots, and again; then one more try for each that is missed; then the words."""
        board = self._board
        base = network_of(self._pool)
        while True:
            week_of = assign(self._without_forbidden(base))
            slots, failed = self._slots(week_of)
            if not failed:
                break
            self._forbidden |= failed
        self._try_again(base, week_of, slots)
        left_out = [number for number, week in enumerate(week_of) if week is None]
        missed = [number for number in left_out if self._give_up(number) is not Why.LATER_ROUND]
        for number, week in enumerate(week_of):
            if week is not None:
                self._put(number, *slots[week].places[number])
        name = str(self._pool.quarter)
        board.forbidden |= {
            (self._pool.guests[number].attendee.person_id, name, board.period_of_week(self._pool.weeks[week]))
            for number, week in self._forbidden
            if week_of[number] != week
        }
        return frozenset(self._pool.guests[number].attendee.person_id for number in missed)

    def _without_forbidden(self, network: Network) -> Network:
        return network._replace(costs=[
            {week: cost for week, cost in of_person.items() if (number, week) not in self._forbidden}
            for number, of_person in enumerate(network.costs)
        ])  # fmt: skip

    def _slots(self, week_of: list[int | None]) -> tuple[dict[int, WeekSlots], set[tuple[int, int]]]:
        """The slots of all weeks, and the pairs of person and week for which there was none."""
        slots, failed = {}, set()
        for week in range(len(self._pool.weeks)):
            numbers = tuple(number for number, at in enumerate(week_of) if at == week)
            if (week, numbers) not in self._tried:
                of_week = WeekSlots(self._board.diary, week_days(self._pool.weeks[week]))
                self._tried[week, numbers] = of_week, of_week.place_all([self._slot_guest(n, week) for n in numbers])
            slots[week], unhappy = self._tried[week, numbers]
            failed |= {(number, week) for number in unhappy}
        return slots, failed

    def _slot_guest(self, number: int, week: int) -> Caller:
        one, row = self._pool.guests[number].attendee, self._pool.guests[number].stored
        stored = (row.day, row.start, row.minutes) if row is not None and row.start is not None else None
        return Caller(number, one.working, one.minutes, self._pool.days[number][week], one.preferred, stored)

    def _try_again(self, network: Network, week_of: list[int | None], slots: dict[int, WeekSlots]) -> None:
        """Look once more at weeks without a slot, for each who is missed: others may make way, in the end also told.

        What was forbidden for an earlier plan may have come free since.
        """
        missed = [number for number, week in enumerate(week_of) if week is None]
        for number in sorted(missed, key=lambda number: (-network.missed[number], number)):
            weeks = sorted((cost, week) for week, cost in network.costs[number].items())
            for over_stored in (False, True):
                for _, week in weeks:
                    if week_of[number] is None and week_of.count(week) < self._pool.caps[week]:
                        guest = self._slot_guest(number, week)
                        if slots[week].place(guest, over_stored=over_stored):
                            week_of[number] = week

    def _put(self, number: int, day: dt.date, start: int) -> None:
        board, (one, row, *_) = self._board, self._pool.guests[number]
        minutes = row.minutes if row is not None else one.minutes
        stays = row is not None and (row.day, row.start) == (day, start)
        note = ""
        if row is not None and row.start is not None and not stays:
            found = board.obstacle(one, row.day, row.start, minutes)
            note = found[1] if found is not None else "makes room for others"
        board.diary.take(day, start, minutes, KIND)
        change = Change.NEW if row is None else Change.KEPT if stays else Change.MOVED
        period = str(self._pool.quarter)
        board.drafts.append(
            Draft(one, KIND, day, start, minutes, period, change, row.id if row is not None else None, note)
        )

    def _give_up(self, number: int) -> Why:
        """The one reason: the person's own dates, then hours, absences, slots, and caps when all else would do."""
        guest = self._pool.guests[number]
        one = guest.attendee
        if (own := self._own_dates(number)) is not None:
            self._pool.give_up(one, *own, guest.stored)
            return own[0]
        pool, starts = self._pool, self._pool.starts[number]
        free = [week for week in starts if (number, week) not in self._forbidden]
        if free and self._has_a_later_round(one):
            why, words = Why.LATER_ROUND, f"in a later round, which takes {self._round_weeks} weeks"
        elif free:
            why, words = Why.CAPS_FULL, f"your limit is reached {weeks_words([pool.weeks[week] for week in free])}"
        elif starts:
            why, words = Why.NO_FREE_SLOT, f"no free slot {weeks_words([pool.weeks[week] for week in starts])}"
        else:
            weeks = [week for week, days in enumerate(pool.days[number]) if days]
            days = [day for week in weeks for day in pool.days[number][week]]
            why, words = self._board.explain(one, days, [pool.weeks[week] for week in weeks])
        pool.give_up(one, why, words, guest.stored)
        return why

    def _has_a_later_round(self, one: Attendee) -> bool:
        """Whether somebody is not due this quarter at the pace that the number a week allows."""
        begun, pool = since(one), self._pool
        if begun is None or self._round_weeks <= WEEKS_A_QUARTER:
            return False
        return begun + dt.timedelta(weeks=self._round_weeks) > pool.last_day

    def _own_dates(self, number: int) -> tuple[Why, str] | None:
        """What the person's own dates, or the end of the quarter, leave no day for."""
        one, days = self._pool.guests[number].attendee, [day for week in self._pool.days[number] for day in week]
        weekdays = self._board.request.director.working.weekdays
        if any(day.weekday() in weekdays for day in days):
            return None
        joins = one.started_on + JOINER_AFTER if one.started_on is not None and one.last_held is None else None
        if one.last_day is not None and one.last_day < self._pool.last_day:
            return Why.LEAVES_TOO_EARLY, "leaves too early"
        if joins is not None and joins > self._board.lower:
            return Why.STARTS_TOO_LATE, "starts too late in the quarter"
        if one.paused_until is not None and one.paused_until > self._board.lower:
            return Why.PAUSED, f"put off until {say_day(one.paused_until, self._board.today)}"
        return Why.NO_FREE_SLOT, "no working day left in the quarter"
