"""What windows of all kinds have in common to the eye: the field in hand, keys that choose, what is called empty."""

from __future__ import annotations

from rhythm.app import RhythmApp
from rhythm.screens.dialogs.form import FormDialog
from rhythm.screens.dialogs.pick import Choice, pick
from rhythm.screens.growth import GrowthScreen
from rhythm.screens.portfolio import PortfolioScreen
from rhythm.screens.practices import PracticesScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, shown, type_line
from widgets.capture_input import CaptureInput
from widgets.key_line import KeyLine
from widgets.row_list import RowList

_SEEN = 0.03
"""By how much a ground is brighter than the one beside it, where one sees it."""


async def test_evidence_is_not_called_empty_before_anything_is_typed(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        app.open_page(GrowthScreen(rhythm))
        await settle(pilot)
        assert app.screen.query_one("#list", RowList).highlight("area:scale")
        await pilot.press("plus")
        await settle(pilot)
        assert "Scale" in shown(app)
        assert "is empty" not in shown(app)
        await type_line(pilot, "two teams")
        await settle(pilot)
        assert "today" in shown(app)
        await pilot.press(*["backspace"] * len("two teams"))
        await settle(pilot)
        await pilot.press("tab")
        await settle(pilot)
        await type_line(pilot, "32 foo")
        await settle(pilot)
        assert "is empty" in shown(app)


async def test_both_keys_that_choose_in_a_list_are_drawn_as_keys(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        pick(app, "Which one?", lambda: [Choice("1", "Release date")], lambda _: None)
        await settle(pilot)
        keys = app.screen.query_one("#keys", KeyLine)
        parts = [(segment.text, bool(segment.style and segment.style.bold)) for segment in keys.render_line(0)]
        assert ("up down", True) in parts


async def test_the_field_in_hand_stands_out_in_a_form_of_labels_above_fields(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        app.open_page(PortfolioScreen(rhythm))
        await settle(pilot)
        await pilot.press("plus")
        await settle(pilot)
        assert isinstance(app.screen, FormDialog)
        first, second = list(app.screen.query(CaptureInput))[:2]
        assert first.has_focus
        assert first.background_colors[1].brightness - second.background_colors[1].brightness > _SEEN


async def test_a_long_title_ends_after_a_word(rhythm: Rhythm, org: Org) -> None:
    rhythm.people.edit(org.dana.id, name="Dana Okoye Featherstonehaugh-Cholmondeley of the Marylebone")
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert app.screen.query_one("#list", RowList).highlight(f"person:{org.dana.id}")
        await pilot.press("i")
        await settle(pilot)
        title = str(app.screen.query_one(".dialog").border_title)
        assert title.startswith("A note about Dana Okoye")
        assert title.endswith(" the…")
        await pilot.resize_terminal(40, 10)
        await settle(pilot)
        assert app.screen.query_one(".dialog").border_title == "A note about Dana Okoye…"
        assert " A note about Dana Okoye… " in shown(app)


async def test_a_window_of_one_field_speaks_of_no_next_one(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        for page, key, several in ((PracticesScreen, "plus", False), (PortfolioScreen, "plus", True)):
            app.open_page(page(rhythm))
            await settle(pilot)
            await pilot.press(key)
            await settle(pilot)
            assert isinstance(app.screen, FormDialog)
            assert ("next field" in shown(app)) == several
            await pilot.press("escape")
            await settle(pilot)


async def test_a_list_to_choose_from_tells_what_is_not_found_from_what_is_not_there(rhythm: Rhythm) -> None:
    app, choices = RhythmApp(rhythm), list[Choice]()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        pick(app, "Which one?", lambda: choices, lambda _: None)
        await settle(pilot)
        assert "There is nothing to choose from yet." in shown(app)
        await pilot.press("escape")
        choices.append(Choice("1", "Release date"))
        pick(app, "Which one?", lambda: choices, lambda _: None)
        await settle(pilot)
        await type_line(pilot, "pager")
        await settle(pilot)
        assert "Nothing is called that." in shown(app)
