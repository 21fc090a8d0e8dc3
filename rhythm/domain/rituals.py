"""Rituals: meetings that come back, each with the one question it must answer (N12)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NewType

from rhythm.domain.names import fold, shown
from rhythm.errors import BadInput
from rhythm.values import NamedTuple

RitualId = NewType("RitualId", int)
SessionId = NewType("SessionId", int)

ASKS_AFTER = 3
"""So many times in a row without an answer, and the weekly review asks what becomes of the ritual."""

LONGEST_EVERY = 366
"""Days between two sessions at most."""

_CADENCES = {"daily": 1, "weekly": 7, "biweekly": 14, "fortnightly": 14, "monthly": 30, "quarterly": 91, "yearly": 365}
_SAID = {1: "every day", 7: "weekly", 14: "every 2 weeks", 30: "monthly", 91: "quarterly", 365: "yearly"}


class RitualAnswer(StrEnum):
    """What becomes of a ritual that does not answer its question."""

    KEEP = "keep"
    CHANGE = "change"
    STOP = "stop"


class Ritual(NamedTuple):
    """A recurring forum. `slug` names the offered one that it came from; `answered_on` is the day on which it was
    last said what becomes of it."""

    id: RitualId
    uid: str
    slug: str | None
    name: str
    purpose: str
    question: str
    every_days: int
    started_on: dt.date
    stopped_on: dt.date | None = None
    answered_on: dt.date | None = None


class NewRitual(NamedTuple):
    """A ritual that somebody wants to hold; `slug` when it is one of those offered."""

    name: str
    question: str
    every_days: int
    purpose: str = ""
    slug: str | None = None


class Session(NamedTuple):
    """One time that a ritual was held. `standard` names the standard that was applied, empty for none."""

    id: SessionId
    uid: str
    ritual_id: RitualId
    day: dt.date
    answered: bool
    decisions: int = 0
    standard: str = ""
    minutes: int | None = None
    note: str = ""


class Standing(NamedTuple):
    """A ritual with its newest sessions, newest first."""

    ritual: Ritual
    recent: tuple[Session, ...] = ()

    @property
    def last_held(self) -> dt.date | None:
        """When it was held last."""
        return self.recent[0].day if self.recent else None

    @property
    def due_on(self) -> dt.date | None:
        """When it is due next; None once it was stopped."""
        return next_due(self.ritual, self.last_held)

    @property
    def unanswered(self) -> int:
        """How often in a row it left its question open."""
        return no_in_a_row(self.ritual, self.recent)

    @property
    def asks(self) -> bool:
        """Whether the weekly review asks what becomes of it."""
        return self.ritual.stopped_on is None and self.unanswered >= ASKS_AFTER

    @property
    def answered(self) -> int:
        """How many of the newest sessions answered the question."""
        return sum(session.answered for session in self.recent)

    @property
    def decisions(self) -> int:
        """How many decisions the newest sessions brought."""
        return sum(session.decisions for session in self.recent)


def next_due(ritual: Ritual, last_held: dt.date | None) -> dt.date | None:
    """The day on which a ritual is due: one cadence after it was held last, or taken up. None when stopped."""
    if ritual.stopped_on is not None:
        return None
    since = ritual.started_on if last_held is None else max(last_held, ritual.started_on)
    return since + dt.timedelta(days=ritual.every_days)


def no_in_a_row(ritual: Ritual, sessions: Iterable[Session]) -> int:
    """How many of the newest sessions left the question open, without a break; `sessions` in any order.

    Those up to the day on which it was last said what becomes of the ritual count no more.
    """
    counted = 0
    for session in sorted(sessions, key=lambda session: session.day, reverse=True):
        if session.answered or (ritual.answered_on is not None and session.day <= ritual.answered_on):
            break
        counted += 1
    return counted


def say_every(days: int) -> str:
    """A cadence in words: `weekly`, `every 3 weeks`, `every 10 days`."""
    if days in _SAID:
        return _SAID[days]
    return f"every {days // 7} weeks" if days % 7 == 0 else f"every {days} days"


def parse_every(text: str) -> int:
    """Reads a cadence, `weekly`, `2w`, `10 days` or what `say_every` says, in days. Raises BadInput."""
    # Deferred: what only shows rituals reads no words.
    from rhythm.domain.day_spans import parse_span

    words = fold(text)
    days = _CADENCES.get(words) or parse_span(
        {"every day": "1d", "every week": "1w"}.get(words, words[_every(words) :])
    )
    if days > LONGEST_EVERY:
        raise BadInput(f"'{shown(text)}' is longer than a year", "say weekly, monthly, quarterly, 2w or 10 days")
    return days


def parse_yes(text: str) -> bool:
    """Reads a yes or a no. Raises BadInput for anything else, nothing included."""
    word = fold(text)
    if word in ("y", "yes"):
        return True
    if word in ("n", "no"):
        return False
    raise BadInput("that is neither yes nor no" if word else "did it answer its question?", "type y or n")


def _every(words: str) -> int:
    """Where the length begins in a cadence."""
    return len("every ") if words.startswith("every ") else 0
