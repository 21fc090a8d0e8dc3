"""Who is due, and everything one needs to know before talking to somebody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

from rhythm.domain.absences import Absence, beside_absences
from rhythm.domain.cadence import Cadence, Due, cadence_of, due
from rhythm.domain.meetings import Meeting, Note, Promise, Topic
from rhythm.domain.names import fold
from rhythm.domain.people import Person, PersonId, Relation, Team, relations
from rhythm.queries import absences, meetings, people
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.domain.escalations import Escalation

SINCE_NEVER_MET_DAYS = 90
"""How far back a meeting room looks for escalations when the two never met."""

RETURNED_DAYS = 366
"""After a year nobody is newly back from a leave."""


class DueRow(NamedTuple):
    """One relationship as it stands today; `person` is paused, or due anew, as absences have it."""

    person: Person
    relation: Relation
    manager: str
    team: str
    last_held: dt.date | None
    due: Due
    next_planned: Meeting | None
    topics: int
    carried: int
    promises_mine: int
    promises_theirs: int


class Room(NamedTuple):
    """What stands on the page of a meeting with one person.

    `requests` are asked for, by either side, and not accepted yet. `shared_notes` are of the last meeting and since.
    """

    person: Person
    relation: Relation
    manager: str
    team: str
    due: Due | None
    last_meeting: Meeting | None
    last_notes: tuple[Note, ...]
    next_planned: Meeting | None
    topics: tuple[Topic, ...]
    promises_mine: tuple[Promise, ...]
    promises_theirs: tuple[Promise, ...]
    escalations: tuple[Escalation, ...]
    requests: tuple[Promise, ...] = ()
    decisions: tuple[Note, ...] = ()
    shared_notes: tuple[Note, ...] = ()


def people_due(db: Database, roles: Mapping[str, Cadence], today: dt.date) -> tuple[DueRow, ...]:
    """Everybody with a cadence, worst first."""
    known = people.active_people(db)
    names = {person.id: person.name for person in known}
    teams = {team.id: team for team in people.all_teams(db)}
    stands = relations(known)
    last = meetings.last_held(db)
    planned = meetings.next_planned(db, today)
    topics = meetings.topic_counts(db)
    promises = meetings.open_promise_counts(db)
    absent = away(db, today)
    rows = []
    for person in known:
        relation = stands[person.id]
        team = teams.get(person.team_id) if person.team_id is not None else None
        cadence = cadence_of(person, relation, team, roles)
        if cadence is None or relation is Relation.ME:
            continue
        held = last.get(person.id)
        stands_today = beside_absences(person, absent.get(person.id, ()), today)
        rows.append(
            DueRow(
                person=stands_today,
                relation=relation,
                manager=names.get(person.manager_id, "") if person.manager_id is not None else "",
                team=team.name if team is not None else "",
                last_held=held,
                due=due(stands_today, cadence, held, today),
                next_planned=planned.get(person.id),
                topics=topics.get(person.id, (0, 0))[0],
                carried=topics.get(person.id, (0, 0))[1],
                promises_mine=promises.get(person.id, (0, 0))[0],
                promises_theirs=promises.get(person.id, (0, 0))[1],
            )
        )
    return tuple(sorted(rows, key=lambda row: (*row.due.order, fold(row.person.name), row.person.id)))


def room(db: Database, person: Person, roles: Mapping[str, Cadence], today: dt.date) -> Room:
    """Everything about one person that a talk needs: last time, queue, promises both ways, escalations since."""
    # Deferred: who is due, asked all day, needs nothing of the tracker.
    from rhythm.queries import tracker

    everybody = people.everybody(db)
    relation = relations(everybody)[person.id]
    team = _team(db, person)
    cadence = cadence_of(person, relation, team, roles)
    last = meetings.last_meeting(db, person.id)
    since = last.day if last is not None else today - dt.timedelta(days=SINCE_NEVER_MET_DAYS)
    # What came up in the last meeting itself did not come up since.
    stands_today = beside_absences(person, away(db, today).get(person.id, ()), today)
    after = [row for row in tracker.escalations_with(db, person.id, since) if last is None or row.meeting_id != last.id]
    return Room(
        person=person,
        relation=relation,
        manager=next((other.name for other in everybody if other.id == person.manager_id), ""),
        team=team.name if team is not None else "",
        due=due(stands_today, cadence, last.day if last is not None else None, today) if cadence is not None else None,
        last_meeting=last,
        last_notes=meetings.notes_of(db, person.id, limit=5),
        next_planned=meetings.next_planned(db, today).get(PersonId(person.id)),
        topics=meetings.queue_of(db, person.id),
        promises_mine=meetings.open_promises(db, person_id=person.id, mine=True),
        promises_theirs=meetings.open_promises(db, person_id=person.id, mine=False),
        escalations=tuple(after),
        requests=meetings.open_promises(db, person_id=person.id, requests=True),
        decisions=meetings.decisions_with(db, person.id),
        shared_notes=meetings.shared_notes(db, person.id, since),
    )


def away(db: Database, today: dt.date) -> dict[PersonId, tuple[Absence, ...]]:
    """For everybody who is away or came back within a year, the absences."""
    found: dict[PersonId, tuple[Absence, ...]] = {}
    for absence in absences.absences_between(db, today - dt.timedelta(days=RETURNED_DAYS), today):
        found[absence.person_id] = (*found.get(absence.person_id, ()), absence)
    return found


def _team(db: Database, person: Person) -> Team | None:
    return people.team(db, person.team_id) if person.team_id is not None else None
