"""Who somebody in a people file reports to, and what is said where that is in doubt."""

from __future__ import annotations

from rhythm.interop.people import PeopleFile, parse_people

HEAD = "name,email,employee id,manager,manager email,manager id,nickname\n"


def read(*rows: str, me: tuple[str, ...] = ()) -> PeopleFile:
    return parse_people(HEAD + "".join(f"{row}\n" for row in rows), me=me)


def above(file: PeopleFile) -> dict[str, int | None]:
    return {row.name: row.manager_row for row in file.rows}


def said(file: PeopleFile) -> list[tuple[int, str]]:
    return [(problem.row, problem.message) for problem in file.problems if problem.column == "manager"]


def test_a_director_who_is_not_in_the_file_is_known_by_number_address_and_name() -> None:
    file = read(
        "Ann Lee,,,,,E77,",
        "Bo Fu,,,,mara@north.example,,",
        'Cy Ro,,,"Quill, Mara",,,',
        "Di Wu,,,mara,,,",
        "Eli Ox,,,Ann Lee,,,",
        me=("E77", "mara@north.example", "Mara Quill"),
    )
    assert {row.name: row.reports_to_me for row in file.rows} == {
        "Ann Lee": True,
        "Bo Fu": True,
        "Cy Ro": True,
        "Di Wu": True,
        "Eli Ox": False,
    }
    assert (above(file)["Eli Ox"], said(file)) == (2, [])


def test_the_director_is_the_one_row_that_the_first_fitting_identity_names() -> None:
    rows = ("Ari Sand,,1,,,,", "Ari Sand,JÖRG@north.example,E2,,,,", "Bo Fu,bo@north.example,3,Ari Sand,,,")
    for me, row in (
        (("Jörg@North.example",), 3),
        (("e2",), 3),
        (("Ari Sand",), None),
        (("Ari Sand", " ", "3"), 4),
        (("bo fu", "e2"), 4),
        ((), None),
    ):
        assert read(*rows, me=me).me_row == row


def test_a_manager_who_is_not_there_is_named_as_people_read_it() -> None:
    file = read("Mara Quill,,,,,,", 'Ann Lee,,,"Knows, Nobody (Core)",,,', "Bo Fu,,,(Core),,,", "Cy Ro,,,Quill,,,")
    assert said(file) == [
        (3, "the manager 'Nobody Knows' is not in this file"),
        (4, "the manager '(Core)' is not in this file"),
        (5, "the manager 'Quill' is not in this file"),
    ]
    assert [row.manager_text for row in file.rows] == ["", "Knows, Nobody (Core)", "(Core)", "Quill"]


def test_somebody_is_found_by_nickname_and_last_name_together_only() -> None:
    file = read("Mara Quill,,,,,,Mo", "Prince,,,Mo Quill,,,Love", "Ann Lee,,,Mo,,,", "Bo Fu,,,Love,,,")
    assert above(file) == {"Mara Quill": None, "Prince": 2, "Ann Lee": None, "Bo Fu": None}
    assert [row for row, _ in said(file)] == [4, 5]


def test_of_many_with_one_name_five_are_listed() -> None:
    file = read(*["Ari Sand,,,,,,"] * 6, "Ann Lee,,,Ari Sand,,,")
    listed = " or ".join(f"Ari Sand in row {row}" for row in range(2, 7))
    assert said(file)[-1] == (8, f"the manager could be {listed}; none was taken")


def test_what_was_read_of_a_manager_is_the_name_else_the_address_else_the_number() -> None:
    file = read(
        "Mara Quill,mara@north.example,7,,,,",
        "A B,,,Mara Quill,mara@north.example,7,",
        "C D,,,,mara@north.example,7,",
        "E F,,,,,7,",
    )
    assert [row.manager_text for row in file.rows] == ["", "Mara Quill", "mara@north.example", "7"]
    assert above(file) == {"Mara Quill": None, "A B": 2, "C D": 2, "E F": 2}


def test_first_and_last_names_are_enough_and_a_nickname_that_is_the_first_name_is_none() -> None:
    assert [row.name for row in parse_people("first name,last name\nAnn,Lee\n").rows] == ["Ann Lee"]
    parts = "name,first name,last name\nAnn B. Lee,Ann,Lee\nBo C. Fu,Bo,\nDi E. Wu,,Wu\n,Eli,\n,,Ox\n"
    assert [row.name for row in parse_people(parts).rows] == ["Ann Lee", "Bo C. Fu", "Di E. Wu", "Eli", "Ox"]
    file = read("Mara Quill,,,,,,MARA", "Ann Lee,,,,,,Lee")
    assert [row.nickname for row in file.rows] == ["", "Lee"]
