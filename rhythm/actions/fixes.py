"""Structural fixes: decided on, put in effect, judged after the watch."""

from __future__ import annotations

import datetime as dt

from rhythm.actions.carrying_out import carry_out
from rhythm.actions.days import up_to_today
from rhythm.actions.standing import note_verdict, rows_changed, set_standing, the_conflict
from rhythm.domain.conflicts import Rules, Standing, VerdictKind
from rhythm.domain.escalations import ConflictId
from rhythm.domain.fix_forms import NewFix, in_order
from rhythm.domain.fixes import NOT_YET_IN_EFFECT, OPEN_FIXES, Fix, FixState, newest_kept, standing_with
from rhythm.domain.people import PersonId
from rhythm.domain.text import tidy_line
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import fixes as queries
from rhythm.queries import tracker
from rhythm.queries.rows import iso
from rhythm.storage.database import Database, Value

_GIVEN_BY_A_FIX = (Standing.FIXING, Standing.IN_EFFECT, Standing.HELD, Standing.UNCLEAR)


def add_fix(db: Database, conflict_id: ConflictId, new: NewFix) -> Fix:
    """Decide on a structural fix; without an owner it is proposed only."""
    the_conflict(db, conflict_id)
    with db.action(f"fix for conflict #{conflict_id}"):
        fix_id = db.insert(
            "fix",
            conflict_id=conflict_id,
            kind=new.kind,
            body=tidy_line(new.body),
            owner_id=new.owner_id,
            state=FixState.DECIDED if new.owner_id is not None else FixState.PROPOSED,
            decided_on=db.clock.today().isoformat(),
        )
        _write_form(db, fix_id, new)
        note_verdict(db, conflict_id, VerdictKind.FIX)
        set_standing(db, conflict_id, Standing.FIXING)
    return _fix(db, fix_id)


def edit_fix(db: Database, fix_id: int, new: NewFix) -> Fix:
    """Say a fix, its form and its owner anew. Another kind has another form; what the old one said is forgotten.

    With an owner a proposed fix is decided. Raises RhythmError for one that took effect and would have no owner, or
    another kind, since that is what is watched.
    """
    before = _fix(db, fix_id)
    if before.in_effect is not None and new.kind is not before.kind:
        raise RhythmError(f"fix #{fix_id} took effect as it is", "for another kind decide on a new one: rhythm fix add")
    if before.in_effect is not None and new.owner_id is None:
        raise RhythmError(f"fix #{fix_id} is in effect, and that needs an owner", "name somebody else instead")
    waiting = {True: FixState.DECIDED, False: FixState.PROPOSED}[new.owner_id is not None]
    with db.action(f"edit fix #{fix_id}"):
        db.update(
            "fix",
            fix_id,
            kind=new.kind,
            body=tidy_line(new.body),
            owner_id=new.owner_id,
            state=waiting if before.state in NOT_YET_IN_EFFECT else before.state,
        )
        _write_form(db, fix_id, new)
    return _fix(db, fix_id)


def put_in_effect(
    db: Database,
    fix_id: int,
    on: dt.date,
    rules: Rules,
    *,
    owner_id: PersonId | None = None,
    weekly_target: int | None = None,
) -> Fix:
    """Start the watch over a fix on the day it takes effect. Raises RhythmError without an owner.

    One that a newer one replaced is watched too, and no longer moves its conflict.

    With a `weekly_target`, how often one meets a manager, the change that its form says is carried out from that day
    on, in the same action: the decision right is set, the person reports to somebody else.
    """
    up_to_today(db, on, "say it on the day it takes effect")
    with db.action(f"fix #{fix_id} in effect"):
        # Read inside the action, so that two programs at once can't carry it out twice.
        before = _fix(db, fix_id)
        if before.state not in OPEN_FIXES:
            raise RhythmError(f"fix #{fix_id} is {before.state} already", "decide on a new one: rhythm fix add")
        owner_id = owner_id or before.owner_id
        if owner_id is None:
            raise RhythmError(f"fix #{fix_id} has no owner", "a fix takes effect only with one: add --owner NAME")
        db.update(
            "fix",
            fix_id,
            owner_id=owner_id,
            state=FixState.IN_EFFECT,
            in_effect=on.isoformat(),
            verify_on=(on + dt.timedelta(days=rules.verify_days)).isoformat(),
        )
        if weekly_target is not None and before.in_effect is None:
            carry_out(db, before, queries.forms(db, [fix_id]).get(fix_id, ()), on, weekly_target)
        if _is_newest(db, before):
            set_standing(db, before.conflict_id, Standing.IN_EFFECT)
            rows_changed(db, before.conflict_id, rules)
    return _fix(db, fix_id)


