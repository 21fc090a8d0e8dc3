"""People files in the shapes of several vendors: repaired where that is safe, reported where it is not."""

from __future__ import annotations

import itertools
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.errors import BadInput
from rhythm.interop.people import PeopleFile, PersonRow, parse_people
from rhythm.interop.tables import TOO_MANY_CELLS, UNCLOSED, Severity
from rhythm.interop.text import decode, read_text
from tests.interop.vendors import VENDORS, Member, organisations, text_of

PLAIN = """name,email,manager,title,team
Mara Quill,mara@north.example,,Director,Product
Ben Ochoa,ben@north.example,Mara Quill,Engineering Manager,Core
Tia Lund,tia@north.example,ben@north.example,Engineer,Core
"""

WORKDAY = """"Team Roster - Mara Quill","Run: 11/20/2026 08:14 AM"
"Effective as of","11/20/2026"

"Employee ID","Worker","Preferred Name - First Name","Preferred Name - Last Name","Business Title",\
"Supervisory Organization","Worker's Manager","Manager ID","Email - Primary Work","Location","Hire Date","Termination Date"
"1001","Mara Quill","Mara","Quill","Director","Product (Mara Quill)","","","mara@north.example","Oslo","04/07/2016",""
"1002","Ben Ochoa (On Leave)","Ben","Ochoa","Manager","Core (Mara Quill)","Mara Quill","1001","BEN@NORTH.EXAMPLE",\
"Oslo,
Building 7","08/25/2023",""
"1003","Tia Lund","Tia","Lund","Engineer","Core (Ben Ochoa)","Ben Ochoa (On Leave)","","tia@north.example","Oslo","01/02/2024",""
"1004","Ole Falk (Terminated)","Ole","Falk","Engineer","Core (Ben Ochoa)","Ben Ochoa","1002","","Oslo","","10/30/2026"
"1005","Ida Roth","Ida","Roth","Engineer","Core (Ben Ochoa)","Nobody Knows","9999","ida@north.example","Oslo","",""
"1003","Tia Lund","Tia","Lund","Engineer","Core (Ben Ochoa)","Ben Ochoa","1002","tia@north.example","Oslo","01/02/2024",""
"","Total: 5","","","","","","","","","",""
"""  # noqa: E501 (as vendors write it)

BAMBOO = """Employee #,First Name,Last Name,Preferred Name,Job Title,Department,Work Email,Supervisor,Supervisor email,Hire Date
1,Mara,Quill,Mo,Director,Product,mara@north.example,,,2023-08-15
2,Ari,Sand,,Manager,Core,ari@north.example,"Quill, Mara",mara@north.example,2024-05-11
3,Ari,Sand,,Manager,Edge,ari2@north.example,"= Quill, Mara",mara@north.example,0000-00-00
4,Tia,Lund,,Engineer,Edge,tia@north.example,"Sand, Ari",ari2@north.example,2024-05-11
5,  Ole ,Falk,,Engineer,Edge,,"Sand, Ari",,2024-05-11
6,Ida,Roth,,Engineer,Legal,ida@north.example,"Sand, Ari",,2024-05-11
7,Eva,Wik,,Engineer,Core,eva@north.example
8,Jon,Dahl,,"PM ""Search"", Lead",Core,jon@old.example,"Sand, Ari",ari@old.example,2024-05-11
"""  # noqa: E501 (as vendors write it)

ENTRA = r"""userPrincipalName;displayName;surname;mail;givenName;objectId;userType;jobTitle;department;accountEnabled;employeeId;employeeHireDate;manager
mara@north.example;Quill, Mara (Product);Quill;mara@north.example;Mara;a-1;Member;Director;Product;True;1;12.11.2021;
ben@north.example;Ochoa, Ben (Core);Ochoa;ben@north.example;Ben;a-2;Member;Manager;Core;True;2;16.04.2025;CN=Quill\, Mara,OU=Users,DC=north
jorg@north.example;Nguy?n, Jörg (Core);Nguy?n;;Jörg;a-3;Member;Engineer;Core;True;3;01.02.2024;Ochoa, Ben (Core)
ole@north.example;Falk, Ole (Core);Falk;ole@north.example;Ole;a-4;Member;Engineer;Core;False;4;;a-2
ext#EXT#@north.example;Partner, Ext;Partner;ext@other.example;Ext;a-5;Guest;;;True;;;
room@north.example;Fjord Room;;room@north.example;;a-6;Member;;;False;;;
"""  # noqa: E501 (as vendors write it)

