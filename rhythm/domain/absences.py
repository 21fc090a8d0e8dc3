"""Days on which somebody is not there, and what follows from them for who is due."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NewType

from rhythm.domain.people import Person, PersonId
from rhythm.values import NamedTuple

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
    """Somebody is away from `first` to `last`, both included. `source` names the calendar that said so, if one
    did, and of absences told as one all of them."""

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


def as_one(absences: Iterable[Absence]) -> tuple[Absence, ...]:
    """Absences as they are told, by their first day: what was said by hand and by calendars of the same days is one.

    Days of one person and kind that overlap or follow on each other are one absence, whoever said so; what was said by
    hand gives it its number, so that it can be taken back. Where a calendar calls days otherwise that lie within those
    said by hand, it says nothing of its own. Other kinds stand beside each other.
    """
    of_person: dict[PersonId, list[Absence]] = defaultdict(list)
    for absence in absences:
        of_person[absence.person_id].append(absence)
    told = [one for said in of_person.values() for one in _of_one_person(said)]
    return tuple(sorted(told, key=lambda one: (one.first, one.last, one.id)))


def _of_one_person(absences: Sequence[Absence]) -> Iterator[Absence]:
    by_hand = [one for one in absences if not one.source]
    runs: dict[AbsenceKind, list[list[Absence]]] = defaultdict(list)
    for one in sorted(absences, key=lambda absence: (absence.first, absence.id)):
        if one.source and any(_calls_otherwise(one, said) for said in by_hand):
            continue
        alike = runs[one.kind]
        if alike and any(one.first <= before.back_on for before in alike[-1]):
            alike[-1].append(one)
        else:
            alike.append([one])
    return (_joined(run) for alike in runs.values() for run in alike)


def _calls_otherwise(one: Absence, said: Absence) -> bool:
    """Whether an absence lies within another of another kind."""
    return one.kind is not said.kind and said.first <= one.first and one.last <= said.last


def _joined(run: Sequence[Absence]) -> Absence:
    kept = min(run, key=lambda one: (one.source != "", one.id))
    sources = dict.fromkeys(one.source for one in run if one.source)
    return kept._replace(first=run[0].first, last=max(one.last for one in run), source=", ".join(sources))


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
