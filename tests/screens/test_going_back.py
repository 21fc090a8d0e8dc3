"""Escape on a page takes that page away, and no other."""

from __future__ import annotations

from rhythm.app import RhythmApp
from rhythm.screens.bench import BenchScreen
from rhythm.screens.board import BoardScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW


async def test_a_page_that_is_gone_takes_no_other_with_it(rhythm: Rhythm, org: Org) -> None:
    assert org.rhythm is rhythm
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        board, bench = BoardScreen(rhythm), BenchScreen(rhythm)
        for page in (board, bench):
            app.open_page(page)
            await settle(pilot)
        bench.action_back()
        bench.action_back()
        await settle(pilot)
        assert app.screen is board
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is not board
