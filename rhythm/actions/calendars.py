"""What the director says of series in the calendar: with whom they are, or that they are not our business."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection

from rhythm.actions.calendar_meetings import Days, keep_away, plan_series, release_series, slot_of
from rhythm.actions.looking_up import name_of
from rhythm.actions.meetings import hold_meeting, kind_with
from rhythm.domain.calendars import Decision, EventId, Series, SeriesKind
from rhythm.domain.meetings import MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.saying import counted
from rhythm.errors import BadInput, NotFound, RhythmError
from rhythm.queries import calendars as queries
from rhythm.queries import people
from rhythm.storage.database import Database


def confirm_series(db: Database, series_id: int, person_id: PersonId | None, days: Days) -> Series:
    """Say with whom a series is; without a person, with the one who is suggested.

    Its times to come go into the plan, or the days on which somebody is away are kept; past times are only proposed.
    An address that was not known is learnt. Raises BadInput where nobody is suggested.
    """
    with db.action("confirm a series of the calendar"):
        found = the_series(db, series_id, days.zone)
        person_id = person_id if person_id is not None else found.person_id
        if person_id is None:
            raise BadInput("it is not clear who that is", f"name somebody: rhythm calendar confirm {found.id} NAME")
        name_of(db, person_id)
        known = people.person(db, person_id)
        assert known is not None
        if known.is_me and found.kind is not SeriesKind.ABSENCE:
            raise RhythmError("that would be a talk with yourself", "name the other one")
        uid_hash = queries.uid_hash_of(db, series_id)
        if found.decision is not Decision.PENDING:
            release_series(db, found, uid_hash, days)
        kind = SeriesKind.ABSENCE if found.kind is SeriesKind.ABSENCE else SeriesKind.MEETING
        db.update("calendar_series", series_id, decision=Decision.PERSON, person_id=person_id, kind=kind, address="")
        if kind is SeriesKind.ABSENCE:
            for row in queries.stored_events(db, found.calendar, uid_hash):
                keep_away(db, person_id, found.calendar, found.title, slot_of(row, days.zone))
        else:
            if found.address:
                _learn(db, person_id, found.address)
            plan_series(db, found.calendar, uid_hash, person_id, days)
    return the_series(db, series_id, days.zone)


def confirm_suggested(db: Database, series: Collection[int], days: Days) -> tuple[Series, ...]:
    """Confirm several series with who is suggested for each, as one action."""
    with db.action(f"confirm {counted(len(series), 'series', 'series')} of the calendar"):
        return tuple(confirm_series(db, number, None, days) for number in series)


def ignore_series(db: Database, series_id: int, days: Days) -> Series:
    """Say that a series concerns nobody here. Its title is forgotten; the time that it takes stays taken."""
    with db.action("leave a series of the calendar out"):
        found = the_series(db, series_id, days.zone)
        uid_hash = queries.uid_hash_of(db, series_id)
        if found.decision is Decision.PERSON:
            release_series(db, found, uid_hash, days)
        db.update(
            "calendar_series",
            series_id,
            decision=Decision.NOTHING,
            title="",
            person_id=None,
            reason="",
            address="",
        )
        db.write(
            "DELETE FROM calendar_event WHERE calendar = ? AND uid_hash = ? AND busy = 'free' AND meeting_id IS NULL",
            (found.calendar, uid_hash),
        )
    return the_series(db, series_id, days.zone)


def hold_talks(db: Database, events: Collection[EventId], days: Days) -> int:
    """Record that past talks of the calendar took place, oldest first, as one action; how many were recorded."""
    return _settle(db, events, days, MeetingState.HELD)


def miss_talks(db: Database, events: Collection[EventId], days: Days) -> int:
    """Record that past talks of the calendar did not take place, as one action; how many were recorded."""
    return _settle(db, events, days, MeetingState.MISSED)


def the_series(db: Database, series_id: int, zone: dt.tzinfo) -> Series:
    """One series. Raises NotFound."""
    found = queries.series(db, series_id, zone)
    if found is None:
        raise NotFound(f"there is no series #{series_id}", "rhythm calendar list shows them")
    return found


def _settle(db: Database, events: Collection[EventId], days: Days, state: MeetingState) -> int:
    settled = 0
    with db.action(f"{counted(len(events), 'talk')} of the calendar {state}"):
        open_talks = {talk.id: talk for talk in queries.past_talks(db, db.clock.today(), days.zone)}
        # What was recorded meanwhile, here or elsewhere, is not recorded twice.
        for talk in sorted((open_talks[event] for event in events if event in open_talks), key=lambda one: one.day):
            if state is MeetingState.HELD:
                meeting_id: int = hold_meeting(db, talk.person_id, talk.day, minutes=talk.minutes).id
                db.update("meeting", meeting_id, start=talk.start)
            else:
                meeting_id = db.insert(
                    "meeting",
                    person_id=talk.person_id,
                    kind=kind_with(db, talk.person_id),
                    day=talk.day.isoformat(),
                    start=talk.start,
                    minutes=talk.minutes,
                    state=state,
                )
            db.update("calendar_event", talk.id, meeting_id=meeting_id)
            settled += 1
    return settled


def _learn(db: Database, person_id: PersonId, address: str) -> None:
    """Keep an address with somebody: as the e-mail where there is none, else beside it."""
    person = people.person(db, person_id)
    assert person is not None
    if not person.email:
        db.update("person", person_id, email=address)
    elif address not in (person.email, *person.former_emails, *person.aliases):
        db.update("person", person_id, aliases=json.dumps([*person.aliases, address], ensure_ascii=False))
