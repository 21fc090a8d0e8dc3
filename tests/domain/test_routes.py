"""Where goes what a skip-level said, and that no name goes with it."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rhythm.domain.meetings import Route
from rhythm.domain.names import fold
from rhythm.domain.people import Person, PersonId
from rhythm.domain.routes import RouteCounts, count_routes, holds_name, routed, without_name
from rhythm.errors import BadInput

NOOR = Person(
    PersonId(7), "n", "Noor Haddad", nickname="Nunu", email="n.haddad@acme.example", aliases=("Noor El-Haddad",)
)


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("Noor wants a level", "someone wants a level"),
        ("ask HR about Noor Haddad's level", "ask HR about someone's level"),
        ("noor and NOOR", "someone and someone"),
        ("Nöor again", "someone again"),
        ("as nunu said; n.haddad@acme.example", "as someone said; n.someone@acme.example"),
        ("Noors Gehalt, El-Haddad", "someone Gehalt, someone"),
        ("noor_haddad/noorhaddad", "someone/someone"),
        ("a noon meeting about honor", "a noon meeting about honor"),
        ("nothing about anybody", "nothing about anybody"),
    ],
)
def test_every_form_of_a_name_is_someone(text: str, free: str) -> None:
    assert without_name(text, NOOR) == free
    assert holds_name(text, NOOR) is (text != free)


def test_an_initial_takes_no_letter_out_of_other_words() -> None:
    chris = Person(PersonId(8), "c", "Chris M")
    assert without_name("I'm with Chris M on this", chris) == "I'm with someone on this"
    assert without_name("Noor H. and I, Noor a lot", NOOR) == "someone and I, someone a lot"


def test_names_in_scripts_without_blanks_are_found_inside_words() -> None:
    assert without_name("和李娜谈过了", Person(PersonId(9), "l", "李 娜")) == "和someone谈过了"
    assert "娜" not in without_name("李 娜说", Person(PersonId(9), "l", "李 娜"))


def test_through_the_manager_is_told_without_the_name() -> None:
    told = routed("Noor waits for her laptop", NOOR, Route.MANAGER)
    assert (told.told, told.reason) == ("someone waits for her laptop", "")
    assert routed("Noor waits", NOOR, Route.MANAGER, named=True).told == "Noor waits"
    assert routed("Noor waits", NOOR, Route.MANAGER, wording="laptops come late").told == "laptops come late"


def test_a_wording_that_names_the_source_is_refused_unless_ticked() -> None:
    with pytest.raises(BadInput, match="names whom it came from"):
        routed("laptops", NOOR, Route.MANAGER, wording="noor waits")
    assert routed("laptops", NOOR, Route.MANAGER, wording="noor waits", named=True).told == "noor waits"


def test_round_the_manager_needs_a_reason_and_tells_the_manager_nothing() -> None:
    with pytest.raises(BadInput, match="round the manager"):
        routed("laptops", NOOR, Route.DIRECT, reason=" ")
    round_ = routed("laptops", NOOR, Route.DIRECT, reason="  Dana is on leave ")
    assert (round_.reason, round_.told) == ("Dana is on leave", "")
    assert routed("laptops", NOOR, Route.KEEP, reason="none", wording="x") == (Route.KEEP, "", "")


def test_the_ways_are_counted_in_a_line() -> None:
    counts = count_routes([Route.MANAGER] * 5 + [Route.DIRECT] * 2)
    assert counts == RouteCounts(5, 0, 2)
    assert counts.say() == "skip-level actions 7: through the manager 5, round the manager 2"
    assert count_routes([Route.KEEP]).say() == "skip-level actions 1: kept 1"
    assert count_routes([]).say() == "no skip-level actions"


def words_of(text: str) -> set[str]:
    return {fold(word) for word in re.findall(r"[^\W_]+", text)}


NAMES = st.lists(st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=9), min_size=1, max_size=3)
AROUND = st.text(st.sampled_from("abz .,'-_@/()!?\u00a0\n"), max_size=12)


@given(NAMES, NAMES, st.lists(AROUND, min_size=4, max_size=4), st.sampled_from([str.lower, str.upper, str.title]))
@example(["Someone"], ["Some"], [" "] * 4, str.lower)
def test_no_word_of_a_name_is_left_whatever_stands_around_it(
    name: list[str], other: list[str], around: list[str], case: object
) -> None:
    assert callable(case)
    person = Person(PersonId(1), "u", " ".join(name), nickname=" ".join(other), email=f"{'.'.join(name)}@acme.example")
    text = f"{around[0]} {case(' '.join(name))} {around[1]} {name[-1]} {around[2]} {other[0]} {around[3]}"
    told = routed(text, person, Route.MANAGER).told
    names = {fold(word) for word in (*name, *other)} - {"someone"}
    assert not names & words_of(told)
