"""Meetings held, skipped and planned, and what is said about people between them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from rhythm.actions.days import check_length
from rhythm.actions.looking_up import name_of
from rhythm.domain.meetings import (
    Meeting,
    MeetingId,
    MeetingKind,
    MeetingState,
    NewNote,
    NewPromise,
    NewTopic,
    Note,
    Promise,
    PromiseKind,
    PromiseState,
    Topic,
    TopicId,
    TopicState,
    kind_of_meeting,
)
from rhythm.domain.people import PersonId
from rhythm.domain.text import clean_line, clean_text, tidy_line, tidy_text
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import meetings as queries
from rhythm.queries import people
from rhythm.queries.rows import iso
from rhythm.storage.database import Database
from rhythm.storage.drafts import finish_draft


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
        found = _still_planned(db, meeting_id)
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
    notes: Collection[NewNote] = (),
    draft: str | None = None,
    planned: int | None = None,
    span: tuple[dt.date, dt.date] | None = None,
) -> Meeting:
    """Record that a meeting took place, with all that came out of it, as one action.

    `note` is written for oneself; `notes` are all others, decisions, praise and feedback among them.
    A meeting planned for that day becomes the held one, `planned` where there are several; without one, the nearest
    that was planned within `span`. Topics that were open on that day are carried once more. `draft` names a draft that
    it makes records of; undo brings it back.
    Raises BadInput for a day in the future.
    """
    refuse_to_come(db, day)
    check_length(minutes)
    with db.action(f"held {name_of(db, person_id)}"):
        meeting_id = settle_planned(db, person_id, day, MeetingState.HELD, minutes=minutes, planned=planned, span=span)
        for topic in queries.queue_of(db, person_id):
            if topic.added_on <= day:
                db.update("topic", topic.id, carried=topic.carried + 1)
        written = [NewNote(note)] if note.strip() else []
        for new in (*written, *notes):
            insert_note(db, person_id, new, day, meeting_id)
        for promise in promises:
            insert_promise(db, person_id, promise, day, meeting_id)
        if draft is not None:
            finish_draft(db, draft)
    return the_meeting(db, meeting_id)


def skip_meeting(
    db: Database, person_id: PersonId, reason: str, *, on: dt.date | None = None, reach: int | None = None
) -> Meeting:
    """Skip one occurrence: not held, and not neglect. The queue stays.

    It is what `queries.meetings.to_skip` finds, with `on` the meeting planned for that day; else today's.
    Raises BadInput for an empty reason, RhythmError for another day on which nothing is planned.
    """
    reason = clean_line(reason, "the reason")
    today = db.clock.today()
    with db.action(f"skip {name_of(db, person_id)}"):
        planned = queries.to_skip(db, person_id, today, on=on, reach=reach)
        if planned is None and on not in (None, today):
            raise RhythmError(
                f"nothing is planned with {name_of(db, person_id)} on that day", "rhythm plan shows what is planned"
            )
        meeting_id = settle_planned(
            db,
            person_id,
            planned.day if planned is not None else today,
            MeetingState.SKIPPED,
            reason=reason,
            planned=planned.id if planned is not None else None,
        )
    return the_meeting(db, meeting_id)


def _still_planned(db: Database, meeting_id: int) -> Meeting:
    found = the_meeting(db, meeting_id)
    if found.state is not MeetingState.PLANNED:
        raise RhythmError(f"that meeting is {found.state} already", "undo takes that back")
    return found


def close_planned(db: Database, meeting_id: int, state: MeetingState, reason: str = "") -> Meeting:
    """Say of a planned meeting whose day has come whether it was held, missed or skipped."""
    with db.action(f"{state} {the_meeting(db, meeting_id).person}"):
        found = _still_planned(db, meeting_id)
        if state is MeetingState.HELD:
            hold_meeting(db, found.person_id, found.day, planned=meeting_id)
        else:
            db.update("meeting", meeting_id, state=state, reason=tidy_line(reason))
    return the_meeting(db, meeting_id)


def add_note(db: Database, person_id: PersonId, new: NewNote) -> Note:
    """Write a note about somebody: in today's meeting if there was one, else by itself."""
    today = db.clock.today()
    with db.action(f"note on {name_of(db, person_id)}"):
        note_id = insert_note(db, person_id, new, today, met_today(db, person_id))
    found = queries.note(db, note_id)
    assert found is not None
    return found


def add_topic(db: Database, person_id: PersonId, new: NewTopic) -> Topic:
    """Put an item into somebody's queue, where it stays until it is discussed or dropped."""
    with db.action(f"topic for {name_of(db, person_id)}"):
        topic_id = db.insert(
            "topic",
            person_id=person_id,
            body=clean_line(new.body, "the topic"),
            added_on=db.clock.today().isoformat(),
            side=new.side,
            private=int(new.private),
            theme=new.theme,
        )
    return the_topic(db, topic_id)


def close_topic(db: Database, topic_id: TopicId, state: TopicState) -> Topic:
    """Tick or drop a topic, or put it back into the queue."""
    found = the_topic(db, topic_id)
    words = {TopicState.DISCUSSED: "discussed", TopicState.DROPPED: "drop", TopicState.OPEN: "reopen"}
    with db.action(f"{words[state]} a topic of {found.person}"):
        close_topic_in(db, topic_id, state, db.clock.today(), None)
    return the_topic(db, topic_id)


def add_promise(db: Database, person_id: PersonId, new: NewPromise) -> Promise:
    """Record what I promised somebody, or somebody promised me; the same of what was asked for or agreed on."""
    with db.action(f"{new.kind} {'to' if new.mine else 'from'} {name_of(db, person_id)}"):
        promise_id = insert_promise(db, person_id, new, db.clock.today(), None)
    return the_promise(db, promise_id)


