"""The end-of-week walkthrough and the five quarterly questions, as values."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NewType

from rhythm.values import NamedTuple

ReviewId = NewType("ReviewId", int)

_EARLIER = r"\(\d+(?:\.\d+)?(?: of \d+)?\)"
"""A figure in brackets beside another one."""
BRACKETS = "Figures in brackets are those of the quarter before."


class ReviewKind(StrEnum):
    """Which review."""

    WEEK = "week"
    QUARTER = "quarter"


class ReviewState(StrEnum):
    """A closed review is a frozen copy."""

    OPEN = "open"
    CLOSED = "closed"


class LaterAnswer(NamedTuple):
    """What was said on a question after its quarter was closed. It stands beside the frozen answer."""

    item: str
    body: str
    day: dt.date


class Review(NamedTuple):
    """One review of one period (`2026-W47`, `2026-Q4`). `answers` are (step or question, text).

    `snapshot` is the frozen copy of a closed one, `sealed` the hash that it was given.
    """

    id: ReviewId
    uid: str
    kind: ReviewKind
    period: str
    state: ReviewState
    started_on: dt.date
    closed_on: dt.date | None
    nothing_reached_me: bool
    answers: tuple[tuple[str, str], ...]
    snapshot: str | None
    sealed: str | None = None

    @property
    def whole(self) -> bool:
        """Whether the frozen copy is what was closed; so is a review that has none."""
        # Deferred: it hashes, and only a closed quarter has a copy to be checked.
        from rhythm.domain.freezing import is_whole

        return self.snapshot is None or is_whole(self.snapshot, self.sealed)

    def answer(self, item: str) -> str:
        """What was answered to a step or question, or nothing."""
        return dict(self.answers).get(item, "")


class EvidenceMark(StrEnum):
    """What the director said of a row of evidence: it does not count, or it counts most."""

    STRUCK = "struck"
    PINNED = "pinned"


class Evidence(NamedTuple):
    """One record under a question: what it is, where it stands, and the sentence shown.

    `kind` and `id` name the record; figures that sum up several records have the id 0, and a `slug` where there are
    several of a kind. `behind` are the records that a figure sums up, as (kind, id), so that every number opens its
    rows. `detail` are further sentences; a `quiet` one is no ground to judge on, a `warning` is about the data.
    """

    kind: str
    id: int
    day: dt.date | None
    text: str
    behind: tuple[tuple[str, int], ...] = ()
    slug: str = ""
    detail: tuple[str, ...] = ()
    quiet: bool = False
    warning: bool = False
    mark: EvidenceMark | None = None

    @property
    def key(self) -> str:
        """What a strike or a pin is stored by: the same for the same record, whenever it is gathered."""
        return f"{self.kind}:{self.slug or self.id}"

    @property
    def records(self) -> tuple[tuple[str, int], ...]:
        """The records that it is, or sums up."""
        return ((self.kind, self.id), *self.behind) if self.kind in _RECORDS and self.id else self.behind

    @property
    def struck(self) -> bool:
        """Whether it does not count."""
        return self.mark is EvidenceMark.STRUCK


_RECORDS = frozenset({"fix", "good_call", "note"})
"""Kinds of evidence that are a record themselves; the others sum some up."""


def records(evidence: Iterable[Evidence]) -> frozenset[tuple[str, int]]:
    """The records that evidence rests on, each once; what was struck counts nowhere, in no figure either."""
    items = tuple(evidence)
    struck = {(item.kind, item.id) for item in items if item.struck}
    return frozenset(record for item in items if not item.struck for record in item.records) - struck


def beside_earlier(figures: Iterable[str]) -> bool:
    """Whether any of some figures has that of the quarter before in brackets, which is to be said then."""
    return any(re.search(_EARLIER, text) for text in figures)


class WeekFigures(NamedTuple):
    """A week in plain counts."""

    held: int
    skipped: int
    missed: int
    reached_me: int
    mine: int
    not_mine: int
    unsaid: int
    good_calls: int
    minutes: int
    promises_kept: int
    outside_share: float | None
    """Share of what reached me outside my four moments, median of the last four logged weeks (N5)."""


def median(values: list[float]) -> float | None:
    """The middle of some numbers, the mean of the two middle ones when even; None for none."""
    if not values:
        return None
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def draft_key(kind: ReviewKind, period: str, item: str) -> str:
    """The name of the draft of an answer."""
    return f"review:{kind}:{period}:{item}"
