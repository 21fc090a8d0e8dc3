"""Days on which somebody is not there, and what follows from them for who is due."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, NewType

from rhythm.domain.people import Person, PersonId

AbsenceId = NewType("AbsenceId", int)

LONG_DAYS = 5
"""From so many days on, a vacation or leave counts as one that somebody returns from: a working week."""


class AbsenceKind(StrEnum):
    """Why somebody is away."""

    VACATION = "vacation"
    LEAVE = "leave"
    TRAVEL = "travel"
    OTHER = "other"


class Absence(NamedTuple):
    """Somebody is away from `first` to `last`, both included. `source` names the calendar that said so, if one did."""

    id: AbsenceId
    uid: str
    person_id: PersonId
    person: str
    first: dt.date
    last: dt.date
    kind: AbsenceKind
    source: str = ""

    def covers(self, day: dt.date) -> bool:
        """Whether somebody is away on a day."""
        return self.first <= day <= self.last

    @property
    def back_on(self) -> dt.date:
        """The first day on which they are there again."""
        return self.last + dt.timedelta(days=1)

    @property
    def is_long(self) -> bool:
        """Whether the rhythm begins anew on return: a week or more of vacation or leave, not a journey."""
        return self.kind in (AbsenceKind.VACATION, AbsenceKind.LEAVE) and (self.last - self.first).days + 1 >= LONG_DAYS


def beside_absences(person: Person, absences: Iterable[Absence], today: dt.date) -> Person:
    """The person as absences have them stand today: paused while away, due anew from the return of a long one.

    What was set by hand stays where it says more.
    """
    paused, since = person.paused_until, person.due_from
    for absence in absences:
        if absence.covers(today):
            paused = max(filter(None, (paused, absence.back_on)))
        elif absence.back_on <= today and absence.is_long:
            since = max(filter(None, (since, absence.back_on)))
    return person._replace(paused_until=paused, due_from=since)
