"""The plan: what is proposed and why, and what becomes of it. The only way to one for commands, week and grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from contextlib import suppress
from typing import TYPE_CHECKING

from rhythm.domain.meetings import MeetingState
from rhythm.domain.periods import week_of
from rhythm.domain.plan.values import Change, Proposal, clock, minutes_of
from rhythm.errors import BadInput, RhythmError, StoreError
from rhythm.late import Late
from rhythm.queries import holidays as holiday_queries
from rhythm.queries import meetings as meeting_queries
from rhythm.queries import plans as queries
from rhythm.service.plan_views import Accepted, Moved, PlanView
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.actions import meetings as meeting_actions
    from rhythm.actions import plans as actions
    from rhythm.domain.meetings import Meeting
    from rhythm.domain.people import PersonId
    from rhythm.domain.periods import Week
    from rhythm.domain.plan import making
    from rhythm.domain.plan.values import Plan, PlanRequest
    from rhythm.service import Rhythm, finding, plan_gathering, plan_moves
else:
    actions = Late("rhythm.actions.plans")
    meeting_actions = Late("rhythm.actions.meetings")
    finding = Late("rhythm.service.finding")
    plan_gathering = Late("rhythm.service.plan_gathering")
    plan_moves = Late("rhythm.service.plan_moves")
    making = Late("rhythm.domain.plan.making")

KEPT_VIEWS = 4
"""So many plans are kept until something changes: Today, the week and the grid ask for the same ones."""


class _Key(NamedTuple):
    """All that a plan depends on: the same key, the same plan."""

    change: int
    today: dt.date
    first: dt.date
    weeks: int


class Plans:
    """Proposals for the coming weeks over the store, the settings and the director's day."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm
        self._views: dict[_Key, PlanView] = {}

    def view(self, first: dt.date | None = None, weeks: int | None = None) -> PlanView:
        """The plan from a day on, shown for so many weeks; from the next working day on, as the settings say without.

        Today has begun: nothing new is put on it unless it is asked for. What stands before a day that is asked for is
        not shown; without one, all that stands is.
        """
        today, asked_from = self._rhythm.today(), first
        first = max(today, first or self._next_working_day(today))
        usual = self._rhythm.settings.planner.weeks
        weeks = weeks or usual
        # At least as far as usual, so that what is shown does not depend on how much is shown.
        key = _Key(queries.last_change(self._db), today, first, max(usual, weeks))
        if key not in self._views:
            gathered = plan_gathering.gather(self._db, self._rhythm, first, key.weeks)
            made = PlanView(gathered, self._plan_of(gathered.request), first, first)
            self._views = {**dict([*self._views.items()][1 - KEPT_VIEWS :]), key: made}
        last = week_of(first).first_day + dt.timedelta(weeks=weeks, days=-1)
        return self._views[key]._replace(last=last, asked_from=asked_from)

    def view_after(self, week: Week) -> PlanView:
        """The plan of the week after one."""
        monday = week.next().first_day
        return self.view(monday if monday > self._rhythm.today() else None, 1)

    def holidays(self, country: str, year: int) -> dict[dt.date, str]:
        """Public holidays of a country or a part of it by day, computed once. Raises BadInput for no such place."""
        known = holiday_queries.known_holidays(self._db, country, year)
        if known is None:
            # Deferred: the library is large, and each year is asked once.
            from rhythm.interop.public_holidays import public_holidays

            known = public_holidays(country, year)
            # A store that can't be written just now must not keep anybody from reading a plan.
            with suppress(StoreError):
                actions.remember_holidays(self._db, country, year, known)
        return known

    def meeting(self, text: str) -> Meeting:
        """The planned meeting that `12`, `#12` or a uid means. Raises NotFound."""
        hint = "rhythm plan shows the numbers of what is planned"
        return finding.find(self._db, "meeting", text, meeting_queries.meeting, hint)

    def accept(self, view: PlanView, proposals: Collection[Proposal] | None = None) -> Accepted:
        """Take proposals into the plan, as one action; without any named, the whole plan as it is shown.

        The whole plan also gives up what can't take place any more.
        """
        chosen = view.to_accept if proposals is None else [one for one in proposals if one.change is not Change.KEPT]
        given_up = view.impossible if proposals is None else {}
        if not chosen and not given_up and view.plan.forbidden == view.gathered.request.forbidden:
            return Accepted((), 0)
        # The whole plan rests on every slot that was chosen for it, also of those who have no new meeting in sight.
        people = view.plan.standing.keys() if proposals is None else {one.person_id for one in chosen}
        planned = actions.accept(
            self._db,
            [_new_meeting(one) for one in chosen],
            impossible=given_up,
            standing={number: str(slot) for number, slot in view.plan.standing.items() if number in people},
            forbidden=view.plan.forbidden,
        )
        return Accepted(planned, len(given_up))

    def put(self, proposal: Proposal, day: dt.date, start: str | None = None) -> Moved:
        """Put a proposal or a planned meeting on a day and time of one's own.

        Raises BadInput or RhythmError for what is impossible: a day that has passed, one on which either side is away
        or not there. A rule that may be broken is broken with a word, and the meeting is pinned where it was put.
        """
        time = start or (clock(proposal.start) if proposal.start is not None else None)
        minute = minutes_of(time) if time is not None else None
        view = self.view()
        hint = plan_moves.hint_on(view.gathered.request, proposal, day, minute)
        with self._db.action("put a meeting on another day"):
            if proposal.meeting_id is not None:
                meeting = meeting_actions.move_meeting(self._db, proposal.meeting_id, day, start=time)
            else:
                moved = proposal._replace(day=day, start=minute)
                (meeting,) = actions.accept(self._db, [_new_meeting(moved)], forbidden=view.plan.forbidden)
            if hint:
                meeting = actions.pin(self._db, meeting.id)
        return Moved(meeting, hint)

    def move(self, meeting_id: int, day: dt.date, start: str | None = None) -> Moved:
        """The same for a planned meeting by its number. Raises RhythmError when it is no longer planned."""
        return self.put(self._proposal_of(self._planned(meeting_id)), day, start)

    def pin(self, view: PlanView, proposal: Proposal) -> Meeting:
        """Keep a meeting where it is proposed or planned, whatever else changes."""
        if proposal.change is Change.KEPT and proposal.meeting_id is not None:
            return actions.pin(self._db, proposal.meeting_id)
        with self._db.action("pin a meeting"):
            (meeting,) = self.accept(view, [proposal]).planned
            return actions.pin(self._db, meeting.id)

    def pin_meeting(self, meeting_id: int, *, pinned: bool = True) -> Meeting:
        """Pin a planned meeting, or let it go. Raises RhythmError when it is no longer planned."""
        return actions.pin(self._db, meeting_id, pinned=pinned)

    def skip(self, proposal: Proposal, reason: str) -> Meeting:
        """Leave a meeting out, with the reason: it is not held and not neglect, and not proposed again for its week
        or quarter. Raises BadInput for an empty reason."""
        if proposal.meeting_id is None:
            return actions.skip_proposed(self._db, proposal.person_id, proposal.day, proposal.period, reason)
        if not reason.strip():
            raise BadInput("the reason is empty", "a word is enough: on leave, release week")
        return meeting_actions.close_planned(self._db, proposal.meeting_id, MeetingState.SKIPPED, reason)

    def snooze(self, person_id: PersonId, until: dt.date) -> Meeting | None:
        """Neither propose nor call due a meeting with somebody before a day. Raises BadInput for one that passed.

        Gives the next meeting with them where no plan gives it up for that: it was pinned, or made by hand.
        """
        actions.snooze(self._db, person_id, until)
        found = meeting_queries.next_planned(self._db, self._rhythm.today()).get(person_id)
        return found if found is not None and found.day < until and (found.pinned or not found.period) else None

    def _plan_of(self, request: PlanRequest) -> Plan:
        """The plan of a request, which is not made again for what changes nothing in it: an escalation, say."""
        kept = (view.plan for view in self._views.values() if view.gathered.request == request)
        return next(kept, None) or making.make_plan(request)

    def _next_working_day(self, day: dt.date) -> dt.date:
        working = self._rhythm.settings.planner.weekdays
        return next(
            later for later in (day + dt.timedelta(days=number) for number in range(1, 8)) if later.weekday() in working
        )

    def _planned(self, meeting_id: int) -> Meeting:
        found = meeting_actions.the_meeting(self._db, meeting_id)
        if found.state is not MeetingState.PLANNED:
            raise RhythmError(f"that meeting is {found.state} already", "undo takes that back")
        return found

    def _proposal_of(self, meeting: Meeting) -> Proposal:
        return Proposal(
            meeting.person_id,
            meeting.kind,
            meeting.day,
            minutes_of(meeting.start) if meeting.start is not None else None,
            meeting.minutes or self.view().usual_minutes(meeting.person_id),
            meeting.period,
            "",
            Change.KEPT,
            meeting.id,
        )


def _new_meeting(proposal: Proposal) -> actions.NewMeeting:
    return actions.NewMeeting(
        proposal.person_id,
        proposal.day,
        clock(proposal.start) if proposal.start is not None else None,
        proposal.minutes,
        proposal.period,
        proposal.meeting_id,
    )
