"""The plan given to other calendars: each meeting under a UID of its own, and what was told is remembered.

A file that went out can't be called back, so this is no step of undo: what was told stays told, and a meeting that is
gone afterwards is cancelled by the next export.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence

from rhythm.clock import instant_text
from rhythm.domain.calendars import Titles, Told, title_of
from rhythm.domain.meetings import Meeting, MeetingId
from rhythm.domain.people import PersonId
from rhythm.interop.calendar.values import OWN_SUFFIX, Given
from rhythm.queries import calendars as queries
from rhythm.queries import people
from rhythm.storage.database import Database, Value

CANCELLED_WEEKS = 8
"""So long a cancellation is repeated, for readers that do not look every week."""

USUAL_MINUTES = 30
"""What a meeting takes of which nobody said how long it is."""

Write = Callable[[Sequence[Given]], None]
"""Puts the meetings where they are wanted; when that fails, nothing counts as told."""


def export_calendar(db: Database, zone: dt.tzinfo, titles: Titles, write: Write) -> tuple[Given, ...]:
    """Give out what is planned, and cancel what was given out before and does not take place.

    The same plan gives the same meetings, to the byte. Raises what `write` raises; then nothing was told.
    """
    with db.action("export the calendar", undoable=False):
        given = _Export(db, zone, titles).run()
        write(given)
    return given


class _Export:
    """One export under way, inside an action."""

    def __init__(self, db: Database, zone: dt.tzinfo, titles: Titles) -> None:
        self._db = db
        self._zone = zone
        self._titles = titles
        self._today = db.clock.today()
        self._now = db.clock.now().replace(microsecond=0)
        self._since = self._today - dt.timedelta(weeks=CANCELLED_WEEKS)
        self._people = {person.id: person for person in people.everybody(db)}
        self._install = uuid.uuid5(uuid.NAMESPACE_OID, str(db.value("SELECT value FROM meta WHERE key = 'device'")))

    def run(self) -> tuple[Given, ...]:
        """Meetings by time, then those that are called off."""
        told = queries.told(self._db)
        by_meeting, by_uid = {one.meeting_id: one for one in told}, {one.ics_uid: one for one in told}
        given: list[Given] = []
        seen: set[str] = set()
        for meeting in queries.exportable(self._db, self._since, self._today):
            known = by_meeting.get(meeting.id)
            uid = known.ics_uid if known is not None else self._uid(meeting, by_uid, seen)
            known = known or by_uid.get(uid)
            seen.add(uid)
            given.append(self._tell(meeting, uid, known))
        for one in told:
            if one.ics_uid not in seen and (cancelled := self._cancel(one)) is not None:
                given.append(cancelled)
        return tuple(sorted(given, key=lambda one: (one.starts.isoformat(), one.uid)))

    def _uid(self, meeting: Meeting, by_uid: dict[str, Told], seen: set[str]) -> str:
        """The same for every meeting that stands for the same week or quarter with the same person, so that a move
        within it is an update. Where another one has that already, and outside of any period, the meeting's own."""
        uid = self._made(f"{self._people[meeting.person_id].uid} {meeting.period}")
        taken = uid in seen or (uid in by_uid and self._stands(by_uid[uid].meeting_id))
        return self._made(meeting.uid) if taken or not meeting.period else uid

    def _made(self, name: str) -> str:
        return f"{uuid.uuid5(self._install, name)}{OWN_SUFFIX}"

    def _stands(self, meeting_id: MeetingId) -> bool:
        state = self._db.value("SELECT state FROM meeting WHERE id = ? AND deleted_at IS NULL", (meeting_id,))
        return state not in (None, "skipped")

    def _tell(self, meeting: Meeting, uid: str, known: Told | None) -> Given:
        place = (meeting.day, meeting.start, meeting.minutes)
        if known is None:
            sequence, changed = 0, self._now
            self._store(None, meeting, uid, sequence)
        elif known.cancelled_on is not None or place != (known.day, known.start, known.minutes):
            sequence, changed = known.sequence + 1, self._now
            self._store(known, meeting, uid, sequence)
        else:
            sequence, changed = known.sequence, known.changed_at
            self._db.update("calendar_told", known.id, meeting_id=meeting.id)
        title = title_of(meeting.person, self._titles)
        return Given(uid, title, self._starts(meeting.day, meeting.start), self._length(meeting), sequence, changed)

    def _store(self, known: Told | None, meeting: Meeting, uid: str, sequence: int) -> None:
        values: dict[str, Value] = {
            "meeting_id": meeting.id,
            "sequence": sequence,
            "day": meeting.day.isoformat(),
            "start": meeting.start,
            "minutes": meeting.minutes,
            "cancelled_on": None,
            "changed_at": instant_text(self._now),
        }
        if known is None:
            self._db.insert("calendar_told", ics_uid=uid, **values)
        else:
            self._db.update("calendar_told", known.id, **values)

    def _cancel(self, one: Told) -> Given | None:
        """What was told and does not take place; None for what took place, or was cancelled long enough."""
        if one.cancelled_on is None:
            if one.day < self._since:
                return None
            sequence, changed, on = one.sequence + 1, self._now, self._today
            self._db.update(
                "calendar_told",
                one.id,
                sequence=sequence,
                cancelled_on=on.isoformat(),
                changed_at=instant_text(changed),
            )
        else:
            sequence, changed, on = one.sequence, one.changed_at, one.cancelled_on
        if on < self._since:
            return None
        person = self._db.value("SELECT person_id FROM meeting WHERE id = ?", (one.meeting_id,))
        known = self._people.get(PersonId(int(person or 0)))
        title = title_of(known.name if known is not None else "", self._titles)
        minutes = one.minutes or USUAL_MINUTES
        return Given(one.ics_uid, title, self._starts(one.day, one.start), minutes, sequence, changed, cancelled=True)

    def _starts(self, day: dt.date, start: str | None) -> dt.datetime | dt.date:
        if start is None:
            return day
        return dt.datetime.combine(day, dt.time.fromisoformat(start), tzinfo=self._zone).astimezone(dt.UTC)

    @staticmethod
    def _length(meeting: Meeting) -> int:
        return meeting.minutes or USUAL_MINUTES
