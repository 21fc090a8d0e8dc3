"""Text that is still being typed. Not history: drafts are in no log and in no export."""

from __future__ import annotations

from rhythm.clock import instant_text
from rhythm.storage.database import Database


def save_draft(db: Database, key: str, body: str, *, empty: bool = False) -> None:
    """Keep what stands in a field. `key` names the field, e.g. `room:12`.

    An empty body forgets the draft, unless it is `empty` on purpose: over a text that is stored, a field that was
    emptied is something that was typed too.
    """
    with db.beside():
        if body.strip() or empty:
            db.connection.execute(
                "INSERT INTO draft VALUES (?, ?, ?)"
                " ON CONFLICT(key) DO UPDATE SET body = excluded.body, at = excluded.at",
                (key, body, instant_text(db.clock.now())),
            )
        else:
            db.connection.execute("DELETE FROM draft WHERE key = ?", (key,))


def draft(db: Database, key: str) -> str:
    """What was being typed there, or nothing."""
    return str(db.value("SELECT body FROM draft WHERE key = ?", (key,)) or "")


def draft_or(db: Database, key: str, saved: str) -> str:
    """What was being typed there, nothing too if that is what stood there last; else the text that is saved."""
    found = db.value("SELECT body FROM draft WHERE key = ?", (key,))
    return saved if found is None else str(found)


def draft_time(db: Database, key: str) -> str:
    """When it was kept, as instant text, or nothing."""
    return str(db.value("SELECT at FROM draft WHERE key = ?", (key,)) or "")


def drafts(db: Database, prefix: str) -> dict[str, str]:
    """All drafts whose key begins with `prefix`, by key."""
    rows = db.all("SELECT key, body FROM draft WHERE substr(key, 1, ?) = ? ORDER BY key", (len(prefix), prefix))
    return {row[0]: row[1] for row in rows}
