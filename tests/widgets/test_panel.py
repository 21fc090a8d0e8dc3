from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual import events
from textual.geometry import Region
from textual.widgets import Input

from tests.widgets.showing import HOSTILE, Showing, lines, screen_lines
from widgets.panel import Para, TextPanel, wrap
from widgets.plain import TOGETHER, clean
from widgets.tone import Tone


async def test_paragraphs_wrap_between_words_under_their_indent() -> None:
    app = Showing(
        panel := TextPanel(
            [Para("Title", Tone.HEADING), Para("three meetings in forty days", indent=2), Para(), Para("end")]
        )
    )
    async with app.run_test(size=(20, 8)):
        assert lines(panel)[:6] == ["Title", "  three meetings", "  in forty days", "", "end", ""]


async def test_text_keeps_off_the_scroll_bar() -> None:
    app = Showing(panel := TextPanel([Para("x" * 200)]))
    async with app.run_test(size=(20, 6)):
        assert panel.vertical_scrollbar.region.x == 19
        assert all(line[17:19] == "x " for line in screen_lines(app))


async def test_written_lines_stay_lines() -> None:
    app = Showing(panel := TextPanel([Para("one\n  - two\r\n\nthree")]))
    async with app.run_test(size=(30, 6)):
        assert lines(panel) == ["one", "  - two", "", "three", "", ""]


async def test_markup_is_shown_as_typed() -> None:
    app = Showing(panel := TextPanel([Para("[/foo] [Q3] [bold]x[/bold]")]))
    async with app.run_test(size=(40, 3)):
        assert lines(panel)[0] == "[/foo] [Q3] [bold]x[/bold]"


@pytest.mark.parametrize("size", [(1, 1), (4, 3), (20, 6), (120, 40)])
async def test_hostile_texts_are_drawn_at_any_size(size: tuple[int, int]) -> None:
    app = Showing(panel := TextPanel(focusable=True))
    async with app.run_test(size=size) as pilot:
        for text in HOSTILE:
            panel.set_paras(
                [Para(text, tone, indent=indent) for tone, indent in zip(Tone, (0, 2, 9, 90), strict=False)]
            )
            await pilot.pause()
            assert all(cell_len(line) == size[0] for line in screen_lines(app))


async def test_other_paragraphs_begin_at_the_top_and_the_same_stay_scrolled() -> None:
    paras = [Para(f"line {number}") for number in range(50)]
    app = Showing(panel := TextPanel(paras, focusable=True))
    async with app.run_test(size=(30, 5)) as pilot:
        app.animation_level = "none"
        await pilot.pause()
        await pilot.press("pagedown")
        await pilot.pause()
        scrolled = lines(panel)[0]
        assert scrolled != "line 0"
        panel.set_paras(list(paras))
        await pilot.pause()
        assert lines(panel)[0] == scrolled
        panel.set_paras(paras[1:])
        await pilot.pause()
        assert lines(panel)[0] == "line 1"


async def test_keys_scroll_a_focusable_panel_to_its_end_and_back() -> None:
    app = Showing(panel := TextPanel([Para(f"line {number}") for number in range(50)], focusable=True))
    async with app.run_test(size=(30, 5)) as pilot:
        app.animation_level = "none"
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        assert lines(panel)[-1] == "line 49"
        await pilot.press("home", "down", "down", "up")
        await pilot.pause()
        assert lines(panel)[0] == "line 1"


async def test_a_panel_takes_no_focus_unless_asked() -> None:
    app = Showing(TextPanel([Para("x")]), Input())
    async with app.run_test(size=(30, 5)) as pilot:
        await pilot.press("tab", "tab")
        assert isinstance(app.focused, Input)


async def test_text_wraps_anew_for_another_width() -> None:
    app = Showing(panel := TextPanel([Para("alpha beta gamma delta")]))
    async with app.run_test(size=(40, 6)) as pilot:
        assert lines(panel)[:2] == ["alpha beta gamma delta", ""]
        await pilot.resize_terminal(14, 6)
        await pilot.pause()
        assert lines(panel)[:2] == ["alpha beta", "gamma delta"]


async def test_a_pane_as_high_as_its_text_has_no_empty_line() -> None:
    app = Showing(panel := TextPanel([Para("alpha"), Para("beta")]))
    async with app.run_test(size=(40, 6)) as pilot:
        panel.styles.height = "auto"
        await pilot.pause()
        assert panel.size.height == 2


