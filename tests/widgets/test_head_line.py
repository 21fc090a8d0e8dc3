"""The line that says where one is."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.widgets.showing import HOSTILE, Showing, lines
from widgets.head_line import HeadLine


async def test_the_title_stands_left_and_the_fact_right() -> None:
    head = HeadLine("Week 47", "6 items left")
    async with Showing(head).run_test(size=(40, 3)):
        assert lines(head) == [" Week 47" + " " * 19 + "6 items left"]
        head.say("Week 48")
        assert lines(head) == [" Week 48"]


async def test_in_a_narrow_line_the_title_keeps_its_room() -> None:
    head = HeadLine("Week 47, escalations", "6 items left")
    async with Showing(head).run_test(size=(24, 3)) as pilot:
        assert lines(head) == [" Week 47, escalations"]
        await pilot.resize_terminal(12, 3)
        assert lines(head) == [" Week 47…"]


async def test_a_title_that_is_cut_keeps_the_number_that_tells_it_from_another() -> None:
    head = HeadLine("Platform team 12 Frankfurt am Main", "6 people")
    async with Showing(head).run_test(size=(26, 3)):
        assert lines(head) == [" Platform team 12…"]


@pytest.mark.parametrize("text", HOSTILE)
async def test_any_text_fills_the_line_exactly(text: str) -> None:
    head = HeadLine(text, text)
    async with Showing(head).run_test(size=(30, 2)):
        strip = head.render_line(0)
        assert strip.cell_length == 30
        assert cell_len(strip.text) == 30
