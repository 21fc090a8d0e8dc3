"""The triggers that write the change log and keep the search up to date, made anew after every migration.

Imported only with the migrations, because sqlite-utils costs more than a whole quick command.
"""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.db import Table

from rhythm.storage.schema import LOGGED_TABLES, SEARCH_KINDS, SEARCHED


def recreate_triggers(db: Database) -> None:
    """Drop and make again every trigger, from the tables as they stand now.

    `transform` drops the triggers of a table without a word, so this runs after every migration.
    """
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f'DROP TRIGGER "{name}"')
    for table in LOGGED_TABLES:
        logged = db[table]
        assert isinstance(logged, Table)
        for statement in _log_triggers(table, [column.name for column in logged.columns]):
            db.execute(statement)
    for table in SEARCHED:
        for statement in _search_triggers(table):
            db.execute(statement)
    for operation in ("UPDATE", "DELETE"):
        db.execute(
            f"CREATE TRIGGER change_refuses_{operation.lower()} BEFORE {operation} ON change BEGIN"
            " SELECT RAISE(ABORT, 'the change log only grows'); END"
        )
    for statement in _frozen_triggers():
        db.execute(statement)


def _frozen_triggers() -> tuple[str, str]:
    """A frozen copy stays as it is; only an undo of the closing takes it away, whole."""
    what = ("kind", "period", "state", "closed_on", "snapshot", "snapshot_hash", "deleted_at")
    old, new = (", ".join(f"{which}.{name}" for name in what) for which in ("OLD", "NEW"))
    refuse = "BEGIN SELECT RAISE(ABORT, 'a frozen copy stays as it is'); END"
    undoing = "EXISTS (SELECT 1 FROM current_action c JOIN action a ON a.id = c.action_id WHERE a.undoes IS NOT NULL)"
    return (
        f"CREATE TRIGGER review_refuses_update BEFORE UPDATE ON review WHEN OLD.snapshot IS NOT NULL"
        f" AND ({old}) IS NOT ({new}) AND NOT (NEW.snapshot IS NULL AND {undoing}) {refuse}",
        f"CREATE TRIGGER review_refuses_delete BEFORE DELETE ON review WHEN OLD.snapshot IS NOT NULL AND NOT {undoing}"
        f" {refuse}",
    )


def _log_triggers(table: str, columns: list[str]) -> list[str]:
    def image(which: str) -> str:
        return "json_object(" + ", ".join(f"'{name}', {which}.{name}" for name in columns) + ")"

    def row(which: str) -> str:
        return ", ".join(f"{which}.{name}" for name in columns)

    current = "(SELECT action_id FROM current_action)"
    insert = "INSERT INTO change(action_id, tbl, row_uid, op, old, new) VALUES"
    return [
        f"CREATE TRIGGER log_{table}_insert AFTER INSERT ON {table} BEGIN"
        f" {insert} ({current}, '{table}', NEW.uid, 'I', NULL, {image('NEW')}); END",
        f"CREATE TRIGGER log_{table}_update AFTER UPDATE ON {table} WHEN ({row('OLD')}) IS NOT ({row('NEW')}) BEGIN"
        f" {insert} ({current}, '{table}', NEW.uid, 'U', {image('OLD')}, {image('NEW')}); END",
        f"CREATE TRIGGER log_{table}_delete AFTER DELETE ON {table} BEGIN"
        f" {insert} ({current}, '{table}', OLD.uid, 'D', {image('OLD')}, NULL); END",
    ]


def _search_triggers(table: str) -> list[str]:
    number, texts, person, day = SEARCHED[table]

    def new(column: str) -> str:
        return column if column == "NULL" else f"NEW.{column}"

    body = " || ' ' || ".join(f"NEW.{column}" for column in texts)
    add = (
        f"INSERT INTO search(rowid, body, kind, ref, person_id, day) SELECT NEW.id * {SEARCH_KINDS} + {number},"
        f" {body}, '{table}', NEW.id, {new(person)}, {new(day)} WHERE NEW.deleted_at IS NULL"
        f" AND trim({body}) <> '';"
    )
    remove = f"DELETE FROM search WHERE rowid = OLD.id * {SEARCH_KINDS} + {number};"
    watched = ", ".join({*texts, "deleted_at", *(c for c in (person, day) if c not in ("NULL", "id"))})
    return [
        f"CREATE TRIGGER search_{table}_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER search_{table}_update AFTER UPDATE OF {watched} ON {table} BEGIN {remove} {add} END",
        f"CREATE TRIGGER search_{table}_delete AFTER DELETE ON {table} BEGIN {remove} END",
    ]
