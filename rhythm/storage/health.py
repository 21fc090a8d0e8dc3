"""Whether a store is well: looked at from outside, so that also one that can't be opened gets an answer."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from rhythm.domain.freezing import is_whole
from rhythm.errors import StoreError
from rhythm.storage import driver, shelf
from rhythm.storage.backup import unsound
from rhythm.storage.database import store_error
from rhythm.storage.opening import refuse_what_is_no_store
from rhythm.storage.schema import LOGGED_TABLES, MIGRATION_SET, MIGRATIONS, SEARCHED
from rhythm.values import NamedTuple


class Check(NamedTuple):
    """One thing that was looked at. `detail` says what was found, and what to do where it is not well."""

    name: str
    ok: bool
    detail: str


def examine(store: Path, backups: Path | None, now: dt.datetime) -> tuple[Check, ...]:
    """Everything that can be told of a store, its place and its copies; None for one that has none.

    Changes nothing, but that SQLite takes back what a program that was killed left half written.
    """
    found = [_file(store)]
    if found[0].ok:
        found += [_permissions(store), *_inside(store), _room(store, backups or store.parent)]
    return (*found, _copies(backups, now)) if backups is not None else tuple(found)


def _file(store: Path) -> Check:
    try:
        refuse_what_is_no_store(store)
    except StoreError as error:
        return Check("file", False, f"{error.message}; {error.hint}")
    return Check("file", True, f"{store}, {store.stat().st_size:,} bytes")


def _permissions(store: Path) -> Check:
    open_to_others = [path for path in (store, store.parent) if path.stat().st_mode & 0o077]
    if not os.access(store, os.W_OK) or not os.access(store.parent, os.W_OK):
        return Check("permissions", False, "the file or its folder refuses writes: the store can only be read")
    if store in open_to_others:
        return Check("permissions", False, f"others on this machine may read {store}; opening it closes that")
    if open_to_others:
        return Check("permissions", True, f"only you may read the file; {store.parent} is open to others")
    return Check("permissions", True, "only you may read the file and its folder")


def _inside(store: Path) -> Iterator[Check]:
    """The checks that read the file, on a connection of their own. Damage in one does not hide the others."""
    connection = driver.connect_to_read(store, timeout=1)
    try:
        for name, look in _LOOKS.items():
            try:
                yield Check(name, *look(connection))
            except driver.Error as error:
                known = store_error(error, store)
                yield Check(name, False, known.message if isinstance(known, StoreError) else "it can't be read")
    finally:
        connection.close()


_Found = tuple[bool, str]


def _content(connection: driver.Connection) -> _Found:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found == "ok":
        return True, "every page was read and agrees with the others"
    return False, "parts of the file are damaged; rhythm backups lists the copies, rhythm doctor --salvage NEW reads on"


def _form(connection: driver.Connection) -> _Found:
    rows = connection.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (MIGRATION_SET,))
    applied = {row[0] for row in rows.fetchall()}
    if unknown := applied - set(MIGRATIONS):
        return False, f"a newer rhythm made it ({max(unknown)}), so this one only reads it: update rhythm"
    pending = len(set(MIGRATIONS) - applied)
    return True, f"{pending} steps older than this program: opening it brings it up to date" if pending else "current"


def _references(connection: driver.Connection) -> _Found:
    broken = len(connection.execute("PRAGMA foreign_key_check").fetchall())
    return not broken, f"{broken} records belong to some that are not there" if broken else "every record has its own"


def _log(connection: driver.Connection) -> _Found:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    there = {row[0] for row in rows}
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    wanted = {f"log_{table}_{event}" for table in LOGGED_TABLES if table in tables for event in ("insert", "update")}
    missing = wanted - there
    open_action = connection.execute("SELECT action_id FROM current_action").fetchone()[0]
    if missing or open_action is not None:
        return False, "changes are not kept as they should be; export what is there with rhythm export json DIR"
    return True, f"{connection.execute('SELECT count(*) FROM action').fetchone()[0]} actions are kept"


def _search(connection: driver.Connection) -> _Found:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    wanted = 0
    for table, (_, texts, _, _) in SEARCHED.items():
        columns = {row["name"] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()}
        if table in tables and columns.issuperset(texts):
            body = " || ' ' || ".join(texts)
            count = f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL AND trim({body}) <> ''"
            wanted += connection.execute(count).fetchone()[0]
    there = connection.execute("SELECT count(*) FROM search").fetchone()[0]
    if there != wanted:
        return False, f"{there} of {wanted} records can be found; export and import of everything makes it anew"
    return True, f"{there} records can be found"


def _frozen(connection: driver.Connection) -> _Found:
    found = connection.execute("SELECT period, snapshot, snapshot_hash FROM review WHERE snapshot IS NOT NULL")
    rows = found.fetchall()
    broken = [row["period"] for row in rows if not is_whole(row["snapshot"], row["snapshot_hash"])]
    if broken:
        return False, f"changed since they were closed: {', '.join(broken)}; rhythm backups lists copies from before"
    return True, f"{len(rows)} closed reviews are as they were closed"


_LOOKS: dict[str, Callable[[driver.Connection], _Found]] = {
    "content": _content,
    "form": _form,
    "references": _references,
    "log": _log,
    "search": _search,
    "frozen copies": _frozen,
}


def _room(store: Path, backups: Path) -> Check:
    """Room for the store once more, beside it and where its copies go."""
    needed = store.stat().st_size
    for folder in (store.parent, backups):
        there = next(path for path in (folder, *folder.parents) if path.exists())
        free = shutil.disk_usage(there).free
        if free < 2 * needed:
            return Check("room", False, f"{free:,} bytes are free for {folder}; make room")
    return Check("room", True, "enough for the store and its copies")


def _copies(backups: Path, now: dt.datetime) -> Check:
    made = shelf.newest_first(shelf.copies(backups), now)
    for copy in made:
        try:
            wrong = unsound(copy.path, thorough=True)
        except driver.Error:
            wrong = "damaged"
        if not wrong:
            return Check("backups", True, f"{len(made)} kept; the newest that is sound: {copy.path}")
    if made:
        return Check("backups", False, f"none of {len(made)} in {backups} is sound; rhythm backup makes one")
    return Check("backups", False, f"there is no copy in {backups} yet; rhythm backup makes one")
