"""Charters, interfaces, cards and patterns in the store: each change one action, each with its day."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.people import TeamId
from rhythm.domain.structure import CardAnswer, Subject
from rhythm.errors import BadInput, NotFound
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org, charter_of
from tests.conftest import FRIDAY


@cache
def _one_store() -> Rhythm:
    """A store for all examples of a property, since making one takes longer than an example."""
    clock = FixedClock(FRIDAY)
    return Rhythm(memory_store(clock), clock, Settings())


def ago(days: int) -> dt.date:
    return FRIDAY - dt.timedelta(days=days)


def test_a_charter_says_what_holds_from_a_day_on_and_keeps_what_held_before(rhythm: Rhythm, org: Org) -> None:
    structure, team = rhythm.structure, org.platform.id
    structure.set_charter(team, owns=["Deploys", "logging"], goals=["One way to deploy"], on=ago(30))
    structure.set_charter(team, not_owns=["on-call of others"])
    now = charter_of(structure, team)
    assert now is not None
    assert (now.owns, now.not_owns, now.goals) == (
        ("Deploys", "logging"),
        ("on-call of others",),
        ("One way to deploy",),
    )
    before = charter_of(structure, team, ago(30))
    assert before is not None
    assert (before.owns, before.not_owns) == (("Deploys", "logging"), ())
    assert charter_of(structure, team, ago(31)) is None


def test_a_charter_said_again_on_its_day_replaces_it_and_said_the_same_is_no_action(rhythm: Rhythm, org: Org) -> None:
    structure, team = rhythm.structure, org.platform.id
    structure.set_charter(team, owns=["deploys"])
    structure.set_charter(team, owns=["builds"])
    structure.set_charter(team, owns=["builds"])
    view = structure.team(team)
    assert view is not None
    assert [one.owns for one in view.charters] == [("builds",)]
    rhythm.undo()
    assert charter_of(structure, team) == view.charters[0]._replace(owns=("deploys",))
    rhythm.undo()
    assert charter_of(structure, team) is None


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 400), st.lists(st.sampled_from("abcd"), max_size=3)), max_size=5))
def test_what_was_said_of_a_day_holds_until_the_next_day_of_which_something_was_said(
    said: list[tuple[int, list[str]]],
) -> None:
    rhythm = _one_store()
    team = rhythm.people.add_team(f"Team {len(rhythm.people.teams())}").id
    expected: dict[dt.date, list[str]] = {}
    for days, tags in said:
        rhythm.structure.set_charter(team, owns=tags, on=ago(days))
        expected[ago(days)] = list(dict.fromkeys(tags))
    for days in {0, 401, *(days for days, _ in said), *(days + 1 for days, _ in said)}:
        begun = [day for day in expected if day <= ago(days)]
        found = charter_of(rhythm.structure, team, ago(days))
        assert list(found.owns if found is not None else ()) == (expected[max(begun)] if begun else [])


def test_what_parts_tags_and_goals_where_they_are_typed_parts_them_everywhere(rhythm: Rhythm, org: Org) -> None:
    charter = rhythm.structure.set_charter(org.platform.id, owns=["a, b; c", " "], goals=["one; two", ""])
    assert (charter.owns, charter.goals) == (("a", "b", "c"), ("one", "two"))


def test_a_charter_refuses_what_contradicts_itself_and_days_to_come(rhythm: Rhythm, org: Org) -> None:
    with pytest.raises(BadInput, match="owned and not owned"):
        rhythm.structure.set_charter(org.platform.id, owns=["Prices"], not_owns=["price"])
    with pytest.raises(BadInput, match="still to come"):
        rhythm.structure.set_charter(org.platform.id, owns=["Prices"], on=ago(-1))
    with pytest.raises(NotFound):
        rhythm.structure.set_charter(TeamId(99), owns=["Prices"])
    assert charter_of(rhythm.structure, org.platform.id) is None


def test_an_overlap_stands_beside_the_open_conflicts_of_its_two_teams(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core")
    rhythm.structure.set_charter(org.platform.id, owns=["release dates", "deploys"])
    rhythm.structure.set_charter(org.growth.id, owns=["Release date", "banners"])
    rhythm.structure.set_charter(core.id, owns=["Banner"])
    conflict = org.escalate("who sets the release date", 10, conflict="new").conflict_id
    found = rhythm.structure.overlaps()
    assert [(view.overlap.tag, view.names, [one.id for one in view.conflicts]) for view in found] == [
        ("Release date", ("Platform", "Growth"), [conflict]),
        ("Banner", ("Growth", "Core"), []),
    ]
    rhythm.structure.set_charter(org.growth.id, owns=["banners"])
    assert [view.overlap.tag for view in rhythm.structure.overlaps()] == ["Banner"]
    assert len(rhythm.structure.overlaps(ago(1))) == 0


def test_an_interface_has_one_text_a_day_its_history_and_an_end(rhythm: Rhythm, org: Org) -> None:
    structure, platform, growth = rhythm.structure, org.platform.id, org.growth.id
    structure.set_interface(growth, platform, "Growth asks by Tuesday", on=ago(40))
    structure.set_interface(platform, growth, "Growth asks by Monday")
    assert [one.body for one in structure.interfaces(platform)] == ["Growth asks by Monday"]
    assert [one.body for one in structure.interfaces(growth, ago(1))] == ["Growth asks by Tuesday"]
    structure.set_interface(platform, growth, "")
    assert structure.interfaces() == ()
    # Ended on the day on which it was said anew.
    assert [one.body for one in structure.interface_history(growth, platform)] == ["", "Growth asks by Tuesday"]
    rhythm.undo()
    assert [one.body for one in structure.interfaces()] == ["Growth asks by Monday"]
    with pytest.raises(BadInput):
        structure.set_interface(platform, platform, "itself")


def test_a_card_keeps_every_answer_with_its_day_and_its_note(rhythm: Rhythm, org: Org) -> None:
    structure, subject = rhythm.structure, Subject(team_id=org.platform.id)
    structure.answer(subject, "charter", "unknown", on=ago(400))
    structure.answer(subject, "charter", CardAnswer.NO, note="asked two of them", on=ago(10))
    structure.answer(subject, "Char", "y")
    state = structure.checklist(org.platform.id)[0]
    assert (state.answer, state.day, state.since) == (CardAnswer.YES, FRIDAY, FRIDAY)
    assert [(one.answer, one.note) for one in state.replies] == [
        (CardAnswer.YES, ""),
        (CardAnswer.NO, "asked two of them"),
        (CardAnswer.UNKNOWN, ""),
    ]
    structure.answer(subject, "charter", "no")
    assert len(structure.checklist(org.platform.id)[0].replies) == 3
    with pytest.raises(BadInput):
        structure.answer(subject, "charter", "yes", on=ago(-1))
    with pytest.raises(BadInput):
        structure.answer(subject, "weather", "yes")
    with pytest.raises(BadInput):
        structure.answer(subject, "", "yes")
    with pytest.raises(NotFound):
        structure.answer(Subject(team_id=TeamId(99)), "charter", "yes")
    with pytest.raises(NotFound):
        structure.answer(Subject(), "role clarity", "yes")


def test_the_quarter_start_of_the_settings_says_when_an_unknown_greys(org: Org, clock: FixedClock) -> None:
    rhythm = org.rhythm
    subject = Subject(team_id=org.platform.id)
    rhythm.structure.answer(subject, "scope", "unknown", on=dt.date(2026, 3, 31))
    for start, greys in ((1, dt.date(2026, 10, 1)), (2, dt.date(2026, 11, 1))):
        review = rhythm.settings.review._replace(quarter_start_month=start)
        set_ = Rhythm(rhythm._db, clock, rhythm.settings._replace(review=review))
        clock.day = greys - dt.timedelta(days=1)
        assert not set_.structure.checklist(org.platform.id)[2].stale
        clock.day = greys
        assert set_.structure.checklist(org.platform.id)[2].stale


def test_open_questions_begin_with_what_was_never_asked_where_most_conflicts_are(rhythm: Rhythm, org: Org) -> None:
    core = rhythm.people.add_team("Core", manager_id=org.dana.id)
    org.escalate("who sets the release date", 10, conflict="new")
    cards, health = len(rhythm.structure.words.checklist), len(rhythm.structure.words.health)
    everything = rhythm.structure.open_questions()
    assert len(everything) == 3 * cards + 2 * health
    assert {question.since for question in everything} == {None}
    assert everything[0].about != "Core"
    for team in (org.platform, org.growth, core):
        for card in rhythm.structure.words.checklist:
            rhythm.structure.answer(Subject(team_id=team.id), card.slug, "yes")
    for manager, days in ((org.dana, 300), (org.ilya, 20)):
        for card in rhythm.structure.words.health:
            rhythm.structure.answer(Subject(person_id=manager.id), card.slug, "unknown", on=ago(days))
    found = rhythm.structure.open_questions()
    assert [(one.about, one.since, one.stale) for one in (found[0], found[-1])] == [
        ("Dana Okoye", ago(300), True),
        ("Ilya Brandt", ago(20), False),
    ]
    assert [one.card.slug for one in rhythm.structure.open_questions(2)] == ["team_charters", "decision_rights"]
    # Asked again and still unknown, it waits behind the others and keeps since when.
    rhythm.structure.answer(found[0].subject, found[0].card.slug, "unknown")
    last = rhythm.structure.open_questions()[-1]
    assert (last.about, last.card.slug, last.since, last.stale) == ("Dana Okoye", "team_charters", ago(300), False)


def test_a_team_with_a_written_charter_is_asked_for_it_no_more(rhythm: Rhythm, org: Org) -> None:
    def asked() -> set[str]:
        return {one.about for one in rhythm.structure.open_questions() if one.card.slug == "charter"}

    assert asked() == {"Platform", "Growth"}
    rhythm.structure.set_charter(org.platform.id, owns=["deploys"], not_owns=["prices"], goals=["a day"])
    assert asked() == {"Growth"}
    assert rhythm.structure.checklist(org.platform.id)[0].answer is CardAnswer.YES
    rhythm.structure.set_charter(org.growth.id, owns=["banners"])
    assert asked() == set()
    views = rhythm.quarters.walk().questions
    said = {item.id: item.text for view in views for item in view.evidence if item.kind == "checklist"}
    left = "unknown: Interfaces, Scope and span, Decision rights"
    assert said == {org.platform.id: f"Platform: {left}", org.growth.id: f"Growth: {left}; no: Charter"}


def test_only_managers_of_mine_have_an_area(rhythm: Rhythm, org: Org) -> None:
    assert [person.name for person in rhythm.people.managers()] == ["Dana Okoye", "Ilya Brandt"]
    assert {one.subject.person_id for one in rhythm.structure.open_questions() if one.subject.person_id} == {
        org.dana.id,
        org.ilya.id,
    }


def test_how_teams_are_cut_is_said_of_all_or_of_one_with_its_known_break(rhythm: Rhythm, org: Org) -> None:
    structure = rhythm.structure
    assert structure.pattern() is None
    structure.set_pattern("journey".join(("customer ", "")))
    structure.set_pattern("platform", team_id=org.platform.id)
    both = structure.pattern(), structure.pattern(org.platform.id), structure.pattern(org.growth.id)
    assert [one.slug if one is not None else None for one in both] == [
        "customer_journey",
        "platform",
        "customer_journey",
    ]
    assert both[1] is not None
    assert "drifts away" in both[1].breaks
    structure.set_pattern("", team_id=org.platform.id)
    assert structure.pattern(org.platform.id) == both[0]
    with pytest.raises(BadInput):
        structure.set_pattern("matrix")


def test_everything_that_was_typed_is_found(rhythm: Rhythm, org: Org) -> None:
    rhythm.structure.set_charter(org.platform.id, owns=["quince deploys"], goals=["quince goal"])
    rhythm.structure.set_interface(org.platform.id, org.growth.id, "quince by Tuesday")
    rhythm.structure.answer(Subject(person_id=org.dana.id), "role_clarity", "no", note="quince said so")
    assert {hit.kind for hit in rhythm.find("quince").hits} == {"charter", "interface", "card_answer"}
