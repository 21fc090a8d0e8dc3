"""Striking lines from the report of a quarter."""

from __future__ import annotations

from rhythm.actions.reviews import begin_review
from rhythm.domain.reviews import ReviewKind
from rhythm.domain.saying import say_quarter
from rhythm.storage.database import Database


def turn_line(db: Database, period: str, line: str, *, struck: bool) -> None:
    """Leave a line out of a quarter's report, or take it in when it is `struck`; a private one begins so.

    A closed quarter's too: the report is no part of the frozen copy.
    """
    with db.action(f"{'take into' if struck else 'strike from'} the report of {say_quarter(period)}"):
        review = begin_review(db, ReviewKind.QUARTER, period)
        row = db.one(
            "SELECT id FROM report_strike WHERE review_id = ? AND line = ? AND deleted_at IS NULL", (review.id, line)
        )
        if row is None:
            db.insert("report_strike", review_id=review.id, line=line)
        else:
            db.update("report_strike", row["id"], deleted_at=db.clock.today().isoformat())
