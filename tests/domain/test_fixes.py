"""The watch over a fix: rates over logged weeks, and the line about chance."""

from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.conflicts import Occasion, Rules, Standing
from rhythm.domain.escalations import Cause, ConflictId, Escalation, EscalationId
from rhythm.domain.fixes import (
    KIND_FOR_CAUSE,
    Chance,
    Fix,
    FixId,
    FixKind,
    FixState,
    Rate,
    Watch,
    chance,
    main_area,
    main_cause,
    newest_kept,
    standing_with,
    suggested_kind,
    watch,
)

EFFECT = dt.date(2026, 9, 14)  # a Monday
RULES = Rules()


def fix(in_effect: dt.date | None = EFFECT) -> Fix:
    return Fix(
        FixId(1),
        "uid",
        ConflictId(1),
        FixKind.INTERFACE,
        "one owner",
        None,
        "",
        FixState.IN_EFFECT,
        dt.date(2026, 9, 10),
        in_effect,
    )


def found(*days: int) -> list[Occasion]:
    """Occasions so many days after the fix took effect; negative before."""
    return [Occasion(EFFECT + dt.timedelta(days=day), None, "", ()) for day in days]


def in_area(area: str) -> Escalation:
    return Escalation(EscalationId(1), "", EFFECT, "who signs", area=area)


def weeks(*numbers: int) -> set[dt.date]:
    return {EFFECT + dt.timedelta(weeks=number) for number in numbers}


def seen(occasions: list[Occasion], logged: set[dt.date], days_later: int) -> Watch:
    result = watch(fix(), occasions, logged, [], RULES, EFFECT + dt.timedelta(days=days_later))
    assert result is not None
    return result


def test_there_is_no_watch_before_a_fix_takes_effect() -> None:
    assert watch(fix(None), found(-3), set(), [], RULES, EFFECT) is None


def test_before_and_since_are_counted_over_logged_weeks_only() -> None:
    result = seen(found(-41, -22, -3, 20), weeks(-6, -3, -1, 0, 2, 5), 62)
    assert result.before == Rate(3, 3, 6)
    assert result.since == Rate(1, 3, 9)
    assert (result.day, result.of_days) == (62, 90)


def test_a_week_without_a_log_is_missing_and_not_a_quiet_one() -> None:
    assert seen(found(-3), set(), 30).since == Rate(0, 0, 5)


def test_before_runs_to_the_eve_and_since_from_the_day_itself() -> None:
    result = seen(found(-1, 0), weeks(-1, 0), 0)
    assert result.before == Rate(1, 1, 1)
    assert result.since == Rate(1, 1, 1)


def test_before_begins_with_the_first_counted_occasion() -> None:
    result = seen(found(-200, -30, -20, -10), weeks(*range(-40, 1)), 0)
    assert result.before == Rate(3, 5, 5)


def test_without_an_occasion_before_there_is_nothing_to_compare_with() -> None:
    assert seen(found(3), weeks(0), 7).before == Rate(0, 0, 0)


def test_a_clock_set_back_does_not_break_the_watch() -> None:
    assert seen(found(-3), weeks(0), -5).since == Rate(0, 1, 1)


def test_the_chance_line_uses_own_data_from_the_fifth_conflict_left_alone() -> None:
    assert chance(90, [True, False, False, False]).own is None
    line = chance(90, [True, False, False, False, True])
    assert (line.own, line.n) == (0.4, 5)


def test_the_fix_that_most_causes_lead_to_is_proposed() -> None:
    assert suggested_kind([Cause.INTERFACE, Cause.DECISION_RIGHT, Cause.DECISION_RIGHT]) is FixKind.DECISION_RIGHT
    assert suggested_kind([Cause.CHARTER, Cause.OWNERSHIP_UNCLEAR, Cause.INTERFACE]) is FixKind.CHARTER


def test_of_equally_frequent_causes_the_first_marked_leads() -> None:
    assert suggested_kind([None, Cause.INTERFACE, Cause.SCOPE]) is FixKind.INTERFACE


