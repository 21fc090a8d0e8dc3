"""Structural fixes with their forms, tests of alignment, and what conflicts did that were left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rhythm.domain.alignment import ITEMS, Alignment
from rhythm.domain.conflicts import Rules
from rhythm.domain.escalations import ConflictId
from rhythm.domain.fixes import Fix, FixId, FixKind, FixState
from rhythm.domain.people import PersonId
from rhythm.queries.rows import day, marks
from rhythm.storage.database import Database, Row

if TYPE_CHECKING:
    from rhythm.domain.fix_forms import Filled

_FIX = """SELECT f.id, f.uid, f.conflict_id, f.kind, f.body, f.owner_id, coalesce(p.name, '') AS owner, f.state,
    f.decided_on, f.in_effect, f.verify_on, f.settled_on FROM fix f LEFT JOIN person p ON p.id = f.owner_id
    WHERE f.deleted_at IS NULL"""


def fixes(db: Database, states: Iterable[FixState] | None = None) -> tuple[Fix, ...]:
    """Fixes of some states, or all, newest first."""
    wanted = [state.value for state in states] if states is not None else None
    where = f"AND f.state IN ({marks(len(wanted))})" if wanted is not None else ""
    return tuple(_fix(row) for row in db.all(f"{_FIX} {where} ORDER BY f.id DESC", wanted or ()))


def fix(db: Database, fix_id: int) -> Fix | None:
    """One fix."""
    row = db.one(f"{_FIX} AND f.id = ?", (fix_id,))
    return _fix(row) if row is not None else None


def fixes_of(db: Database, conflict_id: int) -> tuple[Fix, ...]:
    """The fixes of one conflict, newest first."""
    return tuple(_fix(row) for row in db.all(f"{_FIX} AND f.conflict_id = ? ORDER BY f.id DESC", (conflict_id,)))


def newest_fixes(db: Database, conflict_ids: Sequence[int]) -> dict[int, Fix]:
    """The newest fix of each of some conflicts that have one."""
    newest: dict[int, Fix] = {}
    for start in range(0, len(conflict_ids), 500):
        part = conflict_ids[start : start + 500]
        for row in db.all(f"{_FIX} AND f.conflict_id IN ({marks(len(part))}) ORDER BY f.id", part):
            newest[row["conflict_id"]] = _fix(row)
    return newest


def forms(db: Database, fix_ids: Sequence[int]) -> dict[int, tuple[Filled, ...]]:
    """What stands in the forms of some fixes; teams and people under their names of today."""
    # Deferred: forms are read where a fix is opened, fixes on every page.
    from rhythm.domain.fix_forms import Filled

    found: dict[int, list[Filled]] = {}
    for start in range(0, len(fix_ids), 500):
        part = fix_ids[start : start + 500]
        for row in db.all(
            "SELECT f.fix_id, f.name, coalesce(t.name, p.name, f.body) AS text, f.team_id, f.person_id FROM fix_field f"
            " LEFT JOIN team t ON t.id = f.team_id LEFT JOIN person p ON p.id = f.person_id"
            f" WHERE f.deleted_at IS NULL AND f.fix_id IN ({marks(len(part))}) ORDER BY f.id",
            part,
        ):
            found.setdefault(row["fix_id"], []).append(
                Filled(row["name"], row["text"], row["team_id"], row["person_id"])
            )
    return {fix_id: tuple(filled) for fix_id, filled in found.items()}


def alignments(db: Database, conflict_id: int) -> tuple[Alignment, ...]:
    """The tests of a conflict, newest first."""
    rows = db.all(
        f"SELECT conflict_id, day, {', '.join(ITEMS)} FROM alignment WHERE conflict_id = ? AND deleted_at IS NULL"
        " ORDER BY day DESC, id DESC",
        (conflict_id,),
    )
    return tuple(
        Alignment(ConflictId(row[0]), dt.date.fromisoformat(row[1]), *(bool(same) for same in row[2:])) for row in rows
    )


def left_alone(db: Database, rules: Rules, today: dt.date) -> tuple[bool, ...]:
    """For each conflict that was left alone long enough, whether it stayed silent for the watch period."""
    rows = db.all(
        """SELECT NOT EXISTS (SELECT 1 FROM escalation e WHERE e.conflict_id = v.conflict_id AND e.day > v.day
            AND e.day <= date(v.day, ?) AND e.deleted_at IS NULL)
        FROM verdict v WHERE v.deleted_at IS NULL AND v.kind IN ('tension', 'later') AND v.day <= ?
        AND NOT EXISTS (SELECT 1 FROM fix f WHERE f.conflict_id = v.conflict_id AND f.deleted_at IS NULL)
        AND v.id = (SELECT max(id) FROM verdict w WHERE w.conflict_id = v.conflict_id AND w.deleted_at IS NULL)""",
        (f"+{rules.verify_days} days", (today - dt.timedelta(days=rules.verify_days)).isoformat()),
    )
    return tuple(bool(row[0]) for row in rows)


def _fix(row: Row) -> Fix:
    owner = row["owner_id"]
    return Fix(
        id=FixId(row["id"]),
        uid=row["uid"],
        conflict_id=ConflictId(row["conflict_id"]),
        kind=FixKind(row["kind"]),
        body=row["body"],
        owner_id=PersonId(owner) if owner is not None else None,
        owner=row["owner"],
        state=FixState(row["state"]),
        decided_on=dt.date.fromisoformat(row["decided_on"]),
        in_effect=day(row["in_effect"]),
        verify_on=day(row["verify_on"]),
        settled_on=day(row["settled_on"]),
    )
