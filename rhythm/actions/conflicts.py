"""What the director decides about a conflict: its name, its extent, the verdict, the fix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from rhythm.actions.escalations import new_conflict
from rhythm.actions.standing import rows_changed, set_standing
from rhythm.domain.conflicts import Conflict, Rules, Standing, VerdictKind
from rhythm.domain.escalations import ConflictId, EscalationId
from rhythm.domain.fixes import OPEN_FIXES, Fix, FixKind, FixState, suggested_kind
from rhythm.domain.people import PersonId
from rhythm.domain.text import clean_line, tidy_line
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import tracker as queries
from rhythm.queries.rows import iso
from rhythm.storage.database import Database


def rename_conflict(db: Database, conflict_id: ConflictId, name: str) -> Conflict:
    """Give a conflict another name. Raises BadInput for an empty one."""
    _conflict(db, conflict_id)
    with db.action(f"rename conflict #{conflict_id}"):
        db.update("conflict", conflict_id, name=clean_line(name, "the name"))
    return _conflict(db, conflict_id)


def merge_conflicts(db: Database, conflict_id: ConflictId, into: ConflictId, rules: Rules) -> Conflict:
    """Say that two conflicts are one: rows, fixes and verdicts move to `into`. Raises BadInput for itself."""
    if conflict_id == into:
        raise BadInput("a conflict can't be merged into itself", "name the one that stays as the second")
    _conflict(db, conflict_id)
    _conflict(db, into)
    with db.action(f"merge conflict #{conflict_id} into #{into}"):
        for table in ("escalation", "fix", "verdict"):
            for row in db.all(f"SELECT id FROM {table} WHERE conflict_id = ? ORDER BY id", (conflict_id,)):
                db.update(table, row["id"], conflict_id=into)
        db.update("conflict", conflict_id, state=Standing.CLOSED, merged_into=into, card_on=None)
        rows_changed(db, into, rules)
    return _conflict(db, into)


def split_conflict(
    db: Database, conflict_id: ConflictId, rows: Collection[EscalationId], rules: Rules, *, name: str | None = None
) -> Conflict:
    """Move some rows of a conflict to a new one. Raises BadInput when none, or all, of its rows are named."""
    before = _conflict(db, conflict_id)
    members = [row for row in queries.escalations_of(db, conflict_id) if row.id in rows]
    if not members or len(members) != len(set(rows)):
        raise BadInput(f"these are not all rows of #{conflict_id}", f"rhythm conflict show {conflict_id} lists them")
    if len(members) == len(queries.escalations_of(db, conflict_id)):
        raise BadInput("that would leave nothing behind", "to change the name use: rhythm conflict rename")
    with db.action(f"split conflict #{conflict_id}"):
        new_name = clean_line(name, "the name") if name is not None else f"{before.name} (2)"
        part = new_conflict(db, new_name, members[0].day)
        for row in members:
            db.update("escalation", row.id, conflict_id=part)
        _note_verdict(db, conflict_id, VerdictKind.SPLIT, "", None)
        rows_changed(db, conflict_id, rules)
        rows_changed(db, part, rules)
    return _conflict(db, part)


def answer_verdict(
    db: Database,
    conflict_id: ConflictId,
    kind: VerdictKind,
    rules: Rules,
    *,
    why: str = "",
    until: dt.date | None = None,
) -> Conflict:
    """Answer a verdict card: fix, tension, later, or closed by hand (N1). A split has an action of its own.

    Tension needs a reason and a day to look again, at most `revisit_days` ahead. Later is possible
    `later_times` times, `later_days` each. Raises BadInput or RhythmError when the answer breaks that.
    """
    if kind is VerdictKind.FIX:
        return _propose_fix(db, conflict_id)
    if kind not in _STANDINGS:
        raise BadInput("a split needs the rows that leave", "rhythm conflict split ID --rows E1 --rows E2")
    why = clean_line(why, "the reason why the tension is healthy") if kind is VerdictKind.TENSION else tidy_line(why)
    # What was decided before is read inside the action, so that two programs at once can't miscount.
    with db.action(f"{kind}: conflict #{conflict_id}"):
        before = _conflict(db, conflict_id)
        until = _until(kind, before, until, rules, db.clock.today())
        _note_verdict(db, conflict_id, kind, why, until)
        set_standing(db, conflict_id, _STANDINGS[kind], until=until)
        if kind is VerdictKind.LATER:
            db.update("conflict", conflict_id, put_off=before.put_off + 1)
    return _conflict(db, conflict_id)


def _propose_fix(db: Database, conflict_id: ConflictId) -> Conflict:
    """The answer "fix" without more: a proposed fix of the kind that the causes lead to, still without an owner."""
    with db.action(f"fix: conflict #{conflict_id}"):
        _conflict(db, conflict_id)
        if not any(fix.state in OPEN_FIXES for fix in queries.fixes_of(db, conflict_id)):
            causes = [row.cause for row in queries.escalations_of(db, conflict_id)]
            add_fix(db, conflict_id, suggested_kind(causes) or FixKind.DECISION_RIGHT)
    return _conflict(db, conflict_id)


_STANDINGS = {
    VerdictKind.TENSION: Standing.TENSION,
    VerdictKind.LATER: Standing.LATER,
    VerdictKind.CLOSED: Standing.CLOSED,
}


def _until(kind: VerdictKind, before: Conflict, until: dt.date | None, rules: Rules, today: dt.date) -> dt.date | None:
    """The day until which an answer holds."""
    if kind is VerdictKind.TENSION:
        latest = today + dt.timedelta(days=rules.revisit_days)
        until = until or latest
        if until <= today:
            raise BadInput("the day to look again has passed", f"name a day within {rules.revisit_days} days")
        if until > latest:
            raise BadInput(
                f"the day to look again lies more than {rules.revisit_days} days ahead", "name an earlier day"
            )
        return until
    if kind is VerdictKind.LATER:
        if until is not None:
            raise BadInput(f"later is always {rules.later_days} days", "leave the day out")
        if before.put_off >= rules.later_times:
            raise RhythmError(
                f"this was put off {before.put_off} times already",
                "fix the structure, split it, or call it a healthy tension",
            )
        return today + dt.timedelta(days=rules.later_days)
    return today if kind is VerdictKind.CLOSED else None


def add_fix(
    db: Database, conflict_id: ConflictId, kind: FixKind, *, owner_id: PersonId | None = None, body: str = ""
) -> Fix:
    """Decide on a structural fix; without an owner it is proposed only."""
    _conflict(db, conflict_id)
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
        _note_verdict(db, conflict_id, VerdictKind.FIX, "", None)
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


def _note_verdict(db: Database, conflict_id: ConflictId, kind: VerdictKind, why: str, until: dt.date | None) -> None:
    db.insert(
        "verdict", conflict_id=conflict_id, day=db.clock.today().isoformat(), kind=kind, why=why, until=iso(until)
    )


def _conflict(db: Database, conflict_id: ConflictId) -> Conflict:
    found = queries.conflict(db, conflict_id)
    if found is None:
        raise NotFound(f"there is no conflict #{conflict_id}", "rhythm conflicts shows them all")
    return found


def _fix(db: Database, fix_id: int) -> Fix:
    found = queries.fix(db, fix_id)
    if found is None:
        raise NotFound(f"there is no fix #{fix_id}", "rhythm fix list shows them all")
    return found
