"""The open store: reads that leave nothing open, writes that are always part of a logged action."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar, cast

from rhythm.clock import Clock, instant_text
from rhythm.errors import Locked, Stopped, StoreError
from rhythm.storage import driver
from rhythm.storage.far import Far
from rhythm.storage.uid import UidMaker, new_uid
from rhythm.values import NamedTuple

Row = driver.Row
Value = str | int | float | None
Parameters = Sequence[Value] | Mapping[str, Value]
"""What stands for each `?` of a statement, or for each `:name`."""
Kept = TypeVar("Kept")
_LOOK_AFTER = 20_000
"""After so many steps of SQLite's a statement asks whether it is to end: every few milliseconds."""
Walk = Callable[[str, Sequence[Value]], Iterator[Row]]
"""Begins a read, with its parameters."""
Derive = Callable[["Database", int], None]
"""Brings derived tables up to date with the changes whose id in the log is above the number."""


class Action(NamedTuple):
    """One user action: one transaction, one undo step."""

    id: int
    uid: str


class Database:
    """One connection to one store. Use one per thread.

    `derive` is called at the end of every action, inside its transaction, to bring derived tables up
    to date with the rows that the action changed; undo and redo pass through it too.
    """

    def __init__(
        self,
        connection: driver.Connection,
        path: Path | None,
        clock: Clock,
        *,
        read_only_because: str = "",
        read_only_hint: str = "",
    ) -> None:
        self.connection = connection
        self.path = path
        self.clock = clock
        self.read_only_because = read_only_because
        self.read_only_hint = read_only_hint
        self.derive: Derive | None = None
        self._make_uid: UidMaker = new_uid
        self._action: Action | None = None
        self._derived_through = 0
        self.written = 0
        """How many writing statements the action under way has run, or the one before it had."""
        self.far = Far()
        """How far what is under way is, where it is known how much there is."""
        self._taken_back = 0
        """How many rows were changed by transactions that were taken back."""
        self._is_to_stop: Callable[[], bool] | None = None
        self._waits: float | None = None
        self.is_let_go = False
        """Whether the connection was given up until the passphrase is typed again."""
        self._kept: dict[Hashable, object] = {}
        self._kept_at = (-1, -1)
        self._kept_of: dict[Hashable, tuple[int, object]] = {}
        self._file = self._in_use()

    def close(self) -> None:
        """End the connection. Nothing is pending: every action was committed when it ended."""
        self.connection.close()
        driver.leave(self)

    def let_go(self) -> None:
        """Give the connection up, and all that was kept of what it read; until `take_over` everything raises Locked."""
        self.is_let_go = True
        self._kept.clear()
        self._kept_of.clear()
        self.connection.close()
        driver.leave(self)

    def take_over(self, fresh: Database) -> None:
        """Go on over the connection of another database on the same store."""
        self.connection = fresh.connection
        self._taken_back = fresh._taken_back
        self._file = self._in_use()
        self._kept_at = (-1, -1)
        self._kept_of.clear()
        self.is_let_go = False
        self._wait_no_longer()

    def _in_use(self) -> tuple[int, int] | None:
        """Have the file known as one that is open; which one it is."""
        if self.path is not None:
            with suppress(OSError):
                driver.use(self, self.path)
        return _file_at(self.path)

    def wait_at_most(self, seconds: float) -> None:
        """From now on wait no longer than that for another program that writes, where somebody sits before the screen
        meanwhile."""
        self._waits = seconds
        self._wait_no_longer()

    def _wait_no_longer(self) -> None:
        if self._waits is not None and int(self.all("PRAGMA busy_timeout")[0][0]) > self._waits * 1000:
            self.all(f"PRAGMA busy_timeout = {int(self._waits * 1000)}")

    def stop_when(self, is_to_stop: Callable[[], bool]) -> None:
        """From now on end whatever is under way, with Stopped, as soon as `is_to_stop` says so.

        For a connection beside another one that only reads meanwhile, and must not be kept waiting before the end.
        """
        self._is_to_stop = is_to_stop
        self.connection.set_progress_handler(is_to_stop, _LOOK_AFTER)
        self.connection.execute("PRAGMA cache_spill = OFF")

    def heed_stop(self, other: driver.Connection) -> None:
        """Have what runs over another connection end for the same reason."""
        if self._is_to_stop is not None:
            other.set_progress_handler(self._is_to_stop, _LOOK_AFTER)

    def all(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """Every row of a read, as a list: no cursor stays open behind it."""
        with self._translated():
            return self.connection.execute(sql, parameters).fetchall()

    @contextmanager
    def walks(self) -> Iterator[Walk]:
        """For reads that go on side by side, of each of which a few of many rows may be enough: a row is read when it
        is asked for. All of them end with the block."""
        begun: list[driver.Cursor] = []

        def walk(sql: str, parameters: Sequence[Value]) -> Iterator[Row]:
            begun.append(self.connection.execute(sql, parameters))
            return begun[-1]

        with self._translated():
            try:
                yield walk
            finally:
                for cursor in begun:
                    cursor.close()

    def one(self, sql: str, parameters: Parameters = ()) -> Row | None:
        """The first row of a read, or None."""
        rows = self.all(sql, parameters)
        return rows[0] if rows else None

    def value(self, sql: str, parameters: Parameters = ()) -> Value:
        """The first column of the first row, or None when there is no row."""
        row = self.one(sql, parameters)
        return row[0] if row is not None else None

    def kept(self, key: Hashable, read: Callable[[], Kept]) -> Kept:
        """What a read answered, kept until anything is written by this or another connection.

        For what every page asks for again and again. Within an action nothing is kept: it may be taken back.
        """
        if self._action is not None or self.is_let_go:
            return read()
        now = (self.connection.total_changes, self.data_version())
        if now != self._kept_at:
            self._kept.clear()
            self._kept_at = now
        if key not in self._kept:
            self._kept[key] = read()
        return cast("Kept", self._kept[key])

    def kept_of(self, tables: Sequence[str], key: Hashable, read: Callable[[], Kept]) -> Kept:
        """As `kept`, of some tables alone: it stays over what is written to others. Tells nothing of rows that were
        erased without history, so what is looked up by it must bear that they are gone."""
        if self._action is not None or self.is_let_go:
            return read()
        newest = cast("int", self.value("SELECT max(id) FROM change") or 0)
        after, found = self._kept_of.get(key, (None, None))
        if after is None or after > newest or (after < newest and self.has_changed(after, *tables)):
            found = read()
        self._kept_of[key] = (newest, found)
        return cast("Kept", found)

    def data_version(self) -> int:
        """A number that changes when another connection has written."""
        return int(self.all("PRAGMA data_version")[0][0])

    @property
    def has_written(self) -> bool:
        """Whether anything was written over this connection, and stands."""
        return not self.is_let_go and self.connection.total_changes > self._taken_back

    @property
    def is_replaced(self) -> bool:
        """Whether another file, or none, stands where this store was opened: a restored copy, say."""
        return _file_at(self.path) != self._file

    def use_uids(self, make: UidMaker) -> None:
        """Take identifiers from another maker, for stores that must come out the same each time."""
        self._make_uid = make

    def new_uid(self) -> str:
        """An identifier that no other record has or will have."""
        return self._make_uid(self.clock.now())

    @property
    def current_action(self) -> Action | None:
        """The action under way, if any."""
        return self._action

    @contextmanager
    def action(self, label: str, *, undoes: int | None = None, undoable: bool = True) -> Iterator[Action]:
        """Carry out what is done inside as one action; an action inside an action joins it.

        `label` says what was done, in words that hold no note's text. An action that changed no row
        leaves no trace; one with `undoable=False` can't be taken back. Raises StoreError when the store
        can't be written; then nothing was changed.
        """
        if self._action is not None:
            yield self._action
            return
        with self._transaction():
            self._action = self._begin_action(label, undoes, undoable=undoable)
            try:
                yield self._action
                self.settle()
                self._end_action(self._action)
            finally:
                self._action = None

    def settle(self) -> None:
        """Bring derived tables up to date with what the current action changed so far.

        Happens by itself at the end; an import calls it between rows that build on each other.
        """
        newest = self.connection.execute("SELECT max(id) FROM change").fetchone()[0] or 0
        if self.derive is not None and newest > self._derived_through:
            self.derive(self, self._derived_through)
        self._derived_through = newest

    def has_changed(self, after: int, *tables: str) -> bool:
        """Whether a row of one of these tables was changed since the change log's entry `after`."""
        marks = ", ".join("?" * len(tables))
        return self.one(f"SELECT 1 FROM change WHERE id > ? AND tbl IN ({marks}) LIMIT 1", (after, *tables)) is not None

    def write(self, sql: str, parameters: Sequence[Value] = ()) -> int:
        """Run one writing statement inside the current action; the number of rows it touched."""
        self._begin_write()
        with self._translated():
            return self.connection.execute(sql, parameters).rowcount

    def insert(self, table: str, **values: Value) -> int:
        """Add one row with a new uid, inside the current action; the row's id."""
        self._begin_write()
        values.setdefault("uid", self.new_uid())
        columns = ", ".join(values)
        marks = ", ".join("?" * len(values))
        with self._translated():
            cursor = self.connection.execute(f"INSERT INTO {table}({columns}) VALUES ({marks})", tuple(values.values()))
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _begin_write(self) -> None:
        if self._action is None:
            raise RuntimeError("a write belongs to an action")
        self.written += 1
        if self._is_to_stop is not None and self._is_to_stop():
            raise Stopped

    def update(self, table: str, row_id: int, **values: Value) -> None:
        """Set columns of one row, inside the current action. Columns that hold the value already are left,
        so that saving without a change logs nothing."""
        sets = ", ".join(f"{column} = ?" for column in values)
        differs = " OR ".join(f"{column} IS NOT ?" for column in values)
        self.write(
            f"UPDATE {table} SET {sets} WHERE id = ? AND ({differs})",
            (*values.values(), row_id, *values.values()),
        )

    @contextmanager
    def unlogged(self) -> Iterator[None]:
        """A transaction for what is not history: drafts and the store's own notes about itself."""
        if self._action is not None:
            yield
            return
        with self._transaction():
            yield

    @contextmanager
    def beside(self) -> Iterator[None]:
        """A transaction for what nothing is kept of, such as a draft: what was kept of the rest stays."""
        before = self.connection.total_changes
        with self.unlogged():
            yield
        if self._kept_at[0] == before:
            self._kept_at = (self.connection.total_changes, self._kept_at[1])

    @contextmanager
    def reading(self) -> Iterator[None]:
        """What is read inside is of one moment, whatever others write meanwhile."""
        if not self.is_let_go and self.connection.in_transaction:
            yield
            return
        with self._translated():
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.execute("ROLLBACK")

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.read_only_because:
            raise StoreError(
                f"{self.path} can only be read: {self.read_only_because}", f"nothing was changed; {self.read_only_hint}"
            )
        with self._translated():
            self.connection.execute("BEGIN IMMEDIATE")
            before = self.connection.total_changes
            try:
                if self.is_replaced:
                    # What is written to a file without a name is gone when it is closed.
                    raise StoreError(
                        f"{self.path} was moved away or replaced while it was open",
                        "nothing was changed; end rhythm and open it again",
                    )
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                # Not only errors: Ctrl-C or a hang-up must not leave half an action behind.
                # A failed COMMIT may have rolled back by itself already (a full disk does).
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                self._taken_back += self.connection.total_changes - before
                raise

    def _begin_action(self, label: str, undoes: int | None, *, undoable: bool) -> Action:
        uid = self.new_uid()
        device = self.value("SELECT value FROM meta WHERE key = 'device'") or ""
        cursor = self.connection.execute(
            "INSERT INTO action(uid, at, local_day, zone, device, label, undoable, undoes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                uid,
                instant_text(self.clock.now()),
                self.clock.today().isoformat(),
                self.clock.zone(),
                device,
                label,
                int(undoable),
                undoes,
            ),
        )
        assert cursor.lastrowid is not None
        self._derived_through = self.connection.execute("SELECT max(id) FROM change").fetchone()[0] or 0
        self.written = 0
        self.connection.execute("UPDATE current_action SET action_id = ?", (cursor.lastrowid,))
        return Action(cursor.lastrowid, uid)

    def _end_action(self, action: Action) -> None:
        self.connection.execute("UPDATE current_action SET action_id = NULL")
        changed = self.value("SELECT 1 FROM change WHERE action_id = ? LIMIT 1", (action.id,))
        if not changed:
            self.connection.execute("DELETE FROM action WHERE id = ?", (action.id,))

    @contextmanager
    def _translated(self) -> Iterator[None]:
        if self.is_let_go:
            raise Locked("the store is locked", "type its passphrase")
        try:
            yield
        except driver.Error as error:
            raise store_error(error, self.path) from error


def _file_at(path: Path | None) -> tuple[int, int] | None:
    """Which file stands at a path; None for none, and for a store in memory."""
    try:
        return driver.identity(path) if path is not None else None
    except OSError:
        return None


def store_error(error: driver.Error, path: Path | None) -> StoreError | Stopped | driver.Error:
    """What a failure of SQLite means for the user; a failure that is our own mistake comes back as it was."""
    if driver.is_busy(error):
        return StoreError(
            "another program is writing to the store and did not finish",
            "nothing was changed; try again in a moment",
        )
    if driver.is_interrupted(error):
        return Stopped()
    if driver.is_full(error):
        return StoreError("the disk is full", f"nothing was changed; make room beside {path} and try again")
    if driver.is_damaged(error):
        return StoreError(
            f"{path} is damaged, or not a rhythm store",
            "it was left as it is; rhythm doctor says what is left of it, rhythm backups what can be restored",
        )
    if driver.is_read_only(error):
        return StoreError(f"{path} can't be written", "nothing was changed; check the permissions of file and folder")
    return error
