"""People, teams and the relations between them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.domain.names import fold, twins
from rhythm.domain.people import Person, PersonId, Relation, Reporting, Team, TeamId, relations
from rhythm.late import Late
from rhythm.queries.rows import day
from rhythm.storage.database import Database, Row

if TYPE_CHECKING:
    import json
else:
    json = Late("json")

_PERSON = """SELECT id, uid, name, nickname, email, title, manager_id, team_id, is_me, relation, target_days,
    limit_days, due_from, paused_until, started_on, archived_on, country, zone, hours, minutes, preferred, standing,
    told_on, interim_since, last_day, file_id, former_emails, aliases FROM person WHERE deleted_at IS NULL"""
_TEAM = """SELECT t.id, t.uid, t.name, {led_by} AS manager_id, t.aliases, t.target_days, t.limit_days, t.mode, t.bucket,
    t.product_id, t.engineering_id, t.design_id, t.archived_on, t.merged_into FROM team t WHERE t.deleted_at IS NULL"""


def everybody(db: Database, on: dt.date | None = None) -> tuple[Person, ...]:
    """All people, the director, archived ones and those who left included, by name.

    Who reports to whom is as it holds on a day, today unless another one is named: what was said for later waits.
    """
    when = on or db.clock.today()
    return db.kept(("everybody", when), lambda: _as_on(db, when, _all_people(db)))


def _all_people(db: Database) -> tuple[Person, ...]:
    return tuple(sorted(map(_person, db.all(_PERSON)), key=lambda person: (fold(person.name), person.id)))


def active_people(db: Database, on: dt.date | None = None) -> tuple[Person, ...]:
    """Everybody who is neither archived nor has left by a day, today unless another one is named; the director too."""
    day = on or db.clock.today()
    return tuple(person for person in everybody(db, day) if person.archived_on is None and not person.left(day))


def several(db: Database) -> frozenset[str]:
    """The names that more than one of those who are here has, as `told_apart` asks for them."""
    return twins(person.name for person in active_people(db))


def person(db: Database, person_id: int, on: dt.date | None = None) -> Person | None:
    """One person, archived or not, with the manager and team of a day as `everybody`."""
    row = db.one(f"{_PERSON} AND id = ?", (person_id,))
    return _as_on(db, on or db.clock.today(), (_person(row),))[0] if row is not None else None


RECENT_RECORDS = 60
"""So many of the newest talks and notes are looked at for whom one dealt with lately."""


def recent_people(db: Database, until: dt.date, limit: int) -> tuple[PersonId, ...]:
    """With whom talks took place or about whom notes were written lately, newest first, each once."""
    rows = db.all(
        "SELECT person_id, day FROM (SELECT person_id, day FROM meeting WHERE state = 'held' AND person_id IS NOT NULL"
        " AND day <= ? AND deleted_at IS NULL ORDER BY day DESC LIMIT ?)"
        " UNION ALL SELECT person_id, day FROM (SELECT person_id, day FROM note WHERE person_id IS NOT NULL"
        " AND day <= ? AND deleted_at IS NULL ORDER BY day DESC LIMIT ?) ORDER BY day DESC",
        (until.isoformat(), RECENT_RECORDS) * 2,
    )
    return tuple(dict.fromkeys(PersonId(row["person_id"]) for row in rows))[:limit]


def me(db: Database) -> Person | None:
    """The director's own record, once there is one."""
    row = db.one(f"{_PERSON} AND is_me = 1")
    return _person(row) if row is not None else None


def led_by(team: str) -> str:
    """Who leads a team on a day, which is one parameter, in SQL; `team` is what the table is called there.

    The column holds what was said last, which may begin later, or have ended with somebody's last day.
    """
    return (
        f"coalesce((SELECT l.manager_id FROM team_lead l WHERE l.team_id = {team}.id AND l.since <= ?"
        f" AND l.deleted_at IS NULL ORDER BY l.since DESC LIMIT 1), {team}.manager_id)"
    )


def all_teams(db: Database) -> tuple[Team, ...]:
    """All teams by name, archived and merged ones included, under who leads them today."""
    rows = db.all(_teams(), (db.clock.today().isoformat(),))
    return tuple(sorted(map(_team, rows), key=lambda team: (fold(team.name), team.id)))


