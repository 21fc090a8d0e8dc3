from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from rhythm.cli import app_command
from tests.cli.shell import Shell

LINE = "Platform / Growth: who sets the release date"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the app was asked to open."""
    calls: list[dict[str, Any]] = []

    def open_app(_context: object, **options: Any) -> int:
        calls.append(options)
        return 0

    monkeypatch.setattr(app_command, "open_app", open_app)
    return calls


def test_a_week_is_one_json_document_of_steps(shell: Shell) -> None:
    shell.ok("log", LINE)
    review = shell.ok("review", "week", "--json").json
    assert review["period"] == "2026-W47"
    assert review["complete"] is False
    triage = next(step for step in review["steps"] if step["id"] == "triage")
    assert set(triage) >= {"id", "text", "answer", "evidence"}
    assert triage["evidence"] == [
        {"kind": "escalation", "id": 1, "day": "2026-11-20", "text": LINE, "item": "escalation:1"}
    ]


def test_a_quarter_is_one_json_document_of_five_questions(shell: Shell) -> None:
    shell.ok("log", LINE)
    review = shell.ok("review", "quarter", "--json").json
    assert (review["period"], review["complete"], len(review["questions"])) == ("2026-Q4", False, 5)
    assert set(review["questions"][0]) >= {"id", "text", "answer", "evidence"}
    assert shell.ok("review", "quarter", "--period", "q3", "--json").json["period"] == "2026-Q3"


@pytest.mark.parametrize("flag", [("--print",), ()])
def test_in_a_pipe_a_review_is_markdown_with_or_without_print(shell: Shell, flag: tuple[str, ...]) -> None:
    shell.ok("good", "Dana moved the date")
    week = shell.ok("review", "week", *flag).out
    assert week.startswith("# Week 2026-W47\n\nMon 16 Nov to Sun 22 Nov, open\n")
    assert "- Fri 20 Nov: Dana moved the date (good call 1)" in week
    assert shell.ok("review", "quarter", *flag).out.startswith("# Quarter 2026-Q4\n")


def test_so_many_items_bound_what_a_week_lists(shell: Shell) -> None:
    for number in range(4):
        shell.ok("log", f"thing {number}")
    steps = shell.ok("review", "week", "3", "--json").json["steps"]
    assert sum(len(step["evidence"]) for step in steps) == 3


def test_a_bounded_week_holds_the_worst_items_and_says_how_many_wait(shell: Shell) -> None:
    shell.ok("log", "thing")
    shell.ok("promise", "dana", "a table", "--by", "2026-11-01", today=dt.date(2026, 10, 20))
    review = shell.ok("review", "week", "1", "--json").json
    assert [line["item"] for step in review["steps"] for line in step["evidence"]] == ["promise:1"]
    whole = shell.ok("review", "week", "--json").json
    left = sum(step["left"] for step in whole["steps"] if step["id"] != "closing")
    assert review["left_out"] == left - 1
    assert f"{left - 1} more items wait for another time." in shell.ok("review", "week", "1").out


def test_the_note_of_an_earlier_week_is_printed_beside_the_weeks_before_it(shell: Shell) -> None:
    from rhythm.service import Rhythm
    from rhythm.settings import Settings
    from rhythm.storage.opening import open_store
    from tests.builders import FixedClock

    clock = FixedClock(dt.date(2026, 11, 6))
    shell.ok("log", "in the first week", "--on", "2026-11-05")
    rhythm = Rhythm(open_store(shell.store, clock, backups=shell.store.parent), clock, Settings())
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    clock.forward(7)
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    rhythm.close()
    for words in ("w46", "2026-W46", "last week"):
        note = shell.ok("review", "week", "--period", words).out
        assert note.startswith("# Week 2026-W46\n\nMon 9 Nov to Sun 15 Nov, closed")
    assert "## Beside the weeks before" in note
    assert "| | W46 | W45 | W44 | W43 |" in note
    assert "| reached you | 0 | 1 | – | – |" in note
    assert "- activity in 4 weeks: nothing on organisational design" in note
    assert "no review had covered" not in note
    later = shell.ok("review", "week", today=dt.date(2026, 12, 4)).out
    assert "- covers the days since Sat 14 Nov too, which no review had covered" in later
    assert shell.ok("review", "week", "--period", "w45", "--json").json["figures"]["reached_me"] == 1
    assert "that is not a week" in shell.run("review", "week", "--period", "someday").err


def test_a_closed_week_is_printed_as_it_was_closed(shell: Shell) -> None:
    from rhythm.service import Rhythm
    from rhythm.settings import Settings
    from rhythm.storage.opening import open_store
    from tests.builders import FixedClock

    clock = FixedClock(dt.date(2026, 11, 20))
    shell.ok("log", "before closing")
    rhythm = Rhythm(open_store(shell.store, clock, backups=shell.store.parent), clock, Settings())
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    rhythm.close()
    shell.ok("log", "after closing")
    review = shell.ok("review", "week", "--json").json
    assert review["complete"] is True
    assert review["figures"]["reached_me"] == 1


def test_at_a_terminal_the_app_opens_there(shell: Shell, opened: list[dict[str, Any]]) -> None:
    assert shell.at_terminal("review", "week", "5", answers=[]).code == 0
    assert shell.at_terminal("review", "quarter", answers=[]).code == 0
    assert opened == [{"place": "week", "items": 5}, {"place": "quarter"}]


def test_at_a_terminal_print_json_and_another_quarter_open_no_app(shell: Shell, opened: list[dict[str, Any]]) -> None:
    assert shell.at_terminal("review", "week", "--print", answers=[]).out.startswith("# Week")
    assert shell.at_terminal("review", "week", "--json", answers=[]).json["period"] == "2026-W47"
    assert shell.at_terminal("review", "quarter", "--period", "q2", answers=[]).out.startswith("# Quarter 2026-Q2")
    assert opened == []


def test_a_quarter_tells_strikes_pins_intentions_and_sheets(shell: Shell) -> None:
    from rhythm.domain.periods import Quarter
    from rhythm.domain.quarters import Sheet
    from rhythm.domain.reviews import EvidenceMark
    from rhythm.service import Rhythm
    from rhythm.settings import Settings
    from rhythm.storage.opening import open_store
    from tests.builders import FixedClock

    for words in ("moved the *date*", "said no", "kept the cutoff"):
        shell.ok("good", words)
    clock, this = FixedClock(dt.date(2026, 11, 20)), Quarter(2026, 4)
    rhythm = Rhythm(open_store(shell.store, clock, backups=shell.store.parent), clock, Settings())
    quarters = rhythm.quarters
    quarters.answer(this.previous(), "structure", "Then.\n> leave it alone")
    quarters.answer(this, "structure", "The train.\n> ask @dana for the charter by 12 dec")
    quarters.mark(this, "structure", "good_call:1", EvidenceMark.STRUCK)
    quarters.mark(this, "structure", "good_call:3", EvidenceMark.PINNED)
    quarters.sheets.fill(this, Sheet.SCORECARD, "coherence", value="none", body="nothing to go by")
    rhythm.close()
    data = shell.ok("review", "quarter", "--json").json
    first = data["questions"][0]
    assert [(row["id"], row["mark"]) for row in first["evidence"]] == [(3, "pinned"), (2, None), (1, "struck")]
    assert first["rests_on"] == 2
    assert [(one["text"], one["state"], one["due"], one["person"]) for one in first["intentions"]] == [
        ("ask @dana for the charter by 12 dec", "open", "2026-12-12", "Dana Okoye")
    ]
    assert first["last"]["answer"] == "Then.\n> leave it alone"
    assert [one["text"] for one in first["last"]["intentions"]] == ["leave it alone"]
    assert [(sheet["sheet"], sheet["rows"][0]["value"]) for sheet in data["sheets"]] == [("scorecard", "none")]
    printed = shell.ok("review", "quarter", "--print").out
    assert "- **pinned:** Fri 20 Nov: kept the cutoff (good call 3)" in printed
    assert "- ~~Fri 20 Nov: moved the \\*date\\* (good call 1)~~ (struck)" in printed
    assert "- will do: ask @dana for the charter, by Sat 12 Dec" in printed
    assert "- from 2026-Q3: leave it alone: not done" in printed
    assert "- Cross-team coherence: no evidence nothing to go by" in printed
