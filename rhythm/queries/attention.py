"""The records of a span of days that may name a bet, and what was said of them by hand."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.attention import Link, Record, RecordKey, RecordKind
from rhythm.domain.names import fold
from rhythm.domain.people import PersonId
from rhythm.domain.portfolio import BetId
from rhythm.storage.database import Database, Row

_RECORD_COLUMNS = {kind: f"{kind.value}_id" for kind in RecordKind}


def links(db: Database) -> tuple[Link, ...]:
    """What was said by hand, oldest first. One meeting of several people is known by its first row."""
    columns = ", ".join(f"l.{column}" for column in _RECORD_COLUMNS.values())
    rows = db.all(
        f"SELECT l.bet_id, l.names, {columns}, coalesce((SELECT min(m.id) FROM meeting m JOIN meeting n"
        " ON n.gathering = m.gathering WHERE n.id = l.meeting_id AND m.gathering <> '' AND m.state = 'held'"
        " AND m.deleted_at IS NULL), l.meeting_id) AS gathered FROM bet_link l WHERE l.deleted_at IS NULL ORDER BY l.id"
    )
    return tuple(Link(BetId(row["bet_id"]), _linked(row), bool(row["names"])) for row in rows)


def records(db: Database, first: dt.date, last: dt.date) -> tuple[Record, ...]:
    """The held meetings, sessions of rituals, topics and escalations of a span of days, by day."""
    meetings = _meetings(db, first, last)
    sessions = _sessions(db, first, last)
    found = [
        *meetings.values(),
        *sessions.values(),
        *_topics(db, first, last),
        *_escalations(db, first, last, sessions),
    ]
    return tuple(sorted(found, key=lambda record: (record.day, record.key)))


def column_of(kind: RecordKind) -> str:
    """The column of a link that holds the number of such a record."""
    return _RECORD_COLUMNS[kind]


def _meetings(db: Database, first: dt.date, last: dt.date) -> dict[int, Record]:
    """Held meetings by number; what several people came to is one, under the number of its first row."""
    span = (first.isoformat(), last.isoformat())
    # Left to itself, SQLite walks all meetings there ever were, in the order of their numbers.
    rows = db.all(
        """SELECT m.id, m.day, m.minutes, m.gathering, m.person_id, p.name, group_concat(n.body || char(10)
            || n.situation || char(10) || n.next_time, char(10)) AS notes
        FROM meeting m INDEXED BY meeting_day JOIN person p ON p.id = m.person_id
        LEFT JOIN note n ON n.meeting_id = m.id AND n.deleted_at IS NULL
        WHERE m.state = 'held' AND m.day BETWEEN ? AND ? AND m.deleted_at IS NULL GROUP BY m.id ORDER BY m.id""",
        span,
    )
    found: dict[int, Record] = {}
    together: dict[str, int] = {}
    for row in rows:
        key = RecordKey(RecordKind.MEETING, row["id"])
        texts = (row["notes"],) if row["notes"] else ()
        number = together.setdefault(row["gathering"], row["id"]) if row["gathering"] else row["id"]
        before = found.get(number)
        if before is None:
            of_day = dt.date.fromisoformat(row["day"])
            found[number] = Record(key, of_day, row["minutes"], texts, row["name"], PersonId(row["person_id"]))
        else:
            minutes = before.minutes if before.minutes is not None else row["minutes"]
            found[number] = before._replace(minutes=minutes, texts=before.texts + texts)
    return found


def _sessions(db: Database, first: dt.date, last: dt.date) -> dict[tuple[str, str], Record]:
    """Sessions of rituals, by day and folded name of the ritual."""
    rows = db.all(
        "SELECT s.id, s.day, s.minutes, s.note, r.name FROM ritual_session s JOIN ritual r ON r.id = s.ritual_id"
        " WHERE s.deleted_at IS NULL AND s.day BETWEEN ? AND ? ORDER BY s.id",
        (first.isoformat(), last.isoformat()),
    )
    return {
        (row["day"], fold(row["name"])): Record(
            RecordKey(RecordKind.SESSION, row["id"]),
            dt.date.fromisoformat(row["day"]),
            row["minutes"],
            (row["name"], row["note"]),
            row["name"],
        )
        for row in rows
    }


def _topics(db: Database, first: dt.date, last: dt.date) -> list[Record]:
    """Topics discussed on a day, or open since it."""
    rows = db.all(
        """SELECT t.id, t.body, coalesce(m.day, t.closed_on, t.added_on) AS day, t.person_id,
            CASE WHEN m.gathering <> '' THEN (SELECT min(g.id) FROM meeting g WHERE g.gathering = m.gathering
            AND g.state = 'held' AND g.deleted_at IS NULL) ELSE m.id END AS met
        FROM topic t LEFT JOIN meeting m ON m.id = t.meeting_id AND m.state = 'held' AND m.deleted_at IS NULL
        WHERE t.deleted_at IS NULL AND t.state <> 'dropped'
        AND coalesce(m.day, t.closed_on, t.added_on) BETWEEN ? AND ? AND t.id IN (
            SELECT id FROM topic WHERE added_on BETWEEN ? AND ? AND deleted_at IS NULL
            UNION SELECT id FROM topic WHERE closed_on BETWEEN ? AND ? AND deleted_at IS NULL
            UNION SELECT d.id FROM meeting h JOIN topic d ON d.meeting_id = h.id AND d.deleted_at IS NULL
                WHERE h.day BETWEEN ? AND ? AND h.deleted_at IS NULL)
        ORDER BY t.id""",
        (first.isoformat(), last.isoformat()) * 4,
    )
    return [
        Record(
            RecordKey(RecordKind.TOPIC, row["id"]),
            dt.date.fromisoformat(row["day"]),
            None,
            (row["body"],),
            row["body"],
            PersonId(row["person_id"]),
            RecordKey(RecordKind.MEETING, row["met"]) if row["met"] is not None else None,
        )
        for row in rows
    ]


def _escalations(db: Database, first: dt.date, last: dt.date, sessions: dict[tuple[str, str], Record]) -> list[Record]:
    rows = db.all(
        """SELECT e.id, e.day, e.minutes, e.summary, e.area_text, e.forum, coalesce(c.name, '') AS conflict,
            CASE WHEN m.gathering <> '' THEN (SELECT min(g.id) FROM meeting g WHERE g.gathering = m.gathering
            AND g.state = 'held' AND g.deleted_at IS NULL) ELSE m.id END AS met
        FROM escalation e LEFT JOIN conflict c ON c.id = e.conflict_id AND c.deleted_at IS NULL
        LEFT JOIN meeting m ON m.id = e.meeting_id AND m.state = 'held' AND m.deleted_at IS NULL
        WHERE e.deleted_at IS NULL AND e.day BETWEEN ? AND ? ORDER BY e.id""",
        (first.isoformat(), last.isoformat()),
    )
    found = []
    for row in rows:
        session = sessions.get((row["day"], fold(row["forum"]))) if row["forum"] else None
        inside = RecordKey(RecordKind.MEETING, row["met"]) if row["met"] is not None else None
        found.append(
            Record(
                RecordKey(RecordKind.ESCALATION, row["id"]),
                dt.date.fromisoformat(row["day"]),
                row["minutes"],
                (row["summary"], row["area_text"], row["conflict"]),
                row["summary"],
                None,
                inside or (session.key if session is not None else None),
            )
        )
    return found


def _linked(row: Row) -> RecordKey:
    kind = next(kind for kind, column in _RECORD_COLUMNS.items() if row[column] is not None)
    return RecordKey(kind, row["gathered"] if kind is RecordKind.MEETING else row[_RECORD_COLUMNS[kind]])
