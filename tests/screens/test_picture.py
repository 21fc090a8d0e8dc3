"""The picture: the tree with its figures, folded and unfolded, beside what stands between teams; the interfaces."""

from __future__ import annotations

import re

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.screens.conflict import ConflictScreen
from rhythm.screens.dialogs.pick import PickDialog
from rhythm.screens.dialogs.sheet import SheetDialog
from rhythm.screens.interfaces import InterfacesScreen
from rhythm.screens.picture import PictureScreen
from rhythm.screens.room import RoomScreen
from rhythm.screens.team_page import TeamPageScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.sample.planted import sample
from tests.screens.tracking import NARROW, WIDE, due, keyed_rows, shown, type_line
from tests.widgets.showing import lines, screen_lines
from widgets.capture_input import CaptureInput
from widgets.cell_grid import CellGrid
from widgets.row_list import RowList

FULL = (160, 50)


def figures(app: RhythmApp, person: int) -> list[str]:
    """The columns of somebody's row."""
    return keyed_rows(app)[f"node:{person}"].fact.split()


async def on_picture(pilot: Pilot[None], key: str = "") -> PictureScreen:
    """Org, then the picture, with the cursor on somebody."""
    await pilot.pause()
    await pilot.press("p")
    await pilot.pause()
    page = pilot.app.screen
    assert isinstance(page, PictureScreen)
    if key:
        assert page.query_one("#list", RowList).highlight(key)
        await pilot.pause()
    return page


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_each_node_tells_span_gap_and_conflicts_and_the_teams_stand_beside(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    due(org)
    rhythm.planner.hold(org.dana.id, rhythm.today().replace(day=1))
    rhythm.planner.hold(org.noor.id, rhythm.today().replace(day=18))
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await on_picture(pilot)
        assert figures(app, org.dana.id) == ["2", "19", "d", "1"]
        assert keyed_rows(app)[f"node:{org.dana.id}"].mark == "!"
        assert figures(app, org.noor.id) == ["2", "d"]
        assert figures(app, org.ilya.id) == ["1", "never", "1"]
        me = rhythm.people.me()
        assert me is not None
        assert figures(app, me.id) == ["2", "1"]
        picture = shown(app)
        assert "BETWEEN TEAMS" in picture
        assert "1/3" in picture
        grid, tree = app.screen.query_one("#heat").region, app.screen.query_one("#list").region
        assert grid.y > tree.y if size == NARROW else grid.x > tree.x


async def test_a_branch_folds_to_what_stands_below_it(rhythm: Rhythm, org: Org) -> None:
    lead = rhythm.people.add("Mei Lin", manager_id=org.dana.id)
    rhythm.people.add_team("Core", manager_id=lead.id)
    due(org)
    rhythm.tracker.log(
        rhythm.tracker.draft_of(rhythm.tracker.read("Core / Growth: who owns the tests")), conflict="new"
    )
    rhythm.planner.hold(org.noor.id, rhythm.today().replace(month=1))
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        page = await on_picture(pilot, f"node:{org.dana.id}")
        assert figures(app, lead.id)[-1] == "1"
        await pilot.press("space")
        await pilot.pause()
        assert f"node:{org.noor.id}" not in keyed_rows(app)
        assert figures(app, org.dana.id) == ["3", "never", "1", "+1", "1"]
        below = keyed_rows(app)[f"node:{org.dana.id}"].detail
        assert "3 people below, 1 over the limit" in " ".join(below)
        assert all(f" {line} " in shown(app) for line in below)
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, PickDialog)
        assert "who owns the tests" in shown(app)
        await pilot.press("escape", "space")
        await pilot.pause()
        assert f"node:{org.noor.id}" in keyed_rows(app)
        await pilot.press("a")
        await pilot.pause()
        assert f"node:{org.noor.id}" not in keyed_rows(app)
        await pilot.press("a")
        await pilot.pause()
        assert f"node:{org.noor.id}" in keyed_rows(app)
        assert not page.check_action("fold", ()) or page._node() is not None


async def test_every_node_and_every_cell_opens_what_is_behind_it(rhythm: Rhythm, org: Org) -> None:
    conflict = due(org)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await on_picture(pilot, f"node:{org.chris_m.id}")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoomScreen)
        assert app.screen.person.id == org.chris_m.id
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(app.screen, TeamPageScreen)
        assert app.screen.team_id == org.growth.id
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#list", RowList).highlight(f"node:{org.ilya.id}")
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ConflictScreen)
        assert app.screen._conflict_id == conflict
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("tab")
        await pilot.pause()
        grid = app.screen.query_one("#grid", CellGrid)
        assert grid.has_focus
        assert grid.highlighted is not None
        assert grid.highlighted.key == f"pair:{org.platform.id}:{org.growth.id}"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PickDialog)
        assert "who sets the release date" in shown(app)


