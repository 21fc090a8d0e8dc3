"""Which SQLite is used, and its exceptions. Every other module takes them from here.

A file is opened with the driver of encrypted stores when its key was given, and with the standard one else.
"""

from __future__ import annotations

import os
import sqlite3
import weakref
from pathlib import Path

from rhythm.values import NamedTuple

Connection = sqlite3.Connection
Cursor = sqlite3.Cursor
Row = sqlite3.Row
DatabaseError = sqlite3.DatabaseError
Error = sqlite3.Error
IntegrityError = sqlite3.IntegrityError
OperationalError = sqlite3.OperationalError


PLAIN_START = b"SQLite format 3\0"
SALT_BYTES = len(PLAIN_START)
"""An encrypted file begins with its salt, where a plain one says what it is."""


class Key(NamedTuple):
    """What opens one encrypted store and its copies. The secret is derived from the passphrase with the salt."""

    secret: bytes
    salt: bytes

    @property
    def notation(self) -> str:
        """The key as SQLCipher reads it."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"


_given: dict[bytes, Key] = {}
"""Keys by salt, for as long as the process runs or until they are forgotten: every connection to a store, its
copies and the files it is made anew in needs one, in whatever thread."""


def give_key(key: Key) -> None:
    """From now on files with this salt are opened."""
    _given[key.salt] = key


def forget_keys() -> None:
    """No encrypted file is opened any more until its key is given again."""
    _given.clear()


def key_for(path: Path) -> Key | None:
    """The key that was given for a file; None for a plain one, for none, and for one whose key was not given."""
    if not _given:
        return None
    try:
        return _given.get(beginning_of(path))
    except OSError:
        return None


_in_use: dict[weakref.ref[object], tuple[tuple[int, int], bytes]] = {}
"""Which files are open here, as stores, and how each begins; by who has it open."""


def beginning_of(path: Path) -> bytes:
    """The bytes by which it is known what kind of file one is. Raises OSError.

    Those of a store that is open in this process are remembered, not read: whoever closes a file takes away every lock
    that the process has on it, SQLite's own too, in whatever thread, and another program would write into the middle
    of what is being written.
    """
    there = identity(path)
    for file, start in list(_in_use.values()):
        if file == there:
            return start
    with path.open("rb") as opened:
        return opened.read(SALT_BYTES)


def use(holder: object, path: Path) -> None:
    """Remember that `holder` has a connection to a store. Raises OSError."""
    # No longer than it lives, even if it is never closed.
    _in_use[weakref.ref(holder, lambda gone: _in_use.pop(gone, None))] = (identity(path), beginning_of(path))


def leave(holder: object) -> None:
    """What `holder` had open is closed now."""
    _in_use.pop(weakref.ref(holder), None)


def identity(path: Path) -> tuple[int, int]:
    """Which file stands at a path, under whatever name. Raises OSError."""
    status = path.stat()
    return status.st_dev, status.st_ino


def connect(target: str, *, timeout: float, uri: bool = False, key: Key | None = None) -> Connection:
    """A connection in autocommit mode: transactions are begun and ended by name, never implied.

    `timeout` is in seconds: how long a write waits for another process. `key` is for an empty file that is to be
    encrypted; that of any other file is known by its salt.
    """
    if _given or key is not None:
        key = key or key_for(_path_of(target, uri=uri))
        if key is not None:
            from rhythm.storage import sqlcipher

            return sqlcipher.connect(target, key.notation, timeout=timeout, uri=uri)
    connection = sqlite3.connect(target, timeout=timeout, isolation_level=None, uri=uri)
    connection.row_factory = sqlite3.Row
    return connection


def connect_to_read(path: Path, *, timeout: float, key: Key | None = None) -> Connection:
    """A connection for looking only, as `connect`. What a program that was killed left half written is taken back
    first, where the file may be written: SQLite can't read past it."""
    try:
        half_written = path.with_name(f"{path.name}-journal").stat().st_size > 0 and os.access(path, os.W_OK)
    except OSError:
        # It is not there, or went while it was looked for, or its name would be too long for there to be one.
        half_written = False
    mode = "rw" if half_written else "ro"
    return connect(f"{path.absolute().as_uri()}?mode={mode}", timeout=timeout, uri=True, key=key)


def _path_of(target: str, *, uri: bool) -> Path:
    if not uri:
        return Path(target)
    from urllib.parse import unquote, urlsplit

    return Path(unquote(urlsplit(target).path, errors="surrogateescape"))


def is_busy(error: Error) -> bool:
    """Whether another process held the store for longer than the timeout."""
    return _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def is_damaged(error: Error) -> bool:
    """Whether the file is not, or no longer, a readable database."""
    return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_read_only(error: Error) -> bool:
    """Whether the file or its folder does not take writes."""
    return _code(error) in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN) or _is_io(error)


def is_full(error: Error) -> bool:
    """Whether the disk has no room left."""
    return _code(error) == sqlite3.SQLITE_FULL


def is_interrupted(error: Error) -> bool:
    """Whether a statement was ended by what looks on while it runs."""
    return _code(error) == sqlite3.SQLITE_INTERRUPT


def _is_io(error: Error) -> bool:
    return _code(error) == sqlite3.SQLITE_IOERR


def _code(error: Error) -> int:
    # The extended code carries the primary one in its low byte.
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
