"""What stands on the board at all: asked for each row that is logged, so it does without the rules of the board."""

from __future__ import annotations

from rhythm.storage.database import Database


def any_rights(db: Database) -> bool:
    """Whether anything was ever said about who decides, or is of free choice."""
    return db.one("SELECT 1 FROM decision_right UNION ALL SELECT 1 FROM practice LIMIT 1") is not None


def areas(db: Database) -> frozenset[str]:
    """The areas that stand on the board."""
    return frozenset(row[0] for row in db.all("SELECT DISTINCT area FROM decision_right WHERE deleted_at IS NULL"))
