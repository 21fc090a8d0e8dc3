"""The JSON of what several commands print. Keys are a contract: days are ISO, durations are minutes or days as named,
`person` is a name and `person_id` its number. What one command alone prints stands with that command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rhythm.queries.rows import iso

if TYPE_CHECKING:
    from rhythm.domain.alignment import Alignment
    from rhythm.domain.conflicts import Rules, Verdict
    from rhythm.domain.escalations import Escalation, GoodCall
    from rhythm.domain.fix_forms import Filled
    from rhythm.domain.fixes import Fix, Rate, Watch
    from rhythm.domain.growth import Line
    from rhythm.domain.meetings import Meeting, Note, Promise, Topic
    from rhythm.domain.people import Person, PersonId, Relation, Team
    from rhythm.queries.planning import DueRow
    from rhythm.queries.search import Hit
    from rhythm.queries.suggesting import Suggestion
    from rhythm.queries.tracker import ConflictView
    from rhythm.service import Rhythm

Shape = dict[str, object]


def whose(found: Meeting | Note | Topic | Promise | Line) -> Shape:
    """A record's number, its name in an export, and whom it is about."""
    return {"id": found.id, "uid": found.uid, "person": found.person, "person_id": found.person_id}


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
        **whose(found),
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
        **whose(found),
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
        **whose(found),
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
        **whose(found),
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
        "manager": _name(names, found.manager_id),
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


def escalation(row: Escalation) -> Shape:
    """One thing that reached the director."""
    from rhythm.cli.tracker_text import occasion_of

    return {
        "id": row.id,
        "day": iso(row.day),
        "summary": row.summary,
        "parties": [party.name for party in row.parties],
        "area": row.area or None,
        "raised_by": row.raised_by or None,
        "occasion": occasion_of(row) or None,
        "handling": row.handling,
        "cause": row.cause,
        "moment": row.moment,
        "minutes": row.minutes,
        "reached": row.reached,
        "without_me": row.without_me or None,
        "repair": row.repair or None,
        "conflict_id": row.conflict_id,
    }


def suggestion(found: Suggestion) -> Shape:
    """A conflict that a row may belong to; `score` is from 0 to 1, `after_fix` since when it is taken to be fixed."""
    return {
        "conflict_id": found.conflict_id,
        "name": found.name,
        "score": round(found.score, 4),
        "occasions": found.occasions,
        "last_day": iso(found.last_day),
        "reasons": list(found.reasons),
        "after_fix": iso(found.after_fix),
    }


def linked_conflict(view: ConflictView, rules: Rules) -> Shape:
    """The conflict that a row was logged to, and how near it is to a verdict."""
    return {
        "id": view.id,
        "name": view.conflict.name,
        "occasions": view.tally.occasions,
        "threshold": rules.threshold,
        "window_days": rules.window_days,
        "state": view.state,
        "coached": view.tally.coached,
    }


def conflict(view: ConflictView) -> Shape:
    """A conflict in a list. `occasions` are the counted ones; the days are those of its first and last row."""
    return {
        "id": view.id,
        "name": view.conflict.name,
        "parties": list(view.parties),
        "occasions": view.tally.occasions,
        "first_day": iso(view.rows[0].day) if view.rows else None,
        "last_day": iso(view.tally.last_day),
        "coached": view.tally.coached,
        "minutes": view.tally.minutes,
        "state": view.state,
        "flagged": view.flagged,
    }


def fix(rhythm: Rhythm, found: Fix) -> Shape:
    """A fix, its form and its watch; before it takes effect there is nothing to compare, so those are null."""
    from rhythm.domain.fix_forms import open_fields

    watch, form = rhythm.fixes.watch(found), rhythm.fixes.form(found)
    return {
        "id": found.id,
        "conflict_id": found.conflict_id,
        "kind": found.kind,
        "text": found.body or None,
        "fields": _form(form),
        "open_fields": [field.name for field in open_fields(found.kind, form)],
        "owner": found.owner or None,
        "state": found.state,
        "in_effect": iso(found.in_effect),
        "verify_on": iso(found.verify_on),
        "before": _rate(watch.before) if watch is not None else None,
        "since": _rate(watch.since) if watch is not None else None,
        "chance": _chance(watch) if watch is not None else None,
    }


def _form(form: tuple[Filled, ...]) -> Shape:
    """What a form says by field: a level as its number; beside a person or a team its id."""
    from rhythm.domain.fix_forms import level_in

    shape: Shape = {}
    for one in form:
        shape[one.name] = level_in([one]) or one.text
        if one.person_id is not None or one.team_id is not None:
            shape[f"{one.name}_id"] = one.person_id or one.team_id
    return shape


def alignment(found: Alignment) -> Shape:
    """Whether both sides use the same of each, as it was answered on a day."""
    from rhythm.domain.alignment import ITEMS

    return {
        "day": iso(found.day),
        **{item: getattr(found, item) for item in ITEMS},
        "result": "tension" if found.healthy else "misalignment",
    }


def verdict(verdict: Verdict) -> Shape:
    """An answer given at a card."""
    return {"day": iso(verdict.day), "kind": verdict.kind, "why": verdict.why or None, "until": iso(verdict.until)}


def good_call(call: GoodCall) -> Shape:
    """A call that went well without the director."""
    return {
        "id": call.id,
        "day": iso(call.day),
        "text": call.body,
        "person": call.person or None,
        "person_id": call.person_id,
        "area": call.area or None,
    }


def _rate(rate: Rate) -> Shape:
    return {"occasions": rate.occasions, "logged_weeks": rate.logged_weeks}


def _chance(watch: Watch) -> Shape:
    chance = watch.chance
    return {"low": chance.low, "high": chance.high, "own": chance.own, "n": chance.n}
