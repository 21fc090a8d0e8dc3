"""The mouse drawn over rows and cells: what is selected, what is copied, and what stays a click."""

from __future__ import annotations

import pytest
from textual.events import MouseDown, MouseMove, MouseUp
from textual.geometry import Offset, Region
from textual.pilot import Pilot
from textual.selection import Selection
from textual.widget import Widget

from tests.widgets.showing import Showing, lines
from widgets.cell_grid import CellGrid, GridCell, GridLine
from widgets.panel import Para, TextPanel
from widgets.row_list import ListSource, PagedSource, Row, RowList, heading

Place = tuple[int, int]


def rows() -> list[Row]:
    return [
        heading("DUE", "2 late"),
        Row("dana", "Dana", fact="1:1 · 14 d late", right="prep"),
        Row("kaito", "海斗 Kaito", fact="never met", detail=("since March",)),
        Row("leila", "Leila", fact="met today"),
    ]


def grid() -> CellGrid:
    made = CellGrid()
    teams = ("Booking", "Fares")
    made.set_grid(
        ("Roadmap", "Quality"), [GridLine(team, (GridCell(f"{team}1", "N6"), GridCell(team))) for team in teams]
    )
    return made


async def drag(pilot: Pilot[None], over: Widget, begin: Place, end: Place) -> None:
    """The left button goes down at one place of a widget, and up at another one."""
    x, y = over.content_region.offset
    told = ((MouseDown, begin), (MouseMove, end), (MouseUp, end))
    for event, (right, down) in told:
        column, line = x + right, y + down
        moved = event(None, column, line, 0, end[1] - begin[1], 1, False, False, False, screen_x=column, screen_y=line)
        pilot.app.post_message(moved)
        await pilot.pause()


async def test_a_drag_over_rows_copies_their_text_and_is_no_click() -> None:
    app = Showing(shown := RowList(rows()))
    async with app.run_test(size=(44, 8), message_hook=app.keep) as pilot:
        await drag(pilot, shown, (1, 1), (9, 2))
        assert app.screen.get_selected_text() == "Dana        1:1 · 14 d late           prep\n 海斗 Kait"
        await pilot.press("ctrl+c")
        assert app.clipboard == app.screen.get_selected_text()
        assert shown.highlighted == rows()[1], "a drag leads to no row"
        # It ends on the highlighted row, which a click would choose.
        await drag(pilot, shown, (20, 0), (9, 1))
        assert app.clipboard != app.screen.get_selected_text()
        assert not [message for message in app.told if isinstance(message, RowList.Chosen)]


async def test_what_is_selected_is_lit_and_else_nothing() -> None:
    app = Showing(shown := RowList(rows()))
    async with app.run_test(size=(44, 8)) as pilot:
        before = shown.render_lines(Region(0, 0, 44, 4))
        await drag(pilot, shown, (1, 2), (6, 2))
        lit = app.screen.get_component_rich_style("screen--selection").bgcolor
        now = shown.render_lines(Region(0, 0, 44, 4))
        chosen = [segment.text for strip in now for segment in strip if segment.style and segment.style.bgcolor == lit]
        assert "".join(chosen) == app.screen.get_selected_text() == "海斗 K"
        assert [strip.text for strip in now] == [strip.text for strip in before]
        assert [list(strip) for strip in now[:2]] == [list(strip) for strip in before[:2]]


async def test_a_hand_that_slips_by_a_letter_has_clicked() -> None:
    app = Showing(shown := RowList(rows()), cells := grid())
    async with app.run_test(size=(44, 16), message_hook=app.keep) as pilot:
        await drag(pilot, shown, (5, 3), (6, 3))
        assert shown.highlighted == rows()[3]
        assert app.screen.get_selected_text() is None
        await drag(pilot, cells, (14, 2), (15, 2))
        assert cells.highlighted is not None
        assert cells.highlighted.key == "Fares1"


