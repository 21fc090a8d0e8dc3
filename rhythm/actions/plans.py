"""What becomes of a proposed plan: accepted, moved, pinned, skipped, put off."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping

from rhythm.actions.looking_up import name_of
from rhythm.actions.meetings import kind_with, move_meeting, the_meeting
from rhythm.domain.meetings import Meeting, MeetingKind, MeetingState
from rhythm.domain.people import PersonId
from rhythm.domain.periods import quarter_of, week_of
from rhythm.domain.saying import counted
from rhythm.domain.text import clean_line
from rhythm.errors import BadInput, RhythmError
from rhythm.queries.plans import forbidden_weeks
from rhythm.queries.rows import iso
from rhythm.storage.database import Database
from rhythm.values import NamedTuple


class NewMeeting(NamedTuple):
    """A meeting to put into the plan. `meeting_id` is the one that goes there instead of where it was."""

    person_id: PersonId
    day: dt.date
    start: str | None
    minutes: int
    period: str
    meeting_id: int | None = None
    pinned: bool = False


def period_of(kind: MeetingKind, day: dt.date, quarter_start_month: int) -> str:
    """What a meeting on a day stands for: `2026-W48`, or the quarter of a skip-level, `2026-Q4`.

    A week belongs to the quarter of its Monday.
    """
    week = week_of(day)
    return str(week) if kind is MeetingKind.ONE_ON_ONE else str(quarter_of(week.first_day, quarter_start_month))


def accept(
    db: Database,
    meetings: Collection[NewMeeting],
    *,
    impossible: Mapping[int, str] | None = None,
    standing: Mapping[PersonId, str] | None = None,
    forbidden: Collection[tuple[PersonId, str, str]] = (),
) -> tuple[Meeting, ...]:
    """Take proposals into the plan, as one action: those that are new, and those that moved.

    `impossible` are planned meetings that can't take place, with the reason: a one-on-one is skipped, a skip-level
    taken back, so that its quarter stays open. `standing` are the slots that were chosen for good; `forbidden` are
    (person, quarter, week) that had no free slot, all of them, so that the next plan is the same. Raises BadInput for
    a day that has passed.
    """
    today = db.clock.today()
    if any(meeting.day < today for meeting in meetings):
        raise BadInput("that day has passed", "plan from today on, or record it with: rhythm held NAME --on DAY")
    accepted = []
    with db.action(f"accept {counted(len(meetings), 'meeting')}"):
        for new in meetings:
            if new.meeting_id is not None:
                accepted.append(move_meeting(db, new.meeting_id, new.day, start=new.start))
            else:
                accepted.append(_planned(db, new))
        for meeting_id, reason in (impossible or {}).items():
            _give_up(db, meeting_id, reason)
        for person_id, slot in (standing or {}).items():
            db.update("person", person_id, standing=slot)
        _forbid(db, frozenset(forbidden))
    return tuple(accepted)


def pin(db: Database, meeting_id: int, *, pinned: bool = True) -> Meeting:
    """Keep a planned meeting where it is, whatever else changes; or let it go again.

    Raises RhythmError when it is no longer planned.
    """
    found = the_meeting(db, meeting_id)
    if found.state is not MeetingState.PLANNED:
        raise RhythmError(f"that meeting is {found.state} already", "only what is planned can be pinned")
    with db.action(f"{'pin' if pinned else 'unpin'} the meeting with {found.person}"):
        db.update("meeting", meeting_id, pinned=int(pinned))
    return the_meeting(db, meeting_id)


def skip_proposed(db: Database, person_id: PersonId, day: dt.date, period: str, reason: str) -> Meeting:
    """Skip a meeting that was proposed and not accepted: nothing is proposed for that period again.

    Raises BadInput for an empty reason.
    """
    reason = clean_line(reason, "the reason")
    with db.action(f"skip {name_of(db, person_id)}"):
        meeting_id = db.insert(
            "meeting",
            person_id=person_id,
            kind=kind_with(db, person_id),
            day=iso(day),
            state=MeetingState.SKIPPED,
            reason=reason,
            period=period,
        )
    return the_meeting(db, meeting_id)


def snooze(db: Database, person_id: PersonId, until: dt.date) -> None:
    """Neither propose nor call due a meeting with somebody before a day. Raises BadInput for one that has passed."""
    if until <= db.clock.today():
        raise BadInput("that day has come already", "name a day to come: --until 'in 2 weeks'")
    with db.action(f"snooze {name_of(db, person_id)}"):
        db.update("person", person_id, paused_until=until.isoformat())


def remember_holidays(db: Database, country: str, year: int, days: Mapping[dt.date, str]) -> None:
    """Keep what was computed. It is no record of the user's: it is not logged, and can't be undone."""
    text = json.dumps({day.isoformat(): name for day, name in sorted(days.items())}, ensure_ascii=False)
    with db.unlogged():
        db.connection.execute("INSERT OR REPLACE INTO holidays VALUES (?, ?, ?)", (country, year, text))


def _planned(db: Database, new: NewMeeting) -> Meeting:
    meeting_id = db.insert(
        "meeting",
        person_id=new.person_id,
        kind=kind_with(db, new.person_id),
        day=iso(new.day),
        start=new.start,
        minutes=new.minutes,
        state=MeetingState.PLANNED,
        period=new.period,
        pinned=int(new.pinned),
    )
    return the_meeting(db, meeting_id)


def _give_up(db: Database, meeting_id: int, reason: str) -> None:
    found = the_meeting(db, meeting_id)
    if found.kind is MeetingKind.SKIP_LEVEL:
        db.update("meeting", meeting_id, deleted_at=db.clock.today().isoformat())
    else:
        db.update("meeting", meeting_id, state=MeetingState.SKIPPED, reason=reason)


def _forbid(db: Database, forbidden: frozenset[tuple[PersonId, str, str]]) -> None:
    known = forbidden_weeks(db)
    # First those that hold no more: a week belongs to another quarter once the year begins in another month.
    for pair in sorted(known - forbidden):
        row = db.one(
            "SELECT id FROM plan_forbidden WHERE (person_id, quarter, week) = (?, ?, ?) AND deleted_at IS NULL", pair
        )
        assert row is not None
        db.update("plan_forbidden", row["id"], deleted_at=db.clock.today().isoformat())
    for person_id, quarter, week in sorted(forbidden - known):
        db.insert("plan_forbidden", person_id=person_id, quarter=quarter, week=week)
