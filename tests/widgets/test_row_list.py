from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual.events import MouseScrollDown
from textual.geometry import Region
from textual.widgets import Input

from tests.widgets.showing import HOSTILE, Showing, lines, screen_lines, texts
from widgets import resting
from widgets.plain import ASCII, UNICODE
from widgets.row_list import SPACER, PagedSource, Row, RowList, Tone, heading


def numbered(count: int, prefix: str = "row") -> list[Row]:
    return [Row(str(number), f"{prefix} {number}") for number in range(count)]


def highlights(app: Showing) -> list[str | None]:
    told = [message for message in app.told if isinstance(message, RowList.Highlighted)]
    return [message.row.key if message.row else None for message in told]


def chosen(app: Showing) -> list[str]:
    return [message.row.key for message in app.told if isinstance(message, RowList.Chosen)]


def key_of(shown: RowList) -> str | None:
    return shown.highlighted.key if shown.highlighted else None


async def test_keys_move_the_cursor_past_headings_and_blank_rows() -> None:
    rows = [heading("ONE"), Row("a", "A"), SPACER, heading("TWO"), Row("b", "B"), Row("", "only words"), Row("c", "C")]
    app = Showing(shown := RowList(rows))
    async with app.run_test(message_hook=app.keep) as pilot:
        await pilot.press("down", "down", "down", "up", "up", "up", "end", "home")
    assert highlights(app) == ["a", "b", "c", "b", "a", "c", "a"]
    assert app.told[0].control is shown


async def test_a_heading_at_the_lower_edge_stands_there_with_a_row_or_not_at_all() -> None:
    ones = [Row(f"a{number}", f"one {number}") for number in range(1, 6)]
    rows = [heading("FIRST"), *ones, SPACER, heading("SECOND"), Row("b1", "two 1"), Row("b2", "two 2")]
    app = Showing(shown := RowList(rows))

    def seen() -> list[str]:
        return [line.strip() for line in lines(shown)]

    async with app.run_test(size=(30, 8)) as pilot:
        assert seen()[-2:] == ["", ""], "its rows are out of sight"
        await pilot.press("down", "down", "down")
        assert (key_of(shown), seen()[0]) == ("a4", "FIRST")
        await pilot.press("down")
        assert (key_of(shown), seen()[-3:]) == ("a5", ["", "SECOND", "two 1"]), "what comes next is seen before"
        await pilot.press("up", "up", "up", "up")
        assert (key_of(shown), seen()[0]) == ("a1", "FIRST")
        await pilot.press("end", "up", "pageup")
        assert (key_of(shown), seen()[0], seen()[-1]) == ("a1", "FIRST", "")
        await pilot.resize_terminal(30, 2)
        assert seen() == ["FIRST", "one 1"]
        await pilot.press("down", "down", "down", "down")
        assert "one 5" in seen(), "however low it is, the row in hand is in sight"
        shown.set_rows([*ones, SPACER, heading("BEHIND ALL")])
        await pilot.resize_terminal(30, 7)
        assert seen()[-1] == "BEHIND ALL", "nothing would come after it"


async def test_steps_are_told_of_when_the_keyboard_rests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resting, "REST_SECONDS", 3600)
    app = Showing(shown := RowList(numbered(9)))
    async with app.run_test(message_hook=app.keep) as pilot:
        await pilot.press("down", "down", "pagedown", "home", "down")
        assert key_of(shown) == "1"
        assert highlights(app) == ["0"]
        await pilot.press("x")
        assert highlights(app) == ["0", "1"], "any other key is for the row"
        await pilot.press("down", "enter")
        assert highlights(app) == ["0", "1", "2"]
        assert chosen(app) == ["2"]
        assert isinstance(app.told[-1], RowList.Chosen)
        await pilot.press("down", "up", "x")
        assert highlights(app) == ["0", "1", "2"], "and nothing is said of the same row"
        shown.highlight("5")
        await pilot.pause()
        assert highlights(app)[-1] == "5", "whoever asks for a row has it at once"
        await pilot.press("up")
        shown.set_rows(numbered(3))
        await pilot.pause()
        assert highlights(app)[-1] == "2"


