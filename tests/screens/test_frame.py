"""The frame that all screens share: list and pane, the line above, the line below, in every size."""

from __future__ import annotations

from rhythm.app import RhythmApp
from rhythm.screens.dialogs.dialog import Dialog
from rhythm.screens.person import PersonScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import PAGES, STOPS, Full, go, settle
from tests.widgets.showing import screen_lines
from widgets.bars import FootBar, KeyLine, key_name
from widgets.head_line import HeadLine
from widgets.row_list import RowList

NARROW = (80, 24)
WIDE = (120, 40)
FULL = (160, 50)
_LEAST = 78
"""Columns that a list keeps in a terminal of 80 columns, whatever stands around it."""


def cut_in(listing: RowList) -> list[str]:
    """The rows in sight of which something is cut off."""
    lines = [listing.render_line(y).text.rstrip() for y in range(listing.size.height)]
    return [line for line in lines if "…" in line]


async def test_no_list_is_narrower_in_a_wider_terminal_unless_it_fits(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    squeezed, seen = [], set()
    async with app.run_test(size=WIDE) as pilot:
        for stop in PAGES:
            await go(pilot, app, full, stop)
            if type(app.screen) in seen:
                continue
            seen.add(type(app.screen))
            for size in (WIDE, FULL, WIDE):
                squeezed += [
                    (stop.name, app.size.width, listing.size.width)
                    for listing in app.screen.query(RowList)
                    if listing.size.width and listing.size.width < _LEAST and cut_in(listing)
                ]
                await pilot.resize_terminal(*size)
                await settle(pilot)
    assert squeezed == []


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


async def test_the_title_of_every_page_stands_right_below_the_places(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    lower, titled = [], set()
    async with app.run_test(size=WIDE) as pilot:
        for stop in PAGES:
            await go(pilot, app, full, stop)
            for head in app.screen.query("#head").results(HeadLine):
                titled.add(type(app.screen))
                if head.region.y != 1:
                    lower.append((stop.name, head.region.y))
    assert lower == []
    assert len(titled) > 20


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


async def test_the_keys_of_a_window_stand_whole_and_the_way_out_stays(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    seen, wrong = set(), []
    async with app.run_test(size=NARROW) as pilot:
        for stop in STOPS:
            if stop.page or stop.name == "palette":
                continue
            await go(pilot, app, full, stop)
            if type(app.screen) in seen or not isinstance(app.screen, Dialog):
                continue
            seen.add(type(app.screen))
            bar = app.screen.query_one(KeyLine)
            for width in (80, 60, 40):
                await pilot.resize_terminal(width, 24)
                await settle(pilot)
                shown = [f"{key_name(key)} {verb}" for key, verb in bar._pairs]
                parts = [part.strip() for part in bar.render_line(0).text.split("  ") if part.strip()]
                whole = set(parts) <= set(shown) and parts[-1] == shown[-1] and "esc" in parts[-1]
                wrong += [] if whole else [(stop.name, width, parts)]
            await pilot.resize_terminal(*NARROW)
    assert wrong == []
    assert len(seen) > 20


async def test_the_footer_is_never_longer_than_the_screen_and_ends_with_help(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    seen, wrong = set(), []
    async with app.run_test(size=NARROW) as pilot:
        for stop in PAGES:
            await go(pilot, app, full, stop)
            if type(app.screen) in seen:
                continue
            seen.add(type(app.screen))
            for width in (80, 60, 40):
                await pilot.resize_terminal(width, 24)
                await settle(pilot)
                bar = app.screen.query_one(FootBar)
                shown = {entry.shown + " " + entry.verb for entry in bar._entries}
                line = screen_lines(app)[-1]
                parts = {part.strip() for part in line.split("  ") if part.strip()}
                whole = parts <= shown and line.rstrip().endswith(("? help", "f1 help"))
                wrong += [] if whole else [(stop.name, width, line)]
            await pilot.resize_terminal(*NARROW)
    assert wrong == []
    assert len(seen) > 20


async def test_a_blank_line_stands_below_the_head_of_a_page(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=(80, 24)) as pilot:
        for name in ("settings", "tour", "coverage", "coverage, team", "portfolio", "growth", "interfaces", "team"):
            await go(pilot, app, full, next(stop for stop in STOPS if stop.name == name))
            assert screen_lines(app)[1].strip(), name
            assert not screen_lines(app)[2].strip(), name
