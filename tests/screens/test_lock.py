"""Nobody reads over a shoulder, or at a desk that was left: hiding from the start, a lock, and crashes without text."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual import events
from textual.widgets import Input

from rhythm.app import RhythmApp
from rhythm.cli import app_command, main
from rhythm.errors import Locked
from rhythm.screens.lock_screen import LockScreen
from rhythm.screens.room import RoomScreen
from rhythm.screens.today import TodayScreen
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.settings.schema import Store
from rhythm.storage import driver, encrypting, keys
from rhythm.storage.opening import open_store
from tests.builders import FixedClock, Org
from tests.cli.shell import FRIDAY, build_org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, WIDE, shown

WORDS = "correct horse battery"


class Watch(FixedClock):
    """A clock whose minutes are moved by hand."""

    def __init__(self, day: dt.date) -> None:
        super().__init__(day)
        self.minutes = 0

    def now(self) -> dt.datetime:
        return dt.datetime.combine(self.day, dt.time(9), tzinfo=dt.UTC) + dt.timedelta(minutes=self.minutes)


@pytest.fixture
def watch() -> Watch:
    return Watch(FRIDAY)


@pytest.fixture
def plain(org: Org, watch: Watch) -> Rhythm:
    """A plain store that is to be covered after five minutes."""
    org.rhythm.clock = watch
    org.rhythm.settings = Settings(store=Store(lock_after_minutes="5"))
    return org.rhythm


@pytest.fixture
def encrypted(tmp_path: Path, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rhythm]:
    """An encrypted store that is open, with the settings as they come."""
    monkeypatch.setattr(keys, "ROUNDS", 10)
    store = tmp_path / "data" / "rhythm.db"
    store.parent.mkdir()
    build_org(store)
    encrypting.rekey(store, keys.new_key(WORDS), "encrypt the store", watch)
    rhythm = Rhythm(open_store(store, watch, backups=tmp_path), watch, Settings())
    yield rhythm
    rhythm.close()


async def test_a_paste_on_a_covered_screen_fires_no_key(plain: Rhythm) -> None:
    before = plain.undoable(3)
    app = RhythmApp(plain)
    async with app.run_test(size=NARROW) as pilot:
        app.action_lock()
        await settle(pilot)
        app.post_message(events.Paste("q\nd\nx\ne\nu\n"))
        await settle(pilot)
        assert app.locked
        assert isinstance(app.screen, LockScreen)
        assert not app._exit
    assert plain.undoable(3) == before


async def test_a_plain_store_is_never_covered_unless_that_was_set(rhythm: Rhythm, org: Org, watch: Watch) -> None:
    rhythm.clock = watch
    app = RhythmApp(rhythm)
    async with app.run_test():
        watch.minutes += 10_000
        app._look_for_changes()
        assert not app.locked


@pytest.mark.parametrize(("size", "key"), [(NARROW, "u"), (WIDE, "f8")])
async def test_a_screen_that_was_left_is_covered_until_a_key_which_does_nothing_else(
    plain: Rhythm, watch: Watch, size: tuple[int, int], key: str
) -> None:
    app = RhythmApp(plain)
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        await pilot.pause()
        watch.minutes += 4
        app._look_for_changes()
        await pilot.press("down")
        watch.minutes += 4
        app._look_for_changes()
        assert not app.locked
        app.notify("Dana Okoye is here already", markup=False)
        watch.minutes += 2
        app._look_for_changes()
        await pilot.pause()
        for word in ("Dana", "Okoye", "Chris"):
            assert word not in shown(app)
        await pilot.press(key)
        await pilot.pause()
        assert "Dana Okoye" in shown(app)
        assert len(plain.people.others()) == 5


async def test_a_key_covers_the_screen_at_once_and_a_click_uncovers_it(plain: Rhythm) -> None:
    app = RhythmApp(plain)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("f9")
        await pilot.pause()
        assert isinstance(app.screen, LockScreen)
        await pilot.click(offset=(3, 3))
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_an_encrypted_store_is_let_go_until_the_passphrase_is_typed_again(
    encrypted: Rhythm, watch: Watch, size: tuple[int, int]
) -> None:
    app = RhythmApp(encrypted)
    person = encrypted.people.others()[0]
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(encrypted, person))
        await pilot.pause()
        await pilot.press("i", *"tea")
        watch.minutes += 11
        app._look_for_changes()
        await pilot.pause()
        assert app.locked
        app.let_go()
        assert driver._given == {}
        with pytest.raises(Locked):
            encrypted.people.others()
        # Nothing that goes on by itself fails, and no key reaches what lies below.
        app._look_for_changes()
        app.keep_drafts()
        await pilot.press("f8", "f2", "f1", "escape", "ctrl+p")
        assert isinstance(app.screen, LockScreen)
        app.screen.query_one(Input).focus()
        await pilot.press(*"quince", "enter")
        await pilot.pause()
        assert isinstance(app.screen, LockScreen)
        assert "does not open" in " ".join(shown(app).split())
        await pilot.press(*"qx", "backspace")
        assert app.screen.query_one(Input).value == "q"
        app.screen.query_one(Input).value = WORDS
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        assert "tea" in shown(app)
        assert encrypted.planner.add_topic(person.id, "after the lock").id
        assert encrypted.draft(f"room:{person.id}") == "tea"


async def test_a_locked_app_can_be_left_and_hung_up(encrypted: Rhythm) -> None:
    app = RhythmApp(encrypted)
    async with app.run_test() as pilot:
        await pilot.press("f9")
        await pilot.pause()
        app.let_go()
        await pilot.press("ctrl+q")
    assert app._exit
    assert not encrypted.has_written
    encrypted.close()


async def test_hidden_from_the_start_by_option_and_by_setting(rhythm: Rhythm, org: Org) -> None:
    for app in (
        RhythmApp(rhythm, hidden=True),
        RhythmApp(
            Rhythm(rhythm._db, rhythm.clock, Settings()._replace(look=Settings().look._replace(hidden_at_start=True)))
        ),
    ):
        async with app.run_test(size=WIDE) as pilot:
            await pilot.press("2")
            await pilot.pause()
            assert "Dana" not in shown(app)
            await pilot.press("h")
            await pilot.pause()
            assert "Dana Okoye" in shown(app)


def test_the_option_reaches_the_app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    started: list[bool] = []
    terminal = SimpleNamespace(isatty=lambda: True, flush=lambda: None, write=lambda _text: None)
    monkeypatch.setattr(app_command, "sys", SimpleNamespace(stdin=terminal, stdout=terminal, modules=sys.modules))
    monkeypatch.setattr(RhythmApp, "run", lambda app: started.append(app.veil.hidden))
    store = str(tmp_path / "rhythm.db")
    assert main(["--db", store, "--hidden"]) == 0
    assert main(["--db", store]) == 0
    assert started == [True, False]


async def test_a_crash_prints_where_and_neither_locals_nor_what_was_typed(
    rhythm: Rhythm, org: Org, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        typed = f"{org.dana.name} is quiet"
        raise ValueError(f"that went wrong with {typed}")

    app = RhythmApp(rhythm)
    with pytest.raises(ValueError, match="went wrong"):
        async with app.run_test() as pilot:
            app.call_later(fail)
            await pilot.pause()
    said = capsys.readouterr()
    assert "ValueError" in said.err
    assert "in fail" in said.err
    assert "Dana" not in said.out + said.err
