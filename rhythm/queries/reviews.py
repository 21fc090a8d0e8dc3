"""Reviews, and the figures of a week."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from rhythm.domain.escalations import Escalation, Moment
from rhythm.domain.meetings import MeetingState, PromiseState
from rhythm.domain.reviews import Review, ReviewId, ReviewKind, ReviewState, WeekFigures, median
from rhythm.queries import meetings, tracker
from rhythm.queries.rows import day
from rhythm.storage.database import Database, Row
from rhythm.storage.meta import BEGUN, meta

_REVIEW = """SELECT id, uid, kind, period, state, started_on, closed_on, nothing_reached_me, snapshot,
    snapshot_hash FROM review
    WHERE deleted_at IS NULL"""
MEDIAN_WEEKS = 4
"""Of so many weeks that have a log the middle one says how much lay outside my moments; one alone swings too much."""


def review(db: Database, kind: ReviewKind, period: str) -> Review | None:
    """The review of a period, if it was begun."""
    row = db.one(f"{_REVIEW} AND kind = ? AND period = ?", (kind, period))
    return _review(db, row) if row is not None else None


def first_month_closed(db: Database, period: str) -> int | None:
    """The first month, 1 to 12, of a closed quarter as its copy says it; None while it is open, or where the copy of an
    earlier version says nothing of its days.

    Copies of before those were written hold its weeks, each of which is of the quarter of its Monday.
    """
    row = db.one(
        "SELECT json_extract(snapshot, '$.first_day'), json_extract(snapshot, '$.figures.weeks[0].week') FROM review"
        " WHERE deleted_at IS NULL AND kind = 'quarter' AND period = ? AND state = 'closed'",
        (period,),
    )
    first_day, week = row if row is not None else (None, None)
    if first_day is not None:
        return dt.date.fromisoformat(first_day).month
    return dt.date.fromisoformat(f"{week}-1").month if week is not None else None


def reviews(db: Database, kind: ReviewKind, limit: int = 12, *, before: str | None = None) -> tuple[Review, ...]:
    """The newest reviews of a kind, or of those before a period, newest first."""
    # Every period begins with a digit.
    rows = db.all(f"{_REVIEW} AND kind = ? AND period < ? ORDER BY period DESC LIMIT ?", (kind, before or "~", limit))
    return tuple(_review(db, row) for row in rows)


def review_before(db: Database, kind: ReviewKind, period: str) -> Review | None:
    """The newest closed review of an earlier period."""
    row = db.one(
        f"{_REVIEW} AND kind = ? AND state = 'closed' AND period < ? ORDER BY period DESC LIMIT 1", (kind, period)
    )
    return _review(db, row) if row is not None else None


def quarters_begun(db: Database, first: str, last: str, limit: int, *, answered: bool = False) -> tuple[str, ...]:
    """The names of quarters that were begun, or in which a question was `answered`, from one name to another, the last
    ones first. That is not the order of their days where years begin in another month by now."""
    rows = db.all(
        "SELECT period FROM review WHERE deleted_at IS NULL AND kind = 'quarter' AND period >= ? AND period < ?"
        " AND (NOT ? OR EXISTS (SELECT 1 FROM review_answer a WHERE a.review_id = review.id AND a.body <> ''"
        " AND a.deleted_at IS NULL)) ORDER BY period DESC LIMIT ?",
        # Behind the plain name come those that say their month.
        (first, f"{last}~", answered, limit),
    )
    return tuple(row["period"] for row in rows)


def begun_on(db: Database) -> dt.date | None:
    """The day on which something was done in the store for the first time, or that it names for itself, as the sample
    does, which is written at once. Whatever is dated earlier was entered later. None before anything was done."""
    day = meta(db, BEGUN) or db.value("SELECT local_day FROM action ORDER BY id LIMIT 1")
    return dt.date.fromisoformat(str(day)) if day else None


def first_day(db: Database) -> dt.date | None:
    """The first day that the store knows of: on which something was done in it, or that something in it is dated;
    what is only planned is none. None for a store without a word."""
    days = (
        db.value("SELECT local_day FROM action ORDER BY id LIMIT 1"),
        db.value("SELECT min(day) FROM meeting WHERE state <> 'planned' AND deleted_at IS NULL"),
        db.value("SELECT min(day) FROM escalation WHERE deleted_at IS NULL"),
        db.value("SELECT min(day) FROM good_call WHERE deleted_at IS NULL"),
        db.value("SELECT min(day) FROM note WHERE deleted_at IS NULL"),
    )
    return min((dt.date.fromisoformat(str(one)) for one in days if one is not None), default=None)


def week_figures(db: Database, first: dt.date, last: dt.date) -> WeekFigures:
    """The counts of a week, and the share of what lay outside my moments in the last four weeks that have a log."""
    of_week = meetings.meetings_between(db, first, last)
    states = Counter(meeting.state for meeting in of_week)
    reached = tracker.escalations_between(db, first, last)
    settled = meetings.promises_settled_between(db, first, last)
    mine, not_mine, unsaid = split_by_moment(reached)
    shares = []
    for start in tracker.last_logged_weeks(db, last, MEDIAN_WEEKS):
        rows = tracker.escalations_between(db, start, start + dt.timedelta(days=6))
        inside, outside, _ = split_by_moment(rows)
        if inside + outside:
            shares.append(outside / (inside + outside))
    return WeekFigures(
        held=states[MeetingState.HELD],
        skipped=states[MeetingState.SKIPPED],
        missed=states[MeetingState.MISSED],
        reached_me=len(reached),
        mine=mine,
        not_mine=not_mine,
        unsaid=unsaid,
        good_calls=len(tracker.good_calls_between(db, first, last)),
        minutes=sum(row.minutes or 0 for row in reached),
        promises_kept=sum(promise.mine and promise.state is PromiseState.DONE for promise in settled),
        outside_share=median(shares),
    )


def split_by_moment(rows: Iterable[Escalation]) -> tuple[int, int, int]:
    """How many rows lay in my four moments, how many outside, and of how many it was not said."""
    found = Counter("unsaid" if row.moment is None else row.moment is Moment.NONE for row in rows)
    return found[False], found[True], found["unsaid"]


def series_waiting(db: Database) -> int:
    """How many series of a calendar wait to be confirmed."""
    return int(db.value("SELECT count(*) FROM calendar_series WHERE decision = 'pending' AND deleted_at IS NULL") or 0)


def _review(db: Database, row: Row) -> Review:
    answers = db.all(
        "SELECT item, body FROM review_answer WHERE review_id = ? AND deleted_at IS NULL ORDER BY id", (row["id"],)
    )
    return Review(
        id=ReviewId(row["id"]),
        uid=row["uid"],
        kind=ReviewKind(row["kind"]),
        period=row["period"],
        state=ReviewState(row["state"]),
        started_on=dt.date.fromisoformat(row["started_on"]),
        closed_on=day(row["closed_on"]),
        nothing_reached_me=bool(row["nothing_reached_me"]),
        answers=tuple((answer[0], answer[1]) for answer in answers),
        snapshot=row["snapshot"],
        sealed=row["snapshot_hash"],
    )
