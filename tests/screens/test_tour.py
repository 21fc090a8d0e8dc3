"""The tour of the sample organisation: each stop opens what it speaks of, F5 comes back."""

from __future__ import annotations

from pathlib import Path

from rhythm.app import OFFER, RhythmApp
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.dialogs.capture import CaptureDialog
from rhythm.screens.named_keys import with_keys
from rhythm.screens.place import PageScreen
from rhythm.screens.room import RoomScreen
from rhythm.screens.tour import BACK, STOPS, TourScreen
from rhythm.service import Rhythm
from rhythm.storage import known
from tests.sample.planted import sample
from tests.screens.tracking import NARROW, shown
from widgets.row_list import RowList


async def test_every_stop_leads_where_it_says_and_is_ticked() -> None:
    app = RhythmApp(sample(), sample=True)
    pages = {"first person": RoomScreen, "first card": ConflictScreen, "log": CaptureDialog}
    async with app.run_test(size=NARROW) as pilot:
        for number, stop in enumerate(STOPS):
            await pilot.press("f5")
            await pilot.pause()
            assert isinstance(app.screen, TourScreen)
            assert f"{number} of {len(STOPS)} seen" in shown(app)
            row = app.screen.query_one("#list", RowList).highlighted
            assert row is not None
            assert row.key == stop.to
            await pilot.press("enter")
            await pilot.pause()
            await pilot.pause()
            if stop.to in pages:
                assert isinstance(app.screen, pages[stop.to])
                if stop.to == "first person":
                    # What the stop speaks of is there to be seen.
                    rows = app.screen.query_one("#queue", RowList)._source.window(0, 500)
                    assert {"topic", "promise"} <= {row.key.partition(":")[0] for row in rows}
                if stop.to == "log":
                    await pilot.press("escape", "escape")
                    await pilot.pause()
            else:
                assert isinstance(app.screen, PageScreen)
                assert f"place:{app.screen.PLACE}" == stop.to
                assert with_keys(BACK, {}) in shown(app)
        await pilot.press("f5")
        await pilot.pause()
        assert f"{len(STOPS)} of {len(STOPS)} seen" in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, TourScreen)


async def test_f5_goes_on_from_the_tour_and_ends_it_after_the_last_stop() -> None:
    ended: list[bool] = []
    app = RhythmApp(sample(), sample=True, tour_ended=lambda: ended.append(True))
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        assert "f5 opens the next stop" in shown(app)
        for _ in STOPS:
            await pilot.press("f5")
            await pilot.pause()
            await pilot.pause()
            assert not isinstance(app.screen, TourScreen)
            if isinstance(app.screen, CaptureDialog):
                await pilot.press(*"kept")
            await pilot.press("f5")
            await pilot.pause()
            assert isinstance(app.screen, TourScreen)
        assert ended == []
        assert "Escape or f5 ends the tour" in shown(app)
        assert "f5 opens the next stop" not in shown(app)
        await pilot.press("f5")
        await pilot.pause()
        assert not isinstance(app.screen, TourScreen)
        assert ended == [True]
    # Also over a window: what was typed in it is its draft.
    assert app.rhythm.draft("capture") == "kept"


async def test_escape_skips_the_tour_which_is_offered_no_more(tmp_path: Path) -> None:
    app = RhythmApp(sample(), sample=True, tour_ended=lambda: known.remember_tour(tmp_path / "state"))
    assert not known.tour_ended(tmp_path / "state")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("f5", "escape")
        await pilot.pause()
        assert not isinstance(app.screen, TourScreen)
    assert known.tour_ended(tmp_path / "state")


async def test_the_sample_offers_the_tour_and_an_own_store_does_not(rhythm: Rhythm) -> None:
    for app, offered in ((RhythmApp(sample(), sample=True), True), (RhythmApp(rhythm), False)):
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            assert (with_keys(OFFER, {}) in shown(app)) is offered
            await pilot.press("2")
            assert with_keys(OFFER, {}) not in shown(app)


async def test_in_an_empty_store_a_stop_without_records_says_so(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("f5", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, TourScreen)
        assert "nothing here yet" in shown(app)


async def test_outside_the_tour_a_window_that_waits_for_an_answer_stays(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("f5")
        await pilot.pause()
        assert isinstance(app.screen, CaptureDialog)
        assert "Press Escape" in "".join(str(toast.message) for toast in app._notifications)
