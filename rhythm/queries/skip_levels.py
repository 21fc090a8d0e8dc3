"""Skip-levels by manager: how each team is covered."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from rhythm.domain.coverage import COVERED_DAYS, Coverage, CoverageState, coverage
from rhythm.domain.people import Person, PersonId, Relation, Reporting, relations
from rhythm.queries import meetings, people
from rhythm.storage.database import Database


def teams_of_skip_levels(db: Database) -> dict[PersonId | None, list[Person]]:
    """The skip-levels of today by the manager they report to, by name."""
    known = people.active_people(db)
    stands = relations(known)
    found: dict[PersonId | None, list[Person]] = {}
    for person in known:
        if stands[person.id] is Relation.SKIP_LEVEL:
            found.setdefault(person.manager_id, []).append(person)
    return found


def coverages(db: Database, today: dt.date) -> tuple[Coverage, ...]:
    """The coverage of each team with skip-levels in it, worst first; see `domain.coverage.coverage`."""
    lines: dict[PersonId, list[Reporting]] = defaultdict(list)
    for line in people.reporting_lines(db):
        lines[line.person_id].append(line)
    held: dict[PersonId, list[dt.date]] = defaultdict(list)
    for row in db.all(
        "SELECT person_id, day FROM meeting WHERE day BETWEEN ? AND ? AND state = 'held' AND deleted_at IS NULL",
        ((today - dt.timedelta(days=COVERED_DAYS)).isoformat(), today.isoformat()),
    ):
        held[PersonId(row["person_id"])].append(dt.date.fromisoformat(row["day"]))
    last = meetings.last_held(db)
    planned = {person_id: meeting.day for person_id, meeting in meetings.next_planned(db, today).items()}
    found = [
        coverage(team, manager_id, lines, held, last, planned, today)
        for manager_id, team in teams_of_skip_levels(db).items()
    ]
    return tuple(sorted(found, key=_worst_first))


def _worst_first(one: Coverage) -> tuple[int, int, int]:
    return list(CoverageState).index(one.state), one.percent, -(one.longest_gap_days or 0)
