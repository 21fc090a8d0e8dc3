"""Keeping the matcher's tables true to the rows: part of every action, of undo and of redo."""

from __future__ import annotations

import datetime as dt
import json

from rhythm.domain.escalations import NewEscalation
from rhythm.domain.matching.lines import Line
from rhythm.domain.matching.profiles import PROFILE_LINES, build_profile
from rhythm.domain.matching.roster import Roster
from rhythm.domain.matching.words import Vocabulary
from rhythm.queries import tracker
from rhythm.queries.suggesting import TEAM, read, roster
from rhythm.storage.database import Database

_READ_BY = {
    "person": ("name",),
    "team": ("name", "aliases", "manager_id", "merged_into", "archived_on", "deleted_at"),
}
"""What lines are read with: where nothing else of a person or a team was changed, they read as before."""


def derive(db: Database, after: int, words: Vocabulary) -> None:
    """Read again what the changes above `after` touched: lines, and the profiles of their conflicts.

    When the names of a team or a person change, or the words that mean the same, every line is read again.
    """
    lines: set[int] = set()
    conflicts: set[int] = set()
    for table, new, old in db.all(
        "SELECT tbl, new, old FROM change WHERE id > ?"
        " AND tbl IN ('escalation', 'escalation_party', 'conflict', 'team', 'person', 'word_line')",
        (after,),
    ):
        row = json.loads(new or old)
        if table in _READ_BY and not _reads_otherwise(table, new, old):
            continue
        if table in ("team", "person", "word_line"):
            lines.update(found[0] for found in db.all("SELECT id FROM escalation WHERE deleted_at IS NULL"))
        elif table == "conflict":
            conflicts.add(row["id"])
        else:
            lines.add(row["id"] if table == "escalation" else row["escalation_id"])
    who = roster(db) if lines or conflicts else Roster()
    for escalation_id in db.far.through(sorted(lines), "escalation"):
        conflicts |= _read_line(db, escalation_id, who, words)
    for conflict_id in sorted(conflicts):
        _build_profile(db, conflict_id, who, words)


def _reads_otherwise(table: str, new: str | None, old: str | None) -> bool:
    """Whether lines read otherwise after a change of a team or a person; nobody is spoken of before they are here."""
    if new is None or old is None:
        return table == "team"
    was, now = json.loads(old), json.loads(new)
    return any(was.get(column) != now.get(column) for column in _READ_BY[table])


def _read_line(db: Database, escalation_id: int, who: Roster, words: Vocabulary) -> set[int]:
    """Read one row into the line tables; the conflicts it was and is linked to."""
    before = db.value("SELECT conflict_id FROM match_line WHERE escalation_id = ?", (escalation_id,))
    db.write("DELETE FROM match_line WHERE escalation_id = ?", (escalation_id,))
    db.write("DELETE FROM match_token WHERE escalation_id = ?", (escalation_id,))
    row = tracker.escalation(db, escalation_id)
    if row is not None:
        line = read(
            NewEscalation(
                row.summary, row.day, row.parties, row.area, row.area_text, raised_by=row.raised_by, forum=row.forum
            ),
            who,
            words,
        )
        db.write(
            "INSERT INTO match_line VALUES (?, ?, ?, ?)",
            (escalation_id, row.conflict_id, row.day.isoformat(), json.dumps(line.to_json(), ensure_ascii=False)),
        )
        for token in (*line.tokens, *(TEAM + team for team in line.parties)):
            db.write("INSERT INTO match_token VALUES (?, ?)", (token, escalation_id))
    return {int(found) for found in (before, row.conflict_id if row is not None else None) if found is not None}


def _build_profile(db: Database, conflict_id: int, who: Roster, words: Vocabulary) -> None:
    db.write("DELETE FROM match_profile WHERE conflict_id = ?", (conflict_id,))
    conflict = tracker.conflict(db, conflict_id)
    rows = db.all(
        "SELECT data, day FROM match_line WHERE conflict_id = ? ORDER BY day DESC, escalation_id DESC LIMIT ?",
        (conflict_id, PROFILE_LINES),
    )
    if conflict is None or not rows:
        return
    newest = dt.date.fromisoformat(rows[0]["day"])
    name = read(NewEscalation(conflict.name, newest), who, words)
    profile = build_profile([Line.from_json(json.loads(row["data"])) for row in rows], name)
    db.write(
        "INSERT INTO match_profile VALUES (?, ?, ?)",
        (conflict_id, newest.isoformat(), json.dumps(profile.to_json(), ensure_ascii=False)),
    )
