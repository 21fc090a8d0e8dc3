"""What a place and a key may cost, in counts: what is parsed, styled, laid out, read and imported, and when."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from textual import events
from textual.css import stylesheet
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from rhythm.app import RhythmApp
from rhythm.screens.people import PeopleScreen
from rhythm.screens.warming import QUIET_TICKS, Warming
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import Org
from tests.screens.touring import settle
from tests.screens.tracking import press
from widgets import resting
from widgets.bars import FootBar
from widgets.panel import TextPanel
from widgets.row_list import RowList

SIZE = (120, 40)
KEYS = "234561"
PATIENCE = 200
"""So many turns of waiting, most of which no test needs."""


@pytest.fixture
def app(rhythm: Rhythm) -> RhythmApp:
    return RhythmApp(rhythm)


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often something dear was done."""
    found: Counter[str] = Counter()

    def count(owner: object, name: str, what: str) -> None:
        do = getattr(owner, name)

        def counted(*args: object, **kwargs: object) -> object:
            found[what] += 1
            return do(*args, **kwargs)

        monkeypatch.setattr(owner, name, counted)

    count(stylesheet, "parse", "parsed")
    count(Stylesheet, "apply", "styled")
    count(Database, "all", "reads")
    count(RhythmApp, "day_and_pending", "reloads")
    count(FootBar, "_read", "keys asked for")
    return found


async def test_a_place_is_styled_once_and_opened_again_it_only_stands_there(
    app: RhythmApp, org: Org, counts: Counter[str]
) -> None:
    org.escalate("release date", 3, conflict="new")
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        for key in KEYS:
            counts.clear()
            await press(pilot, key)
            assert counts["reloads"] == (key != "1"), f"place {key} is read once"
        for key in KEYS:
            counts.clear()
            await press(pilot, key)
            assert (counts["parsed"], counts["styled"], counts["reloads"]) == (0, 0, 0), f"place {key}"


async def test_opening_a_place_parses_no_style_twice(app: RhythmApp, org: Org, counts: Counter[str]) -> None:
    org.escalate("release date", 3, conflict="new")
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        counts.clear()
        await press(pilot, *KEYS)
        # What is there: a file of styles each of Week and Quarter, and those of the widgets that came new.
        assert counts["parsed"] <= len(app.stylesheet.source)


async def test_a_place_that_was_behind_follows_a_theme_that_changed_meanwhile(app: RhythmApp, org: Org) -> None:
    assert org.dana
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        people = app.screen
        await press(pilot, "3")
        before = people.query_one(RowList).styles.background
        app.action_theme()
        await settle(pilot)
        await press(pilot, "2")
        assert app.screen is people
        after = people.query_one(RowList).styles.background
        assert after != before
        assert after == people.styles.background


async def test_a_step_lays_nothing_out_and_asks_little(app: RhythmApp, org: Org, counts: Counter[str]) -> None:
    for person in (org.dana, org.ilya):
        for number in range(60 if person is org.dana else 1):
            org.rhythm.planner.add_note(person.id, f"word {number} " * 30)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        layouts: list[Screen[object]] = []
        app.screen.screen_layout_refresh_signal.subscribe(app, layouts.append)
        for key in ("down", "up", "down", "up"):
            counts.clear()
            await press(pilot, key)
            assert counts["styled"] == 0
            assert counts["reads"] < 25
        assert layouts == []
        assert app.screen.query_one("#detail", TextPanel).show_vertical_scrollbar


