"""Since when people have their roles, and the lines of their first 90 days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rhythm.domain.clocks import FIRST_DAYS, Line
from rhythm.domain.people import PersonId
from rhythm.queries.rows import day
from rhythm.storage.database import Database

_LINE = "SELECT id, list, item, body, done_on FROM first_day_line WHERE deleted_at IS NULL"


def role_starts(db: Database) -> Mapping[PersonId, dt.date]:
    """The day that was named last for somebody's role, by person."""
    rows = db.all("SELECT person_id, day FROM role_start WHERE deleted_at IS NULL ORDER BY id")
    return {PersonId(row["person_id"]): dt.date.fromisoformat(row["day"]) for row in rows}


def first_day_lines(db: Database, person_id: int, start: dt.date) -> tuple[Line, ...]:
    """What was ticked and written of the first 90 days of a role, in the order of writing.

    A start that is corrected by less than those days keeps its lines; a later role begins with none.
    """
    near = dt.timedelta(days=FIRST_DAYS)
    rows = db.all(
        f"{_LINE} AND person_id = ? AND start BETWEEN ? AND ? ORDER BY id",
        (person_id, (start - near).isoformat(), (start + near).isoformat()),
    )
    return tuple(Line(row["list"], row["item"], row["body"], row["id"], day(row["done_on"])) for row in rows)


def first_day_line(db: Database, line_id: int) -> tuple[PersonId, Line] | None:
    """One line, and whose it is."""
    row = db.one(f"{_LINE.replace('SELECT', 'SELECT person_id,')} AND id = ?", (line_id,))
    if row is None:
        return None
    return PersonId(row["person_id"]), Line(row["list"], row["item"], row["body"], row["id"], day(row["done_on"]))
