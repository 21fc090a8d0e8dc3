"""Opening a store: permissions, pragmas, migrations. Never an empty book in silence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rhythm.clock import Clock, instant_text
from rhythm.errors import StoreError
from rhythm.storage import driver
from rhythm.storage.database import Database, store_error
from rhythm.storage.schema import MIGRATION_SET, MIGRATIONS

BUSY_SECONDS = 10.0
"""How long a write waits for another process before it gives up."""


def open_store(path: Path, clock: Clock, *, backups: Path, busy_seconds: float | None = None) -> Database:
    """Open an existing store, bringing it up to date first if an older rhythm made it.

    Returns a database that can be read and written, or only be read when a newer rhythm made it or the
    file or folder refuses writes; `read_only_because` then says why. Raises StoreError, with the path
    and the next step, when there is no readable store at `path`. `backups` is where a copy goes before
    a migration; `busy_seconds` is `BUSY_SECONDS` unless given.
    """
    refuse_what_is_no_store(path)
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    connection = _connect(path, BUSY_SECONDS if busy_seconds is None else busy_seconds, writable=writable)
    because = "" if writable else "its file or folder refuses writes"
    hint = f"check the permissions of {path} and of its folder"
    try:
        # First of all whose file it is: another program's must be left exactly as it was.
        applied = _applied(connection, path)
        if writable:
            _tighten(path)
        _set_up(connection, writable=writable)
        if unknown := set(applied) - set(MIGRATIONS):
            because, hint = f"a newer rhythm made it ({max(unknown)})", "update rhythm to write to it"
        elif applied != MIGRATIONS and writable:
            from rhythm.storage.migrating import migrate

            migrate(connection, clock, backups=backups)
        _harden(connection)
        _verify(connection, path, writable=writable)
    except driver.Error as error:
        connection.close()
        raise store_error(error, path) from error
    except BaseException:
        # A StoreError from within, or Ctrl-C: no open handle may hold the store's lock.
        connection.close()
        raise
    return Database(connection, path, clock, read_only_because=because, read_only_hint=hint)


def create_store(path: Path, clock: Clock) -> None:
    """Make a new, empty store at `path`, readable by its owner only.

    It is made beside its place and linked there when whole, so that a crash leaves no half store and
    two first writers can't overwrite each other. Does nothing when a store appeared there meanwhile.
    Raises StoreError when the folder does not take it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with part_beside(path) as part:
            _fill(part, clock)
            _put_in_place(part, path)
    except (OSError, driver.Error) as error:
        raise StoreError(
            f"a new store could not be made in {path.parent}",
            "check that the folder takes files, or name another place with --db FILE",
        ) from error


@contextmanager
def part_beside(path: Path) -> Iterator[Path]:
    """An empty file beside a store, for its owner only, in which a new one is made; gone afterwards unless it was
    given the store's name. Raises OSError."""
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
        part.with_name(f"{part.name}-journal").unlink(missing_ok=True)


def refuse_what_can_not_be_used(path: Path) -> tuple[str, ...]:
    """The migrations of a store that stands at `path` and is not opened further.

    Raises StoreError, with the path and the next step, for what is no store, is damaged or of a newer rhythm.
    """
    refuse_what_is_no_store(path)
    try:
        connection = driver.connect_to_read(path, timeout=BUSY_SECONDS)
    except driver.Error as error:
        raise _not_opened(path) from error
    try:
        applied = _applied(connection, path)
        wrong = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except driver.Error as error:
        raise store_error(error, path) from error
    finally:
        connection.close()
    if wrong != "ok":
        raise StoreError(f"{path} is damaged", "it was left as it is; name another copy: rhythm backups lists them")
    if unknown := set(applied) - set(MIGRATIONS):
        raise StoreError(f"a newer rhythm made {path} ({max(unknown)})", "use that one, or update this one")
    return applied


def memory_store(clock: Clock) -> Database:
    """An empty store in memory: what reads answer from before anything was written, and what tests use."""
    connection = driver.connect(":memory:", timeout=1)
    _set_up(connection, writable=True)
    from rhythm.storage.migrating import migrate

    migrate(connection, clock, backups=None)
    _harden(connection)
    return Database(connection, None, clock)


