"""The forms of fixes and the test of tension or misalignment, on the page of a conflict."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from rhythm.app import RhythmApp
from rhythm.domain.conflicts import ConflictState
from rhythm.domain.decision_rights import Cell, Level
from rhythm.domain.escalations import Cause, ConflictId
from rhythm.domain.fix_forms import FORMS, NewFix
from rhythm.domain.fixes import FixKind, FixState
from rhythm.screens.conflict import ConflictScreen
from rhythm.service import Rhythm
from tests.builders import Org
from tests.screens.touring import settle
from tests.screens.tracking import NARROW, WIDE, due, in_box, press, shown
from widgets.capture_input import CaptureInput
from widgets.row_list import RowList

_LABEL = 11
"""Cells that a label has before its field."""
SIZES = [NARROW, WIDE, (160, 50)]


async def open_conflict(pilot: Pilot[None], app: RhythmApp, number: ConflictId) -> None:
    app.open_page(ConflictScreen(app.rhythm, number))
    await settle(pilot)


def fields(app: RhythmApp) -> dict[str, CaptureInput]:
    return {one.id or "": one for one in app.screen.query(CaptureInput)}


def texts(rhythm: Rhythm, number: ConflictId) -> dict[str, str]:
    return {one.name: one.text for one in rhythm.fixes.form(rhythm.fixes.of(number)[0])}


def test_every_label_stands_whole_before_its_field() -> None:
    assert [field.label for form in FORMS.values() for field in form if len(field.label) > _LABEL] == []


@pytest.mark.parametrize("size", SIZES)
async def test_two_charters_stand_side_by_side_and_what_is_empty_is_open(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "f", *"each team own", "enter")
        found = fields(app)
        assert (found["team"].value, found["other_team"].value) == ("Platform", "Growth")
        for name in ("team", "owns", "not_owns", "goals"):
            own, other = found[name].region, found[f"other_{name}"].region
            assert own.y == other.y
            assert own.right <= other.x
            assert own.width >= 20
            assert app.screen.region.contains_region(other)
        found["owns"].value, found["other_owns"].value = "the date", "the banner"
        await press(pilot, "enter")
        assert texts(rhythm, number) == {
            "team": "Platform",
            "other_team": "Growth",
            "owns": "the date",
            "other_owns": "the banner",
        }
        assert rhythm.fixes.of(number)[0].state is FixState.PROPOSED
        seen = " ".join(shown(app).split())
        assert "Platform: owns the date" in seen
        assert "Growth: owns the banner" in seen
        assert "still open: not theirs" in seen


async def test_a_decision_right_says_what_it_will_change_and_changes_it_in_one_step(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    cell = Cell(org.platform.id, "roadmap")
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "f", *"decis", "enter")
        found = fields(app)
        for name, text in {"owner": "ilya", "area": "roadmap", "decider": "dana", "level": "6"}.items():
            found[name].value = text
        await settle(pilot)
        seen = in_box(app)
        assert "Dana Okoye decides roadmap for Platform, level 6 inquire" in seen
        assert "roadmap is usually decided by product" in seen
        await press(pilot, "enter", "ctrl+f")
        assert "Dana Okoye decides roadmap for Platform" in in_box(app)
        await press(pilot, "enter")
        right = rhythm.rights.on(cell, rhythm.today())
        assert right is not None
        assert (right.decider_id, right.level) == (org.dana.id, Level.INQUIRE)
        assert rhythm.fixes.of(number)[0].state is FixState.IN_EFFECT
        await press(pilot, "u")
        assert rhythm.rights.on(cell, rhythm.today()) is None
        assert rhythm.fixes.of(number)[0].state is FixState.DECIDED
        await press(pilot, "ctrl+f")
        fields(app)["field-change"].value = "n"
        await press(pilot, "enter")
    assert rhythm.fixes.of(number)[0].state is FixState.IN_EFFECT
    assert rhythm.rights.on(cell, rhythm.today()) is None


async def test_the_team_that_is_proposed_is_typed_over_and_that_of_a_stored_fix_is_not(
    rhythm: Rhythm, org: Org
) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "f", *"decis", "enter")
        assert fields(app)["team"].value == "Platform"
        await press(pilot, "tab", "tab", *"Growth", "enter", "ctrl+e", "tab", "tab", "x")
        assert fields(app)["team"].value == "Growthx"


@pytest.mark.parametrize("size", SIZES)
async def test_a_right_with_an_open_field_says_that_nothing_is_set(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    number = due(org)
    form = rhythm.fixes.forms.read(FixKind.DECISION_RIGHT, {"area": "roadmap", "decider": "dana", "level": "6"})
    fix = rhythm.fixes.add(number, FixKind.DECISION_RIGHT, owner_id=org.ilya.id, form=form)
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "ctrl+f")
        assert "Nothing is set on the board: team is open." in in_box(app)
        await press(pilot, "escape", "ctrl+e")
        fields(app)["team"].value = "growth"
        await press(pilot, "enter", "ctrl+f")
        assert "Dana Okoye decides roadmap for Growth" in in_box(app)
        fields(app)["field-day"].value = "yesterday"
        await press(pilot, "escape")
        rhythm.fixes.edit(fix.id, NewFix(fix.kind, "", org.ilya.id, form))
        await press(pilot, "ctrl+f", "enter")
        (told,) = [one.message for one in app._notifications]
    assert told.endswith("; nothing is set on the board: team is open")
    assert rhythm.rights.on(Cell(org.growth.id, "roadmap"), rhythm.today()) is None


async def test_a_fix_is_edited_and_what_cant_be_read_is_said_where_it_stands(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    rhythm.fixes.add(number, FixKind.REPORTING_LINE, body="closer to the work")
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "ctrl+e")
        found = fields(app)
        assert found["body"].value == "closer to the work"
        found["who"].value = "chris"
        await press(pilot, "enter")
        assert "Chris Alder" in shown(app)
        assert texts(rhythm, number) == {}
        await press(pilot, "escape", "ctrl+e")
        found = fields(app)
        assert found["who"].value == "chris"
        found["who"].value, found["to"].value = "chris moon", "dana"
        await press(pilot, "enter")
        assert texts(rhythm, number) == {"who": "Chris Moon", "to": "Dana Okoye"}
    assert rhythm.drafts("fix:") == {}


async def test_a_side_that_is_no_team_may_stay_open_and_no_command_of_the_shell_is_named(
    rhythm: Rhythm, org: Org
) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "f", *"decis", "enter")
        fields(app)["team"].value = "Quincery"
        await press(pilot, "enter")
        seen = in_box(app)
        assert "there is no team called 'Quincery'; leave the field empty for now" in seen
        assert "rhythm team" not in seen
        assert rhythm.fixes.of(number) == ()
        fields(app)["team"].value = "growht"
        await settle(pilot)
        assert "did you mean Growth?" in in_box(app)
        fields(app)["team"].value = ""
        await press(pilot, "enter")
    assert "team" not in texts(rhythm, number)


async def test_a_sixth_open_fix_is_said_and_not_blocked(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    for _ in range(5):
        rhythm.fixes.add(number, FixKind.SCOPE)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "f")
        assert "5 fixes are open already: finish one first" in shown(app)
        await press(pilot, "enter", "enter")
    assert len(rhythm.fixes.of(number)) == 6


@pytest.mark.parametrize("size", SIZES)
async def test_a_no_makes_it_misalignment_and_sets_the_fix(rhythm: Rhythm, org: Org, size: tuple[int, int]) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "t", "y", "n")
        assert all(question.text in shown(app) for question in rhythm.alignment.questions)
        await press(pilot, "enter")
        assert rhythm.alignment.newest(number) is None
        await press(pilot, "y", "enter")
        tested = rhythm.alignment.newest(number)
        assert tested is not None
        assert tested.differs == ("success_criteria",)
        row = app.screen.query_one(RowList).highlighted
        assert row is not None
        assert row.key == FixKind.DECISION_RIGHT
        await press(pilot, "escape")
        assert "not the same success" in shown(app)
    conflict = rhythm.tracker.conflict(number)
    assert conflict is not None
    assert {one.cause for one in conflict.rows} == {Cause.MISALIGNMENT}
    assert conflict.flagged


async def test_when_all_is_the_same_the_tension_is_left_with_a_line_and_a_day(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "a", "y", "y", "y", "enter")
        assert "so a healthy tension" in in_box(app)
        await press(pilot, *"both are right", "enter")
    conflict = rhythm.tracker.conflict(number)
    assert conflict is not None
    assert conflict.state is ConflictState.TENSION
    assert conflict.conflict.until == rhythm.today() + dt.timedelta(days=90)
    tested = rhythm.alignment.newest(number)
    assert tested is not None
    assert tested.healthy


async def test_the_test_is_asked_again_only_after_another_meeting(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    same = {question.id: True for question in rhythm.alignment.questions}
    rhythm.alignment.answer(number, same)
    app = RhythmApp(rhythm)
    async with app.run_test(size=NARROW) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "t")
        assert "field-why" in fields(app)


async def test_nothing_of_a_form_is_shown_while_names_and_notes_are_hidden(rhythm: Rhythm, org: Org) -> None:
    number = due(org)
    form = rhythm.fixes.forms.read(FixKind.SCOPE, {"whose": "dana", "leaves": "the quince"})
    rhythm.fixes.add(number, FixKind.SCOPE, owner_id=org.dana.id, form=form)
    app = RhythmApp(rhythm)
    async with app.run_test(size=WIDE) as pilot:
        await open_conflict(pilot, app, number)
        assert "what leaves: the quince" in shown(app)
        await press(pilot, "h")
        assert "quince" not in shown(app)
        assert "Okoye" not in shown(app)
        await press(pilot, "ctrl+e")
        assert "quince" not in shown(app)
        assert "Okoye" not in shown(app)


@pytest.mark.parametrize("size", SIZES)
async def test_the_form_says_what_a_typed_area_is_read_as_and_keeps_a_word_of_ones_own(
    rhythm: Rhythm, org: Org, size: tuple[int, int]
) -> None:
    number = due(org)
    app = RhythmApp(rhythm)
    async with app.run_test(size=size) as pilot:
        await open_conflict(pilot, app, number)
        await press(pilot, "f", *"decision right", "enter")
        fields(app)["area"].value = "release date"
        await settle(pilot)
        assert '"release date" is read as launch timing; in quotes it stays your own word' in in_box(app)
        fields(app)["area"].value = "launch timing"
        await settle(pilot)
        assert "is read as" not in in_box(app)
        fields(app)["area"].value = '"Release date"'
        await settle(pilot)
        assert "area release date: your own word, in no list" in in_box(app)
        await press(pilot, "enter")
        assert texts(rhythm, number)["area"] == "release_date"
    forms = rhythm.fixes.forms
    (filled,) = (one for one in rhythm.fixes.form(rhythm.fixes.of(number)[0]) if one.name == "area")
    assert rhythm.rights.read_area(forms.typed(filled)) == "release_date"
