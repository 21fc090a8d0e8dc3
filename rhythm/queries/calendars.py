"""What imported calendars hold: time that is taken."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from rhythm.storage.database import Database, Row


class BusySpan(NamedTuple):
    """Time that the calendar holds, as aware instants in UTC. A soft span may still be given up (tentative)."""

    start: dt.datetime
    end: dt.datetime
    hard: bool


def busy_between(db: Database, first: dt.date, last: dt.date, zone: dt.tzinfo) -> tuple[BusySpan, ...]:
    """Time that is taken between two days of a zone, both included, by its start.

    What was matched with a meeting of the planner takes none: the meeting itself stands for it.
    """
    since, until = _midnight(first, zone), _midnight(last + dt.timedelta(days=1), zone)
    rows = db.all(
        # The day is local to where it was read, so a day more on either side is looked at.
        "SELECT starts, ends, all_day, busy FROM calendar_event WHERE day <= ? AND ends >= ? AND busy <> 'free'"
        " AND meeting_id IS NULL AND deleted_at IS NULL",
        ((last + dt.timedelta(days=1)).isoformat(), (first - dt.timedelta(days=1)).isoformat()),
    )
    spans = {_span(row, zone) for row in rows}
    return tuple(sorted(span for span in spans if span.end > since and span.start < until))


def _span(row: Row, zone: dt.tzinfo) -> BusySpan:
    start, end = (
        _midnight(dt.date.fromisoformat(text), zone) if row["all_day"] else dt.datetime.fromisoformat(text)
        for text in (row["starts"], row["ends"])
    )
    return BusySpan(start, end, row["busy"] == "hard")


def _midnight(day: dt.date, zone: dt.tzinfo) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=zone).astimezone(dt.UTC)
