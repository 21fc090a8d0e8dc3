"""The prose of the help: it names commands, never keys, so that a key of one's own stands there too."""

from __future__ import annotations

import re

import pytest

from rhythm.app import RhythmApp
from rhythm.commands import COMMANDS
from rhythm.domain.notes import MARKS as OF_NOTES
from rhythm.screens.board import BoardScreen
from rhythm.screens.help import INSIDE_TEXT, HelpScreen
from rhythm.screens.named_keys import PALETTE, with_keys
from rhythm.service import Rhythm
from rhythm.settings import Settings
from tests.builders import Org
from tests.screens.classes import pages_and_windows, that_are_shown
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, shown
from tests.widgets.showing import screen_lines
from widgets.bars import key_name
from widgets.row_list import RowList

NAMED = re.compile(r"\{([^}]*)\}")
A_KEY = re.compile(r"(?<![\w'])[b-z](?![\w'])|(?i:\b(?:ctrl|shift|space|f\d\d?)\b)|`.`")
MARKS = {"`!`", "`?`", "`·`", "`●`", "`>`", "`~`"}
TYPED = {"HoldRitual"}
"""Here y and n are typed into a field, which no setting changes."""


def prose() -> dict[str, str]:
    """The help of each page and dialog of ours, by its class."""
    return {one.__name__: text for one in pages_and_windows() if isinstance(text := one.__dict__.get("HELP"), str)}


def test_every_command_that_the_prose_names_is_one() -> None:
    known = {command.id for command in COMMANDS}
    found = prose()
    named = {name for text in (*found.values(), INSIDE_TEXT) for name in NAMED.findall(text)}
    assert len(found) > 40
    assert len(named) > 60
    assert named <= known


def test_no_prose_spells_a_key_that_the_settings_can_change() -> None:
    for page, text in prose().items():
        if page not in TYPED:
            said = A_KEY.findall(NAMED.sub("", text))
            assert set(said) <= MARKS, (page, said)


def test_prose_has_the_shipped_keys_until_the_user_names_others() -> None:
    text = "{org.board} opens, {walk.close} closes; {app.backup}"
    assert with_keys(text, {}) == f"b opens, ctrl+s closes; {PALETTE}"
    assert with_keys(text, {"org.board": "f11,q", "app.backup": "plus"}) == "f11 opens, ctrl+s closes; +"
    assert with_keys("{org.board}", {"org.board": ""}) == PALETTE


async def test_the_help_of_a_page_says_the_users_own_keys(rhythm: Rhythm, org: Org) -> None:
    rhythm.settings = Settings(keys={"org.board": "ctrl+b", "capture.anywhere": "f12"})
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert f"The board ({key_name('ctrl+b')})" in shown(app)
        await pilot.press("end")
        await pilot.pause()
        assert "f12 log" in shown(app)
        assert "{" not in shown(app)


async def test_in_a_narrow_terminal_the_prose_is_wrapped_and_not_cut(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("question_mark")
        await settle(pilot)
        assert "Skip-levels are listed under their manager, with how many of" in shown(app)
        await pilot.resize_terminal(40, 24)
        await settle(pilot)
        prose = shown(app).partition("HERE")[0]
        assert "Skip-levels are listed" in prose
        assert "…" not in prose


async def test_a_terminal_that_becomes_lower_leaves_the_reader_where_he_is(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("question_mark", "end")
        await settle(pilot)
        top = app.screen.query_one(RowList).scroll_offset.y
        assert top > 0
        await pilot.resize_terminal(NARROW[0], NARROW[1] - 2)
        await settle(pilot)
        assert app.screen.query_one(RowList).scroll_offset.y >= top


async def test_what_the_prose_quotes_stands_in_quotes(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="today")
    async with app.run_test(size=NARROW) as pilot:
        app.open_page(BoardScreen(rhythm))
        await settle(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        assert '"D6" is Dana' in shown(app)
        assert "`" not in shown(app)


@pytest.mark.parametrize("width", [40, 80])
async def test_what_the_keys_do_stands_in_one_column(rhythm: Rhythm, width: int) -> None:
    app = RhythmApp(rhythm, place="people")
    async with app.run_test(size=(width, 60)) as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        lines = screen_lines(app)
        said = ("The plan of the week", "Log an escalation", "Undo the last")
        columns = {next(line.index(text) for line in lines if text in line) for text in said}
        assert len(columns) == 1
        keys = [row.mark for row in app.screen.query_one(RowList).rows() if row.key]
        assert len(keys) > 10
        assert width == 40 or all(key.endswith(" ") for key in keys), "the longest too stands off from what it does"
        assert not any("…" in line[: min(columns)] for line in lines)


def test_every_page_and_every_window_says_what_it_is_for() -> None:
    ours = that_are_shown()
    assert len(ours) > 80
    silent = {one.__name__ for one in ours if not one.HELP}
    # The palette and the help say it themselves; below the cover nothing may be asked.
    assert silent == {"HelpScreen", "LockScreen", "Palette"}


@pytest.mark.parametrize("name", ["NoteDialog", "RoomScreen"])
def test_where_notes_are_typed_the_help_names_every_mark(name: str) -> None:
    said = " ".join(prose()[name].split())
    assert [mark for mark in (*OF_NOTES.values(), "~") if f" {mark} " not in said] == []
