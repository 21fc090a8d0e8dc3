"""Records by what people type for them: the number, or the uid that never changes."""

from __future__ import annotations

from typing import Literal

from rhythm.storage.database import Database

_MOST_DIGITS = 18
"""What SQLite can hold; a longer number names nothing."""


Numbered = Literal[
    "absence", "calendar_series", "conflict", "escalation", "finding", "fix", "meeting", "promise", "topic"
]


def number_of(db: Database, table: Numbered, text: str) -> int | None:
    """The id that `12`, `#12` or a uid means. A number is taken as it is, whether there is such a record or not;
    None when the text is neither a number nor the uid of a record."""
    bare = text.strip().removeprefix("#")
    if bare.isascii() and bare.isdigit():
        return int(bare) if len(bare) <= _MOST_DIGITS else None
    found = db.value(f"SELECT id FROM {table} WHERE uid = ? AND deleted_at IS NULL", (bare.upper(),))
    return int(found) if found is not None else None


def merged_into(db: Database, conflict_id: int) -> int | None:
    """The conflict that took up another one's rows, followed to the end; None for one that was not merged."""
    found, seen = conflict_id, {conflict_id}
    while True:
        target = db.value("SELECT merged_into FROM conflict WHERE id = ? AND deleted_at IS NULL", (found,))
        if target is None or target in seen:
            return found if found != conflict_id else None
        found = int(target)
        seen.add(found)
