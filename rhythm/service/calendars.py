"""What the director's calendar holds."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rhythm.queries import calendars as queries
from rhythm.storage.database import Database

if TYPE_CHECKING:
    from rhythm.service import Rhythm


class Calendars:
    """Imported calendars, read on the director's own days."""

    def __init__(self, db: Database, rhythm: Rhythm) -> None:
        self._db = db
        self._rhythm = rhythm

    def busy_between(self, first: dt.date, last: dt.date) -> tuple[queries.BusySpan, ...]:
        """Time that the calendar holds between two of the director's days, both included, as instants in UTC."""
        return queries.busy_between(self._db, first, last, self._rhythm.zone)
