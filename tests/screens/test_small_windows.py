"""Windows in small terminals: nothing is cut unseen, the keys that matter stay, and no line of the few is wasted."""

from __future__ import annotations

import pytest
from textual.command import CommandList

from rhythm.app import RhythmApp
from rhythm.screens.dialogs.form import Field, ask_fields
from rhythm.screens.dialogs.keyed import choose
from rhythm.screens.dialogs.pick import Choice
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import NARROW, in_box, press, shown, type_line
from tests.widgets.showing import screen_lines
from widgets.capture_input import CaptureInput
from widgets.key_line import KeyLine
from widgets.row_list import RowList

SMALL = (40, 12)
HINT = "one name, or several with commas between them"
QUESTION = "Did they clearly understand what was expected of them?"


async def test_what_stands_in_an_empty_field_ends_after_a_word(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        ask_fields(app, "form", "A form", [Field("names", "Names", hint=HINT)], lambda _: None)
        await settle(pilot)
        assert "one name, or several with commas…" in shown(app)
        await pilot.resize_terminal(*NARROW)
        await settle(pilot)
        assert HINT in shown(app), "and is whole again where there is room"


async def test_a_question_that_is_longer_than_a_line_is_asked_whole(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        ask_fields(app, "form", "A form", [Field("one", QUESTION), Field("other", "Why")], lambda _: None)
        await settle(pilot)
        assert QUESTION in in_box(app)


async def test_a_form_that_opens_in_a_low_terminal_begins_with_its_first_label(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "portfolio, add"))
        assert app.focused is app.screen.query(CaptureInput).first()
        assert app.screen.find_widget(app.screen.query_one("#label-name")).visible_region.height == 1


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("people, notes pasted", {"enter", "escape"}),
        ("capture, pasted", {"enter", "escape"}),
        ("people, file, looked into", {"space", "enter", "escape"}),
        ("coverage, group", {"space", "enter", "escape"}),
        ("card, split", {"space", "enter", "escape"}),
        ("card, test", {"y", "n", "t", "escape"}),
        ("card, tension", {"enter", "escape"}),
        ("fix decided, in effect", {"enter", "escape"}),
        ("people, edit", {"enter", "ctrl+t", "escape"}),
    ],
)
async def test_the_keys_that_answer_stay_in_a_narrow_line(full: Full, name: str, keys: set[str]) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == name))
        assert {key for key, _ in app.screen.query_one(KeyLine)._fitting()} >= keys


@pytest.mark.parametrize("kind", [">", "!"])
async def test_the_key_that_leaves_a_record_out_stays_in_a_narrow_line(full: Full, kind: str) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "room, closing"))
        records = app.screen.query_one("#records", RowList)
        records.highlight(next(row.key for row in records.rows() if row.mark == kind))
        await settle(pilot)
        assert {key for key, _ in app.screen.query_one(KeyLine)._fitting()} == {"enter", "space", "escape"}


@pytest.mark.parametrize("key", ["ctrl+s", "enter"])
async def test_a_refusal_comes_into_sight_whichever_key_asked_and_the_list_again_with_its_cursor(
    full: Full, key: str
) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=SMALL) as pilot:
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "room, closing"))
        records = app.screen.query_one("#records", RowList)
        app.screen.query_one("#day", CaptureInput).value = "xx"
        await settle(pilot)
        records.focus()
        await press(pilot, "home")
        await settle(pilot)
        lines = app.screen.find_widget(records).visible_region.height
        assert "is not a day" not in in_box(app)
        await press(pilot, key)
        await settle(pilot)
        assert "is not a day" in in_box(app)
        await press(pilot, "down")
        await settle(pilot)
        assert app.screen.find_widget(records).visible_region.height == lines


@pytest.mark.parametrize(("many", "lines"), [(3, 3), (8, 8), (20, 9)])
async def test_a_list_that_is_alone_in_its_window_takes_all_lines_it_needs_and_no_more(
    rhythm: Rhythm, many: int, lines: int
) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        choices = [Choice(str(number), f"Cause {number}") for number in range(many)]
        choose(app, "Why?", lambda: choices, lambda _: None)
        await settle(pilot)
        listing = app.screen.query_one("#keyed-list", RowList)
        assert listing.size.height == lines
        assert app.screen.query_one(KeyLine).region.y == listing.region.bottom
        await press(pilot, "end")
        assert f"Cause {many - 1}" in shown(app)


@pytest.mark.parametrize("size", [(40, 10), SMALL, (60, 16), NARROW])
async def test_the_palette_has_its_lower_edge_in_every_terminal(rhythm: Rhythm, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, "ctrl+p")
        found = app.screen.query_one(CommandList).region
        assert found.bottom <= size[1]
        assert screen_lines(app)[found.bottom - 1].strip().startswith("╰")


async def test_a_capture_line_says_what_it_understood_where_there_is_room_for_it(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "e")
        await type_line(pilot, "Platform / Growth: who signs")
        await press(pilot, "escape", "e")
        assert "Draft of" in shown(app)
        assert "Platform, Growth · Fri 20 Nov, today" in shown(app)
        await press(pilot, "enter")
        asked = shown(app)
        assert "Platform, Growth · Fri 20 Nov, today" in asked
        assert "a ambiguity" in asked
        assert "decide later" in asked
        assert "Draft of" not in asked, "typing chooses now, and replaces nothing"


@pytest.mark.parametrize("place", ["today", "people"])
async def test_what_an_empty_book_says_stands_whole_in_a_narrow_terminal(rhythm: Rhythm, place: str) -> None:
    app = RhythmApp(rhythm, place=place)
    async with app.run_test(size=(40, 20)) as pilot:
        await settle(pilot)
        said = " ".join(shown(app).split())
        assert "Each of them gets a queue of topics, promises both ways and a rhythm." in said
        assert "rhythm import people FILE.csv --me YOUR@EMAIL rhythm --demo" in said


async def test_the_cover_says_each_sentence_on_a_line_of_its_own(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await press(pilot, "f9")
        said = [line.strip() for line in screen_lines(app) if line.strip()]
        assert said == ["rhythm is covered.", "Press any key to go on."]


async def test_what_may_stand_in_a_sheet_fills_its_lines(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=(60, 20)) as pilot:
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "growth, evidence"))
        assert "aligning teams, building high performance" in shown(app)
