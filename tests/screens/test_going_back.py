"""Escape on a page takes that page away, and no other."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rhythm.app import RhythmApp
from rhythm.screens.bench import BenchScreen
from rhythm.screens.board import BoardScreen
from rhythm.screens.place import PageScreen
from rhythm.screens.search import SearchScreen
from rhythm.screens.tour import TourScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW


@pytest.mark.parametrize("page", [BenchScreen, SearchScreen, TourScreen])
async def test_a_page_that_is_gone_takes_no_other_with_it(
    rhythm: Rhythm, org: Org, page: Callable[[Rhythm], PageScreen]
) -> None:
    assert org.rhythm is rhythm
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        board, above = BoardScreen(rhythm), page(rhythm)
        for one in (board, above):
            app.open_page(one)
            await settle(pilot)
        above.action_back()
        above.action_back()
        await settle(pilot)
        assert app.screen is board
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is not board
