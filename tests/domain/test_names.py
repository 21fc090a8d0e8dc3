"""Finding the one thing that a typed name means, and never the first of several."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.names import NamedRef, checked_name, find, fold, name_key, near_names, resolve
from rhythm.errors import Ambiguous, BadInput, NotFound, RhythmError

ALDER = NamedRef(1, "Chris Alder", ("chris.alder@acme.example",), "Payments")
MOON = NamedRef(2, "Chris Moon", ("cmoon@acme.example", "Moonie"), "Search")
LUCJA = NamedRef(3, "Łucja Ångström", ("lucja@acme.example",))
ONEILL = NamedRef(4, "Yan O'Neill", ())
ANN = NamedRef(5, "Ann Lee", ())
ANNA = NamedRef(6, "Anna Leeds", ())
PEOPLE = (ALDER, MOON, LUCJA, ONEILL, ANN, ANNA)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chris Alder", ALDER),
        ("chris alder", ALDER),
        ("Alder, Chris", ALDER),
        ("chris.alder", ALDER),
        ("chris-alder", ALDER),
        ("chris a", ALDER),
        ("c moon", MOON),
        ("@moonie", MOON),
        ("cmoon@acme.example", MOON),
        ("CMOON@ACME.EXAMPLE", MOON),
        ("cmoon", MOON),
        ("cmoon@", MOON),
        ("moo", MOON),
        ("lucja", LUCJA),
        ("ŁUCJA", LUCJA),
        ("angstrom", LUCJA),
        ("oneill", ONEILL),
        ("O’Neill", ONEILL),
        ("ann", ANN),
        ("anna", ANNA),
        ("lee", ANN),
        ("eds", ANNA),
        ("#2", MOON),
        ("2", MOON),
    ],
)
def test_a_person_is_found_by_any_unambiguous_part(text: str, expected: NamedRef) -> None:
    assert resolve(text, PEOPLE) is expected


def test_an_ambiguous_name_lists_the_candidates() -> None:
    with pytest.raises(Ambiguous) as refused:
        resolve("chris", PEOPLE)
    assert refused.value.message == "'chris' could be Chris Alder (Payments) or Chris Moon (Search)"


def test_two_people_of_one_name_are_told_apart_by_their_id() -> None:
    with pytest.raises(Ambiguous, match="Ari Ono #1 or Ari Ono #2"):
        resolve("Ari Ono", (NamedRef(1, "Ari Ono"), NamedRef(2, "Ari Ono")))


def test_for_two_people_of_one_name_the_hint_is_a_number() -> None:
    twins = (NamedRef(3, "Ari Ono", (), "Payments"), NamedRef(6, "Ari Ono", (), "Search"), NamedRef(7, "Ari Lund"))
    with pytest.raises(Ambiguous, match=r"Ari Ono \(Payments\) #3, Ari Ono \(Search\) #6 or Ari Lund$") as refused:
        resolve("ari", twins)
    assert refused.value.hint == "type #6, or the e-mail"
    assert resolve("#6", twins) is twins[1]


def test_a_long_list_of_candidates_is_cut() -> None:
    crowd = [NamedRef(n, f"Sam Number{n}") for n in range(9)]
    with pytest.raises(Ambiguous, match="Sam Number4 and 4 more"):
        resolve("sam", crowd)


def test_an_unknown_name_suggests_a_near_one() -> None:
    with pytest.raises(NotFound) as refused:
        resolve("Chris Adler", PEOPLE)
    assert refused.value.hint.startswith("did you mean Chris Alder")
    assert near_names("zzzz", PEOPLE) == ()


def test_the_domain_of_an_address_names_nobody() -> None:
    assert find("acme", PEOPLE) == ()
    assert find("acme.example", PEOPLE) == ()


def test_a_blank_name_is_bad_input() -> None:
    with pytest.raises(BadInput):
        resolve("  ", PEOPLE)
    assert find("@", PEOPLE) == ()


def test_a_number_that_is_a_name_is_the_name() -> None:
    assert resolve("42", (NamedRef(42, "Blue"), NamedRef(1, "42"))).id == 1


def test_a_digit_inside_an_address_does_not_hide_an_id() -> None:
    refs = (NamedRef(7, "Ned Sand", ("ned2@acme.example",)), NamedRef(2, "Ida Roth"))
    assert resolve("2", refs).id == 2
    assert find("#7", refs) == (refs[0],)
    assert find("#8", refs) == ()


def test_whole_words_leave_out_beginnings() -> None:
    assert find("moo", PEOPLE, whole_words=True) == ()
    assert find("moon", PEOPLE, whole_words=True) == (MOON,)


@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert name_key(name_key(text)) == name_key(text)


@given(text=st.text(max_size=30), names=st.lists(st.text(max_size=12), max_size=6))
def test_hostile_names_give_one_ref_or_a_calm_error(text: str, names: list[str]) -> None:
    refs = [NamedRef(number, name, (name[::-1],)) for number, name in enumerate(names)]
    message, hint = "", ""
    try:
        assert resolve(text, refs) in refs
    except RhythmError as refused:
        message, hint = refused.message, refused.hint
    assert (message + hint).isprintable()


@given(st.permutations(PEOPLE))
def test_the_order_of_people_never_decides(people: list[NamedRef]) -> None:
    assert set(find("chris", people)) == {ALDER, MOON}
    assert resolve("ann", people) is ANN


def test_the_whole_name_of_one_that_is_the_nickname_of_another_means_neither() -> None:
    both = (NamedRef(3, "Chris"), NamedRef(6, "Christian Roy", ("Chris",)))
    with pytest.raises(Ambiguous) as refused:
        resolve("chris", both)
    assert (refused.value.message, refused.value.hint) == (
        "'chris' could be Chris or Christian Roy", "type #3, or the e-mail"
    )  # fmt: skip
    assert resolve("christian", both).id == 6
    assert resolve("#3", both).id == 3


def test_for_two_people_of_one_address_the_hint_is_no_address() -> None:
    both = (NamedRef(3, "Ari Ono", ("a@x.example",)), NamedRef(6, "Ari Lund", ("A@x.example",)))
    with pytest.raises(Ambiguous) as refused:
        resolve("a@x.example", both)
    assert refused.value.hint == "type a number, such as #6, or the whole name"


@pytest.mark.parametrize("text", ["1", "?", "#12", "4 711", "–", "🚀", "٣"])
def test_a_name_needs_a_letter(text: str) -> None:
    with pytest.raises(BadInput, match="the name has no letter") as refused:
        checked_name(text, "the name")
    assert refused.value.hint


@pytest.mark.parametrize("text", ["Team 7", "Ωmega", "李", "X"])
def test_a_letter_of_any_script_makes_a_name(text: str) -> None:
    assert checked_name(f"  {text}\n", "the name") == text
