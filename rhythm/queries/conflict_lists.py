"""Lists of conflicts that cost the same after forty years: what is current, and only names of the rest."""

from __future__ import annotations

import datetime as dt
from itertools import islice

from rhythm.domain.conflicts import Rules, Standing
from rhythm.domain.escalations import ConflictId
from rhythm.domain.names import fold
from rhythm.domain.people import TeamId
from rhythm.queries.rows import marks
from rhythm.queries.tracker import CONFLICT, ConflictView, views, worst_first
from rhythm.storage.database import Database, Row, Value
from rhythm.storage.uid import least_uid
from rhythm.values import NamedTuple

CURRENT_DAYS = 365
"""A conflict that did not come up for a year is an older one. The rule itself looks at far less."""

ASKING = (Standing.VERDICT_DUE, Standing.LATER, Standing.FIXING, Standing.IN_EFFECT)
"""Standings that ask for something, however long ago a conflict came up last."""

SETTLED = (Standing.HELD, Standing.TENSION, Standing.CLOSED)
"""Standings that count as no open conflict."""

_ALIVE = "c.deleted_at IS NULL AND c.merged_into IS NULL"
# Three indexes, and no look at each conflict there is. A uid begins with the instant at which it was made, and a
# conflict is not opened on a day after that; days of all zones are within fourteen hours of it.
_CURRENT = f"""SELECT id FROM conflict WHERE deleted_at IS NULL AND state IN ({marks(len(ASKING))})
    UNION SELECT id FROM conflict WHERE uid >= ? AND opened_on >= ?
    UNION SELECT conflict_id FROM escalation WHERE deleted_at IS NULL AND day >= ? AND conflict_id IS NOT NULL"""


class ConflictName(NamedTuple):
    """A conflict as it is picked from a list."""

    id: ConflictId
    name: str


def current_conflicts(db: Database, rules: Rules, today: dt.date) -> tuple[ConflictView, ...]:
    """Conflicts that ask for something or came up within a year, worst first."""
    found = views(db, db.all(f"{CONFLICT} AND c.id IN ({_CURRENT})", _current(today)), rules, today)
    return tuple(sorted(found, key=worst_first))


def open_conflicts_near(db: Database, team_id: int, rules: Rules, today: dt.date) -> tuple[ConflictView, ...]:
    """The open ones of `current_conflicts` in which a team is named, or a person whose team depends on the day."""
    rows = db.all(
        f"""{CONFLICT} AND c.id IN ({_CURRENT}) AND c.state NOT IN ({marks(len(SETTLED))}) AND EXISTS (
        SELECT 1 FROM escalation e JOIN escalation_party q ON q.escalation_id = e.id AND q.deleted_at IS NULL
        LEFT JOIN team t ON t.id = q.team_id WHERE e.conflict_id = c.id AND e.deleted_at IS NULL
        AND (q.person_id IS NOT NULL OR coalesce(t.merged_into, t.id) = ?))""",
        (*_current(today), *(standing.value for standing in SETTLED), team_id),
    )
    return tuple(sorted(views(db, rows, rules, today), key=worst_first))


def older_count(db: Database, today: dt.date) -> int:
    """How many conflicts `current_conflicts` leaves out."""
    alive = f"SELECT count(*) FROM conflict c WHERE {_ALIVE}"
    return int(db.value(f"SELECT ({alive}) - ({alive} AND c.id IN ({_CURRENT}))", _current(today)) or 0)


def older_conflicts(db: Database, today: dt.date) -> tuple[ConflictId, ...]:
    """The conflicts that `current_conflicts` leaves out, those that came up last first."""
    rows = db.all(
        f"""SELECT c.id FROM conflict c WHERE {_ALIVE} AND c.id NOT IN ({_CURRENT})
        ORDER BY (SELECT max(e.day) FROM escalation e
        WHERE e.conflict_id = c.id AND e.deleted_at IS NULL) DESC, c.id DESC""",
        _current(today),
    )
    return tuple(ConflictId(row[0]) for row in rows)


def conflict_names(db: Database) -> tuple[ConflictName, ...]:
    """All conflicts by name, newest first."""
    rows = db.all(f"SELECT id, name FROM conflict c WHERE {_ALIVE} ORDER BY id DESC")
    return tuple(map(_name, rows))


def current_names(db: Database, today: dt.date) -> tuple[ConflictName, ...]:
    """The conflicts of `current_conflicts` by name, newest first."""
    sql = f"SELECT id, name FROM conflict c WHERE {_ALIVE} AND c.id IN ({_CURRENT}) ORDER BY c.id DESC"
    return tuple(map(_name, db.all(sql, _current(today))))


def names_with(db: Database, text: str, limit: int) -> tuple[ConflictName, ...]:
    """Conflicts of all years whose name holds every word of a text, newest first."""
    words = fold(text).split()
    folded = db.kept("conflict names", lambda: [(fold(one.name), one) for one in conflict_names(db)])
    return tuple(islice((one for name, one in folded if all(word in name for word in words)), limit))


def _name(row: Row) -> ConflictName:
    return ConflictName(ConflictId(row[0]), row[1])


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
    since = today - dt.timedelta(days=CURRENT_DAYS)
    day = since.isoformat()
    return (*(standing.value for standing in ASKING), least_uid(since), day, day)
