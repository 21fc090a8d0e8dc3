"""Meetings held, skipped and planned, and what is said about people between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from rhythm.domain.meetings import (
    Meeting,
    MeetingKind,
    MeetingState,
    NewPromise,
    Note,
    NoteKind,
    Promise,
    PromiseState,
    Topic,
    TopicId,
    TopicState,
    kind_of_meeting,
)
from rhythm.domain.people import PersonId
from rhythm.domain.text import clean_line, clean_text, tidy_line
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import meetings as queries
from rhythm.queries import people
from rhythm.queries.rows import iso
from rhythm.storage.database import Database


def plan_meeting(
    db: Database, person_id: PersonId, day: dt.date, *, start: str | None = None, minutes: int | None = None
) -> Meeting:
    """Put a meeting with somebody on a day. Raises BadInput for a day that has passed."""
    if day < db.clock.today():
        raise BadInput("that day has passed", "plan from today on, or record it with: rhythm held NAME --on DAY")
    check_length(minutes)
    with db.action(f"plan {name_of(db, person_id)}"):
        meeting_id = db.insert(
            "meeting",
            person_id=person_id,
            kind=kind_with(db, person_id),
            day=day.isoformat(),
            start=start,
            minutes=minutes,
            state=MeetingState.PLANNED,
        )
    return the_meeting(db, meeting_id)


def move_meeting(db: Database, meeting_id: int, day: dt.date, *, start: str | None = None) -> Meeting:
    """Put a planned meeting on another day, and at another time where `start` says so; the move is counted.

    Raises BadInput for a day that has passed, RhythmError when it is no longer planned.
    """
    if day < db.clock.today():
        raise BadInput("that day has passed", "plan from today on")
    with db.action(f"move the meeting with {the_meeting(db, meeting_id).person}"):
        found = the_meeting(db, meeting_id)
        if found.state is not MeetingState.PLANNED:
            raise RhythmError(f"that meeting is {found.state} already", "undo takes that back")
        start = start or found.start
        if (day, start) != (found.day, found.start):
            db.update("meeting", meeting_id, day=day.isoformat(), start=start, moved=found.moved + 1)
    return the_meeting(db, meeting_id)


def hold_meeting(
    db: Database,
    person_id: PersonId,
    day: dt.date,
    *,
    minutes: int | None = None,
    note: str = "",
    promises: Collection[NewPromise] = (),
    praise: Collection[str] = (),
    discussed: Collection[TopicId] = (),
    draft: str | None = None,
) -> Meeting:
    """Record that a meeting took place, with all that came out of it, as one action.

    A meeting planned for that day becomes the held one. Topics in `discussed` are ticked; the rest of
    the queue that existed on that day is carried once more. `draft` names a draft that is done with.
    Raises BadInput for a day in the future.
    """
    refuse_to_come(db, day)
    check_length(minutes)
    with db.action(f"held {name_of(db, person_id)}"):
        meeting_id = settle_planned(db, person_id, day, MeetingState.HELD, minutes=minutes)
        for topic in queries.queue_of(db, person_id):
            if topic.id in discussed:
                _close_topic(db, topic.id, TopicState.DISCUSSED, day, meeting_id)
            elif topic.added_on <= day:
                db.update("topic", topic.id, carried=topic.carried + 1)
        if note.strip():
            _insert_note(db, person_id, note, day, NoteKind.NOTE, meeting_id)
        for line in praise:
            _insert_note(db, person_id, line, day, NoteKind.PRAISE, meeting_id)
        for promise in promises:
            _insert_promise(db, person_id, promise, day, meeting_id)
        if draft is not None:
            db.connection.execute("DELETE FROM draft WHERE key = ?", (draft,))
    return the_meeting(db, meeting_id)


def skip_meeting(db: Database, person_id: PersonId, reason: str) -> Meeting:
    """Skip one occurrence: not held, and not neglect. The queue stays. Raises BadInput for an empty reason.

    The next planned meeting is the one that is skipped; without one, today's.
    """
    reason = clean_line(reason, "the reason")
    today = db.clock.today()
    with db.action(f"skip {name_of(db, person_id)}"):
        planned = queries.next_planned(db, today).get(person_id)
        day = planned.day if planned is not None else today
        meeting_id = settle_planned(db, person_id, day, MeetingState.SKIPPED, reason=reason)
    return the_meeting(db, meeting_id)


def close_planned(db: Database, meeting_id: int, state: MeetingState, reason: str = "") -> Meeting:
    """Say of a planned meeting whose day has come whether it was held, missed or skipped."""
    with db.action(f"{state} {the_meeting(db, meeting_id).person}"):
        found = the_meeting(db, meeting_id)
        if found.state is not MeetingState.PLANNED:
            raise RhythmError(f"that meeting is {found.state} already", "undo takes that back")
        if state is MeetingState.HELD:
            hold_meeting(db, found.person_id, found.day)
        else:
            db.update("meeting", meeting_id, state=state, reason=tidy_line(reason))
    return the_meeting(db, meeting_id)


def add_note(db: Database, person_id: PersonId, body: str, *, kind: NoteKind = NoteKind.NOTE) -> Note:
    """Write a note about somebody: in today's meeting if there was one, else by itself."""
    today = db.clock.today()
    with db.action(f"note on {name_of(db, person_id)}"):
        last = queries.last_meeting(db, person_id)
        meeting_id = last.id if last is not None and last.day == today else None
        note_id = _insert_note(db, person_id, body, today, kind, meeting_id)
    found = queries.note(db, note_id)
    assert found is not None
    return found


