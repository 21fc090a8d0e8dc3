"""Public holidays that were computed before."""

from __future__ import annotations

import datetime as dt
import json

from rhythm.storage.database import Database


def known_holidays(db: Database, country: str, year: int) -> dict[dt.date, str] | None:
    """Day to name, of a year in a country; None when they were not computed yet."""
    days = db.value("SELECT days FROM holidays WHERE country = ? AND year = ?", (country, year))
    return None if days is None else {dt.date.fromisoformat(day): name for day, name in json.loads(str(days)).items()}
