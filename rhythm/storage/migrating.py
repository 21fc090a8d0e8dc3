"""Bringing a store up to date: all pending migrations in one transaction, or none."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database as SqliteUtils

from rhythm.clock import Clock
from rhythm.errors import StoreError
from rhythm.storage import driver
from rhythm.storage.backup import back_up
from rhythm.storage.migrations import migrations
from rhythm.storage.shelf import Kind, name_for
from rhythm.storage.triggers import recreate_triggers


def migrate(connection: driver.Connection, clock: Clock, *, backups: Path | None) -> None:
    """Apply what is pending, with a checked copy in `backups` first (None for a store without content).

    Foreign keys must be off: a table can only be rebuilt so. Raises StoreError and changes nothing when
    the backup fails or the migrated rows contradict each other.
    """
    if backups is not None:
        back_up(connection, backups, name_for(Kind.BEFORE_UPGRADE, clock.now()))
    connection.execute("PRAGMA foreign_keys = OFF")
    # Another process may be doing the same: the one that comes second finds nothing pending.
    connection.execute("BEGIN IMMEDIATE")
    try:
        db = SqliteUtils(connection, execute_plugins=False)
        migrations.apply(db)
        recreate_triggers(db)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise StoreError(
                "the store could not be brought up to date: its records contradict each other",
                f"nothing was changed; a copy is in {backups}",
            )
        connection.execute("COMMIT")
    except BaseException:
        # Ctrl-C too: a store half brought up to date must not be committed.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
