"""Skip-levels: telling their managers first, the way of what they say, what they find, and meeting several at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from types import MappingProxyType

from rhythm.actions.days import check_length, up_to_today
from rhythm.actions.looking_up import name_of, the_person
from rhythm.actions.meetings import (
    close_topic,
    met_today,
    move_meeting,
    plan_meeting,
    refuse_to_come,
    settle_planned,
    the_meeting,
    the_promise,
    the_topic,
)
from rhythm.domain.coverage import manager_on
from rhythm.domain.findings import Finding, checked_theme
from rhythm.domain.meetings import Meeting, MeetingState, Promise, Route, Topic, TopicState
from rhythm.domain.people import Person, PersonId, Relation
from rhythm.domain.routes import Routed, routed
from rhythm.domain.text import tidy_line
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import meetings, people
from rhythm.queries import skip_levels as queries
from rhythm.queries.rows import iso
from rhythm.storage.database import Database


def tell_manager(db: Database, manager_id: PersonId, on: dt.date | None) -> Person:
    """Keep since when a manager knows that there are skip-levels; None takes it back.

    Raises BadInput for a day to come.
    """
    up_to_today(db, on, "tick it when it was said")
    with db.action(f"told {name_of(db, manager_id)}" if on is not None else f"not told {name_of(db, manager_id)}"):
        db.update("person", manager_id, told_on=iso(on))
    return the_person(db, manager_id)


def route_topic(
    db: Database, topic_id: int, route: Route, *, reason: str = "", wording: str = "", named: bool = False
) -> Topic:
    """Send a topic of a skip-level its way; see `domain.routes.routed`.

    Through the manager it goes onto the manager's queue as a topic of its own, and is done with here. Raises
    BadInput when it is no skip-level's, RhythmError when it went to the manager already.
    """
    found = the_topic(db, topic_id)
    with db.action(f"route a topic of {found.person}"):
        way = _way(db, found, route, reason=reason, wording=wording, named=named)
        db.update("topic", topic_id, route=way.route, route_reason=way.reason, source_id=found.person_id)
        if way.route is Route.MANAGER:
            close_topic(db, found.id, TopicState.DISCUSSED)
    return the_topic(db, topic_id)


def route_promise(
    db: Database, promise_id: int, route: Route, *, reason: str = "", wording: str = "", named: bool = False
) -> Promise:
    """Send a promise with a skip-level its way, as `route_topic` does. It stays open with the skip-level."""
    found = the_promise(db, promise_id)
    with db.action(f"route a promise with {found.person}"):
        way = _way(db, found, route, reason=reason, wording=wording, named=named)
        db.update("promise", promise_id, route=way.route, route_reason=way.reason, source_id=found.person_id)
    return the_promise(db, promise_id)


def add_finding(
    db: Database, person_id: PersonId, theme: str, *, wording: str = "", may_be_told: bool = False
) -> Finding:
    """Keep what a skip-level said of how it is there, under the manager of today, in today's meeting if there is one.

    Raises BadInput for somebody who is no skip-level, and as `checked_theme`.
    """
    person, manager = skip_level(db, person_id)
    theme = checked_theme(theme, person)
    today = db.clock.today()
    with db.action(f"finding of {person.name}"):
        finding_id = db.insert(
            "finding",
            person_id=person_id,
            manager_id=manager.id,
            meeting_id=met_today(db, person_id),
            day=today.isoformat(),
            theme=theme,
            wording=tidy_line(wording),
            may_be_told=int(may_be_told),
        )
    found = queries.finding(db, finding_id)
    assert found is not None
    return found


def tick_finding(db: Database, finding_id: int, *, may_be_told: bool) -> Finding:
    """Say of a finding whether the manager may hear of it, in its own words too. Raises NotFound."""
    found = queries.finding(db, finding_id)
    if found is None:
        raise NotFound(f"there is no finding #{finding_id}", "rhythm skip-levels findings shows them")
    with db.action(f"tick a finding of {found.person}"):
        db.update("finding", finding_id, may_be_told=int(may_be_told))
    return found._replace(may_be_told=may_be_told)


def hold_group(
    db: Database,
    person_ids: Collection[PersonId],
    day: dt.date,
    *,
    minutes: int | None = None,
    spans: Mapping[PersonId, tuple[dt.date, dt.date] | None] = MappingProxyType({}),
) -> tuple[Meeting, ...]:
    """Record one gathering of several skip-levels under one manager; the gap of each begins anew.

    What was planned with one of them, alone or together, within their days of `spans` is that gathering. What waits for
    a talk with one of them alone waits on, and is not counted as carried. Raises BadInput when it is not several people
    of one manager, or the day is still to come.
    """
    refuse_to_come(db, day)
    check_length(minutes)
    manager = _one_manager(db, person_ids, day)
    with db.action(f"held a group of {manager.name}'s team"):
        return _gathered(
            db,
            [
                settle_planned(
                    db, person_id, day, MeetingState.HELD, minutes=minutes, span=spans.get(person_id), together=True
                )
                for person_id in dict.fromkeys(person_ids)
            ],
        )


def plan_group(
    db: Database,
    person_ids: Collection[PersonId],
    day: dt.date,
    *,
    start: str | None = None,
    minutes: int | None = None,
) -> tuple[Meeting, ...]:
    """Plan one gathering of several skip-levels under one manager; what was planned with one of them moves there, and
    takes as long as the gathering where its `minutes` are named.

    Raises BadInput when it is not several people of one manager, the day has passed, or that is no length.
    """
    check_length(minutes)
    manager = _one_manager(db, person_ids, db.clock.today())
    with db.action(f"plan a group of {manager.name}'s team"):
        planned = meetings.next_planned(db, db.clock.today())
        ids = []
        for person_id in dict.fromkeys(person_ids):
            before = planned.get(person_id)
            if before is not None:
                ids.append(move_meeting(db, before.id, day, start=start).id)
                if minutes is not None:
                    db.update("meeting", before.id, minutes=minutes)
            else:
                ids.append(plan_meeting(db, person_id, day, start=start, minutes=minutes).id)
        return _gathered(db, ids)


def skip_level(db: Database, person_id: int) -> tuple[Person, Person]:
    """A skip-level and the manager. Raises BadInput for somebody who is none, or has no manager."""
    person = the_person(db, person_id)
    if people.relation_of(db, person_id) is not Relation.SKIP_LEVEL:
        raise BadInput(f"{person.name} is no skip-level", "this is for people who report to one of your managers")
    manager = people.person(db, person.manager_id) if person.manager_id is not None else None
    if manager is None:
        raise BadInput(f"{person.name} has no manager", "say who it is: rhythm people edit NAME --reports-to MANAGER")
    return person, manager


def _way(db: Database, found: Topic | Promise, route: Route, *, reason: str, wording: str, named: bool) -> Routed:
    """Work out the way of a record, and put what is told onto the manager's queue."""
    if found.route is Route.MANAGER:
        raise RhythmError("this went to the manager already", "drop the topic on the manager's queue, or undo")
    source, manager = skip_level(db, found.person_id)
    way = routed(found.body, source, route, reason=reason, wording=wording, named=named)
    if way.route is Route.MANAGER:
        today = db.clock.today().isoformat()
        db.insert("topic", person_id=manager.id, body=way.told, added_on=today, source_id=source.id)
    return way


def _one_manager(db: Database, person_ids: Collection[PersonId], day: dt.date) -> Person:
    if len(set(person_ids)) < 2:
        raise BadInput("a group is at least two people", "name some more of one team")
    managers = set()
    for person_id in person_ids:
        skip_level(db, person_id)
        managers.add(manager_on(people.reporting_lines(db, person_id), day))
    if len(managers) > 1 or None in managers:
        raise BadInput("they report to different managers", "gather people of one team, so that it can speak freely")
    return the_person(db, managers.pop() or 0)


def _gathered(db: Database, meeting_ids: Collection[int]) -> tuple[Meeting, ...]:
    gathering = db.new_uid()
    for meeting_id in meeting_ids:
        db.update("meeting", meeting_id, gathering=gathering)
    return tuple(the_meeting(db, meeting_id) for meeting_id in meeting_ids)
