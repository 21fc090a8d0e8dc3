"""Who is away and when, the director included."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.absences import Absence, AbsenceKind
from rhythm.late import Late
from rhythm.queries import absences as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import absences as actions
    from rhythm.domain.people import PersonId
    from rhythm.service import Rhythm, finding
else:
    actions = Late("rhythm.actions.absences")
    finding = Late("rhythm.service.finding")


class Absences:
    """Vacations, leaves and journeys of both sides; what was said twice is told as one."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def coming(self) -> tuple[Absence, ...]:
        """Those of today and later, of everybody, by their first day."""
        return queries.absences_from(self._db, self._rhythm.today())

    def between(self, first: dt.date, last: dt.date) -> tuple[Absence, ...]:
        """Those that touch a span of days, of everybody, by their first day."""
        return queries.absences_between(self._db, first, last)

    def find(self, text: str) -> Absence:
        """The absence that `12`, `#12` or a uid means. Raises NotFound."""
        return finding.find(self._db, "absence", text, queries.absence, "rhythm away lists those to come")

    def add(
        self,
        person_id: PersonId | None,
        first: dt.date,
        last: dt.date,
        kind: AbsenceKind = AbsenceKind.VACATION,
        *,
        source: str = "",
    ) -> Absence:
        """Say that somebody is away; without a person, the director. See `actions.absences.add_absence`."""
        return actions.add_absence(self._db, person_id, first, last, kind, source=source)

    def remove(self, absence_id: int) -> Absence:
        """Take an absence back; what it was comes back. What a calendar says of the same days still holds."""
        return actions.remove_absence(self._db, absence_id)
