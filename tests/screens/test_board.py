"""The board of decision rights by keys and mouse: cells, their dialog and history, what they ask, the two lists."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.decision_rights import Cell, Level, NewRight, PracticeKind
from rhythm.domain.escalations import Handling, NewEscalation
from rhythm.screens.board import BoardScreen
from rhythm.screens.dialogs.form import FormDialog
from rhythm.screens.dialogs.pick import PickDialog
from rhythm.screens.dialogs.right import EditRight
from rhythm.screens.org import OrgScreen
from rhythm.screens.practices import PracticesScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.sample.planted import sample
from tests.screens.tracking import NARROW, WIDE, fill, in_box, shown, type_line
from tests.widgets.showing import lines
from widgets.capture_input import CaptureInput
from widgets.cell_grid import CellGrid
from widgets.panel import TextPanel

FULL = (160, 50)


def say(org: Org, level: int, days_ago: int = 60, area: str = "roadmap", **fields: object) -> None:
    day = org.rhythm.today() - dt.timedelta(days=days_ago)
    new = NewRight(org.platform.id, area, day, org.dana.id, Level(level))
    org.rhythm.rights.set(new._replace(**fields))  # type: ignore[arg-type]


def log(org: Org, days_ago: int, handling: Handling | None = None) -> None:
    day = org.rhythm.today() - dt.timedelta(days=days_ago)
    row = NewEscalation("which bet goes first", day, (), area="roadmap", handling=handling, raised_by_id=org.noor.id)
    org.rhythm.tracker.log(row, conflict="new")


def cell(org: Org, area: str = "roadmap") -> Cell:
    return Cell(org.platform.id, area)


def told(app: RhythmApp) -> str:
    """What is said of the highlighted cell."""
    panel = app.screen.query_one("#detail", TextPanel)
    return " ".join(" ".join(lines(panel)).split())


async def on_board(pilot: Pilot[None], org: Org, area: str = "roadmap") -> CellGrid:
    """Org, the board, and the cursor on a cell of Platform."""
    await pilot.pause()
    await pilot.press("b")
    await pilot.pause()
    assert isinstance(pilot.app.screen, BoardScreen)
    grid = pilot.app.screen.query_one("#grid", CellGrid)
    assert grid.highlight(f"right:{org.platform.id}:{area}")
    await pilot.pause()
    return grid


async def test_without_teams_the_board_says_what_will_stand_there(rhythm: Rhythm) -> None:
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("b")
        await pilot.pause()
        assert "Teams come first: esc, then t adds one." in shown(app)
        assert "▔" not in shown(app)
        assert "enter open" not in shown(app)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, OrgScreen)


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_a_cell_has_a_letter_and_a_digit_and_a_mark_when_it_leaks(org: Org, size: tuple[int, int]) -> None:
    say(org, 6, why="she knows it")
    say(org, 3, area="quality")
    log(org, 5)
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        grid = await on_board(pilot, org)
        line = next(line for line in lines(grid) if "Platform" in line)
        assert line.split()[1:] == ["D6!", "·", "·", "·", "·", "·", "·", "D3", "·", "·"]
        assert "level 6: inquire" in told(app)
        assert "2 of 20 named · 1 reached you although delegated" in shown(app)
        assert "! reached you although delegated" in shown(app)
        assert "letter who decides" in shown(app)
        assert "1 tell to 7 delegate" in shown(app)
        assert "may go up a level" not in shown(app), "no mark that does not stand there"
        await pilot.press("h")
        await pilot.pause()
        assert next(line for line in lines(grid) if "Platform" in line).split()[1] == "6!"
        for hidden in ("Dana", "she knows", "which bet"):
            assert hidden not in shown(app)


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_a_cell_whose_decider_left_and_that_leaks_has_both_marks(org: Org, size: tuple[int, int]) -> None:
    say(org, 6)
    log(org, 5)
    org.rhythm.people.leave(org.dana.id, org.rhythm.today() - dt.timedelta(days=1))
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        grid = await on_board(pilot, org)
        assert next(line for line in lines(grid) if "Platform" in line).split()[1] == "D6?!"
        for said in ("1 reached you although delegated", "? who decided has left", "! reached you although delegated"):
            assert said in " ".join(shown(app).split())
        await pilot.press("h")
        await pilot.pause()
        assert next(line for line in lines(grid) if "Platform" in line).split()[1] == "6?!"
        assert "digit how far" in shown(app)


@pytest.mark.parametrize("size", [NARROW, WIDE, FULL])
async def test_every_area_can_be_read_above_its_column_and_all_teams_stand_in_sight(size: tuple[int, int]) -> None:
    rhythm = sample()
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("b")
        await pilot.pause()
        drawn = lines(app.screen.query_one("#grid", CellGrid))
        heads = " ".join(" ".join(drawn[:4]).split()).replace("- ", "")
        assert "…" not in "".join(drawn)
        for area in ("Roadmap", "Launch", "timing", "Success", "criteria", "Staffing", "Ownership", "Priorities"):
            assert area in heads
        for team in rhythm.people.teams():
            assert any(line.startswith(f" {team.name} ") for line in drawn)
        assert "nobody named" in "".join(drawn)
        assert "may go up a level" in "".join(drawn)


async def test_two_who_share_a_letter_are_told_apart(org: Org) -> None:
    say(org, 6, decider_id=org.chris_a.id)
    say(org, 5, area="quality", decider_id=org.chris_m.id)
    say(org, 4, area="budget")
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        grid = await on_board(pilot, org)
        drawn = {word for line in lines(grid) for word in line.split()}
        assert {"CA6", "CM5", "D4"} <= drawn


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_enter_on_a_cell_sets_who_decides_and_keeps_the_history(org: Org, size: tuple[int, int]) -> None:
    say(org, 2, why="new in the job")
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await on_board(pilot, org)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EditRight)
        assert app.screen.typed("decider") == "Dana Okoye"
        assert "new in the job" in shown(app)
        await fill(pilot, decider="noor", level="inquire", why="had it right thrice", heard="ilya, growth")
        assert "Noor Haddad" in shown(app)
        await pilot.press("enter")
        await pilot.pause()
        history = org.rhythm.rights.cell(cell(org)).history
        assert [(one.decider, int(one.level), one.why) for one in history] == [
            ("Dana Okoye", 2, "new in the job"),
            ("Noor Haddad", 6, "had it right thrice"),
        ]
        assert [role.name for role in history[-1].contributors] == ["Ilya Brandt", "Growth"]
        await pilot.press("u")
        await pilot.pause()
        assert len(org.rhythm.rights.cell(cell(org)).history) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"decider": "dana, ilya"}, "one person decides"),
        ({"decider": "chris"}, "could be"),
        ({"decider": "dana", "level": "8"}, "1 to 7"),
        ({"decider": "dana", "level": "5", "since": "12/3"}, "12/3"),
        ({"decider": "dana", "level": "5", "heard": "nobody known"}, "no person and no team"),
    ],
)
async def test_what_cannot_be_read_is_said_where_it_was_typed_and_nothing_is_lost(
    org: Org, fields: dict[str, str], said: str
) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_board(pilot, org)
        await pilot.press("enter")
        await pilot.pause()
        await fill(pilot, **fields)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EditRight)
        assert said in " ".join(shown(app).split()).replace("│ │", "")
        assert org.rhythm.rights.cell(cell(org)).history == ()
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, EditRight)
        assert {name: app.screen.typed(name) for name in fields} == fields


async def test_after_two_leaks_one_key_asks_the_five_questions(org: Org) -> None:
    say(org, 6)
    log(org, 20)
    log(org, 3)
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_board(pilot, org)
        assert "Reached you twice in 90 days: a answers" in told(app)
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(app.screen, FormDialog)
        for question in org.rhythm.prompts.delegation:
            assert question.text in shown(app)
        await pilot.press("tab", "tab")
        await type_line(pilot, "Growth did not")
        await pilot.press("enter")
        await pilot.pause()
        view = org.rhythm.rights.cell(cell(org))
        assert view.asked is None
        assert {one.item: one.body for one in view.answers}["others_knew"] == "Growth did not"


async def test_a_level_that_changes_offers_the_questions_and_asks_nothing(org: Org) -> None:
    say(org, 3, 30)
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_board(pilot, org)
        await pilot.press("a")
        await pilot.pause()
        assert not isinstance(app.screen, FormDialog)
        await pilot.press("enter")
        await pilot.pause()
        assert "Roadmap is usually decided by product" in in_box(app)
        app.screen.query_one("#level", CaptureInput).value = "6"
        await pilot.press("enter")
        await pilot.pause()
        assert "a: 5 questions" in shown(app)
        await pilot.press("a")
        await pilot.pause()
        assert isinstance(app.screen, FormDialog)
        assert "The level went from 3 consult to 6 inquire." in in_box(app)


async def test_a_run_of_agreed_calls_is_raised_or_left_with_one_key(org: Org) -> None:
    say(org, 3)
    for days in (9, 8, 7, 6, 5):
        log(org, days, Handling.AGREED)
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        grid = await on_board(pilot, org)
        assert "D3▲" in "\n".join(lines(grid))
        await pilot.press("space")
        await pilot.pause()
        assert "D4" in "\n".join(lines(grid))
        await pilot.press("u")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        assert "D3 " in "\n".join(lines(grid))
        assert org.rhythm.rights.findings().stamps == ()


async def test_a_level_agreed_in_a_talk_is_taken_over_with_one_key(org: Org) -> None:
    say(org, 3)
    db = org.rhythm._db
    with db.action("agree"):
        db.insert("delegation", person_id=org.dana.id, area="roadmap", day="2026-11-10", mine=5, theirs=6, agreed=6)
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_board(pilot, org)
        assert "Agreed with Dana Okoye on Tue 10 Nov: 6 inquire; space takes it over." in told(app)
        await pilot.press("space")
        await pilot.pause()
        right = org.rhythm.rights.cell(cell(org)).right
        assert right is not None
        assert (int(right.level), right.since) == (6, dt.date(2026, 11, 10))


async def test_the_rows_that_leaked_open_from_the_cell(org: Org) -> None:
    say(org, 6)
    log(org, 3)
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        await on_board(pilot, org)
        await pilot.press("r")
        await pilot.pause()
        assert isinstance(app.screen, PickDialog)
        assert "which bet goes first" in shown(app)


async def test_a_click_on_a_cell_shows_it_and_a_second_one_opens_it(org: Org) -> None:
    say(org, 6, area="quality")
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=NARROW) as pilot:
        grid = await on_board(pilot, org)
        drawn = lines(grid)
        y = next(number for number, line in enumerate(drawn) if "D6" in line)
        at = (drawn[y].index("D6"), y)
        await pilot.click("#grid", offset=at)
        await pilot.pause()
        assert grid.highlighted is not None
        assert grid.highlighted.key == f"right:{org.platform.id}:quality"
        await pilot.click("#grid", offset=at)
        await pilot.pause()
        assert isinstance(app.screen, EditRight)


async def test_org_tells_of_the_board_and_its_row_opens_it(org: Org) -> None:
    say(org, 6)
    log(org, 20)
    log(org, 3)
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        assert "1 of 20 named" in shown(app)
        assert "2 reached you although delegated · 1 to decide" in shown(app)
        from widgets.row_list import RowList

        app.screen.query_one("#list", RowList).highlight("board:0")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, BoardScreen)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_standards_and_free_choice_are_added_and_ended(org: Org, size: tuple[int, int]) -> None:
    app = RhythmApp(org.rhythm, place="org")
    async with app.run_test(size=size) as pilot:
        await on_board(pilot, org)
        await pilot.press("l")
        await pilot.pause()
        assert isinstance(app.screen, PracticesScreen)
        assert "+ adds a standard" in shown(app)
        for key, text in (("plus", "launch checklist"), ("f", "sprint length")):
            await pilot.press(key)
            await pilot.pause()
            await type_line(pilot, text)
            await pilot.press("enter")
            await pilot.pause()
        found = {(one.kind, one.name) for one in org.rhythm.rights.practices()}
        assert found == {(PracticeKind.STANDARD, "launch checklist"), (PracticeKind.FREE, "sprint length")}
        await pilot.press("end", "d")
        await pilot.pause()
        assert [one.name for one in org.rhythm.rights.practices()] == ["launch checklist"]
        assert "sprint length" not in shown(app)


async def test_where_nobody_is_named_the_usual_owner_is_told_with_the_partner(rhythm: Rhythm, org: Org) -> None:
    rhythm.people.edit_team(org.platform.id, product_id=org.noor.id)
    app = RhythmApp(rhythm, place="org")
    async with app.run_test(size=FULL) as pilot:
        grid = await on_board(pilot, org)
        assert "Usually asked first is product, for why and for whom: Noor Haddad." in told(app)
        for area, said in (
            ("architecture", "Usually asked first is engineering, for how and how well."),
            ("staffing", "Usually for product and engineering together."),
        ):
            assert grid.highlight(f"right:{org.platform.id}:{area}")
            await pilot.pause()
            assert said in told(app)
