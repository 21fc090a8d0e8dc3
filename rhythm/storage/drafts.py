"""Text that is still being typed, and for a while what became records last, in case that is undone. Not history: drafts
are in no log and in no export."""

from __future__ import annotations

from rhythm.clock import instant_text
from rhythm.errors import NOTHING_KEPT, Erased
from rhythm.storage.database import Database

_DONE = "done:"
_DONE_KEPT = 20
"""So many of the newest are kept for an undo."""


def save_draft(db: Database, key: str, body: str, *, empty: bool = False) -> None:
    """Keep what stands in a field. `key` names the field, e.g. `room:12`.

    An empty body forgets the draft, unless it is `empty` on purpose: over a text that is stored, a field that was
    emptied is something that was typed too. Raises Erased where it is about somebody who was erased, perhaps while the
    field stood there.
    """
    with db.beside():
        if body.strip() or empty:
            # Deferred: nothing is typed before the first paint.
            from rhythm.storage.erasing_drafts import is_about_erased

            if is_about_erased(db, key):
                raise Erased("what you typed is not kept: it is about somebody who was erased", NOTHING_KEPT)
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


def finish_draft(db: Database, key: str) -> None:
    """Take away a draft that the action in hand makes records of. Where that is undone, `give_back` brings it again."""
    assert db.current_action is not None
    execute = db.connection.execute
    execute("UPDATE draft SET key = ? WHERE key = ?", (f"{_DONE}{db.current_action.uid}:{key}", key))
    # In the order of the actions, not of their uids: clocks are set back.
    execute(
        """DELETE FROM draft WHERE substr(key, 1, :prefix) = :done AND key NOT IN (
            SELECT d.key FROM draft d JOIN action a
                ON a.uid = substr(d.key, :prefix + 1, instr(substr(d.key, :prefix + 1), ':') - 1)
            WHERE substr(d.key, 1, :prefix) = :done ORDER BY a.id DESC LIMIT :kept)""",
        {"prefix": len(_DONE), "done": _DONE, "kept": _DONE_KEPT},
    )


def give_back(db: Database, action_uid: str) -> tuple[str, ...]:
    """What was typed before an action that is being undone made records of it stands in its field again, unless
    something else does by now. Answers with the fields in which a text does; in one that was emptied, none does."""
    prefix = f"{_DONE}{action_uid}:"
    given = db.connection.execute(
        "INSERT OR IGNORE INTO draft SELECT substr(key, ?), body, at FROM draft WHERE substr(key, 1, ?) = ?"
        " RETURNING key, body",
        (len(prefix) + 1, len(prefix), prefix),
    )
    return tuple([str(key) for key, body in given if body.strip()])


def finish_again(db: Database, action_uid: str) -> None:
    """The action is put back: what `give_back` brought goes, unless it was written on."""
    for key, body in drafts(db, f"{_DONE}{action_uid}:").items():
        db.connection.execute("DELETE FROM draft WHERE key = ? AND body = ?", (field_of(key), body))


def field_of(key: str) -> str:
    """The field that a draft belongs to, as `room:12`: its key, for all but those that `finish_draft` took away."""
    return key.split(":", 2)[2] if key.startswith(_DONE) else key
