"""What the director decides about a conflict: its name, its extent, the verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from rhythm.actions.escalations import new_conflict
from rhythm.actions.fixes import add_fix
from rhythm.actions.standing import note_verdict, rows_changed, set_standing, the_conflict
from rhythm.domain.conflicts import Conflict, Rules, Standing, VerdictKind
from rhythm.domain.escalations import ConflictId, EscalationId
from rhythm.domain.fix_forms import NewFix
from rhythm.domain.fixes import OPEN_FIXES, FixKind, newest_kept, standing_with
from rhythm.domain.names import checked_name
from rhythm.domain.saying import say_day
from rhythm.domain.text import clean_line, tidy_line
from rhythm.errors import BadInput, RhythmError
from rhythm.queries import tracker as queries
from rhythm.queries.fixes import fixes_of
from rhythm.queries.rows import iso
from rhythm.storage.database import Database


def rename_conflict(db: Database, conflict_id: ConflictId, name: str) -> Conflict:
    """Give a conflict another name. Raises BadInput for an empty one, or for one without a letter."""
    before = the_conflict(db, conflict_id)
    with db.action(f"rename conflict #{conflict_id}"):
        db.update("conflict", conflict_id, name=checked_name(name, "the name", kept=(before.name,)))
    return the_conflict(db, conflict_id)


def merge_conflicts(db: Database, conflict_id: ConflictId, into: ConflictId, rules: Rules) -> Conflict:
    """Say that two conflicts are one: rows, fixes and verdicts move to `into`. Raises BadInput for itself.

    A fix that is under way for either goes on for both, a card that is open stays until it is answered, and what was
    said not to belong to either is not asked about again.
    """
    if conflict_id == into:
        raise BadInput("a conflict can't be merged into itself", "name the one that stays as the second")
    with db.action(f"merge conflict #{conflict_id} into #{into}"):
        gone, stays = the_conflict(db, conflict_id), the_conflict(db, into)
        for table in ("escalation", "fix", "verdict", "alignment"):
            for row in db.all(f"SELECT id FROM {table} WHERE conflict_id = ? ORDER BY id", (conflict_id,)):
                db.update(table, row["id"], conflict_id=into)
        _refused_for_both(db, conflict_id, into)
        _stand_for_both(db, gone, stays)
        db.update("conflict", conflict_id, state=Standing.CLOSED, merged_into=into, card_on=None)
        rows_changed(db, into, rules)
    return the_conflict(db, into)


def _refused_for_both(db: Database, gone: ConflictId, stays: ConflictId) -> None:
    """What was said not to belong to the conflict that goes does not belong to the one that stays.

    Not so a row that is one of its own by now, nor the answer that the two themselves are not the same.
    """
    for row in db.all(
        "SELECT r.id FROM refusal r JOIN escalation e ON e.id = r.escalation_id WHERE r.conflict_id = :gone"
        " AND r.deleted_at IS NULL AND e.conflict_id IS NOT :stays AND NOT EXISTS (SELECT 1 FROM refusal o"
        " WHERE o.escalation_id = r.escalation_id AND o.conflict_id = :stays AND o.deleted_at IS NULL)",
        {"gone": gone, "stays": stays},
    ):
        db.update("refusal", row["id"], conflict_id=stays)
    pairs = {
        (row["first_id"], row["second_id"]): row["id"]
        for row in db.all("SELECT id, first_id, second_id FROM not_same WHERE deleted_at IS NULL")
    }
    for pair, number in pairs.items():
        if gone in pair and stays not in pair:
            first, second = sorted({*pair, stays} - {gone})
            if (first, second) not in pairs:
                db.update("not_same", number, first_id=first, second_id=second)


def _stand_for_both(db: Database, gone: Conflict, stays: Conflict) -> None:
    """What was under way for the conflict that goes is under way for the one that stays."""
    newest = newest_kept(fixes_of(db, stays.id))
    db.update(
        "conflict",
        stays.id,
        opened_on=min(gone.opened_on, stays.opened_on).isoformat(),
        put_off=max(gone.put_off, stays.put_off),
    )
    under_way = gone.standing in (Standing.FIXING, Standing.IN_EFFECT)
    if under_way and newest is not None and newest.state in OPEN_FIXES:
        set_standing(db, stays.id, standing_with(newest))
    elif stays.standing is Standing.OPEN and gone.standing in (Standing.VERDICT_DUE, Standing.LATER):
        db.update("conflict", stays.id, state=gone.standing, card_on=iso(gone.card_on), until=iso(gone.until))


def split_conflict(
    db: Database, conflict_id: ConflictId, rows: Collection[EscalationId], rules: Rules, *, name: str | None = None
) -> Conflict:
    """Move some rows of a conflict to a new one. Raises BadInput when none, or all, of its rows are named."""
    with db.action(f"split conflict #{conflict_id}"):
        before = the_conflict(db, conflict_id)
        members = [row for row in queries.escalations_of(db, conflict_id) if row.id in rows]
        if not members or len(members) != len(set(rows)):
            hint = f"rhythm conflict show {conflict_id} lists them"
            raise BadInput(f"these are not all rows of #{conflict_id}", hint)
        if len(members) == len(queries.escalations_of(db, conflict_id)):
            raise BadInput("that would leave nothing behind", "to change the name use: rhythm conflict rename")
        new_name = checked_name(name, "the name") if name is not None else f"{before.name} (2)"
        part = new_conflict(db, new_name, members[0].day)
        for row in members:
            db.update("escalation", row.id, conflict_id=part)
        note_verdict(db, conflict_id, VerdictKind.SPLIT)
        rows_changed(db, conflict_id, rules)
        rows_changed(db, part, rules)
    return the_conflict(db, part)


def answer_verdict(
    db: Database,
    conflict_id: ConflictId,
    kind: VerdictKind,
    rules: Rules,
    *,
    why: str = "",
    until: dt.date | None = None,
    fix_kind: FixKind | None = None,
) -> Conflict:
    """Answer a verdict card: fix, tension, later, or closed by hand. A split has an action of its own.

    The answer "fix" proposes one of `fix_kind`, without an owner still. Tension needs a reason and a day to look again,
    at most `revisit_days` ahead. Later is possible `later_times` times, `later_days` each, and again only when those
    are over. Raises BadInput or RhythmError when the answer breaks that.
    """
    if kind is VerdictKind.FIX:
        return _propose_fix(db, conflict_id, fix_kind or FixKind.DECISION_RIGHT)
    if kind not in _STANDINGS:
        raise BadInput("a split needs the rows that leave", "rhythm conflict split ID --rows E1 --rows E2")
    why = clean_line(why, "the reason why the tension is healthy") if kind is VerdictKind.TENSION else tidy_line(why)
    # What was decided before is read inside the action, so that two programs at once can't miscount.
    with db.action(f"{kind}: conflict #{conflict_id}"):
        before = the_conflict(db, conflict_id)
        until = _until(kind, before, until, rules, db.clock.today())
        note_verdict(db, conflict_id, kind, why, until)
        set_standing(db, conflict_id, _STANDINGS[kind], until=until)
        if kind is VerdictKind.LATER:
            db.update("conflict", conflict_id, put_off=before.put_off + 1)
    return the_conflict(db, conflict_id)


def _propose_fix(db: Database, conflict_id: ConflictId, kind: FixKind) -> Conflict:
    """The answer "fix" without more."""
    with db.action(f"fix: conflict #{conflict_id}"):
        if the_conflict(db, conflict_id).standing in (Standing.FIXING, Standing.IN_EFFECT):
            return the_conflict(db, conflict_id)
        if any(fix.waits for fix in fixes_of(db, conflict_id)):
            note_verdict(db, conflict_id, VerdictKind.FIX)
            set_standing(db, conflict_id, Standing.FIXING)
        else:
            add_fix(db, conflict_id, NewFix(kind))
    return the_conflict(db, conflict_id)


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
        if before.standing is Standing.LATER and before.until is not None and today < before.until:
            raise RhythmError(f"put off until {say_day(before.until, today)} already", "it is asked again on that day")
        if before.put_off >= rules.later_times:
            raise RhythmError(
                f"this was put off {before.put_off} times already",
                "fix the structure, split it, or call it a healthy tension",
            )
        return today + dt.timedelta(days=rules.later_days)
    return today if kind is VerdictKind.CLOSED else None
