"""The first paint of Today is whole, and loads nothing that it does not show."""

from __future__ import annotations

import datetime as dt
import gc
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from textual.geometry import Region
from textual.strip import Strip

from rhythm.app import RhythmApp
from rhythm.cli.app_command import collect_once_painted
from rhythm.domain.portfolio import Bucket, DecisionKind, NewBet
from rhythm.screens.today import TodayScreen
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from tests.builders import FixedClock, Org
from tests.cli.shell import FRIDAY, build_org
from tests.screens.touring import settle
from widgets.ground import Ground
from widgets.row_list import RowList

NEEDLESS = (
    "dateutil", "yaml", "sqlite_utils", "rhythm.storage.keys", "rhythm.service.unlocking", "rhythm.domain.catching_up",
    "rhythm.domain.decision_rights", "rhythm.domain.attention", "rhythm.domain.portfolio", "rhythm.queries.portfolio",
    "rhythm.screens.portfolio_rows", "rhythm.settings.lists", "rhythm.service.walks", "rhythm.domain.routes",
    "widgets.capture_input", "rhythm.domain.matching",
    "rhythm.screens.people", "rhythm.screens.week", "rhythm.screens.lock_screen", "rhythm.screens.warming",
)  # fmt: skip
PROGRAM = """
import sys
from pathlib import Path
from textual.screen import Screen
from rhythm.app import RhythmApp
from rhythm.clock import SystemClock
from rhythm.cli.app_command import collect_once_painted
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store

paint = Screen._compositor_refresh

def first_paint(screen):
    paint(screen)
    print(*sorted(sys.modules))
    sys.stdout.flush()
    app.exit()
    Screen._compositor_refresh = paint

store, clock = Path(sys.argv[1]), SystemClock()
app = RhythmApp(Rhythm(open_store(store, clock, backups=store.parent), clock, Settings()))
Screen._compositor_refresh = first_paint
collect_once_painted(app)
app.run(headless=True, size=(120, 40))
"""


FOR_BETS = {"rhythm.domain.portfolio", "rhythm.queries.portfolio"}
"""Needed where a decision about a bet waits."""


@pytest.mark.parametrize("with_bet", [False, True])
def test_the_first_paint_loads_nothing_that_it_does_not_show(tmp_path: Path, with_bet: bool) -> None:
    store = tmp_path / "rhythm.db"
    build_org(store)
    if with_bet:
        wait_for_a_bet(store)
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(store)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert result.returncode == 0, result.stderr
    loaded = set(result.stdout.split())
    assert "rhythm.screens.today" in loaded
    assert not [name for name in NEEDLESS if name in loaded and not (with_bet and name in FOR_BETS)]
    assert FOR_BETS.issubset(loaded) is with_bet


def wait_for_a_bet(store: Path) -> None:
    """Decide about a bet so that it is to be looked at again."""
    clock = FixedClock(FRIDAY)
    with closing(Rhythm(open_store(store, clock, backups=store.parent), clock, Settings())) as rhythm:
        bet = rhythm.portfolio.add(NewBet("Search", Bucket.GROWTH, 2))
        rhythm.portfolio.decide(bet.id, DecisionKind.PAUSE, review_on=rhythm.today() + dt.timedelta(days=1))
        # Something stands above it, or the pane beside the list would tell of the bet.
        person = rhythm.people.others()[0]
        rhythm.planner.add_promise(person.id, "Send the plan", due=rhythm.today())


async def test_the_first_paint_holds_every_row_and_reads_once(
    rhythm: Rhythm, org: Org, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    bet = rhythm.portfolio.add(NewBet("Search", Bucket.GROWTH, 2))
    rhythm.portfolio.decide(bet.id, DecisionKind.PAUSE, review_on=rhythm.today() + dt.timedelta(days=1))
    clock.day += dt.timedelta(days=1)
    read = 0
    reload = TodayScreen.reload

    def counted(page: TodayScreen) -> None:
        nonlocal read
        read += 1
        reload(page)

    monkeypatch.setattr(TodayScreen, "reload", counted)
    app = RhythmApp(rhythm)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#list", RowList).highlight(f"bet:{bet.id}")
        assert read == 1


@pytest.mark.parametrize("place", ["today", "week"])
async def test_what_the_places_need_is_got_ready_once_the_first_page_is_painted(
    rhythm: Rhythm, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    seen: list[str] = []

    monkeypatch.setattr(RhythmApp, "_display", lambda *_: seen.append("painted"))
    monkeypatch.setattr(RhythmApp, "warm_up", lambda _: seen.append("got ready"))
    # What the tests made until now would never be collected.
    monkeypatch.setattr(gc, "freeze", lambda: None)
    app = RhythmApp(rhythm, place=place)
    collect_once_painted(app)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
    assert seen[0] == "painted"
    assert seen.count("got ready") == 1


def test_what_lies_behind_a_page_is_drawn_as_one_line() -> None:
    """Textual would draw a screenful of lines, all of them covered, for the page and for what parts it."""
    drawn: list[int] = []

    class Below:
        def render_lines(self, crop: Region) -> list[Strip]:
            drawn.append(crop.height)
            return [Strip.blank(crop.width)] * crop.height

    class Page(Ground, Below):
        pass

    lines = Page().render_lines(Region(2, 5, 30, 12))
    assert drawn == [1]
    assert lines == [Strip.blank(30)] * 12
