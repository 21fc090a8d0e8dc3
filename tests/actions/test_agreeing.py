"""Requests, private records, and what becomes of topics that were carried again and again."""

from __future__ import annotations

import pytest

from rhythm.domain.meetings import (
    NewNote,
    NewPromise,
    NewTopic,
    NoteKind,
    PromiseKind,
    PromiseState,
    Side,
    Theme,
    TopicState,
    asks,
)
from rhythm.errors import NotFound, RhythmError
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org


def test_a_request_is_no_promise_until_it_is_accepted(rhythm: Rhythm, org: Org) -> None:
    asked = rhythm.planner.add_promise(org.dana.id, "look at the level table", kind=PromiseKind.REQUEST)
    assert rhythm.planner.promises() == ()
    assert rhythm.planner.room(org.dana).promises_mine == ()
    assert rhythm.planner.room(org.dana).requests == (asked,)
    assert [row.promises_mine for row in rhythm.planner.due() if row.person.id == org.dana.id] == [0]
    with pytest.raises(RhythmError, match="only asked for"):
        rhythm.planner.settle_promise(asked.id)
    accepted = rhythm.talks.accept(asked.id)
    assert (accepted.id, accepted.kind) == (asked.id, PromiseKind.PROMISE)
    assert rhythm.planner.promises(mine=True) == (accepted,)
    assert rhythm.talks.requests() == ()
    with pytest.raises(RhythmError, match="no request"):
        rhythm.talks.accept(asked.id)
    rhythm.undo()
    assert rhythm.talks.requests(mine=True) == (asked,)


def test_a_request_that_is_declined_counts_nowhere(rhythm: Rhythm, org: Org) -> None:
    asked = rhythm.planner.add_promise(org.dana.id, "look at it", kind=PromiseKind.REQUEST)
    rhythm.planner.settle_promise(asked.id, PromiseState.DROPPED)
    assert rhythm.talks.requests() == ()
    with pytest.raises(RhythmError, match="dropped already"):
        rhythm.talks.accept(asked.id)
    assert rhythm.talks.requests(mine=False) == ()


def test_requests_are_told_apart_by_side_and_person(rhythm: Rhythm, org: Org) -> None:
    mine = rhythm.planner.add_promise(org.dana.id, "of me", kind=PromiseKind.REQUEST)
    theirs = rhythm.planner.add_promise(org.ilya.id, "of him", mine=False, kind=PromiseKind.REQUEST)
    assert rhythm.talks.requests(mine=True) == (mine,)
    assert rhythm.talks.requests(mine=False) == (theirs,)
    assert rhythm.talks.requests(person_id=org.ilya.id) == (theirs,)


def test_a_topic_that_is_taken_on_becomes_an_action_in_one_step(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, NewTopic("level table", private=True))
    action = rhythm.talks.take_on(topic.id)
    assert (action.body, action.kind, action.mine, action.private) == ("level table", PromiseKind.ACTION, True, True)
    assert rhythm.planner.room(org.dana).topics == ()
    with pytest.raises(RhythmError, match="discussed already"):
        rhythm.talks.take_on(topic.id)
    rhythm.undo()
    assert rhythm.planner.promises() == ()
    assert rhythm.planner.room(org.dana).topics == (topic,)


def test_after_three_talks_a_topic_asks_what_becomes_of_it(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, "level table")
    for carried in (1, 2, 3):
        assert not asks(rhythm.planner.room(org.dana).topics[0])
        rhythm.planner.hold(org.dana.id)
        clock.forward(7)
        assert rhythm.planner.room(org.dana).topics[0].carried == carried
    assert asks(rhythm.planner.room(org.dana).topics[0])
    dropped = rhythm.planner.close_topic(topic.id, TopicState.DROPPED)
    assert not asks(dropped)


def test_who_brought_a_topic_and_what_for_can_be_said_and_taken_back(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, "level table")
    said = rhythm.talks.say_of_topic(topic.id, side=Side.THEIRS, theme=Theme.CLARITY)
    assert (said.side, said.theme) == (Side.THEIRS, Theme.CLARITY)
    assert rhythm.talks.say_of_topic(topic.id, side=Side.MINE, theme=None) == topic
    rhythm.undo()
    assert rhythm.planner.topic(topic.id) == said


def test_records_are_kept_private_or_shared(rhythm: Rhythm, org: Org) -> None:
    topic = rhythm.planner.add_topic(org.dana.id, "level table")
    promise = rhythm.planner.add_promise(org.dana.id, "ask HR")
    note = rhythm.planner.add_note(org.dana.id, "between us")
    assert (topic.private, promise.private, note.private) == (False, False, True)
    assert rhythm.talks.keep_private("topic", topic.id, True).private
    assert rhythm.talks.keep_private("promise", promise.id, True).private
    assert not rhythm.talks.keep_private("note", note.id, False).private
    copied = rhythm.talks.agenda(rhythm.planner.room(org.dana))
    assert "between us" in copied
    assert "level table" not in copied
    assert "ask HR" not in copied
    with pytest.raises(NotFound):
        rhythm.talks.keep_private("note", 99, True)


def test_a_meeting_stores_every_kind_with_its_side_and_its_privacy(rhythm: Rhythm, org: Org) -> None:
    promises = [
        NewPromise(f"{kind} {mine}", mine, None, kind, private=mine) for kind in PromiseKind for mine in (True, False)
    ]
    notes = [
        NewNote("cut the scope", NoteKind.DECISION, private=False),
        NewNote("asked first", NoteKind.FEEDBACK, situation="staff meeting", next_time="say it"),
    ]
    rhythm.planner.close_room(org.dana.id, rhythm.today(), note="for me", promises=promises, notes=notes)
    room = rhythm.planner.room(org.dana)
    stored = {(p.body, p.kind, p.private) for p in (*room.promises_mine, *room.promises_theirs, *room.requests)}
    assert stored == {(new.body, new.kind, new.private) for new in promises}
    assert [note.body for note in room.decisions] == ["cut the scope"]
    assert [note.body for note in room.shared_notes] == ["cut the scope"]
    found = {note.kind: note for note in rhythm.bench.notes_about(org.dana.id)}
    assert found[NoteKind.NOTE].private
    feedback = found[NoteKind.FEEDBACK]
    assert (feedback.situation, feedback.next_time, feedback.private) == ("staff meeting", "say it", True)