async def test_enter_chooses_the_highlighted_row() -> None:
    app = Showing(RowList(numbered(3)))
    async with app.run_test(message_hook=app.keep) as pilot:
        await pilot.press("down", "enter")
    assert chosen(app) == ["1"]


async def test_pages_move_by_a_screenful_less_one_row() -> None:
    app = Showing(shown := RowList(numbered(100)))
    async with app.run_test(size=(40, 10), message_hook=app.keep) as pilot:
        await pilot.press("pagedown", "pagedown", "pageup", "end", "pagedown", "pageup")
        assert highlights(app) == ["0", "9", "18", "9", "99", "90"]
        assert "row 90" in texts(lines(shown))


@pytest.mark.parametrize("height", [4, 6, 7, 9, 10, 13])
async def test_no_row_is_passed_unseen_by_pages(height: int) -> None:
    rows = [
        row
        for group, size in enumerate((3, 1, 9, 4, 6, 2, 14, 7))
        for row in (
            SPACER,
            heading(f"GROUP {group}"),
            *(Row(f"{group}.{at}", f"row {group}.{at}") for at in range(size)),
        )
    ][1:]
    app = Showing(shown := RowList(rows))
    wanted = {row.main for row in rows if row.selectable}
    async with app.run_test(size=(30, height)) as pilot:
        for key in ("pagedown", "pageup"):
            seen = {line.strip() for line in lines(shown)}
            before = None
            while key_of(shown) != before:
                before = key_of(shown)
                await pilot.press(key)
                seen |= {line.strip() for line in lines(shown)}
            assert wanted <= seen, (key, sorted(wanted - seen))


async def test_a_page_ends_with_the_row_in_hand_and_what_it_says_in_more_lines() -> None:
    app = Showing(shown := RowList([Row(str(at), f"row {at}", detail=("more", "of it")) for at in range(30)]))
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press("pagedown", "pagedown")
        assert [line.strip() for line in lines(shown)][-3:] == ["row 14", "more", "of it"]


async def test_a_click_highlights_and_a_second_click_chooses() -> None:
    app = Showing(shown := RowList([heading("ONE"), *numbered(5)]))
    async with app.run_test(size=(40, 10), message_hook=app.keep) as pilot:
        await pilot.click(shown, offset=(5, 3))
        assert highlights(app) == ["0", "2"]
        assert chosen(app) == []
        await pilot.click(shown, offset=(39, 3))
        assert chosen(app) == ["2"]
        await pilot.click(shown, offset=(5, 0))
        await pilot.click(shown, offset=(5, 8))
        assert key_of(shown) == "2"


async def test_two_quick_clicks_choose_the_row_of_the_first_though_it_moved_meanwhile() -> None:
    rows = [Row(str(number), f"row {number}", detail=("more", "of it")) for number in range(3)]
    app = Showing(shown := RowList(rows))
    async with app.run_test(size=(40, 10), message_hook=app.keep) as pilot:
        # The first row is open: the last one stands on the fifth line until it is highlighted.
        await pilot.click(shown, offset=(5, 4), times=2)
        assert (key_of(shown), chosen(app)) == ("2", ["2"])
        # Where there is no row two clicks choose nothing.
        await pilot.click(shown, offset=(5, 8), times=2)
        assert chosen(app) == ["2"]


async def test_a_row_that_is_clicked_stays_below_the_mouse() -> None:
    ones, twos = ([Row(f"{group}{at}", f"{group} {at}") for at in range(size)] for group, size in (("a", 9), ("b", 20)))
    app = Showing(shown := RowList([heading("ONE"), *ones, SPACER, heading("TWO"), *twos]))
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.click(shown, offset=(5, 9))
        assert (key_of(shown), lines(shown)[9].strip()) == ("a8", "a 8"), "what comes next stays out of sight"
        shown.scroll_to(y=12, animate=False)
        await pilot.pause()
        await pilot.click(shown, offset=(5, 0))
        assert (key_of(shown), lines(shown)[0].strip()) == ("b0", "b 0")


