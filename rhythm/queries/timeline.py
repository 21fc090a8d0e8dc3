"""The page of one person: what was written over the years, in windows that cost the same however many they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping

from rhythm.domain.absences import beside_absences
from rhythm.domain.cadence import Cadence, Due, cadence_of, due
from rhythm.domain.people import ALWAYS, Person, PersonId, Relation, relations
from rhythm.domain.plan.drift import Drift, drift
from rhythm.domain.timeline import Entry, EntryKind, Gap, Line, gaps_between, newest_first
from rhythm.queries import absences, people
from rhythm.queries.rows import day
from rhythm.storage.database import Database, Row, Value
from rhythm.values import NamedTuple

GAPS_SHOWN = 60
"""So many of the last gaps are read for the chart."""

_Window = Mapping[str, Value]
"""So many entries, none of a day before this one."""

_MEETINGS = """SELECT id, day, reason, state, minutes FROM meeting WHERE person_id = :person AND deleted_at IS NULL
    AND day >= :since ORDER BY day DESC, id DESC LIMIT :limit"""
_NOTES = """SELECT id, day, body, kind FROM note WHERE person_id = :person AND kind IN ('note', 'decision')
    AND deleted_at IS NULL AND day >= :since ORDER BY day DESC, id DESC LIMIT :limit"""
_EVIDENCE = """SELECT id, day, body, kind FROM note WHERE person_id = :person AND kind IN ('praise', 'feedback')
    AND deleted_at IS NULL AND day >= :since ORDER BY day DESC, id DESC LIMIT :limit"""
_GOOD_CALLS = """SELECT id, day, body FROM good_call WHERE person_id = :person AND deleted_at IS NULL
    AND day >= :since ORDER BY day DESC, id DESC LIMIT :limit"""
_TOPICS = """SELECT id, added_on, body, state, closed_on, carried FROM topic WHERE person_id = :person
    AND deleted_at IS NULL AND added_on >= :since ORDER BY added_on DESC, id DESC LIMIT :limit"""
_PROMISES = """SELECT id, made_on, body, state, closed_on, moved, due, mine, kind FROM promise WHERE person_id = :person
    AND deleted_at IS NULL AND made_on >= :since ORDER BY made_on DESC, id DESC LIMIT :limit"""
# What somebody raised, and what they were a side of; a team's escalations stand under its conflicts.
_ESCALATIONS = """SELECT id, day, summary, handling, minutes FROM escalation WHERE deleted_at IS NULL AND id IN (
    SELECT id FROM (SELECT id FROM escalation WHERE raised_by_id = :person AND deleted_at IS NULL
        AND day >= :since ORDER BY day DESC, id DESC LIMIT :limit)
    UNION SELECT escalation_id FROM escalation_party WHERE person_id = :person AND deleted_at IS NULL)
    AND day >= :since ORDER BY day DESC, id DESC LIMIT :limit"""


class PersonPage(NamedTuple):
    """Somebody's page. `gaps` are oldest first, `lines` newest first; `older` says that there are more entries."""

    person: Person
    relation: Relation
    manager: str
    team: str
    due: Due | None
    drift: Drift | None
    gaps: tuple[Gap, ...]
    last_held: dt.date | None
    lines: tuple[Line, ...]
    entries: tuple[Entry, ...]
    older: bool


def person_page(
    db: Database,
    person: Person,
    roles: Mapping[str, Cadence],
    today: dt.date,
    *,
    kinds: Collection[EntryKind] = tuple(EntryKind),
    limit: int = 100,
) -> PersonPage:
    """The head of the page and the newest entries of some kinds, at most `limit`."""
    everybody = people.everybody(db)
    names = {other.id: other.name for other in everybody}
    relation = relations(everybody).get(person.id, Relation.OTHER)
    team = people.team(db, person.team_id) if person.team_id is not None else None
    held = _held(db, person)
    away = _away(db, person, held[0] if held else today, today)
    gaps = gaps_between(held, away)
    cadence = cadence_of(person, relation, team, roles)
    of_person = absences.absences_of(db, person.id)
    last = held[-1] if held else None
    lines = _lines(db, person, names)
    found = _newest(db, person, kinds, limit + 1)
    if EntryKind.REPORTING in kinds:
        changes = [Entry(EntryKind.REPORTING, place, line.since, _said(line)) for place, line in lines if line.since]
        found = newest_first([*found, *changes])
    return PersonPage(
        person=person,
        relation=relation,
        manager=names.get(person.manager_id, "") if person.manager_id is not None else "",
        team=team.name if team is not None else "",
        due=due(beside_absences(person, of_person, today), cadence, last, today) if cadence is not None else None,
        drift=drift(held, cadence.target, away) if cadence is not None else None,
        gaps=gaps,
        last_held=last,
        lines=tuple(line for _, line in reversed(lines)),
        entries=tuple(found[:limit]),
        older=len(found) > limit,
    )