GOOGLE = """First Name [Required],Last Name [Required],Email Address [Required],Org Unit Path [Required],Manager Email,Employee Title
Mara,Quill,mara@north.example,/Product,mara@north.example,Director
Ben,Ochoa,ben@north.example,/Product/Core,mara@old.example,Manager
Tia,Lund,tia@north.example,/Product/Core,ole@north.example,Engineer
Ole,Falk,ole@north.example,/Product/Core,ida@north.example,Engineer
Ida,Roth,ida@north.example,/Product/Core,tia@north.example,Engineer
Una,Berg,ben@north.example,/Product/Core,ben@north.example,Engineer
"""  # noqa: E501 (as vendors write it)


def by_name(file: PeopleFile) -> dict[str, PersonRow]:
    return {row.name: row for row in file.rows}


def told(file: PeopleFile) -> list[tuple[str, int]]:
    return [(str(problem.severity), problem.row) for problem in file.problems]


def message(file: PeopleFile, row: int) -> str:
    return "; ".join(problem.message for problem in file.problems if problem.row == row)


def test_a_plain_file_is_read_whole() -> None:
    file = parse_people(PLAIN, me=("mara@north.example",))
    assert file.problems == ()
    assert file.me_row == 2
    assert file.headings == tuple((name, name) for name in ("name", "email", "manager", "title", "team"))
    ben, tia = file.rows[1:]
    assert (ben.manager_row, ben.reports_to_me, ben.title, ben.team) == (2, True, "Engineering Manager", "Core")
    assert (tia.manager_row, tia.reports_to_me, tia.email) == (3, False, "tia@north.example")


def test_a_report_with_titles_totals_and_double_rows() -> None:
    file = parse_people(WORKDAY, me=("mara@north.example",))
    people = by_name(file)
    assert list(people) == ["Mara Quill", "Ben Ochoa", "Tia Lund", "Ole Falk", "Ida Roth"]
    assert [people[name].manager_row for name in people] == [None, 5, 6, 6, None]
    assert people["Ben Ochoa"].email == "ben@north.example"
    assert {row.team for row in file.rows} == {"Product", "Core"}
    assert people["Tia Lund"].started_on == date(2024, 1, 2)
    assert (people["Ole Falk"].has_left, people["Ole Falk"].left_on) == (True, date(2026, 10, 30))
    assert not people["Ben Ochoa"].has_left
    assert told(file) == [("error", 9), ("note", 10), ("note", 11)]
    assert message(file, 9) == "the manager 'Nobody Knows' is not in this file"


def test_two_people_of_one_name_are_never_guessed_between() -> None:
    file = parse_people(BAMBOO, me=("mara@north.example",))
    managers = {row.name: row.manager_row for row in file.rows if row.name != "Ari Sand"}
    assert managers == {
        "Mara Quill": None,
        "Tia Lund": 4,
        "Ole Falk": 4,
        "Ida Roth": None,
        "Eva Wik": None,
        "Jon Dahl": 3,
    }
    assert "could be Ari Sand in row 3 or Ari Sand in row 4" in message(file, 7)
    assert "of the same team" in message(file, 6)
    assert "ends early" in message(file, 8)
    assert "no manager is named" in message(file, 8)
    assert "another domain" in message(file, 9)
    assert told(file) == [("warning", 6), ("error", 7), ("warning", 8), ("warning", 8), ("note", 9)]
    assert file.rows[0].nickname == "Mo"
    assert file.rows[2].started_on is None
    assert file.rows[-1].title == 'PM "Search", Lead'