def settle_promise(db: Database, promise_id: int, state: PromiseState) -> Promise:
    """Say that a promise was kept or dropped, or that a request was declined.

    Raises RhythmError when it is settled already, and for a request that would be kept without being accepted.
    """
    with db.action(f"{state} promise #{promise_id}"):
        found = the_promise(db, promise_id)
        refuse_settled(found)
        if found.kind is PromiseKind.REQUEST and state is PromiseState.DONE:
            raise RhythmError(f"#{promise_id} was only asked for", f"rhythm accept {promise_id} makes it a promise")
        db.update("promise", promise_id, state=state, closed_on=db.clock.today().isoformat())
    return the_promise(db, promise_id)


def move_promise(db: Database, promise_id: int, due: dt.date) -> Promise:
    """Give a promise a new day; it stays the same promise, and the move is counted.

    Raises RhythmError when it is settled already.
    """
    with db.action(f"move promise #{promise_id}"):
        # Read inside the action, so that two programs at once can't lose a move.
        found = the_promise(db, promise_id)
        refuse_settled(found)
        moved = found.moved + (found.due is not None and found.due != due)
        db.update("promise", promise_id, due=due.isoformat(), moved=moved)
    return the_promise(db, promise_id)


def refuse_settled(found: Promise) -> None:
    """Raises RhythmError when it is settled already."""
    if found.state is not PromiseState.OPEN:
        raise RhythmError(f"{found.kind} #{found.id} is {found.state} already", "rhythm promises shows the open ones")


def refuse_to_come(db: Database, day: dt.date) -> None:
    """Raise BadInput for a day on which nothing can have been held yet."""
    today = db.clock.today()
    if day > today:
        # Deferred: it is for mistakes only.
        from rhythm.domain.saying import say_day

        raise BadInput(
            f"{say_day(day, today)} is still to come, so that meeting was not held yet",
            "name a day up to today with --on DAY",
        )


def settle_planned(
    db: Database,
    person_id: PersonId,
    day: dt.date,
    state: MeetingState,
    *,
    minutes: int | None = None,
    reason: str = "",
    planned: int | None = None,
    span: tuple[dt.date, dt.date] | None = None,
    together: bool = False,
) -> int:
    """Turn the meeting planned for that day into a settled one, or record one that was not planned; its id.

    Of several on that day it is the first, unless `planned` names one of them. With a `span` it may be one of another
    day (see `queries.meetings.planned_for`), which is then on the day on which it took place, at no set time.
    """
    place: dict[str, str | None] = {}
    if planned is None and (found := queries.planned_for(db, person_id, day, span, together=together)) is not None:
        planned = found.id
        if found.day != day:
            place = {"day": day.isoformat(), "start": None}
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
    db.update("meeting", planned, state=state, reason=reason, **length, **place)
    return planned


def insert_note(db: Database, person_id: PersonId, new: NewNote, day: dt.date, meeting_id: int | None) -> int:
    """Store a note, inside the current action."""
    return db.insert(
        "note",
        person_id=person_id,
        meeting_id=meeting_id,
        day=day.isoformat(),
        kind=new.kind,
        body=clean_text(new.body, "the note"),
        private=int(new.private),
        situation=tidy_text(new.situation),
        next_time=tidy_text(new.next_time),
        direction=new.direction,
    )


def insert_promise(
    db: Database, person_id: PersonId, promise: NewPromise, made_on: dt.date, meeting_id: int | None
) -> int:
    """Store a promise, a request or an action, inside the current action."""
    return db.insert(
        "promise",
        person_id=person_id,
        body=clean_line(promise.body, f"the {promise.kind}"),
        made_on=made_on.isoformat(),
        due=iso(promise.due),
        mine=int(promise.mine),
        meeting_id=meeting_id,
        kind=promise.kind,
        private=int(promise.private),
    )


def close_topic_in(db: Database, topic_id: int, state: TopicState, day: dt.date, meeting_id: int | None) -> None:
    """Tick, drop or reopen a topic, inside the current action."""
    closed_on = None if state is TopicState.OPEN else day.isoformat()
    db.update("topic", topic_id, state=state, closed_on=closed_on, meeting_id=meeting_id)


def met_today(db: Database, person_id: PersonId) -> MeetingId | None:
    """Today's meeting with somebody, if there was one: what is written down now belongs to it."""
    last = queries.last_meeting(db, person_id)
    return last.id if last is not None and last.day == db.clock.today() else None


def kind_with(db: Database, person_id: PersonId) -> MeetingKind:
    """What a meeting with somebody is, from how they stand to the director."""
    return kind_of_meeting(people.relation_of(db, person_id))


def the_meeting(db: Database, meeting_id: int) -> Meeting:
    """One meeting. Raises NotFound."""
    found = queries.meeting(db, meeting_id)
    if found is None:
        raise NotFound(f"there is no meeting #{meeting_id}", "rhythm plan shows what is planned")
    return found


def the_topic(db: Database, topic_id: int) -> Topic:
    """One topic. Raises NotFound."""
    found = queries.topic(db, topic_id)
    if found is None:
        raise NotFound(f"there is no topic #{topic_id}", "rhythm prep NAME shows the queue")
    return found


def the_promise(db: Database, promise_id: int) -> Promise:
    """One promise, request or action. Raises NotFound."""
    found = queries.promise(db, promise_id)
    if found is None:
        raise NotFound(f"there is no promise #{promise_id}", "rhythm promises shows the open ones")
    return found
