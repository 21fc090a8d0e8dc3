"""Days that were typed without their year, and that nobody means without it."""

from __future__ import annotations

from datetime import date

from rhythm.domain.day_words import MONTH_LABELS
from rhythm.errors import BadInput

_OTHER_WAY = 31
"""Days: what is so near the other way was hardly meant to be the one of nearly a year off."""


def far_off(day: date, today: date) -> BadInput:
    """That 29 Feb is not one of the days within a year: nobody means one of years ago without saying so."""
    named = f"{day.day} {MONTH_LABELS[day.month - 1]}"
    said = f"the next {named} is in {day.year}" if day > today else f"the last {named} was in {day.year}"
    return BadInput(said, f"name the year if you mean that one, {named.lower()} {day.year}; else give another day")


def refuse_other_way(said: str, found: tuple[str, date], other: tuple[str, date | None], today: date) -> None:
    """Refuse a day that was found without its year, where the one of another year is near: a slip, or another field's.

    Both come as they are typed with their year; `said` names them without it.
    """
    near = other[1]
    if near is None or found[1] == today or abs(near - today).days > _OTHER_WAY:
        return
    first, second = (other[0], found[0]) if near < found[1] else (found[0], other[0])
    raise BadInput(
        f"{said} {'is still to come' if near > today else 'has passed'}", f"name the year: {first} or {second}"
    )
