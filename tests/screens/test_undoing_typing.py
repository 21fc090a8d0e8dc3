"""ctrl+z within a text: it takes back what was typed, and neither stops the program nor undoes what is stored."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from rhythm.app import RhythmApp
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from rhythm.settings import Settings
from tests.builders import Org
from tests.screens.tracking import NARROW
from widgets.draft_area import DraftArea

KEYS = [{}, {"app.undo": "u,ctrl+z"}]
"""As shipped, and as the comments of the settings show it."""


@pytest.mark.parametrize("keys", KEYS)
async def test_in_a_note_it_undoes_typing_and_nothing_that_is_stored(
    rhythm: Rhythm, org: Org, keys: dict[str, str]
) -> None:
    rhythm.settings = Settings(keys=keys)
    topic = rhythm.planner.add_topic(org.dana.id, "criteria")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(RoomScreen(rhythm, org.dana))
        await pilot.pause()
        await pilot.press("i", *"tea", "enter", *"milk")
        note = app.screen.query_one(DraftArea)
        assert note.text == "tea\nmilk"
        for left in ("tea\n", "tea", "", ""):
            await pilot.press("ctrl+z")
            assert note.text == left
        await pilot.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert note.text == "tea\nmilk"
        assert note.has_focus
        assert app.is_running
        assert app._notifications._notifications == {}
    assert rhythm.planner.topic(topic.id) == topic


@pytest.mark.parametrize("keys", KEYS)
async def test_in_a_line_it_changes_nothing(rhythm: Rhythm, org: Org, keys: dict[str, str]) -> None:
    rhythm.settings = Settings(keys=keys)
    topic = rhythm.planner.add_topic(org.dana.id, "criteria")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        for opens in ("e", "slash"):
            await pilot.press(opens, *"tea", "ctrl+z")
            await pilot.pause()
            line = app.screen.query_one(Input)
            assert (line.value, line.has_focus) == ("tea", True), opens
            await pilot.press("escape", "escape")
    assert rhythm.planner.topic(topic.id) == topic
