"""Org, by keys: teams with who leads them, and who reports to whom."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.app import RhythmApp
from rhythm.screens.room import RoomScreen
from rhythm.screens.team_page import TeamPageScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.sample.planted import sample
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, WIDE, due, keyed_rows, shown, type_line
from tests.widgets.showing import lines
from widgets.panel import TextPanel
from widgets.row_list import RowList


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_the_sample_has_every_team_and_everybody_below_the_director(size: tuple[int, int]) -> None:
    rhythm = sample()
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        found = keyed_rows(app)
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
        found = keyed_rows(app)
    assert found[f"team:{org.platform.id}"].fact == "Dana Okoye · 2 people · 1 open conflict"
    assert found[f"team:{org.growth.id}"].fact == "Ilya Brandt · 1 person · 1 open conflict"


async def test_a_blank_line_stands_before_what_nobody_knows_of_a_team(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await settle(pilot)
        for changed in (False, True):
            if changed:
                for day in (rhythm.today() - dt.timedelta(days=9), rhythm.today()):
                    rhythm.structure.set_charter(org.growth.id, owns=[f"banners since {day}"], on=day)
                await pilot.press("2", "6")
                await settle(pilot)
            assert app.screen.query_one("#list", RowList).highlight(f"team:{org.growth.id}")
            await settle(pilot)
            pane = lines(app.screen.query_one("#detail", TextPanel))
            at = pane.index("Unknown")
            assert (pane[at - 1], pane[at - 2] != "") == ("", True)


async def test_who_is_past_the_limit_is_marked_and_spans_are_told(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.hold(org.dana.id, rhythm.today() - dt.timedelta(days=30))
    rhythm.planner.hold(org.ilya.id, rhythm.today())
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        found = keyed_rows(app)
    assert (found[f"tree:{org.dana.id}"].mark, found[f"tree:{org.dana.id}"].right) == ("!", "span 2")
    assert (found[f"tree:{org.ilya.id}"].mark, found[f"tree:{org.ilya.id}"].right) == ("", "span 1")


async def test_enter_opens_a_person_or_a_team_and_t_the_team_of_either(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        listing = app.screen.query_one("#list", RowList)
        assert listing.highlight(f"tree:{org.noor.id}")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        assert app.screen.person.id == org.noor.id
        await pilot.press("escape")
        for key, row, team in (
            ("enter", f"team:{org.growth.id}", org.growth),
            ("t", f"team:{org.platform.id}", org.platform),
            ("t", f"tree:{org.chris_m.id}", org.growth),
            ("t", f"tree:{org.dana.id}", org.platform),
        ):
            assert listing.highlight(row)
            await pilot.press(key)
            await pilot.pause()
            assert isinstance(app.screen, TeamPageScreen)
            assert app.screen.team_id == team.id
            await pilot.press("escape")
            await pilot.pause()


async def test_before_there_is_a_team_t_adds_one_and_goes_to_its_page(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert "Press t to add a team" in shown(app)
        await pilot.press("t")
        await type_line(pilot, "Core")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, TeamPageScreen)
        assert [team.name for team in rhythm.people.teams()] == ["Core"]
        assert "Core" in shown(app)


async def test_charters_are_offered_in_one_line_until_one_is_written(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "No charter is written yet: t says what a team owns" in shown(app)
        assert "to ask" not in shown(app)
        assert "OWNED BY TWO" not in shown(app)
        for team in (org.platform, org.growth):
            rhythm.structure.set_charter(team.id, owns=["release dates"])
        rhythm.structure.set_pattern("platform")
        app.tell_store_changed()
        await pilot.pause()
        found = keyed_rows(app)
        assert "structure:0" not in found
        assert found["overlap:0"].fact == "Platform and Growth"
        assert found[f"team:{org.platform.id}"].right == "3 to ask"
        assert "Known to break: The capability drifts away" in found["pattern:0"].main
        listing = app.screen.query_one("#list", RowList)
        assert listing.highlight("overlap:0")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, TeamPageScreen)
        row = app.screen.query_one("#list", RowList).highlighted
        assert row is not None
        assert (row.key, row.fact) == ("overlap:0", "Growth too")


async def test_what_the_cut_of_the_teams_breaks_stands_whole_in_a_narrow_terminal(rhythm: Rhythm, org: Org) -> None:
    rhythm.structure.set_pattern("platform")
    pattern = rhythm.structure.pattern()
    assert pattern is not None
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#list", RowList).highlight("pattern:0")
        await pilot.pause()
        assert f"Known to break: {pattern.breaks}" in " ".join(shown(app).split())


async def test_how_all_teams_are_cut_is_changed_on_its_row(rhythm: Rhythm, org: Org) -> None:
    rhythm.structure.set_pattern("platform")
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert app.screen.query_one("#list", RowList).highlight("pattern:0")
        await pilot.pause()
        assert "Which user would miss it" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("c")
        await pilot.pause()
        pattern = rhythm.structure.pattern(org.platform.id)
        assert pattern is not None
        assert pattern.slug == "customer_journey"
