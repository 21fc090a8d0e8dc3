"""ctrl+s stores in every dialog: what Enter does, from wherever the cursor is."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from rhythm.app import RhythmApp
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.dialogs.capture import CaptureDialog
from rhythm.screens.dialogs.form import Field, FormDialog, ask_fields
from rhythm.screens.dialogs.split import SplitDialog
from rhythm.screens.place import PageScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import Full, settle
from tests.screens.tracking import NARROW, type_line
from widgets.capture_input import CaptureInput


@pytest.fixture
def full(unreviewed: Full) -> Full:
    """A store with something of everything."""
    return unreviewed


async def test_ctrl_s_logs_what_stands_in_the_line(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await type_line(pilot, "who signs the contract")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
    assert [row.summary for row in rhythm.tracker.newest()] == ["who signs the contract"]


async def test_ctrl_s_leaves_a_line_that_cannot_be_read_where_it_is(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e", "ctrl+s")
        await type_line(pilot, "who signs on:tomorrow")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, CaptureDialog)
    assert not rhythm.tracker.newest()


async def test_ctrl_s_stores_a_form_a_sheet_and_a_line(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("2")
        await settle(pilot)
        await pilot.press("i", *"calm", "ctrl+s")
        await settle(pilot)
        await pilot.press("ctrl+k", *"away", "ctrl+s")
        await settle(pilot)
        await pilot.press("6", "f", "plus")
        await settle(pilot)
        await pilot.press(*"Search", "tab", *"core", "tab", "3", "shift+tab", "ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
    assert [bet.name for bet in rhythm.portfolio.bets()] == ["Search"]
    assert rhythm.find("calm").hits


async def test_ctrl_s_takes_the_choice_of_a_list_and_says_yes(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(ConflictScreen(app.rhythm, full.card))
        await settle(pilot)
        await pilot.press("ctrl+g", *"vendor", "ctrl+s")
        await settle(pilot)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
    assert full.rhythm.undoable(1)[0].label.startswith("merge")


async def test_ctrl_s_among_the_rows_splits_at_once(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(ConflictScreen(app.rhythm, full.card))
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert isinstance(app.screen, SplitDialog)
        await pilot.press("space", "ctrl+s")
        await settle(pilot)
        assert not isinstance(app.screen, SplitDialog)
    found = full.rhythm.tracker.conflict(full.card)
    assert found is not None
    assert len(found.rows) == 2


async def test_a_second_enter_before_a_form_is_gone_answers_nothing(rhythm: Rhythm, org: Org) -> None:
    assert org.rhythm is rhythm
    app, answers = RhythmApp(rhythm), list[dict[str, str]]()
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("2", "v")
        await settle(pilot)
        page = app.screen
        ask_fields(app, "once", "Once", [Field("text", "A text", "calm")], answers.append)
        await settle(pilot)
        form = app.screen
        assert isinstance(form, FormDialog)
        for _ in range(2):
            form.on_input_submitted(Input.Submitted(form.query_one(CaptureInput), "calm"))
        await settle(pilot)
        assert app.screen is page
    assert answers == [{"text": "calm"}]


async def test_a_second_enter_before_a_split_is_gone_splits_nothing_more(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(ConflictScreen(app.rhythm, full.card))
        await settle(pilot)
        page = app.screen
        await pilot.press("s")
        await settle(pilot)
        split = app.screen
        assert isinstance(split, SplitDialog)
        await pilot.press("space")
        for _ in range(2):
            split.on_input_submitted(Input.Submitted(split.query_one(CaptureInput), ""))
        await settle(pilot)
        assert app.screen is page
        assert not app._notifications
