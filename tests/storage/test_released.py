"""Stores of every released schema, kept as text, are brought up to date; what is interrupted changes nothing."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from rhythm.errors import BadInput
from rhythm.queries.search import find
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.building import build
from rhythm.storage.database import Database
from rhythm.storage.everything import export_everything, import_everything
from rhythm.storage.health import examine
from rhythm.storage.opening import memory_store, open_store
from rhythm.storage.schema import MIGRATIONS
from tests.builders import FixedClock

pytestmark = pytest.mark.usefixtures("migrated_anew")

ROOT = Path(__file__).parents[2]
FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.sql"))
RELEASED = ("0001_first_store", "0002_planner", "0003_decision_rights", "0004_tracker_fields")

# A program of the next release, which is killed when most of its upgrade is on the disk, and before it is committed.
UPGRADE = """
import datetime as dt, sys
from pathlib import Path
from sqlite_utils import Database, Migrations
from rhythm.storage import migrating, opening
from rhythm.storage.schema import MIGRATION_SET, MIGRATIONS
from tests.builders import FixedClock

def later(db):
    db.execute("PRAGMA cache_size = 2")
    db.execute("ALTER TABLE note ADD COLUMN mood TEXT NOT NULL DEFAULT ''")
    db.execute("DROP TRIGGER IF EXISTS log_note_update")
    db.execute("UPDATE note SET mood = 'calm', body = body || ' and more'")
    print("half way", flush=True)
    sys.stdin.readline()

known = Migrations(MIGRATION_SET)
for migration in migrating.migrations.pending(Database(memory=True)):
    known(name=migration.name)(migration.fn)
known(name="0999_later")(later)
migrating.migrations = known
opening.MIGRATIONS = (*MIGRATIONS, "0999_later")
path = Path(sys.argv[1])
opening.open_store(path, FixedClock(dt.date(2026, 11, 20)), backups=path.parent / "shelf")
"""


def made(tmp_path: Path, fixture: Path) -> Path:
    path = tmp_path / "rhythm.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(fixture.read_text(encoding="utf-8"))
    path.chmod(0o600)
    return path


def opened(path: Path, clock: FixedClock) -> Database:
    return open_store(path, clock, backups=path.parent / "shelf", busy_seconds=1)


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every ordinary table, as the file has it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        tables = connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name <> 'sqlite_schema'"
        )
        return {
            row["name"]: [dict(one) for one in connection.execute(f"SELECT * FROM {row['name']} ORDER BY 1")]
            for row in tables.fetchall()
        }


def test_every_released_schema_has_a_store_here() -> None:
    assert tuple(path.stem for path in FIXTURES) == RELEASED
    assert MIGRATIONS[: len(RELEASED)] == RELEASED


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_released_migration_was_not_edited_since(tmp_path: Path, clock: FixedClock, fixture: Path) -> None:
    shape = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql <> '' ORDER BY 1, 2"

    def tables(path: Path) -> list[tuple[str, str, str]]:
        with closing(sqlite3.connect(path)) as connection:
            return [row for row in connection.execute(shape) if not row[1].startswith("search_")]

    found: list[list[tuple[str, str, str]]] = []
    part = tmp_path / "of_then.db"
    applied = RELEASED[: FIXTURES.index(fixture) + 1]
    build(
        part,
        applied,
        lambda connection: found.append(
            [tuple(row) for row in connection.execute(shape) if not row[1].startswith("search_")]
        ),
        clock,
    )
    assert found[0] == tables(made(tmp_path, fixture))


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_every_row_of_then_is_there_after_the_upgrade(tmp_path: Path, clock: FixedClock, fixture: Path) -> None:
    path = made(tmp_path, fixture)
    before, content = rows(path), path.read_bytes()
    assert {table for table in before if not before[table]} <= {"holidays"}
    db = opened(path, clock)
    assert db.read_only_because == ""
    db.close()
    after = rows(path)
    for table, old in before.items():
        if table in ("sqlite_sequence", "current_action"):
            continue
        new = {next(iter(row.values())): row for row in after[table]}
        for row in old:
            still = new[next(iter(row.values()))]
            assert {name: still[name] for name in row} == row, table
    (copy,) = (path.parent / "shelf").iterdir()
    assert rows(copy) == before
    assert path.read_bytes() != content


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_an_upgraded_store_is_as_one_of_today_and_works(tmp_path: Path, clock: FixedClock, fixture: Path) -> None:
    path = made(tmp_path, fixture)
    db, today = opened(path, clock), memory_store(clock)
    shape = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 1, 2"
    assert [tuple(row) for row in db.all(shape)] == [tuple(row) for row in today.all(shape)]
    for table in [row["name"] for row in today.all("SELECT name FROM sqlite_master WHERE type = 'table'")]:
        if not table.startswith(("sqlite_", "search_")):
            columns = f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}') ORDER BY name"
            assert [tuple(row) for row in db.all(columns)] == [tuple(row) for row in today.all(columns)], table
    today.close()
    rhythm = Rhythm(db, clock, Settings())
    assert {hit.kind for hit in find(db, "release").hits} >= {"note", "escalation", "conflict", "fix"}
    assert rhythm.draft("room:2") == "half a sentence"
    assert [rhythm.undo().label for _ in range(2)] == ["edit a note", "throw away a note"]
    bodies = {note.body for note in rhythm.bench.notes_about(rhythm.people.find("dana").id)}
    assert "wants a release date, not a range" in bodies
    assert rhythm.people.me() is not None
    assert rhythm.planner.due()
    assert rhythm.tracker.cards()
    db.close()
    checks = {check.name: check for check in examine(path, path.parent / "shelf", clock.now())}
    assert [name for name, check in checks.items() if not check.ok] == []


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_a_program_that_is_killed_amid_an_upgrade_changes_nothing(
    tmp_path: Path, clock: FixedClock, fixture: Path
) -> None:
    path = made(tmp_path, fixture)
    before = rows(path)
    command, pipe = [sys.executable, "-c", UPGRADE, str(path)], subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    assert said == "half way\n"
    # Reading rolls back what the killed program left in its journal.
    assert rows(path) == before
    db = opened(path, clock)
    assert db.value("SELECT count(*) FROM note WHERE body LIKE '%and more'") == 0
    db.close()
    assert {check.name for check in examine(path, path.parent / "shelf", clock.now()) if not check.ok} == set()


def test_what_a_later_release_added_to_an_exported_store_is_asked_for_by_name(
    tmp_path: Path, clock: FixedClock
) -> None:
    manifest = {"format": "rhythm-everything", "version": 1, "schema": [*RELEASED, "9999_later"], "program": "9"}
    (tmp_path / "manifest.json").write_text(
        json.dumps({**manifest, "made": "", "device": "", "tables": {}, "sequences": {}})
    )
    with pytest.raises(BadInput, match="9999_later"):
        import_everything(tmp_path, tmp_path / "new.db", clock)


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)
def test_an_export_of_a_released_schema_is_imported_and_brought_up_to_date(
    tmp_path: Path, clock: FixedClock, fixture: Path
) -> None:
    path = made(tmp_path, fixture)
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        export_everything(Database(connection, None, clock), tmp_path / "out", "then")
    target = tmp_path / "new.db"
    import_everything(tmp_path / "out", target, clock)
    upgraded = opened(path, clock)
    upgraded.close()
    old, new = rows(path), rows(target)
    made_up = {"reporting", "team_lead", "_sqlite_migrations", "draft", "meta"}
    same = [table for table in old if not table.startswith(("sqlite_", "search")) and table not in made_up]
    assert {table: new[table] for table in same} == {table: old[table] for table in same}
