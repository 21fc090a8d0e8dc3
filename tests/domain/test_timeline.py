"""Gaps between meetings, without the days on which somebody was away."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.timeline import gaps_between

START = dt.date(2026, 1, 5)
DAYS = st.dates(START, START + dt.timedelta(days=400))


def test_days_away_strictly_between_two_meetings_are_excused() -> None:
    held = [START + dt.timedelta(days=21), START, START]
    away = frozenset(START + dt.timedelta(days=number) for number in (0, 1, 2, 20, 21, 22))
    (gap,) = gaps_between(held, away)
    assert (gap.first, gap.days, gap.excused) == (START, 21, 3)
    assert gaps_between([]) == gaps_between([START]) == gaps_between([START, START]) == ()


@given(st.lists(DAYS, max_size=20), st.frozensets(DAYS, max_size=40))
def test_gaps_fill_the_time_and_are_never_excused_whole(held: list[dt.date], away: frozenset[dt.date]) -> None:
    gaps = gaps_between(held, away)
    assert sum(gap.days for gap in gaps) == ((max(held) - min(held)).days if held else 0)
    assert all(0 <= gap.excused < gap.days for gap in gaps)