@pytest.mark.parametrize("what", ["rows", "step"])
async def test_other_rows_and_a_step_end_the_selection(what: str) -> None:
    app = Showing(shown := RowList(rows()))
    async with app.run_test(size=(44, 8)) as pilot:
        await drag(pilot, shown, (1, 1), (9, 3))
        assert app.screen.get_selected_text()
        if what == "rows":
            shown.set_source(ListSource(rows()[:2]))
        else:
            await pilot.press("down")
        assert app.screen.get_selected_text() is None


async def test_lines_below_the_highlighted_row_are_selected_as_they_stand() -> None:
    app = Showing(shown := RowList(rows()))
    async with app.run_test(size=(44, 8)) as pilot:
        shown.highlight("kaito")
        await drag(pilot, shown, (0, 3), (43, 4))
        assert app.screen.get_selected_text() == "\n".join(lines(shown)[3:5])
        assert "since March" in lines(shown)[3]


async def test_a_drag_that_leaves_the_list_reads_no_row_that_is_out_of_sight() -> None:
    read: list[int] = []

    def fetch(first: int, count: int) -> list[Row]:
        read.append(first)
        return [Row(str(number), f"row {number}") for number in range(first, first + count)]

    shown = RowList()
    app = Showing(shown, pane := TextPanel([Para("the pane below")]))
    async with app.run_test(size=(30, 12)) as pilot:
        shown.set_source(PagedSource(100_000, fetch, int))
        shown.highlight("455")
        await pilot.pause()
        x, y = pane.content_region.offset
        await drag(pilot, shown, (0, 1), (x + 3, y))
        copied = app.screen.get_selected_text() or ""
        assert copied.startswith(" row 451\n row 452\n")
        assert copied.endswith(" row 455\nthe")
        assert set(read) <= {0, 400}


async def test_a_drag_over_a_grid_copies_titles_and_cells_and_chooses_none() -> None:
    app = Showing(made := grid())
    async with app.run_test(size=(40, 8), message_hook=app.keep) as pilot:
        await drag(pilot, made, (1, 0), (39, 1))
        await pilot.press("ctrl+c")
        assert [line.split() for line in app.clipboard.split("\n")] == [["Roadmap", "Quality"], ["Booking", "N6"]]
        await drag(pilot, made, (39, 2), (14, 1))
        assert app.screen.get_selected_text()
        assert made.highlighted is not None
        assert made.highlighted.key == "Booking1"
        assert not [message for message in app.told if isinstance(message, CellGrid.Chosen)]
        await pilot.press("right")
        assert app.screen.get_selected_text() is None


async def test_a_heading_that_is_not_drawn_since_its_rows_are_out_of_sight_is_not_copied() -> None:
    shown = RowList([*rows(), heading("LATER"), Row("noor", "Noor"), Row("zoe", "Zoe")])
    app = Showing(shown)
    async with app.run_test(size=(44, 5)) as pilot:
        assert [line.strip() for line in lines(shown)[3:]] == ["Leila       met today", ""]
        # A drag there would scroll the list.
        app.screen.selections = {shown: Selection(Offset(0, 3), Offset(43, 4))}
        assert app.screen.get_selected_text() == " Leila       met today"
        shown.scroll_to(y=1, animate=False, immediate=True)
        await pilot.pause()
        assert "LATER" in lines(shown)[3]
        assert app.screen.get_selected_text() == " Leila       met today\n LATER"


async def test_two_clicks_select_nothing() -> None:
    app = Showing(shown := RowList(rows()), cells := grid())
    async with app.run_test(size=(44, 16)) as pilot:
        await pilot.click(shown, offset=(3, 3), times=2)
        assert app.screen.get_selected_text() is None
        await pilot.click(cells, offset=(14, 1), times=2)
        assert app.screen.get_selected_text() is None


async def test_paint_says_of_no_letter_where_it_is() -> None:
    """It would double what a line costs; only who looks for what is under the mouse asks for it."""
    app = Showing(shown := RowList(rows()), cells := grid())
    async with app.run_test(size=(44, 16)):
        for widget in (shown, cells):
            painted = [segment.style for strip in widget.render_lines(Region(0, 0, 44, 3)) for segment in strip]
            assert not any("offset" in style.meta for style in painted if style)
            assert all("offset" in segment.style.meta for segment in widget.render_line(0) if segment.style)
