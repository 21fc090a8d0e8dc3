"""The words for days, quarters and counts. Apart from reading days, since what only shows them is to start at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rhythm.domain.day_words import MONTH_LABELS, WEEKDAY_LABELS

_MOST_NAMES = 2


def say_day(day: date, today: date) -> str:
    """A day as shown on a screen: `Thu 26 Nov`, with the year when it is another one than today's."""
    return f"{WEEKDAY_LABELS[day.weekday()]} {short_day(day, today)}"


def short_day(day: date, today: date) -> str:
    """`26 Nov`, with the year when it is another one than today's."""
    said = f"{day.day} {MONTH_LABELS[day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year}"


def say_when(day: date, today: date, start: str | None = None) -> str:
    """A day with its distance, and the time where there is one: `Thu 26 Nov at 10:00, in 6 d`."""
    at = f" at {start}" if start else ""
    return f"{say_day(day, today)}{at}, {say_distance(day, today)}"


def say_distance(day: date, today: date) -> str:
    """How far a day is: `today`, `in 6 d`, `14 d ago`."""
    days = (day - today).days
    if days == 0:
        return "today"
    return f"in {days} d" if days > 0 else f"{-days} d ago"


def say_late(due: date, today: date) -> str:
    """How a due day stands: `14 d late`, `today`, `in 3 d`."""
    return f"{(today - due).days} d late" if due < today else say_distance(due, today)


def say_quarter(period: str) -> str:
    """A stored quarter as people say it: `Q4 2026`, or `Q4 2026 from Jan` where the name says its first month."""
    year, _, number = period.partition("-Q")
    number, _, month = number.partition("-")
    return f"Q{number} {year}{f' from {month.capitalize()}' if month else ''}"


def say_period(period: str) -> str:
    """The period of a review as people say it: `week 48`, `Q4 2026`."""
    _, _, week = period.partition("-W")
    return f"week {int(week)}" if week else say_quarter(period)


def say_intended(text: str, fix: str | None) -> str:
    """What is intended as it was typed, with the words of a fix that it names by its number: `fix 7 (charter)`."""
    return f"{text} ({fix})" if fix and fix.casefold() not in text.casefold() else text


def counted(number: int, one: str, many: str = "") -> str:
    """`1 topic`, `3 topics`; `many` where an s is not enough."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def say_about(names: Sequence[str]) -> str:
    """Whom something is about, to stand behind a word: ` about Dana Roth`; several as a choice, many as a number, and
    nothing about nobody."""
    if not names:
        return ""
    return f" about {' or '.join(names)}" if len(names) <= _MOST_NAMES else f" about one of {len(names)} people"


def in_a_row(parts: Sequence[str]) -> str:
    """`roadmap, hiring and budget`; nothing for none."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def times(number: int) -> str:
    """`once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def with_capital(said: str) -> str:
    """Words as a sentence begins; the rest stays as it is."""
    return said[:1].upper() + said[1:]


def without_capital(label: str) -> str:
    """A label as it stands within a sentence; the rest, such as a name in it, stays as it is."""
    return label[:1].lower() + label[1:]


def sentence(said: str) -> str:
    """A message as a sentence of its own: with a capital, and a full stop unless it asks."""
    return f"{with_capital(said)}{'' if said.endswith('?') else '.'}"