def test_directory_paths_lost_letters_guests_and_rooms(tmp_path: Path) -> None:
    path = tmp_path / "users.csv"
    path.write_bytes(ENTRA.replace("\n", "\r\n").encode("cp1252"))
    file = parse_people(read_text(path), me=("mara@north.example",))
    assert [(row.name, row.manager_row) for row in file.rows] == [
        ("Mara Quill", None),
        ("Ben Ochoa", 2),
        ("Jörg Nguy?n", 3),
        ("Ole Falk", 3),
    ]
    assert file.rows[2].email == "jorg@north.example"
    assert file.rows[1].started_on == date(2025, 4, 16)
    assert file.rows[3].has_left
    assert told(file) == [("warning", 4), ("note", 5), ("note", 6), ("note", 7)]


def test_bracketed_headings_a_self_manager_a_circle_and_a_double_address() -> None:
    file = parse_people(GOOGLE, me=("mara@north.example",))
    people = by_name(file)
    assert people["Mara Quill"].manager_row is None
    assert people["Ben Ochoa"].reports_to_me
    assert people["Ben Ochoa"].team == "Core"
    assert [people[name].manager_row for name in ("Tia Lund", "Ole Falk", "Ida Roth")] == [None, None, None]
    assert (people["Una Berg"].manager_row, people["Una Berg"].email) == (3, "")
    assert told(file) == [("note", 3), ("error", 4), ("error", 7)]
    assert message(file, 4) == "rows 4, 5, 6 report to one another in a circle; they come in without a manager"


@pytest.mark.parametrize("me", ["mara.quill@north.example", "Mara Quill"])
@pytest.mark.parametrize("manager", ["Mara Quill", '"Quill, Mara"', "mara.quill"])
def test_a_director_who_is_not_in_the_file_is_still_the_manager(me: str, manager: str) -> None:
    text = f"name,email,manager\nBen Ochoa,ben@north.example,{manager}\nTia Lund,tia@north.example,Ben Ochoa\n"
    file = parse_people(text, me=(me,))
    assert file.me_row is None
    assert [(row.reports_to_me, row.manager_row) for row in file.rows] == [(True, None), (False, 2)]
    assert file.problems == ()


def test_a_director_with_people_above_keeps_the_tree_quiet() -> None:
    text = "name,manager\nCeo Ann,\nMara Quill,Ceo Ann\nBen Ochoa,Mara Quill\nLone Row,\n"
    file = parse_people(text, me=("Mara Quill",))
    assert told(file) == [("warning", 5)]
    assert [row.reports_to_me for row in file.rows] == [False, False, True, False]


def test_a_manager_may_be_a_number_in_brackets_or_the_part_before_the_at() -> None:
    text = (
        "id;name;email;reports to\n1;Mara Quill;mara.q@north.example;\n2;Ben Ochoa;;Quill, M. (1)\n3;Tia Lund;;mara.q\n"
    )
    assert [row.manager_row for row in parse_people(text).rows] == [None, 2, 2]


def test_a_file_without_managers_says_so_once() -> None:
    file = parse_people("Full name\tJob title\nMara Quill\tDirector\n")
    assert [problem.message for problem in file.problems] == ["there is no column that names managers"]
    assert file.problems[0].severity is Severity.WARNING


def test_two_columns_that_disagree_are_reported_and_the_address_wins() -> None:
    text = PLAIN.replace("manager,", "manager,manager email,", 1).replace(",,Director", ",,,Director")
    text = text.replace("Mara Quill,Eng", "Mara Quill,mara@north.example,Eng")
    text = text.replace("tia@north.example,ben@north.example,", "tia@north.example,Mara Quill,ben@north.example,")
    file = parse_people(text)
    assert file.rows[2].manager_row == 3
    assert message(file, 4) == "two columns name different managers; Ben Ochoa in row 3 was taken"


def test_a_nameless_row_and_a_bad_address_are_reported() -> None:
    file = parse_people("name,email,manager\nMara Quill,mara at north,\n,x@north.example,Mara Quill\n")
    assert told(file) == [("warning", 2), ("error", 3)]
    assert len(file.rows) == 1


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "email,manager\nx@y.example,z\n", "\x00", '"'])
def test_a_file_without_names_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no column with names"):
        parse_people(text)


