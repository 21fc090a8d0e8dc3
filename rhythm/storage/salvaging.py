"""Reading what is left of a damaged store, row by row, into a new one.

SQLite itself stops at the first bad page. What the tables lost is looked for in the log of changes, which holds every
row once more. Of a table that can't be read at once the numbers are tried in spans, each parted until it can be; where
thousands are damaged, some of them are tried for all (`_TRIED`), so that what is lost altogether costs little.
"""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Iterator, Sequence
from pathlib import Path

from rhythm.clock import Clock
from rhythm.errors import StoreError
from rhythm.storage import driver
from rhythm.storage.building import build, carried_tables, columns_of, key_of, set_sequences
from rhythm.storage.far import Far
from rhythm.storage.opening import part_beside
from rhythm.storage.replacing import replace_store
from rhythm.storage.schema import LOGGED_TABLES, MIGRATION_SET, MIGRATIONS
from rhythm.values import NamedTuple

_MAGIC = b"SQLite format 3\0"
_PAGE = 4096
_FRACTIONS = b"\x40\x20\x20"
_MOST_PADDING = 20
"""A header that speaks of more than so many times the pages that are there is not believed."""
_SMALLEST_ROW = 60
"""Bytes that a row takes at least, with its uid; a number above what the file has room for is not believed."""
_GAPS = 4
_TRIED = 1000
"""So many numbers of a longer span are tried, evenly over it; where each meets damage, the span is given up."""


class Salvaged(NamedTuple):
    """What came out: rows by table, how many of them only the log still had, and how many were left out because what
    they belong to is lost."""

    rows: dict[str, int]
    from_log: int
    left_out: int


def salvage(damaged: Path, target: Path, clock: Clock, far: Far | None = None) -> Salvaged:
    """Read a damaged store into a new one at `target`. The damaged file is not touched; `far` gets to know how far that
    is.

    Raises StoreError when `target` is taken, or when so much is lost that no table can be found.
    """
    if target.exists():
        raise StoreError(f"{target} is there already", "name a file that is not there yet")
    try:
        with part_beside(target) as mended, part_beside(target) as part:
            _mend_header(damaged, mended)
            source = _Source(mended)
            try:
                work = _Salvage(source, mended.stat().st_size, far or Far())
                build(part, work.applied(), work.fill, clock, key=driver.key_for(damaged))
            finally:
                source.close()
            replace_store(part, target, None, None)
    except (OSError, driver.Error) as error:
        raise StoreError(
            f"too much of {damaged} is lost to read on", "restore a copy: rhythm backups lists them"
        ) from error
    return Salvaged(work.rows, work.from_log, work.left_out)


