"""The whole content of a store as plain values, for comparing one moment with another."""

from __future__ import annotations

from collections.abc import Sequence

from rhythm.service import Rhythm
from rhythm.storage.database import Database
from rhythm.storage.schema import LOGGED_TABLES

DERIVED_TABLES = ("match_line", "match_token", "match_profile")

Dump = dict[str, list[tuple[object, ...]]]


def rows_of(db: Database, sql: str) -> list[tuple[object, ...]]:
    """Every row of a read, as plain tuples."""
    return [tuple(row) for row in db.all(sql)]


def dump(db: Database) -> Dump:
    """Every row of every logged table, of the matcher's tables and of the search."""
    found = {table: rows_of(db, f"SELECT * FROM {table} ORDER BY id") for table in LOGGED_TABLES}
    for table in DERIVED_TABLES:
        found[table] = rows_of(db, f"SELECT * FROM {table} ORDER BY 1, 2")
    found["search"] = rows_of(db, "SELECT rowid, body, kind, ref, person_id, day FROM search ORDER BY rowid")
    return found


def passes_back_and_forward(rhythm: Rhythm, db: Database, states: Sequence[Dump]) -> None:
    """Undone one by one a store comes to every state that it was in, redone forward again."""
    for state in reversed(states[:-1]):
        rhythm.undo()
        assert dump(db) == state
    for state in states[1:]:
        rhythm.redo()
        assert dump(db) == state


def log_sizes(db: Database) -> tuple[object, object, object]:
    """How many actions and changes are stored, and which action is said to be under way."""
    return (
        db.value("SELECT count(*) FROM action"),
        db.value("SELECT count(*) FROM change"),
        db.value("SELECT action_id FROM current_action"),
    )
