"""The index of the search is laid together, and holds the same afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhythm.queries.search import find
from rhythm.service.backups import Backups
from rhythm.storage import driver
from rhythm.storage.database import Database
from rhythm.storage.merging import PAGE_BYTES, merge_search
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock, database_steps
from tests.storage.dumps import dump


@pytest.fixture
def used(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """A store in which things were written one by one, as a director does."""
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    db = open_store(path, clock, backups=tmp_path / "shelf")
    with db.action("add"):
        person = db.insert("person", name="Dana")
    for number in range(40):
        with db.action("note"):
            db.insert("topic", person_id=person, body=f"the plan {number} of the release date", added_on="2026-11-20")
    yield db
    db.close()


@pytest.fixture
def backups(used: Database, tmp_path: Path, clock: FixedClock) -> Backups:
    return Backups(used, tmp_path / "shelf", clock)


def parts(db: Database) -> int:
    count = db.value("SELECT count(DISTINCT segid) FROM search_idx")
    assert isinstance(count, int)
    return count


def merged(db: Database) -> bool:
    with db.unlogged():
        return merge_search(db.connection)


def test_the_parts_become_few_and_the_search_finds_the_same_for_less(used: Database) -> None:
    before, found, at_first = parts(used), find(used, "release date").hits, dump(used)
    steps = database_steps(used, lambda: find(used, "plan release dat").hits)
    assert before >= 5
    assert merged(used)
    while merged(used):
        pass
    assert parts(used) <= 2
    assert find(used, "release date").hits == found
    assert len(found) == 40
    assert dump(used) == at_first
    assert database_steps(used, lambda: find(used, "plan release dat").hits) < steps
    assert used.all("PRAGMA integrity_check(1)")[0][0] == "ok"


def test_what_is_in_one_part_is_left_alone(used: Database) -> None:
    while merged(used):
        pass
    before = used.all("SELECT id, block FROM search_data ORDER BY id")
    assert not merged(used)
    assert used.all("SELECT id, block FROM search_data ORDER BY id") == before


def test_a_bound_is_kept_to_and_the_next_day_goes_on(used: Database) -> None:
    with used.action("many"):
        person = used.value("SELECT id FROM person")
        for number in range(3000):
            used.insert("topic", person_id=person, body=f"word{number} other{number}", added_on="2026-11-20")
    with used.unlogged():
        merge_search(used.connection, 1)
    between = parts(used)
    while merged(used):
        pass
    assert parts(used) < between
    assert [hit.snippet for hit in find(used, "word2999").hits] == ["word2999 other2999"]


def test_an_index_in_pages_of_another_size_is_written_anew_a_little_at_a_time(used: Database) -> None:
    def largest() -> int:
        size = used.value("SELECT max(length(block)) FROM search_data WHERE id > 10")
        assert isinstance(size, int)
        return size

    with used.action("many"):
        person = used.value("SELECT id FROM person")
        for number in range(3000):
            used.insert("topic", person_id=person, body=f"word{number} of the release date", added_on="2026-11-20")
    found = find(used, "release date").hits
    assert largest() > 2 * PAGE_BYTES
    rounds = 0
    with used.unlogged():
        while merge_search(used.connection, 20):
            rounds += 1
    assert rounds > 1
    # A page may end behind what fills it.
    assert largest() < PAGE_BYTES * 1.1
    assert parts(used) == 1
    assert find(used, "release date").hits == found
    used.connection.execute("INSERT INTO search(search) VALUES ('integrity-check')")


def test_a_single_part_is_written_anew_when_there_is_another(used: Database) -> None:
    used.connection.execute("INSERT INTO search(search) VALUES ('optimize')")
    assert not merged(used)
    with used.action("add"):
        used.insert("team", name="one more")
    assert merged(used)
    assert parts(used) == 1
    assert used.value("SELECT v FROM search_config WHERE k = 'pgsz'") == PAGE_BYTES


def test_the_copy_of_the_day_is_made_and_then_the_index_is_laid_together(used: Database, backups: Backups) -> None:
    before = parts(used)
    backups.make_daily()
    assert backups.problem is None
    assert parts(used) < before
    (copy,) = backups.all()
    connection = driver.connect(str(copy.path), timeout=1)
    # Whatever happens to the store then, the copy was there before.
    assert connection.execute("SELECT count(DISTINCT segid) FROM search_idx").fetchone()[0] == before
    connection.close()
    assert not backups.is_due()


def test_without_a_copy_nothing_is_laid_together(used: Database, backups: Backups, tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("a file in the way")
    before = parts(used)
    backups.make_daily()
    assert backups.problem is not None
    assert parts(used) == before


def test_while_another_program_writes_it_is_left_for_tomorrow(
    used: Database, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rhythm.service.backups.MERGE_SECONDS", 0.0)
    before = parts(used)
    with used.unlogged():
        backups.make_daily()
    assert backups.problem is None
    assert len(backups.all()) == 1
    assert parts(used) == before


def test_a_disk_that_fails_it_ends_nothing(used: Database, backups: Backups, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_connection: driver.Connection) -> bool:
        raise driver.OperationalError("disk I/O error")

    monkeypatch.setattr("rhythm.storage.merging.merge_search", fail)
    backups.make_daily()
    assert len(backups.all()) == 1
    assert not backups.is_due()
