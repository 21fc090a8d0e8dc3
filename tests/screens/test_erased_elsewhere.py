"""Somebody is erased in a shell while the app stands open with half a text about them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.errors import Erased
from rhythm.screens.opening import open_key
from rhythm.screens.people import PeopleScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from tests.builders import FixedClock
from tests.cli.shell import FRIDAY, build_org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, shown
from widgets.draft_area import DraftArea
from widgets.row_list import RowList

NOT_KEPT = "what you typed is not kept: it is about somebody who was erased\nnothing is kept about them any more"


@asynccontextmanager
async def with_another(tmp_path: Path) -> AsyncIterator[tuple[Pilot[None], Rhythm, Rhythm]]:
    """The app on People with the cursor on Noor, its service, and that of another process."""
    store = tmp_path / "rhythm.db"
    build_org(store)
    clock = FixedClock(FRIDAY)
    rhythm, other = (Rhythm(open_store(store, clock, backups=tmp_path / "shelf"), clock, Settings()) for _ in range(2))
    app = RhythmApp(rhythm, place="people")
    try:
        async with app.run_test(size=NARROW) as pilot:
            await settle(pilot)
            app.screen.query_one("#list", RowList).highlight(f"person:{rhythm.people.find('noor').id}")
            await settle(pilot)
            yield pilot, rhythm, other
    finally:
        rhythm.close()
        other.close()


def looks_again(pilot: Pilot[None]) -> None:
    assert isinstance(pilot.app, RhythmApp)
    pilot.app._look_for_changes()


def told(pilot: Pilot[None]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


async def test_notes_of_a_room_that_is_open_are_not_kept_and_the_user_is_told(tmp_path: Path) -> None:
    async with with_another(tmp_path) as (pilot, rhythm, other):
        noor = rhythm.people.find("noor")
        await pilot.press("enter", "i", *"half a sent")
        pilot.app.screen.query_one("#notes", DraftArea).flush()
        await settle(pilot)
        assert other.draft(f"room:{noor.id}") == "half a sent"
        other.forgetting.erase(noor)
        looks_again(pilot)
        await settle(pilot)
        assert told(pilot) == [NOT_KEPT]
        await pilot.press(*"ence")
        pilot.app.screen.query_one("#notes", DraftArea).flush()
        await settle(pilot)
        assert told(pilot) == [NOT_KEPT]
        assert pilot.app.screen.query_one("#notes", DraftArea).text == "half a sentence"
        assert isinstance(pilot.app, RhythmApp)
        assert "not saved" in shown(pilot.app)
        assert other.drafts("") == {}
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen)
        open_key(pilot.app.screen, f"person:{noor.id}")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen)
        await pilot.press("ctrl+q")
        assert pilot.app._exit
    assert b"half a sent" not in (tmp_path / "rhythm.db").read_bytes()


async def test_a_room_in_which_nothing_was_typed_is_left(tmp_path: Path) -> None:
    async with with_another(tmp_path) as (pilot, rhythm, other):
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, RoomScreen)
        other.forgetting.erase(rhythm.people.find("noor"))
        looks_again(pilot)
        await settle(pilot)
        assert isinstance(pilot.app.screen, PeopleScreen)
        assert told(pilot) == []


@pytest.mark.parametrize("keys", [("escape",), ("enter", "escape"), ("ctrl+q",)])
async def test_a_line_in_a_window_is_not_kept_and_the_user_is_told_before_it_is_gone(
    tmp_path: Path, keys: tuple[str, ...]
) -> None:
    async with with_another(tmp_path) as (pilot, rhythm, other):
        await pilot.press("i", *"half a line")
        await settle(pilot)
        other.forgetting.erase(rhythm.people.find("noor"))
        await pilot.press(*keys)
        await settle(pilot)
        assert told(pilot)[-1] == NOT_KEPT
        assert not pilot.app._exit
        assert other.drafts("") == {}
        assert other.find("half").hits == ()
        await pilot.press("ctrl+q")
        assert pilot.app._exit


async def test_a_line_about_another_one_who_was_erased_later_is_told_of_too(tmp_path: Path) -> None:
    async with with_another(tmp_path) as (pilot, rhythm, other):
        app = pilot.app
        await pilot.press("i", *"half a line")
        await settle(pilot)
        other.forgetting.erase(rhythm.people.find("noor"))
        await pilot.press("escape")
        await settle(pilot)
        assert told(pilot) == [NOT_KEPT]
        await pilot.press("escape")
        app.clear_notifications()
        looks_again(pilot)
        await settle(pilot)
        chris = rhythm.people.find("chris alder")
        app.screen.query_one("#list", RowList).highlight(f"person:{chris.id}")
        await settle(pilot)
        await pilot.press("i", *"another line")
        await settle(pilot)
        other.forgetting.erase(chris)
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert told(pilot) == [NOT_KEPT]
        assert not app._exit
        await pilot.press("ctrl+q")
        assert app._exit


async def test_what_is_not_shown_behind_a_lock_was_not_told(tmp_path: Path) -> None:
    async with with_another(tmp_path) as (pilot, _, _):
        app = pilot.app
        assert isinstance(app, RhythmApp)
        app.action_lock()
        await settle(pilot)
        app.show_error(Erased("what you typed is not kept"))
        assert not app._told_erased
        assert told(pilot) == []
