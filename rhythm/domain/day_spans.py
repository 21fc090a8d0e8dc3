"""Spans in words: how many days one has, and its last day, which is the end of a week, month or quarter it names."""

from __future__ import annotations

import re
from datetime import date

from rhythm.domain.dates import RANGE_YEARS, plain_words
from rhythm.domain.day_words import STEPS
from rhythm.domain.names import shown
from rhythm.domain.periods import add_months, quarter_of, week_of
from rhythm.errors import BadInput

_NUMBERED_WEEK = re.compile(r"(?:[0-9]{4}[- ]?)?(?:w|kw|wk|week) ?[0-9]{1,2}(?: [0-9]{4})?")


def parse_span(text: str) -> int:
    """Reads a length such as `7d`, `2w`, `10 days` or `14`, in days, at least 1. Raises BadInput."""
    hint = "try 7d, 2w or 30 days"
    match = re.fullmatch(r"([0-9]{1,4}) ?(d|days?|w|weeks?)?", plain_words(text))
    days = int(match[1]) * (7 if (match[2] or "d").startswith("w") else 1) if match else 0
    if not 1 <= days <= 366 * RANGE_YEARS:
        raise BadInput(f"'{shown(text)}' is not a number of days I can use", hint)
    return days


def last_day_of(text: str, day: date, *, quarter_start_month: int = 1) -> date:
    """The last day that `text` names, where `day` is the one that it was read as: `next week` ends on its Sunday.

    Words that name a single day name no other one here.
    """
    words = plain_words(text)
    step, _, unit = words.partition(" ")
    if _NUMBERED_WEEK.fullmatch(words) or (step in STEPS and unit == "week"):
        return week_of(day).last_day
    if step in STEPS and unit == "month":
        return add_months(day.replace(day=1), 1).replace(day=1) - date.resolution
    if step in STEPS and unit == "quarter":
        return quarter_of(day, quarter_start_month).last_day
    return day
