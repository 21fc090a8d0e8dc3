"""Saying that somebody is away, oneself included, and taking it back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from rhythm.actions.looking_up import name_of
from rhythm.actions.people import ensure_me
from rhythm.domain.absences import Absence, AbsenceKind
from rhythm.domain.people import PersonId
from rhythm.domain.text import tidy_line
from rhythm.errors import BadInput, NotFound
from rhythm.queries import absences as queries
from rhythm.storage.database import Database

LONGEST_DAYS = 2 * 366
"""What is longer is a slip of the year."""


def add_absence(
    db: Database,
    person_id: PersonId | None,
    first: dt.date,
    last: dt.date,
    kind: AbsenceKind = AbsenceKind.VACATION,
    *,
    source: str = "",
) -> Absence:
    """Somebody is away from `first` to `last`, both included; without a person it is the director.

    Days that overlap or follow on an absence of the same kind and source become one with it; saying the same again
    changes nothing. Other kinds stand beside each other. Raises BadInput for days that run backwards or for years.
    """
    if last < first:
        raise BadInput("the last day lies before the first", "name the first day with --from, the last with --until")
    if (last - first).days >= LONGEST_DAYS:
        raise BadInput("that is longer than two years", "archive who left for good: rhythm people archive NAME")
    with db.action("away"):
        person_id = person_id if person_id is not None else ensure_me(db).id
        name_of(db, person_id)
        alike = [one for one in queries.stored_of(db, person_id) if (one.kind, one.source) == (kind, tidy_line(source))]
        touching = _touching(alike, first, last)
        first = min([first, *(found.first for found in touching)])
        last = max([last, *(found.last for found in touching)])
        if not touching:
            number = db.insert(
                "absence",
                person_id=person_id,
                first=first.isoformat(),
                last=last.isoformat(),
                kind=kind,
                source=tidy_line(source),
            )
            return the_absence(db, number)
        kept, *merged = touching
        db.update("absence", kept.id, first=first.isoformat(), last=last.isoformat())
        for other in merged:
            db.update("absence", other.id, deleted_at=db.clock.today().isoformat())
    return the_absence(db, kept.id)


def _touching(absences: Sequence[Absence], first: dt.date, last: dt.date) -> list[Absence]:
    """Those that share a day with a span, or end the day before it, or begin the day after."""
    day = dt.timedelta(days=1)
    return [one for one in absences if one.first <= last + day and one.last >= first - day]


def remove_absence(db: Database, absence_id: int) -> Absence:
    """Somebody is there after all; the absence as it was comes back. Raises NotFound."""
    with db.action("not away"):
        found = the_absence(db, absence_id)
        db.update("absence", absence_id, deleted_at=db.clock.today().isoformat())
    return found


def the_absence(db: Database, absence_id: int) -> Absence:
    """One absence. Raises NotFound."""
    found = queries.absence(db, absence_id)
    if found is None:
        raise NotFound(f"there is no absence #{absence_id}", "rhythm away lists those to come")
    return found
