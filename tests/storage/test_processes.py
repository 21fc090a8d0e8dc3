"""Several programs at one store: none loses a row, and a killed one leaves a whole store behind."""

from __future__ import annotations

import datetime as dt
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock

ROOT = Path(__file__).parents[2]

COMMON = """
import datetime as dt, sys
from pathlib import Path
from rhythm.actions.meetings import move_promise
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock
path, clock = Path(sys.argv[1]), FixedClock(dt.date(2026, 11, 20))
sys.stdin.readline()
"""

CREATE = COMMON + "create_store(path, clock)\nopen_store(path, clock, backups=path.parent).close()\n"

MOVE = (
    COMMON
    + """
db = open_store(path, clock, backups=path.parent, busy_seconds=30)
for n in range(int(sys.argv[3])):
    move_promise(db, 1, clock.today() + dt.timedelta(days=1 + 1000 * int(sys.argv[2]) + n))
db.close()
"""
)

WRITE = (
    COMMON
    + """
db = open_store(path, clock, backups=path.parent)
while True:
    with db.action("meeting"):
        db.insert("meeting", person_id=1, kind="one_on_one", day="2026-11-20", state="held")
        db.insert("note", person_id=1, day="2026-11-20", kind="note", body="words " * 50)
    print(db.value("SELECT max(id) FROM note"), flush=True)
"""
)


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    """A process that has imported everything and waits for one line on its standard input."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run_together(processes: list[subprocess.Popen[str]]) -> None:
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        _, complaint = process.communicate(timeout=60)
        assert process.returncode == 0, complaint


def opened(path: Path) -> Database:
    return open_store(path, FixedClock(dt.date(2026, 11, 20)), backups=path.parent)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Path:
    """A store with one person and one promise."""
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    db = opened(path)
    rhythm = Rhythm(db, clock, Settings())
    person = rhythm.people.add("Dana Okoye")
    rhythm.planner.add_promise(person.id, "ask about the head count", due=clock.today())
    db.close()
    return path


def test_four_programs_that_make_the_store_at_once_make_one(tmp_path: Path) -> None:
    path = tmp_path / "data" / "rhythm.db"
    run_together([start(CREATE, path) for _ in range(4)])
    db = opened(path)
    assert db.value("SELECT count(*) FROM meta WHERE key = 'device'") == 1
    db.close()
    assert {file.name for file in path.parent.iterdir()} <= {"rhythm.db", "rhythm.db-journal"}


def test_four_programs_that_read_and_then_write_lose_nothing(store: Path) -> None:
    each = 25
    run_together([start(MOVE, store, program, each) for program in range(4)])
    db = opened(store)
    assert db.value("SELECT moved FROM promise") == 4 * each
    assert db.value("SELECT count(*) FROM change WHERE tbl = 'promise' AND op = 'U'") == 4 * each
    assert db.value("SELECT count(*) FROM action WHERE label LIKE 'move%'") == 4 * each
    db.close()


def test_a_killed_program_leaves_every_acknowledged_row_and_no_half_action(
    store: Path, pytestconfig: pytest.Config
) -> None:
    chance = random.Random(4)
    acknowledged = 0
    for _ in range(pytestconfig.getoption("--kills")):
        process = start(WRITE, store)
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n")
        process.stdin.flush()
        for _ in range(chance.randint(1, 3)):
            acknowledged = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate(timeout=60)
        acknowledged = max([acknowledged, *(int(line) for line in rest.split("\n")[:-1])])
        check(store, acknowledged)


def check(store: Path, acknowledged: int) -> None:
    db = opened(store)
    assert db.value("PRAGMA quick_check") == "ok"
    assert db.all("PRAGMA foreign_key_check") == []
    assert db.value("SELECT action_id FROM current_action") is None
    notes = int(str(db.value("SELECT count(*) FROM note")))
    assert notes == db.value("SELECT count(*) FROM meeting")
    assert acknowledged <= notes
    assert db.value("SELECT count(*) FROM search WHERE kind = 'note'") == notes
    assert db.all("SELECT action_id FROM change WHERE tbl IN ('note', 'meeting') GROUP BY 1 HAVING count(*) <> 2") == []
    db.close()


def test_a_reader_in_another_program_sees_whole_actions_only(store: Path, clock: FixedClock) -> None:
    db = opened(store)
    reader = sqlite3.connect(store)
    with db.action("meeting"):
        db.insert("meeting", person_id=1, kind="one_on_one", day="2026-11-20", state="held")
        assert reader.execute("SELECT count(*) FROM meeting").fetchone() == (0,)
        reader.rollback()
    assert reader.execute("SELECT count(*) FROM meeting").fetchone() == (1,)
    reader.close()
    db.close()
