"""Delegation levels as both sides name them before they see the other's (essay 2, delegation poker; N6)."""

from __future__ import annotations

import datetime as dt
from typing import NewType

from rhythm.domain.people import PersonId
from rhythm.values import NamedTuple

DelegationId = NewType("DelegationId", int)

LEAST, MOST = 1, 7
"""From telling them to leaving it to them."""
TALK_FIRST = 2
"""So many levels apart, and one should talk before one agrees on a number."""


class Levels(NamedTuple):
    """Two levels for one decision area, named on a day, and the one that was agreed on, if one was."""

    id: DelegationId
    uid: str
    person_id: PersonId
    person: str
    area: str
    day: dt.date
    mine: int
    theirs: int
    agreed: int | None = None

    @property
    def talk_first(self) -> bool:
        """Whether the two are so far apart that one should talk first."""
        return talk_first(self.mine, self.theirs)


def talk_first(mine: int, theirs: int) -> bool:
    """Whether two levels are so far apart that one should talk before one agrees; a hint, nothing is blocked."""
    return abs(mine - theirs) >= TALK_FIRST
