"""What the three-meetings rule says, in sentences; screens and commands say them alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rhythm.domain.conflicts import ConflictState, Rules, Tally
from rhythm.domain.escalations import Escalation, Handling
from rhythm.domain.fixes import Chance, Rate, Watch, chance_days
from rhythm.domain.saying import counted, short_day, times

_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_QUIET_SO_FAR_DAYS = 30


def dots(count: int, threshold: int, *, ascii_only: bool = False) -> str:
    """A full dot for each counted occasion, up to the threshold: `●●○`, or `**.` for terminals without them."""
    full, empty = ("*", ".") if ascii_only else ("●", "○")
    reached = min(max(count, 0), threshold)
    return full * reached + empty * (threshold - reached)


def words_for_count(numbers: Tally, rules: Rules) -> str:
    """`2 of 3 meetings, 41 days`; from the threshold on `3 meetings in 41 days`."""
    count, span = numbers.occasions, numbers.span_days
    if count < rules.threshold:
        return f"{count} of {rules.threshold} meetings" + (f", {counted(span, 'day')}" if count > 1 else "")
    return f"{count} meetings in {counted(span, 'day')}" if span else f"{count} meetings on one day"


def at_threshold(numbers: Tally, state: ConflictState, rules: Rules) -> str:
    """What is said when a row was added: `third meeting in 41 days; you coached it twice; a verdict is due`.

    One before the threshold it is the sentence of the rule (N1); below that nothing.
    """
    if state is ConflictState.VERDICT_DUE:
        coached = f"you coached it {times(numbers.coached)}; " if numbers.coached else ""
        when = f"in {counted(numbers.span_days, 'day')}" if numbers.span_days else "on one day"
        return f"{ordinal(numbers.occasions)} meeting {when}; {coached}a verdict is due"
    if state is ConflictState.AMBER and numbers.occasions == rules.threshold - 1:
        return "one more and the rule says: change the structure"
    return ""


def coached_already(rows: Iterable[Escalation], today: dt.date) -> str:
    """The line for coaching a flagged conflict once more (N1), from its earlier rows; nothing without such rows."""
    coached = [row for row in rows if row.handling is Handling.COACHED]
    if not coached:
        return ""
    said = ", ".join(short_day(day, today) for day in sorted({row.day for row in coached}))
    return f"coached {counted(len(coached), 'time')} already ({said}). The rule: fix the structure instead."


def watch_lines(found: Watch) -> tuple[str, ...]:
    """The watch over a fix in plain lines (N3): the day, the rates in logged weeks, and what chance would do."""
    lines = [
        f"watch day {found.day} of {found.of_days}",
        f"before {_before(found.before)} | since {_since(found.since)}",
    ]
    if found.day < found.of_days and not found.since.occasions and found.day >= _QUIET_SO_FAR_DAYS:
        lines.append("quiet so far")
    lines.append(chance_line(found.chance, found.of_days))
    return tuple(lines)


def watch_short(found: Watch) -> str:
    """The watch over a fix in a few words: `3 before, none since · day 31 of 90`; at its end the question first."""
    counts = f"{found.before.occasions} before, {found.since.occasions or 'none'} since"
    return f"{counts} · day {found.day} of {found.of_days}" if found.day < found.of_days else f"did it hold? · {counts}"


def chance_line(chance: Chance, of_days: int) -> str:
    """How often a conflict stays this quiet by itself: the own share once there is one, else the typical range.

    The range is named with the days that it was found for, which need not be those of the watch.
    """
    if chance.own is not None:
        silent = round(chance.own * chance.n)
        return (
            f"of {chance.n} you left alone, {silent} {'was' if silent == 1 else 'were'} also silent for {of_days} days"
        )
    low, high = round(chance.low * 100), round(chance.high * 100)
    one_in = round(2 / (chance.low + chance.high))
    return f"by chance alone about 1 in {one_in} stay this quiet for {chance_days(of_days)} days ({low} to {high} %)"


def ordinal(number: int) -> str:
    """`third`; from eleven on `11th`."""
    if 0 < number < len(_ORDINALS):
        return _ORDINALS[number]
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _before(rate: Rate) -> str:
    return f"{rate.occasions} in {counted(rate.logged_weeks, 'logged week')}"


def _since(rate: Rate) -> str:
    return f"{rate.occasions} in {rate.logged_weeks} of {counted(rate.weeks, 'logged week')}"