@pytest.mark.parametrize("width", range(8, 24))
async def test_a_pane_as_high_as_its_text_shows_its_last_line_at_any_width(width: int) -> None:
    app = Showing(panel := TextPanel([Para("a promise to Dana, until Sat 12 Dec")]))
    panel.styles.height = "auto"
    async with app.run_test(size=(width, 9)):
        assert " ".join(lines(panel)).split()[-1] == "Dec"
        assert lines(panel)[-1].strip()


async def test_a_pane_as_high_as_its_text_gets_lower_with_it() -> None:
    app = Showing(panel := TextPanel([Para("one"), Para("two"), Para("three")]))
    panel.styles.height = "auto"
    async with app.run_test(size=(20, 8)) as pilot:
        assert panel.size.height == 3
        panel.set_paras([Para("four")])
        await pilot.pause()
        assert panel.size.height == 1


async def test_the_scroll_bar_hides_no_letter() -> None:
    app = Showing(panel := TextPanel([Para("abcdefgh " * 30)]))
    async with app.run_test(size=(11, 4)) as pilot:
        await pilot.pause()
        assert lines(panel) == ["abcdefgh"] * 4
        assert [line[1:9] for line in screen_lines(app)] == ["abcdefgh"] * 4


def test_a_word_longer_than_the_line_is_parted() -> None:
    assert wrap("a abcdefghij b", 4) == ["a", "abcd", "efgh", "ij b"]
    assert wrap("日本語の名前", 5) == ["日本", "語の", "名前"]
    assert wrap("", 4) == [""]


@pytest.mark.parametrize("width", [0, -1, -9])
def test_where_there_is_no_room_wrapping_ends_all_the_same(width: int) -> None:
    assert "".join(wrap("ab 日 c", width)).replace(" ", "") == "ab日c"


def test_a_number_stays_with_its_unit() -> None:
    assert wrap("the proposal (in 14 d), 30 min", 19) == ["the proposal", "(in 14 d), 30 min"]
    assert wrap("met 60 %, 3 days", 7) == ["met", "60 %,", "3 days"]
    assert wrap("written goals (11 d late)", 22) == ["written goals", "(11 d late)"]
    assert wrap("5 meetings in 58 days, coached 3x", 31) == ["5 meetings in 58 days,", "coached 3x"]
    assert wrap("importance 5 of 5", 15) == ["importance", "5 of 5"]


def test_facts_stay_whole_where_they_fit_and_no_line_begins_or_ends_with_their_dot() -> None:
    facts = "Engineering Manager · Carrier Links · 1:1"
    assert wrap(facts, 34) == ["Engineering Manager", "Carrier Links · 1:1"]
    assert wrap(facts, 35) == ["Engineering Manager · Carrier Links", "1:1"], "the dot takes no room at the end"
    assert wrap("20 min · in portfolio review · raised by Vikram", 30) == [
        "20 min · in portfolio review",
        "raised by Vikram",
    ]
    assert wrap("a fact of many words · b", 12) == ["a fact of", "many words", "b"]
    assert wrap("· given · up · ", 9) == ["· given", "up ·"], "what parts no facts is text"
    wrapped = wrap("Booking Flow and Fares · staffing", 9)
    assert not any(line.startswith("·") or line.endswith("·") for line in wrapped)


async def test_what_follows_a_mark_hangs_below_its_text() -> None:
    app = Showing(panel := TextPanel([Para("· given up at most"), Para("> half an hour with him", indent=1)]))
    async with app.run_test(size=(15, 6)):
        assert lines(panel)[:5] == ["· given up", "  at most", " > half an", "   hour with", "   him"]
        panel.set_paras([Para("= handling c cause"), Para("... and so on it goes")])
        assert lines(panel)[:4] == ["= handling c", "cause", "... and so", "on it goes"]


def test_a_day_stays_on_one_line() -> None:
    assert wrap("in slack · Fri 9 Oct · deferred", 16) == ["in slack", "Fri 9 Oct", "deferred"]
    assert wrap("by Tue 29 Dec)", 10) == ["by", "Tue 29", "Dec)"]
    assert wrap("Fri 9 of Octavia", 10) == ["Fri 9 of", "Octavia"]
    assert wrap("we met on Sun 12 people", 12) == ["we met on", "Sun", "12 people"]


def test_no_word_is_left_alone_in_the_last_line_where_another_can_come_with_it() -> None:
    told = "Nothing was written down this week, so"
    assert wrap(f"{told} there", 38) == ["Nothing was written down this week,", "so there"]
    assert wrap(f"{told} there is more", 38) == [told, "there is more"], "two words are company"
    assert wrap("the connector that waits ninety days", 31) == ["the connector that waits", "ninety days"]
    assert wrap("a word 2026-extraordinarily-long-indeed ok", 40)[-1] == "ok", "no line gets half empty for it"
    facts = "product, engineering, design, sales · ok"
    assert wrap(facts, 38) == ["product, engineering, design, sales", "ok"], "a line of facts ends with one"
    assert wrap(f"{'a' * 41} {'b' * 5}", 40)[-1] == f"a {'b' * 5}"


