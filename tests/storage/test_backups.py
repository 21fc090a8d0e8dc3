"""Copies without being asked: which are kept, and that a damaged store pushes no good one out."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.errors import BadInput, StoreError
from rhythm.service.backups import Backups
from rhythm.storage import shelf
from rhythm.storage.database import Database
from rhythm.storage.opening import create_store, memory_store, open_store
from rhythm.storage.shelf import Copy, Kind
from tests.builders import FixedClock

NOW = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Database]:
    """An open store with some notes."""
    path = tmp_path / "rhythm.db"
    create_store(path, clock)
    db = open_store(path, clock, backups=tmp_path / "shelf")
    with db.action("fill"):
        person = db.insert("person", name="Dana")
        for number in range(200):
            db.insert("note", person_id=person, day="2026-11-20", kind="note", body=f"note {number} " + "words " * 40)
    yield db
    db.close()


@pytest.fixture
def backups(store: Database, tmp_path: Path, clock: FixedClock) -> Backups:
    return Backups(store, tmp_path / "shelf", clock)


def write(db: Database) -> None:
    with db.action("write"):
        db.insert("person", name="Ilya")


def damage(path: Path) -> None:
    """Overwrite a page in the middle, as a bad disk would."""
    connection = sqlite3.connect(path)
    page = connection.execute("SELECT max(pageno) FROM dbstat WHERE name = 'note' AND pagetype = 'leaf'").fetchone()[0]
    connection.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(content)


def test_the_first_start_of_a_day_makes_one_checked_copy_for_the_owner_only(backups: Backups, store: Database) -> None:
    assert backups.is_due()
    backups.make_daily()
    (copy,) = backups.all()
    assert copy.kind is Kind.DAILY
    assert stat.S_IMODE(copy.path.stat().st_mode) == 0o600
    assert [path.name for path in copy.path.parent.iterdir()] == [copy.path.name]
    connection = sqlite3.connect(copy.path)
    assert connection.execute("SELECT count(*) FROM note").fetchone() == (200,)
    connection.close()
    write(store)
    assert not backups.is_due()


def test_another_day_has_a_copy_of_its_own_only_when_something_was_written(
    backups: Backups, store: Database, clock: FixedClock
) -> None:
    backups.make_daily()
    clock.forward(1)
    assert not backups.is_due()
    write(store)
    assert backups.is_due()


def test_no_copy_is_due_in_memory_or_without_a_folder_or_when_nothing_can_be_written(
    backups: Backups, store: Database, clock: FixedClock, tmp_path: Path
) -> None:
    memory = memory_store(clock)
    assert not Backups(memory, tmp_path / "shelf", clock).is_due()
    memory.close()
    assert not Backups(store, None, clock).is_due()
    assert not Backups(store, tmp_path / "shelf", clock, daily=False).is_due()
    store.read_only_because = "a newer rhythm made it"
    assert not backups.is_due()


def test_before_something_risky_there_is_a_copy_that_holds_everything(backups: Backups, store: Database) -> None:
    backups.before_import()
    backups.before_change()
    assert [copy.kind for copy in backups.all()] == [Kind.BEFORE_IMPORT]
    write(store)
    backups.before_change()
    assert [copy.kind for copy in backups.all()] == [Kind.BEFORE_CHANGE, Kind.BEFORE_IMPORT]


def test_a_damaged_store_makes_no_copy_and_pushes_none_out(
    backups: Backups, store: Database, clock: FixedClock
) -> None:
    for _ in range(10):
        backups.make_daily()
        write(store)
        clock.forward(1)
    before = backups.all()
    assert store.path is not None
    damage(store.path)
    for _ in range(30):
        clock.forward(1)
        backups.make_daily()
    assert backups.all() == before
    assert backups.problem is not None
    assert "damaged" in backups.problem.message
    assert all((copy.path.stat().st_size > 0) for copy in before)


def test_a_failed_copy_leaves_nothing_and_is_told_and_the_next_good_one_takes_that_back(
    backups: Backups, tmp_path: Path
) -> None:
    (tmp_path / "shelf").write_text("a file in the way")
    backups.make_daily()
    assert backups.problem is not None
    assert str(tmp_path / "shelf") in backups.problem.message
    with pytest.raises(StoreError, match="could not be written"):
        backups.before_import()
    (tmp_path / "shelf").unlink()
    backups.make_daily()
    assert backups.problem is None
    assert len(backups.all()) == 1


def test_a_copy_by_hand_goes_where_it_is_told_and_over_nothing(backups: Backups, tmp_path: Path) -> None:
    assert backups.make().parent == tmp_path / "shelf"
    target = tmp_path / "usb" / "mine.db"
    assert backups.make(target) == target
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    for taken in (target, tmp_path):
        with pytest.raises(BadInput):
            backups.make(taken)
    assert target.read_bytes() == before


def made(kind: Kind, days_ago: float) -> Copy:
    moment = NOW - dt.timedelta(days=days_ago)
    return Copy(Path(f"{kind}-{moment:%Y%m%dT%H%M%S}-{os.urandom(4).hex()}.db"), kind, moment)


def test_of_a_copy_each_day_seven_days_eight_weeks_and_twelve_months_are_kept() -> None:
    shelf_now: list[Copy] = []
    for day in range(800, -1, -1):
        now = NOW - dt.timedelta(days=day)
        shelf_now.append(made(Kind.DAILY, day))
        gone = shelf.superfluous(shelf_now, now)
        shelf_now = [copy for copy in shelf_now if copy not in gone]
    ages = sorted((NOW - copy.made).days for copy in shelf_now)
    assert ages[:7] == list(range(7))
    assert len({copy.made.isocalendar()[:2] for copy in shelf_now if (NOW - copy.made).days < 56}) >= 8
    assert len({(copy.made.year, copy.made.month) for copy in shelf_now}) == 12
    assert len(shelf_now) <= 7 + 8 + 12


def test_copies_from_before_an_upgrade_are_kept_ninety_days() -> None:
    upgrades = [made(Kind.BEFORE_UPGRADE, days) for days in (1, 1.1, 1.2, 89, 90, 91)]
    daily = [made(Kind.DAILY, days) for days in range(100)]
    gone = shelf.superfluous([*upgrades, *daily], NOW)
    assert {copy for copy in upgrades if copy in gone} == set(upgrades[4:])


@given(st.lists(st.tuples(st.sampled_from(Kind), st.floats(0, 500)), max_size=60))
def test_the_newest_copy_always_stays_and_what_stays_would_stay_again(made_so: list[tuple[Kind, float]]) -> None:
    copies = [made(kind, days) for kind, days in made_so]
    gone = shelf.superfluous(copies, NOW)
    left = [copy for copy in copies if copy not in gone]
    if copies:
        daily = [copy for copy in copies if copy.kind is Kind.DAILY]
        assert max(copy.made for copy in daily or copies) in {copy.made for copy in left}
    assert shelf.superfluous(left, NOW) == ()


def test_copies_of_a_clock_that_was_ahead_push_out_none_of_today() -> None:
    ahead = [made(Kind.DAILY, -days) for days in range(300, 700)]
    assert shelf.superfluous([*ahead, made(Kind.DAILY, 0), made(Kind.BEFORE_IMPORT, 0)], NOW) == ()


def test_a_copy_of_a_clock_that_was_ahead_makes_no_other_one_due(
    backups: Backups, store: Database, clock: FixedClock
) -> None:
    clock.forward(700)
    backups.make_daily()
    clock.forward(-700)
    assert not backups.is_due()
    write(store)
    assert backups.is_due()
    backups.make_daily()
    assert backups.newest is not None
    assert backups.newest.made.date() == clock.today()
    write(store)
    assert not backups.is_due()


def test_a_gap_of_a_year_takes_no_copy_away() -> None:
    old = [made(Kind.DAILY, 400 + day) for day in range(7)]
    assert shelf.superfluous(old, NOW) == ()


def test_other_files_on_the_shelf_are_passed_over(tmp_path: Path) -> None:
    for name in ("notes.txt", "daily-soon-00000000.db", "other-20261120T090000-00000000.db", ".daily.part"):
        (tmp_path / name).write_text("x")
    assert shelf.copies(tmp_path) == ()
    assert shelf.copies(tmp_path / "nowhere") == ()


def test_what_a_killed_program_left_half_made_goes_in_time(backups: Backups, tmp_path: Path) -> None:
    backups.make_daily()
    old, young = tmp_path / "shelf" / ".old.db.1.part", tmp_path / "shelf" / ".young.db.2.part"
    for part in (old, young):
        part.write_bytes(b"half")
    long_ago = young.stat().st_mtime - 3 * 24 * 60 * 60
    os.utime(old, (long_ago, long_ago))
    backups.make()
    assert not old.exists()
    assert young.exists()


def ages_gone(copies: list[Copy]) -> set[int]:
    """How many days old the copies are that can go."""
    return {(NOW - copy.made).days for copy in shelf.superfluous(copies, NOW)}


def test_each_of_the_last_seven_days_keeps_its_copy_and_the_eighth_does_not() -> None:
    """Sunday the 15th, five days ago, is the newest day of its week; Friday the 13th is the eighth day."""
    assert ages_gone([made(Kind.DAILY, ago) for ago in range(11)]) == {7, 8, 9, 10}


@pytest.mark.parametrize(("newest", "gone"), [(0, {9, 10, 11}), (1, {9, 10, 11}), (2, {10, 11})])
def test_each_of_the_last_eight_weeks_keeps_its_copy_and_the_ninth_only_if_it_ends_a_month(
    newest: int, gone: set[int]
) -> None:
    """On Fridays: eight weeks ago, on 25 September, is the last one of its month."""
    weeks = {ago // 7 for ago in ages_gone([made(Kind.DAILY, 7 * week) for week in range(newest, 12)])}
    assert weeks == gone


def test_ten_copies_from_before_risky_acts_are_kept_whatever_day_they_are_of() -> None:
    kinds = (Kind.BEFORE_IMPORT, Kind.BEFORE_CHANGE, Kind.BEFORE_RESTORE)
    risky = [made(kinds[number % 3], 0.01 * number) for number in range(1, 13)]
    gone = shelf.superfluous([made(Kind.DAILY, 0), *risky], NOW)
    assert set(gone) == set(risky[10:])