def add_topic(db: Database, person_id: PersonId, body: str) -> Topic:
    """Put an item into somebody's queue, where it stays until it is discussed or dropped."""
    with db.action(f"topic for {name_of(db, person_id)}"):
        topic_id = db.insert(
            "topic",
            person_id=person_id,
            body=clean_line(body, "the topic"),
            added_on=db.clock.today().isoformat(),
        )
    return _topic(db, topic_id)


def close_topic(db: Database, topic_id: TopicId, state: TopicState) -> Topic:
    """Tick or drop a topic, or put it back into the queue."""
    found = _topic(db, topic_id)
    words = {TopicState.DISCUSSED: "discussed", TopicState.DROPPED: "drop", TopicState.OPEN: "reopen"}
    with db.action(f"{words[state]} a topic of {found.person}"):
        _close_topic(db, topic_id, state, db.clock.today(), None)
    return _topic(db, topic_id)


def add_promise(
    db: Database, person_id: PersonId, body: str, *, mine: bool = True, due: dt.date | None = None
) -> Promise:
    """Record what I promised somebody, or what somebody promised me (`mine=False`)."""
    with db.action(f"promise {'to' if mine else 'from'} {name_of(db, person_id)}"):
        promise_id = _insert_promise(db, person_id, NewPromise(body, mine, due), db.clock.today(), None)
    return _promise(db, promise_id)


def settle_promise(db: Database, promise_id: int, state: PromiseState) -> Promise:
    """Say that a promise was kept or dropped. Raises RhythmError when it is settled already."""
    with db.action(f"{state} promise #{promise_id}"):
        _refuse_settled(_promise(db, promise_id))
        db.update("promise", promise_id, state=state, closed_on=db.clock.today().isoformat())
    return _promise(db, promise_id)


def move_promise(db: Database, promise_id: int, due: dt.date) -> Promise:
    """Give a promise a new day; it stays the same promise, and the move is counted.

    Raises RhythmError when it is settled already.
    """
    with db.action(f"move promise #{promise_id}"):
        # Read inside the action, so that two programs at once can't lose a move.
        found = _promise(db, promise_id)
        _refuse_settled(found)
        moved = found.moved + (found.due is not None and found.due != due)
        db.update("promise", promise_id, due=due.isoformat(), moved=moved)
    return _promise(db, promise_id)


