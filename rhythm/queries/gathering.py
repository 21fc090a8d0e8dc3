"""What a rule of evidence is given, and the words that several of them use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rhythm.domain.escalations import Escalation
from rhythm.storage.database import Database
from rhythm.values import NamedTuple


class Gathering(NamedTuple):
    """A period, the one that figures are set beside, and the keys of what was struck and counts no more.

    `as_of` says of a period that is over on which day it stood so what is only known as it stands now: `, as of Sat 3
    Oct`.
    """

    db: Database
    first: dt.date
    last: dt.date
    before: tuple[dt.date, dt.date]
    struck: frozenset[str] = frozenset()
    as_of: str = ""


def behind(rows: Iterable[Escalation]) -> tuple[tuple[str, int], ...]:
    """Escalations as what stands behind a figure."""
    return tuple(("escalation", row.id) for row in rows)
