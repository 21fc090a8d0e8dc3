"""The AI preset of the board, what many teams share without a decider, and free choice in its cells."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.app import RhythmApp
from rhythm.domain.decision_rights import Cell, Level, NewRight, PracticeKind
from rhythm.domain.escalations import NEW, ConflictChoice, NewEscalation, Party
from rhythm.errors import BadInput
from rhythm.screens.board import BoardScreen
from rhythm.screens.conflict import ConflictScreen
from rhythm.service import Rhythm
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.cli.shell import Shell
from tests.screens.tracking import NARROW, shown
from tests.storage.dumps import dump
from widgets.capture_input import CaptureInput
from widgets.cell_grid import CellGrid

AI = {
    "product": {"problem_framing", "user_value", "risk_posture", "portfolio_priority"},
    "engineering": {"technical_path", "maturity_constraints", "operating_envelope"},
    "joint": {"reduce_scope", "enabling_investment", "not_launch_yet"},
}
"""The three lists of the essay."""


def take(org: Org) -> tuple[int, tuple[str, ...]]:
    """The preset for Platform: Noor for product, Chris for engineering."""
    rights = org.rhythm.rights
    new, left = rights.take_preset(
        rights.preset("AI"), org.platform.id, product_id=org.noor.id, engineering_id=org.chris_a.id
    )
    return len(new), left


def test_the_preset_puts_each_area_into_the_right_hands_and_undo_is_one_step(db: Database, org: Org) -> None:
    before = dump(db)
    assert take(org) == (10, ())
    board = org.rhythm.rights.findings().board
    hands = {"product": org.noor, "engineering": org.chris_a, "joint": org.dana}
    for side, areas in AI.items():
        for area in areas:
            right = board.on(Cell(org.platform.id, area), org.rhythm.today())
            assert right is not None, area
            assert right.decider_id == hands[side].id
            heard = {role.person_id for role in right.contributors}
            assert heard == {org.noor.id, org.chris_a.id} - {right.decider_id}
    org.rhythm.undo()
    assert dump(db) == before


def test_what_stands_on_the_board_is_left_as_it_is(db: Database, org: Org) -> None:
    old = org.rhythm.today() - dt.timedelta(days=100)
    cell = Cell(org.platform.id, "risk_posture")
    org.rhythm.rights.set(NewRight(cell.team_id, cell.area, old, org.dana.id, Level.TELL, "mine"))
    stood = org.rhythm.rights.on(cell, org.rhythm.today())
    assert take(org) == (9, ("risk_posture",))
    assert org.rhythm.rights.on(cell, org.rhythm.today()) == stood
    before = dump(db)
    assert take(org)[0] == 0
    assert dump(db) == before


def test_without_partners_it_says_whom_to_name(org: Org) -> None:
    rights = org.rhythm.rights
    with pytest.raises(BadInput, match="nobody is named for product"):
        rights.take_preset(rights.preset("ai"), org.platform.id)
    with pytest.raises(BadInput, match="is no preset"):
        rights.preset("blockchain")


def test_its_areas_are_read_from_a_line_once_it_stands_on_the_board(org: Org) -> None:
    assert org.rhythm.tracker.read("wrong answers #risk-posture").area == "other"
    take(org)
    assert org.rhythm.tracker.read("wrong answers #risk-posture").area == "risk_posture"
    assert org.rhythm.vocabulary.area_label("not_launch_yet") == "Not launch yet"


def four(org: Org, *, area: str = "roadmap", conflict: ConflictChoice | None = NEW) -> None:
    """Something to which four teams are parties."""
    people = org.rhythm.people
    teams = [org.platform, org.growth, people.add_team("Safety"), people.add_team("Models")]
    parties = tuple(Party(team.name, team.id) for team in teams)
    new = NewEscalation("who ships the model", org.rhythm.today(), parties, area=area)
    org.rhythm.tracker.log(new, conflict=conflict)


def test_what_four_teams_share_without_a_decider_is_found_until_somebody_is_named(org: Org) -> None:
    org.escalate("two teams only", conflict="new")
    assert org.rhythm.rights.findings().undecided == ()
    four(org)
    (found,) = org.rhythm.rights.findings().undecided
    assert (len(found.teams), found.areas, len(found.rows)) == (4, ("roadmap",), 1)
    today = org.rhythm.today()
    org.rhythm.rights.set(NewRight(org.growth.id, "budget", today, org.ilya.id, Level.AGREE))
    assert len(org.rhythm.rights.findings().undecided) == 1, "another area is no answer"
    org.rhythm.rights.set(NewRight(org.growth.id, "roadmap", today, org.ilya.id, Level.AGREE))
    assert org.rhythm.rights.findings().undecided == ()


def test_who_left_decides_nothing_for_many_teams(org: Org, clock: FixedClock) -> None:
    four(org)
    today = org.rhythm.today()
    org.rhythm.rights.set(NewRight(org.growth.id, "roadmap", today, org.noor.id, Level.AGREE))
    assert org.rhythm.rights.findings().undecided == ()
    org.rhythm.people.leave(org.noor.id, today)
    assert org.rhythm.rights.findings().undecided == (), "on the last day it is still decided"
    clock.forward(1)
    assert len(org.rhythm.rights.findings().undecided) == 1


def test_a_row_of_its_own_and_a_conflict_that_grew_to_four_count_too(org: Org) -> None:
    four(org, conflict=None)
    assert [one.conflict_id for one in org.rhythm.rights.findings().undecided] == [None]
    names = [org.rhythm.people.add_team(name) for name in ("Ops", "Legal")]
    first = org.escalate("the contract", conflict="new")
    more = tuple(Party(team.name, team.id) for team in names)
    org.rhythm.tracker.log(NewEscalation("the contract", org.rhythm.today(), more), conflict=first.conflict_id)
    assert {one.conflict_id for one in org.rhythm.rights.findings().undecided} == {None, first.conflict_id}


def test_free_choice_counts_in_the_cells_of_its_teams_and_without_an_area_in_none(org: Org) -> None:
    org.rhythm.rights.add_practice(PracticeKind.FREE, "stand-up time")
    today = org.rhythm.today()
    row = NewEscalation("the stand-up time again", today, raised_by_id=org.noor.id, area="priorities")
    org.rhythm.tracker.log(row)
    org.rhythm.tracker.log(row._replace(area=""))
    found = org.rhythm.rights.findings()
    cell = Cell(org.platform.id, "priorities")
    assert (found.recent(cell, today), found.recent(None, today), found.homeless(today)) == (1, 2, 1)
    assert len(org.rhythm.rights.cell(cell).leaks) == 1
    assert found.asked == ()


async def test_one_key_takes_it_in_the_app_asks_for_partners_and_undo_takes_it_back(rhythm: Rhythm, org: Org) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(BoardScreen(rhythm, f"right:{org.platform.id}:roadmap"))
        await pilot.pause()
        await pilot.press("p")
        await pilot.pause()
        product, engineering = app.screen.query(CaptureInput)
        product.value, engineering.value = "noor", "chris alder"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)
        assert len(rhythm.rights.findings().board.cells) == 10
        assert " named" in shown(app)
        app.screen.query_one("#grid", CellGrid).focus()
        await pilot.press("u")
        await pilot.pause()
        assert not rhythm.rights.findings().board.cells


async def test_the_board_opens_what_many_teams_share(rhythm: Rhythm, org: Org) -> None:
    four(org)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.pause()
        app.open_page(BoardScreen(rhythm))
        await pilot.pause()
        await pilot.press("t")
        await pilot.pause()
        assert "4 teams" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ConflictScreen)


def test_the_shell_takes_it_too(tmp_path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    from tests.cli.shell import build_org

    store = tmp_path / "rhythm.db"
    build_org(store)
    shell = Shell(store, capsys, monkeypatch)
    assert [one["preset"] for one in shell.ok("right", "preset", "--json").json] == ["ai"]
    words = ("right", "preset", "ai", "platform", "--product", "noor", "--engineering", "chris alder")
    done = shell.ok(*words, "--json").json
    assert {one["area"] for one in done["rights"]} == set.union(*AI.values())
    assert done["left"] == []
    assert set(shell.ok(*words, "--json").json["left"]) == set.union(*AI.values())
    shell.ok("undo")
    assert shell.ok("right", "list", "--json").json == []
    assert shell.run("right", "preset", "ai").code == 2
    assert shell.run("right", "preset", "blockchain", "platform").code == 2
