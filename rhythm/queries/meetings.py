"""Meetings, notes, topics and promises."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import StrEnum
from typing import TypeVar

from rhythm.domain.meetings import (
    Direction,
    Meeting,
    MeetingId,
    MeetingKind,
    MeetingState,
    Note,
    NoteId,
    NoteKind,
    Promise,
    PromiseId,
    PromiseKind,
    PromiseState,
    Route,
    Side,
    Theme,
    Topic,
    TopicId,
    TopicState,
)
from rhythm.domain.people import PersonId
from rhythm.queries.rows import day, iso, marks
from rhythm.storage.database import Database, Row, Value

_Slug = TypeVar("_Slug", bound=StrEnum)

_MEETING = """SELECT m.id, m.uid, m.person_id, p.name AS person, m.kind, m.day, m.start, m.minutes, m.state, m.reason,
    m.period, m.pinned, m.moved, m.gathering
    FROM meeting m JOIN person p ON p.id = m.person_id WHERE m.deleted_at IS NULL"""
_NOTE = """SELECT n.id, n.uid, n.person_id, p.name AS person, n.meeting_id, n.day, n.kind, n.body,
    n.private, n.situation, n.next_time, n.direction
    FROM note n JOIN person p ON p.id = n.person_id WHERE n.deleted_at IS NULL"""
_TOPIC = """SELECT t.id, t.uid, t.person_id, p.name AS person, t.body, t.added_on, t.state, t.carried,
    t.side, t.private, t.theme, t.route, t.route_reason, t.source_id
    FROM topic t JOIN person p ON p.id = t.person_id WHERE t.deleted_at IS NULL"""
_PROMISE = """SELECT r.id, r.uid, r.person_id, p.name AS person, r.body, r.made_on, r.due, r.mine, r.state, r.moved,
    r.closed_on, r.kind, r.private, r.route, r.route_reason, r.source_id
    FROM promise r JOIN person p ON p.id = r.person_id WHERE r.deleted_at IS NULL"""

RECENT_NOTES = 100
"""Of so many of the newest notes about somebody it is told what was decided; the person's page has all."""


def last_held(db: Database) -> dict[PersonId, dt.date]:
    """For everybody ever met, the day of the last held meeting."""
    # One step down the index for each person, so that it costs the same after forty years.
    rows = db.all(
        "SELECT p.id, (SELECT max(day) FROM meeting m WHERE m.person_id = p.id AND m.state = 'held'"
        " AND m.deleted_at IS NULL) AS day FROM person p WHERE p.deleted_at IS NULL"
    )
    return {PersonId(row[0]): dt.date.fromisoformat(row[1]) for row in rows if row[1] is not None}


def next_planned(db: Database, today: dt.date) -> dict[PersonId, Meeting]:
    """For everybody with one, the next planned meeting from `today` on."""
    found: dict[PersonId, Meeting] = {}
    for meeting in _meetings(
        db, "AND m.state = 'planned' AND m.day >= ? ORDER BY m.day, m.start, m.id", today.isoformat()
    ):
        found.setdefault(meeting.person_id, meeting)
    return found


def meetings_between(db: Database, first: dt.date, last: dt.date) -> tuple[Meeting, ...]:
    """Meetings of every state in a span of days, by day and time."""
    return _meetings(db, "AND m.day BETWEEN ? AND ? ORDER BY m.day, m.start, m.id", first.isoformat(), last.isoformat())


def planned_for(
    db: Database,
    person_id: int,
    day: dt.date,
    span: tuple[dt.date, dt.date] | None = None,
    *,
    together: bool = False,
) -> Meeting | None:
    """The planned meeting that a talk on `day` is: the one of that day, else the nearest one of a span of days.

    One that is pinned is meant for its own day, and one that several come to, unless the talk was `together`.
    """
    first, last = span or (day, day)
    alone = "" if together else "AND m.gathering = ''"
    where = f"""AND m.person_id = ? AND m.state = 'planned'
        AND (m.day = ? OR (m.day BETWEEN ? AND ? AND m.pinned = 0 {alone}))
        ORDER BY abs(julianday(m.day) - julianday(?)), m.day, m.start, m.id LIMIT 1"""
    held = day.isoformat()
    return next(iter(_meetings(db, where, person_id, held, first.isoformat(), last.isoformat(), held)), None)


