"""The forms of fixes, and the test of tension or misalignment."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.alignment import ITEMS, Alignment, kind_for
from rhythm.domain.escalations import ConflictId
from rhythm.domain.fix_forms import (
    FORMS,
    Filled,
    FormField,
    can_be_carried_out,
    charters_in,
    in_order,
    open_fields,
    pairs,
)
from rhythm.domain.fixes import FixKind
from rhythm.domain.people import TeamId
from rhythm.settings.lists import ALIGNMENT, load_prompts
from rhythm.settings.vocabulary import FIX_KINDS, SIDES, load_vocabulary

kinds = st.sampled_from(FixKind)
KINDS = {question.id: FixKind(question.fix) for question in load_prompts(None, None).alignment}


def names(fields: tuple[FormField, ...]) -> list[str]:
    return [field.name for field in fields]


def test_every_kind_has_a_form_of_its_own() -> None:
    assert set(FORMS) == set(FixKind)
    assert len({tuple(names(form)) for form in FORMS.values()}) == len(FixKind)
    for form in FORMS.values():
        assert len(set(names(form))) == len(form)


@given(kinds, st.data())
def test_a_form_is_whole_exactly_when_nothing_of_it_is_open(kind: FixKind, data: st.DataObject) -> None:
    said = data.draw(st.sets(st.sampled_from(names(FORMS[kind]))))
    filled = tuple(Filled(name, "3") for name in said)
    left = names(open_fields(kind, filled))
    assert not set(left) & said
    for field in FORMS[kind]:
        needed = not field.optional and (not field.asked_with or field.asked_with in said)
        assert (field.name in left) == (needed and field.name not in said)
    whole = kind in (FixKind.DECISION_RIGHT, FixKind.REPORTING_LINE, FixKind.INTERFACE) and not left
    assert kind is FixKind.CHARTER or can_be_carried_out(kind, filled) == whole


def test_a_level_that_another_program_left_there_is_not_carried_out() -> None:
    form = tuple(Filled(field.name, "[9]") for field in FORMS[FixKind.DECISION_RIGHT])
    assert open_fields(FixKind.DECISION_RIGHT, form) == ()
    assert not can_be_carried_out(FixKind.DECISION_RIGHT, form)


def test_the_second_charter_is_asked_for_only_where_two_overlap() -> None:
    one = (Filled("team", "Platform"), Filled("owns", "search"), Filled("not_owns", "ads"), Filled("goals", "x"))
    assert open_fields(FixKind.CHARTER, one) == ()
    two = names(open_fields(FixKind.CHARTER, (*one, Filled("other_team", "Growth"))))
    assert two == ["other_owns", "other_not_owns", "other_goals"]


def test_a_charter_is_carried_out_as_far_as_it_is_said() -> None:
    team, other = Filled("team", "Platform", TeamId(1)), Filled("other_team", "Growth", TeamId(2))
    assert not can_be_carried_out(FixKind.CHARTER, (team, other))
    assert not can_be_carried_out(FixKind.CHARTER, (Filled("owns", "search"),))
    said = (team, other, Filled("owns", "search"), Filled("other_goals", "x"))
    assert can_be_carried_out(FixKind.CHARTER, said)
    assert charters_in(said) == ((1, {"owns": "search"}), (2, {"goals": "x"}))


def test_the_two_charters_stand_side_by_side_row_by_row() -> None:
    assert [tuple(field.name for field in row) for row in pairs(FixKind.CHARTER)] == [
        ("team", "other_team"),
        ("owns", "other_owns"),
        ("not_owns", "other_not_owns"),
        ("goals", "other_goals"),
    ]
    assert all(len(row) == 1 for kind in FixKind if kind is not FixKind.CHARTER for row in pairs(kind))


@given(kinds, st.permutations(("team", "level", "area", "decider", "owns", "who", "to", "nonsense")))
def test_the_fields_stand_in_the_order_of_the_form_and_no_others(kind: FixKind, order: list[str]) -> None:
    kept = [one.name for one in in_order(kind, [Filled(name, "x") for name in order])]
    assert kept == [name for name in names(FORMS[kind]) if name in order]


@given(st.booleans(), st.booleans(), st.booleans())
def test_any_no_is_misalignment_and_leads_to_a_fix_and_all_yes_to_none(one: bool, two: bool, three: bool) -> None:
    found = Alignment(ConflictId(1), dt.date(2026, 11, 20), one, two, three)
    assert found.healthy == (one and two and three)
    assert (kind_for(found, KINDS) is None) == found.healthy
    assert len(found.differs) == (one, two, three).count(False)


@pytest.mark.parametrize(
    ("same", "kind"),
    [
        ((False, True, True), FixKind.INTERFACE),
        ((True, False, True), FixKind.DECISION_RIGHT),
        ((True, True, False), FixKind.ESCALATION_RULE),
        ((False, False, True), FixKind.ESCALATION_RULE),
    ],
)
def test_what_differs_says_which_fix(same: tuple[bool, bool, bool], kind: FixKind) -> None:
    assert kind_for(Alignment(ConflictId(1), dt.date(2026, 11, 20), *same), KINDS) is kind


def test_the_lists_of_the_settings_are_those_of_the_rules() -> None:
    assert ALIGNMENT == ITEMS
    assert tuple(FixKind) == FIX_KINDS
    assert {area.side for area in load_vocabulary(None, None).areas} == {"", *SIDES}
