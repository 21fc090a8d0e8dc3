"""The JSON of people, meetings and what comes out of them. Days are ISO, `person` is a name, `person_id` its number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rhythm.domain.meetings import Meeting, Note, Promise, Topic
    from rhythm.domain.people import Person, PersonId, Relation, Team
    from rhythm.queries.planning import DueRow
    from rhythm.queries.search import Hit

Shape = dict[str, object]


def iso(day: dt.date | None) -> str | None:
    """A day as JSON has it, null for none."""
    return day.isoformat() if day is not None else None


def due_row(row: DueRow) -> Shape:
    """One line of `rhythm due`."""
    return {
        "person": row.person.name,
        "person_id": row.person.id,
        "relation": row.relation.value,
        "manager": row.manager or None,
        "team": row.team or None,
        "last_held": iso(row.last_held),
        "gap_days": row.due.gap_days,
        "target_days": row.due.cadence.target,
        "limit_days": row.due.cadence.limit,
        "state": row.due.state.value,
        "due_on": iso(row.due.due_on),
        "next_planned": iso(row.next_planned.day if row.next_planned is not None else None),
        "topics": row.topics,
        "carried": row.carried,
        "promises_mine": row.promises_mine,
        "promises_theirs": row.promises_theirs,
    }


def meeting(found: Meeting) -> Shape:
    """A meeting; `start` is local, `minutes` its length."""
    return {
        "id": found.id,
        "uid": found.uid,
        "person": found.person,
        "person_id": found.person_id,
        "kind": found.kind.value,
        "day": iso(found.day),
        "start": found.start,
        "minutes": found.minutes,
        "state": found.state.value,
        "reason": found.reason,
    }


def note(found: Note) -> Shape:
    """A note; what is `private` never comes into a copy for the other one. The last three keys are of feedback."""
    return {
        "id": found.id,
        "uid": found.uid,
        "person": found.person,
        "person_id": found.person_id,
        "day": iso(found.day),
        "kind": found.kind.value,
        "text": found.body,
        "private": found.private,
        "situation": found.situation,
        "next_time": found.next_time,
        "direction": found.direction.value if found.direction is not None else None,
    }


def topic(found: Topic) -> Shape:
    """An item of somebody's queue; `carried` counts the meetings it outlived, `side` says who brought it."""
    return {
        "id": found.id,
        "uid": found.uid,
        "person": found.person,
        "person_id": found.person_id,
        "text": found.body,
        "added_on": iso(found.added_on),
        "state": found.state.value,
        "carried": found.carried,
        "side": found.side.value,
        "theme": found.theme.value if found.theme is not None else None,
        "private": found.private,
    }


def promise(found: Promise) -> Shape:
    """A promise, a request or an action, as `kind` says; `mine` says whose, `moved` how often its day changed."""
    return {
        "id": found.id,
        "uid": found.uid,
        "person": found.person,
        "person_id": found.person_id,
        "text": found.body,
        "made_on": iso(found.made_on),
        "due": iso(found.due),
        "mine": found.mine,
        "state": found.state.value,
        "moved": found.moved,
        "kind": found.kind.value,
        "private": found.private,
    }


def person(found: Person, relation: Relation, names: Mapping[PersonId, str], teams: Mapping[int, Team]) -> Shape:
    """Somebody's record, `names` and `teams` by number."""
    team = teams.get(found.team_id) if found.team_id is not None else None
    return {
        "id": found.id,
        "uid": found.uid,
        "name": found.name,
        "person": found.name,
        "person_id": found.id,
        "nickname": found.nickname,
        "email": found.email,
        "title": found.title,
        "relation": relation.value,
        "manager": names.get(found.manager_id) if found.manager_id is not None else None,
        "manager_id": found.manager_id,
        "team": team.name if team is not None else None,
        "team_id": found.team_id,
        "target_days": found.target_days,
        "limit_days": found.limit_days,
        "started_on": iso(found.started_on),
        "due_from": iso(found.due_from),
        "paused_until": iso(found.paused_until),
        "told_on": iso(found.told_on),
        "interim_since": iso(found.interim_since),
        "last_day": iso(found.last_day),
        "country": found.country,
        "zone": found.zone,
        "hours": found.hours,
        "minutes": found.minutes,
        "prefers": found.preferred,
        "archived_on": iso(found.archived_on),
    }


def team(found: Team, names: Mapping[PersonId, str], members: int) -> Shape:
    """A team, with how many people are in it."""
    return {
        "id": found.id,
        "uid": found.uid,
        "name": found.name,
        "manager": _name(names, found.manager_id),
        "manager_id": found.manager_id,
        "aliases": list(found.aliases),
        "members": members,
        "target_days": found.target_days,
        "limit_days": found.limit_days,
        "mode": found.mode or None,
        "bucket": found.bucket or None,
        "product": _name(names, found.product_id),
        "product_id": found.product_id,
        "engineering": _name(names, found.engineering_id),
        "engineering_id": found.engineering_id,
        "design": _name(names, found.design_id),
        "design_id": found.design_id,
        "archived_on": iso(found.archived_on),
        "merged_into": found.merged_into,
    }


def _name(names: Mapping[PersonId, str], person_id: PersonId | None) -> str | None:
    return names.get(person_id) if person_id is not None else None


def hit(found: Hit) -> Shape:
    """A record that holds the words that were looked for."""
    return {
        "kind": found.kind,
        "id": found.id,
        "day": found.day,
        "person": found.person or None,
        "person_id": found.person_id,
        "snippet": found.snippet,
        "score": round(found.score, 4),
    }
