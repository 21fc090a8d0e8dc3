"""The first paint of Today is whole, and loads nothing that it does not show."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from rhythm.app import RhythmApp
from rhythm.domain.portfolio import Bucket, DecisionKind, NewBet
from rhythm.screens.today import TodayScreen
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org
from tests.cli.shell import build_org
from widgets.row_list import RowList

NEEDLESS = (
    "dateutil", "yaml", "sqlite_utils", "rhythm.storage.keys", "rhythm.service.unlocking", "rhythm.domain.catching_up",
    "rhythm.domain.decision_rights", "rhythm.domain.attention", "rhythm.domain.portfolio", "rhythm.queries.portfolio",
    "rhythm.screens.portfolio_rows", "rhythm.settings.lists", "widgets.capture_input", "rhythm.domain.matching",
    "rhythm.screens.people", "rhythm.screens.week",
)  # fmt: skip
PROGRAM = """
import sys
from pathlib import Path
from textual.screen import Screen
from rhythm.app import RhythmApp
from rhythm.clock import SystemClock
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
app.run(headless=True, size=(120, 40))
"""


def test_the_first_paint_loads_nothing_that_it_does_not_show(tmp_path: Path) -> None:
    store = tmp_path / "rhythm.db"
    build_org(store)
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
    assert not [name for name in NEEDLESS if name in loaded]


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
