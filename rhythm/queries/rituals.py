"""Rituals and the times they were held."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.names import fold
from rhythm.domain.rituals import Ritual, RitualId, Session, SessionId, Standing
from rhythm.queries.rows import day
from rhythm.storage.database import Database, Row

RECENT = 26
"""So many newest sessions of a ritual are looked at: half a year of weeks."""

_RITUAL = """SELECT id, uid, slug, name, purpose, question, every_days, started_on, stopped_on, answered_on
    FROM ritual WHERE deleted_at IS NULL"""
_SESSION = """SELECT id, uid, ritual_id, day, answered, decisions, standard, minutes, note
    FROM ritual_session WHERE deleted_at IS NULL"""


def ritual(db: Database, ritual_id: int) -> Ritual | None:
    """One ritual."""
    row = db.one(f"{_RITUAL} AND id = ?", (ritual_id,))
    return _ritual(row) if row is not None else None


def rituals(db: Database, *, stopped: bool = False) -> tuple[Ritual, ...]:
    """The rituals that are held, by name; with `stopped` all that ever were, those that are held first."""
    only = "" if stopped else " AND stopped_on IS NULL"
    found = map(_ritual, db.all(f"{_RITUAL}{only}"))
    return tuple(sorted(found, key=lambda one: (one.stopped_on is not None, fold(one.name), one.id)))


def ritual_of_slug(db: Database, slug: str) -> Ritual | None:
    """The ritual that an offered one became, held or stopped."""
    row = db.one(f"{_RITUAL} AND slug = ?", (slug,))
    return _ritual(row) if row is not None else None


def sessions(db: Database, ritual_id: int) -> tuple[Session, ...]:
    """The newest sessions of a ritual, newest first."""
    rows = db.all(f"{_SESSION} AND ritual_id = ? ORDER BY day DESC LIMIT ?", (ritual_id, RECENT))
    return tuple(_session(row) for row in rows)


def sessions_between(db: Database, ritual_id: int, first: dt.date, last: dt.date) -> tuple[Session, ...]:
    """The sessions of a ritual in a span of days, oldest first."""
    rows = db.all(
        f"{_SESSION} AND ritual_id = ? AND day BETWEEN ? AND ? ORDER BY day",
        (ritual_id, first.isoformat(), last.isoformat()),
    )
    return tuple(_session(row) for row in rows)


def session(db: Database, session_id: int) -> Session | None:
    """One session."""
    row = db.one(f"{_SESSION} AND id = ?", (session_id,))
    return _session(row) if row is not None else None


def session_on(db: Database, ritual_id: int, iso_day: str) -> Session | None:
    """The session of a ritual on a day."""
    row = db.one(f"{_SESSION} AND ritual_id = ? AND day = ?", (ritual_id, iso_day))
    return _session(row) if row is not None else None


def standings(db: Database, *, stopped: bool = False) -> tuple[Standing, ...]:
    """How each ritual stands, in the order of `rituals`."""
    return tuple(Standing(one, sessions(db, one.id)) for one in rituals(db, stopped=stopped))


def _ritual(row: Row) -> Ritual:
    started = day(row["started_on"])
    assert started is not None
    return Ritual(
        RitualId(row["id"]),
        row["uid"],
        row["slug"],
        row["name"],
        row["purpose"],
        row["question"],
        row["every_days"],
        started,
        day(row["stopped_on"]),
        day(row["answered_on"]),
    )


def _session(row: Row) -> Session:
    held = day(row["day"])
    assert held is not None
    return Session(
        SessionId(row["id"]),
        row["uid"],
        RitualId(row["ritual_id"]),
        held,
        bool(row["answered"]),
        row["decisions"],
        row["standard"],
        row["minutes"],
        row["note"],
    )
