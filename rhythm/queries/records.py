"""The records behind figures, as they stand: what a frozen copy keeps of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rhythm.domain.people import PersonId
from rhythm.queries.rows import day, marks
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

_FACTS = {
    # kind: (day, text, person, what else is said of it)
    "escalation": ("r.day", "r.summary", "r.raised_by_id", "coalesce(r.handling, '')"),
    "good_call": ("r.day", "r.body", "r.person_id", "''"),
    "note": ("r.day", "r.body", "r.person_id", "r.kind"),
    "promise": ("coalesce(r.closed_on, r.made_on)", "r.body", "r.person_id", "r.state"),
    "topic": ("r.added_on", "r.body", "r.person_id", "r.state"),
    "meeting": ("r.day", "r.kind", "r.person_id", "r.state"),
    "fix": ("coalesce(r.settled_on, r.in_effect, r.decided_on)", "r.body", "r.owner_id", "r.state"),
    "decision_right": ("r.since", "r.why", "r.decider_id", "r.area || ', level ' || r.level"),
    "ritual_session": ("r.day", "r.note", "NULL", "r.answered"),
    "conflict": ("r.opened_on", "r.name", "NULL", "r.state"),
    "person": ("NULL", "r.name", "r.id", "''"),
    "team": ("NULL", "r.name", "NULL", "''"),
}


class Record(NamedTuple):
    """One record: its day, what was typed, whom it is about, and how it stood."""

    kind: str
    id: int
    day: dt.date | None
    text: str
    person: str
    person_id: PersonId | None
    state: str


def records(db: Database, keys: Iterable[tuple[str, int]]) -> tuple[Record, ...]:
    """Some records, by kind and number. One that is gone is left out."""
    wanted: dict[str, list[int]] = {}
    for kind, number in sorted(set(keys)):
        wanted.setdefault(kind, []).append(number)
    found = []
    for kind, numbers in wanted.items():
        of_day, text, person, state = _FACTS[kind]
        rows = db.all(
            f"SELECT r.id, {of_day} AS day, {text} AS text, {person} AS person_id, {state} AS state,"
            f" coalesce(p.name, '') AS person FROM {kind} r LEFT JOIN person p ON p.id = {person}"
            f" WHERE r.id IN ({marks(len(numbers))}) AND r.deleted_at IS NULL ORDER BY r.id",
            numbers,
        )
        found += [
            Record(
                kind,
                row["id"],
                day(row["day"]),
                row["text"],
                row["person"],
                PersonId(row["person_id"]) if row["person_id"] is not None else None,
                str(row["state"]),
            )
            for row in rows
        ]
    return tuple(found)
