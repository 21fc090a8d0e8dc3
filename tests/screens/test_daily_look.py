"""Today, People, Conflicts and what opens from them: nothing cut in mid-word, keys in sight, the mouse everywhere."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.widgets import Static

from rhythm.app import RhythmApp
from rhythm.domain.meetings import PromiseKind
from rhythm.screens.person import PersonScreen
from rhythm.screens.plan import PlanScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.sample.planted import sample
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import NARROW, WIDE, shown
from widgets.bars import FootBar, TabBar
from widgets.draft_area import DraftArea
from widgets.key_line import KeyLine
from widgets.plain import FACT_SEP
from widgets.row_list import Row, RowList
from widgets.rows import columns_of, lay_out
from widgets.week_grid import WeekGrid

FULL = (160, 50)


@pytest.fixture
def full(unreviewed: Full) -> Full:
    """A small organisation with something of everything."""
    return unreviewed


def cut_badly(row: Row, shown_as: tuple[str, str, str]) -> list[str]:
    """Texts of a row that end in mid-word, or within a fact."""
    bad = []
    for text, said in zip((row.main, row.fact, row.edge), shown_as, strict=True):
        if not said.endswith("…"):
            facts = text.split(FACT_SEP)
            wholes = ["", *(FACT_SEP.join(facts[:number]) for number in range(1, len(facts) + 1))]
            bad += [said] if said.strip() not in [whole.strip() for whole in wholes] else []
        elif text[len(said) - 1 : len(said)].isalnum():
            bad.append(said)
    return bad


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_rows_of_the_first_three_places_drop_whole_facts_and_never_end_in_mid_word(size: tuple[int, int]) -> None:
    app = RhythmApp(sample())
    found: list[str] = []
    async with app.run_test(size=size) as pilot:
        for key in "123":
            await pilot.press(key)
            await settle(pilot)
            listing = app.screen.query_one("#list", RowList)
            rows = list(listing._source.window(0, 400))
            width = listing.scrollable_content_region.width
            for row, columns in zip(rows, columns_of(rows, width), strict=True):
                pieces = lay_out(row, columns, width)
                found += cut_badly(row, (pieces.main.strip(), pieces.fact.strip(), pieces.right.strip()))
    assert found == []


async def test_the_keys_of_a_row_in_the_room_stand_below_it_and_not_beside_a_heading(rhythm: Rhythm, org: Org) -> None:
    asked = rhythm.planner.add_promise(org.dana.id, "look at pay", kind=PromiseKind.REQUEST)
    often = rhythm.planner.add_topic(org.dana.id, "launch criteria")
    for _ in range(3):
        rhythm.planner.hold(org.dana.id)
    rhythm.planner.add_topic(org.dana.id, "promotion case")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        app.open_page(RoomScreen(rhythm, org.dana))
        await settle(pilot)
        queue = app.screen.query_one("#queue", RowList)
        rows = list(queue._source.window(0, 200))
        told = {row.main: row.right for row in rows if not row.selectable}
        assert told["CARRIED 3 TIMES"] == told["ASKED FOR"] == ""
        for key, words in (
            (f"request:{asked.id}", "a accepts it, d declines it"),
            ("clarity:0", "k it is clear, n it is not, w they are unsure"),
            (f"topic:{often.id}", "d drops it, a makes it an action of yours, ! logs it"),
        ):
            assert words not in shown(app)
            assert queue.highlight(key)
            await settle(pilot)
            assert words in shown(app)


async def test_the_keys_of_closing_stay_in_sight_with_many_records_and_a_long_word_on_the_day(
    rhythm: Rhythm, org: Org
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        app.open_page(RoomScreen(rhythm, org.dana))
        await settle(pilot)
        await pilot.press("i")
        app.screen.query_one(DraftArea).insert("\n".join(f"> promise {number}, by fri" for number in range(20)))
        await pilot.press("ctrl+s")
        await settle(pilot)
        keys = app.screen.query_one(KeyLine)
        app.screen.query_one("#echo", Static).update("a word that is much longer than one line " * 8)
        await pilot.pause()
        await pilot.press(*["down"] * 6)
        await pilot.pause()
        assert app.screen.find_widget(keys).visible_region.height == 1
        assert "space leave out" in shown(app)


async def test_the_plan_begins_with_the_first_hour_says_that_there_is_more_and_keeps_two_named_chris_apart(
    rhythm: Rhythm, org: Org
) -> None:
    monday = rhythm.today() + dt.timedelta(days=3)
    for number, person in enumerate((org.chris_a, org.chris_m)):
        rhythm.planner.plan(person.id, monday, start=f"1{number + 5}:00")
    app = RhythmApp(rhythm)
    async with app.run_test(size=(72, 24)) as pilot:
        await settle(pilot)
        app.open_page(PlanScreen(rhythm))
        await settle(pilot)
        grid = app.screen.query_one(WeekGrid)
        lines = [grid.render_line(y).text for y in range(grid.size.height)]
        assert lines[1].startswith(" 09:00")
        grid.highlight(next(block.key for block in grid._blocks if block.label.startswith("Chris") and block.key))
        await settle(pilot)
        text = shown(app)
        assert "Chris A." in text or "Chris Alder" in text
        assert "Chris M." in text or "Chris Moon" in text
        assert "Chris…" not in text
    async with RhythmApp(rhythm).run_test(size=(80, 16)) as pilot:
        app = pilot.app  # type: ignore[assignment]
        await settle(pilot)
        app.open_page(PlanScreen(rhythm))
        await settle(pilot)
        grid = app.screen.query_one(WeekGrid)
        assert f"▼{17}:30" in shown(app)
        grid.focus()
        await pilot.press(*["pagedown"] * 9)
        assert "▲09:00" in shown(app)


async def test_the_page_of_a_person_says_you_where_they_report_to_the_director(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        for person, said in ((org.dana, "reports to you"), (org.noor, "reports to Dana Okoye")):
            app.open_page(PersonScreen(rhythm, person))
            await settle(pilot)
            assert said in shown(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_mouse_reaches_tabs_rows_footer_and_the_keys_of_a_dialog(full: Full, size: tuple[int, int]) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        for place in ("people", "conflicts", "today"):
            tab = next(span for span in app.screen.query_one(TabBar)._spans if span.name == place)
            await pilot.click(TabBar, offset=(tab.start + 1, 0))
            await settle(pilot)
            assert app.current_mode == place
            listing = app.screen.query_one("#list", RowList)
            rows = [row for row in listing._source.window(0, 200) if row.selectable]
            for row in rows:
                # What is out of sight is brought there by the wheel; here by the cursor.
                assert listing.highlight(rows[0].key)
                assert listing.highlight(row.key)
                line = listing._cursor - listing.scroll_offset.y if listing._cursor is not None else -1
                assert listing.highlight(next(one.key for one in rows if one.key != row.key))
                await pilot.pause()
                if 0 <= line < listing.size.height and listing._at_line(line + listing.scroll_offset.y)[1] is None:
                    index = listing._at_line(line + listing.scroll_offset.y)[0]
                    clicked = listing._row(index) if index is not None else None
                    await pilot.click(listing, offset=(6, line))
                    if clicked is not None and clicked.selectable:
                        assert listing.highlighted == clicked
        foot = app.screen.query_one(FootBar)
        log = next(span for span in foot._spans if span.name == "e")
        await pilot.click(foot, offset=(log.start, 0))
        await settle(pilot)
        keys = app.screen.query_one(KeyLine)
        assert "Log an escalation" in shown(app)
        back = next(span for span in keys._spans if span.name == "escape")
        await pilot.click(keys, offset=(keys.gutter.left + back.start, 0))
        await settle(pilot)
        assert not app.screen.is_modal


@pytest.mark.parametrize(
    ("name", "key"), [("settings", "none"), ("expectations", "expectation:1"), ("room", "prompt:")]
)
async def test_two_quick_clicks_on_a_row_that_has_no_page_say_so(full: Full, name: str, key: str) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == name))
        listing, line = next(
            (listing, line)
            for listing in app.screen.query(RowList)
            for line in range(listing.size.height)
            if (index := listing._at_line(line + listing.scroll_offset.y)[0]) is not None
            and listing._row(index).key.startswith(key)
        )
        await pilot.click(listing, offset=(6, line), times=2)
        await settle(pilot)
        assert "nothing more to open" in shown(app)