@pytest.fixture
def never_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that come again and again."""
    monkeypatch.setattr(resting, "REST_SECONDS", 3600)


@pytest.mark.usefixtures("never_at_rest")
async def test_while_a_key_is_held_nothing_is_read_and_no_key_of_a_row_is_asked_for(
    app: RhythmApp, org: Org, counts: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert org.dana
    # That is a matter of the clock.
    monkeypatch.setattr(RhythmApp, "_look_for_changes", lambda _: None)
    async with app.run_test(size=SIZE) as pilot:
        for place in "26":
            await press(pilot, place)
            listing = app.screen.query_one("#list", RowList)
            counts.clear()
            for key in ("down", "down", "up"):
                before = listing.highlighted
                await press(pilot, key)
                assert listing.highlighted != before
            assert not counts


@pytest.mark.usefixtures("never_at_rest")
async def test_a_step_paints_its_two_rows_and_nothing_else(
    app: RhythmApp, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert org.dana
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        listing = app.screen.query_one("#list", RowList)
        painted: list[tuple[str, Region]] = []
        refresh = Widget.refresh

        def kept(self: Widget, *regions: Region, **how: bool) -> Widget:
            painted.extend((type(self).__name__, region) for region in regions or [self.region])
            return refresh(self, *regions, **how)

        monkeypatch.setattr(Widget, "refresh", kept)
        await press(pilot, "down")
        assert [(name, region.height) for name, region in painted] == [("PeopleList", 1), ("PeopleList", 1)]
        assert listing.highlighted is not None


@pytest.mark.usefixtures("never_at_rest")
async def test_a_command_finds_the_page_told_of_the_row_that_it_is_for(
    app: RhythmApp, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert org.dana
    heard: list[str] = []
    monkeypatch.setattr(PeopleScreen, "action_note", lambda self: heard.append(f"note {key_of(self)}"))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        panel = app.screen.query_one("#detail", TextPanel)
        monkeypatch.setattr(panel, "set_paras", lambda _: heard.append(f"pane {key_of(app.screen)}"))
        rows = []
        for keys in (("down", "down"), ("up",)):
            await press(pilot, *keys)
            rows.append(key_of(app.screen))
            await press(pilot, "i")
    assert rows[0] != rows[1]
    assert heard == [f"{what} {row}" for row in rows for what in ("pane", "note")]


@pytest.mark.usefixtures("never_at_rest")
async def test_keys_that_all_wait_at_once_are_each_for_the_row_that_was_reached(
    app: RhythmApp, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert org.dana
    heard: list[str] = []
    monkeypatch.setattr(PeopleScreen, "action_note", lambda self: heard.append(key_of(self)))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2", "home")
        rows = [key_of(app.screen)]
        for _ in range(2):
            await press(pilot, "down")
            rows.append(key_of(app.screen))
        for key in ("home", "down", "down", "i", "up", "i"):
            app.simulate_key(key)
        for _ in range(PATIENCE):
            await pilot.pause(0)
            if len(heard) == 2:
                break
    assert heard == [rows[2], rows[1]]


def key_of(page: Screen[object]) -> str:
    row = page.query_one("#list", RowList).highlighted
    return row.key if row is not None else ""


async def test_a_machine_that_is_behind_tells_of_a_row_once_no_key_waits(
    app: RhythmApp, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert org.dana
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        listing = app.screen.query_one("#list", RowList)
        told: list[str] = []
        monkeypatch.setattr(PeopleScreen, "on_row_list_highlighted", lambda _, message: told.append(message.row.key))
        waiting = [1, 1, 1]
        monkeypatch.setattr(
            RhythmApp, "message_queue_size", property(lambda _: waiting.pop() if waiting else 0), raising=False
        )
        listing.action_move(1)
        passed = listing.highlighted
        listing.action_move(1)
        for _ in range(PATIENCE):
            await pilot.pause(0)
            if told:
                break
        row = listing.highlighted
        assert passed is not None
        assert row is not None
        assert waiting == []
        assert told == [row.key], "the row that was passed is told to nobody"


async def test_a_key_is_attended_to_once_however_often_it_comes_by(
    app: RhythmApp, org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert org.dana
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "2")
        attended: list[bool] = []
        sought: list[str] = []
        query = PeopleScreen.query

        def seek(page: PeopleScreen, what: str) -> object:
            sought.append(what)
            return query(page, what)

        monkeypatch.setattr(RhythmApp, "attended", lambda _: attended.append(True))
        monkeypatch.setattr(PeopleScreen, "query", seek)
        await press(pilot, "down")
        assert len(attended) == 1
        assert sought == [], "with nothing said in the footer, nothing is looked for"


async def test_markdown_is_drawn_by_nothing_before_it_is_asked_for(app: RhythmApp, org: Org) -> None:
    assert org.dana
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "5")
        assert not app.screen.query("#preview")
        await press(pilot, "v")
        assert app.screen.query_one("#preview").display
        await press(pilot, "v")
        assert not app.screen.query_one("#preview").display


async def test_what_can_wait_waits_for_the_keys_and_then_goes_a_slice_a_tick(
    rhythm: Rhythm, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr("rhythm.screens.warming.import_module", done.append)
    monkeypatch.setattr("rhythm.screens.warming.MODULES", ("one", "two"))
    app = RhythmApp(rhythm)
    warming = Warming(app.stylesheet)
    for _ in range(QUIET_TICKS):
        warming.tick()
    assert done == []
    warming.tick()
    assert done == ["one"]
    warming.wait()
    for _ in range(QUIET_TICKS):
        warming.tick()
    assert done == ["one"]
    warming.tick()
    assert done == ["one", "two"]
    assert not warming.over


async def test_a_key_makes_it_wait(app: RhythmApp, org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    assert org.dana
    waited: list[bool] = []
    monkeypatch.setattr(Warming, "wait", lambda _: waited.append(True))
    monkeypatch.setattr("rhythm.screens.warming.MODULES", ())
    async with app.run_test(size=SIZE) as pilot:
        app.warm_up()
        waited.clear()
        await app.on_event(events.Key("down", None))
        await settle(pilot)
        assert waited


WARM = """
import asyncio, sys
from pathlib import Path
from rhythm.app import RhythmApp
from rhythm.clock import SystemClock
from rhythm.screens.warming import QUIET_TICKS, Warming
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import create_store, open_store

async def main():
    clock, path = SystemClock(), Path(sys.argv[1])
    create_store(path, clock)
    rhythm = Rhythm(open_store(path, clock, backups=path.parent), clock, Settings(), cache_folder=path.parent)
    lead = rhythm.people.add("Dana Roth")
    team = rhythm.people.add_team("Platform", manager_id=lead.id)
    rhythm.people.add("Noor Haddad", manager_id=lead.id, team_id=team.id)
    app = RhythmApp(rhythm)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        warming = Warming(app.stylesheet)
        while not warming.over:
            warming.tick()
        before, files = set(sys.modules), {path for path, _ in app.stylesheet.source if path.endswith(".tcss")}
        for key in "234561":
            await pilot.press(key)
            await pilot.pause()
        late = [name for name in sys.modules if name not in before and name.startswith(("rhythm.screens", "textual"))]
        print(sorted(late), sorted({path for path, _ in app.stylesheet.source if path.endswith(".tcss")} - files))
    rhythm.close()

asyncio.run(main())
"""


def test_once_all_is_warm_no_place_imports_a_screen_or_reads_a_file_of_styles(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-c", WARM, str(tmp_path / "s.db")], capture_output=True, text=True, check=True, timeout=120
    )
    assert said.stdout.strip() == "[] []"
