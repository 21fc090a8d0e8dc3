"""Writing the fixes of the sample into the store, with their forms, and which conflicts were tested."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rhythm.domain.alignment import ITEMS
from rhythm.domain.conflicts import Rules
from rhythm.domain.fix_forms import FORMS, Holds
from rhythm.domain.fixes import FixKind
from rhythm.queries.rows import iso
from rhythm.sample.fix_forms import FILLED, TESTED
from rhythm.sample.story_types import Story, StoryFix
from rhythm.storage.database import Database

Ids = Mapping[str, Mapping[str | None, int]]
"""What the keys of the story became, by kind: `teams`, `people`, `conflicts`."""


def plant_fixes(db: Database, story: Story, ids: Ids) -> None:
    """Part of the action that writes a story."""
    for fix in story.fixes:
        verify = fix.in_effect + dt.timedelta(days=Rules().verify_days) if fix.in_effect is not None else None
        fix_id = db.insert(
            "fix",
            conflict_id=ids["conflicts"][fix.conflict],
            kind=fix.kind,
            body=fix.text,
            owner_id=ids["people"][fix.owner],
            state=fix.state,
            decided_on=fix.decided_on.isoformat(),
            in_effect=iso(fix.in_effect),
            verify_on=iso(verify),
            settled_on=iso(fix.verdict_on),
        )
        _plant_form(db, fix, fix_id, ids)
    _plant_tests(db, story, ids)


def _plant_form(db: Database, fix: StoryFix, fix_id: int, ids: Ids) -> None:
    holds = {field.name: field.holds for field in FORMS[FixKind(fix.kind)]}
    for name, text in FILLED.get(fix.conflict, {}).items():
        if holds[name] is Holds.TEAM:
            db.insert("fix_field", fix_id=fix_id, name=name, team_id=ids["teams"][text])
        elif holds[name] is Holds.PERSON:
            db.insert("fix_field", fix_id=fix_id, name=name, person_id=ids["people"][text])
        else:
            db.insert("fix_field", fix_id=fix_id, name=name, body=text)


def _plant_tests(db: Database, story: Story, ids: Ids) -> None:
    """Tested was on the day of the decision, else with the newest row."""
    newest = {row.conflict: row.day for row in story.escalations}
    decided = {one.key: one.decided_on for one in story.conflicts}
    for key, same in TESTED.items():
        db.insert(
            "alignment",
            conflict_id=ids["conflicts"][key],
            day=(decided[key] or newest[key]).isoformat(),
            **{item: int(answer) for item, answer in zip(ITEMS, same, strict=True)},
        )
