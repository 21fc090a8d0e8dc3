"""Forgetting a person for good: records, history, drafts, and the name in what others wrote or froze.

By what the schema itself says of its tables, so that tables of a later release are covered too. A record belongs to the
person in whose `person_id` it must stand; every other reference is a mention, and points to a stand-in afterwards.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

from rhythm.clock import instant_text
from rhythm.domain.forgetting import ERASED, Called, forgetter
from rhythm.domain.freezing import frozen_text, seal
from rhythm.domain.people import stand_in
from rhythm.errors import NotFound, RhythmError, StoreError
from rhythm.storage import driver
from rhythm.storage.building import carried_tables, key_of, rebuild_search, rows_of
from rhythm.storage.database import Database
from rhythm.storage.erasing_drafts import LABEL, subject_of
from rhythm.values import NamedTuple

_DERIVED = ("match_line", "match_token", "match_profile")
_COUNTED = {"meeting": {"reason": ""}}
"""Records that stay for the counts, and what of them is emptied."""
_IDENTITY = ("name", "nickname", "email", "aliases", "former_emails", "file_id")
_NO_TEXT = ("uid", "row_uid", "tbl", "op", "key")
_SHORTEST_COPY = 8
_LONGEST_WORD = 20
"""What is shorter, or one word that is not longer, is not looked for in frozen reviews: it is no sign of the record."""

Row = dict[str, Any]


class Erased(NamedTuple):
    """What was, or would be, done: records removed, texts and frozen reviews changed; `shared` are names that stay in
    texts, since others have them too, `words` such that stay in small letters, since they are ordinary words, and
    `meetings` how many stay for the counts, without a name."""

    records: int
    texts: int
    reviews: int
    meetings: int
    shared: tuple[str, ...]
    words: tuple[str, ...]


class _Rehearsed(Exception):
    """Takes everything back at the end of a rehearsal."""


def records_of(db: Database, person_id: int) -> dict[str, list[Row]]:
    """Every record of somebody, and every one that mentions them by number, by table."""
    connection, found = db.connection, {}
    for table in carried_tables(connection):
        columns = [name for name, _ in _references(connection, table)]
        if table == "person":
            columns.append("id")
        where = " OR ".join(f"{name} = {int(person_id)}" for name in columns)
        if columns and (rows := list(rows_of(connection, table, f"({where})"))):
            found[table] = rows
    return found


def erase_person(db: Database, person_id: int, *, rehearse: bool = False) -> Erased:
    """Remove a person for good, in one transaction, and leave no byte of it in the file. No undo brings it back.
    Whatever ends it before its end, they are gone, or nothing was changed.

    With `rehearse` it is only said what would be done. Raises NotFound, RhythmError for the director's own record, and
    StoreError where the disk has no room to write the file anew; then nothing was changed.
    """
    work = _Erasing(db, person_id)
    if not rehearse and db.path is not None:
        refuse_without_room_for_store(db.path)
    db.connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with db.unlogged():
            work.run()
            if rehearse:
                raise _Rehearsed
            rebuild_search(db.connection)
            # What was deleted from the search stays in it until it is merged.
            db.connection.execute("INSERT INTO search(search) VALUES ('optimize')")
    except _Rehearsed:
        return work.done()
    finally:
        db.connection.execute("PRAGMA foreign_keys = ON")
    # What was deleted is overwritten with zeros as it goes; this gives back its pages.
    db.connection.execute("VACUUM")
    return work.done()


def refuse_without_room_for_store(store: Path) -> None:
    """Raises StoreError where the disk has no room to write the store anew. Somebody half forgotten would be worse:
    erased, and still in what the file has between its rows."""
    refuse_without_room(store, 2, "store")


def refuse_without_room(file: Path, times: int, what: str) -> None:
    """Raises StoreError unless a file has room beside it for so many of its size."""
    if shutil.disk_usage(file.parent).free < times * file.stat().st_size:
        raise StoreError(
            f"the disk has no room to write the {what} anew without them",
            f"nothing was changed; make room beside {file} and try again",
        )


class _Erasing:
    """One erasing of one person."""

    def __init__(self, db: Database, person_id: int) -> None:
        self._db = db
        self._connection = db.connection
        self._id = person_id
        row = db.one("SELECT * FROM person WHERE id = ?", (person_id,))
        if row is None:
            raise NotFound(f"there is no person #{person_id}", "rhythm people list shows everybody")
        if row["is_me"]:
            raise RhythmError("that is you", "take the store itself away if everything is to go: rhythm paths")
        self._uid = row["uid"]
        self._found = forgetter(self._called(row), self._others())
        self._gone: dict[str, set[int]] = {}
        self._gone_uids: set[str] = {self._uid}
        self._gone_texts: set[str] = set()
        self._texts = self._reviews = 0

    def done(self) -> Erased:
        """What was done."""
        records = sum(map(len, self._gone.values()))
        meetings = self._db.value("SELECT count(*) FROM meeting WHERE person_id = ?", (self._id,))
        return Erased(records, self._texts, self._reviews, int(str(meetings)), *self._found[1:])

    def run(self) -> None:
        """Everything but the search, inside a transaction."""
        far = self._db.far
        with self._without_triggers():
            self._find_records()
            for table, ids in self._gone.items():
                self._delete(table, ids)
            self._stand_in()
            for table in _DERIVED:
                self._connection.execute(f"DELETE FROM {table}")
            self._drafts()
            self._history()
            named = [table for table in carried_tables(self._connection) if table not in (*_DERIVED, "change")]
            for table in far.through((*named, "draft"), "table"):
                self._redact(table)
            self._tell()
        if self._connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise RhythmError("this can't be erased: other records hold on to it", "nothing was changed; report this")

    @contextmanager
    def _without_triggers(self) -> Iterator[None]:
        """The log must not write down what is being forgotten, and must let go of it."""
        triggers = self._connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            self._connection.execute(f'DROP TRIGGER "{name}"')
        yield
        for _, statement in triggers:
            self._connection.execute(statement)

    def _called(self, row: driver.Row) -> Called:
        """What somebody is called, and was called before, as the log has it."""
        images = self._db.all("SELECT old, new FROM change WHERE tbl = 'person' AND row_uid = ?", (row["uid"],))
        rows = [dict(row), *(json.loads(image) for found in images for image in found if image)]
        return Called(tuple(dict.fromkeys(name for one in rows for name in _names_in(one))))

    def _others(self) -> list[Called]:
        rows = self._db.all("SELECT * FROM person WHERE id <> ? AND deleted_at IS NULL", (self._id,))
        return [Called(tuple(_names_in(dict(row)))) for row in rows]

    def _find_records(self) -> None:
        """The person's own records, then what can't be without one of these."""
        for table in carried_tables(self._connection):
            if table not in _COUNTED and ("person_id", True) in _references(self._connection, table):
                self._take(table, f"person_id = {int(self._id)}")
        # What was only planned counts nowhere.
        self._take("meeting", f"person_id = {int(self._id)} AND state = 'planned'")
        found = True
        while found:
            found = False
            for table in carried_tables(self._connection):
                for key in self._connection.execute(f"PRAGMA foreign_key_list({table})").fetchall():
                    if ids := self._gone.get(key["table"]):
                        found |= self._let_go(table, key["from"], ids)

    def _take(self, table: str, where: str) -> bool:
        rows = [row for row in rows_of(self._connection, table, where) if row["id"] not in self._gone.get(table, ())]
        for row in rows:
            self._gone.setdefault(table, set()).add(row["id"])
            self._gone_uids.add(row["uid"])
            self._gone_texts |= {text for text in row.values() if isinstance(text, str)}
        return bool(rows)

    def _let_go(self, table: str, column: str, ids: set[int]) -> bool:
        """Free a table's rows of what goes, or let them go too where they can't be without it."""
        marks = ", ".join(map(str, sorted(ids)))
        if (column, True) in _references(self._connection, table, to=None):
            return self._take(table, f"{column} IN ({marks})")
        try:
            self._connection.execute(f"UPDATE {table} SET {column} = NULL WHERE {column} IN ({marks})")
        except driver.IntegrityError:
            # Such as a link between two records: a CHECK says that it is nothing without one of them.
            return self._take(table, f"{column} IN ({marks})")
        return False

    def _delete(self, table: str, ids: set[int]) -> None:
        self._connection.executemany(f"DELETE FROM {table} WHERE id = ?", [(number,) for number in ids])

    def _stand_in(self) -> None:
        """Somebody without a name, for what mentions the person and for the meetings that count."""
        values: Row = {"name": stand_in(self._id), "archived_on": self._db.clock.today().isoformat()}
        for column in self._connection.execute("PRAGMA table_info(person)").fetchall():
            name = column["name"]
            if column["type"] == "TEXT" and name not in ("uid", "name", "archived_on", "deleted_at"):
                empty = str(column["dflt_value"] or "''").strip("'")
                values[name] = empty if column["notnull"] else None
        sets = ", ".join(f"{name} = ?" for name in values)
        self._connection.execute(f"UPDATE person SET {sets} WHERE id = ?", (*values.values(), self._id))
        for table, emptied in _COUNTED.items():
            sets = ", ".join(f"{name} = ?" for name in emptied)
            self._connection.execute(f"UPDATE {table} SET {sets} WHERE person_id = ?", (*emptied.values(), self._id))

    def _drafts(self) -> None:
        """What is being typed about somebody, or about a record of theirs."""
        gone = {(table, number) for table, numbers in self._gone.items() for number in numbers}
        counted = ((table, rows_of(self._connection, table, f"person_id = {int(self._id)}")) for table in _COUNTED)
        gone |= {("person", self._id), *((table, row["id"]) for table, rows in counted for row in rows)}
        for row in list(rows_of(self._connection, "draft")):
            if subject_of(row["key"]) in gone:
                self._connection.execute("DELETE FROM draft WHERE key = ?", (row["key"],))

    def _history(self) -> None:
        """The log without the person's records, and with the name taken out of the others'."""
        own = {
            table
            for table in carried_tables(self._connection)
            if table not in _COUNTED and ("person_id", True) in _references(self._connection, table)
        }
        theirs = ", ".join(f"'{table}'" for table in sorted(own))
        for change in self._changes(f"tbl IN ({theirs})"):
            images = [json.loads(change[side]) for side in ("old", "new") if change[side]]
            if any(image.get("person_id") == self._id for image in images):
                self._gone_uids.add(change["row_uid"])
                self._gone_texts |= {text for image in images for text in image.values() if _is_text(text)}
        cut: set[int] = set()
        for change in self._changes():
            if change["row_uid"] in self._gone_uids:
                cut.add(change["action_id"])
                self._connection.execute("DELETE FROM change WHERE id = ?", (change["id"],))
            else:
                self._redact_change(change)
        # Half an action can't be taken back.
        self._connection.executemany("UPDATE action SET undoable = 0 WHERE id = ?", [(number,) for number in cut])

    def _changes(self, where: str = "1") -> Iterator[Row]:
        """The changes in the log; whoever waits is told how far it is."""
        number = int(str(self._db.value(f"SELECT count(*) FROM change WHERE {where}")))
        return self._db.far.through_some(rows_of(self._connection, "change", where), number, "change")

    def _redact_change(self, change: Row) -> None:
        for side in ("old", "new"):
            image = json.loads(change[side]) if change[side] else None
            if image is None:
                continue
            becomes = self._becomes(change["tbl"], image)
            if change["tbl"] in _COUNTED and image.get("person_id") == self._id:
                becomes |= _COUNTED[change["tbl"]]
            if becomes != image:
                text = json.dumps(becomes, ensure_ascii=False, separators=(",", ":"))
                self._connection.execute(f"UPDATE change SET {side} = ? WHERE id = ?", (text, change["id"]))

    def _redact(self, table: str) -> None:
        key = key_of(self._connection, table)
        where = " AND ".join(f"{name} = ?" for name in key)
        for row in rows_of(self._connection, table):
            becomes = self._becomes(table, row)
            changed = {name: value for name, value in becomes.items() if value != row[name] and name not in key}
            if not changed:
                continue
            sets = ", ".join(f"{name} = ?" for name in changed)
            try:
                self._connection.execute(
                    f"UPDATE {table} SET {sets} WHERE {where}", (*changed.values(), *(row[name] for name in key))
                )
            except driver.IntegrityError:
                # A word of the program's own that reads like a name.
                continue
            self._reviews += "snapshot" in changed
            self._texts += "snapshot" not in changed

    def _becomes(self, table: str, row: Row) -> Row:
        """A row, or an image of one, without the name."""
        spared = (*_NO_TEXT, *(_IDENTITY if table == "person" else ()))
        becomes = {
            name: self._text(value) if isinstance(value, str) and name not in spared and name != "snapshot" else value
            for name, value in row.items()
        }
        if frozen := row.get("snapshot"):
            data = json.loads(frozen)
            cleaned = self._inside(data, self._frozen_text)
            if cleaned != data:
                # The mark says that this copy is not quite as it was frozen; the hash is that of what it is now.
                text = frozen_text({**cleaned, "erased_on": self._db.clock.today().isoformat()})
                becomes["snapshot"], becomes["snapshot_hash"] = text, seal(text)
        return becomes

    def _text(self, value: str) -> str:
        if value[:1] in ("{", "["):
            try:
                data = json.loads(value)
            except ValueError:
                data = None
            if data is not None:
                cleaned = self._inside(data, self._found.forget)
                return json.dumps(cleaned, ensure_ascii=False) if cleaned != data else value
        return self._found.forget(value)

    def _frozen_text(self, value: str) -> str:
        """A frozen line may be the text of a record that is gone, or the beginning of it."""
        if len(value) >= _SHORTEST_COPY:
            beginning = value.rstrip("….")
            if any(text.startswith(beginning) or text in value for text in self._copies):
                return ERASED
        return self._found.forget(value)

    @cached_property
    def _copies(self) -> list[str]:
        return [text for text in self._gone_texts if _is_telling(text)]

    def _inside(self, data: Any, forget: Callable[[str], str]) -> Any:
        if isinstance(data, str):
            return forget(data)
        if isinstance(data, list):
            return [self._inside(item, forget) for item in data]
        if isinstance(data, dict):
            if data.get("kind") in self._gone and data.get("id") in self._gone[data["kind"]]:
                return {name: ERASED if name == "text" else self._inside(item, forget) for name, item in data.items()}
            return {name: self._inside(item, forget) for name, item in data.items()}
        return data

    def _tell(self) -> None:
        """The log says that somebody was erased, and not whom."""
        clock = self._db.clock
        device = self._db.value("SELECT value FROM meta WHERE key = 'device'") or ""
        self._connection.execute(
            "INSERT INTO action(uid, at, local_day, zone, device, label, undoable) VALUES (?, ?, ?, ?, ?, ?, 0)",
            (
                self._db.new_uid(),
                instant_text(clock.now()),
                clock.today().isoformat(),
                clock.zone(),
                device,
                LABEL,
            ),
        )


def _references(connection: driver.Connection, table: str, to: str | None = "person") -> list[tuple[str, bool]]:
    """The columns of a table that refer to another (None for any), each with whether it must."""
    needed = {row["name"] for row in connection.execute(f"PRAGMA table_info({table})").fetchall() if row["notnull"]}
    keys = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return [(key["from"], key["from"] in needed) for key in keys if to is None or key["table"] == to]


def _names_in(row: Row) -> list[str]:
    """What the row of a person, of whatever release, says that somebody is called."""
    names = [row.get(column) or "" for column in ("name", "nickname", "email")]
    for column in ("aliases", "former_emails"):
        names += json.loads(row.get(column) or "[]")
    return [name for name in names if name.strip()]


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_telling(text: str) -> bool:
    """Whether a text that stands elsewhere too must come from the record: several words, or a long one."""
    is_uid = text.isalnum() and any(char.isdigit() for char in text)
    return len(text) >= _SHORTEST_COPY and (" " in text.strip() or (len(text) > _LONGEST_WORD and not is_uid))