def _refuse_settled(found: Promise) -> None:
    if found.state is not PromiseState.OPEN:
        raise RhythmError(f"promise #{found.id} is {found.state} already", "rhythm promises shows the open ones")


def refuse_to_come(db: Database, day: dt.date) -> None:
    """Raise BadInput for a day on which nothing can have been held yet."""
    if day > db.clock.today():
        raise BadInput(
            f"{day:%a} {day.day} {day:%b} is still to come, so that meeting was not held yet",
            "name a day up to today with --on DAY",
        )


def check_length(minutes: int | None) -> None:
    """Raise BadInput for minutes that are no length of a meeting."""
    if minutes is not None and not 0 < minutes <= 24 * 60:
        raise BadInput("the minutes are no length of time", "say for example 30")


def settle_planned(
    db: Database,
    person_id: PersonId,
    day: dt.date,
    state: MeetingState,
    *,
    minutes: int | None = None,
    reason: str = "",
) -> int:
    """Turn the meeting planned for that day into a settled one, or record one that was not planned; its id."""
    planned = db.value(
        "SELECT id FROM meeting WHERE person_id = ? AND day = ? AND state = 'planned' AND deleted_at IS NULL LIMIT 1",
        (person_id, day.isoformat()),
    )
    if planned is None:
        return db.insert(
            "meeting",
            person_id=person_id,
            kind=kind_with(db, person_id),
            day=day.isoformat(),
            minutes=minutes,
            state=state,
            reason=reason,
        )
    length = {} if minutes is None else {"minutes": minutes}
    db.update("meeting", int(planned), state=state, reason=reason, **length)
    return int(planned)


def _insert_note(
    db: Database, person_id: PersonId, body: str, day: dt.date, kind: NoteKind, meeting_id: int | None
) -> int:
    return db.insert(
        "note",
        person_id=person_id,
        meeting_id=meeting_id,
        day=day.isoformat(),
        kind=kind,
        body=clean_text(body, "the note"),
    )


def _insert_promise(
    db: Database, person_id: PersonId, promise: NewPromise, made_on: dt.date, meeting_id: int | None
) -> int:
    return db.insert(
        "promise",
        person_id=person_id,
        body=clean_line(promise.body, "the promise"),
        made_on=made_on.isoformat(),
        due=iso(promise.due),
        mine=int(promise.mine),
        meeting_id=meeting_id,
    )


def _close_topic(db: Database, topic_id: int, state: TopicState, day: dt.date, meeting_id: int | None) -> None:
    closed_on = None if state is TopicState.OPEN else day.isoformat()
    db.update("topic", topic_id, state=state, closed_on=closed_on, meeting_id=meeting_id)


def kind_with(db: Database, person_id: PersonId) -> MeetingKind:
    """What a meeting with somebody is, from how they stand to the director."""
    return kind_of_meeting(people.relation_of(db, person_id))


def name_of(db: Database, person_id: PersonId) -> str:
    """The name of somebody. Raises NotFound."""
    found = people.person(db, person_id)
    if found is None:
        raise NotFound(f"there is no person #{person_id}", "rhythm people list shows everybody")
    return found.name


def the_meeting(db: Database, meeting_id: int) -> Meeting:
    """One meeting. Raises NotFound."""
    found = queries.meeting(db, meeting_id)
    if found is None:
        raise NotFound(f"there is no meeting #{meeting_id}")
    return found


def _topic(db: Database, topic_id: int) -> Topic:
    found = queries.topic(db, topic_id)
    if found is None:
        raise NotFound(f"there is no topic #{topic_id}", "rhythm prep NAME shows the queue")
    return found


def _promise(db: Database, promise_id: int) -> Promise:
    found = queries.promise(db, promise_id)
    if found is None:
        raise NotFound(f"there is no promise #{promise_id}", "rhythm promises shows the open ones")
    return found
