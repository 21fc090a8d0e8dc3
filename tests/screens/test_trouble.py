"""Never an empty book in silence: the app says what is wrong with a store on a screen, and can bring a copy back."""

from __future__ import annotations

import argparse
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from rhythm import paths
from rhythm.app import RhythmApp
from rhythm.cli import app_command, backups
from rhythm.cli.context import Context
from rhythm.domain.periods import Quarter
from rhythm.domain.quarters import Spent
from rhythm.errors import RhythmError, StoreError
from rhythm.screens.place import PLACES
from rhythm.screens.quarter_page import QuarterPage
from rhythm.screens.trouble import TroubleApp
from rhythm.settings.schema import Look
from rhythm.storage import known
from tests.cli.shell import build_org
from tests.cli.situations import NOT_OPENED, NOT_WRITTEN
from tests.screens.tracking import NARROW, WIDE
from tests.widgets.showing import screen_lines
from widgets.draft_area import PAUSE, DraftArea

NOT_STORED = "What you typed is not stored: the store can't be written now."


@pytest.fixture
def context(tmp_path: Path) -> Context:
    """The app about to be opened on a store that was opened before."""
    store = tmp_path / "data" / "rhythm.db"
    store.parent.mkdir()
    build_org(store)
    known.remember(store, paths.state_folder())
    return Context(argparse.Namespace(db=str(store), today="2026-11-20"))


@asynccontextmanager
async def beside_another(
    context: Context, place: str = "today"
) -> AsyncIterator[tuple[RhythmApp, Pilot[None], sqlite3.Connection]]:
    """The app on the store, and another program that has the file open."""
    app = RhythmApp(context.write(), place=place)
    other = sqlite3.connect(context.store, isolation_level=None)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        yield app, pilot, other
    other.close()
    context.close()


def said(app: TroubleApp) -> str:
    return "\n".join(str(found.content) for found in app.screen.query(Static))


async def shown(error: RhythmError, size: tuple[int, int]) -> str:
    app = TroubleApp(Look(), error, "", lambda: None)
    async with app.run_test(size=size) as pilot:
        await pilot.press("r", "y")
        text = said(app)
        await pilot.press("q")
    assert app.return_value is False
    return text


@pytest.mark.parametrize("case", NOT_OPENED)
@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_what_keeps_the_store_from_being_opened_stands_on_a_screen(
    context: Context, monkeypatch: pytest.MonkeyPatch, case: str, size: tuple[int, int]
) -> None:
    harm, word = NOT_OPENED[case]
    harm(context.store, monkeypatch)
    with pytest.raises(StoreError) as refused:
        context.write()
    text = await shown(refused.value, size)
    assert word in text
    assert str(context.store) in text
    assert refused.value.hint in text


@pytest.mark.parametrize("case", NOT_WRITTEN)
async def test_what_keeps_the_store_from_being_written_is_told_and_nothing_typed_is_lost(
    context: Context, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    harm, word = NOT_WRITTEN[case]
    harm(context.store, monkeypatch)
    rhythm = context.write()
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        with pytest.raises(StoreError):
            rhythm.save_draft("room:2", "words " * 20_000)
        try:
            rhythm.planner.add_note(rhythm.people.find("dana").id, "words " * 20_000)
        except RhythmError as error:
            app.show_error(error)
        await pilot.pause()
        told = "\n".join(note.message for note in app._notifications)
        assert word in told
        assert str(context.store) in told
        assert "nothing was changed" in told
        assert rhythm.draft("room:2").startswith("words")
        await pilot.press("q")
        assert not app._exit
        assert [note.message.splitlines()[0] for note in app._notifications][-1] == NOT_STORED
        with pytest.raises(StoreError):
            rhythm.save_draft("room:3", "more " * 20_000)
        await pilot.press("ctrl+q")
        assert not app._exit, "this was not told yet"
        await pilot.press("ctrl+q")
        assert app._exit
    context.close()


async def test_what_was_not_stored_because_of_another_program_is_stored_as_one_leaves(context: Context) -> None:
    async with beside_another(context) as (app, pilot, other):
        rhythm = app.rhythm
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError):
            rhythm.save_draft("room:2", "half a note")
        await pilot.press("q")
        assert not app._exit
        other.execute("ROLLBACK")
        await pilot.press("q")
        assert app._exit
        assert other.execute("SELECT body FROM draft").fetchall() == [("half a note",)]


