"""Structural fixes: decided on, put in effect, judged after the watch."""

from __future__ import annotations

import datetime as dt

from rhythm.actions.standing import note_verdict, rows_changed, set_standing
from rhythm.domain.conflicts import Rules, Standing, VerdictKind
from rhythm.domain.escalations import ConflictId
from rhythm.domain.fixes import OPEN_FIXES, Fix, FixKind, FixState
from rhythm.domain.people import PersonId
from rhythm.domain.text import tidy_line
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import fixes as queries
from rhythm.queries import tracker
from rhythm.queries.rows import iso
from rhythm.storage.database import Database


def add_fix(
    db: Database, conflict_id: ConflictId, kind: FixKind, *, owner_id: PersonId | None = None, body: str = ""
) -> Fix:
    """Decide on a structural fix; without an owner it is proposed only."""
    if tracker.conflict(db, conflict_id) is None:
        raise NotFound(f"there is no conflict #{conflict_id}", "rhythm conflicts shows them all")
    with db.action(f"fix for conflict #{conflict_id}"):
        fix_id = db.insert(
            "fix",
            conflict_id=conflict_id,
            kind=kind,
            body=tidy_line(body),
            owner_id=owner_id,
            state=FixState.DECIDED if owner_id is not None else FixState.PROPOSED,
            decided_on=db.clock.today().isoformat(),
        )
        note_verdict(db, conflict_id, VerdictKind.FIX)
        set_standing(db, conflict_id, Standing.FIXING)
    return _fix(db, fix_id)


def put_in_effect(db: Database, fix_id: int, on: dt.date, rules: Rules, *, owner_id: PersonId | None = None) -> Fix:
    """Start the watch over a fix on the day it takes effect. Raises RhythmError without an owner."""
    before = _fix(db, fix_id)
    if before.state not in OPEN_FIXES:
        raise RhythmError(f"fix #{fix_id} is {before.state} already", "decide on a new one: rhythm fix add")
    owner_id = owner_id or before.owner_id
    if owner_id is None:
        raise RhythmError(f"fix #{fix_id} has no owner", "a fix takes effect only with one: add --owner NAME")
    if on > db.clock.today():
        raise BadInput("that day is still to come", "say it on the day it takes effect")
    with db.action(f"fix #{fix_id} in effect"):
        db.update(
            "fix",
            fix_id,
            owner_id=owner_id,
            state=FixState.IN_EFFECT,
            in_effect=on.isoformat(),
            verify_on=(on + dt.timedelta(days=rules.verify_days)).isoformat(),
        )
        set_standing(db, before.conflict_id, Standing.IN_EFFECT)
        rows_changed(db, before.conflict_id, rules)
    return _fix(db, fix_id)


def settle_fix(db: Database, fix_id: int, state: FixState, rules: Rules) -> Fix:
    """Say after the watch whether a fix held, came back or is unclear (N3); or drop it.

    What came back opens its card again, with the old count; so does dropping the fix of a conflict that
    still has three recent occasions. A fix that a newer one replaced no longer moves its conflict.
    Raises RhythmError before it took effect.
    """
    before = _fix(db, fix_id)
    after = {
        FixState.HELD: Standing.HELD,
        FixState.UNCLEAR: Standing.UNCLEAR,
        FixState.CAME_BACK: Standing.VERDICT_DUE,
        FixState.DROPPED: Standing.OPEN,
    }
    if state not in after:
        raise BadInput(f"{state} is no verdict", "say held, came_back, unclear or dropped")
    if state is not FixState.DROPPED and before.in_effect is None:
        raise RhythmError(f"fix #{fix_id} is not in effect yet", f"rhythm fix effect {fix_id} --on DAY comes first")
    today = db.clock.today()
    with db.action(f"fix #{fix_id} {state}"):
        db.update("fix", fix_id, state=state, settled_on=iso(today))
        if queries.fixes_of(db, before.conflict_id)[0].id == fix_id:
            until = today if state in (FixState.HELD, FixState.UNCLEAR) else None
            set_standing(db, before.conflict_id, after[state], until=until)
            rows_changed(db, before.conflict_id, rules)
    return _fix(db, fix_id)


def _fix(db: Database, fix_id: int) -> Fix:
    found = queries.fix(db, fix_id)
    if found is None:
        raise NotFound(f"there is no fix #{fix_id}", "rhythm fix list shows them all")
    return found
