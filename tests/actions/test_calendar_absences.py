"""Who is away as a calendar says it: kept in step with each person, and with nobody else."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rhythm.domain.people import Person
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.interop.calendar.writing import calendar, event

TUESDAY = dt.date(2026, 11, 24)


def away(name: str, first: dt.date, days: int = 1, uid: str = "") -> str:
    last = first + dt.timedelta(days=days)
    title = f"SUMMARY:{name} vacation"
    return event(title, f"DTEND;VALUE=DATE:{last:%Y%m%d}", uid=uid or name, start=f"DTSTART;VALUE=DATE:{first:%Y%m%d}")


def bring(org: Org, *parts: str) -> None:
    """Import a calendar and take what it suggests."""
    org.rhythm.calendars.import_text("work", calendar(*parts))
    org.rhythm.calendars.confirm_clear()


def days_of(org: Org, person: Person) -> list[str]:
    return [
        f"{one.first:%m-%d}..{one.last:%m-%d}"
        for one in org.rhythm.absences.coming()
        if one.person_id == person.id and one.source == "work"
    ]


def test_two_people_away_on_the_same_days_are_told_apart(org: Org) -> None:
    bring(org, away("Dana", TUESDAY, 3), away("Ilya", TUESDAY, 3))
    bring(org, away("Ilya", TUESDAY, 3))
    assert (days_of(org, org.dana), days_of(org, org.ilya)) == ([], ["11-24..11-26"])


def test_leaving_a_talk_out_takes_no_absence_of_that_day_away(org: Org) -> None:
    bring(org, away("Dana", TUESDAY), event("SUMMARY:1:1 Ilya", uid="talk"))
    (talk,) = (one for one in org.rhythm.calendars.confirmed() if one.person_id == org.ilya.id)
    org.rhythm.calendars.ignore(talk.id)
    assert days_of(org, org.dana) == ["11-24..11-24"]


def test_days_that_follow_on_each_other_are_taken_back_one_by_one(org: Org) -> None:
    parts = [away("Dana", TUESDAY + dt.timedelta(days=number), uid=f"day {number}") for number in range(3)]
    bring(org, *parts)
    assert days_of(org, org.dana) == ["11-24..11-26"]
    bring(org, parts[0], parts[2])
    assert days_of(org, org.dana) == ["11-24..11-24", "11-26..11-26"]
    last = max(org.rhythm.calendars.confirmed(), key=lambda one: one.first or TUESDAY)
    org.rhythm.calendars.ignore(last.id)
    assert days_of(org, org.dana) == ["11-24..11-24"]
    org.rhythm.undo()
    assert days_of(org, org.dana) == ["11-24..11-24", "11-26..11-26"]


def test_what_was_said_by_hand_stays_when_the_calendar_changes(org: Org) -> None:
    org.rhythm.absences.add(org.dana.id, TUESDAY, TUESDAY)
    bring(org, away("Dana", TUESDAY))
    bring(org)
    assert [(one.first, one.source) for one in org.rhythm.absences.coming()] == [(TUESDAY, "")]


SPANS = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 12), st.integers(1, 4)), max_size=4)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(versions=st.lists(SPANS, min_size=1, max_size=3))
def test_after_every_version_of_a_calendar_the_days_away_are_those_it_says(
    versions: list[list[tuple[str, int, int]]],
) -> None:
    db = memory_store(FixedClock(dt.date(2026, 11, 20)))
    org = Org(Rhythm(db, db.clock, Settings()))
    for version in versions:
        spans = {uid: (TUESDAY + dt.timedelta(days=start), length) for uid, start, length in version}
        bring(org, *(away("Dana", first, length, uid) for uid, (first, length) in spans.items()))
        said = {first + dt.timedelta(days=ahead) for first, length in spans.values() for ahead in range(length)}
        kept = {
            one.first + dt.timedelta(days=ahead)
            for one in org.rhythm.absences.coming()
            for ahead in range((one.last - one.first).days + 1)
        }
        assert kept == said
    db.close()
