"""A plan as screens and commands get it: what of it is shown, and what it takes to show it."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.meetings import Meeting
from rhythm.domain.people import Person, PersonId
from rhythm.domain.periods import Week, parse_quarter, quarter_of, week_of
from rhythm.domain.plan.board import week_named
from rhythm.domain.plan.free import minute_on
from rhythm.domain.plan.values import MINUTES_A_DAY, Capacity, Change, Diff, Plan, Proposal, Unplaced
from rhythm.service.plan_gathering import Gathered
from rhythm.values import NamedTuple

DEFAULT_MINUTES = 30


class Accepted(NamedTuple):
    """What was taken into the plan, and how many planned meetings were given up."""

    planned: tuple[Meeting, ...]
    given_up: int


class Moved(NamedTuple):
    """A meeting as it stands now, and the rule that its new place breaks, in words; it is pinned there then."""

    meeting: Meeting
    hint: str


class Stuck(NamedTuple):
    """A planned meeting that can't be where it is and that no plan moves by itself, with the reason."""

    meeting: Meeting
    words: str


class BusyTime(NamedTuple):
    """A part of a day that the calendar holds, in minutes since midnight; a tentative one is not `hard`."""

    start: int
    end: int
    hard: bool


class PlanView(NamedTuple):
    """A plan, shown from one day to another, or for one week alone.

    A plan reaches to the end of the quarter, since skip-levels are spread over it; what lies behind `last` is shown
    when its turn comes, but for planned meetings that have to move or can't take place. Where a first day was asked
    for, nothing before `asked_from` is shown, nor taken in; without one all that stands is.
    """

    gathered: Gathered
    plan: Plan
    first: dt.date
    last: dt.date
    week: Week | None = None
    asked_from: dt.date | None = None

    def of_week(self, week: Week) -> PlanView:
        """The same plan with only what concerns one week."""
        return self._replace(week=week)

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        """What is proposed or planned in these weeks, and what has to move out of them."""
        return tuple(one for one in self.plan.proposals if self._shows(one.day, self._moved_from(one)))

    @property
    def to_accept(self) -> tuple[Proposal, ...]:
        """Those that are new or move."""
        return tuple(one for one in self.proposals if one.change is not Change.KEPT)

    @property
    def unplaced(self) -> tuple[Unplaced, ...]:
        """Who has no meeting in these weeks, or in a quarter that has begun, with the one reason."""
        if self.week is None:
            return tuple(one for one in self.plan.unplaced if self._lacks(one))
        quarter = quarter_of(self.week.first_day, self.gathered.request.quarter_start_month)
        return tuple(one for one in self.plan.unplaced if one.period in (str(self.week), str(quarter)))

    @property
    def impossible(self) -> dict[int, str]:
        """Planned meetings that can't take place any more, by number, with the reason."""
        found = {one.meeting_id: one.words for one in self.plan.unplaced if one.meeting_id is not None}
        found |= {one.meeting_id: one.words for one in self.plan.dropped}
        stored = self.gathered.stored
        return {int(number): words for number, words in found.items() if self._shows(None, stored[number].day)}

    @property
    def stuck(self) -> tuple[Stuck, ...]:
        """Planned meetings that are pinned, near or made by hand and don't fit, and those no longer wanted."""
        stored = self.gathered.stored
        found = [Stuck(stored[one.meeting_id], one.words) for one in self.plan.clashes]
        found += [Stuck(stored[one.meeting_id], one.words) for one in self.plan.dropped]
        return tuple(one for one in found if self._shows(None, one.meeting.day))

    @property
    def diff(self) -> Diff:
        """How these weeks differ from what stood."""
        changes = [one.change for one in self.proposals]
        kept, moved, new = (changes.count(change) for change in Change)
        return Diff(kept, moved, new, len(self.impossible))

    @property
    def scarce(self) -> tuple[Capacity, ...]:
        """Quarters that can't hold all of their skip-levels."""
        return tuple(one for one in self.plan.capacity if not one.suffices)

    def person(self, person_id: PersonId) -> Person:
        """Somebody of the plan."""
        return self.gathered.people[person_id]

    def pinned(self, proposal: Proposal) -> bool:
        """Whether it is a planned meeting that was pinned."""
        stored = self.gathered.stored.get(proposal.meeting_id) if proposal.meeting_id is not None else None
        return stored is not None and stored.pinned

    def usual_minutes(self, person_id: PersonId) -> int:
        """How long a meeting with somebody takes."""
        found = (one.minutes for one in self.gathered.request.attendees if one.person_id == person_id)
        return next(found, DEFAULT_MINUTES)

    def busy_on(self, day: dt.date) -> tuple[BusyTime, ...]:
        """What the calendar holds on a day, by the director's clock."""
        zone = self.gathered.request.director.working.zone
        found = []
        for busy in self.gathered.request.director.busy:
            start, end = (minute_on(day, moment.astimezone(zone)) for moment in (busy.start, busy.end))
            if start < MINUTES_A_DAY and end > 0:
                found.append(BusyTime(max(0, start), min(MINUTES_A_DAY, end), busy.hard))
        return tuple(found)

    def moved_from(self, proposal: Proposal) -> Meeting | None:
        """The planned meeting that is proposed to move, as it stands."""
        if proposal.change is not Change.MOVED or proposal.meeting_id is None:
            return None
        return self.gathered.stored[proposal.meeting_id]

    def _moved_from(self, proposal: Proposal) -> dt.date | None:
        stored = self.moved_from(proposal)
        return stored.day if stored is not None else None

    def _shows(self, day: dt.date | None, stood: dt.date | None) -> bool:
        """Whether something is shown: by its day, or that on which it stands and can't stay."""
        if self.week is not None:
            return any(week_of(one) == self.week for one in (day, stood) if one is not None)
        since = self.asked_from
        if since is not None and all(one is None or one < since for one in (day, stood)):
            return False
        return stood is not None or (day is not None and day <= self.last)

    def _lacks(self, one: Unplaced) -> bool:
        """Whether somebody without a place would have had one in these weeks, or had a meeting that is shown."""
        if one.meeting_id is not None:
            return self._shows(None, self.gathered.stored[one.meeting_id].day)
        return self._begins(one.period) <= self.last

    def _begins(self, period: str) -> dt.date:
        start = self.gathered.request.quarter_start_month
        return week_named(period) or parse_quarter(period, self.first, start_month=start).first_day
