"""Adding, changing and archiving people and teams."""

from __future__ import annotations

import datetime as dt
import json

from rhythm.actions.looking_up import the_person, the_team
from rhythm.domain.names import checked_name, name_key, quoted, shown
from rhythm.domain.people import ALWAYS, Person, PersonId, Relation, Team, TeamId, would_circle
from rhythm.domain.text import tidy_line
from rhythm.errors import BadInput
from rhythm.queries import people as queries
from rhythm.queries.rows import iso
from rhythm.storage.database import Database, Value


def ensure_me(db: Database) -> Person:
    """The director's own record, made with the name "Me" when there is none yet. Joins the action under way."""
    found = queries.me(db)
    if found is not None:
        return found
    with db.action("add yourself"):
        person_id = db.insert("person", name="Me", is_me=1)
    return the_person(db, person_id)


def add_person(
    db: Database,
    name: str,
    *,
    manager_id: PersonId | None = None,
    team_id: TeamId | None = None,
    relation: Relation | None = None,
    email: str = "",
    nickname: str = "",
    title: str = "",
    target_days: int | None = None,
    limit_days: int | None = None,
    started_on: dt.date | None = None,
    due_from: dt.date | None = None,
    country: str = "",
    zone: str = "",
    hours: str = "",
    minutes: int | None = None,
    preferred: str = "",
) -> Person:
    """Add somebody. Without a manager and without a relation set by hand it is a report of mine.

    Raises BadInput for a name or nickname without a letter or a limit below the target.
    """
    cleaned = checked_name(name, "the name")
    _check_cadence(target_days, limit_days)
    with db.action(f"add {cleaned}"):
        me = ensure_me(db)
        if manager_id is None and relation is None:
            manager_id = me.id
        person_id = db.insert(
            "person",
            name=cleaned,
            manager_id=manager_id,
            team_id=team_id,
            relation=relation.value if relation is not None else None,
            email=tidy_line(email),
            nickname=_nickname(nickname),
            title=tidy_line(title),
            target_days=target_days,
            limit_days=limit_days,
            started_on=iso(started_on),
            due_from=iso(due_from),
            country=country,
            zone=zone,
            hours=hours,
            minutes=minutes,
            preferred=preferred,
        )
        report_to(db, PersonId(person_id), manager_id, team_id, started_on or ALWAYS)
    return the_person(db, person_id)


def edit_person(db: Database, person_id: PersonId, *, since: dt.date | None = None, **changes: object) -> Person:
    """Change fields of a person: any of `Person` but its ids and the day on which it was archived.

    A new manager or team holds from `since` on, today unless it is given. Raises BadInput for a new name or nickname
    without a letter, when the new manager would make a circle, or a limit falls below its target.
    """
    day = since or db.clock.today()
    before = the_person(db, person_id)
    values: dict[str, Value] = {}
    for field, value in changes.items():
        if field == "name":
            values[field] = checked_name(str(value), "the name", kept=(before.name,))
        elif field == "nickname":
            values[field] = _nickname(str(value), before.nickname)
        elif isinstance(value, dt.date):
            values[field] = value.isoformat()
        elif isinstance(value, Relation):
            values[field] = value.value
        elif isinstance(value, tuple):
            values[field] = json.dumps(value, ensure_ascii=False)
        else:
            values[field] = tidy_line(value) if isinstance(value, str) else value  # type: ignore[assignment]
    manager_id = changes.get("manager_id")
    if isinstance(manager_id, int) and would_circle(queries.everybody(db, day), person_id, PersonId(manager_id)):
        raise BadInput(f"{before.name} would report to themselves", "name a manager from outside their own team")
    target = values.get("target_days", before.target_days)
    limit = values.get("limit_days", before.limit_days)
    _check_cadence(target if isinstance(target, int) else None, limit if isinstance(limit, int) else None)
    if values:
        with db.action(f"edit {before.name}"):
            _keep_line(db, person_id, values, day)
            if values:
                db.update("person", person_id, **values)
    return the_person(db, person_id)


def _keep_line(db: Database, person_id: PersonId, values: dict[str, Value], day: dt.date) -> None:
    """Write down the manager and team that hold from a day on; the columns keep what begins last."""
    standing = queries.person(db, person_id, day)
    if standing is None or not {"manager_id", "team_id"} & values.keys():
        return
    manager_id, team_id = (values.get(field, getattr(standing, field)) for field in ("manager_id", "team_id"))
    if (manager_id, team_id) != (standing.manager_id, standing.team_id):
        place(db, standing, manager_id, team_id, day)
    last = queries.reporting_lines(db, person_id)[-1:]
    if last and last[0].since > day:
        values.update(manager_id=last[0].manager_id, team_id=last[0].team_id)


