"""What takes long is done in a thread: the screen says how far it is, Escape takes all of it back."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from rhythm.actions.undo import LARGE
from rhythm.app import RhythmApp
from rhythm.domain.escalations import NewEscalation
from rhythm.errors import BadInput, RhythmError, Stopped
from rhythm.screens.catching_up import CatchUpScreen
from rhythm.screens.dialogs.calendar import ImportCalendar
from rhythm.screens.dialogs.importing import ImportPeople
from rhythm.screens.dialogs.working import STOPPED, WorkingDialog, at_work
from rhythm.screens.place import PageScreen
from rhythm.service import Rhythm
from rhythm.service.backups import Backups
from rhythm.storage.database import Database
from rhythm.storage.opening import open_store
from tests.interop.calendar.writing import calendar, event
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, shown, type_line


async def finished(pilot: Pilot[None], app: RhythmApp) -> None:
    """Until nothing is at work any more."""
    await app.workers.wait_for_complete()
    await settle(pilot)


class Slow:
    """Work that writes a row, and goes on when it is told to."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Event(), threading.Event()

    def __call__(self, rhythm: Rhythm) -> str:
        with rhythm._db.action("import slowly"):
            for number in range(3):
                rhythm.tracker.log(NewEscalation(f"row {number}", rhythm.today(), ()))
                self.begun.set()
                assert self.go_on.wait(20)
        return "done"


async def begun(pilot: Pilot[None], app: RhythmApp, work: Slow, done: Callable[[str], object]) -> WorkingDialog:
    """The dialog of slow work that has written its first row."""
    page = app.screen
    assert isinstance(page, PageScreen)
    at_work(page, "Going slowly", work, done)
    await pilot.pause()
    while not work.begun.is_set():
        await pilot.pause(0.01)
    assert isinstance(app.screen, WorkingDialog)
    return app.screen


async def test_how_far_it_is_is_said_once_it_takes_half_a_second(stored: Rhythm) -> None:
    app, work, done = RhythmApp(stored), Slow(), list[str]()
    async with app.run_test(size=NARROW) as pilot:
        dialog = await begun(pilot, app, work, done.append)
        dialog._look()
        dialog._look()
        await pilot.pause()
        after = shown(app)
        work.go_on.set()
        await finished(pilot, app)
        assert isinstance(app.screen, PageScreen)
    assert "Going slowly" in after
    assert "so far" in after
    assert done == ["done"]
    assert len(stored.tracker.newest()) == 3


async def test_the_share_that_is_done_is_said_where_it_is_known(stored: Rhythm) -> None:
    app, reached, go_on = RhythmApp(stored), threading.Event(), threading.Event()

    def work(rhythm: Rhythm) -> None:
        for number in rhythm._db.far.through(range(3), "file"):
            if number == 1:
                reached.set()
                assert go_on.wait(20)

    async with app.run_test(size=NARROW) as pilot:
        assert isinstance(app.screen, PageScreen)
        at_work(app.screen, "Exporting", work, lambda _: None)
        await pilot.pause()
        while not reached.is_set():
            await pilot.pause(0.01)
        dialog = app.screen
        assert isinstance(dialog, WorkingDialog)
        dialog._look()
        dialog._look()
        await pilot.pause()
        said = shown(app)
        go_on.set()
        await finished(pilot, app)
    assert "1 of 3 files, " in said


async def test_escape_stops_it_and_nothing_of_it_is_kept(stored: Rhythm) -> None:
    app, work, done = RhythmApp(stored), Slow(), list[str]()
    before = stored.undoable()
    async with app.run_test(size=NARROW) as pilot:
        await begun(pilot, app, work, done.append)
        await pilot.press("escape")
        work.go_on.set()
        await finished(pilot, app)
        assert isinstance(app.screen, PageScreen)
        assert "stopped; nothing was changed" in shown(app)
    assert done == []
    assert stored.undoable() == before
    assert not stored.tracker.newest()


async def test_no_key_begins_anything_else_meanwhile(stored: Rhythm) -> None:
    app, work = RhythmApp(stored), Slow()
    async with app.run_test(size=NARROW) as pilot:
        dialog = await begun(pilot, app, work, lambda _: None)
        await pilot.press("f2", "f9", "f5", "f1", "ctrl+p", "u", "6")
        await pilot.pause()
        assert app.screen is dialog
        assert not app.locked
        app._look_for_changes()
        work.go_on.set()
        await finished(pilot, app)
        await pilot.press("6")
        assert app.current_mode == "org"


