"""Closed weeks, what is left out of a plan, and the records behind the figures of a quarter."""

from __future__ import annotations

import datetime as dt

from rhythm.actions.reviews import begin_review
from rhythm.domain.escalations import Moment, NewEscalation
from rhythm.domain.meetings import NoteKind
from rhythm.domain.periods import Week
from rhythm.domain.reviews import Evidence, ReviewKind, records
from rhythm.service import Rhythm
from rhythm.service.week_snapshots import trend
from tests.builders import FixedClock, Org


def evidence_of(rhythm: Rhythm, question: str) -> tuple[Evidence, ...]:
    """The evidence under one question of this quarter."""
    return next(view.evidence for view in rhythm.quarters.walk().questions if view.question.id == question)


def test_a_closed_week_is_read_back_as_it_was_closed(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    org.escalate("who sets the release date", 1)
    rhythm.planner.hold(org.dana.id)
    week = rhythm.reviews.this_week()
    rhythm.reviews.save_answer_draft(ReviewKind.WEEK, str(week), "closing", "calm")
    rhythm.reviews.close_week(week)
    org.escalate("a day late", 0)
    (closed,) = rhythm.reviews.closed_weeks()
    assert closed.week == week
    assert closed.closed_on == clock.today()
    assert closed.closing == "calm"
    assert (closed.figures.held, closed.figures.reached_me) == (1, 1)
    assert ("Escalations to sort", 1) in closed.left
    assert "closing" not in dict(closed.left)


def test_an_open_week_is_no_closed_one(rhythm: Rhythm, org: Org) -> None:
    begin_review(rhythm._db, ReviewKind.WEEK, str(rhythm.reviews.this_week()))
    assert rhythm.reviews.closed_weeks() == ()


def test_a_declined_proposal_is_not_asked_for_and_can_be_taken_in_again(rhythm: Rhythm, org: Org) -> None:
    week = rhythm.reviews.this_week()
    before = {row.person.id for row in rhythm.reviews.week().items.ticked}
    rhythm.reviews.decline(week, org.dana.id)
    assert {row.person.id for row in rhythm.reviews.week().items.ticked} == before - {org.dana.id}
    assert rhythm.reviews.week(week.next()).items.declined == frozenset()
    rhythm.reviews.decline(week, org.dana.id, declined=False)
    assert {row.person.id for row in rhythm.reviews.week().items.ticked} == before


def test_the_plan_of_next_week_is_one_item_and_none_when_nothing_of_it_is_ticked(rhythm: Rhythm, org: Org) -> None:
    week = rhythm.reviews.this_week()
    walk = rhythm.reviews.week()
    assert len(walk.items.next_week) > 1
    assert walk.items.left("next_week") == 1
    for row in walk.items.next_week:
        rhythm.reviews.decline(week, row.person.id)
    assert rhythm.reviews.week().items.left("next_week") == 0


def test_the_plain_data_of_a_closed_week_comes_from_its_frozen_copy(rhythm: Rhythm, org: Org) -> None:
    week = rhythm.reviews.this_week()
    assert rhythm.reviews.week_data()["closed"] is False
    rhythm.reviews.close_week(week)
    org.escalate("after the closing", 0)
    data = rhythm.reviews.week_data(week)
    assert (data["closed"], data["complete"]) == (True, True)
    assert data["figures"]["reached_me"] == 0


def test_every_cell_of_the_counts_knows_its_rows(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    day = clock.today() - dt.timedelta(days=3)
    logged = [
        rhythm.tracker.log(NewEscalation(f"row {n}", day, area=area, raised_by_id=person))
        for n, (area, person) in enumerate(
            [("roadmap", org.dana.id), ("roadmap", org.dana.id), ("roadmap", org.ilya.id), ("staffing", org.noor.id)]
        )
    ]
    rhythm.tracker.edit(logged[0].id, moment=Moment.NONE)
    head, *cells = evidence_of(rhythm, "centralized")
    assert set(head.behind) == {("escalation", row.id) for row in logged}
    by_text = {cell.text: cell.behind for cell in cells if cell.kind == "cell"}
    assert by_text["roadmap, Dana Okoye: 2 (0)"] == tuple(("escalation", row.id) for row in logged[:2])
    # A skip-level's row counts under the manager above.
    assert by_text["staffing, Dana Okoye: 1 (0)"] == (("escalation", logged[3].id),)
    assert sum(len(behind) for behind in by_text.values()) == len(logged)


def test_an_answer_rests_on_each_record_once(rhythm: Rhythm, org: Org) -> None:
    rhythm.planner.add_note(org.dana.id, "let Noor lead the call", NoteKind.PRAISE)
    rhythm.planner.add_note(org.dana.id, "said yes at last", NoteKind.FEEDBACK)
    rhythm.planner.add_note(org.dana.id, "a plain note names no behaviour and is no evidence")
    managers = evidence_of(rhythm, "managers")
    assert {kind for kind, _ in records(managers)} == {"note"}
    assert len(records(managers)) == 2
    assert len(records(managers + managers)) == 2
    assert records([Evidence("person", org.ilya.id, None, "no evidence this quarter")]) == frozenset()


def test_today_waits_neither_for_the_plan_of_the_week_after_nor_for_the_board(rhythm: Rhythm, org: Org) -> None:
    assert rhythm.reviews.brief().items.next_week == ()
    assert not {"plans", "rights", "calendars", "same_pairs"} & vars(rhythm).keys()
    assert {row.person.id for row in rhythm.reviews.week().items.next_week} >= {org.dana.id, org.ilya.id}


def test_after_half_a_year_away_a_review_covers_182_days_and_no_more(rhythm: Rhythm, clock: FixedClock) -> None:
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    closed_on = clock.day
    for days, first in ((183, 1), (1, 2)):
        clock.forward(days)
        covered = rhythm.reviews.week().covered
        assert covered.first_day == closed_on + dt.timedelta(days=first)


def test_a_week_stands_beside_the_seven_before_it_whether_they_were_closed_or_not() -> None:
    beside = trend(Week(2026, 2), ())
    assert [one["period"] for one in beside] == ["2026-W01", *(f"2025-W{number}" for number in range(52, 46, -1))]
    assert [one["figures"] for one in beside] == [None] * 7
