"""What is refused after it was typed stays: the dialog is still there, says why, and stores once it can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.attention import RecordKey, RecordKind
from rhythm.domain.conflicts import ConflictState
from rhythm.domain.portfolio import Bucket, NewBet
from rhythm.errors import BadInput
from rhythm.screens.bet import BetScreen
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.dialogs.alignment import AlignmentDialog
from rhythm.screens.dialogs.dialog import Dialog
from rhythm.screens.dialogs.form import Field, FormDialog, ask_fields
from rhythm.screens.dialogs.topics import TopicsDialog
from rhythm.screens.dialogs.verdicts import rename
from rhythm.screens.dialogs.working import Beside
from rhythm.screens.dialogs.writing import WriteDialog
from rhythm.screens.place import PageScreen
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage import driver
from rhythm.storage.opening import create_store, open_store
from tests.builders import FixedClock, Org
from tests.screens.touring import STOPS, Full, go, settle
from tests.screens.tracking import NARROW, shown, type_line
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList


@pytest.fixture
def path(tmp_path: Path, clock: FixedClock) -> Path:
    """A store in a file."""
    create_store(tmp_path / "rhythm.db", clock)
    return tmp_path / "rhythm.db"


@pytest.fixture
def stored(path: Path, clock: FixedClock) -> Iterator[Org]:
    """An organisation in that store, which waits for no other program."""
    rhythm = Rhythm(open_store(path, clock, backups=path.parent, busy_seconds=0.01), clock, Settings())
    yield Org(rhythm)
    rhythm.close()


class Holder:
    """Another program that has the store for itself until it is let go."""

    def __init__(self, path: Path) -> None:
        self._connection = driver.connect(path.as_uri(), timeout=1, uri=True)
        self._connection.execute("BEGIN IMMEDIATE")

    def let_go(self) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.close()


async def opened(pilot: Pilot[None], app: RhythmApp, open_it: Callable[[PageScreen], object]) -> Dialog[object]:
    """The dialog that something opens over the page in front."""
    assert isinstance(app.screen, PageScreen)
    open_it(app.screen)
    await settle(pilot)
    assert isinstance(app.screen, Dialog)
    return app.screen


async def refused_then_stored(pilot: Pilot[None], app: RhythmApp, path: Path) -> None:
    """Enter in the dialog in front while another program writes, which leaves it there, and again once that is done."""
    dialog = app.screen
    other = Holder(path)
    await pilot.press("enter")
    await settle(pilot)
    assert app.screen is dialog
    other.let_go()
    await pilot.press("enter")
    await settle(pilot)
    assert app.screen is not dialog


async def test_a_form_that_another_program_keeps_from_storing_stays_with_all_that_was_typed(
    stored: Org, path: Path
) -> None:
    conflict = stored.escalate("who sets the release date", 3, conflict="new").conflict_id
    assert conflict is not None
    rhythm = stored.rhythm
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        view = rhythm.tracker.conflict(conflict)
        assert view is not None
        form = await opened(pilot, app, lambda page: rename(page, view.conflict))
        await pilot.press("ctrl+u")
        await type_line(pilot, "the release date")
        other = Holder(path)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is form
        assert "another program is writing" in shown(app)
        app._look_for_changes()
        await settle(pilot)
        assert "another program is writing" in shown(app), "until something else is typed"
        # Left now, it is a draft: in memory, since the store could not be written.
        await pilot.press("escape")
        await settle(pilot)
        other.let_go()
        form = await opened(pilot, app, lambda page: rename(page, view.conflict))
        assert "the release date" in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is not form
    found = rhythm.tracker.conflict(conflict)
    assert found is not None
    assert found.conflict.name == "the release date"
    assert rhythm.draft(f"rename:{conflict}") == ""


async def test_what_is_refused_is_said_below_the_fields_until_something_else_is_typed(rhythm: Rhythm, org: Org) -> None:
    assert org.rhythm is rhythm
    app, taken, answers = RhythmApp(rhythm), list[str](), list[str]()

    def store(texts: dict[str, str]) -> str:
        taken.append(texts["text"])
        if texts["text"] == "Dana Okoye":
            raise BadInput("Dana Okoye is there already", "another")
        return texts["text"]

    async with app.run_test(size=NARROW) as pilot:
        form = await opened(
            pilot, app, lambda _: ask_fields(app, "one", "One", [Field("text", "A text")], store, answers.append)
        )
        assert isinstance(form, FormDialog)
        await type_line(pilot, "Dana Okoye")
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is form
        assert "! Dana Okoye is there already; another" in shown(app)
        await pilot.press("f8")
        await settle(pilot)
        assert "is there already" in shown(app)
        assert "Dana" not in shown(app)
        await pilot.press("f8", "x")
        await settle(pilot)
        assert "is there already" not in shown(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
    assert taken == ["Dana Okoye", "Dana Okoyex"]
    assert answers == ["Dana Okoyex"]


async def test_what_takes_long_is_stored_beside_the_screen_and_refused_where_it_was_typed(stored: Org) -> None:
    app, answers = RhythmApp(stored.rhythm), list[str]()

    def add(rhythm: Rhythm, text: str) -> str:
        if text == "calm":
            raise BadInput("that is not a word for it", "another")
        return rhythm.planner.add_topic(stored.dana.id, text).body

    def store(texts: dict[str, str]) -> Beside[str]:
        return Beside("Storing", lambda rhythm: add(rhythm, texts["text"]))

    async with app.run_test(size=NARROW) as pilot:
        form = await opened(
            pilot, app, lambda _: ask_fields(app, "one", "One", [Field("text", "A text")], store, answers.append)
        )
        await type_line(pilot, "calm")
        await pilot.press("enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert app.screen is form
        assert "that is not a word for it" in shown(app)
        await pilot.press("s", "enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
    assert answers == ["calms"]


async def test_an_export_that_is_refused_leaves_the_place_to_be_mended(stored: Org, tmp_path: Path) -> None:
    taken, free = tmp_path / "taken", tmp_path / "free"
    taken.mkdir()
    (taken / "letter.txt").write_text("dear")
    app = RhythmApp(stored.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.action_export()
        await settle(pilot)
        app.screen.query_one(RowList).highlight("json")
        await pilot.press("enter")
        await settle(pilot)
        dialog = app.screen
        assert isinstance(dialog, WriteDialog)
        assert "~/rhythm-json" in shown(app)
        await type_line(pilot, str(taken))
        await pilot.press("enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert app.screen is dialog
        assert "holds something else already" in shown(app)
        await pilot.press("ctrl+u")
        await type_line(pilot, str(free))
        await pilot.press("enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert isinstance(app.screen, PageScreen)
        assert "written: " in shown(app)
    assert (free / "manifest.json").exists()
    assert [file.name for file in taken.iterdir()] == ["letter.txt"]
    assert stored.rhythm.draft("export:json") == ""


async def test_answers_given_by_keys_stay_too(stored: Org, path: Path) -> None:
    rhythm, topic = stored.rhythm, stored.rhythm.planner.add_topic(stored.noor.id, "the rota")
    conflict = stored.escalate("who sets the release date", 3, conflict="new").conflict_id
    assert conflict is not None
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(ConflictScreen(rhythm, conflict))
        await settle(pilot)
        assert isinstance(app.screen, ConflictScreen)
        app.screen.action_test()
        await settle(pilot)
        tested = app.screen
        assert isinstance(tested, AlignmentDialog)
        await pilot.press("n", "y", "y")
        await refused_then_stored(pilot, app, path)
        while not isinstance(app.screen, PageScreen):
            await pilot.press("escape")
            await settle(pilot)

        def store(fates: object) -> object:
            assert fates == {topic.id: None}
            return rhythm.people.edit(stored.noor.id, manager_id=stored.ilya.id, fates={topic.id: None})

        noor = rhythm.people.person(stored.noor.id)
        assert noor is not None
        asked = TopicsDialog(rhythm, noor, [topic], [], store)
        app.push_screen(asked)
        await settle(pilot)
        await pilot.press("d")
        await refused_then_stored(pilot, app, path)
        assert isinstance(app.screen, PageScreen)
    assert rhythm.alignment.newest(conflict) is not None
    assert rhythm.planner.room(noor).topics == ()
    view = rhythm.tracker.conflict(conflict)
    assert view is not None
    assert view.state is not ConflictState.TENSION


async def test_the_screen_does_not_stand_still_for_another_program(path: Path, clock: FixedClock) -> None:
    rhythm = Rhythm(open_store(path, clock, backups=path.parent), clock, Settings())

    def waits() -> int:
        return int(rhythm._db.all("PRAGMA busy_timeout")[0][0])

    assert waits() > 1000, "in the shell nobody is kept from anything else meanwhile"
    async with RhythmApp(rhythm).run_test(size=NARROW):
        assert waits() == 500
        rhythm._db.let_go()
        rhythm._db.take_over(open_store(path, clock, backups=path.parent))
        assert waits() == 500
    rhythm.close()


async def test_what_gives_nothing_back_is_not_called_done_when_it_was_refused(stored: Org, path: Path) -> None:
    bet = stored.rhythm.portfolio.add(NewBet("Checkout", Bucket.CORE, 3))
    row = stored.escalate("who sets the release date", 3)
    record = RecordKey(RecordKind.ESCALATION, row.id)
    stored.rhythm.portfolio.link(bet.id, record)
    app = RhythmApp(stored.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        page = BetScreen(stored.rhythm, bet.id)
        app.open_page(page)
        await settle(pilot)
        page.query_one("#list", RowList).focus()
        assert page.record() == record
        other = Holder(path)
        page.action_strike()
        await settle(pilot)
        assert any("another program is writing" in toast.message for toast in app._notifications)
        assert "does not name it" not in shown(app)
        other.let_go()
        page.action_strike()
        await settle(pilot)
        assert "does not name it" in shown(app)


@pytest.mark.parametrize("name", ["a" * 300 + ".html", "~nobody-of-that-name/x.html"], ids=["too long", "nobody"])
@pytest.mark.parametrize(
    "stop", ["export, folder", "people, file", "calendar, read", "calendar, write", "quarter, report, file"]
)
async def test_a_name_that_no_file_can_have_is_refused_and_stays_to_be_mended(full: Full, stop: str, name: str) -> None:
    app = RhythmApp(full.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await go(pilot, app, full, next(one for one in STOPS if one.name == stop))
        dialog = app.screen
        await type_line(pilot, name)
        await pilot.press("enter")
        await pilot.pause()
        await app.workers.wait_for_complete()
        await settle(pilot)
        assert app.screen is dialog
        assert dialog.query(CaptureInput).first().value == name
        assert "can't be used" in " ".join(shown(app).split())
