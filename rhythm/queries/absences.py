"""Who is away, and when."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.absences import Absence, AbsenceId, AbsenceKind, as_one
from rhythm.domain.people import PersonId
from rhythm.storage.database import Database, Row

_ABSENCE = """SELECT a.id, a.uid, a.person_id, p.name AS person, a.first, a.last, a.kind, a.source
    FROM absence a JOIN person p ON p.id = a.person_id WHERE a.deleted_at IS NULL"""


def absences_between(db: Database, first: dt.date, last: dt.date) -> tuple[Absence, ...]:
    """Absences of everybody, the director included, that touch a span of days, by their first day, told as one."""
    rows = db.all(
        # What follows on them may lie outside the span.
        f"{_ABSENCE} AND a.person_id IN (SELECT person_id FROM absence WHERE deleted_at IS NULL AND last >= ?"
        " AND first <= ?)",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(one for one in as_one(map(_absence, rows)) if one.last >= first and one.first <= last)


def absences_from(db: Database, day: dt.date) -> tuple[Absence, ...]:
    """Absences of everybody that last until a day or beyond, by their first day."""
    return absences_between(db, day, dt.date.max)


def absences_of(db: Database, person_id: int) -> tuple[Absence, ...]:
    """All absences of one person, by their first day, told as one."""
    return as_one(stored_of(db, person_id))


def stored_of(db: Database, person_id: int) -> tuple[Absence, ...]:
    """All absences of one person as they were said, each by hand or by one calendar, by their first day."""
    return tuple(map(_absence, db.all(f"{_ABSENCE} AND a.person_id = ? ORDER BY a.first, a.last, a.id", (person_id,))))


def absence(db: Database, absence_id: int) -> Absence | None:
    """One absence as it was said."""
    row = db.one(f"{_ABSENCE} AND a.id = ?", (absence_id,))
    return _absence(row) if row is not None else None


def _absence(row: Row) -> Absence:
    return Absence(
        id=AbsenceId(row["id"]),
        uid=row["uid"],
        person_id=PersonId(row["person_id"]),
        person=row["person"],
        first=dt.date.fromisoformat(row["first"]),
        last=dt.date.fromisoformat(row["last"]),
        kind=AbsenceKind(row["kind"]),
        source=row["source"],
    )