async def test_keys_of_a_person_wait_while_the_teams_have_the_focus(rhythm: Rhythm, org: Org) -> None:
    due(org)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        page = await on_picture(pilot, f"node:{org.dana.id}")
        assert page.check_action("fold", ())
        await pilot.press("tab")
        await pilot.pause()
        assert not page.check_action("fold", ())
        before = set(keyed_rows(app))
        await pilot.press("space")
        await pilot.pause()
        assert set(keyed_rows(app)) == before


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_the_sample_is_whole_however_large_the_terminal(size: tuple[int, int]) -> None:
    rhythm = sample()
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        page = await on_picture(pilot)
        if page._folded:
            await pilot.press("a")
            await pilot.pause()
        found = keyed_rows(app)
        assert len(found) == 41
        manager = next(person for person in rhythm.people.everybody() if person.name == "Vikram Sethi")
        assert "▼ Robin Falk" in shown(app)
        assert figures(app, manager.id)[:3] == ["6", "17", "d"]


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_teams_can_be_read_above_their_columns_and_the_cell_in_words(size: tuple[int, int]) -> None:
    app = RhythmApp(sample(), place="org")
    async with app.run_test(size=size) as pilot:
        await on_picture(pilot)
        grid = app.screen.query_one("#grid", CellGrid)
        drawn = lines(grid)
        heads = " ".join(drawn[: next(at for at, line in enumerate(drawn) if line.startswith(" Booking"))]).split()
        for word in ("Booking", "Carrier", "Commercial", "Disruption", "Fares", "Inventory", "Foundations", "Insight"):
            assert word in heads
        assert "5 conflicts, 9 meetings: Carrier Links and Foundations" in shown(app)
        grid.focus()
        await pilot.press("home", "pageup", "right")
        assert "2 conflicts, 3 meetings: Booking Flow and Carrier Links" in shown(app)
        await pilot.press("right")
        assert "Nothing between Booking Flow and Commercial" in shown(app)
        if size == NARROW:
            assert "Vikram Sethi" in shown(app), "who is past the limit is in sight"


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_teams_stand_whole_at_the_left_of_their_lines(size: tuple[int, int]) -> None:
    app = RhythmApp(sample(), place="org")
    async with app.run_test(size=size) as pilot:
        await on_picture(pilot)
        grid = app.screen.query_one("#grid", CellGrid)
        for _ in range(2):
            for team in ("Disruption Care", "Fares & Inventory", "Foundations"):
                assert any(line.startswith(f" {team} ") for line in lines(grid)), team
            # The whole tree takes its room beside them.
            await pilot.press("a")
            await pilot.pause()
        assert [row.main for row in keyed_rows(app).values() if "…" in row.main] == []


