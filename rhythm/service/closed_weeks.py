"""Closed weekly reviews as values, read from their frozen copies."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass

from rhythm.domain.periods import Week, parse_week
from rhythm.domain.reviews import Review, WeekFigures


@dataclass(frozen=True, slots=True)
class ClosedWeek:
    """A week as it was closed: its figures then, the free line, and what was left open, as (step, items).

    `answers` are those to the user's own questions, as (title, line); `spent_minutes` is what the review took, None
    in copies of the time before that was kept.
    """

    week: Week
    closed_on: dt.date
    nothing_reached_me: bool
    figures: WeekFigures
    closing: str
    left: tuple[tuple[str, int], ...]
    answers: tuple[tuple[str, str], ...] = ()
    spent_minutes: int | None = None
    budget_minutes: int | None = None


def closed_week(review: Review, today: dt.date) -> ClosedWeek | None:
    """A closed review, None for one that is still open; a figure that its frozen copy does not have is 0."""
    if review.closed_on is None:
        return None
    frozen = json.loads(review.snapshot or "{}")
    figures = frozen.get("figures", {})
    known = {name: figures.get(name, 0) for name in WeekFigures._fields}
    known["outside_share"] = figures.get("outside_share")
    steps = frozen.get("steps", [])
    return ClosedWeek(
        week=parse_week(review.period, today),
        closed_on=review.closed_on,
        nothing_reached_me=review.nothing_reached_me,
        figures=WeekFigures(**known),
        closing=review.answer("closing"),
        left=tuple(
            (step.get("title", step["id"]), step["left"])
            for step in steps
            if step.get("left") and step["id"] != "closing"
        ),
        answers=tuple(
            (step.get("title", step["id"]), step["answer"])
            for step in steps
            if step.get("answer") and step["id"] != "closing"
        ),
        spent_minutes=frozen.get("spent_minutes"),
        budget_minutes=frozen.get("budget_minutes"),
    )
