"""Lists of conflicts that cost the same after forty years: what is current, and only names of the rest."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.conflicts import Rules, Standing
from rhythm.domain.escalations import ConflictId
from rhythm.domain.people import TeamId
from rhythm.queries.rows import marks
from rhythm.queries.tracker import CONFLICT, ConflictView, views, worst_first
from rhythm.storage.database import Database, Value
from rhythm.values import NamedTuple

CURRENT_DAYS = 365
"""A conflict that did not come up for a year is an older one. The rule itself looks at far less."""

ASKING = (Standing.VERDICT_DUE, Standing.LATER, Standing.FIXING, Standing.IN_EFFECT)
"""Standings that ask for something, however long ago a conflict came up last."""

SETTLED = (Standing.HELD, Standing.TENSION, Standing.CLOSED)
"""Standings that count as no open conflict."""

_IS_CURRENT = f"""(c.state IN ({marks(len(ASKING))}) OR c.opened_on >= ? OR c.id IN
    (SELECT e.conflict_id FROM escalation e WHERE e.deleted_at IS NULL AND e.day >= ?))"""


class ConflictName(NamedTuple):
    """A conflict as it is picked from a list."""

    id: ConflictId
    name: str
    standing: Standing


def current_conflicts(db: Database, rules: Rules, today: dt.date) -> tuple[ConflictView, ...]:
    """Conflicts that ask for something or came up within a year, worst first."""
    found = views(db, db.all(f"{CONFLICT} AND {_IS_CURRENT}", _current(today)), rules, today)
    return tuple(sorted(found, key=worst_first))


def older_count(db: Database, today: dt.date) -> int:
    """How many conflicts `current_conflicts` leaves out."""
    alive = "FROM conflict c WHERE c.deleted_at IS NULL AND c.merged_into IS NULL"
    sql = f"SELECT (SELECT count(*) {alive}) - (SELECT count(*) {alive} AND {_IS_CURRENT})"
    return int(db.value(sql, _current(today)) or 0)


def older_conflicts(db: Database, today: dt.date) -> tuple[ConflictId, ...]:
    """The conflicts that `current_conflicts` leaves out, those that came up last first."""
    rows = db.all(
        f"""SELECT c.id FROM conflict c WHERE c.deleted_at IS NULL AND c.merged_into IS NULL
        AND ({_IS_CURRENT}) IS NOT 1 ORDER BY (SELECT max(e.day) FROM escalation e
        WHERE e.conflict_id = c.id AND e.deleted_at IS NULL) DESC, c.id DESC""",
        _current(today),
    )
    return tuple(ConflictId(row[0]) for row in rows)


def conflict_names(db: Database) -> tuple[ConflictName, ...]:
    """All conflicts by name and standing, newest first."""
    rows = db.all(
        "SELECT id, name, state FROM conflict WHERE deleted_at IS NULL AND merged_into IS NULL ORDER BY id DESC"
    )
    return tuple(ConflictName(ConflictId(row[0]), row[1], Standing(row[2])) for row in rows)


def open_conflicts_by_team(db: Database) -> dict[TeamId, int]:
    """To how many open conflicts each team is a party; a merged team counts as the one that took it up."""
    open_standings = [standing.value for standing in Standing if standing not in SETTLED]
    rows = db.all(
        f"""SELECT coalesce(t.merged_into, t.id) AS team, count(DISTINCT c.id) FROM conflict c
        JOIN escalation e ON e.conflict_id = c.id AND e.deleted_at IS NULL
        JOIN escalation_party q ON q.escalation_id = e.id AND q.deleted_at IS NULL
        JOIN team t ON t.id = q.team_id WHERE c.deleted_at IS NULL AND c.merged_into IS NULL
        AND c.state IN ({marks(len(open_standings))}) GROUP BY team""",
        open_standings,
    )
    return {TeamId(row[0]): row[1] for row in rows}


def _current(today: dt.date) -> tuple[Value, ...]:
    since = (today - dt.timedelta(days=CURRENT_DAYS)).isoformat()
    return (*(standing.value for standing in ASKING), since, since)
