"""A shell with an organisation in its store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rhythm.sample.seed import seed_demo
from tests.builders import FixedClock
from tests.cli.shell import FRIDAY, Shell, build_org


@pytest.fixture(scope="session")
def org_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small organisation, made once; tests work on copies."""
    store = tmp_path_factory.mktemp("org") / "rhythm.db"
    build_org(store)
    return store


@pytest.fixture
def shell(
    org_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A prompt over a store that holds the small organisation."""
    store = tmp_path / "store" / "rhythm.db"
    store.parent.mkdir()
    shutil.copy(org_store, store)
    return Shell(store, capsys, monkeypatch)


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample organisation, made once; tests work on copies."""
    store = tmp_path_factory.mktemp("sample") / "rhythm.db"
    seed_demo(store, FixedClock(FRIDAY))
    return store


@pytest.fixture
def sampled(
    sample_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """A prompt over a store that holds the sample organisation, in a folder and a home of its own."""
    store = tmp_path / "sample" / "rhythm.db"
    store.parent.mkdir()
    shutil.copy(sample_store, store)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return Shell(store, capsys, monkeypatch)
