"""A conflict by day and by week: what stands where, and that a week without a log is never quiet."""

from __future__ import annotations

import datetime as dt
import random

from hypothesis import given
from hypothesis import strategies as st

from rhythm.domain.conflict_story import GAP_WEEKS, Gap, Step, StepKind, Story, fold, rows_behind, tell
from rhythm.domain.conflicts import Occasion, Rules, Verdict, VerdictKind, occasions
from rhythm.domain.escalations import ConflictId, Escalation, EscalationId
from rhythm.domain.fixes import Fix, FixId, FixKind, FixState
from rhythm.domain.people import PersonId

TODAY = dt.date(2026, 11, 20)
RULES = Rules()
CONFLICT = ConflictId(1)


def day(ago: int) -> dt.date:
    """So many days before today."""
    return TODAY - dt.timedelta(days=ago)


def met(*agos: int) -> tuple[Occasion, ...]:
    """A meeting on each of these days."""
    return occasions(Escalation(EscalationId(n), "", day(ago), "x") for n, ago in enumerate(agos, 1))


def mondays(occurred: tuple[Occasion, ...]) -> frozenset[dt.date]:
    """The weeks in which something came up; nothing else was logged."""
    return frozenset(one.day - dt.timedelta(days=one.day.weekday()) for one in occurred)


def fix(decided: int, effect: int | None = None, settled: int | None = None, state: FixState | None = None) -> Fix:
    """A fix by how many days ago each step was."""
    state = state or (FixState.IN_EFFECT if effect is not None else FixState.DECIDED)
    days = [day(ago) if ago is not None else None for ago in (effect, settled)]
    return Fix(
        FixId(7), "", CONFLICT, FixKind.CHARTER, "", PersonId(1), "Dana", state, day(decided), days[0], None, days[1]
    )


def verdict(kind: VerdictKind, ago: int, until: int | None = None, why: str = "") -> Verdict:
    """An answer given so many days ago."""
    return Verdict(CONFLICT, day(ago), kind, why, day(until) if until is not None else None)


def story(found: tuple[Occasion, ...], *, verdicts: tuple[Verdict, ...] = (), fixes: tuple[Fix, ...] = ()) -> Story:
    """The story of all that, where nothing else was logged."""
    return tell(found, verdicts, fixes, mondays(found), RULES, TODAY)


def kinds(told: Story, *, gaps: bool = False) -> list[tuple[StepKind, int]]:
    """The steps by kind and by how many days ago they were."""
    return [(step.kind, (TODAY - step.day).days) for step in told.steps if gaps or step.kind is not StepKind.GAP]


def test_everything_stands_on_its_day_the_meeting_before_what_followed_from_it() -> None:
    told = story(
        met(60, 40, 20),
        verdicts=(verdict(VerdictKind.LATER, 20, 6), verdict(VerdictKind.FIX, 15)),
        fixes=(fix(15, 10),),
    )
    assert kinds(told) == [
        (StepKind.MET, 60),
        (StepKind.MET, 40),
        (StepKind.MET, 20),
        (StepKind.VERDICT, 20),
        (StepKind.DECIDED, 15),
        (StepKind.IN_EFFECT, 10),
    ]
    assert [step.fix.id for step in told.took_effect if step.fix is not None] == [7]


def test_the_answer_fix_is_told_by_the_fix_unless_it_has_a_reason() -> None:
    found, fixes = met(60, 40, 20), (fix(15),)
    assert StepKind.VERDICT not in dict(kinds(story(found, verdicts=(verdict(VerdictKind.FIX, 15),), fixes=fixes)))
    told = story(found, verdicts=(verdict(VerdictKind.FIX, 15, why="enough"),), fixes=fixes)
    assert (StepKind.VERDICT, 15) in kinds(told)


def test_the_second_meeting_after_a_fix_opens_the_conflict_again_the_first_does_not() -> None:
    once = story(met(90, 70, 50, 20), fixes=(fix(45, 40),))
    assert StepKind.OPENED_AGAIN not in dict(kinds(once))
    twice = story(met(90, 70, 50, 20, 10), fixes=(fix(45, 40),))
    assert [one for one in kinds(twice) if one[0] is StepKind.OPENED_AGAIN] == [(StepKind.OPENED_AGAIN, 10)]


def test_a_meeting_on_the_day_of_the_fix_is_one_since() -> None:
    told = story(met(90, 70, 40, 10), fixes=(fix(45, 40),))
    assert [one for one in kinds(told) if one[0] is StepKind.OPENED_AGAIN] == [(StepKind.OPENED_AGAIN, 10)]
    assert StepKind.OPENED_AGAIN not in dict(kinds(story(met(90, 70, 41, 10), fixes=(fix(45, 40),))))


def test_what_held_opens_again_with_the_next_meeting_and_names_its_fix() -> None:
    told = story(met(200, 180, 160, 30, 10), fixes=(fix(150, 140, 50, FixState.HELD),))
    again = [step for step in told.steps if step.kind is StepKind.OPENED_AGAIN]
    assert [(TODAY - step.day).days for step in again] == [30]
    assert again[0].fix is not None


def test_a_tension_opens_again_after_its_day_only() -> None:
    answers = (verdict(VerdictKind.TENSION, 80, 30),)
    assert StepKind.OPENED_AGAIN not in dict(kinds(story(met(120, 100, 90, 30), verdicts=answers)))
    told = story(met(120, 100, 90, 30, 29), verdicts=answers)
    assert [one for one in kinds(told) if one[0] is StepKind.OPENED_AGAIN] == [(StepKind.OPENED_AGAIN, 29)]


