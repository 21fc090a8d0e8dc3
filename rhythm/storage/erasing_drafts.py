"""What a draft is about, read from its key: erasing somebody takes what is being typed about them, and what is typed in
a window that was open meanwhile is not kept."""

from __future__ import annotations

import re

from rhythm.domain.people import stand_in
from rhythm.storage.database import Database
from rhythm.storage.drafts import field_of

LABEL = "erase a person"
"""What the log calls it; it does not say whom."""

_OF_PEOPLE = (
    *("bench", "calibration", "closing", "expect", "feedback", "finding", "first_days", "group", "later", "levels"),
    *("note", "person", "plan", "put", "role_start", "room", "skip", "stakeholder", "thanks", "topic"),
)
_SUBJECTS = (
    (re.compile(rf"(?:{'|'.join(_OF_PEOPLE)}):([0-9]+)(?::|$)"), "person"),
    # A card is about a team, or about a manager; the row of a sheet ends with whom it is about.
    (re.compile(r"card:[0-9]+:([0-9]+):"), "person"),
    (re.compile(r"sheet:.*:([0-9]+)$"), "person"),
    (re.compile(r"evidence:([0-9]+)$"), "bench_evidence"),
    (re.compile(r"move:([0-9]+)$"), "promise"),
    (re.compile(r"route:promise:([0-9]+):"), "promise"),
    (re.compile(r"route:topic:([0-9]+):"), "topic"),
    (re.compile(r"skipped:([0-9]+)$"), "meeting"),
    (re.compile(r"story:note:([0-9]+)$"), "note"),
)


def subject_of(key: str) -> tuple[str, int] | None:
    """The table and the number of the person that a draft is about, or of a record that may be a person's; None for a
    draft about anything else. The number of a ritual is nobody's."""
    field = field_of(key)
    found = ((pattern.match(field), table) for pattern, table in _SUBJECTS)
    return next(((table, int(match[1])) for match, table in found if match is not None), None)


def is_about_erased(db: Database, key: str) -> bool:
    """Whether a draft is about somebody who was erased, or about a record that went with somebody."""
    subject = subject_of(key)
    if subject is None:
        return False
    table, number = subject
    if table == "person":
        whose = number
    else:
        row = db.one(f"SELECT * FROM {table} WHERE id = ?", (number,))
        if row is None:
            somebody_was = db.one("SELECT 1 FROM action WHERE label = ? LIMIT 1", (LABEL,)) is not None
            return somebody_was and not _is_logged(db, table, number)
        if table != "meeting":
            return False
        whose = row["person_id"]
    return db.value("SELECT name FROM person WHERE id = ?", (whose,)) == stand_in(whose)


def _is_logged(db: Database, table: str, number: int) -> bool:
    """Whether a record that is gone was undone, and may come back: erasing takes it from the log too."""
    logged = "SELECT 1 FROM change WHERE tbl = ? AND json_extract(coalesce(new, old), '$.id') = ? LIMIT 1"
    return db.one(logged, (table, number)) is not None
