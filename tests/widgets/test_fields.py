from __future__ import annotations

from collections.abc import Callable

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input
from textual.widgets.input import Selection

from tests.widgets.showing import HOSTILE, Showing, screen_lines
from widgets.capture_input import CaptureInput, pasted_lines
from widgets.draft_area import LONGEST, PAUSE, DraftArea


class Clockwork(DraftArea):
    """A notes field whose timers run when the test says so."""

    def __init__(self, text: str = "") -> None:
        self.timers: list[Stopped] = []
        super().__init__(text)

    def set_timer(self, delay: float, callback: Callable[[], None], **_how: object) -> Stopped:  # type: ignore[override]
        timer = Stopped(delay, callback)
        self.timers.append(timer)
        return timer

    @property
    def due(self) -> list[float]:
        """Seconds of the timers that would still ring."""
        return [timer.delay for timer in self.timers if timer.running]

    def ring(self, delay: float) -> None:
        """Let the timer of this many seconds ring, once."""
        timer = next(timer for timer in self.timers if timer.running and timer.delay == delay)
        timer.running = False
        timer.callback()


class Stopped:
    """Stands for a timer that nobody waits for."""

    def __init__(self, delay: float, callback: Callable[[], None]) -> None:
        self.delay, self.callback, self.running = delay, callback, True

    def stop(self) -> None:
        """It will not ring."""
        self.running = False


def drafts(app: Showing) -> list[str]:
    return [message.text for message in app.told if isinstance(message, DraftArea.Draft)]


def pastes(app: Showing) -> list[tuple[str, ...]]:
    return [message.lines for message in app.told if isinstance(message, CaptureInput.Pasted)]


async def test_a_field_for_notes_without_a_cell_of_room_is_drawn_even_so() -> None:
    # So a page is laid out that was wide before the terminal was made narrow.
    area = DraftArea(placeholder="What was said?")
    app = Showing(area)
    async with app.run_test() as pilot:
        area.styles.width = area.gutter.width
        await pilot.pause()
        assert area.content_size.width == 0
        assert "said" not in "".join(screen_lines(app))
        area.styles.width = 40
        await pilot.pause()
        assert "What was said?" in "".join(screen_lines(app))


async def test_a_draft_is_told_after_a_pause_in_typing() -> None:
    app = Showing(area := Clockwork())
    async with app.run_test(message_hook=app.keep) as pilot:
        await pilot.press("a", "b")
        assert sorted(area.due) == [PAUSE, LONGEST]
        assert area.unsaved
        assert drafts(app) == []
        area.ring(PAUSE)
        await pilot.pause()
        assert drafts(app) == ["ab"]
        assert area.due == []
        assert not area.unsaved
    assert app.told[0].control is area


async def test_each_key_begins_the_pause_anew_but_not_the_longest_wait() -> None:
    app = Showing(area := Clockwork())
    async with app.run_test(message_hook=app.keep) as pilot:
        await pilot.press("a", "b", "c")
        assert [timer.delay for timer in area.timers].count(PAUSE) == 3
        assert [timer.delay for timer in area.timers].count(LONGEST) == 1
        area.ring(LONGEST)
        await pilot.press("d")
        area.ring(LONGEST)
        await pilot.pause()
    assert drafts(app) == ["abc", "abcd"]


async def test_a_draft_is_told_within_a_second_at_most() -> None:
    assert 0 < PAUSE < LONGEST <= 1.0


async def test_flush_tells_at_once_and_only_what_is_new() -> None:
    app = Showing(area := Clockwork("old"))
    async with app.run_test(message_hook=app.keep) as pilot:
        area.flush()
        await pilot.press("x")
        area.flush()
        area.flush()
        await pilot.pause()
        assert drafts(app) == ["oldx"]
        assert area.due == []


async def test_text_typed_and_taken_back_is_not_told() -> None:
    app = Showing(area := Clockwork("old"))
    async with app.run_test(message_hook=app.keep) as pilot:
        await pilot.press("x", "backspace")
        assert not area.unsaved
        assert area.due == []
    assert drafts(app) == []


async def test_a_draft_is_told_when_the_focus_leaves_by_tab() -> None:
    app = Showing(Clockwork(), Input())
    async with app.run_test(message_hook=app.keep) as pilot:
        await pilot.press("a", "tab")
        await pilot.pause()
        assert isinstance(app.focused, Input)
    assert drafts(app) == ["a"]


async def test_showing_another_text_tells_what_was_typed_before() -> None:
    app = Showing(area := Clockwork("one\r\ntwo"))
    async with app.run_test(message_hook=app.keep) as pilot:
        assert not area.unsaved
        await pilot.press("a")
        area.show("three\nfour")
        await pilot.pause()
        assert drafts(app) == ["one\ntwoa"]
        assert area.text == "three\nfour"
        assert not area.unsaved
        assert area.due == []


