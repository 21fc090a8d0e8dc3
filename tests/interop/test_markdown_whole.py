"""Whole reviews as Markdown, with all that they may hold."""

from __future__ import annotations

from typing import Any

import pytest

from rhythm.interop.markdown import quarter_markdown, week_markdown

WEEK: dict[str, Any] = {
    "period": "2026-W47",
    "complete": True,
    "closed": True,
    "spent_minutes": 12,
    "budget_minutes": 15,
    "left_out": 7,
    "figures": {
        "held": 4,
        "skipped": 1,
        "missed": 2,
        "reached_me": 3,
        "mine": 1,
        "not_mine": 1,
        "unsaid": 1,
        "good_calls": 2,
        "minutes": 45,
        "promises_kept": 6,
        "outside_share": 0.5,
    },
    "four_weeks": {"reached_me": 9, "mine": 4, "not_mine": 5, "weekly": [3, None, 2, 4]},
    "bench": "2 *of* 3",
    "covered": {"first": "2026-11-09"},
    "trend": [{"period": "2026-W46", "figures": {"held": 3}}, {"period": "2026-W45", "figures": None}],
    "steps": [{"id": "a", "text": "Own question?", "answer": " ", "left": 2, "evidence": []}],
}

QUARTER: dict[str, Any] = {
    "period": "2026-Q4",
    "complete": True,
    "minutes": 40,
    "closed_on": "2026-12-30",
    "hash": "ab12",
    "other_days": ["2026-09-01", "2026-11-30"],
    "erased_on": "2027-01-05",
    "whole": False,
    "questions": [
        {
            "id": "a",
            "text": "What improved?",
            "preset": "three *things*",
            "answer": "this\nthat",
            "later": {"day": "2027-01-02", "answer": "more"},
            "intentions": [{"text": "write it by 12 dec", "due": "2026-12-12", "fix": "fix 7 (charter)"}],
            "last": {
                "intentions": [
                    {
                        "period": "2026-Q3",
                        "text": "a",
                        "due": "2026-09-01",
                        "state": "done",
                        "settled_on": "2026-08-30",
                        "moved": 2,
                        "fix": None,
                        "fix_state": "came_back",
                    },
                    {
                        "period": "2026-Q3",
                        "text": "b",
                        "due": "2026-09-01",
                        "state": "done",
                        "settled_on": None,
                        "moved": 0,
                    },
                    {
                        "period": "2026-Q3",
                        "text": "c",
                        "due": "2026-09-01",
                        "state": "dropped",
                        "settled_on": None,
                        "moved": 1,
                    },
                    {
                        "period": "2026-Q3",
                        "text": "d",
                        "due": "2026-09-01",
                        "state": "open",
                        "settled_on": None,
                        "moved": 0,
                    },
                ]
            },
            "evidence": [
                {"kind": "good_call", "id": 3, "day": "2026-11-18", "text": "x", "mark": "struck"},
                {
                    "kind": "counts",
                    "id": 0,
                    "day": None,
                    "text": "5 (4)",
                    "mark": "pinned",
                    "detail": ["#1 one", "two"],
                },
                {"kind": "note", "id": 9, "day": None, "text": "plain"},
            ],
        }
    ],
    "sheets": [
        {
            "sheet": "scorecard",
            "rows": [
                {"name": "cell", "value": "4", "last_value": "3", "rests_on": 5, "answer": "well"},
                {"name": "none", "value": "", "last_value": "2", "rests_on": 5, "answer": ""},
                {"name": "first", "value": "2", "last_value": "", "rests_on": 0, "answer": ""},
            ],
        }
    ],
}


