"""`rhythm bench` and its files, in a shell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.refusing import is_refused
from tests.cli.shell import Shell


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    """Noor went through a test for Ilya's seat, Chris Moon was spotted, Chris Alder only named."""
    shell.ok("feedback", "noor", "asked Growth first\nwhat they need")
    shell.ok("bench", "spot", "noor", "--note", "1", "--skill", "aligning", "--on", "2 nov")
    shell.ok("bench", "edit", "noor", "--seat", "ilya", "--sponsor", "Ilya")
    shell.ok("bench", "test", "noor", "cross_team", "one ticket for rail and coach", "--on", "3 nov")
    shell.ok("bench", "finish", "noor", "both teams shipped it", "--on", "thu", "--area", "scale")
    shell.ok("bench", "spot", "chris moon", "the team brings reviews to him; he never asked for that")
    shell.ok("bench", "add", "chris alder", "--sponsor", "the new CFO, Ms. Yu")
    return shell


def test_the_bench_is_empty_at_first_and_says_how_it_begins(shell: Shell) -> None:
    assert shell.ok("bench", "list", "--json").json == []
    assert "rhythm bench spot NAME" in shell.ok("bench", "list").out
    assert [one["words"] for one in shell.ok("bench", "depth", "--json").json] == ["no credible internal path"] * 2


def test_the_list_says_how_far_whose_seat_and_what_comes_next(stocked: Shell) -> None:
    said = stocked.ok("bench", "list").out.splitlines()
    assert said == [
        "Chris Alder  named    for Dana Okoye's seat   sponsor the new CFO, Ms. Yu  needs a line of influence on peers",
        "Chris Moon   spotted  for Ilya Brandt's seat  no sponsor                   needs a finished test",
        "Noor Haddad  tested   for Ilya Brandt's seat  sponsor Ilya Brandt          needs coaching after the test",
        "no sponsor: Chris Moon",
    ]
    depth = stocked.ok("bench", "depth").out.splitlines()
    assert depth == [
        "Dana Okoye   no credible internal path  of 1 candidate",
        "Ilya Brandt  1 tested                   of 2 candidates",
    ]


def test_one_card_as_json_has_everything(stocked: Shell) -> None:
    card = stocked.ok("bench", "show", "noor", "--json").json["candidate"]
    assert (card["person"], card["stage"], card["seat"], card["sponsor"]) == (
        "Noor Haddad",
        "tested",
        "Ilya Brandt",
        "Ilya Brandt",
    )
    assert card["history"] == [{"stage": "spotted", "day": "2026-11-02"}, {"stage": "tested", "day": "2026-11-19"}]
    assert [(test["kind"], test["outcome"]) for test in card["tests"]] == [("cross_team", "finished")]
    assert [(line["purpose"], line["note_id"], line["skill"], line["area"]) for line in card["evidence"]] == [
        ("outcome", None, None, "scale"),
        ("start", None, None, None),
        ("influence", 1, "aligning_teams", None),
    ]
    assert card["gaps"] == ["People leadership", "Strategic judgement", "Executive communication"]


def test_ready_is_refused_with_a_next_step_until_a_test_is_finished(stocked: Shell) -> None:
    is_refused(
        stocked, "bench", "ready", "chris moon", code=1, message="ready is locked until Chris Moon finished a test"
    )
    stocked.ok("bench", "coach", "noor", "in your next review, start with the risk")
    said = stocked.ok("bench", "ready", "noor", "--json").json["candidate"]
    assert (said["stage"], said["ready_since"]) == ("coached", "2026-11-20")
    assert stocked.ok("bench", "ready", "noor", "--not", "--json").json["candidate"]["ready_since"] is None
    stocked.ok("undo")
    assert stocked.ok("bench", "show", "noor", "--json").json["candidate"]["ready_since"] == "2026-11-20"


def test_a_word_that_names_no_behaviour_gets_a_soft_hint_and_is_kept(stocked: Shell) -> None:
    result = stocked.ok("bench", "seen", "chris moon", "shows ownership")
    assert "'ownership' names no behaviour" in result.err
    assert "seen: shows ownership" in result.out
    assert stocked.ok("bench", "seen", "chris moon", "wrote the on-call plan alone").err == ""


