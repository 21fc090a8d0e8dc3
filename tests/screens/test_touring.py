"""The tour itself: it comes by every page and every window, and does not go on before it is there."""

from __future__ import annotations

import asyncio

import pytest
import textual.app
import textual.pilot

from rhythm.app import RhythmApp
from tests.screens.classes import that_are_shown
from tests.screens.touring import STOPS, Full, go
from tests.screens.tracking import NARROW

NOT_ON_THE_WAY = {
    # Takes every key, so that the tour would end there; test_lock.py looks at it.
    "LockScreen",
    # Only over a store in a file, and only while it works; test_working.py looks at it.
    "WorkingDialog",
}


def test_the_tour_comes_by_every_page_and_every_window() -> None:
    ours = {one.__name__ for one in that_are_shown()}
    assert len(ours) > 70
    assert ours - {stop.shows for stop in STOPS} == NOT_ON_THE_WAY


async def test_it_waits_for_every_window_also_where_the_machine_is_too_busy_to_let_it_run(
    full: Full, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual takes a program that was not let run for one that has nothing to do."""

    async def idle(*_: float) -> None:
        await asyncio.sleep(0)

    for module in (textual.app, textual.pilot):
        monkeypatch.setattr(module, "wait_for_idle", idle)
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for stop in STOPS:
            if stop.name in ("card, fix form", "growth, question", "growth, from a decision"):
                await go(pilot, app, full, stop)
                assert type(app.screen).__name__ == stop.shows
