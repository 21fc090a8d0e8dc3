"""due, prep, held, skip."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from rhythm.cli import main
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from tests.builders import FixedClock
from tests.cli.refusing import is_refused
from tests.cli.shell import FRIDAY, Shell


def test_nobody_is_forgotten_and_the_worst_comes_first(shell: Shell) -> None:
    shell.ok("held", "dana", "--on", "2026-11-04")
    shell.ok("held", "ilya", "--on", "2026-11-19")
    rows = shell.ok("due", "--json").json
    assert [(row["person"], row["state"]) for row in rows] == [
        ("Dana Okoye", "over"),
        ("Chris Alder", "never"),
        ("Chris Moon", "never"),
        ("Noor Haddad", "never"),
        ("Ilya Brandt", "ok"),
    ]
    dana = rows[0]
    assert (dana["relation"], dana["manager"], dana["last_held"], dana["gap_days"]) == (
        "manager",
        "Me",
        "2026-11-04",
        16,
    )
    assert (dana["target_days"], dana["limit_days"], dana["next_planned"]) == (7, 14, None)
    assert (dana["topics"], dana["carried"]) == (0, 0)


def test_due_shows_who_waits_with_marks_and_words_and_the_rest_on_request(shell: Shell) -> None:
    shell.ok("held", "dana", "--on", "2026-11-04")
    shell.ok("held", "ilya", "--on", "yesterday")
    said = shell.ok("due").out
    first = said.splitlines()[0]
    assert first.startswith("!  Dana Okoye")
    assert "2 d over the limit" in first
    assert "Wed 4 Nov" in first
    assert "Ilya" not in said
    assert "1 more is on their rhythm" in said
    assert "due in 6 d" in shell.ok("due", "--all").out


def test_a_planned_meeting_and_the_queue_stand_in_the_row(shell: Shell) -> None:
    shell.ok("topic", "dana", "launch criteria")
    shell.ok("held", "dana", "--on", "2026-11-20")
    row = next(row for row in shell.ok("due", "--json").json if row["person"] == "Dana Okoye")
    assert (row["topics"], row["carried"]) == (1, 1)
    assert "1 topic, carried 1x" in shell.ok("due", "--all").out


def test_who_is_away_is_paused_and_not_due(shell: Shell) -> None:
    shell.ok("people", "edit", "dana", "--away-until", "in 2 weeks")
    row = next(row for row in shell.ok("due", "--json").json if row["person"] == "Dana Okoye")
    assert row["state"] == "paused"
    assert "paused until Fri 4 Dec" in shell.ok("due", "--all").out


def test_prep_is_one_page_with_all_that_a_talk_needs(shell: Shell) -> None:
    shell.ok("held", "dana", "--on", "2026-11-06", "--note", "wants a date, not a range")
    shell.ok("topic", "dana", "launch criteria")
    shell.ok("promise", "dana", "ask HR", "--by", "2026-11-18")
    shell.ok("promise", "dana", "send the plan", "--theirs")
    shell.ok("log", "Platform / Growth: who sets the release date @dana", "--conflict", "none")
    page = shell.ok("prep", "dana").out
    assert page.splitlines()[0] == "Dana Okoye, 1:1"
    assert "You last talked on Fri 6 Nov, 14 d ago." in page
    for part in ("wants a date, not a range", "launch criteria", "ask HR", "2 d late", "send the plan"):
        assert part in page
    assert "who sets the release date" in page
    document = shell.ok("prep", "dana", "--json").json
    assert (document["person"], document["gap_days"]) == ("Dana Okoye", 14)
    assert document["last_meeting"]["day"] == "2026-11-06"
    assert [topic["text"] for topic in document["topics"]] == ["launch criteria"]
    assert [promise["text"] for promise in document["promises_mine"]] == ["ask HR"]
    assert [promise["text"] for promise in document["promises_theirs"]] == ["send the plan"]
    assert [row["summary"] for row in document["escalations"]] == ["Platform / Growth: who sets the release date"]
    assert len(document["prompts"]) == 1
    assert document["prompts"][0] in page


def test_prep_of_somebody_never_met_says_so(shell: Shell) -> None:
    assert "You have not met yet." in shell.ok("prep", "noor").out
    document = shell.ok("prep", "noor", "--json").json
    assert (document["last_meeting"], document["gap_days"]) == (None, None)


def test_held_records_day_length_and_note_and_echoes_the_day(shell: Shell) -> None:
    said = shell.ok("held", "dana", "--on", "thu", "--minutes", "45", "--note", "-", typed=b"went well").out
    assert said == "Held with Dana Okoye: Thu 19 Nov, 1 d ago, 45 min.\n"
    meeting = shell.ok("prep", "dana", "--json").json["last_meeting"]
    assert {key: meeting[key] for key in ("person", "kind", "day", "start", "minutes", "state", "reason")} == {
        "person": "Dana Okoye",
        "kind": "one_on_one",
        "day": "2026-11-19",
        "start": None,
        "minutes": 45,
        "state": "held",
        "reason": "",
    }
    assert shell.ok("prep", "dana", "--json").json["notes"][0]["text"] == "went well"


def test_a_bare_weekday_looks_back_for_held_today_included(shell: Shell) -> None:
    assert shell.ok("held", "dana", "--on", "fri", "--json").json["meeting"]["day"] == FRIDAY.isoformat()
    assert shell.ok("held", "ilya", "--on", "sat", "--json").json["meeting"]["day"] == "2026-11-14"


def test_a_skip_level_is_held_as_one(shell: Shell) -> None:
    assert shell.ok("held", "noor", "--json").json["meeting"]["kind"] == "skip_level"


def test_skipping_is_not_holding(shell: Shell) -> None:
    shell.ok("held", "dana", "--on", "2026-11-01")
    meeting = shell.ok("skip", "dana", "--reason", "both travelling", "--json").json["meeting"]
    assert (meeting["state"], meeting["reason"], meeting["day"]) == ("skipped", "both travelling", "2026-11-20")
    row = next(row for row in shell.ok("due", "--json").json if row["person"] == "Dana Okoye")
    assert row["last_held"] == "2026-11-01"


def test_a_meeting_far_off_stays_planned_and_can_be_skipped_by_its_day(shell: Shell) -> None:
    clock = FixedClock(FRIDAY)
    database = open_store(shell.store, clock, backups=shell.store.parent)
    rhythm = Rhythm(database, clock, Settings())
    rhythm.planner.plan(rhythm.people.find("dana").id, dt.date(2027, 1, 11))
    database.close()
    said = shell.ok("skip", "dana", "--reason", "ill")
    assert "Skipped with Dana Okoye: Fri 20 Nov, today" in said.out
    assert "Mon 11 Jan 2027, in 52 d stays planned; --on 2027-01-11 skips that one" in said.err
    other = shell.ok("skip", "dana", "--on", "11 jan", "--reason", "ill")
    assert "Mon 11 Jan 2027" in other.out
    assert other.err == ""
    wrong = shell.run("skip", "dana", "--on", "tomorrow", "--reason", "ill")
    assert (wrong.code, "nothing is planned with Dana Okoye on that day" in wrong.err) == (1, True)


def test_the_day_can_be_another_one(shell: Shell) -> None:
    shell.ok("held", "dana", today=dt.date(2026, 11, 2))
    row = next(row for row in shell.ok("due", "--json").json if row["person"] == "Dana Okoye")
    assert row["gap_days"] == 18


def test_the_environment_names_the_day_where_no_option_does(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RHYTHM_TODAY", "2026-11-02")
    assert main(["--db", str(shell.store), "held", "dana"]) == 0
    capsys.readouterr()
    assert main(["--db", str(shell.store), "--today", "2026-11-20", "due", "--json"]) == 0
    row = next(row for row in json.loads(capsys.readouterr().out) if row["person"] == "Dana Okoye")
    assert row["gap_days"] == 18
    assert main(["--help"]) == 0
    assert "RHYTHM_TODAY" in capsys.readouterr().out


def test_control_characters_of_a_name_never_reach_the_terminal(shell: Shell) -> None:
    shell.ok("topic", "dana", "red \x1b[31m alert")
    said = shell.ok("prep", "dana").out
    assert "alert" in said
    assert "\x1b" not in said


def test_two_of_one_name_are_told_apart_by_the_number_that_can_be_typed(shell: Shell) -> None:
    shell.ok("people", "add", "Chris Moon", "--reports-to", "dana")
    said = shell.ok("due", "--all").out
    assert ("Chris Moon #6" in said, "Chris Moon #7" in said) == (True, True)
    assert "Chris Alder #" not in said


def test_the_sample_organisation_is_not_another_store(shell: Shell) -> None:
    is_refused(shell, "due", "--demo", code=2, message="--demo has a store of its own")


def test_an_argument_that_no_command_has_leads_to_the_help_of_that_command(shell: Shell) -> None:
    result = shell.run("clarity", "dana", "--said", "maybe")
    assert (result.code, result.err.splitlines()[1]) == (2, "hint: rhythm clarity --help shows how it is used")


def test_the_overview_lists_all_commands_in_two_columns(shell: Shell) -> None:
    listed = [line for line in shell.ok("--help").out.splitlines() if line.startswith("  ")]
    widest = max(len(line.split()[0]) for line in listed)
    assert all(line[widest + 2] == " " and line[widest + 3] != " " for line in listed)


def test_a_second_talk_of_one_day_is_kept_and_said(shell: Shell) -> None:
    assert shell.ok("held", "dana").err == ""
    assert "another one was held with Dana Okoye that day" in shell.ok("held", "dana", "--json").err
