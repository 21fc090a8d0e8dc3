"""Days away that were said by hand and by calendars: told once, followed each."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhythm.domain.absences import Absence, AbsenceKind
from rhythm.domain.people import Person
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.conftest import FRIDAY
from tests.interop.calendar.writing import calendar, event

MONDAY = FRIDAY + dt.timedelta(days=3)
WEEK = (MONDAY, MONDAY + dt.timedelta(days=4))

Spans = list[tuple[int, int]]
SPANS = st.lists(st.tuples(st.integers(0, 14), st.integers(1, 6)), max_size=3)


def bring(org: Org, name: str, spans: Spans) -> None:
    """A calendar in which Dana is on vacation, some days after Monday for some days."""
    parts = []
    for number, (ahead, length) in enumerate(spans):
        first = MONDAY + dt.timedelta(days=ahead)
        end = f"DTEND;VALUE=DATE:{first + dt.timedelta(days=length):%Y%m%d}"
        start = f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        parts.append(event("SUMMARY:Dana vacation", end, uid=f"{name} {number}", start=start))
    org.rhythm.calendars.import_text(name, calendar(*parts))
    org.rhythm.calendars.confirm_clear()


def say(org: Org, spans: Spans) -> None:
    for ahead, length in spans:
        first = MONDAY + dt.timedelta(days=ahead)
        org.rhythm.absences.add(org.dana.id, first, first + dt.timedelta(days=length - 1))


def told(org: Org) -> list[tuple[dt.date, dt.date]]:
    return [(one.first, one.last) for one in org.rhythm.absences.coming() if one.person_id == org.dana.id]


def standing(org: Org, person: Person) -> Person:
    return next(row.person for row in org.rhythm.planner.due() if row.person.id == person.id)


def days(absences: tuple[Absence, ...]) -> set[dt.date]:
    return {
        one.first + dt.timedelta(days=ahead) for one in absences for ahead in range((one.last - one.first).days + 1)
    }


def test_a_week_that_the_calendar_knows_too_is_one_absence_under_the_number_said_by_hand(org: Org) -> None:
    bring(org, "work", [(0, 5)])
    own = org.rhythm.absences.add(org.dana.id, *WEEK)
    (one,) = org.rhythm.absences.coming()
    assert (one.id, one.first, one.last, one.source) == (own.id, *WEEK, "work")
    assert org.rhythm.absences.between(WEEK[1], WEEK[1]) == (one,)


def test_what_a_calendar_says_holds_on_when_it_was_taken_back_by_hand_and_is_followed(org: Org) -> None:
    bring(org, "work", [(0, 5)])
    own = org.rhythm.absences.add(org.dana.id, *WEEK)
    org.rhythm.absences.remove(own.id)
    (left,) = org.rhythm.absences.coming()
    assert (left.id != own.id, left.first, left.last) == (True, *WEEK)
    org.rhythm.undo()
    bring(org, "work", [(14, 2)])
    assert told(org) == [WEEK, (MONDAY + dt.timedelta(days=14), MONDAY + dt.timedelta(days=15))]
    bring(org, "work", [])
    assert told(org) == [WEEK]


def test_a_calendar_that_calls_the_same_days_otherwise_says_nothing_of_its_own(org: Org) -> None:
    away = org.rhythm.absences
    away.add(org.dana.id, *WEEK)
    away.add(org.dana.id, WEEK[0], WEEK[0], AbsenceKind.OTHER, source="work")
    assert [one.kind for one in away.coming()] == [AbsenceKind.VACATION]
    away.add(org.dana.id, WEEK[1], WEEK[1] + dt.timedelta(days=1), AbsenceKind.TRAVEL, source="work")
    assert [one.kind for one in away.coming()] == [AbsenceKind.VACATION, AbsenceKind.TRAVEL]


def test_three_days_by_hand_and_two_of_a_calendar_are_a_week_to_return_from(org: Org, clock: FixedClock) -> None:
    say(org, [(0, 3)])
    bring(org, "work", [(3, 2)])
    clock.forward(4)
    assert standing(org, org.dana).paused_until == WEEK[1] + dt.timedelta(days=1)
    clock.forward(5)
    assert standing(org, org.dana).due_from == WEEK[1] + dt.timedelta(days=1)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(by_hand=SPANS, work=SPANS, home=SPANS, ahead=st.integers(0, 30))
def test_whoever_said_it_the_days_are_told_as_if_all_was_said_by_hand(
    by_hand: Spans, work: Spans, home: Spans, ahead: int
) -> None:
    clock = FixedClock(FRIDAY)
    org, alone = (Org(Rhythm(memory_store(clock), clock, Settings())) for _ in range(2))
    say(org, by_hand)
    bring(org, "work", work)
    bring(org, "home", home)
    say(alone, [*by_hand, *work, *home])
    assert told(org) == told(alone)
    assert all(one.back_on < other.first for one, other in pairwise(org.rhythm.absences.coming()))
    clock.forward(ahead)
    assert told(org) == told(alone)
    assert standing(org, org.dana) == standing(alone, alone.dana)._replace(uid=standing(org, org.dana).uid)
    clock.forward(-ahead)
    bring(org, "work", [])
    bring(org, "home", [])
    stays = [(MONDAY + dt.timedelta(days=start), length) for start, length in by_hand]
    assert days(org.rhythm.absences.coming()) == {
        first + dt.timedelta(days=number) for first, length in stays for number in range(length)
    }
    for one in (org, alone):
        one.rhythm._db.close()
