"""What the sample organisation says in its talks: every kind, some of it private, all of it in the past."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.clarity import ClarityAnswer
from rhythm.domain.delegation import talk_first
from rhythm.domain.expectations import ExpectationSide
from rhythm.domain.meetings import Direction, NoteKind, PromiseKind, Side, Theme, asks
from rhythm.settings.lists import load_prompts
from rhythm.settings.vocabulary import load_vocabulary
from tests.sample.planted import sample
from tests.sample.telling import any_day, told


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


def test_the_store_holds_it_and_nothing_private_is_copied() -> None:
    rhythm = sample()
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


@any_day
def test_what_stands_between_the_two_is_past_and_uses_closed_lists_only(today: dt.date) -> None:
    story = told(today)
    items = {item.id for item in load_prompts(None, None).clarity_check}
    assert {one.item for one in story.clarity} == items
    assert {one.answer for one in story.clarity} == set(ClarityAnswer)
    assert {one.side for one in story.expectations} == set(ExpectationSide)
    assert any(one.retired_on for one in story.expectations)
    assert {one.area for one in story.levels} <= {area.slug for area in load_vocabulary(None, None).areas}
    assert {talk_first(one.mine, one.theirs) for one in story.levels} == {True, False}
    days = [one.day for one in story.clarity] + [one.day for one in story.expectations]
    days += [one.day for one in story.levels]
    days += [one.retired_on for one in story.expectations if one.retired_on is not None]
    assert max(days) <= today
    assert all(day.weekday() < 5 for day in days)


def test_prep_of_the_sample_shows_the_rules_at_work() -> None:
    rhythm = sample()
    assert rhythm.talks.unclear()[0].item == "how_decisions"
    assert rhythm.talks.themes()
    kept = rhythm.talks.kept()
    assert kept.counted > kept.kept > 0
    for person in rhythm.people.others():
        between = rhythm.talks.between(rhythm.planner.room(person))
        if between is not None:
            assert between.said.precise is not None
            assert between.expectations
            assert between.levels