def _mend_header(damaged: Path, mended: Path) -> None:
    """A copy with a header that SQLite takes, and as many pages as that speaks of."""
    shutil.copyfile(damaged, mended)
    if driver.key_for(damaged) is not None:
        # An encrypted header is whole, or nothing can be read.
        return
    size = mended.stat().st_size
    with mended.open("r+b") as file:
        header = bytearray(file.read(100).ljust(100, b"\0"))
        if header[21:24] != _FRACTIONS:
            header[:] = bytes(100)
            # Page size, rollback journal, no reserved bytes, fractions; then schema format 4, and UTF-8.
            header[16:24] = struct.pack(">HBBB", _PAGE, 1, 1, 0) + _FRACTIONS
            header[44:48], header[56:60] = struct.pack(">I", 4), struct.pack(">I", 1)
        page = struct.unpack(">H", header[16:18])[0] or _PAGE
        page = 65536 if page == 1 else page
        pages = struct.unpack(">I", header[28:32])[0]
        there = max(1, -(-size // page))
        pages = pages if there <= pages <= there * _MOST_PADDING else there
        header[:16] = _MAGIC
        header[28:32] = struct.pack(">I", pages)
        # The count of pages is believed only while these two agree.
        header[92:96] = header[24:28]
        file.seek(0)
        file.write(header)
        file.truncate(pages * page)


class _Source:
    """The damaged store, to be read as if over one connection: the driver of encrypted stores reads nothing more over
    one that met a damaged page, so that the next statement gets a new one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_encrypted = driver.key_for(path) is not None
        self._connection = self._open()

    def rows(self, sql: str, parameters: Sequence[int | str] = ()) -> Iterator[driver.Row]:
        """What a statement answers, up to the damage. Raises driver.Error there."""
        try:
            yield from self._connection.execute(sql, parameters)
        except driver.Error:
            if self._is_encrypted:
                self._connection.close()
                self._connection = self._open()
            raise

    def columns(self, table: str) -> list[str]:
        """The columns of a table, in their order. Raises driver.Error."""
        return [row["name"] for row in self.rows(f'PRAGMA table_info("{table}")')]

    def close(self) -> None:
        """End it."""
        self._connection.close()

    def _open(self) -> driver.Connection:
        connection = driver.connect(f"{self._path.absolute().as_uri()}?mode=rw", timeout=1, uri=True)
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        return connection


class _Salvage:
    """One reading of one damaged store."""

    def __init__(self, source: _Source, size: int, far: Far) -> None:
        self._source = source
        self._size = size
        self._far = far
        self.rows: dict[str, int] = {}
        self.from_log = 0
        self.left_out = 0

    def applied(self) -> tuple[str, ...]:
        """The form that the store has; this program's where that can't be read."""
        try:
            rows = self._source.rows("SELECT name FROM _sqlite_migrations WHERE migration_set = ?", (MIGRATION_SET,))
            found = {row[0] for row in rows}
        except driver.Error:
            return MIGRATIONS
        return tuple(name for name in MIGRATIONS if name in found) or MIGRATIONS

    def fill(self, target: driver.Connection) -> None:
        """Copy what can be read, add what the log still has, and leave nothing that belongs to what is lost.

        Raises driver.Error where no table is found.
        """
        if not self._source.columns("action"):
            raise driver.DatabaseError("no tables")
        for table in self._far.through(carried_tables(target), "table"):
            self._copy(target, table)
        self._from_log(target)
        self._actions_that_are_lost(target)
        self._belonging(target)
        set_sequences(target, self._highest_given(target))

    def _copy(self, target: driver.Connection, table: str) -> None:
        try:
            there = set(self._source.columns(table))
        except driver.Error:
            return
        columns = [name for name in columns_of(target, table) if name in there]
        if not columns:
            return
        self.rows[table] = 0
        for row in self._readable(table, columns, key_of(target, table)):
            self.rows[table] += _insert(target, table, dict(zip(columns, row, strict=True)))

    def _readable(self, table: str, columns: list[str], key: list[str]) -> Iterator[driver.Row]:
        names = ", ".join(columns)
        if key != ["id"]:
            order = ", ".join(key)
            descending = ", ".join(f"{name} DESC" for name in key)
            # From both ends, up to the damage; a row that was read twice is stored once.
            for way in (order, descending):
                yield from self._until_damage(f"SELECT {names} FROM {table} ORDER BY {way}")
            return
        spans = _spans(self._highest(table))
        while spans:
            first, last = spans.pop()
            # A span of one number is not asked for as a span: SQLite would look behind it, where the damage may be.
            only, numbers = ("BETWEEN ? AND ?", (first, last)) if first < last else ("= ?", (first,))
            try:
                # Read to its end first: of a span that has to be parted nothing is taken twice.
                yield from list(self._source.rows(f"SELECT {names} FROM {table} NOT INDEXED WHERE id {only}", numbers))
            except driver.Error:
                if first < last and self._is_worth_parting(table, first, last):
                    middle = (first + last) // 2
                    spans += [(middle + 1, last), (first, middle)]

    def _is_worth_parting(self, table: str, first: int, last: int) -> bool:
        """Whether something of a span that can't be read at once may still be: each number of a short one is tried."""
        step = -(-(last - first + 1) // _TRIED)
        return step == 1 or any(self._is_readable(table, number) for number in range(first, last + 1, step))

    def _is_readable(self, table: str, number: int) -> bool:
        """Whether the page can be read on which the row of a number stands, or would."""
        try:
            next(self._source.rows(f"SELECT id FROM {table} NOT INDEXED WHERE id = ?", (number,)), None)
        except driver.Error:
            return False
        return True

    def _until_damage(self, sql: str) -> Iterator[driver.Row]:
        try:
            yield from self._source.rows(sql)
        except driver.Error:
            return

    def _highest(self, table: str) -> int:
        """The highest number a row can have. What damaged pages say of it is taken with care: each number is tried."""
        room = self._size // _SMALLEST_ROW + 1000
        given = self._number("SELECT seq FROM sqlite_sequence WHERE name = ?", table)
        there = self._number(f"SELECT coalesce(max(id), 0) FROM {table}")
        # Without its last rows, what else is known of the table counts, since its last number may be an old one.
        indexed = self._highest_indexed(table) if there is None else ()
        found = [number for number in (given, there, *indexed) if number is not None and 0 <= number <= room * _GAPS]
        return max(found, default=room)

    def _number(self, sql: str, *parameters: str) -> int | None:
        """The number that a statement says, None where it says none or can't be carried out."""
        try:
            row = next(self._source.rows(sql, parameters), None)
        except driver.Error:
            return None
        return row[0] if row is not None and isinstance(row[0], int) else None

    def _highest_indexed(self, table: str) -> Iterator[int]:
        """The highest number of a table by each index that holds all of its rows and can be read to its end."""
        try:
            indexes = list(self._source.rows(f'PRAGMA index_list("{table}")'))
        except driver.Error:
            return
        for index in indexes:
            if index["partial"]:
                continue
            # Reckoned with, a number is no key, and SQLite reads the whole index for it.
            highest = self._number(f'SELECT coalesce(max(id + 0), 0) FROM {table} INDEXED BY "{index["name"]}"')
            if highest is not None:
                yield highest

    def _from_log(self, target: driver.Connection) -> None:
        tables = {table for table in carried_tables(target) if table in LOGGED_TABLES}
        newest = target.execute(
            "SELECT tbl, row_uid, op, new FROM change"
            " WHERE id IN (SELECT max(id) FROM change GROUP BY tbl, row_uid) AND op <> 'D'"
        )
        for row in newest:
            table = row["tbl"]
            if table not in tables:
                continue
            if target.execute(f"SELECT 1 FROM {table} WHERE uid = ?", (row["row_uid"],)).fetchone() is None:
                known = set(columns_of(target, table))
                values = {name: value for name, value in json.loads(row["new"]).items() if name in known}
                added = _insert(target, table, values)
                self.from_log += added
                self.rows[table] = self.rows.get(table, 0) + added

    def _actions_that_are_lost(self, target: driver.Connection) -> None:
        """The log stays whole where only the action that a change was part of can't be read."""
        target.execute(
            "INSERT INTO action(id, uid, at, local_day, zone, device, label, undoable)"
            " SELECT DISTINCT action_id, 'lost-' || action_id, '', '', '', '', 'an action that was lost', 0 FROM change"
            " WHERE action_id NOT IN (SELECT id FROM action)"
        )

    def _belonging(self, target: driver.Connection) -> None:
        """Nothing belongs to what is lost. Each round mends what is broken; what it took away may leave more behind."""
        while broken := target.execute("PRAGMA foreign_key_check").fetchall():
            for table, row_id, parent, number in [tuple(row) for row in broken]:
                keys = target.execute(f"PRAGMA foreign_key_list({table})").fetchall()
                column = next(key["from"] for key in keys if key["id"] == number)
                missing = target.execute(f"SELECT {column} FROM {table} WHERE id = ?", (row_id,)).fetchone()
                if missing is not None and not _mended(target, table, row_id, column, parent, missing[0]):
                    target.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))
                    self.rows[table] = self.rows.get(table, 1) - 1
                    self.left_out += 1

    def _highest_given(self, target: driver.Connection) -> dict[str, int]:
        numbered = {row["name"] for row in target.execute("SELECT name FROM sqlite_sequence").fetchall()}
        found = {}
        for table in numbered:
            highest = target.execute(f"SELECT max(id) FROM {table}").fetchone()[0] or 0
            found[table] = max(highest, self._highest(table))
        return found


def _spans(highest: int) -> list[tuple[int, int]]:
    """The numbers up to the highest in spans of ten times the length of the one before, which is last in the list: the
    highest is often guessed, and of few rows among many numbers none would be tried."""
    spans, first, last = [], 1, _TRIED
    while first <= highest:
        spans.append((first, min(last, highest)))
        first, last = last + 1, last * 10
    return spans[::-1]


def _mended(target: driver.Connection, table: str, row_id: int, column: str, parent: str, missing: int) -> bool:
    """Whether a row could be kept: without what it belonged to, or with a stand-in for somebody who is lost."""
    needed = {row["name"] for row in target.execute(f"PRAGMA table_info({table})").fetchall() if row["notnull"]}
    if column in needed:
        if parent not in ("person", "team"):
            return False
        _insert(target, parent, {"id": missing, "uid": f"lost-{parent}-{missing}", "name": f"lost {missing}"})
        return target.execute(f"SELECT 1 FROM {parent} WHERE id = ?", (missing,)).fetchone() is not None
    try:
        target.execute(f"UPDATE {table} SET {column} = NULL WHERE id = ?", (row_id,))
    except driver.IntegrityError:
        return False
    return True


def _insert(target: driver.Connection, table: str, values: dict[str, object]) -> int:
    """1 when the row was taken; one that the schema refuses, or that is there already, is passed over."""
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    try:
        cursor = target.execute(f"INSERT OR IGNORE INTO {table}({names}) VALUES ({marks})", tuple(values.values()))
    except driver.Error:
        return 0
    return max(cursor.rowcount, 0)
