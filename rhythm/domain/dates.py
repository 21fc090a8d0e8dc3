"""Days in words: a closed grammar, read in one of two directions, and the words a day is shown in.

An unknown word is an error with examples and never a guess: general date parsers give a wrong day without a word
for a tenth to a third of what people type. One meaning is fixed for each form and echoed by the caller:

- a bare weekday, a day without a year and an unsigned `3d` or `2 weeks` go the way the field looks;
- a day without a year that is over a year off, as 29 Feb mostly is, is refused: the year must be named; so is one
  that is nearly a year off and a month or less the other way, as `2 dec` and `w49` are in November for what was;
- `next thu` and `last fri` are the weekday of the next and the last ISO week;
- `w48` is the Monday of that week, `eow` the coming Friday, `next month` its first day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum

from rhythm.domain.day_words import (
    COUNTS,
    ENDS,
    GLUE,
    MONTH_LABELS,
    MONTHS,
    OFFSETS,
    STEPS,
    UNITS,
    WEEKDAY_LABELS,
    WEEKDAYS,
)
from rhythm.domain.day_years import far_off, refuse_other_way
from rhythm.domain.names import shown
from rhythm.domain.periods import (
    MONTHS_A_YEAR,
    Week,
    add_months,
    add_workdays,
    parse_week,
    quarter_of,
    week_of,
)
from rhythm.errors import BadInput
from rhythm.values import NamedTuple

RANGE_YEARS = 5
HINT = "try today, fri, next thu, 3d, -2w, in 2 weeks, 26 nov 2026 or 2026-11-26"
FULL_HINT = "write days as 2026-11-26"
DAYS_A_YEAR = 366
"""At most: a date without a year is never further off."""
_LEAP_YEAR = 2000
_NAMED_AFTER = (
    r"(?<![^\W_])(?:by|on|until):?\s+(?:the\s+)?"
    r"([0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"|[0-9]{1,2}(?:st|nd|rd|th)? [a-z]{3,9}(?: [0-9]{4})?)(?![\w./-])"
)
"""A date in the middle of a sentence, behind a word that says that one is meant."""


class Looking(StrEnum):
    """Which way a field looks: back for what was (held, log, note), ahead for what is to come (by, until)."""

    BACK = "back"
    AHEAD = "ahead"


class NumericOrder(StrEnum):
    """What `12/3` means; `refuse` asks for a clearer form."""

    REFUSE = "refuse"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class _Field(NamedTuple):
    """What a reader needs to know besides the words."""

    today: date
    looking: Looking
    numeric_order: str
    quarter_start_month: int


def parse_day(
    text: str,
    today: date,
    *,
    looking: Looking,
    numeric_order: str | None = None,
    quarter_start_month: int = 1,
) -> date:
    """Reads a day in words, seen from `today`.

    `numeric_order` is a NumericOrder slug; None refuses `12/3`. Raises BadInput, with examples in the hint, for
    anything outside the grammar, a weekday that contradicts its date, and days over five years away.
    """
    words = plain_words(text)
    field = _Field(today, looking, numeric_order or NumericOrder.REFUSE, quarter_start_month)
    try:
        day = _read(words, field)
        if day is None:
            raise _unread(text, words)
        if not add_months(today, -60) <= day <= add_months(today, 60):
            raise BadInput(f"{shown(text)} is more than {RANGE_YEARS} years away", HINT)
    except (OverflowError, ValueError):
        raise _unread(text, words) from None
    return day


def parse_full_day(text: str, *, numeric_order: str | None = None) -> date:
    """Reads a day with its year, as files hold them: ISO (a time after it is dropped), `26.11.2026`, `26 nov 2026`.

    Nothing here depends on the day of reading, so that a file means the same next week. Raises BadInput.
    """
    typed = shown(text)
    bare = re.sub(r"(?<=[0-9])[t ][0-9]{1,2}:.*$", "", text.strip().casefold(), flags=re.DOTALL)
    field = _Field(date(2000, 1, 1), Looking.BACK, numeric_order or NumericOrder.REFUSE, 1)
    try:
        weekday, words = _split_weekday(plain_words(bare))
        parts = _date_parts(words, field)
        if parts is None or parts[0] is None:
            raise BadInput(f"'{typed}' is not a full date", FULL_HINT)
        day = date(parts[0], parts[1], parts[2])
    except (OverflowError, ValueError):
        raise BadInput(f"'{typed}' is not a full date", FULL_HINT) from None
    _agree(weekday, day)
    return day


def looks_like_day(text: str) -> bool:
    """Whether text is made of this grammar's words only, so that `by 5 people` stays a sentence.

    A lone number does not count. True does not mean that the day exists.
    """
    words = plain_words(text).split()
    known = GLUE | WEEKDAYS.keys() | MONTHS.keys() | UNITS.keys() | COUNTS.keys() | STEPS.keys()
    known |= OFFSETS.keys() | ENDS.keys()
    numeric = (
        r"[0-9]{1,4}(st|nd|rd|th)?|[0-9]{1,4}[./-][0-9./-]+|[+-]?[0-9]{1,4}(d|w|wd|mo|y)"
        r"|([0-9]{4}-?)?(kw|wk|w)[0-9]{1,2}"
    )
    if not words or (len(words) == 1 and words[0].isdigit()):
        return False
    return all(word in known or re.fullmatch(numeric, word) for word in words)


def no_such_day(text: str) -> str:
    """What is wrong with a date that a sentence names after `by`, `on` or `until`, where there is none; else nothing.

    Only what nobody could mean otherwise is found, such as `by 31.02.2026` and `until 31 nov`.
    """
    field = _Field(date(2000, 1, 1), Looking.BACK, NumericOrder.DAY_FIRST, 1)
    for match in re.finditer(_NAMED_AFTER, text, re.IGNORECASE):
        parts = _date_parts(plain_words(match[1]), field)
        if parts is not None and _day_of(*parts) is None:
            return _no_such_day(*parts, field).message
    return ""


def _unread(text: str, words: str) -> BadInput:
    """That a day can't be read; what was meant, where it is one slip away."""
    # Deferred: it is for slips only.
    from rhythm.domain.day_slips import meant_by

    meant = meant_by(words)
    if not text.strip():
        return BadInput("the day is empty", HINT)
    return BadInput(f"'{shown(text)}' is not a day I can read", f"did you mean {meant}?" if meant else HINT)


