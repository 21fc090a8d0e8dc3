"""The grid of a week: where the cursor goes, how a block is carried, and what is drawn."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown, MouseScrollUp
from textual.widgets import Input

from tests.widgets.showing import HOSTILE, Showing, lines, screen_lines
from widgets.plain import UNICODE
from widgets.tone import Tone
from widgets.week_blocks import Block, GridDay, Span
from widgets.week_grid import WeekGrid

DAYS = [GridDay(title) for title in ("Mon 23", "Tue 24", "Wed 25", "Thu 26", "Fri 27")]
DANA = Block("dana", 0, 9 * 60, 30, "Dana")
ILYA = Block("ilya", 0, 10 * 60 + 30, 60, "Ilya")
NOOR = Block("noor", 3, 16 * 60, 30, "Noor", mark="o")
BUSY = Block("", 1, 9 * 60, 120, "busy")
SPAN = Span(9 * 60, 17 * 60, 30)


def grid(*blocks: Block, span: Span = SPAN) -> WeekGrid:
    made = WeekGrid()
    made.set_week(DAYS, blocks or (NOOR, ILYA, BUSY, DANA), span)
    return made


def put_down(app: Showing) -> list[tuple[str, int, int]]:
    return [(m.block.key, m.column, m.start) for m in app.told if isinstance(m, WeekGrid.Moved)]


def chosen(app: Showing) -> list[str]:
    return [message.block.key for message in app.told if isinstance(message, WeekGrid.Chosen)]


async def test_days_stand_across_and_hours_down() -> None:
    app = Showing(week := grid())
    async with app.run_test(size=(66, 20)):
        shown = lines(week)
        assert shown[0].split() == ["Mon", "23", "Tue", "24", "Wed", "25", "Thu", "26", "Fri", "27"]
        assert shown[1].split() == ["09:00", "Dana", "busy", "·", "·", "·"]
        assert shown[4].index("Ilya") == shown[1].index("Dana")
        assert "Noor" in shown[15]


async def test_the_cursor_goes_to_the_nearest_block_that_way_and_never_to_what_is_in_the_way() -> None:
    app = Showing(week := grid())
    async with app.run_test(size=(66, 20)) as pilot:
        found = []
        for key in ("down", "down", "right", "right", "left", "end", "home"):
            await pilot.press(key)
            assert week.highlighted is not None
            found.append(week.highlighted.key)
        assert found == ["ilya", "ilya", "noor", "noor", "ilya", "noor", "dana"]


async def test_without_focus_the_block_of_the_cursor_has_a_mark_along_its_lines() -> None:
    app = Showing(week := grid(), Input())
    async with app.run_test(size=(66, 20)) as pilot:
        week.focus()
        await pilot.press("down")
        assert not any(UNICODE.rest in line for line in lines(week))
        await pilot.press("tab")
        await pilot.pause()
        marked = [line for line in lines(week) if UNICODE.rest in line]
        assert [f"{UNICODE.rest}Ilya" in line for line in marked] == [True, False]


async def test_a_carried_block_follows_the_arrows_and_is_put_down_with_enter() -> None:
    app = Showing(week := grid())
    async with app.run_test(size=(66, 20), message_hook=app.keep) as pilot:
        assert week.carry()
        await pilot.press("right", "right", "down", "down", "down")
        assert "Dana" in lines(week)[4]
        await pilot.press("enter")
        assert put_down(app) == [("dana", 2, 10 * 60 + 30)]
        assert chosen(app) == []
        assert not week.carrying


async def test_escape_leaves_a_carried_block_where_it_was() -> None:
    app = Showing(week := grid())
    async with app.run_test(size=(66, 20), message_hook=app.keep) as pilot:
        week.carry()
        await pilot.press("right", "down", "escape")
        assert put_down(app) == []
        assert "Dana" in lines(week)[1]


async def test_a_block_put_down_where_it_was_is_not_moved() -> None:
    app = Showing(week := grid())
    async with app.run_test(size=(66, 20), message_hook=app.keep) as pilot:
        week.carry()
        await pilot.press("right", "left")
        app.told.clear()
        await pilot.press("enter")
        assert put_down(app) == []
        told = [message for message in app.told if isinstance(message, WeekGrid.Highlighted)]
        assert [message.block for message in told] == [DANA], "whoever names its keys hears that it is out of hand"


async def test_a_carried_block_stays_within_the_days_and_hours() -> None:
    app = Showing(week := grid(ILYA))
    async with app.run_test(size=(66, 20), message_hook=app.keep) as pilot:
        week.carry()
        await pilot.press("left", *["down"] * 40, *["right"] * 9, "enter")
        # An hour that ends when the day ends.
        assert put_down(app) == [("ilya", 4, 16 * 60)]


async def test_a_click_highlights_and_a_second_one_chooses() -> None:
    app = Showing(week := grid())
    async with app.run_test(size=(66, 20), message_hook=app.keep) as pilot:
        await pilot.click(week, offset=(8, 4))
        assert week.highlighted == ILYA
        assert chosen(app) == []
        await pilot.click(week, offset=(8, 5))
        assert chosen(app) == ["ilya"]
        await pilot.click(week, offset=(20, 2))
        assert week.highlighted == ILYA


async def test_a_click_puts_down_what_is_carried() -> None:
    app = Showing(week := grid())
    async with app.run_test(size=(66, 20), message_hook=app.keep) as pilot:
        week.carry()
        await pilot.click(week, offset=(6 + 12 * 4 + 2, 7))
        assert put_down(app) == [("dana", 4, 12 * 60)]


async def test_two_at_one_time_are_counted_and_the_cursor_reaches_both() -> None:
    app = Showing(week := grid(DANA, DANA._replace(key="ilya", label="Ilya", minutes=15)))
    async with app.run_test(size=(66, 20)) as pilot:
        assert "+1" in lines(week)[1]
        await pilot.press("home")
        first = week.highlighted
        await pilot.press("down")
        assert week.highlighted != first
        await pilot.press("up")
        assert week.highlighted == first


async def test_what_begins_between_two_lines_says_when() -> None:
    app = Showing(week := grid(DANA._replace(start=9 * 60 + 15)))
    async with app.run_test(size=(90, 20)):
        assert "09:15 Dana" in lines(week)[1]


async def test_where_a_time_leaves_no_room_for_the_name_it_stands_below_it() -> None:
    nomvula = Block("n", 0, 9 * 60 + 15, 30, "Nomvula Dube", short="Nomvula D.")
    app = Showing(week := grid(nomvula))
    async with app.run_test(size=(76, 20)):
        assert [line[6:20].strip() for line in lines(week)[1:4]] == ["Nomvula D.", "09:15", "·"]
        # What has one line alone says when it begins, and as much of the name as there is room for.
        week.set_week(DAYS, [nomvula._replace(minutes=15)], SPAN)
        assert [line[6:20].strip() for line in lines(week)[1:3]] == ["09:15 Nom…", "·"]


async def test_the_cursor_stays_in_sight_where_the_day_is_longer_than_the_screen() -> None:
    app = Showing(week := grid(DANA, NOOR._replace(column=0)))
    async with app.run_test(size=(66, 8)) as pilot:
        await pilot.press("down")
        assert any("Noor" in line for line in lines(week))
        await pilot.press("up")
        assert "Dana" in lines(week)[1]


async def test_a_click_on_what_says_that_there_are_more_hours_leads_to_them() -> None:
    app = Showing(week := grid(ILYA))
    async with app.run_test(size=(70, 9), message_hook=app.keep) as pilot:
        # Nothing is said of earlier hours yet.
        await pilot.click(week, offset=(1, 0))
        assert lines(week)[1].startswith(" 09:00")
        week.carry()
        while lines(week)[-1].startswith("▼17:00"):
            before = lines(week)
            await pilot.click(week, offset=(1, len(before) - 1))
            assert lines(week) != before
        while lines(week)[0].startswith("▲09:00"):
            before = lines(week)
            await pilot.click(week, offset=(1, 0))
            assert lines(week) != before
        assert lines(week)[1].startswith(" 09:00")
        assert put_down(app) == []
        assert week.highlighted == ILYA


async def test_what_is_out_of_sight_is_told_and_reached_and_a_day_begins_with_its_first_hour() -> None:
    app = Showing(week := grid(ILYA))
    async with app.run_test(size=(70, 9)) as pilot:
        shown = lines(week)
        assert shown[0].startswith("      ")
        assert shown[1].startswith(" 09:00")
        assert shown[-1].startswith("▼17:00")
        await pilot.press(*["pagedown"] * 6)
        shown = lines(week)
        assert shown[0].startswith("▲09:00")
        assert shown[-1].split()[0] == "·"
        assert week.highlighted == ILYA
        await pilot.press("pageup")
        assert lines(week)[0].startswith("▲09:00")
        assert lines(week)[-1].startswith("▼17:00")
        # Another week begins with its first hour again.
        week.set_week([GridDay(title) for title in "ABCDE"], [ILYA], SPAN)
        assert lines(week)[1].startswith(" 09:00")


async def test_the_wheel_of_the_mouse_shows_other_hours() -> None:
    app = Showing(week := grid(DANA))
    async with app.run_test(size=(70, 9)) as pilot:
        week.post_message(MouseScrollDown(week, 1, 1, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert lines(week)[0].startswith("▲09:00")
        week.post_message(MouseScrollUp(week, 1, 1, 0, -1, 0, False, False, False))
        await pilot.pause()
        assert lines(week)[1].startswith(" 09:00")


async def test_where_a_name_has_no_room_its_short_form_stands() -> None:
    app = Showing(week := grid(DANA._replace(label="Dana Okoye-Featherstone", short="Dana O.")))
    async with app.run_test(size=(67, 20)):
        assert "Dana O. " in lines(week)[1]
    app = Showing(week := grid(DANA._replace(label="Dana Okoye-Featherstone", short="Dana O.")))
    async with app.run_test(size=(160, 20)):
        assert "Dana Okoye-Featherstone" in lines(week)[1]


async def test_the_cursor_stays_on_its_block_when_the_week_is_shown_anew() -> None:
    app = Showing(week := grid())
    async with app.run_test(size=(66, 20)) as pilot:
        await pilot.press("right")
        week.set_week(DAYS, [DANA, NOOR._replace(column=1)], SPAN)
        assert week.highlighted is not None
        assert week.highlighted.key == "noor"
        week.set_week(DAYS, [DANA], SPAN)
        assert week.highlighted == DANA
        week.set_week(DAYS, [BUSY], SPAN)
        assert week.highlighted is None
        assert not week.carry()
        await pilot.press("enter", "right", "down", "home")


@pytest.mark.parametrize("size", [(1, 1), (12, 3), (66, 20), (160, 50)])
async def test_hostile_names_are_drawn_at_any_size(size: tuple[int, int]) -> None:
    app = Showing(week := grid())
    async with app.run_test(size=size) as pilot:
        for at, text in enumerate(HOSTILE):
            days = [GridDay(text, text) for _ in DAYS]
            blocks = [
                Block(f"k{n}", n, 9 * 60 + at, 45, text, tone=tone) for n, tone in zip(range(5), Tone, strict=False)
            ]
            week.set_week(days, [*blocks, Block("", 2, 9 * 60, 300, text)], SPAN)
            await pilot.pause()
            assert all(cell_len(line) == size[0] for line in screen_lines(app))
