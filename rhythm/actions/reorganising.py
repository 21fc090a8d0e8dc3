"""Changes of the organisation, each one action: history stays, and what was planned follows.

Whoever is no longer met is not planned; a skip-level who becomes a manager has a first 1:1 within a week; the reports
of a manager who left stand in for now, and nothing is imposed on them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rhythm.actions.looking_up import the_person
from rhythm.actions.meetings import close_topic
from rhythm.actions.people import add_person, edit_person, ensure_me, lead, place, report_to
from rhythm.domain.meetings import Fates, MeetingKind, TopicState, kind_of_meeting
from rhythm.domain.people import INTERIM_CADENCE, Person, PersonId, Relation, relations
from rhythm.domain.routes import without_name
from rhythm.domain.saying import counted
from rhythm.errors import BadInput, NotFound
from rhythm.queries import meetings, people
from rhythm.storage.database import Database

FIRST_TALK_DAYS = 7
"""Within so many days a skip-level who became a manager has the first 1:1."""
SETTLING_DAYS = 14
"""A skip-level who just joined is left in peace for two weeks."""


def change_person(
    db: Database,
    person_id: PersonId,
    *,
    weekly_target: int,
    since: dt.date | None = None,
    fates: Fates | None = None,
    **changes: object,
) -> Person:
    """Change fields of a person, and what follows of a new manager, team or relation from `since` on.

    `weekly_target` is how often one meets a manager. Raises BadInput as `edit_person`, and for a relation that is
    set for another day than today, since it has none.
    """
    today = db.clock.today()
    day = since or today
    if "relation" in changes and day != today:
        raise BadInput("a relation changes at once", "leave the day out, or name a manager instead")
    found = the_person(db, person_id)
    with db.action(f"edit {found.name}"):
        if "manager_id" in changes and found.interim_since is not None:
            changes = {**_no_interim(found), **changes}
        before = stands_on(db, day)
        edit_person(db, person_id, since=since, **changes)
        if {"manager_id", "team_id", "relation"} & changes.keys():
            follow(db, before, day, weekly_target)
        _settle_topics(db, found, before.get(person_id), fates or {})
    return the_person(db, person_id)


def move_team(
    db: Database, manager_id: PersonId, to: PersonId, *, weekly_target: int, since: dt.date | None = None
) -> tuple[Person, ...]:
    """Give all reports of a manager another one, as one action; the same as giving it to each of them singly.

    Raises BadInput when there is nobody to move, or one would come to report to themselves.
    """
    manager = the_person(db, manager_id)
    team = reports_of(db, manager_id, since)
    if not team:
        raise BadInput(f"nobody reports to {manager.name}", "name the manager whose team is to move")
    with db.action(f"move the team of {manager.name}"):
        return tuple(
            change_person(db, person.id, weekly_target=weekly_target, since=since, manager_id=to) for person in team
        )


def join(db: Database, name: str, started_on: dt.date, **fields: object) -> Person:
    """Add somebody who starts on a day: a skip-level is not due before two weeks, others from the first day on."""
    with db.action(f"add {' '.join(name.split())}"):
        person = add_person(db, name, started_on=started_on, **fields)  # type: ignore[arg-type]
        return start_on(db, person.id, started_on)


def start_on(db: Database, person_id: PersonId, started_on: dt.date) -> Person:
    """Keep on which day somebody starts, and from when on they can be due. Joins the action under way."""
    with db.action(f"edit {the_person(db, person_id).name}"):
        relation = stands_on(db, started_on).get(person_id)
        peace = SETTLING_DAYS if relation is Relation.SKIP_LEVEL else 0
        due_from = started_on + dt.timedelta(days=peace)
        db.update("person", person_id, started_on=started_on.isoformat(), due_from=due_from.isoformat())
    return the_person(db, person_id)


def leave(db: Database, person_id: PersonId, last_day: dt.date, *, fates: Fates | None = None) -> Person:
    """Somebody leaves: nothing is planned after the last day, and nothing counts as missed after it.

    The reports of a manager report to the director from the day after, for now, and keep their rhythm. Raises
    BadInput for the director.
    """
    found = the_person(db, person_id)
    if found.is_me:
        raise BadInput("you can't leave your own book", "name somebody else")
    after = last_day + dt.timedelta(days=1)
    relation = people.relation_of(db, person_id)
    with db.action(f"{found.name} leaves"):
        if found.last_day is not None and not found.left(db.clock.today()):
            _keep_below(db, person_id, found.last_day + dt.timedelta(days=1))
        db.update("person", person_id, last_day=last_day.isoformat())
        _cancel(db, person_id, after)
        for report in reports_of(db, person_id, after):
            _stand_in(db, report, after)
        for team in people.all_teams(db):
            if team.manager_id == person_id:
                lead(db, team.id, ensure_me(db).id, after)
                if last_day <= db.clock.today():
                    db.update("team", team.id, manager_id=ensure_me(db).id)
        _settle_topics(db, found, relation, fates or {})
    return the_person(db, person_id)


def stay(db: Database, person_id: PersonId) -> Person:
    """Somebody does not leave after all, or is back, also one who was archived; what was cancelled is planned anew by
    hand.

    Up to the last day that was said their reports and teams stay theirs too. Who stands in already goes on doing so.
    """
    found = the_person(db, person_id)
    with db.action(f"{found.name} stays"):
        if found.last_day is not None and not found.left(db.clock.today()):
            _keep_below(db, person_id, found.last_day + dt.timedelta(days=1))
        db.update("person", person_id, last_day=None, archived_on=None)
    return the_person(db, person_id)


def bring_back(db: Database, person_id: PersonId) -> Person:
    """Who is archived is in the lists again, and a last day that is still to come stays said. Of anybody else it is
    taken back that they leave; see `stay`."""
    found = the_person(db, person_id)
    if found.archived_on is None or found.left(db.clock.today()):
        return stay(db, person_id)
    with db.action(f"bring back {found.name}"):
        db.update("person", person_id, archived_on=None)
    return the_person(db, person_id)


def _keep_below(db: Database, person_id: PersonId, after: dt.date) -> None:
    """Let those who were to stand in from a day on, and the teams, stay under somebody."""
    me, since = ensure_me(db).id, after.isoformat()
    for report in reports_of(db, person_id, after - dt.timedelta(days=1)):
        if report.interim_since == after:
            _stand_in_no_more(db, report, person_id, after)
    for row in db.all(
        "SELECT l.id, l.team_id FROM team_lead l WHERE l.since = ? AND l.manager_id = ? AND l.deleted_at IS NULL"
        " AND ? = (SELECT e.manager_id FROM team_lead e WHERE e.team_id = l.team_id AND e.since < l.since"
        " AND e.deleted_at IS NULL ORDER BY e.since DESC LIMIT 1)",
        (since, me, person_id),
    ):
        db.update("team_lead", row["id"], deleted_at=db.clock.today().isoformat())
        db.update("team", row["team_id"], manager_id=person_id)


def _stand_in_no_more(db: Database, report: Person, manager_id: PersonId, after: dt.date) -> None:
    """Let somebody go on under a manager where they were to report to the director from a day on."""
    me, team = ensure_me(db).id, report.team_id
    for line in people.reporting_lines(db, report.id):
        if line.since < after:
            continue
        if line.manager_id != me:
            break
        if line.since == after and line.team_id == team:
            row = db.value(
                "SELECT id FROM reporting WHERE person_id = ? AND since = ? AND deleted_at IS NULL",
                (report.id, after.isoformat()),
            )
            db.update("reporting", int(row or 0), deleted_at=db.clock.today().isoformat())
        else:
            report_to(db, report.id, manager_id, line.team_id, line.since)
    last = people.reporting_lines(db, report.id)[-1]
    db.update("person", report.id, interim_since=None, manager_id=last.manager_id)


def meet_interims(db: Database) -> tuple[Person, ...]:
    """Meet everybody who stands in for a manager who left every two weeks. Raises BadInput when there is nobody."""
    waiting = interims_without_rhythm(db)
    if not waiting:
        raise BadInput(
            "nobody stands in for a manager without a rhythm", "rhythm people list shows who reports to whom"
        )
    target, limit = INTERIM_CADENCE
    with db.action(f"meet {counted(len(waiting), 'interim report')} every two weeks"):
        for person in waiting:
            db.update("person", person.id, target_days=target, limit_days=limit)
    return tuple(the_person(db, person.id) for person in waiting)


def interims_without_rhythm(db: Database) -> tuple[Person, ...]:
    """Who reports to the director for now, and is met as rarely as before."""
    known = people.active_people(db)
    stands = relations(known)
    return tuple(
        person
        for person in known
        if person.interim_since is not None and person.target_days is None and stands[person.id] is Relation.MANAGER
    )


def reports_of(db: Database, manager_id: PersonId, day: dt.date | None = None) -> tuple[Person, ...]:
    """Who reports to somebody on a day, today unless it is given."""
    return tuple(person for person in people.active_people(db, day) if person.manager_id == manager_id)


def stands_on(db: Database, day: dt.date) -> dict[PersonId, Relation]:
    """How everybody stands to the director on a day."""
    return relations(people.active_people(db, day))


def follow(db: Database, before: Mapping[PersonId, Relation], day: dt.date, weekly_target: int) -> None:
    """What follows for everybody whose relation changed, those below somebody who moved included."""
    known = people.active_people(db, day)
    stands = relations(known)
    for person in known:
        person_id, now, was = person.id, stands[person.id], before.get(person.id)
        if was in (None, now):
            continue
        if now is Relation.OTHER:
            _cancel(db, person_id, day)
        else:
            _cancel(db, person_id, day, but=kind_of_meeting(now))
        if now is Relation.MANAGER:
            first = day + dt.timedelta(days=FIRST_TALK_DAYS - (person.target_days or weekly_target))
            db.update("person", person_id, due_from=first.isoformat())
        if was is Relation.MANAGER:
            db.update("person", person_id, standing="")


def _stand_in(db: Database, report: Person, day: dt.date) -> None:
    place(db, report, ensure_me(db).id, report.team_id, day)
    last = people.reporting_lines(db, report.id)[-1]
    db.update("person", report.id, interim_since=day.isoformat(), manager_id=last.manager_id)


def _no_interim(found: Person) -> dict[str, object]:
    """What ends with standing in: the day, and the cadence that was proposed for it."""
    own = (found.target_days, found.limit_days)
    cadence = {"target_days": None, "limit_days": None} if own == INTERIM_CADENCE else {}
    return {"interim_since": None, **cadence}


def _cancel(db: Database, person_id: PersonId, day: dt.date, *, but: MeetingKind | None = None) -> None:
    """Take back what is planned with somebody from a day on, all of it or all of another kind."""
    for row in db.all(
        "SELECT id, kind FROM meeting WHERE person_id = ? AND state = 'planned' AND day >= ? AND deleted_at IS NULL",
        (person_id, day.isoformat()),
    ):
        if but is None or row["kind"] != but:
            db.update("meeting", row["id"], deleted_at=db.clock.today().isoformat())


def _settle_topics(db: Database, person: Person, relation: Relation | None, fates: Fates) -> None:
    for topic_id, to in fates.items():
        topic = meetings.topic(db, topic_id)
        if topic is None or topic.state is not TopicState.OPEN:
            raise NotFound(f"topic #{topic_id} is not open", "rhythm prep NAME shows the open ones")
        if to is None:
            close_topic(db, topic_id, TopicState.DROPPED)
        elif to != topic.person_id:
            # What a skip-level said stands before other eyes on another queue.
            body = without_name(topic.body, person) if relation is Relation.SKIP_LEVEL else topic.body
            db.update("topic", topic_id, person_id=to, body=body, source_id=topic.source_id or topic.person_id)