async def test_a_second_enter_begins_nothing_twice(stored: Rhythm) -> None:
    app, work, done = RhythmApp(stored), Slow(), list[str]()
    async with app.run_test(size=NARROW) as pilot:
        page = app.screen
        assert isinstance(page, PageScreen)
        for _ in range(2):
            at_work(page, "Going slowly", work, done.append)
        work.go_on.set()
        await pilot.pause()
        await finished(pilot, app)
        assert app.screen is page
    assert done == ["done"]
    assert len(stored.tracker.newest()) == 3


async def test_a_statement_that_runs_long_is_stopped_too(stored: Rhythm) -> None:
    app, failed = RhythmApp(stored), list[RhythmError]()
    running = threading.Event()

    def count(rhythm: Rhythm) -> object:
        running.set()
        endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
        return rhythm._db.value(endless)

    async with app.run_test(size=NARROW) as pilot:
        assert isinstance(app.screen, PageScreen)
        at_work(app.screen, "Counting", count, lambda _: None, failed.append)
        await pilot.pause()
        while not running.is_set():
            await pilot.pause(0.01)
        await pilot.press("escape")
        await finished(pilot, app)
    assert [error.message for error in failed] == [STOPPED]


async def test_a_refusal_is_shown_with_its_next_step(stored: Rhythm) -> None:
    app = RhythmApp(stored)

    def refuse(_rhythm: Rhythm) -> object:
        raise BadInput("that is not a file", "name another")

    async with app.run_test(size=NARROW) as pilot:
        assert isinstance(app.screen, PageScreen)
        at_work(app.screen, "Reading", refuse, lambda _: None)
        await pilot.pause()
        await finished(pilot, app)
        said = [str(toast.message) for toast in app._notifications]
    assert said == ["that is not a file\nname another"]


async def test_a_calendar_and_people_are_brought_in_beside_the_screen(stored: Rhythm, tmp_path: Path) -> None:
    people, ics = tmp_path / "people.csv", tmp_path / "work.ics"
    people.write_text("name,email,manager\nMe Boss,me@acme.example,\nNoor Haddad,noor@acme.example,me@acme.example\n")
    start = f"DTSTART:{stored.today():%Y%m%d}T090000Z"
    ics.write_text(calendar(event("SUMMARY:1:1 Dana Okoye", uid="dana", start=start)))
    app = RhythmApp(stored)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("2", "ctrl+o")
        await settle(pilot)
        assert isinstance(app.screen, ImportPeople)
        await type_line(pilot, str(people))
        for _ in range(2):
            await pilot.press("ctrl+s")
            await pilot.pause()
            await finished(pilot, app)
        assert isinstance(app.screen, PageScreen)
        await pilot.press("c", "ctrl+o")
        await settle(pilot)
        assert isinstance(app.screen, ImportCalendar)
        await type_line(pilot, str(ics))
        for _ in range(2):
            await pilot.press("enter")
            await pilot.pause()
            await finished(pilot, app)
            await finished(pilot, app)
        assert isinstance(app.screen, PageScreen)
    assert "Noor Haddad" in [person.name for person in stored.people.others()]
    assert len(stored.calendars.waiting()) == 1


async def test_an_escape_in_the_last_moment_does_not_deny_what_was_done(stored: Rhythm, tmp_path: Path) -> None:
    app, said, shown_too = RhythmApp(stored), list[str](), list[str]()
    go_on, begun_it = threading.Event(), threading.Event()

    def write(_rhythm: Rhythm) -> str:
        (tmp_path / "out.txt").write_text("done")
        begun_it.set()
        assert go_on.wait(20)
        return "written"

    for writes, heard in ((True, said), (False, shown_too)):
        begun_it.clear()
        go_on.clear()
        async with app.run_test(size=NARROW) as pilot:
            assert isinstance(app.screen, PageScreen)
            at_work(app.screen, "Writing", write, heard.append, writes=writes)
            await pilot.pause()
            while not begun_it.is_set():
                await pilot.pause(0.01)
            await pilot.press("escape")
            go_on.set()
            await finished(pilot, app)
            assert (STOPPED in shown(app)) is not writes
        app = RhythmApp(stored)
    assert (said, shown_too) == (["written"], [])


