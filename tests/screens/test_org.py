"""Org, by keys: teams with who leads them, and who reports to whom."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.app import RhythmApp
from rhythm.screens.room import RoomScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.sampling import sample
from tests.screens.tracking import NARROW, WIDE, due, shown
from widgets.row_list import Row, RowList


def rows(app: RhythmApp) -> dict[str, Row]:
    """Every row that stands for something, by its key."""
    return {row.key: row for row in app.screen.query_one("#list", RowList)._source.window(0, 500) if row.key}


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_sample_has_every_team_and_everybody_below_the_director(size: tuple[int, int]) -> None:
    rhythm = sample()
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        found = rows(app)
    assert {f"team:{team.id}" for team in rhythm.people.teams()} <= found.keys()
    me = rhythm.people.me()
    assert me is not None
    below, reached = {me.id}, 0
    while reached != len(below):
        reached = len(below)
        below |= {person.id for person in rhythm.people.everybody() if person.manager_id in below}
    assert {key for key in found if key.startswith("tree:")} == {f"tree:{number}" for number in below}


async def test_a_team_tells_its_lead_its_people_and_its_open_conflicts(rhythm: Rhythm, org: Org) -> None:
    due(org)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        found = rows(app)
    assert found[f"team:{org.platform.id}"].fact == "Dana Okoye · 2 people · 1 open conflict"
    assert found[f"team:{org.growth.id}"].fact == "Ilya Brandt · 1 person · 1 open conflict"


async def test_who_is_past_the_limit_is_marked_and_spans_are_told(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.dana.id, rhythm.today() - dt.timedelta(days=30))
    rhythm.planner.hold(org.ilya.id, rhythm.today())
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        found = rows(app)
    assert (found[f"tree:{org.dana.id}"].mark, found[f"tree:{org.dana.id}"].right) == ("!", "span 2")
    assert (found[f"tree:{org.ilya.id}"].mark, found[f"tree:{org.ilya.id}"].right) == ("", "span 1")


async def test_enter_opens_a_person_or_who_leads_a_team(rhythm: Rhythm, org: Org) -> None:
    lonely = rhythm.people.add_team("Lonely")
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        listing = app.screen.query_one("#list", RowList)
        for key, person in ((f"team:{org.growth.id}", org.ilya), (f"tree:{org.noor.id}", org.noor)):
            assert listing.highlight(key)
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, RoomScreen)
            assert app.screen.person.id == person.id
            await pilot.press("escape")
        assert listing.highlight(f"team:{lonely.id}")
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert "nobody leads it" in shown(app)
