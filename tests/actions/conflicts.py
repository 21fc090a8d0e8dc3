"""Conflicts that tests of the tracker begin with, and how they stand."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.conflicts import ConflictState
from rhythm.domain.escalations import ConflictId, Escalation
from rhythm.domain.fixes import Fix, FixKind
from rhythm.queries.tracker import ConflictView
from tests.builders import Org


def state(org: Org, row: Escalation | ConflictId) -> ConflictState:
    """How a conflict, or that of a row, stands."""
    return view(org, row).state


def view(org: Org, row: Escalation | ConflictId) -> ConflictView:
    """A conflict, or that of a row, as it is shown."""
    found = org.rhythm.tracker.conflict(row.conflict_id if isinstance(row, Escalation) else row)  # type: ignore[arg-type]
    assert found is not None
    return found


def conflict_with(org: Org, *days_ago: int) -> ConflictId:
    """A conflict with a row on each of these days."""
    first = org.escalate("release date", days_ago[0], conflict="new")
    assert first.conflict_id is not None
    for days in days_ago[1:]:
        org.escalate("release date", days, conflict=first.conflict_id)
    return first.conflict_id


def flagged(org: Org) -> ConflictId:
    """A conflict that waits for a verdict."""
    return conflict_with(org, 41, 20, 5)


def cards(org: Org) -> list[ConflictId]:
    """The conflicts whose verdict is asked for."""
    return [card.id for card in org.rhythm.tracker.cards()]


def in_effect(org: Org, conflict: ConflictId, days_ago: int = 0) -> Fix:
    """A fix of a conflict, in effect since so many days."""
    fix = org.rhythm.fixes.add(conflict, FixKind.INTERFACE, owner_id=org.dana.id, body="one owner")
    return org.rhythm.fixes.put_in_effect(fix.id, org.rhythm.today() - dt.timedelta(days=days_ago))
