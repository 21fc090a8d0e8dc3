"""What was said in talks beside notes and promises: clarity, expectations, delegation, and how talks are balanced."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from rhythm.domain.balance import Sides
from rhythm.domain.clarity import Answered, ClarityAnswer
from rhythm.domain.delegation import DelegationId, Levels
from rhythm.domain.expectations import Expectation, ExpectationId, ExpectationSide
from rhythm.domain.feedback import LastSaid
from rhythm.domain.meetings import Theme
from rhythm.domain.names import fold
from rhythm.domain.people import PersonId
from rhythm.domain.waiting import KnownManager
from rhythm.queries.rows import day, marks
from rhythm.storage.database import Database, Row

_CLARITY = """SELECT c.person_id, p.name AS person, c.item, c.answer, c.day
    FROM clarity c JOIN person p ON p.id = c.person_id WHERE c.deleted_at IS NULL"""
_EXPECTATION = """SELECT e.id, e.uid, e.person_id, p.name AS person, e.side, e.body, e.day, e.retired_on
    FROM expectation e JOIN person p ON p.id = e.person_id WHERE e.deleted_at IS NULL"""
# One step down an index each, however much was written.
_PRECISE = """(SELECT max(day) FROM note n WHERE n.person_id = p.id AND n.kind = 'feedback' AND trim(n.situation) <> ''
    AND trim(n.next_time) <> '' AND n.deleted_at IS NULL)"""
_PRAISE = "(SELECT max(day) FROM note n WHERE n.person_id = p.id AND n.kind = 'praise' AND n.deleted_at IS NULL)"
_LEVELS = """SELECT d.id, d.uid, d.person_id, p.name AS person, d.area, d.day, d.mine, d.theirs, d.agreed
    FROM delegation d JOIN person p ON p.id = d.person_id WHERE d.deleted_at IS NULL"""


def last_said(db: Database, person_id: int) -> LastSaid:
    """When somebody last got precise feedback, and when appreciation; the rule is `feedback.is_precise`."""
    row = db.one(f"SELECT {_PRECISE} AS precise, {_PRAISE} AS appreciation FROM person p WHERE p.id = ?", (person_id,))
    return LastSaid(day(row["precise"]), day(row["appreciation"])) if row is not None else LastSaid()


def known_since(db: Database, person_ids: Collection[int]) -> tuple[KnownManager, ...]:
    """Some people, by number: when each was met first, and when something was said last."""
    rows = db.all(
        f"""SELECT p.id, p.name, {_PRECISE} AS precise, {_PRAISE} AS appreciation,
        (SELECT min(day) FROM meeting m INDEXED BY meeting_held WHERE m.person_id = p.id AND m.state = 'held'
        AND m.deleted_at IS NULL) AS met
        FROM person p WHERE p.id IN ({marks(len(person_ids))}) ORDER BY p.id""",
        tuple(person_ids),
    )
    return tuple(
        KnownManager(
            PersonId(row["id"]), row["name"], day(row["met"]), LastSaid(day(row["precise"]), day(row["appreciation"]))
        )
        for row in rows
    )


def clarity_of(db: Database, person_id: int) -> tuple[Answered, ...]:
    """Everything that somebody answered, newest first."""
    rows = db.all(f"{_CLARITY} AND c.person_id = ? ORDER BY c.day DESC, c.id DESC", (person_id,))
    return tuple(_answered(row) for row in rows)


def clarity_since(db: Database, since: dt.date) -> tuple[Answered, ...]:
    """What everybody who is still here answered since a day, oldest first."""
    rows = db.all(f"{_CLARITY} AND p.archived_on IS NULL AND c.day >= ? ORDER BY c.day, c.id", (since.isoformat(),))
    return tuple(_answered(row) for row in rows)


def expectations_of(db: Database, person_id: int, *, retired: bool = False) -> tuple[Expectation, ...]:
    """The lines of somebody's matrix that hold, oldest first; with `retired` also those that held once."""
    only = "" if retired else " AND e.retired_on IS NULL"
    rows = db.all(
        f"{_EXPECTATION} AND e.person_id = ?{only} ORDER BY e.retired_on IS NOT NULL, e.day, e.id", (person_id,)
    )
    return tuple(_expectation(row) for row in rows)


def expectation(db: Database, expectation_id: int) -> Expectation | None:
    """One line of a matrix."""
    row = db.one(f"{_EXPECTATION} AND e.id = ?", (expectation_id,))
    return _expectation(row) if row is not None else None


def levels_of(db: Database, person_id: int | None = None) -> tuple[Levels, ...]:
    """The levels that were named, by person and area, newest first."""
    rows = db.all(
        f"{_LEVELS} AND (? IS NULL OR d.person_id = ?) ORDER BY d.person_id, d.area, d.day DESC, d.id DESC",
        (person_id, person_id),
    )
    return tuple(sorted(map(_levels, rows), key=lambda one: fold(one.person)))


def levels(db: Database, delegation_id: int) -> Levels | None:
    """One pair of levels."""
    row = db.one(f"{_LEVELS} AND d.id = ?", (delegation_id,))
    return _levels(row) if row is not None else None


def sides_of(db: Database, person_id: int, since: dt.date) -> Sides:
    """How many topics either side put on somebody's queue since a day."""
    row = db.one(
        "SELECT sum(side = 'mine') AS mine, sum(side = 'theirs') AS theirs FROM topic"
        " WHERE person_id = ? AND added_on >= ? AND deleted_at IS NULL",
        (person_id, since.isoformat()),
    )
    return Sides(row["mine"] or 0, row["theirs"] or 0) if row is not None else Sides(0, 0)


def themes_since(db: Database, since: dt.date, person_id: int | None = None) -> dict[Theme, int]:
    """How many topics of each theme were talked about since a day, with somebody or with everybody."""
    rows = db.all(
        "SELECT theme, count(*) FROM topic WHERE state = 'discussed' AND closed_on >= ? AND theme IS NOT NULL"
        " AND (? IS NULL OR person_id = ?) AND deleted_at IS NULL GROUP BY theme",
        (since.isoformat(), person_id, person_id),
    )
    return {Theme(row[0]): row[1] for row in rows}


def any_theme(db: Database) -> bool:
    """Whether a topic was ever said to be for something."""
    return (
        db.value("SELECT 1 FROM topic INDEXED BY topic_theme WHERE theme IS NOT NULL AND deleted_at IS NULL LIMIT 1")
        is not None
    )


def _answered(row: Row) -> Answered:
    return Answered(
        PersonId(row["person_id"]),
        row["person"],
        row["item"],
        ClarityAnswer(row["answer"]),
        dt.date.fromisoformat(row["day"]),
    )


def _expectation(row: Row) -> Expectation:
    return Expectation(
        ExpectationId(row["id"]),
        row["uid"],
        PersonId(row["person_id"]),
        row["person"],
        ExpectationSide(row["side"]),
        row["body"],
        dt.date.fromisoformat(row["day"]),
        day(row["retired_on"]),
    )


def _levels(row: Row) -> Levels:
    return Levels(
        DelegationId(row["id"]),
        row["uid"],
        PersonId(row["person_id"]),
        row["person"],
        row["area"],
        dt.date.fromisoformat(row["day"]),
        row["mine"],
        row["theirs"],
        row["agreed"],
    )
