"""A search that names somebody finds what is kept about them, though it does not hold the name."""

from __future__ import annotations

import pytest

from rhythm.domain.saying import say_about
from rhythm.queries import search
from rhythm.queries.search import Found
from tests.builders import Org


@pytest.fixture
def told(org: Org) -> Org:
    """The same words about two people."""
    org.rhythm.planner.hold(org.dana.id, note="wants a release date and a range")
    org.rhythm.planner.add_topic(org.dana.id, "release criteria")
    org.rhythm.planner.hold(org.ilya.id, note="the release again")
    return org


def about(found: Found) -> set[int | None]:
    return {hit.person_id for hit in found.hits}


@pytest.mark.parametrize(
    "text", ["dana release", "release Dana", "dana okoye release", "DANA rele", "Dana's release", "Dana, release"]
)
def test_what_is_about_whom_the_words_name_is_found_and_said(told: Org, text: str) -> None:
    found = told.rhythm.find(text)
    assert [one.name for one in found.about] == ["Dana Okoye"]
    assert found.instead == ("rele" if text.endswith("rele") else "release")
    assert about(found) == {told.dana.id}
    assert {hit.kind for hit in found.hits} == {"note", "topic"}
    assert found.total == 2


def test_people_of_one_name_are_all_meant(told: Org) -> None:
    told.rhythm.planner.hold(told.chris_a.id, note="the release")
    told.rhythm.planner.hold(told.chris_m.id, note="no release")
    found = told.rhythm.find("chris release")
    assert about(found) == {told.chris_a.id, told.chris_m.id}
    assert say_about([one.name for one in found.about]) == " about Chris Alder or Chris Moon"
    assert about(told.rhythm.find("chris moon release")) == {told.chris_m.id}
    told.rhythm.people.edit(told.chris_a.id, name="Chris Élan")
    assert [one.name for one in told.rhythm.find("chris release").about] == ["Chris Élan", "Chris Moon"]


@pytest.mark.parametrize("text", ["dana ilya release", "dana criteriaz", "noor release", "dana", "dana okoye"])
def test_names_alone_names_of_nobody_and_words_that_nothing_about_them_holds_are_no_such_search(
    told: Org, text: str
) -> None:
    assert told.rhythm.find(text).about == ()


def test_words_that_a_record_holds_are_looked_for_as_they_are(told: Org) -> None:
    told.rhythm.planner.hold(told.ilya.id, note="Dana owns the release")
    found = told.rhythm.find("dana release")
    assert (about(found), found.instead, found.about) == ({told.ilya.id}, "", ())


def test_among_very_many_records_those_about_somebody_are_found(told: Org, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "WEIGHED", 3)
    monkeypatch.setattr(search, "FEW", 2)
    monkeypatch.setattr(search, "REACH", 2)
    for place in range(12):
        told.rhythm.planner.add_topic(told.ilya.id, f"release number {place}")
    found = told.rhythm.find("dana release")
    assert about(found) == {told.dana.id}
    assert {hit.kind for hit in found.hits} == {"note", "topic"}
    assert found.total == 2


def test_how_many_there_are_about_somebody_is_said_where_not_all_are_shown(told: Org) -> None:
    for place in range(8):
        told.rhythm.planner.add_topic(told.dana.id, f"release number {place}")
    found = told.rhythm.find("dana release", 4)
    assert (len(found.hits), found.total) == (4, 10)
    assert found.left_out == "the best 4 of 10 records; another word narrows it"


def test_somebody_renamed_is_found_by_the_new_name_at_once(told: Org) -> None:
    assert told.rhythm.find("dana criteria").about
    told.rhythm.people.edit(told.dana.id, name="Wanda Quill")
    assert not told.rhythm.find("dana criteria").about
    assert about(told.rhythm.find("wanda criteria")) == {told.dana.id}


def test_many_are_said_by_their_number() -> None:
    assert say_about([]) == ""
    assert say_about(["A", "B", "C"]) == " about one of 3 people"
