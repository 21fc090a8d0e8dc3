"""Weeks that count as logged when they are entered by hand: quiet by word of the review, or entered later."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.escalations import NewEscalation
from rhythm.domain.periods import Week
from rhythm.queries import counts as counting
from rhythm.queries import tracker
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org

WEEK = Week(2026, 44)
MONDAY, SUNDAY = WEEK.first_day, WEEK.last_day
DAY = dt.timedelta(days=1)


def close(org: Org, clock: FixedClock, *, quiet: bool) -> None:
    """Close the review of the week on its Sunday."""
    today, clock.day = clock.day, SUNDAY
    org.rhythm.reviews.close_week(WEEK, nothing_reached_me=quiet)
    clock.day = today


def logged(db: Database) -> list[dt.date]:
    return sorted(tracker.logged_weeks(db, MONDAY - 7 * DAY, SUNDAY + 7 * DAY))


def test_a_review_without_the_word_that_nothing_came_makes_no_logged_week(
    org: Org, db: Database, clock: FixedClock
) -> None:
    close(org, clock, quiet=False)
    assert logged(db) == []


def test_with_the_word_the_week_is_logged_with_nothing_in_it_until_undo(
    org: Org, db: Database, clock: FixedClock
) -> None:
    close(org, clock, quiet=True)
    assert logged(db) == [MONDAY]
    assert counting.counts(db, MONDAY, SUNDAY).weekly == ((MONDAY, 0),)
    org.rhythm.undo()
    assert logged(db) == []
    assert counting.counts(db, MONDAY, SUNDAY).weekly == ((MONDAY, None),)


def test_what_is_entered_later_counts_in_the_week_of_its_day_once(org: Org, db: Database, clock: FixedClock) -> None:
    """Monday and Sunday belong to the week, the days beside them do not; a quiet week is not counted twice."""
    for day in (MONDAY - DAY, MONDAY, SUNDAY, SUNDAY + DAY):
        org.rhythm.tracker.log(NewEscalation("entered later", day))
        assert logged(db) == [day - DAY * day.weekday()]
        org.rhythm.undo()
    close(org, clock, quiet=True)
    org.rhythm.tracker.log(NewEscalation("entered later", MONDAY + DAY))
    assert logged(db) == [MONDAY]
    assert tracker.last_logged_weeks(db, clock.day, 4) == (MONDAY,)
    found = counting.counts(db, MONDAY, SUNDAY)
    assert (found.weekly, found.logged_weeks, found.reached_me) == (((MONDAY, 1),), 1, 1)


def test_a_call_that_went_well_entered_later_makes_a_logged_week_in_which_nothing_came(org: Org, db: Database) -> None:
    org.rhythm.tracker.good("alone", day=SUNDAY)
    assert logged(db) == [MONDAY]
    assert counting.counts(db, MONDAY, SUNDAY).weekly == ((MONDAY, 0),)