def test_a_fix_that_was_replaced_no_longer_settles_anything() -> None:
    old = fix(150, 140, 30, FixState.HELD)
    new = old._replace(id=FixId(8), decided_on=day(60), in_effect=day(50), settled_on=None, state=FixState.IN_EFFECT)
    told = story(met(200, 180, 160, 20), fixes=(old, new))
    assert StepKind.OPENED_AGAIN not in dict(kinds(told))


def test_a_fix_that_was_dropped_leaves_the_one_before_it_to_settle_the_conflict() -> None:
    dropped = fix(30, settled=28, state=FixState.DROPPED)._replace(id=FixId(8))
    told = story(met(90, 80, 10), fixes=(fix(70, 65, 20, FixState.HELD), dropped))
    again = [step for step in told.steps if step.kind is StepKind.OPENED_AGAIN]
    assert [(step.day, step.fix and step.fix.id) for step in again] == [(day(10), FixId(7))]


def test_a_fix_that_was_dropped_is_watched_no_longer() -> None:
    told = story(met(90, 80, 10, 5), fixes=(fix(70, 65, 40, FixState.DROPPED),))
    assert StepKind.OPENED_AGAIN not in dict(kinds(told))


def test_quiet_weeks_make_a_gap_that_says_how_many_were_logged() -> None:
    found = met(70, 1)
    logged = mondays(found) | {day(4) - dt.timedelta(weeks=n) for n in (3, 4, 5)}
    told = tell(found, (), (), logged, RULES, TODAY)
    gaps = [step.gap for step in told.steps if step.gap is not None]
    assert gaps == [Gap(9, 3)]
    assert not [step for step in story(met(30, 1)).steps if step.gap is not None]
    assert [step.gap for step in story(met(36, 1)).steps if step.gap is not None] == [Gap(4, 0)]


def test_the_rows_behind_a_fix_are_those_it_is_measured_by_up_to_its_verdict() -> None:
    found, done = met(300, 90, 70, 50, 20, 5), fix(45, 40, 10, FixState.CAME_BACK)
    told = story(found, fixes=(done,))
    settled = next(step for step in told.steps if step.kind is StepKind.SETTLED)
    agos = [(TODAY - row.day).days for row in rows_behind(settled, found, RULES, TODAY)]
    assert agos == [90, 70, 50, 20]
    decided = next(step for step in told.steps if step.kind is StepKind.DECIDED)
    assert [(TODAY - row.day).days for row in rows_behind(decided, found, RULES, TODAY)] == [90, 70, 50]


days = st.lists(st.integers(0, 700), min_size=1, max_size=40)


@given(days, st.sets(st.integers(0, 100)), st.integers(1, 60))
def test_no_meeting_is_lost_in_the_picture_and_a_week_without_a_log_is_never_a_zero(
    agos: list[int], other_weeks: set[int], width: int
) -> None:
    found = met(*agos)
    logged = mondays(found) | {day(4) - dt.timedelta(weeks=n) for n in other_weeks}
    told = tell(found, (), (), logged, RULES, TODAY)
    assert sum(count or 0 for _, count in told.weeks) == len(found)
    assert all((count is None) == (monday not in logged) for monday, count in told.weeks)
    parts = fold(told.weeks, width)
    assert len(parts) <= width
    assert sum(part.met or 0 for part in parts) == len(found)
    for part in parts:
        inside = [count for monday, count in told.weeks if part.first <= monday <= part.last]
        assert (part.met is None) == all(count is None for count in inside)
    assert (parts[0].first, parts[-1].last) == (told.weeks[0][0], told.weeks[-1][0] + dt.timedelta(days=6))


@given(days, st.randoms(use_true_random=False))
def test_the_order_of_entry_changes_nothing(agos: list[int], order: random.Random) -> None:
    answers = [verdict(VerdictKind.TENSION, 300, 200), verdict(VerdictKind.LATER, 100, 86)]
    found, fixes = met(*agos), [fix(60, 50)]
    shuffled = list(found)
    order.shuffle(shuffled)
    order.shuffle(answers)
    again = occasions(row for one in shuffled for row in one.rows)
    assert tell(again, answers, fixes, mondays(found), RULES, TODAY) == tell(
        found, sorted(answers, key=lambda one: one.day), fixes, mondays(found), RULES, TODAY
    )


@given(days)
def test_steps_are_by_day_and_gaps_are_whole_weeks_without_any(agos: list[int]) -> None:
    told = story(met(*agos))
    assert [step.day for step in told.steps] == sorted(step.day for step in told.steps)
    busy = mondays(met(*agos))
    for step in told.steps:
        if step.gap is not None:
            assert step.gap.weeks >= GAP_WEEKS
            inside = {step.day + dt.timedelta(weeks=n) for n in range(step.gap.weeks)}
            assert not inside & busy
            assert step.gap.logged_weeks == 0


def test_a_conflict_without_rows_has_no_weeks() -> None:
    assert story(()) == Story((), ())
    assert fold((), 10) == ()
    assert rows_behind(Step(TODAY, StepKind.DECIDED, fix=fix(1)), (), RULES, TODAY) == ()
