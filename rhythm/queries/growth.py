"""Evidence about anybody, stories with what they may come from, cards of stakeholders, the self-check."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.growth import Checked, Line, LineId, Source, SourceKind, StakeholderCard, Story, StoryId
from rhythm.domain.people import PersonId
from rhythm.storage.database import Database, Row, Value

_LINE = """SELECT e.id, e.uid, e.person_id, p.name AS person, e.day, coalesce(n.body, e.body) AS body, e.area, e.skill,
    e.note_id, e.fix_id, e.bet_decision_id
    FROM bench_evidence e JOIN person p ON p.id = e.person_id LEFT JOIN note n ON n.id = e.note_id
    WHERE e.deleted_at IS NULL"""
_STORY = """SELECT id, uid, question, title, diagnose, decide, communicate, day, fix_id, bet_decision_id, note_id
    FROM story WHERE deleted_at IS NULL"""
_SOURCES = """SELECT 'fix' AS kind, f.id, coalesce(f.settled_on, f.decided_on) AS day,
        CASE WHEN f.body <> '' THEN f.body ELSE c.name END AS text
    FROM fix f JOIN conflict c ON c.id = f.conflict_id
    WHERE f.deleted_at IS NULL AND f.state IN ('held', 'came_back', 'unclear')
    UNION ALL SELECT 'note', n.id, n.day, n.body FROM note n WHERE n.deleted_at IS NULL AND n.kind = 'decision'
    UNION ALL SELECT 'bet_decision', d.id, d.day, b.name || ': ' || d.kind || CASE WHEN d.why <> '' THEN ', ' || d.why
        ELSE '' END FROM bet_decision d JOIN bet b ON b.id = d.bet_id WHERE d.deleted_at IS NULL"""
_COLUMNS = {SourceKind.FIX: "fix_id", SourceKind.DECISION: "note_id", SourceKind.BET_DECISION: "bet_decision_id"}

MOST_SOURCES = 200
"""So many of the newest may be chosen from."""


def any_growth(db: Database, me: PersonId | None) -> bool:
    """Whether the growth file was ever used."""
    sql = """SELECT 1 FROM story WHERE deleted_at IS NULL UNION ALL SELECT 1 FROM stakeholder_card
        WHERE deleted_at IS NULL UNION ALL SELECT 1 FROM self_check WHERE deleted_at IS NULL UNION ALL
        SELECT 1 FROM bench_evidence WHERE person_id = ? AND deleted_at IS NULL LIMIT 1"""
    return db.one(sql, (me,)) is not None


def lines(db: Database, person_id: int | None = None) -> tuple[Line, ...]:
    """Evidence about somebody, or about everybody, newest first."""
    only, values = ("AND e.person_id = ?", (person_id,)) if person_id is not None else ("", ())
    return tuple(_line(row) for row in db.all(f"{_LINE} {only} ORDER BY e.day DESC, e.id DESC", values))


def line(db: Database, line_id: int) -> Line | None:
    """One line of evidence."""
    row = db.one(f"{_LINE} AND e.id = ?", (line_id,))
    return _line(row) if row is not None else None


def stories(db: Database) -> tuple[Story, ...]:
    """The stories, newest first."""
    return tuple(_story(row) for row in db.all(f"{_STORY} ORDER BY day DESC, id DESC"))


def story(db: Database, story_id: int) -> Story | None:
    """One story."""
    row = db.one(f"{_STORY} AND id = ?", (story_id,))
    return _story(row) if row is not None else None


def sources(db: Database) -> tuple[Source, ...]:
    """What a story may come from: closed fixes, noted decisions, decisions about bets; newest first."""
    rows = db.all(f"{_SOURCES} ORDER BY day DESC, id DESC LIMIT ?", (MOST_SOURCES,))
    return tuple(_source(row) for row in rows)


def source(db: Database, kind: SourceKind, number: int) -> Source | None:
    """One fix or decision that a story may come from."""
    row = db.one(f"SELECT * FROM ({_SOURCES}) WHERE kind = ? AND id = ?", (kind.value, number))
    return _source(row) if row is not None else None


def cards(db: Database) -> dict[PersonId, StakeholderCard]:
    """The cards of stakeholders by person."""
    rows = db.all(
        "SELECT person_id, cares_about, behaviours, deliverables, common, day FROM stakeholder_card"
        " WHERE deleted_at IS NULL"
    )
    return {
        PersonId(row["person_id"]): StakeholderCard(
            PersonId(row["person_id"]),
            row["cares_about"],
            row["behaviours"],
            row["deliverables"],
            row["common"],
            dt.date.fromisoformat(row["day"]),
        )
        for row in rows
    }


def checked(db: Database, year: int) -> dict[str, Checked]:
    """The answers of the self-check of a year, by question."""
    rows = db.all(
        "SELECT year, item, answer, body, day FROM self_check WHERE year = ? AND deleted_at IS NULL ORDER BY id",
        (year,),
    )
    return {row["item"]: _checked(row) for row in rows}


def source_values(found: tuple[SourceKind, int] | None) -> dict[str, Value]:
    """The columns of a source, all of them."""
    return {column: found[1] if found is not None and found[0] is kind else None for kind, column in _COLUMNS.items()}


def _line(row: Row) -> Line:
    return Line(
        LineId(row["id"]),
        row["uid"],
        PersonId(row["person_id"]),
        row["person"],
        dt.date.fromisoformat(row["day"]),
        row["body"],
        row["area"],
        row["skill"],
        row["note_id"],
        row["fix_id"],
        row["bet_decision_id"],
    )


def _story(row: Row) -> Story:
    found = next(((kind, row[column]) for kind, column in _COLUMNS.items() if row[column] is not None), None)
    return Story(
        StoryId(row["id"]),
        row["uid"],
        row["question"],
        row["title"],
        row["diagnose"],
        row["decide"],
        row["communicate"],
        dt.date.fromisoformat(row["day"]),
        found,
    )


def _source(row: Row) -> Source:
    return Source(SourceKind(row["kind"]), row["id"], dt.date.fromisoformat(row["day"]), row["text"])


def _checked(row: Row) -> Checked:
    answer = row["answer"]
    return Checked(
        row["year"],
        row["item"],
        None if answer is None else answer == "yes",
        row["body"],
        dt.date.fromisoformat(row["day"]),
    )
