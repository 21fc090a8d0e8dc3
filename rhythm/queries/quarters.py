"""What a quarterly review keeps besides its answers: strikes and pins, intentions, sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from rhythm.domain.fixes import FixId, FixState
from rhythm.domain.meetings import PromiseId, PromiseState
from rhythm.domain.people import PersonId, TeamId
from rhythm.domain.quarters import Intention, IntentionId, IntentionState, Sheet, SheetRow, stands
from rhythm.domain.reviews import EvidenceMark, LaterAnswer, ReviewKind
from rhythm.queries.rows import day, marks
from rhythm.storage.database import Database, Row, Value

_INTENTION = """SELECT i.id, i.uid, r.period, i.item, i.body, i.due, i.state, i.moved, i.settled_on, i.person_id,
    coalesce(p.name, '') AS person, i.promise_id, i.fix_id, m.state AS promise_state, m.due AS promise_due,
    m.moved AS promise_moved, m.closed_on AS promise_closed, f.state AS fix_state,
    CASE WHEN f.body <> '' THEN f.body ELSE replace(f.kind, '_', ' ') || ': ' || c.name END AS fix,
    f.in_effect, f.settled_on AS fix_settled
    FROM review r JOIN intention i ON i.review_id = r.id
    LEFT JOIN person p ON p.id = i.person_id
    LEFT JOIN promise m ON m.id = i.promise_id AND m.deleted_at IS NULL
    LEFT JOIN fix f ON f.id = i.fix_id AND f.deleted_at IS NULL
    LEFT JOIN conflict c ON c.id = f.conflict_id
    WHERE i.deleted_at IS NULL AND r.deleted_at IS NULL AND r.kind = 'quarter'"""

_SHEET_ROW = """SELECT r.period, s.sheet, s.item, s.value, s.body, s.person_id FROM review r JOIN sheet_row s
    ON s.review_id = r.id AND s.deleted_at IS NULL WHERE r.kind = 'quarter' AND r.deleted_at IS NULL"""


def evidence_marks(db: Database, period: str, item: str) -> dict[str, EvidenceMark]:
    """What was struck and what was pinned under a question of a quarter, by the key of the evidence."""
    rows = db.all(
        "SELECT m.record, m.mark FROM evidence_mark m JOIN review r ON r.id = m.review_id"
        " WHERE r.kind = ? AND r.period = ? AND m.item = ? AND m.deleted_at IS NULL AND r.deleted_at IS NULL",
        (ReviewKind.QUARTER, period, item),
    )
    return {row["record"]: EvidenceMark(row["mark"]) for row in rows}


def intention(db: Database, intention_id: int) -> Intention | None:
    """One intention."""
    return next(iter(_intentions(db, "AND i.id = ?", intention_id)), None)


def intentions_of(db: Database, period: str) -> tuple[Intention, ...]:
    """What was intended in a quarter's review, question by question, in the order of its lines."""
    return _intentions(db, "AND r.period = ? ORDER BY i.item, i.place, i.id", period)


def intentions_before(db: Database, periods: Sequence[str], last_period: str) -> tuple[Intention, ...]:
    """What was intended in the last review, and what is still open of those of some periods, in the order of these."""
    found = _intentions(db, f"AND r.period IN ({marks(len(periods))}) ORDER BY i.item, i.place, i.id", *periods)
    asked = (one for one in found if one.period == last_period or one.state is IntentionState.OPEN)
    return tuple(sorted(asked, key=lambda one: periods.index(one.period)))


def sheet_rows(db: Database, period: str) -> tuple[SheetRow, ...]:
    """Everything that was said on the sheets of a quarter."""
    rows = db.all(f"{_SHEET_ROW} AND r.period = ? ORDER BY s.id", (period,))
    return tuple(_sheet_row(row) for row in rows)


def sheet_rows_before(db: Database, periods: Sequence[str], sheet: Sheet) -> tuple[SheetRow, ...]:
    """What was said on one sheet in the first of some quarters in which anything was."""
    rows = db.all(
        f"{_SHEET_ROW} AND r.period IN ({marks(len(periods))}) AND s.sheet = ? ORDER BY s.id", (*periods, sheet)
    )
    filled = {row["period"] for row in rows}
    first = next((period for period in periods if period in filled), "")
    return tuple(_sheet_row(row) for row in rows if row["period"] == first)


