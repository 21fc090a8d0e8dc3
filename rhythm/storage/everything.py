"""Everything of a store into files, and back into an empty one, by what the schema itself says of its tables.

Tables that come with a later release come along by themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from rhythm.clock import Clock, instant_text
from rhythm.errors import BadInput, RhythmError, StoreError
from rhythm.interop import everything as files
from rhythm.interop.staging import settle_leftovers, staged
from rhythm.storage import driver
from rhythm.storage.building import build, carried_tables, columns_of, rows_of, sequences, set_sequences
from rhythm.storage.database import Database
from rhythm.storage.far import Far
from rhythm.storage.meta import meta
from rhythm.storage.opening import part_beside
from rhythm.storage.replacing import replace_store
from rhythm.storage.schema import MIGRATION_SET, MIGRATIONS

_OWN_META = ("device",)
"""What a store says of the machine it is on; it stands in the manifest, and is not carried to another."""
_NO_RECORDS = ("meta", "holidays")


def export_everything(db: Database, folder: Path, program: str) -> tuple[Path, ...]:
    """Write every row of every table, history included, as of one moment. The files that were written.

    An earlier export is replaced once this one is whole. Raises BadInput when the folder holds something else,
    RhythmError when it can't be written.
    """
    with staged(folder, last=files.MANIFEST, earlier=lambda: files.files_of(folder)) as stage, db.reading():
        files.refuse_another(folder)
        tables = {
            table: files.write_table(stage, table, _rows(db.connection, table))
            for table in db.far.through(carried_tables(db.connection), "table")
        }
        applied = db.all("SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY name", (MIGRATION_SET,))
        manifest = files.Manifest(
            program,
            instant_text(db.clock.now()),
            meta(db, "device"),
            tuple(row[0] for row in applied),
            tables,
            sequences(db.connection),
        )
        files.write_manifest(stage, manifest)
    return (*(folder / table.file for table in tables.values()), folder / files.MANIFEST)


def import_everything(
    folder: Path, store: Path, clock: Clock, *, dry_run: bool = False, far: Far | None = None
) -> dict[str, int]:
    """Make the store at `store` from an export: every row as it was. How many rows each table got.

    The store must be empty, or not there. It is built beside its place and put there whole; `far` gets to know how far
    that is. Raises BadInput for files
    that are not as they were written, RhythmError when the store holds something, StoreError when it can't be written.
    """
    with suppress(OSError):
        # Where nothing can be changed, what stands there is taken as it is.
        settle_leftovers(folder)
    manifest = files.read_manifest(folder)
    if unknown := set(manifest.schema) - set(MIGRATIONS):
        raise BadInput(f"a newer rhythm wrote {folder} ({max(unknown)})", "update rhythm and import it then")
    if store.exists():
        _refuse_unless_empty_at(store)
    try:
        store.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with part_beside(store) as part:
            build(
                part,
                manifest.schema,
                lambda connection: _fill(connection, folder, manifest, far or Far()),
                clock,
                key=driver.key_for(store),
            )
            if not dry_run:
                replace_store(part, store, None, _refuse_unless_empty)
    except (OSError, driver.Error) as error:
        raise StoreError(f"{store} could not be made", "nothing was imported; make room there and try again") from error
    return {name: table.rows for name, table in manifest.tables.items()}


def _rows(connection: driver.Connection, table: str) -> Iterator[dict[str, Any]]:
    own = ", ".join(repr(name) for name in _OWN_META)
    return rows_of(connection, table, f"key NOT IN ({own})" if table == "meta" else "1")


def _fill(connection: driver.Connection, folder: Path, manifest: files.Manifest, far: Far) -> None:
    tables = carried_tables(connection)
    if set(tables) != set(manifest.tables):
        raise BadInput(f"{folder} has other tables than its schema", "export everything once more")
    for table in far.through(tables, "table"):
        # What migrations put there by themselves is in the file too.
        connection.execute(f"DELETE FROM {table}")
        columns = columns_of(connection, table)
        statement = f"INSERT INTO {table}({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        for number, row in files.read_table(folder, manifest.tables[table]):
            where = f"{folder / manifest.tables[table].file}, line {number}"
            if set(row) != set(columns):
                raise BadInput(f"{where} has other columns than its table", "export everything once more")
            try:
                connection.execute(statement, [row[name] for name in columns])
            except (driver.Error, OverflowError, UnicodeEncodeError):
                raise BadInput(f"{where} is refused by its table", "export everything once more") from None
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise BadInput(f"the records in {folder} contradict each other", "export everything once more")
    set_sequences(connection, dict(manifest.sequences))


def _refuse_unless_empty_at(store: Path) -> None:
    from rhythm.storage.opening import refuse_what_can_not_be_used

    refuse_what_can_not_be_used(store)
    connection = driver.connect_to_read(store, timeout=1)
    try:
        _refuse_unless_empty(connection)
    finally:
        connection.close()


def _refuse_unless_empty(connection: driver.Connection) -> None:
    for table in (*carried_tables(connection), "draft"):
        if table not in _NO_RECORDS and connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None:
            raise RhythmError(
                "everything goes into an empty store, and this one holds something",
                "name a new file with --db FILE, or move this one away first",
            )
