"""Names go out of texts; others who share a part of them are not harmed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.forgetting import ERASED, Called, forgetter

DANA = Called(("Dana Okoye", "dana@acme.example", "Dee"))
OTHERS = (Called(("Chris Alder",)), Called(("Chris Moon", "moon@acme.example")))


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Dana Okoye moved it", "[erased] moved it"),
        ("dana  okoye moved it", "[erased] moved it"),
        ("DANA said so", "[erased] said so"),
        ("asked dana, and okoye agreed", "asked [erased], and [erased] agreed"),
        ("dee's draft", "[erased]'s draft"),
        ("Dana's team, with Okoye", "[erased]'s team, with [erased]"),
        ("@dana: who decides", "[erased]: who decides"),
        ("write to Dana@ACME.example.", "write to [erased]."),
        ("ask Dee about the deed", "ask [erased] about the deed"),
        ("Danaher and Bandana stay", "Danaher and Bandana stay"),
        ("Dana\nOkoye", "[erased]"),
        ("", ""),
    ],
)
def test_every_way_to_name_somebody_goes(text: str, becomes: str) -> None:
    assert forgetter(DANA, OTHERS).forget(text) == becomes


def test_of_two_people_named_chris_only_the_whole_name_of_the_one_goes() -> None:
    found = forgetter(Called(("Chris Alder", "alder@acme.example")), [Called(("Chris Moon",)), DANA])
    text = "Chris Alder and Chris Moon met; Chris said that Alder left, @chris too"
    assert found.forget(text) == "[erased] and Chris Moon met; Chris said that [erased] left, @chris too"
    assert found.shared == ("Chris",)


def test_a_part_of_a_name_goes_from_three_letters_on() -> None:
    assert forgetter(Called(("Bo Lin",)), []).forget("Bo Lin: ask Lin, or Bo") == "[erased]: ask [erased], or Bo"


def test_two_people_of_one_name_keep_it() -> None:
    found = forgetter(Called(("Chris Moon", "first@acme.example")), [Called(("Chris Moon", "second@acme.example"))])
    assert found.forget("Chris Moon, first@acme.example") == "Chris Moon, [erased]"
    assert set(found.shared) == {"Chris Moon", "Chris", "Moon"}


def test_a_longer_name_that_holds_this_one_stays_whole() -> None:
    found = forgetter(Called(("Anna Berg",)), [Called(("Anna Berg-Larsen",)), Called(("Mary Anna Berg",))])
    text = "Anna Berg, Anna Berg-Larsen, Mary Anna Berg"
    assert found.forget(text) == "[erased], Anna Berg-Larsen, Mary Anna Berg"


def test_a_name_that_is_a_word_goes_only_as_a_name() -> None:
    found = forgetter(Called(("Will Grant",)), [])
    assert found.forget("Will will do it, a grant, says Grant") == "[erased] will do it, a grant, says [erased]"
    assert found.words == ("grant", "will")


@given(st.text(), st.lists(st.text(min_size=1).filter(str.strip), max_size=4))
def test_nothing_changes_in_a_text_without_the_name_and_twice_is_once(text: str, names: list[str]) -> None:
    found = forgetter(Called(tuple(names)), [])
    once = found.forget(text)
    assert found.forget(once) == once or any(name in ERASED for name in names)
    if not any(re.search(re.escape(part), text, re.IGNORECASE) for name in names for part in name.split()):
        assert once == text
