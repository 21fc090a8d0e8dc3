"""Closing the meeting room: everything that a talk left behind becomes records, as one action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from rhythm.actions.escalations import log_escalation
from rhythm.actions.looking_up import name_of
from rhythm.actions.meetings import hold_meeting
from rhythm.actions.standing import rows_changed
from rhythm.domain.conflicts import Rules
from rhythm.domain.escalations import ConflictId, RoomEscalation
from rhythm.domain.meetings import Meeting, NewNote, NewPromise
from rhythm.domain.people import PersonId
from rhythm.queries import meetings as queries
from rhythm.storage.database import Database


def close_room(
    db: Database,
    person_id: PersonId,
    day: dt.date,
    rules: Rules,
    *,
    minutes: int | None = None,
    note: str = "",
    promises: Collection[NewPromise] = (),
    notes: Collection[NewNote] = (),
    escalations: Collection[RoomEscalation] = (),
    forum: str = "",
    draft: str | None = None,
    span: tuple[dt.date, dt.date] | None = None,
) -> Meeting:
    """Record a meeting that was held, with all that its notes contained; see `hold_meeting` for the common part.

    Topics ticked since `day` become part of the meeting, and so do rows that were logged on `day` under `forum`
    while the room was open: the talk is one occasion. Raises BadInput as `hold_meeting` and `log_escalation` do.
    """
    with db.action(f"held {name_of(db, person_id)}"):
        meeting = hold_meeting(
            db, person_id, day, minutes=minutes, note=note, promises=promises, notes=notes, draft=draft, span=span
        )
        for topic_id in queries.ticked_outside_meetings(db, person_id, day):
            db.update("topic", topic_id, meeting_id=meeting.id)
        if forum:
            _take_in(db, meeting, forum, rules)
        for one in escalations:
            new = one.new._replace(meeting_id=meeting.id, day=day)
            log_escalation(db, new, rules, conflict=one.conflict, refused=one.refused)
    return meeting


def _take_in(db: Database, meeting: Meeting, forum: str, rules: Rules) -> None:
    """Make the rows that were logged during the talk part of the meeting."""
    rows = db.all(
        """SELECT id, conflict_id FROM escalation WHERE day = ? AND forum = ? AND meeting_id IS NULL
        AND (raised_by_id IS NULL OR raised_by_id = ?) AND deleted_at IS NULL""",
        (meeting.day.isoformat(), forum, meeting.person_id),
    )
    for row in rows:
        db.update("escalation", row["id"], meeting_id=meeting.id)
    for conflict_id in {row["conflict_id"] for row in rows} - {None}:
        rows_changed(db, ConflictId(conflict_id), rules)
