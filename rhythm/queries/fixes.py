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


def fixes_between(db: Database, first: dt.date, last: dt.date) -> tuple[Fix, ...]:
    """The fixes to which something happened in a span of days: decided, put in effect, or settled; oldest first."""
    span = (first.isoformat(), last.isoformat())
    rows = db.all(
        f"""{_FIX} AND f.id IN (SELECT id FROM fix WHERE decided_on BETWEEN ? AND ? AND deleted_at IS NULL
        UNION SELECT id FROM fix WHERE in_effect BETWEEN ? AND ? AND deleted_at IS NULL
        UNION SELECT id FROM fix WHERE settled_on BETWEEN ? AND ? AND deleted_at IS NULL) ORDER BY f.id""",
        span * 3,
    )
    return tuple(_fix(row) for row in rows)


def brought_back_by_rows(db: Database, fix: Fix) -> bool:
    """Whether the rows of its conflict brought a fix back, and not the word of the director.

    Nothing but the log tells them apart: a word changes no row, and a fix that comes back as it takes effect, since
    its rows were there already, begins in the same action.
    """
    action = db.value(
        "SELECT max(action_id) FROM change WHERE row_uid = ? AND tbl = 'fix'"
        " AND json_extract(new, '$.state') = 'came_back' AND json_extract(old, '$.state') IS NOT 'came_back'",
        (fix.uid,),
    )
    sql = """SELECT 1 FROM change WHERE action_id = ? AND (tbl = 'escalation' OR (tbl = 'fix' AND row_uid = ?
        AND json_extract(old, '$.in_effect') IS NOT json_extract(new, '$.in_effect'))) LIMIT 1"""
    return db.one(sql, (action, fix.uid)) is not None


def newest_fixes(db: Database, conflict_ids: Sequence[int]) -> dict[int, Fix]:
    """The newest fix of each of some conflicts that have one; a dropped one only where there is no other."""
    newest: dict[int, Fix] = {}
    for start in range(0, len(conflict_ids), 500):
        part = conflict_ids[start : start + 500]
        kept_last = "ORDER BY f.state <> 'dropped', f.id"
        for row in db.all(f"{_FIX} AND f.conflict_id IN ({marks(len(part))}) {kept_last}", part):
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


def left_alone(db: Database, rules: Rules, today: dt.date) -> tuple[tuple[dt.date, bool], ...]:
    """For each conflict that was left alone long enough since which day, and whether it stayed silent for the watch
    period.

    The first answer that left it alone is taken: what chance does is known from the third meeting on (N3), and whoever
    answers anew does so knowing whether it was quiet meanwhile. So each conflict counts once, and what it counts for
    never turns. A fix that was decided on before it came up again ends that; one that followed upon its coming up does
    not make it unseen.
    """
    rows = db.all(
        """SELECT min(v.id), v.came_up_on IS NULL, v.day FROM (SELECT a.id, a.conflict_id, a.day,
            (SELECT min(e.day) FROM escalation e WHERE e.conflict_id = a.conflict_id AND e.day > a.day
            AND e.day <= date(a.day, :watch) AND e.deleted_at IS NULL) AS came_up_on
            FROM verdict a WHERE a.deleted_at IS NULL AND a.kind IN ('tension', 'later') AND a.day <= :last) v
        WHERE NOT EXISTS (SELECT 1 FROM fix f WHERE f.conflict_id = v.conflict_id AND f.deleted_at IS NULL
            AND (f.in_effect IS NOT NULL OR f.state <> 'dropped')
            AND f.decided_on < coalesce(v.came_up_on, date(v.day, :watch, '+1 day')))
        AND NOT EXISTS (SELECT 1 FROM verdict w WHERE w.conflict_id = v.conflict_id AND w.deleted_at IS NULL
            AND w.kind = 'split' AND w.id > v.id)
        GROUP BY v.conflict_id""",
        {
            "watch": f"+{rules.verify_days} days",
            "last": (today - dt.timedelta(days=rules.verify_days)).isoformat(),
        },
    )
    return tuple((dt.date.fromisoformat(row[2]), bool(row[1])) for row in rows)


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
