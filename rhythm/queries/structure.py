"""Charters, interfaces, patterns and cards, as they were and are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from itertools import combinations

from rhythm.domain.people import PersonId, TeamId
from rhythm.domain.structure import CardAnswer, CardReply, Charter, Interface, OrgPattern, Pair, Subject
from rhythm.domain.whose import Whose
from rhythm.queries.tracker import ConflictView
from rhythm.storage.database import Database, Row, Value


def charters(db: Database, team_id: int | None = None) -> tuple[Charter, ...]:
    """Every charter of every team, or of one, oldest first."""
    rows = db.all(
        "SELECT id, uid, team_id, since, owns, not_owns, goals FROM charter WHERE deleted_at IS NULL"
        " AND (? IS NULL OR team_id = ?) ORDER BY since, id",
        (team_id, team_id),
    )
    return tuple(_charter(row) for row in rows)


def any_card_answered(db: Database, since: dt.date) -> bool:
    """Whether any card was answered on a day or later, if only with unknown."""
    sql = "SELECT 1 FROM card_answer WHERE day >= ? AND deleted_at IS NULL LIMIT 1"
    return db.value(sql, (since.isoformat(),)) is not None


def interfaces(db: Database, team_id: int | None = None) -> tuple[Interface, ...]:
    """Everything that was ever said between each two teams, or between one and the others, oldest first."""
    rows = db.all(
        "SELECT id, uid, first_id, second_id, since, body FROM interface WHERE deleted_at IS NULL"
        " AND (? IS NULL OR ? IN (first_id, second_id)) ORDER BY since, id",
        (team_id, team_id),
    )
    return tuple(
        Interface(
            row["id"],
            row["uid"],
            (TeamId(row["first_id"]), TeamId(row["second_id"])),
            dt.date.fromisoformat(row["since"]),
            row["body"],
        )
        for row in rows
    )


def patterns(db: Database) -> tuple[OrgPattern, ...]:
    """How teams were said to be cut, oldest first."""
    rows = db.all("SELECT team_id, pattern, since FROM org_pattern WHERE deleted_at IS NULL ORDER BY since, id")
    return tuple(OrgPattern(row["team_id"], row["pattern"], dt.date.fromisoformat(row["since"])) for row in rows)


def replies(db: Database, subject: Subject | None = None) -> tuple[CardReply, ...]:
    """Every answer to every card, or to those of one subject, oldest first."""
    where, values = "", list[Value]()
    if subject is not None:
        where, values = "AND team_id IS ? AND person_id IS ?", [subject.team_id, subject.person_id]
    rows = db.all(
        "SELECT id, uid, team_id, person_id, item, day, answer, note FROM card_answer WHERE deleted_at IS NULL"
        f" {where} ORDER BY day, id",
        values,
    )
    return tuple(_reply(row) for row in rows)


def any_structure(db: Database) -> bool:
    """Whether anything was ever said of the structure."""
    return (
        db.one(
            "SELECT 1 FROM charter WHERE deleted_at IS NULL UNION ALL SELECT 1 FROM interface WHERE deleted_at IS NULL"
            " UNION ALL SELECT 1 FROM card_answer WHERE deleted_at IS NULL LIMIT 1"
        )
        is not None
    )


def between(views: Iterable[ConflictView], whose: Whose) -> dict[Pair, tuple[ConflictView, ...]]:
    """Some conflicts by each two teams that are parties to one of their rows, in the order given."""
    found: dict[Pair, list[ConflictView]] = {}
    for view in views:
        pairs = {pair for row in view.rows for pair in combinations(sorted(whose.parties_in(row)), 2)}
        for pair in sorted(pairs):
            found.setdefault(pair, []).append(view)
    return {pair: tuple(of) for pair, of in found.items()}


def _charter(row: Row) -> Charter:
    return Charter(
        row["id"],
        row["uid"],
        TeamId(row["team_id"]),
        dt.date.fromisoformat(row["since"]),
        _lines(row["owns"]),
        _lines(row["not_owns"]),
        _lines(row["goals"]),
    )


def _reply(row: Row) -> CardReply:
    team, person = row["team_id"], row["person_id"]
    subject = Subject(TeamId(team) if team is not None else None, PersonId(person) if person is not None else None)
    return CardReply(
        row["id"],
        row["uid"],
        subject,
        row["item"],
        dt.date.fromisoformat(row["day"]),
        CardAnswer(row["answer"]),
        row["note"],
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line)
