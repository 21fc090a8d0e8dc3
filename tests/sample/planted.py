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
from tests.copies import copy_store
from tests.sample.telling import told


def sample(today: dt.date = FRIDAY) -> Rhythm:
    """The service over a sample organisation of one's own on a day; planted once, since that takes seconds, and then
    copied, since a page that is only looked at keeps where one was."""
    clock = FixedClock(today)
    rhythm = Rhythm(memory_store(clock), clock, Settings())
    assert copy_store(_planted(today), rhythm)
    return rhythm


@cache
def _planted(today: dt.date) -> Rhythm:
    clock = FixedClock(today)
    db = memory_store(clock)
    plant(db, told(today))
    return Rhythm(db, clock, Settings())