def test_what_stands_around_a_no_break_space_stays_on_one_line() -> None:
    assert wrap("= handling  c\u00a0cause", 12) == ["= handling ", "c cause"]
    assert wrap("weeks; ·\u00a0nothing logged", 17) == ["weeks; · nothing", "logged"]
    assert wrap("a\u00a0b", 9) == ["a b"]


_LETTERS = st.one_of(st.characters(exclude_categories=()), st.sampled_from(" ·ab"))


@given(st.text(alphabet=_LETTERS, max_size=80), st.integers(2, 30))
def test_wrapping_keeps_every_letter_and_the_width(text: str, width: int) -> None:
    line = clean(text).replace("\n", " ").replace(TOGETHER, " ")
    wrapped = wrap(line, width)
    assert all(cell_len(part) <= width for part in wrapped)
    dots = "".join(wrapped).count("·")
    assert line.count("·") - len(wrapped) < dots <= line.count("·"), "at most one goes at the end of a line"
    assert re.sub("[ ·]", "", "".join(wrapped)) == re.sub("[ ·]", "", line)


async def test_other_paragraphs_paint_the_lines_that_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    paras = [Para(text) for text in ("title", "one", "two", "three")]
    app = Showing(panel := TextPanel(paras))
    async with app.run_test(size=(30, 10)) as pilot:
        await pilot.pause()
        painted: list[int] = []
        refresh = panel.refresh

        def kept(*regions: Region, **how: bool) -> TextPanel:
            painted.extend(y for region in regions or [panel.size.region] for y in range(region.y, region.bottom))
            return refresh(*regions, **how)

        monkeypatch.setattr(panel, "refresh", kept)
        panel.set_paras([paras[0], Para("other"), paras[2]])
        assert painted == [1, 3], "another line, and one that is no more; the title and the blank rest stand"
        await pilot.pause()
        assert [line.rstrip() for line in screen_lines(app)][:5] == [" title", " other", " two", "", ""]
        painted.clear()
        panel.set_paras([Para("title"), Para("other"), Para("two"), Para()])
        assert painted == [3]
        painted.clear()
        panel.set_paras([Para("title"), Para("other"), Para("two"), Para(), *(Para("much") for _ in range(90))])
        assert set(painted) <= set(range(10)), "nothing is painted below what is in sight"
        await pilot.pause()
        assert [line[:5].rstrip() for line in screen_lines(app)][3:6] == ["", " much", " much"]


async def test_the_mouse_selects_what_is_copied_until_other_paragraphs_come() -> None:
    panel = TextPanel([Para("Plum cake for Dana,"), Para("日本 and tea", indent=2), Para("on Friday")])
    app = Showing(panel)
    async with app.run_test(size=(30, 6)) as pilot:
        drag = ((events.MouseDown, 6, 0), (events.MouseMove, 8, 1), (events.MouseMove, 10, 1), (events.MouseUp, 10, 1))
        for moved, x, y in drag:
            app.post_message(moved(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
            await pilot.pause()
        assert app.screen.get_selected_text() == "cake for Dana,\n  日本 and"
        lit = [segment.text for segment in panel.render_line(1)]
        assert lit == ["  日本 and", " tea" + " " * (panel.scrollable_content_region.width - 14)]
        styles = [segment.style for segment in panel.render_line(1) if segment.style is not None]
        assert styles[0].bgcolor != styles[1].bgcolor != styles[0].color == styles[1].color, "lit, and to be read"
        await pilot.press("ctrl+c")
        assert app.clipboard == "cake for Dana,\n  日本 and"
        panel.set_paras([Para("Nothing else")])
        assert app.screen.get_selected_text() is None


async def test_a_tone_that_changed_is_painted_too() -> None:
    app = Showing(panel := TextPanel([Para("title", Tone.HEADING), Para("late", Tone.ERROR)]))
    async with app.run_test(size=(30, 4)) as pilot:
        await pilot.pause()
        before = app.screen._compositor.render_strips()[1]
        panel.set_paras([Para("title", Tone.HEADING), Para("late", Tone.SUCCESS)])
        await pilot.pause()
        assert app.screen._compositor.render_strips()[1] != before
