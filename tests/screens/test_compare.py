"""Two quarters side by side, and answers over time, by keys alone."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.screens.compare import AnswersScreen, CompareScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.sample.planted import sample
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, WIDE, shown
from tests.service.quarters import answered
from widgets.row_list import RowList

_PATIENCE = 50


async def opened(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each once what the one before it brought up stands."""
    await settle(pilot)
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await settle(pilot)


async def compared(pilot: Pilot[None]) -> CompareScreen:
    """The page that `c` opens, once it stands."""
    await opened(pilot, "c")
    for _ in range(_PATIENCE):
        if isinstance(pilot.app.screen, CompareScreen) and pilot.app.screen.query_one("#list", RowList).rows():
            break
        await pilot.pause()
    page = pilot.app.screen
    assert isinstance(page, CompareScreen)
    return page


@pytest.mark.parametrize("size", [NARROW, WIDE, (160, 50)])
async def test_comparing_by_keys_alone(rhythm: Rhythm, org: Org, clock: FixedClock, size: tuple[int, int]) -> None:
    answered(org, clock)
    app = RhythmApp(rhythm, place="quarter")
    async with app.run_test(size=size) as pilot:
        page = await compared(pilot)
        page.query_one("#list", RowList).highlight("question:structure")
        await pilot.pause()
        said = shown(app)
        assert "Q3 2026 (closed) beside Q4 2026 (open)" in said
        for words in ("The train held.", "Nothing yet.", "It did not.", "Changed after closing"):
            assert words in said
        await pilot.press("ctrl+left")
        await pilot.pause()
        assert "Q2 2026 was not reviewed" in shown(app)
        page.query_one("#list", RowList).highlight("question:structure")
        await opened(pilot, "enter")
        assert isinstance(app.screen, AnswersScreen)
        assert "2 answers" in shown(app)
        await opened(pilot, "ctrl+right")
        assert "Dana." in shown(app)
        await opened(pilot, "escape", "escape", "left_square_bracket", "t")
        assert isinstance(app.screen, AnswersScreen)
        assert "Nothing yet." in shown(app)


async def test_no_question_is_cut_in_a_narrow_terminal_and_where_it_was_answered_stands_above() -> None:
    rhythm = sample()
    app = RhythmApp(rhythm, place="quarter")
    async with app.run_test(size=NARROW) as pilot:
        listing = (await compared(pilot)).query_one("#list", RowList)
        asked = [row for row in listing.rows() if row.key.startswith("question:")]
        for row in asked:
            assert listing.highlight(row.key)
            await pilot.pause()
            assert row.main in shown(app), row.main
            assert row.detail == ()
        assert len(asked) == len(rhythm.quarters.questions)
        heads = [row for row in listing.rows() if row.main == "QUESTIONS"]
        assert [head.right for head in heads] == ["answered in Q3 2026 alone"]