def test_the_cause_that_was_marked_most_is_told_with_its_number_and_unknown_is_none() -> None:
    marked = [None, Cause.UNKNOWN, Cause.SKILL, Cause.UNKNOWN, Cause.SCOPE, Cause.SCOPE]
    assert main_cause(marked) == (Cause.SCOPE, 2)
    assert main_cause([Cause.SKILL, Cause.SCOPE]) == (Cause.SKILL, 1), "of equally many the first"
    assert main_cause([None, Cause.UNKNOWN]) is None


def test_the_area_of_most_rows_is_theirs_and_other_is_none() -> None:
    assert main_area([in_area(area) for area in ("other", "other", "", "quality", "roadmap", "roadmap")]) == "roadmap"
    assert main_area([in_area("other"), in_area("")]) == ""


def test_a_fix_waits_until_it_is_in_effect_and_its_watch_is_over_on_its_last_day() -> None:
    watched = fix()._replace(verify_on=EFFECT + dt.timedelta(days=90))
    assert not watched.waits
    assert watched._replace(state=FixState.DECIDED).waits
    assert not watched.watched_to_the_end(EFFECT + dt.timedelta(days=89))
    assert watched.watched_to_the_end(EFFECT + dt.timedelta(days=90))
    assert not watched._replace(state=FixState.HELD).watched_to_the_end(EFFECT + dt.timedelta(days=90))


def test_causes_that_lead_nowhere_propose_nothing() -> None:
    assert suggested_kind([]) is None
    assert suggested_kind([None, Cause.SKILL, Cause.BELONGS_HERE, Cause.UNKNOWN]) is None
    assert set(Cause) - set(KIND_FOR_CAUSE) == {Cause.SKILL, Cause.BELONGS_HERE, Cause.UNKNOWN}


@pytest.mark.parametrize(
    ("days", "low", "high"),
    [
        (1, 0.29, 0.54),
        (30, 0.29, 0.54),
        (45, 0.29, 0.54),
        (46, 0.15, 0.34),
        (60, 0.15, 0.34),
        (75, 0.15, 0.34),
        (76, 0.08, 0.24),
        (90, 0.08, 0.24),
        (400, 0.08, 0.24),
    ],
)
def test_the_range_of_the_nearest_of_thirty_sixty_and_ninety_days_is_told(days: int, low: float, high: float) -> None:
    assert chance(days, []) == Chance(low, high, None, 0)


def test_a_fix_in_effect_from_the_middle_of_a_week_has_no_week_before_without_an_occasion() -> None:
    wednesday = EFFECT + dt.timedelta(days=2)
    result = watch(fix(wednesday), [], weeks(-1, 0, 1), [], RULES, wednesday)
    assert result is not None
    assert (result.before, result.since) == (Rate(0, 0, 0), Rate(0, 1, 1))


def test_the_newest_fix_that_was_not_dropped_speaks_for_its_conflict() -> None:
    dropped, kept = fix()._replace(id=FixId(2), state=FixState.DROPPED), fix()
    assert newest_kept([dropped, kept]) == kept
    assert newest_kept([dropped]) is None


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (FixState.PROPOSED, Standing.FIXING),
        (FixState.DECIDED, Standing.FIXING),
        (FixState.IN_EFFECT, Standing.IN_EFFECT),
        (FixState.CAME_BACK, Standing.VERDICT_DUE),
        (FixState.HELD, Standing.OPEN),
    ],
)
def test_a_conflict_stands_as_its_newest_fix_does(state: FixState, standing: Standing) -> None:
    assert standing_with(fix()._replace(state=state)) is standing
    assert standing_with(None) is Standing.OPEN


def test_rows_without_a_cause_or_an_area_say_nothing_of_the_main_one() -> None:
    assert main_cause([None, None, Cause.SCOPE]) == (Cause.SCOPE, 1)
    assert main_area(map(in_area, ("", "", "budget"))) == "budget"
