"""The portfolio of the sample: the same picture on whatever day it is looked at."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.portfolio import Bucket
from rhythm.sample.planting import plant
from rhythm.sample.story import tell
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock


@pytest.mark.parametrize("today", [dt.date(2026, 11, 20), dt.date(2026, 10, 1), dt.date(2027, 1, 2)], ids=str)
def test_one_of_seven_bets_takes_much_and_brings_little_and_one_is_to_be_looked_at_again(today: dt.date) -> None:
    clock = FixedClock(today)
    db = memory_store(clock)
    plant(db, tell(today))
    portfolio = Rhythm(db, clock, Settings()).portfolio
    found, due = portfolio.lately(), portfolio.reviews_due(today)
    db.close()
    assert {one.bet.bucket for one in found.bets} == set(Bucket)
    assert len(found.bets) == 7
    assert all(one.minutes > 0 for one in found.bets)
    assert [one.bet.name for one in found.flagged] == ["Flash sales"]
    assert [one.bet.name for one in due] == ["Flash sales"]
