"""Who waits too long for a word of the director's: precise feedback, or appreciation (essays 1 and 2).

"High empathy and low clarity creates drift", so both are watched, apart.
"""

from __future__ import annotations

import datetime as dt

from rhythm.domain.feedback import LastSaid
from rhythm.domain.people import PersonId
from rhythm.values import NamedTuple

FEEDBACK_DAYS = 42
"""A manager who got no precise feedback for longer is named in the weekly review."""
THANKS_DAYS = 28
"""The same of appreciation."""


class KnownManager(NamedTuple):
    """A manager, since when the two meet, and when something was said last."""

    person_id: PersonId
    name: str
    met_first: dt.date | None
    said: LastSaid


class Waiting(NamedTuple):
    """Somebody who waits: the day of the last word, None for never, and for how many days."""

    person_id: PersonId
    name: str
    last: dt.date | None
    days: int


def without_feedback(managers: tuple[KnownManager, ...], today: dt.date) -> tuple[Waiting, ...]:
    """The managers without precise feedback for long, the longest wait first."""
    return _waiting([(one, one.said.precise) for one in managers], FEEDBACK_DAYS, today)


def without_thanks(managers: tuple[KnownManager, ...], today: dt.date) -> tuple[Waiting, ...]:
    """The managers without appreciation for long, the longest wait first."""
    return _waiting([(one, one.said.appreciation) for one in managers], THANKS_DAYS, today)


def _waiting(managers: list[tuple[KnownManager, dt.date | None]], most: int, today: dt.date) -> tuple[Waiting, ...]:
    """Counted from the last word; where there was none, from the first meeting, so that nobody new is named."""
    found = []
    for one, last in managers:
        since = last or one.met_first
        if since is not None and (today - since).days > most:
            found.append(Waiting(one.person_id, one.name, last, (today - since).days))
    return tuple(sorted(found, key=lambda waiting: (-waiting.days, waiting.person_id)))
