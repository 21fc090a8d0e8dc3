from __future__ import annotations

from typing import ClassVar

import pytest
from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tests.widgets.showing import HOSTILE, Showing, lines, screen_lines
from widgets.bars import FootBar, Tab, TabBar, key_name
from widgets.plain import ASCII
from widgets.row_list import Row, RowList

PLACES = [
    Tab(name.lower(), str(number), name)
    for number, name in enumerate(["Today", "People", "Conflicts", "Week", "Quarter", "Org"], 1)
]


class Keys(Showing):
    """A program with keys of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", "help"),
        Binding("e", "log", "log"),
        Binding("slash", "find", "find"),
        Binding("ctrl+s", "close", "close meeting"),
        Binding("x", "strike", "strike"),
        Binding("y", "secret", "never shown", show=False),
        Binding("escape", "back", "back"),
    ]

    def __init__(self, *shown: Input | RowList | FootBar | Static) -> None:
        super().__init__(*shown)
        self.done: list[str] = []
        self.strike_state: bool | None = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return self.strike_state if action == "strike" else True

    def action_log(self) -> None:
        self.done.append("log")

    def action_help(self) -> None:
        self.done.append("help")

    def action_strike(self) -> None:
        self.done.append("strike")


def foot(app: Showing) -> str:
    return lines(app.screen.query_one(FootBar))[0]


async def test_the_places_stand_in_one_line_with_the_day_at_the_right() -> None:
    app = Showing(TabBar(PLACES, "today", right="Fri 20 Nov"))
    async with app.run_test(size=(80, 5)):
        assert screen_lines(app)[0] == (
            " 1 Today  2 People  3 Conflicts  4 Week  5 Quarter  6 Org            Fri 20 Nov "
        )


async def test_the_current_place_is_lit() -> None:
    app = Showing(bar := TabBar(PLACES, "week"))
    async with app.run_test(size=(80, 5)):
        plain = bar.rich_style.bgcolor
        lit = [part.text for part in bar.render_line(0) if part.style and part.style.bgcolor != plain]
        assert lit == [" 4 Week "]


async def test_a_click_on_a_place_tells_its_id() -> None:
    app = Showing(bar := TabBar(PLACES, "today"))
    async with app.run_test(size=(80, 5), message_hook=app.keep) as pilot:
        await pilot.click(bar, offset=(12, 0))
        await pilot.click(bar, offset=(75, 0))
    assert [message.tab_id for message in app.told if isinstance(message, TabBar.Chosen)] == ["people"]
    assert app.told[0].control is bar


async def test_a_narrow_line_keeps_the_keys_and_the_current_name() -> None:
    app = Showing(bar := TabBar(PLACES, "conflicts", right="Fri 20 Nov"))
    async with app.run_test(size=(40, 5), message_hook=app.keep) as pilot:
        assert lines(bar)[0] == " 1 2 3 Conflicts  4 5 6      Fri 20 Nov"
        await pilot.click(bar, offset=(3, 0))
        await pilot.resize_terminal(24, 5)
        await pilot.pause()
        assert lines(bar)[0] == " 1 2 3 Conflicts  4 5 6"
    assert [message.tab_id for message in app.told if isinstance(message, TabBar.Chosen)] == ["people"]


async def test_at_the_right_whole_facts_go_and_come_back_and_a_flag_stays() -> None:
    app = Showing(bar := TabBar(PLACES, "conflicts"))
    async with app.run_test(size=(100, 5)) as pilot:
        bar.set_right("2 verdicts due · Fri 20 Nov", "hidden")
        wide = lines(bar)[0]
        assert wide.endswith("  2 verdicts due · Fri 20 Nov · hidden")
        for width, rest in ((80, "6 Org Fri 20 Nov · hidden"), (70, "6 Org hidden"), (40, "4 5 6 hidden")):
            await pilot.resize_terminal(width, 5)
            await pilot.pause()
            assert " ".join(lines(bar)[0].split()).endswith(rest)
        await pilot.resize_terminal(100, 5)
        await pilot.pause()
        assert lines(bar)[0] == wide


async def test_hostile_words_at_the_right_are_cut_and_shown_as_typed() -> None:
    app = Showing(bar := TabBar(PLACES, "today"))
    async with app.run_test(size=(90, 3)):
        for text in HOSTILE:
            bar.set_right(text)
            assert cell_len(bar.render_line(0).text) == 90
        bar.set_right("[Q3] [/foo]")
        assert lines(bar)[0].endswith("[Q3] [/foo]")


async def test_the_footer_shows_the_keys_of_the_focused_widget_first_and_help_last() -> None:
    app = Keys(RowList([Row("a", "A")]), FootBar())
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        assert foot(app) == " enter open  e log  / find  ctrl+s close meeting  x strike  esc back     ? help"
        app.screen.query_one(RowList).set_rows([])
        await pilot.pause()
        assert foot(app).startswith(" e log  / find")


async def test_the_footer_shows_only_what_fits_and_help_always() -> None:
    app = Keys(RowList([Row("a", "A")]), FootBar())
    async with app.run_test(size=(35, 5)) as pilot:
        await pilot.pause()
        assert foot(app) == " enter open  e log  / find  ? help"
        await pilot.resize_terminal(24, 5)
        await pilot.pause()
        assert foot(app) == " enter open      ? help"
        for width in range(1, 40):
            await pilot.resize_terminal(width, 5)
            await pilot.pause()
            assert cell_len(app.screen.query_one(FootBar).render_line(0).text) == width


async def test_letters_are_not_promised_while_a_field_takes_them() -> None:
    app = Keys(Input(), FootBar())
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        shown = foot(app)
    assert "ctrl+s close meeting" in shown
    assert "esc back" in shown
    assert shown.endswith("f1 help")
    assert "log" not in shown
    assert "find" not in shown


async def test_hidden_keys_are_left_out_and_disabled_ones_greyed() -> None:
    app = Keys(RowList([Row("a", "A")]), bar := FootBar())
    async with app.run_test(size=(90, 5)) as pilot:
        await pilot.pause()

        def colour(word: str) -> object:
            return next(part.style and part.style.color for part in bar.render_line(0) if word in part.text)

        assert "never" not in foot(app)
        assert colour("strike") == colour("log")
        app.strike_state = None
        app.refresh_bindings()
        await pilot.pause()
        assert colour("strike") != colour("log")
        await pilot.click(bar, offset=(foot(app).index("strike"), 0))
        await pilot.pause()
        assert app.done == []
        app.strike_state = False
        app.refresh_bindings()
        await pilot.pause()
        assert "strike" not in foot(app)


async def test_a_click_on_a_key_does_what_the_key_does() -> None:
    app = Keys(RowList([Row("a", "A")]), bar := FootBar())
    async with app.run_test(size=(80, 5), message_hook=app.keep) as pilot:
        await pilot.pause()
        for word in ("log", "help", "open"):
            await pilot.click(bar, offset=(foot(app).index(word), 0))
            await pilot.pause()
        assert app.done == ["log", "help"]
        assert any(isinstance(message, RowList.Chosen) for message in app.told)
        assert isinstance(app.focused, RowList)


async def test_the_status_stands_beside_help() -> None:
    app = Keys(RowList([Row("a", "A")]), bar := FootBar())
    async with app.run_test(size=(60, 5)) as pilot:
        await pilot.pause()
        bar.set_status("saved 10:04")
        assert foot(app).endswith("  saved 10:04  ? help")
        for text in HOSTILE:
            bar.set_status(text)
            await pilot.pause()
            drawn = [bar.render_line(y).text for y in range(bar.size.height)]
            assert {cell_len(line) for line in drawn} == {60}
            assert drawn[-1].rstrip().endswith("? help")
        bar.set_status("")
        assert "saved" not in foot(app)
        bar.set_status("saved 10:04")
        await pilot.resize_terminal(30, 5)
        await pilot.pause()
        assert foot(app).startswith(" saved 10:04")
        assert foot(app).endswith("? help")


async def test_a_status_before_the_first_paint_takes_its_one_line_in_it() -> None:
    heights: list[int] = []

    class Told(FootBar):
        def on_mount(self) -> None:
            self.set_status("this is a sample, and F5 is a tour")

        def on_resize(self) -> None:
            heights.append(self.size.height)

    app = Keys(RowList([Row("a", "A")]), Told())
    async with app.run_test(size=(90, 5)) as pilot:
        await pilot.pause()
    assert heights == [1]


async def test_a_status_gets_all_that_the_keys_of_the_page_leave() -> None:
    app = Keys(RowList([Row("a", "A")]), bar := FootBar())
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        long = "the long word on what was done just now, whole"
        bar.set_status(long)
        seen = foot(app)
        assert long in seen
        assert "enter open" in seen


async def test_a_long_status_stands_in_place_of_the_keys_on_two_lines_if_need_be() -> None:
    app = Keys(RowList([Row("a", "A")]), bar := FootBar())
    async with app.run_test(size=(60, 8)) as pilot:
        await pilot.pause()
        bar.set_status("put off until Fri 4 Dec 2026, two times are left")
        await pilot.pause()
        assert foot(app) == " put off until Fri 4 Dec 2026, two times are left    ? help"
        words = "the promise to send the level table to Dana Okoye was moved to Friday 4 December for the second time"
        bar.set_status(words)
        await pilot.pause()
        assert bar.size.height == 2
        shown = [bar.render_line(y).text.rstrip() for y in range(2)]
        assert shown[1].endswith("  ? help")
        assert " ".join(" ".join(shown).split()) == words + " ? help"
        bar.set_status(words * 2)
        await pilot.pause()
        assert bar.size.height == 2
        assert "… " in bar.render_line(1).text
        bar.set_status(" · ".join([facts := "a fact that leaves no room for another one"] * 3))
        await pilot.pause()
        assert [bar.render_line(y).text.split("  ")[0].strip() for y in range(2)] == [facts] * 2, "the third goes whole"
        bar.set_status("")
        await pilot.pause()
        assert bar.size.height == 1
        assert "enter open" in foot(app)


async def test_a_key_that_works_inside_text_too_stands_for_its_action_only_there() -> None:
    class Twice(Keys):
        BINDINGS: ClassVar[list[BindingType]] = [
            Binding("f2", "log", "log", priority=True),
        ]

    app = Twice(Input(id="text"), RowList([Row("a", "A")]), FootBar())
    async with app.run_test(size=(80, 5)) as pilot:
        app.screen.query_one(RowList).focus()
        await pilot.pause()
        assert " e log" in foot(app)
        assert "f2" not in foot(app)
        app.screen.query_one(Input).focus()
        await pilot.pause()
        assert "f2 log" in foot(app)
        assert " e log" not in foot(app)


async def test_a_footer_under_a_dialog_comes_back_true() -> None:
    app = Keys(RowList([Row("a", "A")]), FootBar(marks=ASCII))
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.pause()
        before = foot(app)
        dialog: ModalScreen[None] = ModalScreen()
        app.push_screen(dialog)
        await pilot.pause()
        dialog.dismiss()
        await pilot.pause()
        assert foot(app) == before


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("question_mark", "?"),
        ("slash", "/"),
        ("left_square_bracket", "["),
        ("escape", "esc"),
        ("enter", "enter"),
        ("ctrl+s", "ctrl+s"),
        ("shift+tab", "shift+tab"),
        ("ctrl+up", "ctrl+up"),
        ("U", "U"),
        ("f2", "f2"),
        ("space", "space"),
    ],
)
def test_keys_are_named_as_people_write_them(key: str, name: str) -> None:
    assert key_name(key) == name
