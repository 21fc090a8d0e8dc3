"""The rituals of the sample: three that were taken up from the offer, and one that has become status theatre."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from rhythm.sample.days import AWAY_WEEKS, MON, THU, TUE, WED, Days
from rhythm.sample.story_types import StoryRitual, StorySession


@dataclass(frozen=True, slots=True)
class _Script:
    """A ritual with the sessions that were noted: weeks back, the answer, decisions, standard, note."""

    key: str
    slug: str | None
    name: str
    purpose: str
    question: str
    every_days: int
    since: int
    weekday: int
    minutes: int
    held: tuple[tuple[int, str, int, str, str], ...]


_SCRIPTS = (
    _Script(
        "sync",
        "product_engineering_sync",
        "Product-engineering sync",
        "Surface trade-offs before they harden into conflict.",
        "Which trade-off did we settle, or name together, before it hardened?",
        7,
        21,
        TUE,
        45,
        (
            (20, "y", 1, "", ""),
            (19, "n", 0, "", "two demos and no time left"),
            (18, "y", 2, "", ""),
            (17, "y", 1, "", ""),
            (14, "y", 1, "", "search waits for the new index, Ruth tells sales"),
            (13, "y", 0, "", ""),
            (12, "n", 0, "", ""),
            (11, "y", 2, "one page, sent the day before", ""),
            (10, "y", 1, "one page, sent the day before", ""),
            (9, "y", 1, "", ""),
            (8, "n", 0, "", "ran out of time on the cutoff again"),
            (7, "y", 1, "one page, sent the day before", ""),
            (6, "y", 2, "one page, sent the day before", "hold of seats: keep ten minutes, measure for a month"),
            (5, "y", 1, "", ""),
            (4, "y", 1, "", ""),
            (3, "n", 0, "", ""),
            (2, "y", 2, "one page, sent the day before", "the rail launch loses two routes and keeps its date"),
            (1, "y", 1, "", ""),
        ),
    ),
    _Script(
        "portfolio",
        "portfolio_review",
        "Portfolio review",
        "Reconcile strategy, capacity and technical constraints.",
        "What do we fund, pause or stop with the capacity we really have?",
        30,
        27,
        THU,
        90,
        (
            (26, "y", 2, "", ""),
            (22, "n", 0, "", "numbers were three weeks old"),
            (18, "y", 1, "cost in a bad year named", ""),
            (13, "y", 1, "cost in a bad year named", ""),
            (9, "y", 3, "cost in a bad year named", "promo tooling gets no one new before spring"),
            (5, "y", 1, "", ""),
        ),
    ),
    _Script(
        "calibration",
        "talent_calibration",
        "Talent calibration",
        "Align on manager quality, gaps and succession.",
        "Do we mean the same by a good manager, and what do we do about each gap?",
        91,
        40,
        WED,
        120,
        (
            (36, "n", 0, "", "everybody praised everybody"),
            (23, "y", 2, "two dated examples each", ""),
            (10, "y", 3, "two dated examples each", "what delegation looks like is written down now"),
        ),
    ),
    _Script(
        "showcase",
        None,
        "Monday showcase",
        "Teams see each other's work.",
        "What will another team do differently after this?",
        14,
        20,
        MON,
        60,
        (
            (19, "y", 0, "", ""),
            (17, "y", 0, "", "Care took over the banner test"),
            (13, "n", 0, "", ""),
            (11, "y", 0, "", ""),
            (9, "y", 1, "", ""),
            (5, "n", 0, "", "eleven slides, no question"),
            (3, "n", 0, "", ""),
            (1, "n", 0, "", "half the cameras were off"),
        ),
    ),
)


def rituals(days: Days) -> tuple[StoryRitual, ...]:
    """What is held, each with its sessions, oldest first; nothing was held in weeks of leave."""
    return tuple(
        StoryRitual(
            script.key,
            script.slug,
            script.name,
            script.purpose,
            script.question,
            script.every_days,
            days.day(script.since, MON),
            tuple(_session(script, held, days) for held in script.held if held[0] not in AWAY_WEEKS),
        )
        for script in _SCRIPTS
    )


def _session(script: _Script, held: tuple[int, str, int, str, str], days: Days) -> StorySession:
    week, answer, decisions, standard, note = held
    day: dt.date = days.day(week, script.weekday)
    return StorySession(day, answer == "y", decisions, standard, script.minutes, note)