async def test_what_stands_between_two_teams_is_said_whole_beside_a_small_tree(rhythm: Rhythm, org: Org) -> None:
    due(org)
    rhythm.people.edit_team(org.platform.id, name="Platform of the north")
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await on_picture(pilot)
        assert "conflicts / meetings in 90 days" in shown(app)
        assert "Growth and Platform of the north" in shown(app) or "Platform of the north and Growth" in shown(app)


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_sixty_people_of_long_names_stay_readable(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    due(org)
    for number in range(56):
        lead = (org.dana, org.ilya)[number % 2]
        person = rhythm.people.add(f"Maximiliana Konstantinopolskaja {number:08d}", manager_id=lead.id)
        rhythm.planner.hold(person.id, rhythm.today().replace(day=1))
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await on_picture(pilot)
        folded = shown(app)
        assert "Maximil" not in folded
        assert "Ilya Brandt" in folded
        await pilot.press("a")
        await pilot.pause()
        found = [line for line in shown(app).splitlines() if "Maximil" in line]
        assert found
        # A name is cut, the days never are.
        assert all("19 d" in line for line in found)


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_names_are_whole_and_the_page_says_what_it_is_where_there_is_room(size: tuple[int, int]) -> None:
    app = RhythmApp(sample(), place="org")
    async with app.run_test(size=size) as pilot:
        page = await on_picture(pilot)
        if page._folded:
            await pilot.press("a")
            await pilot.pause()
        assert [row.main for row in keyed_rows(app).values() if "…" in row.main] == []
        assert ("Picture" in shown(app)) == (size != NARROW)
        assert "Fernanda Quiroga" in shown(app) or size == NARROW


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_the_picture_says_what_begins_it_while_there_is_nobody(rhythm: Rhythm, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        page = await on_picture(pilot)
        assert screen_lines(app)[1].strip() == "Picture"
        assert "Press 2 and + to add people." in shown(app)
        assert "No conflict between" not in shown(app)
        assert not page.check_action("fold_all", ())


async def test_with_people_it_says_that_nothing_stands_between_their_teams(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=FULL) as pilot:
        await on_picture(pilot, f"node:{org.dana.id}")
        assert "No conflict between two teams" in shown(app)


async def test_hidden_names_are_hidden_in_the_picture(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=FULL) as pilot:
        await on_picture(pilot, f"node:{org.dana.id}")
        assert "Dana" in shown(app)
        await pilot.press("h")
        await pilot.pause()
        assert "Dana" not in shown(app)
        assert f"P{org.dana.id}" in shown(app)


# Interfaces


async def test_a_pair_with_conflicts_and_no_interface_is_listed_and_gets_one(rhythm: Rhythm, org: Org) -> None:
    due(org)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        assert isinstance(app.screen, InterfacesScreen)
        assert "CONFLICTS, BUT NO INTERFACE" in shown(app)
        row = keyed_rows(app)[f"pair:{org.platform.id}:{org.growth.id}"]
        assert (row.main, row.right, row.fact) == ("Platform and Growth", "1 conflict", "")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one("#other", CaptureInput).value == "Growth"
        app.screen.query_one("#body", CaptureInput).value = "Growth asks by Tuesday"
        await pilot.press("enter")
        await pilot.pause()
        assert "CONFLICTS, BUT NO INTERFACE" not in shown(app)
        row = keyed_rows(app)[f"pair:{org.platform.id}:{org.growth.id}"]
        assert row.fact == "Growth asks by Tuesday"
        await pilot.press("t")
        await pilot.pause()
        assert isinstance(app.screen, TeamPageScreen)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_a_long_hand_off_is_read_whole_at_any_width(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    text = "Platform gives the timetable by six each morning; what comes later counts for the next day, always."
    rhythm.structure.set_interface(org.platform.id, org.growth.id, text)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        told = " ".join(shown(app).replace("▏", " ").split())
        assert "counts for the next day, always." in told
        assert "always" not in keyed_rows(app)[f"pair:{org.platform.id}:{org.growth.id}"].main


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_without_two_teams_the_interfaces_say_how_to_get_there(rhythm: Rhythm, size: tuple[int, int]) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        assert "It takes two teams: esc, then t adds one." in shown(app)
        assert "…" not in shown(app), "no line of an empty page is cut"


async def test_an_interface_of_any_two_teams_is_added(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        assert "Press + to say so for two teams." in shown(app)
        await pilot.press("plus")
        await pilot.pause()
        await type_line(pilot, "plat")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SheetDialog)
        await type_line(pilot, "growth")
        app.screen.query_one("#body", CaptureInput).value = "by Tuesday"
        await pilot.press("enter")
        await pilot.pause()
        assert [(one.teams, one.body) for one in rhythm.structure.interfaces()] == [
            ((org.platform.id, org.growth.id), "by Tuesday")
        ]


@pytest.mark.parametrize("size", [NARROW, WIDE])
@pytest.mark.parametrize("body", ["", "asks by Tuesday, in writing, and hears by Thursday"])
async def test_of_two_long_names_neither_is_left_out(
    rhythm: Rhythm, org: Org, size: tuple[int, int], body: str
) -> None:
    due(org)
    rhythm.people.edit_team(org.platform.id, name="Platform and everything that has to do with it worldwide")
    rhythm.people.edit_team(org.growth.id, name="Growth, retention, and whatever brings travellers back to us")
    if body:
        rhythm.structure.set_interface(org.platform.id, org.growth.id, body)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("i")
        await pilot.pause()
        line = next(line for line in shown(app).split("\n") if "1 conflict" in line)
        assert re.search(r"Platform and.*… and Growth, .*…", line), line


async def test_beside_a_hand_off_a_name_of_one_long_word_is_not_left_out(rhythm: Rhythm, org: Org) -> None:
    due(org)
    rhythm.people.edit_team(org.platform.id, name="Fares & Inventory")
    rhythm.people.edit_team(org.growth.id, name="Schnittstellenentwicklung der Plattform")
    rhythm.structure.set_interface(org.platform.id, org.growth.id, "asks by Tuesday, in writing, and hears by Thursday")
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("i")
        await pilot.pause()
        line = next(line for line in shown(app).split("\n") if "1 conflict" in line)
        assert re.search(r"Fares.* and Schnitt|Schnitt.* and Fares", line), line
