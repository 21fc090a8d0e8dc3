"""Answering whether a conflict is tension or misalignment."""

from __future__ import annotations

from collections.abc import Mapping

from rhythm.actions.standing import the_conflict
from rhythm.domain.alignment import ITEMS, Alignment
from rhythm.domain.conflicts import Rules, tally
from rhythm.domain.escalations import Cause, ConflictId
from rhythm.errors import BadInput
from rhythm.queries import fixes as queries
from rhythm.queries import tracker
from rhythm.storage.database import Database, Value


def answer_alignment(db: Database, conflict_id: ConflictId, same: Mapping[str, bool], rules: Rules) -> Alignment:
    """Say of each item whether both sides use the same. Said again on the same day, it replaces what was said.

    Misalignment is noted as the cause of the counted rows that have none yet, or one that is unknown. Raises BadInput
    unless all three are answered.
    """
    the_conflict(db, conflict_id)
    if set(same) != set(ITEMS):
        raise BadInput("the test has three questions", f"answer each with y or n: {', '.join(ITEMS)}")
    today = db.clock.today()
    values: dict[str, Value] = {item: int(same[item]) for item in ITEMS}
    with db.action(f"tension or misalignment: conflict #{conflict_id}"):
        row = db.one(
            "SELECT id FROM alignment WHERE conflict_id = ? AND day = ? AND deleted_at IS NULL",
            (conflict_id, today.isoformat()),
        )
        if row is not None:
            db.update("alignment", row["id"], **values)
        else:
            db.insert("alignment", conflict_id=conflict_id, day=today.isoformat(), **values)
        if not all(same.values()):
            _note_cause(db, conflict_id, rules)
    return queries.alignments(db, conflict_id)[0]


def _note_cause(db: Database, conflict_id: ConflictId, rules: Rules) -> None:
    numbers = tally(tracker.escalations_of(db, conflict_id), rules, db.clock.today())
    for occasion in numbers.counted:
        for row in occasion.rows:
            if row.cause in (None, Cause.UNKNOWN):
                db.update("escalation", row.id, cause=Cause.MISALIGNMENT)