async def test_a_click_counts_from_where_the_list_is_scrolled_to() -> None:
    app = Showing(shown := RowList(numbered(100)))
    async with app.run_test(size=(40, 10), message_hook=app.keep) as pilot:
        shown.scroll_to(y=50, animate=False)
        await pilot.pause()
        await pilot.click(shown, offset=(5, 3))
        assert key_of(shown) == "53"


async def test_the_wheel_scrolls_and_leaves_the_cursor() -> None:
    app = Showing(shown := RowList(numbered(100)))
    async with app.run_test(size=(40, 10)) as pilot:
        app.animation_level = "none"
        shown.post_message(MouseScrollDown(shown, 3, 3, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert shown.scroll_offset.y > 0
        assert key_of(shown) == "0"
        await pilot.press("down")
        assert key_of(shown) == "1"
        assert "row 1" in texts(lines(shown))


async def test_the_cursor_keeps_its_key_when_rows_change() -> None:
    app = Showing(shown := RowList(numbered(5)))
    async with app.run_test(message_hook=app.keep) as pilot:
        await pilot.press("down", "down")
        shown.set_rows([Row("new", "first"), heading("X"), *numbered(5)])
        assert key_of(shown) == "2"
        await pilot.pause()
        assert highlights(app) == ["0", "1", "2"]


async def test_the_cursor_goes_to_the_nearest_row_when_its_own_is_gone() -> None:
    app = Showing(shown := RowList(numbered(5)))
    async with app.run_test(message_hook=app.keep) as pilot:
        await pilot.press("down", "down")
        shown.set_rows([row for row in numbered(5) if row.key != "2"])
        assert key_of(shown) == "3"
        shown.set_rows(numbered(2))
        assert key_of(shown) == "1"
        shown.set_rows([Row("z", "Z"), heading("only titles after")])
        assert key_of(shown) == "z"
        shown.set_rows([])
        assert shown.highlighted is None
        await pilot.pause()
        assert highlights(app) == ["0", "1", "2", "3", "1", "z", None]


async def test_other_words_in_the_same_row_are_told() -> None:
    app = Showing(shown := RowList(numbered(2)))
    async with app.run_test(message_hook=app.keep) as pilot:
        shown.set_rows(numbered(2))
        shown.set_rows(numbered(2, "line"))
        await pilot.pause()
    assert [message.row.main for message in app.told if isinstance(message, RowList.Highlighted) and message.row] == [
        "row 0",
        "line 0",
    ]


async def test_the_cursor_row_stays_where_the_eye_is_when_rows_come_before_it() -> None:
    app = Showing(shown := RowList(numbered(100)))
    async with app.run_test(size=(40, 10)) as pilot:
        shown.highlight("50")
        await pilot.press("up", "up", "up", "up")
        await pilot.pause()
        before = lines(shown).index(" row 46")
        shown.set_rows([*[Row(f"x{number}", "x") for number in range(30)], *numbered(100)])
        await pilot.pause()
        assert key_of(shown) == "46"
        assert lines(shown).index(" row 46") == before


@pytest.mark.parametrize(("steps", "top"), [(0, " NEW"), (7, " NEW"), (8, " row x")])
async def test_what_comes_in_at_the_top_is_seen_from_there_with_the_cursor_in_sight(steps: int, top: str) -> None:
    app = Showing(shown := RowList([heading("NEW"), *numbered(100)]))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press(*["down"] * steps)
        shown.set_rows([heading("NEW"), Row("x", "row x"), *numbered(100)])
        await pilot.pause()
        assert key_of(shown) == str(steps)
        assert (lines(shown)[0], f" row {steps}" in lines(shown)) == (top, True)


async def test_highlight_goes_to_a_key_or_says_that_it_cannot() -> None:
    app = Showing(shown := RowList([heading("H"), *numbered(300)]))
    async with app.run_test(size=(40, 10)):
        assert shown.highlight("250")
        assert " row 250" in lines(shown)
        assert not shown.highlight("no such")
        assert key_of(shown) == "250"


async def test_the_title_above_the_first_row_comes_into_sight_with_it() -> None:
    app = Showing(shown := RowList([heading("TITLE"), *numbered(50)]))
    async with app.run_test(size=(40, 6)) as pilot:
        await pilot.press("end", "home")
        assert lines(shown)[:2] == [" TITLE", " row 0"]


async def test_end_keeps_the_only_row_in_sight_before_more_prose_than_there_is_room_for() -> None:
    app = Showing(shown := RowList([Row("a", "A"), *(Row("", f"words {number}") for number in range(20))]))
    async with app.run_test(size=(30, 5)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert lines(shown)[0] == " A"


async def test_details_stand_under_the_highlighted_row_only() -> None:
    rows = [Row("a", "A", detail=("more of a", "and more")), Row("b", "B"), Row("c", "C", detail=("more of c",))]
    app = Showing(shown := RowList(rows))
    async with app.run_test(size=(30, 8)) as pilot:
        assert lines(shown)[:5] == [" A", " more of a", " and more", " B", " C"]
        await pilot.press("down")
        assert lines(shown)[:4] == [" A", " B", " C", ""]
        await pilot.press("down")
        assert lines(shown)[:5] == [" A", " B", " C", " more of c", ""]


async def test_details_of_the_last_row_are_scrolled_into_sight() -> None:
    app = Showing(shown := RowList([*numbered(20), Row("z", "Z", detail=("one", "two"))]))
    async with app.run_test(size=(30, 5)) as pilot:
        await pilot.press("end")
        await pilot.pause()
        assert lines(shown) == [" row 18", " row 19", " Z", " one", " two"]
        await pilot.click(shown, offset=(3, 0))
        assert key_of(shown) == "18"


async def test_an_empty_list_says_what_will_stand_here_and_offers_no_enter() -> None:
    app = Showing(shown := RowList(empty=["Nobody yet.", "a  adds the first person"]))
    async with app.run_test(size=(20, 5), message_hook=app.keep) as pilot:
        assert lines(shown)[:4] == [" Nobody yet.", " a  adds the first", " person", ""], "wrapped, and not cut"
        assert "enter" not in app.screen.active_bindings
        await pilot.press("down", "enter", "end", "pageup")
        shown.set_empty(["Other words"])
        assert lines(shown)[0] == " Other words"
        shown.set_rows(numbered(1))
        await pilot.pause()
        assert "enter" in app.screen.active_bindings
        assert lines(shown)[0] == " row 0"
    assert chosen(app) == []


async def test_a_list_of_titles_only_has_no_cursor() -> None:
    app = Showing(shown := RowList([heading("A"), SPACER, heading("B")]))
    async with app.run_test(message_hook=app.keep) as pilot:
        await pilot.press("down", "up", "home", "end", "pagedown", "enter")
        assert shown.highlighted is None
    assert app.told == []


@pytest.mark.parametrize("size", [(20, 4), (1, 1), (2, 3), (9, 2), (80, 24), (200, 60)])
async def test_hostile_rows_are_drawn_at_any_size(size: tuple[int, int]) -> None:
    rows = [Row(f"k{n}", text, text[:3], text, text, detail=(text, text)) for n, text in enumerate(HOSTILE)]
    app = Showing(RowList([heading(HOSTILE[0], HOSTILE[1]), *rows], empty=HOSTILE))
    async with app.run_test(size=size) as pilot:
        for _ in rows:
            for line in screen_lines(app):
                assert cell_len(line) == size[0]
                assert line.isprintable() or "\u3000" in line
            await pilot.press("down")


async def test_markup_in_a_row_is_shown_as_typed() -> None:
    app = Showing(shown := RowList([Row("a", "[/foo] [Q3] [bold]x[/]", right="[r]", fact="[f]", detail=("[d]",))]))
    async with app.run_test(size=(60, 4)):
        assert "[/foo] [Q3] [bold]x[/]  [f]" in lines(shown)[0]
        assert lines(shown)[0].endswith("[r]")
        assert lines(shown)[1] == " [d]"


async def test_the_list_follows_the_size_of_the_terminal() -> None:
    app = Showing(shown := RowList([*numbered(49), Row("z", "z" * 70, right="end")]))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")
        assert "z" * 70 in lines(shown)[-1]
        await pilot.resize_terminal(30, 3)
        await pilot.pause()
        assert lines(shown)[-1].endswith("z…  end")
        assert len(lines(shown)) == 3
        await pilot.resize_terminal(80, 1)
        await pilot.pause()
        assert "z" * 70 in lines(shown)[0]
        await pilot.press("up")
        assert lines(shown) == [" row 48"]


async def test_the_scroll_bar_covers_nothing() -> None:
    app = Showing(RowList([Row(str(n), "m", right="end") for n in range(50)]))
    async with app.run_test(size=(30, 5)) as pilot:
        await pilot.pause()
        assert all(line[:-1].endswith(" end ") for line in screen_lines(app))


class Counted:
    """A large table that keeps which windows were asked for."""

    def __init__(self, count: int) -> None:
        self.asked: list[tuple[int, int]] = []
        self.source = PagedSource(count, self.fetch, self.find)

    def find(self, key: str) -> int | None:
        return int(key) if int(key) < len(self.source) else None

    def fetch(self, first: int, count: int) -> Sequence[Row]:
        self.asked.append((first, count))
        last = min(first + count, len(self.source))
        return [Row(str(n), f"row {n}", right="r" * (n % 5)) for n in range(first, last)]


async def test_of_a_hundred_thousand_rows_only_what_is_shown_is_read() -> None:
    table = Counted(100_000)
    app = Showing(shown := RowList())
    async with app.run_test(size=(60, 20)) as pilot:
        shown.set_source(table.source)
        await pilot.pause()
        await pilot.press(*["down"] * 30)
        assert table.asked == [(0, 200)]
        await pilot.press("end", "up")
        await pilot.pause()
        assert table.asked == [(0, 200), (99_800, 200)]
        assert " row 99998" in texts(lines(shown))
        assert shown.highlight("50000")
        assert (50_000, 200) in table.asked
        assert len(table.asked) <= 4


async def test_few_pages_are_kept_and_any_is_read_again_when_needed() -> None:
    table = Counted(100_000)
    app = Showing(shown := RowList())
    async with app.run_test(size=(60, 20)) as pilot:
        shown.set_source(table.source)
        for key in range(0, 100_000, 5_000):
            assert shown.highlight(str(key))
            await pilot.pause()
            assert f" row {key}" in texts(lines(shown))
        assert len(shown._pages) <= 8
        await pilot.press("home")
        await pilot.pause()
        assert " row 0" in texts(lines(shown))
        assert table.asked.count((0, 200)) == 2


async def test_a_source_that_shrank_since_it_was_counted_is_drawn() -> None:
    app = Showing(shown := RowList())
    async with app.run_test(size=(40, 10)) as pilot:
        shown.set_source(PagedSource(500, lambda first, _count: numbered(3) if first == 0 else [], {"0": 0}.get))
        await pilot.press("end")
        await pilot.pause()
        assert key_of(shown) == "2"


async def test_a_cursor_move_repaints_two_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Showing(shown := RowList(numbered(50)))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("down")
        painted: list[Region] = []
        plain_refresh = shown.refresh

        def refresh(*regions: Region, **how: bool) -> RowList:
            painted.extend(regions or [shown.region])
            return plain_refresh(*regions, **how)

        monkeypatch.setattr(shown, "refresh", refresh)
        await pilot.press("down")
        assert sorted((region.y, region.height) for region in painted) == [(1, 1), (2, 1)]


async def test_without_focus_the_cursor_row_has_a_mark_that_needs_no_colour() -> None:
    app = Showing(shown := RowList([Row("a", "A", "!"), Row("b", "B")]), Input())
    async with app.run_test(size=(30, 6)) as pilot:
        shown.focus()
        await pilot.pause()
        assert [line[:2] for line in lines(shown)[:2]] == [" !", "  "]
        await pilot.press("tab")
        await pilot.pause()
        assert [line[:2] for line in lines(shown)[:2]] == [f"{UNICODE.rest}!", "  "]
        assert lines(shown)[0][2:].rstrip() == "  A", "nothing moves for it"


async def test_the_cursor_row_is_lit_over_its_width_and_dimmer_without_focus() -> None:
    app = Showing(shown := RowList([Row("a", "A", "!", "r", "f", Tone.ERROR), Row("b", "B")]), Input())
    async with app.run_test(size=(30, 6)) as pilot:

        def backgrounds(y: int) -> set[str]:
            return {str(segment.style.bgcolor) for segment in shown.render_line(y) if segment.style}

        shown.focus()
        await pilot.pause()
        focused, other = backgrounds(0), backgrounds(1)
        assert len(focused) == 1
        assert focused != other
        await pilot.press("tab")
        await pilot.pause()
        assert len(backgrounds(0)) == 1
        assert backgrounds(0) != focused
        assert backgrounds(0) != other


async def test_a_tone_colours_the_mark_and_leaves_the_words() -> None:
    rows = [Row("x", "first"), Row("a", "Ilya", "!", "prep", "16 days", Tone.ERROR), Row("b", "alone", tone=Tone.ERROR)]
    app = Showing(shown := RowList(rows))
    async with app.run_test(size=(60, 6)):
        colours = {segment.text.strip(): segment.style.color for segment in shown.render_line(1) if segment.style}
        assert colours["16 days"] == colours["Ilya"] != colours["!"]
        assert colours["prep"] not in (colours["!"], colours["Ilya"])
        alone = next(segment for segment in shown.render_line(2) if "alone" in segment.text)
        assert alone.style is not None
        assert alone.style.color == colours["!"]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "nord", "ansi-dark", "ansi-light"])
async def test_the_cursor_stands_out_in_every_kind_of_theme(theme: str) -> None:
    app = Showing(shown := RowList(numbered(3)), Input())
    app.theme = theme
    async with app.run_test(size=(30, 6)) as pilot:
        for _ in range(2):
            first, second = (next(iter(shown.render_line(y))).style for y in (0, 1))
            assert first != second
            await pilot.press("tab")
            await pilot.pause()


async def test_without_unicode_a_cut_text_ends_with_two_dots() -> None:
    app = Showing(shown := RowList([Row("a", "m" * 50)], marks=ASCII))
    async with app.run_test(size=(20, 3)):
        assert lines(shown)[0] == " " + "m" * 16 + ".."


async def test_another_theme_is_followed_at_once() -> None:
    app = Showing(shown := RowList([Row("a", "A"), Row("b", "B", "!", tone=Tone.ERROR)]))
    async with app.run_test(size=(30, 6)) as pilot:

        def looks() -> list[object]:
            return [segment.style for y in (0, 1) for segment in shown.render_line(y)]

        app.theme = "textual-dark"
        await pilot.pause()
        dark = looks()
        app.theme = "textual-light"
        await pilot.pause()
        assert all(before != after for before, after in zip(dark, looks(), strict=True))


async def test_the_ends_show_the_words_before_and_behind_all_rows_too() -> None:
    words = [Row("", f"word {number}") for number in range(4)]
    behind = [Row("", f"end {number}") for number in range(4)]
    app = Showing(shown := RowList([*words, *numbered(20), *behind]))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("end")
        assert key_of(shown) == "19"
        assert [text in "\n".join(screen_lines(app)) for text in ("row 19", "end 3")] == [True, True]
        await pilot.press("home")
        assert key_of(shown) == "0"
        assert [text in "\n".join(screen_lines(app)) for text in ("row 0", "word 0")] == [True, True]
