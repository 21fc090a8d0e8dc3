"""Two conflicts that may be one: asked about once a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.actions import same_pairs as actions
from rhythm.domain.conflicts import Conflict
from rhythm.domain.escalations import ConflictId
from rhythm.queries import same_pairs as queries
from rhythm.queries.tracker import ConflictView
from rhythm.storage.database import Database
from rhythm.values import NamedTuple

if TYPE_CHECKING:
    from rhythm.service import Rhythm


class SamePair(NamedTuple):
    """Two conflicts with their numbers, and what they have in common."""

    first: ConflictView
    second: ConflictView
    reasons: tuple[str, ...]

    @property
    def key(self) -> str:
        """What names the pair in a list: `same:12+15`."""
        return f"same:{self.first.id}+{self.second.id}"


class SamePairs:
    """The pairs, and the two answers."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def likely(self) -> tuple[SamePair, ...]:
        """The pairs worth asking about today, likeliest first."""
        found = queries.same_pairs(self._db, self._rhythm.matching_words, self._rhythm.today())
        views = self._rhythm.tracker.conflicts_among([number for one in found for number in (one.first, one.second)])
        return tuple(SamePair(views[one.first], views[one.second], one.reasons) for one in found)

    def same(self, one: ConflictId, other: ConflictId) -> Conflict:
        """They are one; what is merged is one undo away from being two again."""
        return actions.say_same(self._db, one, other, self._rhythm.tracker.rules)

    def not_same(self, one: ConflictId, other: ConflictId) -> tuple[ConflictId, ConflictId]:
        """They are two, and are not asked about again."""
        return actions.say_not_same(self._db, one, other)