def to_skip(
    db: Database, person_id: int, today: dt.date, *, on: dt.date | None = None, reach: int | None = None
) -> Meeting | None:
    """The planned meeting that is meant where one is skipped: that of the day `on`, else the first of which nothing was
    said although its day has passed, else the next one.

    One that is more than `reach` days ahead is another occurrence than the one that is left out now.
    """
    first, last = (
        (on, on) if on is not None else (None, today + dt.timedelta(days=reach) if reach is not None else None)
    )
    where = """AND m.person_id = ? AND m.state = 'planned' AND m.day >= coalesce(?, m.day)
        AND m.day <= coalesce(?, m.day) ORDER BY m.day, m.start, m.id LIMIT 1"""
    return next(iter(_meetings(db, where, person_id, iso(first), iso(last))), None)


def unclosed_meetings(db: Database, today: dt.date) -> tuple[Meeting, ...]:
    """Planned meetings whose day has passed: held, missed or skipped is still to be said."""
    # Left to itself, SQLite walks all days before today instead of what is planned.
    return _meetings(
        db,
        "AND m.id IN (SELECT id FROM meeting INDEXED BY meeting_planned WHERE state = 'planned' AND day < ?"
        " AND deleted_at IS NULL) ORDER BY m.day, m.start, m.id",
        today.isoformat(),
    )


def last_meeting(db: Database, person_id: int) -> Meeting | None:
    """The last meeting with one person that was held."""
    held = "AND m.person_id = ? AND m.state = 'held' ORDER BY m.day DESC, m.id DESC LIMIT 1"
    return next(iter(_meetings(db, held, person_id)), None)


def held_count(db: Database, person_id: int, since: dt.date) -> int:
    """How often one met a person since a day."""
    sql = "SELECT count(*) FROM meeting WHERE person_id = ? AND day >= ? AND state = 'held' AND deleted_at IS NULL"
    return int(db.value(sql, (person_id, since.isoformat())) or 0)


def meeting(db: Database, meeting_id: int) -> Meeting | None:
    """One meeting."""
    return next(iter(_meetings(db, "AND m.id = ?", meeting_id)), None)


def notes_of(db: Database, person_id: int, limit: int = 20) -> tuple[Note, ...]:
    """The newest notes about one person, newest first."""
    rows = db.all(f"{_NOTE} AND n.person_id = ? ORDER BY n.day DESC, n.id DESC LIMIT ?", (person_id, limit))
    return tuple(_note(row) for row in rows)


def note_saying(db: Database, person_id: int, body: str) -> NoteId | None:
    """The newest note about one person with just these words."""
    found = db.value(
        "SELECT id FROM note WHERE person_id = ? AND body = ? AND deleted_at IS NULL"
        " ORDER BY day DESC, id DESC LIMIT 1",
        (person_id, body),
    )
    return NoteId(int(found)) if found is not None else None


def decisions_with(db: Database, person_id: int, limit: int = 5) -> tuple[Note, ...]:
    """What was decided with one person lately, newest first."""
    # No index knows the decisions of one person: with few of them, SQLite would walk the notes of all years.
    rows = db.all(
        f"""{_NOTE} AND n.kind = 'decision' AND n.id IN (SELECT id FROM note WHERE person_id = ? AND deleted_at IS NULL
        ORDER BY day DESC, id DESC LIMIT ?) ORDER BY n.day DESC, n.id DESC LIMIT ?""",
        (person_id, RECENT_NOTES, limit),
    )
    return tuple(_note(row) for row in rows)


def shared_notes(db: Database, person_id: int, since: dt.date) -> tuple[Note, ...]:
    """What was written about one person since a day and may be shared, oldest first."""
    rows = db.all(
        f"{_NOTE} AND n.person_id = ? AND n.private = 0 AND n.day >= ? ORDER BY n.day, n.id",
        (person_id, since.isoformat()),
    )
    return tuple(_note(row) for row in rows)


def notes_between(db: Database, first: dt.date, last: dt.date, kind: NoteKind | None = None) -> tuple[Note, ...]:
    """Notes of a span of days, by day."""
    rows = db.all(
        f"{_NOTE} AND n.day BETWEEN ? AND ? AND (? IS NULL OR n.kind = ?) ORDER BY n.day, n.id",
        (first.isoformat(), last.isoformat(), kind, kind),
    )
    return tuple(_note(row) for row in rows)


def note(db: Database, note_id: int) -> Note | None:
    """One note."""
    row = db.one(f"{_NOTE} AND n.id = ?", (note_id,))
    return _note(row) if row is not None else None


def queue_of(db: Database, person_id: int) -> tuple[Topic, ...]:
    """The open topics of one person, most often carried first, then oldest."""
    return queues_of(db, (person_id,))


