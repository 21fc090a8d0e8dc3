"""Every text can be read in every theme, and the cursor is seen without colour; nothing but ASCII where asked for."""

from __future__ import annotations

import pytest
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.color import Color
from textual.command import CommandList
from textual.scrollbar import ScrollBarRender

from rhythm.app import RhythmApp
from rhythm.screens.over import _Faint
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import NARROW, WIDE
from tests.widgets.showing import lines, screen_lines
from widgets.capture_input import CaptureInput
from widgets.cell_grid import CellGrid
from widgets.draft_area import DraftArea
from widgets.plain import UNICODE
from widgets.row_list import RowList
from widgets.week_grid import WeekGrid

LEAST = 4.5
THEMES = ("rhythm-dark", "rhythm-light", "rhythm-contrast", "rhythm-terminal", "rhythm-terminal-light")
SEEN = (
    "today",
    "people",
    "person",
    "plan",
    "room",
    "room, closing",
    "conflicts",
    "card",
    "capture",
    "capture, suggestions",
    "figures",
    "week",
    "quarter",
    "quarter, as Markdown",
    "quarter, over time",
    "org",
    "board",
    "picture",
    "portfolio",
    "growth",
    "people, edit",
    "search",
    "palette",
    "help",
)
_NOT_READ = set("│─╭╮╰╯┃▏▕▔▁▂▃▄▅▆▇█▌▐")
"""Lines, bars and the scroll bar."""
_BARS = set("▁▂▃▄▅▆▇█▌▐")
"""Those of them that say something."""
LEAST_OF_BARS = 3
MOST_OF_GROUNDS = 1.8
"""Contrast of the brightest ground behind a window: of any text there it is more than two."""
MOST_INKS = 8
"""Colours of text in one screen."""


