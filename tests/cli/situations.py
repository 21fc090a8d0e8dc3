"""Eight things that can be wrong with a store, each made on purpose."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from rhythm.storage import opening

Harm = Callable[[Path, pytest.MonkeyPatch], None]


def missing(store: Path, _patch: pytest.MonkeyPatch) -> None:
    store.unlink()


def emptied(store: Path, _patch: pytest.MonkeyPatch) -> None:
    store.write_bytes(b"")


def unreadable(store: Path, patch: pytest.MonkeyPatch) -> None:
    """Whoever is root may read everything, so the refusal is made here."""
    whole = Path.open

    def refuse(path: Path, mode: str = "r", *rest: object, **options: object) -> object:
        if path == store:
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path, mode, *rest, **options)  # type: ignore[call-overload]

    patch.setattr(Path, "open", refuse)


def damaged(store: Path, _patch: pytest.MonkeyPatch) -> None:
    content = bytearray(store.read_bytes())
    content[100:4096] = b"\xff" * (4096 - 100)
    store.write_bytes(content)


def encrypted(store: Path, _patch: pytest.MonkeyPatch) -> None:
    store.write_bytes(os.urandom(store.stat().st_size))


def newer(store: Path, _patch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations(migration_set, name, applied_at) VALUES ('rhythm', '9999_later', '')"
        )


def read_only(store: Path, patch: pytest.MonkeyPatch) -> None:
    may = os.access

    def refuse(path: Path, mode: int, **options: object) -> bool:
        return not (mode == os.W_OK and Path(path) == store.parent) and may(path, mode, **options)  # type: ignore[arg-type]

    patch.setattr(os, "access", refuse)


def full(_store: Path, patch: pytest.MonkeyPatch) -> None:
    """The file may grow by nothing, as on a full disk."""
    harden = opening._harden

    def no_room(connection: sqlite3.Connection) -> None:
        harden(connection)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    patch.setattr(opening, "_harden", no_room)


NOT_OPENED: dict[str, tuple[Harm, str]] = {
    "missing": (missing, "gone"),
    "0 bytes": (emptied, "0 bytes"),
    "unreadable": (unreadable, "Permission denied"),
    "damaged": (damaged, "damaged"),
    "no database header": (encrypted, "encrypted"),
}
"""What keeps a store from being opened, and a word of the message."""

NOT_WRITTEN: dict[str, tuple[Harm, str]] = {
    "newer": (newer, "newer rhythm"),
    "read-only folder": (read_only, "refuses writes"),
    "full disk": (full, "disk is full"),
}
"""What lets a store be read and not written, and a word of the message."""
