"""What becomes of a conflict when fixes are dropped, replaced, or brought along by a merge."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.conflicts import ConflictState, VerdictKind
from rhythm.domain.fixes import FixKind, FixState
from rhythm.errors import RhythmError
from rhythm.storage.database import Database
from tests.actions.test_tracker_actions import conflict_with, flagged, state, view
from tests.actions.test_verdicts import cards, in_effect
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump


def test_dropping_a_second_fix_leaves_the_first_one_watched(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    first = in_effect(org, conflict)
    second = org.rhythm.fixes.add(conflict, FixKind.SCOPE)
    org.rhythm.fixes.settle(second.id, FixState.DROPPED)
    found = view(org, conflict)
    assert (found.state, found.fix and found.fix.id) == (ConflictState.IN_EFFECT, first.id)
    for _ in range(2):
        clock.forward(8)
        org.escalate("again", 0, conflict=conflict)
    came_back = org.rhythm.fixes.fix(first.id)
    assert came_back is not None
    assert came_back.state is FixState.CAME_BACK
    assert cards(org) == [conflict]


def test_the_verdict_over_a_fix_settles_its_conflict_though_a_later_one_was_dropped(
    org: Org, clock: FixedClock
) -> None:
    conflict = flagged(org)
    first = in_effect(org, conflict)
    org.rhythm.fixes.settle(org.rhythm.fixes.add(conflict, FixKind.SCOPE).id, FixState.DROPPED)
    clock.forward(90)
    org.rhythm.fixes.settle(first.id, FixState.HELD)
    assert state(org, conflict) is ConflictState.HELD


def test_dropping_the_answer_to_a_fix_that_failed_brings_its_card_back(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    first = in_effect(org, conflict)
    clock.forward(200)
    org.rhythm.fixes.settle(first.id, FixState.CAME_BACK)
    second = org.rhythm.fixes.add(conflict, FixKind.SCOPE)
    org.rhythm.fixes.settle(second.id, FixState.DROPPED)
    assert cards(org) == [conflict]


def test_dropping_a_fix_keeps_what_was_answered_over_it(org: Org) -> None:
    conflict = flagged(org)
    fix = org.rhythm.fixes.add(conflict, FixKind.SCOPE)
    org.rhythm.tracker.answer(conflict, VerdictKind.TENSION, why="both are right")
    org.rhythm.fixes.settle(fix.id, FixState.DROPPED)
    assert state(org, conflict) is ConflictState.TENSION


def test_the_answer_fix_takes_the_card_away_though_an_earlier_one_still_waits(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    fix = org.rhythm.fixes.add(conflict, FixKind.SCOPE)
    org.rhythm.tracker.answer(conflict, VerdictKind.CLOSED)
    clock.forward(1)
    org.escalate("again", 0, conflict=conflict)
    assert cards(org) == [conflict]
    org.rhythm.tracker.answer(conflict, VerdictKind.FIX)
    assert (cards(org), state(org, conflict)) == ([], ConflictState.FIXING)
    assert [one.id for one in org.rhythm.fixes.of(conflict)] == [fix.id]


def test_a_card_of_a_later_year_can_be_put_off_as_often_as_the_first(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    for _ in range(2):
        org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
        clock.forward(14)
    fix = in_effect(org, conflict)
    clock.forward(95)
    org.rhythm.fixes.settle(fix.id, FixState.HELD)
    clock.forward(300)
    for days in (20, 10, 0):
        org.escalate("again", days, conflict=conflict)
    assert (cards(org), view(org, conflict).conflict.put_off) == ([conflict], 0)
    assert org.rhythm.tracker.answer(conflict, VerdictKind.LATER).put_off == 1


def test_dropping_a_fix_gives_no_new_leave_to_put_the_card_off(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    for _ in range(2):
        org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
        clock.forward(14)
    org.rhythm.fixes.settle(org.rhythm.fixes.add(conflict, FixKind.SCOPE).id, FixState.DROPPED)
    assert cards(org) == [conflict]
    with pytest.raises(RhythmError, match="put off 2 times already"):
        org.rhythm.tracker.answer(conflict, VerdictKind.LATER)


def test_a_fix_in_effect_is_watched_on_after_a_merge(org: Org, clock: FixedClock, db: Database) -> None:
    gone, stays = flagged(org), conflict_with(org, 4)
    fix = in_effect(org, gone)
    before = dump(db)
    org.rhythm.tracker.merge(gone, stays)
    assert (state(org, stays), cards(org)) == (ConflictState.IN_EFFECT, [])
    org.rhythm.undo()
    assert dump(db) == before
    org.rhythm.redo()
    for _ in range(2):
        clock.forward(8)
        org.escalate("again", 0, conflict=stays)
    came_back = org.rhythm.fixes.fix(fix.id)
    assert came_back is not None
    assert came_back.state is FixState.CAME_BACK
    assert cards(org) == [stays]


def test_rows_of_the_other_conflict_since_a_fix_took_effect_count_against_it(org: Org, clock: FixedClock) -> None:
    gone, stays = flagged(org), conflict_with(org, 4)
    fix = in_effect(org, gone)
    for _ in range(2):
        clock.forward(8)
        org.escalate("again", 0, conflict=stays)
    org.rhythm.tracker.merge(gone, stays)
    came_back = org.rhythm.fixes.fix(fix.id)
    assert came_back is not None
    assert came_back.state is FixState.CAME_BACK
    assert cards(org) == [stays]


def test_a_merge_answers_no_card_and_gives_no_new_leave_to_put_it_off(org: Org, clock: FixedClock) -> None:
    gone, stays = flagged(org), conflict_with(org, 400)
    org.rhythm.tracker.answer(gone, VerdictKind.LATER)
    clock.forward(200)
    merged = org.rhythm.tracker.merge(gone, stays)
    assert (cards(org), merged.put_off) == ([stays], 1)
    assert merged.opened_on == view(org, stays).rows[0].day


def test_a_merge_into_what_was_opened_later_is_opened_with_its_first_row(org: Org, clock: FixedClock) -> None:
    stays, gone = conflict_with(org, 4), conflict_with(org, 40)
    assert org.rhythm.tracker.merge(gone, stays).opened_on == clock.day - dt.timedelta(days=40)