def test_an_empty_file_is_called_empty() -> None:
    with pytest.raises(BadInput, match="the file is empty"):
        parse_people("")


@pytest.mark.parametrize("filler", ["-", "--", "–", "—", "N/A", "#N/A", "NULL", "None", " n/a "])
def test_what_says_that_there_is_nothing_is_nothing(filler: str) -> None:
    head = "name,email,manager,manager id,title,team,nickname,hire date\n"
    file = parse_people(f"{head}Mara Quill{f',{filler}' * 7}\nBen Ochoa,,Mara Quill\n")
    mara = file.rows[0]
    assert (mara.email, mara.manager_text, mara.title, mara.team, mara.nickname) == ("", "", "", "", "")
    assert (file.rows[1].manager_row, [problem.row for problem in file.problems]) == (2, [3])
    assert "ends early" in file.problems[0].message


def test_a_surname_that_is_a_word_for_nothing_stays_and_so_does_the_manager_of_that_name() -> None:
    file = parse_people(
        "first name,last name,email,manager,team\n"
        "Mara,Quill,m@x.example,null,Core\n"
        "Jennifer,Null,j@x.example,Mara Quill,Core\n"
        "Ben,Ochoa,b@x.example,Jennifer Null,Core\n"
    )
    assert [(row.name, row.manager_row) for row in file.rows] == [
        ("Mara Quill", None),
        ("Jennifer Null", 2),
        ("Ben Ochoa", 3),
    ]
    assert (file.rows[0].manager_text, file.problems) == ("", ())


@pytest.mark.parametrize("word", ["null", "None", "NULL"])
def test_a_manager_called_by_a_word_for_nothing_is_nobody_unless_somebody_is_called_so(word: str) -> None:
    nobody = parse_people(f"name,manager\nMara Quill,{word}\nBen Ochoa,Mara Quill\n")
    assert [(row.manager_row, row.manager_text) for row in nobody.rows] == [(None, ""), (2, "Mara Quill")]
    assert nobody.problems == ()
    called = parse_people(f"name,manager\n{word.capitalize()},\nBen Ochoa,{word}\n")
    assert [(row.manager_row, row.manager_text) for row in called.rows] == [(None, ""), (2, word)]
    to_me = parse_people(f"name,manager\nMara Quill,{word}\n", me=[word.capitalize()])
    assert to_me.rows[0].reports_to_me


def test_a_very_deep_tree_is_read_at_once() -> None:
    lines = [f"{number},P{number} X,{number - 1 or ''}" for number in range(1, 8001)]
    file = parse_people("id,name,manager id\n" + "\n".join(lines))
    assert [row.manager_row for row in file.rows[:3]] == [None, 2, 3]
    assert file.problems == ()


CELLS = st.sampled_from(
    ["", "Bo Li", "Li, Bo", "bo@n.example", "bo@m.example", "1", "CN=Bo\\, Li", "(1)", '"', "= x", "Total"]
)


@settings(max_examples=300)
@given(st.lists(st.lists(CELLS | st.text(max_size=6), min_size=4, max_size=5), max_size=6))
def test_any_cells_give_people_without_circles(rows: list[list[str]]) -> None:
    file = parse_people("\n".join(",".join(row) for row in [["name", "email", "manager", "employee id"], *rows]))
    above = {row.row: row.manager_row for row in file.rows}
    assert all(row.name for row in file.rows)
    for start in above:
        chain = itertools.takewhile(lambda step: step is not None, walk(start, above))
        assert len(list(itertools.islice(chain, len(above) + 1))) <= len(above)


def walk(start: int, above: dict[int, int | None]) -> itertools.chain[int | None]:
    steps: list[int | None] = [start]
    while steps[-1] is not None and len(steps) <= len(above) + 1:
        steps.append(above[steps[-1]])
    return itertools.chain(steps)


