"""What imported calendars hold: time that is taken, series that concern somebody, talks that took place."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.calendars import Decision, EventId, PastTalk, Series, SeriesId, SeriesKind, Told, last_day_until
from rhythm.domain.meetings import Meeting, MeetingId
from rhythm.domain.names import fold
from rhythm.domain.people import PersonId
from rhythm.queries.meetings import meetings_between
from rhythm.queries.rows import day
from rhythm.storage.database import Database, Row
from rhythm.values import NamedTuple

_SERIES = """SELECT s.id, s.uid, s.calendar, s.uid_hash, s.kind, s.decision, s.title, s.person_id, s.reason, s.address,
    coalesce(p.name, '') AS person, min(e.day) AS first,
    -- An event of whole days ends on the day before its end.
    max(CASE e.all_day WHEN 1 THEN max(e.day, date(e.ends, '-1 day')) ELSE e.day END) AS last,
    max(CASE WHEN s.kind = 'absence' AND NOT e.all_day THEN e.ends END) AS until, count(e.id) AS times
    FROM calendar_series s LEFT JOIN person p ON p.id = s.person_id
    LEFT JOIN calendar_event e ON e.calendar = s.calendar AND e.uid_hash = s.uid_hash AND e.deleted_at IS NULL
    WHERE s.deleted_at IS NULL"""


class BusySpan(NamedTuple):
    """Time that the calendar holds, as aware instants in UTC. A soft span may still be given up (tentative)."""

    start: dt.datetime
    end: dt.datetime
    hard: bool


def busy_between(db: Database, first: dt.date, last: dt.date, zone: dt.tzinfo) -> tuple[BusySpan, ...]:
    """Time that is taken between two days of a zone, both included, by its start.

    What was matched with a meeting of the planner takes none: the meeting itself stands for it.
    """
    since, until = _midnight(first, zone), _midnight(last + dt.timedelta(days=1), zone)
    rows = db.all(
        # The day is local to where it was read, so a day more on either side is looked at.
        "SELECT starts, ends, all_day, busy FROM calendar_event WHERE day <= ? AND ends >= ? AND busy <> 'free'"
        " AND meeting_id IS NULL AND deleted_at IS NULL",
        ((last + dt.timedelta(days=1)).isoformat(), (first - dt.timedelta(days=1)).isoformat()),
    )
    spans = {_span(row, zone) for row in rows}
    return tuple(sorted(span for span in spans if span.end > since and span.start < until))


def series_waiting(db: Database, zone: dt.tzinfo) -> tuple[Series, ...]:
    """Series of which it is still to be said with whom they are: those that are nearly sure first, then by title."""
    rows = db.all(f"{_SERIES} AND s.decision = 'pending' GROUP BY s.id")
    order = {SeriesKind.MEETING: 0, SeriesKind.ABSENCE: 1, SeriesKind.OTHER: 2}
    found = [_series(row, zone) for row in rows]
    return tuple(sorted(found, key=lambda one: (order[one.kind], one.person_id is None, fold(one.title), one.id)))


def series_decided(db: Database, zone: dt.tzinfo) -> tuple[Series, ...]:
    """Series that are with somebody, by name."""
    rows = db.all(f"{_SERIES} AND s.decision = 'person' GROUP BY s.id")
    found = [_series(row, zone) for row in rows]
    return tuple(sorted(found, key=lambda one: (fold(one.person), fold(one.title), one.id)))


def series(db: Database, series_id: int, zone: dt.tzinfo) -> Series | None:
    """One series."""
    row = db.one(f"{_SERIES} AND s.id = ? GROUP BY s.id", (series_id,))
    return _series(row, zone) if row is not None else None


def uid_hash_of(db: Database, series_id: int) -> str:
    """What tells which events belong to a series."""
    return str(db.value("SELECT uid_hash FROM calendar_series WHERE id = ?", (series_id,)))


def stored_events(db: Database, calendar: str, uid_hash: str) -> list[Row]:
    """The times of one series as they are stored, by time."""
    return db.all(
        "SELECT * FROM calendar_event WHERE calendar = ? AND uid_hash = ? AND deleted_at IS NULL ORDER BY starts, id",
        (calendar, uid_hash),
    )


def absence_events(db: Database, person_id: PersonId, calendar: str) -> list[Row]:
    """The times on which a calendar says that somebody is away, as stored, each with the title of its series."""
    return db.all(
        "SELECT e.*, s.title FROM calendar_series s JOIN calendar_event e ON e.calendar = s.calendar"
        " AND e.uid_hash = s.uid_hash AND e.deleted_at IS NULL WHERE s.calendar = ? AND s.person_id = ?"
        " AND s.kind = 'absence' AND s.decision = 'person' AND s.deleted_at IS NULL ORDER BY e.starts, e.id",
        (calendar, person_id),
    )


def row_of_event(db: Database, event_id: int) -> Row:
    """One time of a series as it is stored."""
    row = db.one("SELECT * FROM calendar_event WHERE id = ?", (event_id,))
    assert row is not None
    return row


def past_talks(db: Database, today: dt.date, zone: dt.tzinfo) -> tuple[PastTalk, ...]:
    """Days before today on which a confirmed series had a meeting that nobody recorded, newest first.

    What was planned is not among them: it asks by itself whether it was held.
    """
    rows = db.all(
        "SELECT e.id, e.starts, e.ends, e.all_day, e.busy, e.day, p.id AS person_id, p.name AS person"
        " FROM calendar_series s JOIN calendar_event e ON e.calendar = s.calendar AND e.uid_hash = s.uid_hash"
        " AND e.deleted_at IS NULL"
        " JOIN person p ON p.id = s.person_id"
        " WHERE s.decision = 'person' AND s.kind <> 'absence' AND s.deleted_at IS NULL AND p.archived_on IS NULL"
        " AND p.deleted_at IS NULL AND e.meeting_id IS NULL AND e.day < ?"
        " AND NOT EXISTS (SELECT 1 FROM meeting m WHERE m.person_id = p.id AND m.day = e.day AND m.deleted_at IS NULL)"
        " ORDER BY e.starts DESC, e.id",
        (today.isoformat(),),
    )
    found: dict[tuple[int, str], PastTalk] = {}
    for row in rows:
        span = _span(row, zone)
        timed = not row["all_day"]
        talk = PastTalk(
            id=EventId(row["id"]),
            person_id=PersonId(row["person_id"]),
            person=row["person"],
            day=dt.date.fromisoformat(row["day"]),
            start=f"{span.start.astimezone(zone):%H:%M}" if timed else None,
            minutes=int((span.end - span.start).total_seconds() // 60) or None if timed else None,
        )
        # The same talk in two calendars is one.
        found.setdefault((talk.person_id, row["day"]), talk)
    return tuple(found.values())


def told(db: Database) -> tuple[Told, ...]:
    """Everything that was ever exported, by UID."""
    rows = db.all("SELECT * FROM calendar_told WHERE deleted_at IS NULL ORDER BY ics_uid")
    return tuple(
        Told(
            id=row["id"],
            meeting_id=MeetingId(row["meeting_id"]),
            ics_uid=row["ics_uid"],
            sequence=row["sequence"],
            day=dt.date.fromisoformat(row["day"]),
            start=row["start"],
            minutes=row["minutes"],
            cancelled_on=day(row["cancelled_on"]),
            changed_at=dt.datetime.fromisoformat(row["changed_at"]),
        )
        for row in rows
    )


def exportable(db: Database, since: dt.date, today: dt.date) -> tuple[Meeting, ...]:
    """Meetings that may stand in an exported calendar: planned from today on, and those told and not skipped since a
    day before. What a calendar holds already is not given to it a second time."""
    ids = db.all(
        "SELECT m.id FROM meeting m WHERE m.deleted_at IS NULL AND m.state <> 'skipped' AND m.day >= ?"
        " AND ((m.state = 'planned' AND m.day >= ?) OR EXISTS (SELECT 1 FROM calendar_told t WHERE t.meeting_id = m.id"
        " AND t.deleted_at IS NULL)) AND NOT EXISTS (SELECT 1 FROM calendar_event e WHERE e.meeting_id = m.id"
        " AND e.deleted_at IS NULL)",
        (since.isoformat(), today.isoformat()),
    )
    wanted = {row[0] for row in ids}
    return tuple(meeting for meeting in meetings_between(db, since, dt.date.max) if meeting.id in wanted)


def _series(row: Row, zone: dt.tzinfo) -> Series:
    last = day(row["last"])
    if last is not None and row["until"]:
        last = max(last, last_day_until(dt.datetime.fromisoformat(row["until"]), zone))
    return Series(
        id=SeriesId(row["id"]),
        uid=row["uid"],
        calendar=row["calendar"],
        kind=SeriesKind(row["kind"]),
        decision=Decision(row["decision"]),
        title=row["title"],
        person_id=row["person_id"],
        person=row["person"],
        reason=row["reason"],
        address=row["address"],
        first=day(row["first"]),
        last=last,
        times=row["times"],
    )


def _span(row: Row, zone: dt.tzinfo) -> BusySpan:
    start, end = (
        _midnight(dt.date.fromisoformat(text), zone) if row["all_day"] else dt.datetime.fromisoformat(text)
        for text in (row["starts"], row["ends"])
    )
    return BusySpan(start, end, row["busy"] == "hard")


def _midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=zone).astimezone(dt.UTC)
