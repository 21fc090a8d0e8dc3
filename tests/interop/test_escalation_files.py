"""Escalation files: JSON Lines, JSON and CSV in, and one problem per bad row."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.errors import BadInput
from rhythm.interop.escalations import (
    EscalationFile,
    EscalationRow,
    parse_escalations,
    read_escalations,
)

DAY = date(2026, 3, 4)
LISTS = {
    "handling": {"coached back": "coached", "decided": "decided"},
    "cause": {"charter": "charter"},
    "moment": {"none": "none"},
}


def only(file: EscalationFile) -> EscalationRow:
    assert file.problems == ()
    (row,) = file.rows
    return row


def problem(file: EscalationFile) -> tuple[int, str, str]:
    (found,) = file.problems
    return found.row, found.column, found.message


def test_json_lines_are_read_in_order() -> None:
    text = (
        '{"day": "2026-03-04", "summary": "who sets quotas", "parties": ["Core", "Edge"], "raised_by": "Bo"}\n'
        "\n"
        '{"day": "2026-03-05T10:00:00Z", "summary": "again", "minutes": 20, "conflict": 7, "area": null}\r\n'
    )
    file = parse_escalations(text, ".jsonl")
    assert file.problems == ()
    assert file.rows == (
        EscalationRow(1, DAY, "who sets quotas", ("Core", "Edge"), raised_by="Bo"),
        EscalationRow(3, date(2026, 3, 5), "again", minutes=20, conflict="7"),
    )


def test_the_other_names_are_read_too() -> None:
    record = {"date": "2026-03-04", "summary": "x", "teams": ["Core"], "decision_area": "roadmap", "conflict_id": "C1"}
    row = only(parse_escalations(json.dumps(record), ".jsonl"))
    assert (row.day, row.parties, row.area, row.conflict) == (DAY, ("Core",), "roadmap", "C1")


@pytest.mark.parametrize(
    "text",
    [
        '[{"day": "2026-03-04", "summary": "x"}]',
        '{"records": [{"day": "2026-03-04", "summary": "x"}], "org": {}}',
        '{\n "day": "2026-03-04",\n "summary": "x"\n}',
        "\ufeffday,summary\n2026-03-04,x\n",
    ],
)
def test_lists_objects_and_tables_are_told_apart_without_an_ending(text: str) -> None:
    row = only(parse_escalations(text))
    assert (row.day, row.summary) == (DAY, "x")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_may_use_any_usual_separator(separator: str) -> None:
    lines = [["Day", "Summary", "Parties", "Raised by"], ["2026-03-04", "x, y", "Core;Edge ; Core", "Bo"]]
    text = "\r\n".join(separator.join(f'"{cell}"' for cell in line) for line in lines)
    row = only(parse_escalations(text, ".csv"))
    assert (row.row, row.summary, row.parties, row.raised_by) == (2, "x, y", ("Core", "Edge"), "Bo")


def test_a_title_above_the_headings_and_blank_rows_keep_the_row_numbers() -> None:
    file = parse_escalations("Escalations of March\n\nday,summary\n\n2026-03-04,x\n2026-03-05,\n", ".csv")
    assert file.rows[0].row == 5
    assert problem(file) == (6, "summary", "the summary is missing")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("soon,x,,,", "day"),
        ("26 nov,x,,,", "day"),
        ("2026-02-30,x,,,", "day"),
        (",x,,,", "day"),
        ("2026-03-04,,,,", "summary"),
        ("2026-03-04,x,-5,,", "minutes"),
        ("2026-03-04,x,many,,", "minutes"),
        ("2026-03-04,x,9999,,", "minutes"),
        ("2026-03-04,x,,shouted,", "handling"),
        ("2026-03-04,x,,,bad luck", "cause"),
        ("2026-03-04,x,,,,and,more", ""),
    ],
)
def test_a_bad_row_is_one_problem_and_the_others_are_read(cells: str, column: str) -> None:
    text = f"day,summary,minutes,handling,cause\n2026-03-04,good,1h30,Coached Back,charter\n{cells}\n"
    file = parse_escalations(text, ".csv", closed_lists=LISTS)
    assert (problem(file)[0], problem(file)[1]) == (3, column)
    (row,) = file.rows
    assert (row.minutes, row.handling, row.cause) == (90, "coached", "charter")


@pytest.mark.parametrize(
    "value",
    ['"x"', "3", "{", "[1]", '{"day": "2026-03-04", "summary": {"a": 1}}', '{"day": true, "summary": "x"}', "[" * 9999],
)
def test_a_bad_json_line_is_one_problem(value: str) -> None:
    file = parse_escalations('{"day": "2026-03-04", "summary": "good"}\n' + value, ".jsonl")
    assert problem(file)[0] == 2
    assert len(file.rows) == 1


def test_half_a_surrogate_pair_is_made_harmless() -> None:
    row = only(parse_escalations('{"day": "2026-03-04", "summary": "a\\ud800b\\u0000c"}', ".jsonl"))
    assert row.summary.encode()


@pytest.mark.parametrize(
    ("text", "ending", "column"),
    [
        ("day,what\n2026-03-04,x\n", ".csv", "summary"),
        ("summary\nx\n", ".csv", "day"),
        ("just a text", ".txt", "day"),
        ('{"summary": "x"}\n{"summary": "y"}', ".jsonl", "day"),
        ("[1, 2]", ".json", "day"),
    ],
)
def test_a_missing_required_column_is_one_refusal(text: str, ending: str, column: str) -> None:
    with pytest.raises(BadInput, match=f"no column {column}"):
        parse_escalations(text, ending)


def test_a_list_that_breaks_off_is_refused() -> None:
    for text, place in (('[{"day": "2026-03-04",\n "summary"', " at line 2"), ("[" * 100_000, "")):
        with pytest.raises(BadInput, match=f"the file is not JSON: it breaks off{place}$") as refused:
            parse_escalations(text, ".json")
        assert refused.value.hint == "write one list, or one record per line"


@pytest.mark.parametrize(
    "record",
    [
        {"day": "2026-03-04", "date": "2026-03-05"},
        {"date": "2026-03-05", "day": "2026-03-04"},
        {"date": "2026-03-04", "day": None},
        {"day": None, "Date ": "2026-03-04"},
    ],
)
def test_another_name_of_a_column_counts_only_without_the_right_one(record: dict[str, str | None]) -> None:
    assert only(parse_escalations(json.dumps({**record, "summary": "x"}))).day == DAY


def test_the_ending_decides_over_the_first_character() -> None:
    assert only(parse_escalations("[x],day,summary\n[x],2026-03-04,x\n", ".csv")).summary == "x"
    assert only(parse_escalations("{day}\tsummary\n2026-03-04\tx\n", ".tsv")).summary == "x"
    assert only(parse_escalations('[{"day": "2026-03-04", "summary": "x"}]', ".txt")).summary == "x"
    for ending in (".json", ".jsonl", ".ndjson"):
        with pytest.raises(BadInput, match="no column day and no column summary"):
            parse_escalations("day,summary\n2026-03-04,x\n", ending)


@pytest.mark.parametrize("text", ["{}\n" * 200_001, "[" + "0," * 200_000 + "0]"])
def test_of_json_too_no_more_rows_are_read_than_fit(text: str) -> None:
    with pytest.raises(BadInput, match="there are more than 200,000 rows"):
        parse_escalations(text, ".json")


def test_records_are_numbered_by_their_place_in_a_list_and_by_their_line_else() -> None:
    good, bad = '{"day": "2026-03-04", "summary": "x"}', '{"day": "2026-03-04"}'
    for text, rows, wrong in (
        (f"[{good}, {bad}, {good}]", [1, 3], 2),
        (f'{{"rows": [{bad}, {good}]}}', [2], 1),
        (f"{good}\n\n{bad}\r\n{good}\n", [1, 4], 3),
    ):
        file = parse_escalations(text)
        assert ([row.row for row in file.rows], problem(file)) == (rows, (wrong, "summary", "the summary is missing"))


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("0", 0), ("1440", 1440), ("1441", None), ("30.0", 30), ("30.", 30), ("1.5", None), ("1h30", 90), ("24h", 1440)],
)
def test_a_length_is_minutes_of_a_day_at_most(typed: str, minutes: int | None) -> None:
    file = parse_escalations(f"day,summary,minutes\n2026-03-04,x,{typed}\n", ".csv")
    if minutes is None:
        assert problem(file) == (2, "minutes", "minutes is not a number from 0 to 1440")
    else:
        assert only(file).minutes == minutes


def test_words_are_left_as_they_are_without_closed_lists_and_only_a_uid_of_ours_is_one() -> None:
    uid = "01J0000000000000000000000Z"
    for typed, read in ((uid, uid), (uid.casefold(), None), (f"8{uid[1:]}", None), (uid[1:], None), ("", None)):
        row = only(parse_escalations(f"day,summary,handling,uid\n2026-03-04,x,Coached back,{typed}\n", ".csv"))
        assert (row.handling, row.uid) == ("Coached back", read)


def test_an_empty_file_has_no_rows() -> None:
    for text in ("", " \n", "[]", "day,summary\n"):
        assert parse_escalations(text) == EscalationFile((), ())


def test_the_order_of_day_and_month_follows_from_the_column() -> None:
    text = "day,summary\n03/04/2026,a\n03/25/2026,b\n"
    assert [row.day for row in parse_escalations(text, ".csv").rows] == [date(2026, 3, 4), date(2026, 3, 25)]
    file = parse_escalations("day,summary\n03/04/2026,a\n", ".csv")
    assert "could be" in problem(file)[2]
    row = only(parse_escalations("day,summary\n04/03/2026,a\n", ".csv", numeric_order="day_first"))
    assert row.day == DAY


def test_an_open_quotation_mark_does_not_swallow_the_rest_in_silence() -> None:
    file = parse_escalations('day,summary\n2026-03-04,"x\n2026-03-05,y\n2026-03-06,z\n', ".csv")
    assert problem(file)[0] == 2
    assert "never closed" in problem(file)[2]


def test_a_file_is_read_from_disk_by_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "march.CSV"
    path.write_bytes("day;summary\n2026-03-04;Jörg\n".encode("cp1252"))
    assert only(read_escalations(path)).summary == "Jörg"


@settings(max_examples=300)
@given(
    text=st.text(max_size=80)
    | st.lists(st.sampled_from(["day", "summary", ",", ";", "\n", '"', "{", "}", "[", ":", "2026-03-04", "x"])).map(
        "".join
    ),
    ending=st.sampled_from(["", ".csv", ".jsonl", ".json"]),
)
def test_any_text_gives_rows_problems_or_a_refusal(text: str, ending: str) -> None:
    try:
        file = parse_escalations(text, ending)
    except BadInput:
        return
    assert all(row.summary for row in file.rows)
    assert all(found.message for found in file.problems)
