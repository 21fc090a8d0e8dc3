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
