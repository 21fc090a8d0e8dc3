"""Whether a decision about a bet waits: Today asks every time, so it does without the rules of the portfolio."""

from __future__ import annotations

import datetime as dt

from rhythm.storage.database import Database


def any_review(db: Database, last: dt.date) -> bool:
    """Whether any decision has a day up to `last` on which it is looked at again; whether one is due is a rule."""
    sql = "SELECT 1 FROM bet_decision WHERE deleted_at IS NULL AND review_on <= ? LIMIT 1"
    return db.one(sql, (last.isoformat(),)) is not None
