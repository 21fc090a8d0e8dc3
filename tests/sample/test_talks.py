"""What the sample organisation says in its talks: every kind, some of it private, all of it in the past."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.meetings import Direction, NoteKind, PromiseKind, Side, Theme, asks
from rhythm.sample.planting import plant
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.sample.test_story import any_day, told


@any_day
def test_every_kind_is_there_on_whatever_day_it_is_told(today: dt.date) -> None:
    story = told(today)
    assert {note.kind for note in story.notes} == set(NoteKind)
    assert {note.direction for note in story.notes} == {None, *Direction}
    assert {promise.kind for promise in story.promises} == set(PromiseKind)
    assert {topic.theme for topic in story.topics} == {None, *Theme}
    assert {topic.side for topic in story.topics} == set(Side)
    for records in (story.notes, story.topics, story.promises):
        assert {record.private for record in records} == {True, False}
    feedback = [note for note in story.notes if note.kind == NoteKind.FEEDBACK]
    assert sum(bool(note.situation and note.next_time) for note in feedback) > len(feedback) / 2
    assert all(note.text and " / " not in note.text for note in feedback)


def test_the_store_holds_it_and_nothing_private_is_copied(rhythm: Rhythm, db: Database) -> None:
    plant(db, told(rhythm.today()))
    carried = requests = 0
    for row in rhythm.planner.due():
        room = rhythm.planner.room(row.person)
        carried += sum(map(asks, room.topics))
        requests += len(room.requests)
        copied = rhythm.talks.agenda(room)
        private = [topic.body for topic in room.topics if topic.private]
        private += [note.body for note in room.last_notes if note.private]
        private += [promise.body for promise in room.promises_mine if promise.private]
        assert not any(text in copied for text in private)
    assert carried
    assert requests == 4
