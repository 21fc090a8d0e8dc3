"""Days and lengths that actions are told: what is recorded took place, so its day is not to come."""

from __future__ import annotations

import datetime as dt

from rhythm.errors import BadInput
from rhythm.storage.database import Database

UP_TO_TODAY = "name a day up to today"
_LONGEST = 24 * 60
FROM_A_DAY = "name the day from which it holds, up to today"


def up_to_today(db: Database, day: dt.date | None, hint: str = UP_TO_TODAY) -> dt.date:
    """A day that has come, today where none is named. Raises BadInput for a later one; `hint` is the next step."""
    today = db.clock.today()
    if day is not None and day > today:
        raise BadInput("that day is still to come", hint)
    return day or today


def check_length(minutes: int | None, example: str = "30") -> None:
    """Raise BadInput for minutes that are no length of a time on one day; `example` is one as it is typed there."""
    if minutes is not None and not 0 < minutes <= _LONGEST:
        raise BadInput("the minutes are not a length of time", f"for example {example}")
