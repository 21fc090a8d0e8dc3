"""The story of the sample on the days on which it must hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rhythm.sample.story import tell

told = lru_cache(maxsize=200)(tell)
"""The story of a day, told once."""


def any_day(test: Callable[[dt.date], None]) -> Callable[[], None]:
    """Runs a test on every day of one week and of a leap week, on ends of years, and on days at random."""
    fixed = [dt.date(2026, 11, 16) + dt.timedelta(days=number) for number in range(7)]
    fixed += [dt.date(2024, 2, 26) + dt.timedelta(days=number) for number in range(7)]
    fixed += [dt.date(2026, 12, 31), dt.date(2027, 1, 1), dt.date(2027, 1, 3), dt.date(2028, 2, 29)]
    fixed += [dt.date(2025, 4, 1), dt.date(2026, 6, 30), dt.date(2026, 10, 1)]
    days = st.dates(min_value=dt.date(2001, 1, 1), max_value=dt.date(2098, 12, 31))
    checked = given(today=days)(test)
    for day in fixed:
        checked = example(today=day)(checked)
    return settings(max_examples=15, deadline=None)(checked)
