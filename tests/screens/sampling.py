"""The sample organisation in memory, for tests that only read it."""

from __future__ import annotations

from functools import cache

from rhythm.sample.planting import plant
from rhythm.sample.story import tell
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock
from tests.conftest import FRIDAY


@cache
def sample() -> Rhythm:
    """The service over the sample organisation on Friday 20 November 2026."""
    clock = FixedClock(FRIDAY)
    db = memory_store(clock)
    plant(db, tell(FRIDAY))
    return Rhythm(db, clock, Settings())