def plain_words(text: str) -> str:
    """Lower-case words with single spaces, `12-oct` as two; commas and dots after words and ordinals are dropped."""
    plain = text.casefold().replace("−", "-").replace("–", "-").replace(",", " ")
    plain = re.sub(r"(?<=[a-z])\.(?= |$)|(?<=[0-9])\.(?= )", "", plain)
    plain = re.sub(r"(?<=[0-9])-(?=[a-z])|(?<=[a-z])-(?=[0-9])", " ", plain)
    return " ".join(plain.split())


def _read(words: str, field: _Field) -> date | None:
    readers: tuple[Callable[[str, _Field], date | None], ...] = (
        _named_day,
        _weekday,
        _period,
        _distance,
        _week_number,
        _calendar_date,
    )
    return next((day for reader in readers if (day := reader(words, field)) is not None), None)


def _named_day(words: str, field: _Field) -> date | None:
    if words in OFFSETS:
        return field.today + timedelta(days=OFFSETS[words])
    end = ENDS.get(words)
    if end == "week":
        return field.today + timedelta(days=(WEEKDAYS["fri"] - field.today.weekday()) % 7)
    if end == "month":
        return add_months(field.today.replace(day=1), 1) - timedelta(days=1)
    if end == "quarter":
        return quarter_of(field.today, field.quarter_start_month).last_day
    match = re.fullmatch(r"end of ([a-z]+)(?: ([0-9]{4}))?", words)
    if not match or match[1] not in MONTHS:
        return None
    month = MONTHS[match[1]]
    if match[2]:
        return _last_of_month(int(match[2]), month)
    day, name = _end_of_month(month, field), f"end of {MONTH_LABELS[month - 1]}"
    _refuse_other_way(name, day.year, day, lambda year: _last_of_month(year, month), field)
    return day


def _end_of_month(month: int, field: _Field) -> date:
    """The last day of the nearest such month the way the field looks."""
    year = field.today.year
    ends = [_last_of_month(one, month) for one in (year - 1, year, year + 1)]
    if field.looking is Looking.AHEAD:
        return next(day for day in ends if day >= field.today)
    return next(day for day in reversed(ends) if day <= field.today)


def _last_of_month(year: int, month: int) -> date:
    return add_months(date(year, month, 1), 1) - timedelta(days=1)


def _weekday(words: str, field: _Field) -> date | None:
    step, _, name = words.rpartition(" ")
    wanted = WEEKDAYS.get(name)
    if wanted is None or (step and step not in STEPS):
        return None
    if step:
        return field.today + timedelta(days=wanted - field.today.weekday() + 7 * STEPS[step])
    if field.looking is Looking.BACK:
        return field.today - timedelta(days=(field.today.weekday() - wanted) % 7)
    return field.today + timedelta(days=(wanted - field.today.weekday() - 1) % 7 + 1)


