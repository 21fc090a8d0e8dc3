"""When people of the sample can be met: who is away, who works elsewhere, and what the director's calendar holds."""

from __future__ import annotations

from collections.abc import Iterator

from rhythm.sample.days import AWAY_WEEKS, FRI, MON, THU, TUE, WED, Days
from rhythm.sample.meetings import SLOTS
from rhythm.sample.story_types import StoryAbsence, StoryBusy, StoryPlace

_WEEKS_OF_CALENDAR = 5

_STANDING = (
    (MON, "09:00", "10:00", True),
    (WED, "09:00", "10:30", True),
    (THU, "16:00", "17:30", True),
    (FRI, "15:00", "16:00", False),
)
"""Weekday, from, until, and whether it is certain: a round of leads, architecture, the board, a tentative one."""


def absences(days: Days) -> tuple[StoryAbsence, ...]:
    """Leave of the past, a parental leave that goes on, a holiday to come, and two days at a conference."""
    own = [StoryAbsence("me", days.day(week, MON), days.day(week, FRI), "vacation") for week in sorted(AWAY_WEEKS)]
    return (
        *own,
        StoryAbsence("me", days.day(-4, TUE), days.day(-4, WED), "travel"),
        StoryAbsence("farid", days.day(2, MON), days.day(-16, FRI), "leave"),
        StoryAbsence("kofi", days.day(-2, MON), days.day(-3, FRI), "vacation"),
    )


def places() -> tuple[StoryPlace, ...]:
    """Who lives in another country, and how long the standing talks take."""
    return (
        StoryPlace("pilar", country="ES"),
        StoryPlace("saoirse", country="IE"),
        StoryPlace("leila", preferred="wed"),
        *(StoryPlace(slot.person, minutes=slot.minutes) for slot in SLOTS),
    )


def busy(days: Days) -> Iterator[StoryBusy]:
    """What a calendar holds beside the talks, from this week on."""
    for week in range(_WEEKS_OF_CALENDAR):
        for weekday, start, end, hard in _STANDING:
            yield StoryBusy(days.day(-week, weekday), start, end, hard)
