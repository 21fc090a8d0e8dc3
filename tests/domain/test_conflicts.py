"""The three-meetings rule, at its edges."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rhythm.domain.conflict_words import words_for_count
from rhythm.domain.conflicts import (
    Conflict,
    ConflictState,
    Rules,
    Standing,
    counted_window,
    occasions,
    reaches_threshold,
    shown_state,
    standing_after_rows_changed,
    tally,
    tally_with,
)
from rhythm.domain.escalations import ConflictId, Escalation, EscalationId, Handling, NewEscalation
from rhythm.domain.fixes import Fix, FixId, FixKind, FixState, watch
from rhythm.domain.meetings import MeetingId

TODAY = dt.date(2026, 11, 20)
RULES = Rules()


def row(
    days_ago: int, number: int = 0, *, meeting: int | None = None, forum: str = "", handling: Handling | None = None
) -> Escalation:
    return Escalation(
        EscalationId(number),
        f"uid{number}",
        TODAY - dt.timedelta(days=days_ago),
        "release date",
        meeting_id=MeetingId(meeting) if meeting is not None else None,
        forum=forum,
        handling=handling,
        minutes=10,
    )


def rows(*days_ago: int) -> list[Escalation]:
    return [row(days, number) for number, days in enumerate(days_ago, 1)]


def conflict(standing: Standing = Standing.OPEN, until: int | None = None) -> Conflict:
    """A conflict; `until` in days from today."""
    day = TODAY + dt.timedelta(days=until) if until is not None else None
    return Conflict(ConflictId(1), "uid", "release date", standing, TODAY - dt.timedelta(days=300), until=day)


def after(
    standing: Standing, members: Sequence[Escalation], *, until: int | None = None, in_effect: int | None = None
) -> Standing:
    """What a standing becomes; `until` in days from today, `in_effect` in days ago."""
    effect = TODAY - dt.timedelta(days=in_effect) if in_effect is not None else None
    return standing_after_rows_changed(conflict(standing, until), occasions(members), effect, RULES, TODAY)


def test_two_rows_of_one_meeting_are_one_occasion() -> None:
    assert len(occasions([row(3, 1, meeting=7), row(3, 2, meeting=7)])) == 1


def test_a_meeting_is_one_occasion_also_when_its_rows_bear_different_days() -> None:
    (found,) = occasions([row(3, 1, meeting=7), row(2, 2, meeting=7)])
    assert found.day == TODAY - dt.timedelta(days=3)
    assert [member.id for member in found.rows] == [1, 2]


def test_two_meetings_on_one_day_are_two_occasions() -> None:
    assert len(occasions([row(3, 1, meeting=7), row(3, 2, meeting=8)])) == 2


def test_without_a_meeting_the_day_and_the_forum_count() -> None:
    assert len(occasions([row(3, 1, forum="Staff"), row(3, 2, forum="staff")])) == 1
    assert len(occasions([row(3, 1, forum="Staff"), row(3, 2, forum="Portfolio")])) == 2
    assert len(occasions([row(3, 1, forum="Staff"), row(4, 2, forum="Staff")])) == 2


def test_with_neither_the_day_alone_counts() -> None:
    assert len(occasions([row(3, 1), row(3, 2)])) == 1
    assert len(occasions([row(3, 1), row(4, 2)])) == 2


def test_a_row_without_forum_belongs_to_what_else_was_on_its_day() -> None:
    assert len(occasions([row(3, 1), row(3, 2, forum="Staff")])) == 1
    assert len(occasions([row(3, 1, meeting=4), row(3, 2)])) == 1
    both = occasions([row(3, 1), row(3, 2, forum="Staff"), row(3, 3, forum="Portfolio")])
    assert [(occasion.forum, len(occasion.rows)) for occasion in both] == [("Portfolio", 2), ("Staff", 1)]
    assert sorted(member.id for occasion in both for member in occasion.rows) == [1, 2, 3]


def test_a_meeting_and_a_forum_of_one_day_are_two_occasions() -> None:
    assert len(occasions([row(3, 1, meeting=4), row(3, 2, forum="Staff")])) == 2


places = st.tuples(
    st.integers(0, 200), st.sampled_from([None, 1, 2, 3]), st.sampled_from(["", "Staff", "staff", "QBR"])
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(places, max_size=12), st.integers(0, 1000))
def test_the_count_does_not_depend_on_the_order_of_entry(entries: list[tuple[int, int | None, str]], seed: int) -> None:
    def entered(order: list[tuple[int, int | None, str]]) -> list[Escalation]:
        return [row(days, number, meeting=met, forum=forum) for number, (days, met, forum) in enumerate(order, 1)]

    mixed = entries.copy()
    random.Random(seed).shuffle(mixed)
    shapes = []
    for order in (entries, mixed):
        found = occasions(entered(order))
        assert sum(len(occasion.rows) for occasion in found) == len(order)
        assert [occasion.day for occasion in found] == sorted(occasion.day for occasion in found)
        # A meeting is one occasion whatever its rows call it; the forum tells apart those without a meeting.
        shapes.append([(one.day, one.meeting_id or one.forum.casefold()) for one in found])
    assert shapes[0] == shapes[1]
    counts = [len(tally(entered(order), RULES, TODAY).counted) for order in (entries, mixed)]
    assert counts[0] == counts[1]
    reached = [reaches_threshold(occasions(entered(order)), RULES, TODAY) for order in (entries, mixed)]
    assert reached[0] == reached[1]
    assert counts[0] >= RULES.threshold or not reached[0]


@pytest.mark.parametrize(("first", "inside"), [(89, True), (90, True), (91, False)])
def test_first_and_last_may_lie_ninety_days_apart_and_no_more(first: int, inside: bool) -> None:
    found = occasions(rows(first, 40, 0))
    assert reaches_threshold(found, RULES, TODAY) is inside
    assert len(counted_window(found, TODAY, 90)) == (3 if inside else 2)


@pytest.mark.parametrize(("last", "recent"), [(90, True), (91, False)])
def test_the_last_of_three_may_be_ninety_days_old_and_no_more(last: int, recent: bool) -> None:
    found = occasions(rows(last + 20, last + 10, last))
    assert reaches_threshold(found, RULES, TODAY) is recent
    assert reaches_threshold(found, RULES)


def test_the_fullest_window_that_still_matters_is_named() -> None:
    numbers = tally(rows(85, 80, 75, 2), RULES, TODAY)
    assert (numbers.occasions, numbers.ever, numbers.span_days) == (4, 4, 83)
    numbers = tally(rows(150, 145, 140, 40, 2), RULES, TODAY)
    assert (numbers.occasions, numbers.ever) == (2, 5)
    assert [occasion.day for occasion in numbers.counted] == [TODAY - dt.timedelta(days=ago) for ago in (40, 2)]


def test_of_equally_full_windows_the_latest_is_named() -> None:
    numbers = tally(rows(160, 120, 80, 20, 10), RULES, TODAY)
    assert [(TODAY - occasion.day).days for occasion in numbers.counted] == [80, 20, 10]


@pytest.mark.parametrize(("ended", "named"), [(90, [150, 120, 90]), (91, [91, 5])])
def test_a_fuller_window_is_named_as_long_as_it_ended_at_most_ninety_days_ago(ended: int, named: list[int]) -> None:
    numbers = tally(rows(150, 120, ended, 5), RULES, TODAY)
    assert [(TODAY - occasion.day).days for occasion in numbers.counted] == named


def test_when_all_is_old_the_last_window_is_named() -> None:
    numbers = tally(rows(400, 200, 199), RULES, TODAY)
    assert (numbers.occasions, numbers.span_days) == (2, 1)


def test_a_conflict_without_rows_counts_nothing() -> None:
    numbers = tally([], RULES, TODAY)
    assert (numbers.occasions, numbers.span_days, numbers.counted) == (0, 0, ())
    assert numbers.last_day is None


def test_rows_are_counted_where_rows_are_meant() -> None:
    members = [row(3, 1, handling=Handling.COACHED), row(3, 2, handling=Handling.COACHED), row(1, 3)]
    numbers = tally(members, RULES, TODAY)
    assert (numbers.occasions, numbers.coached, numbers.minutes) == (2, 2, 30)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(st.integers(0, 400), max_size=15))
def test_the_counted_window_is_never_longer_than_the_window(days: list[int]) -> None:
    numbers = tally(rows(*days), RULES, TODAY)
    assert numbers.span_days <= RULES.window_days
    assert numbers.occasions <= numbers.ever


def test_the_flag_is_raised_by_the_third_occasion_and_not_by_the_second() -> None:
    assert after(Standing.OPEN, rows(41, 20)) is Standing.OPEN
    assert after(Standing.OPEN, rows(41, 20, 20)) is Standing.OPEN
    assert after(Standing.OPEN, rows(41, 20, 0)) is Standing.VERDICT_DUE


def test_the_flag_is_raised_by_a_back_dated_row_too() -> None:
    assert after(Standing.OPEN, rows(0, 20, 41)) is Standing.VERDICT_DUE


def test_an_open_card_stays_though_its_occasions_grow_old() -> None:
    assert after(Standing.VERDICT_DUE, rows(300, 280, 260)) is Standing.VERDICT_DUE
    assert after(Standing.OPEN, rows(300, 280, 260)) is Standing.OPEN


@pytest.mark.parametrize("standing", [Standing.VERDICT_DUE, Standing.LATER])
def test_a_card_goes_when_the_rows_that_opened_it_are_gone(standing: Standing) -> None:
    assert after(standing, rows(40, 20)) is Standing.OPEN
    assert after(standing, []) is Standing.OPEN


def test_a_card_that_a_failed_fix_opened_stays_whatever_the_count() -> None:
    for standing in (Standing.VERDICT_DUE, Standing.LATER):
        stays = standing_after_rows_changed(
            conflict(standing), occasions(rows(40, 20)), None, RULES, TODAY, came_back=True
        )
        assert stays is standing


def test_a_decision_under_way_is_not_disturbed_by_more_occasions() -> None:
    for standing in (Standing.FIXING, Standing.LATER):
        assert after(standing, rows(40, 30, 20, 10, 0)) is standing


def test_one_recurrence_in_the_watch_is_shown_and_two_mean_it_came_back() -> None:
    assert after(Standing.IN_EFFECT, rows(80, 70, 60, 10), in_effect=50) is Standing.IN_EFFECT
    assert after(Standing.IN_EFFECT, rows(80, 70, 60, 10, 5), in_effect=50) is Standing.VERDICT_DUE
    assert after(Standing.IN_EFFECT, rows(80, 70, 60, 10, 10), in_effect=50) is Standing.IN_EFFECT


def test_what_rows_brought_back_stays_so_while_two_are_left_and_a_word_that_it_came_back_in_any_case() -> None:
    effect = TODAY - dt.timedelta(days=50)

    def stands(standing: Standing, brought_back: dt.date | None, *days_ago: int) -> Standing:
        found = occasions(rows(*days_ago))
        return standing_after_rows_changed(
            conflict(standing), found, None, RULES, TODAY, came_back=True, brought_back=brought_back
        )

    for waiting in (Standing.VERDICT_DUE, Standing.LATER):
        assert stands(waiting, effect, 80, 70, 60, 10, 5) is waiting
        assert stands(waiting, effect, 80, 70, 60, 10) is Standing.IN_EFFECT
        assert stands(waiting, None, 80) is waiting


def test_what_was_before_the_fix_took_effect_is_no_recurrence_and_its_own_day_is_since() -> None:
    assert after(Standing.IN_EFFECT, rows(80, 70, 60, 51, 50), in_effect=50) is Standing.IN_EFFECT
    assert after(Standing.IN_EFFECT, rows(80, 70, 60, 50, 20), in_effect=50) is Standing.VERDICT_DUE


@given(st.lists(st.integers(0, 120), min_size=1, max_size=6, unique=True), st.integers(0, 120))
def test_what_the_watch_counts_as_since_is_what_brings_a_conflict_back(ago: list[int], effect: int) -> None:
    of = sorted(ago, reverse=True)
    day = TODAY - dt.timedelta(days=effect)
    watched = Fix(FixId(1), "uid", ConflictId(1), FixKind.SCOPE, "", None, "", FixState.IN_EFFECT, day, in_effect=day)
    seen = watch(watched, occasions(rows(*of)), set(), [], RULES, TODAY)
    assert seen is not None
    came_back = after(Standing.IN_EFFECT, rows(*of), in_effect=effect) is Standing.VERDICT_DUE
    assert came_back is (seen.since.occasions >= RULES.recurrences)


@pytest.mark.parametrize("standing", [Standing.TENSION, Standing.CLOSED, Standing.HELD, Standing.UNCLEAR])
def test_what_was_settled_reopens_with_a_newer_occasion_only(standing: Standing) -> None:
    assert after(standing, rows(40, 30, 20), until=-20) is standing
    assert after(standing, rows(300, 19), until=-20) is Standing.OPEN
    assert after(standing, rows(40, 30, 19), until=-20) is Standing.VERDICT_DUE
    assert after(standing, rows(40, 30, 0), until=10) is standing


def test_a_conflict_that_was_merged_away_stays_closed() -> None:
    assert after(Standing.CLOSED, rows(2, 1, 0)) is Standing.CLOSED


@pytest.mark.parametrize(
    ("count", "state"),
    [(0, ConflictState.WATCHING), (1, ConflictState.WATCHING), (2, ConflictState.AMBER)],
)
def test_an_open_conflict_shows_how_near_it_is(count: int, state: ConflictState) -> None:
    numbers = tally(rows(*range(count)), RULES, TODAY)
    assert shown_state(conflict(), numbers, RULES, TODAY) is state


def test_amber_fades_when_the_two_occasions_drift_out_of_one_window() -> None:
    numbers = tally(rows(91, 0), RULES, TODAY)
    assert shown_state(conflict(), numbers, RULES, TODAY) is ConflictState.WATCHING


def test_one_more_is_said_only_while_it_would_be_the_third_in_a_window() -> None:
    numbers = tally(rows(150, 120), RULES, TODAY)
    assert numbers.occasions == 2
    assert shown_state(conflict(), numbers, RULES, TODAY) is ConflictState.WATCHING
    at_the_edge = tally(rows(100, 90), RULES, TODAY)
    assert shown_state(conflict(), at_the_edge, RULES, TODAY) is ConflictState.AMBER


def test_an_open_conflict_whose_fix_failed_shows_that() -> None:
    numbers = tally(rows(1), RULES, TODAY)
    assert shown_state(conflict(), numbers, RULES, TODAY, came_back=True) is ConflictState.CAME_BACK


@pytest.mark.parametrize(
    ("until", "state"), [(1, ConflictState.LATER), (0, ConflictState.VERDICT_DUE), (-9, ConflictState.VERDICT_DUE)]
)
def test_what_was_put_off_is_due_again_on_its_day(until: int, state: ConflictState) -> None:
    numbers = tally(rows(1), RULES, TODAY)
    assert shown_state(conflict(Standing.LATER, until), numbers, RULES, TODAY) is state


def test_every_other_standing_shows_as_itself() -> None:
    numbers = tally(rows(2, 1, 0), RULES, TODAY)
    for standing in set(Standing) - {Standing.OPEN, Standing.LATER}:
        assert shown_state(conflict(standing), numbers, RULES, TODAY).value == standing.value


def test_one_more_row_is_counted_as_if_it_were_stored() -> None:
    new = NewEscalation("again", TODAY, forum="Staff", handling=Handling.COACHED)
    assert tally_with(rows(40, 20), new, RULES, TODAY).occasions == 3
    assert tally_with(rows(40, 20), new, RULES, TODAY).coached == 1
    assert tally_with(rows(40, 0), new, RULES, TODAY).occasions == 2
    met = [row(5, 1, meeting=7)]
    assert tally_with(met, NewEscalation("again", TODAY, meeting_id=7), RULES, TODAY).occasions == 1
    stored = rows(40, 20, 0)
    assert tally_with(stored, stored[2], RULES, TODAY) == tally(stored, RULES, TODAY)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((), "0 of 3 meetings"),
        ((5,), "1 of 3 meetings"),
        ((6, 5), "2 of 3 meetings, 1 day"),
        ((46, 5), "2 of 3 meetings, 41 days"),
        ((46, 20, 5), "3 meetings in 41 days"),
    ],
)
def test_the_count_is_said_in_words(days: tuple[int, ...], words: str) -> None:
    assert words_for_count(tally(rows(*days), RULES, TODAY), RULES) == words


def test_three_meetings_on_one_day_are_said_so() -> None:
    members = [row(3, number, meeting=number) for number in (1, 2, 3)]
    assert words_for_count(tally(members, RULES, TODAY), RULES) == "3 meetings on one day"


@pytest.mark.parametrize("standing", [Standing.TENSION, Standing.FIXING, Standing.CLOSED])
def test_only_a_card_that_waits_goes_back_to_its_fix_when_a_row_that_brought_it_back_is_gone(
    standing: Standing,
) -> None:
    effect = TODAY - dt.timedelta(days=30)
    found = occasions(rows(10))
    assert standing_after_rows_changed(conflict(standing), found, None, RULES, TODAY, brought_back=effect) is standing


def test_a_fix_comes_back_only_while_it_is_watched() -> None:
    assert after(Standing.IN_EFFECT, rows(10, 5), in_effect=30) is Standing.VERDICT_DUE
    for standing in (Standing.OPEN, Standing.CLOSED, Standing.FIXING):
        assert after(standing, rows(10, 5), in_effect=30) is standing
    assert after(Standing.IN_EFFECT, rows(10, 5)) is Standing.IN_EFFECT


def test_a_card_put_off_is_not_opened_anew_by_an_occasion_after_its_day() -> None:
    put_off, found = conflict(Standing.LATER, -5), occasions(rows(2))
    assert standing_after_rows_changed(put_off, found, None, RULES, TODAY, came_back=True) is Standing.LATER


def test_only_what_was_put_off_is_due_again_on_its_day() -> None:
    for standing in (Standing.TENSION, Standing.CLOSED, Standing.HELD):
        assert shown_state(conflict(standing, -9), tally([], RULES, TODAY), RULES, TODAY).value == standing.value
    without_day = conflict(Standing.LATER)
    assert shown_state(without_day, tally([], RULES, TODAY), RULES, TODAY) is ConflictState.LATER


def test_a_row_without_minutes_adds_none_and_a_conflict_without_rows_has_no_last_day() -> None:
    numbers = tally([row(1, 1), row(1, 2)._replace(minutes=None)], RULES, TODAY)
    assert (numbers.minutes, numbers.last_day) == (10, TODAY - dt.timedelta(days=1))
    assert tally([], RULES, TODAY).last_day is None


def test_an_occasion_has_the_meeting_or_the_forum_of_any_of_its_rows() -> None:
    bare_first = occasions([row(1, 1), row(1, 2, forum="Staff"), row(1, 3, meeting=7)])
    assert [(one.meeting_id, one.forum) for one in bare_first] == [(None, "Staff"), (7, "")]
    (met,) = occasions([row(1, 1, meeting=7), row(1, 2, meeting=7, forum="Staff")])
    assert (met.meeting_id, met.forum) == (7, "Staff")
