"""import people and import escalations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.shell import Shell

PEOPLE = """name,email,manager,title,team
Sam Okafor,sam@acme.example,,Director,Product
Dana Okoye,dana@acme.example,Sam Okafor,Engineering Manager,Platform
Noor Haddad,noor@acme.example,Dana Okoye,Engineer,Platform
Ilya Brandt,ilya@acme.example,Sam Okafor,Group PM,Growth
"""
LINES = (
    {"day": "2026-09-01", "summary": "who sets the release date", "parties": ["Platform", "Growth"], "conflict": "C1"},
    {"day": "2026-09-15", "summary": "release date moved again", "parties": ["plat", "Growth"], "conflict": "C1"},
    {
        "day": "2026-10-02",
        "summary": "growth asks who sets the release date",
        "parties": ["Platform", "Growth", "Sales"],
        "conflict": "C1",
        "raised_by": "Dana",
        "area": "launch timing",
        "occasion": "portfolio",
        "handling": "coached",
        "cause": "decision right",
        "moment": "none",
        "minutes": 20,
    },
    {"day": "2026-10-05", "summary": "budget for the fair", "area": "fair booths", "raised_by": "Somebody Else"},
)
UNRELATED = tuple(
    {"day": f"2026-09-{day}", "summary": summary, "parties": [party]}
    for day, summary, party in (
        (16, "two more analysts for the warehouse", "Data"),
        (17, "laptop budget is gone for the year", "Finance"),
        (18, "which vendor hosts the wiki", "Tools"),
        (21, "interview panel has no senior engineer", "Hiring"),
        (22, "logo on the login page", "Brand"),
        (23, "on-call pay for contractors", "Operations"),
    )
)
REPEAT = {"day": "2026-10-02", "summary": "who sets the release date now", "parties": ["Platform", "Growth"]}


@pytest.fixture
def empty(shell: Shell) -> Shell:
    """A prompt where there is no store yet."""
    shell.store = shell.store.with_name("new.db")
    return shell


def counts(report: dict[str, object]) -> list[object]:
    return [report[key] for key in ("added", "changed", "unchanged", "left")]


def written(folder: Path, name: str, text: str) -> str:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def jsonl(folder: Path, *records: object) -> str:
    return written(folder, "rows.jsonl", "".join(json.dumps(record) + "\n" for record in records))


def test_people_come_in_with_their_tree_their_teams_and_me(empty: Shell, tmp_path: Path) -> None:
    report = empty.ok("import", "people", written(tmp_path, "p.csv", PEOPLE), "--json").json
    assert counts(report) == [4, 0, 0, 0]
    assert report["problems"] == []
    people = {person["name"]: person for person in empty.ok("people", "list", "--json").json}
    assert {name: person["relation"] for name, person in people.items()} == {
        "Sam Okafor": "me",
        "Dana Okoye": "manager",
        "Noor Haddad": "skip_level",
        "Ilya Brandt": "manager",
    }
    assert people["Noor Haddad"]["manager"] == "Dana Okoye"
    teams = {team["name"]: team["manager"] for team in empty.ok("team", "list", "--json").json}
    assert teams == {"Product": None, "Platform": "Dana Okoye", "Growth": "Ilya Brandt"}


def test_the_same_file_again_changes_nothing_and_leaves_no_trace(empty: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "p.csv", PEOPLE)
    empty.ok("import", "people", file)
    actions = empty.ok("undo", "--list", "--json").json
    assert counts(empty.ok("import", "people", file, "--json").json) == [0, 0, 4, 0]
    assert empty.ok("undo", "--list", "--json").json == actions


def test_an_import_is_one_action(empty: Shell, tmp_path: Path) -> None:
    empty.ok("import", "people", written(tmp_path, "p.csv", PEOPLE))
    assert empty.ok("undo", "--json").json["undone"] == "import people"
    assert empty.ok("people", "list", "--json").json == []


def test_a_new_file_joins_moves_renames_and_lets_go(empty: Shell, tmp_path: Path) -> None:
    empty.ok("import", "people", written(tmp_path, "p.csv", PEOPLE + "Chris Moon,,Ilya Brandt,PM,Growth\n"))
    empty.ok("people", "edit", "noor", "--nickname", "Nou", "--target", "30d")
    later = """name,email,manager,title,team,status
