"""Decision rights as they were and are, what was answered about them, standards and free choice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rhythm.domain.decision_rights import Answer, Board, Cell, Level, Practice, PracticeKind, Right, Role
from rhythm.domain.names import fold
from rhythm.domain.people import PersonId, TeamId
from rhythm.domain.whose import Leading, Whose
from rhythm.queries import people
from rhythm.queries.rows import day
from rhythm.storage.database import Database, Row, Value
from rhythm.values import NamedTuple

_RIGHT = """SELECT r.id, r.uid, r.team_id, r.area, r.since, r.decider_id, p.name AS decider, r.level, r.why,
    r.driver_id, coalesce(d.name, '') AS driver FROM decision_right r JOIN person p ON p.id = r.decider_id
    LEFT JOIN person d ON d.id = r.driver_id WHERE r.deleted_at IS NULL"""


class Agreement(NamedTuple):
    """A level that both sides agreed on in a 1:1 (see the `delegation` table)."""

    person_id: PersonId
    person: str
    cell: Cell
    day: dt.date
    level: Level


def rights(db: Database, cell: Cell | None = None, *, area: str | None = None) -> tuple[Right, ...]:
    """Every row of every cell, or of one cell or area, oldest first."""
    where, values = "", list[Value]()
    if cell is not None:
        where, values = "AND r.team_id = ? AND r.area = ?", [cell.team_id, cell.area]
    elif area is not None:
        where, values = "AND r.area = ?", [area]
    rows = db.all(f"{_RIGHT} {where} ORDER BY r.since, r.id", values)
    roles = db.all(
        "SELECT q.right_id, q.role, q.person_id, q.team_id, coalesce(p.name, t.name) AS name FROM right_role q"
        " JOIN decision_right r ON r.id = q.right_id LEFT JOIN person p ON p.id = q.person_id"
        f" LEFT JOIN team t ON t.id = q.team_id WHERE q.deleted_at IS NULL {where} ORDER BY q.id",
        values,
    )
    found: dict[tuple[int, str], list[Role]] = {}
    for row in roles:
        role = Role(row["name"], row["person_id"], row["team_id"])
        found.setdefault((row["right_id"], row["role"]), []).append(role)
    return tuple(_right(row, found) for row in rows)


def right(db: Database, right_id: int) -> Right | None:
    """One row of a cell's history."""
    row = db.one(f"{_RIGHT} AND r.id = ?", (right_id,))
    return _right(row, {}) if row is not None else None


def board(db: Database, *, area: str | None = None) -> Board:
    """The history of every cell, or of those of one area."""
    return Board(rights(db, area=area))


def practices(db: Database, *, ended: bool = False) -> tuple[Practice, ...]:
    """Standards first, then free choice, by name; with `ended` also what holds no more."""
    only = "" if ended else " AND until IS NULL"
    rows = db.all(f"SELECT id, uid, kind, name, since, until FROM practice WHERE deleted_at IS NULL{only}")
    found = (
        Practice(
            row["id"],
            row["uid"],
            PracticeKind(row["kind"]),
            row["name"],
            dt.date.fromisoformat(row["since"]),
            day(row["until"]),
        )
        for row in rows
    )
    return tuple(
        sorted(found, key=lambda one: (one.kind is not PracticeKind.STANDARD, fold(one.name), one.id)),
    )


def answers(db: Database, cell: Cell | None = None) -> tuple[Answer, ...]:
    """What was answered about cells, or about one, oldest first."""
    where, values = ("AND team_id = ? AND area = ?", cell) if cell is not None else ("", ())
    rows = db.all(
        f"SELECT team_id, area, day, item, body FROM right_answer WHERE deleted_at IS NULL {where} ORDER BY day, id",
        values,
    )
    return tuple(
        Answer(Cell(TeamId(row["team_id"]), row["area"]), dt.date.fromisoformat(row["day"]), row["item"], row["body"])
        for row in rows
    )


def agreements(db: Database) -> tuple[Agreement, ...]:
    """The newest level that was agreed on for each cell. One without a team is meant for the teams of the person."""
    rows = db.all(
        f"""SELECT g.person_id, p.name AS person, t.id AS team_id, g.area, g.day, g.agreed FROM delegation g
        JOIN person p ON p.id = g.person_id
        JOIN team t ON t.deleted_at IS NULL AND t.archived_on IS NULL
        AND (t.id = g.team_id OR (g.team_id IS NULL AND g.person_id = {people.led_by("t")}))
        WHERE g.deleted_at IS NULL AND g.agreed IS NOT NULL ORDER BY g.day, g.id""",
        (db.clock.today().isoformat(),),
    )
    newest: dict[Cell, Agreement] = {}
    for row in rows:
        cell = Cell(TeamId(row["team_id"]), row["area"])
        newest[cell] = Agreement(
            PersonId(row["person_id"]), row["person"], cell, dt.date.fromisoformat(row["day"]), Level(row["agreed"])
        )
    return tuple(newest.values())


def whose(db: Database) -> Whose:
    """Who sat where, reported to whom and led which team, with the days that are known."""
    rows = db.all("SELECT team_id, manager_id, since FROM team_lead WHERE deleted_at IS NULL ORDER BY since, id")
    leading: Iterable[Leading] = (
        Leading(TeamId(row["team_id"]), row["manager_id"], dt.date.fromisoformat(row["since"])) for row in rows
    )
    return Whose(people.everybody(db), people.all_teams(db), people.reporting_lines(db), leading)


def _right(row: Row, roles: dict[tuple[int, str], list[Role]]) -> Right:
    return Right(
        id=row["id"],
        uid=row["uid"],
        team_id=TeamId(row["team_id"]),
        area=row["area"],
        since=dt.date.fromisoformat(row["since"]),
        decider_id=PersonId(row["decider_id"]),
        decider=row["decider"],
        level=Level(row["level"]),
        why=row["why"],
        driver_id=row["driver_id"],
        driver=row["driver"],
        contributors=tuple(roles.get((row["id"], "contributor"), ())),
        informed=tuple(roles.get((row["id"], "informed"), ())),
    )
