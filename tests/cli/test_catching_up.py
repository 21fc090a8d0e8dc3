from __future__ import annotations

import datetime as dt

import pytest

from tests.cli.refusing import is_refused, is_refused_while_held
from tests.cli.shell import FRIDAY, Shell

BACK = FRIDAY + dt.timedelta(days=17)


def test_who_came_due_is_due_anew_and_undo_takes_it_back(shell: Shell) -> None:
    shell.ok("held", "dana")
    shell.ok("held", "ilya")
    dry = shell.ok("catch-up", "--dry-run", today=BACK).out
    assert "2 people would be due anew" in dry
    done = shell.ok("catch-up", "--json", today=BACK).json
    assert (done["idle_days"], done["over"]) == (17, 2)
    assert [(one["person"], one["due_on"]) for one in done["people"]] == [
        ("Dana Okoye", "2026-12-07"),
        ("Ilya Brandt", "2026-12-07"),
    ]
    assert {row["state"] for row in shell.ok("due", "--json", "--all", today=BACK).json} == {"due", "never"}
    shell.ok("undo", today=BACK)
    assert "over" in {row["state"] for row in shell.ok("due", "--json", "--all", today=BACK).json}


def test_planned_meetings_without_a_word_are_called_skipped(shell: Shell) -> None:
    shell.ok("skip-levels", "group", "dana", "--on", "mon")
    said = shell.ok("catch-up", today=BACK).out
    assert "2 planned meetings without a word are called skipped." in said
    # Nobody was met before, so nobody's gap begins anew, and nothing is said of them.
    assert "due anew" not in said


def test_with_nothing_due_there_is_nothing_to_do(shell: Shell) -> None:
    is_refused(shell, "catch-up", code=1, message="there is nothing to catch up with")
    assert shell.ok("catch-up", "--dry-run").out == "There is nothing to catch up with.\n"


def test_while_another_program_writes_nothing_is_lost(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("held", "dana", "--on", "2026-10-01")
    is_refused_while_held(shell, "catch-up", monkeypatch=monkeypatch)


def test_at_a_terminal_it_is_shown_first_and_asked_about(shell: Shell) -> None:
    shell.ok("held", "dana", "--on", "2026-10-01")
    before = shell.ok("due", "--json", "--all").json
    for answers in ([], ["n"]):
        asked = shell.at_terminal("catch-up", answers=answers)
        assert asked.code == 0
        assert "1 person would be due anew, the longest gaps first.\nLet all gaps begin anew? y for yes:" in asked.out
        assert asked.out.endswith("Nothing was changed.\n")
        assert shell.ok("due", "--json", "--all").json == before
    done = shell.at_terminal("catch-up", answers=["y"]).out
    assert done.endswith("1 person is due anew, the longest gaps first.\n\x1b[2mrhythm undo takes it back.\x1b[0m\n")
    assert done.count("Dana Okoye") == 1
    assert shell.ok("due", "--json", "--all").json != before


def test_at_a_terminal_nothing_is_asked_with_yes_or_where_there_is_nothing_to_do(shell: Shell) -> None:
    assert shell.at_terminal("catch-up", answers=[]).err.startswith("error: there is nothing to catch up with")
    shell.ok("held", "dana", "--on", "2026-10-01")
    done = shell.at_terminal("catch-up", "--yes", answers=[]).out
    assert "y for yes" not in done
    assert "Dana Okoye" in done


def test_ctrl_c_at_the_question_changes_nothing_and_says_so(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.ok("held", "dana", "--on", "2026-10-01")

    def stopped(_question: str) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr("rhythm.cli.inputs.may_ask", lambda _context: True)
    monkeypatch.setattr("builtins.input", stopped)
    result = shell.run("catch-up")
    assert (result.code, result.err) == (130, "hint: nothing was changed\n")
    assert shell.ok("undo", "--list").out.count("catch up") == 0
