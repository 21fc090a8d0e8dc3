"""The store of the sample is made for a day, and never taken away from under an open app."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from rhythm.errors import BadInput
from rhythm.sample.seed import seed_demo
from rhythm.storage.meta import read_stamp
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


def test_a_file_whose_number_is_no_day_is_made_anew(tmp_path: Path) -> None:
    store, clock = tmp_path / "demo.db", FixedClock(dt.date(2026, 11, 20))
    seed_demo(store, clock)
    with sqlite3.connect(store) as connection:
        connection.execute("PRAGMA user_version = 2147483647")
    connection.close()
    seed_demo(store, clock)
    assert read_stamp(store) == clock.day.toordinal()


def test_a_sample_whose_making_is_stopped_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("rhythm.sample.planting.plant", stopped)
        with pytest.raises(KeyboardInterrupt):
            seed_demo(tmp_path / "demo.db", FixedClock(dt.date(2026, 11, 20)))
    assert list(tmp_path.iterdir()) == []
