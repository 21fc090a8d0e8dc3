"""Themes that several people of one team bring up."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.findings import Finding, FindingId, TeamTheme, team_themes
from rhythm.domain.people import Person, PersonId

TODAY = dt.date(2026, 11, 20)
DANA = PersonId(1)
NAMES = {10: "Noor Haddad", 11: "Chris Alder", 12: "Chris Moon", 13: "Ana Pires", 14: "Jo Lind"}
SOURCES = {PersonId(number): Person(PersonId(number), str(number), name) for number, name in NAMES.items()}


def found(
    person: int, theme: str = "workload", *, days_ago: int = 5, wording: str = "", tick: bool = False, number: int = 0
) -> Finding:
    day = TODAY - dt.timedelta(days=days_ago)
    who = PersonId(person)
    return Finding(FindingId(number or person), "u", who, NAMES[person], DANA, None, day, theme, wording, tick)


def themes(*findings: Finding, team: int = 6) -> tuple[TeamTheme, ...]:
    return team_themes(findings, SOURCES, team, TODAY)


def test_two_different_people_make_a_theme_and_one_does_not() -> None:
    assert themes(found(10), found(11)) == (TeamTheme("workload", 2, ()),)
    assert themes(found(10), found(10, number=99)) == ()
    assert themes(found(10), found(11, "clarity")) == ()


def test_a_theme_is_the_same_however_it_is_written() -> None:
    assert themes(found(10, "On-call load"), found(11, "on call LOAD"))[0].people == 2


@pytest.mark.parametrize(("days_ago", "shown"), [(0, True), (90, True), (91, False)])
def test_only_the_last_90_days_count(days_ago: int, shown: bool) -> None:
    assert bool(themes(found(10), found(11, days_ago=days_ago))) is shown


@pytest.mark.parametrize(("team", "shown"), [(4, False), (5, True), (1, False)])
def test_a_team_of_four_or_fewer_needs_an_explicit_tick(team: int, shown: bool) -> None:
    assert bool(themes(found(10), found(11), team=team)) is shown
    assert themes(found(10, tick=True), found(11, tick=True), team=team) == (TeamTheme("workload", 2, ()),)
    assert bool(themes(found(10, tick=True), found(11), team=team)) is shown


def test_only_a_ticked_wording_is_told() -> None:
    told = themes(found(10, wording="I am on call every week"), found(11, wording="too much", tick=True))
    assert told[0].wordings == ("too much",)


def test_the_order_of_wordings_does_not_tell_who_spoke_first() -> None:
    first, last = ("too much", "on call every week")
    for one, other in ((first, last), (last, first)):
        told = themes(
            found(10, wording=one, tick=True, days_ago=9),
            found(11, wording=other, tick=True, days_ago=5),
            found(10, wording="nights", tick=True, days_ago=1, number=99),
        )
        assert told[0].wordings == ("nights", "on call every week", "too much")


def test_a_theme_of_ones_own_loses_the_names_of_its_sources() -> None:
    assert themes(found(10, "Noor and Chris clash"), found(11, "noor and chris clash"))[0].theme == (
        "someone and someone clash"
    )


THEMES = st.sampled_from(["workload", "Noor feels alone", "clarity", "chris alder leaves"])
FINDINGS = st.lists(
    st.builds(
        found,
        st.sampled_from(list(NAMES)),
        THEMES,
        days_ago=st.integers(0, 120),
        wording=st.sampled_from(["", "secret words of Noor", "secret words of Ana Pires"]),
        tick=st.booleans(),
        number=st.integers(1, 10_000),
    ),
    max_size=12,
)


@given(FINDINGS, st.integers(1, 9))
def test_no_name_and_no_wording_reaches_the_manager_unless_ticked(findings: list[Finding], team: int) -> None:
    for theme in themes(*findings, team=team):
        behind = [one for one in findings if one.may_be_told or team > 4]
        own = [one for one in behind if theme.people and TODAY - one.day <= dt.timedelta(days=90)]
        assert len({one.person_id for one in own}) >= theme.people >= 2
        assert all(any(one.may_be_told and one.wording == wording for one in own) for wording in theme.wordings)
        if len({one.person_id for one in own}) == theme.people:
            names = {part.casefold() for one in own for part in one.person.split()}
            assert not names & set(theme.theme.casefold().split())


@given(FINDINGS)
def test_in_a_small_team_what_was_not_ticked_changes_nothing(findings: list[Finding]) -> None:
    ticked = [one for one in findings if one.may_be_told]
    assert themes(*findings, team=4) == themes(*ticked, team=4)
