"""How long nothing was written."""

from __future__ import annotations

import datetime as dt

from rhythm.storage.database import Database
from rhythm.storage.meta import meta

LEFT_AS_IS = "left_as_is"
"""The store's note of the day on which all was left as it is."""


def last_word(db: Database) -> dt.date | None:
    """The last day on which something was done, or all was left as it is; None for a store without a word."""
    newest = db.value("SELECT local_day FROM action ORDER BY id DESC LIMIT 1")
    return dt.date.fromisoformat(max(str(newest), meta(db, LEFT_AS_IS))) if newest is not None else None