def _period(words: str, field: _Field) -> date | None:
    """`next week`, `last month`, `this quarter`: its first day; of this one, seen ahead, today."""
    name, _, unit = words.partition(" ")
    step = STEPS.get(name)
    if step is None:
        return None
    if unit == "week":
        day = week_of(field.today).first_day + timedelta(weeks=step)
    elif unit == "month":
        day = add_months(field.today.replace(day=1), step)
    elif unit == "quarter":
        day = quarter_of(field.today, field.quarter_start_month).shifted(step).first_day
    else:
        return None
    return max(day, field.today) if step == 0 and field.looking is Looking.AHEAD else day


def _distance(words: str, field: _Field) -> date | None:
    """`in 2 weeks`, `2 weeks ago`, `3d`, `+3d`, `-2w`, `in 5 workdays`."""
    match = re.fullmatch(r"(in )?([+-]?) ?([0-9]{1,4}|[a-z]+) ?([a-z]+)( ago)?", words)
    unit = UNITS.get(match[4]) if match else None
    if not match or unit is None or sum(map(bool, match.group(1, 2, 5))) > 1:
        return None
    count = int(match[3]) if match[3].isdigit() else COUNTS.get(match[3])
    if count is None:
        return None
    ahead = field.looking is Looking.AHEAD
    if any(match.group(1, 2, 5)):
        ahead = bool(match[1]) or match[2] == "+"
    return _moved(field.today, count if ahead else -count, unit)


def _moved(day: date, count: int, unit: str) -> date:
    if unit == "workday":
        return add_workdays(day, count)
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    return add_months(day, count * {"month": 1, "quarter": 3, "year": MONTHS_A_YEAR}[unit])


def _week_number(words: str, field: _Field) -> date | None:
    """`w48`: its Monday; seen from inside that week by a field that looks ahead, today."""
    match = re.fullmatch(r"(?:([0-9]{4})[- ]?)?(?:w|kw|wk|week) ?([0-9]{1,2})(?: ([0-9]{4}))?", words)
    if not match or (match[1] and match[3]):
        return None
    number, named_year = int(match[2]), match[1] or match[3]
    if named_year:
        return parse_week(f"{named_year}-w{number}", field.today).first_day
    week = parse_week(f"w{number}", field.today) if field.looking is Looking.BACK else _week_ahead(number, field.today)
    _refuse_other_way(f"week {number}", week.year, week.first_day, lambda year: _monday_of(year, number), field)
    return week.first_day if field.looking is Looking.BACK else max(week.first_day, field.today)


def _week_ahead(number: int, today: date) -> Week:
    """The nearest week of that number that is not over."""
    year = today.isocalendar().year
    for candidate in (year, year + 1):
        monday = _monday_of(candidate, number)
        if monday is not None and monday + timedelta(days=6) >= today:
            return week_of(monday)
    raise BadInput(f"there is no week {number} in {year} or {year + 1}", HINT)


def _monday_of(year: int, number: int) -> date | None:
    try:
        return date.fromisocalendar(year, number, 1)
    except ValueError:
        return None


def _calendar_date(words: str, field: _Field) -> date | None:
    """`26 nov`, `thu 26 nov`, `nov 26 2026`, `3.12.`, `2026-11-26`, `12/3`; the year may be left out."""
    weekday, rest = _split_weekday(words)
    parts = _date_parts(rest, field)
    if parts is None:
        return None
    year, month, day_number = parts
    day = _day_of(year, month, day_number) if year is not None else _nearest_year(month, day_number, field)
    if day is None:
        raise _no_such_day(year, month, day_number, field)
    if year is None and abs(day - field.today).days > DAYS_A_YEAR:
        raise far_off(day, field.today)
    if year is None and not (weekday and WEEKDAYS[weekday] == day.weekday()):
        # A weekday that agrees says that the day is meant.
        name = f"{day.day} {MONTH_LABELS[day.month - 1]}"
        _refuse_other_way(name, day.year, day, lambda year: _day_of(year, month, day_number), field)
    _agree(weekday, day)
    return day


def _day_of(year: int | None, month: int, day_number: int) -> date | None:
    """The day that a date names; None where there is none. Without a year February has 29 days."""
    try:
        return date(_LEAP_YEAR if year is None else year, month, day_number)
    except ValueError:
        return None


