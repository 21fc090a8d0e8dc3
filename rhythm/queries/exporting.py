"""What leaves the store in files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rhythm.queries import tracker
from rhythm.storage.database import Database, Row
from rhythm.storage.schema import LOGGED_TABLES

_PAGE = 1000


def exported_escalations(db: Database) -> tuple[dict[str, Any], ...]:
    """Every escalation under the columns of an escalation file, by day. `occasion` is the forum, or the meeting as
    `#12`; `conflict` the label that its conflict was imported under, else the conflict's uid."""
    conflicts = {row["id"]: row for row in db.all("SELECT id, coalesce(label, uid) AS label, name FROM conflict")}
    found = []
    for row in tracker.all_escalations(db):
        conflict = conflicts[row.conflict_id] if row.conflict_id is not None else None
        found.append(
            {
                "day": row.day.isoformat(),
                "summary": row.summary,
                "parties": [party.name for party in row.parties],
                "area": row.area_text or row.area,
                "raised_by": row.raised_by,
                "occasion": row.forum or (f"#{row.meeting_id}" if row.meeting_id is not None else ""),
                "handling": row.handling,
                "cause": row.cause,
                "moment": row.moment,
                "minutes": row.minutes,
                "reached": row.reached,
                "without_me": row.without_me,
                "repair": row.repair,
                "conflict": conflict["label"] if conflict is not None else "",
                "conflict_name": conflict["name"] if conflict is not None else "",
                "uid": row.uid,
            }
        )
    return tuple(found)


def exported_tables(db: Database) -> Iterator[tuple[str, list[str], Iterator[Row]]]:
    """Every table of records with its columns and its rows by number, but for rows that were deleted.

    A number that stands for another record is followed by the name of that, where it has one.
    """
    with db.reading():
        for table in db.far.through(LOGGED_TABLES, "table"):
            columns, joins = [], []
            keys = {row["from"]: row["table"] for row in db.all(f"PRAGMA foreign_key_list({table})")}
            for column in [str(row["name"]) for row in db.all(f"PRAGMA table_info({table})")]:
                if column == "deleted_at":
                    continue
                columns.append(f"t.{column} AS {column}")
                if keys.get(column) in _NAMED:
                    alias = f"of_{column}"
                    columns.append(f"{alias}.name AS {column.removesuffix('_id')}_name")
                    joins.append(f"LEFT JOIN {keys[column]} {alias} ON {alias}.id = t.{column}")
            names = [column.rpartition(" ")[2] for column in columns]
            yield table, names, _pages(db, table, ", ".join(columns), " ".join(joins))


_NAMED = ("person", "team", "conflict", "ritual")


def _pages(db: Database, table: str, columns: str, joins: str) -> Iterator[Row]:
    last = 0
    while True:
        rows = db.all(
            f"SELECT {columns} FROM {table} t {joins} WHERE t.deleted_at IS NULL AND t.id > ? ORDER BY t.id LIMIT ?",
            (last, _PAGE),
        )
        yield from rows
        if len(rows) < _PAGE:
            return
        last = int(rows[-1]["id"])