def settle_fix(db: Database, fix_id: int, state: FixState, rules: Rules) -> Fix:
    """Say after the watch whether a fix held, came back or is unclear; or drop it.

    What came back opens its card again, with the old count; so does dropping the fix of a conflict that
    still has three recent occasions. Where an older fix is still under way, that one speaks again. A fix that a newer
    one replaced no longer moves its conflict, nor does dropping one that something else was answered over.
    Raises RhythmError before it took effect.
    """
    before = _fix(db, fix_id)
    after = {
        FixState.HELD: Standing.HELD,
        FixState.UNCLEAR: Standing.UNCLEAR,
        FixState.CAME_BACK: Standing.VERDICT_DUE,
    }
    if state not in after and state is not FixState.DROPPED:
        raise BadInput(f"{state} is no verdict", "say held, came_back, unclear or dropped")
    if state is not FixState.DROPPED and before.in_effect is None:
        raise RhythmError(f"fix #{fix_id} is not in effect yet", f"rhythm fix effect {fix_id} --on DAY comes first")
    today = db.clock.today()
    with db.action(f"fix #{fix_id} {state.replace('_', ' ')}"):
        db.update("fix", fix_id, state=state, settled_on=iso(today))
        if _is_newest(db, before):
            if state is FixState.DROPPED:
                _without_fix(db, before.conflict_id, rules)
            else:
                until = today if state in (FixState.HELD, FixState.UNCLEAR) else None
                set_standing(db, before.conflict_id, after[state], until=until)
                rows_changed(db, before.conflict_id, rules)
    return _fix(db, fix_id)


def _is_newest(db: Database, fix: Fix) -> bool:
    """Whether a fix speaks for its conflict, since no newer one was kept."""
    return newest_kept(one for one in queries.fixes_of(db, fix.conflict_id) if one.id > fix.id) is None


def _without_fix(db: Database, conflict_id: ConflictId, rules: Rules) -> None:
    """What becomes of a conflict whose newest fix was dropped, inside the current action."""
    conflict = tracker.conflict(db, conflict_id)
    if conflict is None or conflict.standing not in _GIVEN_BY_A_FIX:
        return
    set_standing(db, conflict_id, standing_with(newest_kept(queries.fixes_of(db, conflict_id))))
    rows_changed(db, conflict_id, rules)
    # It is the card that was answered with the fix, not a new one.
    db.update("conflict", conflict_id, put_off=conflict.put_off)


def _write_form(db: Database, fix_id: int, new: NewFix) -> None:
    """Make what is stored of a form what stands in it now; fields that stay as they are are left alone."""
    today = db.clock.today().isoformat()
    form = {one.name: one for one in in_order(new.kind, new.form)}
    stored = db.all("SELECT id, name FROM fix_field WHERE fix_id = ? AND deleted_at IS NULL", (fix_id,))
    for row in stored:
        if row["name"] not in form:
            db.update("fix_field", row["id"], deleted_at=today)
    known = {row["name"]: row["id"] for row in stored}
    for name, one in form.items():
        named = one.team_id is not None or one.person_id is not None
        values: dict[str, Value] = {
            "body": "" if named else tidy_line(one.text),
            "team_id": one.team_id,
            "person_id": one.person_id,
        }
        if name in known:
            db.update("fix_field", known[name], **values)
        else:
            db.insert("fix_field", fix_id=fix_id, name=name, **values)


def _fix(db: Database, fix_id: int) -> Fix:
    found = queries.fix(db, fix_id)
    if found is None:
        raise NotFound(f"there is no fix #{fix_id}", "rhythm fix list shows them all")
    return found
