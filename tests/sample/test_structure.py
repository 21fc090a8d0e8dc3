"""The structure of the sample: an overlap behind a conflict that keeps coming back, unknowns, and a stale one."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.structure import CardAnswer, contradictions
from rhythm.domain.text import tidy_line
from rhythm.settings.lists import load_portfolio
from rhythm.settings.structure import load_structure
from tests.sample.planted import sample
from tests.sample.telling import any_day, told


@any_day
def test_it_is_said_in_the_words_of_the_lists_of_people_and_teams_there_are(today: dt.date) -> None:
    story, words, portfolio = told(today), load_structure(None, None), load_portfolio(None, None)
    people, teams = {person.key for person in story.people}, {team.key for team in story.teams}
    structure = story.structure
    modes, buckets = {one.slug for one in portfolio.modes}, {one.slug for one in portfolio.buckets}
    for work in structure.work:
        assert work.team in teams
        assert work.mode in modes | {""}
        assert work.bucket in buckets | {""}
        assert {partner for partner in work.partners if partner is not None} <= people
    for charter in structure.charters:
        assert charter.team in teams
        assert contradictions(charter.owns, charter.not_owns) == ()
        assert all(tidy_line(tag) == tag for tag in (*charter.owns, *charter.not_owns, *charter.goals))
    for one in structure.interfaces:
        assert set(one.teams) <= teams
        assert one.teams[0] != one.teams[1]
    managers = {person.key for person in story.people if person.manager == "me"}
    for card in structure.cards:
        listed = words.checklist if card.team is not None else words.health
        assert card.item in {one.slug for one in listed}
        assert card.answer in set(CardAnswer)
        assert card.team in teams if card.manager is None else card.manager in managers
    assert {pattern.pattern for pattern in structure.patterns} <= {one.slug for one in words.patterns}


@any_day
def test_it_was_all_said_on_working_days_of_the_past(today: dt.date) -> None:
    story = told(today)
    structure = story.structure
    days = [one.since for one in structure.charters] + [one.since for one in structure.interfaces]
    days += [one.since for one in structure.patterns] + [card.day for card in structure.cards]
    assert max(days) <= today
    assert all(day.weekday() < 5 for day in days)
    starts = {person.key: person.started_on for person in story.people if person.started_on is not None}
    assert all(starts.get(card.manager or "", card.day) <= card.day for card in structure.cards)


def test_the_one_overlap_is_the_cause_of_a_conflict_at_the_threshold() -> None:
    (found,) = sample().structure.overlaps()
    assert set(found.names) == {"Booking Flow", "Fares & Inventory"}
    assert "Seat hold time: Booking vs Fares" in [view.conflict.name for view in found.conflicts]
    assert found.conflicts[0].flagged


def test_one_unknown_is_stale_some_are_fresh_and_some_were_never_asked() -> None:
    rhythm = sample()
    states = [state for team in rhythm.people.teams() for state in rhythm.structure.checklist(team.id)]
    assert [(state.item, state.answer) for state in states if state.stale] == [("interfaces", CardAnswer.UNKNOWN)]
    fresh = [state for state in states if state.answer is CardAnswer.UNKNOWN and state.day is not None]
    assert len(fresh) > 2
    assert any(state.day is None for state in states)


def test_some_teams_have_no_charter_yet_and_some_changed_theirs() -> None:
    rhythm = sample()
    charters = {team.name: len(rhythm.structure.team(team.id).charters) for team in rhythm.people.teams()}  # type: ignore[union-attr]
    assert charters["Insight"] == 0
    assert charters["Booking Flow"] == 2
