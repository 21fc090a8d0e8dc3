"""What a fix says in its form, what it carries out when it takes effect, and the test of alignment."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.conflicts import ConflictState, VerdictKind
from rhythm.domain.decision_rights import Cell, Level, NewRight, Role
from rhythm.domain.escalations import Cause
from rhythm.domain.fix_forms import Filled, NewFix
from rhythm.domain.fixes import Fix, FixKind, FixState
from rhythm.errors import BadInput, RhythmError
from rhythm.storage.database import Database
from tests.actions.conflicts import conflict_with, flagged, state, view
from tests.builders import FixedClock, Org, charter_of

SAME = {"planning_assumptions": True, "success_criteria": True, "escalation_rules": True}


def fix_with(org: Org, kind: FixKind, **texts: str) -> Fix:
    form = org.rhythm.fixes.forms.read(kind, texts)
    return org.rhythm.fixes.add(flagged(org), kind, owner_id=org.dana.id, body="it moves", form=form)


def right_fix(org: Org) -> Fix:
    return fix_with(org, FixKind.DECISION_RIGHT, team="growth", area="Launch timing", decider="ilya", level="6")


def texts_of(org: Org, fix: Fix) -> dict[str, str]:
    return {one.name: one.text for one in org.rhythm.fixes.form(fix)}


def test_a_form_keeps_people_and_teams_by_their_record(org: Org) -> None:
    fix = fix_with(org, FixKind.CHARTER, team="plat", owns=" search,\nindex ", other_team="growth")
    org.rhythm.people.edit_team(org.growth.id, name="Reach")
    assert org.rhythm.fixes.form(fix) == (
        Filled("team", "Platform", org.platform.id),
        Filled("other_team", "Reach", org.growth.id),
        Filled("owns", "search, index"),
    )


def test_a_form_is_one_action_with_its_fix(org: Org, db: Database) -> None:
    fix = right_fix(org)
    org.rhythm.undo()
    assert org.rhythm.fixes.fix(fix.id) is None
    assert db.value("SELECT count(*) FROM fix_field") == 0
    org.rhythm.redo()
    assert texts_of(org, fix) == {"team": "Growth", "area": "launch_timing", "decider": "Ilya Brandt", "level": "6"}


def test_an_edit_says_words_owner_and_form_anew_and_undo_takes_it_back(org: Org) -> None:
    fix = right_fix(org)
    form = org.rhythm.fixes.forms.read(fix.kind, {"team": "platform", "decider": "dana"})
    edited = org.rhythm.fixes.edit(fix.id, NewFix(fix.kind, "Dana decides", None, form))
    assert (edited.body, edited.state, edited.owner_id) == ("Dana decides", FixState.PROPOSED, None)
    assert texts_of(org, edited) == {"team": "Platform", "decider": "Dana Okoye"}
    org.rhythm.undo()
    assert texts_of(org, fix)["level"] == "6"
    assert org.rhythm.fixes.fix(fix.id) == fix


def test_an_edit_that_changes_nothing_leaves_no_trace(org: Org) -> None:
    fix = right_fix(org)
    before = org.rhythm.undoable()
    org.rhythm.fixes.edit(fix.id, NewFix(fix.kind, fix.body, fix.owner_id, org.rhythm.fixes.form(fix)))
    assert org.rhythm.undoable() == before


def test_a_fix_that_is_watched_keeps_its_kind_and_an_owner(org: Org) -> None:
    fix = right_fix(org)
    org.rhythm.fixes.put_in_effect(fix.id)
    with pytest.raises(RhythmError, match="took effect as it is"):
        org.rhythm.fixes.edit(fix.id, NewFix(FixKind.SCOPE, owner_id=org.dana.id))
    with pytest.raises(RhythmError, match="needs an owner"):
        org.rhythm.fixes.edit(fix.id, NewFix(fix.kind))
    edited = org.rhythm.fixes.edit(fix.id, NewFix(fix.kind, "said better", org.ilya.id))
    assert (edited.state, edited.owner_id) == (FixState.IN_EFFECT, org.ilya.id)


def test_two_sides_are_not_one(org: Org) -> None:
    with pytest.raises(BadInput, match="stands on both sides"):
        org.rhythm.fixes.forms.read(FixKind.INTERFACE, {"team": "plat", "other_team": "platform"})
    with pytest.raises(BadInput, match="stands on both sides"):
        org.rhythm.fixes.forms.read(FixKind.REPORTING_LINE, {"who": "noor", "to": "noor"})


def test_a_right_is_set_from_the_day_on_and_keeps_who_is_heard(org: Org, clock: FixedClock) -> None:
    cell = Cell(org.growth.id, "launch_timing")
    since = clock.day - dt.timedelta(days=60)
    heard = (Role("", org.ilya.id), Role("", org.noor.id))
    org.rhythm.rights.set(NewRight(*cell, since, org.dana.id, Level.CONSULT, contributors=heard))
    fix = right_fix(org)
    assert org.rhythm.fixes.change(fix) == "Ilya Brandt decides launch timing for Growth, level 6 inquire"
    day = clock.day - dt.timedelta(days=3)
    effective = org.rhythm.fixes.put_in_effect(fix.id, day)
    right = org.rhythm.rights.on(cell, day)
    assert right is not None
    assert (right.decider, right.level, right.since, right.why) == ("Ilya Brandt", Level.INQUIRE, day, "it moves")
    assert [role.name for role in right.contributors] == ["Noor Haddad"]
    assert org.rhythm.fixes.change(effective) == ""
    org.rhythm.undo()
    before = org.rhythm.rights.on(cell, day)
    assert before is not None
    assert before.level is Level.CONSULT
    assert org.rhythm.fixes.fix(fix.id) == fix


def test_a_reporting_line_moves_with_the_fix_and_undo_takes_both_back(org: Org, clock: FixedClock) -> None:
    fix = fix_with(org, FixKind.REPORTING_LINE, who="noor", to="ilya")
    org.rhythm.fixes.put_in_effect(fix.id, clock.day - dt.timedelta(days=2))
    moved = org.rhythm.people.person(org.noor.id)
    assert moved is not None
    assert moved.manager_id == org.ilya.id
    org.rhythm.undo()
    back = org.rhythm.people.person(org.noor.id)
    assert back is not None
    assert back.manager_id == org.dana.id
    assert org.rhythm.fixes.fix(fix.id) == fix


def test_charters_are_written_and_dated_with_the_fix_and_undo_takes_all_back(org: Org, clock: FixedClock) -> None:
    structure, day = org.rhythm.structure, clock.day - dt.timedelta(days=2)
    texts = {"team": "platform", "owns": "search, index", "other_team": "growth", "other_not_owns": "search"}
    fix = fix_with(org, FixKind.CHARTER, **texts)
    assert org.rhythm.fixes.change(fix) == "the charter of Platform and of Growth is written down"
    org.rhythm.fixes.put_in_effect(fix.id, day)
    one, other = charter_of(structure, org.platform.id), charter_of(structure, org.growth.id)
    assert one is not None
    assert other is not None
    assert (one.owns, one.since) == (("search", "index"), day)
    assert (other.owns, other.not_owns) == ((), ("search",))
    org.rhythm.undo()
    assert charter_of(structure, org.platform.id) is None
    assert org.rhythm.fixes.fix(fix.id) == fix


def test_an_interface_is_written_with_the_fix_and_undo_takes_both_back(org: Org) -> None:
    texts = {"team": "platform", "other_team": "growth", "hand_off": "a signed list"}
    fix = fix_with(org, FixKind.INTERFACE, **texts)
    assert org.rhythm.fixes.change(fix) == "the hand-off between Platform and Growth is written down"
    org.rhythm.fixes.put_in_effect(fix.id)
    (interface,) = org.rhythm.structure.interfaces(org.platform.id)
    assert interface.body == "a signed list"
    org.rhythm.undo()
    assert org.rhythm.structure.interfaces(org.platform.id) == ()
    assert org.rhythm.fixes.fix(fix.id) == fix


def test_a_change_that_is_refused_leaves_the_fix_waiting(org: Org) -> None:
    org.rhythm.people.edit(org.dana.id, manager_id=org.ilya.id)
    fix = fix_with(org, FixKind.REPORTING_LINE, who="ilya", to="dana")
    with pytest.raises(RhythmError):
        org.rhythm.fixes.put_in_effect(fix.id)
    assert org.rhythm.fixes.fix(fix.id) == fix


@pytest.mark.parametrize("leave", ["", "level"])
def test_nothing_is_carried_out_when_it_is_left_out_or_something_is_open(
    org: Org, clock: FixedClock, leave: str
) -> None:
    fix = right_fix(org)
    if leave:
        form = tuple(one for one in org.rhythm.fixes.form(fix) if one.name != leave)
        org.rhythm.fixes.edit(fix.id, NewFix(fix.kind, fix.body, fix.owner_id, form))
    org.rhythm.fixes.put_in_effect(fix.id, change=bool(leave))
    assert org.rhythm.rights.on(Cell(org.growth.id, "launch_timing"), clock.day) is None


def test_another_day_of_effect_carries_nothing_out_again(org: Org, clock: FixedClock) -> None:
    fix = right_fix(org)
    org.rhythm.fixes.put_in_effect(fix.id, clock.day - dt.timedelta(days=5))
    org.rhythm.fixes.put_in_effect(fix.id, clock.day - dt.timedelta(days=2))
    cell = Cell(org.growth.id, "launch_timing")
    assert [right.since for right in org.rhythm.rights.cell(cell).history] == [clock.day - dt.timedelta(days=5)]


def test_from_the_sixth_open_fix_on_it_is_said_and_nothing_is_blocked(org: Org) -> None:
    conflict = flagged(org)
    for _ in range(5):
        assert org.rhythm.fixes.too_many() == ""
        fix = org.rhythm.fixes.add(conflict, FixKind.CHARTER)
    assert org.rhythm.fixes.too_many() == "5 fixes are open already: finish one first"
    org.rhythm.fixes.add(conflict, FixKind.CHARTER)
    for _ in range(2):
        org.rhythm.fixes.settle(fix.id, FixState.DROPPED)
        fix = org.rhythm.fixes.listed(open_only=True)[0]
    assert org.rhythm.fixes.too_many() == ""


def test_a_form_begins_with_what_the_rows_say(org: Org) -> None:
    conflict = flagged(org)
    org.rhythm.tracker.edit(view(org, conflict).rows[0].id, area="launch_timing")
    forms = org.rhythm.fixes.forms
    assert forms.from_conflict(FixKind.DECISION_RIGHT, view(org, conflict)) == {
        "team": "Platform",
        "area": "launch timing",
    }
    assert org.rhythm.rights.read_area("launch timing") == "launch_timing"
    assert forms.from_conflict(FixKind.INTERFACE, view(org, conflict)) == {"team": "Platform", "other_team": "Growth"}
    assert forms.from_conflict(FixKind.REPORTING_LINE, view(org, conflict)) == {}


def test_misalignment_presets_the_fix_and_is_noted_where_no_cause_stands(org: Org) -> None:
    conflict = conflict_with(org, 200, 41, 20, 5)
    first, second = view(org, conflict).rows[1:3]
    org.rhythm.tracker.edit(first.id, cause=Cause.INTERFACE)
    org.rhythm.tracker.edit(second.id, cause=Cause.UNKNOWN)
    assert org.rhythm.fixes.suggested_kind(view(org, conflict)) is FixKind.INTERFACE
    found = org.rhythm.alignment.answer(conflict, {**SAME, "success_criteria": False})
    assert found.differs == ("success_criteria",)
    assert [row.cause for row in view(org, conflict).rows] == [
        None,
        Cause.INTERFACE,
        Cause.MISALIGNMENT,
        Cause.MISALIGNMENT,
    ]
    assert org.rhythm.fixes.suggested_kind(view(org, conflict)) is FixKind.DECISION_RIGHT
    org.rhythm.tracker.answer(conflict, VerdictKind.FIX)
    assert org.rhythm.fixes.of(conflict)[0].kind is FixKind.DECISION_RIGHT
    org.rhythm.undo()
    org.rhythm.undo()
    assert org.rhythm.alignment.newest(conflict) is None
    assert [row.cause for row in view(org, conflict).rows] == [None, Cause.INTERFACE, Cause.UNKNOWN, None]


def test_a_healthy_tension_notes_no_cause_and_presets_nothing(org: Org) -> None:
    conflict = flagged(org)
    assert org.rhythm.alignment.answer(conflict, SAME).healthy
    assert org.rhythm.alignment.kind_of_fix(conflict) is None
    assert {row.cause for row in view(org, conflict).rows} == {None}
    assert state(org, conflict) is ConflictState.VERDICT_DUE


def test_the_test_is_answered_whole_and_said_again_of_a_day_replaces(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    with pytest.raises(BadInput, match="three questions"):
        org.rhythm.alignment.answer(conflict, {"success_criteria": True})
    org.rhythm.alignment.answer(conflict, SAME)
    org.rhythm.alignment.answer(conflict, {**SAME, "escalation_rules": False})
    assert len(org.rhythm.alignment.of(conflict)) == 1
    clock.forward(1)
    org.rhythm.alignment.answer(conflict, SAME)
    assert [one.healthy for one in org.rhythm.alignment.of(conflict)] == [True, False]


def test_a_merge_takes_the_test_along(org: Org) -> None:
    one, other = flagged(org), flagged(org)
    org.rhythm.alignment.answer(one, SAME)
    org.rhythm.tracker.merge(one, other)
    assert org.rhythm.alignment.newest(other) is not None
