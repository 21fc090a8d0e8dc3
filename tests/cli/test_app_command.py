"""Opening the app: what it is made of is imported while its store opens."""

from __future__ import annotations

import threading
from typing import Any, cast

import pytest

from rhythm.cli import app_command
from rhythm.cli.context import Context
from rhythm.errors import StoreError

LONG_SECONDS = 60


class _Importing:
    """Stands for the import of a module: it says that it began, and ends when it may."""

    def __init__(self, *, there: bool = True) -> None:
        self.began, self.may_end = threading.Event(), threading.Event()
        self.there, self.ended = there, False

    def __call__(self, name: str) -> None:
        self.began.set()
        self.may_end.wait(LONG_SECONDS)
        self.ended = True
        if not self.there:
            raise ImportError(name)


class _Opening:
    """Stands for a command's context: the store opens only once an import has begun beside it."""

    def __init__(self, importing: _Importing, error: StoreError | None = None) -> None:
        self.importing, self.error = importing, error

    def write(self) -> str:
        assert self.importing.began.wait(LONG_SECONDS)
        self.importing.may_end.set()
        if self.error is not None:
            raise self.error
        return "the service"


def _opened(monkeypatch: pytest.MonkeyPatch, importing: _Importing, error: StoreError | None = None) -> Any:
    monkeypatch.setattr(app_command, "import_module", importing)
    return app_command._opened(cast("Context", _Opening(importing, error)))


def test_the_app_is_imported_while_the_store_opens_and_stands_when_it_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    importing = _Importing()
    assert _opened(monkeypatch, importing) == "the service"
    assert importing.ended


def test_a_store_that_does_not_open_says_so_once_nothing_is_imported_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    importing = _Importing()
    with pytest.raises(StoreError, match="it is gone"):
        _opened(monkeypatch, importing, StoreError("it is gone", "bring it back"))
    assert importing.ended


def test_what_can_not_be_imported_is_left_to_whoever_needs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _opened(monkeypatch, _Importing(there=False)) == "the service"
