"""Structural fixes, from the decision to the verdict after the watch."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain import fixes as rules
from rhythm.domain.conflicts import Rules, occasions
from rhythm.domain.fixes import FixState
from rhythm.errors import NotFound
from rhythm.late import Late
from rhythm.queries import fixes as queries
from rhythm.queries import tracker
from rhythm.service.tracker import named
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import fixes as actions
    from rhythm.domain.escalations import ConflictId
    from rhythm.domain.fixes import Fix, FixKind, Watch
    from rhythm.domain.people import PersonId
    from rhythm.queries import numbers
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm
else:
    actions = Late("rhythm.actions.fixes")
    numbers = Late("rhythm.queries.numbers")


class Fixes:
    """What is changed so that a conflict stops, and whether it held."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @property
    def _rules(self) -> Rules:
        return self._rhythm.tracker.rules

    def find(self, text: str) -> Fix:
        """The fix that `12`, `#12` or a uid means. Raises NotFound."""
        number = numbers.number_of(self._db, "fix", text)
        found = self.fix(number) if number is not None else None
        if found is None:
            raise NotFound(f"there is no fix {named(text)}", "rhythm fix list shows them all")
        return found

    def listed(self, *, open_only: bool = False) -> tuple[Fix, ...]:
        """Fixes, newest first."""
        states = (FixState.PROPOSED, FixState.DECIDED, FixState.IN_EFFECT) if open_only else None
        return queries.fixes(self._db, states)

    def fix(self, fix_id: int) -> Fix | None:
        """One fix."""
        return queries.fix(self._db, fix_id)

    def of(self, conflict_id: int) -> tuple[Fix, ...]:
        """The fixes of one conflict, newest first."""
        return queries.fixes_of(self._db, conflict_id)

    def due(self) -> tuple[Fix, ...]:
        """Fixes whose watch is over and whose verdict is still to be said."""
        today = self._rhythm.today()
        return tuple(
            fix
            for fix in queries.fixes(self._db, (FixState.IN_EFFECT,))
            if fix.verify_on is not None and fix.verify_on <= today
        )

    def suggested_kind(self, view: ConflictView) -> FixKind | None:
        """The kind of fix that most of a conflict's causes lead to."""
        return rules.suggested_kind(row.cause for row in view.rows)

    def watch(self, fix: Fix) -> Watch | None:
        """Before and since, in logged weeks, and what chance alone would do."""
        if fix.in_effect is None:
            return None
        found = occasions(tracker.escalations_of(self._db, fix.conflict_id))
        today = self._rhythm.today()
        before = rules.counted_before(fix.in_effect, found, self._rules)
        weeks = tracker.logged_weeks(self._db, before[0].day if before else fix.in_effect, today)
        alone = queries.left_alone(self._db, self._rules, today)
        return rules.watch(fix, found, weeks, alone, self._rules, today)

    def add(self, conflict_id: ConflictId, kind: FixKind, *, owner_id: PersonId | None = None, body: str = "") -> Fix:
        """Decide on a structural fix."""
        return actions.add_fix(self._db, conflict_id, kind, owner_id=owner_id, body=body)

    def put_in_effect(self, fix_id: int, on: dt.date | None = None, *, owner_id: PersonId | None = None) -> Fix:
        """Start the watch over a fix."""
        day = on or self._rhythm.today()
        return actions.put_in_effect(self._db, fix_id, day, self._rules, owner_id=owner_id)

    def settle(self, fix_id: int, state: FixState) -> Fix:
        """Say whether a fix held, came back or is unclear; or drop it."""
        return actions.settle_fix(self._db, fix_id, state, self._rules)
