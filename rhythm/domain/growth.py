"""The director's own growth: evidence with its gaps, stories, who has a say, and what is checked once a year.

Seed: "it's not evidence and facts that I can verify". Nothing here is asked for; it stands behind a key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NewType

from rhythm.domain.people import PersonId
from rhythm.domain.periods import Quarter
from rhythm.values import NamedTuple

LineId = NewType("LineId", int)
StoryId = NewType("StoryId", int)

STORY_PARTS = ("diagnose", "decide", "communicate")
"""What a story tells: the mechanism, not just the principle."""


class SourceKind(StrEnum):
    """What a story or a line of evidence may come from."""

    FIX = "fix"
    DECISION = "note"
    BET_DECISION = "bet_decision"


class Source(NamedTuple):
    """A closed fix, a decision that was noted, or one about a bet, in a line."""

    kind: SourceKind
    id: int
    day: dt.date
    text: str


class Line(NamedTuple):
    """A line of evidence about somebody, the director included; `area` and `skill` are of growth.yaml."""

    id: LineId
    uid: str
    person_id: PersonId
    person: str
    day: dt.date
    body: str
    area: str = ""
    skill: str = ""
    note_id: int | None = None
    fix_id: int | None = None
    bet_decision_id: int | None = None


class NewLine(NamedTuple):
    """A line that somebody wants to keep; see `Line`."""

    body: str
    day: dt.date | None = None
    area: str = ""
    skill: str = ""
    source: tuple[SourceKind, int] | None = None


class Story(NamedTuple):
    """A story for one of the questions; `source` is what it came from."""

    id: StoryId
    uid: str
    question: str
    title: str
    diagnose: str
    decide: str
    communicate: str
    day: dt.date
    source: tuple[SourceKind, int] | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts that are not told yet."""
        return tuple(part for part in STORY_PARTS if not getattr(self, part))


class NewStory(NamedTuple):
    """A story that somebody wants to keep; see `Story`."""

    question: str
    title: str
    diagnose: str = ""
    decide: str = ""
    communicate: str = ""
    source: tuple[SourceKind, int] | None = None


class StakeholderCard(NamedTuple):
    """What matters to somebody who has a say, and which interests and problems both have."""

    person_id: PersonId
    cares_about: str = ""
    behaviours: str = ""
    deliverables: str = ""
    common: str = ""
    day: dt.date | None = None

    @property
    def filled(self) -> int:
        """How many of the four fields say something."""
        return sum(bool(text) for text in (self.cares_about, self.behaviours, self.deliverables, self.common))


class Checked(NamedTuple):
    """An answer of the self-check of a year: yes or no, or for the last question words."""

    year: int
    item: str
    yes: bool | None
    body: str
    day: dt.date


class Standing(NamedTuple):
    """How an area or a skill stands: how many lines there are, the newest, and whether it is a gap."""

    tag: str
    lines: int
    last: dt.date | None
    gap: bool


def standings(lines: Iterable[Line], tags: Sequence[str], quarter: Quarter, *, skill: bool = False) -> list[Standing]:
    """How each area stands, or each skill: one with nothing in a quarter and the one before it is a gap."""
    days: dict[str, list[dt.date]] = {}
    for line in lines:
        if line.day <= quarter.last_day:
            days.setdefault(line.skill if skill else line.area, []).append(line.day)
    since = quarter.previous().first_day
    found = []
    for tag in tags:
        last = max(days.get(tag, ()), default=None)
        found.append(Standing(tag, len(days.get(tag, ())), last, last is None or last < since))
    return found
