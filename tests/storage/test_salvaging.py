"""What reading a damaged store costs, and that nothing readable beside the damage is left behind."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from rhythm.errors import RhythmError
from rhythm.service.mending import salvage
from rhythm.settings import Settings
from rhythm.storage import driver, salvaging
from rhythm.storage.far import Far
from tests.builders import FixedClock
from tests.storage.filled import make_filled

_LEAVES = "SELECT pageno, ncell FROM dbstat WHERE name = 'note' AND pagetype = 'leaf' ORDER BY path"


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Path:
    """A store with five hundred notes and no log that holds them once more, closed."""
    path = tmp_path / "rhythm.db"
    make_filled(path, clock)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript("DROP TRIGGER change_refuses_delete; DELETE FROM change; DELETE FROM action;")
    return path


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[int | str]]:
    """The numbers of notes that were asked for, one entry for each time."""
    found: list[Sequence[int | str]] = []
    rows = salvaging._Source.rows

    def counted(source: salvaging._Source, sql: str, parameters: Sequence[int | str] = ()) -> Iterator[driver.Row]:
        if "FROM note NOT INDEXED" in sql:
            found.append(parameters)
        return rows(source, sql, parameters)

    monkeypatch.setattr(salvaging._Source, "rows", counted)
    return found


def leaves(store: Path) -> list[tuple[int, int]]:
    """The pages that hold notes, in the order of these, and how many each holds."""
    with closing(sqlite3.connect(store)) as connection:
        return connection.execute(_LEAVES).fetchall()


def overwrite(store: Path, pages: Collection[int]) -> None:
    content = bytearray(store.read_bytes())
    for page in pages:
        content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    store.write_bytes(content)


def notes(store: Path) -> list[int]:
    with closing(sqlite3.connect(store)) as connection:
        return [number for (number,) in connection.execute("SELECT id FROM note ORDER BY id")]


def test_rows_right_before_and_behind_a_page_that_is_lost_are_read(store: Path, clock: FixedClock) -> None:
    before, there = notes(store), leaves(store)
    page, number = there[7]
    above = sum(rows for _, rows in there[:7])
    overwrite(store, [page])
    target = store.with_name("read.db")
    found = salvage(store, target, clock, Settings())
    assert (found.rows["note"], found.from_log) == (500 - number, 0)
    assert notes(target) == before[:above] + before[above + number :]


def test_a_table_that_is_lost_altogether_costs_some_tries_and_not_one_for_each_number(
    store: Path, clock: FixedClock, tried: list[Sequence[int | str]]
) -> None:
    with closing(sqlite3.connect(store)) as connection:
        roots = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE rootpage AND (tbl_name = 'note' OR name = 'sqlite_sequence')"
        ).fetchall()
    overwrite(store, [page for (page,) in roots])
    with store.open("r+b") as file:
        # There is room for 102,400 rows in it, and for a thousand more in what was cut off.
        file.truncate(1500 * 4096)
    found = salvage(store, store.with_name("read.db"), clock, Settings())
    assert found.rows["note"] == 0
    # Each of the first thousand, parted down to it; then the whole and one in 9, one in 90, one in 4.
    assert len(tried) == (2 * 1000 - 1) + (1 + 1000) + (1 + 1000) + (1 + 850)
    assert tried[0] == (1, 1000)
    assert tried[-1] == (100_001 + 849 * 4,)


def test_a_single_page_among_many_lost_ones_is_found(store: Path, clock: FixedClock) -> None:
    with closing(sqlite3.connect(store)) as connection, connection:
        (insert,) = connection.execute("SELECT name FROM sqlite_schema WHERE name = 'log_note_insert'").fetchone()
        connection.execute(f"DROP TRIGGER {insert}")
        connection.execute(
            "WITH RECURSIVE n(number) AS (SELECT 501 UNION ALL SELECT number + 1 FROM n WHERE number < 5000)"
            " INSERT INTO note(id, uid, person_id, day, kind, body)"
            " SELECT number, printf('%026d', number), 1, '2026-11-20', 'note', 'short' FROM n"
        )
    there = leaves(store)
    kept = len(there) - 20
    number = there[kept][1]
    above = sum(rows for _, rows in there[:kept])
    overwrite(store, [page for place, (page, _) in enumerate(there) if place != kept])
    target = store.with_name("read.db")
    assert salvage(store, target, clock, Settings()).rows["note"] == number
    assert notes(target) == list(range(above + 1, above + number + 1))


def test_which_share_of_the_tables_was_read_is_told(
    store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    far, heard = Far(), list[str]()
    copy = salvaging._Salvage._copy

    def copied(work: salvaging._Salvage, target: driver.Connection, table: str) -> None:
        heard.append(far.words)
        copy(work, target, table)

    monkeypatch.setattr(salvaging._Salvage, "_copy", copied)
    salvage(store, store.with_name("read.db"), clock, Settings(), far)
    assert heard == [f"{place} of {len(heard)} tables" for place in range(len(heard))]
    assert len(heard) > 40
    assert far.words == ""


@pytest.mark.parametrize("ended", [KeyboardInterrupt(), RhythmError("no", "wait")], ids=["stopped", "refused"])
@pytest.mark.parametrize(
    "where",
    [
        "rhythm.storage.salvaging._Salvage._belonging",
        "rhythm.storage.opening.open_store",
        "rhythm.service.Rhythm.read_escalations_anew",
    ],
)
def test_of_reading_that_does_not_come_to_its_end_nothing_is_kept(
    store: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch, where: str, ended: BaseException
) -> None:
    def end(*_: object, **__: object) -> None:
        raise ended

    monkeypatch.setattr(where, end)
    before = sorted(store.parent.iterdir())
    with pytest.raises(type(ended)):
        salvage(store, store.with_name("read.db"), clock, Settings())
    assert sorted(store.parent.iterdir()) == before
