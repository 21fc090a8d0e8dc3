"""Structural fixes, from the decision to the verdict after the watch."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING

from rhythm.domain import fixes as rules
from rhythm.domain.conflicts import Rules, occasions
from rhythm.domain.fixes import FixState
from rhythm.domain.periods import comparable
from rhythm.late import Late
from rhythm.queries import fixes as queries
from rhythm.queries import tracker
from rhythm.service.naming import NameOf, as_it_is
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import fixes as actions
    from rhythm.domain import fix_forms as forms
    from rhythm.domain.escalations import ConflictId
    from rhythm.domain.fix_forms import Filled, NewFix
    from rhythm.domain.fixes import Fix, FixKind, Watch
    from rhythm.domain.people import PersonId
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm, finding
    from rhythm.service.fix_forms import FixForms
else:
    actions = Late("rhythm.actions.fixes")
    forms = Late("rhythm.domain.fix_forms")
    finding = Late("rhythm.service.finding")


class Fixes:
    """What is changed so that a conflict stops, and whether it held."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @cached_property
    def forms(self) -> FixForms:
        """What the forms take, and what they say."""
        from rhythm.service.fix_forms import FixForms

        return FixForms(self._rhythm)

    @property
    def _rules(self) -> Rules:
        return self._rhythm.tracker.rules

    def find(self, text: str) -> Fix:
        """The fix that `12`, `#12` or a uid means. Raises NotFound."""
        return finding.find(self._db, "fix", text, queries.fix, "rhythm fix list shows them all")

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
        in_effect, today = queries.fixes(self._db, (FixState.IN_EFFECT,)), self._rhythm.today()
        return tuple(fix for fix in in_effect if fix.watched_to_the_end(today))

    def suggested_kind(self, view: ConflictView) -> FixKind | None:
        """The kind of fix that the newest test says, when it found misalignment, else that most causes lead to."""
        tested = self._rhythm.alignment.kind_of_fix(view.id)
        return tested or rules.suggested_kind(row.cause for row in view.rows)

    def too_many(self) -> str:
        """That so many fixes are open that one more should wait, or nothing; a hint, never a bar."""
        from rhythm.domain.saying import counted

        count, most = len(self.listed(open_only=True)), self._rhythm.settings.tracker.fix.open_at_most
        return f"{counted(count, 'fix', 'fixes')} are open already: finish one first" if count >= most else ""

    def watch(self, fix: Fix) -> Watch | None:
        """Before and since, in logged weeks, and what chance alone would do."""
        if fix.in_effect is None:
            return None
        found = occasions(tracker.escalations_of(self._db, fix.conflict_id))
        today = self._rhythm.today()
        before = rules.counted_before(fix.in_effect, found, self._rules)
        weeks = tracker.logged_weeks(self._db, before[0].day if before else fix.in_effect, today)
        alone = self._db.kept(("left alone", self._rules, today), self.left_alone)
        return rules.watch(fix, found, weeks, alone, self._rules, today)

    def left_alone(self) -> tuple[bool, ...]:
        """Of each conflict that was left alone long enough whether it stayed silent for the watch period.

        Silence in weeks without a log is no evidence. Where too few of that period have one to be compared with
        anything, the conflict does not count, silent or not: else of such a time only what came up would.
        """
        after, watched = dt.timedelta(days=1), dt.timedelta(days=self._rules.verify_days)
        found = queries.left_alone(self._db, self._rules, self._rhythm.today())
        if not found:
            return ()
        first, last = min(found)[0], max(found)[0]
        logged = tracker.logged_weeks(self._db, first + after, last + watched)
        return tuple(silent for day, silent in found if comparable(day + after, day + watched, logged))

    def form(self, fix: Fix) -> tuple[Filled, ...]:
        """What the form of a fix says, in the order of its fields."""
        return forms.in_order(fix.kind, queries.forms(self._db, [fix.id]).get(fix.id, ()))

    def change(self, fix: Fix, name_of: NameOf = as_it_is) -> str:
        """What taking effect would carry out, in words; nothing once it took effect, or while something is open."""
        return self.forms.change(fix.kind, self.form(fix), name_of) if fix.in_effect is None else ""

    def nothing(self, fix: Fix) -> str:
        """That taking effect would carry nothing out, since something is open; nothing once it took effect."""
        return self.forms.nothing(fix.kind, self.form(fix)) if fix.in_effect is None else ""

    def add(
        self,
        conflict_id: ConflictId,
        kind: FixKind,
        *,
        owner_id: PersonId | None = None,
        body: str = "",
        form: tuple[Filled, ...] = (),
    ) -> Fix:
        """Decide on a structural fix."""
        return actions.add_fix(self._db, conflict_id, forms.NewFix(kind, body, owner_id, form))

    def edit(self, fix_id: int, new: NewFix) -> Fix:
        """Say a fix anew; see `actions.fixes.edit_fix`."""
        return actions.edit_fix(self._db, fix_id, new)

    def put_in_effect(
        self, fix_id: int, on: dt.date | None = None, *, owner_id: PersonId | None = None, change: bool = True
    ) -> Fix:
        """Start the watch over a fix; with `change` what its form says is carried out in the same action."""
        target = self._rhythm.settings.planner.cadence.manager.target if change else None
        day = on or self._rhythm.today()
        return actions.put_in_effect(self._db, fix_id, day, self._rules, owner_id=owner_id, weekly_target=target)

    def settle(self, fix_id: int, state: FixState) -> Fix:
        """Say whether a fix held, came back or is unclear; or drop it."""
        return actions.settle_fix(self._db, fix_id, state, self._rules)
