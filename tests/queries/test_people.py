"""Reads of people."""

from __future__ import annotations

import datetime as dt

from rhythm.service import Rhythm
from tests.builders import Org


def test_recent_people_are_those_of_talks_and_notes_newest_first_each_once(rhythm: Rhythm, org: Org) -> None:
    today = rhythm.today()
    assert rhythm.people.recent() == ()
    rhythm.planner.hold(org.dana.id, today - dt.timedelta(days=9))
    rhythm.planner.hold(org.ilya.id, today - dt.timedelta(days=5))
    rhythm.planner.add_note(org.dana.id, "wants a date")
    rhythm.planner.hold(org.dana.id, today - dt.timedelta(days=2))
    assert [person.id for person in rhythm.people.recent()] == [org.dana.id, org.ilya.id]
    assert [person.id for person in rhythm.people.recent(1)] == [org.dana.id]


def test_somebody_who_left_is_not_among_them(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.dana.id, rhythm.today())
    rhythm.planner.hold(org.noor.id, rhythm.today())
    rhythm.people.archive(org.noor.id)
    assert [person.id for person in rhythm.people.recent()] == [org.dana.id]