async def test_one_goes_on_behind_a_text_that_was_put_in_and_later_where_one_left_off() -> None:
    app = Showing(CaptureInput(), area := Clockwork("one\ntwo"))
    async with app.run_test(size=(40, 10)) as pilot:
        await pilot.press("tab", "x", "shift+tab", "tab", "y")
        assert area.text == "one\ntwoxy"
        await pilot.press("up", "shift+tab", "tab", "z")
        assert area.text.splitlines()[0] == "onez"
        await pilot.press("shift+tab")
        area.show("three\nfour")
        assert area.cursor_location == (0, 0)
        await pilot.press("tab", "x")
        assert area.text == "three\nfourx"
        await pilot.press("shift+tab")
        area.show("five\nsix")
        await pilot.click(area, offset=(2, 0))
        await pilot.press("x")
        assert area.text == "fxive\nsix"


async def test_one_goes_on_behind_a_text_that_is_put_in_while_one_is_in_the_field() -> None:
    app = Showing(area := Clockwork("one\ntwo"))
    async with app.run_test(size=(40, 10)) as pilot:
        assert area.has_focus
        await pilot.press("up", "home")
        area.show("three\nfour")
        await pilot.press("x")
        assert area.text == "three\nfourx"


async def test_a_big_paste_is_one_draft_without_control_characters() -> None:
    app = Showing(area := Clockwork())
    async with app.run_test(size=(40, 10), message_hook=app.keep) as pilot:
        app.post_message(events.Paste("note [/foo] \x1b[2J👩\u200d💻\n" * 2_000))
        await pilot.pause()
        area.flush()
        await pilot.pause()
        assert drafts(app) == ["note [/foo] [2J👩\u200d💻\n" * 2_000]
        assert len(screen_lines(app)) == 10


async def test_hostile_texts_can_be_shown_and_typed_after() -> None:
    app = Showing(area := Clockwork())
    async with app.run_test(size=(30, 6)) as pilot:
        for text in HOSTILE:
            area.show(text)
            await pilot.press("end")
            assert len(screen_lines(app)) == 6
            assert "\x1b" not in "".join(screen_lines(app))


@pytest.mark.parametrize("kind", [CaptureInput, DraftArea])
async def test_no_cursor_blinks(kind: type[CaptureInput | DraftArea]) -> None:
    app = Showing(field := kind())
    async with app.run_test():
        assert app.focused is field
        assert field.cursor_blink is False


async def test_the_capture_field_is_one_line_high() -> None:
    app = Showing(field := CaptureInput())
    async with app.run_test(size=(30, 5)) as pilot:
        assert field.outer_size.height == 1
        await pilot.press("tab")
        assert field.outer_size.height == 1


LONG = "a line of many words, of which the last ones are the end of it"


class LongLines(App[None]):
    """Two fields with a line longer than a narrow terminal; a value needs the app around it."""

    def compose(self) -> ComposeResult:
        yield CaptureInput(LONG, id="first")
        yield CaptureInput(LONG, id="second")


def in_sight(field: CaptureInput) -> bool:
    return field.region.contains_point(field.cursor_screen_offset)


async def test_the_cursor_of_a_long_line_is_in_sight_when_one_comes_to_its_field() -> None:
    app = LongLines()
    async with app.run_test(size=(80, 5)) as pilot:
        first, second = app.query(CaptureInput)
        await pilot.resize_terminal(30, 5)
        await pilot.pause()
        assert in_sight(first), "the field became narrower around it"
        await pilot.press("tab")
        await pilot.pause()
        assert second.has_focus
        assert in_sight(second)
        assert screen_lines(app)[1].rstrip().endswith("end of it")


async def test_the_cursor_of_a_long_line_is_in_sight_in_a_field_that_opens_narrow() -> None:
    app = LongLines()
    async with app.run_test(size=(30, 5)) as pilot:
        await pilot.pause()
        assert in_sight(app.query_one("#first", CaptureInput))


async def test_a_click_into_a_long_line_goes_where_it_was_seen() -> None:
    app = LongLines()
    async with app.run_test(size=(30, 5)) as pilot:
        field = app.query_one("#second", CaptureInput)
        await pilot.pause()
        assert screen_lines(app)[1].strip("▌▐█ ").startswith("a line")
        await pilot.click(field, offset=(3, 0))
        await pilot.pause()
        assert field.cursor_position == 2


async def test_one_pasted_line_goes_where_the_cursor_is() -> None:
    app = Showing(field := CaptureInput())
    async with app.run_test(message_hook=app.keep) as pilot:
        field.value = "ac"
        await pilot.press("left")
        app.post_message(events.Paste("  [b]\x1b\n\n"))
        await pilot.pause()
        assert field.value == "a [b]c"
        assert pastes(app) == []


