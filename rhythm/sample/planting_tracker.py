"""Writing into the store what reached the director, which conflicts it belongs to, and what was decided of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rhythm.actions.standing import rows_changed
from rhythm.domain.conflicts import Rules
from rhythm.domain.escalations import ConflictId
from rhythm.queries.rows import iso
from rhythm.sample.judged import OWN_WORDS
from rhythm.sample.planting_fixes import Ids, plant_fixes
from rhythm.sample.story_types import Story, StoryConflict
from rhythm.storage.database import Database

_PUT_OFF = "put off twice"
_FIXED = ("fixing", "in_effect", "held", "came_back")
"""States of a conflict whose verdict was a fix."""


def plant_tracker(
    db: Database,
    story: Story,
    people: Mapping[str | None, int],
    teams: Mapping[str | None, int],
    meetings: Mapping[str | None, int],
) -> None:
    """Part of the action that writes a story; the others are the ids that keys became."""
    conflicts = _plant_conflicts(db, story)
    for line in OWN_WORDS:
        db.insert("word_line", body=line)
    ids: Ids = {"people": people, "teams": teams, "meetings": meetings, "conflicts": conflicts}
    _plant_escalations(db, story, ids)
    plant_fixes(db, story, ids)
    for call in story.good_calls:
        db.insert(
            "good_call",
            day=call.day.isoformat(),
            body=call.text,
            person_id=people.get(call.person),
            area=call.area,
        )
    for conflict in story.conflicts:
        if conflict.state == "open":
            rows_changed(db, ConflictId(conflicts[conflict.key]), Rules())


def _plant_conflicts(db: Database, story: Story) -> dict[str | None, int]:
    conflicts: dict[str | None, int] = {}
    first = {row.conflict: row.day for row in reversed(story.escalations)}
    for conflict in story.conflicts:
        came_back = conflict.state == "came_back"
        # A settled conflict reopens with a row that is newer than the day of the decision.
        settled = conflict.decided_on if conflict.state in ("held", "closed") else None
        conflicts[conflict.key] = db.insert(
            "conflict",
            name=conflict.name,
            opened_on=first[conflict.key].isoformat(),
            state="verdict_due" if came_back else conflict.state,
            card_on=iso(conflict.decided_on) if came_back else None,
            until=iso(conflict.until or settled),
            put_off=(2 if _PUT_OFF in conflict.why.casefold() else 1) if conflict.state == "later" else 0,
        )
        if conflict.decided_on is not None and conflict.state != "open":
            db.insert(
                "verdict",
                conflict_id=conflicts[conflict.key],
                day=_decided_on(story, conflict, conflict.decided_on).isoformat(),
                kind="fix" if conflict.state in _FIXED else conflict.state,
                why=conflict.why,
                until=iso(conflict.until),
            )
    return conflicts


def _decided_on(story: Story, conflict: StoryConflict, said_on: dt.date) -> dt.date:
    """When the verdict was given: what held was decided long before it was said to have held."""
    fix = next((one for one in story.fixes if one.conflict == conflict.key), None)
    return fix.decided_on if conflict.state in ("held", "came_back") and fix is not None else said_on


def _plant_escalations(db: Database, story: Story, ids: Ids) -> None:
    names = {person.key: person.name for person in story.people} | {team.key: team.name for team in story.teams}
    people, teams = ids["people"], ids["teams"]
    for row in story.escalations:
        escalation_id = db.insert(
            "escalation",
            day=row.day.isoformat(),
            summary=row.summary,
            area=row.area,
            area_text=row.area.replace("_", " "),
            raised_by_id=people.get(row.raised_by),
            meeting_id=ids["meetings"].get(row.meeting),
            forum=row.forum or "",
            handling=row.handling,
            cause=row.cause,
            moment=row.moment,
            minutes=row.minutes,
            reached=row.reached,
            without_me=row.without_me,
            repair=row.repair,
            conflict_id=ids["conflicts"].get(row.conflict),
        )
        for place, party in enumerate(row.parties):
            db.insert(
                "escalation_party",
                escalation_id=escalation_id,
                place=place,
                team_id=teams.get(party),
                person_id=people.get(party),
                name=names[party],
            )
