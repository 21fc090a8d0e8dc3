"""Beginning, answering and closing reviews."""

from __future__ import annotations

from collections.abc import Mapping

from rhythm.domain.freezing import frozen_text, seal
from rhythm.domain.reviews import Review, ReviewKind, ReviewState, draft_key
from rhythm.domain.saying import say_period
from rhythm.domain.text import tidy_text
from rhythm.errors import RhythmError
from rhythm.queries import reviews as queries
from rhythm.storage.database import Database


def begin_review(db: Database, kind: ReviewKind, period: str) -> Review:
    """The review of a period, begun when there is none yet."""
    found = queries.review(db, kind, period)
    if found is not None:
        return found
    with db.action(f"begin {say_period(period)}"):
        db.insert("review", kind=kind, period=period, started_on=db.clock.today().isoformat())
    return _review(db, kind, period)


def answer_item(db: Database, kind: ReviewKind, period: str, item: str, body: str) -> Review:
    """Write the answer to a step or question; the draft of it is done with.

    Raises RhythmError when the review is closed: a frozen copy does not change.
    """
    with db.action(f"answer in {say_period(period)}"):
        found = begin_review(db, kind, period)
        refuse_closed(found)
        row = db.one(
            "SELECT id FROM review_answer WHERE review_id = ? AND item = ? AND deleted_at IS NULL", (found.id, item)
        )
        if row is not None:
            db.update("review_answer", row["id"], body=tidy_text(body))
        elif body.strip():
            db.insert("review_answer", review_id=found.id, item=item, body=tidy_text(body))
        # Not finished as the notes of a talk are: what undo takes away here is to be gone from the field as well.
        db.connection.execute("DELETE FROM draft WHERE key = ?", (draft_key(kind, period, item),))
    return _review(db, kind, period)


def close_review(
    db: Database, kind: ReviewKind, period: str, snapshot: Mapping[str, object], *, nothing_reached_me: bool = False
) -> Review:
    """Close a review with a frozen copy of what it showed. Raises RhythmError when it is closed already."""
    with db.action(f"close {say_period(period)}"):
        found = begin_review(db, kind, period)
        refuse_closed(found)
        text = frozen_text(snapshot)
        db.update(
            "review",
            found.id,
            state=ReviewState.CLOSED,
            closed_on=db.clock.today().isoformat(),
            snapshot=text,
            snapshot_hash=seal(text),
            nothing_reached_me=int(nothing_reached_me),
        )
    return _review(db, kind, period)


def answer_later(db: Database, period: str, item: str, body: str) -> None:
    """Say something on a question of a closed quarter, beside what was frozen; nothing takes it back.

    Raises RhythmError when the quarter is open: then its answer itself can be written.
    """
    found = queries.review(db, ReviewKind.QUARTER, period)
    if found is None or found.state is not ReviewState.CLOSED:
        raise RhythmError(f"the review of {say_period(period)} is open", "its answers can still be written")
    today, text = db.clock.today().isoformat(), tidy_text(body)
    with db.action(f"answer after closing {say_period(period)}"):
        row = db.one(
            "SELECT id, body FROM later_answer WHERE review_id = ? AND item = ? AND deleted_at IS NULL",
            (found.id, item),
        )
        if row is None and text:
            db.insert("later_answer", review_id=found.id, item=item, body=text, day=today)
        elif row is not None and not text:
            db.update("later_answer", row["id"], deleted_at=today)
        elif row is not None and row["body"] != text:
            db.update("later_answer", row["id"], body=text, day=today)


def refuse_closed(found: Review) -> None:
    """Raises RhythmError when the review is closed."""
    if found.state is ReviewState.CLOSED:
        raise RhythmError(
            f"the review of {say_period(found.period)} is closed", "its frozen copy stays as it is; undo opens it"
        )


def _review(db: Database, kind: ReviewKind, period: str) -> Review:
    found = queries.review(db, kind, period)
    assert found is not None
    return found
