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

from rhythm.domain.escalations import ConflictId, NewEscalation
from rhythm.domain.fixes import FixKind
from rhythm.errors import StoreError
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


def test_who_opens_the_store_beside_an_action_takes_no_lock_from_it(store: Path) -> None:
    other = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
    db = opened(store)
    with db.action("meeting"):
        db.insert("meeting", person_id=1, kind="one_on_one", day="2026-11-20", state="held")
        opened(store).close()
        process = start(other, store)
        _, complaint = process.communicate(timeout=60)
        assert "database is locked" in complaint
    db.close()


def test_a_store_that_is_open_no_more_is_looked_at_anew(store: Path) -> None:
    db = opened(store)
    db.close()
    store.write_bytes(b"something else altogether")
    with pytest.raises(StoreError, match="not a rhythm store"):
        opened(store)


TRACK = """
import datetime as dt, sys
from pathlib import Path
from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.escalations import NewEscalation
from rhythm.errors import RhythmError
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from tests.builders import FixedClock
path, clock, number = Path(sys.argv[1]), FixedClock(dt.date(2026, 11, 20)), int(sys.argv[2])
db = open_store(path, clock, backups=path.parent, busy_seconds=30)
rhythm = Rhythm(db, clock, Settings())
rhythm.tracker.conflicts()
sys.stdin.readline()
done = 0
for step in range(int(sys.argv[3])):
    try:
        {what}
        done += 1
    except RhythmError:
        pass
db.close()
print(done)
"""
"""Counts in how many of its steps a program did something, and in how many it was refused."""

LOG = 'rhythm.tracker.log(NewEscalation("again", clock.today() - dt.timedelta(days=10 * number + step)), conflict=1)'
MERGE = "rhythm.tracker.merge(1, 2)"
LATER = "rhythm.tracker.answer(1, VerdictKind.LATER)"
IN_EFFECT = "rhythm.fixes.put_in_effect(1)"
SPLIT = "rhythm.tracker.split(1, [1])"


def track_together(path: Path, *bodies: str, each: int = 1) -> list[int]:
    """Programs that do something to one store at once; how often each did."""
    processes = [start(TRACK.format(what=what), path, number, each) for number, what in enumerate(bodies)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes), said
    return [int(out) for out, _ in said]


@pytest.fixture
def tracked(store: Path, clock: FixedClock) -> Path:
    """A store with a conflict of two meetings, and another one of one."""
    db = opened(store)
    rhythm = Rhythm(db, clock, Settings())
    for conflict in ("new", ConflictId(1), "new"):
        day = clock.today() - dt.timedelta(days=60 if conflict == "new" else 50)
        rhythm.tracker.log(NewEscalation("who sets the date", day), conflict=conflict)
    db.close()
    return store


def test_programs_that_log_one_conflict_at_once_open_one_card(tracked: Path) -> None:
    each = 5
    assert track_together(tracked, LOG, LOG, LOG, each=each) == [each] * 3
    db = opened(tracked)
    assert db.value("SELECT count(*) FROM escalation WHERE conflict_id = 1") == 2 + 3 * each
    assert db.value("SELECT state FROM conflict WHERE id = 1") == "verdict_due"
    opens = (
        "SELECT count(*) FROM change WHERE tbl = 'conflict' AND json_extract(old, '$.state') = 'open'"
        " AND json_extract(new, '$.state') = 'verdict_due'"
    )
    assert db.value(opens) == 1
    assert db.value("SELECT count(*) FROM match_line WHERE conflict_id = 1") == 2 + 3 * each
    db.close()


def test_what_one_program_logs_while_another_merges_ends_in_the_conflict_that_stays(tracked: Path) -> None:
    each = 5
    logged, merged, again = track_together(tracked, LOG, MERGE, MERGE, each=each)
    assert merged + again == 1
    db = opened(tracked)
    assert db.value("SELECT count(*) FROM escalation WHERE conflict_id = 1") == 0
    assert db.value("SELECT count(*) FROM escalation WHERE conflict_id = 2") == 3 + logged
    assert db.value("SELECT count(*) FROM match_line WHERE conflict_id = 2") == 3 + logged
    assert db.all("PRAGMA foreign_key_check") == []
    db.close()


def test_of_programs_that_answer_the_same_at_once_one_does(tracked: Path, clock: FixedClock) -> None:
    db = opened(tracked)
    rhythm = Rhythm(db, clock, Settings())
    rhythm.tracker.log(NewEscalation("who sets the date", clock.today()), conflict=ConflictId(1))
    db.close()
    assert sum(track_together(tracked, LATER, LATER, LATER)) == 1
    db = opened(tracked)
    assert list(map(tuple, db.all("SELECT state, put_off FROM conflict WHERE id = 1"))) == [("later", 1)]
    assert db.value("SELECT count(*) FROM verdict") == 1
    rhythm = Rhythm(db, clock, Settings())
    rhythm.fixes.add(ConflictId(1), FixKind.SCOPE, owner_id=rhythm.people.find("dana").id)
    db.close()
    track_together(tracked, IN_EFFECT, IN_EFFECT)
    assert sum(track_together(tracked, SPLIT, SPLIT)) == 1
    db = opened(tracked)
    assert list(map(tuple, db.all("SELECT state, in_effect FROM fix"))) == [("in_effect", "2026-11-20")]
    assert db.value("SELECT count(*) FROM action WHERE label = 'fix #1 in effect'") == 1
    assert db.value("SELECT count(*) FROM conflict") == 3
    db.close()
