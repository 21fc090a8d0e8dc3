"""Skip-levels by manager: how each team is covered, which way went what was said, and what several brought up."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from rhythm.domain.coverage import COVERED_DAYS, Coverage, CoverageState, coverage
from rhythm.domain.findings import Finding, FindingId, TeamTheme, team_themes
from rhythm.domain.meetings import MeetingId, Promise, Route, Side, Topic
from rhythm.domain.people import Person, PersonId, Relation, Reporting, relations
from rhythm.domain.routes import RouteCounts, count_routes
from rhythm.queries import meetings, people
from rhythm.storage.database import Database, Row

_FINDING = """SELECT f.id, f.uid, f.person_id, p.name AS person, f.manager_id, f.meeting_id, f.day, f.theme, f.wording,
    f.may_be_told FROM finding f JOIN person p ON p.id = f.person_id WHERE f.deleted_at IS NULL"""


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


def was_met_under(db: Database, manager_id: PersonId) -> bool:
    """Whether anybody was ever met as a skip-level under a manager, as the lines stood on the day."""
    sql = """SELECT 1 FROM meeting m WHERE m.kind = 'skip_level' AND m.state = 'held' AND m.deleted_at IS NULL
        AND m.person_id IN (SELECT person_id FROM reporting WHERE manager_id = :manager AND deleted_at IS NULL)
        AND (SELECT r.manager_id FROM reporting r WHERE r.person_id = m.person_id AND r.since <= m.day
             AND r.deleted_at IS NULL ORDER BY r.since DESC LIMIT 1) = :manager LIMIT 1"""
    return db.value(sql, {"manager": manager_id}) is not None


def without_a_route(db: Database, person_id: PersonId | None = None) -> tuple[Topic | Promise, ...]:
    """What skip-levels brought up or was promised with them, and has no way yet: of everybody, or of one person.

    Topics that the director put into their queue did not come from them.
    """
    below = {person.id for team in teams_of_skip_levels(db).values() for person in team}
    asked = below if person_id is None else below & {person_id}
    topics = [topic for topic in meetings.queues_of(db, asked) if topic.side is Side.THEIRS and topic.route is None]
    promises = [
        promise
        for promise in meetings.open_promises(db, person_id=person_id)
        if promise.person_id in asked and promise.route is None
    ]
    return (*topics, *promises)


def route_counts(db: Database, first: dt.date, last: dt.date) -> RouteCounts:
    """Which ways went what skip-levels said in a span of days."""
    span = (first.isoformat(), last.isoformat())
    rows = db.all(
        "SELECT route FROM topic WHERE route IS NOT NULL AND added_on BETWEEN ? AND ? AND deleted_at IS NULL"
        " UNION ALL SELECT route FROM promise WHERE route IS NOT NULL AND made_on BETWEEN ? AND ?"
        " AND deleted_at IS NULL",
        span * 2,
    )
    return count_routes(Route(row[0]) for row in rows)


def went_round(db: Database, first: dt.date, last: dt.date) -> tuple[Topic | Promise, ...]:
    """What was brought up or promised in a span of days and went round the manager, topics first, by day."""
    return (
        *meetings.topics_sent(db, Route.DIRECT, first, last),
        *meetings.promises_sent(db, Route.DIRECT, first, last),
    )


def finding(db: Database, finding_id: int) -> Finding | None:
    """One finding."""
    row = db.one(f"{_FINDING} AND f.id = ?", (finding_id,))
    return _finding(row) if row is not None else None


def findings_under(db: Database, manager_id: int) -> tuple[Finding, ...]:
    """What was found in skip-levels under a manager, newest first."""
    rows = db.all(f"{_FINDING} AND f.manager_id = ? ORDER BY f.day DESC, f.id DESC", (manager_id,))
    return tuple(_finding(row) for row in rows)


def themes_under(db: Database, manager_id: PersonId, today: dt.date) -> tuple[TeamTheme, ...]:
    """What several people brought up under a manager in the last 90 days; see `domain.findings.team_themes`."""
    found = findings_under(db, manager_id)
    if not found:
        return ()
    sources = {person.id: person for person in people.everybody(db)}
    team = teams_of_skip_levels(db).get(manager_id, [])
    return team_themes(found, sources, len(team), today)


def _finding(row: Row) -> Finding:
    return Finding(
        id=FindingId(row["id"]),
        uid=row["uid"],
        person_id=PersonId(row["person_id"]),
        person=row["person"],
        manager_id=PersonId(row["manager_id"]),
        meeting_id=MeetingId(row["meeting_id"]) if row["meeting_id"] is not None else None,
        day=dt.date.fromisoformat(row["day"]),
        theme=row["theme"],
        wording=row["wording"],
        may_be_told=bool(row["may_be_told"]),
    )


def _worst_first(one: Coverage) -> tuple[int, int, int]:
    return list(CoverageState).index(one.state), one.percent, -(one.longest_gap_days or 0)
