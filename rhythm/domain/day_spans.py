"""The last day of a span in words: where a week, a month or a quarter is named, the span reaches to its end."""

from __future__ import annotations

import re
from datetime import date

from rhythm.domain.dates import plain_words
from rhythm.domain.day_words import STEPS
from rhythm.domain.periods import add_months, quarter_of, week_of

_NUMBERED_WEEK = re.compile(r"(?:[0-9]{4}[- ]?)?(?:w|kw|wk|week) ?[0-9]{1,2}(?: [0-9]{4})?")


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
