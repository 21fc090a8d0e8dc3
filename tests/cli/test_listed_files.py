"""Bets and the growth file out to CSV and in again: the same records, whole, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.shell import Shell, build_org

BETS = (
    ("bet", "add", "Search, and more", "--bucket", "growth", "--importance", "4", "--words", "ranking, lookup"),
    ("bet", "add", "Billing", "--bucket", "core", "--importance", "5", "--mode", "predictability"),
    ("bet", "judge", "search", "2", "--period", "2026-Q3", "--on", "2026-10-05", "--why", 'said "no"; twice'),
    ("bet", "judge", "search", "1"),
    ("bet", "decide", "search", "pause", "--review", "2027-01-15", "--why", "no owner", "--on", "2026-11-03"),
    ("bet", "decide", "billing", "fund"),
    ("bet", "edit", "billing", "--end"),
)
GROWTH = (
    ("evidence", "add", "two teams merged", "--area", "scale", "--on", "2026-11-03"),
    ("evidence", "add", "led the incident", "--person", "noor", "--skill", "high"),
    ("story", "add", "org_design", "One charter", "--diagnose", "three meetings", "--communicate", "a page\nto both"),
)


@pytest.fixture
def elsewhere(tmp_path: Path, shell: Shell) -> Shell:
    """The same organisation in a store of its own."""
    other = tmp_path / "elsewhere"
    other.mkdir()
    build_org(other / "rhythm.db")
    return Shell(other / "rhythm.db", shell._capsys, shell._monkeypatch)


@pytest.mark.parametrize(("what", "commands", "rows"), [("bets", BETS, 6), ("evidence", GROWTH, 3)])
def test_what_is_written_is_read_into_the_same_records_and_once_only(
    shell: Shell, elsewhere: Shell, tmp_path: Path, what: str, commands: tuple[tuple[str, ...], ...], rows: int
) -> None:
    for words in commands:
        shell.ok(*words)
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    assert shell.ok("export", what, str(first), "--json").json == {"files": [str(first)]}
    assert first.stat().st_mode & 0o077 == 0
    dry = elsewhere.ok("import", what, str(first), "--dry-run", "--json").json
    assert (dry["added"], dry["problems"]) == (rows, [])
    assert elsewhere.ok("import", what, str(first), "--json").json["added"] == rows
    elsewhere.ok("export", what, str(second))
    assert second.read_text() == first.read_text()
    for again in (shell, elsewhere):
        found = again.ok("import", what, str(first), "--json").json
        assert (found["added"], found["changed"], found["unchanged"]) == (0, 0, rows)
    elsewhere.ok("undo")
    elsewhere.ok("export", what, str(second))
    assert len(second.read_text().splitlines()) == 1


def test_a_table_of_bets_made_by_hand_needs_few_columns_and_changes_what_it_names(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bets.csv"
    file.write_text("Bet;Bucket;Importance\nSearch;growth;4\nBilling;core;5\n")
    assert shell.ok("import", "bets", str(file), "--json").json["added"] == 2
    file.write_text("bet,importance,words\nsearch,2,ranking\n")
    found = shell.ok("import", "bets", str(file), "--json").json
    assert (found["added"], found["changed"]) == (0, 1)
    bets = {bet["name"]: bet for bet in shell.ok("bet", "list", "--json").json}
    assert (bets["Search"]["importance"], bets["Search"]["bucket"], bets["Search"]["words"]) == (
        2,
        "growth",
        ["ranking"],
    )


@pytest.mark.parametrize(
    ("what", "text", "said"),
    [
        ("bets", "record,bet,bucket,importance\nbet,Search,nowhere,4\n", "closed list"),
        ("bets", "record,bet,bucket,importance\nbet,Search,core,9\n", "1 to 5"),
        ("bets", "record,bet,bucket,importance\nthing,Search,core,3\n", "a record is one of bet, return, decision"),
        ("bets", "record,bet,period,value\nreturn,Unknown,2026-Q3,3\n", "not known"),
        ("bets", "record,bet,decision,day\ndecision,Unknown,fund,2026-11-02\n", "not known"),
        ("evidence", "record,person,text\nevidence,Nobody Known,did it\n", "no person called"),
        ("evidence", "record,question,text\nstory,,a title\n", "names no question"),
        ("evidence", "record,text,day\nevidence,,2026-11-02\n", "empty"),
    ],
)
def test_a_row_that_can_t_be_read_is_told_and_nothing_of_the_file_is_stored(
    shell: Shell, tmp_path: Path, what: str, text: str, said: str
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(text)
    refused = shell.run("import", what, str(file))
    assert refused.code == 2
    assert "row 2" in refused.out
    assert said in refused.out
    assert shell.ok("bet", "list", "--json").json == []
    assert shell.ok("evidence", "list", "--everybody", "--json").json == []


def test_a_file_of_something_else_is_not_overwritten_and_not_read(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("milk\nbread\n")
    for what in ("bets", "evidence"):
        assert "was not exported by rhythm" in shell.run("export", what, str(file)).err
        assert shell.run("import", what, str(file)).code == 2
        assert ".csv" in shell.run("export", what, str(tmp_path / "mine.txt")).err
    assert file.read_text() == "milk\nbread\n"


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("bets", "record,bet,bucket,importance\nbet,Search,core,4\n"),
        ("evidence", "record,person,day,text\nevidence,Noor,2026-11-03,led the incident\n"),
        ("bench", "record,person,day\ncandidate,Noor,2026-11-03\n"),
        ("teams", "team,owns\nPlatform,builds\n"),
        ("escalations", "summary,day\nwho signs,2026-11-03\n"),
        ("inbox", "who signs the contract\n"),
    ],
)
def test_a_copy_is_made_before_any_file_is_brought_in_and_not_for_a_rehearsal(
    shell: Shell, tmp_path: Path, what: str, text: str
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(text)
    shell.ok("note", "dana", "seen")
    shell.ok("import", what, str(file), "--dry-run")
    before = {row["file"] for row in shell.ok("backups", "--json").json}
    shell.run("import", what, str(file))
    made = [row for row in shell.ok("backups", "--json").json if row["file"] not in before]
    assert [row["kind"] for row in made] == ["before-import"]
