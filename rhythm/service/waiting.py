"""Rows that wait to be sorted: told of where the same comes up again, and put together with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhythm.actions import escalations as actions
from rhythm.domain.escalations import NEW, Escalation, EscalationId, NewEscalation
from rhythm.errors import NotFound
from rhythm.queries import tracker as queries
from rhythm.queries import waiting
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.domain.escalations import ConflictId
    from rhythm.queries.waiting import WaitingRow
    from rhythm.service import Rhythm


class WaitingRows:
    """What waits, over the store."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def alike(self, row: NewEscalation | Escalation) -> WaitingRow | None:
        """The row that waits and reads as this one does, which may be stored itself; None where none is likely enough
        to be offered."""
        least, words = self._rhythm.settings.matching.offer, self._rhythm.matching_words
        if isinstance(row, NewEscalation):
            return waiting.waiting_alike(self._db, row, words, least)
        return waiting.waiting_alike(self._db, row.told_again, words, least, row.id)

    def log_with(self, new: NewEscalation, other: EscalationId, *, refused: tuple[ConflictId, ...] = ()) -> Escalation:
        """Store a row as of one conflict with another that waited, as one action. Raises as `log_escalation` does."""
        with self._db.action("log an escalation"):
            return actions.log_escalation(
                self._db, new, self._rhythm.tracker.rules, conflict=self._conflict_of(other, refused), refused=refused
            )

    def link_with(
        self, escalation_id: EscalationId, other: EscalationId, *, refused: tuple[ConflictId, ...] = ()
    ) -> Escalation:
        """Say of a stored row that it is of one conflict with another that waited, as one action."""
        with self._db.action(f"link escalation #{escalation_id}"):
            return self._rhythm.tracker.link(escalation_id, self._conflict_of(other, refused), refused=refused)

    def _conflict_of(self, number: EscalationId, refused: tuple[ConflictId, ...]) -> ConflictId:
        """The conflict of a row; a new one where it still waits, and what was refused is not offered for it either."""
        found = queries.escalation(self._db, number)
        if found is None:
            raise NotFound(f"there is no escalation #{number} any more", "log this one by itself")
        if found.conflict_id is None:
            found = self._rhythm.tracker.link(number, NEW, refused=refused)
        assert found.conflict_id is not None
        return found.conflict_id
