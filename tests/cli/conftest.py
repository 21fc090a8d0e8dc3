"""A shell with an organisation in its store."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rhythm.sample.seed import seed_demo
from tests.builders import FixedClock
from tests.cli.shell import FRIDAY, Shell, build_org

OverCopy = Callable[[Path], Shell]


@pytest.fixture(scope="session")
def org_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the small organisation, made once; tests work on copies."""
    store = tmp_path_factory.mktemp("org") / "rhythm.db"
    build_org(store)
    return store


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the sample organisation, made once; tests work on copies."""
    store = tmp_path_factory.mktemp("sample") / "rhythm.db"
    seed_demo(store, FixedClock(FRIDAY))
    return store


@pytest.fixture
def over_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> OverCopy:
    """Makes a prompt over a copy of a store, in a folder of its own."""

    def prompt(made: Path) -> Shell:
        store = tmp_path / "store" / made.name
        store.parent.mkdir()
        shutil.copy(made, store)
        return Shell(store, capsys, monkeypatch)

    return prompt


@pytest.fixture
def shell(org_store: Path, over_copy: OverCopy) -> Shell:
    """A prompt over a store that holds the small organisation."""
    return over_copy(org_store)


@pytest.fixture
def sampled(sample_store: Path, over_copy: OverCopy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A prompt over a store that holds the sample organisation, in a folder and a home of its own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return over_copy(sample_store)
