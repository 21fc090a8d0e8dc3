"""An encrypted store in the app: its passphrase is asked for on a screen, and no editor gets its text."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

import pytest
from textual.widgets import Input, Static

from rhythm.app import RhythmApp
from rhythm.cli import app_command
from rhythm.cli.context import Context
from rhythm.errors import Locked, RhythmError, StoreError
from rhythm.screens.room import RoomScreen
from rhythm.screens.unlock import UnlockApp
from rhythm.settings.schema import Look
from rhythm.storage import driver, encrypting, keys
from tests.builders import FixedClock
from tests.cli.shell import build_org
from tests.screens.tracking import NARROW, WIDE
from tests.widgets.showing import screen_lines

WORDS = "correct horse battery"
FRIDAY = dt.date(2026, 11, 20)


@pytest.fixture
def context(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Context:
    """The app about to be opened on an encrypted store."""
    monkeypatch.setattr(keys, "ROUNDS", 10)
    store = tmp_path / "data" / "rhythm.db"
    store.parent.mkdir()
    build_org(store)
    encrypting.rekey(store, keys.new_key(WORDS), "encrypt the store", FixedClock(FRIDAY))
    driver.forget_keys()
    return Context(argparse.Namespace(db=str(store), today="2026-11-20"))


def said(app: UnlockApp) -> str:
    return "\n".join(str(found.content) for found in app.screen.query(Static))


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_wrong_passphrase_is_said_and_the_right_one_opens(context: Context, size: tuple[int, int]) -> None:
    def unlock(typed: str) -> None:
        if not keys.unlock(context.store, typed):
            raise Locked("that does not open it", "type the passphrase")

    app = UnlockApp(Look(), Locked(f"{context.store} is encrypted"), unlock)
    async with app.run_test(size=size) as pilot:
        assert str(context.store) in said(app)
        await pilot.press("enter")
        await pilot.press(*"quince", "enter")
        assert "that does not open it" in said(app)
        assert app.screen.query_one(Input).value == ""
        await pilot.press(*WORDS, "enter")
        assert WORDS not in said(app)
    assert app.return_value is True


async def test_leaving_opens_nothing(context: Context) -> None:
    app = UnlockApp(Look(), Locked("it is encrypted"), lambda typed: keys.unlock(context.store, typed))
    async with app.run_test() as pilot:
        await pilot.press("escape")
    assert app.return_value is False


def test_the_app_asks_on_a_screen_before_the_store_is_opened(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(app: UnlockApp) -> bool:
        with pytest.raises(RhythmError, match="does not open"):
            app._unlock("quince")
        app._unlock(WORDS)
        return True

    monkeypatch.setattr(UnlockApp, "run", typed)
    context.asks = False
    rhythm = app_command._opened(context)
    assert rhythm.guard.is_encrypted
    assert len(rhythm.people.others()) > 0
    context.close()
    driver.forget_keys()
    monkeypatch.setattr(UnlockApp, "run", lambda _app: False)
    with pytest.raises(StoreError, match="is encrypted"):
        app_command._opened(context)


async def test_no_editor_gets_the_text_of_an_encrypted_store(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "true")
    assert keys.unlock(context.store, WORDS)
    rhythm = context.write()
    app = RhythmApp(rhythm)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(rhythm, rhythm.people.others()[0]))
        await pilot.pause()
        await pilot.press("i", *"tea")
        await pilot.press("f4")
        await pilot.pause()
        assert [toast.message for toast in app._notifications if "encrypted" in toast.message]
    context.close()


async def test_it_looks_as_the_app_does(context: Context) -> None:
    app = UnlockApp(Look(theme="light", ascii=True), Locked("it is encrypted"), lambda _typed: None)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert app.theme == "rhythm-light"
        assert all(line.isascii() for line in screen_lines(app))
        assert screen_lines(app)[-1].strip() == "esc leave"


def test_the_theme_of_the_settings_holds_before_the_store_is_open(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    themes: list[str] = []
    monkeypatch.setenv("RHYTHM_THEME", "high-contrast")
    monkeypatch.setattr(UnlockApp, "run", lambda app: themes.append(app.theme))
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    with pytest.raises(Locked):
        app_command.open_app(context)
    assert themes == ["rhythm-contrast"]
