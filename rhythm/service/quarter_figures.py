"""The figures of a quarter that are drawn: week by week, area by manager, attention beside importance."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from rhythm.domain.attention import percent
from rhythm.domain.periods import week_of
from rhythm.queries import counts as counting

if TYPE_CHECKING:
    from rhythm.domain.periods import Quarter
    from rhythm.queries.counts import Counts
    from rhythm.service import Rhythm
    from rhythm.storage.database import Database


def quarter_figures(db: Database, rhythm: Rhythm, quarter: Quarter) -> dict[str, Any]:
    """The figures as plain data, up to today; a week in which nothing was logged has none, not zero.

    `reached_me` is of the days of the quarter, each of the `weeks` is whole and belongs to the quarter of its Monday.
    """
    last = min(quarter.last_day, rhythm.today())
    if last < quarter.first_day:
        return {"reached_me": 0, "weeks": [], "cells": [], "attention": []}
    earlier = quarter.previous()
    found = counting.counts(db, quarter.first_day, last)
    before = counting.counts(db, earlier.first_day, earlier.last_day)
    return {
        "reached_me": found.reached_me,
        "weeks": _weeks(found),
        "cells": [
            {
                "area": cell.area,
                "person": cell.manager,
                "person_id": cell.manager_id,
                "number": cell.number,
                "before": before.cell(cell.area, cell.manager_id),
            }
            for cell in found.grid
        ],
        "attention": [
            {
                "kind": "bet",
                "id": one.bet.id,
                "text": one.bet.name,
                "share": percent(one.share),
                "importance": one.bet.importance,
                "flagged": one.flagged,
            }
            for one in rhythm.portfolio.of_quarter(quarter).bets
        ],
    }


def _weeks(found: Counts) -> list[dict[str, Any]]:
    """By week how many rows there are, and of how many conflicts; None for both where nothing was logged."""
    conflicts: dict[dt.date, set[int]] = {}
    for row in found.rows:
        if row.conflict_id is not None:
            conflicts.setdefault(week_of(row.day).first_day, set()).add(row.conflict_id)
    return [
        {
            "week": str(week_of(monday)),
            "escalations": number,
            "conflicts": len(conflicts.get(monday, ())) if number is not None else None,
        }
        for monday, number in found.weekly
    ]
