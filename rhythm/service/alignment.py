"""Tension or misalignment: the three questions about a conflict."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rhythm.domain import alignment as rules
from rhythm.domain.fixes import FixKind
from rhythm.late import Late
from rhythm.queries import fixes as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.actions import alignment as actions
    from rhythm.domain.alignment import Alignment
    from rhythm.domain.escalations import ConflictId
    from rhythm.service import Rhythm
    from rhythm.settings.lists import AlignmentQuestion
else:
    actions = Late("rhythm.actions.alignment")


class Alignments:
    """What both sides of a conflict use alike."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    @property
    def questions(self) -> tuple[AlignmentQuestion, ...]:
        """The questions in the user's words and order."""
        return self._rhythm.prompts.alignment

    def answer(self, conflict_id: ConflictId, same: Mapping[str, bool]) -> Alignment:
        """Answer all three; see `actions.alignment.answer_alignment`."""
        return actions.answer_alignment(self._db, conflict_id, same, self._rhythm.tracker.rules)

    def of(self, conflict_id: int) -> tuple[Alignment, ...]:
        """The tests of a conflict, newest first."""
        return queries.alignments(self._db, conflict_id)

    def newest(self, conflict_id: int) -> Alignment | None:
        """The test that counts."""
        return next(iter(self.of(conflict_id)), None)

    def kind_of_fix(self, conflict_id: int) -> FixKind | None:
        """The fix that the newest test leads to; None for a healthy tension and without a test."""
        found = self.newest(conflict_id)
        if found is None or found.healthy:
            return None
        return rules.kind_for(found, {question.id: FixKind(question.fix) for question in self.questions})

    def says(self, found: Alignment) -> str:
        """`tested Thu 19 Nov: not the same success criteria, so misalignment`, or that it is a healthy tension."""
        # Deferred: only what is read by people needs it.
        from rhythm.domain.saying import in_a_row, say_day

        tested = f"tested {say_day(found.day, self._rhythm.today())}"
        if found.healthy:
            return f"{tested}: the same assumptions, criteria and rules, so a healthy tension"
        names = {question.id: question.name for question in self.questions}
        return f"{tested}: not the same {in_a_row([names[item] for item in found.differs])}, so misalignment"
