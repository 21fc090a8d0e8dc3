"""Which SQLite is used, and its exceptions. Every other module takes them from here.

A file is opened with the driver of encrypted stores when its key was given, and with the standard one else.
"""

from __future__ import annotations

import sqlite3
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
        with path.open("rb") as file:
            return _given.get(file.read(SALT_BYTES))
    except OSError:
        return None


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


def _path_of(target: str, *, uri: bool) -> Path:
    if not uri:
        return Path(target)
    from urllib.parse import unquote, urlsplit

    return Path(unquote(urlsplit(target).path))


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
