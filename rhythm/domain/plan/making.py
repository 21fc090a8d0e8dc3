"""The whole plan: what stands, then one-on-ones, then skip-levels quarter by quarter, then the reasons in words."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from rhythm.domain.meetings import MeetingId
from rhythm.domain.people import PersonId
from rhythm.domain.plan.board import Board, settle, skip_level_slots
from rhythm.domain.plan.reasons import reason_of
from rhythm.domain.plan.series import plan_series
from rhythm.domain.plan.skip_levels import plan_quarter
from rhythm.domain.plan.values import Plan, PlanRequest, Proposal, Why

__all__ = ["Obstacles", "make_plan", "skip_level_slots"]


def make_plan(request: PlanRequest) -> Plan:
    """Propose meetings, keeping what stands as far as it can be kept: the same request gives the same plan.

    Order of precedence: held, past, pinned and near meetings stay; then one-on-ones by cadence; then skip-levels. A
    plan that was accepted as a whole and is made again with its forbidden pairs changes nothing.
    """
    board = Board(request)
    settle(board)
    series = plan_series(board)
    owed = frozenset(one.person_id for one in request.attendees if one.owed)
    for quarter in board.quarters:
        owed = plan_quarter(board, quarter, owed)
        _count_as_met(board)
    for one in series:
        one.make_up()
    return Plan(
        proposals=_proposals(board),
        unplaced=tuple(sorted(board.unplaced, key=lambda one: (one.period, one.person_id))),
        dropped=tuple(sorted(board.dropped, key=lambda one: (one.day, one.meeting_id))),
        clashes=tuple(sorted(board.clashes, key=lambda one: (one.day, one.meeting_id))),
        standing=MappingProxyType(board.standing),
        forbidden=frozenset(board.forbidden),
        capacity=tuple(board.capacity),
    )


class Obstacles:
    """What is in the way at any time, with all that stands left where it is: for moving a meeting by hand.

    `but` is the stored meeting that is being moved.
    """

    def __init__(self, request: PlanRequest, *, but: MeetingId | None = None) -> None:
        stands = tuple(row._replace(pinned=True) for row in request.booked if row.id != but)
        self._board = Board(request._replace(booked=stands))
        settle(self._board)

    def at(self, person_id: PersonId, day: dt.date, start: int, minutes: int) -> tuple[Why, str] | None:
        """The first thing in the way of a meeting, with its words; None when both sides are free.

        Raises KeyError for somebody who is not in the request.
        """
        return self._board.obstacle(self._board.attendees[person_id], day, start, minutes)


def _count_as_met(board: Board) -> None:
    """For the next quarter, what is planned in this one has taken place."""
    for draft in board.drafts:
        known = board.attendees[draft.attendee.person_id]
        if known.last_held is None or draft.day > known.last_held:
            board.attendees[known.person_id] = known._replace(last_held=draft.day)


def _proposals(board: Board) -> tuple[Proposal, ...]:
    last_day = {
        one.person_id: max((day for day in (one.last_held, *board.held_days(one)) if day is not None), default=None)
        for one in board.request.attendees
    }
    found = []
    for draft in sorted(board.drafts, key=lambda one: (one.day, one.start or 0, one.attendee.person_id)):
        person_id = draft.attendee.person_id
        reason = reason_of(board, draft, last_day[person_id])
        last_day[person_id] = draft.day
        found.append(
            Proposal(
                person_id, draft.kind, draft.day, draft.start, draft.minutes, draft.period, reason,
                draft.change, draft.meeting_id, draft.note,
            )
        )  # fmt: skip
    return tuple(found)
