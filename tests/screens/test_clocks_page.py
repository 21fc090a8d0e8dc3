"""Role clocks and the first 90 days by keys; the month of a role beside the trends."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.screens.clocks import ClocksScreen, FirstDaysScreen
from rhythm.screens.dialogs.line import LineDialog
from rhythm.screens.org import OrgScreen
from rhythm.screens.person import PersonScreen
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, WIDE, keyed_rows, on_row, press, shown, type_line
from tests.widgets.showing import screen_lines


def done(org: Org) -> int:
    found = org.rhythm.clocks.first_days(org.ilya)
    assert found is not None
    return found.done


async def open_clocks(pilot: Pilot[None]) -> None:
    await settle(pilot)
    assert isinstance(pilot.app.screen, OrgScreen)
    await press(pilot, "c")
    assert isinstance(pilot.app.screen, ClocksScreen)


async def test_where_no_clock_is_known_the_list_begins_as_others_do(rhythm: Rhythm, org: Org) -> None:
    assert org.rhythm is rhythm
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await open_clocks(pilot)
        lines = [line.strip() for line in screen_lines(app)]
        assert lines[lines.index("Role clocks") + 1 :][:2] == ["", "NOT KNOWN SINCE WHEN"]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_start_is_said_and_the_lists_are_ticked_by_keys_alone(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await open_clocks(pilot)
        await on_row(pilot, f"clock:{org.ilya.id}")
        await press(pilot, "enter")
        assert isinstance(app.screen, LineDialog)
        await type_line(pilot, "someday")
        await press(pilot, "enter")
        assert isinstance(app.screen, LineDialog)
        await press(pilot, *["backspace"] * 7)
        await type_line(pilot, "5 oct")
        assert "Mon 5 Oct, 46 d ago" in shown(app)
        await press(pilot, "enter")
        assert keyed_rows(app)[f"clock:{org.ilya.id}"].right == "month 2 of 12-18"
        await on_row(pilot, f"clock:{org.ilya.id}")
        if size == WIDE:
            pane = [line[79:].strip(" │▏") for line in screen_lines(app)]
            assert "Ilya Brandt" in pane, "whose clock it is"
        await press(pilot, "enter")
        assert isinstance(app.screen, FirstDaysScreen)
        picture = shown(app)
        assert "day 47 of 90" in picture
        assert [one in picture for one in ("ASSESS THE SITUATION", "LOW-HANGING FRUIT")] == [True, True]
        await press(pilot, "space")
        assert done(org) == 1
        await press(pilot, "plus")
        await type_line(pilot, "call the one before him")
        await press(pilot, "enter")
        await on_row(pilot, "line:5")
        await press(pilot, "enter")
        assert done(org) == 2
        await press(pilot, "d")
        assert done(org) == 1
        await press(pilot, "u", "u")
        assert done(org) == 1


async def test_a_shipped_line_is_not_taken_out(rhythm: Rhythm, org: Org) -> None:
    rhythm.clocks.set_start(org.ilya.id, rhythm.today())
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await open_clocks(pilot)
        await press(pilot, "enter", "d")
        assert isinstance(app.screen, FirstDaysScreen)
        assert "take out" not in shown(app)
        found = rhythm.clocks.first_days(org.ilya)
        assert found is not None
        assert len(found.lines) == 14


async def test_nothing_is_asked_up_front_and_who_is_new_is_offered_under_org(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert "NEW IN A ROLE" not in shown(app)
        rhythm.people.edit(org.ilya.id, started_on=rhythm.today() - dt.timedelta(days=20))
        rhythm.people.edit(org.dana.id, started_on=rhythm.today() - dt.timedelta(days=900))
        app.tell_store_changed()
        await settle(pilot)
        row = keyed_rows(app)[f"clock:{org.ilya.id}"]
        assert (row.right, "day 21 of 90" in row.fact) == ("month 1 of 12-18", True)
        assert f"clock:{org.dana.id}" not in keyed_rows(app)
        await on_row(pilot, f"clock:{org.ilya.id}")
        await press(pilot, "enter")
        assert isinstance(app.screen, FirstDaysScreen)
        await press(pilot, "u")
        await press(pilot, "u")
        await settle(pilot)
        assert isinstance(app.screen, OrgScreen)


async def test_the_month_stands_beside_the_trends_of_a_person_and_in_the_room(rhythm: Rhythm, org: Org) -> None:
    rhythm.clocks.set_start(org.ilya.id, rhythm.today() - dt.timedelta(days=100))
    for days in (30, 21):
        rhythm.planner.hold(org.ilya.id, rhythm.today() - dt.timedelta(days=days))
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        app.open_page(PersonScreen(rhythm, org.ilya))
        await settle(pilot)
        assert "month 4 of 12-18 · slipping · last gap 9 d" in shown(app)
        app.open_page(RoomScreen(rhythm, org.ilya))
        await settle(pilot)
        assert "month 4 of 12-18" in shown(app)
