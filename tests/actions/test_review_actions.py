"""Reviews are begun, answered and closed to a frozen copy."""

from __future__ import annotations

import hashlib
import json

import pytest

from rhythm.actions.reviews import answer_item, begin_review, close_review
from rhythm.domain.reviews import ReviewKind, ReviewState
from rhythm.errors import RhythmError
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org
from tests.storage.dumps import log_sizes


def test_a_review_is_begun_once(db: Database) -> None:
    first = begin_review(db, ReviewKind.WEEK, "2026-W47")
    assert begin_review(db, ReviewKind.WEEK, "2026-W47") == first
    assert first.state is ReviewState.OPEN
    assert log_sizes(db)[0] == 1


def test_an_answer_is_written_changed_and_emptied(db: Database) -> None:
    question = db, ReviewKind.QUARTER, "2026-Q4", "structure"
    assert answer_item(*question, " \n").answers == ()
    assert answer_item(*question, "two held\r\none not \n").answer("structure") == "two held\none not"
    assert answer_item(*question, "").answer("structure") == ""
    assert db.value("SELECT count(*) FROM review_answer") == 1


def test_the_draft_of_an_answer_is_shown_and_goes_when_it_is_written(org: Org) -> None:
    quarters, quarter = org.rhythm.quarters, org.rhythm.reviews.this_quarter()
    question = quarters.questions[0].id
    quarters.save_draft(quarter, question, "half a sen")
    assert quarters.walk().questions[0].answer == "half a sen"
    quarters.answer(quarter, question, "half a sentence")
    assert quarters.walk().questions[0].answer == "half a sentence"
    assert org.rhythm.drafts("review:") == {}


def test_closing_a_week_writes_the_draft_and_freezes_the_figures(org: Org, clock: FixedClock) -> None:
    reviews = org.rhythm.reviews
    org.escalate("release date", 1)
    week = reviews.this_week()
    reviews.save_answer_draft(ReviewKind.WEEK, str(week), "closing", "calm week")
    closed = reviews.close_week(week, nothing_reached_me=True)
    assert (closed.state, closed.closed_on, closed.answer("closing")) == (ReviewState.CLOSED, clock.day, "calm week")
    assert not closed.nothing_reached_me, "something did reach me"
    frozen = json.loads(closed.snapshot or "")
    assert frozen["figures"]["reached_me"] == 1
    org.escalate("logged later", 1)
    again = reviews.week(week)
    assert again.items.closed
    assert json.loads((again.items.review.snapshot if again.items.review else "") or "") == frozen
    with pytest.raises(RhythmError, match="is closed"):
        reviews.close_week(week)


def test_the_frozen_copy_bears_its_hash(db: Database) -> None:
    closed = close_review(db, ReviewKind.QUARTER, "2026-Q4", {"b": "ü", "a": 1})
    assert closed.snapshot == '{"a": 1, "b": "ü"}'
    stored = db.value("SELECT snapshot_hash FROM review")
    assert stored == hashlib.sha256(closed.snapshot.encode()).hexdigest()


def test_a_closed_quarter_is_shown_from_its_copy(org: Org) -> None:
    quarters = org.rhythm.quarters
    quarter = org.rhythm.reviews.this_quarter()
    question = quarters.questions[0].id
    quarters.save_draft(quarter, question, "two held")
    org.rhythm.tracker.good("moved the date alone")
    open_walk = quarters.walk()
    quarters.close(quarter)
    org.rhythm.tracker.good("another, logged later")
    closed = quarters.walk()
    assert closed.closed
    assert closed.questions[0].answer == "two held"
    assert [[item.text for item in view.evidence] for view in closed.questions] == [
        [item.text for item in view.evidence] for view in open_walk.questions
    ]
    with pytest.raises(RhythmError, match="is closed"):
        quarters.answer(quarter, question, "changed")


def test_next_quarter_shows_what_was_answered_last_time(org: Org, clock: FixedClock) -> None:
    quarters, this = org.rhythm.quarters, org.rhythm.reviews.this_quarter()
    quarters.answer(this, quarters.questions[0].id, "two held")
    quarters.close(this)
    clock.forward(60)
    walk = quarters.walk()
    assert (str(walk.quarter), walk.last_period, walk.questions[0].last_answer) == ("2027-Q1", "2026-Q4", "two held")
    assert not walk.complete
