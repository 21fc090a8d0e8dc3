from __future__ import annotations

import datetime as dt

import pytest

from rhythm.domain.conflict_words import at_threshold, chance_line, coached_already, dots, ordinal, watch_lines
from rhythm.domain.conflicts import ConflictState, Rules, tally
from rhythm.domain.escalations import Escalation, EscalationId, Handling
from rhythm.domain.fixes import Chance, Rate, Watch, chance
from rhythm.domain.saying import short_day, times

TODAY = dt.date(2026, 11, 20)


def row(days_ago: int, handling: Handling | None = None) -> Escalation:
    day = TODAY - dt.timedelta(days=days_ago)
    return Escalation(EscalationId(days_ago + 1), f"U{days_ago}", day, "who decides", handling=handling)


@pytest.mark.parametrize(
    ("count", "threshold", "drawn", "plain"),
    [(0, 3, "○○○", "..."), (2, 3, "●●○", "**."), (3, 3, "●●●", "***"), (7, 3, "●●●", "***"), (-1, 2, "○○", "..")],
)
def test_dots_fill_up_to_the_threshold(count: int, threshold: int, drawn: str, plain: str) -> None:
    assert dots(count, threshold) == drawn
    assert dots(count, threshold, ascii_only=True) == plain


def test_the_third_meeting_is_said_in_words() -> None:
    numbers = tally([row(41, Handling.COACHED), row(20, Handling.COACHED), row(0)], Rules(), TODAY)
    assert at_threshold(numbers, ConflictState.VERDICT_DUE, Rules()) == (
        "third meeting in 41 days; you coached it twice; a verdict is due"
    )


def test_without_coaching_the_sentence_leaves_it_out() -> None:
    numbers = tally([row(41), row(20), row(0)], Rules(), TODAY)
    assert at_threshold(numbers, ConflictState.VERDICT_DUE, Rules()) == "third meeting in 41 days; a verdict is due"


def test_one_before_the_threshold_the_rule_is_announced_and_below_nothing_is_said() -> None:
    two, one = tally([row(9), row(0)], Rules(), TODAY), tally([row(0)], Rules(), TODAY)
    assert at_threshold(two, ConflictState.AMBER, Rules()) == "one more and the rule says: change the structure"
    assert at_threshold(one, ConflictState.WATCHING, Rules()) == ""
    assert at_threshold(two, ConflictState.LATER, Rules()) == ""


def test_earlier_coaching_is_named_with_its_days() -> None:
    rows = [row(100, Handling.COACHED), row(79, Handling.COACHED), row(3, Handling.DECIDED)]
    assert coached_already(rows, TODAY) == (
        "coached 2 times already (12 Aug, 2 Sep). The rule: fix the structure instead."
    )
    assert coached_already(rows[:1], TODAY).startswith("coached 1 time already (12 Aug).")
    assert coached_already(rows[2:], TODAY) == ""


def test_the_watch_is_told_in_rates_over_logged_weeks() -> None:
    watch = Watch(92, 90, Rate(3, 6, 8), Rate(0, 11, 13), Chance(0.08, 0.24, None, 2))
    assert watch_lines(watch) == (
        "watch day 92 of 90",
        "before 3 in 6 logged weeks | since 0 in 11 of 13 logged weeks",
        "by chance alone about 1 in 6 stay this quiet for 90 days (8 to 24 %)",
    )


@pytest.mark.parametrize(
    ("day", "since", "quiet"), [(29, 0, False), (30, 0, True), (89, 0, True), (90, 0, False), (40, 1, False)]
)
def test_before_the_verdict_silence_is_only_quiet_so_far(day: int, since: int, quiet: bool) -> None:
    watch = Watch(day, 90, Rate(3, 6, 8), Rate(since, 4, 5), Chance(0.08, 0.24, None, 0))
    assert ("quiet so far" in watch_lines(watch)) is quiet


def test_own_data_replaces_the_typical_range() -> None:
    assert chance_line(chance(120, ()), 120).endswith("stay this quiet for 90 days (8 to 24 %)")
    assert chance_line(Chance(0.08, 0.24, 0.25, 8), 90) == "of 8 you left alone, 2 were also silent for 90 days"
    assert chance_line(Chance(0.08, 0.24, 0.2, 5), 90) == "of 5 you left alone, 1 was also silent for 90 days"


def test_numbers_are_said_as_people_say_them() -> None:
    assert [times(1), times(2), times(3)] == ["once", "twice", "3 times"]
    assert [ordinal(n) for n in (1, 3, 10, 11, 12, 21, 22, 23, 111)] == [
        "first", "third", "tenth", "11th", "12th", "21st", "22nd", "23rd", "111th",
    ]  # fmt: skip
    assert short_day(dt.date(2025, 8, 12), TODAY) == "12 Aug 2025"
