"""A wrong letter in a search finds what was meant, and says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.queries import search_spelling
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock, Org, database_steps
from tests.conftest import FRIDAY


@pytest.fixture
def told(org: Org) -> Org:
    """Some things that were said."""
    for body in (
        "who sets the release date",
        "the vendor contract slipped",
        "release notes are late",
        "plan for renas",
    ):
        org.rhythm.planner.add_topic(org.dana.id, body)
    return org


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("relase date", "release date"),
        ("relaese dates", "release date"),
        ("relaese dtaess", ""),
        ("reelease", "release"),
        ("releaze", "release"),
        ("rleease", "release"),
        ("elease date", "release date"),
        ("date relas", "date releas"),
        ("vendr contrat", "vendor contract"),
        ("VENDR", "vendor"),
        ("dnaa okoey", "dana okoye"),
        ("pltaform", "platform"),
    ],
)
def test_a_wrong_letter_is_mended_and_told_of(told: Org, typed: str, instead: str) -> None:
    found = told.rhythm.find(typed)
    assert found.instead == instead
    assert found.hits == (told.rhythm.find(instead).hits if instead else ())
    assert bool(found.hits) == bool(instead)


@pytest.mark.parametrize(
    "typed", ["xyzzy", "dae", "rel3ase", "r\u00e9lase", "vendor release", "re-lase", "relxxse", ""]
)
def test_what_is_not_one_letter_off_is_left_as_it_was_typed(told: Org, typed: str) -> None:
    found = told.rhythm.find(typed)
    assert (found.hits, found.instead) == ((), "")


def test_what_is_there_is_never_mended(told: Org) -> None:
    told.rhythm.planner.add_topic(told.ilya.id, "relase, as he writes it")
    found = told.rhythm.find("relase")
    assert ([hit.snippet for hit in found.hits], found.instead) == (["relase, as he writes it"], "")


def test_what_most_records_hold_is_meant_and_else_what_holds_the_other_words(told: Org) -> None:
    for number in range(3):
        told.rhythm.planner.add_topic(told.dana.id, f"form {number}")
    told.rhythm.planner.add_topic(told.dana.id, "the farm of Ilya")
    assert told.rhythm.find("ferm").instead == "form"
    assert told.rhythm.find("ferm ilya").instead == "farm ilya"


def test_a_text_of_many_unknown_words_is_of_something_else(told: Org) -> None:
    assert told.rhythm.find("vendr contrct slippd").instead == "vendor contract slipped"
    told.rhythm.planner.add_topic(told.dana.id, "the vendor contract slipped again")
    assert told.rhythm.find("vendr contrct slippd agan").hits == ()


def test_a_miss_costs_no_more_when_more_is_stored(org: Org, db: Database) -> None:
    def fill(number: int) -> None:
        with db.action("fill"):
            for at in range(number):
                db.insert("topic", person_id=org.dana.id, body=f"plan {at} of the release date", added_on="2026-11-20")

    fill(500)
    before = database_steps(db, lambda: org.rhythm.find("xyzzyx"))
    fill(4000)
    assert database_steps(db, lambda: org.rhythm.find("xyzzyx")) <= before * 1.2


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sampled_from(("release", "contract", "vendor")), st.data())
def test_any_one_letter_is_mended(word: str, data: st.DataObject) -> None:
    wrong = data.draw(st.sampled_from(sorted(set(search_spelling.like(word)) - {word})))
    found = _RHYTHM.find(f"{wrong} lately")
    assert f"{word} lately" in [hit.snippet for hit in found.hits]
    assert found.instead in ("", f"{word} lately")


_RHYTHM = Rhythm(memory_store(FixedClock(FRIDAY)), FixedClock(FRIDAY), Settings())
for _word in ("release", "contract", "vendor"):
    _RHYTHM.planner.add_topic(_RHYTHM.people.add(f"Dana {_word.title()}").id, f"{_word} lately")


def test_a_whole_word_is_meant_rather_than_the_beginning_of_a_more_common_one(org: Org) -> None:
    for number in range(5):
        org.rhythm.planner.add_topic(org.dana.id, f"huokkas {number}")
    org.rhythm.planner.add_topic(org.dana.id, "zuok")
    assert org.rhythm.find("xuok").instead == "zuok"
