"""Answers at the third meeting, and what becomes of a fix."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.conflicts import ConflictState, Standing, VerdictKind
from rhythm.domain.fixes import FixKind, FixState
from rhythm.errors import BadInput, RhythmError
from tests.actions.conflicts import cards, conflict_with, flagged, in_effect, state, view
from tests.builders import FixedClock, Org


def test_later_hides_the_card_for_fourteen_days_at_most_twice(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    for _ in range(2):
        org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
        assert cards(org) == []
        clock.forward(13)
        assert (cards(org), state(org, conflict)) == ([], ConflictState.LATER)
        clock.forward(1)
        assert (cards(org), state(org, conflict)) == ([conflict], ConflictState.VERDICT_DUE)
    with pytest.raises(RhythmError, match="put off 2 times already"):
        org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
    assert cards(org) == [conflict]


def test_what_is_put_off_is_not_put_off_again_before_its_day(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    until = org.rhythm.tracker.answer(conflict, VerdictKind.LATER).until
    for _ in range(2):
        with pytest.raises(RhythmError, match="put off until"):
            org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
        clock.forward(13)
    clock.forward(-12)
    again = org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
    assert (again.put_off, until) == (2, clock.day)


def test_a_new_occasion_does_not_cut_later_short(org: Org) -> None:
    conflict = flagged(org)
    org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
    org.escalate("again", 0, conflict=conflict)
    assert state(org, conflict) is ConflictState.LATER


def test_tension_needs_a_reason_and_a_day_within_ninety(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    latest = clock.day + dt.timedelta(days=90)
    with pytest.raises(BadInput, match="more than 90 days ahead"):
        org.rhythm.tracker.answer(conflict, VerdictKind.TENSION, why="x", until=latest + dt.timedelta(days=1))
    with pytest.raises(BadInput, match="has passed"):
        org.rhythm.tracker.answer(conflict, VerdictKind.TENSION, why="x", until=clock.day)
    found = org.rhythm.tracker.answer(conflict, VerdictKind.TENSION, why=" both\nare right ", until=latest)
    assert (found.standing, found.until) == (Standing.TENSION, latest)
    (verdict,) = org.rhythm.tracker.verdicts_of(conflict)
    assert (verdict.why, verdict.until, verdict.day) == ("both are right", latest, clock.day)


def test_tension_is_looked_at_again_in_ninety_days_unless_said_otherwise(org: Org, clock: FixedClock) -> None:
    found = org.rhythm.tracker.answer(flagged(org), VerdictKind.TENSION, why="both are right")
    assert found.until == clock.day + dt.timedelta(days=90)


def test_tension_stays_quiet_until_its_day_and_reopens_with_an_occasion_after_it(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    org.rhythm.tracker.answer(conflict, VerdictKind.TENSION, why="x", until=clock.day + dt.timedelta(days=30))
    clock.forward(30)
    org.escalate("on the day itself", 0, conflict=conflict)
    assert state(org, conflict) is ConflictState.TENSION
    clock.forward(100)
    org.escalate("after it", 0, conflict=conflict)
    assert state(org, conflict) is ConflictState.WATCHING
    org.escalate("once more", 1, conflict=conflict)
    assert state(org, conflict) is ConflictState.AMBER
    org.escalate("and again", 2, conflict=conflict)
    assert cards(org) == [conflict]


def test_closed_by_hand_reopens_with_a_newer_occasion_only(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    org.rhythm.tracker.answer(conflict, VerdictKind.CLOSED)
    org.escalate("back-dated", 3, conflict=conflict)
    assert state(org, conflict) is ConflictState.CLOSED
    clock.forward(1)
    org.escalate("new", 0, conflict=conflict)
    assert state(org, conflict) is ConflictState.VERDICT_DUE


def test_the_answer_fix_takes_the_card_away(org: Org) -> None:
    conflict = flagged(org)
    assert org.rhythm.tracker.answer(conflict, VerdictKind.FIX).standing is Standing.FIXING
    assert cards(org) == []


def test_a_fix_without_an_owner_is_a_proposal_and_takes_effect_only_with_one(org: Org, clock: FixedClock) -> None:
    fix = org.rhythm.fixes.add(flagged(org), FixKind.CHARTER)
    assert fix.state is FixState.PROPOSED
    with pytest.raises(RhythmError, match="no owner"):
        org.rhythm.fixes.put_in_effect(fix.id)
    effective = org.rhythm.fixes.put_in_effect(fix.id, owner_id=org.ilya.id)
    assert (effective.state, effective.owner, effective.in_effect) == (FixState.IN_EFFECT, "Ilya Brandt", clock.day)
    assert effective.verify_on == clock.day + dt.timedelta(days=90)


def test_a_fix_does_not_take_effect_in_the_future_or_when_it_is_settled(org: Org, clock: FixedClock) -> None:
    fix = in_effect(org, flagged(org))
    with pytest.raises(BadInput, match="still to come"):
        org.rhythm.fixes.put_in_effect(fix.id, clock.day + dt.timedelta(days=1))
    org.rhythm.fixes.settle(fix.id, FixState.HELD)
    with pytest.raises(RhythmError, match="held already"):
        org.rhythm.fixes.put_in_effect(fix.id)


def test_the_verdict_over_a_fix_is_due_from_the_ninetieth_day(org: Org, clock: FixedClock) -> None:
    fix = in_effect(org, flagged(org))
    clock.forward(89)
    assert org.rhythm.fixes.due() == ()
    clock.forward(1)
    assert [due.id for due in org.rhythm.fixes.due()] == [fix.id]


def test_it_came_back_with_the_second_occasion_in_the_watch_and_keeps_its_count(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    fix = in_effect(org, conflict)
    clock.forward(10)
    org.escalate("again", 0, conflict=conflict)
    assert state(org, conflict) is ConflictState.IN_EFFECT
    org.escalate("the same meeting", 0, conflict=conflict)
    assert state(org, conflict) is ConflictState.IN_EFFECT
    clock.forward(10)
    org.escalate("and again", 0, conflict=conflict)
    found = view(org, conflict)
    assert (found.state, found.tally.occasions, found.conflict.card_on) == (ConflictState.VERDICT_DUE, 5, clock.day)
    assert found.fix is not None
    assert (found.fix.state, found.fix.settled_on) == (FixState.CAME_BACK, clock.day)
    assert org.rhythm.fixes.fix(fix.id) == found.fix


def test_the_card_of_a_failed_fix_stays_though_no_window_holds_three(org: Org, clock: FixedClock) -> None:
    conflict = conflict_with(org, 80)
    in_effect(org, conflict, 70)
    org.escalate("again", 10, conflict=conflict)
    clock.forward(50)
    org.escalate("and again", 0, conflict=conflict)
    assert cards(org) == [conflict]
    org.rhythm.tracker.edit(view(org, conflict).rows[0].id, minutes=5)
    assert cards(org) == [conflict]
    org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
    org.rhythm.tracker.edit(view(org, conflict).rows[0].id, minutes=6)
    assert state(org, conflict) is ConflictState.LATER


def test_a_fix_put_in_effect_back_dated_may_have_failed_already(org: Org) -> None:
    conflict = conflict_with(org, 60, 10, 5)
    fix = in_effect(org, conflict, 50)
    assert fix.state is FixState.CAME_BACK
    assert state(org, conflict) is ConflictState.VERDICT_DUE


@pytest.mark.parametrize(
    ("verdict", "shown"),
    [
        (FixState.HELD, ConflictState.HELD),
        (FixState.UNCLEAR, ConflictState.UNCLEAR),
        (FixState.CAME_BACK, ConflictState.VERDICT_DUE),
    ],
)
def test_the_verdict_over_a_fix_settles_its_conflict(
    org: Org, clock: FixedClock, verdict: FixState, shown: ConflictState
) -> None:
    conflict = flagged(org)
    fix = in_effect(org, conflict)
    clock.forward(95)
    settled = org.rhythm.fixes.settle(fix.id, verdict)
    assert (settled.state, settled.settled_on) == (verdict, clock.day)
    assert state(org, conflict) is shown
    org.rhythm.tracker.edit(view(org, conflict).rows[0].id, minutes=5)
    assert state(org, conflict) is shown


def test_what_held_reopens_when_it_shows_up_again(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    fix = in_effect(org, conflict)
    clock.forward(95)
    org.rhythm.fixes.settle(fix.id, FixState.HELD)
    clock.forward(5)
    org.escalate("again", 0, conflict=conflict)
    assert state(org, conflict) is ConflictState.WATCHING


def test_dropping_a_fix_brings_the_card_back_while_three_meetings_are_recent(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    fix = org.rhythm.fixes.add(conflict, FixKind.CHARTER)
    assert cards(org) == []
    org.rhythm.fixes.settle(fix.id, FixState.DROPPED)
    assert cards(org) == [conflict]


def test_dropping_a_fix_of_a_quiet_conflict_leaves_it_open(org: Org) -> None:
    conflict = conflict_with(org, 5)
    fix = org.rhythm.fixes.add(conflict, FixKind.CHARTER)
    org.rhythm.fixes.settle(fix.id, FixState.DROPPED)
    assert state(org, conflict) is ConflictState.WATCHING


def test_only_the_newest_fix_moves_its_conflict(org: Org) -> None:
    conflict = flagged(org)
    older = in_effect(org, conflict)
    newer = org.rhythm.fixes.add(conflict, FixKind.SCOPE, owner_id=org.ilya.id)
    org.rhythm.fixes.settle(older.id, FixState.DROPPED)
    assert state(org, conflict) is ConflictState.FIXING
    org.rhythm.fixes.settle(newer.id, FixState.DROPPED)
    assert state(org, conflict) is ConflictState.VERDICT_DUE


def test_a_fix_that_is_not_in_effect_has_no_verdict(org: Org) -> None:
    fix = org.rhythm.fixes.add(flagged(org), FixKind.CHARTER)
    with pytest.raises(RhythmError, match="not in effect yet"):
        org.rhythm.fixes.settle(fix.id, FixState.HELD)
    with pytest.raises(BadInput, match="no verdict"):
        org.rhythm.fixes.settle(fix.id, FixState.PROPOSED)


def test_the_causes_marked_most_lead_to_the_fix(org: Org) -> None:
    conflict = flagged(org)
    for row, cause in zip(view(org, conflict).rows, ("interface", "decision_right", "decision_right"), strict=True):
        org.rhythm.tracker.edit(row.id, cause=cause)
    assert org.rhythm.fixes.suggested_kind(view(org, conflict)) is FixKind.DECISION_RIGHT


def test_at_most_three_new_cards_are_shown_a_week_and_the_rest_wait_for_the_next(org: Org, clock: FixedClock) -> None:
    made = [flagged(org) for _ in range(5)]
    assert cards(org) == made[:3]
    assert sum(found.flagged for found in org.rhythm.tracker.conflicts()) == 5
    clock.forward(2)
    assert cards(org) == made[:3]
    clock.forward(1)
    assert cards(org) == made


def test_the_fullest_of_the_cards_of_one_day_are_shown(org: Org) -> None:
    thin = [flagged(org) for _ in range(3)]
    full = conflict_with(org, 41, 30, 20, 5)
    assert cards(org) == [full, *thin[:2]]


def test_a_card_that_was_shown_is_not_pushed_out_by_a_fuller_one_of_later_that_week(
    org: Org, clock: FixedClock
) -> None:
    clock.forward(-4)
    shown = [flagged(org) for _ in range(3)]
    clock.forward(2)
    conflict_with(org, 41, 30, 20, 5)
    assert cards(org) == shown


def test_what_was_put_off_is_no_new_card(org: Org, clock: FixedClock) -> None:
    old = flagged(org)
    org.rhythm.tracker.answer(old, VerdictKind.LATER)
    clock.forward(14)
    new = [flagged(org) for _ in range(3)]
    assert set(cards(org)) == {old, *new}


def test_the_watch_shows_before_and_since_over_logged_weeks(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    fix = in_effect(org, conflict)
    clock.forward(21)
    org.escalate("again", 0, conflict=conflict)
    org.rhythm.tracker.good("decided alone", day=clock.day - dt.timedelta(days=7))
    watch = org.rhythm.fixes.watch(fix)
    assert watch is not None
    assert (watch.before.occasions, watch.before.logged_weeks, watch.before.weeks) == (3, 3, 7)
    assert (watch.since.occasions, watch.since.logged_weeks, watch.since.weeks) == (1, 2, 4)
    assert (watch.day, watch.chance.own, watch.chance.n) == (21, None, 0)


def log_weekly(org: Org, weeks: int) -> None:
    """Something else reached me in each of so many weeks up to today."""
    for week in range(weeks):
        org.escalate("something else", 7 * week)


def test_the_chance_line_turns_to_own_data_with_the_fifth_conflict_left_alone(org: Org, clock: FixedClock) -> None:
    left = [flagged(org) for _ in range(5)]
    for number, conflict in enumerate(left):
        kind = VerdictKind.TENSION if number % 2 else VerdictKind.LATER
        org.rhythm.tracker.answer(conflict, kind, why="x")
    fix = in_effect(org, flagged(org))
    clock.forward(40)
    org.escalate("again", 0, conflict=left[0])
    clock.forward(49)
    log_weekly(org, 10)
    early = org.rhythm.fixes.watch(fix)
    assert early is not None
    assert (early.chance.own, early.chance.n) == (None, 0)
    clock.forward(1)
    watch = org.rhythm.fixes.watch(fix)
    assert watch is not None
    assert (watch.chance.own, watch.chance.n) == (0.8, 5)


def test_the_verdict_to_fix_proposes_one_that_still_needs_an_owner(org: Org) -> None:
    conflict = flagged(org)
    org.rhythm.tracker.answer(conflict, VerdictKind.FIX)
    (fix,) = org.rhythm.fixes.of(conflict)
    assert (fix.state, fix.owner_id) == (FixState.PROPOSED, None)
    org.rhythm.undo()
    assert org.rhythm.fixes.of(conflict) == ()
    assert state(org, conflict) is ConflictState.VERDICT_DUE


def test_later_takes_no_day_of_its_own(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    with pytest.raises(BadInput, match="always 14 days"):
        org.rhythm.tracker.answer(conflict, VerdictKind.LATER, until=clock.day + dt.timedelta(days=90))
    assert state(org, conflict) is ConflictState.VERDICT_DUE


def left_alone(org: Org) -> list[bool]:
    return sorted(org.rhythm.fixes.left_alone())


def test_a_tension_that_is_confirmed_anew_still_says_what_it_did_before(org: Org, clock: FixedClock) -> None:
    quiet, loud = flagged(org), flagged(org)
    for conflict in (quiet, loud):
        org.rhythm.tracker.answer(conflict, VerdictKind.TENSION, why="x")
    clock.forward(30)
    org.escalate("again", 0, conflict=loud)
    clock.forward(61)
    log_weekly(org, 13)
    for conflict in (quiet, loud):
        org.rhythm.tracker.answer(conflict, VerdictKind.TENSION, why="still")
    assert left_alone(org) == [False, True]


def test_the_first_answer_counts_and_what_it_counted_for_never_turns(org: Org, clock: FixedClock) -> None:
    loud_first, quiet_first = flagged(org), flagged(org)
    for conflict in (loud_first, quiet_first):
        org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
    clock.forward(10)
    org.escalate("again", 0, conflict=loud_first)
    clock.forward(4)
    org.rhythm.tracker.answer(loud_first, VerdictKind.TENSION, why="still")
    clock.forward(76)
    log_weekly(org, 13)
    assert left_alone(org) == [False, True]
    # Ninety quiet days after the second answer of the one, while the other comes up after a second answer of its own.
    org.rhythm.tracker.answer(quiet_first, VerdictKind.TENSION, why="still")
    clock.forward(30)
    org.escalate("again", 0, conflict=quiet_first)
    clock.forward(70)
    log_weekly(org, 14)
    assert left_alone(org) == [False, True]


def test_what_came_up_again_and_was_fixed_then_had_been_left_alone(org: Org, clock: FixedClock) -> None:
    came_up, fixed_before = flagged(org), flagged(org)
    for conflict in (came_up, fixed_before):
        org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
    clock.forward(20)
    org.rhythm.fixes.add(fixed_before, FixKind.SCOPE)
    org.escalate("again", 0, conflict=came_up)
    org.rhythm.fixes.add(came_up, FixKind.SCOPE)
    clock.forward(70)
    log_weekly(org, 13)
    assert left_alone(org) == [False]


def test_a_fix_of_before_or_rows_that_were_split_off_leave_nothing_alone(org: Org, clock: FixedClock) -> None:
    fixed, split, dropped = flagged(org), conflict_with(org, 41, 30, 20, 5), flagged(org)
    in_effect(org, fixed, 1)
    org.rhythm.fixes.settle(org.rhythm.fixes.add(dropped, FixKind.SCOPE).id, FixState.DROPPED)
    for conflict in (fixed, split, dropped):
        org.rhythm.tracker.answer(conflict, VerdictKind.TENSION, why="x")
    org.rhythm.tracker.split(split, [view(org, split).rows[0].id])
    clock.forward(90)
    log_weekly(org, 13)
    assert left_alone(org) == [True]


@pytest.mark.parametrize(("weeks", "counted"), [(0, []), (7, []), (8, [False, True])])
def test_silence_in_weeks_without_a_log_is_no_evidence(
    org: Org, clock: FixedClock, weeks: int, counted: list[bool]
) -> None:
    quiet, loud = flagged(org), flagged(org)
    for conflict in (quiet, loud):
        org.rhythm.tracker.answer(conflict, VerdictKind.TENSION, why="x")
    clock.forward(90)
    log_weekly(org, weeks)
    org.escalate("again", 0, conflict=loud)
    assert left_alone(org) == counted
