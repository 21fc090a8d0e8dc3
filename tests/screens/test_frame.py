"""The frame that all screens share: list and pane, the line above, the line below, in every size."""

from __future__ import annotations

from rhythm.app import RhythmApp
from rhythm.domain.people import Relation
from rhythm.screens.person import PersonScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import press
from tests.widgets.showing import screen_lines
from widgets.row_list import RowList

NARROW = (80, 24)
WIDE = (120, 40)
FULL = (160, 50)


def above(app: RhythmApp) -> str:
    """The line above."""
    return screen_lines(app)[0].rstrip()


async def test_the_day_comes_back_whole_whatever_the_width_was_between(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=WIDE) as pilot:
        wide = above(app)
        assert wide.endswith("1 verdict due · Fri 20 Nov")
        for width, end in ((60, "6 Org"), (76, "Fri 20 Nov"), (120, "1 verdict due · Fri 20 Nov")):
            await pilot.resize_terminal(width, 30)
            await settle(pilot)
            assert above(app).endswith(end)
        # A place that is not in front does not hear of it, and stands right all the same when it is opened again.
        await pilot.press("2")
        await settle(pilot)
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        await pilot.press("1")
        await settle(pilot)
        assert app.screen.has_class("-narrow")
        assert above(app).endswith("6 Org            Fri 20 Nov")
        await pilot.resize_terminal(*WIDE)
        await settle(pilot)
        assert above(app) == wide


async def test_a_page_below_another_has_the_size_of_the_terminal_when_it_comes_back(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("2")
        await settle(pilot)
        app.open_page(PersonScreen(full.rhythm, full.org.dana))
        await settle(pilot)
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen.query_one("#list", RowList).size.width == NARROW[0]


async def test_while_names_are_hidden_the_line_above_says_so_in_every_width(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        assert "hidden" not in above(app)
        await pilot.press("h")
        await settle(pilot)
        for width in (120, 80, 60, 40):
            await pilot.resize_terminal(width, 24)
            await settle(pilot)
            assert above(app).endswith("hidden"), width
        await pilot.press("2")
        await settle(pilot)
        assert above(app).endswith("hidden")
        await pilot.press("h")
        await settle(pilot)
        assert "hidden" not in above(app)


async def test_a_blank_line_stands_below_the_head_of_a_page(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for name in ("settings", "tour", "coverage", "coverage, team", "portfolio", "growth", "interfaces", "team"):
            await go(pilot, app, full, next(stop for stop in STOPS if stop.name == name))
            assert screen_lines(app)[1].strip(), name
            assert not screen_lines(app)[2].strip(), name


async def test_without_a_row_no_pane_stands_beside_the_list(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        for keys in ("1", "2", "3", "6", "2v", "2c", "/"):
            await press(pilot, "1", *keys)
            assert not app.screen.query_one("#detail").display, keys
            assert app.screen.query_one("#list", RowList).region.width == WIDE[0], keys
        await press(pilot, "escape", "2")
        rhythm.people.add("Dana Okoye", relation=Relation.MANAGER)
        app.store_changed.publish(None)
        await settle(pilot)
        assert app.screen.query_one("#detail").display, "the first row has something to say"
        await press(pilot, "1")
        assert app.screen.query_one("#detail").display
        await press(pilot, "/", *"qqqq")
        assert not app.screen.query_one("#detail").display, "nothing was found"
        await press(pilot, *["backspace"] * 4, *"okoye")
        assert app.screen.query_one("#detail").display
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        assert not app.screen.query_one("#detail").display, "nor where there is no room for one"