def refuse_what_is_no_store(path: Path) -> None:
    """Raises StoreError, with the path and the next step, for what does not even begin like a store."""
    try:
        if path.is_dir():
            raise StoreError(f"{path} is a folder", "name a file with --db FILE")
        start = driver.beginning_of(path)
    except FileNotFoundError:
        raise StoreError(
            f"the store is not there: {path}",
            "bring the file back, or restore a copy: rhythm backups lists them",
        ) from None
    except OSError as error:
        raise StoreError(
            f"{path} can't be read ({error.strerror})", "check the permissions of file and folder"
        ) from None
    if not start:
        raise StoreError(
            f"{path} is empty (0 bytes), so it is not a store",
            "restore a copy (rhythm backups lists them), or move the empty file away",
        )
    if not start.startswith(b"SQLite format 3") and driver.key_for(path) is None:
        from rhythm.storage import keys

        if keys.looks_encrypted(path):
            raise keys.locked(path)
        raise StoreError(
            f"{path} is not a rhythm store: it is another kind of file, or damaged at its beginning",
            "it was left as it is; restore a copy (rhythm backups), or name another file with --db FILE",
        )


def _connect(path: Path, busy_seconds: float, *, writable: bool) -> driver.Connection:
    mode = "rw" if writable else "ro"
    try:
        return driver.connect(f"{path.absolute().as_uri()}?mode={mode}", timeout=busy_seconds, uri=True)
    except driver.Error as error:
        raise _not_opened(path) from error


def _not_opened(path: Path) -> StoreError:
    return StoreError(f"{path} can't be opened", "check the permissions of file and folder")


def _tighten(path: Path) -> None:
    """Notes about people: nobody but the owner may read the file."""
    status = path.stat()
    if status.st_mode & 0o077 and status.st_uid == os.geteuid():
        path.chmod(0o600)


def _set_up(connection: driver.Connection, *, writable: bool) -> None:
    if writable:
        # TRUNCATE + FULL lost no acknowledged commit in simulated power cuts and keeps everything in one
        # file; WAL is unsafe with the SQLite that many systems still link (decision 1 of the design).
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA temp_store = MEMORY")


def _harden(connection: driver.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _verify(connection: driver.Connection, path: Path, *, writable: bool) -> None:
    """A setting that SQLite did not take is refused: what is called saved would not be. Raises StoreError."""
    wanted: dict[str, str | int] = {"foreign_keys": 1, "secure_delete": 1}
    if writable:
        wanted |= {"journal_mode": "truncate", "synchronous": 2}
    for name, value in wanted.items():
        if connection.execute(f"PRAGMA {name}").fetchone()[0] != value:
            raise StoreError(
                f"{path} can't be opened safely: SQLite did not take {name} = {value}",
                "close every other program that has it open, and try again",
            )


def _applied(connection: driver.Connection, path: Path) -> tuple[str, ...]:
    names = connection.execute(
        "SELECT name FROM sqlite_master WHERE name IN ('_sqlite_migrations', 'action')"
    ).fetchall()
    rows = []
    if len(names) == 2:
        rows = connection.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY name", (MIGRATION_SET,)
        ).fetchall()
    if not rows:
        raise StoreError(f"{path} is a database of another program", "name another file with --db FILE")
    return tuple(row[0] for row in rows)


def _fill(part: Path, clock: Clock) -> None:
    from rhythm.storage.migrating import migrate

    connection = driver.connect(str(part), timeout=1)
    try:
        _set_up(connection, writable=True)
        migrate(connection, clock, backups=None)
        connection.execute("INSERT INTO meta VALUES ('device', ?)", (os.urandom(8).hex(),))
        connection.execute("INSERT INTO meta VALUES ('created', ?)", (instant_text(clock.now()),))
    finally:
        connection.close()


def _put_in_place(part: Path, path: Path) -> None:
    try:
        os.link(part, path)
    except FileExistsError:
        return
    except OSError:
        # Some file systems know no hard links; renaming would overwrite, so look once more.
        if not path.exists():
            part.rename(path)