def _no_such_day(year: int | None, month: int, day_number: int, field: _Field) -> BadInput:
    """What is wrong with a date of which every part can be read, and yet there is no such day.

    Without a year the month ends as the nearest one does the way the field looks.
    """
    if year == 0 or not 1 <= month <= MONTHS_A_YEAR:
        return BadInput(f"there is no {'year 0' if year == 0 else f'month {month}'}", HINT)
    of_year = f" {year}" if year is not None else ""
    label = MONTH_LABELS[month - 1]
    last = _end_of_month(month, field) if year is None else _last_of_month(year, month)
    ending = f"{label} {last.year} ends on the {last.day}{'st' if last.day % 10 == 1 else 'th'}"
    return BadInput(f"there is no {day_number} {label}{of_year}", ending)


def _refuse_other_way(said: str, year: int, day: date, of: Callable[[int], date | None], field: _Field) -> None:
    """Refuse a day that was found without its year, where the one that the field does not look at is near."""
    other = year + (1 if field.looking is Looking.BACK else -1)
    refuse_other_way(said, (f"{said.lower()} {year}", day), (f"{said.lower()} {other}", of(other)), field.today)


def _split_weekday(words: str) -> tuple[str, str]:
    first, _, rest = words.partition(" ")
    if first in WEEKDAYS:
        return first, rest
    rest, _, last = words.rpartition(" ")
    return (last, rest) if last in WEEKDAYS else ("", words)


def _agree(weekday: str, day: date) -> None:
    if weekday and WEEKDAYS[weekday] != day.weekday():
        said = f"{day.day} {MONTH_LABELS[day.month - 1]} {day.year}"
        right, wrong = WEEKDAY_LABELS[day.weekday()], WEEKDAY_LABELS[WEEKDAYS[weekday]]
        raise BadInput(f"{said} is a {right}, not a {wrong}", "leave the weekday out, or give the right one")


def _date_parts(words: str, field: _Field) -> tuple[int | None, int, int] | None:
    """Year (None when not named), month and day of a date in any of its written forms."""
    if match := re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", words):
        return int(match[1]), int(match[3]), int(match[4])
    if match := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", words):
        return int(match[1]), int(match[2]), int(match[3])
    if match := re.fullmatch(r"([0-9]{1,2})\.([0-9]{1,2})(?:\.([0-9]{4}|[0-9]{2})?)?", words):
        return _year(match[3]), int(match[2]), int(match[1])
    if match := re.fullmatch(r"([0-9]{1,2})([/-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?", words):
        return _year(match[4]), *_ordered(int(match[1]), int(match[3]), words, field)
    match = re.fullmatch(r"([0-9]{1,2})(?:st|nd|rd|th)?(?: of)? ?([a-z]+)(?: ([0-9]{4}))?", words)
    if match and match[2] in MONTHS:
        return _year(match[3]), MONTHS[match[2]], int(match[1])
    match = re.fullmatch(r"([a-z]+) ?([0-9]{1,2})(?:st|nd|rd|th)?(?: ([0-9]{4}))?", words)
    if match and match[1] in MONTHS:
        return _year(match[3]), MONTHS[match[1]], int(match[2])
    return None


def _year(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) + (2000 if len(text) == 2 else 0)


def _ordered(first: int, second: int, words: str, field: _Field) -> tuple[int, int]:
    """Month and day of `12/3`; refused when both readings exist and no setting names the order."""
    if field.numeric_order == NumericOrder.DAY_FIRST:
        return second, first
    if field.numeric_order == NumericOrder.MONTH_FIRST or first == second:
        return first, second
    if first <= MONTHS_A_YEAR and second <= MONTHS_A_YEAR:
        readings = [f"{day} {MONTH_LABELS[month - 1]}" for day, month in ((first, second), (second, first))]
        raise BadInput(
            f"'{words}' could be {readings[0]} or {readings[1]}",
            f"type '{readings[0].lower()}' or '{readings[1].lower()}', or set dates.numeric_order",
        )
    return (second, first) if first > MONTHS_A_YEAR else (first, second)


def _nearest_year(month: int, day_number: int, field: _Field) -> date | None:
    """The nearest such day the way the field looks, today included; 29 Feb may be some years away."""
    step = 1 if field.looking is Looking.AHEAD else -1
    for away in range(RANGE_YEARS + 4):
        try:
            day = date(field.today.year + step * away, month, day_number)
        except ValueError:
            continue
        if (day - field.today).days * step >= 0:
            return day
    return None
