"""Puts the closed reviews of the sample into a store, with what was intended in them and what became of it."""

from __future__ import annotations

from rhythm.domain.freezing import frozen_text, seal
from rhythm.domain.periods import parse_quarter, parse_week
from rhythm.queries.rows import iso
from rhythm.sample.story_types import Story, StoryReview
from rhythm.service import Rhythm
from rhythm.service.week_snapshots import week_snapshot
from rhythm.storage.database import Database

QUESTIONS = {"1": "structure", "2": "managers", "3": "centralized", "4": "scope", "5": "bets"}
"""The questions of the shipped quarterly.yaml, by the numbers that the story uses."""


def plant_reviews(db: Database, story: Story, rhythm: Rhythm) -> None:
    """Insert every review as it was closed."""
    for review in story.reviews:
        review_id = db.insert(
            "review",
            kind=review.kind,
            period=review.period,
            started_on=review.closed_on.isoformat(),
            nothing_reached_me=int(review.nothing_reached_me),
        )
        for item, body in review.answers:
            db.insert("review_answer", review_id=review_id, item=QUESTIONS.get(item, item), body=body)
        _said_besides(db, review_id, review)
        snapshot = _snapshot(rhythm, review)
        db.update(
            "review",
            review_id,
            state="closed",
            closed_on=review.closed_on.isoformat(),
            snapshot=snapshot,
            snapshot_hash=seal(snapshot),
        )


def _said_besides(db: Database, review_id: int, review: StoryReview) -> None:
    """What a quarter's review intends, and its sheets."""
    for place, one in enumerate(review.became):
        db.insert(
            "intention",
            review_id=review_id,
            item=QUESTIONS[one.question],
            place=place,
            body=one.text,
            due=one.due.isoformat(),
            state=one.state,
            settled_on=iso(one.settled_on),
            moved=one.moved,
        )
    for sheet, item, value, body in review.sheets:
        db.insert("sheet_row", review_id=review_id, sheet=sheet, item=item, value=value, body=body)


def _snapshot(rhythm: Rhythm, review: StoryReview) -> str:
    """The frozen copy of a review that was closed in the past; what a week still asked then is not known."""
    if review.kind == "quarter":
        quarter = parse_quarter(review.period, rhythm.today())
        frozen = rhythm.quarters.snapshot(rhythm.quarters.walk(quarter))
    else:
        frozen = week_snapshot(rhythm.reviews.week(parse_week(review.period, rhythm.today())))
        frozen["spent_minutes"] = 9 + int(review.period[-2:]) * 5 % 9
        for step in frozen["steps"]:
            step["left"] = 0
            step["evidence"] = step["evidence"] if step["id"] == "reached_me" else []
    return frozen_text(frozen)
