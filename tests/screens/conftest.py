"""Stores that tests of several screens begin with, and lists that keep nobody waiting."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from pathlib import Path

import pytest

from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import create_store, memory_store, open_store
from tests.builders import FixedClock, Org
from tests.copies import copy_store, org_of
from tests.screens.touring import Full
from widgets import resting


@pytest.fixture(autouse=True)
def _lists_rest_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list tells of its row in the next turn of the loop: no test waits for a clock."""
    monkeypatch.setattr(resting, "REST_SECONDS", 0)


@pytest.fixture(scope="session")
def full_made(org_made: Org) -> Iterator[tuple[Full, Full]]:
    """A store with something of everything, before and after reviews were closed; no test gets them themselves."""
    rhythms = []
    for _ in range(2):
        clock = FixedClock(org_made.rhythm.today())
        rhythms.append(Rhythm(memory_store(clock), clock, Settings()))
    unreviewed, full = (Full(org_of(org_made, rhythm)) for rhythm in rhythms)
    full.close_reviews()
    yield unreviewed, full
    for rhythm in rhythms:
        rhythm.close()


@pytest.fixture
def unreviewed(org: Org, full_made: tuple[Full, Full]) -> Full:
    """A store with something of everything, and no review closed yet."""
    return _full(full_made[0], org) or Full(org)


@pytest.fixture
def full(org: Org, full_made: tuple[Full, Full]) -> Full:
    """A store with something of everything."""
    if (copied := _full(full_made[1], org)) is not None:
        return copied
    made = Full(org)
    made.close_reviews()
    return made


def _full(made: Full, org: Org) -> Full | None:
    """A copy of what was made, in the store of an organisation that nothing else was written to."""
    if not copy_store(made.rhythm, org.rhythm):
        return None
    full = copy(made)
    full.rhythm, full.org = org.rhythm, org
    return full


@pytest.fixture
def stored(tmp_path: Path, clock: FixedClock) -> Iterator[Rhythm]:
    """The service over a store in a file, with two people."""
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    rhythm = Rhythm(open_store(path, clock, backups=tmp_path, busy_seconds=0.01), clock, Settings())
    rhythm.people.add_several(["Dana Okoye", "Ilya Brandt"])
    yield rhythm
    rhythm.close()
