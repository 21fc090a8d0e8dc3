"""The user's own vocabulary, and what is worth adding to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rhythm.actions import words as actions
from rhythm.domain.matching.own_words import words_to_join
from rhythm.queries import words as queries
from rhythm.queries.suggesting import lines_of
from rhythm.queries.words import WordLine
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.domain.escalations import Escalation
    from rhythm.service import Rhythm


class Words:
    """Lines of words that mean the same; the shipped ones are in `matching.yaml`."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def lines(self) -> tuple[WordLine, ...]:
        """The user's own lines."""
        return queries.word_lines(self._db)

    def add(self, terms: Sequence[str]) -> WordLine:
        """Say that words mean the same. Raises BadInput for fewer than two."""
        return actions.add_words(self._db, terms)

    def remove(self, number: int) -> WordLine:
        """Take a line out. Raises NotFound."""
        return actions.remove_words(self._db, number)

    def worth_adding(self, row: Escalation) -> tuple[str, str] | None:
        """Two words that may mean the same, where a row shares none with the other rows of its conflict."""
        if row.conflict_id is None:
            return None
        rows = [one for one in self._rhythm.tracker.rows_of(row.conflict_id) if one.id != row.id]
        mine, *others = lines_of(self._db, [row, *rows[-12:]], self._rhythm.matching_words)
        return words_to_join(
            mine, others, queries.frequency(self._db, {w for one in (mine, *others) for w in one.words})
        )
