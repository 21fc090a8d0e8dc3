"""The calendar of the sample: every day is a week back from today, and always a working day."""

from __future__ import annotations

import datetime as dt
import random

WEEKS_BACK = 60
"""Fourteen months."""

AWAY_WEEKS = frozenset({15, 16, 34, 48})
"""Weeks back in which the director was on leave: no meetings, no notes, nothing logged."""

QUIET_WEEKS = frozenset({13, 29})
"""Weeks back in which the director worked and nothing reached them."""

MON, TUE, WED, THU, FRI = range(5)


class Days:
    """Turns `3 weeks back, Thursday` into a date, for one `today`.

    Week 0 is the week of today, week 1 the one before, negative weeks lie ahead.
    """

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.monday = today - dt.timedelta(days=today.weekday())
        self.anchor = min(today, self.monday + dt.timedelta(days=FRI))
        """The last working day up to today."""

    @property
    def works_today(self) -> bool:
        """Whether today is a working day."""
        return self.anchor == self.today

    def day(self, week: int, weekday: int) -> dt.date:
        """The working day `weekday` (0 = Monday) of the week `week` weeks back."""
        return self.monday + dt.timedelta(days=weekday - 7 * week)

    def week_of(self, day: dt.date) -> int:
        """How many weeks back `day` lies; negative ahead."""
        return (self.monday - (day - dt.timedelta(days=day.weekday()))).days // 7

    def back(self, working_days: int) -> dt.date:
        """So many working days before the last working day."""
        day = self.anchor
        for _ in range(working_days):
            day = before_weekend(day - dt.timedelta(days=1))
        return day

    def ahead(self, working_days: int) -> dt.date:
        """So many working days after today."""
        day = self.today
        for _ in range(working_days):
            day = after_weekend(day + dt.timedelta(days=1))
        return day

    def at_work(self, day: dt.date) -> dt.date:
        """`day`, or the last working day before it on which the director was not away."""
        day = before_weekend(day)
        while self.week_of(day) in AWAY_WEEKS:
            day = self.day(self.week_of(day) + 1, FRI)
        return day


def before_weekend(day: dt.date) -> dt.date:
    """`day`, or the Friday before when it falls on a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - FRI))


def after_weekend(day: dt.date) -> dt.date:
    """`day`, or the Monday after when it falls on a weekend."""
    return day + dt.timedelta(days=7 - day.weekday()) if day.weekday() > FRI else day


def chance(*parts: str | int) -> float:
    """A number from 0 to 1 for these parts, the same one for ever: variation without chance."""
    return random.Random(" ".join(map(str, parts))).random()  # noqa: S311 -- nothing here is secret
