"""What the director says of two conflicts that may be one."""

from __future__ import annotations

from rhythm.actions.conflicts import merge_conflicts
from rhythm.actions.standing import the_conflict
from rhythm.domain.conflicts import Conflict, Rules
from rhythm.domain.escalations import ConflictId
from rhythm.domain.matching.pairs import Pair, pair_of
from rhythm.errors import BadInput
from rhythm.queries import tracker
from rhythm.queries.same_pairs import refused_pairs
from rhythm.storage.database import Database


def say_same(db: Database, one: ConflictId, other: ConflictId, rules: Rules) -> Conflict:
    """They are one: the one with fewer rows, else the younger, is merged into the other."""
    first, second = pair_of(one, other)
    rows = {number: len(tracker.escalations_of(db, number)) for number in (first, second)}
    stays, goes = (second, first) if rows[second] > rows[first] else (first, second)
    return merge_conflicts(db, goes, stays, rules)


def say_not_same(db: Database, one: ConflictId, other: ConflictId) -> Pair:
    """They are two: the pair is not asked about again. Raises BadInput for one and the same, NotFound."""
    if one == other:
        raise BadInput("a conflict is always the same as itself", "name two of them")
    for number in (one, other):
        the_conflict(db, number)
    pair = pair_of(one, other)
    if pair not in refused_pairs(db):
        with db.action(f"conflicts #{pair[0]} and #{pair[1]} are not the same"):
            db.insert("not_same", first_id=pair[0], second_id=pair[1], day=db.clock.today().isoformat())
    return pair
