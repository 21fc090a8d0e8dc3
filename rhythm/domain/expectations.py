"""The role expectation matrix (essay 2): what I expect of somebody, and what they expect of me."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import NewType

from rhythm.domain.people import PersonId
from rhythm.domain.periods import quarter_of
from rhythm.values import NamedTuple

ExpectationId = NewType("ExpectationId", int)


class ExpectationSide(StrEnum):
    """Of whom something is expected."""

    OF_THEM = "of_them"
    OF_ME = "of_me"


HEADINGS = {
    ExpectationSide.OF_THEM: "I expect of you",
    ExpectationSide.OF_ME: "You expect of me",
}
"""The two columns, as one reads them out."""


class Expectation(NamedTuple):
    """One line of the matrix, since a day, and until one if it holds no more."""

    id: ExpectationId
    uid: str
    person_id: PersonId
    person: str
    side: ExpectationSide
    body: str
    day: dt.date
    retired_on: dt.date | None = None


def looked_at_anew(last_talk: dt.date | None, today: dt.date, quarter_start_month: int = 1) -> bool:
    """Whether the matrix is read out this time: in the first talk of a quarter."""
    return last_talk is None or last_talk < quarter_of(today, quarter_start_month).first_day
