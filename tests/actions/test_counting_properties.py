"""The three-meetings rule through the store: whatever the order in which rows were entered, on whichever day."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from rhythm.domain.conflicts import ConflictState, Tally
from rhythm.domain.escalations import NEW, ConflictChoice, ConflictId, EscalationId, NewEscalation
from rhythm.queries.tracker import ConflictView
from rhythm.service import Rhythm
from rhythm.settings import Settings
from rhythm.storage.opening import memory_store
from tests.builders import FixedClock

TODAY = dt.date(2026, 11, 20)
WINDOW = 90
few = settings(max_examples=25, deadline=None, derandomize=True)

Entry = tuple[int, str]
"""How many days ago, and in which forum."""

entries = st.tuples(st.integers(0, WINDOW), st.sampled_from(("", "staff", "portfolio")))


def opened(day: dt.date = TODAY) -> tuple[Rhythm, FixedClock]:
    clock = FixedClock(day)
    return Rhythm(memory_store(clock), clock, Settings()), clock


def row(days_ago: int, forum: str = "") -> NewEscalation:
    return NewEscalation("who sets the release date", TODAY - dt.timedelta(days=days_ago), forum=forum)


def entered(rhythm: Rhythm, found: list[Entry]) -> ConflictId:
    """One conflict with these rows, in the order given."""
    target: ConflictChoice = NEW
    for days_ago, forum in found:
        stored = rhythm.tracker.log(row(days_ago, forum), conflict=target)
        assert stored.conflict_id is not None
        target = stored.conflict_id
    return ConflictId(int(target))


def view(rhythm: Rhythm, number: ConflictId) -> ConflictView:
    found = rhythm.tracker.conflict(number)
    assert found is not None
    return found


def numbers(tally: Tally) -> tuple[object, ...]:
    """A tally without the numbers of its rows, which say when each was entered."""
    return tuple((one.day, one.forum) for one in tally.counted), tally.ever, tally.last_day


@few
@given(st.lists(entries, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_rows_entered_back_dated_in_any_order_give_the_state_of_rows_entered_in_time(
    found: list[Entry], chance: object
) -> None:
    in_time, clock = opened(TODAY - dt.timedelta(days=WINDOW))
    target: ConflictChoice = NEW
    for days_ago, forum in sorted(found, reverse=True):
        clock.day = TODAY - dt.timedelta(days=days_ago)
        stored = in_time.tracker.log(row(days_ago, forum), conflict=target)
        assert stored.conflict_id is not None
        target = stored.conflict_id
    clock.day = TODAY
    expected = view(in_time, ConflictId(int(target)))

    mixed = list(found)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    back_dated, _ = opened()
    later = view(back_dated, entered(back_dated, mixed))
    assert later.state is expected.state
    assert numbers(later.tally) == numbers(expected.tally)
    in_time.close()
    back_dated.close()


@few
@given(st.lists(st.integers(0, 2 * WINDOW), min_size=3, max_size=3, unique=True), st.permutations(range(3)))
@example([0, 45, WINDOW], [2, 0, 1])
@example([0, 45, WINDOW + 1], [0, 1, 2])
@example([WINDOW, WINDOW + 1, 2 * WINDOW], [1, 2, 0])
@example([WINDOW + 1, WINDOW + 2, WINDOW + 3], [0, 2, 1])
def test_the_flag_is_raised_exactly_by_the_third_occasion_inside_the_window(days: list[int], order: list[int]) -> None:
    rhythm, _ = opened()
    target: ConflictChoice = NEW
    for place in order:
        if target != NEW:
            assert not view(rhythm, ConflictId(int(target))).flagged
        stored = rhythm.tracker.log(row(days[place]), conflict=target)
        assert stored.conflict_id is not None
        target = stored.conflict_id
        # The same meeting once more is no further occasion.
        rhythm.tracker.log(row(days[place]), conflict=target)
    inside = max(days) - min(days) <= WINDOW and min(days) <= WINDOW
    assert view(rhythm, ConflictId(int(target))).flagged is inside
    rhythm.close()


@few
@given(st.lists(entries, min_size=1, max_size=4), st.lists(entries, min_size=1, max_size=4))
def test_merging_and_splitting_off_again_restores_both(one: list[Entry], other: list[Entry]) -> None:
    rhythm, _ = opened()
    stays, goes = entered(rhythm, one), entered(rhythm, other)
    before = [view(rhythm, number) for number in (stays, goes)]
    rhythm.tracker.merge(goes, stays)
    part = rhythm.tracker.split(stays, [EscalationId(found.id) for found in before[1].rows])
    after = [view(rhythm, ConflictId(number)) for number in (stays, part.id)]
    for was, now in zip(before, after, strict=True):
        assert now.state is was.state
        assert now.tally == was.tally._replace(counted=now.tally.counted)
        assert numbers(now.tally) == numbers(was.tally)
        assert [found.id for found in now.rows] == [found.id for found in was.rows]
    rhythm.undo()
    rhythm.undo()
    assert [view(rhythm, number) for number in (stays, goes)] == before
    rhythm.close()


@few
@given(st.lists(entries, min_size=1, max_size=5), st.integers(1, 30))
def test_nothing_changes_by_looking_and_a_day_alone_never_raises_the_flag(found: list[Entry], days: int) -> None:
    rhythm, clock = opened()
    number = entered(rhythm, found)
    assert view(rhythm, number) == view(rhythm, number)
    states = [view(rhythm, number).state]
    for _ in range(3):
        clock.forward(days)
        states.append(view(rhythm, number).state)
    raised = ConflictState.VERDICT_DUE
    assert not any(later is raised and earlier is not raised for earlier, later in pairwise(states))
    rhythm.close()
