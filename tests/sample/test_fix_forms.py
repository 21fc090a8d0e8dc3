"""The forms of the sample's fixes: every field is one of its kind, and names what the sample knows."""

from __future__ import annotations

from rhythm.domain.fix_forms import FORMS, Holds, can_be_carried_out
from rhythm.domain.fixes import FixKind, FixState
from rhythm.sample.fix_forms import FILLED, TESTED
from rhythm.settings.vocabulary import load_vocabulary
from tests.conftest import FRIDAY
from tests.sample.planted import sample
from tests.sample.telling import told


def test_every_fix_of_the_sample_says_something_in_the_form_of_its_kind() -> None:
    story = told(FRIDAY)
    teams, people = {team.key for team in story.teams}, {person.key for person in story.people}
    areas = {area.slug for area in load_vocabulary(None, None).areas}
    assert set(FILLED) == {fix.conflict for fix in story.fixes}
    assert set(TESTED) <= {conflict.key for conflict in story.conflicts}
    for fix in story.fixes:
        holds = {field.name: field.holds for field in FORMS[FixKind(fix.kind)]}
        for name, text in FILLED[fix.conflict].items():
            known = {Holds.TEAM: teams, Holds.PERSON: people, Holds.AREA: areas, Holds.YES_NO: {"yes", "no"}}
            assert text in known.get(holds[name], {text}), (fix.conflict, name)


def test_the_sample_shows_whole_forms_open_ones_and_both_ends_of_the_test() -> None:
    rhythm = sample()
    fixes = rhythm.fixes.listed()
    whole = [fix for fix in fixes if can_be_carried_out(fix.kind, rhythm.fixes.form(fix))]
    assert {fix.kind for fix in whole} >= {FixKind.CHARTER, FixKind.INTERFACE, FixKind.DECISION_RIGHT}
    waiting = [fix for fix in fixes if fix.state is FixState.DECIDED]
    assert all(rhythm.fixes.change(fix) for fix in waiting)
    tested = [rhythm.alignment.newest(view.id) for view in rhythm.tracker.conflicts()]
    assert {found.healthy for found in tested if found is not None} == {True, False}