@pytest.mark.parametrize("vendor", VENDORS)
@settings(max_examples=60)
@given(organisations())
def test_every_vendors_export_of_an_organisation_gives_its_tree(vendor: str, members: tuple[Member, ...]) -> None:
    rows, separator, encoding = VENDORS[vendor]
    file = parse_people(decode(text_of(rows(members), separator).encode(encoding)), me=(members[0].email,))
    by_email = {row.email: row for row in file.rows}
    rows_of = {row.row: row.email for row in file.rows}
    assert by_email.keys() == {member.email for member in members}
    for member in members:
        row = by_email[member.email]
        boss = members[member.boss].email if member.boss is not None else None
        assert (rows_of.get(row.manager_row or 0), row.name, row.team) == (boss, member.name, member.team)
    assert not [problem for problem in file.problems if problem.severity is Severity.ERROR]


def test_a_department_in_the_managers_cell_tells_two_of_one_name_apart() -> None:
    text = "name,department,manager\nMara Quill,Top,\nAri Sand,Core,Mara Quill\nAri Sand,Edge,Mara Quill\n"
    file = parse_people(text + 'Tia Lund,Legal,"Sand, Ari (Edge)"\n', me=("Mara Quill",))
    assert (file.rows[3].manager_row, file.problems) == (4, ())


def test_a_column_shows_the_order_of_its_days() -> None:
    head = "name,manager,hire date,termination date\nMara Quill,,13/01/2024,01/13/2024\n"
    (mara, bo) = parse_people(head + "Bo Li,Mara Quill,02/03/2024,02/03/2024\n").rows
    assert (mara.started_on, mara.left_on) == (date(2024, 1, 13), date(2024, 1, 13))
    assert (bo.started_on, bo.left_on) == (date(2024, 3, 2), date(2024, 2, 3))


def test_a_column_of_days_with_two_readings_is_told_once_unless_a_setting_names_the_order() -> None:
    text = "name,manager,hire date\nMara Quill,,02/03/2024\nBo Li,Mara Quill,04/03/2024\nCy Ek,Mara Quill,3 may 2024\n"
    file = parse_people(text)
    assert [row.started_on for row in file.rows] == [None, None, date(2024, 5, 3)]
    assert [(problem.row, problem.column) for problem in file.problems] == [(2, "hire date")]
    assert "have two readings" in file.problems[0].message
    named = parse_people(text, numeric_order="day_first")
    assert (named.rows[0].started_on, named.problems) == (date(2024, 3, 2), ())


@pytest.mark.parametrize(("cell", "told_of"), [("0000-00-00", 0), ("--", 0), ("", 0), ("soon", 1), ("2024-13-40", 1)])
def test_a_day_that_cant_be_read_is_reported_and_a_filler_is_not(cell: str, told_of: int) -> None:
    file = parse_people(f"name,manager,hire date\nMara Quill,,{cell}\n")
    assert [(problem.row, problem.column) for problem in file.problems] == [(2, "hire date")] * told_of
    assert file.rows[0].started_on is None


def test_headings_stand_in_the_first_twenty_lines() -> None:
    above = "people of the north\n"
    assert parse_people(above * 19 + PLAIN).rows[0].name == "Mara Quill"
    with pytest.raises(BadInput, match="no column with names"):
        parse_people(above * 20 + PLAIN)


def test_columns_can_be_named_by_hand() -> None:
    text = "Kollege;Postfach;Chefin;Name\nMara Quill;mara@n.example;;x\nBo Li;bo@n.example;Mara Quill;y\n"
    file = parse_people(text, columns={"name": "Kollege", "email": "postfach", "manager": "Chefin"})
    assert [(row.name, row.email, row.manager_row) for row in file.rows] == [
        ("Mara Quill", "mara@n.example", None),
        ("Bo Li", "bo@n.example", 2),
    ]
    assert dict(file.headings) == {"name": "Kollege", "email": "Postfach", "manager": "Chefin"}
    assert "email" not in dict(parse_people(PLAIN, columns={"email": ""}).headings)


