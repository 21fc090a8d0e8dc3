"""The grid of cells: where the cursor goes, what is chosen, what stays in sight."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.widgets import Input

from tests.widgets.showing import HOSTILE, Showing, lines, screen_lines
from widgets.cell_grid import CellGrid, GridCell, GridLine
from widgets.grid_columns import told_apart
from widgets.grid_heads import heads
from widgets.plain import UNICODE
from widgets.tone import Tone

AREAS = ("Roadmap", "Launch timing", "Quality")


def grid(teams: int = 3, columns: tuple[str, ...] = AREAS) -> CellGrid:
    made = CellGrid(empty=["Nothing stands here yet."])
    made.set_grid(columns, filled(teams, columns))
    return made


def filled(teams: int, columns: tuple[str, ...] = AREAS) -> list[GridLine]:
    return [
        GridLine(f"Team {line}", tuple(GridCell(f"{line}:{column}", f"D{column}") for column in range(len(columns))))
        for line in range(teams)
    ]


def here(made: CellGrid) -> str:
    return made.highlighted.key if made.highlighted is not None else ""


def chosen(app: Showing) -> list[str]:
    return [message.cell.key for message in app.told if isinstance(message, CellGrid.Chosen)]


async def test_titles_stand_at_both_edges_and_long_ones_take_two_lines() -> None:
    app = Showing(made := grid())
    async with app.run_test(size=(40, 8)):
        shown = lines(made)
        assert shown[0].split() == ["Launch"]
        assert shown[1].split() == ["Roadmap", "timing", "Quality"]
        assert shown[2].split() == ["Team", "0", "D0", "D1", "D2"]
        assert shown[0].index("Launch") == shown[1].index("timing") == shown[2].index("D1")


async def test_without_focus_the_cell_of_the_cursor_has_a_mark_before_it() -> None:
    app = Showing(made := grid(), Input())
    async with app.run_test(size=(40, 8)) as pilot:
        made.focus()
        await pilot.press("right")
        focused = lines(made)
        assert not any(UNICODE.rest in line for line in focused)
        await pilot.press("tab")
        await pilot.pause()
        rest = lines(made)
        assert rest[2].index(f"{UNICODE.rest}D1") == focused[2].index(" D1")
        assert [line.replace(UNICODE.rest, " ") for line in rest] == focused, "nothing moves for it"


async def test_arrows_go_from_cell_to_cell_and_enter_chooses() -> None:
    app = Showing(made := grid())
    async with app.run_test(size=(40, 8), message_hook=app.keep) as pilot:
        made.focus()
        found = []
        for key in ("right", "down", "left", "left", "end", "pagedown", "down", "home", "pageup"):
            await pilot.press(key)
            found.append(here(made))
        assert found == ["0:1", "1:1", "1:0", "1:0", "1:2", "2:2", "2:2", "2:0", "0:0"]
        await pilot.press("right", "enter")
        await pilot.pause()
        assert chosen(app) == ["0:1"]


async def test_a_click_highlights_and_a_second_one_chooses() -> None:
    app = Showing(made := grid())
    async with app.run_test(size=(40, 8), message_hook=app.keep) as pilot:
        shown = lines(made)
        at = (shown[3].index("D2"), 3)
        await pilot.click(CellGrid, offset=at)
        assert (here(made), chosen(app)) == ("1:2", [])
        await pilot.click(CellGrid, offset=at)
        await pilot.click(CellGrid, offset=(2, 3))
        await pilot.click(CellGrid, offset=(at[0], 0))
        await pilot.click(CellGrid, offset=(at[0], 6))
        await pilot.pause()
        assert (here(made), chosen(app)) == ("1:2", ["1:2"])


async def test_what_does_not_fit_is_scrolled_to_while_the_titles_stay() -> None:
    columns = tuple(f"Area {n}" for n in range(20))
    app = Showing(made := grid(30, columns))
    async with app.run_test(size=(40, 8)) as pilot:
        made.focus()
        columns_shown = sum(line.count("Area") for line in lines(made)[:2])
        assert f" >{20 - columns_shown}▼{30 - 6} " in lines(made)[0], "how many lie where"
        await pilot.press("end", "pagedown")
        shown = lines(made)
        assert here(made) == "29:19"
        assert "<" in shown[0]
        assert shown[-1].split()[:2] == ["Team", "29"]
        assert shown[-1].split()[-1] == "D19"
        await pilot.press("home", "pageup")
        assert lines(made)[2].split()[2] == "D0"


async def test_the_cursor_stays_on_its_cell_when_the_grid_is_read_anew() -> None:
    app = Showing(made := grid())
    async with app.run_test(size=(40, 8), message_hook=app.keep) as pilot:
        made.highlight("2:1")
        made.set_grid(AREAS, list(reversed(filled(3))))
        assert here(made) == "2:1"
        made.set_grid(AREAS[:1], filled(1, AREAS[:1]))
        assert here(made) == "0:0"
        made.set_grid((), ())
        await pilot.pause()
        assert made.highlighted is None
        assert lines(made)[0].strip() == "Nothing stands here yet."
        await pilot.press("enter", "down")
        assert chosen(app) == []


@pytest.mark.parametrize("size", [(20, 6), (40, 8), (80, 24), (160, 50)])
async def test_any_text_keeps_every_line_as_wide_as_the_grid(size: tuple[int, int]) -> None:
    made = CellGrid()
    made.set_grid(
        HOSTILE, [GridLine(text, tuple(GridCell(f"{n}", text[:9]) for n in range(len(HOSTILE)))) for text in HOSTILE]
    )
    app = Showing(made)
    async with app.run_test(size=size):
        assert {cell_len(line) for line in screen_lines(app)} == {size[0]}


LONG = ("Architecture input", "Launch timing", "Ownership", "Success criteria")


async def test_titles_that_need_more_room_stand_in_turns_and_have_that_of_two_columns() -> None:
    app = Showing(made := grid(2, LONG))
    async with app.run_test(size=(42, 12)) as pilot:
        shown = lines(made)
        assert shown[0].split() == ["Architecture", "Ownership"] or shown[1].split()[-1] == "Ownership"
        at = next(line for line in shown if "D0" in line)
        for title, cell in (("Architecture", "D0"), ("Launch", "D1"), ("Ownership", "D2"), ("Success", "D3")):
            line = next(line for line in shown if title in line)
            assert line.index(title) == at.index(cell)
        made.focus()
        await pilot.press("end")
        assert here(made) == "0:3"


@given(st.lists(st.text("abcdefgh ", min_size=1, max_size=24), min_size=1, max_size=12), st.integers(3, 20))
def test_a_line_of_titles_is_never_wider_than_its_columns_and_loses_no_letter_that_fits(
    titles: list[str], width: int
) -> None:
    room = width * len(titles) + width
    found = heads(titles, range(len(titles)), width, room)
    assert all(sum(cell_len(one.text) for one in line) <= room for line in found)
    for column, title in enumerate(titles):
        texts = [one.text.strip() for line in found for one in line if one.column == column]
        drawn = "".join(text.removesuffix("-") for text in texts).replace(" ", "")
        if not any("…" in text for text in texts):
            assert drawn == title.replace(" ", "")
    # Side by side in a line there is always a blank between two titles.
    for line in found:
        assert all(one.text.endswith(" ") for one in line if one.column is not None and one.text.strip())


@given(st.text("日本語のとても長い名前🙂", min_size=1, max_size=16), st.integers(3, 20))
def test_titles_of_wide_letters_are_parted_by_their_cells_and_without_a_hyphen(title: str, width: int) -> None:
    lines = [line for line in heads([title], range(1), width, 2 * width) if line]
    assert all(sum(cell_len(one.text) for one in line) <= 2 * width for line in lines)
    texts = [one.text.strip() for line in lines for one in line if one.column == 0]
    assert not any(text.endswith("-") for text in texts)
    whole = "".join(texts)
    assert whole == title or (whole.endswith("…") and title.startswith(whole.removesuffix("…")))


def test_a_wide_letter_beside_a_narrow_one_still_ends_a_line() -> None:
    assert [
        one.text.strip() for line in heads(["ab日本語", "x"], range(2), 4, 8) for one in line if one.column == 0
    ] == [
        "ab日本",
        "語",
    ]


async def test_the_words_of_the_cell_and_the_legend_stand_below_and_give_way_to_the_cells() -> None:
    made = CellGrid()
    rows = [
        GridLine(f"Team {n}", (GridCell(f"{n}:0", "D1", said=f"Dana of {n}"), GridCell(f"{n}:1"))) for n in range(6)
    ]
    made.set_grid(["a", "b"], rows, legend=["letter who decides", "digit how far"])
    app = Showing(made)
    async with app.run_test(size=(30, 12)) as pilot:
        made.focus()
        shown = lines(made)
        assert [line.strip() for line in shown[7:11]] == ["", "Dana of 0", "letter who decides", "digit how far"]
        await pilot.press("down")
        assert "Dana of 1" in lines(made)[8]
        await pilot.resize_terminal(60, 7)
        await pilot.pause()
        shown = lines(made)
        assert [line.strip() for line in shown[5:]] == ["Dana of 1", "letter who decides   digit how far"]
        assert "▼ 2" in shown[0]
        await pilot.press("pagedown")
        assert "Team 5" in lines(made)[4]
        assert "▼" not in lines(made)[0]
        await pilot.resize_terminal(60, 4)
        await pilot.pause()
        assert all("Team" in line for line in lines(made)[1:])
        await pilot.click(CellGrid, offset=(1, 3))
        assert here(made) == "5:0"


async def test_a_tone_changes_the_colour_and_not_the_text() -> None:
    made = CellGrid()
    made.set_grid(["a", "b"], [GridLine("x", (GridCell("1", "3!", Tone.WARNING), GridCell("2", "3!")))])
    app = Showing(made)
    async with app.run_test(size=(40, 4)):
        warned, plain = (segment for segment in made.render_line(1) if segment.text.startswith("3!"))
        assert warned.style != plain.style


def test_long_titles_of_lines_end_after_a_word_unless_two_would_look_alike() -> None:
    assert told_apart(["Disruption Care", "Insight"], 12) == ("Disruption…", "Insight")
    assert told_apart(["Platform north", "Platform south"], 12) == ("Platform no…", "Platform so…")
    assert told_apart(["Care", "Care"], 12) == ("Care", "Care")
    # One of them alone is told by its number too, from those that are out of sight.
    assert told_apart(["Platform 12 Frankfurt"], 14) == ("Platform 12…",)


async def test_a_long_title_at_the_left_ends_after_a_word() -> None:
    made = CellGrid()
    made.set_grid([f"C{number}" for number in range(8)], [GridLine("Disruption Care", filled(1, ("x",) * 8)[0].cells)])
    async with Showing(made).run_test(size=(62, 6)):
        assert lines(made)[1].startswith(" Disruption… ")
