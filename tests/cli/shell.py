"""Running commands in process, on a store of their own, on Friday 20 November 2026."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rhythm.cli import main
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock, Org

FRIDAY = dt.date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Result:
    """What a command left behind: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


class Shell:
    """Somebody at a prompt. Standard input is an empty pipe unless `typed` says otherwise."""

    def __init__(self, store: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.store = store
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def run(self, *words: str, typed: bytes = b"", today: dt.date = FRIDAY) -> Result:
        """One command, with the store and the day named."""
        self._monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
        self._capsys.readouterr()
        code = main(["--db", str(self.store), "--today", today.isoformat(), *words])
        said = self._capsys.readouterr()
        return Result(code, said.out, said.err)

    def ok(self, *words: str, typed: bytes = b"", today: dt.date = FRIDAY) -> Result:
        """A command that must succeed."""
        result = self.run(*words, typed=typed, today=today)
        assert result.code == 0, result.err
        return result

    def at_terminal(self, *words: str, answers: list[str]) -> Result:
        """A command at a terminal, whose questions get these answers, and then the end of input."""
        left = iter(answers)

        def answer(prompt: str) -> str:
            print(prompt)  # noqa: T201
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        self._monkeypatch.setattr("builtins.input", answer)
        terminal = io.StringIO()
        terminal.isatty = lambda: True  # type: ignore[method-assign]
        self._monkeypatch.setattr(sys, "stdin", terminal)
        with self._monkeypatch.context() as patch:
            self._capsys.readouterr()
            patch.setattr(type(sys.stdout), "isatty", lambda _self: True, raising=False)
            code = main(["--db", str(self.store), "--today", FRIDAY.isoformat(), *words])
        said = self._capsys.readouterr()
        return Result(code, said.out, said.err)


def build_org(store: Path) -> None:
    """Two managers, two teams and three people in them, in a new store."""
    clock = FixedClock(FRIDAY)
    create_store(store, clock)
    database = open_store(store, clock, backups=store.parent / "backups")
    Org(Rhythm(database, clock, Settings()))
    database.close()
