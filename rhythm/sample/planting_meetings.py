"""Writing into the store who was met, what was said there, and what each side owes the other."""

from __future__ import annotations

from collections.abc import Mapping

from rhythm.actions.plans import period_of
from rhythm.domain.meetings import MeetingKind
from rhythm.queries.rows import iso
from rhythm.sample.meetings import WEEKLY
from rhythm.sample.story_types import Story, StoryMeeting
from rhythm.storage.database import Database

Ids = Mapping[str | None, int]
"""What keys of the story became."""


def plant_meetings(db: Database, story: Story, people: Ids) -> dict[str | None, int]:
    """Part of the action that writes a story; what the keys of its meetings became."""
    meetings: dict[str | None, int] = {}
    for meeting in story.meetings:
        meetings[meeting.key] = db.insert(
            "meeting",
            person_id=people[meeting.person],
            kind=meeting.kind,
            day=meeting.day.isoformat(),
            start=meeting.start,
            minutes=meeting.minutes,
            state=meeting.state,
            reason=meeting.reason,
            period=_period(meeting),
        )
    _plant_notes(db, story, people, meetings)
    _plant_queues(db, story, people)
    _plant_between(db, story, people)
    return meetings


def _period(meeting: StoryMeeting) -> str:
    """Weekly talks were accepted from a plan; what else is to come was put there by hand."""
    if meeting.state != "planned" or meeting.person not in WEEKLY:
        return ""
    return period_of(MeetingKind(meeting.kind), meeting.day, quarter_start_month=1)


def _plant_notes(db: Database, story: Story, people: Ids, meetings: Ids) -> None:
    for note in story.notes:
        db.insert(
            "note",
            person_id=people[note.person],
            meeting_id=meetings.get(note.meeting),
            day=note.day.isoformat(),
            kind=note.kind,
            body=note.text,
            private=int(note.private),
            situation=note.situation,
            next_time=note.next_time,
            direction=note.direction,
        )


def _plant_queues(db: Database, story: Story, people: Ids) -> None:
    """Topics that wait or were talked about, and promises."""
    for topic in story.topics:
        db.insert(
            "topic",
            person_id=people[topic.person],
            body=topic.text,
            added_on=topic.added_on.isoformat(),
            state=topic.state,
            closed_on=iso(topic.closed_on),
            carried=topic.carried,
            side=topic.side,
            theme=topic.theme,
            private=int(topic.private),
        )
    for promise in story.promises:
        db.insert(
            "promise",
            person_id=people[promise.person],
            body=promise.text,
            made_on=promise.made_on.isoformat(),
            due=iso(promise.due),
            mine=int(promise.mine),
            state=promise.state,
            closed_on=iso(promise.closed_on),
            moved=promise.moved,
            kind=promise.kind,
            private=int(promise.private),
        )


def _plant_between(db: Database, story: Story, people: Ids) -> None:
    """Clarity checks, expectations of each other, and levels of delegation."""
    for one in story.clarity:
        person_id, day = people[one.person], one.day.isoformat()
        db.insert("clarity", person_id=person_id, item=one.item, answer=one.answer, day=day)
    for line in story.expectations:
        db.insert(
            "expectation",
            person_id=people[line.person],
            side=line.side,
            body=line.text,
            day=line.day.isoformat(),
            retired_on=iso(line.retired_on),
        )
    for pair in story.levels:
        db.insert(
            "delegation",
            person_id=people[pair.person],
            area=pair.area,
            day=pair.day.isoformat(),
            mine=pair.mine,
            theirs=pair.theirs,
            agreed=pair.agreed,
        )