async def test_while_another_program_has_the_store_for_itself_keys_are_answered_and_text_stays(
    context: Context,
) -> None:
    async with beside_another(context, place="quarter") as (app, pilot, other):
        rhythm = app.rhythm
        rhythm.wait_at_most(0.02)
        other.execute("BEGIN EXCLUSIVE")
        await pilot.press(
            "i", *"half an answer", "escape", "]", "[", "2", "enter", "3", "4", "5", "u", "slash", "escape", "e"
        )
        await pilot.press("escape")
        await pilot.pause()
        assert any("another program" in note.message for note in app._notifications)
        other.execute("ROLLBACK")
        await pilot.press("5")
        await pilot.pause()
        assert not app._exit
        assert app.screen.query_one("#answer", DraftArea).text == "half an answer"


@pytest.mark.parametrize("key", ["q", "ctrl+q"])
async def test_an_answer_that_another_program_keeps_from_being_stored_is_told_of_before_one_leaves(
    context: Context, key: str
) -> None:
    async with beside_another(context, place="quarter") as (app, pilot, other):
        rhythm = app.rhythm
        rhythm.wait_at_most(0.02)
        other.execute("BEGIN EXCLUSIVE")
        await pilot.press("i", *"half an answer", "escape", key)
        if key == "q":  # leaves the walk, and then the app
            await pilot.press(key)
        await pilot.pause()
        assert not app._exit
        assert any(note.message.startswith(NOT_STORED) for note in app._notifications)
        other.execute("ROLLBACK")
        await pilot.press("ctrl+q")
        assert app._exit
        item = rhythm.quarters.questions[0].id
        rows = other.execute("SELECT body FROM draft WHERE key LIKE ?", (f"%{item}",)).fetchall()
        answers = other.execute("SELECT body FROM review_answer WHERE item = ?", (item,)).fetchall()
        assert ("half an answer",) in rows + answers


async def test_a_line_of_the_week_that_can_not_be_stored_is_told_of_before_one_leaves(context: Context) -> None:
    async with beside_another(context, place="week") as (app, pilot, other):
        rhythm = app.rhythm
        await pilot.press("i")
        await pilot.pause()
        rhythm.wait_at_most(0.02)
        other.execute("BEGIN EXCLUSIVE")
        await pilot.press(*"closing line")
        await pilot.pause(PAUSE + 0.2)
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert not app._exit
        assert any(note.message.startswith(NOT_STORED) for note in app._notifications)
        other.execute("ROLLBACK")
        await pilot.press("ctrl+q")
        assert app._exit
        assert ("closing line",) in other.execute("SELECT body FROM draft").fetchall()


