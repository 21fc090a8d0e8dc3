"""An organisation of many years, made of a labelled stream."""

from __future__ import annotations

import datetime as dt

from bench.far_back import ask, told, top3
from bench.fit_matcher import Stream

TEAMS = [{"name": "Payments", "managers": ["Priya"], "aliases": ["pay"]}, {"name": "Platform", "managers": ["Tomas"]}]
MATTERS = ("release date of the partner portal", "kitchen budget for coffee machines", "rota for weekend pager duty")


def _stream() -> Stream:
    records = [
        {
            "date": (dt.date(2025, 1, 6) + dt.timedelta(days=number)).isoformat(),
            "summary": f"{MATTERS[number % 3]} again",
            "teams": ["Payments", "Platform"],
            "raised_by": "Priya",
            "conflict_id": f"C{number % 3}",
        }
        for number in range(12)
    ]
    alone = {**records[0], "date": "2025-01-07", "summary": "lighting in the lobby", "conflict_id": "S1"}
    return Stream([*records[:1], alone, *records[1:]], {"teams": TEAMS})


def test_each_time_has_matters_of_its_own_and_the_last_lines_are_held_back() -> None:
    every = told(_stream(), roster=True, times=5)
    stored = {row.summary for row in every.rhythm.tracker.newest(1000)}
    assert len(every.names) == 5 * 3
    assert len(every.rhythm.tracker.newest(1000)) == 5 * 9
    assert len(stored) > 9, "each time has words of its own"
    assert (len(every.now), len(every.long_ago)) == (3, 2 * 3)
    assert not {one.true for one in every.never} & set(every.names.values())
    assert every.never[0].new.summary not in stored


def test_what_is_asked_is_answered_under_bounds_and_without() -> None:
    every = told(_stream(), roster=False, times=2)
    assert top3(ask(every, every.now, {})) == "1.000"
    assert top3(ask(every, every.now, {"NEWEST_LINES": 0, "NEWEST_WITH_WORD": 0, "MOST_CANDIDATES": 1})) == "0.000"
    assert top3(ask(every, every.now, {})) == "1.000", "the bounds hold for that once, and nothing of them is kept"
    assert not any(row.repeat for row in ask(every, every.never, {}))
