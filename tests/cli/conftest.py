"""A shell with an organisation in its store."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.shell import Shell, build_org


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