def _newest(db: Database, person: Person, kinds: Collection[EntryKind], limit: int) -> list[Entry]:
    """The newest entries of some kinds. Once there are enough, of the other kinds only what is as new is read."""
    found: list[Entry] = []
    since = ""
    for kind in kinds:
        found = newest_first([*found, *_READERS[kind](db, person, {"limit": limit, "since": since})])[:limit]
        since = found[-1].day.isoformat() if len(found) == limit else ""
    return found


def _held(db: Database, person: Person) -> list[dt.date]:
    """The days of the last held meetings, oldest first."""
    rows = db.all(
        "SELECT day FROM meeting WHERE person_id = ? AND state = 'held' AND deleted_at IS NULL"
        " ORDER BY day DESC LIMIT ?",
        (person.id, GAPS_SHOWN + 1),
    )
    return [dt.date.fromisoformat(row[0]) for row in reversed(rows)]


def _away(db: Database, person: Person, first: dt.date, last: dt.date) -> frozenset[dt.date]:
    """The days of a span on which the person or the director was away."""
    me = people.me(db)
    both = {person.id} | ({me.id} if me is not None else set())
    spans = [
        (max(first, absence.first), min(last, absence.last))
        for absence in absences.absences_between(db, first, last)
        if absence.person_id in both
    ]
    return frozenset(
        begin + dt.timedelta(days=number) for begin, end in spans for number in range((end - begin).days + 1)
    )


def _lines(db: Database, person: Person, names: Mapping[PersonId, str]) -> list[tuple[int, Line]]:
    """Each reporting line with its place, oldest first; a row that changes nothing is left out."""
    teams = {team.id: team.name for team in people.all_teams(db)}
    lines: list[tuple[int, Line]] = []
    for place, row in enumerate(people.reporting_lines(db, person.id)):
        manager = names.get(row.manager_id, "") if row.manager_id is not None else ""
        team = teams.get(row.team_id, "") if row.team_id is not None else ""
        if not lines or (lines[-1][1].manager, lines[-1][1].team) != (manager, team):
            lines.append((place, Line(manager, team, row.since if row.since != ALWAYS else None)))
    return lines


def _said(line: Line) -> str:
    parts = (f"reports to {line.manager}" if line.manager else "reports to nobody here", line.team)
    return ", ".join(filter(None, parts))


def _meetings(db: Database, person: Person, window: _Window) -> list[Entry]:
    return [
        Entry(EntryKind.MEETING, row["id"], _day(row["day"]), row["reason"], row["state"], number=row["minutes"] or 0)
        for row in db.all(_MEETINGS, {"person": person.id, **window})
    ]


def _notes(db: Database, person: Person, window: _Window) -> list[Entry]:
    return [_note(EntryKind.NOTE, row) for row in db.all(_NOTES, {"person": person.id, **window})]


def _evidence(db: Database, person: Person, window: _Window) -> list[Entry]:
    calls = [
        Entry(EntryKind.EVIDENCE, row["id"], _day(row["day"]), row["body"], "good_call")
        for row in db.all(_GOOD_CALLS, {"person": person.id, **window})
    ]
    return [*calls, *(_note(EntryKind.EVIDENCE, row) for row in db.all(_EVIDENCE, {"person": person.id, **window}))]


def _note(kind: EntryKind, row: Row) -> Entry:
    return Entry(kind, row["id"], _day(row["day"]), row["body"], row["kind"])


def _topics(db: Database, person: Person, window: _Window) -> list[Entry]:
    return [
        Entry(
            EntryKind.TOPIC,
            row["id"],
            _day(row["added_on"]),
            row["body"],
            row["state"],
            closed=day(row["closed_on"]),
            number=row["carried"],
        )
        for row in db.all(_TOPICS, {"person": person.id, **window})
    ]


def _promises(db: Database, person: Person, window: _Window) -> list[Entry]:
    return [
        Entry(
            EntryKind.PROMISE,
            row["id"],
            _day(row["made_on"]),
            row["body"],
            row["state"],
            bool(row["mine"]),
            day(row["due"]),
            day(row["closed_on"]),
            row["moved"],
            row["kind"],
        )
        for row in db.all(_PROMISES, {"person": person.id, **window})
    ]


def _escalations(db: Database, person: Person, window: _Window) -> list[Entry]:
    return [
        Entry(
            EntryKind.ESCALATION,
            row["id"],
            _day(row["day"]),
            row["summary"],
            row["handling"] or "",
            number=row["minutes"] or 0,
        )
        for row in db.all(_ESCALATIONS, {"person": person.id, **window})
    ]


def _nothing(_db: Database, _person: Person, _window: _Window) -> list[Entry]:
    return []


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


_READERS: Mapping[EntryKind, Callable[[Database, Person, _Window], list[Entry]]] = {
    EntryKind.MEETING: _meetings,
    EntryKind.NOTE: _notes,
    EntryKind.EVIDENCE: _evidence,
    EntryKind.TOPIC: _topics,
    EntryKind.PROMISE: _promises,
    EntryKind.ESCALATION: _escalations,
    # Read with the head of the page.
    EntryKind.REPORTING: _nothing,
}
