"""Tables that people hand in: how many rows are read as a whole, where the headings are, and what no formula may be."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rhythm.errors import BadInput
from rhythm.interop import bench, teams
from rhythm.interop.escalations import parse_escalations
from rhythm.interop.formulas import guarded, unguarded
from rhythm.interop.listed import BET_COLUMNS, ListedKind, read_listed
from rhythm.interop.row_files import begins_with, written
from rhythm.interop.tables import (
    TOO_MANY_CELLS,
    UNCLOSED,
    RowProblem,
    day_order,
    has_two_readings,
    heading_key,
    known_heading_set,
    read_day,
    read_records,
    read_table,
    refuse_too_many,
)

ALIASES = {"name": ("name", "person"), "day": ("day",)}


def test_two_hundred_thousand_rows_are_read_and_one_more_is_not() -> None:
    rows = 200_000
    assert len(read_records("x\n" * rows, ",")) == rows
    refuse_too_many(rows)
    with pytest.raises(BadInput, match="there are more than 200,000 rows") as refused:
        read_records("x\n" * (rows + 1), ",")
    assert refused.value.hint == "hand in a part of them at a time"
    assert len(read_records("x\n" * (rows + 1), ",", limit=3)) == 3, "the first ones are read of any table"


def test_headings_are_found_among_the_first_twenty_rows() -> None:
    table = read_table("title\n" * 19 + "Person;Day\nAnn;1\n\n; \nBo;2;\n", ALIASES)
    assert (table.heading_row, table.headings, dict(table.columns)) == (
        20,
        ("Person", "Day"),
        {"name": (0,), "day": (1,)},
    )
    assert [(record.row, table.cell(record, "name"), table.cell(record, "day")) for record in table.records] == [
        (21, "Ann", "1"),
        (24, "Bo", "2"),
    ]
    later = read_table("title\n" * 20 + "Person;Day\nAnn;1\n", ALIASES)
    assert (later.heading_row, later.headings, later.records, dict(later.columns)) == (0, (), (), {})
    assert known_heading_set("title\n" * 19 + "Person;Day;;\n", {"person|day"}) == "person|day"
    assert known_heading_set("title\n" * 20 + "Person;Day\n", {"person|day"}) is None


def test_of_rows_that_could_be_headings_the_fullest_is_taken_and_the_first_of_equals() -> None:
    table = read_table("\nname\nPerson,Day\nname,day\nAnn,1\n", ALIASES)
    assert (table.heading_row, table.headings) == (3, ("Person", "Day"))
    assert [record.cells for record in table.records] == [("name", "day"), ("Ann", "1")]


def test_of_two_columns_of_a_field_the_better_name_counts_unless_its_cell_is_blank() -> None:
    table = read_table("Person,Name,name\nA,B,C\nA, ,C\nA\n,,\n ,,C\n", ALIASES)
    assert table.columns["name"] == (1, 2, 0)
    assert [table.cell(record, "name") for record in table.records] == ["B", "C", "A", "C"]
    assert (table.heading("name"), table.heading("day"), table.heading_set) == ("Name", "day", "person|name|name")


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("jobTitle", "job title"),
        ("Employee #", "employee number"),
        ("Name [Required]", "name"),
        ("Worker's Manager", "workers manager"),
        (" E-Mail_Address ", "e mail address"),
        ("Größe", "grosse"),
    ],
)
def test_a_heading_is_compared_without_case_accents_and_signs(heading: str, key: str) -> None:
    assert heading_key(heading) == key


def test_a_cell_that_ends_by_the_right_separator_is_no_reason_to_refuse_the_table() -> None:
    # By any other separator the mark in line 3 opens a cell that goes on to the end of the file.
    rows = 6000
    text = 'day,summary\n2026-01-01,"a note\n"\n' + "2026-01-02,words enough to be many\n" * rows
    assert len(text) > 131_072 + 40
    found = parse_escalations(text, ".csv")
    assert (len(found.rows), found.problems, found.rows[0].summary) == (rows + 1, (), "a note")
    assert known_heading_set(text, {"day|summary"}) == "day|summary"
    with pytest.raises(BadInput, match="row 1 has a cell that is too long to be one") as refused:
        read_table('"' + "x" * 131_073, ALIASES)
    assert refused.value.hint == "look for a quotation mark that is never closed"
    with pytest.raises(BadInput, match="row 3 has a cell"):
        read_table('name,day\nAnn,1\n"' + "x" * 131_073, ALIASES)


@pytest.mark.parametrize(
    ("text", "unclosed"),
    [
        ('"a\nb', [True]),
        ('a\n"b\nc\n', [False, True]),
        ('a\n"b\nc"\n', [False, False]),
        ('a\n"b', [False, False]),
        ('"b\nc"\n"d\n', [False, False]),
        ('a\n"b ""c\nd\n', [False, True]),
        ('a 5" and\nb\n', [False, False]),
    ],
)
def test_only_a_last_row_that_swallowed_lines_has_a_mark_that_is_never_closed(text: str, unclosed: list[bool]) -> None:
    assert [record.unclosed for record in read_records(text, ",")] == unclosed


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["13/1/2026", "1/2/2026"], "day_first"),
        (["1/13/2026", "1/2/2026"], "month_first"),
        (["12/12/2026"], None),
        (["13/1/2026", "1/13/2026"], None),
        (["2026-01-13", "later"], None),
    ],
)
def test_a_column_of_days_shows_its_order(days: list[str], order: str | None) -> None:
    assert day_order(days) == order


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("1/2/2026", True),
        ("12-11-26", True),
        ("12/12/2026", False),
        ("13/1/2026", False),
        ("1/13/2026", False),
        ("2026-01-02", False),
    ],
)
def test_a_day_with_two_readings_is_known(text: str, two: bool) -> None:
    assert has_two_readings(text) is two


@pytest.mark.parametrize(
    ("text", "day"), [("", None), ("-", None), ("0000-00-00", None), ("2026-01-02", dt.date(2026, 1, 2))]
)
def test_fillers_are_no_days(text: str, day: dt.date | None) -> None:
    assert read_day(text, None) == day


FILES = {
    "teams.csv": ("record,team,text", "charter", "Charter,A"),
    "bench.csv": ("record,person,day,text", "evidence", "Evidence,A,2026-01-02"),
    "bets.csv": ("record,bet,words", "bet", "Bet,A"),
}


def kinds_and_problems(file: Path) -> tuple[list[tuple[int, str]], tuple[RowProblem, ...]]:
    if file.name == "bets.csv":
        listed = read_listed(file, BET_COLUMNS, [ListedKind.BET])
        return [(row.row, row.kind) for row in listed.rows], listed.problems
    found = teams.read_teams(file) if file.name == "teams.csv" else bench.read_bench(file)
    return [(row.row, row.record) for row in found.rows], found.problems


@pytest.mark.parametrize("name", FILES)
def test_rows_that_run_on_or_over_are_named_and_a_record_may_have_a_capital(name: str, tmp_path: Path) -> None:
    headings, record, cells = FILES[name]
    file = tmp_path / name
    file.write_text(
        f'\ufeff\ufeff{headings}\n{cells},fine\n{cells},fine,one more\n{cells},fine, ,\n{cells},"open\n{cells}\n'
    )
    kinds, problems = kinds_and_problems(file)
    assert kinds == [(2, record), (4, record)]
    assert [(problem.row, problem.message) for problem in problems] == [(3, TOO_MANY_CELLS), (5, UNCLOSED)]


@given(st.text(st.sampled_from(list("'=+-@\t\ra \n"))))
def test_no_text_is_written_as_a_formula_and_each_comes_back(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unguarded(cell) == text


def test_only_what_would_be_a_formula_gets_an_apostrophe() -> None:
    assert written(("a", "b", "c", "d"), [("=1+1", "'twas", 5, "'-x", "left out")]) == "a,b,c,d\n'=1+1,'twas,5,''-x\n"
    assert unguarded("'twas") == "'twas"


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("a,b\n1,2\n", True),
        ("\ufeffa,b\r\n", True),
        ("", True),
        (" \n\n", True),
        ("a,b,c\n", False),
        ("\na,b\n", False),
    ],
)
def test_an_earlier_export_is_known_by_its_headings(text: str, ours: bool) -> None:
    assert begins_with(("a", "b"), text) is ours
