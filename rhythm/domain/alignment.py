"""Tension or misalignment (N11): "Misalignment happens when the two leaders aren't using the same planning
assumptions, success criteria, or escalation rules." (essay 1)"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rhythm.domain.escalations import Cause, ConflictId
from rhythm.domain.fixes import KIND_FOR_CAUSE, FixKind
from rhythm.values import NamedTuple

ITEMS = ("planning_assumptions", "success_criteria", "escalation_rules")
"""What both must use alike, for the tension between them to be a healthy one."""


class Alignment(NamedTuple):
    """The test as it was answered on a day: whether both use the same of each."""

    conflict_id: ConflictId
    day: dt.date
    planning_assumptions: bool
    success_criteria: bool
    escalation_rules: bool

    @property
    def differs(self) -> tuple[str, ...]:
        """The items of which they don't use the same."""
        return tuple(item for item in ITEMS if not getattr(self, item))

    @property
    def healthy(self) -> bool:
        """Whether it is a tension; else it is misalignment."""
        return not self.differs


def kind_for(found: Alignment, kinds: Mapping[str, FixKind]) -> FixKind | None:
    """The fix that misalignment leads to: that of the one item in which they differ, else that of its cause; none for
    a healthy tension."""
    if found.healthy:
        return None
    differs = found.differs
    return kinds[differs[0]] if len(differs) == 1 else KIND_FOR_CAUSE[Cause.MISALIGNMENT]
