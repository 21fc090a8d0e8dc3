"""A store of some size to be damaged, copied and brought back."""

from __future__ import annotations

from pathlib import Path

from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock, Org


def opened(path: Path, clock: FixedClock) -> Database:
    return open_store(path, clock, backups=path.parent / "shelf", busy_seconds=0.2)


def make_filled(path: Path, clock: FixedClock) -> None:
    """A store with people, five hundred notes and one escalation."""
    create_store(path, clock)
    db = opened(path, clock)
    org = Org(Rhythm(db, clock, Settings()))
    org.escalate("who sets the release date", conflict="new")
    with db.action("fill"):
        for number in range(500):
            body = f"note {number} " + "words " * 60
            db.insert("note", person_id=org.dana.id, day="2026-11-20", kind="note", body=body)
    db.close()
