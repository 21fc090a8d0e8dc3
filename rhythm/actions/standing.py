"""The conflict of an action, and what follows for it when its rows change. Part of the action that changed them."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.conflicts import Conflict, Rules, Standing, VerdictKind, occasions, standing_after_rows_changed
from rhythm.domain.escalations import ConflictId
from rhythm.domain.fixes import FixState, newest_kept
from rhythm.errors import NotFound
from rhythm.queries import tracker as queries
from rhythm.queries.fixes import brought_back_by_rows, fixes_of
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
    failed = newest if newest is not None and newest.state is FixState.CAME_BACK else None
    found = occasions(queries.escalations_of(db, conflict_id))
    standing = standing_after_rows_changed(
        conflict,
        found,
        watched.in_effect if watched is not None else None,
        rules,
        today,
        came_back=failed is not None,
        brought_back=failed.in_effect if failed is not None and brought_back_by_rows(db, failed) else None,
    )
    if standing is conflict.standing:
        return
    if standing is Standing.IN_EFFECT and failed is not None:
        db.update("fix", failed.id, state=FixState.IN_EFFECT, settled_on=None)
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
