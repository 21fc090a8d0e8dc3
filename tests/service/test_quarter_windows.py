"""Quarters of years that begin in another month than January: which days they cover, and what their review reads."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org

DAY = dt.timedelta(days=1)
WINDOWS = [
    (1, "2026-Q4", dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
    (2, "2026-Q4", dt.date(2026, 11, 1), dt.date(2027, 1, 31)),
    (3, "2026-Q3", dt.date(2026, 9, 1), dt.date(2026, 11, 30)),
    (4, "2026-Q3", dt.date(2026, 10, 1), dt.date(2026, 12, 31)),
    (9, "2026-Q1", dt.date(2026, 9, 1), dt.date(2026, 11, 30)),
    (12, "2025-Q4", dt.date(2026, 9, 1), dt.date(2026, 11, 30)),
]
"""The quarter of Friday 20 November 2026 by the month in which years begin."""


@pytest.mark.parametrize(("month", "name", "first", "last"), WINDOWS)
def test_the_review_of_a_quarter_reads_its_first_and_its_last_day_and_none_beside_them(
    db: Database, org: Org, clock: FixedClock, month: int, name: str, first: dt.date, last: dt.date
) -> None:
    review = Settings().review._replace(quarter_start_month=month)
    rhythm = Rhythm(db, clock, Settings()._replace(review=review))
    quarter = rhythm.reviews.this_quarter()
    assert (str(quarter), quarter.first_day, quarter.last_day) == (name, first, last)
    for day in (first - DAY, first, last, last + DAY):
        clock.day = day
        rhythm.tracker.good(f"alone on {day}", day=day)
        org.escalate(f"who decides on {day}", conflict="new")
    read = {}
    for day in (first - DAY, first, last, last + DAY):
        clock.day = day
        read[day] = rhythm.reviews.this_quarter()
    assert read == {first - DAY: quarter.previous(), first: quarter, last: quarter, last + DAY: quarter.next()}
    found = {
        one: [item.day for item in rhythm.quarters.gathering.found(one, ["good_calls"])]
        for one in (quarter.previous(), quarter, quarter.next())
    }
    assert found == {quarter.previous(): [first - DAY], quarter: [first, last], quarter.next(): [last + DAY]}
