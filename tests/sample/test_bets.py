"""The portfolio of the sample: the same picture on whatever day it is looked at."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.portfolio import Bucket
from tests.sample.planted import sample


@pytest.mark.parametrize("today", [dt.date(2026, 11, 20), dt.date(2026, 10, 1), dt.date(2027, 1, 2)], ids=str)
def test_one_of_seven_bets_takes_much_and_brings_little_and_one_is_to_be_looked_at_again(today: dt.date) -> None:
    portfolio = sample(today).portfolio
    found, due = portfolio.lately(), portfolio.reviews_due(today)
    assert {one.bet.bucket for one in found.bets} == set(Bucket)
    assert len(found.bets) == 7
    assert all(one.minutes > 0 for one in found.bets)
    assert [one.bet.name for one in found.flagged] == ["Flash sales"]
    assert [one.bet.name for one in due] == ["Flash sales"]
