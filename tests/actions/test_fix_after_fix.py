"""What becomes of a conflict when fixes are dropped, replaced, or brought along by a merge."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.conflicts import (
    ConflictState,
    Standing,
    VerdictKind,
    occasions,
    reaches_threshold,
    since_in_effect,
)
from rhythm.domain.escalations import ConflictId, EscalationId
from rhythm.domain.fixes import Fix, FixKind, FixState, newest_kept
from rhythm.errors import RhythmError
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.database import Database
from rhythm.storage.opening import memory_store
from tests.actions.conflicts import cards, conflict_with, flagged, in_effect, state, view
from tests.actions.programs import Program, Step
from tests.builders import FixedClock, Org
from tests.storage.dumps import dump

TRACKED = (
    "log",
    "log more",
    "edit escalation",
    "link",
    "merge",
    "split",
    "answer",
    "add fix",
    "in effect",
    "settle fix",
)


def comes_up_twice(org: Org, clock: FixedClock, conflict: ConflictId) -> None:
    """Two more meetings of a conflict, a week apart."""
    for _ in range(2):
        clock.forward(8)
        org.escalate("again", 0, conflict=conflict)


def assert_came_back(org: Org, fix: Fix, conflict: ConflictId) -> None:
    """A fix is said to have come back, and the conflict asks for another verdict."""
    found = org.rhythm.fixes.fix(fix.id)
    assert found is not None
    assert found.state is FixState.CAME_BACK
    assert cards(org) == [conflict]


def newest_row(org: Org, conflict: ConflictId) -> EscalationId:
    """The newest row of a conflict."""
    return max(row.id for row in view(org, conflict).rows)


@pytest.mark.parametrize("put_off", [False, True])
def test_a_row_that_was_none_takes_the_coming_back_with_it(
    db: Database, org: Org, clock: FixedClock, put_off: bool
) -> None:
    conflict = flagged(org)
    fix = in_effect(org, conflict)
    comes_up_twice(org, clock, conflict)
    assert_came_back(org, fix, conflict)
    if put_off:
        org.rhythm.tracker.answer(conflict, VerdictKind.LATER)
    before = dump(db)
    org.rhythm.tracker.link(newest_row(org, conflict), None)
    assert org.rhythm.fixes.fix(fix.id) == fix
    assert (state(org, conflict), cards(org)) == (ConflictState.IN_EFFECT, [])
    org.rhythm.undo()
    assert dump(db) == before
    org.rhythm.redo()
    assert org.rhythm.fixes.fix(fix.id) == fix


def test_so_does_one_that_is_split_off_or_was_before_the_fix(org: Org, clock: FixedClock) -> None:
    for leaves in (True, False):
        conflict = flagged(org)
        fix = in_effect(org, conflict)
        comes_up_twice(org, clock, conflict)
        row = newest_row(org, conflict)
        if leaves:
            org.rhythm.tracker.split(conflict, [row])
        else:
            assert fix.in_effect is not None
            org.rhythm.tracker.edit(row, day=fix.in_effect - dt.timedelta(days=2))
        assert org.rhythm.fixes.fix(fix.id) == fix
        assert state(org, conflict) is ConflictState.IN_EFFECT


def test_one_that_came_back_as_it_took_effect_is_watched_again_too(org: Org) -> None:
    conflict = conflict_with(org, 60, 10, 5)
    fix = in_effect(org, conflict, 50)
    assert fix.state is FixState.CAME_BACK
    org.rhythm.tracker.link(newest_row(org, conflict), None)
    assert state(org, conflict) is ConflictState.IN_EFFECT


def test_the_word_that_a_fix_came_back_is_no_matter_of_rows(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    fix = in_effect(org, conflict)
    clock.forward(8)
    org.escalate("again", 0, conflict=conflict)
    org.rhythm.fixes.settle(fix.id, FixState.CAME_BACK)
    org.rhythm.undo()
    org.rhythm.redo()
    comes_up_twice(org, clock, conflict)
    for _ in range(3):
        org.rhythm.tracker.link(newest_row(org, conflict), None)
    assert_came_back(org, fix, conflict)


def test_what_was_answered_since_stays_answered(org: Org, clock: FixedClock) -> None:
    conflict = flagged(org)
    fix = in_effect(org, conflict)
    comes_up_twice(org, clock, conflict)
    second = org.rhythm.fixes.add(conflict, FixKind.SCOPE)
    org.rhythm.tracker.link(newest_row(org, conflict), None)
    found = org.rhythm.fixes.fix(fix.id)
    assert found is not None
    assert (found.state, state(org, conflict)) == (FixState.CAME_BACK, ConflictState.FIXING)
    assert second.waits


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
    comes_up_twice(org, clock, stays)
    assert_came_back(org, fix, stays)


def test_rows_of_the_other_conflict_since_a_fix_took_effect_count_against_it(org: Org, clock: FixedClock) -> None:
    gone, stays = flagged(org), conflict_with(org, 4)
    fix = in_effect(org, gone)
    comes_up_twice(org, clock, stays)
    org.rhythm.tracker.merge(gone, stays)
    assert_came_back(org, fix, stays)


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


def test_an_older_fix_that_takes_effect_leaves_the_newer_one_to_be_worked_on(org: Org) -> None:
    conflict = flagged(org)
    older, newer = (org.rhythm.fixes.add(conflict, FixKind.SCOPE, owner_id=org.dana.id) for _ in range(2))
    assert org.rhythm.fixes.put_in_effect(older.id).state is FixState.IN_EFFECT
    assert state(org, conflict) is ConflictState.FIXING
    org.rhythm.fixes.settle(newer.id, FixState.DROPPED)
    assert state(org, conflict) is ConflictState.IN_EFFECT


steps = st.lists(
    st.tuples(st.sampled_from((*TRACKED, *TRACKED, "later")), st.integers(0, 200), st.integers(0, 200)),
    min_size=5,
    max_size=40,
)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(steps)
def test_how_a_conflict_stands_never_contradicts_its_fixes_rows_and_card(program: list[Step]) -> None:
    clock = FixedClock(dt.date(2026, 11, 20))
    db = memory_store(clock)
    rhythm = Rhythm(db, clock, Settings())
    org, player, rules = Org(rhythm), Program(rhythm, db, clock), rhythm.tracker.rules
    for saying, days in (("who sets the release date", 30), ("release date moved", 9)):
        org.escalate(saying, days, conflict="new")
    for step in program:
        player.run(step)
        for found in rhythm.tracker.conflicts(older=True):
            conflict, newest = found.conflict, newest_kept(rhythm.fixes.of(found.id))
            met = occasions(found.rows)
            if conflict.standing in (Standing.IN_EFFECT, Standing.HELD, Standing.UNCLEAR):
                assert newest is not None
                assert newest.state.value == conflict.standing.value
            if conflict.standing is Standing.FIXING:
                assert newest is not None
                assert newest.waits
            if conflict.standing is Standing.IN_EFFECT and newest is not None and newest.in_effect is not None:
                assert len(since_in_effect(met, newest.in_effect)) < rules.recurrences
            if conflict.standing is Standing.OPEN:
                assert not reaches_threshold(met, rules, clock.day)
            assert (conflict.standing is Standing.VERDICT_DUE) <= (conflict.card_on is not None)
            assert conflict.put_off <= rules.later_times
    db.close()
