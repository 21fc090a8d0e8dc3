"""A meeting room after many years: what it reads, down an index each."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.meetings import NoteKind
from rhythm.queries import meetings
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org, database_steps


def fill(org: Org, db: Database, weeks: range) -> None:
    """A talk with a note in each of some weeks ago."""
    with db.action("fill"):
        for week in weeks:
            day = (org.rhythm.today() - dt.timedelta(weeks=week)).isoformat()
            talk = db.insert("meeting", person_id=org.dana.id, kind="one_on_one", day=day, state="held")
            db.insert("note", person_id=org.dana.id, meeting_id=talk, kind="note", day=day, body="words")


def test_a_room_costs_the_same_after_many_years(org: Org, db: Database) -> None:
    planner = org.rhythm.planner

    def enter() -> None:
        room = planner.room(org.dana)
        planner.prompt(room)

    fill(org, db, range(1, 121))
    enter()
    before = database_steps(db, enter)
    fill(org, db, range(121, 1200))
    enter()
    assert database_steps(db, enter) <= before * 1.3


def test_of_the_newest_notes_it_is_told_what_was_decided(org: Org, db: Database) -> None:
    fill(org, db, range(1, 60))
    planner = org.rhythm.planner
    for body in ("first", "second"):
        planner.add_note(org.dana.id, body, kind=NoteKind.DECISION)
    planner.add_note(org.ilya.id, "of another", kind=NoteKind.DECISION)
    assert [note.body for note in planner.room(org.dana).decisions] == ["second", "first"]
    assert [note.body for note in meetings.decisions_with(db, org.dana.id, limit=1)] == ["second"]


def test_each_talk_brings_another_question_also_across_the_years(org: Org, db: Database, clock: FixedClock) -> None:
    planner, asked = org.rhythm.planner, []
    clock.forward((dt.date(clock.day.year, 12, 10) - clock.day).days)
    for _ in range(6):
        asked.append(planner.prompt(planner.room(org.dana)))
        with db.action("hold"):
            db.insert("meeting", person_id=org.dana.id, kind="one_on_one", day=clock.day.isoformat(), state="held")
        clock.forward(7)
    assert len(set(asked)) == 6
