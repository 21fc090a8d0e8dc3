"""What every test may use: a fixed day, a store in memory, and a machine kept out of reach."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from rhythm.service import Rhythm
from rhythm.settings import Settings, cache, shipped
from rhythm.storage import driver, migrating, places
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests import connections, copies
from tests.builders import FixedClock, Org
from tests.offline import sitecustomize

TESTS = Path(__file__).parent
OFFLINE = str(Path(sitecustomize.__file__).parent)
"""On the path of every Python that a test starts: what lies there cuts it off from every network."""

FRIDAY = dt.date(2026, 11, 20)

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder there that only its owner can read
ROOM_BYTES = 2_000_000_000

# How fast the machine is says nothing about the rules.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How often programs are killed amid a write: 20 times each run, more at night."""
    parser.addoption("--kills", type=int, default=20, help="kill a writing program so often (20)")


def pytest_configure() -> None:
    """Put the files of tests into memory where there is room for them: a store waits for the disk after every write."""
    if not IN_MEMORY.is_dir() or not os.access(IN_MEMORY, os.W_OK):
        return
    if shutil.disk_usage(IN_MEMORY).free > ROOM_BYTES and not os.statvfs(IN_MEMORY).f_flag & os.ST_NOEXEC:
        tempfile.tempdir = str(IN_MEMORY)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Widgets know nothing of the rules and the store, whose coverage is watched; unwatched they take half the time."""
    for item in items:
        if item.path.is_relative_to(TESTS / "widgets"):
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def _away_from_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees, or touches, the files of whoever runs it."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("TZ", "UTC")
    for kind in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    # Wherever the tests run, and whatever they start.
    monkeypatch.setattr(places, "MOUNTS", home / "no-mounts")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([OFFLINE, os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep))
    monkeypatch.setenv("COLORTERM", "truecolor")
    for name in ("RHYTHM_DB", "RHYTHM_SETTINGS", "RHYTHM_TODAY", "RHYTHM_ASCII", "RHYTHM_THEME", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _keys_forgotten() -> Iterator[None]:
    """No test opens what another one encrypted."""
    yield
    driver.forget_keys()


@pytest.fixture(scope="session", autouse=True)
def _connections_watched() -> Iterator[None]:
    """No test leaves a file open."""
    with connections.watched():
        yield


@pytest.fixture(scope="session", autouse=True)
def _tables_made_once() -> Iterator[None]:
    """Tests that make a store, and commands and apps that make one within them, get copies of its tables."""
    with copies.migrated_once(FixedClock(FRIDAY)):
        yield


@pytest.fixture(scope="session", autouse=True)
def _lists_read_once() -> Iterator[None]:
    """Reading YAML took a third of the time of many tests; what is shipped is read once for all of them."""
    with copies.lists_read_once():
        yield


@pytest.fixture
def lists_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shipped lists are read from YAML or from a copy that is kept, for tests of just that."""
    monkeypatch.setattr(shipped, "parsed", cache.parsed)


@pytest.fixture
def migrated_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every migration runs for every new store, for tests of just that."""
    monkeypatch.setattr(migrating, "migrate", copies.migrate)


@pytest.fixture
def clock() -> FixedClock:
    """Stands on Friday 20 November 2026 until a test moves it."""
    return FixedClock(FRIDAY)


@pytest.fixture
def db(clock: FixedClock) -> Iterator[Database]:
    """An empty store in memory."""
    store = memory_store(clock)
    yield store
    store.close()


@pytest.fixture
def rhythm(db: Database, clock: FixedClock) -> Rhythm:
    """The service over an empty store, with the default settings."""
    return Rhythm(db, clock, Settings())


@pytest.fixture(scope="session")
def org_made() -> Iterator[Org]:
    """The small organisation, founded once; no test gets it itself."""
    clock = FixedClock(FRIDAY)
    db = memory_store(clock)
    yield Org(Rhythm(db, clock, Settings()))
    db.close()


@pytest.fixture
def org(rhythm: Rhythm, org_made: Org) -> Org:
    """A small organisation to work on."""
    return copies.org_of(org_made, rhythm)