def queues_of(db: Database, people: Collection[int]) -> tuple[Topic, ...]:
    """The open topics of some people, one queue after the other."""
    rows = db.all(
        f"{_TOPIC} AND t.state = 'open' AND t.person_id IN ({marks(len(people))})"
        " ORDER BY t.person_id, t.carried DESC, t.added_on, t.id",
        tuple(people),
    )
    return tuple(_topic(row) for row in rows)


def topics_from(db: Database, person_id: int) -> tuple[Topic, ...]:
    """The open topics on other people's queues that came from one person, oldest first."""
    rows = db.all(
        f"{_TOPIC} AND t.state = 'open' AND t.source_id = ? AND t.person_id <> t.source_id ORDER BY t.added_on, t.id",
        (person_id,),
    )
    return tuple(_topic(row) for row in rows)


def topics_sent(db: Database, route: Route, first: dt.date, last: dt.date) -> tuple[Topic, ...]:
    """The topics added in a span of days that went one way, by day."""
    rows = db.all(
        f"{_TOPIC} AND t.route IS NOT NULL AND t.route = ? AND t.added_on BETWEEN ? AND ? ORDER BY t.added_on, t.id",
        (route, first.isoformat(), last.isoformat()),
    )
    return tuple(_topic(row) for row in rows)


def ticked_on(db: Database, person_id: int, day: dt.date) -> tuple[Topic, ...]:
    """Topics of one person that were discussed on a day, outside any meeting that is closed."""
    rows = db.all(
        f"{_TOPIC} AND t.person_id = ? AND t.state = 'discussed' AND t.closed_on = ? AND t.meeting_id IS NULL"
        " ORDER BY t.id",
        (person_id, day.isoformat()),
    )
    return tuple(_topic(row) for row in rows)


def ticked_outside_meetings(db: Database, person_id: int, since: dt.date) -> tuple[TopicId, ...]:
    """Topics of one person discussed since a day, outside any meeting that is closed."""
    rows = db.all(
        "SELECT id FROM topic WHERE person_id = ? AND state = 'discussed' AND meeting_id IS NULL AND closed_on >= ?"
        " AND deleted_at IS NULL ORDER BY id",
        (person_id, since.isoformat()),
    )
    return tuple(TopicId(row[0]) for row in rows)


def topic_counts(db: Database) -> dict[PersonId, tuple[int, int]]:
    """For everybody with a queue: how many open topics, and how often the most carried one was carried."""
    # With figures about its indexes SQLite would rather walk all topics ever, in the order of the people.
    rows = db.all(
        "SELECT person_id, count(*), max(carried) FROM topic INDEXED BY topic_open"
        " WHERE state = 'open' AND deleted_at IS NULL GROUP BY person_id"
    )
    return {PersonId(row[0]): (row[1], row[2]) for row in rows}


def topic(db: Database, topic_id: int) -> Topic | None:
    """One topic."""
    row = db.one(f"{_TOPIC} AND t.id = ?", (topic_id,))
    return _topic(row) if row is not None else None


def open_promises(
    db: Database, *, person_id: int | None = None, mine: bool | None = None, requests: bool = False
) -> tuple[Promise, ...]:
    """Promises and actions that are neither kept nor dropped, earliest due first, those without a day last.

    With `requests`, what was asked for and not accepted yet instead.
    """
    # Only the conditions that are asked for, so that the index on a person's open promises serves.
    asked = {"r.person_id = ?": person_id, "r.mine = ?": None if mine is None else int(mine)}
    given = {condition: value for condition, value in asked.items() if value is not None}
    where = "".join(f" AND {condition}" for condition in given) + f" AND r.kind {'=' if requests else '<>'} 'request'"
    rows = db.all(f"{_PROMISE} AND r.state = 'open'{where} ORDER BY r.due IS NULL, r.due, r.id", tuple(given.values()))
    return tuple(_promise(row) for row in rows)


def promise(db: Database, promise_id: int) -> Promise | None:
    """One promise, whatever its state."""
    row = db.one(f"{_PROMISE} AND r.id = ?", (promise_id,))
    return _promise(row) if row is not None else None