def place(db: Database, standing: Person, manager_id: int | None, team_id: int | None, day: dt.date) -> None:
    """Give somebody, as they stood on a day, a manager and a team from that day on. Joins the action under way.

    What was said for later days repeats what held when it was said: where that only names the manager or the team of
    before, it follows the change, and where it names others, they hold from there on.
    """
    later = queries.reporting_lines(db, standing.id)
    report_to(db, standing.id, manager_id, team_id, day)
    follows, sits = True, True
    for line in later:
        if line.since > day:
            follows = follows and line.manager_id == standing.manager_id
            sits = sits and line.team_id == standing.team_id
            report_to(
                db,
                standing.id,
                manager_id if follows else line.manager_id,
                team_id if sits else line.team_id,
                line.since,
            )


def report_to(db: Database, person_id: PersonId, manager_id: int | None, team_id: int | None, since: dt.date) -> None:
    """Keep who somebody reports to, and sits with, from a day on. Joins the action under way.

    Who was a manager, and of which team, on an earlier day stays known. A second change on one day replaces the
    first, which nobody worked under.
    """
    row = db.one(
        "SELECT id FROM reporting WHERE person_id = ? AND since = ? AND deleted_at IS NULL",
        (person_id, since.isoformat()),
    )
    if row is not None:
        db.update("reporting", row["id"], manager_id=manager_id, team_id=team_id)
        return
    db.insert("reporting", person_id=person_id, manager_id=manager_id, team_id=team_id, since=since.isoformat())


def archive_person(db: Database, person_id: PersonId, on: dt.date) -> Person:
    """Take somebody out of every list; history stays. Meetings that are planned from `on` on are taken back.

    Raises BadInput for the director's own record and for a manager who still has reports.
    """
    before = the_person(db, person_id)
    if before.is_me:
        raise BadInput("you can't archive yourself", "edit your own record instead")
    reports = [person for person in queries.active_people(db) if person.manager_id == person_id]
    if reports:
        # Deferred: it is for mistakes only.
        from rhythm.domain.saying import counted

        raise BadInput(
            f"{before.name} still has {counted(len(reports), 'report')}",
            "give them another manager first: rhythm people edit",
        )
    with db.action(f"archive {before.name}"):
        db.update("person", person_id, archived_on=on.isoformat())
        for row in db.all(
            "SELECT id FROM meeting WHERE person_id = ? AND state = 'planned' AND day >= ? AND deleted_at IS NULL",
            (person_id, on.isoformat()),
        ):
            db.update("meeting", row["id"], deleted_at=on.isoformat())
    return the_person(db, person_id)


def add_team(
    db: Database, name: str, *, manager_id: PersonId | None = None, aliases: tuple[str, ...] = (), **fields: Value
) -> Team:
    """Add a team; `fields` are its mode, bucket and triad. Raises BadInput for a name or an alias without a letter, and
    for one by which another team goes already."""
    cleaned = checked_name(name, "the name of the team")
    with db.action(f"add team {cleaned}"):
        _refuse_same_name(db, cleaned, None)
        kept = _aliases(db, aliases, None)
        team_id = db.insert("team", name=cleaned, manager_id=manager_id, aliases=kept, **fields)
        lead(db, TeamId(team_id), manager_id, ALWAYS)
    return the_team(db, team_id)


def edit_team(db: Database, team_id: TeamId, **changes: object) -> Team:
    """Change fields of a team: any of `Team` but its ids, and whether it is archived or merged. Raises as
    `add_team`."""
    before = the_team(db, team_id)
    values: dict[str, Value] = {}
    for field, value in changes.items():
        if field == "name":
            values[field] = checked_name(str(value), "the name of the team", kept=(before.name,))
            if name_key(str(values[field])) != name_key(before.name):
                _refuse_same_name(db, str(values[field]), team_id)
        elif isinstance(value, tuple):
            values[field] = _aliases(db, value, before)
        else:
            values[field] = value  # type: ignore[assignment]
    target = values.get("target_days", before.target_days)
    limit = values.get("limit_days", before.limit_days)
    _check_cadence(target if isinstance(target, int) else None, limit if isinstance(limit, int) else None)
    if values:
        with db.action(f"edit team {before.name}"):
            db.update("team", team_id, **values)
            manager_id = values.get("manager_id", before.manager_id)
            if manager_id != before.manager_id:
                lead(db, team_id, manager_id, db.clock.today())  # type: ignore[arg-type]
    return the_team(db, team_id)