def questions_asked(db: Database, period: str) -> dict[str, str]:
    """The questions of a quarter as they were asked when they were answered, by their ids."""
    rows = db.all(
        "SELECT a.item, a.question FROM review_answer a JOIN review r ON r.id = a.review_id"
        " WHERE r.kind = ? AND r.period = ? AND a.deleted_at IS NULL AND r.deleted_at IS NULL ORDER BY a.id",
        (ReviewKind.QUARTER, period),
    )
    return {row["item"]: row["question"] for row in rows}


def later_answers(db: Database, period: str) -> tuple[LaterAnswer, ...]:
    """What was said on the questions of a quarter after it was closed."""
    rows = db.all(
        "SELECT a.item, a.body, a.day FROM later_answer a JOIN review r ON r.id = a.review_id"
        " WHERE r.kind = ? AND r.period = ? AND a.deleted_at IS NULL AND r.deleted_at IS NULL ORDER BY a.id",
        (ReviewKind.QUARTER, period),
    )
    return tuple(LaterAnswer(row["item"], row["body"], dt.date.fromisoformat(row["day"])) for row in rows)


def private_records(db: Database, ids: Mapping[str, Sequence[int]]) -> frozenset[tuple[str, int]]:
    """Of some notes and promises, by kind, those that are to be neither copied nor shared."""
    found: set[tuple[str, int]] = set()
    for kind in ("note", "promise"):
        some = ids.get(kind, ())
        rows = db.all(f"SELECT id FROM {kind} WHERE private = 1 AND id IN ({marks(len(some))})", some) if some else []
        found.update((kind, row["id"]) for row in rows)
    return frozenset(found)


def report_strikes(db: Database, period: str) -> frozenset[str]:
    """The lines that are left out of the report of a quarter, or taken in where they are private."""
    rows = db.all(
        "SELECT s.line FROM report_strike s JOIN review r ON r.id = s.review_id"
        " WHERE r.kind = ? AND r.period = ? AND s.deleted_at IS NULL AND r.deleted_at IS NULL",
        (ReviewKind.QUARTER, period),
    )
    return frozenset(row[0] for row in rows)


def leads_between(db: Database, first: dt.date, last: dt.date) -> tuple[TeamId, ...]:
    """The teams that got another lead in a span of days; the first lead of a team is no other one, nobody is none."""
    rows = db.all(
        "SELECT DISTINCT l.team_id FROM team_lead l WHERE l.since BETWEEN ? AND ? AND l.deleted_at IS NULL"
        " AND l.manager_id <> (SELECT e.manager_id FROM team_lead e WHERE e.team_id = l.team_id AND e.since < l.since"
        " AND e.manager_id IS NOT NULL AND e.deleted_at IS NULL ORDER BY e.since DESC LIMIT 1)"
        " ORDER BY l.team_id",
        (first.isoformat(), last.isoformat()),
    )
    return tuple(TeamId(row[0]) for row in rows)


def _intentions(db: Database, where: str, *values: Value) -> tuple[Intention, ...]:
    return tuple(_intention(row) for row in db.all(f"{_INTENTION} {where}", values))


def _intention(row: Row) -> Intention:
    promise = PromiseState(row["promise_state"]) if row["promise_state"] is not None else None
    fix = FixState(row["fix_state"]) if row["fix_state"] is not None else None
    state = stands(IntentionState(row["state"]), promise, fix)
    due, moved, settled = row["due"], row["moved"], row["settled_on"]
    if promise is not None:
        due, moved, settled = row["promise_due"] or due, row["promise_moved"], row["promise_closed"]
    elif fix is not None:
        settled = (row["in_effect"] or row["fix_settled"]) if state is not IntentionState.OPEN else None
    return Intention(
        id=IntentionId(row["id"]),
        uid=row["uid"],
        period=row["period"],
        item=row["item"],
        body=row["body"],
        due=dt.date.fromisoformat(due),
        state=state,
        moved=moved,
        settled_on=day(settled),
        person_id=PersonId(row["person_id"]) if row["person_id"] is not None else None,
        person=row["person"],
        promise_id=PromiseId(row["promise_id"]) if promise is not None else None,
        fix_id=FixId(row["fix_id"]) if fix is not None else None,
        fix_state=fix,
        fix=row["fix"] or "",
    )


def _sheet_row(row: Row) -> SheetRow:
    person_id = PersonId(row["person_id"]) if row["person_id"] is not None else None
    return SheetRow(Sheet(row["sheet"]), row["item"], row["value"], row["body"], person_id)