def without_lead(db: Database) -> dict[TeamId, dt.date]:
    """The teams that the director leads for now, since the day after the last one of whoever led them."""
    today = db.clock.today().isoformat()
    rows = db.all(
        f"""SELECT l.team_id, l.since FROM team_lead l JOIN team t ON t.id = l.team_id
        JOIN person me ON me.id = l.manager_id AND me.is_me = 1
        WHERE l.deleted_at IS NULL AND l.since = (SELECT max(n.since) FROM team_lead n WHERE n.team_id = l.team_id
            AND n.since <= ? AND n.deleted_at IS NULL) AND l.manager_id = {led_by("t")}
        AND EXISTS (SELECT 1 FROM team_lead e JOIN person p ON p.id = e.manager_id WHERE e.team_id = l.team_id
            AND e.since < l.since AND e.deleted_at IS NULL AND date(p.last_day, '+1 day') = l.since)""",
        (today, today),
    )
    return {TeamId(row[0]): dt.date.fromisoformat(row[1]) for row in rows}


def active_teams(db: Database) -> tuple[Team, ...]:
    """The teams that there are now, by name."""
    return tuple(team for team in all_teams(db) if team.archived_on is None)


def team(db: Database, team_id: int) -> Team | None:
    """One team."""
    row = db.one(f"{_teams()} AND t.id = ?", (db.clock.today().isoformat(), team_id))
    return _team(row) if row is not None else None


def _teams() -> str:
    return _TEAM.format(led_by=led_by("t"))


def reporting_lines(db: Database, person_id: int | None = None) -> tuple[Reporting, ...]:
    """Who reported to whom since when, oldest first; of everybody, or of one person."""
    rows = db.all(
        "SELECT person_id, manager_id, team_id, since FROM reporting WHERE deleted_at IS NULL"
        " AND (? IS NULL OR person_id = ?) ORDER BY since, id",
        (person_id, person_id),
    )
    return tuple(
        Reporting(PersonId(row["person_id"]), row["manager_id"], row["team_id"], dt.date.fromisoformat(row["since"]))
        for row in rows
    )


def _as_on(db: Database, day: dt.date, known: tuple[Person, ...]) -> tuple[Person, ...]:
    """The columns hold what was said last; where that begins later, the line in effect on the day counts."""
    if db.value("SELECT 1 FROM reporting WHERE since > ? AND deleted_at IS NULL LIMIT 1", (day.isoformat(),)) is None:
        return known
    lines: dict[PersonId, list[Reporting]] = {}
    for line in reporting_lines(db):
        lines.setdefault(line.person_id, []).append(line)

    def placed(person: Person) -> Person:
        begun = [line for line in lines.get(person.id, ()) if line.since <= day]
        if not begun or len(begun) == len(lines[person.id]):
            return person
        return person._replace(manager_id=begun[-1].manager_id, team_id=begun[-1].team_id)

    return tuple(map(placed, known))


def relation_of(db: Database, person_id: int) -> Relation:
    """How one person stands to the director."""
    return relations(everybody(db)).get(PersonId(person_id), Relation.OTHER)


def _person(row: Row) -> Person:
    return Person(
        id=PersonId(row["id"]),
        uid=row["uid"],
        name=row["name"],
        nickname=row["nickname"],
        email=row["email"],
        title=row["title"],
        manager_id=row["manager_id"],
        team_id=row["team_id"],
        is_me=bool(row["is_me"]),
        set_relation=Relation(row["relation"]) if row["relation"] is not None else None,
        target_days=row["target_days"],
        limit_days=row["limit_days"],
        due_from=day(row["due_from"]),
        paused_until=day(row["paused_until"]),
        started_on=day(row["started_on"]),
        archived_on=day(row["archived_on"]),
        country=row["country"],
        zone=row["zone"],
        hours=row["hours"],
        minutes=row["minutes"],
        preferred=row["preferred"],
        standing=row["standing"],
        told_on=day(row["told_on"]),
        interim_since=day(row["interim_since"]),
        last_day=day(row["last_day"]),
        file_id=row["file_id"],
        former_emails=_listed(row["former_emails"]),
        aliases=_listed(row["aliases"]),
    )


def _team(row: Row) -> Team:
    return Team(
        id=TeamId(row["id"]),
        uid=row["uid"],
        name=row["name"],
        manager_id=row["manager_id"],
        aliases=_listed(row["aliases"]),
        target_days=row["target_days"],
        limit_days=row["limit_days"],
        mode=row["mode"],
        bucket=row["bucket"],
        product_id=row["product_id"],
        engineering_id=row["engineering_id"],
        design_id=row["design_id"],
        archived_on=day(row["archived_on"]),
        merged_into=row["merged_into"],
    )


def _listed(text: str) -> tuple[str, ...]:
    """What a column with a list holds; most hold none, and then nothing needs to be read."""
    return () if text == "[]" else tuple(json.loads(text))
