"""Turning rows into value types; shared by all queries."""

from __future__ import annotations

import datetime as dt


def day(text: str | None) -> dt.date | None:
    """The day of a `YYYY-MM-DD` column, or None."""
    return dt.date.fromisoformat(text) if text is not None else None


def iso(value: dt.date | None) -> str | None:
    """A day as a column and as JSON hold it, None for none."""
    return value.isoformat() if value is not None else None


def marks(count: int, mark: str = "?") -> str:
    """Placeholders for so many bound values, or for so many rows of them."""
    return ", ".join([mark] * count)
