"""The sample organisation in memory, for tests that only read it."""

from __future__ import annotations

import datetime as dt
from functools import cache

from rhythm.sample.planting import plant
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock
from tests.conftest import FRIDAY
from tests.sample.telling import told


def sample(today: dt.date = FRIDAY) -> Rhythm:
    """The service over the sample organisation on a day; planted once, since that takes seconds."""
    return _planted(today)


@cache
def _planted(today: dt.date) -> Rhythm:
    clock = FixedClock(today)
    db = memory_store(clock)
    plant(db, told(today))
    return Rhythm(db, clock, Settings())
