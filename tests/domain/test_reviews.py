"""Reviews as values, and the middle of some numbers."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.meetings import MeetingKind, Promise, PromiseId, PromiseState, kind_of_meeting
from rhythm.domain.people import PersonId, Relation
from rhythm.domain.reviews import Evidence, Review, ReviewId, ReviewKind, ReviewState, median, records

TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("values", "middle"),
    [([], None), ([0.5], 0.5), ([1.0, 0.0], 0.5), ([1.0, 0.0, 0.2], 0.2), ([0.1, 0.9, 0.4, 0.2], pytest.approx(0.3))],
)
def test_the_median_is_the_middle(values: list[float], middle: float | None) -> None:
    assert median(values) == middle


def test_an_answer_is_found_by_its_question_and_missing_ones_are_empty() -> None:
    review = Review(
        ReviewId(1),
        "uid",
        ReviewKind.QUARTER,
        "2026-Q4",
        ReviewState.OPEN,
        TODAY,
        None,
        False,
        (("structure", "two held"), ("managers", "")),
        None,
    )
    assert [review.answer(item) for item in ("structure", "managers", "attention")] == ["two held", "", ""]


def test_an_answer_rests_on_each_record_once() -> None:
    rows = (("escalation", 1), ("escalation", 2))
    evidence = [
        Evidence("fix", 3, TODAY, "held"),
        Evidence("counts", 0, None, "reached you 2", rows),
        Evidence("cell", 0, None, "roadmap: 1", rows[:1]),
        Evidence("person", 9, None, "no evidence"),
    ]
    assert records(evidence) == {("fix", 3), *rows}


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [
        (None, PromiseState.OPEN, 0),
        (1, PromiseState.OPEN, 0),
        (0, PromiseState.OPEN, 0),
        (-3, PromiseState.OPEN, 3),
        (-3, PromiseState.DONE, 0),
        (-3, PromiseState.DROPPED, 0),
    ],
)
def test_a_promise_is_late_from_the_day_after_its_day_while_it_is_open(
    due: int | None, state: PromiseState, late: int
) -> None:
    day = TODAY + dt.timedelta(days=due) if due is not None else None
    promise = Promise(PromiseId(1), "uid", PersonId(1), "Dana", "ask", TODAY, day, True, state, 0)
    assert promise.days_late(TODAY) == late


def test_only_skip_levels_meet_as_skip_levels() -> None:
    kinds = {relation: kind_of_meeting(relation) for relation in Relation}
    assert {relation for relation, kind in kinds.items() if kind is MeetingKind.SKIP_LEVEL} == {Relation.SKIP_LEVEL}
