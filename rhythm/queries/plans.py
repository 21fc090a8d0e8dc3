"""What a plan rests on beside people and meetings: weeks without a slot, and what was told to others."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.meetings import MeetingState
from rhythm.domain.people import PersonId
from rhythm.storage.database import Database


def forbidden_weeks(db: Database) -> frozenset[tuple[PersonId, str, str]]:
    """Person, quarter and week of everything that was tried and had no free slot."""
    rows = db.all("SELECT person_id, quarter, week FROM plan_forbidden WHERE deleted_at IS NULL")
    return frozenset((PersonId(row["person_id"]), row["quarter"], row["week"]) for row in rows)


def missed_since_held(db: Database, since: dt.date) -> dict[PersonId, int]:
    """For everybody who was missed, how many planned meetings in a row did not take place, looking back to a day."""
    found: dict[PersonId, int] = {}
    rows = db.all(
        "SELECT person_id, state FROM meeting WHERE day >= ? AND state IN ('missed', 'held') AND deleted_at IS NULL"
        " ORDER BY day, id",
        (since.isoformat(),),
    )
    for row in rows:
        number = PersonId(row["person_id"])
        found[number] = found.get(number, 0) + 1 if row["state"] == MeetingState.MISSED else 0
    return {number: count for number, count in found.items() if count}


def last_change(db: Database) -> int:
    """The newest entry of the change log: while it is the same, so is all that a plan rests on."""
    return int(db.value("SELECT max(id) FROM change") or 0)
