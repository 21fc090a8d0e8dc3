"""Search finds what was typed, and takes every word as a word."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.queries import search
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org
from tests.conftest import FRIDAY

HOSTILE = (
    '"',
    "'",
    "it's",
    "a-b",
    "AND",
    "NOT release",
    "NEAR(a b)",
    "release*",
    "body:release",
    "{body}: release",
    "^release",
    "(",
    "release OR",
    "\x00",
    "rel\x00ease",
    "100%",
    "a_b",
    "*",
    "-",
    "caf\udce9",
    "'; DROP TABLE person; --",
    "\u202e",
    "x" * 5000,
)


@pytest.fixture
def told(org: Org) -> Org:
    """Something of every kind that can be searched."""
    rhythm = org.rhythm
    rhythm.planner.hold(org.dana.id, note="It's the a-b test: wants a release date AND a range, R\u00e9n\u00e9 says")
    rhythm.planner.add_topic(org.dana.id, "release criteria")
    rhythm.planner.add_promise(org.ilya.id, "ask about the release")
    org.escalate("who sets the release date", conflict="new")
    rhythm.tracker.good("moved the release alone", person_id=org.dana.id)
    return org


def kinds(org: Org, text: str) -> set[str]:
    return {hit.kind for hit in org.rhythm.search(text)}


def test_every_kind_of_record_is_found(told: Org) -> None:
    assert kinds(told, "release") == {"note", "topic", "promise", "escalation", "conflict", "good_call"}
    assert kinds(told, "platform") == {"team"}
    assert kinds(told, "dana@acme.example") == {"person"}


def test_all_words_must_be_there_and_the_last_may_be_unfinished(told: Org) -> None:
    assert kinds(told, "release crit") == {"topic"}
    assert kinds(told, "crit release") == set()
    assert kinds(told, "release missing") == set()


def test_accents_and_capitals_make_no_difference(told: Org) -> None:
    for text in ("rene", "R\u00c9N\u00c9", "Re\u0301ne\u0301"):
        assert kinds(told, text) == {"note"}, text


@pytest.mark.parametrize("text", ["\u0939\u093f\u0928\u094d\u0926\u0940", "\u8a2d\u8a08", "\u0e44\u0e17\u0e22"])
def test_words_of_other_scripts_are_found(told: Org, text: str) -> None:
    told.rhythm.planner.add_topic(told.dana.id, text)
    assert kinds(told, text) == {"topic"}


@pytest.mark.parametrize("text", HOSTILE)
def test_no_word_is_an_operator_and_none_breaks_the_search(told: Org, text: str) -> None:
    told.rhythm.search(text)
    assert told.rhythm.search(f"release {text}") is not None
    assert len(told.rhythm.people.everybody()) == 6


def test_operators_are_words(told: Org) -> None:
    assert kinds(told, "AND") == {"note"}
    assert kinds(told, "release OR platform") == set()
    assert kinds(told, "it's") == {"note"}
    assert kinds(told, "a-b") == {"note"}


def test_nothing_to_look_for_finds_nothing(told: Org) -> None:
    for text in ("", "  ", "* - '", "\x00"):
        assert told.rhythm.search(text) == ()


def test_a_hit_says_where_it_stands_and_which_letters_matched(told: Org) -> None:
    (hit,) = told.rhythm.search("criteria")
    assert (hit.person, hit.person_id, hit.day) == ("Dana Okoye", told.dana.id, "2026-11-20")
    assert [hit.snippet[start:end] for start, end in hit.found] == ["criteria"]


def test_archived_words_deleted_words_and_changed_words_follow_the_record(told: Org) -> None:
    told.rhythm.people.edit(told.dana.id, title="Pathfinder")
    assert kinds(told, "pathfinder") == {"person"}
    told.rhythm.people.edit(told.dana.id, title="")
    assert kinds(told, "pathfinder") == set()
    told.rhythm.undo()
    assert kinds(told, "pathfinder") == {"person"}


def test_no_more_hits_than_asked_for(told: Org) -> None:
    assert len(told.rhythm.search("release", limit=2)) == 2


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_whatever_is_typed_search_answers(text: str) -> None:
    _RHYTHM.search(text)


_RHYTHM = Rhythm(memory_store(FixedClock(FRIDAY)), FixedClock(FRIDAY), Settings())


def test_of_very_many_records_the_newest_and_the_first_are_weighed(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    team = org.rhythm.people.add_team("Plan keepers")
    for number in range(30):
        org.rhythm.planner.add_topic(org.dana.id, f"plan {number}")
    whole = org.rhythm.search("plan", limit=50)
    monkeypatch.setattr(search, "NEWEST", 8)
    monkeypatch.setattr(search, "FIRST", 4)
    few = org.rhythm.search("plan", limit=50)
    assert len(whole) == 31
    assert len(few) == 12
    assert {hit.kind for hit in few} == {"team", "topic"}
    assert ("team", team.id) in {(hit.kind, hit.id) for hit in few}
    assert "plan 29" in {hit.snippet for hit in few}
    assert [hit for hit in whole if hit in few] == list(few), "what is weighed keeps its order"


def test_the_best_hit_comes_first_with_its_passage(told: Org) -> None:
    found = told.rhythm.search("release date")
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)
    for hit in found:
        assert [hit.snippet[start:end].casefold() for start, end in hit.found] == ["release", "date"]
