"""Skip-levels: how each manager's team is covered, and what keeps a director from going round the managers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.domain.coverage import Coverage, Round, round_of
from rhythm.queries import skip_levels as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.service import Rhythm


class SkipLevels:
    """The rules about skip-levels over the store, on the director's day."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def coverage(self) -> tuple[Coverage, ...]:
        """How the team of each manager is covered, worst first; teams without skip-levels are left out."""
        return queries.coverages(self._db, self._rhythm.today())

    def round(self) -> Round:
        """How long it takes to meet everybody once with the slots that are set."""
        slots = self._rhythm.settings.planner.skip_levels_per_week
        people = sum(map(len, queries.teams_of_skip_levels(self._db).values()))
        return round_of(people, None if slots == "auto" else int(slots))
