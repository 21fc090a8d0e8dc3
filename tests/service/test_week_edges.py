"""On which day an item of the weekly review appears, and on which it is gone: the day before and the day itself.

It is Friday 20 November 2026, and the week that is reviewed ends on Sunday the 22nd.
"""

from __future__ import annotations

import datetime as dt

from rhythm.domain.conflicts import VerdictKind
from rhythm.domain.escalations import NewEscalation
from rhythm.domain.fixes import FixKind
from rhythm.domain.meetings import NewTopic, Route, Side
from rhythm.domain.portfolio import Bucket, DecisionKind, NewBet
from rhythm.service import Rhythm
from tests.builders import FixedClock, Org


def days_ago(rhythm: Rhythm, days: int) -> dt.date:
    return rhythm.today() - dt.timedelta(days=days)


def keys(rhythm: Rhythm, step: str) -> list[str]:
    """The keys of what a step asks."""
    return [item.key for item in rhythm.reviews.week().items.asks(step)]


def test_a_planned_meeting_is_to_be_closed_from_the_day_after_it(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    meeting = rhythm.planner.plan(org.dana.id, rhythm.today())
    assert keys(rhythm, "close_meetings") == []
    clock.forward(1)
    assert keys(rhythm, "close_meetings") == [f"meeting:{meeting.id}"]
    rhythm.planner.hold(org.dana.id, meeting.day)
    assert keys(rhythm, "close_meetings") == []


def test_a_manager_is_over_the_limit_on_the_fifteenth_day(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    rhythm.planner.hold(org.dana.id, days_ago(rhythm, 14))
    assert keys(rhythm, "people") == []
    clock.forward(1)
    assert keys(rhythm, "people") == [f"over:{org.dana.id}"]
    rhythm.planner.hold(org.dana.id, rhythm.today())
    assert keys(rhythm, "people") == []


def test_a_row_without_a_conflict_is_to_be_sorted_for_twenty_eight_days_after_it_was_typed(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    row = org.escalate("who signs")
    clock.forward(28)
    assert keys(rhythm, "triage") == [f"escalation:{row.id}"]
    clock.forward(1)
    assert keys(rhythm, "triage") == []
    late = org.escalate("who signs, remembered late", 200)
    assert keys(rhythm, "triage") == [f"escalation:{late.id}"]


def test_since_a_review_of_long_ago_rows_are_to_be_sorted_from_the_day_on_which_it_was_closed(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    org.escalate("who signs")
    clock.forward(1)
    row = org.escalate("who signs")
    rhythm.reviews.close_week(rhythm.reviews.this_week())
    clock.forward(40)
    assert keys(rhythm, "triage") == [f"escalation:{row.id}"]


def test_a_decision_about_a_bet_is_looked_at_again_when_its_day_comes_by_the_sunday(rhythm: Rhythm) -> None:
    for name, days in (("by Sunday", 2), ("on Monday", 3)):
        bet = rhythm.portfolio.add(NewBet(name, Bucket.GROWTH, 3))
        rhythm.portfolio.decide(bet.id, DecisionKind.PAUSE, review_on=days_ago(rhythm, -days))
    (asked,) = rhythm.reviews.week().items.bets
    assert asked.bet.name == "by Sunday"


def test_later_comes_back_on_its_fourteenth_day(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    conflict = org.escalate("release date", 10, conflict="new").conflict_id
    assert conflict is not None
    for days in (5, 0):
        org.escalate("release date", days, conflict=conflict)
    assert keys(rhythm, "verdicts") == [f"conflict:{conflict}"]
    rhythm.tracker.answer(conflict, VerdictKind.LATER)
    assert keys(rhythm, "verdicts") == []
    clock.forward(13)
    assert keys(rhythm, "verdicts") == []
    clock.forward(1)
    assert keys(rhythm, "verdicts") == [f"conflict:{conflict}"]


def test_a_fix_asks_whether_it_held_on_the_day_its_watch_ends(rhythm: Rhythm, org: Org, clock: FixedClock) -> None:
    conflict = org.escalate("release date", 10, conflict="new").conflict_id
    assert conflict is not None
    fix = rhythm.fixes.put_in_effect(rhythm.fixes.add(conflict, FixKind.SCOPE, owner_id=org.dana.id).id)
    assert fix.verify_on is not None
    clock.day = fix.verify_on - dt.timedelta(days=1)
    assert keys(rhythm, "verdicts") == []
    clock.forward(1)
    assert keys(rhythm, "verdicts") == [f"fix:{fix.id}"]


def test_what_went_round_a_manager_is_asked_about_in_the_week_of_the_day_it_was_said(
    rhythm: Rhythm, org: Org, clock: FixedClock
) -> None:
    clock.day = dt.date(2026, 11, 15)
    early = rhythm.planner.add_topic(org.noor.id, NewTopic("pay", Side.THEIRS))
    rhythm.skip_levels.route_topic(early.id, Route.DIRECT, reason="she was away")
    clock.day = dt.date(2026, 11, 16)
    late = rhythm.planner.add_topic(org.noor.id, NewTopic("desks", Side.THEIRS))
    rhythm.skip_levels.route_topic(late.id, Route.DIRECT, reason="she was away")
    clock.day = dt.date(2026, 11, 20)
    rhythm.tracker.log(NewEscalation("a log begins", dt.date(2026, 11, 9)))
    assert [key for key in keys(rhythm, "people") if key.startswith("went")] == [f"went:{late.id}"]