def light(colour: ColorTriplet) -> float:
    """The relative luminance, as WCAG defines it."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """From 1, the same, to 21, black on white."""
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def xterm(dark: bool) -> TerminalTheme:
    """The sixteen colours as xterm has them."""
    plain = ((0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205))
    bright = ((127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255))
    ink, paper = ((229, 229, 229), (0, 0, 0)) if dark else ((0, 0, 0), (255, 255, 255))
    return TerminalTheme(paper, ink, [*plain, (229, 229, 229)], [*bright, (255, 255, 255)])


def colours(app: RhythmApp, segment: Segment) -> tuple[ColorTriplet, ColorTriplet]:
    """What is drawn on what."""
    terminal, style = xterm(app.current_theme.dark), segment.style
    assert style is not None
    ink = style.color.get_truecolor(terminal) if style.color else terminal.foreground_color
    paper = style.bgcolor.get_truecolor(terminal, foreground=False) if style.bgcolor else terminal.background_color
    return (paper, ink) if style.reverse else (ink, paper)


def in_front(app: RhythmApp) -> list[Segment]:
    """What the page shows, or of a window what stands inside its border."""
    box = next(iter(app.screen.query(".dialog, #--container")), app.screen).region
    strips = app.screen._compositor.render_strips()[box.y : box.bottom]
    return [segment for strip in strips for segment in strip.crop(box.x, box.right) if segment.text.strip()]


def faint(app: RhythmApp) -> list[tuple[str, float]]:
    """The texts and bars in front that are hard to see."""
    found = []
    for segment in in_front(app):
        glyphs = set(segment.text.strip())
        least = LEAST if glyphs - _NOT_READ else LEAST_OF_BARS if glyphs & _BARS else 0
        seen = contrast(*colours(app, segment))
        found += [(segment.text.strip()[:30], round(seen, 1))] if seen < least else []
    return found


def inks(app: RhythmApp) -> set[ColorTriplet]:
    """The colours of the texts in front."""
    return {colours(app, segment)[0] for segment in in_front(app) if set(segment.text.strip()) - _NOT_READ}


async def test_every_text_can_be_read_in_every_theme(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    hard, gaudy = [], []
    async with app.run_test(size=NARROW) as pilot:
        for stop in (stop for stop in STOPS if stop.name in SEEN):
            await go(pilot, app, full, stop)
            for theme in THEMES:
                app.theme = theme
                await settle(pilot)
                hard += [(stop.name, theme, *one) for one in faint(app)]
                gaudy += [(stop.name, theme, sorted(inks(app)))] if len(inks(app)) > MOST_INKS else []
    assert hard == [], "\n".join(map(str, hard))
    assert gaudy == [], "\n".join(map(str, gaudy))


@pytest.mark.parametrize("theme", THEMES)
async def test_every_field_of_a_window_is_seen_and_the_one_in_hand_told_apart(full: Full, theme: str) -> None:
    app = RhythmApp(full.rhythm)
    app.theme = theme
    async with app.run_test(size=NARROW) as pilot:
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "people, edit"))
        strips = app.screen._compositor.render_strips()
        fields = [entry.region for entry in app.screen.query(CaptureInput)]
        bars = [next(iter(strips[box.y].crop(box.x, box.x + 1))) for box in fields]
        assert len(bars) > 10
        assert all(contrast(*colours(app, bar)) >= LEAST_OF_BARS for bar in bars)
        assert all(colours(app, bars[0])[0] != colours(app, bar)[0] for bar in bars[1:])


@pytest.mark.parametrize("name", ["people, edit", "help", "palette"])
@pytest.mark.parametrize("theme", THEMES)
async def test_the_page_behind_a_window_is_seen_and_does_not_draw_the_eye(full: Full, theme: str, name: str) -> None:
    app = RhythmApp(full.rhythm)
    app.theme = theme
    async with app.run_test(size=NARROW) as pilot:
        stop = next(stop for stop in STOPS if stop.name == name)
        await app.action_place(stop.open if isinstance(stop.open, str) else "today")
        await settle(pilot)
        above = list(app.screen._compositor.render_strips()[0])
        await go(pilot, app, full, stop)
        behind = list(app.screen._compositor.render_strips()[0])
        assert [segment.text for segment in behind] == [segment.text for segment in above]
        for before, now in zip(above, behind, strict=True):
            assert now.style is not None
            seen, lit = contrast(*colours(app, now)), contrast(*colours(app, before))
            assert now.style.dim or not now.text.strip() or 1.2 < seen < lit
            assert contrast(colours(app, now)[1], xterm(app.current_theme.dark).background_color) < 3


@pytest.mark.parametrize("theme", THEMES)
async def test_the_row_and_the_place_in_hand_step_back_behind_a_window(full: Full, theme: str) -> None:
    app = RhythmApp(full.rhythm)
    app.theme = theme
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("down")
        await settle(pilot)
        row = app.screen.query_one(RowList)._cursor
        assert row is not None
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "help"))
        strips = app.screen._compositor.render_strips()
        for lit, usual in ((strips[0], strips[0].crop(60)), (strips[1 + row], strips[2])):
            text, ground = colours(app, next(iter(lit)))
            page = colours(app, next(iter(usual)))[1]
            assert contrast(ground, page) < MOST_OF_GROUNDS, "no ground draws the eye more than any text does"
            assert contrast(text, ground) > 1.2, "it can still be read a little"


async def test_in_high_contrast_a_pane_and_the_palette_have_an_edge(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    app.theme = "rhythm-contrast"
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        pane = app.screen.query_one("#detail").region
        edges = [app.screen._compositor.render_strips()[pane.y + 2].crop(pane.x, pane.x + 1)]
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "palette"))
        found = app.screen.query_one(CommandList).region
        rows = app.screen._compositor.render_strips()[found.y + 2 : found.y + 4]
        edges += [row.crop(x, x + 1) for row in rows for x in (found.x, found.right - 1)]
        for edge in edges:
            assert edge.text.strip()
            assert contrast(*colours(app, next(iter(edge)))) >= LEAST_OF_BARS


def test_behind_a_window_nothing_is_left_of_a_scroll_bar_in_sixteen_colours() -> None:
    bar = ScrollBarRender.render_bar(size=10, virtual_size=37, window_size=13, position=3, thickness=1)
    assert any(segment.text.strip() for segment in bar.segments), "its ends are glyphs"
    page = [Segment("Dana", Style(bold=True)), *bar.segments]
    drawn = "".join(segment.text for segment in _Faint.process_segments(page, Color(0, 0, 0)))
    assert drawn.split() == ["Dana"]


async def test_a_theme_is_put_on_at_once_by_what_is_in_front(full: Full) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        for name in ("palette", "people, edit", "help"):
            await go(pilot, app, full, next(stop for stop in STOPS if stop.name == name))
            before = {theme: set[ColorTriplet]() for theme in ("rhythm-dark", "rhythm-light")}
            for theme, seen in before.items():
                app.theme = theme
                await settle(pilot)
                seen |= {colours(app, segment)[1] for segment in in_front(app)}
            assert not before["rhythm-dark"] & before["rhythm-light"], name


@pytest.mark.parametrize("colour", [True, False], ids=["colour", "no colour"])
@pytest.mark.parametrize("theme", THEMES)
async def test_the_cursor_stands_out_in_every_theme(
    rhythm: Rhythm, org: Org, monkeypatch: pytest.MonkeyPatch, theme: str, colour: bool
) -> None:
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    app = RhythmApp(rhythm, place="people")
    app.theme = theme
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        listing = app.screen.query_one(RowList)
        assert listing.has_focus
        assert listing._cursor is not None
        first = listing.region.y + listing._cursor
        strips = app.screen._compositor.render_strips()[first : first + 2]
        cursor, other = (next(iter(strip)) for strip in strips)
        # Brightness tells them apart, not only a hue.
        assert contrast(colours(app, cursor)[1], colours(app, other)[1]) > 2.5
        assert cursor.style is not None
        assert cursor.style.bold
        assert colour or cursor.style.reverse or not app.native_ansi_color


@pytest.mark.parametrize("theme", ["rhythm-dark", "rhythm-light", "rhythm-contrast"])
async def test_without_colour_what_one_would_light_does_not_step_back(
    full: Full, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = RhythmApp(full.rhythm)
    app.theme = theme
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        drawn = {segment.text.strip(): segment for segment in in_front(app)}
        said = contrast(*colours(app, drawn["Quince who sets the release date"]))
        for mark in ("●●●", "!", "~"):
            assert contrast(*colours(app, drawn[mark])) >= said, mark
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "board"))
        names = {segment.text.strip(): segment for segment in in_front(app)}
        here, others = (names[name] for name in ("Roadmap", "Staffing"))
        assert contrast(*colours(app, here)) >= contrast(*colours(app, others))
        assert here.style is not None
        assert here.style.bold, "as the others are"


@pytest.mark.parametrize("theme", ["rhythm-terminal", "rhythm-terminal-light"])
async def test_without_any_colour_the_field_in_hand_its_cursor_and_what_the_palette_takes_are_seen(
    full: Full, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = RhythmApp(full.rhythm)
    app.theme = theme
    async with app.run_test(size=NARROW) as pilot:
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "people, edit"))
        fields = [entry.region for entry in app.screen.query(CaptureInput)]
        lines = screen_lines(app)
        bars = [lines[box.y][box.x] for box in fields]
        assert bars[0] not in bars[1:], "its bar has another shape"
        strip = app.screen._compositor.render_strips()[fields[0].y]
        assert any(segment.style and segment.style.reverse for segment in strip)
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "palette"))
        row = app.screen.query_one(CommandList).region.y
        first, second = app.screen._compositor.render_strips()[row : row + 2]
        assert any(segment.style and segment.style.underline for segment in first)
        assert not any(segment.style and segment.style.underline for segment in second)


@pytest.mark.parametrize("theme", THEMES)
async def test_the_row_of_a_list_that_has_not_the_focus_has_a_mark_and_is_told_from_the_one_in_hand(
    full: Full, theme: str
) -> None:
    app = RhythmApp(full.rhythm)
    app.theme = theme
    async with app.run_test(size=NARROW) as pilot:
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "room"))
        listing = app.screen.query_one("#queue", RowList)
        listing.focus()
        await settle(pilot)
        assert listing._cursor is not None
        lit = listing.get_component_rich_style("row-list--cursor")
        assert not lines(listing)[listing._cursor].startswith(UNICODE.rest)
        await pilot.press("i")
        await settle(pilot)
        rest = listing.get_component_rich_style("row-list--cursor")
        assert lines(listing)[listing._cursor].startswith(UNICODE.rest)
        ink, paper = colours(app, Segment("x", rest))
        assert contrast(ink, paper) > LEAST
        assert (rest.bold, rest.reverse, paper) != (lit.bold, lit.reverse, colours(app, Segment("x", lit))[1])
        if app.native_ansi_color:
            # Not every terminal can dim, and two rows that are turned round look alike.
            assert not rest.reverse
            assert not rest.dim
        else:
            assert contrast(paper, colours(app, Segment(" ", listing.rich_style))[1]) > 1.3


@pytest.mark.parametrize("theme", [*THEMES, "nord", "ansi-dark"])
async def test_the_line_beside_a_pane_parts_and_is_less_than_any_text(full: Full, theme: str) -> None:
    app = RhythmApp(full.rhythm)
    app.theme = theme
    async with app.run_test(size=WIDE) as pilot:
        for name in ("people", "board", "expectations", "quarter, compared"):
            await go(pilot, app, full, next(stop for stop in STOPS if stop.name == name))
            segments = [one for strip in app.screen._compositor.render_strips() for one in strip]
            text = max(contrast(*colours(app, one)) for one in segments if one.text.strip(" ▏─│"))
            drawn = {contrast(*colours(app, one)) for one in segments if one.text.strip() and not one.text.strip(" ▏─")}
            assert drawn, name
            assert all(1.05 < seen < text / 1.8 for seen in drawn), (name, drawn, text)


@pytest.mark.parametrize("theme", THEMES)
async def test_what_a_field_is_for_does_not_look_like_what_was_typed(full: Full, theme: str) -> None:
    app = RhythmApp(full.rhythm)
    app.theme = theme
    async with app.run_test(size=NARROW) as pilot:
        await go(pilot, app, full, next(stop for stop in STOPS if stop.name == "room"))
        notes = app.screen.query_one(DraftArea)
        told = notes.get_component_rich_style("text-area--placeholder")
        assert told.dim or told.color != notes.rich_style.color


@pytest.mark.parametrize("theme", THEMES)
async def test_the_cursor_in_a_grid_stands_out_in_every_theme(full: Full, theme: str) -> None:
    app = RhythmApp(full.rhythm)
    app.theme = theme
    async with app.run_test(size=NARROW) as pilot:
        for name, grid, kind in (("board", CellGrid, "cell-grid"), ("plan", WeekGrid, "week-grid")):
            await go(pilot, app, full, next(stop for stop in STOPS if stop.name == name))
            shown = app.screen.query_one(grid)
            shown.focus()
            await settle(pilot)
            style = shown.get_component_rich_style(f"{kind}--cursor")
            ink, paper = colours(app, Segment("x", style))
            ground = colours(app, Segment(" ", shown.rich_style))[1]
            assert contrast(paper, ground) > 2.5, name
            assert contrast(ink, paper) > LEAST, name


async def test_in_ascii_nothing_else_stands_anywhere(full: Full) -> None:
    settings = full.rhythm.settings
    full.rhythm.settings = settings._replace(look=settings.look._replace(ascii=True))
    app = RhythmApp(full.rhythm)
    found = []
    async with app.run_test(size=NARROW) as pilot:
        for stop in STOPS:
            await go(pilot, app, full, stop)
            glyphs = {glyph for line in screen_lines(app) for glyph in line if not glyph.isascii()}
            found += [(stop.name, *sorted(glyphs))] if glyphs else []
    assert found == [], "\n".join(map(str, found))