def test_the_role_is_answered_and_the_board_speaks_up(stocked: Shell) -> None:
    stocked.ok("right", "set", "growth", "roadmap", "--decider", "dana", "--level", "6")
    said = stocked.ok("bench", "role", "noor", "authority", "n").out
    assert "Clear authority: no" in said
    assert "Ilya Brandt's seat: accountability without decision rights: Dana Okoye decides in 1 cell" in said
    assert stocked.ok("bench", "show", "noor", "--json").json["candidate"]["accountability_without_rights"] is True


def test_stages_are_stepped_back_and_on_and_lines_struck(stocked: Shell) -> None:
    assert stocked.ok("bench", "back", "noor", "--json").json["candidate"]["stage"] == "spotted"
    assert stocked.ok("bench", "on", "noor", "--json").json["candidate"]["stage"] == "tested"
    is_refused(stocked, "bench", "strike", "noor", "1", code=1, message="spotted rests on that line")
    is_refused(stocked, "bench", "strike", "noor", "77", code=2, message="Noor Haddad has no such line")
    card = stocked.ok("bench", "seen", "noor", "once more", "--json").json["candidate"]
    number = str(max(line["id"] for line in card["evidence"]))
    assert len(stocked.ok("bench", "strike", "noor", number, "--json").json["candidate"]["evidence"]) == 3
    stocked.ok("bench", "leave", "noor")
    assert "Noor Haddad" not in stocked.ok("bench", "list").out
    assert stocked.ok("bench", "list", "--left").out.splitlines()[2].endswith("left")


def test_calibration_rounds_have_their_place_from_six_teams_on(stocked: Shell) -> None:
    assert "its time will come" in stocked.ok("bench", "round").out
    is_refused(
        stocked,
        "bench",
        "round",
        "promotions",
        "nobody yet",
        code=1,
        message="a calibration round has its place from 6 teams on",
    )
    for name in ("Core", "Search", "Mobile", "Care"):
        stocked.ok("team", "add", name)
    stocked.ok("bench", "round", "promotions", "nobody before spring")
    stocked.ok("bench", "round", "dana", "names things early")
    assert stocked.ok("bench", "round").out.splitlines() == [
        "Fri 20 Nov  Promotions  nobody before spring",
        "Fri 20 Nov  Dana Okoye  names things early",
    ]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("add", "zelda"), 1, None),
        (("show", "ilya"), 1, "Ilya Brandt does not stand on the bench"),
        (("test", "noor", "juggling", "three balls"), 2, "that is not a known kind of test"),
        (("finish", "noor", "again"), 1, "no test of Noor Haddad is under way"),
        (("spot", "noor", "seen", "--area", "juggling"), 2, "that is not a known area of evidence"),
        (("spot", "noor", "seen", "--note", "1"), 2, "the evidence is a text or a note"),
        (("spot", "noor", "--note", "99"), 1, "there is no note #99 about them"),
        (("spot", "noor", "seen", "--on", "tomorrow"), 2, None),
        (("role", "noor", "authority", "maybe"), 2, "that is neither yes nor no"),
        (("edit", "noor"), 2, "nothing is to be changed"),
        (("coach", "noor"), 2, "the evidence is empty"),
        (("add", "chris moon"), 1, "Chris Moon stands on the bench already"),
    ],
)
def test_bad_input_is_refused_with_a_next_step(
    stocked: Shell, words: tuple[str, ...], code: int, message: str | None
) -> None:
    before = stocked.ok("bench", "list", "--json").json
    is_refused(stocked, "bench", *words, code=code, message=message)
    assert stocked.ok("bench", "list", "--json").json == before


def plain(shell: Shell) -> list[dict[str, Any]]:
    """The bench without the numbers of its rows."""
    found: list[dict[str, Any]] = shell.ok("bench", "list", "--left", "--json").json
    for card in found:
        for one in (card, *card["tests"], *card["evidence"]):
            for key in {"id", "uid", "note_id", "test_id"} & one.keys():
                del one[key]
    return found