async def test_several_pasted_lines_become_one_or_are_told() -> None:
    app = Showing(field := CaptureInput(joins=None), joined := CaptureInput())
    async with app.run_test(message_hook=app.keep) as pilot:
        field.value = "draft"
        app.post_message(events.Paste("one\r\n\n [Q3] two \nthree"))
        await pilot.pause()
        assert pastes(app) == [("one", "[Q3] two", "three")]
        assert field.value == "draft"
        app.post_message(events.Paste(" \n"))
        await pilot.pause()
        assert len(pastes(app)) == 1
        await pilot.press("tab")
        app.post_message(events.Paste("- one\n- two"))
        await pilot.pause()
        assert (joined.value, len(pastes(app))) == ("one; two", 1)
    assert app.told[0].control is field


async def test_pasting_by_key_keeps_the_same_rules() -> None:
    app = Showing(field := CaptureInput(joins=None))
    async with app.run_test(message_hook=app.keep) as pilot:
        app.copy_to_clipboard("one\ntwo")
        await pilot.press("ctrl+v")
        await pilot.pause()
        assert pastes(app) == [("one", "two")]
        assert field.value == ""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("- one\n* two\n• three\n– four", ("one", "two", "three", "four")),
        ("- [ ] one\n- [x] two\n[ ] three", ("one", "two", "three")),
        ("1. one\n2) two\n(3) three", ("one", "two", "three")),
        ("1. one\ntwo", ("1. one", "two")),
        ("10. November", ("10. November",)),
        ("- one", ("one",)),
        ("-one\n> two\n+ three\n[Q3] four", ("-one", "> two", "+ three", "[Q3] four")),
        ("-\n•", ("-", "•")),
        ("\n \n", ()),
    ],
)
def test_a_pasted_list_loses_its_bullets_or_numbers(text: str, lines: tuple[str, ...]) -> None:
    assert pasted_lines(text) == lines


async def test_a_dash_behind_other_words_is_a_dash() -> None:
    app = Showing(field := CaptureInput())
    async with app.run_test() as pilot:
        for text in ("- launch", " - not before May"):
            app.post_message(events.Paste(text))
            await pilot.pause()
        assert field.value == "launch - not before May"


@pytest.mark.parametrize(
    ("value", "selected", "text", "becomes"),
    [
        ("", (0, 0), "  calm \n", "calm"),
        ("she was", (7, 7), " calm today\n", "she was calm today"),
        ("she was", (7, 7), "\t    calm today", "she was calm today"),
        ("was calm", (0, 0), " she ", "she was calm"),
        ("she calm", (4, 4), "was ", "she was calm"),
        ("she is calm", (3, 6), " was", "she was calm"),
        ("she is calm", (6, 3), " was", "she was calm"),
        ("she was", (0, 7), " - calm ", "calm"),
        ("she was ", (8, 8), "calm  ", "she was calm"),
    ],
)
async def test_one_pasted_line_keeps_the_blanks_that_part_it_from_what_stands_there(
    value: str, selected: tuple[int, int], text: str, becomes: str
) -> None:
    app = Showing(field := CaptureInput())
    async with app.run_test() as pilot:
        field.value = value
        field.selection = Selection(*selected)
        app.post_message(events.Paste(text))
        await pilot.pause()
        assert field.value == becomes


async def test_coming_back_to_a_field_does_not_select_the_draft() -> None:
    app = Showing(field := CaptureInput(), Input())
    async with app.run_test() as pilot:
        field.value = "draft"
        await pilot.press("tab", "shift+tab", "x")
        assert field.value == "draftx"


async def test_what_is_typed_takes_the_place_of_a_proposal_and_not_of_a_draft_put_in_later() -> None:
    class Proposing(Showing):
        def compose(self) -> ComposeResult:
            yield from (CaptureInput("today", proposed=proposed) for proposed in (True, False, True))

    app = Proposing()
    async with app.run_test() as pilot:
        fields = list(app.query(CaptureInput))
        fields[2].value, fields[2].cursor_position = "last", 4
        await pilot.press(*"wed", "tab", *"wed", "tab", *" wed")
        assert [field.value for field in fields] == ["wed", "todaywed", "last wed"]


async def test_hostile_texts_can_be_pasted() -> None:
    app = Showing(field := CaptureInput())
    async with app.run_test(size=(30, 4)) as pilot:
        for text in HOSTILE:
            field.value = ""
            app.post_message(events.Paste(text))
            await pilot.pause()
            assert "\x1b" not in "".join(screen_lines(app))
            assert "\x1b" not in field.value


async def test_a_draft_put_into_the_field_is_one_line() -> None:
    app = Showing(field := CaptureInput())
    async with app.run_test():
        field.value = "a\x1b[2J\nb \ud83d👩\u200d💻"
        assert field.value == "a[2J b 👩\u200d💻"
