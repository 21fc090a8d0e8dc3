"""Bets: what the organisation puts its people and its attention on, how each is judged, what was decided (N10)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NewType

from rhythm.domain.names import fold, shown
from rhythm.domain.periods import Quarter
from rhythm.errors import BadInput, RhythmError
from rhythm.values import NamedTuple

BetId = NewType("BetId", int)

MARKS = range(1, 6)
"""What importance and return are said in: 1 little to 5 much."""


class Bucket(StrEnum):
    """What something is for (essay 1, portfolio strategy); each bucket has its own question."""

    CORE = "core"
    GROWTH = "growth"
    ENABLER = "enabler"
    EXPERIMENTAL = "experimental"


class Mode(StrEnum):
    """What work is tuned for: not every team, and not every bet, is equally strategic."""

    PREDICTABILITY = "predictability"
    LEARNING_SPEED = "learning_speed"
    REDUCE_COMPLEXITY = "reduce_complexity"


class DecisionKind(StrEnum):
    """What may be decided about a bet."""

    FUND = "fund"
    CONSOLIDATE = "consolidate"
    PAUSE = "pause"
    PROTECT = "protect"


NEEDS_REVIEW = frozenset({DecisionKind.PAUSE, DecisionKind.PROTECT})
"""Decisions that hold until a day: nothing is paused, or kept free of demands, for ever."""


class Bet(NamedTuple):
    """A bet. Records name it by `name` or by one of `words`. After `ended_on` it is history."""

    id: BetId
    uid: str
    name: str
    bucket: Bucket
    mode: Mode | None
    importance: int
    words: tuple[str, ...]
    added_on: dt.date
    ended_on: dt.date | None = None


class NewBet(NamedTuple):
    """A bet that somebody wants to add; see `Bet`."""

    name: str
    bucket: Bucket
    importance: int
    mode: Mode | None = None
    words: tuple[str, ...] = ()


class Judgement(NamedTuple):
    """What a bet brings in, 1 to 5, as judged on `day` in the review of the quarter `period`, `2026-Q4`."""

    id: int
    uid: str
    bet_id: BetId
    period: str
    day: dt.date
    value: int
    why: str = ""


class Decision(NamedTuple):
    """What was decided about a bet on a day, and when it is looked at again."""

    id: int
    uid: str
    bet_id: BetId
    day: dt.date
    kind: DecisionKind
    why: str = ""
    review_on: dt.date | None = None


class DueReview(NamedTuple):
    """A decision whose day to be looked at again has come."""

    bet: Bet
    decision: Decision
    review_on: dt.date


class BetFile(NamedTuple):
    """All that is known of a bet: how it was judged and what was decided, both oldest first."""

    bet: Bet
    judgements: tuple[Judgement, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def decision(self) -> Decision | None:
        """What was decided last."""
        return self.decisions[-1] if self.decisions else None


def reviews_due(files: Iterable[BetFile], last: dt.date) -> tuple[DueReview, ...]:
    """Decisions to be looked at again up to a day, the longest due first.

    The newest decision about a bet answers those before it, whatever they said.
    """
    due = [
        DueReview(file.bet, file.decision, file.decision.review_on)
        for file in files
        if file.bet.ended_on is None and file.decision is not None and file.decision.review_on is not None
    ]
    return tuple(sorted((one for one in due if one.review_on <= last), key=lambda one: (one.review_on, one.bet.id)))


def check_judged(quarter: Quarter) -> Quarter:
    """A quarter of which a return can be kept: once for each name, and another one that would bear the name of a closed
    one has none of its own. Raises RhythmError."""
    if quarter.by_month:
        name = quarter._replace(by_month=False)
        raise RhythmError(
            f"no return can be kept of {quarter}: that of {name} is of other months, and would be lost",
            f"say it in an answer of {quarter}, or judge another quarter: rhythm bet judge BET 1-5 --period QUARTER",
        )
    return quarter


def check_mark(value: int, what: str) -> int:
    """A mark from 1 to 5. Raises BadInput."""
    if value not in MARKS:
        raise BadInput(f"{what} is said in 1 to 5", "1 is little, 5 is much")
    return value


def parse_mark(text: str, what: str) -> int:
    """Reads a mark from 1 to 5. Raises BadInput."""
    bare = text.strip()
    if not (bare.isascii() and bare.isdigit() and len(bare) == 1):
        said = f"'{shown(bare)}' is no mark" if bare else f"{what} is empty"
        raise BadInput(said, "say 1 to 5: 1 is little, 5 is much")
    return check_mark(int(bare), what)


def parse_words(text: str) -> tuple[str, ...]:
    """Reads the words by which records name a bet, with commas between them; each once."""
    said = (" ".join(part.split()) for part in text.split(","))
    return tuple({fold(one): one for one in said if one}.values())
