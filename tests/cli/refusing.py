"""What every refusal of a command has in common: two lines, an exit code, and a store as it was."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rhythm.storage import opening
from tests.cli.shell import Shell

DAMAGE = [b"", b"not a store at all, but text of some length", None]
"""What may lie where the store should: an empty file, another file, a folder (None)."""


def content(store: Path) -> list[str]:
    """Everything in a store, as SQL."""
    with closing(sqlite3.connect(store)) as database:
        return list(database.iterdump())


def is_refused(
    shell: Shell, *words: str, code: int, message: str | None = None, typed: bytes = b"", reports: bool = False
) -> None:
    """The command ends with `code`, an error (`message`, where it is given) and a hint, and changes nothing.

    Nothing is on standard output, but where the command `reports` on the rows that it read.
    """
    before = content(shell.store)
    result = shell.run(*words, typed=typed)
    assert result.code == code, result.err
    error, hint = result.err.splitlines()
    assert hint.startswith("hint: ")
    assert error.startswith("error: ") if message is None else error == f"error: {message}"
    assert reports or result.out == ""
    assert content(shell.store) == before


def is_refused_on_damage(shell: Shell, *words: str, damage: bytes | None, place: Path) -> None:
    """On a store that is none the command ends with 3, and what lies there stays as it was."""
    if damage is None:
        place.mkdir()
    else:
        place.write_bytes(damage)
    shell.store = place
    result = shell.run(*words)
    assert (result.code, len(result.err.splitlines())) == (3, 2)
    assert damage is None or place.read_bytes() == damage


def is_refused_while_held(shell: Shell, *words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """While another program writes, the command ends with 3 and loses nothing."""
    before = content(shell.store)
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0.05)
    with closing(sqlite3.connect(shell.store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        result = shell.run(*words)
        other.execute("ROLLBACK")
    assert (result.code, len(result.err.splitlines())) == (3, 2)
    assert content(shell.store) == before