def lead(db: Database, team_id: TeamId, manager_id: int | None, since: dt.date) -> None:
    """Keep who leads a team from a day on. Joins the action under way.

    What reached the director counts under the manager of that day, so a new one does not inherit it. As with
    `report_to`, a second change on one day replaces the first; what was said for a later day holds no more.
    """
    for later in db.all(
        "SELECT id FROM team_lead WHERE team_id = ? AND since > ? AND deleted_at IS NULL", (team_id, since.isoformat())
    ):
        db.update("team_lead", later["id"], deleted_at=db.clock.today().isoformat())
    row = db.one(
        "SELECT id FROM team_lead WHERE team_id = ? AND since = ? AND deleted_at IS NULL", (team_id, since.isoformat())
    )
    if row is not None:
        db.update("team_lead", row["id"], manager_id=manager_id)
        return
    db.insert("team_lead", team_id=team_id, manager_id=manager_id, since=since.isoformat())


def _aliases(db: Database, aliases: tuple[str, ...], before: Team | None) -> str:
    """Other names of a team, as they are stored. Raises BadInput for a new one without a letter, or by which another
    team goes."""
    stood = before.aliases if before is not None else ()
    kept = tuple(dict.fromkeys(checked_name(alias, "an alias", kept=stood) for alias in aliases))
    known = set(map(name_key, stood))
    for alias in kept:
        other = _going_by(db, alias, before.id if before is not None else None)
        if other is not None and name_key(alias) not in known:
            raise BadInput(
                f"'{shown(alias)}' already means {other.name}", f"choose another alias{_or_free(other, alias)}"
            )
    return json.dumps(list(kept), ensure_ascii=False)


def _refuse_same_name(db: Database, name: str, team_id: TeamId | None) -> None:
    """Two teams of one name, or one called as another is too, could not be told apart where somebody types it."""
    for team in queries.all_teams(db):
        if team.id != team_id and team.archived_on is not None and name_key(team.name) == name_key(name):
            raise BadInput(
                f"there was a team {team.name}, which is archived", "choose another name, or: rhythm team restore"
            )
    other = _going_by(db, name, team_id)
    if other is not None and name_key(other.name) == name_key(name):
        raise BadInput(f"there is a team {other.name} already", "choose another name, or edit that team")
    if other is not None:
        raise BadInput(f"'{shown(name)}' already means {other.name}", f"choose another name{_or_free(other, name)}")


def _going_by(db: Database, name: str, team_id: TeamId | None) -> Team | None:
    """Another team there is now that has this name or alias."""
    key = name_key(name)
    others = [team for team in queries.active_teams(db) if team.id != team_id]
    return next((team for team in others if key in map(name_key, (team.name, *team.aliases))), None)


def _or_free(team: Team, called: str) -> str:
    """How another team is made to go by that name no more, where it is only an alias."""
    alias = next((one for one in team.aliases if name_key(one) == name_key(called)), None)
    if alias is None:
        return ""
    return f", or first: rhythm team edit {quoted(team.name)} --drop-alias {quoted(alias)}"


def _nickname(text: str, before: str = "") -> str:
    return checked_name(text, "the nickname", kept=(before,)) if text.strip() else ""


def _check_cadence(target: int | None, limit: int | None) -> None:
    if any(days is not None and days < 1 for days in (target, limit)):
        raise BadInput("target and limit are at least one day", "for example 14 and 28")
    if target is not None and limit is not None and limit < target:
        raise limit_too_short(target, limit)


def limit_too_short(target: int, limit: int) -> BadInput:
    """That the longest gap which is accepted is shorter than the one that is aimed at."""
    # Deferred: it is for mistakes only.
    from rhythm.domain.saying import counted

    said = f"the limit of {counted(limit, 'day')} is shorter than the target of {counted(target, 'day')}"
    return BadInput(
        said, f"the limit is the longest gap you would accept: {target}d or more, or name a target of {limit}d"
    )