def test_a_week_with_everything() -> None:
    assert (
        week_markdown(WEEK)
        == r"""# Week 2026-W47

Mon 16 Nov to Sun 22 Nov, closed, after 12 of 15 minutes

- meetings held: 4
- skipped: 1
- missed: 2
- reached you: 3
- in your moments: 1
- outside them: 1
- not said yet: 1
- went well without you: 2
- minutes spent on what reached you: 45
- promises kept: 6
- outside your moments, median of up to four logged weeks: 50 %
- four weeks: 9 reached you (3, not logged, 2, 4), 4 in your moments, 5 outside
- bench: 2 \*of\* 3
- covers the days since Mon 9 Nov too, which no review had covered

7 more items wait for another time.

## Beside the weeks before

| | W47 | W46 | W45 |
| --- | ---: | ---: | ---: |
| meetings held | 4 | 3 | – |
| skipped | 1 | 0 | – |
| missed | 2 | 0 | – |
| reached you | 3 | 0 | – |
| in your moments | 1 | 0 | – |
| outside them | 1 | 0 | – |
| not said yet | 1 | 0 | – |
| went well without you | 2 | 0 | – |
| minutes spent on what reached you | 45 | 0 | – |
| promises kept | 6 | 0 | – |

## Own question?
"""
    )


def test_a_quarter_with_everything() -> None:
    assert (
        quarter_markdown(QUARTER)
        == r"""# Quarter 2026-Q4

Every question is answered. 40 minutes were spent.

Closed on Wed 30 Dec; a frozen copy, SHA-256 ab12.

It is of Tue 1 Sep to Mon 30 Nov: the year began in another month then (review.quarter_start_month).

A person was erased from this copy on Tue 5 Jan 2027.

**This copy was changed since it was closed: it does not match its hash.** See rhythm doctor.

Figures in brackets are those of the quarter before.

## 1. What improved?

*three \*things\**

> this\
> that

*Changed after closing, on Sat 2 Jan 2027:*

> more

- will do: write it (fix 7 (charter)), by Sat 12 Dec

- from 2026-Q3: a: done Sun 30 Aug, moved 2x, came back
- from 2026-Q3: b: done
- from 2026-Q3: c: not done, moved 1x, given up
- from 2026-Q3: d: not done

- ~~Wed 18 Nov: x (good call 3)~~ (struck)
- **pinned:** 5 (4)
  - \#1 one
  - two
- plain (note 9)

## Scorecard

- cell: 4, last time 3 \[5 records\] well
- none:
- first: 2
"""
    )


@pytest.mark.parametrize(("number", "said"), [(1, "1 more item waits for"), (2, "2 more items wait for")])
def test_what_waits_is_counted(number: int, said: str) -> None:
    assert f"\n\n{said} another time.\n\n" in week_markdown({**WEEK, "left_out": number})
    assert "another time" not in week_markdown({**WEEK, "left_out": 0})


@pytest.mark.parametrize(("number", "said"), [(1, " 1 minute was spent."), (2, " 2 minutes were spent."), (0, "")])
def test_minutes_that_were_spent_are_counted(number: int, said: str) -> None:
    assert f"\n\nEvery question is answered.{said}\n\n" in quarter_markdown({**QUARTER, "minutes": number})


def test_a_mark_that_rests_on_one_record_says_so() -> None:
    row = {"name": "cell", "value": "4", "last_value": "", "rests_on": 1, "answer": ""}
    sheets = [{"sheet": "scorecard", "rows": [row, {**row, "value": ""}, {**row, "rests_on": 0}]}]
    written = quarter_markdown({**QUARTER, "sheets": sheets})
    assert written.endswith("\n\n## Scorecard\n\n- cell: 4 \\[1 record\\]\n- cell:\n- cell: 4\n")


def test_a_week_before_counts_only_where_there_is_one_and_its_days_where_they_are_more_than_a_week() -> None:
    written = week_markdown(
        {**WEEK, "trend": [{"period": "2026-W46", "figures": None}], "four_weeks": {"reached_me": 0}}
    )
    assert "Beside the weeks before" not in written
    assert "four weeks" not in written
    for first, told in (("2026-11-09", True), ("2026-11-10", False), ("2026-11-16", False)):
        assert ("- covers the days since" in week_markdown({**WEEK, "covered": {"first": first}})) is told
