"""The driver of encrypted stores, dressed as the standard one: imported only where a store is, or becomes, encrypted.

Its exceptions are those of `sqlite3`, with the codes of SQLite, so that everything else works on either driver without
knowing which it has; sqlite-utils too, into which no other module has to be put for that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]

_CODES = ("sqlite_errorcode", "sqlite_errorname")


class _Cursor(dbapi2.Cursor):  # type: ignore[misc]
    def execute(self, *arguments: Any) -> Any:
        with _translated():
            return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> Any:
        with _translated():
            return super().executemany(*arguments)

    def executescript(self, *arguments: Any) -> Any:
        with _translated():
            return super().executescript(*arguments)

    def fetchone(self) -> Any:
        with _translated():
            return super().fetchone()

    def fetchmany(self, *arguments: Any) -> Any:
        with _translated():
            return super().fetchmany(*arguments)

    def fetchall(self) -> Any:
        with _translated():
            return super().fetchall()

    def __next__(self) -> Any:
        with _translated():
            return super().__next__()


class Connection(dbapi2.Connection):  # type: ignore[misc]
    """A connection whose exceptions are those of `sqlite3`."""

    def cursor(self, *arguments: Any) -> Any:
        return super().cursor(*(arguments or (_Cursor,)))

    def execute(self, *arguments: Any) -> Any:
        return self.cursor().execute(*arguments)

    def executemany(self, *arguments: Any) -> Any:
        return self.cursor().executemany(*arguments)

    def executescript(self, *arguments: Any) -> Any:
        return self.cursor().executescript(*arguments)

    def commit(self) -> None:
        with _translated():
            super().commit()


def connect(target: str, key: str | None, *, timeout: float, uri: bool) -> sqlite3.Connection:
    """A connection in autocommit mode, with the key in SQLCipher's own notation; with None to a file that is plain.

    Whether the key is right shows only at the first read.
    """
    with _translated():
        connection = dbapi2.connect(target, timeout=timeout, isolation_level=None, uri=uri, factory=Connection)
    connection.row_factory = dbapi2.Row
    # It would write what it thinks of a wrong key over the screen.
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f'PRAGMA key = "{key}"')
    return cast("sqlite3.Connection", connection)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (dbapi2.Error, dbapi2.Warning) as error:
        kind = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
        translated = kind(*error.args)
        for name in _CODES:
            setattr(translated, name, getattr(error, name, None))
        raise translated from None
