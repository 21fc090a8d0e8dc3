"""What was delegated and reached the director all the same: said while it is typed and sorted, asked in the week."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.decision_rights import Cell, Level, NewRight
from rhythm.domain.escalations import Escalation, Handling, Moment, NewEscalation
from rhythm.screens.board import BoardScreen
from rhythm.screens.dialogs.form import FormDialog
from rhythm.screens.dialogs.triage import open_triage
from rhythm.screens.week import WeekScreen
from tests.builders import Org
from tests.screens.tracking import NARROW, WIDE, shown, type_line
from widgets.row_list import RowList


def say(org: Org, level: int, area: str = "roadmap") -> None:
    day = org.rhythm.today() - dt.timedelta(days=78)
    org.rhythm.rights.set(NewRight(org.platform.id, area, day, org.dana.id, Level(level)))


def log(org: Org, days_ago: int, handling: Handling = Handling.COACHED, area: str = "roadmap") -> Escalation:
    day = org.rhythm.today() - dt.timedelta(days=days_ago)
    new = NewEscalation(f"bet of day {days_ago}", day, (), area, handling=handling, moment=Moment.NONE)
    return org.rhythm.tracker.log(new._replace(raised_by_id=org.noor.id), conflict="new")


async def on_cells(pilot: Pilot[None], key: str) -> None:
    """The step of the week in which cells of the board are asked about, with the cursor on a row."""
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, WeekScreen)
    screen.go_to("reached_me")
    await pilot.pause()
    assert screen.query_one("#list", RowList).highlight(key)
    await pilot.pause()


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_leak_is_said_while_it_is_typed(org: Org, size: tuple[int, int]) -> None:
    say(org, 6)
    app = RhythmApp(org.rhythm)
    async with app.run_test(size=size) as pilot:
        await pilot.press("e")
        await pilot.pause()
        await type_line(pilot, "Platform / Growth: which bet goes first")
        assert "although level" not in shown(app)
        await type_line(pilot, " #roadmap")
        assert "! reached you although level 6 (inquire) since 3 Sep" in shown(app)


async def test_a_leak_is_said_where_it_is_sorted(org: Org) -> None:
    say(org, 6)
    row = log(org, 2)
    app = RhythmApp(org.rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        open_triage(app, row)
        await pilot.pause()
        assert "! reached you although level 6 (inquire) since 3 Sep" in shown(app)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_two_leaks_are_an_item_of_the_week_that_the_questions_answer(org: Org, size: tuple[int, int]) -> None:
    say(org, 6)
    log(org, 20)
    log(org, 3)
    key = f"asked:{org.platform.id}:roadmap"
    app = RhythmApp(org.rhythm, place="week")
    async with app.run_test(size=size) as pilot:
        await on_cells(pilot, key)
        assert "DELEGATED, AND IT REACHED YOU" in shown(app)
        assert "reached you twice" in shown(app)
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(app.screen, FormDialog)
        await type_line(pilot, "I answered too soon")
        await pilot.press("enter")
        await pilot.pause()
        assert org.rhythm.rights.findings().asked == ()
        assert [one.body for one in org.rhythm.rights.cell(Cell(org.platform.id, "roadmap")).answers if one.body] == [
            "I answered too soon"
        ]
        await pilot.press("u")
        await pilot.pause()
        await on_cells(pilot, key)
        await pilot.press("n")
        await pilot.pause()
        assert org.rhythm.rights.findings().asked == ()


async def test_a_run_of_agreed_calls_is_an_item_of_the_week_with_one_key_for_each_answer(org: Org) -> None:
    say(org, 3)
    for days in (9, 8, 7, 6, 5):
        log(org, days, Handling.AGREED)
    key = f"stamps:{org.platform.id}:roadmap"
    app = RhythmApp(org.rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await on_cells(pilot, key)
        assert "raise to 4 agree?" in shown(app)
        await pilot.press("space")
        await pilot.pause()
        right = org.rhythm.rights.cell(Cell(org.platform.id, "roadmap")).right
        assert right is not None
        assert right.level is Level.AGREE
        await pilot.press("u")
        await pilot.pause()
        await on_cells(pilot, key)
        await pilot.press("d")
        await pilot.pause()
        assert org.rhythm.rights.findings().stamps == ()


async def test_enter_on_a_cell_of_the_week_opens_the_board_there(org: Org) -> None:
    say(org, 6)
    log(org, 20)
    log(org, 3)
    app = RhythmApp(org.rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await on_cells(pilot, f"asked:{org.platform.id}:roadmap")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)
        assert "Platform" in shown(app)
        assert app.screen._view is not None
        assert app.screen._view.cell == Cell(org.platform.id, "roadmap")


async def test_what_reached_the_director_in_the_week_names_what_was_delegated(org: Org) -> None:
    say(org, 6)
    log(org, 0)
    log(org, 1, area="quality")
    app = RhythmApp(org.rhythm, place="week")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, WeekScreen)
        app.screen.go_to("reached_me")
        await pilot.pause()
        assert "1 although delegated" in shown(app)


async def test_without_a_board_the_week_asks_nothing_of_it(org: Org) -> None:
    for days in (9, 8, 7, 6, 5, 4):
        log(org, days, Handling.AGREED)
    assert org.rhythm.rights.findings().stamps == ()
    walk = org.rhythm.reviews.week()
    assert (walk.items.asked, walk.items.stamps, walk.leaks) == ((), (), ())
