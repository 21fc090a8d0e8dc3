"""A store of the time before the growth file: evidence of the bench stays as it was, and may name a source."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from sqlite_utils import Migrations

from rhythm.domain.growth import NewLine, SourceKind
from rhythm.queries.search import hits
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage import driver, migrating, migrations, opening, triggers
from rhythm.storage.database import Database, Value
from rhythm.storage.opening import create_store, open_store
from rhythm.storage.schema import LOGGED_TABLES, MIGRATION_SET, MIGRATIONS, SEARCHED
from tests.builders import FixedClock

BEFORE = tuple(name for name in MIGRATIONS if name < "0010")
recreate_triggers = triggers.recreate_triggers


@pytest.fixture
def upgraded(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A store that was made before, with a candidate, a line about them, and a fix that held."""
    path, backups = tmp_path / "rhythm.db", tmp_path / "backups"
    known = Migrations(MIGRATION_SET)
    for name in BEFORE:
        known(name=name)(getattr(migrations, f"m{name}"))
    with monkeypatch.context() as earlier:
        earlier.setattr(migrating, "migrations", known)
        earlier.setattr(migrating, "recreate_triggers", _triggers_before)
        earlier.setattr(opening, "MIGRATIONS", BEFORE)
        create_store(path, clock)
        db = open_store(path, clock, backups=backups, busy_seconds=1)
        day = "2026-11-20"
        with db.action("fill"):
            noor = db.insert("person", name="Noor")
            db.insert("candidate", person_id=noor, added_on=day)
            db.insert("bench_evidence", person_id=noor, purpose="influence", day=day, body="others copy her checklist")
            conflict = db.insert("conflict", name="release date", opened_on=day)
            db.insert("fix", conflict_id=conflict, kind="charter", state="held", decided_on=day, settled_on=day)
        db.close()
    db = open_store(path, clock, backups=backups, busy_seconds=1)
    yield db
    db.close()


def _triggers_before(db: sqlite_utils.Database) -> None:
    """The triggers of that time: those of today, for the tables of then."""
    with pytest.MonkeyPatch.context() as earlier:
        there = set(db.table_names())
        earlier.setattr(triggers, "LOGGED_TABLES", tuple(table for table in LOGGED_TABLES if table in there))
        earlier.setattr(triggers, "SEARCHED", {table: entry for table, entry in SEARCHED.items() if table in there})
        recreate_triggers(db)


def test_evidence_of_before_is_read_by_both_and_new_lines_name_their_source(
    upgraded: Database, clock: FixedClock
) -> None:
    rhythm = Rhythm(upgraded, clock, Settings())
    (line,) = rhythm.growth.lines(everybody=True)
    card = rhythm.bench.card(line.person_id)
    assert card is not None
    assert [one.body for one in card.evidence] == [line.body] == ["others copy her checklist"]
    kept = rhythm.growth.add(NewLine("one charter for two teams", source=(SourceKind.FIX, 1)))
    assert (kept.fix_id, kept.note_id) == (1, None)
    rhythm.growth.edit(line.id, body="others copy her runbook")
    assert {hit.id for hit in hits(upgraded, "runbook")} == {line.id}
    assert hits(upgraded, "checklist") == ()
    rhythm.undo()
    assert rhythm.growth.line(line.id) == line


def test_the_store_itself_refuses_what_no_growth_file_holds(upgraded: Database) -> None:
    day = "2026-11-20"
    refused: tuple[tuple[str, dict[str, Value]], ...] = (
        ("story", {"question": "org_design", "title": "", "day": day}),
        ("story", {"question": "org_design", "title": "x", "day": day, "fix_id": 99}),
        ("self_check", {"year": 2026, "item": "staying", "answer": "maybe", "day": day}),
        ("stakeholder_card", {"person_id": 99, "day": day}),
    )
    for table, values in refused:
        with pytest.raises(driver.Error), upgraded.action("add"):
            upgraded.insert(table, **values)
    with pytest.raises(driver.Error), upgraded.action("twice"):
        for _ in range(2):
            upgraded.insert("self_check", year=2026, item="staying", answer="yes", day=day)
