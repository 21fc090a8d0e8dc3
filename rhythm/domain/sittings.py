"""A weekly review while it goes on: what it asks, the worst of it, where one is, and how long it took so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import IntEnum

from rhythm.values import NamedTuple

IDLE_SECONDS = 120
"""Time between two keys counts up to here. After a longer pause one was away, and none of it counts."""


class Urgency(IntEnum):
    """What comes first when there is time for a few items only; the worst is the lowest."""

    VERDICT = 1
    LATE_PROMISE = 2
    OVER_LIMIT = 3
    LEAK = 4
    UNCLOSED = 5
    UNSORTED = 6
    PLAN = 7
    BET = 8
    RITUAL = 9
    WENT_ROUND = 10
    VACANT = 11
    STRUCTURE = 12
    FEEDBACK = 13
    PROMISE = 14
    THANKS = 15
    STAMPS = 16
    SAME = 17
    QUESTION = 18
    GAPS = 19
    CLOSING = 20


class Item(NamedTuple):
    """Something that a review asks: the key of its row, `kind:number`, and of two that are as urgent the heavier
    comes first."""

    key: str
    urgency: Urgency
    weight: int = 0


class Kept(NamedTuple):
    """What is kept of a review that is not closed yet, so that it goes on where it was left, whatever ended it.

    `item` is the row in hand in `step`, `aside` what was skipped, `only` what a bounded review asks, None for
    everything, and `seconds` the time that it took so far.
    """

    step: str = ""
    item: str = ""
    aside: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    seconds: float = 0.0

    @property
    def minutes(self) -> int:
        """The time that it took, in whole minutes."""
        return int(self.seconds + 30) // 60

    def to_text(self) -> str:
        """As it is stored; equal ones give equal texts."""
        # Deferred, here and below: Today asks what was kept, and mostly nothing was.
        import json

        only = sorted(self.only) if self.only is not None else None
        return json.dumps([self.step, self.item, sorted(self.aside), only, round(self.seconds, 1)], ensure_ascii=False)


def kept_from(text: str) -> Kept:
    """What was stored; a text that can't be read gives a fresh start."""
    if not text:
        return Kept()
    import json

    try:
        step, item, aside, only, seconds = json.loads(text)
        return Kept(
            str(step),
            str(item),
            frozenset(aside),
            frozenset(only) if only is not None else None,
            max(0.0, float(seconds)),
        )
    except (ValueError, TypeError):
        return Kept()


def spent_between(before: dt.datetime | None, now: dt.datetime) -> float:
    """The seconds between two keys that count as spent on the review; none before the first key."""
    if before is None:
        return 0.0
    seconds = (now - before).total_seconds()
    return seconds if 0 < seconds <= IDLE_SECONDS else 0.0


def worst(items: Iterable[Item], count: int) -> frozenset[str]:
    """The keys of the `count` worst items; of equals the one that is asked earlier."""
    ordered = sorted(items, key=lambda item: (item.urgency, -item.weight))
    return frozenset(item.key for item in ordered[:count])
