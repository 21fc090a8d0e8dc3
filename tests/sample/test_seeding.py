"""The store of the sample is made for a day, and never taken away from under an open app."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from rhythm.errors import BadInput
from rhythm.sample.seed import seed_demo
from rhythm.storage.presence import Presence
from tests.builders import FixedClock


def test_an_open_sample_is_not_made_anew_for_another_day(tmp_path: Path) -> None:
    store, state = tmp_path / "demo.db", tmp_path / "state"
    seed_demo(store, FixedClock(dt.date(2026, 11, 20)), state)
    before = store.read_bytes()
    with Presence(store, state):
        seed_demo(store, FixedClock(dt.date(2026, 11, 20)), state)
        with pytest.raises(BadInput, match="as of 2026-11-20"):
            seed_demo(store, FixedClock(dt.date(2026, 11, 23)), state)
        assert store.read_bytes() == before
    seed_demo(store, FixedClock(dt.date(2026, 11, 23)), state)
    assert store.read_bytes() != before
