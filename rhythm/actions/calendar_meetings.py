"""What events of a calendar mean for the plan: meetings put in, moved along and called off, absences kept in step.

Everything here joins the action under way.
"""

from __future__ import annotations

import datetime as dt

from rhythm.actions.absences import add_absence, remove_absence
from rhythm.actions.meetings import kind_with
from rhythm.actions.plans import period_of
from rhythm.domain.absences import Absence, AbsenceKind
from rhythm.domain.calendars import Series, SeriesKind, last_day_until
from rhythm.domain.event_titles import kind_of_absence
from rhythm.domain.meetings import MeetingState
from rhythm.domain.people import PersonId
from rhythm.queries import absences as absence_queries
from rhythm.queries.calendars import absence_events, stored_events
from rhythm.storage.database import Database, Row, Value
from rhythm.values import NamedTuple


class Days(NamedTuple):
    """What turns instants into the director's days: the zone, and the month in which quarters begin."""

    zone: dt.tzinfo
    quarter_start_month: int = 1


class Slot(NamedTuple):
    """When an event takes place on the director's clock, from its `first` to its `last` day, both included; `start` is
    `HH:MM`, and without one it is a matter of days."""

    first: dt.date
    last: dt.date
    start: str | None
    minutes: int | None


def slot_of(row: Row, zone: dt.tzinfo) -> Slot:
    """The place of a stored event."""
    if row["all_day"]:
        first, after = dt.date.fromisoformat(row["starts"]), dt.date.fromisoformat(row["ends"])
        return Slot(first, max(first, after - dt.timedelta(days=1)), None, None)
    starts, ends = dt.datetime.fromisoformat(row["starts"]), dt.datetime.fromisoformat(row["ends"])
    local = starts.astimezone(zone)
    minutes = int((ends - starts).total_seconds() // 60)
    last = max(local.date(), last_day_until(ends, zone))
    return Slot(local.date(), last, f"{local:%H:%M}", minutes or None)


def plan_series(db: Database, calendar: str, uid_hash: str, person_id: PersonId, days: Days) -> int:
    """Put the times to come of a confirmed series into the plan; how many meetings are new or were taken over."""
    today = db.clock.today()
    planned = 0
    for row in stored_events(db, calendar, uid_hash):
        slot = slot_of(row, days.zone)
        if row["meeting_id"] is None and slot.first >= today:
            meeting_id = _meeting_for(db, person_id, row, slot, days)
            db.update("calendar_event", row["id"], meeting_id=meeting_id)
            planned += 1
    return planned


def follow(db: Database, row: Row, before: Slot, days: Days) -> bool:
    """Move the meeting of an event whose time changed; whether it was moved. What was settled stays."""
    slot = slot_of(row, days.zone)
    if row["meeting_id"] is None or slot == before:
        return False
    meeting = db.one("SELECT * FROM meeting WHERE id = ? AND deleted_at IS NULL", (row["meeting_id"],))
    if meeting is None or meeting["state"] != MeetingState.PLANNED:
        return False
    moved = meeting["moved"] + ((meeting["day"], meeting["start"]) != (slot.first.isoformat(), slot.start))
    db.update("meeting", meeting["id"], **_place(slot), moved=moved)
    return True


def call_off(db: Database, row: Row) -> bool:
    """Take the meeting of an event that is gone out of the plan, if it is still to come; whether it was."""
    if row["meeting_id"] is None:
        return False
    meeting = db.one("SELECT * FROM meeting WHERE id = ? AND deleted_at IS NULL", (row["meeting_id"],))
    today = db.clock.today().isoformat()
    if meeting is None or meeting["state"] != MeetingState.PLANNED or meeting["day"] < today:
        return False
    db.update("meeting", meeting["id"], deleted_at=today)
    return True


def release_series(db: Database, series: Series, uid_hash: str, days: Days) -> None:
    """Take back what a decision put in: meetings to come, or absences."""
    for row in stored_events(db, series.calendar, uid_hash):
        if call_off(db, row):
            db.update("calendar_event", row["id"], meeting_id=None)
        if series.kind is SeriesKind.ABSENCE and series.person_id is not None:
            drop_absence(db, series.person_id, series.calendar, slot_of(row, days.zone), days, but=uid_hash)


def keep_away(db: Database, person_id: PersonId, calendar: str, title: str, slot: Slot) -> None:
    """Keep that somebody is away."""
    kind = AbsenceKind(kind_of_absence(title))
    add_absence(db, person_id, slot.first, slot.last, kind, source=calendar)


def drop_absence(
    db: Database, person_id: PersonId, calendar: str, slot: Slot, days: Days, *, but: str | None = None
) -> None:
    """Take back that somebody is away on some days, as far as a calendar said so.

    Days that follow on each other are kept as one absence, so only these are cut out of it; what other events of the
    calendar say of them still holds, but for those of the series `but`.
    """
    for absence in absence_queries.stored_of(db, person_id):
        if absence.source == calendar and absence.first <= slot.last and absence.last >= slot.first:
            _cut_out(db, absence, slot)
    for row in absence_events(db, person_id, calendar):
        said = slot_of(row, days.zone)
        if row["uid_hash"] != but and said.first <= slot.last and said.last >= slot.first:
            keep_away(db, person_id, calendar, row["title"], said)


def _cut_out(db: Database, absence: Absence, slot: Slot) -> None:
    before, after = slot.first - dt.timedelta(days=1), slot.last + dt.timedelta(days=1)
    remove_absence(db, absence.id)
    if absence.first <= before:
        add_absence(db, absence.person_id, absence.first, before, absence.kind, source=absence.source)
    if after <= absence.last:
        add_absence(db, absence.person_id, after, absence.last, absence.kind, source=absence.source)


def _meeting_for(db: Database, person_id: PersonId, row: Row, slot: Slot, days: Days) -> int:
    """The meeting that an event is: one of that day, or that is planned or skipped for that week, else a new one.

    One that was held on another day, or missed, is over: the event is the next one.
    """
    kind = kind_with(db, person_id)
    period = period_of(kind, slot.first, days.quarter_start_month)
    stands = db.one(
        "SELECT * FROM meeting m WHERE person_id = ? AND deleted_at IS NULL"
        " AND (day = ? OR (period = ? AND state IN ('planned', 'skipped')))"
        " AND NOT EXISTS (SELECT 1 FROM calendar_event e WHERE e.meeting_id = m.id AND e.deleted_at IS NULL"
        # The same event in another calendar is the same meeting.
        " AND NOT (e.uid_hash = ? AND e.recurrence = ? AND e.calendar <> ?))"
        " ORDER BY day = ? DESC, state = 'planned' DESC, day LIMIT 1",
        (
            person_id,
            slot.first.isoformat(),
            period,
            row["uid_hash"],
            row["recurrence"],
            row["calendar"],
            slot.first.isoformat(),
        ),
    )
    if stands is None:
        # Two in one week: the second stands for none of its own.
        taken = db.one(
            "SELECT 1 FROM meeting WHERE person_id = ? AND period = ? AND deleted_at IS NULL", (person_id, period)
        )
        named = "" if taken is not None else period
        values: dict[str, Value] = {"kind": kind, "state": MeetingState.PLANNED, "period": named, **_place(slot)}
        return db.insert("meeting", person_id=person_id, **values)
    if stands["state"] == MeetingState.PLANNED:
        db.update("meeting", stands["id"], **_place(slot), period=stands["period"] or period)
    return int(stands["id"])


def _place(slot: Slot) -> dict[str, Value]:
    return {"day": slot.first.isoformat(), "start": slot.start, "minutes": slot.minutes}
