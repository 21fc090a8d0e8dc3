"""Writing into the store what skip-levels of the sample said, and which managers know of them."""

from __future__ import annotations

from collections.abc import Mapping

from rhythm.sample.story_types import Story
from rhythm.storage.database import Database


def plant_skip_levels(
    db: Database, story: Story, people: Mapping[str | None, int], meetings: Mapping[str | None, int]
) -> None:
    """Part of the action that writes a story; `people` and `meetings` are the ids that keys became."""
    managers = {person.key: person.manager for person in story.people}
    for one in story.told:
        db.update("person", people[one.manager], told_on=one.day.isoformat())
    for found in story.findings:
        db.insert(
            "finding",
            person_id=people[found.person],
            manager_id=people[managers[found.person]],
            meeting_id=meetings[found.meeting],
            day=found.day.isoformat(),
            theme=found.theme,
            wording=found.wording,
            may_be_told=int(found.may_be_told),
        )
    for said in story.said:
        source, day = people[said.person], said.day.isoformat()
        db.insert(
            "promise",
            person_id=source,
            body=said.text,
            made_on=day,
            mine=int(said.mine),
            meeting_id=meetings[said.meeting],
            route=said.route,
            route_reason=said.rest if said.route == "direct" else "",
            source_id=source,
        )
        if said.route == "manager":
            above = people[managers[said.person]]
            db.insert("topic", person_id=above, body=said.rest, added_on=day, source_id=source)
