"""Search finds what was typed, and takes every word as a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.queries import search, search_words
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.merging import merge_search
from rhythm.storage.opening import create_store, memory_store, open_store
from tests.builders import FixedClock, Org, database_steps
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
    return {hit.kind for hit in org.rhythm.find(text).hits}


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
    told.rhythm.find(text)
    told.rhythm.find(f"release {text}")
    assert told.rhythm.find("release").total
    assert len(told.rhythm.people.everybody()) == 6


def test_operators_are_words(told: Org) -> None:
    assert kinds(told, "AND") == {"note"}
    assert kinds(told, "release OR platform") == set()
    assert kinds(told, "it's") == {"note"}
    assert kinds(told, "a-b") == {"note"}


def test_nothing_to_look_for_finds_nothing(told: Org) -> None:
    for text in ("", "  ", "* - '", "\x00"):
        assert told.rhythm.find(text).hits == ()


def test_a_hit_says_where_it_stands_and_which_letters_matched(told: Org) -> None:
    (hit,) = told.rhythm.find("criteria").hits
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
    assert len(told.rhythm.find("release", limit=2).hits) == 2


@settings(max_examples=120, deadline=None, derandomize=True)
@given(st.text(st.characters(exclude_categories=()), max_size=30))
def test_whatever_is_typed_search_answers(text: str) -> None:
    _RHYTHM.find(text)


_RHYTHM = Rhythm(memory_store(FixedClock(FRIDAY)), FixedClock(FRIDAY), Settings())


def _many(org: Org, monkeypatch: pytest.MonkeyPatch, limit: int = 12) -> list[search.Hit]:
    """What is found of "plan" when four records are very many."""
    monkeypatch.setattr(search, "WEIGHED", 4)
    monkeypatch.setattr(search, "FEW", 6)
    return list(org.rhythm.find("plan", limit=limit).hits)


def test_of_very_many_records_the_newest_of_each_kind_are_found(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    team = org.rhythm.people.add_team("Plan keepers")
    for number in range(30):
        org.rhythm.planner.add_topic(org.dana.id, f"plan {number}")
    for number in range(20):
        org.rhythm.planner.add_promise(org.ilya.id, f"plan promised {number}")
    found = _many(org, monkeypatch)
    assert len(found) == 12
    assert ("team", team.id) in {(hit.kind, hit.id) for hit in found}
    of_kind = {kind: [hit.snippet for hit in found if hit.kind == kind] for kind in ("topic", "promise")}
    assert of_kind["topic"] == [f"plan {number}" for number in range(29, 29 - len(of_kind["topic"]), -1)]
    assert of_kind["promise"] == [f"plan promised {number}" for number in range(19, 19 - len(of_kind["promise"]), -1)]
    assert len(of_kind["topic"]) >= 5 <= len(of_kind["promise"])
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)


def test_of_a_kind_that_is_looked_through_as_a_whole_the_newest_are_found_too(
    org: Org, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        org.rhythm.planner.add_topic(org.dana.id, f"plan {number}")
    monkeypatch.setattr(search, "WEIGHED", 8)
    found = search.find(org.rhythm._db, "plan", 12)
    assert [hit.snippet for hit in found.hits] == [f"plan {number}" for number in range(29, 17, -1)]


def test_who_has_just_the_name_comes_first_however_old(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    old = org.escalate("the first that was said", conflict="new").conflict_id
    assert old is not None
    org.rhythm.tracker.rename(old, "Plan")
    for number in range(30):
        org.escalate(f"plan {number}", conflict="new")
    first = _many(org, monkeypatch)[0]
    assert (first.kind, first.id) == ("conflict", old)


def test_a_name_that_was_given_or_taken_since_the_last_search_counts(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    old = org.escalate("the first that was said", conflict="new").conflict_id
    assert old is not None
    for number in range(30):
        org.escalate(f"plan {number}", conflict="new")
    newest = _many(org, monkeypatch)[0]
    org.rhythm.tracker.rename(old, "plan")
    assert (_many(org, monkeypatch)[0].kind, _many(org, monkeypatch)[0].id) == ("conflict", old)
    org.rhythm.undo()
    assert _many(org, monkeypatch)[0] == newest


def test_what_was_written_since_the_last_search_is_the_newest(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        org.rhythm.planner.add_topic(org.dana.id, f"plan {number}")
    assert _many(org, monkeypatch)[0].snippet == "plan 29"
    org.rhythm.planner.add_topic(org.dana.id, "the last plan")
    assert _many(org, monkeypatch)[0].snippet == "the last plan"
    org.rhythm.undo()
    assert _many(org, monkeypatch)[0].snippet == "plan 29"


def test_a_search_that_needed_not_all_of_it_holds_nobody_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "WEIGHED", 4)
    monkeypatch.setattr(search, "FEW", 6)
    clock, path = FixedClock(FRIDAY), tmp_path / "rhythm.db"
    create_store(path, clock)
    one, other = (open_store(path, clock, backups=tmp_path, busy_seconds=0) for _ in range(2))
    with other.action("add"):
        person = other.insert("person", name="Dana")
        for number in range(30):
            other.insert("topic", person_id=person, body=f"plan {number}", added_on="2026-11-20")
    assert len(search.find(one, "plan", 5).hits) == 5
    with other.action("add"):
        other.insert("person", name="Ilya")
    one.close()
    other.close()


def test_places_that_one_kind_leaves_are_taken_by_others(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        org.rhythm.planner.add_topic(org.dana.id, f"plan {number}")
    assert [hit.snippet for hit in _many(org, monkeypatch)] == [f"plan {number}" for number in range(29, 17, -1)]


def test_the_oldest_of_a_kind_is_reached_where_places_are_left(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "REACH", 3)
    org.rhythm.planner.add_promise(org.ilya.id, "plan of long ago")
    for number in range(20):
        org.rhythm.planner.add_promise(org.ilya.id, f"something else {number}")
    for number in range(7):
        org.rhythm.planner.add_topic(org.dana.id, f"plan {number}")
    assert {hit.snippet for hit in _many(org, monkeypatch)} >= {"plan of long ago"}


def _fill(org: Org, db: Database, number: int) -> None:
    """So many more topics and notes, and a quarter as many promises, all with the same words."""
    with db.action("fill"):
        day = org.rhythm.today().isoformat()
        for at in range(number):
            db.insert("topic", person_id=org.dana.id, body=f"plan {at} of the release date", added_on=day)
            db.insert("note", person_id=org.dana.id, kind="note", day=day, body=f"a plan {at}, and the release date")
            if at % 4 == 0:
                about = f"plan {at} of the release date"
                db.insert("promise", person_id=org.dana.id, body=about, made_on=day, due=day, mine=1, state="open")


def _lay_together(db: Database) -> None:
    """What is done each day."""
    with db.unlogged():
        while merge_search(db.connection):
            pass


@pytest.mark.parametrize("text", ["plan", "pla", "release date", "release dat", "p"])
def test_a_word_of_every_record_costs_no_more_after_forty_years(org: Org, db: Database, text: str) -> None:
    _fill(org, db, 1000)
    _lay_together(db)
    before = database_steps(db, lambda: org.rhythm.find(text))
    _fill(org, db, 4000)
    _lay_together(db)
    assert len(org.rhythm.find(text).hits) == 60
    # Five times as many: what still grows is the way down to where each kind begins in the list of a word.
    assert database_steps(db, lambda: org.rhythm.find(text)) <= before * 1.2


def test_names_of_conflicts_are_read_once_however_many_there_are(org: Org, db: Database) -> None:
    _fill(org, db, 1000)
    org.rhythm.find("plan")
    before = database_steps(db, lambda: org.rhythm.find("plan"))
    with db.action("fill"):
        for number in range(2000):
            db.insert("conflict", name=f"who pays for {number}", opened_on=org.rhythm.today().isoformat())
    org.rhythm.find("plan")
    org.rhythm.planner.add_topic(org.dana.id, "something else")
    assert database_steps(db, lambda: org.rhythm.find("plan")) <= before * 1.2


def test_a_word_that_was_said_once_long_ago_is_found(org: Org, db: Database) -> None:
    org.rhythm.planner.add_topic(org.dana.id, "the plan for zebras and their release date")
    _fill(org, db, 600)
    for text in ("zebras", "zeb", "zebr", "plan zebr", "release date zebra"):
        (hit,) = org.rhythm.find(text).hits
        assert hit.snippet == "the plan for zebras and their release date"


def test_what_is_left_out_is_told_of(org: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(9):
        org.rhythm.planner.add_topic(org.dana.id, f"plan {number}")
    assert org.rhythm.find("plan").left_out == ""
    assert org.rhythm.find("nothing of the kind").left_out == ""
    assert org.rhythm.find("plan", 4).left_out == "the best 4 of 9 records; another word narrows it"
    monkeypatch.setattr(search, "WEIGHED", 4)
    assert org.rhythm.find("plan", 4).left_out == "the newest of more than 4 records; another word narrows it"


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("Straße", ("str", "stra", "straß", "straße", "STRAß")),
        ("größer", ("grö", "größ", "grosser"[:3])),
        ("été", ("é", "ét", "ete", "e")),
        ("план", ("п", "пл", "план", "ПЛАН")),
        ("設計", ("設", "設計")),
        ("iOS18", ("i", "ios", "ios1", "IOS18")),
        ("a-bcd", ("a", "a-b", "a-bcd", "bcd")),
        ("x", ("x", "X")),
    ],
)
def test_an_unfinished_word_is_found_in_any_script(org: Org, word: str, typed: tuple[str, ...]) -> None:
    org.rhythm.planner.add_topic(org.dana.id, f"said {word} first")
    for text in (*typed, word):
        assert any(word in hit.snippet for hit in org.rhythm.find(text).hits), text
    assert org.rhythm.find(f"{word}zz").hits == ()


def test_a_word_with_very_many_endings_is_found_with_all_of_them(org: Org) -> None:
    for number in range(search_words.MOST_ENDINGS + 5):
        org.rhythm.planner.add_topic(org.dana.id, f"planet{number}")
    assert len(org.rhythm.find("plane").hits) == search_words.MOST_ENDINGS + 5
    assert {hit.snippet for hit in org.rhythm.find("planet1").hits} == {
        "planet1",
        *(f"planet{n}" for n in range(10, 20)),
    }


def test_the_best_hit_comes_first_with_its_passage(told: Org) -> None:
    found = told.rhythm.find("release date").hits
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)
    for hit in found:
        assert [hit.snippet[start:end].casefold() for start, end in hit.found] == ["release", "date"]
