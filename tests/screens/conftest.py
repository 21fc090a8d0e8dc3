"""Stores that tests of several screens begin with, and lists that keep nobody waiting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock, Org
from tests.screens.touring import Full
from widgets import resting


@pytest.fixture(autouse=True)
def _lists_rest_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A list tells of its row in the next turn of the loop: no test waits for a clock."""
    monkeypatch.setattr(resting, "REST_SECONDS", 0)


@pytest.fixture
def full(org: Org) -> Full:
    """A store with something of everything."""
    made = Full(org)
    made.close_reviews()
    return made


@pytest.fixture
def stored(tmp_path: Path, clock: FixedClock) -> Iterator[Rhythm]:
    """The service over a store in a file, with two people."""
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    rhythm = Rhythm(open_store(path, clock, backups=tmp_path, busy_seconds=0.01), clock, Settings())
    rhythm.people.add_several(["Dana Okoye", "Ilya Brandt"])
    yield rhythm
    rhythm.close()