Sam Okafor,sam@acme.example,,Director,Product,
Dana Okoye,dana@acme.example,Sam Okafor,,Platform,
Noor Haddad-Lund,noor@acme.example,Ilya Brandt,Engineer,Growth,
Ilya Brandt,ilya@acme.example,Sam Okafor,Group PM,Growth,
Chris Moon,chris@acme.example,Ilya Brandt,PM,Growth,Terminated
Mei Lind,mei@acme.example,Dana Okoye,Engineer,Platform,
"""
    report = empty.ok("import", "people", written(tmp_path, "later.csv", later), "--json").json
    assert counts(report) == [1, 1, 3, 1]
    people = {person["name"]: person for person in empty.ok("people", "list", "--json").json}
    noor = people["Noor Haddad-Lund"]
    assert (noor["manager"], noor["team"], noor["nickname"], noor["target_days"]) == (
        "Ilya Brandt",
        "Growth",
        "Nou",
        30,
    )
    assert people["Dana Okoye"]["title"] == "Engineering Manager"
    assert "Chris Moon" not in people
    assert counts(empty.ok("import", "people", str(tmp_path / "later.csv"), "--json").json) == [0, 0, 6, 0]


def test_a_dry_run_says_the_same_and_stores_nothing(empty: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "p.csv", PEOPLE)
    report = empty.ok("import", "people", file, "--dry-run", "--json").json
    assert (counts(report), report["dry_run"]) == ([4, 0, 0, 0], True)
    assert not empty.store.exists()
    assert "4 would be added, nothing would be changed" in empty.ok("import", "people", file, "--dry-run").out


def test_one_bad_row_stops_everything_unless_told_to_keep_going(empty: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "p.csv", PEOPLE + "Mei Lind,mei@acme.example,Nobody Known,Engineer,Core\n")
    result = empty.run("import", "people", file, "--json")
    assert (result.code, counts(result.json)) == (2, [0, 0, 0, 0])
    problem = result.json["problems"][0]
    assert (problem["row"], problem["column"], problem["severity"]) == (6, "manager", "error")
    assert result.err.splitlines() == [
        f"error: {file} has 1 problem, so nothing was imported",
        "hint: mend the file, or add --keep-going to bring in the rest",
    ]
    assert not empty.store.exists()
    assert counts(empty.ok("import", "people", file, "--keep-going", "--json").json) == [5, 0, 0, 0]
    mei = next(person for person in empty.ok("people", "list", "--json").json if person["name"] == "Mei Lind")
    assert (mei["manager"], mei["team"]) == (None, "Core")


def test_who_is_me_can_be_said_once(empty: Shell, tmp_path: Path) -> None:
    two_tops = PEOPLE.replace("Ilya Brandt,ilya@acme.example,Sam Okafor", "Ilya Brandt,ilya@acme.example,")
    file = written(tmp_path, "p.csv", two_tops + "Mei Lind,mei@acme.example,Ilya Brandt,PM,Growth\n")
    result = empty.run("import", "people", file)
    assert (result.code, result.err.splitlines()) == (
        2,
        [
            "error: it is not clear which of these people is you: Sam Okafor or Ilya Brandt",
            "hint: say it once with your e-mail (--me EMAIL in the shell)",
        ],
    )
    assert not empty.store.exists()
    empty.ok("import", "people", file, "--me", "sam@acme.example")
    assert counts(empty.ok("import", "people", file, "--json").json)[:2] == [0, 0]


def test_the_settings_may_say_who_is_me(empty: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RHYTHM_SETTINGS", written(tmp_path, "s.yaml", "director:\n  email: dana@acme.example\n"))
    empty.ok("import", "people", written(tmp_path, "p.csv", PEOPLE))
    people = {person["name"]: person["relation"] for person in empty.ok("people", "list", "--json").json}
    assert people == {"Sam Okafor": "boss", "Dana Okoye": "me", "Noor Haddad": "manager"}


def test_those_deeper_or_elsewhere_are_left_out(empty: Shell, tmp_path: Path) -> None:
    deep = PEOPLE + "Ada Lunt,ada@acme.example,Noor Haddad,Engineer,Platform\n"
    report = empty.ok("import", "people", written(tmp_path, "p.csv", deep), "--json").json
    assert (counts(report), report["left_out"]) == ([4, 0, 0, 0], 1)


def test_an_address_that_no_row_has_leaves_the_tree_alone(empty: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "p.csv", PEOPLE)
    empty.ok("import", "people", file)
    before = empty.ok("people", "list", "--json").json
    for more in ((), ("--keep-going",), ("--dry-run",)):
        result = empty.run("import", "people", file, "--me", "nobody@acme.example", *more)
        assert result.code == 2
        assert result.err.splitlines()[0] == "error: no row has the address nobody@acme.example"
    assert empty.ok("people", "list", "--json").json == before


def test_an_address_in_the_settings_that_no_row_has_is_refused(
    empty: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RHYTHM_SETTINGS", written(tmp_path, "s.yaml", "director:\n  email: nobody@acme.example\n"))
    file = written(tmp_path, "p.csv", PEOPLE)
    result = empty.run("import", "people", file)
    assert (result.code, "no row has the address nobody@acme.example" in result.err) == (2, True)
    assert not empty.store.exists()
    flat = written(tmp_path, "flat.csv", "name,email\nDana Okoye,dana@acme.example\n")
    assert counts(empty.ok("import", "people", flat, "--json").json) == [1, 0, 0, 0]


def test_my_own_address_may_be_missing_in_a_file_that_has_my_name(empty: Shell, tmp_path: Path) -> None:
    empty.ok("import", "people", written(tmp_path, "p.csv", PEOPLE))
    before = empty.ok("people", "list", "--json").json
    bare = written(tmp_path, "bare.csv", PEOPLE.replace("Sam Okafor,sam@acme.example", "Sam Okafor,"))
    report = empty.ok("import", "people", bare, "--me", "SAM@acme.example", "--json").json
    assert (counts(report), report["me"]) == ([0, 0, 4, 0], "Sam Okafor")
    assert empty.ok("people", "list", "--json").json == before


def test_nobody_else_is_taken_for_a_director_who_is_known(empty: Shell, tmp_path: Path) -> None:
    empty.ok("import", "people", written(tmp_path, "p.csv", PEOPLE))
    before = empty.ok("people", "list", "--json").json
    other = PEOPLE.replace("Sam Okafor", "Rae Kim").replace("sam@", "rae@")
    result = empty.run("import", "people", written(tmp_path, "other.csv", other))
    assert result.code == 2
    assert result.err.splitlines()[0] == "error: no row of this file is Sam Okafor"
    part = "name,email,manager\nDana Okoye,dana@acme.example,\nNoor Haddad,noor@acme.example,Dana Okoye\n"
    assert counts(empty.ok("import", "people", written(tmp_path, "part.csv", part), "--json").json) == [0, 0, 2, 0]
    assert empty.ok("people", "list", "--json").json == before


def test_an_import_says_whom_it_took_for_me(empty: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "p.csv", PEOPLE)
    assert "You are Sam Okafor, one of those." in empty.ok("import", "people", file, "--dry-run").out
    assert empty.ok("import", "people", file, "--json").json["me"] == "Sam Okafor"


def test_a_list_without_managers_is_a_list_of_my_reports(empty: Shell, tmp_path: Path) -> None:
    file = written(tmp_path, "p.csv", "name,email,team\nDana Okoye,dana@acme.example,Platform\nIlya Brandt,,Growth\n")
    report = empty.ok("import", "people", file, "--json").json
    assert (counts(report), report["problems"][0]["severity"]) == ([2, 0, 0, 0], "warning")
    people = {person["name"]: person["relation"] for person in empty.ok("people", "list", "--json").json}
    assert people == {"Me": "me", "Dana Okoye": "manager", "Ilya Brandt": "manager"}
    assert counts(empty.ok("import", "people", file, "--json").json) == [0, 0, 2, 0]


def test_half_a_file_is_stopped(empty: Shell, tmp_path: Path) -> None:
    many = "".join(f"Person {chr(65 + n)}lan,p{n}@acme.example,Dana Okoye,Engineer,Platform\n" for n in range(12))
    empty.ok("import", "people", written(tmp_path, "p.csv", PEOPLE + many))
    half = written(tmp_path, "half.csv", PEOPLE + "".join(many.splitlines(keepends=True)[:5]))
    result = empty.run("import", "people", half)
    assert result.code == 2
    assert "7 of the 15 people below you are not in this file" in result.out
    report = empty.ok("import", "people", half, "--keep-going", "--json").json
    assert len(report["missing"]) == 7


LATER = """name,email,manager,title,team
Sam Okafor,sam@acme.example,,Director,Product
Dana Okoye,dana@acme.example,Sam Okafor,Director of Engineering,Platform
Noor Haddad,noor@acme.example,Ilya Brandt,Engineer,Platform
Ilya Brandt,ilya@acme.example,Sam Okafor,Group PM,Growth
"""


def test_a_dry_run_prints_what_would_change_from_what_to_what(empty: Shell, tmp_path: Path) -> None:
    empty.ok("import", "people", written(tmp_path, "p.csv", PEOPLE))
    file = written(tmp_path, "later.csv", LATER)
    said = [" ".join(line.split()) for line in empty.ok("import", "people", file, "--dry-run").out.splitlines()]
    assert said == [
        "moves Noor Haddad Dana Okoye -> Ilya Brandt",
        "title Dana Okoye Engineering Manager -> Director of Engineering",
        "0 would be added, 2 would be changed, 2 the same as before",
        "You are Sam Okafor.",
    ]
    changes = empty.ok("import", "people", file, "--dry-run", "--json").json["changes"]
    assert [(one["kind"], one["person"], one["was"], one["becomes"], one["row"]) for one in changes] == [
        ("moves", "Noor Haddad", "Dana Okoye", "Ilya Brandt", 4),
        ("title", "Dana Okoye", "Engineering Manager", "Director of Engineering", 3),
    ]
    assert empty.ok("import", "people", file, "--json").json["changes"] == changes
    assert empty.ok("import", "people", file, "--json").json["changes"] == []


@pytest.mark.parametrize(("answers", "more", "made"), [("y", (), 1), ("n", (), 0), ("", (), 0), (None, ("--yes",), 1)])
def test_at_a_terminal_the_changes_are_shown_and_asked_about(
    empty: Shell, tmp_path: Path, answers: str | None, more: tuple[str, ...], made: int
) -> None:
    empty.ok("import", "people", written(tmp_path, "p.csv", PEOPLE))
    file = written(tmp_path, "later.csv", LATER)
    result = empty.at_terminal("import", "people", file, *more, answers=[answers] if answers else [])
    assert result.code == 0
    assert result.out.count("Dana Okoye -> Ilya Brandt") == 1
    assert ("Make 2 changes?" in result.out) is (not more)
    assert ("Nothing was changed." in result.out) is (not made)
    noor = next(one for one in empty.ok("people", "list", "--json").json if one["name"] == "Noor Haddad")
    assert noor["manager"] == ("Ilya Brandt" if made else "Dana Okoye")


def test_a_column_named_by_hand_is_said_and_remembered_for_the_next_such_file(empty: Shell, tmp_path: Path) -> None:
    text = "Kollege;Mail;Vorgesetzte\nSam Okafor;sam@acme.example;\nDana Okoye;dana@acme.example;Sam Okafor\n"
    file = written(tmp_path, "p.csv", text)
    assert "no column with names" in empty.run("import", "people", file).err
    result = empty.run("import", "people", file, "--map", "name=Kollegin")
    assert (result.code, "its columns are Kollege, Mail, Vorgesetzte" in result.err) == (2, True)
    assert "for example --map name=" in empty.run("import", "people", file, "--map", "Kollege").err
    assert empty.run("import", "people", file, "--map", "name=Kollege", "--dry-run").code == 0
    assert "no column with names" in empty.run("import", "people", file).err
    said = empty.ok("import", "people", file, "--map", "name=Kollege").out
    assert "Read name from Kollege, email from Mail, manager from Vorgesetzte." in said
    later = written(tmp_path, "later.csv", text + "Mei Ek;mei@acme.example;Dana Okoye\n")
    report = empty.ok("import", "people", later, "--json").json
    assert (counts(report), report["columns"]["name"]) == ([1, 0, 2, 0], "Kollege")


def test_escalations_come_in_as_rows_of_their_conflicts(shell: Shell, tmp_path: Path) -> None:
    report = shell.ok("import", "escalations", jsonl(tmp_path, *LINES), "--json").json
    assert counts(report) == [4, 0, 0, 0]
    assert [row["row"] for row in report["rows"]] == [1, 2, 3, 4]
    ids = [row["conflict_id"] for row in report["rows"]]
    assert ids[0] is not None
    assert (ids[1:3], ids[3]) == ([ids[0], ids[0]], None)
    assert [(note["row"], note["column"], note["severity"]) for note in report["problems"]] == [(4, "area", "note")]
    conflict = shell.ok("conflicts", "--json").json[0]
    assert (conflict["name"], conflict["occasions"]) == ("who sets the release date", 3)
    third = shell.ok("prep", "dana", "--json").json["escalations"]
    row = next(row for row in third if row["day"] == "2026-10-02") if third else None
    assert row is not None
    wanted = {
        "summary": "growth asks who sets the release date",
        "area": "launch_timing",
        "raised_by": "Dana Okoye",
        "handling": "coached",
        "cause": "decision_right",
        "moment": "none",
        "minutes": 20,
    }
    assert {key: row[key] for key in wanted} == wanted


def test_each_rows_suggestions_are_those_before_it_was_stored(shell: Shell, tmp_path: Path) -> None:
    file = jsonl(tmp_path, LINES[0], LINES[1], *UNRELATED, REPEAT)
    rows = shell.ok("import", "escalations", file, "--json").json["rows"]
    assert rows[0]["suggestions"] == []
    best = rows[-1]["suggestions"][0]
    assert (best["conflict_id"], best["name"]) == (rows[0]["conflict_id"], "who sets the release date")
    assert (best["occasions"], best["last_day"]) == (2, "2026-09-15")
    assert rows[-1]["conflict_id"] is None


def test_the_same_escalations_again_change_nothing(shell: Shell, tmp_path: Path) -> None:
    file = jsonl(tmp_path, *LINES, LINES[3])
    first = shell.ok("import", "escalations", file, "--json").json
    again = shell.ok("import", "escalations", file, "--json").json
    assert (counts(first), counts(again)) == ([5, 0, 0, 0], [0, 0, 5, 0])
    assert [row["escalation_id"] for row in again["rows"]] == [row["escalation_id"] for row in first["rows"]]
    assert [row["suggestions"] for row in again["rows"]] == [[]] * 5


def test_what_the_file_knows_by_now_fills_blanks_and_overwrites_nothing(shell: Shell, tmp_path: Path) -> None:
    row = {"day": "2026-10-05", "summary": "budget for the fair", "handling": "decided"}
    shell.ok("import", "escalations", jsonl(tmp_path, row))
    fuller = {**row, "handling": "coached", "minutes": 15, "conflict": "C9"}
    report = shell.ok("import", "escalations", jsonl(tmp_path, fuller), "--json").json
    assert counts(report) == [0, 1, 0, 0]
    assert report["rows"][0]["conflict_id"] is not None
    assert counts(shell.ok("import", "escalations", jsonl(tmp_path, fuller), "--json").json) == [0, 0, 1, 0]
    conflict = shell.ok("conflicts", "--json").json[0]
    assert (conflict["minutes"], conflict["coached"]) == (15, 0)


def test_rows_of_a_conflict_that_was_merged_go_where_it_went(shell: Shell, tmp_path: Path) -> None:
    shell.ok("import", "escalations", jsonl(tmp_path, LINES[0]))
    shell.ok("log", "another matter", "--conflict", "new")
    shell.ok("conflict", "merge", "1", "2")
    report = shell.ok("import", "escalations", jsonl(tmp_path, *LINES[:2]), "--json").json
    assert report["rows"][1]["conflict_id"] == 2


def test_a_csv_with_a_bad_row_stores_all_the_others_only_when_told(shell: Shell, tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "rows.csv",
        "day,summary,parties,handling\n"
        "2026-10-01,first,Platform;Growth,coached\n"
        "2026-10-02,second,Platform,shouted\n"
        "2027-01-01,third,,\n"
        "2026-10-04,fourth,,\n",
    )
    result = shell.run("import", "escalations", file, "--json")
    assert (result.code, counts(result.json), result.json["rows"]) == (2, [0, 0, 0, 0], [])
    assert [(problem["row"], problem["column"]) for problem in result.json["problems"]] == [(3, "handling"), (4, "")]
    assert shell.ok("search", "first", "--json").json == []
    report = shell.ok("import", "escalations", file, "--keep-going", "--json").json
    assert counts(report) == [2, 0, 0, 2]
    assert [row["escalation_id"] is not None for row in report["rows"]] == [True, False, False, True]


def test_a_dry_run_of_escalations_gives_no_numbers(shell: Shell, tmp_path: Path) -> None:
    file = jsonl(tmp_path, LINES[0], LINES[1], *UNRELATED, REPEAT)
    report = shell.ok("import", "escalations", file, "--dry-run", "--json").json
    assert counts(report) == [9, 0, 0, 0]
    assert {row["escalation_id"] for row in report["rows"]} == {None}
    assert report["rows"][-1]["suggestions"]
    assert shell.ok("conflicts", "--json").json == []


def test_an_inbox_is_taken_in_once_and_says_what_it_left(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "inbox.txt"
    path.write_text("Platform / Growth: who decides ~20m\nwho pays =shrugged\n", "utf-8")
    dry = shell.ok("import", "inbox", str(path), "--dry-run", "--json").json
    assert (dry["added"], dry["left"], dry["marked"]) == (1, 1, False)
    report = shell.ok("import", "inbox", str(path), "--json").json
    assert (counts(report), report["marked"], report["not_marked"]) == ([1, 0, 0, 1], True, None)
    assert [(row["row"], row["escalation_id"]) for row in report["rows"]] == [(1, 1)]
    assert report["problems"] == [
        {"row": 2, "column": "", "message": "'shrugged' is not a handling", "severity": "error"}
    ]
    said = shell.ok("import", "inbox", str(path)).out
    assert "row 2: 'shrugged' is not a handling" in said
    assert "1 can't be read, and stays in the file." in said
    assert path.read_text("utf-8") == "[x] Platform / Growth: who decides ~20m\nwho pays =shrugged\n"


def test_undo_of_an_inbox_says_what_became_of_its_marks(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "inbox.txt"
    path.write_text("- [ ] vendor again\n")
    shell.ok("import", "inbox", str(path))
    assert "marks were taken out of the file again" in shell.ok("undo").err
    assert path.read_text() == "- [ ] vendor again\n"
    assert "marked again" in shell.ok("redo").err
    path.write_text("rewritten\n")
    assert "take the [x] out by hand" in shell.ok("undo").err
    assert path.read_text() == "rewritten\n"


def test_an_inbox_makes_the_store_when_there_is_none(empty: Shell, tmp_path: Path) -> None:
    path = tmp_path / "inbox.txt"
    path.write_text("who pays\n", "utf-8")
    assert empty.ok("import", "inbox", str(path), "--dry-run", "--json").json["added"] == 1
    assert not empty.store.exists()
    assert empty.ok("import", "inbox", str(path), "--json").json["rows"][0]["escalation_id"] == 1


def test_a_conflict_is_named_with_a_letter_in_files_too(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "rows.jsonl"
    rows = (
        {"day": "2026-11-18", "summary": "who sets the date", "conflict": "a", "conflict_name": "2027"},
        {"day": "2026-11-18", "summary": "who owns the seats", "conflict": "b", "conflict_name": "Seats 2027"},
        {"day": "2026-11-19", "summary": "4711", "conflict": "c"},
    )
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    found = shell.ok("import", "escalations", str(file), "--json").json
    assert [(one["row"], one["column"]) for one in found["problems"]] == [(1, "conflict_name")]
    assert "the name of a conflict needs a letter: 2027" in found["problems"][0]["message"]
    assert found["added"] == 3
    names = {one["name"] for one in shell.ok("conflicts", "--json").json}
    assert names == {"who sets the date", "Seats 2027", "conflict 4711"}
    shell.ok("log", "4712")
    shell.ok("conflict", "link", "4", "new")
    assert "conflict 4712" in {one["name"] for one in shell.ok("conflicts", "--json").json}
    assert shell.ok("import", "escalations", str(file), "--json").json["unchanged"] == 3
