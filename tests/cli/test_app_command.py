"""Opening the app: what it is made of is imported while its store opens."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, cast

import pytest

from rhythm.cli import app_command
from rhythm.cli.context import Context
from rhythm.errors import StoreError

LONG_SECONDS = 60

OPENING = """
import argparse, sys
from rhythm.cli.context import Context
context = Context(argparse.Namespace(demo=sys.argv[1:] == ["sample"]))
context.get_ready()
before = set(sys.modules)
rhythm = context.write()
print(*sorted(name for name in set(sys.modules) - before if name.startswith("rhythm")))
rhythm.close()
"""
"""Opens the user's store, or the sample organisation, and says what of ours had to be imported for it after all;
what Python imports within its own modules differs from one to the next."""

IMPORTING = """
import sys
from rhythm.cli import app_command
{before}
app_command._import_asyncio()
app_command._import_textual()
print("textual.app" in sys.modules, "_ssl" in sys.modules)
import ssl
print(ssl.create_default_context().check_hostname)
"""
"""Imports what the app needs, and then what speaks to networks."""


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
        self.ready = False

    def get_ready(self) -> None:
        assert not self.importing.began.is_set(), "two threads import in turns"
        self.ready = True

    def write(self) -> str:
        assert self.ready
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


@pytest.mark.parametrize("words", [(), ("sample",)], ids=["store", "sample"])
def test_once_it_is_ready_a_store_opens_without_a_module_of_ours(tmp_path: Path, words: tuple[str, ...]) -> None:
    _said_by(OPENING, *words, folder=tmp_path)  # makes it
    assert _said_by(OPENING, *words, folder=tmp_path) == []


def test_the_app_does_without_the_library_for_networks() -> None:
    assert _said_by(IMPORTING.format(before="")) == ["True", "False", "True"]


def test_where_something_needed_that_library_before_the_app_has_it_too() -> None:
    assert _said_by(IMPORTING.format(before="import ssl")) == ["True", "True", "True"]


def _said_by(program: str, *words: str, folder: Path | None = None) -> list[str]:
    """The words that a Python of its own prints."""
    environment = dict(os.environ)
    if folder is not None:
        environment |= {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("DATA", "STATE", "CONFIG", "CACHE")}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    result = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout.split()
