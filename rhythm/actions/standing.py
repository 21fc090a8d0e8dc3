"""The conflict of an action, and what follows for it when its rows change. Part of the action that changed them."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.conflicts import Conflict, Rules, Standing, VerdictKind, occasions, standing_after_rows_changed
from rhythm.domain.escalations import ConflictId
from rhythm.domain.fixes import FixState, newest_kept
from rhythm.errors import NotFound
from rhythm.queries import tracker as queries
from rhythm.queries.fixes import fixes_of
from rhythm.queries.rows import iso
from rhythm.storage.database import Database


def the_conflict(db: Database, conflict_id: int) -> Conflict:
    """One conflict, open or closed. Raises NotFound."""
    found = queries.conflict(db, conflict_id)
    if found is None:
        raise NotFound(f"there is no conflict #{conflict_id}", "rhythm conflicts shows them all")
    return found


def rows_changed(db: Database, conflict_id: ConflictId, rules: Rules) -> None:
    """Bring a conflict's standing up to date with its rows, inside the current action."""
    conflict = queries.conflict(db, conflict_id)
    if conflict is None:
        return
    today = db.clock.today()
    fixes = fixes_of(db, conflict_id)
    watched = next((fix for fix in fixes if fix.state is FixState.IN_EFFECT), None)
    newest = newest_kept(fixes)
    came_back = newest is not None and newest.state is FixState.CAME_BACK
    found = occasions(queries.escalations_of(db, conflict_id))
    in_effect = watched.in_effect if watched is not None else None
    standing = standing_after_rows_changed(conflict, found, in_effect, rules, today, came_back=came_back)
    if standing is conflict.standing:
        return
    if conflict.standing is Standing.IN_EFFECT and watched is not None:
        db.update("fix", watched.id, state=FixState.CAME_BACK, settled_on=today.isoformat())
    set_standing(db, conflict_id, standing)


def set_standing(db: Database, conflict_id: ConflictId, standing: Standing, *, until: dt.date | None = None) -> None:
    """Give a conflict a standing, inside the current action; a verdict that falls due opens a card today.

    How often an earlier card was put off says nothing of a new one.
    """
    opens = standing is Standing.VERDICT_DUE
    db.update(
        "conflict",
        conflict_id,
        state=standing,
        card_on=db.clock.today().isoformat() if opens else None,
        until=iso(until),
        **({"put_off": 0} if opens else {}),
    )


def note_verdict(
    db: Database, conflict_id: ConflictId, kind: VerdictKind, why: str = "", until: dt.date | None = None
) -> None:
    """Keep what was answered about a conflict, and on which day, inside the current action."""
    db.insert(
        "verdict", conflict_id=conflict_id, day=db.clock.today().isoformat(), kind=kind, why=why, until=iso(until)
    )
