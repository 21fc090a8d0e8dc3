"""Meetings, topics and promises: what is counted, what is carried, what stays."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.cadence import DueState
from rhythm.domain.meetings import (
    MeetingKind,
    MeetingState,
    NewNote,
    NewPromise,
    NoteKind,
    PromiseState,
    TopicId,
    TopicState,
)
from rhythm.domain.people import PersonId
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org, meetings_of
from tests.storage.dumps import dump, log_sizes

HALF_HOUR = 30


def queue(org: Org) -> list[tuple[str, int]]:
    return [(topic.body, topic.carried) for topic in org.rhythm.planner.room(org.dana).topics]


def test_a_meeting_with_all_that_came_out_of_it_is_one_step(org: Org, db: Database, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    kept = planner.add_topic(org.dana.id, "head count")
    done = planner.add_topic(org.dana.id, "launch criteria")
    planner.close_topic(done.id, TopicState.DISCUSSED)
    before = dump(db)
    meeting = planner.close_room(
        org.dana.id,
        clock.day,
        minutes=HALF_HOUR,
        note="wants a date\nnot a range",
        promises=[NewPromise("ask HR", True, clock.day), NewPromise("send the draft", False, None)],
        notes=[NewNote("named the risk early", NoteKind.PRAISE)],
    )
    assert (meeting.state, meeting.kind, meeting.minutes) == (MeetingState.HELD, MeetingKind.ONE_ON_ONE, HALF_HOUR)
    assert {(note.kind, note.body, note.meeting_id) for note in org.rhythm.bench.notes_about(org.dana.id)} == {
        (NoteKind.NOTE, "wants a date\nnot a range", meeting.id),
        (NoteKind.PRAISE, "named the risk early", meeting.id),
    }
    assert [(promise.body, promise.mine, promise.due) for promise in planner.promises()] == [
        ("ask HR", True, clock.day),
        ("send the draft", False, None),
    ]
    assert queue(org) == [("head count", 1)]
    ticked = planner.topic(done.id)
    assert ticked is not None
    assert db.value("SELECT meeting_id FROM topic WHERE id = ?", (done.id,)) == meeting.id
    org.rhythm.undo()
    assert dump(db) == before
    assert planner.topic(kept.id) is not None


def test_a_planned_meeting_becomes_the_held_one(org: Org, clock: FixedClock) -> None:
    planned = org.rhythm.planner.plan(org.dana.id, clock.day, start="09:30", minutes=45)
    held = org.rhythm.planner.hold(org.dana.id)
    assert (held.id, held.state, held.start, held.minutes) == (planned.id, MeetingState.HELD, "09:30", 45)
    again = org.rhythm.planner.hold(org.dana.id, minutes=HALF_HOUR)
    assert again.id != held.id


def test_a_plan_for_another_week_stays_a_plan(org: Org, clock: FixedClock) -> None:
    planned = org.rhythm.planner.plan(org.dana.id, clock.day + dt.timedelta(days=3))
    assert org.rhythm.planner.hold(org.dana.id).id != planned.id
    assert org.rhythm.planner.room(org.dana).next_planned == planned


def test_skip_levels_meet_as_skip_levels(org: Org) -> None:
    assert org.rhythm.planner.hold(org.noor.id).kind is MeetingKind.SKIP_LEVEL


def test_a_topic_is_carried_by_each_held_meeting_that_it_outlives(org: Org, clock: FixedClock) -> None:
    org.rhythm.planner.add_topic(org.dana.id, "head count")
    for expected in (1, 2, 3):
        clock.forward(7)
        org.rhythm.planner.hold(org.dana.id)
        assert queue(org) == [("head count", expected)]
    org.rhythm.planner.add_topic(org.dana.id, "newer")
    assert queue(org) == [("head count", 3), ("newer", 0)]


def test_a_back_dated_meeting_carries_only_what_was_in_the_queue_that_day(org: Org, clock: FixedClock) -> None:
    org.rhythm.planner.add_topic(org.dana.id, "old")
    clock.forward(5)
    org.rhythm.planner.add_topic(org.dana.id, "new")
    org.rhythm.planner.hold(org.dana.id, clock.day - dt.timedelta(days=2))
    assert queue(org) == [("old", 1), ("new", 0)]


def test_a_topic_stays_in_the_queue_when_the_meeting_is_skipped_or_missed(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    planner.add_topic(org.dana.id, "head count")
    planner.skip(org.dana.id, "both travelling")
    missed = planner.plan(org.dana.id, clock.day)
    planner.close_planned(missed.id, MeetingState.MISSED)
    assert queue(org) == [("head count", 0)]


def test_a_skipped_or_missed_meeting_does_not_count_against_the_gap(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    planner.hold(org.dana.id)
    clock.forward(8)
    planner.skip(org.dana.id, "holiday")
    (row,) = [row for row in planner.due() if row.person.id == org.dana.id]
    assert (row.due.gap_days, row.due.state) == (8, DueState.DUE)


def test_skipping_takes_the_next_planned_meeting_else_todays(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    planned = planner.plan(org.dana.id, clock.day + dt.timedelta(days=3))
    skipped = planner.skip(org.dana.id, " both\ntravelling ")
    assert (skipped.id, skipped.state, skipped.reason) == (planned.id, MeetingState.SKIPPED, "both travelling")
    another = planner.skip(org.dana.id, "ill")
    assert (another.day, another.state) == (clock.day, MeetingState.SKIPPED)


@pytest.mark.parametrize(("ahead", "takes_it"), [(14, True), (15, False)])
def test_a_meeting_beyond_the_longest_gap_is_another_occurrence(
    org: Org, clock: FixedClock, ahead: int, takes_it: bool
) -> None:
    planner = org.rhythm.planner
    planned = planner.plan(org.dana.id, clock.day + dt.timedelta(days=ahead))
    assert planner.to_skip(org.dana.id) == (planned if takes_it else None)
    skipped = planner.skip(org.dana.id, "ill")
    assert skipped.day == (planned.day if takes_it else clock.day)
    assert (planner.room(org.dana).next_planned is None) is takes_it


def test_the_day_says_which_one_is_skipped_and_one_left_open_comes_first(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    passed, soon, far = (planner.plan(org.dana.id, clock.day + dt.timedelta(days=days)) for days in (0, 4, 60))
    clock.forward(1)
    assert planner.skip(org.dana.id, "release", far.day).id == far.id
    assert planner.skip(org.dana.id, "ill").id == passed.id
    assert planner.skip(org.dana.id, "ill").id == soon.id
    with pytest.raises(RhythmError, match="nothing is planned with Dana Okoye"):
        planner.skip(org.dana.id, "ill", far.day)
    assert planner.skip(org.dana.id, "ill", clock.day).day == clock.day


def test_of_a_passed_plan_it_is_said_what_became_of_it(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    plans = [planner.plan(person.id, clock.day) for person in (org.dana, org.ilya, org.noor)]
    assert planner.unclosed() == ()
    clock.forward(1)
    assert [meeting.id for meeting in planner.unclosed()] == [plan.id for plan in plans]
    planner.add_topic(org.dana.id, "later than the meeting")
    held = planner.close_planned(plans[0].id, MeetingState.HELD)
    planner.close_planned(plans[1].id, MeetingState.MISSED)
    planner.close_planned(plans[2].id, MeetingState.SKIPPED, " ill ")
    assert (held.id, held.state, held.day) == (plans[0].id, MeetingState.HELD, clock.day - dt.timedelta(days=1))
    assert planner.unclosed() == ()
    assert queue(org) == [("later than the meeting", 0)]
    with pytest.raises(RhythmError, match="held already"):
        planner.close_planned(plans[0].id, MeetingState.MISSED)


def test_a_plan_can_be_moved_while_it_is_one(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    planned = planner.plan(org.dana.id, clock.day)
    tomorrow = clock.day + dt.timedelta(days=1)
    moved = org.rhythm.plans.move(planned.id, tomorrow, "10:00").meeting
    assert (moved.id, moved.day, moved.start) == (planned.id, tomorrow, "10:00")
    with pytest.raises(BadInput, match="has passed"):
        org.rhythm.plans.move(planned.id, clock.day - dt.timedelta(days=1))
    planner.skip(org.dana.id, "ill")
    with pytest.raises(RhythmError, match="skipped already"):
        org.rhythm.plans.move(planned.id, tomorrow)


def test_a_note_joins_todays_meeting_and_stands_alone_otherwise(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    assert planner.add_note(org.dana.id, "before").meeting_id is None
    meeting = planner.hold(org.dana.id)
    assert planner.add_note(org.dana.id, "after", NoteKind.PRAISE).meeting_id == meeting.id
    clock.forward(1)
    assert planner.add_note(org.dana.id, "next day").meeting_id is None


def test_a_topic_is_ticked_dropped_and_put_back(org: Org) -> None:
    planner = org.rhythm.planner
    topic = planner.add_topic(org.dana.id, "head count")
    for state in (TopicState.DISCUSSED, TopicState.DROPPED):
        assert planner.close_topic(topic.id, state).state is state
        assert queue(org) == []
    assert planner.close_topic(topic.id, TopicState.OPEN).state is TopicState.OPEN
    assert queue(org) == [("head count", 0)]


def test_a_promise_keeps_its_record_when_it_moves_and_counts_real_moves(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    promise = planner.add_promise(org.dana.id, "ask HR")
    days = [clock.day + dt.timedelta(days=number) for number in (3, 3, 9, 5)]
    moved = [planner.move_promise(promise.id, day).moved for day in days]
    assert moved == [0, 0, 1, 2]
    kept = planner.settle_promise(promise.id)
    assert (kept.id, kept.uid, kept.state, kept.moved) == (promise.id, promise.uid, PromiseState.DONE, 2)
    assert kept.closed_on == clock.day
    with pytest.raises(RhythmError, match="done already"):
        planner.settle_promise(promise.id)
    with pytest.raises(RhythmError, match="done already"):
        planner.move_promise(promise.id, clock.day)


def test_promises_come_earliest_first_and_without_a_day_last(org: Org, clock: FixedClock) -> None:
    planner = org.rhythm.planner
    for person, body, mine, days in (
        (org.dana, "none", True, None),
        (org.ilya, "late", True, 9),
        (org.dana, "soon", False, 1),
        (org.dana, "over", True, -5),
    ):
        due = clock.day + dt.timedelta(days=days) if days is not None else None
        planner.add_promise(person.id, body, mine=mine, due=due)
    assert [promise.body for promise in planner.promises()] == ["over", "soon", "late", "none"]
    assert [promise.body for promise in planner.promises(mine=True)] == ["over", "late", "none"]
    assert [promise.body for promise in planner.promises(mine=False)] == ["soon"]
    assert [promise.body for promise in planner.promises(person_id=org.dana.id)] == ["over", "soon", "none"]
    assert [promise.body for promise in planner.promises(person_id=org.ilya.id, mine=False)] == []


def test_what_the_rules_refuse_changes_nothing(org: Org, db: Database, clock: FixedClock) -> None:
    planner, nobody = org.rhythm.planner, PersonId(99)
    tomorrow, yesterday = clock.day + dt.timedelta(days=1), clock.day - dt.timedelta(days=1)
    org.rhythm.save_draft("room:1", "typed")
    before, sizes = dump(db), log_sizes(db)
    for error, act in (
        (BadInput, lambda: planner.plan(org.dana.id, yesterday)),
        (BadInput, lambda: planner.plan(org.dana.id, tomorrow, minutes=0)),
        (NotFound, lambda: planner.plan(nobody, tomorrow)),
        (BadInput, lambda: planner.hold(org.dana.id, tomorrow)),
        (BadInput, lambda: planner.hold(org.dana.id, minutes=-5)),
        (BadInput, lambda: planner.hold(org.dana.id, minutes=24 * 60 + 1)),
        (
            BadInput,
            lambda: planner.close_room(org.dana.id, clock.day, note="kept", notes=[NewNote(" ")], draft="room:1"),
        ),
        (BadInput, lambda: planner.close_room(org.dana.id, clock.day, promises=[NewPromise("", True, None)])),
        (NotFound, lambda: planner.hold(nobody)),
        (BadInput, lambda: planner.skip(org.dana.id, " ")),
        (NotFound, lambda: planner.skip(nobody, "ill")),
        (NotFound, lambda: planner.close_planned(99, MeetingState.HELD)),
        (BadInput, lambda: planner.add_note(org.dana.id, "\x00")),
        (NotFound, lambda: planner.add_note(nobody, "x")),
        (BadInput, lambda: planner.add_topic(org.dana.id, "")),
        (NotFound, lambda: planner.close_topic(TopicId(99), TopicState.DROPPED)),
        (BadInput, lambda: planner.add_promise(org.dana.id, "")),
        (NotFound, lambda: planner.add_promise(nobody, "x")),
        (NotFound, lambda: planner.settle_promise(99)),
        (NotFound, lambda: planner.move_promise(99, tomorrow)),
    ):
        with pytest.raises(error):
            act()
    assert dump(db) == before
    assert log_sizes(db) == sizes
    assert org.rhythm.draft("room:1") == "typed"


def test_of_two_meetings_of_a_day_the_one_that_is_named_was_held(org: Org) -> None:
    planner, today = org.rhythm.planner, org.rhythm.today()
    first, second = (planner.plan(org.dana.id, today, start=start) for start in ("09:00", "15:00"))
    assert planner.close_planned(second.id, MeetingState.HELD).id == second.id
    assert [one.id for one in meetings_of(planner, org.dana.id) if one.state is MeetingState.PLANNED] == [first.id]


def test_a_meeting_that_is_still_to_come_is_refused_by_its_day_and_its_year_where_that_is_another(org: Org) -> None:
    with pytest.raises(BadInput, match="Tue 5 Jan 2027 is still to come"):
        org.rhythm.planner.hold(org.dana.id, dt.date(2027, 1, 5))