async def test_undo_of_much_is_done_beside_the_screen_and_escape_takes_nothing_back(
    stored: Rhythm, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [NewEscalation(f"row {number}", stored.today(), ()) for number in range(LARGE + 1)]
    stored.tracker.log_several(rows)
    assert stored.is_large()
    app = RhythmApp(stored)
    reached, go_on = threading.Event(), threading.Event()
    begin_write = Database._begin_write

    def wait(db: Database) -> None:
        if db is not stored._db:
            reached.set()
            assert go_on.wait(20)
        begin_write(db)

    async with app.run_test(size=NARROW) as pilot:
        with monkeypatch.context() as patched:
            patched.setattr(Database, "_begin_write", wait)
            await pilot.press("u")
            await pilot.pause()
            while not reached.is_set():
                await pilot.pause(0.01)
            assert isinstance(app.screen, WorkingDialog)
            await pilot.press("escape")
            go_on.set()
            await finished(pilot, app)
        assert STOPPED in shown(app)
        assert len(stored.tracker.newest(len(rows) + 1)) == len(rows)
        await pilot.press("u")
        await pilot.pause()
        await finished(pilot, app)
        assert not stored.tracker.newest()
        assert "undone" in shown(app)
        assert stored.is_large(redo=True)
        await pilot.press("U")
        await pilot.pause()
        await finished(pilot, app)
    assert len(stored.tracker.newest(len(rows) + 1)) == len(rows)


async def test_what_reads_all_escalations_anew_or_copies_the_store_is_done_beside_the_screen(
    stored: Rhythm, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored.tracker.log_several([NewEscalation(f"row {n}", stored.today(), ()) for n in range(LARGE + 1)])
    for person in stored.people.others()[:2]:
        stored.planner.hold(person.id, stored.today() - dt.timedelta(days=40))
    here = list[bool]()
    begin_write = Database._begin_write

    def note(db: Database) -> None:
        here.append(db is stored._db)
        begin_write(db)

    app = RhythmApp(stored)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("2", "plus")
        await settle(pilot)
        app.screen.query_one("#names", Input).value = "Sam Low"
        app.screen.query_one("#team", Input).value = "Release"
        monkeypatch.setattr(Database, "_begin_write", note)
        await pilot.press("ctrl+s")
        await pilot.pause()
        await finished(pilot, app)
        assert "added 1 person" in shown(app)
        app.open_page(CatchUpScreen(stored))
        await settle(pilot)
        await pilot.press("c")
        await pilot.pause()
        await finished(pilot, app)
        assert "due anew" in shown(app)
    assert stored.people.team_called("Release") is not None
    assert [undone.label for undone in stored.undoable(2)] == ["catch up with 2 people", "add 1 person"]
    assert here
    assert not any(here)


def test_what_is_small_is_undone_at_once(stored: Rhythm) -> None:
    assert not stored.is_large(redo=True)
    dana = stored.people.find("dana")
    stored.planner.add_topic(dana.id, "one")
    assert not stored.is_large()
    stored.people.edit(dana.id, name="Dana Brandt")
    assert not stored.is_large()


def test_a_copy_is_stopped_wherever_it_is_and_leaves_nothing(stored: Rhythm, tmp_path: Path) -> None:
    stored.tracker.log_several([NewEscalation(f"row {number} " * 40, stored.today(), ()) for number in range(400)])
    shelf, asked = tmp_path / "shelf", list[None]()
    copies = Backups(stored._db, shelf, None)

    def copy(stop_at: int) -> None:
        def stop() -> bool:
            asked.append(None)
            return len(asked) == stop_at

        asked.clear()
        beside = open_store(tmp_path / "rhythm.db", stored.clock, backups=shelf)
        beside.stop_when(stop)
        try:
            copies.over(beside).make()
        finally:
            beside.close()

    copy(-1)
    times = len(asked)
    assert times > 2
    before = list(shelf.iterdir())
    for stop_at in range(1, times + 1):
        with pytest.raises(Stopped):
            copy(stop_at)
        assert list(shelf.iterdir()) == before
