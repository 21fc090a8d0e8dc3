"""What the story says of the structure. People and teams are named by their keys; words are slugs of the lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoryWork:
    """How a team works, what it is for, and its partners for product, engineering and design."""

    team: str
    mode: str
    bucket: str
    partners: tuple[str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class StoryCharter:
    """What a team owns and does not own, and its goals, from a day on."""

    team: str
    since: dt.date
    owns: tuple[str, ...]
    not_owns: tuple[str, ...]
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoryInterface:
    """The hand-off between two teams from a day on."""

    teams: tuple[str, str]
    since: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class StoryCard:
    """An answer about a team, or about the area of a manager; exactly one of the two is set."""

    team: str | None
    manager: str | None
    item: str
    day: dt.date
    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoryPattern:
    """How all teams are cut (no team), or one of them, from a day on."""

    team: str | None
    pattern: str
    since: dt.date


@dataclass(frozen=True, slots=True)
class StoryStructure:
    """Everything of it; charters, interfaces and cards are oldest first."""

    work: tuple[StoryWork, ...]
    charters: tuple[StoryCharter, ...]
    interfaces: tuple[StoryInterface, ...]
    cards: tuple[StoryCard, ...]
    patterns: tuple[StoryPattern, ...]