def test_what_was_exported_comes_back_the_same_in_a_store_that_knows_the_people(
    stocked: Shell, org_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stocked.ok("bench", "coach", "noor", 'says "why" first; then, how')
    stocked.ok("bench", "ready", "noor")
    stocked.ok("bench", "role", "noor", "admin_drag", "y")
    stocked.ok("bench", "test", "noor", "cross_team", "a second one", "--on", "3 nov")
    stocked.ok("bench", "leave", "chris alder")
    stocked.ok("people", "edit", "me", "--name", "Kim Vale")
    stocked.ok("bench", "add", "dana", "--seat", "me", "--sponsor", "me")
    for name in ("Core", "Search", "Mobile", "Care"):
        stocked.ok("team", "add", name)
    stocked.ok("bench", "round", "coaching", "bad news comes late")
    stocked.ok("bench", "round", "dana", "names things early")
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    stocked.ok("export", "bench", str(first))
    other = Shell(tmp_path / "other" / "rhythm.db", capsys, monkeypatch)
    other.store.parent.mkdir()
    other.store.write_bytes(org_store.read_bytes())
    other.ok("people", "edit", "me", "--name", "Kim Vale")
    other.ok("feedback", "noor", "asked Growth first\nwhat they need")
    assert other.ok("import", "bench", str(first), "--dry-run", "--json").json["added"] > 0
    assert other.ok("bench", "list", "--json").json == []
    other.ok("import", "bench", str(first))
    assert plain(other) == plain(stocked)
    other.ok("export", "bench", str(second))
    assert second.read_text() == first.read_text()
    again = other.ok("import", "bench", str(first), "--json").json
    assert (again["added"], again["changed"]) == (0, 0)
    other.ok("undo")
    assert other.ok("bench", "list", "--left", "--json").json == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("juggler,noor,,2026-11-01", "a record is one of"),
        ("candidate,,,2026-11-01", "nobody is named"),
        ("candidate,zelda,,2026-11-01", "zelda"),
        ("candidate,noor,,soon", "row 2, day"),
        ("candidate,noor,,2027-11-01", "that day is still to come"),
        ("candidate,noor,,2026-11-01\nstage,noor,tested,2026-11-01", "from named to tested a stage is skipped"),
        ("candidate,noor,,2026-11-01\nstage,noor,ready,2026-11-01", "ready needs a finished test"),
        ("candidate,noor,,2026-11-01\nstage,noor,spotted,2026-11-01", "spotted needs a line"),
        ("candidate,noor,,2026-11-01\nstage,noor,dizzy,2026-11-01", "not one of its closed list"),
        ("test,noor,mentor,2026-11-01", "they do not stand on the bench"),
        ("candidate,noor,,2026-11-01\ntest,noor,mentor,2026-11-01,2026-11-05", "a test that has ended has an outcome"),
    ],
)
def test_a_row_that_breaks_a_rule_is_named_and_nothing_is_imported(
    shell: Shell, tmp_path: Path, row: str, message: str
) -> None:
    path = tmp_path / "bench.csv"
    path.write_text(f"record,person,kind,day,ended,outcome,about,text,area,skill\n{row}\n", encoding="utf-8")
    result = shell.run("import", "bench", str(path))
    assert result.code == 2
    assert message in result.out
    assert shell.ok("bench", "list", "--left", "--json").json == []


def test_a_file_that_is_something_else_is_refused_and_not_written_over(stocked: Shell, tmp_path: Path) -> None:
    path = tmp_path / "notes.csv"
    path.write_text("my,own,notes\n1,2,3\n", encoding="utf-8")
    is_refused(stocked, "import", "bench", str(path), code=2, message="notes.csv has no column record")
    is_refused(
        stocked,
        "export",
        "bench",
        str(path),
        code=2,
        message=f"{path} is there already, and was not exported by rhythm",
    )
    is_refused(stocked, "export", "bench", str(tmp_path / "bench.ods"), code=2, message=None)
    assert path.read_text() == "my,own,notes\n1,2,3\n"


def test_what_one_command_changes_is_one_step_of_undo_and_nothing_where_a_part_is_refused(shell: Shell) -> None:
    shell.ok("bench", "add", "noor")
    before = shell.ok("bench", "show", "noor", "--json").json
    is_refused(shell, "bench", "edit", "noor", "--seat", "ilya", "--sponsor", "noor", code=2)
    shell.ok("bench", "edit", "noor", "--seat", "ilya", "--sponsor", "chris moon")
    shell.ok("undo")
    assert shell.ok("bench", "show", "noor", "--json").json == before
