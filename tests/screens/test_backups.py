"""The copy of the day in the app, and what Today says when there is none."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from rhythm.app import RhythmApp
from rhythm.screens.backup_rows import BACKUP
from rhythm.service import Rhythm
from rhythm.service.backups import Backups
from rhythm.settings import Settings
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock, Org
from tests.screens.tracking import NARROW
from widgets.row_list import Row, RowList


@pytest.fixture
def rhythm(tmp_path: Path, clock: FixedClock) -> Rhythm:
    """A small organisation in a file, whose copies go to a shelf."""
    create_store(tmp_path / "rhythm.db", clock)
    db = open_store(tmp_path / "rhythm.db", clock, backups=tmp_path / "shelf")
    made = Rhythm(db, clock, Settings(), backups=Backups(db, tmp_path / "shelf", clock))
    Org(made)
    return made


def rows(app: RhythmApp) -> dict[str, Row]:
    return {row.key: row for row in app.screen.query_one("#list", RowList)._source.window(0, 500)}


async def until_backed_up(app: RhythmApp) -> None:
    await app.workers.wait_for_complete([worker for worker in app.workers if worker.group == "backup"])
    await asyncio.sleep(0)


async def test_the_first_start_of_a_day_makes_the_copy_and_says_nothing(rhythm: Rhythm, clock: FixedClock) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await until_backed_up(app)
        assert [copy.kind for copy in rhythm.backups.all()] == ["daily"]
        assert BACKUP not in rows(app)
        rhythm.people.add("Somebody Else")
        clock.forward(1)
        app._look_for_changes()
        await pilot.pause()
        await until_backed_up(app)
        assert len(rhythm.backups.all()) == 2
    rhythm.close()


async def test_a_copy_that_failed_stands_on_today_until_one_is_made(rhythm: Rhythm, tmp_path: Path) -> None:
    (tmp_path / "shelf").write_text("a file in the way")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await until_backed_up(app)
        await pilot.pause()
        assert str(tmp_path / "shelf") in rows(app)[BACKUP].fact
        app.screen.query_one("#list", RowList).highlight(BACKUP)
        await pilot.press("enter")
        await pilot.pause()
        assert BACKUP in rows(app)
        assert any("make room or permission" in note.message for note in app._notifications)
        (tmp_path / "shelf").unlink()
        await pilot.press("enter")
        await pilot.pause()
        assert BACKUP not in rows(app)
    assert len(rhythm.backups.all()) == 1
    rhythm.close()


async def test_a_store_that_is_taken_away_under_the_app_is_told_and_nothing_typed_is_lost(
    rhythm: Rhythm, tmp_path: Path
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await until_backed_up(app)
        (tmp_path / "rhythm.db").rename(tmp_path / "elsewhere.db")
        app._look_for_changes()
        app._look_for_changes()
        await pilot.pause()
        assert len([note for note in app._notifications if "moved away or replaced" in note.message]) == 1
    rhythm.close()
