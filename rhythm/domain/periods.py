"""Weeks and quarters as values: `2026-W47` and `2026-Q4`.

A week is an ISO week and belongs to the quarter its Monday lies in. A quarter belongs to a year that begins in
`start_month`; the year bears the number of the calendar year it begins in, so with April as the start
`2026-Q4` is January to March 2027. Where that name is taken, because the year began in another month when other days
were closed under it, the first month is said too: `2026-Q4-jan`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, timedelta

from rhythm.domain.day_words import MONTH_LABELS, MONTHS
from rhythm.errors import BadInput
from rhythm.values import NamedTuple

MONTHS_A_YEAR = 12
WORKDAYS_A_WEEK = 5
QUARTERS_A_YEAR = 4
LONGEST_YEAR = 53
"""So many weeks has an ISO year at the most."""
COMPARABLE_WEEKS, WEEKS_A_QUARTER = 8, 13
"""So many weeks of a quarter must have a log before it is compared with anything (N4)."""
_WEEK = timedelta(weeks=1)
_YEARS = range(1900, 2201)
_RELATIVE = {"this": 0, "last": -1, "next": 1}
_WEEK_HINT = "try 2026-W47, w47, this week or last week"
_BY_MONTH = r"(?:[- ](?:from )?(?P<month>[a-z]+))?"
# Patterns stay strings, which `re` compiles and keeps when a quarter is first read.
_QUARTER = rf"(?:(?P<year>[0-9]{{4}})[- ]?)?q(?P<number>[1-4]){_BY_MONTH}"
_QUARTER_FIRST = rf"q(?P<number>[1-4])[- ]?(?P<year>[0-9]{{4}}){_BY_MONTH}"
_QUARTER_HINT = "try 2026-Q4, q4, this quarter or last quarter"


class Week(NamedTuple):
    """An ISO week: its ISO year and its number, 1 to 53."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04d}-W{self.number:02d}"

    @property
    def first_day(self) -> date:
        """The Monday."""
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The Sunday."""
        return self.first_day + timedelta(days=6)

    def shifted(self, weeks: int) -> Week:
        """The week that many weeks later, or earlier with a negative number."""
        return week_of(self.first_day + timedelta(weeks=weeks))

    def previous(self) -> Week:
        """The week before."""
        return self.shifted(-1)

    def next(self) -> Week:
        """The week after."""
        return self.shifted(1)


class Quarter(NamedTuple):
    """Three months of a year that begins in `start_month`: the year and the quarter's number, 1 to 4.

    `by_month` where its name says its first month, which alone tells it from one of the same number in a year that
    begins in another month.
    """

    year: int
    number: int
    start_month: int = 1
    by_month: bool = False

    def __str__(self) -> str:
        name = f"{self.year:04d}-Q{self.number}"
        return f"{name}-{MONTH_LABELS[self.first_day.month - 1].lower()}" if self.by_month else name

    @property
    def first_day(self) -> date:
        """The first day of its first month."""
        months = self.year * MONTHS_A_YEAR + self.start_month - 1 + (self.number - 1) * 3
        return date(months // MONTHS_A_YEAR, months % MONTHS_A_YEAR + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day of its third month."""
        return self.next().first_day - timedelta(days=1)

    def shifted(self, quarters: int) -> Quarter:
        """The quarter that many quarters later, or earlier with a negative number."""
        index = self.year * QUARTERS_A_YEAR + self.number - 1 + quarters
        return Quarter(index // QUARTERS_A_YEAR, index % QUARTERS_A_YEAR + 1, self.start_month)

    def previous(self) -> Quarter:
        """The quarter before."""
        return self.shifted(-1)

    def next(self) -> Quarter:
        """The quarter after."""
        return self.shifted(1)


def week_of(day: date) -> Week:
    """The ISO week a day lies in."""
    year, number, _ = day.isocalendar()
    return Week(year, number)


def quarter_of(day: date, start_month: int = 1) -> Quarter:
    """The quarter a day lies in, in a year that begins in `start_month`."""
    months = day.year * MONTHS_A_YEAR + day.month - start_month
    return Quarter(months // MONTHS_A_YEAR, months % MONTHS_A_YEAR // 3 + 1, start_month)


def monday_of(day: date) -> date:
    """The Monday of the week that a day lies in."""
    return day - timedelta(days=day.weekday())


def weeks_within(first: date, last: date) -> tuple[date, ...]:
    """The weeks of a span of days by their Mondays: those whose Monday lies in it, so that spans that follow each other
    share no week and leave none out. A span without a Monday is part of one week, and that one is its own."""
    if last < first:
        return ()
    monday = monday_of(first)
    if monday < first and monday + _WEEK <= last:
        monday += _WEEK
    return tuple(monday + n * _WEEK for n in range((last - monday) // _WEEK + 1))


def comparable(first: date, last: date, logged_weeks: Collection[date]) -> bool:
    """Whether a span of days has as large a share of logged weeks, given by their Mondays, as a quarter needs."""
    weeks = weeks_within(first, last)
    return sum(week in logged_weeks for week in weeks) * WEEKS_A_QUARTER >= len(weeks) * COMPARABLE_WEEKS


def parse_week(text: str, today: date) -> Week:
    """Reads `2026-W47`, `w47` (the latest that has begun), `this`, `last` or `next week`.

    Raises BadInput when it is none of these or the year has no such week.
    """
    words = " ".join(text.casefold().split())
    relative = _relative(words, "week")
    if relative is not None:
        return week_of(today).shifted(relative)
    match = re.fullmatch(r"(?:([0-9]{4})[- ]?)?w([0-9]{1,2})", words)
    if not match:
        raise BadInput("that is not a week I can read", _WEEK_HINT)
    number = int(match[2])
    if match[1]:
        return _checked_week(int(match[1]), number)
    if not 1 <= number <= LONGEST_YEAR:
        raise BadInput(f"there is no week {number}", _WEEK_HINT)
    year = today.isocalendar().year
    try:
        week = _checked_week(year, number)
    except BadInput:
        return _checked_week(year - 1, number)
    return week if week.first_day <= today else _checked_week(year - 1, number)


def parse_quarter(text: str, today: date, *, start_month: int = 1) -> Quarter:
    """Reads `2026-Q4`, `q4 2026`, `q4` (the latest that has begun), `this`, `last` or `next quarter`.

    With a first month, as in `2026-Q4-jan`, it is of the year in which its fourth quarter begins then, whatever
    `start_month` says. Raises BadInput when it is none of these.
    """
    words = " ".join(text.casefold().split())
    now = quarter_of(today, start_month)
    relative = _relative(words, "quarter")
    if relative is not None:
        return now.shifted(relative)
    found = re.fullmatch(_QUARTER, words) or re.fullmatch(_QUARTER_FIRST, words)
    month = (found["month"] or "") if found is not None else ""
    if found is None or (month and not (month in MONTHS and found["year"])):
        raise BadInput("that is not a quarter I can read", _QUARTER_HINT)
    number = int(found["number"])
    if month:
        start_month = (MONTHS[month] - 1 - (number - 1) * 3) % MONTHS_A_YEAR + 1
    if found["year"]:
        if int(found["year"]) not in _YEARS:
            raise BadInput("that year is too far away", _QUARTER_HINT)
        return Quarter(int(found["year"]), number, start_month)
    return now.shifted(-((now.number - number) % QUARTERS_A_YEAR))


def _relative(words: str, unit: str) -> int | None:
    first, _, rest = words.partition(" ")
    return _RELATIVE.get(first) if rest in ("", unit) else None


def _checked_week(year: int, number: int) -> Week:
    try:
        if year not in _YEARS:
            raise ValueError
        date.fromisocalendar(year, number, 1)
    except ValueError:
        raise BadInput(f"there is no week {number} in {year}", _WEEK_HINT) from None
    return Week(year, number)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day; stops at the ends of what a date can hold."""
    year, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    for last in (31, 30, 29):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    return date(year, month + 1, 28)


def add_workdays(day: date, count: int) -> date:
    """So many days on, Monday to Friday counted; public holidays are not known here."""
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= day.weekday() < WORKDAYS_A_WEEK
    return day
