"""Taking back and putting back. Both are actions themselves, so that nothing is ever forgotten."""

from __future__ import annotations

import json

from rhythm.errors import NotFound, RhythmError
from rhythm.storage import driver
from rhythm.storage.database import Database, Row, Value
from rhythm.storage.drafts import finish_again, give_back
from rhythm.values import NamedTuple

LARGE = 100
"""So many records are changed, and so many escalations read, while nobody waits."""


class Undone(NamedTuple):
    """What was taken back or put back; `uid` is that of its action. `beside` says what became of a file that the
    action had written to, or nothing; `typed` names the field in which its text stands again, as `room:12`, if one
    does."""

    label: str
    local_day: str
    uid: str
    beside: str = ""
    typed: str = ""

    @property
    def typed_again(self) -> str:
        """Where what had been typed stands again, as the end of a sentence; nothing where that is nowhere."""
        if not self.typed:
            return ""
        notes = self.typed.startswith("room:")
        return "; its notes are in the room again" if notes else "; what was typed is in the review again"


def undo(db: Database) -> Undone:
    """Take back the newest action that is not undone and not itself an undo; again goes one further back.

    Raises RhythmError when there is nothing to take back, or when a later edit would be lost; the
    message then names the field.
    """
    target = _newest_undoable(db)
    if target is None:
        raise NotFound("there is nothing to undo", "every change that can be taken back has been")
    return _reverse(db, target, "undo")


def redo(db: Database) -> Undone:
    """Put back what was undone last, until another action is made. Raises RhythmError when there is nothing."""
    target = _newest_redoable(db)
    if target is None:
        raise NotFound("there is nothing to put back", "redo works right after an undo, until something else is done")
    return _reverse(db, target, "redo")


def is_large(db: Database, *, redo: bool = False) -> bool:
    """Whether what undo, or redo, would reverse next takes long enough to be waited for: it changed many records, or
    names that all escalations are read with."""
    target = _newest_redoable(db) if redo else _newest_undoable(db)
    if target is None:
        return False
    changes = db.all("SELECT tbl FROM change WHERE action_id = ? LIMIT ?", (target["id"], LARGE + 1))
    if any(row["tbl"] in ("team", "person", "word_line") for row in changes):
        return is_much_to_read(db)
    return len(changes) > LARGE


def is_much_to_read(db: Database) -> bool:
    """Whether reading all escalations anew, with other names, takes long enough to be waited for."""
    return int(str(db.value("SELECT count(*) FROM (SELECT 1 FROM escalation LIMIT ?)", (LARGE + 1,)))) > LARGE


def undoable_actions(db: Database, limit: int = 20) -> tuple[Undone, ...]:
    """What repeated undo would take back, in that order."""
    return tuple(Undone(row["label"], row["local_day"], row["uid"]) for row in db.all(f"{_UNDOABLE} LIMIT ?", (limit,)))


# An action is undone while an undo of it exists that has not been put back itself.
_LIVE_UNDO = """SELECT 1 FROM action u WHERE u.undoes = a.id
    AND NOT EXISTS (SELECT 1 FROM action r WHERE r.undoes = u.id)"""
_UNDOABLE = f"""SELECT a.id, a.uid, a.label, a.local_day FROM action a
    WHERE a.undoes IS NULL AND a.undoable = 1 AND NOT EXISTS ({_LIVE_UNDO}) ORDER BY a.id DESC"""


def _newest_undoable(db: Database) -> Row | None:
    return db.one(f"{_UNDOABLE} LIMIT 1")


def _newest_redoable(db: Database) -> Row | None:
    return db.one(
        """SELECT u.id, a.uid, a.label, a.local_day FROM action u JOIN action a ON a.id = u.undoes
        WHERE a.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM action r WHERE r.undoes = u.id)
        AND u.id > COALESCE((SELECT max(id) FROM action WHERE undoes IS NULL), 0)
        ORDER BY u.id DESC LIMIT 1"""
    )


def _reverse(db: Database, target: Row, verb: str) -> Undone:
    label = target["label"]
    with db.action(f"{verb}: {label}", undoes=target["id"]):
        changes = db.all(
            "SELECT tbl, row_uid, op, old, new FROM change WHERE action_id = ? ORDER BY id DESC", (target["id"],)
        )
        for change in db.far.through(changes, "record"):
            try:
                _reverse_change(db, change)
            except driver.IntegrityError as error:
                raise _in_the_way(change) from error
        typed: tuple[str, ...] = ()
        if verb == "undo":
            typed = give_back(db, target["uid"])
        else:
            finish_again(db, target["uid"])
    return Undone(label, target["local_day"], target["uid"], typed=next(iter(typed), ""))


def _reverse_change(db: Database, change: Row) -> None:
    table, uid = change["tbl"], change["row_uid"]
    old: dict[str, Value] = json.loads(change["old"]) if change["old"] else {}
    new: dict[str, Value] = json.loads(change["new"]) if change["new"] else {}
    if change["op"] == "D":
        db.insert(table, **old)
        return
    changed = [column for column in new if change["op"] == "I" or old[column] != new[column]]
    row = db.one(f"SELECT * FROM {table} WHERE uid = ?", (uid,))
    later = [column for column in changed if row is None or row[column] != new[column]]
    if row is None or later:
        raise RhythmError(
            f"this can't be undone: {table} was changed again ({', '.join(later)})",
            "undo the later change first",
        )
    if change["op"] == "I":
        db.write(f"DELETE FROM {table} WHERE uid = ?", (uid,))
    else:
        db.update(table, int(row["id"]), **{column: old[column] for column in changed})


def _in_the_way(change: Row) -> RhythmError:
    """What SQLite refused: to take a record away that others are built on, or to put one where another stands now."""
    if change["op"] == "I":
        because, hint = f"later records belong to this {change['tbl']}", "undo the later change first"
    else:
        because = f"another {change['tbl']} stands in its place by now"
        hint = "take that one away first, or leave it as it is"
    return RhythmError(f"this can't be undone: {because}", hint)
