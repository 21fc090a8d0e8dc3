"""The bench as it stands and how it came about, and what calibration rounds said."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from rhythm.domain.bench import (
    Answer,
    Candidate,
    Card,
    Change,
    Evidence,
    EvidenceId,
    Mark,
    Outcome,
    Purpose,
    Stage,
    Trial,
    TrialId,
)
from rhythm.domain.names import fold
from rhythm.domain.people import PersonId
from rhythm.queries.rows import day, iso
from rhythm.storage.database import Database, Row
from rhythm.values import NamedTuple

_CANDIDATE = """SELECT c.id, c.uid, c.person_id, p.name AS person, c.added_on, c.seat_id,
    coalesce(s.name, c.sponsor) AS sponsor, c.sponsor_id, c.left_on
    FROM candidate c JOIN person p ON p.id = c.person_id LEFT JOIN person s ON s.id = c.sponsor_id
    WHERE c.deleted_at IS NULL"""
_EVIDENCE = """SELECT e.id, e.uid, e.person_id, e.purpose, e.day, coalesce(n.body, e.body) AS body, e.note_id,
    e.test_id, e.area, e.skill FROM bench_evidence e LEFT JOIN note n ON n.id = e.note_id WHERE e.deleted_at IS NULL"""
_CHANGE = "SELECT id, person_id, stage, day FROM candidate_stage WHERE deleted_at IS NULL"
_TEST = "SELECT id, uid, person_id, kind, started_on, ended_on, outcome FROM candidate_test WHERE deleted_at IS NULL"
_ANSWER = "SELECT person_id, item, answer, day FROM candidate_answer WHERE deleted_at IS NULL"

_Value = TypeVar("_Value")


class RoundNote(NamedTuple):
    """What was said in a calibration round about a topic, or about one manager."""

    id: int
    uid: str
    day: dt.date
    topic: str
    person_id: PersonId | None
    person: str
    body: str


def any_candidate(db: Database) -> bool:
    """Whether anybody ever stood on the bench."""
    return db.value("SELECT 1 FROM candidate WHERE deleted_at IS NULL LIMIT 1") is not None


def candidate(db: Database, person_id: int) -> Candidate | None:
    """Somebody on the bench, or who left it."""
    row = db.one(f"{_CANDIDATE} AND c.person_id = ?", (person_id,))
    return _candidate(row) if row is not None else None


def card(db: Database, person_id: int) -> Card | None:
    """Somebody on the bench, or who left it, with all that is known."""
    found = candidate(db, person_id)
    return _cards(db, (found,), person_id)[0] if found is not None else None


def cards(db: Database) -> tuple[Card, ...]:
    """Everybody who ever stood on the bench, by name."""
    found = sorted(map(_candidate, db.all(_CANDIDATE)), key=lambda one: (fold(one.person), one.person_id))
    return _cards(db, tuple(found)) if found else ()


def evidence(db: Database, evidence_id: int) -> tuple[PersonId, Evidence] | None:
    """One line of evidence, and about whom it is."""
    row = db.one(f"{_EVIDENCE} AND e.id = ?", (evidence_id,))
    return (PersonId(row["person_id"]), _evidence(row)) if row is not None else None


def round_notes(db: Database, on: dt.date | None = None) -> tuple[RoundNote, ...]:
    """What calibration rounds said, or that of one day; newest day first."""
    rows = db.all(
        "SELECT c.id, c.uid, c.day, c.topic, c.person_id, coalesce(p.name, '') AS person, c.body"
        " FROM calibration_note c LEFT JOIN person p ON p.id = c.person_id"
        " WHERE c.deleted_at IS NULL AND (? IS NULL OR c.day = ?) ORDER BY c.day DESC, c.id",
        (iso(on),) * 2,
    )
    return tuple(
        RoundNote(
            row["id"],
            row["uid"],
            dt.date.fromisoformat(row["day"]),
            row["topic"],
            row["person_id"],
            row["person"],
            row["body"],
        )
        for row in rows
    )


def _cards(db: Database, found: tuple[Candidate, ...], person_id: int | None = None) -> tuple[Card, ...]:
    only, values = (" AND person_id = ?", (person_id,)) if person_id is not None else ("", ())
    of_whom = only.replace("person_id", "e.person_id")
    changes = _by_person([(row, _change(row)) for row in db.all(f"{_CHANGE}{only} ORDER BY day, id", values)])
    tests = _by_person([(row, _test(row)) for row in db.all(f"{_TEST}{only} ORDER BY started_on, id", values)])
    lines = _by_person(
        [(row, _evidence(row)) for row in db.all(f"{_EVIDENCE}{of_whom} ORDER BY e.day DESC, e.id DESC", values)]
    )
    answers = _by_person([(row, _answer(row)) for row in db.all(f"{_ANSWER}{only} ORDER BY day, id", values)])
    return tuple(
        Card(
            one,
            tuple(changes.get(one.person_id, ())),
            tuple(tests.get(one.person_id, ())),
            tuple(lines.get(one.person_id, ())),
            {answer.item: answer for answer in answers.get(one.person_id, ())},
        )
        for one in found
    )


def _by_person(rows: list[tuple[Row, _Value]]) -> dict[PersonId, list[_Value]]:
    found: dict[PersonId, list[_Value]] = {}
    for row, value in rows:
        found.setdefault(PersonId(row["person_id"]), []).append(value)
    return found


def _candidate(row: Row) -> Candidate:
    return Candidate(
        row["id"],
        row["uid"],
        PersonId(row["person_id"]),
        row["person"],
        dt.date.fromisoformat(row["added_on"]),
        row["seat_id"],
        row["sponsor"],
        row["sponsor_id"],
        day(row["left_on"]),
    )


def _change(row: Row) -> Change:
    said = row["stage"]
    return Change(row["id"], Mark(said) if said in {*Mark} else Stage(said), dt.date.fromisoformat(row["day"]))


def _test(row: Row) -> Trial:
    return Trial(
        TrialId(row["id"]),
        row["uid"],
        row["kind"],
        dt.date.fromisoformat(row["started_on"]),
        day(row["ended_on"]),
        Outcome(row["outcome"]) if row["outcome"] is not None else None,
    )


def _evidence(row: Row) -> Evidence:
    return Evidence(
        EvidenceId(row["id"]),
        row["uid"],
        Purpose(row["purpose"]),
        dt.date.fromisoformat(row["day"]),
        row["body"],
        row["note_id"],
        row["test_id"],
        row["area"],
        row["skill"],
    )


def _answer(row: Row) -> Answer:
    return Answer(row["item"], row["answer"] == "yes", dt.date.fromisoformat(row["day"]))
