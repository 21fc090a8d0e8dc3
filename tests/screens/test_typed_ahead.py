"""Keys that come in one packet, as over a slow line."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from rhythm.app import RhythmApp
from rhythm.screens.conflicts import ConflictsScreen
from rhythm.screens.dialogs.capture import CaptureDialog
from rhythm.screens.search import SearchScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.tracking import NARROW


async def at_once(pilot: Pilot[None], *typed: str | events.Paste) -> None:
    """Keys and pastes without a moment between them."""
    for one in typed:
        key = one if isinstance(one, events.Paste) else events.Key(one, one if len(one) == 1 else None)
        pilot.app.post_message(key)
    for _ in range(6):
        await pilot.pause()


async def test_what_is_typed_behind_the_key_that_opens_a_field_stands_in_it(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "e", *"Platform moved 2 qu")
        assert isinstance(app.screen, CaptureDialog)
        assert app.screen.query_one("#capture-line", Input).value == "Platform moved 2 qu"


async def test_behind_a_place_that_was_never_opened_too(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "2", "slash", *"dana")
        assert isinstance(app.screen, SearchScreen)
        assert app.screen.query_one(Input).value == "dana"


async def test_a_paste_waits_for_the_field_as_well(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "e", events.Paste("Growth asks again"), "!")
        assert isinstance(app.screen, CaptureDialog)
        assert app.screen.query_one("#capture-line", Input).value == "Growth asks again!"


async def test_each_key_of_many_goes_where_the_one_before_it_led(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await at_once(pilot, "e", *"one row", "escape", "3", "e", *"another")
        assert isinstance(app.screen_stack[0], ConflictsScreen)
        assert isinstance(app.screen, CaptureDialog)
        assert app.screen.query_one("#capture-line", Input).value == "another"


async def test_no_key_waits_for_one_that_a_widget_kept(rhythm: Rhythm, monkeypatch: pytest.MonkeyPatch) -> None:
    class Keeps(Static, can_focus=True):
        def on_key(self, event: events.Key) -> None:
            event.stop()
            kept.append(event.key)

    kept: list[str] = []
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await app.screen.mount(taker := Keeps())
        app.screen.set_focus(taker)
        # As if the time had passed at once.
        monkeypatch.setattr(app, "set_timer", lambda _seconds, do: app.call_later(do))
        await at_once(pilot, "x", "y", "z")
        assert kept == ["x", "y", "z"]
