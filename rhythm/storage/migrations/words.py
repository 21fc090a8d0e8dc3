"""Parts of the statements that several migrations use. A released one reads them, so what they say stays as it is."""

from __future__ import annotations

ID = "id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE"
"""The two columns by which a record is known: here, and outside."""

DAY = "CHECK ({0} IS NULL OR {0} GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]')"
"""What a column of days may hold."""

LEVEL = "CHECK ({0} BETWEEN 1 AND 7)"
"""What a column of delegation levels may hold."""

PERSON = "INTEGER NOT NULL REFERENCES person(id) ON DELETE RESTRICT"
"""A column that points to a person."""


def one_of(column: str, *slugs: str) -> str:
    """What a column of a closed list may hold."""
    return f"CHECK ({column} IN ({', '.join(repr(slug) for slug in slugs)}))"
