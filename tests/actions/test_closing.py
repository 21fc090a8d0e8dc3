"""Closing the meeting room."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.escalations import NewEscalation, RoomEscalation
from rhythm.domain.meetings import MeetingState, TopicState
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org, meetings_of


def test_a_talk_is_one_occasion_whether_rows_were_logged_in_it_or_noted(rhythm: Rhythm, org: Org) -> None:
    first = org.escalate("banner order", conflict="new", forum="1:1 Dana")
    other = org.escalate("somewhere else", forum="portfolio review")
    assert first.conflict_id is not None
    noted = RoomEscalation(NewEscalation("banner order again", rhythm.today()), first.conflict_id)
    meeting = rhythm.planner.close_room(org.dana.id, rhythm.today(), escalations=[noted], forum="1:1 Dana")
    view = rhythm.tracker.conflict(first.conflict_id)
    assert view is not None
    assert {row.meeting_id for row in view.rows} == {meeting.id}
    assert view.tally.occasions == 1
    left = rhythm.tracker.escalation(other.id)
    assert left is not None
    assert left.meeting_id is None


def test_topics_ticked_before_become_part_of_the_meeting(rhythm: Rhythm, org: Org, db: Database) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, "launch criteria")
    rhythm.planner.close_topic(topic.id, TopicState.DISCUSSED)
    assert [one.id for one in rhythm.planner.ticked(org.dana.id)] == [topic.id]
    meeting = rhythm.planner.close_room(org.dana.id, rhythm.today())
    assert db.value("SELECT meeting_id FROM topic WHERE id = ?", (topic.id,)) == meeting.id
    assert not rhythm.planner.ticked(org.dana.id)
    rhythm.undo()
    assert [one.id for one in rhythm.planner.ticked(org.dana.id)] == [topic.id]


def test_a_record_that_is_refused_leaves_nothing_of_the_meeting(rhythm: Rhythm, org: Org) -> None:
    rhythm.save_draft("room:1", "text")
    wrong = RoomEscalation(NewEscalation(" ", rhythm.today()))
    with pytest.raises(BadInput):
        rhythm.planner.close_room(org.dana.id, rhythm.today(), note="a note", escalations=[wrong], draft="room:1")
    assert not meetings_of(rhythm.planner, org.dana.id)
    assert not rhythm.bench.notes_about(org.dana.id)
    assert rhythm.draft("room:1") == "text"


def test_nobody_to_close_with_is_told(rhythm: Rhythm) -> None:
    with pytest.raises(NotFound):
        rhythm.planner.close_room(99, rhythm.today())  # type: ignore[arg-type]


def test_a_planned_meeting_moves_and_stays_the_same_one(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    planned = rhythm.planner.plan(org.dana.id, rhythm.today(), start="10:00", minutes=30)
    moved = rhythm.plans.move(planned.id, rhythm.today() + dt.timedelta(days=3)).meeting
    assert (moved.id, moved.day, moved.start, moved.minutes) == (planned.id, dt.date(2026, 11, 23), "10:00", 30)
    assert moved.moved == 1
    assert rhythm.plans.move(planned.id, moved.day).meeting.moved == 1
    assert rhythm.plans.move(planned.id, moved.day, "11:30").meeting.start == "11:30"
    with pytest.raises(BadInput):
        rhythm.plans.move(planned.id, rhythm.today() - dt.timedelta(days=1))
    clock.forward(3)
    assert rhythm.planner.close_planned(planned.id, MeetingState.HELD).state is MeetingState.HELD
    with pytest.raises(RhythmError, match="held already"):
        rhythm.plans.move(planned.id, rhythm.today())
