"""Cells of people files: what programs leave around a name, an address and a number, and what is left as it is."""

from __future__ import annotations

import pytest

from rhythm.interop.people_cells import (
    clean_cell,
    clean_email,
    clean_name,
    common_name,
    full_name,
    has_lost_letters,
    left_by_status,
    left_by_suffix,
)


@pytest.mark.parametrize(
    ("cell", "clean"),
    [
        ("= Okafor, Sam", "Okafor, Sam"),
        ('="10001"', "10001"),
        ("'+49 89", "+49 89"),
        ("'0815", "0815"),
        ("'t Hooft", "'t Hooft"),
        ('"Search" lead', '"Search" lead'),
        (" a\u00a0\u200b b\x00c\n", "a b c"),
        ("Jo\u0308rg", "Jörg"),
        ("none so far", "none so far"),
        ("n/a", ""),
    ],
)
def test_what_a_spreadsheet_left_goes_and_the_rest_stays(cell: str, clean: str) -> None:
    assert clean_cell(cell) == clean


@pytest.mark.parametrize("field", ["name", "first", "last", "manager"])
def test_in_a_column_of_names_a_word_is_a_name_and_signs_are_nothing(field: str) -> None:
    words = ("Null", "none", "NULL")
    assert [clean_cell(cell, field) for cell in (*words, "n/a", "#N/A", "-", "—")] == [*words, "", "", "", ""]
    assert [clean_cell(cell, "title") for cell in words] == ["", "", ""]


@pytest.mark.parametrize(
    ("whole", "first", "last", "name"),
    [
        ("", "Jennifer", "Null", "Jennifer Null"),
        ("", "None", "Okafor", "None Okafor"),
        ("Null, Jennifer", "Jennifer", "Null", "Jennifer Null"),
        ("null", "Jennifer", "Null", "Jennifer Null"),
        ("Null", "", "", "Null"),
        ("Samuel Okafor", "Sam", "Okafor", "Sam Okafor"),
        # A program that knows no first name and no surname.
        ("Sam Okafor", "null", "null", "Sam Okafor"),
        ("Sam", "Sam", "null", "Sam"),
        ("", "null", "null", ""),
        ("None", "None", "None", ""),
    ],
)
def test_a_full_name_takes_a_word_for_a_name_where_nothing_speaks_against_it(
    whole: str, first: str, last: str, name: str
) -> None:
    assert full_name(whole, first, last) == name


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Okafor, Sam (On Leave)", "Sam Okafor"),
        ("Sam  Okafor (Core) (Terminated)", "Sam Okafor"),
        ("Ole Falk, Jr.", "Ole Falk"),
        ("Ole Falk, Ph.D.", "Ole Falk"),
        ("Falk, Ivan", "Ivan Falk"),
        ("Falk,", "Falk"),
        (", Ole", "Ole"),
        ("(Core)", ""),
    ],
)
def test_a_name_is_written_as_it_is_said(cell: str, name: str) -> None:
    assert clean_name(cell) == name


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("SAM@North.example", "sam@north.example"),
        ("mailto:sam@north.example", "sam@north.example"),
        ("sam@", ""),
        ("@north", ""),
        ("sam@north@east", ""),
        ("sam at north", ""),
        ("sam o@north.example", ""),
    ],
)
def test_an_address_has_one_at_and_no_blank(cell: str, address: str) -> None:
    assert clean_email(cell) == address


def test_who_has_left_is_read_from_the_status_and_from_brackets() -> None:
    assert [
        left_by_status(status) for status in ("Terminated", "inactive since may", "On leave, former", "", "Active")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert left_by_suffix("Gus Tanaka (Core) (Terminated)")
    assert not left_by_suffix("Gus Tanaka (Core)")
    assert not left_by_suffix("Terminated Gus")


def test_a_path_of_a_directory_holds_a_name_first() -> None:
    assert common_name(r"CN=Okafor\, Sam,OU=Users,DC=north") == "Okafor, Sam"
    assert common_name("cn=Sam Okafor ") == "Sam Okafor"
    assert common_name("OU=Users,CN=Sam") is None


def test_lost_letters_are_seen() -> None:
    assert [has_lost_letters(name) for name in ("Nguy?n", "Nguy\ufffdn", "Nguyễn")] == [True, True, False]