def test_what_could_not_be_stored_is_read_as_the_answer_and_gives_way_to_what_is_answered(context: Context) -> None:
    rhythm = context.write()
    rhythm.wait_at_most(0.02)
    quarter, item = rhythm.quarters.names.find(), rhythm.quarters.questions[0].id
    rhythm.quarters.answer(quarter, item, "as it was")
    other = sqlite3.connect(context.store, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for typed in ("half of another", ""):
        with pytest.raises(StoreError):
            rhythm.quarters.save_draft(quarter, item, typed)
        assert rhythm.quarters.walk(quarter).questions[0].answer == typed
        assert rhythm.unsaved() == (typed,)
    other.execute("ROLLBACK")
    rhythm.quarters.answer(quarter, item, "the answer")
    assert rhythm.unsaved() == ()
    assert rhythm.quarters.walk(quarter).questions[0].answer == "the answer"
    assert other.execute("SELECT count(*) FROM draft").fetchall() == [(0,)]
    other.close()
    context.close()


@pytest.mark.parametrize("place", [tab.id for tab in PLACES])
async def test_no_key_of_a_place_ends_the_app_while_another_program_has_the_store_for_itself(
    context: Context, place: str
) -> None:
    async with beside_another(context, place=place) as (app, pilot, other):
        rhythm = app.rhythm
        page, said = app.screen, set[str]()
        keys = [key for key in page.active_bindings if key not in ("q", "ctrl+q", "ctrl+c", *"123456")]
        assert len(keys) > 20
        rhythm.wait_at_most(0.001)
        other.execute("BEGIN EXCLUSIVE")
        for key in keys:
            await pilot.press(key)
            said.update(note.message for note in app._notifications)
            while app.screen is not page:
                await app.pop_screen()
        assert any("another program" in told for told in said)
        assert not app._exit
        other.execute("ROLLBACK")


async def test_where_one_was_keeps_nobody_from_leaving_and_no_time_goes_to_another_quarter(context: Context) -> None:
    here, before = Quarter(2026, 4), Quarter(2026, 3)
    context.write().quarters.save_spent(here, Spent(1200))
    async with beside_another(context, place="quarter") as (app, pilot, other):
        rhythm = app.rhythm
        page = app.screen
        assert isinstance(page, QuarterPage)
        assert page.spent.seconds == 1200
        rhythm.wait_at_most(0.02)
        other.execute("BEGIN EXCLUSIVE")
        await pilot.press("right_square_bracket")
        page.quarter = before
        page.begin_time()
        other.execute("ROLLBACK")
        page.keep_time()
        assert rhythm.quarters.spent(before).seconds == 0
        other.execute("BEGIN EXCLUSIVE")
        await pilot.press("right_square_bracket", "ctrl+q")
        assert app._exit
        other.execute("ROLLBACK")


async def test_an_answer_that_can_not_be_stored_stays_with_its_question(context: Context) -> None:
    async with beside_another(context, place="quarter") as (app, pilot, other):
        rhythm = app.rhythm
        rhythm.wait_at_most(0.02)
        other.execute("BEGIN IMMEDIATE")
        await pilot.press("i", *"half", "escape", "]")
        await pilot.pause()
        assert "question 1 of" in "\n".join(screen_lines(app))
        assert app.screen.query_one("#answer", DraftArea).text == "half"
        other.execute("ROLLBACK")
        await pilot.press("]")
        await pilot.pause()
        assert "question 2 of" in "\n".join(screen_lines(app))
        assert app.screen.query_one("#answer", DraftArea).text == ""
        walk = rhythm.quarters.walk(rhythm.reviews.this_quarter())
        assert [one.answer for one in walk.questions][:2] == ["half", ""]


async def test_the_newest_sound_copy_is_put_in_its_place_once_it_was_agreed_to(context: Context) -> None:
    made = context.write().backups.make()
    context.close()
    context.store.write_bytes(b"")
    copy, words = backups.newest_copy(context)
    assert copy == made
    app = TroubleApp(
        Look(), StoreError("it is empty", "restore a copy"), words, lambda: backups.put_in_place(context, made)
    )
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("y")
        assert context.store.stat().st_size == 0
        await pilot.press("r")
        assert "kept beside it" in said(app)
        await pilot.press("n")
        assert "kept beside it" not in said(app)
        await pilot.press("r", "y")
    assert app.return_value is True
    again = Context(context.args)
    assert len(again.write().people.everybody()) == 6
    again.close()


async def test_a_copy_that_can_not_be_put_there_is_said_and_the_screen_stays() -> None:
    def refuse() -> None:
        raise StoreError("the folder takes no files", "make room")

    app = TroubleApp(Look(), StoreError("it is empty", "restore a copy"), "that of Thu 19 Nov 09:00", refuse)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("r", "y")
        assert "the folder takes no files\nmake room" in said(app)
        await pilot.press("q")
    assert app.return_value is False


@pytest.mark.parametrize("mended", [True, False])
def test_the_app_opens_after_it_and_the_shell_is_told_where_nothing_was_mended(
    context: Context, monkeypatch: pytest.MonkeyPatch, mended: bool
) -> None:
    made = context.write().backups.make()
    context.close()
    context = Context(context.args)
    context.store.write_bytes(b"")
    opened: list[str] = []

    def answer(app: TroubleApp) -> bool:
        if mended:
            backups.put_in_place(context, made)
        return mended

    monkeypatch.setattr(TroubleApp, "run", answer)
    monkeypatch.setattr(RhythmApp, "run", lambda app: opened.append(str(app.rhythm.path)))
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    if mended:
        assert app_command.open_app(context) == 0
        assert opened == [str(context.store)]
    else:
        with pytest.raises(StoreError, match="0 bytes"):
            app_command.open_app(context)
        assert opened == []
    context.close()


async def test_it_looks_as_the_app_does(context: Context) -> None:
    app = TroubleApp(Look(theme="light", ascii=True), StoreError("it is empty", "restore a copy"), "", lambda: None)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert app.theme == "rhythm-light"
        assert all(line.isascii() for line in screen_lines(app))
        assert screen_lines(app)[-1].strip() == "q leave"
