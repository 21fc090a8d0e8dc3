"""Which SQLite is used, and its exceptions. Every other module takes them from here."""

from __future__ import annotations

import sqlite3

Connection = sqlite3.Connection
Row = sqlite3.Row
DatabaseError = sqlite3.DatabaseError
Error = sqlite3.Error
IntegrityError = sqlite3.IntegrityError
OperationalError = sqlite3.OperationalError


def connect(target: str, *, timeout: float, uri: bool = False) -> Connection:
    """A connection in autocommit mode: transactions are begun and ended by name, never implied.

    `timeout` is in seconds: how long a write waits for another process.
    """
    connection = sqlite3.connect(target, timeout=timeout, isolation_level=None, uri=uri)
    connection.row_factory = sqlite3.Row
    return connection


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


def _is_io(error: Error) -> bool:
    return _code(error) == sqlite3.SQLITE_IOERR


def _code(error: Error) -> int:
    # The extended code carries the primary one in its low byte.
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
