"""After days without a word: what became of the rhythm, and how it begins anew."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING

from rhythm.domain.people import Relation
from rhythm.late import Late
from rhythm.queries import idle
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rhythm.actions import catching_up as actions
    from rhythm.domain import catching_up as rules
    from rhythm.domain.catching_up import Anew
    from rhythm.domain.meetings import Meeting
    from rhythm.queries.planning import DueRow
    from rhythm.service import Rhythm
else:
    actions = Late("rhythm.actions.catching_up")
    rules = Late("rhythm.domain.catching_up")


class CatchUp(NamedTuple):
    """What became of the rhythm since the last word, and when everybody is due again, the worst first.

    `unclosed` are planned meetings whose day has passed without word of them; `over` counts who is past the limit.
    """

    since: dt.date
    days: int
    rows: tuple[tuple[DueRow, Anew], ...]
    unclosed: tuple[Meeting, ...]
    over: int

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to catch up with."""
        return not self.rows and not self.unclosed


class CatchingUp:
    """The catch-up over the store, on the director's day."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def idle_days(self) -> int:
        """Days since something was last written here, or left as it is on purpose; 0 in a store without a word."""
        last = idle.last_word(self._db)
        return (self._rhythm.today() - last).days if last is not None else 0

    def waits(self) -> bool:
        """Whether it is to be asked about: after so many idle days as the settings say, if anything came due."""
        return self.idle_days() >= self._rhythm.settings.planner.catch_up_days and not self.proposal().is_empty

    def proposal(self) -> CatchUp:
        """Who came due, and when each is due again. Skip-levels and others have each their share of a week."""
        rhythm, today = self._rhythm, self._rhythm.today()
        due = [row for row in rhythm.planner.due() if rules.is_behind(row.due)]
        skip_levels = [row for row in due if row.relation is Relation.SKIP_LEVEL]
        others = [row for row in due if row.relation is not Relation.SKIP_LEVEL]
        slots = max(1, rhythm.skip_levels.round().slots)
        rest = max(1, rhythm.settings.planner.meetings_per_week - slots)
        anew = {one.person_id: one for one in (*self._spread(skip_levels, slots), *self._spread(others, rest))}
        rows = sorted(((row, anew[row.person.id]) for row in due), key=lambda pair: pair[1].due_on)
        return CatchUp(
            today - dt.timedelta(days=self.idle_days()),
            self.idle_days(),
            tuple(rows),
            rhythm.planner.unclosed(),
            sum((row.due.gap_days or 0) > row.due.cadence.limit for row in due),
        )

    def catch_up(self) -> CatchUp:
        """Carry the proposal out, as one action. Raises NotFound when there is nothing to catch up with."""
        found = self.proposal()
        if not found.is_empty:
            self._rhythm.backups.before_change()
        actions.catch_up(self._db, [anew for _, anew in found.rows], found.unclosed)
        return found

    def leave_as_is(self) -> None:
        """Ask no more about these days."""
        actions.leave_as_is(self._db)

    def _spread(self, rows: Sequence[DueRow], per_week: int) -> tuple[Anew, ...]:
        """Beside the meetings of the same sort that stand in the coming weeks with others."""
        today = self._rhythm.today()
        behind = {row.person.id for row in rows}
        skip_levels = bool(rows) and rows[0].relation is Relation.SKIP_LEVEL
        stands = self._rhythm.people.relations()
        load = Counter(
            meeting.day - dt.timedelta(days=meeting.day.weekday())
            for meeting in self._rhythm.planner.meetings_between(today, today + dt.timedelta(weeks=26))
            if meeting.person_id not in behind and (stands.get(meeting.person_id) is Relation.SKIP_LEVEL) is skip_levels
        )
        return rules.spread(
            [rules.Behind(row.person.id, row.due) for row in rows],
            per_week,
            load,
            self._rhythm.settings.planner.weekdays,
            today,
        )