def promises_settled_between(db: Database, first: dt.date, last: dt.date) -> tuple[Promise, ...]:
    """Promises and actions kept or dropped in a span of days; a request that was declined is none."""
    rows = db.all(
        f"{_PROMISE} AND r.state <> 'open' AND r.kind <> 'request' AND r.closed_on IS NOT NULL"
        " AND r.closed_on BETWEEN ? AND ? ORDER BY r.closed_on, r.id",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(_promise(row) for row in rows)


def promises_sent(db: Database, route: Route, first: dt.date, last: dt.date) -> tuple[Promise, ...]:
    """The promises made in a span of days that went one way, by day."""
    rows = db.all(
        f"{_PROMISE} AND r.route IS NOT NULL AND r.route = ? AND r.made_on BETWEEN ? AND ? ORDER BY r.made_on, r.id",
        (route, first.isoformat(), last.isoformat()),
    )
    return tuple(_promise(row) for row in rows)


def own_promises_between(db: Database, first: dt.date, last: dt.date) -> tuple[Promise, ...]:
    """The director's own promises that were settled in a span of days, or were due in it and are open."""
    span = (first.isoformat(), last.isoformat())
    # Two steps down an index each, where one condition with OR would walk all promises ever.
    rows = db.all(
        f"{_PROMISE} AND r.mine = 1 AND r.kind = 'promise' AND r.id IN ("
        "SELECT id FROM promise WHERE state <> 'open' AND closed_on IS NOT NULL AND closed_on BETWEEN ? AND ?"
        " AND deleted_at IS NULL UNION SELECT id FROM promise INDEXED BY promise_open"
        " WHERE state = 'open' AND due BETWEEN ? AND ? AND deleted_at IS NULL) ORDER BY r.id",
        span + span,
    )
    return tuple(_promise(row) for row in rows)


def open_promise_counts(db: Database) -> dict[PersonId, tuple[int, int]]:
    """For everybody with open promises or actions: how many are mine, how many theirs."""
    rows = db.all(
        "SELECT person_id, sum(mine), sum(1 - mine) FROM promise INDEXED BY promise_open"
        " WHERE state = 'open' AND kind <> 'request' AND deleted_at IS NULL GROUP BY person_id"
    )
    return {PersonId(row[0]): (row[1], row[2]) for row in rows}


def _meetings(db: Database, where: str, *values: Value) -> tuple[Meeting, ...]:
    return tuple(_meeting(row) for row in db.all(f"{_MEETING} {where}", values))


def _meeting(row: Row) -> Meeting:
    return Meeting(
        id=MeetingId(row["id"]),
        uid=row["uid"],
        person_id=PersonId(row["person_id"]),
        person=row["person"],
        kind=MeetingKind(row["kind"]),
        day=dt.date.fromisoformat(row["day"]),
        start=row["start"],
        minutes=row["minutes"],
        state=MeetingState(row["state"]),
        reason=row["reason"],
        period=row["period"],
        pinned=bool(row["pinned"]),
        moved=row["moved"],
        gathering=row["gathering"],
    )


def _note(row: Row) -> Note:
    return Note(
        id=NoteId(row["id"]),
        uid=row["uid"],
        person_id=PersonId(row["person_id"]),
        person=row["person"],
        meeting_id=row["meeting_id"],
        day=dt.date.fromisoformat(row["day"]),
        kind=NoteKind(row["kind"]),
        body=row["body"],
        private=bool(row["private"]),
        situation=row["situation"],
        next_time=row["next_time"],
        direction=_optional(Direction, row["direction"]),
    )


def _topic(row: Row) -> Topic:
    return Topic(
        id=TopicId(row["id"]),
        uid=row["uid"],
        person_id=PersonId(row["person_id"]),
        person=row["person"],
        body=row["body"],
        added_on=dt.date.fromisoformat(row["added_on"]),
        state=TopicState(row["state"]),
        carried=row["carried"],
        side=Side(row["side"]),
        private=bool(row["private"]),
        theme=_optional(Theme, row["theme"]),
        route=_optional(Route, row["route"]),
        route_reason=row["route_reason"],
        source_id=row["source_id"],
    )


def _promise(row: Row) -> Promise:
    return Promise(
        id=PromiseId(row["id"]),
        uid=row["uid"],
        person_id=PersonId(row["person_id"]),
        person=row["person"],
        body=row["body"],
        made_on=dt.date.fromisoformat(row["made_on"]),
        due=day(row["due"]),
        mine=bool(row["mine"]),
        state=PromiseState(row["state"]),
        moved=row["moved"],
        closed_on=day(row["closed_on"]),
        kind=PromiseKind(row["kind"]),
        private=bool(row["private"]),
        route=_optional(Route, row["route"]),
        route_reason=row["route_reason"],
        source_id=row["source_id"],
    )


def _optional(kind: type[_Slug], text: str | None) -> _Slug | None:
    return kind(text) if text is not None else None
