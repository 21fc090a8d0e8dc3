"""What is kept of calendars: from which day to which they are read."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.calendars import weeks_read


@pytest.mark.parametrize(
    ("today", "year_begins", "first", "last"),
    [
        (dt.date(2026, 11, 20), 1, dt.date(2026, 8, 27), dt.date(2027, 2, 4)),
        (dt.date(2026, 11, 20), 2, dt.date(2026, 9, 27), dt.date(2027, 3, 7)),
        # Thursday 1 October lies in a week that began in the quarter before.
        (dt.date(2026, 10, 1), 1, dt.date(2026, 5, 27), dt.date(2026, 11, 4)),
        (dt.date(2026, 10, 5), 1, dt.date(2026, 8, 27), dt.date(2027, 2, 4)),
    ],
)
def test_an_import_reads_the_quarter_of_the_week_and_five_weeks_on_either_side(
    today: dt.date, year_begins: int, first: dt.date, last: dt.date
) -> None:
    assert weeks_read(today, year_begins) == (first, last)