@pytest.mark.parametrize(
    ("columns", "said"),
    [({"nam": "name"}, "there is no field nam"), ({"name": "Kollege"}, "there is no column 'Kollege'")],
)
def test_a_field_or_a_column_that_is_not_there_is_refused_by_name(columns: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput, match=said) as refused:
        parse_people(PLAIN, columns=columns)
    assert "manager" in refused.value.hint


def test_a_name_without_a_letter_is_told_and_a_team_of_digits_left_out() -> None:
    file = parse_people("name,team\n1,Booking\n?,Booking\nDana Okoye,4711\n")
    assert [(row.name, row.team) for row in file.rows] == [("Dana Okoye", "")]
    assert [(one.row, one.column, one.message) for one in file.problems if one.column in ("name", "team")] == [
        (2, "name", "a name needs a letter: 1"),
        (3, "name", "a name needs a letter: ?"),
        (4, "team", "the name of a team needs a letter: 4711; left out"),
    ]


def test_a_nickname_without_a_letter_is_told_and_left_out() -> None:
    file = parse_people("name,email,nickname\nMo Kim,mo@a.example,7\nAna Sol,ana@a.example,Annie\n")
    assert [row.nickname for row in file.rows] == ["", "Annie"]
    assert "a nickname needs a letter: 7; left out" in message(file, 2)


def spoken(file: PeopleFile) -> list[tuple[int, str]]:
    """What is said of rows, but for managers."""
    return [(problem.row, problem.message) for problem in file.problems if problem.column != "manager"]


def test_a_total_is_nobody_but_somebody_with_a_number_or_an_address_is() -> None:
    file = parse_people("name,employee id,email\nTotal: 5,,\nTotal Wu,7,\nSum Li,,sum@north.example\nTotally Ox,,\n")
    assert [row.name for row in file.rows] == ["Total Wu", "Sum Li", "Totally Ox"]
    assert spoken(file) == [(2, "left out: a total, no person")]
    file = parse_people("first name,last name\nAnn,Lee\nTotal,\n")
    assert ([row.name for row in file.rows], spoken(file)) == (["Ann Lee"], [(3, "left out: a total, no person")])


def test_who_has_neither_number_nor_first_nor_last_name_is_no_person() -> None:
    file = parse_people("employee id,first name,last name,location\n,,,Oslo\n,Ann,,Oslo\n,,Lee,Oslo\n7,Bo,Fu,Oslo\n")
    assert [row.name for row in file.rows] == ["Ann", "Lee", "Bo Fu"]
    said = "left out: no employee number and no first or last name, so a room or a service account"
    assert spoken(file) == [(2, said)]


def test_a_row_that_runs_on_or_over_is_told_and_somebody_still_comes_in() -> None:
    file = parse_people('name,title\nAnn Lee,VP,more\nBo Fu,VP, \nCy Ro,"open\nDi Wu,VP\n')
    assert [row.name for row in file.rows] == ["Ann Lee", "Bo Fu", "Cy Ro"]
    assert spoken(file) == [(2, TOO_MANY_CELLS), (4, UNCLOSED)]


def test_rows_that_share_a_number_or_an_address() -> None:
    file = parse_people(
        "name,employee id,email\n"
        "Ann Lee,1,ann@north.example\n"
        "ANN LEE,1,\n"
        "Bo Fu,1,\n"
        "Ann Lee,2,ann@north.example\n"
        "Ann Lee,,ann@north.example\n"
        "Cy Ro,,cy@north.example\n"
        "Cy Ro,3,cy@north.example\n"
    )
    assert [(row.row, row.name, row.file_id, row.email) for row in file.rows] == [
        (2, "Ann Lee", "1", "ann@north.example"),
        (4, "Bo Fu", "", ""),
        (5, "Ann Lee", "2", ""),
        (7, "Cy Ro", "", "cy@north.example"),
    ]
    assert spoken(file) == [
        (3, "left out: the same person as in row 2"),
        (4, "row 2 has the same employee number and another name"),
        (5, "row 2 has the same e-mail address; it was left out here"),
        (6, "left out: the same person as in row 2"),
        (8, "left out: the same person as in row 7"),
    ]
