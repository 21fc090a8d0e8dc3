"""Quarters beside each other, and answers over time, in the shell."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.periods import Quarter
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import open_store
from tests.builders import FixedClock
from tests.cli.shell import Shell

BEFORE = Quarter(2026, 3)


def test_comparing_and_answers_in_the_shell(shell: Shell) -> None:
    data = shell.ok("review", "compare", "q3", "--json").json
    assert (data["one"], data["other"]) == (
        {"period": "2026-Q3", "state": "not reviewed"},
        {"period": "2026-Q4", "state": "not begun"},
    )
    assert "2026-Q3 was not reviewed" in data["missing"]
    assert data["questions"][0]["one"] is None
    said = shell.ok("review", "compare", "q3", "q4").out
    assert "2026-Q3, not reviewed beside 2026-Q4, not begun" in said
    assert "! 2026-Q3 was not reviewed" in said
    assert "2026-Q3: not asked" in said
    assert [row["id"] for row in shell.ok("review", "answers", "--json").json][:2] == ["structure", "managers"]
    assert shell.ok("review", "answers", "structure", "--json").json == []
    assert "nobody answered it yet" in shell.ok("review", "answers", "structure").out
    assert shell.run("review", "answers", "colour").code == 1
    assert shell.run("review", "compare", "soon").code == 2


def test_answers_over_time_in_the_shell(shell: Shell) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    rhythm = Rhythm(open_store(shell.store, clock, backups=shell.store.parent), clock, Settings())
    rhythm.quarters.answer(BEFORE, "structure", "The train held.")
    rhythm.quarters.close(BEFORE)
    rhythm.quarters.answer_later(BEFORE, "structure", "It did not.")
    rhythm.close()
    (one,) = shell.ok("review", "answers", "structure", "--json").json
    assert (one["period"], one["closed"], one["answer"]) == ("2026-Q3", True, "The train held.")
    assert one["later"] == {"day": "2026-11-20", "answer": "It did not."}
    said = shell.ok("review", "answers", "structure").out
    assert "The train held." in said
    assert "changed after closing, on Fri 20 Nov: It did not." in said
    assert "The train held." in shell.ok("review", "compare", "q3").out


def test_two_quarters_of_one_name_stand_beside_each_other_by_their_first_months(shell: Shell) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    rhythm = Rhythm(open_store(shell.store, clock, backups=shell.store.parent), clock, Settings())
    rhythm.quarters.answer(Quarter(2026, 4), "structure", "from October")
    rhythm.quarters.close(Quarter(2026, 4))
    rhythm.close()
    settings = shell.store.with_name("settings.yaml")
    settings.write_text("review:\n  quarter_start_month: 2\n", "utf-8")
    own = ("--settings", str(settings), "review")
    assert shell.ok(*own, "quarter", "--json").json["period"] == "2026-Q4-nov"
    closed = shell.ok(*own, "quarter", "--period", "2026-Q4-oct", "--json").json
    assert (closed["period"], closed["closed"]) == ("2026-Q4", True)
    assert closed["other_days"] == ["2026-10-01", "2026-12-31"]
    both = shell.ok(*own, "compare", "2026-Q4-oct", "--json").json
    assert (both["one"], both["other"]) == (
        {"period": "2026-Q4", "state": "closed"},
        {"period": "2026-Q4-nov", "state": "not begun"},
    )
    exported = shell.store.parent / "notes"
    shell.ok("--settings", str(settings), "export", "markdown", str(exported))
    assert "from October" in (exported / "Quarters" / "2026-Q4.md").read_text("utf-8")
