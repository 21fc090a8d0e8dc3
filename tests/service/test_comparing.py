"""Quarters beside each other, and answers over time."""

from __future__ import annotations

import datetime as dt

from rhythm.domain.periods import Quarter
from rhythm.domain.reviews import LaterAnswer
from rhythm.storage.database import Database
from tests.builders import FixedClock, Org, database_steps
from tests.service.quarters import BEFORE, THIS, answered


def test_two_quarters_stand_beside_each_other_with_what_is_missing(org: Org, clock: FixedClock) -> None:
    found = answered(org, clock).compare(BEFORE, THIS)
    assert found.states == ("closed", "open")
    first, second = found.questions[:2]
    assert first.one is not None
    assert first.other is not None
    assert (first.one.answer, first.other.answer) == ("The train held.", "Nothing yet.")
    assert first.one.later == LaterAnswer("structure", "It did not.", dt.date(2026, 11, 20))
    assert second.other is not None
    assert second.other.answer == ""
    figures = {figure.name: (figure.one, figure.other) for figure in found.figures}
    assert figures["weeks logged"] == ("1 of 12", "2 of 7")
    assert figures["reached you"] == ("1", "2")
    assert [both for name, both in figures.items() if name.startswith("scorecard, ")] == [("2", "4")]
    assert any("no ground to compare" in words for words in found.missing)


def test_a_quarter_that_was_never_reviewed_is_said_to_be_missing(org: Org, clock: FixedClock) -> None:
    found = answered(org, clock).compare(Quarter(2025, 1), BEFORE)
    assert found.states == ("not reviewed", "closed")
    assert "2025-Q1 was not reviewed" in found.missing
    assert found.questions
    assert all(beside.one is None for beside in found.questions)


def test_a_closed_quarter_is_compared_by_its_copy(org: Org, clock: FixedClock) -> None:
    comparing = answered(org, clock)
    before = comparing.compare(BEFORE, THIS)
    org.escalate("logged afterwards", 60)
    after = comparing.compare(BEFORE, THIS)
    assert [(one.name, one.one) for one in after.figures] == [(one.name, one.one) for one in before.figures]


def test_answers_to_a_question_that_was_renamed_or_taken_out_stay_with_their_words(org: Org, clock: FixedClock) -> None:
    comparing = answered(org, clock)
    quarters = org.rhythm.quarters
    renamed = quarters.questions[0]._replace(text="What got better?")
    quarters.__dict__["questions"] = (renamed, *quarters.questions[2:])
    assert comparing.items()["structure"] == "What got better?"
    assert comparing.items()["managers"] == "Which managers got stronger, and what evidence shows it?"
    this, before = comparing.answers("structure")
    assert (this.period, this.closed, this.answer) == ("2026-Q4", False, "Nothing yet.")
    assert (before.closed, before.asked) == (True, "What improved because of better structure?")
    assert [one.answer for one in comparing.answers("managers")] == ["Dana."]
    assert comparing.answers("colour") == ()


def test_reading_closed_quarters_costs_the_same_after_ten_years(org: Org, clock: FixedClock, db: Database) -> None:
    """Counted in steps of the database machine, not in time."""
    comparing = answered(org, clock)
    quarters = org.rhythm.quarters

    def compared() -> None:
        quarters.walk(BEFORE)
        quarters.reports.report(BEFORE)
        comparing.compare(BEFORE.previous(), BEFORE)

    def fill(backs: range) -> None:
        with db.action("fill"):
            for back in backs:
                period = str(BEFORE.shifted(-back))
                review = db.insert("review", kind="quarter", period=period, started_on="2020-01-01")
                for item in ("structure", "managers", "centralized"):
                    db.insert("review_answer", review_id=review, item=item, body="words")
                    db.insert("later_answer", review_id=review, item=item, body="words", day="2020-01-01")
                    db.insert("report_strike", review_id=review, line=f"answer:{item}")
                for week in range(13):
                    day = (clock.day - dt.timedelta(weeks=week + 60 + 13 * back)).isoformat()
                    db.insert("escalation", day=day, summary="w", raised_by_id=org.dana.id)
                    db.insert("note", person_id=org.dana.id, kind="praise", day=day, body="words")

    quarters.close(BEFORE.previous())
    fill(range(2, 9))
    few = database_steps(db, compared)
    fill(range(9, 42))
    assert database_steps(db, compared) <= few * 1.2


def test_quarters_of_eight_logged_weeks_are_ground_to_compare_and_seven_in_one_of_them_are_not(
    org: Org, clock: FixedClock
) -> None:
    clock.day = dt.date(2026, 12, 31)
    for quarter in (BEFORE, THIS):
        org.rhythm.quarters.answer(quarter, "structure", "The train held.")
    for week in [*range(1, 8), *range(14, 22)]:
        org.escalate("who signs", 7 * week)
    comparing = org.rhythm.quarters.comparing
    weeks = next(figure for figure in comparing.compare(BEFORE, THIS).figures if figure.name == "weeks logged")
    assert (weeks.one, weeks.other) == ("8 of 13", "7 of 13")
    assert comparing.compare(BEFORE, THIS).missing == (
        "fewer than 8 logged weeks in one of the two: no ground to compare figures",
    )
    org.escalate("who signs")
    assert comparing.compare(BEFORE, THIS).missing == ()
